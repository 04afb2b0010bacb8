//! What the categories mean to the counts: one table of traits, exhaustive, so that a new category does not compile without them.

use crate::extraction::{CountCategory, CountSubject, EventKind};
use crate::gazetteer::lexicon::EventKinds;

/// The traits of a category.
#[derive(Clone, Copy, Debug)]
pub(super) struct Traits {
    /// One is counted without a number where it happens to somebody, and a name stands for one.
    pub(super) is_done_to_a_person: bool,
    /// It happens in one place: a count without a place has that of its story.
    pub(super) happens_somewhere: bool,
    /// It is done with weapons.
    pub(super) is_done_with_weapons: bool,
    /// Weapons to which it happens are no instruments.
    pub(super) happens_to_weapons: bool,
    /// What a figure without a noun counts.
    pub(super) subject: Option<CountSubject>,
    /// A part of whom another category tells more is counted for itself: eighteen of the wounded were taken to hospital.
    pub(super) is_more_than_its_whole: bool,
    /// The kinds of events in which it happens.
    pub(super) events: EventKinds,
}

const NOTHING: Traits = Traits {
    is_done_to_a_person: false,
    happens_somewhere: true,
    is_done_with_weapons: false,
    happens_to_weapons: false,
    subject: None,
    is_more_than_its_whole: false,
    events: EventKinds::ANY,
};

/// What hurts people and destroys things, and where people are hurt.
const HARM: EventKinds = EventKinds::HARM.or(EventKinds::of(EventKind::Protest));
/// What leaves people ill, or without power and water.
const CUT_OFF: EventKinds =
    EventKinds::HARM.but(EventKinds::of(EventKind::Attack).or(EventKinds::of(EventKind::Shooting)).or(EventKinds::of(EventKind::Riot)));
/// Where people are held or let go.
const CAPTIVITY: EventKinds = EventKinds::of(EventKind::Arrest)
    .or(EventKinds::of(EventKind::Abduction))
    .or(EventKinds::of(EventKind::PrisonerExchange))
    .or(EventKinds::of(EventKind::Trial));

const OF_PEOPLE: Traits = Traits { is_done_to_a_person: true, subject: Some(CountSubject::People), ..NOTHING };

/// The traits of a category.
pub(super) const fn traits(category: CountCategory) -> Traits {
    match category {
        CountCategory::Killed | CountCategory::Injured => Traits { is_done_with_weapons: true, events: HARM, ..OF_PEOPLE },
        CountCategory::Missing => Traits { events: HARM, ..OF_PEOPLE },
        CountCategory::Detained => Traits { events: CAPTIVITY, ..OF_PEOPLE },
        CountCategory::Abducted => Traits { events: EventKinds::of(EventKind::Abduction).or(EventKinds::VIOLENCE), ..OF_PEOPLE },
        CountCategory::Captured => {
            Traits { happens_to_weapons: true, events: CAPTIVITY.or(EventKinds::of(EventKind::Battle)), ..OF_PEOPLE }
        }
        CountCategory::Released => {
            Traits { happens_to_weapons: true, happens_somewhere: false, is_more_than_its_whole: true, events: CAPTIVITY, ..OF_PEOPLE }
        }
        CountCategory::Hospitalised => Traits { is_done_with_weapons: true, is_more_than_its_whole: true, events: HARM, ..OF_PEOPLE },
        CountCategory::Rescued => Traits { is_more_than_its_whole: true, events: HARM, ..OF_PEOPLE },
        CountCategory::Displaced => {
            Traits { subject: Some(CountSubject::People), events: HARM.or(EventKinds::of(EventKind::Evacuation)), ..NOTHING }
        }
        CountCategory::Affected => Traits { subject: Some(CountSubject::People), events: CUT_OFF, ..NOTHING },
        CountCategory::Protesting => Traits {
            subject: Some(CountSubject::People),
            events: EventKinds::of(EventKind::Protest).or(EventKinds::of(EventKind::Riot)),
            ..NOTHING
        },
        CountCategory::Launched => {
            Traits { subject: Some(CountSubject::Weapons), happens_somewhere: false, events: EventKinds::VIOLENCE, ..NOTHING }
        }
        CountCategory::Intercepted => Traits {
            subject: Some(CountSubject::Weapons),
            happens_somewhere: false,
            happens_to_weapons: true,
            is_more_than_its_whole: true,
            events: EventKinds::VIOLENCE,
            ..NOTHING
        },
        CountCategory::Struck => Traits { is_done_with_weapons: true, events: HARM, ..NOTHING },
        CountCategory::Damaged | CountCategory::Destroyed => {
            Traits { is_done_with_weapons: true, happens_to_weapons: true, events: HARM, ..NOTHING }
        }
        CountCategory::Supplied => {
            Traits { happens_somewhere: false, happens_to_weapons: true, events: EventKinds::of(EventKind::ArmsTransfer), ..NOTHING }
        }
        CountCategory::Other => Traits { happens_somewhere: false, ..NOTHING },
    }
}

/// Whether it can happen to what is counted; `None` is a figure whose noun the text leaves out.
pub(super) fn can_happen(category: CountCategory, subject: Option<CountSubject>) -> bool {
    use CountSubject::{Events, Organisations, Other, People, Places};
    let Some(subject) = subject else { return true };
    match category {
        // A ship's passengers are not destroyed with it.
        CountCategory::Damaged | CountCategory::Destroyed => subject != People,
        CountCategory::Protesting => subject == People,
        CountCategory::Detained => !matches!(subject, Other | Events | Places),
        CountCategory::Launched => !matches!(subject, People | Organisations | Places),
        CountCategory::Hospitalised | CountCategory::Injured | CountCategory::Missing => !matches!(subject, Events | Places),
        CountCategory::Killed
        | CountCategory::Captured
        | CountCategory::Displaced
        | CountCategory::Abducted
        | CountCategory::Released
        | CountCategory::Rescued
        | CountCategory::Affected
        | CountCategory::Intercepted
        | CountCategory::Struck
        | CountCategory::Supplied
        | CountCategory::Other => true,
    }
}
