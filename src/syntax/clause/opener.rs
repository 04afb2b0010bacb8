//! What opens a clause: a subordinator, a relative, "that".

use super::builder::{Builder, Joint};
use super::tree::{Link, Role};
use crate::gazetteer::lexicon::Function;
use crate::syntax::phrase::PhraseKind;

impl Builder<'_, '_, '_> {
    /// Opens an adverbial clause, or leads in a noun phrase: "after the attack".
    pub(super) fn subordinator(&mut self, index: usize) {
        if !self.clause_follows(index) {
            self.preposition = Some(index);
            return;
        }
        let current = self.current;
        self.open(Link::Adverbial, Some(current), index);
        self.take(index);
        self.clause().opener = Some(index);
    }

    /// Opens a relative clause.
    pub(super) fn relative(&mut self, index: usize) {
        let current = self.current;
        let opener = self.preposition.take();
        let noun = self.last_noun;
        // "90 marchers, eight of whom were charged": the part stands before the relative.
        let part = opener.filter(|opener| self.is_of(*opener)).and(self.fresh).filter(|fresh| fresh.joint != Joint::None);
        let antecedent = match part {
            Some(fresh) => match self.out.roles[fresh.phrase] {
                Role::Joined(anchor) => Some(anchor),
                _ => noun,
            },
            None => noun,
        };
        let first = part.map_or(index, |fresh| fresh.phrase);
        self.open(Link::Relative, Some(current), first);
        if let Some(fresh) = part {
            self.move_from(fresh.phrase, index);
            self.out.roles[fresh.phrase] = Role::Bare;
        }
        self.take(index);
        let this = self.clause();
        this.antecedent = antecedent;
        this.opener = Some(opener.unwrap_or(index));
        self.last_noun = part.map(|fresh| fresh.phrase).or(noun);
    }

    /// Opens what is said, or what the noun before it is for: "reports that".
    pub(super) fn that(&mut self, index: usize) {
        let current = self.current;
        let noun = self.last_noun.filter(|noun| noun + 1 == index);
        let link = Link::Complement;
        self.open(link, Some(current), index);
        self.take(index);
        let this = self.clause();
        this.opener = Some(index);
        this.antecedent = noun;
    }

    /// Whether a preposition is "of".
    fn is_of(&self, preposition: usize) -> bool {
        matches!(self.phrases[preposition].kind, PhraseKind::Preposition(Function::Of))
    }
}
