//! Parts and wholes: which count is within which other.

use super::fact::{Fact, is_included, is_of_them};
use super::part::{is_among, may_be_part, opening_state, opens_with_whole, tells_condition};
use super::place::narrowness;
use super::repeat::Statement;
use super::source::Source;
use super::story::Story;
use crate::extraction::{Accumulation, Count, CountCategory, CountSubject, Key, Modality, PlaceKind};
use crate::syntax::clause::{Clause, Link};
use crate::syntax::phrase::Mark;

/// How many statements back the whole of a part is looked for, where only its place in the text tells which it is.
const MAX_WHOLE_DISTANCE: usize = 8;
/// The same, where the part says what its whole is: "18 of the wounded", "61 of the 96", "six of the tankers".
const MAX_NAMED_DISTANCE: usize = 40;

/// The counts and where the text states them.
struct Told<'t, 'a> {
    story: &'t Story<'t, 'a>,
    counts: &'t [Count<'a>],
    statements: &'t [Statement],
    facts: &'t [Fact<'a>],
}

impl<'a> Told<'_, 'a> {
    fn count(&self, index: usize) -> &Count<'a> {
        &self.counts[self.statements[index].count]
    }

    fn sentence(&self, index: usize) -> usize {
        self.story.sentence_of(self.facts[index].phrase)
    }

    /// The nearest statement before `index`, no further than `most`, whose count can be a whole and `is_whole`.
    fn nearest_whole(&self, index: usize, most: usize, is_whole: impl Fn(usize) -> bool) -> Option<Key> {
        let own = self.count(index).key;
        let can_be = |at: usize| {
            let count = self.count(at);
            let is_of_other_times =
                matches!(count.modality, Modality::Historical | Modality::Comparison) && count.modality != self.count(index).modality;
            // "killing 23 of the 38 on board": the dead are a whole of their own.
            let is_within_alike = count.part_of.is_some_and(|whole| self.counts[whole.index()].category == count.category);
            count.key != own && !is_within_alike && !is_of_other_times && is_whole(at)
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
        let phrase = &fact.quantity;
        let size = phrase.value.or(phrase.min)?;
        let is_larger = |count: &Count<'_>| {
            let whole = count.quantity.max.or(count.quantity.value).or(count.quantity.min).unwrap_or(0);
            whole > size || count.quantity.max.is_none()
        };
        // "twenty-six of the dead, nine of them children": the whole is what stands right before, though a part itself.
        let is_same_sentence = |previous: &usize| self.sentence(*previous) == self.sentence(index);
        let mut before = (index.saturating_sub(MAX_WHOLE_DISTANCE)..index).rev().take_while(is_same_sentence);
        if is_of_them(self.story, phrase)
            && let Some(previous) = before.find(|previous| is_larger(self.count(*previous)))
        {
            return Some(self.count(previous).key);
        }
        // "A boy was among them": of those told last.
        if let Some(model) = fact.model.filter(|model| fact.source == Source::Included && *model < index) {
            return Some(self.count(model).key);
        }
        if fact.source == Source::Included {
            let is_whole = |at: &usize| self.count(*at).category == fact.category && is_larger(self.count(*at));
            let last = (index.saturating_sub(MAX_WHOLE_DISTANCE)..index).rev().find(is_whole);
            return last.map(|at| self.count(at).key);
        }
        // "61 of the 96": the whole is told by its number, then by its noun, then by what happened.
        if let Some(whole) = phrase.whole {
            return self.nearest_whole(index, MAX_NAMED_DISTANCE, |at| self.count(at).quantity.value == Some(whole));
        }
        let noun = self.count(index).noun;
        let same_noun = |at: usize| {
            let count = self.count(at);
            is_called(count.noun, noun) && is_larger(count)
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
                || is_of_them(self.story, phrase)
                || (!is_named && (count.category.is_none() || fact.category.is_none()));
            let same_thing = phrase.subject == Some(CountSubject::People)
                || count.noun.eq_ignore_ascii_case(noun)
                || noun.is_empty()
                || is_included(self.story, fact.phrase);
            is_near && is_larger(count) && same_event && same_thing && phrase.subject == Some(count.subject)
        })
    }

    /// What coordination joins is within the same whole: "including seven women and two children".
    fn inherited(&self, index: usize) -> Option<Key> {
        let previous = index.checked_sub(1).filter(|_| self.statements[index].continues)?;
        let shares = is_among(&self.facts[previous])
            || is_included(self.story, self.facts[previous].phrase)
            || (previous > 0 && self.statements[previous].continues && self.count(previous - 1).part_of == self.count(previous).part_of);
        let category = self.count(index).category;
        let same_event = category.is_none() || self.count(previous).category == category;
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
        let whole = self.facts[previous].quantity.value.filter(|_| opens_with_whole(self.story, &self.facts[previous].quantity))?;
        self.facts[index].quantity.value.filter(|part| *part < whole).map(|_| self.count(previous).key)
    }

    /// "72 of the 550": the whole's own count, which follows.
    fn next(&self, index: usize) -> Option<Key> {
        let phrase = &self.facts[index].quantity;
        let next = self
            .facts
            .get(index + 1)
            .filter(|next| phrase.is_part && phrase.tokens.end + 2 >= next.quantity.tokens.start && next.source != Source::Gapped)?;
        (next.quantity.value > phrase.value && self.count(index + 1).key != self.count(index).key).then(|| self.count(index + 1).key)
    }

    /// The item before in the list has a whole: so has this one.
    fn of_gapped(&self, index: usize) -> Option<Key> {
        let is_model = |at: &usize| self.count(*at).category == self.facts[index].category && self.facts[*at].source != Source::Gapped;
        let is_gapped = self.facts[index].source == Source::Gapped;
        let model = (index.saturating_sub(MAX_NAMED_DISTANCE)..index).rev().filter(|_| is_gapped).find(is_model)?;
        self.count(model).part_of
    }

    /// "were taken to hospital, where nine are in a serious condition", "Of the injured, 74", "remain in a stable condition".
    fn of_those_hurt(&self, index: usize) -> Option<Key> {
        let (fact, size) = (&self.facts[index], size(self.count(index))?);
        let is_more = |at: usize| size_at_most(self.count(at)) > size;
        let start = fact.quantity.tokens.start;
        let before = index.checked_sub(1).filter(|before| self.sentence(*before) == self.sentence(index));
        if let Some(before) =
            before.filter(|_| start > 0 && self.story.reading.is_function(start - 1, crate::gazetteer::lexicon::Function::Relative))
            && self.count(before).category == Some(CountCategory::Hospitalised)
            && is_more(before)
        {
            return Some(self.count(before).key);
        }
        let state = opening_state(self.story, &fact.quantity).or(tells_condition(self.story, fact).then_some(CountCategory::Injured))?;
        self.nearest_whole(index, MAX_NAMED_DISTANCE, |at| {
            self.count(at).category == Some(state) && self.count(at).subject == CountSubject::People && is_more(at)
        })
    }

    /// "killed at least 41 in Nepal ... In Pokhara four people died": those of a place are among those of the region around it.
    fn of_area(&self, index: usize) -> Option<Key> {
        let count = self.count(index);
        let (size, inner) = (size(count)?, self.statements[index].own_places.first().copied()?);
        if count.category.is_none() || count.accumulation == Some(Accumulation::Increment) || !count.modality.is_stated() {
            return None;
        }
        self.nearest_whole(index, MAX_NAMED_DISTANCE, |at| {
            let whole = self.count(at);
            // "510 soldiers in the region" do not hold three people of a town there, nor "46 guns" three tanks.
            let forces = (self.statements[at].force, self.statements[index].force);
            let is_kind = forces.0.is_none() || forces.0 == forces.1;
            let kinds = (self.statements[at].names_kind, self.statements[index].names_kind);
            let is_alike = kinds != (true, true) || !self.story.is_other_kind(Some(count.noun), &[Some(whole.noun)]);
            let is_same = (whole.category, whole.subject) == (count.category, count.subject) && is_kind && is_alike;
            let is_told = whole.modality.is_stated() && self.statements[at].is_of_story;
            let is_around = || self.statements[at].own_places.first().is_some_and(|outer| self.is_around(*outer, inner));
            is_same && is_told && size_at_most(whole) > size && is_around()
        })
    }

    /// Whether the first place is around the second; of one that no row knows, the text's region is.
    fn is_around(&self, outer: Key, inner: Key) -> bool {
        let place = |key: Key| &self.story.places.places[key.index()];
        let is_unknown = place(inner).entry.is_none() && place(inner).part_of.is_none();
        let is_wide = matches!(place(outer).kind, PlaceKind::Country | PlaceKind::Region | PlaceKind::District | PlaceKind::City);
        outer != inner
            && (self.story.encloses(outer, inner)
                || (is_unknown && is_wide && narrowness(place(inner).kind) > narrowness(place(outer).kind)))
    }

    /// Somebody named is one of those whom the text has counted before.
    fn of_named(&self, index: usize) -> Option<Key> {
        let fact = &self.facts[index];
        fact.person?;
        self.nearest_whole(index, MAX_NAMED_DISTANCE, |at| {
            let count = self.count(at);
            let is_several = size(count).is_some_and(|size| size > 1);
            is_several && count.category == fact.category && count.subject == CountSubject::People && count.people.is_empty()
        })
    }

    /// "put the dead at nine: seven villagers and two guards", "the seven, five men and two women, were freed": what a label or an apposition
    /// tells one by one, where the figures add up to the one before.
    fn enumeration(&self, first: usize) -> Option<(Vec<usize>, Key)> {
        const MOST_PARTS: usize = 12;
        let whole = first.checked_sub(1).filter(|whole| self.sentence(*whole) == self.sentence(first))?;
        let total = exact(self.count(whole)).filter(|_| self.count(first).category == self.count(whole).category)?;
        let (phrase, list) = (self.facts[first].phrase, self.syntax_of(first));
        let is_list = list.link == Link::Label && list.parent == Some(self.story.syntax.clauses.of_phrase[self.facts[whole].phrase])
            || self.story.role(phrase).1 == self.story.role(self.facts[whole].phrase).1 && self.story.is_mark(phrase - 1, Mark::Comma);
        let mut parts = Vec::new();
        let mut sum = 0;
        for at in (first..self.facts.len()).take(MOST_PARTS).take_while(|at| self.sentence(*at) == self.sentence(first)) {
            let count = self.count(at);
            sum += exact(count).filter(|_| count.category == self.count(whole).category && count.part_of.is_none())?;
            parts.push(at);
            if sum >= total {
                break;
            }
        }
        (is_list && sum == total && parts.len() > 1).then(|| (parts, self.count(whole).key))
    }

    fn syntax_of(&self, index: usize) -> &Clause {
        self.story.syntax.clause(self.story.syntax.clauses.of_phrase[self.facts[index].phrase])
    }

    /// Whether the statements from `first` to the end of its sentence that tell of one event add up to a whole told before: "four people were
    /// killed ... three hikers and a 66-year-old man". Returns the parts and the whole.
    fn breakdown(&self, first: usize) -> Option<(Vec<usize>, Key)> {
        let one = self.count(first);
        let category = one.category?;
        let same = |count: &Count<'_>| count.category == Some(category) && count.subject == one.subject && count.part_of.is_none();
        let last = (first..self.facts.len()).take_while(|at| self.sentence(*at) == self.sentence(first)).last()?;
        let parts: Vec<usize> = (first..=last).filter(|at| same(self.count(*at))).collect();
        let sum = parts.iter().map(|at| exact(self.count(*at))).sum::<Option<i64>>()?;
        let is_whole = |at: usize| self.sentence(at) < self.sentence(first) && same(self.count(at)) && exact(self.count(at)) == Some(sum);
        let whole = self.nearest_whole(first, MAX_NAMED_DISTANCE, is_whole)?;
        (parts.len() > 1).then_some((parts, whole))
    }
}

/// Whether a noun, or its last word, is what another is called by: "Archer howitzers" and "the howitzers".
fn is_called(noun: &str, by: &str) -> bool {
    let last = noun.len().checked_sub(by.len()).filter(|_| !by.is_empty());
    last.and_then(|last| noun.split_at_checked(last))
        .is_some_and(|(modifiers, last)| last.eq_ignore_ascii_case(by) && (modifiers.is_empty() || modifiers.ends_with([' ', '-'])))
}

/// The figure as stated, or its lower bound.
fn size(count: &Count<'_>) -> Option<i64> {
    count.quantity.value.or(count.quantity.min)
}

/// The figure, where it is one.
fn exact(count: &Count<'_>) -> Option<i64> {
    count.quantity.value.filter(|value| count.quantity.max == Some(*value) && count.quantity.min == Some(*value))
}

/// The figure as stated, or its upper bound, or its lower one.
fn size_at_most(count: &Count<'_>) -> i64 {
    count.quantity.value.or(count.quantity.max).or(count.quantity.min).unwrap_or(0)
}

/// Marks the parts and their wholes.
pub(super) fn link_parts<'a>(story: &Story<'_, 'a>, counts: &mut [Count<'a>], statements: &[Statement], facts: &[Fact<'a>]) {
    for index in 0..facts.len() {
        let told = Told { story, counts: &*counts, statements, facts };
        let count = statements[index].count;
        if told.counts[count].part_of.is_some() {
            continue;
        }
        let by_words = || may_be_part(story, &facts[index]).then(|| told.whole_of(index)).flatten();
        let inherited = told.inherited(index);
        let whole = inherited.or_else(|| told.of_gapped(index)).or_else(by_words).or_else(|| told.next(index));
        let whole = whole.or_else(|| told.of_coordinated(index)).or_else(|| told.of_named(index)).or_else(|| told.of_opening(index));
        let whole = whole.or_else(|| told.of_those_hurt(index)).or_else(|| told.of_area(index));
        if let Some(whole) = whole.filter(|whole| *whole != told.counts[count].key) {
            mark_part(&mut counts[count], whole);
        } else if let Some((parts, whole)) =
            told.enumeration(index).or_else(|| begins_sentence(&told, index).then(|| told.breakdown(index)).flatten())
        {
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
