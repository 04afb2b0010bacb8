//! Senses, settled: what the hits say of each token, their spelling tested once.

use super::flags::TokenFlags;
use crate::gazetteer::compile::{AliasNumber, MeaningNumber, NameTraits, Sense};
use crate::gazetteer::entry::{AliasClass, EntryKind};
use crate::gazetteer::matcher::Hit;
use crate::gazetteer::{Gazetteer, WordClasses};
use crate::text::{NormalizedText, TokenKind};

/// Where the things that begin at a token stand in their lists.
#[derive(Clone, Copy, Debug, Default)]
struct Beginnings {
    words: u32,
    apart: u32,
    aliases: u32,
    others: u32,
}

/// Everything that the hits say, by token: in each list, things with the token after their last, the shortest first.
#[derive(Debug)]
pub(super) struct Senses {
    /// One more than there are tokens.
    from: Vec<Beginnings>,
    words: Vec<(u32, MeaningNumber)>,
    apart: Vec<(u32, MeaningNumber)>,
    aliases: Vec<(u32, AliasNumber, NameTraits)>,
    others: Vec<(u32, Sense)>,
    /// Of all words that begin at a token, in either list.
    pub(super) classes: Vec<WordClasses>,
    pub(super) flags: Vec<TokenFlags>,
    /// The tokens that stand inside an entry's name and do not begin it, as ranges in the order of their beginnings.
    inside_names: Vec<(u32, u32)>,
}

impl Senses {
    /// The senses of `hits`, which are in the order of their first tokens and, at one token, of their lengths.
    pub(super) fn new(text: &NormalizedText<'_>, hits: &[Hit], gazetteer: &Gazetteer) -> Self {
        let tokens = text.tokens();
        let mut senses = Self {
            from: Vec::with_capacity(tokens.len() + 1),
            words: Vec::with_capacity(hits.len()),
            apart: Vec::with_capacity(hits.len() / 2),
            aliases: Vec::with_capacity(hits.len() / 2),
            others: Vec::with_capacity(hits.len() / 2),
            classes: Vec::with_capacity(tokens.len()),
            flags: Vec::with_capacity(tokens.len()),
            inside_names: Vec::with_capacity(hits.len() / 8),
        };
        let mut rest = hits;
        for (index, token) in tokens.iter().enumerate() {
            senses.from.push(senses.lengths());
            // The sign of a fraction, "½", is a word that folds to its digits.
            let is_digits = token.kind == TokenKind::Number || token.first_folded_byte().is_ascii_digit();
            let mut settled = Settled { flags: if is_digits { TokenFlags::NUMERAL } else { TokenFlags::default() }, ..Settled::default() };
            while let [hit, after @ ..] = rest
                && hit.first as usize == index
            {
                rest = after;
                senses.settle(text, hit, gazetteer, &mut settled);
            }
            senses.classes.push(settled.classes);
            senses.flags.push(settled.flags());
        }
        senses.from.push(senses.lengths());
        senses
    }

    #[inline]
    fn lengths(&self) -> Beginnings {
        Beginnings {
            words: narrow(self.words.len()),
            apart: narrow(self.apart.len()),
            aliases: narrow(self.aliases.len()),
            others: narrow(self.others.len()),
        }
    }

    /// Adds what a hit means.
    #[inline]
    fn settle(&mut self, text: &NormalizedText<'_>, hit: &Hit, gazetteer: &Gazetteer, settled: &mut Settled) {
        let is_alone = hit.end == hit.first + 1;
        for number in gazetteer.meaning_numbers(hit.pattern) {
            let meaning = gazetteer.meaning(number);
            if !meaning.spelling.allows(text, hit.first as usize) {
                continue;
            }
            if !is_alone {
                settled.flags.insert(TokenFlags::LONGER_TERM);
            }
            match meaning.sense {
                Sense::Word(_) => {
                    let class = meaning.class();
                    settled.classes.insert(class);
                    if is_alone {
                        settled.alone.insert(class);
                    }
                    let list = if WordClasses::APART.any(class) { &mut self.apart } else { &mut self.words };
                    list.push((hit.end, number));
                }
                Sense::Alias(number, traits) => {
                    self.aliases.push((hit.end, number, traits));
                    settled.flags.insert(TokenFlags::ALIAS);
                    if traits.kind == EntryKind::Organisation && traits.is_safe() {
                        settled.flags.insert(TokenFlags::ORGANISATION);
                    }
                    if !is_alone {
                        self.inside_names.push((hit.first + 1, hit.end));
                    } else if traits.is_demonym() {
                        settled.flags.insert(TokenFlags::DEMONYM);
                    }
                }
                sense @ (Sense::GivenName(_) | Sense::Surname | Sense::Stop(_)) => {
                    self.others.push((hit.end, sense));
                    settled.flags.insert(match sense {
                        Sense::Stop(_) => TokenFlags::STOP,
                        _ if !is_alone => TokenFlags::default(),
                        Sense::GivenName(AliasClass::Safe) => TokenFlags::GIVEN_NAME,
                        Sense::Surname => TokenFlags::SURNAME,
                        _ => TokenFlags::DOUBTFUL_GIVEN_NAME,
                    });
                }
            }
        }
    }

    /// The words of the rules of names and of what happened.
    #[inline]
    pub(super) fn words(&self, token: usize) -> &[(u32, MeaningNumber)] {
        self.between(token, &self.words, |beginnings| beginnings.words)
    }

    /// The words that other rules look for: of saying, of modality and time, of the page, cues of names.
    #[inline]
    pub(super) fn apart(&self, token: usize) -> &[(u32, MeaningNumber)] {
        self.between(token, &self.apart, |beginnings| beginnings.apart)
    }

    /// The names of entries.
    #[inline]
    pub(super) fn aliases(&self, token: usize) -> &[(u32, AliasNumber, NameTraits)] {
        self.between(token, &self.aliases, |beginnings| beginnings.aliases)
    }

    /// Given names, surnames and false friends.
    #[inline]
    pub(super) fn others(&self, token: usize) -> &[(u32, Sense)] {
        self.between(token, &self.others, |beginnings| beginnings.others)
    }

    /// What begins at `token` of a list; nothing beyond the end.
    #[inline]
    fn between<'s, T>(&'s self, token: usize, list: &'s [T], of: impl Fn(&Beginnings) -> u32) -> &'s [T] {
        match self.from.get(token..).unwrap_or_default() {
            [from, to, ..] => &list[of(from) as usize..of(to) as usize],
            _ => &[],
        }
    }

    /// For each token whether it stands inside an entry's name and does not begin it.
    pub(super) fn inside_names(&self) -> Vec<bool> {
        let mut inside = vec![false; self.flags.len()];
        for &(first, end) in &self.inside_names {
            inside[first as usize..end as usize].fill(true);
        }
        inside
    }
}

/// What is settled of one token so far.
#[derive(Default)]
struct Settled {
    classes: WordClasses,
    /// Of the words that are this token alone.
    alone: WordClasses,
    flags: TokenFlags,
}

impl Settled {
    #[inline]
    fn flags(self) -> TokenFlags {
        let mut flags = self.flags;
        if self.classes.is_empty() {
            return flags;
        }
        let mut insert = |flag: TokenFlags, is_set: bool| {
            if is_set {
                flags.insert(flag);
            }
        };
        insert(TokenFlags::NUMERAL, self.classes.any(WordClasses::NUMERALS));
        insert(TokenFlags::WORD, !self.alone.without(WordClasses::APART).is_empty());
        insert(TokenFlags::FUNCTION, self.alone.any(WordClasses::FUNCTIONS));
        insert(TokenFlags::CALENDAR, self.alone.any(WordClasses::CALENDAR));
        insert(TokenFlags::TITLE, self.alone.any(WordClasses::TITLES));
        flags
    }
}

/// A number of things in a list.
#[inline]
fn narrow(length: usize) -> u32 {
    debug_assert!(u32::try_from(length).is_ok(), "a text has at most a bounded number of hits for each byte");
    length as u32
}
