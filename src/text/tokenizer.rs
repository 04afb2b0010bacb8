//! Cuts a text into tokens, character by character, folding as it goes.

use std::ops::Range;

use super::abbreviation::Abbreviations;
use super::fold::{fold_letter, fold_punctuation, is_silent, is_space};
use super::hash::{hash, hash_of_head, head};
use super::markup;
use super::token::{Gap, Shape, Token, TokenKind};

/// A text on its way to tokens.
pub(super) struct Tokenizer<'a, 'b> {
    text: &'a str,
    at: usize,
    gap: Gap,
    abbreviations: &'b Abbreviations,
    /// The text with its ASCII letters small, which is the folded form of nearly every token, and after it the folded forms of the others.
    folded: String,
    tokens: Vec<Token>,
}

impl<'a, 'b> Tokenizer<'a, 'b> {
    /// Before the first token of `text`.
    pub(super) fn new(text: &'a str, abbreviations: &'b Abbreviations) -> Self {
        Self {
            text,
            at: 0,
            gap: Gap::Paragraph,
            abbreviations,
            folded: text.to_ascii_lowercase(),
            tokens: Vec::with_capacity(text.len() / 5 + 8),
        }
    }

    /// Cuts the text; returns the folded forms, one after the other, and the tokens.
    pub(super) fn run(mut self) -> (String, Vec<Token>) {
        while let Some(&byte) = self.text.as_bytes().get(self.at) {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' => {
                    if !self.plain_word() {
                        self.word();
                    }
                }
                b'0'..=b'9' => self.number(),
                b' ' => self.space(),
                b'-' | b'`' => self.other(),
                b'&' => self.reference(),
                b'<' => self.tag(),
                b'!'..=b'~' => self.mark(byte.into()),
                _ => self.other(),
            }
        }
        (self.folded, self.tokens)
    }

    /// Whatever is no plain ASCII.
    fn other(&mut self) {
        let Some(c) = self.char_at(self.at) else { return };
        if is_space(c) {
            self.skip_space();
        } else if c.is_alphanumeric() {
            self.word();
        } else if is_silent(c) {
            self.at += c.len_utf8();
        } else if self.is_joining_hyphen(c) {
            self.gap = Gap::Hyphen;
            self.at += c.len_utf8();
        } else if let Some(length) = self.hyphen_at_line_end(c) {
            self.gap = Gap::Hyphen;
            self.at += length;
        } else {
            self.mark(c);
        }
    }

    /// "&", or the character that a reference of HTML stands for.
    fn reference(&mut self) {
        let (c, length) = self.peek(self.at).unwrap_or(('&', 1));
        if is_space(c) || is_silent(c) {
            self.at += length;
            self.gap = self.gap.max(if is_space(c) { Gap::Space } else { Gap::None });
        } else if c.is_ascii_digit() {
            self.number();
        } else if c.is_alphanumeric() {
            self.word();
        } else {
            let start = self.at;
            self.at += length;
            let folded_start = self.folded.len();
            self.folded.push(fold_punctuation(c));
            self.push(start, folded_start..self.folded.len(), TokenKind::Punctuation, Shape::Caseless);
        }
    }

    /// "<", or a tag of HTML, which is no part of what the text says.
    fn tag(&mut self) {
        match markup::tag(&self.text[self.at..]) {
            Some((length, gap)) => {
                self.at += length;
                self.gap = self.gap.max(gap);
            }
            None => self.mark('<'),
        }
    }

    /// The character at `at`, or the one that a reference there stands for, and how many bytes it takes.
    fn peek(&self, at: usize) -> Option<(char, usize)> {
        let c = self.char_at(at)?;
        let reference = if c == '&' { markup::reference(&self.text[at..]) } else { None };
        Some(reference.unwrap_or((c, c.len_utf8())))
    }

    /// One space before something: nearly every gap there is.
    #[inline]
    fn space(&mut self) {
        if self.text.as_bytes().get(self.at + 1).is_some_and(u8::is_ascii_graphic) {
            self.at += 1;
            self.gap = self.gap.max(Gap::Space);
        } else {
            self.skip_space();
        }
    }

    /// The commonest of words, in one go: an ASCII letter, small ones after it, and then something that can be no part of a word and changes
    /// none. Anything else is left to [`word`](Self::word).
    #[inline]
    fn plain_word(&mut self) -> bool {
        let bytes = &self.text.as_bytes()[self.at..];
        let Some(eight) = bytes.first_chunk::<8>() else { return false };
        // One bit tells capitals from small letters.
        let is_capital = eight[0] & 0x20 == 0;
        let letters = u64::from_le_bytes(*eight) | 0x20;
        let mut length = small_letters_of(letters);
        let (head, hash) = if length < 8 {
            let head = letters & !(u64::MAX << (8 * length));
            (head, hash_of_head(head))
        } else {
            length += small_letters(&bytes[8..]);
            (letters, hash(self.folded.as_bytes(), self.at..self.at + length))
        };
        let after = bytes.get(length).copied().unwrap_or(b' ');
        if !ENDS_PLAINLY[usize::from(after)] {
            return false;
        }
        let (start, end) = (self.at as u32, (self.at + length) as u32);
        let shape = if is_capital { Shape::Title } else { Shape::Lower };
        self.tokens.push(Token {
            start,
            end,
            folded_start: start,
            folded_end: end,
            head,
            hash,
            kind: TokenKind::Word,
            shape,
            gap: self.gap,
        });
        self.at += length;
        self.gap = Gap::None;
        if after == b' ' {
            self.space();
        }
        true
    }

    fn char_at(&self, at: usize) -> Option<char> {
        match self.text.as_bytes().get(at) {
            Some(&byte) if byte < 0x80 => Some(byte as char),
            Some(_) => self.text[at..].chars().next(),
            None => None,
        }
    }

    fn skip_space(&mut self) {
        let mut breaks = 0;
        while let Some(c) = self.char_at(self.at).filter(|c| is_space(*c)) {
            let is_crlf_tail = c == '\n' && self.at > 0 && self.text.as_bytes()[self.at - 1] == b'\r';
            if matches!(c, '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}') && !is_crlf_tail {
                breaks += 1 + u32::from(c == '\u{2029}');
            }
            self.at += c.len_utf8();
        }
        let gap = match breaks {
            0 => Gap::Space,
            1 => Gap::Newline,
            _ => Gap::Paragraph,
        };
        self.gap = self.gap.max(gap);
    }

    /// A hyphen directly between two letters or digits.
    fn is_joining_hyphen(&self, c: char) -> bool {
        fold_punctuation(c) == '-'
            && self.gap == Gap::None
            && self.tokens.last().is_some_and(|token| token.kind != TokenKind::Punctuation)
            && self.char_at(self.at + c.len_utf8()).is_some_and(char::is_alphanumeric)
    }

    /// How long a hyphen with the line break behind it is, where the word goes on in small letters: "Stratford-" and "upon-Avon" below it.
    fn hyphen_at_line_end(&self, c: char) -> Option<usize> {
        let is_hyphen = matches!(c, '-' | '\u{2010}') && self.gap == Gap::None;
        let is_after_word = is_hyphen && self.tokens.last().is_some_and(|token| token.kind == TokenKind::Word);
        let rest = is_after_word.then(|| &self.text[self.at + c.len_utf8()..])?;
        let below = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n'))?;
        let goes_on = below.chars().next().is_some_and(char::is_lowercase);
        goes_on.then(|| c.len_utf8() + rest.len() - below.len())
    }

    fn mark(&mut self, c: char) {
        let start = self.at;
        self.at += c.len_utf8();
        let mark = fold_punctuation(c);
        let folded = if mark == c {
            start..self.at
        } else {
            self.folded.push(mark);
            self.folded.len() - mark.len_utf8()..self.folded.len()
        };
        self.push(start, folded, TokenKind::Punctuation, Shape::Caseless);
    }

    /// Digits, with a separator wherever a digit follows it: thousands (`1,000`, `1'000`), decimals (`2.5`), times (`5:30`), dates
    /// (`12.05.2024`).
    fn number(&mut self) {
        let start = self.at;
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            if let Some(length) = self.apostrophe_in_number() {
                self.at += length;
                continue;
            }
            let separates = matches!(byte, b',' | b'.' | b':') && bytes.get(self.at + 1).is_some_and(u8::is_ascii_digit);
            let is_list = byte == b',' && separates && !is_thousands_group(&bytes[self.at + 1..]);
            if !(byte.is_ascii_digit() || separates) || is_list {
                break;
            }
            self.at += 1;
        }
        let folded = if bytes.get(self.at) == Some(&b'&') { self.digits_behind_reference(start) } else { start..self.at };
        self.push(start, folded, TokenKind::Number, Shape::Caseless);
    }

    /// The length of the apostrophe at the reading point, if it stands before a group of thousands: `12'000`.
    fn apostrophe_in_number(&self) -> Option<usize> {
        let c = self.char_at(self.at).filter(|c| fold_punctuation(*c) == '\'')?;
        let is_behind_digit = self.at > 0 && self.text.as_bytes()[self.at - 1].is_ascii_digit();
        let length = c.len_utf8();
        (is_behind_digit && is_thousands_group(&self.text.as_bytes()[self.at + length..])).then_some(length)
    }

    /// Reads the digits on from a reference that may stand for one (`&#49;2`); the folded form of all that was read from `start` on.
    fn digits_behind_reference(&mut self, start: usize) -> Range<usize> {
        let folded_start = self.folded.len();
        self.folded.push_str(&self.text[start..self.at]);
        while let Some((digit, length)) = self.peek(self.at).filter(|(c, _)| c.is_ascii_digit()) {
            self.folded.push(digit);
            self.at += length;
        }
        folded_start..self.folded.len()
    }

    fn word(&mut self) {
        let (start, folded_start) = (self.at, self.folded.len());
        let mut letters = Letters::default();
        loop {
            self.small_letters(&mut letters);
            let Some((c, length)) = self.peek(self.at) else { break };
            if c.is_alphabetic() {
                if c.is_uppercase() && self.is_glued_name(start, &letters, c) {
                    break;
                }
                letters.count(c);
                fold_letter(c, &mut self.folded);
            } else if fold_punctuation(c) == '\'' {
                if !self.is_apostrophe_inside(length) {
                    break;
                }
            } else if c.is_ascii_digit() || !(c.is_alphanumeric() || is_silent(c)) {
                break;
            } else if !is_silent(c) {
                fold_letter(c, &mut self.folded);
            }
            self.at += length;
        }
        if letters.total == 1 {
            self.dotted_letters(start, &mut letters);
        }
        if self.char_at(self.at) == Some('.')
            && self.at - start <= 8
            && self.abbreviations.keeps_stop(&self.folded[folded_start..], &self.text[self.at + 1..])
        {
            self.at += 1;
        }
        self.push(start, folded_start..self.folded.len(), TokenKind::Word, letters.shape());
        self.ending();
    }

    /// A run of small ASCII letters, which fold to themselves: nearly all of a text, so taken in one go.
    fn small_letters(&mut self, letters: &mut Letters) {
        let rest = &self.text[self.at..];
        let run = small_letters(rest.as_bytes());
        if run > 0 {
            self.folded.push_str(&rest[..run]);
            self.at += run;
            letters.count_small(u32::try_from(run).expect("the text was cut to what four bytes address"));
        }
    }

    /// `U.S.`, `p.m.`: single letters with full stops are one word, the last stop included.
    fn dotted_letters(&mut self, start: usize, letters: &mut Letters) {
        while self.char_at(self.at) == Some('.') {
            let Some(next) = self.char_at(self.at + 1).filter(|c| c.is_alphabetic()) else { break };
            let after = self.char_at(self.at + 1 + next.len_utf8());
            if after.is_some_and(char::is_alphanumeric) {
                break;
            }
            letters.count(next);
            fold_letter(next, &mut self.folded);
            self.at += 1 + next.len_utf8();
        }
        if self.at > start + 2 && self.char_at(self.at) == Some('.') {
            self.at += 1;
        }
    }

    /// Whether the apostrophe of this length at the reading point stands between two letters and begins no ending.
    fn is_apostrophe_inside(&self, length: usize) -> bool {
        let after = self.at + length;
        match self.abbreviations.ending(&self.text[after..]) {
            Some((letters, _)) => self.char_at(after + letters.len()).is_some_and(char::is_alphabetic),
            None => self.char_at(after).is_some_and(char::is_alphabetic),
        }
    }

    /// A possessive is a mark of its own, `'s`, and what is left of an auxiliary a word of its own, `'re`.
    fn ending(&mut self) {
        let Some((_, length)) = self.peek(self.at).filter(|(c, _)| fold_punctuation(*c) == '\'') else { return };
        let after = self.at + length;
        let Some((letters, is_possessive)) = self.abbreviations.ending(&self.text[after..]) else { return };
        let end = after + letters.len();
        if !self.char_at(end).is_some_and(char::is_alphanumeric) {
            let (start, folded_start) = (self.at, self.folded.len());
            self.folded.push('\'');
            self.folded.push_str(letters);
            self.at = end;
            let (kind, shape) = if is_possessive { (TokenKind::Punctuation, Shape::Caseless) } else { (TokenKind::Word, Shape::Lower) };
            self.push(start, folded_start..self.folded.len(), kind, shape);
        }
    }

    /// Whether the capital at the reading point begins another word that the page glued on: small letters before it, more than a name's
    /// prefix (Mc, De, La), and after it a small letter, or two more capitals (`comMILWAUKEE`, from a dateline).
    fn is_glued_name(&self, start: usize, letters: &Letters, capital: char) -> bool {
        let mut after = self.text[self.at + capital.len_utf8()..].chars();
        let begins_word = match after.next() {
            Some(second) if second.is_uppercase() => after.next().is_some_and(char::is_uppercase),
            Some(second) => second.is_lowercase(),
            None => false,
        };
        letters.lower_run >= 2 && begins_word && !self.abbreviations.is_name_prefix(&self.text[start..self.at])
    }

    fn push(&mut self, start: usize, folded: Range<usize>, kind: TokenKind, shape: Shape) {
        let narrow = |offset: usize| u32::try_from(offset).expect("the text was cut to what four bytes address, folded forms included");
        self.tokens.push(Token {
            start: narrow(start),
            end: narrow(self.at),
            folded_start: narrow(folded.start),
            folded_end: narrow(folded.end),
            head: head(self.folded.as_bytes(), folded.clone()),
            hash: hash(self.folded.as_bytes(), folded),
            kind,
            shape,
            gap: self.gap,
        });
        self.gap = Gap::None;
    }
}

/// What may stand after a plain word: no letter, no apostrophe, no full stop, which may be an abbreviation's, nothing beyond ASCII.
const ENDS_PLAINLY: [bool; 256] = {
    let mut ends = [false; 256];
    let marks = b" \n,-0123456789\":;)?!(/";
    let mut index = 0;
    while index < marks.len() {
        ends[marks[index] as usize] = true;
        index += 1;
    }
    ends
};

/// How many small ASCII letters the bytes begin with.
fn small_letters(bytes: &[u8]) -> usize {
    let mut run = 0;
    while let Some(eight) = bytes[run..].first_chunk::<8>() {
        let small = small_letters_of(u64::from_le_bytes(*eight));
        run += small;
        if small < 8 {
            return run;
        }
    }
    run + bytes[run..].iter().take_while(|byte| byte.is_ascii_lowercase()).count()
}

/// The same of eight bytes in one number, the first one lowest: at once, since the end of a word is what a machine guesses worst.
#[inline]
fn small_letters_of(bytes: u64) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * EACH;
    let low = bytes & !HIGH;
    // The high bit of each byte is set: from `a` on, and past `z`.
    let from_a = low + (0x80 - b'a' as u64) * EACH;
    let past_z = low + (0x7F - b'z' as u64) * EACH;
    let others = !(from_a & !past_z & !bytes) & HIGH;
    others.trailing_zeros() as usize / 8
}

/// Whether the bytes begin with exactly three digits, as after a thousands separator.
fn is_thousands_group(bytes: &[u8]) -> bool {
    bytes.iter().take_while(|byte| byte.is_ascii_digit()).count() == 3
}

#[derive(Default)]
struct Letters {
    total: u32,
    upper: u32,
    lower_run: u32,
    first_is_upper: bool,
    first_is_lower: bool,
}

impl Letters {
    fn count(&mut self, c: char) {
        let (upper, lower) = (c.is_uppercase(), c.is_lowercase());
        if self.total == 0 {
            (self.first_is_upper, self.first_is_lower) = (upper, lower);
        }
        self.total += 1;
        self.upper += u32::from(upper);
        self.lower_run = if lower { self.lower_run + 1 } else { 0 };
    }

    /// Counts `run` small letters, at least one.
    fn count_small(&mut self, run: u32) {
        self.first_is_lower |= self.total == 0;
        self.total += run;
        self.lower_run += run;
    }

    fn shape(&self) -> Shape {
        if self.total > 1 && self.upper == self.total {
            Shape::Upper
        } else if self.first_is_upper {
            Shape::Title
        } else if self.first_is_lower {
            Shape::Lower
        } else {
            Shape::Caseless
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_small_letters_are_counted_as_one_by_one() {
        let letters = "the quick brown fox jumpsoverthelazydogs`{|} AZ09 zażółć \u{FF41}bc";
        for start in (0..letters.len()).filter(|start| letters.is_char_boundary(*start)) {
            let bytes = &letters.as_bytes()[start..];
            let expected = bytes.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
            assert_eq!(small_letters(bytes), expected, "{:?}", &letters[start..]);
        }
    }
}
