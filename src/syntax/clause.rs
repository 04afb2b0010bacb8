//! Clauses: which verb group has which subject, what belongs to it, and how each clause hangs on its parent.
//!
//! A sentence is read once from left to right. A clause is open until another takes over; a verb group that finds its clause complete begins a
//! new one, or completes one further up that still waits for its verb ("Police in Odesa, where nine were killed, arrested 40").

use std::ops::Range;

use super::phrase::{Determiner, Mark, NounPhrase, Phrase, PhraseKind, VerbForm, VerbGroup, Voice};
use super::word::Word;
use crate::gazetteer::grammar::{Parts, Role as FrameRole, Takes};
use crate::gazetteer::lexicon::{Function, SpeechUse, WordSense};
use crate::reading::Reading;

/// One verb group or none, with what belongs to it.
#[derive(Clone, Debug)]
pub struct Clause {
    /// How it hangs on its parent.
    pub link: Link,
    /// The clause that it hangs on.
    pub parent: Option<usize>,
    /// The phrase that begins it.
    pub first: usize,
    /// The phrase after the last that belongs to it or to a clause within it.
    pub end: usize,
    /// The noun phrase that is its subject.
    pub subject: Option<usize>,
    /// Its verb group.
    pub verb: Option<usize>,
    /// Of a relative or participle clause the noun phrase that it tells of; of what is said the noun for it ("reports that").
    pub antecedent: Option<usize>,
    /// What opens it: a subordinator, a relative, a preposition.
    pub opener: Option<usize>,
}

/// How a clause hangs on its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// It does not.
    Main,
    /// Beside it: "and 33 were hurt".
    Coordinate,
    /// On a noun phrase of it: "who was killed", "killed in the blast".
    Relative,
    /// What is said, thought or found in it.
    Complement,
    /// When, why, if: "after a bomb exploded".
    Adverbial,
    /// "killing 12".
    Participle,
    /// "to kill 12".
    Infinitive,
    /// In brackets.
    Parenthesis,
    /// It says what the clauses that hang on it tell: ", police said".
    Speech,
    /// Behind a colon.
    Label,
    /// The place and day before the text: "KYIV, Ukraine -".
    Dateline,
}

/// What a phrase is in its clause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// None of the below.
    #[default]
    None,
    /// The subject.
    Subject,
    /// The object, or what follows a copula.
    Object,
    /// Behind the preposition of this number.
    Governed(usize),
    /// Joined to the noun phrase of this number, whose role it shares.
    Joined(usize),
    /// No verb is there that it could be anything to.
    Bare,
}

/// The clauses of a text, and what each phrase is in its own.
#[derive(Debug, Default)]
pub struct Clauses {
    /// All clauses, sentence by sentence.
    pub clauses: Vec<Clause>,
    /// The clause of each phrase.
    pub of_phrase: Vec<usize>,
    /// The role of each phrase.
    pub roles: Vec<Role>,
}

/// Adds the clauses of the sentence whose phrases are `range`; `body` is the first phrase behind a dateline.
pub(super) fn add_sentence(
    reading: &Reading<'_>,
    words: &[Word],
    phrases: &mut [Phrase],
    range: Range<usize>,
    body: usize,
    clauses: &mut Clauses,
) {
    clauses.of_phrase.resize(range.end, 0);
    clauses.roles.resize(range.end, Role::None);
    let mut builder = Builder::new(reading, words, phrases, range.clone(), clauses);
    if body > range.start {
        builder.open(Link::Dateline, None, range.start);
        for index in range.start..body {
            builder.take(index);
        }
    }
    builder.open(Link::Main, None, body);
    for index in body..range.end {
        builder.read(index);
    }
    builder.close();
}

/// What stands between the last phrase and the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    None,
    Comma,
    And,
    CommaAnd,
}

impl Joint {
    fn joins(self) -> bool {
        matches!(self, Self::And | Self::CommaAnd)
    }
}

/// The last noun phrase since the verb of its clause that no preposition governs.
#[derive(Clone, Copy, Debug)]
struct Fresh {
    phrase: usize,
    joint: Joint,
    /// The first of those that "and" joins to it, and what stands before that one.
    start: (usize, Joint),
}

/// How many phrases are looked ahead at most: keeps the time linear.
const MAX_AHEAD: usize = 40;
/// How many clauses are climbed at most.
const MAX_DEPTH: usize = 12;

struct Builder<'b, 'r, 'a> {
    reading: &'r Reading<'a>,
    words: &'r [Word],
    phrases: &'b mut [Phrase],
    range: Range<usize>,
    out: &'b mut Clauses,
    /// First clause of the sentence.
    base: usize,
    current: usize,
    joint: Joint,
    preposition: Option<usize>,
    fresh: Option<Fresh>,
    /// Last noun phrase of any role.
    last_noun: Option<usize>,
    /// Clauses to return to behind a bracket.
    brackets: Vec<usize>,
    /// The verb of saying whose subject follows.
    inverted: Option<usize>,
    /// The preposition that a conjunction or a comma stands before, since the last noun phrase that nothing governs.
    led: Option<(usize, Joint)>,
    /// A noun phrase, and the preposition behind a joint that leads it in: "and in York 14 drivers".
    led_in: Option<(usize, usize)>,
    /// Whether a clause of the sentence has a verb.
    has_any_verb: bool,
    /// The speeches of the sentence in order, each with the first clause that it says.
    speeches: Vec<(usize, Option<usize>)>,
}

impl<'b, 'r, 'a> Builder<'b, 'r, 'a> {
    fn new(reading: &'r Reading<'a>, words: &'r [Word], phrases: &'b mut [Phrase], range: Range<usize>, out: &'b mut Clauses) -> Self {
        let base = out.clauses.len();
        Self {
            reading,
            words,
            phrases,
            range,
            out,
            base,
            current: base,
            joint: Joint::None,
            preposition: None,
            fresh: None,
            last_noun: None,
            brackets: Vec::new(),
            inverted: None,
            led: None,
            led_in: None,
            has_any_verb: false,
            speeches: Vec::new(),
        }
    }

    fn clause(&mut self) -> &mut Clause {
        &mut self.out.clauses[self.current]
    }

    fn has_verb(&self, clause: usize) -> bool {
        self.out.clauses[clause].verb.is_some()
    }

    fn link(&self, clause: usize) -> Link {
        self.out.clauses[clause].link
    }

    /// Opens a clause at phrase `first` and makes it the current one.
    fn open(&mut self, link: Link, parent: Option<usize>, first: usize) -> usize {
        let clause = Clause { link, parent, first, end: first, subject: None, verb: None, antecedent: None, opener: None };
        self.out.clauses.push(clause);
        self.current = self.out.clauses.len() - 1;
        if let Some(speech) = parent {
            self.say(speech, self.current);
        }
        self.joint = Joint::None;
        self.preposition = None;
        self.fresh = None;
        self.current
    }

    /// Gives a phrase to the current clause.
    fn take(&mut self, index: usize) {
        self.out.of_phrase[index] = self.current;
    }

    /// Tells each clause where it ends, with those within it.
    fn close(&mut self) {
        for index in self.range.clone() {
            let mut clause = Some(self.out.of_phrase[index]);
            for _ in 0..MAX_DEPTH {
                let Some(at) = clause.filter(|at| *at >= self.base) else { break };
                let this = &mut self.out.clauses[at];
                this.end = this.end.max(index + 1);
                clause = this.parent;
            }
        }
    }

    fn read(&mut self, index: usize) {
        self.take(index);
        let is_after_comma = self.joint == Joint::Comma;
        match self.phrases[index].kind.clone() {
            PhraseKind::Noun(noun) => self.noun(index, noun),
            PhraseKind::Verb(group) => self.verb(index, &group),
            PhraseKind::Preposition(_) => {
                if self.joint.joins() {
                    self.led = Some((index, self.joint));
                }
                self.preposition = Some(index);
            }
            PhraseKind::Conjunction => {
                self.joint = if is_after_comma { Joint::CommaAnd } else { Joint::And };
                self.preposition = None;
            }
            PhraseKind::Subordinator => self.subordinator(index),
            PhraseKind::Relative => self.relative(index),
            PhraseKind::That => self.that(index),
            PhraseKind::Mark(mark) => self.mark(index, mark),
            PhraseKind::Time | PhraseKind::State | PhraseKind::Adverb => {
                if matches!(self.phrases[index].kind, PhraseKind::Time | PhraseKind::State) {
                    self.preposition = None;
                }
            }
        }
    }

    fn mark(&mut self, index: usize, mark: Mark) {
        match mark {
            Mark::Comma | Mark::Dash => {
                if self.joint == Joint::None {
                    self.joint = Joint::Comma;
                }
                self.preposition = None;
            }
            Mark::Stop => {
                if index + 1 < self.range.end {
                    match self.brackets.last().copied() {
                        Some(around) => self.open(Link::Parenthesis, Some(around), index + 1),
                        None => self.open(Link::Main, None, index + 1),
                    };
                }
            }
            Mark::Colon => {
                let parent = self.current;
                self.open(Link::Label, Some(parent), index + 1);
            }
            Mark::Open => {
                self.brackets.push(self.current);
                let parent = self.current;
                self.open(Link::Parenthesis, Some(parent), index + 1);
            }
            Mark::Close => {
                if let Some(clause) = self.brackets.pop() {
                    self.current = clause;
                    self.joint = Joint::None;
                    self.preposition = None;
                }
            }
            Mark::Quote | Mark::Other => {}
        }
    }

    // Noun phrases.

    fn noun(&mut self, index: usize, noun: NounPhrase) {
        if let Some(speech) = self.inverted.take() {
            self.out.clauses[speech].subject = Some(index);
            self.out.roles[index] = Role::Subject;
            self.current = speech;
            self.take(index);
            self.last_noun = Some(index);
            self.joint = Joint::None;
            self.fresh = None;
            return;
        }
        if self.preposition.is_none() && self.is_owned_by_antecedent(index, &noun) {
            let (current, antecedent) = (self.current, self.last_noun);
            self.open(Link::Relative, Some(current), index);
            self.take(index);
            self.clause().antecedent = antecedent;
            self.clause().opener = Some(index);
        }
        let joint = self.joint;
        let role = match self.preposition.take() {
            Some(preposition) => Role::Governed(preposition),
            None => {
                if joint == Joint::Comma && self.ends_leading_clause() || joint == Joint::CommaAnd && self.closes_relative() {
                    self.fresh = None;
                }
                self.take(index);
                let role = self.free_role(index, &noun, joint);
                // "police and medical sources", "Ana Reyes, an official in Kyiv,"
                let before = self.fresh.filter(|before| {
                    joint == Joint::And && before.phrase + 2 == index
                        || joint == Joint::Comma && self.describes(before.phrase, index, &noun)
                });
                // "Ivo Kranz, his lawyer, Ana Reyes, confirmed": who is told before a name belongs to that name.
                let is_introduced = |before: &Fresh| noun.name.is_some() && before.joint == Joint::Comma && joint == Joint::Comma;
                let start = before
                    .map_or((index, joint), |before| if is_introduced(&before) { (before.phrase, before.joint) } else { before.start });
                // "and in York 14 drivers"
                let led = self.led.take().filter(|_| joint == Joint::None && role != Role::Subject);
                self.led_in = led.map(|(preposition, _)| (index, preposition));
                let joint = led.map_or(joint, |(_, joint)| joint);
                let start = if led.is_some() { (index, joint) } else { start };
                self.fresh = Some(Fresh { phrase: index, joint, start });
                role
            }
        };
        if role == Role::Subject {
            let current = self.current;
            self.out.clauses[current].subject = Some(index);
        }
        self.out.roles[index] = role;
        self.last_noun = Some(index);
        self.joint = Joint::None;
    }

    /// "Ana Reyes, whose father was killed": a clause on the noun phrase before it, of which it tells nothing itself.
    fn is_owned_by_antecedent(&self, index: usize, noun: &NounPhrase) -> bool {
        noun.determiner == Determiner::Definite
            && self.last_noun.is_some_and(|last| last + 1 == index || last + 2 == index && self.joint == Joint::Comma)
            && self
                .reading
                .gazetteer
                .grammar()
                .complement("relative-owner")
                .is_some_and(|class| self.reading.is_word(self.phrases[index].tokens.start, WordSense::Complement(class)))
    }

    /// The role of a noun phrase that no preposition governs.
    fn free_role(&self, index: usize, noun: &NounPhrase, joint: Joint) -> Role {
        if joint != Joint::None
            && let Some(anchor) = self.anchor(index, noun)
            && !(joint == Joint::Comma && self.begins_behind_phrase(anchor))
        {
            return Role::Joined(anchor);
        }
        let clause = &self.out.clauses[self.current];
        match clause.verb {
            None => Role::Bare,
            // "Among the dead were four children."
            Some(verb)
                if clause.subject.is_none() && self.group(verb).is_some_and(|group| group.is_copula && group.form == VerbForm::Finite) =>
            {
                Role::Subject
            }
            Some(_) => Role::Object,
        }
    }

    /// "In all, 73 houses", "According to police, 12 people": behind the comma that closes a leading phrase the clause begins.
    fn begins_behind_phrase(&self, anchor: usize) -> bool {
        let clause = &self.out.clauses[self.current];
        let is_free = |at: &usize| {
            self.out.of_phrase[*at] == self.current && matches!(self.out.roles[*at], Role::Bare | Role::Subject | Role::Object)
        };
        clause.verb.is_none()
            && matches!(self.out.roles[self.first_of_list(anchor)], Role::Governed(_))
            && !(clause.first.max(anchor.saturating_sub(MAX_AHEAD))..anchor).any(|at| is_free(&at))
    }

    /// The first of the noun phrases that are joined up to this one.
    fn first_of_list(&self, last: usize) -> usize {
        let mut at = last;
        for _ in 0..MAX_AHEAD {
            match self.out.roles[at] {
                Role::Joined(anchor) => at = anchor,
                _ => break,
            }
        }
        at
    }

    /// The noun phrase of the clause to which another is joined: of two kinds, the last one of its own kind.
    fn anchor(&self, index: usize, noun: &NounPhrase) -> Option<usize> {
        let first = self.out.clauses[self.current].first;
        let is_of_clause = |at: &usize| self.out.of_phrase[*at] == self.current && matches!(self.phrases[*at].kind, PhraseKind::Noun(_));
        let from = first.max(index.saturating_sub(MAX_AHEAD));
        let last = (from..index).rev().find(is_of_clause)?;
        let kind = |noun: &NounPhrase| (noun.quantity.is_some() || noun.determiner == Determiner::Indefinite, noun.name.is_some());
        let own = kind(noun);
        let is_alike = matches!(&self.phrases[last].kind, PhraseKind::Noun(other) if kind(other) == own);
        let is_governed = matches!(self.out.roles[last], Role::Governed(_));
        if !is_governed || is_alike {
            return Some(last);
        }
        // "16 in Kirkuk, two near Hawija": the one before that nothing governs, if there is one.
        let free = (from..last).rev().find(|at| is_of_clause(at) && !matches!(self.out.roles[*at], Role::Governed(_)));
        // "the driver of the car, Ivo Kranz,": a name is joined to somebody, not to something.
        let is_named =
            noun.name.is_some() && noun.quantity.is_none() && free.is_some_and(|free| self.is_somebody(free)) && !self.is_somebody(last);
        free.filter(|_| own.0 || is_named).or(Some(last))
    }

    /// Whether a noun phrase without a name tells of a person: "the driver".
    fn is_somebody(&self, phrase: usize) -> bool {
        let PhraseKind::Noun(noun) = &self.phrases[phrase].kind else { return false };
        noun.name.is_none() && self.reading.calls_a_person(self.phrases[phrase].head)
    }

    /// Whether of two noun phrases with a comma between one says who the other is: "Ana Reyes, a nurse", "a nurse, Ana Reyes",
    /// "Ana Reyes, 30".
    fn describes(&self, first: usize, index: usize, noun: &NounPhrase) -> bool {
        let PhraseKind::Noun(before) = &self.phrases[first].kind else { return false };
        let is_name = |noun: &NounPhrase| noun.name.is_some() && noun.quantity.is_none();
        let is_role = |noun: &NounPhrase| noun.name.is_none() && noun.quantity.is_none() && noun.determiner != Determiner::None;
        let is_described = is_name(before) && noun.quantity.is_none() && noun.determiner != Determiner::None;
        let is_age =
            || is_name(before) && noun.quantity.is_none() && self.phrases[index].tokens.clone().all(|at| self.words[at].is(Parts::NUMERAL));
        first + 2 == index && (is_described || is_role(before) && is_name(noun) || is_age())
    }

    /// "When the bomb exploded, 12 people died": behind its comma a leading clause leaves the word to the clause that waits for its verb.
    fn ends_leading_clause(&mut self) -> bool {
        let is_leading =
            matches!(self.link(self.current), Link::Adverbial | Link::Participle | Link::Infinitive | Link::Complement | Link::Coordinate);
        if !is_leading || !self.has_verb(self.current) {
            return false;
        }
        let Some(waiting) = self.waiting(self.current) else { return false };
        // A list goes on within its clause: "When bombs hit Kyiv, Lviv and Odesa".
        self.current = waiting;
        self.joint = Joint::None;
        true
    }

    /// "Ana Reyes, who drove the bus, and four others": the comma before "and" closes the clause that a comma has opened.
    fn closes_relative(&mut self) -> bool {
        let this = &self.out.clauses[self.current];
        let is_open = this.link == Link::Relative
            && this.verb.is_some()
            && this.first.checked_sub(1).is_some_and(|before| matches!(self.phrases[before].kind, PhraseKind::Mark(Mark::Comma)));
        let Some(parent) = this.parent.filter(|_| is_open) else { return false };
        self.current = parent;
        true
    }

    /// The nearest clause above `clause` that has no verb yet.
    fn waiting(&self, clause: usize) -> Option<usize> {
        let mut at = self.out.clauses[clause].parent;
        for _ in 0..MAX_DEPTH {
            let above = at.filter(|above| *above >= self.base)?;
            let this = &self.out.clauses[above];
            if this.verb.is_none() && !matches!(this.link, Link::Label | Link::Dateline) {
                return Some(above);
            }
            at = this.parent;
        }
        None
    }

    // Verb groups.

    fn group(&self, phrase: usize) -> Option<&VerbGroup> {
        match &self.phrases[phrase].kind {
            PhraseKind::Verb(group) => Some(group),
            _ => None,
        }
    }

    fn verb(&mut self, index: usize, group: &VerbGroup) {
        match group.form {
            VerbForm::Finite => self.finite(index, group),
            // "said" is no participle but before what it would be said of: "accused of".
            VerbForm::Participle if self.says(group) && !self.preposition_follows(index) => {
                self.set_voice(index, Voice::Active);
                self.finite(index, group);
            }
            VerbForm::Participle => self.participle(index, group),
            VerbForm::Gerund => self.gerund(index),
            VerbForm::Infinitive => self.infinitive(index),
        }
        self.preposition = None;
    }

    /// Makes the verb group that of the clause.
    fn attach(&mut self, clause: usize, index: usize, subject: Option<usize>) {
        self.current = clause;
        self.take(index);
        self.has_any_verb = true;
        let this = &mut self.out.clauses[clause];
        this.verb = Some(index);
        if this.subject.is_none() {
            this.subject = subject;
        }
        if let Some(subject) = subject.filter(|subject| !matches!(self.out.roles[*subject], Role::Governed(_) | Role::Joined(_))) {
            self.out.roles[subject] = Role::Subject;
        }
        self.joint = Joint::None;
        self.fresh = None;
    }

    /// Gives a clause without a verb the verb group, and the noun phrase that waits for it as its subject.
    fn complete(&mut self, clause: usize, index: usize) {
        let subject = self.subject_for(clause);
        self.attach(clause, index, subject);
    }

    fn finite(&mut self, index: usize, group: &VerbGroup) {
        let says = self.says(group);
        let current = self.current;
        if self.joint != Joint::None {
            return self.finite_behind_joint(index, says);
        }
        if !self.has_verb(current) {
            if says && self.is_inserted_speech(index) {
                return self.insert_speech(index);
            }
            return self.complete(current, index);
        }
        if let Some((led, _)) = self.led.take().filter(|_| group.is_copula) {
            // "and among the missing were 14": its subject follows.
            let target = self.finite_above(current);
            self.open(Link::Coordinate, Some(target), led);
            self.move_from(led, index);
            return self.attach(self.current, index, None);
        }
        match self.fresh {
            Some(fresh) => self.finite_with_subject(index, fresh, says),
            None => match self.waiting(current) {
                Some(waiting) => {
                    self.complete(waiting, index);
                }
                None => self.coordinate(index, current, None),
            },
        }
    }

    /// ", killed 12", "and killed 12", ", said the mayor": a verb group right behind a comma or a conjunction.
    fn finite_behind_joint(&mut self, index: usize, says: bool) {
        let current = self.current;
        if self.joint.joins() {
            if !self.has_verb(current) {
                return self.complete(current, index);
            }
            // A comma before "and" closes what a comma has opened.
            let target = self.finite_above(current);
            return self.coordinate(index, target, None);
        }
        let waits = |clause: usize| self.subject_for(clause).is_some();
        let is_awaited = (!self.has_verb(current) && waits(current)) || self.waiting(current).is_some_and(waits);
        let inverts = self.group(index).is_some_and(|group| {
            let uses = group.term.clone().flat_map(|token| self.reading.speeches_at(token));
            uses.into_iter().any(|(_, usage)| usage == SpeechUse::Inverted)
        });
        let is_before_noun = inverts
            && !is_awaited
            && self.phrases.get(index + 1).is_some_and(|next| index + 1 < self.range.end && matches!(next.kind, PhraseKind::Noun(_)));
        if says && is_before_noun && self.has_verb_anywhere(current) {
            let speech = self.speech(index, None);
            self.inverted = Some(speech);
            return;
        }
        if !self.has_verb(current) {
            return self.complete(current, index);
        }
        if let Some(waiting) = self.waiting(current) {
            return self.complete(waiting, index);
        }
        match self.fresh.filter(|fresh| fresh.start.0 < fresh.phrase && fresh.start.1 != Joint::None) {
            // "and his passenger, Ana Reyes, died"
            Some(Fresh { start: (phrase, joint), .. }) => {
                self.finite_with_subject(index, Fresh { phrase, joint, start: (phrase, joint) }, says);
            }
            None => {
                let target = self.finite_above(current);
                self.coordinate(index, target, None);
            }
        }
    }

    /// A verb group behind a noun phrase that stands behind the verb of its clause.
    fn finite_with_subject(&mut self, index: usize, fresh: Fresh, says: bool) {
        let current = self.current;
        let takes_clause = self.takes(current, Takes::CLAUSE);
        // ", police and medical sources said"
        let fresh = match fresh.start {
            (start, Joint::Comma) if says => Fresh { phrase: start, joint: Joint::Comma, ..fresh },
            _ => fresh,
        };
        match fresh.joint {
            Joint::None => {
                let is_bare_auxiliary = self.group(index).is_some_and(|group| group.term == self.phrases[index].tokens);
                let is_inverted = is_bare_auxiliary && self.object_follows(index) && !takes_clause && self.waiting(current).is_none();
                if is_inverted {
                    // "had the wind not turned"
                    self.open(Link::Adverbial, Some(current), index);
                    self.attach(self.current, index, None);
                } else if takes_clause {
                    self.complement(index, current, fresh.phrase);
                } else if let Some(waiting) = self.waiting(current) {
                    let subject = self.subject_for(waiting).or(Some(fresh.phrase));
                    self.attach(waiting, index, subject);
                } else {
                    self.coordinate(index, current, Some(fresh.phrase));
                }
            }
            Joint::Comma => {
                if says {
                    self.speech(index, Some(fresh.phrase));
                } else if let Some(waiting) = self.waiting(current).filter(|_| self.link(current) != Link::Relative) {
                    let subject = self.subject_for(waiting).or(Some(fresh.phrase));
                    self.attach(waiting, index, subject);
                } else {
                    let target = self.finite_above(current);
                    self.coordinate(index, target, Some(fresh.phrase));
                }
            }
            // "said 87 drones and four missiles were shot down"
            Joint::And if takes_clause && fresh.start.1 == Joint::None && self.out.roles[fresh.start.0] == Role::Object => {
                self.complement(index, current, fresh.start.0);
            }
            Joint::And | Joint::CommaAnd => {
                let target = if fresh.joint == Joint::CommaAnd { self.closed_above(current) } else { self.finite_above(current) };
                self.coordinate(index, target, Some(fresh.phrase));
            }
        }
    }

    /// The subject of a clause that now gets its verb: the first noun phrase of the last chain of joined ones.
    fn subject_for(&self, clause: usize) -> Option<usize> {
        let this = &self.out.clauses[clause];
        if let Some(subject) = this.subject {
            return Some(subject);
        }
        let is_free = |at: &usize| {
            self.out.of_phrase[*at] == clause
                && matches!(self.phrases[*at].kind, PhraseKind::Noun(_))
                && matches!(self.out.roles[*at], Role::Bare | Role::Joined(_))
        };
        let from = this.first.max(self.range.end.min(self.last_index()).saturating_sub(MAX_AHEAD * 2));
        let mut last = (from..self.last_index()).rev().find(is_free)?;
        for _ in 0..MAX_AHEAD {
            match self.out.roles[last] {
                Role::Joined(anchor) if self.out.of_phrase[anchor] == clause => last = anchor,
                _ => break,
            }
        }
        match self.out.roles[last] {
            Role::Governed(_) => (from..last).rev().find(|at| is_free(at) && self.out.roles[*at] == Role::Bare),
            _ => Some(last),
        }
    }

    fn last_index(&self) -> usize {
        self.last_noun.map_or(self.range.start, |noun| noun + 1)
    }

    fn says(&self, group: &VerbGroup) -> bool {
        group.voice != Voice::Passive
            && group.term.clone().any(|token| self.reading.words_at(token).any(|(_, sense)| sense == WordSense::Say))
    }

    fn takes(&self, clause: usize, takes: Takes) -> bool {
        let verb = self.out.clauses[clause].verb.and_then(|verb| self.group(verb));
        verb.is_some_and(|group| {
            self.says(group) || group.verb.is_some_and(|verb| self.reading.gazetteer.grammar().verb(verb).takes.any(takes))
        })
    }

    fn has_verb_anywhere(&self, clause: usize) -> bool {
        let begins_with_quote = || matches!(self.phrases[self.range.start].kind, PhraseKind::Mark(Mark::Quote));
        self.has_verb(clause) || self.has_any_verb || begins_with_quote()
    }

    /// The nearest clause from `clause` up that another finite verb group can stand beside.
    fn finite_above(&self, clause: usize) -> usize {
        let mut at = clause;
        for _ in 0..MAX_DEPTH {
            let this = &self.out.clauses[at];
            let is_finite = this
                .verb
                .and_then(|verb| self.group(verb))
                .is_some_and(|group| group.form == VerbForm::Finite || group.voice == Voice::Open);
            let is_open =
                !(matches!(this.link, Link::Participle | Link::Infinitive) || this.link == Link::Relative && this.opener.is_none());
            if is_finite && is_open {
                return at;
            }
            match this.parent.filter(|parent| *parent >= self.base) {
                Some(parent) => at = parent,
                None => return at,
            }
        }
        at
    }

    /// The same, further up than relative and participle clauses.
    fn closed_above(&self, clause: usize) -> usize {
        let mut at = self.finite_above(clause);
        for _ in 0..MAX_DEPTH {
            let this = &self.out.clauses[at];
            let is_closed = matches!(this.link, Link::Relative | Link::Participle | Link::Infinitive | Link::Adverbial);
            match this.parent.filter(|parent| is_closed && *parent >= self.base) {
                Some(parent) => at = parent,
                None => return at,
            }
        }
        at
    }

    /// Opens a clause beside `target`; without a subject of its own it shares that one's.
    fn coordinate(&mut self, index: usize, target: usize, subject: Option<usize>) {
        // Beside a speech stands what is said, not the saying.
        let target = if self.link(target) == Link::Speech { self.said_in(target).unwrap_or(target) } else { target };
        let shared = self.out.clauses[target].subject;
        let led_in = self.led_in.take().filter(|(led, _)| subject == Some(*led)).map(|(_, preposition)| preposition);
        let first = led_in.or(subject).unwrap_or(index);
        self.open(Link::Coordinate, Some(target), first);
        if let Some(subject) = subject {
            self.move_from(first, index);
            self.out.roles[subject] = Role::Subject;
        }
        self.attach(self.current, index, None);
        self.clause().subject = subject.or(shared);
    }

    /// Gives the phrases from `first` up to `index` that the clause before had to the current one.
    fn move_from(&mut self, first: usize, index: usize) {
        let previous = self.out.of_phrase[first];
        for at in first..index {
            if self.out.of_phrase[at] == previous {
                self.out.of_phrase[at] = self.current;
            }
        }
    }

    fn complement(&mut self, index: usize, parent: usize, subject: usize) {
        self.open(Link::Complement, Some(parent), subject);
        self.move_from(subject, index);
        self.out.roles[subject] = Role::Subject;
        self.attach(self.current, index, Some(subject));
    }

    /// ", police said": what stands before is what is said.
    fn speech(&mut self, index: usize, subject: Option<usize>) -> usize {
        let mut root = self.current;
        for _ in 0..MAX_DEPTH {
            match self.out.clauses[root].parent.filter(|parent| *parent >= self.base) {
                Some(parent) if self.link(root) != Link::Speech => root = parent,
                _ => break,
            }
        }
        let first = subject.unwrap_or(index);
        let speech = self.open(Link::Speech, None, first);
        self.speeches.push((speech, None));
        if let Some(subject) = subject {
            self.move_from(subject, index);
            self.out.roles[subject] = Role::Subject;
        }
        self.attach(speech, index, None);
        self.clause().subject = subject;
        if root != speech && self.out.clauses[root].parent.is_none() && self.link(root) != Link::Speech {
            self.out.clauses[root].parent = Some(speech);
            self.say(speech, root);
        }
        speech
    }

    /// Remembers the first clause that hangs on a speech.
    fn say(&mut self, speech: usize, clause: usize) {
        if let Ok(at) = self.speeches.binary_search_by_key(&speech, |(speech, _)| *speech) {
            self.speeches[at].1.get_or_insert(clause);
        }
    }

    /// The first clause that hangs on a speech.
    fn said_in(&self, speech: usize) -> Option<usize> {
        let at = self.speeches.binary_search_by_key(&speech, |(speech, _)| *speech).ok()?;
        self.speeches[at].1
    }

    /// "Two people, the mayor said, were killed": a speech between commas.
    fn is_inserted_speech(&self, index: usize) -> bool {
        let Some(Fresh { phrase, joint: Joint::Comma, .. }) = self.fresh else { return false };
        let closes = self.phrases.get(index + 1).is_some_and(|next| {
            index + 1 < self.range.end && matches!(next.kind, PhraseKind::Mark(Mark::Comma) | PhraseKind::Time | PhraseKind::Preposition(_))
        });
        closes && matches!(self.out.roles[phrase], Role::Joined(_))
    }

    fn insert_speech(&mut self, index: usize) {
        let clause = self.current;
        let subject = self.fresh.map(|fresh| fresh.phrase);
        self.speech(index, subject);
        // What was begun goes on.
        self.last_noun = self.last_noun.filter(|noun| Some(*noun) != subject);
        self.current = clause;
        self.joint = Joint::None;
        let first = self.out.clauses[clause].first;
        self.last_noun =
            (first..index).rev().find(|at| self.out.of_phrase[*at] == clause && matches!(self.phrases[*at].kind, PhraseKind::Noun(_)));
    }

    // Participles, gerunds, infinitives.

    fn participle(&mut self, index: usize, group: &VerbGroup) {
        let current = self.current;
        let can_be_active = group.voice == Voice::Open;
        // "died": never said of what another does.
        if can_be_active && self.is_never_passive(group) {
            self.set_voice(index, Voice::Active);
            // "grieved for the pilgrims drowned at sea"
            let is_reduced = self.has_verb(current)
                && self.joint == Joint::None
                && self.last_noun.is_some_and(|noun| noun + 1 == index && matches!(self.out.roles[noun], Role::Governed(_)))
                && self.waiting(current).is_none()
                && !self.takes(current, Takes::CLAUSE);
            return if is_reduced { self.reduced(index, current, self.last_noun) } else { self.finite(index, group) };
        }
        // "..., he said by telephone": a pronoun takes no clause without a relative.
        let is_behind_pronoun = self.fresh.is_some_and(|fresh| {
            let is_pronoun = matches!(&self.phrases[fresh.phrase].kind, PhraseKind::Noun(noun) if noun.is_pronoun);
            is_pronoun && fresh.joint != Joint::None && fresh.phrase + 1 == index
        });
        if can_be_active && is_behind_pronoun {
            self.set_voice(index, Voice::Active);
            return self.finite(index, group);
        }
        let has_object = self.object_follows(index);
        let is_by = self.phrases.get(index + 1).is_some_and(|next| next.kind == PhraseKind::Preposition(Function::By));
        let is_intransitive = can_be_active && !is_by && !self.is_done_to_objects(group);
        let is_active = can_be_active && (has_object || is_intransitive);
        let is_adjacent = self.last_noun.is_some_and(|noun| self.only_adverbs_between(noun + 1, index));
        if self.joint != Joint::None {
            return self.participle_behind_joint(index, is_active);
        }
        if !self.has_verb(current)
            && let Some(fresh) = self.fresh.filter(|fresh| is_adjacent && fresh.joint == Joint::Comma && self.is_item(fresh.phrase))
        {
            // "3,000 protesters, 12 detained": the figure without a noun is an item of its own.
            self.open(Link::Coordinate, Some(current), fresh.phrase);
            self.move_from(fresh.phrase, index);
            self.out.roles[fresh.phrase] = Role::Bare;
            self.set_voice(index, Voice::Passive);
            return self.attach(self.current, index, Some(fresh.phrase));
        }
        if !self.has_verb(current) {
            let subject = self.subject_for(current);
            let begins = subject.is_none() && self.link(current) != Link::Relative;
            // "Of the 62 missiles launched on Friday, 55 were": what a preposition governs, and nothing else, stands before.
            let is_governed = begins && self.last_noun.is_some_and(|noun| noun + 1 == index);
            if is_governed && !has_object {
                return self.reduced(index, current, self.last_noun);
            }
            // "wept as the court heard"
            let is_told_when = || {
                is_intransitive
                    && self.phrases.get(index + 1).is_some_and(|next| next.kind == PhraseKind::Subordinator)
                    && self.clause_follows(index + 1)
            };
            if !begins && is_active && (has_object || self.is_never_passive(group) || is_told_when() || !self.verb_follows(index)) {
                self.set_voice(index, Voice::Active);
                return self.attach(current, index, subject);
            }
            if self.verb_follows(index) && !self.is_never_passive(group) {
                return self.reduced(index, current, self.last_noun.filter(|noun| !begins || noun + 1 == index));
            }
            let is_active = (begins && has_object && can_be_active) || (!begins && is_active);
            self.set_voice(index, if is_active { Voice::Active } else { Voice::Passive });
            return self.attach(current, index, subject);
        }
        // "Not only were 12 people killed": the auxiliary stands before its subject.
        let verb = self.out.clauses[current].verb;
        let is_question = verb.and_then(|verb| self.group(verb)).is_some_and(|group| group.is_copula)
            && self.out.clauses[current].subject.is_some_and(|subject| verb.is_some_and(|verb| subject > verb));
        if is_question {
            self.set_voice(index, Voice::Passive);
            self.clause().verb = Some(index);
            return;
        }
        match self.fresh.filter(|_| is_adjacent || has_object) {
            Some(Fresh { phrase, joint, .. }) if joint != Joint::None => {
                self.set_voice(index, if is_active { Voice::Active } else { Voice::Passive });
                let is_reduced = !is_active && self.verb_follows(index) && self.waiting(current).is_none();
                if is_reduced {
                    return self.reduced(index, current, self.last_noun);
                }
                let target = if joint == Joint::CommaAnd { self.closed_above(current) } else { self.finite_above(current) };
                self.coordinate(index, target, Some(phrase));
            }
            Some(Fresh { phrase, .. }) if self.takes(current, Takes::CLAUSE) && is_active => {
                self.set_voice(index, Voice::Active);
                self.complement(index, current, phrase);
            }
            _ => {
                if is_active
                    && has_object
                    && let Some(waiting) = self.waiting(current)
                {
                    self.set_voice(index, Voice::Active);
                    return self.complete(waiting, index);
                }
                if is_intransitive
                    && !is_adjacent
                    && let Some(waiting) = self.waiting(current)
                {
                    self.set_voice(index, Voice::Active);
                    return self.complete(waiting, index);
                }
                self.reduced(index, current, self.last_noun);
            }
        }
    }

    fn participle_behind_joint(&mut self, index: usize, is_active: bool) {
        let current = self.current;
        let joins = self.joint.joins();
        if !self.has_verb(current) && joins {
            self.set_voice(index, if is_active { Voice::Active } else { Voice::Passive });
            return self.complete(current, index);
        }
        if joins {
            let target = if is_active { self.finite_above(current) } else { current };
            let is_passive_before =
                self.out.clauses[target].verb.and_then(|verb| self.group(verb)).is_some_and(|group| group.voice == Voice::Passive);
            // "was shot and died"
            let is_own =
                !is_passive_before || self.object_follows(index) || self.group(index).is_some_and(|group| self.is_never_passive(group));
            self.set_voice(index, if is_active && is_own { Voice::Active } else { Voice::Passive });
            let link = self.link(target);
            self.coordinate(index, target, None);
            if link == Link::Relative {
                self.clause().antecedent = self.out.clauses[target].antecedent;
            }
            return;
        }
        if is_active && self.object_follows(index) {
            self.set_voice(index, Voice::Active);
            if !self.has_verb(current) {
                return self.complete(current, index);
            }
            if let Some(waiting) = self.waiting(current) {
                return self.complete(waiting, index);
            }
            let target = self.finite_above(current);
            return self.coordinate(index, target, None);
        }
        if let Some(waiting) = self.waiting(current).filter(|_| is_active && self.has_verb(current)) {
            self.set_voice(index, Voice::Active);
            return self.complete(waiting, index);
        }
        if !self.has_verb(current) && !self.verb_follows(index) {
            self.set_voice(index, if is_active { Voice::Active } else { Voice::Passive });
            return self.complete(current, index);
        }
        self.reduced(index, current, self.last_noun);
    }

    /// A clause without a relative: "four tourists killed in the avalanche".
    fn reduced(&mut self, index: usize, parent: usize, antecedent: Option<usize>) {
        self.set_voice(index, Voice::Passive);
        let noun = self.last_noun;
        self.open(Link::Relative, Some(parent), index);
        self.attach(self.current, index, None);
        self.clause().antecedent = antecedent;
        self.last_noun = noun;
    }

    fn set_voice(&mut self, index: usize, voice: Voice) {
        if let PhraseKind::Verb(group) = &mut self.phrases[index].kind
            && group.voice == Voice::Open
        {
            group.voice = voice;
            if voice == Voice::Active {
                group.form = VerbForm::Finite;
            }
        }
    }

    /// Whether a row says that something happens to the verb's object: without one it is a passive, "12 killed in a fire".
    fn is_done_to_objects(&self, group: &VerbGroup) -> bool {
        let grammar = self.reading.gazetteer.grammar();
        group.verb.is_some_and(|verb| {
            let frames = &grammar.verb(verb).frames;
            frames.iter().any(|frame| frame.role == FrameRole::Object && frame.category.is_some())
                && !frames.iter().any(|frame| frame.role == FrameRole::Subject && frame.category.is_some())
        })
    }

    /// Whether a figure without a noun follows one with a noun.
    fn is_item(&self, phrase: usize) -> bool {
        let Role::Joined(anchor) = self.out.roles[phrase] else { return false };
        let is_number = |at: usize| self.words[self.phrases[at].head].is(Parts::NUMERAL);
        let counts = |at: usize| matches!(&self.phrases[at].kind, PhraseKind::Noun(noun) if noun.quantity.is_some());
        counts(phrase) && counts(anchor) && is_number(phrase) && !is_number(anchor)
    }

    /// "died", "fled": whether the verb tells of its subject alone.
    fn is_never_passive(&self, group: &VerbGroup) -> bool {
        let grammar = self.reading.gazetteer.grammar();
        group.verb.is_some_and(|verb| {
            let frames = &grammar.verb(verb).frames;
            let tells = |role: FrameRole| frames.iter().any(|frame| frame.role == role && frame.category.is_some());
            tells(FrameRole::Subject) && !tells(FrameRole::Object)
        })
    }

    /// Whether a noun phrase follows as the object of the verb group at `index`.
    fn object_follows(&self, index: usize) -> bool {
        let mut at = index + 1;
        while at < self.range.end && matches!(self.phrases[at].kind, PhraseKind::Adverb) {
            at += 1;
        }
        at < self.range.end && matches!(self.phrases[at].kind, PhraseKind::Noun(_))
    }

    fn preposition_follows(&self, index: usize) -> bool {
        let next = self.phrases.get(index + 1).filter(|_| index + 1 < self.range.end);
        next.is_some_and(|next| matches!(next.kind, PhraseKind::Preposition(Function::Of | Function::By | Function::To)))
    }

    fn only_adverbs_between(&self, from: usize, to: usize) -> bool {
        to <= from + MAX_AHEAD && (from..to).all(|at| matches!(self.phrases[at].kind, PhraseKind::Adverb | PhraseKind::Time))
    }

    /// Whether a finite verb group follows in the sentence that has no subject of its own, so that what stands here waits for it.
    fn verb_follows(&self, index: usize) -> bool {
        let mut fresh = false;
        let mut opened = 0_usize;
        for at in index + 1..self.range.end.min(index + 1 + MAX_AHEAD) {
            match &self.phrases[at].kind {
                PhraseKind::Mark(Mark::Stop | Mark::Colon) => return false,
                PhraseKind::Mark(Mark::Open) => opened += 1,
                PhraseKind::Mark(Mark::Close) => opened = opened.saturating_sub(1),
                _ if opened > 0 => {}
                PhraseKind::Relative | PhraseKind::That => fresh = true,
                PhraseKind::Subordinator if self.clause_follows(at) => fresh = true,
                PhraseKind::Conjunction => {
                    // "and was": beside what stands here.
                    fresh = false;
                    if self.phrases.get(at + 1).is_some_and(|next| at + 1 < self.range.end && matches!(next.kind, PhraseKind::Verb(_))) {
                        return false;
                    }
                }
                PhraseKind::Mark(Mark::Comma | Mark::Dash) => fresh = false,
                PhraseKind::Noun(_) => {
                    let is_governed =
                        matches!(self.phrases[at - 1].kind, PhraseKind::Preposition(_) | PhraseKind::Subordinator | PhraseKind::Verb(_));
                    fresh |= !is_governed;
                }
                PhraseKind::Verb(group)
                    if group.form == VerbForm::Finite
                        || group.voice == Voice::Open
                            && !fresh
                            && (self.object_follows(at) || self.is_behind_comma(at) && !self.is_done_to_objects(group)) =>
                {
                    if !fresh {
                        return !self.says(group) || !matches!(self.phrases[at - 1].kind, PhraseKind::Mark(_));
                    }
                    // Its own clause is told; what follows may still be the verb that is waited for.
                    fresh = false;
                }
                _ => {}
            }
        }
        false
    }

    fn is_behind_comma(&self, index: usize) -> bool {
        index > self.range.start && self.phrases[index - 1].kind == PhraseKind::Mark(Mark::Comma)
    }

    fn gerund(&mut self, index: usize) {
        let current = self.current;
        let joint = self.joint;
        let opener = self.preposition.take();
        let noun = self.last_noun;
        let is_adjacent = joint == Joint::None && opener.is_none() && noun.is_some_and(|noun| self.only_adverbs_between(noun + 1, index));
        let is_beside = joint.joins() && self.link(current) == Link::Participle;
        let (link, parent) = if is_beside { (Link::Coordinate, current) } else { (Link::Participle, current) };
        let shared = self.out.clauses[parent].subject;
        self.open(link, Some(parent), index);
        self.attach(self.current, index, None);
        let antecedent = if is_adjacent { noun } else { None };
        let opener_noun =
            opener.and_then(|opener| opener.checked_sub(1)).filter(|before| matches!(self.phrases[*before].kind, PhraseKind::Noun(_)));
        let this = self.clause();
        this.subject = if is_adjacent { noun } else { shared };
        this.antecedent = antecedent.or(opener_noun);
        this.opener = opener;
        self.last_noun = noun;
    }

    fn infinitive(&mut self, index: usize) {
        let current = self.current;
        // "Poland to buy 96 tanks": a line without another verb.
        if !self.has_verb(current) && self.subject_for(current).is_some() && !self.verb_follows(index) {
            return self.complete(current, index);
        }
        let object = self.fresh.map(|fresh| fresh.phrase);
        let subject = if self.takes(current, Takes::OBJECT_INFINITIVE) { object } else { None };
        let shared = self.out.clauses[current].subject;
        let noun = self.last_noun;
        let is_beside = self.joint.joins() && self.link(current) == Link::Infinitive;
        self.open(if is_beside { Link::Coordinate } else { Link::Infinitive }, Some(current), index);
        self.attach(self.current, index, None);
        self.clause().subject = subject.or(shared);
        self.last_noun = noun;
    }

    // What opens a clause.

    fn subordinator(&mut self, index: usize) {
        if !self.clause_follows(index) {
            self.preposition = Some(index);
            return;
        }
        let current = self.current;
        self.open(Link::Adverbial, Some(current), index);
        self.take(index);
        self.clause().opener = Some(index);
    }

    /// Whether a clause follows the subordinator, not a noun phrase alone: "after a bomb exploded", not "after the attack".
    fn clause_follows(&self, index: usize) -> bool {
        let mut has_noun = false;
        for at in index + 1..self.range.end.min(index + 1 + MAX_AHEAD) {
            match &self.phrases[at].kind {
                PhraseKind::Verb(group) => match group.form {
                    VerbForm::Finite => return has_noun,
                    VerbForm::Participle => {
                        let is_active = group.voice == Voice::Open && (self.object_follows(at) || !self.is_done_to_objects(group));
                        if has_noun && is_active {
                            return true;
                        }
                        // "as roof falls", "after 12 wounded": a participle behind a noun goes on looking.
                        if !has_noun {
                            return false;
                        }
                    }
                    VerbForm::Gerund => {
                        if !has_noun {
                            return false;
                        }
                    }
                    VerbForm::Infinitive => {}
                },
                PhraseKind::Noun(_) => has_noun = true,
                PhraseKind::Mark(Mark::Comma | Mark::Stop | Mark::Colon | Mark::Dash) | PhraseKind::Subordinator => return false,
                PhraseKind::Relative | PhraseKind::That if has_noun => return false,
                _ => {}
            }
        }
        false
    }

    fn relative(&mut self, index: usize) {
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

    fn is_of(&self, preposition: usize) -> bool {
        matches!(self.phrases[preposition].kind, PhraseKind::Preposition(Function::Of))
    }

    fn that(&mut self, index: usize) {
        let current = self.current;
        let noun = self.last_noun.filter(|noun| noun + 1 == index);
        let link = Link::Complement;
        self.open(link, Some(current), index);
        self.take(index);
        let this = self.clause();
        this.opener = Some(index);
        this.antecedent = noun;
    }
}
