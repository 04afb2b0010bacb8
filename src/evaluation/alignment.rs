//! Which answer belongs to which annotation.

use super::answer::Found;
use super::gold::Annotation;

/// How two spans have to agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Agreement {
    Exact,
    Overlap,
}

fn shared((start, end): (usize, usize), (other_start, other_end): (usize, usize)) -> usize {
    end.min(other_end).saturating_sub(start.max(other_start))
}

/// Whether two spans share a character.
pub(super) fn overlaps(one: (usize, usize), other: (usize, usize)) -> bool {
    shared(one, other) > 0
}

/// Pairs of indices into `gold` and `found`, each at most once: the longest shared stretch first, then the least that an answer takes
/// beyond it, then the order of the text.
pub(super) fn pairs(gold: &[&Annotation], found: &[&Found<'_>], agreement: Agreement) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (annotation, wanted) in gold.iter().enumerate() {
        for (answer, span) in found.iter().map(|found| found.span).enumerate() {
            match agreement {
                Agreement::Exact if wanted.spans().any(|good| good == span) => {
                    candidates.push((1, annotation.abs_diff(answer), annotation, answer));
                }
                Agreement::Exact => {}
                Agreement::Overlap => {
                    let most = wanted.spans().map(|good| shared(good, span)).max().unwrap_or(0);
                    if most > 0 {
                        candidates.push((most, span.1 - span.0 - most, annotation, answer));
                    }
                }
            }
        }
    }
    candidates.sort_by_key(|&(shared, beyond, annotation, answer)| (std::cmp::Reverse(shared), beyond, annotation, answer));
    let (mut taken, mut given) = (vec![false; gold.len()], vec![false; found.len()]);
    let mut pairs = Vec::new();
    for (_, _, annotation, answer) in candidates {
        if !taken[annotation] && !given[answer] {
            (taken[annotation], given[answer]) = (true, true);
            pairs.push((annotation, answer));
        }
    }
    pairs
}
