//! With what: the weapons that a fact counts, or that its clauses name as what it was done with.

use super::category::traits;
use super::fact::Fact;
use super::place::Reach;
use super::story::Story;
use crate::extraction::CountSubject;
use crate::syntax::clause::Link;

/// How many facts to each side of one are looked at.
const MAX_FACTS_AROUND: usize = 8;

impl<'s, 'a> Story<'s, 'a> {
    /// The indices of the weapons counted by the fact at `index`, or of those it was done with: not of those to which something happened
    /// themselves.
    pub(super) fn weapons_of(&self, facts: &[Fact<'a>], index: usize) -> Vec<usize> {
        let fact = &facts[index];
        if fact.quantity.subject == Some(CountSubject::Weapons) {
            let mut counted: Vec<usize> = fact.quantity.weapons.iter().map(|mention| self.named.weapons[*mention].1).collect();
            counted.sort_unstable();
            counted.dedup();
            return counted;
        }
        if !fact.category.is_some_and(|category| traits(category).is_done_with_weapons) {
            return Vec::new();
        }
        let around = &facts[index.saturating_sub(MAX_FACTS_AROUND)..facts.len().min(index + MAX_FACTS_AROUND)];
        let is_touched = |mention: usize| {
            around.iter().any(|other| {
                other.category.is_some_and(|category| traits(category).happens_to_weapons) && other.quantity.weapons.contains(&mention)
            })
        };
        let own = self.syntax.clauses.of_phrase[fact.phrase];
        let start = if fact.clause > own { fact.clause } else { own };
        let mut clauses: Vec<usize> = Vec::new();
        for (clause, reach) in self.settings(start) {
            if reach == Reach::Fronted {
                break;
            }
            clauses.push(clause);
        }
        let children: Vec<usize> =
            self.children(own).filter(|child| matches!(self.syntax.clause(*child).link, Link::Adverbial | Link::Relative)).collect();
        clauses.extend(children);
        // "A bomb exploded outside a shop and killed four": what the clause beside it did it with.
        if let Some(parent) = self.syntax.clause(own).parent.filter(|_| self.syntax.is_linked(own, Link::Coordinate)) {
            let is_shared = self.syntax.clause(parent).subject == self.syntax.clause(own).subject;
            clauses.extend(is_shared.then_some(parent));
        }
        let mut found: Vec<usize> = Vec::new();
        for clause in clauses {
            for phrase in self.phrases_of(clause) {
                for mention in self.weapon_mentions(self.syntax.tokens(phrase)) {
                    if !is_touched(mention) {
                        found.push(self.named.weapons[mention].1);
                    }
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}
