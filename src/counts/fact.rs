//! Facts: every counted noun phrase with what happened to it. What one leaves out, those beside it say: a list shares its verb, a part its
//! whole's event, a figure without a noun that of another.

use std::ops::Range;

use super::category::traits;
use super::frame::{Happening, Source};
use super::sequel::tell_later_death;
use super::story::Story;
use super::victim;
use crate::extraction::{CountCategory, CountSubject, Key, Modality, PlaceKind};
use crate::gazetteer::grammar::Parts;
use crate::gazetteer::lexicon::{Function, Plurality, SpeechUse, TitleKind, WordSense};
use crate::syntax::clause::{Link, Role};
use crate::syntax::one::{another, headline_one, implicit_one, kin, the_victim};
use crate::syntax::phrase::{Determiner, Mark, PhraseKind};
use crate::syntax::quantities::Quantities;
use crate::syntax::quantity::Quantity;

/// A counted noun phrase and what happened to it.
#[derive(Clone, Debug)]
pub(super) struct Fact<'a> {
    /// The noun phrase.
    pub(super) phrase: usize,
    /// How many of what.
    pub(super) quantity: Quantity,
    /// What happened.
    pub(super) category: Option<CountCategory>,
    /// Name of the row that says so.
    pub(super) rule: &'a str,
    /// The kind of words that say so.
    pub(super) source: Source,
    /// The clause that says so.
    pub(super) clause: usize,
    /// The tokens from what is counted to what says so.
    pub(super) tokens: Range<usize>,
    /// The person, where a name stands for the number.
    pub(super) person: Option<Key>,
    /// The fact whose event or noun it shares, or whose part it is.
    pub(super) model: Option<usize>,
    /// Index of its number, among all numbers.
    pub(super) number: Option<usize>,
    /// Whether one is told to have been hurt before she or he died.
    pub(super) was_hurt: bool,
}

impl<'a> Fact<'a> {
    pub(super) fn new(phrase: usize, quantity: Quantity, told: Happening<'a>) -> Self {
        let Happening { category, rule, source, clause, tokens, was_hurt } = told;
        Self { phrase, quantity, category, rule, source, clause, tokens, person: None, model: None, number: None, was_hurt }
    }

    /// One of which nothing is told, or only what its own words say.
    fn bare(story: &Story<'_, 'a>, phrase: usize, quantity: Quantity, rule: &'a str, source: Source) -> Self {
        let clause = story.syntax.clauses.of_phrase[phrase];
        let tokens = quantity.tokens.clone();
        let told = Happening { category: None, rule, source, clause, tokens, was_hurt: false };
        Self::new(phrase, quantity, told)
    }

    /// Takes over what happened to another.
    fn share(&mut self, model: usize, of: &Fact<'a>, rule: &'a str, source: Source) {
        self.category = of.category;
        self.rule = rule;
        self.source = source;
        self.model = Some(model);
        if self.quantity.subject.is_none() {
            self.quantity.subject = of.quantity.subject;
            self.quantity.weapons.clone_from(&of.quantity.weapons);
        }
    }
}

/// How many phrases before a fact the noun that tells what its figure is of stands at most.
const MAX_PHRASES: usize = 48;
/// How many facts back the model of one is looked for.
const MAX_FACTS_BACK: usize = 24;
/// How many facts back others are looked for before "the victim" is one more.
const MAX_FACTS_BEFORE_VICTIM: usize = 48;

/// All facts of the story, in the order of the text.
pub(super) fn facts<'a>(story: &Story<'_, 'a>, quantities: &Quantities<'a>) -> Vec<Fact<'a>> {
    let mut facts: Vec<Fact<'a>> = Vec::new();
    let is_outbreak = (0..story.reading.len()).any(|token| story.reading.is_word(token, WordSense::Disease));
    for phrase in 0..story.syntax.phrases.len() {
        let PhraseKind::Noun(noun) = &story.syntax.phrases[phrase].kind else { continue };
        if let Some(number) = noun.quantity {
            if let Some(mut fact) = of_number(story, phrase, &quantities.quantities[number], &facts, is_outbreak) {
                fact.number = Some(quantities.number_of[number]);
                facts.push(fact);
            }
            let first = quantities.wholes.partition_point(|(part, ..)| *part < number);
            let wholes = quantities.wholes[first..].iter().take_while(|(part, ..)| *part == number);
            for (_, whole, number) in wholes {
                if let Some(fact) = whole_of_part(story, phrase, whole) {
                    facts.push(Fact { number: Some(*number), ..fact });
                }
            }
        } else if let Some(fact) = victim::named(story, phrase, &facts) {
            // "A nurse, Ana Reyes, was killed": the name is hers.
            if victim::is_apposed(story, phrase)
                && facts.last().is_some_and(|last| last.quantity.is_implicit && last.person.is_none() && last.phrase + 2 == phrase)
            {
                facts.pop();
            }
            facts.push(fact);
        } else if let Some(fact) = without_number(story, phrase, &facts) {
            facts.push(fact);
        }
        if let Some(last) = facts.last_mut().filter(|last| last.phrase == phrase) {
            tell_later_death(story, last);
        }
    }
    share_leftwards(story, &mut facts);
    fill_subjects(story, &mut facts);
    facts
}

/// What a number counts, if it counts anything.
fn of_number<'a>(story: &Story<'_, 'a>, phrase: usize, quantity: &Quantity, facts: &[Fact<'a>], is_outbreak: bool) -> Option<Fact<'a>> {
    // What is joined without a noun counts what the one before does: "destroyed 87 drones, 31 of them over Osmere and 19 over Leeds".
    let lent = joined_to(story, phrase, facts).filter(|_| quantity.subject.is_none()).map(|model| Quantity {
        subject: facts[model].quantity.subject,
        weapons: facts[model].quantity.weapons.clone(),
        ..quantity.clone()
    });
    let quantity = lent.as_ref().unwrap_or(quantity);
    // "a father of two", "a town of 60,000": a figure that says who or what something is.
    if describes_its_owner(story, phrase, quantity) {
        let quantity = Quantity { subject: Some(CountSubject::People), ..quantity.clone() };
        return Some(Fact::bare(story, phrase, quantity, "count-of-its-own", Source::Noun));
    }
    let listed = || victim::listed(story, phrase, facts).filter(|_| quantity.subject == Some(CountSubject::People));
    let mut fact = match story.happened(phrase, quantity).or_else(listed) {
        Some(told) => Fact::new(phrase, quantity.clone(), told),
        None => Fact::bare(story, phrase, quantity.clone(), "count-of-noun", Source::Open),
    };
    if let Some(whole) = is_of_them(story, quantity).then(|| whole_before(story, &fact, facts)).flatten()
        && fact.clause == facts[whole].clause
        && facts[whole].category.is_some()
    {
        fact.share(whole, &facts[whole], "count-included", Source::Included);
    }
    let is_told = fact.category.is_some() || fact.source == Source::Negated;
    if !is_told {
        share_rightwards(story, &mut fact, facts);
    }
    let is_case = quantity.head.clone().any(|token| story.reading.is_word(token, WordSense::DiseaseCase));
    if fact.category.is_none() && is_case && is_outbreak {
        (fact.category, fact.rule) = (Some(CountCategory::Affected), "count-disease-cases");
        fact.quantity.subject = Some(CountSubject::People);
    }
    if fact.category.is_some() || fact.model.is_some() {
        return Some(fact);
    }
    let is_joined = joined_to(story, phrase, facts).is_some();
    if quantity.subject.is_none() && !is_joined && !quantity.is_part {
        return None;
    }
    // "one senior official said": to whom nothing happened, one is a pronoun.
    let counts = quantity.value != Some(1) && (is_joined || quantity.is_part || is_plural(story, quantity));
    counts.then_some(fact)
}

/// "a father of two", "a hill town of about 60,000": how many children or inhabitants.
fn describes_its_owner(story: &Story<'_, '_>, phrase: usize, quantity: &Quantity) -> bool {
    let Role::Governed(preposition) = story.syntax.clauses.roles[phrase] else { return false };
    let is_of = quantity.head.is_empty() && story.syntax.phrases[preposition].kind == PhraseKind::Preposition(Function::Of);
    let owner = preposition.checked_sub(1).filter(|noun| is_of && story.syntax.noun(*noun).is_some_and(|noun| noun.quantity.is_none()));
    let describes = |sense| {
        let is_town =
            matches!(sense, WordSense::PlaceType(PlaceKind::City | PlaceKind::Region | PlaceKind::District | PlaceKind::Neighbourhood, _));
        is_town || sense == WordSense::Title(TitleKind::Relation)
    };
    owner.is_some_and(|owner| story.reading.words_at(story.syntax.phrases[owner].head).any(|(_, sense)| describes(sense)))
}

/// "72 of the 550 drones fired": the whole, to which only what is said of its own noun happened; the clause's verb is the part's.
fn whole_of_part<'a>(story: &Story<'_, 'a>, phrase: usize, whole: &Quantity) -> Option<Fact<'a>> {
    let told = story.by_own_words(phrase, whole);
    if told.is_none() && whole.subject.is_none() {
        return None;
    }
    Some(match told {
        Some(told) => Fact::new(phrase, whole.clone(), told),
        None => Fact::bare(story, phrase, whole.clone(), "count-of-noun", Source::Open),
    })
}

/// Whether the head noun is a plural, or a weapon.
fn is_plural(story: &Story<'_, '_>, quantity: &Quantity) -> bool {
    let Some(last) = quantity.head.clone().last() else { return quantity.subject.is_some() };
    quantity.subject == Some(CountSubject::Weapons)
        || (quantity.head.start..=last).any(|token| {
            let is_noun = |sense| matches!(sense, WordSense::Noun(_, Plurality::Plural));
            story.reading.words_at(token).any(|(end, sense)| end == last + 1 && is_noun(sense))
        })
        || story.grammar().unknown(story.reading.text.folded(last)).any(Parts::PLURAL)
}

/// The fact to whose noun phrase that of a number is joined, or that stands before it in the same list.
fn joined_to(story: &Story<'_, '_>, phrase: usize, facts: &[Fact<'_>]) -> Option<usize> {
    let (_, first) = story.role(phrase);
    let found = (facts.len().saturating_sub(MAX_FACTS_BACK)..facts.len()).rev().find(|index| {
        let other = facts[*index].phrase;
        other != phrase && (other == first || story.role(other).1 == first)
    });
    found.filter(|_| first != phrase)
}

/// What happened to a number of which its own words do not say it: what those before say.
fn share_rightwards<'a>(story: &Story<'_, 'a>, fact: &mut Fact<'a>, facts: &[Fact<'a>]) {
    let phrase = fact.phrase;
    let last = facts.len().checked_sub(1);
    if let Some((model, rule, source)) = other_figure(story, fact, facts) {
        return fact.share(model, &facts[model], rule, source);
    }
    if is_included(story, phrase) || is_of_them(story, &fact.quantity) {
        let whole = whole_before(story, fact, facts);
        if let Some(whole) = whole {
            fact.model = Some(whole);
            if facts[whole].category.is_some() && fact.quantity.category.is_none() {
                fact.share(whole, &facts[whole], "count-included", Source::Included);
            }
            fact.source = Source::Included;
        }
        return;
    }
    let is_same_sentence = |index: &usize| story.sentence_of(facts[*index].phrase) == story.sentence_of(phrase);
    if let Some(compared) = last.filter(is_same_sentence).filter(|_| is_compared(story, &fact.quantity)) {
        return fact.share(compared, &facts[compared], "count-compared", Source::Compared);
    }
    if let Some(model) = joined_to(story, phrase, facts)
        && shares_event(story, &facts[model], fact)
    {
        return fact.share(model, &facts[model], "count-coordinated", Source::Coordinated);
    }
    if let Some(model) = list_model(story, fact, facts) {
        fact.share(model, &facts[model], "count-gapped", Source::Gapped);
    }
}

/// Whether a noun phrase that is joined to another shares its event: not where the other's is told by a state of its own.
fn shares_event(story: &Story<'_, '_>, model: &Fact<'_>, fact: &Fact<'_>) -> bool {
    let is_own_state = matches!(model.source, Source::State) && model.tokens.end > story.syntax.tokens(model.phrase).end;
    model.category.is_some() && (!is_own_state || fact.quantity.head.is_empty())
}

/// "six in Nairobi, three in Kisumu", behind a colon or in a list without a verb; "in Solok eight dead and in Medan three".
fn list_model<'a>(story: &Story<'_, 'a>, fact: &Fact<'a>, facts: &[Fact<'a>]) -> Option<usize> {
    let clause = story.syntax.clauses.of_phrase[fact.phrase];
    let this = story.syntax.clause(clause);
    let is_bare = fact.quantity.head.is_empty();
    let sentence = story.sentence_of(fact.phrase);
    let mut before = (facts.len().saturating_sub(MAX_FACTS_BACK)..facts.len())
        .rev()
        .take_while(|index| story.sentence_of(facts[*index].phrase) == sentence)
        .filter(|index| facts[*index].category.is_some());
    if this.verb.is_none() && matches!(this.link, Link::Label | Link::Parenthesis) {
        return before.find(|_| is_bare || facts.last().is_some_and(|last| last.quantity.subject == fact.quantity.subject));
    }
    // "four in Chala, two near Ocoña": a figure at the head of an item with its place.
    if is_bare && heads_item(story, fact.phrase) {
        return before.next();
    }
    // Of a clause: what stands in the same place of its list.
    let is_of_clause = |index: &usize| story.syntax.clauses.of_phrase[facts[*index].phrase] == clause;
    if !is_bare || !closes(story, fact.quantity.tokens.end) {
        return None;
    }
    before.find(is_of_clause)
}

/// Whether a figure stands behind a mark or a conjunction and before a place.
fn heads_item(story: &Story<'_, '_>, phrase: usize) -> bool {
    let is_joint = phrase.checked_sub(1).is_some_and(|before| {
        matches!(story.syntax.phrases[before].kind, PhraseKind::Conjunction | PhraseKind::Mark(Mark::Comma | Mark::Stop | Mark::Colon))
    });
    let leads = story.syntax.phrases.get(phrase + 1).is_some_and(|next| next.kind == PhraseKind::Preposition(Function::Locative));
    is_joint && leads && !story.led_to(phrase + 1).is_empty()
}

/// Whether the item ends there: with the sentence, at a mark, before a conjunction or a preposition.
fn closes(story: &Story<'_, '_>, end: usize) -> bool {
    let phrase = story.syntax.phrase_of(end);
    story.syntax.phrases.get(phrase).is_none_or(|next| {
        matches!(
            next.kind,
            PhraseKind::Mark(_) | PhraseKind::Conjunction | PhraseKind::Preposition(_) | PhraseKind::Subordinator | PhraseKind::Time
        ) || story.reading.begins_sentence(end)
    })
}

/// "including 3 children", "among them two women".
pub(super) fn is_included(story: &Story<'_, '_>, phrase: usize) -> bool {
    let (role, _) = story.role(phrase);
    match role {
        Role::Governed(preposition) => matches!(story.syntax.phrases[preposition].kind, PhraseKind::Preposition(Function::Among)),
        _ => false,
    }
}

/// "three of them", "eight of whom", "of whom 31 were wounded".
pub(super) fn is_of_them(story: &Story<'_, '_>, quantity: &Quantity) -> bool {
    let reading = story.reading;
    let stands_for_whole = |token: usize| reading.is_function(token, Function::Pronoun) || reading.is_function(token, Function::Relative);
    let (start, end) = (quantity.tokens.start, quantity.tokens.end);
    let after = reading.is_function(end, Function::Of) && stands_for_whole(end + 1);
    let within = quantity.is_part && (quantity.number.end..end).any(stands_for_whole);
    let sentence = reading.sentence(start);
    let before = start >= sentence.start + 2 && reading.is_function(start - 2, Function::Of) && stands_for_whole(start - 1);
    after || within || before
}

/// The fact before of which one can be a part: the nearest larger one of people or of the same kind.
fn whole_before(story: &Story<'_, '_>, fact: &Fact<'_>, facts: &[Fact<'_>]) -> Option<usize> {
    const MOST_SENTENCES_BACK: usize = 1;
    let size = fact.quantity.value.or(fact.quantity.min);
    let sentence = story.sentence_of(fact.phrase);
    (facts.len().saturating_sub(MAX_FACTS_BACK)..facts.len()).rev().find(|index| {
        let other = &facts[*index];
        let largest = other.quantity.max.or(other.quantity.value).or(other.quantity.min);
        let is_larger = other.quantity.max.is_none() || size.is_none() || largest > size;
        story.sentence_of(other.phrase) + MOST_SENTENCES_BACK >= sentence && is_larger && !other.quantity.is_implicit
    })
}

/// "up from 48": a number right behind words of comparison.
fn is_compared(story: &Story<'_, '_>, quantity: &Quantity) -> bool {
    const MOST_TOKENS: usize = 5;
    let start = quantity.tokens.start;
    let from = start.saturating_sub(MOST_TOKENS).max(story.reading.sentence(start).start);
    let is_cue = |first: usize| {
        story.reading.cues_at(first).any(|(end, cue)| {
            let is_near = end <= start && (end..start).all(|token| is_small_word(story, token));
            cue == WordSense::Cue(Modality::Comparison) && is_near
        })
    };
    quantity.head.is_empty() && (from..start).any(is_cue)
}

/// An article, a hedge or an adverb.
fn is_small_word(story: &Story<'_, '_>, token: usize) -> bool {
    story.syntax.words[token].is(Parts::ARTICLE.or(Parts::DETERMINER).or(Parts::ADVERB).or(Parts::ADJECTIVE))
}

/// Another figure of what was counted before: "put the figure at 132", "spoke of 50,000", "it stood at 23".
fn other_figure<'a>(story: &Story<'_, 'a>, fact: &Fact<'a>, facts: &[Fact<'a>]) -> Option<(usize, &'static str, Source)> {
    let quantity = &fact.quantity;
    if !quantity.head.is_empty() {
        return None;
    }
    let last = facts.len().checked_sub(1)?;
    let clause = story.syntax.clauses.of_phrase[fact.phrase];
    let this = story.syntax.clause(clause);
    let verb = this.verb?;
    let group = story.syntax.verb_of(clause)?;
    let start = quantity.tokens.start;
    // "organisers spoke of 50,000"
    let spoke_of = story
        .reading
        .speeches_at(group.term.start)
        .any(|(end, usage)| end == start && end > group.term.end && usage == SpeechUse::OfFigure);
    if spoke_of {
        return Some((last, "count-figure-is", Source::Figure));
    }
    let rises = story.is_verb(clause, WordSense::Rise);
    let is_it = this.subject.and_then(|subject| story.syntax.noun(subject)).is_some_and(|noun| noun.is_pronoun);
    if rises && is_it && facts[last].source == Source::Toll && story.sentence_of(facts[last].phrase) + 1 >= story.sentence_of(fact.phrase) {
        return Some((last, "count-toll-is-now", Source::Toll));
    }
    if !rises || !matches!(story.role(fact.phrase).0, Role::Governed(_)) {
        return None;
    }
    // "put the figure at 132", "put the number of rockets at 60"
    let figure = story.grammar().complement("figure")?;
    let from = (verb + 1).max(fact.phrase.saturating_sub(MAX_PHRASES));
    let object = (from..fact.phrase).find(|at| {
        story.syntax.clauses.of_phrase[*at] == clause
            && story.syntax.noun(*at).is_some()
            && story.has_complement(story.syntax.tokens(*at).clone(), figure)
    });
    let by_subject = this.subject.filter(|subject| story.has_complement(story.syntax.tokens(*subject).clone(), figure));
    let named = object.or(by_subject)?;
    let noun = (named + 1..fact.phrase.min(named + 4)).find(|at| story.syntax.noun(*at).is_some());
    let is_same = |index: &usize| {
        let head = facts[*index].quantity.head.clone().last();
        head.zip(noun).is_some_and(|(head, noun)| {
            story.reading.text.tokens()[head].hash() == story.reading.text.tokens()[story.syntax.phrases[noun].head].hash()
        })
    };
    let model = (facts.len().saturating_sub(MAX_FACTS_BACK)..facts.len()).rev().find(is_same).or(noun.is_none().then_some(last))?;
    Some((model, "count-figure-is", Source::Figure))
}

/// One counted without a number: "a woman was killed", "wounding another", "the victim", "his wife", one of those just told.
fn without_number<'a>(story: &Story<'_, 'a>, phrase: usize, facts: &[Fact<'a>]) -> Option<Fact<'a>> {
    let noun = story.syntax.noun(phrase)?;
    let tokens = story.syntax.tokens(phrase);
    let (reading, token) = (story.reading, tokens.start);
    let is_of_named = facts.last().is_some_and(|fact| fact.person.is_some() && fact.quantity.tokens.contains(&token));
    // "Ana Reyes, 31, a customer, was killed": said of her.
    let is_of_named = is_of_named || describes_person(story, phrase);
    if is_of_named || noun.is_pronoun && noun.determiner == Determiner::None {
        return None;
    }
    let is_first = || {
        !facts
            .iter()
            .rev()
            .take(MAX_FACTS_BEFORE_VICTIM)
            .any(|fact| matches!(fact.category, Some(CountCategory::Killed | CountCategory::Injured)))
    };
    let other = implicit_one(reading, token, story.named).filter(|_| noun.determiner == Determiner::Definite);
    let is_other = other.is_some();
    let quantity = match noun.determiner {
        Determiner::Indefinite => implicit_one(reading, token, story.named)?,
        // "another man"
        Determiner::Definite if is_other => other?,
        Determiner::Definite => {
            another(reading, token).or_else(|| kin(reading, token)).or_else(|| the_victim(reading, token).filter(|_| is_first()))?
        }
        Determiner::None => headline_one(reading, token, story.named)?,
        Determiner::Negative => return None,
    };
    if let Some(told) = story.happened(phrase, &quantity).filter(|told| Story::is_done_to_a_person(told)) {
        let is_kin = noun.determiner == Determiner::Definite && !is_other && !quantity.head.is_empty();
        let is_object = matches!(story.role(phrase).0, Role::Object);
        let is_joined = || joined_to(story, phrase, facts).is_some();
        let is_victim = the_victim(reading, token).is_some();
        // "the body of another"
        let is_toll = told.source == Source::Nominal && quantity.head.is_empty();
        let counts = !is_toll && (!is_kin || is_victim || is_object && told.source == Source::Verb || is_joined());
        return counts.then(|| Fact::new(phrase, quantity, told));
    }
    // "pulled 33 people out, among them a girl", "Six died. A boy was among them."
    let is_people = |fact: &&Fact<'_>| {
        fact.category.is_some_and(|category| traits(category).is_done_to_a_person) && fact.quantity.value.is_none_or(|value| value > 1)
    };
    let is_among = is_included(story, phrase) || is_among_them(story, phrase);
    if noun.determiner != Determiner::Indefinite || !is_among {
        return None;
    }
    let model = (facts.len().saturating_sub(MAX_FACTS_BACK)..facts.len()).rev().find(|index| is_people(&&facts[*index]))?;
    let mut fact = Fact::bare(story, phrase, quantity, "count-among-them", Source::Noun);
    fact.share(model, &facts[model], "count-among-them", Source::Included);
    Some(fact)
}

/// Whether a noun phrase is joined by a comma to somebody's name, and nothing to it by "and".
fn describes_person(story: &Story<'_, '_>, phrase: usize) -> bool {
    let Role::Joined(anchor) = story.syntax.clauses.roles[phrase] else { return false };
    let is_comma = phrase.checked_sub(1).is_some_and(|before| story.is_mark(before, Mark::Comma));
    let (_, first) = story.role(phrase);
    let is_person = |at: usize| story.person_in(story.syntax.tokens(at)).is_some();
    is_comma && (is_person(anchor) || is_person(first))
}

/// "A boy was among them."
fn is_among_them(story: &Story<'_, '_>, phrase: usize) -> bool {
    let clause = story.syntax.clauses.of_phrase[phrase];
    let this = story.syntax.clause(clause);
    let is_subject = this.subject == Some(story.role(phrase).1) && story.syntax.verb_of(clause).is_some_and(|group| group.is_copula);
    let Some(verb) = this.verb.filter(|_| is_subject) else { return false };
    let preposition = verb + 1;
    let is_among = story.syntax.phrases.get(preposition).is_some_and(|it| matches!(it.kind, PhraseKind::Preposition(Function::Among)));
    let tokens = story.syntax.tokens(preposition.min(story.syntax.phrases.len() - 1));
    // "among them" may be one term.
    is_among && (tokens.len() > 1 || story.syntax.noun(preposition + 1).is_some_and(|noun| noun.is_pronoun))
}

/// "30 drones and 5 missiles were intercepted" is told by the clause; what a state tells of the last of those joined holds for all: "12 men and
/// three women dead".
fn share_leftwards<'a>(story: &Story<'_, 'a>, facts: &mut [Fact<'a>]) {
    for index in (1..facts.len()).rev() {
        let (before, after) = facts.split_at_mut(index);
        let (first, second) = (&mut before[index - 1], &after[0]);
        let is_joined = story.role(second.phrase).1 == story.role(first.phrase).1
            && story.syntax.clauses.of_phrase[first.phrase] == story.syntax.clauses.of_phrase[second.phrase];
        let is_open = first.category.is_none() && first.source == Source::Open;
        let tells = matches!(second.source, Source::State | Source::Among | Source::Verb) && second.category.is_some();
        if is_joined && is_open && tells && second.person.is_none() {
            first.share(index, second, "count-coordinated", Source::Coordinated);
        }
    }
}

/// Says what a figure without a noun counts.
fn fill_subjects(story: &Story<'_, '_>, facts: &mut [Fact<'_>]) {
    for index in 0..facts.len() {
        if facts[index].quantity.subject.is_some() {
            continue;
        }
        let (before, after) = facts.split_at_mut(index);
        let fact = &mut after[0];
        let (subject, weapons) = left_out(story, fact, before);
        fact.quantity.subject = Some(subject);
        fact.quantity.weapons = weapons;
    }
}

fn left_out(story: &Story<'_, '_>, fact: &Fact<'_>, before: &[Fact<'_>]) -> (CountSubject, Vec<usize>) {
    let last_weapons = || {
        let weapons = before.iter().rev().take(MAX_FACTS_BACK).find(|fact| fact.quantity.subject == Some(CountSubject::Weapons));
        weapons.map(|fact| fact.quantity.weapons.clone()).unwrap_or_default()
    };
    if let Some(subject) = fact.category.and_then(|category| traits(category).subject) {
        return (subject, if subject == CountSubject::Weapons { last_weapons() } else { Vec::new() });
    }
    // "30 cars were stolen ... Two of the 30 were found"
    let is_whole = |other: &&Fact<'_>| fact.quantity.whole.is_some() && other.quantity.value == fact.quantity.whole;
    let sentence = story.sentence_of(fact.phrase);
    // "131 drones over 11 regions, 23 of them": a part is less than what it is of.
    let can_be = |other: &&Fact<'_>| {
        story.sentence_of(other.phrase) == sentence
            && (!fact.quantity.is_part || other.quantity.value.is_none() || other.quantity.value > fact.quantity.value)
    };
    let model =
        before.iter().rev().take(MAX_FACTS_BACK * 2).find(is_whole).or_else(|| before.iter().rev().take(MAX_FACTS_BACK).find(can_be));
    let subject = model.and_then(|model| model.quantity.subject).unwrap_or(CountSubject::People);
    (
        subject,
        if subject == CountSubject::Weapons { model.map(|model| model.quantity.weapons.clone()).unwrap_or_default() } else { Vec::new() },
    )
}

/// Whether `second` follows `first` in the same list, with nothing between but marks and conjunctions.
pub(super) fn follows(story: &Story<'_, '_>, first: &Fact<'_>, second: &Fact<'_>) -> bool {
    const MOST_PHRASES: usize = 4;
    let (from, to) = (first.phrase + 1, second.phrase);
    from < to
        && to - from <= MOST_PHRASES
        && story.sentence_of(first.phrase) == story.sentence_of(second.phrase)
        && (from..to).all(|at| {
            matches!(
                story.syntax.phrases[at].kind,
                PhraseKind::Conjunction
                    | PhraseKind::Adverb
                    | PhraseKind::State
                    | PhraseKind::Mark(Mark::Comma)
                    | PhraseKind::Preposition(Function::Among)
            )
        })
}
