//! Endings that tell what a word is: rows of `lexicon/en/affixes.tsv`.

/// The endings of plurals, of those that are people, and of surnames.
#[derive(Clone, Debug, Default)]
pub struct Endings {
    plurals: Vec<Box<str>>,
    people: Vec<Box<str>>,
    surnames: Vec<Box<str>>,
    /// Bit `n` is set where a surname's ending ends with the `n`th letter: most words are told by it to have none.
    last_letters: u32,
}

impl Endings {
    /// Adds the ending of a plural, in its folded form.
    pub fn add_plural(&mut self, ending: &str) {
        self.plurals.push(ending.into());
    }

    /// Adds the ending of a plural that is people whoever they are, in its folded form.
    pub fn add_people(&mut self, ending: &str) {
        self.people.push(ending.into());
    }

    /// Adds the ending of a surname, in its folded form.
    pub fn add_surname(&mut self, ending: &str) {
        self.last_letters |= last_letter(ending);
        self.surnames.push(ending.into());
    }

    /// `word` without the ending of a plural, if it has one.
    pub fn singular<'w>(&self, word: &'w str) -> Option<&'w str> {
        self.plurals.iter().find_map(|ending| word.strip_suffix(&**ending))
    }

    /// Whether `word`, in its folded form, ends as a plural does.
    pub fn is_plural(&self, word: &str) -> bool {
        self.singular(word).is_some()
    }

    /// Whether `word`, a plural in its folded form, ends as those do that are people: "holidaymakers", "organists".
    pub fn is_people(&self, word: &str) -> bool {
        self.people.iter().any(|ending| word.ends_with(&**ending))
    }

    /// Whether `word`, in its folded form, ends as surnames do and hardly any other word.
    pub fn is_surname(&self, word: &str) -> bool {
        self.last_letters & last_letter(word) != 0 && self.surnames.iter().any(|ending| word.ends_with(&**ending))
    }
}

/// The bit of a word's last letter; that of no letter where it is beyond ASCII.
fn last_letter(word: &str) -> u32 {
    match word.as_bytes().last() {
        Some(letter @ b'a'..=b'z') => 1 << (letter - b'a'),
        _ => 1 << 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_by_their_endings() {
        let mut endings = Endings::default();
        endings.add_plural("s");
        endings.add_people("ists");
        endings.add_surname("enko");
        assert_eq!(endings.singular("cities"), Some("citie"));
        assert!(endings.is_plural("regions") && !endings.is_plural("region"));
        assert!(endings.is_people("organists") && !endings.is_people("lists of"));
        assert!(endings.is_surname("shevchenko") && !endings.is_surname("echo") && !endings.is_surname(""));
    }
}
