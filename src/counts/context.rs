//! What a sentence says around its counts, read once for all of them: who speaks, when, and the cues of how it is meant.

use std::collections::BTreeMap;
use std::ops::Range;

use super::modality::{Cue, cues};
use super::quotation::Quotations;
use super::speech::{MAX_SPEECHES, Speech, speeches};
use super::when::{TimePhrase, time_phrases};
use crate::reading::Reading;

/// What one sentence says around its counts, each list in order.
#[derive(Debug)]
pub(super) struct Context {
    /// The sentence's tokens.
    pub(super) sentence: Range<usize>,
    pub(super) speeches: Vec<Speech>,
    pub(super) times: Vec<TimePhrase>,
    pub(super) cues: Vec<Cue>,
}

impl Context {
    fn new(reading: &Reading<'_>, sentence: Range<usize>) -> Self {
        let speeches = speeches(reading, &sentence);
        Self { times: time_phrases(reading, &sentence, &speeches), cues: cues(reading, &sentence), speeches, sentence }
    }
}

/// The contexts of the sentences that were asked for.
#[derive(Debug)]
pub(super) struct Contexts<'r, 'a> {
    reading: &'r Reading<'a>,
    quotations: Quotations,
    of_sentence: BTreeMap<usize, Context>,
}

impl<'r, 'a> Contexts<'r, 'a> {
    pub(super) fn new(reading: &'r Reading<'a>) -> Self {
        Self { reading, quotations: Quotations::new(reading), of_sentence: BTreeMap::new() }
    }

    /// Of the sentence of `token`.
    pub(super) fn at(&mut self, token: usize) -> &Context {
        let reading = self.reading;
        let number = reading.sentence_number(token);
        self.of_sentence.entry(number).or_insert_with(|| Context::new(reading, reading.sentences[number].clone()))
    }

    /// The words that name the speaker of the quotation around `token`, and whether the verb is one of claiming: the verb of saying is right
    /// after the quotation or right before it.
    pub(super) fn quoted_speaker(&mut self, token: usize) -> Option<(Range<usize>, bool)> {
        let quotation = self.quotations.around(token)?;
        let after = quotation.end.min(self.reading.len() - 1);
        // `"Two people died." The governor said that on Monday.`
        let next = (after + 1).min(self.reading.len() - 1);
        for at in [after, next] {
            let speeches = &self.at(at).speeches;
            let first = speeches.partition_point(|speech| speech.starts_before(quotation.end));
            let found = speeches[first..].iter().take(MAX_SPEECHES).find_map(|speech| speech.closes(&quotation));
            if found.is_some() {
                return found;
            }
        }
        // `said X, a geologist. "Only two worked."`: the mark begins the sentence after that of the verb.
        let mark = quotation.start.checked_sub(1)?;
        [mark, mark.saturating_sub(1)].into_iter().find_map(|at| {
            let speeches = &self.at(at).speeches;
            let last = speeches.partition_point(|speech| speech.starts_before(quotation.start));
            speeches[..last].iter().rev().take(MAX_SPEECHES).find_map(|speech| speech.opens(&quotation))
        })
    }
}
