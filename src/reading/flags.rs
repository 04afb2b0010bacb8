//! What one token can be, as bits.

/// What one token can be, as a bit set of single-token meanings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TokenFlags(u16);

impl TokenFlags {
    /// A given name.
    pub const GIVEN_NAME: Self = Self(1);
    /// A surname.
    pub const SURNAME: Self = Self(1 << 1);
    /// A function word.
    pub const FUNCTION: Self = Self(1 << 2);
    /// The name of a month or day.
    pub const CALENDAR: Self = Self(1 << 3);
    /// A title.
    pub const TITLE: Self = Self(1 << 4);
    /// A country's adjective or demonym.
    pub const DEMONYM: Self = Self(1 << 5);
    /// Any word of the rules.
    pub const WORD: Self = Self(1 << 6);
    /// What a number can begin with: digits, a number word, a quantifier, an article before a scale.
    pub const NUMERAL: Self = Self(1 << 7);
    /// A given name that is first of all a word, a place or a surname: a name where a surname follows.
    pub const DOUBTFUL_GIVEN_NAME: Self = Self(1 << 8);
    /// The first token of something longer, whatever it is.
    pub const LONGER_TERM: Self = Self(1 << 9);
    /// The first token of an entry's name, of whatever length.
    pub const ALIAS: Self = Self(1 << 10);
    /// The first token of a false friend, of whatever length.
    pub const STOP: Self = Self(1 << 11);
    /// The first token of an organisation's safe name, of whatever length.
    pub const ORGANISATION: Self = Self(1 << 12);

    #[inline]
    pub(super) fn insert(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// Whether any of `other`'s bits is set.
    #[inline]
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The union.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
