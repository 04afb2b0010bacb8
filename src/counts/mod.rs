//! Counts: how many of what, what happened to them, where, with what and who says so; and the events that they are of.
//!
//! `facts` finds every counted noun phrase, `happened` what the text says happened to it, `ellipsis` what the phrase leaves out. One walk up
//! the clauses answers the rest: `place`, `calendar`, `speaker`, `modality`, `instrument`. Then facts become counts (`repeat`), parts of others (`whole`), and of the story's
//! events (`event`), which say where those are that name no place (`scene`); last the story's figures (`tally`).

mod calendar;
mod category;
#[cfg(test)]
mod corpus;
mod course;
mod ellipsis;
mod event;
mod fact;
mod facts;
mod frame;
mod happened;
mod instrument;
mod kind;
mod label;
mod later;
mod means;
mod modality;
mod nominal;
mod part;
mod place;
mod repeat;
mod role;
mod scene;
mod sequel;
mod source;
mod speaker;
mod state;
mod story;
mod tally;
mod telling;
mod toll;
mod victim;
mod whole;

use std::ops::Range;

use ::time::Date;

use crate::extraction::{Count, Event, Number, NumberClass, PlaceUsage, Tally, Zone};
use crate::reading::Reading;
use crate::resolve::{people::People, places::Places, weapons::Weapons};
use crate::syntax::Syntax;
use crate::syntax::phrase::Units;
use crate::syntax::quantities::quantities;
use crate::syntax::quantity::Named;
use crate::syntax::time::times;
use calendar::Calendar;
use course::course;
use event::Events;
use facts::facts;
use place::hospitals;
use repeat::counts_of;
use scene::set_scene;
use story::Story;
use tally::{name_events, tallies};
use telling::tellings;
use victim::tells_deaths;
use whole::link_parts;

/// Counts, what happened, and the class of every number.
#[derive(Debug)]
pub struct Counts<'a> {
    /// The counts, in the order of first mention.
    pub counts: Vec<Count<'a>>,
    /// The events, in the order of first mention.
    pub events: Vec<Event<'a>>,
    /// The story's figures.
    pub tallies: Vec<Tally>,
    /// Every number, in order.
    pub numbers: Vec<Number<'a>>,
    /// The clauses that the counts were read from.
    pub syntax: Syntax,
}

/// The counts in `reading`. `names` are the tokens of people's and organisations' names: a number inside a name is part of it; `zones` the
/// zone of each sentence; `published` the day of publication.
pub fn counts<'a>(
    reading: &Reading<'a>,
    people: &People<'a>,
    places: &Places<'a>,
    weapons: &Weapons<'a>,
    names: &[Range<usize>],
    zones: &[Zone],
    published: Option<Date>,
) -> Counts<'a> {
    let usages = usages(places);
    let named = Named { weapons: &weapons.tokens, places: &places.tokens, usages: &usages };
    let mut found = quantities(reading, names, named);
    let tokens: Vec<Range<usize>> = found.quantities.iter().map(|quantity| quantity.tokens.clone()).collect();
    let times = times(reading);
    let mut units: Vec<Range<usize>> = names.iter().cloned().chain(weapons.tokens.iter().map(|(tokens, _)| tokens.clone())).collect();
    units.sort_by_key(|tokens| tokens.start);
    let syntax = Syntax::new(reading, Units { quantities: &tokens, names: &units, times: &times });
    let spans = people.spans();
    let hospitals = hospitals(reading, places);
    let story = Story {
        reading,
        syntax: &syntax,
        people: &spans,
        people_tokens: &people.tokens,
        places,
        weapons,
        named,
        hospitals: &hospitals,
        zones,
        tells_deaths: tells_deaths(reading),
    };
    let facts = facts(&story, &found);
    for number in facts.iter().filter_map(|fact| fact.number) {
        found.numbers[number].class = NumberClass::Count;
    }
    let calendar = Calendar::new(reading, published);
    let (mut counts, statements) = counts_of(&story, &facts, &calendar);
    link_parts(&story, &mut counts, &statements, &facts);
    let tellings = tellings(&story, &facts, &statements, &calendar);
    let stands = course(&story, &facts, &counts, &statements, &tellings);
    let events = Events::read(&story, &facts, &counts, &statements, tellings);
    set_scene(&story, &mut counts, &statements, &facts, &events, &stands);
    let mut tallies = tallies(&story, &counts, &statements);
    let told = counts.iter().map(|count| count.time).collect::<Vec<_>>();
    let events = events.answer(&story, &counts, &statements, &told);
    name_events(&mut tallies, &events, counts.len());
    Counts { counts, events, tallies, numbers: found.numbers, syntax }
}

/// What each place mention does in its sentence, in the order of [`Places::tokens`].
fn usages(places: &Places<'_>) -> Vec<PlaceUsage> {
    let mut next = vec![0_usize; places.places.len()];
    places
        .tokens
        .iter()
        .map(|(_, place)| {
            let mention = &places.places[*place].mentions[next[*place]];
            next[*place] += 1;
            mention.usage
        })
        .collect()
}
