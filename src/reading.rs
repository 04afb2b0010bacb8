//! A text with all that the gazetteer says of it: the one thing that resolving and counting look at.

mod flags;
mod senses;

pub use flags::TokenFlags;
use senses::Senses;

use crate::extraction::CountSubject;
use crate::gazetteer::Gazetteer;
pub use crate::gazetteer::WordClasses;
use crate::gazetteer::compile::{MeaningNumber, NameTraits, Sense, StopKinds};
use crate::gazetteer::entry::{Alias, Entry};
use crate::gazetteer::grammar::ComplementNumber;
use crate::gazetteer::lexicon::{
    CalendarName, Function, Happening, NameCue, NumberWord, PageWord, PhraseWord, Plurality, SpeechUse, WordSense,
};
use crate::gazetteer::matcher::Hit;
use crate::text::{Gap, NormalizedText, SentenceTokens, Shape, Token, TokenKind, sentences};

/// A text, its tokens, sentences and senses.
#[derive(Debug)]
pub struct Reading<'a> {
    /// Tokens and their folded forms.
    pub text: NormalizedText<'a>,
    /// What the hits' patterns mean.
    pub gazetteer: &'a Gazetteer,
    /// The sentences, covering all tokens.
    pub sentences: Vec<SentenceTokens>,
    senses: Senses,
    sentence_of: Vec<u32>,
    /// By sentence.
    title_case: Vec<bool>,
}

impl<'a> Reading<'a> {
    /// Settles what the hits of `text` mean and cuts it into sentences.
    pub fn new(text: NormalizedText<'a>, hits: &[Hit], gazetteer: &'a Gazetteer) -> Self {
        let senses = Senses::new(&text, hits, gazetteer);
        let starts_sentence = |token: usize| senses.flags[token].any(TokenFlags::FUNCTION);
        let inside_names = senses.inside_names();
        let sentences = sentences(&text, |token| inside_names[token], starts_sentence);
        let title_case = sentences.iter().map(|sentence| is_title_case(&text, sentence)).collect();
        let mut sentence_of = vec![0; text.tokens().len()];
        for (number, sentence) in sentences.iter().enumerate() {
            sentence_of[sentence.clone()].fill(u32::try_from(number).expect("a text has fewer sentences than bytes"));
        }
        Self { text, gazetteer, sentences, senses, sentence_of, title_case }
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
    #[inline]
    pub fn flags(&self, token: usize) -> TokenFlags {
        self.senses.flags.get(token).copied().unwrap_or_default()
    }

    /// The classes of all words that begin at `token`, of whatever length; none beyond the end.
    #[inline]
    pub fn classes(&self, token: usize) -> WordClasses {
        self.senses.classes.get(token).copied().unwrap_or_default()
    }

    /// Everything that begins at `token` and is spelled as it has to be, with the token after its last: words, names of entries, the rest,
    /// of each the shortest first.
    pub fn senses_at(&self, token: usize) -> impl Iterator<Item = (usize, Sense)> + '_ {
        let words = self.senses.words(token).iter().chain(self.senses.apart(token));
        let words = words.map(|(end, number)| (*end as usize, self.gazetteer.meaning(*number).sense));
        let names = self.senses.aliases(token).iter().map(|(end, number, traits)| (*end as usize, Sense::Alias(*number, *traits)));
        let others = self.senses.others(token).iter().map(|(end, sense)| (*end as usize, *sense));
        words.chain(names).chain(others)
    }

    /// What the names of entries that begin at `token` are: the token after the last, and what is asked of names first.
    #[inline]
    pub fn names_at(&self, token: usize) -> impl Iterator<Item = (usize, NameTraits)> + '_ {
        self.senses.aliases(token).iter().map(|(end, _, traits)| (*end as usize, *traits))
    }

    /// The false friends that begin at `token`, with the token after the last.
    #[inline]
    pub fn stops_at(&self, token: usize) -> impl Iterator<Item = (usize, StopKinds)> + '_ {
        let others = if self.flags(token).any(TokenFlags::STOP) { self.senses.others(token) } else { &[] };
        others.iter().filter_map(|(end, sense)| if let Sense::Stop(kinds) = sense { Some((*end as usize, *kinds)) } else { None })
    }

    /// Words by the numbers of their meanings.
    #[inline]
    fn spell_out<'s>(
        &'s self,
        words: impl IntoIterator<Item = &'s (u32, MeaningNumber), IntoIter: 's>,
    ) -> impl Iterator<Item = (usize, WordSense)> + 's {
        words.into_iter().filter_map(|(end, number)| match self.gazetteer.meaning(*number).sense {
            Sense::Word(word) => Some((*end as usize, word)),
            _ => None,
        })
    }

    /// The words of the rules that begin at `token`, shortest first.
    #[inline]
    pub fn words_at(&self, token: usize) -> impl Iterator<Item = (usize, WordSense)> + '_ {
        self.spell_out(self.senses.words(token))
    }

    /// Those of these classes; none is looked at where no word is of them.
    #[inline]
    pub fn words_of(&self, token: usize, wanted: WordClasses) -> impl Iterator<Item = (usize, WordSense)> + '_ {
        self.spell_out(if self.classes(token).any(wanted) { self.senses.words(token) } else { &[] })
    }

    /// The words that begin at `token` and are no business of names and of what happened.
    #[inline]
    fn words_apart_at(&self, token: usize, wanted: WordClasses) -> impl Iterator<Item = (usize, WordSense)> + '_ {
        let words = if self.classes(token).any(wanted) { self.senses.apart(token) } else { &[] };
        self.spell_out(words.iter().filter(move |(_, number)| self.gazetteer.meaning(*number).class().any(wanted)))
    }

    /// The cues of modality and time that begin at `token`, with the token after each.
    pub fn cues_at(&self, token: usize) -> impl Iterator<Item = (usize, WordSense)> + '_ {
        self.words_apart_at(token, WordClasses::CUES)
    }

    /// The words that tell events and begin at `token`, with the token after each.
    pub fn happenings_at(&self, token: usize) -> impl Iterator<Item = (usize, Happening)> + '_ {
        self.words_apart_at(token, WordClasses::HAPPENINGS).filter_map(|(end, word)| match word {
            WordSense::Happening(happening) => Some((end, happening)),
            _ => None,
        })
    }

    /// How the verbs of saying that begin at `token` are used, with the token after each.
    pub fn speeches_at(&self, token: usize) -> impl Iterator<Item = (usize, SpeechUse)> + '_ {
        self.words_apart_at(token, WordClasses::SPEECHES).filter_map(|(end, word)| match word {
            WordSense::Speech(usage) => Some((end, usage)),
            _ => None,
        })
    }

    /// Whether the word at `token` is this to the rules of counted and of time phrases; nothing beyond the end.
    #[inline]
    pub fn is_phrase_word(&self, token: usize, wanted: PhraseWord) -> bool {
        self.phrase_word_end(token, wanted).is_some()
    }

    /// The token after the longest word that begins at `token` and is this to the rules of counted and of time phrases.
    pub fn phrase_word_end(&self, token: usize, wanted: PhraseWord) -> Option<usize> {
        let is_wanted = |(_, word): &(usize, WordSense)| *word == WordSense::PhraseWord(wanted);
        self.words_apart_at(token, WordClasses::PHRASE_WORDS).filter(is_wanted).map(|(end, _)| end).max()
    }

    /// Whether the word at `token` is this beside a number; nothing beyond the end.
    #[inline]
    pub fn is_number_word(&self, token: usize, wanted: NumberWord) -> bool {
        self.is_word(token, WordSense::NumberWord(wanted))
    }

    /// The token after the longest word that begins at `token` and is this beside a number.
    pub fn number_word_end(&self, token: usize, wanted: NumberWord) -> Option<usize> {
        let is_wanted = |(_, word): &(usize, WordSense)| *word == WordSense::NumberWord(wanted);
        self.words_apart_at(token, WordClasses::NUMBER_WORDS).filter(is_wanted).map(|(end, _)| end).max()
    }

    /// The token, not before `start`, where a word begins that is this beside a number and ends right before `end`.
    pub fn number_word_before(&self, end: usize, start: usize, wanted: NumberWord) -> Option<usize> {
        const MOST_TOKENS: usize = 4;
        let is_wanted = |(word_end, word)| word_end == end && word == WordSense::NumberWord(wanted);
        (start.max(end.saturating_sub(MOST_TOKENS))..end)
            .find(|begin| self.words_apart_at(*begin, WordClasses::NUMBER_WORDS).any(is_wanted))
    }

    /// The month or day of the week that the word at `token` names; nothing beyond the end.
    pub fn calendar_name(&self, token: usize) -> Option<CalendarName> {
        self.words_of(token, WordClasses::CALENDAR).find_map(|(_, word)| match word {
            WordSense::Calendar(name) => Some(name),
            _ => None,
        })
    }

    /// Whether the word at `token` is a month; nothing beyond the end.
    pub fn is_month(&self, token: usize) -> bool {
        matches!(self.calendar_name(token), Some(CalendarName::Month(_)))
    }

    /// Whether a word that is no function word follows on the line of what ends at `end`.
    pub fn content_word_follows(&self, end: usize) -> bool {
        self.token(end).is_some_and(|next| next.kind == TokenKind::Word && next.gap <= Gap::Space)
            && !self.flags(end).any(TokenFlags::FUNCTION)
    }

    /// The token after the longest word of the page that begins at `token` and is of this class.
    pub fn page_word_end(&self, token: usize, wanted: PageWord) -> Option<usize> {
        self.words_apart_at(token, WordClasses::of(WordSense::Page(wanted))).map(|(end, _)| end).max()
    }

    /// The token after the longest word that begins at `token` and is of this class of complements.
    pub fn complement_end(&self, token: usize, class: ComplementNumber) -> Option<usize> {
        let wanted = WordSense::Complement(class);
        self.words_apart_at(token, WordClasses::of(wanted)).filter(|(_, word)| *word == wanted).map(|(end, _)| end).max()
    }

    /// Whether the word at `token` can be this one; nothing beyond the end.
    #[inline]
    pub fn is_word(&self, token: usize, word: WordSense) -> bool {
        let class = WordClasses::of(word);
        let words = || if WordClasses::APART.any(class) { self.senses.apart(token) } else { self.senses.words(token) };
        self.classes(token).any(class) && words().iter().any(|(_, number)| self.gazetteer.meaning(*number).sense == Sense::Word(word))
    }

    /// Whether a word that begins at `token` has a sense that satisfies `wanted`; returns the token after the longest such.
    #[inline]
    pub fn word_end(&self, token: usize, wanted: impl Fn(WordSense) -> bool) -> Option<usize> {
        self.words_at(token).filter(|(_, sense)| wanted(*sense)).map(|(end, _)| end).max()
    }

    /// Whether the word at `token` calls one person by what she or he is: "driver", "widow".
    pub fn calls_a_person(&self, token: usize) -> bool {
        let is_one = |sense| matches!(sense, WordSense::Title(_) | WordSense::Noun(CountSubject::People, Plurality::Singular));
        self.words_at(token).any(|(_, sense)| is_one(sense))
    }

    /// Whether the word at `token` can be this function word.
    #[inline]
    pub fn is_function(&self, token: usize, function: Function) -> bool {
        self.classes(token).any(WordClasses::function(function))
    }

    /// Whether the word at `token` is this to the rules of names; nothing beyond the end.
    #[inline]
    pub fn is_cue(&self, token: usize, cue: NameCue) -> bool {
        self.classes(token).any(WordClasses::name_cue(cue))
    }

    /// The token after the longest word that begins at `token` and is this to the rules of names.
    pub fn cue_end(&self, token: usize, cue: NameCue) -> Option<usize> {
        self.words_apart_at(token, WordClasses::name_cue(cue)).map(|(end, _)| end).max()
    }

    /// Entries that are named from `token` on: (token after the last, alias, entry).
    #[inline]
    pub fn aliases_at(&self, token: usize) -> impl Iterator<Item = (usize, &'a Alias, &'a Entry)> + '_ {
        let gazetteer = self.gazetteer;
        self.senses.aliases(token).iter().map(move |(end, number, _)| {
            let alias = &gazetteer.aliases()[*number as usize];
            (*end as usize, alias, gazetteer.entry_of(alias))
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
