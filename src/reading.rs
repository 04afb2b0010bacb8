//! A text with all that the gazetteer says of it: the one thing that resolving and counting look at.

use crate::gazetteer::Gazetteer;
use crate::gazetteer::compile::Sense;
use crate::gazetteer::entry::{Alias, AliasClass, Entry};
use crate::gazetteer::lexicon::{Function, PageWord, SpeechUse, WordSense};
use crate::gazetteer::matcher::Hit;
use crate::text::{NormalizedText, SentenceTokens, Shape, Token, TokenKind, sentences};

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

    fn insert(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// Whether any of `other`'s bits is set.
    pub fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The union.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A text, its tokens, sentences and hits.
#[derive(Debug)]
pub struct Reading<'a> {
    /// Tokens and their folded forms.
    pub text: NormalizedText<'a>,
    /// What the hits' patterns mean.
    pub gazetteer: &'a Gazetteer,
    /// The sentences, covering all tokens.
    pub sentences: Vec<SentenceTokens>,
    hits: Vec<Hit>,
    /// Index of the first hit that begins at a token; one more than there are tokens.
    hits_at: Vec<u32>,
    sentence_of: Vec<u32>,
    /// By sentence.
    title_case: Vec<bool>,
    flags: Vec<TokenFlags>,
}

impl<'a> Reading<'a> {
    /// Looks the hits of `text` up and cuts it into sentences.
    pub fn new(text: NormalizedText<'a>, hits: Vec<Hit>, gazetteer: &'a Gazetteer) -> Self {
        let token_count = text.tokens().len();
        let mut reading = Self {
            hits_at: index_by_token(&hits, token_count),
            flags: vec![TokenFlags::default(); token_count],
            sentence_of: vec![0; token_count],
            sentences: Vec::new(),
            title_case: Vec::new(),
            text,
            gazetteer,
            hits,
        };
        reading.set_flags();
        reading.set_sentences();
        reading
    }

    fn set_flags(&mut self) {
        for token in 0..self.len() {
            let mut flags = TokenFlags::default();
            // The sign of a fraction, "½", is a word that folds to its digits.
            if self.text.tokens()[token].kind == TokenKind::Number || self.text.folded_bytes(token).first().is_some_and(u8::is_ascii_digit)
            {
                flags.insert(TokenFlags::NUMERAL);
            }
            for (end, sense) in self.senses_at(token) {
                if matches!(sense, Sense::Word(word) if begins_numeral(word)) {
                    flags.insert(TokenFlags::NUMERAL);
                }
                if end != token + 1 {
                    continue;
                }
                match sense {
                    Sense::GivenName(AliasClass::Safe) => flags.insert(TokenFlags::GIVEN_NAME),
                    Sense::GivenName(_) => flags.insert(TokenFlags::DOUBTFUL_GIVEN_NAME),
                    Sense::Surname => flags.insert(TokenFlags::SURNAME),
                    Sense::Word(word) => flags.insert(word_flags(word)),
                    Sense::Alias(number) => {
                        if is_demonym(&self.gazetteer.aliases()[number as usize]) {
                            flags.insert(TokenFlags::DEMONYM);
                        }
                    }
                    Sense::Stop(_) => {}
                }
            }
            self.flags[token] = flags;
        }
    }

    fn set_sentences(&mut self) {
        let mut continues = vec![false; self.len()];
        for hit in &self.hits {
            let names_entry = |sense: Sense| matches!(sense, Sense::Alias(_));
            if hit.end > hit.first + 1 && self.allowed(hit).any(names_entry) {
                continues[hit.first as usize + 1..hit.end as usize].fill(true);
            }
        }
        self.sentences = sentences(&self.text, |token| continues[token], |token| self.flags[token].any(TokenFlags::FUNCTION));
        self.title_case = self.sentences.iter().map(|sentence| is_title_case(&self.text, sentence)).collect();
        for (number, sentence) in self.sentences.iter().enumerate() {
            self.sentence_of[sentence.clone()].fill(u32::try_from(number).expect("a text has fewer sentences than bytes"));
        }
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.text.tokens().len()
    }

    /// Whether there is no token.
    pub fn is_empty(&self) -> bool {
        self.text.tokens().is_empty()
    }

    /// The token, if there is one at `index`.
    pub fn token(&self, index: usize) -> Option<&Token> {
        self.text.tokens().get(index)
    }

    /// The number of the sentence that `token` belongs to.
    pub fn sentence_number(&self, token: usize) -> usize {
        self.sentence_of[token] as usize
    }

    /// The sentence that `token` belongs to.
    pub fn sentence(&self, token: usize) -> SentenceTokens {
        self.sentences[self.sentence_number(token)].clone()
    }

    /// What `token` alone can be; nothing beyond the end.
    pub fn flags(&self, token: usize) -> TokenFlags {
        self.flags.get(token).copied().unwrap_or_default()
    }

    /// Everything that begins at `token` and is spelled as it has to be, shortest first, with the token after its last.
    pub fn senses_at(&self, token: usize) -> impl Iterator<Item = (usize, Sense)> + '_ {
        let range = match (self.hits_at.get(token), self.hits_at.get(token + 1)) {
            (Some(&start), Some(&end)) => start as usize..end as usize,
            _ => 0..0,
        };
        self.hits[range].iter().flat_map(|hit| self.allowed(hit).map(|sense| (hit.end as usize, sense)))
    }

    fn allowed<'s>(&'s self, hit: &'s Hit) -> impl Iterator<Item = Sense> + 's {
        self.gazetteer
            .meanings(hit.pattern)
            .iter()
            .filter(|meaning| meaning.spelling.allows(&self.text, hit.first as usize))
            .map(|meaning| meaning.sense)
    }

    /// The words of the rules that begin at `token`, shortest first.
    pub fn words_at(&self, token: usize) -> impl Iterator<Item = (usize, WordSense)> + '_ {
        self.senses_at(token).filter_map(|(end, sense)| match sense {
            Sense::Word(word) if is_apart(word) => None,
            Sense::Word(word) => Some((end, word)),
            _ => None,
        })
    }

    /// The cues of modality and time that begin at `token`, with the token after each.
    pub fn cues_at(&self, token: usize) -> impl Iterator<Item = (usize, WordSense)> + '_ {
        self.senses_at(token).filter_map(|(end, sense)| match sense {
            Sense::Word(word @ (WordSense::Cue(_) | WordSense::Time(_) | WordSense::InAll)) => Some((end, word)),
            _ => None,
        })
    }

    /// How the verbs of saying that begin at `token` are used, with the token after each.
    pub fn speeches_at(&self, token: usize) -> impl Iterator<Item = (usize, SpeechUse)> + '_ {
        self.senses_at(token).filter_map(|(end, sense)| match sense {
            Sense::Word(WordSense::Speech(usage)) => Some((end, usage)),
            _ => None,
        })
    }

    /// The token after the longest word of the page that begins at `token` and is of this class.
    pub fn page_word_end(&self, token: usize, wanted: PageWord) -> Option<usize> {
        self.senses_at(token).filter(|(_, sense)| *sense == Sense::Word(WordSense::Page(wanted))).map(|(end, _)| end).max()
    }

    /// Whether the word at `token` can be this one; nothing beyond the end.
    pub fn is_word(&self, token: usize, word: WordSense) -> bool {
        self.senses_at(token).any(|(_, sense)| sense == Sense::Word(word))
    }

    /// Whether a word that begins at `token` has a sense that satisfies `wanted`; returns the token after the longest such.
    pub fn word_end(&self, token: usize, wanted: impl Fn(WordSense) -> bool) -> Option<usize> {
        self.words_at(token).filter(|(_, sense)| wanted(*sense)).map(|(end, _)| end).max()
    }

    /// Whether the word at `token` can be this function word.
    pub fn is_function(&self, token: usize, function: Function) -> bool {
        self.is_word(token, WordSense::Function(function))
    }

    /// Entries that are named from `token` on: (token after the last, alias, entry).
    pub fn aliases_at(&self, token: usize) -> impl Iterator<Item = (usize, &'a Alias, &'a Entry)> + '_ {
        let gazetteer = self.gazetteer;
        self.senses_at(token).filter_map(move |(end, sense)| match sense {
            Sense::Alias(number) => {
                let alias = &gazetteer.aliases()[number as usize];
                Some((end, alias, gazetteer.entry_of(alias)))
            }
            _ => None,
        })
    }

    /// Whether `token` begins a sentence, quotes and brackets before it aside.
    pub fn begins_sentence(&self, token: usize) -> bool {
        let start = self.sentence(token).start;
        (start..token).rev().all(|before| self.text.tokens()[before].kind == TokenKind::Punctuation)
    }

    /// Whether the sentence of `token` is in Title Case or capitals: its capitals are no evidence.
    pub fn is_title_case(&self, token: usize) -> bool {
        self.title_case[self.sentence_number(token)]
    }
}

/// Whether nearly all words of some length begin with a capital.
fn is_title_case(text: &NormalizedText<'_>, sentence: &SentenceTokens) -> bool {
    let words = text.tokens()[sentence.clone()].iter().filter(|token| token.kind == TokenKind::Word && token.shape != Shape::Caseless);
    let (mut capitalised, mut small) = (0, 0);
    for token in words {
        if token.is_capitalised() {
            capitalised += 1;
        } else if token.span().len_bytes() > 4 {
            small += 1;
        }
    }
    capitalised >= 4 && small * 4 <= capitalised
}

fn begins_numeral(word: WordSense) -> bool {
    matches!(
        word,
        WordSense::Cardinal(_)
            | WordSense::Ordinal(_)
            | WordSense::Part(_)
            | WordSense::Scale(_)
            | WordSense::Vague(..)
            | WordSense::Function(Function::Indefinite)
    )
}

/// Words that say nothing to the rules of names and of what happened.
fn is_apart(word: WordSense) -> bool {
    matches!(
        word,
        WordSense::Page(_)
            | WordSense::Speech(_)
            | WordSense::WeaponCompany
            | WordSense::Disease
            | WordSense::DiseaseCase
            | WordSense::Cue(_)
            | WordSense::Time(_)
            | WordSense::InAll
    )
}

fn word_flags(word: WordSense) -> TokenFlags {
    if is_apart(word) {
        return TokenFlags::default();
    }
    TokenFlags::WORD.or(match word {
        WordSense::Function(_) => TokenFlags::FUNCTION,
        WordSense::Calendar => TokenFlags::CALENDAR,
        WordSense::Title(_) => TokenFlags::TITLE,
        _ => TokenFlags::WORD,
    })
}

fn is_demonym(alias: &Alias) -> bool {
    use crate::gazetteer::entry::AliasRole;
    matches!(alias.role, AliasRole::Adjective | AliasRole::Demonym)
}

fn index_by_token(hits: &[Hit], token_count: usize) -> Vec<u32> {
    let mut index = Vec::with_capacity(token_count + 1);
    let mut next = 0;
    for token in 0..=token_count {
        while next < hits.len() && (hits[next].first as usize) < token {
            next += 1;
        }
        index.push(u32::try_from(next).expect("a text has at most a bounded number of hits for each byte"));
    }
    index
}
