//! Where: the places that a fact's own words name, then its clause, then the clauses that this one shares its setting with.

use std::ops::Range;

use super::category::traits;
use super::fact::{Fact, is_of_them};
use super::source::Source;
use super::story::Story;
use crate::extraction::{CountCategory, Key, PlaceKind, PlaceUsage};
use crate::gazetteer::entry::Seat;
use crate::gazetteer::grammar::{Parts, Role as FrameRole};
use crate::gazetteer::lexicon::{Function, WordSense};
use crate::reading::Reading;
use crate::resolve::places::Places;
use crate::syntax::clause::{Clause, Link, Role};
use crate::syntax::phrase::{Mark, PhraseKind, Voice};

/// How many phrases to each side are looked at: keeps the time linear.
const MAX_PHRASES: usize = 48;
/// How many phrases a bracket may have before one of its clauses.
const MAX_BRACKET: usize = 16;
/// How many place mentions one preposition leads to at most.
const MAX_MENTIONS: usize = 12;

/// How much of a clause's setting holds for what hangs on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// All of it.
    Whole,
    /// Only what stands before its subject and verb: "In Kyiv, police said".
    Fronted,
}

impl<'s, 'a> Story<'s, 'a> {
    /// The clauses whose setting holds for what `clause` tells, the nearest first, each with how much of it.
    pub(super) fn settings(&self, clause: usize) -> Vec<(usize, Reach)> {
        let mut path = vec![(clause, Reach::Whole)];
        let mut at = clause;
        let mut reach = Reach::Whole;
        for _ in 0..Self::MAX_DEPTH {
            let this = self.syntax.clause(at);
            let Some(parent) = this.parent else { break };
            let shares_subject = this.link == Link::Coordinate
                && this.subject == self.syntax.clause(parent).subject
                && this.subject.is_some_and(|subject| self.syntax.clauses.of_phrase[subject] != at);
            let step = match this.link {
                Link::Participle | Link::Infinitive | Link::Relative | Link::Label | Link::Parenthesis => Reach::Whole,
                Link::Coordinate if shares_subject => Reach::Whole,
                Link::Coordinate | Link::Complement | Link::Adverbial | Link::Main | Link::Speech | Link::Dateline => Reach::Fronted,
            };
            if step == Reach::Fronted {
                reach = Reach::Fronted;
            }
            path.push((parent, reach));
            at = parent;
        }
        path
    }

    /// The phrases of a clause.
    pub(super) fn phrases_of(&self, clause: usize) -> impl Iterator<Item = usize> + '_ {
        let this = self.syntax.clause(clause);
        let range = this.first..this.end.min(this.first + MAX_PHRASES * 2).min(self.syntax.phrases.len());
        range.filter(move |at| self.syntax.clauses.of_phrase[*at] == clause)
    }

    /// The phrases of a clause that are within reach.
    pub(super) fn reached(&self, clause: usize, reach: Reach) -> impl Iterator<Item = usize> + '_ {
        let this = self.syntax.clause(clause);
        let bound = match reach {
            Reach::Whole => usize::MAX,
            Reach::Fronted => this.subject.into_iter().chain(this.verb).min().unwrap_or(usize::MAX),
        };
        self.phrases_of(clause).filter(move |at| *at < bound)
    }

    /// The places that a fact's own words, or those of its clauses, name for it. A hospital is where somebody is taken, not where she was hurt.
    pub(super) fn own_places(&self, facts: &[Fact<'a>], index: usize) -> Vec<Key> {
        let mut places = self.told_places(facts, index);
        if facts[index].category != Some(CountCategory::Hospitalised) {
            places.retain(|place| !self.is_hospital(*place));
        }
        places
    }

    fn told_places(&self, facts: &[Fact<'a>], index: usize) -> Vec<Key> {
        let fact = &facts[index];
        let phrase = fact.phrase;
        let within = self.within(fact);
        if !within.is_empty() {
            return within;
        }
        let own = self.syntax.clauses.of_phrase[phrase];
        let found = self.beside(facts, index, own, fact.category);
        if !found.is_empty() {
            return found;
        }
        // "Forty-one were arrested in Athens, nine of them minors, and 20 in Patras": what stands behind a part is not its place.
        let is_aside = is_of_them(self, &fact.quantity) && matches!(self.syntax.clauses.roles[phrase], Role::Joined(_) | Role::None);
        if is_aside {
            return Vec::new();
        }
        // The clause that says what happened, where it is another: "tourists killed in the avalanche".
        let start = if fact.clause != own && self.syntax.clause(fact.clause).parent == Some(own) { fact.clause } else { own };
        for (step, (clause, reach)) in self.settings(start).into_iter().enumerate() {
            let found = self.of_clause(facts, index, clause, reach, fact.category);
            if !found.is_empty() {
                return found;
            }
            let antecedent = self.antecedent_place(clause);
            if !antecedent.is_empty() && reach == Reach::Whole {
                return antecedent;
            }
            // "12 people died when a bomb exploded in Kyiv"
            if step == 0 {
                let children = self
                    .children(clause)
                    .filter(|child| self.syntax.is_linked(*child, Link::Adverbial) || self.is_reduced_on_event(*child));
                let found =
                    children.map(|child| self.of_clause(facts, index, child, Reach::Whole, fact.category)).find(|found| !found.is_empty());
                if let Some(found) = found {
                    return found;
                }
            }
        }
        Vec::new()
    }

    /// "in an attack claimed by the group in Lahore": a clause on a noun of the clause, not on what is counted.
    fn is_reduced_on_event(&self, clause: usize) -> bool {
        let this = self.syntax.clause(clause);
        this.link == Link::Relative
            && this.antecedent.is_some_and(|antecedent| {
                matches!(self.syntax.clauses.roles[antecedent], Role::Governed(_))
                    && self.syntax.noun(antecedent).is_some_and(|noun| noun.quantity.is_none())
            })
    }

    /// "Odesa, where nine people were killed"
    fn antecedent_place(&self, clause: usize) -> Vec<Key> {
        let this = self.syntax.clause(clause);
        let is_where = this.link == Link::Relative
            && this.opener.is_some_and(|opener| {
                let token = self.syntax.tokens(opener).start;
                self.reading.is_function(token, Function::Subordinator)
                    || matches!(self.syntax.phrases[opener].kind, PhraseKind::Preposition(_))
            });
        let Some(antecedent) = this.antecedent.filter(|_| is_where) else { return Vec::new() };
        self.grouped(self.place_mentions(self.syntax.tokens(antecedent)))
    }

    /// "six of Kyiv's 10 districts", "300 residents of Gaza".
    fn within(&self, fact: &Fact<'a>) -> Vec<Key> {
        if fact.person.is_some() {
            return Vec::new();
        }
        let tokens = self.syntax.tokens(fact.phrase);
        let mentions = self.place_mentions(tokens);
        let located = mentions.filter(|index| self.place_mention(*index).1 == PlaceUsage::Location);
        let found: Vec<usize> = located.collect();
        match (found.first(), found.last()) {
            (Some(first), Some(last)) => self.grouped(*first..*last + 1),
            _ => self.of_owned(fact),
        }
    }

    fn of_owned(&self, fact: &Fact<'a>) -> Vec<Key> {
        let preposition = fact.phrase + 1;
        let is_of = self.syntax.phrases.get(preposition).is_some_and(|it| it.kind == PhraseKind::Preposition(Function::Of));
        if !is_of || fact.person.is_some() {
            return Vec::new();
        }
        self.led_to(preposition)
    }

    /// What stands right beside the counted phrase: behind it, or before it at the head of its item in a list.
    fn beside(&self, facts: &[Fact<'a>], index: usize, clause: usize, category: Option<CountCategory>) -> Vec<Key> {
        let fact = &facts[index];
        let phrase = fact.phrase;
        let mut at = phrase + 1;
        while self.syntax.phrases.get(at).is_some_and(|it| matches!(it.kind, PhraseKind::State | PhraseKind::Adverb | PhraseKind::Time)) {
            at += 1;
        }
        while at < self.syntax.phrases.len()
            && self.syntax.clauses.of_phrase[at] == clause
            && matches!(self.syntax.phrases[at].kind, PhraseKind::Preposition(_) | PhraseKind::Subordinator)
        {
            if self.leads_there(at, category) && !self.is_of_next(facts, index, at) {
                let found = self.led_to(at);
                if !found.is_empty() {
                    return found;
                }
            }
            let Some(next) = (at + 1..self.syntax.phrases.len().min(at + 6))
                .find(|next| matches!(self.syntax.phrases[*next].kind, PhraseKind::Preposition(_)))
            else {
                break;
            };
            let is_chain = (at + 1..next).all(|between| {
                matches!(self.syntax.phrases[between].kind, PhraseKind::Noun(_) | PhraseKind::Time | PhraseKind::Adverb)
                    && self.syntax.noun(between).is_none_or(|noun| noun.quantity.is_none())
            });
            if !is_chain {
                break;
            }
            at = next;
        }
        // "in Solok eight dead", "Cali: 12 detained", "Sofala 340"
        if let Some(before) = phrase.checked_sub(1) {
            let governed =
                matches!(self.syntax.clauses.roles[before], Role::Governed(preposition) if self.leads_there(preposition, category));
            let mentions = self.place_mentions(self.syntax.tokens(before));
            let begins_item = self.begins_item(before);
            if self.syntax.noun(before).is_some()
                && (governed || begins_item)
                && mentions.len() == 1
                && self.syntax.clauses.of_phrase[before] == clause
            {
                return self.grouped(mentions);
            }
        }
        let this = self.syntax.clause(clause);
        // "the districts of Magaria (602 cases; 35 deaths)"
        if this.link == Link::Parenthesis {
            let bracket = (this.first.saturating_sub(MAX_BRACKET)..this.first).rev().find(|at| self.is_mark(*at, Mark::Open));
            let noun = bracket.and_then(|bracket| bracket.checked_sub(1)).filter(|noun| self.syntax.noun(*noun).is_some());
            let found = noun.map(|noun| self.grouped(self.place_mentions(self.syntax.tokens(noun)))).unwrap_or_default();
            if !found.is_empty() {
                return found;
            }
        }
        if this.link == Link::Label
            && let Some(label) = this.parent.filter(|parent| self.syntax.clause(*parent).verb.is_none())
        {
            let tokens = self.syntax.tokens(self.syntax.clause(label).first).start..self.syntax.tokens(this.first).start;
            let found = self.grouped(self.place_mentions(&tokens));
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// Whether a noun phrase stands at the head of a list's item: with its preposition behind a mark, a conjunction, or first in its clause.
    fn begins_item(&self, noun: usize) -> bool {
        let first = match self.syntax.clauses.roles[noun] {
            Role::Governed(preposition) => preposition,
            _ => noun,
        };
        let Some(before) = first.checked_sub(1) else { return true };
        self.syntax.clause(self.syntax.clauses.of_phrase[noun]).first == first
            || matches!(self.syntax.phrases[before].kind, PhraseKind::Mark(_) | PhraseKind::Conjunction)
    }

    /// "were damaged, and in Leeds four were burned": whether the place heads the item of another fact, which follows it.
    fn is_of_next(&self, facts: &[Fact<'a>], index: usize, preposition: usize) -> bool {
        const MOST_PHRASES: usize = 4;
        let position = facts.partition_point(|fact| fact.phrase < preposition);
        let Some(next) = facts.get(position).filter(|next| position != index && next.phrase <= preposition + MOST_PHRASES) else {
            return false;
        };
        let is_plain = |at: usize| matches!(self.syntax.phrases[at].kind, PhraseKind::Noun(_) | PhraseKind::Preposition(_));
        preposition > facts[index].phrase
            && self.begins_item(preposition + 1)
            && (preposition + 1..next.phrase).all(is_plain)
            && self.syntax.clauses.of_phrase[next.phrase] == self.syntax.clauses.of_phrase[preposition]
    }

    /// Of prepositions in order those that do not go on with what another one leads to: "near the town of Osmere in western Niger" is one.
    pub(super) fn chains(&self, prepositions: impl Iterator<Item = usize>) -> Vec<usize> {
        let mut covered = 0;
        let mut first = Vec::new();
        for at in prepositions {
            if at >= covered && self.syntax.noun(at + 1).is_some() {
                covered = self.chain_end(at + 1);
                first.push(at);
            }
        }
        first
    }

    /// The places of a clause for a fact: behind it rather than before it, and not those that stand right beside another.
    fn of_clause(&self, facts: &[Fact<'a>], index: usize, clause: usize, reach: Reach, category: Option<CountCategory>) -> Vec<Key> {
        let fact = &facts[index];
        let this = self.syntax.clause(clause);
        let verb = this.verb;
        let phrases: Vec<usize> = self.reached(clause, reach).collect();
        let is_behind = |at: &usize| *at > fact.phrase;
        let leads = |at: &usize| {
            matches!(self.syntax.phrases[*at].kind, PhraseKind::Preposition(_) | PhraseKind::Subordinator)
                && self.leads_there(*at, category)
                && !self.is_of_other(facts, index, *at)
                && !self.is_of_next(facts, index, *at)
        };
        let starts = self.chains(phrases.iter().copied().filter(|at| self.begins_chain(*at, category)));
        // "In Solok there were 15 dead, in Pariaman eight": what is fronted holds up to the next item.
        let is_fronted = |at: &usize| leads(at) && this.subject.into_iter().chain(verb).min().is_some_and(|begin| *at < begin);
        let has_fronted = starts.iter().any(is_fronted);
        let is_item = |at: &usize| {
            has_fronted && matches!(self.syntax.phrases[at.saturating_sub(1)].kind, PhraseKind::Conjunction | PhraseKind::Mark(Mark::Comma))
        };
        let mut behind = starts.iter().copied().filter(|at| is_behind(at) && leads(at) && !is_item(at)).map(|at| self.led_to(at));
        let behind = behind.find(|found| !found.is_empty());
        if let Some(found) = behind {
            return found;
        }
        // "hit Kharkiv", "fled Beirut": what is hit or left is where it happened; "Italy reported 300 deaths".
        let happens_there = category.is_none_or(|category| traits(category).happens_somewhere);
        if reach == Reach::Whole
            && happens_there
            && let Some(found) = self.by_verb_of_place(clause)
        {
            return found;
        }
        let begins = verb.unwrap_or(usize::MAX);
        let fronted = |at: &usize| this.subject.is_none_or(|subject| *at < subject) || *at > begins;
        let before = || starts.iter().rev().copied().filter(|at| !is_behind(at) && leads(at));
        let found = before().filter(|at| fronted(at)).map(|at| self.led_to(at)).find(|found| !found.is_empty());
        if let Some(found) = found {
            return found;
        }
        // "Police in Odesa arrested 40"; not where the subject only speaks.
        let speaks = self.speaks(clause);
        let found = before().filter(|_| !speaks).map(|at| self.led_to(at)).find(|found| !found.is_empty());
        found.unwrap_or_default()
    }

    /// Whether a preposition's phrase belongs to another fact, right behind which it stands.
    fn is_of_other(&self, facts: &[Fact<'a>], index: usize, preposition: usize) -> bool {
        let position = facts.partition_point(|fact| fact.phrase < preposition);
        let Some(other) = position.checked_sub(1).filter(|other| *other != index) else { return false };
        let only_small = (facts[other].phrase + 1..preposition)
            .all(|at| matches!(self.syntax.phrases[at].kind, PhraseKind::Adverb | PhraseKind::State | PhraseKind::Time));
        let has_part_between = (index + 1..=other).any(|at| is_of_them(self, &facts[at].quantity));
        let shares = other > index
            && !has_part_between
            && self.role(facts[other].phrase).1 == self.role(facts[index].phrase).1
            && facts[other].source != Source::Included;
        only_small && !shares
    }

    /// Whether a chain of places can begin at the phrase: a preposition of place, or one of direction, behind which "in" tells where that is ("taken to
    /// a clinic in Wichita").
    pub(super) fn begins_chain(&self, phrase: usize, category: Option<CountCategory>) -> bool {
        self.leads_there(phrase, category)
            || matches!(self.syntax.phrases[phrase].kind, PhraseKind::Preposition(Function::To | Function::Locative))
    }

    /// Whether a place is a hospital, by its name.
    pub(super) fn is_hospital(&self, place: Key) -> bool {
        self.hospitals.binary_search(&place).is_ok()
    }

    /// Whether the verb of a clause is one of saying.
    pub(super) fn speaks(&self, clause: usize) -> bool {
        self.is_verb(clause, WordSense::Say)
    }

    /// Whether what stands behind the preposition is where things of the category happen.
    pub(super) fn leads_there(&self, preposition: usize, category: Option<CountCategory>) -> bool {
        let first = self.syntax.tokens(preposition).start;
        match self.syntax.phrases[preposition].kind {
            PhraseKind::Preposition(Function::From) => matches!(
                category,
                Some(CountCategory::Displaced | CountCategory::Rescued | CountCategory::Abducted | CountCategory::Missing)
            ),
            PhraseKind::Preposition(Function::To) => matches!(category, Some(CountCategory::Hospitalised | CountCategory::Supplied)),
            PhraseKind::Preposition(Function::Locative) => !self.completes(first, "direction"),
            PhraseKind::Preposition(Function::Between) => true,
            PhraseKind::Preposition(Function::Preposition) => self.completes(first, "place-preposition"),
            _ => false,
        }
    }

    /// The object of a verb of hitting or leaving; the subject of a verb of record.
    pub(super) fn by_verb_of_place(&self, clause: usize) -> Option<Vec<Key>> {
        let this = self.syntax.clause(clause);
        let verb = this.verb?;
        let group = self.syntax.verb_of(clause)?;
        let hits = group.verb.is_some_and(|verb| {
            let frames = &self.grammar().verb(verb).frames;
            frames.iter().any(|frame| {
                (frame.role == FrameRole::Object && frame.category == Some(CountCategory::Struck))
                    || (frame.role == FrameRole::Subject && frame.category == Some(CountCategory::Displaced))
            })
        });
        if hits {
            let subject = this.subject.filter(|_| group.voice == Voice::Passive);
            let objects = self.phrases_of(clause).filter(|at| *at > verb && matches!(self.role(*at).0, Role::Object));
            let found = subject.into_iter().chain(objects).map(|at| self.led_to_noun(at)).find(|found| !found.is_empty());
            if found.is_some() {
                return found;
            }
        }
        let record = self.grammar().complement("record")?;
        // "Jigawa is the worst affected, with 688 cases"
        let hardest = || {
            self.grammar()
                .complement("hardest")
                .is_some_and(|class| self.phrases_of(clause).any(|at| self.has_complement(self.syntax.tokens(at).clone(), class)))
        };
        let records = self.has_complement(group.term.clone(), record) || group.is_copula && hardest();
        let subject = this.subject.filter(|_| records)?;
        // The place itself, not the police of it.
        let tokens = self.syntax.tokens(subject);
        let mentions = self.named.places.partition_point(|(mention, _)| mention.start < tokens.start);
        let (mention, _) = self.named.places.get(mentions)?;
        let is_head = mention.end == tokens.end || mention.contains(&self.syntax.phrases[subject].head);
        (is_head && mention.start >= tokens.start).then(|| vec![self.place_mention(mentions).0])
    }

    /// The places in a noun phrase and in what "of" and commas add to it.
    fn led_to_noun(&self, noun: usize) -> Vec<Key> {
        self.grouped_named(self.chained_mentions(noun), true)
    }

    /// The places that a preposition leads to.
    pub(super) fn led_to(&self, preposition: usize) -> Vec<Key> {
        let noun = preposition + 1;
        if self.syntax.noun(noun).is_none() {
            return Vec::new();
        }
        self.grouped(self.chained_mentions(noun))
    }

    /// The place mentions in a noun phrase and in those that go on with it.
    fn chained_mentions(&self, noun: usize) -> Range<usize> {
        let end = self.chain_end(noun);
        self.place_mentions(&(self.syntax.tokens(noun).start..self.syntax.tokens(end - 1).end))
    }

    /// The phrase after the last of those that go on with a noun phrase as a place: "of X", ", Y", "and Z", "in W".
    fn chain_end(&self, noun: usize) -> usize {
        let clause = self.syntax.clauses.of_phrase[noun];
        let mut end = noun + 1;
        let limit = self.syntax.phrases.len().min(noun + MAX_MENTIONS * 3);
        while end < limit && self.syntax.clauses.of_phrase[end] == clause {
            let next = end + 1;
            let is_place = |at: usize| {
                at < limit
                    && self.syntax.noun(at).is_some_and(|noun| noun.quantity.is_none())
                    && !self.place_mentions(self.syntax.tokens(at)).is_empty()
            };
            match self.syntax.phrases[end].kind {
                PhraseKind::Preposition(Function::Of | Function::Locative)
                    if self.syntax.noun(next).is_some_and(|noun| noun.quantity.is_none()) =>
                {
                    end += 2
                }
                PhraseKind::Conjunction | PhraseKind::Mark(Mark::Comma)
                    if is_place(next) && matches!(self.syntax.clauses.roles[next], Role::Joined(_)) =>
                {
                    end += 2
                }
                PhraseKind::Mark(Mark::Comma)
                    if matches!(self.syntax.phrases[next.min(limit - 1)].kind, PhraseKind::Conjunction) && is_place(next + 1) =>
                {
                    end += 3;
                }
                // "outside Mosul, in northern Iraq"
                PhraseKind::Mark(Mark::Comma)
                    if matches!(self.syntax.phrases[next.min(limit - 1)].kind, PhraseKind::Preposition(Function::Locative))
                        && is_place(next + 1) =>
                {
                    end += 3;
                }
                _ => break,
            }
        }
        end.min(self.syntax.phrases.len())
    }

    fn grouped(&self, mentions: Range<usize>) -> Vec<Key> {
        self.grouped_named(mentions, false)
    }

    /// Mentions side by side as places: the narrowest of those that are within one another, one after the other of those that are not.
    fn grouped_named(&self, mentions: Range<usize>, with_metonyms: bool) -> Vec<Key> {
        let mut places: Vec<(Key, usize)> = Vec::new();
        let beside = self.grammar().complement("beside");
        let usable = |usage: PlaceUsage| usage == PlaceUsage::Location || with_metonyms && usage == PlaceUsage::Metonym;
        for index in mentions.take(MAX_MENTIONS) {
            let (key, usage) = self.place_mention(index);
            if !usable(usage) {
                continue;
            }
            let key = self.capital_of(index).unwrap_or(key);
            let Some((last, last_index)) = places.last_mut() else {
                places.push((key, index));
                continue;
            };
            let between = self.named.places[*last_index].0.end..self.named.places[index].0.start;
            // "Sergiyev Posad near Moscow": the second only tells where the first is.
            let qualifies =
                beside.is_some_and(|class| between.clone().any(|token| self.reading.is_word(token, WordSense::Complement(class))));
            let owns = between.clone().any(|token| self.reading.text.is_owner_mark(token));
            let joins = between.clone().any(|token| self.syntax.words[token].is(Parts::CONJUNCTION));
            let is_listed = between.clone().any(|token| self.reading.text.is_mark(token, ','));
            let (kind, last_kind) = (self.kind(key), self.kind(*last));
            if qualifies || key == *last {
                continue;
            }
            if owns || self.encloses(*last, key) {
                (*last, *last_index) = (key, index);
            } else if self.encloses(key, *last)
                || narrowness(kind) <= narrowness(PlaceKind::Region) && narrowness(kind) < narrowness(last_kind) && !joins
            {
                *last_index = index;
            } else if joins || is_listed {
                places.push((key, index));
            } else if narrowness(kind) > narrowness(last_kind) {
                (*last, *last_index) = (key, index);
            }
        }
        places.dedup();
        places.into_iter().map(|(key, _)| key).collect()
    }

    fn kind(&self, key: Key) -> PlaceKind {
        self.places.places[key.index()].kind
    }

    /// "on Ukraine's capital": that capital, if the text names it.
    fn capital_of(&self, mention: usize) -> Option<Key> {
        const MAX_PLACES: usize = 256;
        let (tokens, place) = &self.named.places[mention];
        let country = self.places.places[*place].entry?.place().filter(|facts| facts.kind == PlaceKind::Country)?;
        if !self.reading.text.is_owner_mark(tokens.end) || !self.completes(tokens.end + 1, "capital") {
            return None;
        }
        let is_capital = |place: &&crate::extraction::Place<'_>| {
            let facts = place.entry.and_then(|entry| entry.place());
            facts.is_some_and(|facts| facts.seat == Seat::Capital && facts.country == country.country)
        };
        self.places.places.iter().take(MAX_PLACES).find(is_capital).map(|place| place.key)
    }

    /// The narrowest place that a dateline names.
    pub(super) fn dateline_place(&self, dateline: &Clause) -> Option<Key> {
        let tokens = self.syntax.tokens(dateline.first).start..self.syntax.tokens(dateline.end - 1).end;
        let mentions = self.place_mentions(&tokens).map(|index| self.place_mention(index).0);
        mentions.max_by_key(|key| (narrowness(self.places.places[key.index()].kind), std::cmp::Reverse(key.number)))
    }
}

/// How small the places of a kind are.
pub(super) fn narrowness(kind: PlaceKind) -> u8 {
    match kind {
        PlaceKind::Continent => 0,
        PlaceKind::Other => 1,
        PlaceKind::Country => 2,
        PlaceKind::Water | PlaceKind::Terrain => 3,
        PlaceKind::Region => 4,
        PlaceKind::District => 5,
        PlaceKind::City => 6,
        PlaceKind::Neighbourhood => 7,
        PlaceKind::Street | PlaceKind::Facility => 8,
    }
}

/// The places that are hospitals by their names, in order.
pub(super) fn hospitals(reading: &Reading<'_>, places: &Places<'_>) -> Vec<Key> {
    let Some(class) = reading.gazetteer.grammar().complement("hospital") else { return Vec::new() };
    let is_called = |tokens: &Range<usize>| tokens.clone().any(|token| reading.is_word(token, WordSense::Complement(class)));
    let named = places.tokens.iter().filter(|(tokens, place)| places.places[*place].kind == PlaceKind::Facility && is_called(tokens));
    let mut found: Vec<Key> = named.map(|(_, place)| places.places[*place].key).collect();
    found.sort_unstable();
    found.dedup();
    found
}
