//! Parts and wholes: which count is within which other.

use super::tally::Statement;
use super::{Fact, clause};
use crate::extraction::{Accumulation, Count, Key};
use crate::reading::Reading;

/// Whether the text may say that the fact is within another: "72 of the 550", "including 3 children", "four children among the dead".
fn may_be_part(reading: &Reading<'_>, fact: &Fact) -> bool {
    fact.phrase.is_part || fact.rule.starts_with("count-among-") || clause::is_included(reading, &fact.phrase)
}

/// How many statements back the whole of a part is looked for.
const MAX_WHOLE_DISTANCE: usize = 8;

/// The count that the fact at `index` is a part of: the nearest before it, else the next in its sentence ("72 of the 550"), at least as large,
/// of the same kind of thing and event.
fn whole_of(reading: &Reading<'_>, counts: &[Count<'_>], statements: &[Statement], facts: &[Fact], index: usize) -> Option<Key> {
    let fact = &facts[index];
    let size = fact.phrase.value.or(fact.phrase.min)?;
    let sentence = |at: usize| reading.sentence_number(facts[at].phrase.tokens.start);
    // "18 of the wounded", "four children among the dead": the whole is named by what happened, however far back its number stands.
    let is_named = fact.phrase.implied.is_some() || fact.rule.starts_with("count-among-the-dead");
    let is_whole = |at: usize| {
        let count = &counts[statements[at].count];
        let is_near = is_named || sentence(at) + 1 >= sentence(index);
        let whole = count.quantity.max.or(count.quantity.value).or(count.quantity.min).unwrap_or(0);
        let is_larger = whole > size || count.quantity.max.is_none();
        let same_event = count.category == fact.category
            || count.category.is_some_and(|category| fact.phrase.implied == Some(category))
            || (!is_named && (count.category.is_none() || fact.category.is_none()));
        is_near && is_larger && same_event && fact.phrase.subject == Some(count.subject) && count.part_of.is_none()
    };
    (index.saturating_sub(MAX_WHOLE_DISTANCE)..index).rev().find(|at| is_whole(*at)).map(|at| counts[statements[at].count].key)
}

/// Marks the parts and their wholes.
pub(super) fn link_parts(reading: &Reading<'_>, counts: &mut [Count<'_>], statements: &[Statement], facts: &[Fact]) {
    for index in 0..facts.len() {
        let fact = &facts[index];
        let count = statements[index].count;
        if counts[count].part_of.is_some() {
            continue;
        }
        let inherited = index.checked_sub(1).filter(|_| statements[index].continues && !fact.phrase.is_implicit).and_then(|previous| {
            let previous = &counts[statements[previous].count];
            // "including seven women and two children": what coordination joins is within the same whole.
            (clause::is_included(reading, &facts[index - 1].phrase) && previous.category == counts[count].category)
                .then_some(previous.part_of)?
        });
        let whole = inherited.or_else(|| may_be_part(reading, fact).then(|| whole_of(reading, counts, statements, facts, index)).flatten());
        let next = || {
            let next = facts.get(index + 1).filter(|next| fact.phrase.is_part && fact.phrase.tokens.end + 2 >= next.phrase.tokens.start)?;
            let other = &counts[statements[index + 1].count];
            (next.phrase.value > fact.phrase.value && other.key != counts[count].key).then_some(other.key)
        };
        if let Some(whole) = whole.or_else(next).filter(|whole| *whole != counts[count].key) {
            counts[count].part_of = Some(whole);
            counts[count].accumulation = Some(Accumulation::Subset);
        }
    }
}
