//! The letters of a name: faults that can be repaired are, the others make it no name.

use unicode_normalization::UnicodeNormalization;

use crate::gazetteer::lint::is_mixed;

/// Why a string is no name at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flaw {
    /// Nothing is left of it.
    Empty,
    /// A control or replacement character: the text has been damaged on its way.
    Damaged,
    /// No letter in it.
    NoLetters,
    /// Letters of another script than Latin and Cyrillic, which the engine's texts do not have.
    OtherScript,
    /// Latin and Cyrillic letters in one word.
    MixedScript,
    /// No capital in it: what a machine made of another script.
    SmallLetters,
    /// Two to four capitals: an airport or a vehicle's plate.
    Code,
    /// Spelled like a name of the same entry, as far as matching goes.
    Repeated,
    /// A name of a person or organisation that is something else too: no trigger would be asked for.
    NoTrigger(super::Doubt),
}

impl Flaw {
    /// In words, for a report.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Damaged => "control or replacement character",
            Self::NoLetters => "no letter in it",
            Self::OtherScript => "neither Latin nor Cyrillic",
            Self::MixedScript => "Latin and Cyrillic in one word",
            Self::SmallLetters => "no capital: a machine's romanisation",
            Self::Code => "a code in capitals",
            Self::Repeated => "another name spells it",
            Self::NoTrigger(doubt) => doubt.as_str(),
        }
    }
}

/// `written` with its letters composed, without space around it, runs of space as one, and without invisible marks, what stands in brackets
/// at its end ("Springfield (Illinois)") and the marks that mean something in our tables.
///
/// # Errors
/// Why it is no name.
pub(super) fn repair(written: &str) -> Result<String, Flaw> {
    let written = without_brackets(written.trim());
    let name = clean(written)?;
    let name = name.trim_start_matches(['~', '-', '#', '"', ' ']).trim_end_matches(['"', ' ']).to_owned();
    if name.is_empty() {
        return Err(Flaw::Empty);
    }
    if name.chars().any(is_foreign) {
        return Err(Flaw::OtherScript);
    }
    if !name.chars().any(char::is_alphabetic) {
        return Err(Flaw::NoLetters);
    }
    Ok(name)
}

/// A cell that is no name, made fit for a table; empty where it cannot be.
pub(super) fn clean_cell(written: &str) -> String {
    clean(written.trim()).unwrap_or_default()
}

fn clean(written: &str) -> Result<String, Flaw> {
    let mut cleaned = String::with_capacity(written.len());
    for c in written.nfc().filter(|c| !is_invisible(*c)) {
        match c {
            c if c.is_whitespace() || c == '|' => {
                if !cleaned.is_empty() && !cleaned.ends_with(' ') {
                    cleaned.push(' ');
                }
            }
            c if c.is_control() || c == '\u{FFFD}' => return Err(Flaw::Damaged),
            c => cleaned.push(c),
        }
    }
    cleaned.truncate(cleaned.trim_end().len());
    match cleaned.split(|c: char| !c.is_alphabetic()).any(is_mixed) {
        true => Err(Flaw::MixedScript),
        false => Ok(cleaned),
    }
}

fn without_brackets(name: &str) -> &str {
    match name.rfind(['(', '[']) {
        Some(open) if open > 0 && name.ends_with([')', ']']) => name[..open].trim_end(),
        _ => name,
    }
}

/// Marks of direction, joiners, soft hyphens: they change what is drawn and not what is read.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// A letter or digit that is neither Latin nor Cyrillic. Modifier letters pass: they are apostrophes of romanisations.
fn is_foreign(c: char) -> bool {
    let is_known = matches!(
        c,
        '\0'..='\u{2FF}' | '\u{300}'..='\u{36F}' | '\u{400}'..='\u{52F}' | '\u{1C80}'..='\u{1C8F}' | '\u{1D00}'..='\u{1DBF}'
            | '\u{1E00}'..='\u{1EFF}' | '\u{2C60}'..='\u{2C7F}' | '\u{A640}'..='\u{A69F}' | '\u{A720}'..='\u{A7FF}' | '\u{FB00}'..='\u{FB06}'
    );
    !is_known && c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_repaired_is_and_the_rest_is_told() {
        for (written, expected) in [
            ("Osmere", Ok("Osmere")),
            ("  Great\u{A0}  Osmere ", Ok("Great Osmere")),
            ("Sa\u{303}o Tome\u{301}", Ok("São Tomé")),
            ("Osmere\u{200E}", Ok("Osmere")),
            ("Osmere (Yorkshire)", Ok("Osmere")),
            ("(Osmere)", Ok("(Osmere)")),
            ("~Osmere|Skelby", Ok("Osmere Skelby")),
            ("\"Osmere\"", Ok("Osmere")),
            ("Ka\u{2BB}elepulu", Ok("Ka\u{2BB}elepulu")),
            ("Київ", Ok("Київ")),
            ("", Err(Flaw::Empty)),
            (" \u{200B} ", Err(Flaw::Empty)),
            ("122", Err(Flaw::NoLetters)),
            ("…", Err(Flaw::NoLetters)),
            ("Os\u{7}mere", Err(Flaw::Damaged)),
            ("Os\u{FFFD}mere", Err(Flaw::Damaged)),
            ("\u{41E}smere", Err(Flaw::MixedScript)),
            ("北京", Err(Flaw::OtherScript)),
            ("Αθήνα", Err(Flaw::OtherScript)),
            ("\u{661}\u{662}", Err(Flaw::OtherScript)),
        ] {
            assert_eq!(repair(written).as_deref(), expected.as_ref().copied(), "{written:?}");
        }
    }

    #[test]
    fn a_cell_never_breaks_its_table() {
        assert_eq!(clean_cell(" mayor\tof\nOsmere | 2 "), "mayor of Osmere 2");
        assert_eq!(clean_cell("mayor\u{0}"), "");
    }
}
