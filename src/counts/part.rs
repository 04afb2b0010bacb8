//! Parts and wholes: which count is within which other.

use super::Fact;
use super::phrase::Phrase;
use super::tally::Statement;
use crate::extraction::{Accumulation, Count, CountSubject, Key, Modality, Qualifier};
use crate::gazetteer::lexicon::{Side, WordSense};
use crate::reading::Reading;

/// What the words around the number make of it: a part, the total so far, an increment.
pub(super) fn accumulation(reading: &Reading<'_>, fact: &Fact) -> Option<Accumulation> {
    let phrase = &fact.phrase;
    let is_toll =
        ["count-toll-rose", "count-toll-raised", "count-toll-stands", "count-toll-is"].iter().any(|rule| fact.rule.starts_with(rule));
    if phrase.is_part && phrase.qualifier != Qualifier::Vague {
        Some(Accumulation::Subset)
    } else if is_toll || is_total(reading, phrase) {
        Some(Accumulation::Total)
    } else {
        is_increment(reading, phrase).then_some(Accumulation::Increment)
    }
}

/// Whether the text may say that the fact is within another: "72 of the 550", "including 3 children", "four children among the dead".
fn may_be_part(reading: &Reading<'_>, fact: &Fact) -> bool {
    (fact.phrase.is_part && fact.phrase.qualifier != Qualifier::Vague) || is_among(fact) || is_included(reading, &fact.phrase)
}

fn is_among(fact: &Fact) -> bool {
    fact.rule.starts_with("count-among-")
}

/// How many statements back the whole of a part is looked for, where only its place in the text tells which it is.
const MAX_WHOLE_DISTANCE: usize = 8;
/// The same, where the part says what its whole is: "18 of the wounded", "61 of the 96", "six of the tankers".
const MAX_NAMED_DISTANCE: usize = 40;

/// The counts and where the text states them.
struct Told<'t, 'a> {
    reading: &'t Reading<'a>,
    counts: &'t [Count<'a>],
    statements: &'t [Statement],
    facts: &'t [Fact],
}

impl<'a> Told<'_, 'a> {
    fn count(&self, index: usize) -> &Count<'a> {
        &self.counts[self.statements[index].count]
    }

    fn sentence(&self, index: usize) -> usize {
        self.reading.sentence_number(self.facts[index].phrase.tokens.start)
    }

    /// The nearest statement before `index`, no further than `most`, whose count can be a whole and `is_whole`.
    fn nearest_whole(&self, index: usize, most: usize, is_whole: impl Fn(usize) -> bool) -> Option<Key> {
        let own = self.count(index).key;
        let can_be = |at: usize| {
            let count = self.count(at);
            let is_of_other_times =
                matches!(count.modality, Modality::Historical | Modality::Comparison) && count.modality != self.count(index).modality;
            count.key != own && count.part_of.is_none() && !is_of_other_times && is_whole(at)
        };
        // "five women and three children were among the dead": neither is within the other.
        let mut last = index;
        while is_among(&self.facts[index]) && last > 0 && index - last < most && self.statements[last].continues {
            last -= 1;
        }
        (index.saturating_sub(most)..last).rev().find(|at| can_be(*at)).map(|at| self.count(at).key)
    }

    /// The count that the fact at `index` is a part of, by what the text says of that whole.
    fn whole_of(&self, index: usize) -> Option<Key> {
        let fact = &self.facts[index];
        let phrase = &fact.phrase;
        let size = phrase.value.or(phrase.min)?;
        let is_larger = |count: &Count<'_>| {
            let whole = count.quantity.max.or(count.quantity.value).or(count.quantity.min).unwrap_or(0);
            whole > size || count.quantity.max.is_none()
        };
        // "twenty-six of the dead, nine of them children": the whole is what stands right before, though a part itself.
        let previous = index.checked_sub(1).filter(|previous| self.sentence(*previous) == self.sentence(index));
        if let Some(previous) = previous.filter(|previous| is_of_them(self.reading, phrase) && is_larger(self.count(*previous))) {
            return Some(self.count(previous).key);
        }
        // "61 of the 96": the whole is told by its number, then by its noun, then by what happened.
        if let Some(whole) = phrase.whole {
            return self.nearest_whole(index, MAX_NAMED_DISTANCE, |at| self.count(at).quantity.value == Some(whole));
        }
        let noun = self.count(index).noun;
        let same_noun = |at: usize| {
            let count = self.count(at);
            !count.noun.is_empty() && count.noun.eq_ignore_ascii_case(noun) && is_larger(count)
        };
        if phrase.is_part
            && !phrase.head.is_empty()
            && let Some(whole) = self.nearest_whole(index, MAX_NAMED_DISTANCE, same_noun)
        {
            return Some(whole);
        }
        let happened = phrase.implied.or(phrase.category);
        let is_named = happened.is_some() || is_among(fact);
        let most = if is_named { MAX_NAMED_DISTANCE } else { MAX_WHOLE_DISTANCE };
        self.nearest_whole(index, most, |at| {
            let count = self.count(at);
            let is_near = is_named || self.sentence(at) + 1 >= self.sentence(index);
            let same_event = count.category == fact.category
                || (happened.is_some() && count.category == happened)
                || is_of_them(self.reading, phrase)
                || (!is_named && (count.category.is_none() || fact.category.is_none()));
            let same_thing = phrase.subject == Some(CountSubject::People) || count.noun.eq_ignore_ascii_case(noun) || noun.is_empty();
            is_near && is_larger(count) && same_event && same_thing && phrase.subject == Some(count.subject)
        })
    }

    /// What coordination joins is within the same whole: "including seven women and two children".
    fn inherited(&self, index: usize) -> Option<Key> {
        let previous = index.checked_sub(1).filter(|_| self.statements[index].continues)?;
        let shares = is_among(&self.facts[previous])
            || is_included(self.reading, &self.facts[previous].phrase)
            || (previous > 0 && self.statements[previous].continues && self.count(previous - 1).part_of == self.count(previous).part_of);
        let same_event = self.count(previous).category == self.count(index).category;
        self.count(previous).part_of.filter(|whole| shares && same_event && *whole != self.count(index).key)
    }

    /// "Five women and three children were among the dead": the verb of the second is that of the first.
    fn of_coordinated(&self, index: usize) -> Option<Key> {
        let next = index + 1;
        let is_joined = next < self.facts.len() && self.statements[next].continues && is_among(&self.facts[next]);
        (is_joined && self.count(next).category == self.count(index).category).then(|| self.whole_of(next)).flatten()
    }

    /// The count that opens the sentence: "Of the 60 passengers, 22 were injured".
    fn of_opening(&self, index: usize) -> Option<Key> {
        let previous = index.checked_sub(1).filter(|previous| self.sentence(*previous) == self.sentence(index))?;
        let whole = self.facts[previous].phrase.value.filter(|_| opens_with_whole(self.reading, &self.facts[previous].phrase))?;
        self.facts[index].phrase.value.filter(|part| *part < whole).map(|_| self.count(previous).key)
    }

    /// "72 of the 550": the whole's own count, which follows.
    fn next(&self, index: usize) -> Option<Key> {
        let phrase = &self.facts[index].phrase;
        let next = self.facts.get(index + 1).filter(|next| phrase.is_part && phrase.tokens.end + 2 >= next.phrase.tokens.start)?;
        (next.phrase.value > phrase.value && self.count(index + 1).key != self.count(index).key).then(|| self.count(index + 1).key)
    }

    /// Somebody named is one of those whom the text has counted before.
    fn of_named(&self, index: usize) -> Option<Key> {
        let fact = &self.facts[index];
        fact.person?;
        self.nearest_whole(index, MAX_NAMED_DISTANCE, |at| {
            let count = self.count(at);
            let is_several = count.quantity.value.or(count.quantity.min).is_some_and(|size| size > 1);
            is_several && count.category == fact.category && count.subject == CountSubject::People && count.people.is_empty()
        })
    }

    /// Whether the statements from `first` to the end of its sentence that tell of one event add up to a whole told before: "four people were
    /// killed ... three hikers and a 66-year-old man". Returns the parts and the whole.
    fn breakdown(&self, first: usize) -> Option<(Vec<usize>, Key)> {
        let is_exact = |count: &Count<'_>| {
            count.quantity.value.filter(|value| count.quantity.max == Some(*value) && count.quantity.min == Some(*value))
        };
        let one = self.count(first);
        let category = one.category?;
        let same = |count: &Count<'_>| count.category == Some(category) && count.subject == one.subject && count.part_of.is_none();
        let last = (first..self.facts.len()).take_while(|at| self.sentence(*at) == self.sentence(first)).last()?;
        let parts: Vec<usize> = (first..=last).filter(|at| same(self.count(*at))).collect();
        let sum = parts.iter().map(|at| is_exact(self.count(*at))).sum::<Option<i64>>()?;
        let is_whole =
            |at: usize| self.sentence(at) < self.sentence(first) && same(self.count(at)) && is_exact(self.count(at)) == Some(sum);
        let whole = self.nearest_whole(first, MAX_NAMED_DISTANCE, is_whole)?;
        (parts.len() > 1).then_some((parts, whole))
    }
}

/// Marks the parts and their wholes.
pub(super) fn link_parts(reading: &Reading<'_>, counts: &mut [Count<'_>], statements: &[Statement], facts: &[Fact]) {
    for index in 0..facts.len() {
        let told = Told { reading, counts: &*counts, statements, facts };
        let count = statements[index].count;
        if told.counts[count].part_of.is_some() {
            continue;
        }
        let by_words = || may_be_part(reading, &facts[index]).then(|| told.whole_of(index)).flatten();
        let whole = told.inherited(index).or_else(by_words).or_else(|| told.next(index));
        let whole = whole.or_else(|| told.of_coordinated(index)).or_else(|| told.of_named(index)).or_else(|| told.of_opening(index));
        if let Some(whole) = whole.filter(|whole| *whole != told.counts[count].key) {
            let of_whole = counts[whole.number as usize - 1].category;
            // "died in the fire, including four children": so did they.
            if counts[count].category.is_none() && is_included(reading, &facts[index].phrase) {
                counts[count].category = of_whole;
            }
            mark_part(&mut counts[count], whole);
        } else if let Some((parts, whole)) = begins_sentence(&told, index).then(|| told.breakdown(index)).flatten() {
            for part in parts {
                mark_part(&mut counts[statements[part].count], whole);
            }
        }
    }
}

/// Whether no statement stands before this one in its sentence.
fn begins_sentence(told: &Told<'_, '_>, index: usize) -> bool {
    index == 0 || told.sentence(index - 1) < told.sentence(index)
}

fn mark_part(count: &mut Count<'_>, whole: Key) {
    count.part_of = Some(whole);
    count.accumulation = Some(Accumulation::Subset);
}

/// Whether the words around the number make it an increment: "90 more", "another 90".
fn is_increment(reading: &Reading<'_>, phrase: &Phrase) -> bool {
    let before = phrase.tokens.start.checked_sub(1).filter(|token| *token >= reading.sentence(phrase.tokens.start).start);
    let adds = |word: &str| matches!(word, "another" | "additional" | "further" | "extra" | "other" | "others");
    let within = phrase.tokens.clone().any(|token| {
        let folded = reading.text.folded(token);
        let is_hedge = reading.words_at(token).any(|(_, sense)| matches!(sense, WordSense::Hedge(_, Side::Before)));
        adds(folded) || (folded == "more" && token >= phrase.number.end && !is_hedge && reading.text.folded(token - 1) != "or")
    });
    let after = reading.text.folded_at(phrase.tokens.end) == Some("more") && reading.text.folded_at(phrase.tokens.end + 1) != Some("than");
    within || after || before.is_some_and(|token| adds(reading.text.folded(token)))
}

/// Whether the words around the number make it a running total: "a total of 40", "12 so far", "bringing the toll to 12".
fn is_total(reading: &Reading<'_>, phrase: &Phrase) -> bool {
    let sentence = reading.sentence(phrase.tokens.start);
    let cue = |token: usize| reading.cues_at(token).find(|(_, cue)| *cue == WordSense::InAll).map(|(end, _)| end);
    let before = (phrase.tokens.start.saturating_sub(6).max(sentence.start)..phrase.tokens.end).any(|token| cue(token).is_some());
    before || (phrase.tokens.end..(phrase.tokens.end + 5).min(sentence.end)).any(|token| cue(token).is_some())
}

/// Whether the phrase is said to be within another: "including 3 children", "among them two women", "three of them".
pub(super) fn is_included(reading: &Reading<'_>, phrase: &Phrase) -> bool {
    let sentence = reading.sentence(phrase.tokens.start);
    let before = (phrase.tokens.start.saturating_sub(3).max(sentence.start)..phrase.tokens.start)
        .any(|token| matches!(reading.text.folded(token), "including" | "among" | "include" | "includes" | "included"));
    before || is_of_them(reading, phrase)
}

/// "three of them", "eight of whom", "of whom 31 were wounded": the whole is what was told right before.
fn is_of_them(reading: &Reading<'_>, phrase: &Phrase) -> bool {
    let stands_for_whole = |word: Option<&str>| matches!(word, Some("them" | "whom" | "these" | "those" | "which"));
    let (start, end) = (phrase.tokens.start, phrase.tokens.end);
    let after = reading.text.folded_at(end) == Some("of") && stands_for_whole(reading.text.folded_at(end + 1));
    let within = phrase.is_part && stands_for_whole(end.checked_sub(1).map(|last| reading.text.folded(last)));
    let before = start >= reading.sentence(start).start + 2
        && reading.text.folded(start - 2) == "of"
        && matches!(reading.text.folded(start - 1), "whom" | "which" | "these" | "them");
    after || within || before
}

/// "Of the 60 passengers, 22 were injured": whether the whole opens the sentence.
pub(super) fn opens_with_whole(reading: &Reading<'_>, whole: &Phrase) -> bool {
    let sentence = reading.sentence(whole.tokens.start);
    reading.text.folded(sentence.start) == "of" && whole.tokens.start <= sentence.start + 2
}
