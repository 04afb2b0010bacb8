//! The list: the first rule whose pattern stands beside a counted phrase says what happened to what it counts.

use super::rule::Element::{
    ActiveVerb, BareParticiple, EventNoun, Function as F, Nominal, Participle, Rise, Skip as S, State, SubjectVerb, Toll, Word,
};
use super::rule::Skip::{Clause, Fillers, Modifiers, PostModifiers};
use super::rule::{About, Builds, Rule};
use crate::extraction::CountCategory;
use crate::gazetteer::lexicon::Function::{Among, Be, Determiner, Of, To, With};
use crate::gazetteer::lexicon::Side::{After, Before};

const fn rule(name: &'static str, side: crate::gazetteer::lexicon::Side, pattern: &'static [super::rule::Element]) -> Rule {
    Rule { name, side, pattern, about: About::Anything, builds: Builds::Captured }
}

const TAKEN: &[&str] = &["taken", "rushed", "airlifted", "flown", "transported", "brought", "sent", "transferred", "admitted"];
const RAISED: &[&str] = &[
    "bring", "brings", "bringing", "brought", "raise", "raises", "raising", "raised", "take", "takes", "taking", "took", "push", "pushes",
    "pushing", "pushed", "lift", "lifts", "lifting", "lifted",
];
const REPORTED: &[&str] = &["recorded", "reported", "registered", "confirmed", "caused", "done", "seen"];
const PULLED: &[&str] = &["pull", "pulls", "pulled", "pulling", "dug", "digging", "winched", "hauled", "lifted"];
const FORCED: &[&str] = &["force", "forces", "forced", "forcing", "told", "prompted", "prompting", "drove", "driving"];
const FOUND: &[&str] = &["recovered", "found", "seized", "confiscated"];
const SUFFERED: &[&str] = &["suffered", "suffers", "suffering", "sustained", "sustaining", "received"];
const WOUNDS: &[&str] = &["wound", "wounds", "injury", "injuries", "burns", "fracture", "fractures", "concussion", "cuts", "bruises"];
const CUT: &[&str] = &["cut", "cuts", "cutting", "out", "disrupted", "disrupting", "severed", "severing"];
const MOVED: &[&str] = &["moved", "taken", "brought", "transferred", "relocated", "bused", "sent"];
const SHELTER: &[&str] = &["shelter", "shelters", "camp", "camps", "schools", "ground"];
const CAME: &[&str] = &["come", "came", "comes", "coming", "returned", "return", "returns", "brought", "back"];
const HITS: &[&str] = &["hits", "hit", "strikes", "impacts", "impact", "debris"];
const HOSPITAL: &[&str] = &["hospital", "hospitals", "clinic", "clinics", "medical", "infirmary", "trauma"];

const fn fixed(
    name: &'static str,
    side: crate::gazetteer::lexicon::Side,
    pattern: &'static [super::rule::Element],
    category: CountCategory,
) -> Rule {
    Rule { name, side, pattern, about: About::Anything, builds: Builds::Fixed(category) }
}

const fn about_weapons(name: &'static str, pattern: &'static [super::rule::Element], category: CountCategory) -> Rule {
    Rule { name, side: Before, pattern, about: About::Weapons, builds: Builds::Fixed(category) }
}

/// All rules, in the order in which they are tried.
pub const RULES: &[Rule] = &[
    // "six of the wounded were taken to Saint Francis Hospital", "took 12 to hospital", "four survivors were in hospital"
    fixed(
        "count-taken-to-hospital",
        After,
        &[S(Fillers, 2), F(Be), S(Fillers, 2), Word(TAKEN), S(Fillers, 1), F(To), S(PostModifiers, 5), Word(HOSPITAL)],
        CountCategory::Hospitalised,
    ),
    fixed("count-to-hospital", After, &[F(To), S(PostModifiers, 4), Word(HOSPITAL)], CountCategory::Hospitalised),
    fixed(
        "count-in-hospital",
        After,
        &[S(Fillers, 1), F(Be), Word(&["in", "at"]), S(PostModifiers, 4), Word(HOSPITAL)],
        CountCategory::Hospitalised,
    ),
    // "sustained a non-life-threatening gunshot wound", "is suffering from minor burns"
    fixed("count-suffered-wounds", After, &[S(Fillers, 3), Word(SUFFERED), S(PostModifiers, 8), Word(WOUNDS)], CountCategory::Injured),
    // "two women suffered cuts", "seven of them with serious burns"
    fixed("count-with-wounds", After, &[S(Fillers, 2), F(With), S(PostModifiers, 3), Word(WOUNDS)], CountCategory::Injured),
    // "cuts power to millions"
    fixed(
        "count-power-cut-to",
        Before,
        &[Word(CUT), S(Modifiers, 2), Word(&["power", "electricity", "water"]), F(To), S(Fillers, 3)],
        CountCategory::Affected,
    ),
    // "eight were picked up by the coastguard"
    fixed("count-were-picked-up", After, &[S(Fillers, 2), F(Be), S(Fillers, 2), Word(&["picked"]), Word(&["up"])], CountCategory::Rescued),
    // "brought thousands onto the streets"
    fixed(
        "count-onto-the-streets",
        After,
        &[Word(&["onto", "on", "into"]), S(Fillers, 1), Word(&["to", "the"]), S(Fillers, 1), Word(&["streets"])],
        CountCategory::Protesting,
    ),
    // "had been moved to 26 shelters"
    fixed(
        "count-moved-to-shelter",
        After,
        &[S(Fillers, 3), F(Be), S(Fillers, 2), Word(MOVED), Word(&["to", "into"]), S(PostModifiers, 4), Word(SHELTER)],
        CountCategory::Displaced,
    ),
    // "185 soldiers had come home from Russian captivity"
    fixed(
        "count-back-from-captivity",
        After,
        &[S(Fillers, 3), Word(CAME), S(Fillers, 1), Word(&["home", "back", "from"]), S(PostModifiers, 5), Word(&["captivity"])],
        CountCategory::Released,
    ),
    // "hits by 15 missiles were recorded at 19 locations"
    Rule {
        name: "count-hits-at-places",
        side: Before,
        pattern: &[Word(HITS), S(PostModifiers, 8), F(Be), S(Fillers, 1), Word(REPORTED), Word(&["at", "in", "on"]), S(Modifiers, 2)],
        about: About::Places,
        builds: Builds::Fixed(CountCategory::Struck),
    },
    // "brought 16 cavers to safety"
    fixed("count-to-safety", After, &[F(To), Word(&["safety"])], CountCategory::Rescued),
    // "put 31 tankers under sanctions", "imposed sanctions on 31 firms"
    fixed("count-under-sanctions", After, &[Word(&["under"]), Word(&["sanctions"])], CountCategory::Other),
    fixed("count-sanctions-on", Before, &[Word(&["sanctions"]), S(Clause, 3), Word(&["on"]), S(Fillers, 3)], CountCategory::Other),
    // "12 were killed", "three people in the car were seriously injured", "48 people, among them two children, were wounded"
    rule("count-passive", After, &[S(Fillers, 2), F(Be), S(Fillers, 3), Participle]),
    // "four children among the dead", "nine officers were among the injured"
    rule("count-among-the-dead", After, &[S(Fillers, 2), F(Among), S(Fillers, 1), State]),
    // "a nurse at its gate was among those killed"
    rule("count-among-those", After, &[S(PostModifiers, 8), F(Be), F(Among), Word(&["those"]), Participle]),
    // "among the dead were four children", "among those freed were 43 marines"
    rule("count-among-the-dead-were", Before, &[F(Among), S(Fillers, 1), State, F(Be), S(Fillers, 2)]),
    rule("count-among-those-were", Before, &[F(Among), S(Fillers, 1), Participle, F(Be), S(Fillers, 2)]),
    // "held two tellers hostage"
    fixed("count-held-hostage", After, &[Word(&["hostage", "captive"])], CountCategory::Abducted),
    // "forced 3,500 people from their homes"
    fixed("count-from-their-homes", After, &[Word(&["from", "out"]), S(Fillers, 2), Word(&["home", "homes"])], CountCategory::Displaced),
    // "claimed 60 lives"
    Rule {
        name: "count-claimed-lives",
        side: Before,
        pattern: &[Word(&["claim", "claims", "claimed", "claiming", "cost", "costing", "took", "taken", "taking"]), S(Fillers, 3)],
        about: About::Lives,
        builds: Builds::Fixed(CountCategory::Killed),
    },
    // "19 people dead", "48 injured", "12 still missing"
    rule("count-state-after", After, &[S(Fillers, 4), State]),
    // "killed 23", "injuring at least 12 people", "fired a record 550 drones"
    rule("count-object", Before, &[ActiveVerb, S(Modifiers, 4)]),
    // "with 12 among the dead" is above; "the dead included four children"
    rule("count-dead-included", Before, &[State, S(Fillers, 2), F(Among), S(Fillers, 1)]),
    // "12 killed in a strike", "537 launched last night"
    rule("count-participle-after", After, &[S(Fillers, 2), BareParticiple]),
    // "two people died", "thousands have fled"
    rule("count-subject-verb", After, &[S(Fillers, 4), SubjectVerb]),
    // "the deaths of 12 people", "the killing of three men"
    rule("count-toll-of", Before, &[Toll, F(Of), S(Fillers, 2)]),
    // "the arrest of 12 people", "a contract for 96 tanks"
    rule("count-nominal-of", Before, &[Nominal, F(Of), S(Fillers, 3)]),
    rule("count-nominal-for", Before, &[Nominal, S(PostModifiers, 4), Word(&["for"]), S(Fillers, 3)]),
    // "the death toll in the city has risen to 12", "the toll: 12"
    rule("count-toll-rose-to", Before, &[Toll, S(Clause, 14), Rise, S(Fillers, 2), F(To), S(Fillers, 2)]),
    // "bringing the death toll to 37"
    rule("count-toll-raised-to", Before, &[Word(RAISED), S(Fillers, 2), Toll, S(Clause, 6), F(To), S(Fillers, 2)]),
    rule("count-toll-stands-at", Before, &[Toll, S(Clause, 14), Rise, Word(&["at"]), S(Fillers, 2)]),
    rule("count-toll-is", Before, &[Toll, S(Clause, 10), Rise, S(Fillers, 2)]),
    // "more than 20 people in three villages were evacuated"
    rule("count-passive-far", After, &[S(PostModifiers, 14), F(Be), S(Fillers, 3), Participle]),
    rule("count-passive-state-far", After, &[S(PostModifiers, 14), F(Be), S(Fillers, 3), State]),
    rule("count-subject-verb-far", After, &[S(PostModifiers, 12), SubjectVerb]),
    // "an attack with 20 drones", "airstrikes, including over 70 missiles", "involved more than 550 drones"
    about_weapons("count-attack-with-weapons", &[EventNoun, S(PostModifiers, 8), F(Among), S(Fillers, 2)], CountCategory::Launched),
    about_weapons("count-attack-with-weapons", &[EventNoun, S(PostModifiers, 8), F(With), S(Fillers, 2)], CountCategory::Launched),
    about_weapons(
        "count-attack-involved-weapons",
        &[EventNoun, S(PostModifiers, 8), Word(&["involved", "involving", "featured", "featuring"]), S(Fillers, 2)],
        CountCategory::Launched,
    ),
    // "damage was recorded in six of the districts", "damage to 40 homes"
    fixed("count-damage-to", Before, &[Word(&["damage"]), Word(&["in", "to"]), S(Modifiers, 2)], CountCategory::Damaged),
    fixed(
        "count-damage-reported-in",
        Before,
        &[Word(&["damage"]), F(Be), S(Modifiers, 1), Word(REPORTED), Word(&["in", "to", "at"]), S(Modifiers, 2)],
        CountCategory::Damaged,
    ),
    // "pulled 27 people from the ruins", "dug three children out of the mud"
    Rule {
        name: "count-pulled-out",
        side: Before,
        pattern: &[Word(PULLED), S(Fillers, 4)],
        about: About::People,
        builds: Builds::Fixed(CountCategory::Rescued),
    },
    // "forced 600 tourists to leave"
    Rule {
        name: "count-forced-out",
        side: Before,
        pattern: &[Word(FORCED), S(Fillers, 4)],
        about: About::People,
        builds: Builds::Fixed(CountCategory::Displaced),
    },
    // "The coastguard picked up 97 people"
    Rule {
        name: "count-picked-up",
        side: Before,
        pattern: &[Word(&["picked", "pick", "picks", "picking"]), Word(&["up"]), S(Fillers, 4)],
        about: About::People,
        builds: Builds::Fixed(CountCategory::Rescued),
    },
    // "The rifles were found with 19 pistols"
    about_weapons("count-weapons-found-with", &[Word(FOUND), F(With), S(Fillers, 3)], CountCategory::Captured),
    // "lost four fighters"
    Rule {
        name: "count-people-lost",
        side: Before,
        pattern: &[Word(&["lost", "lose", "loses", "losing"]), S(Modifiers, 3)],
        about: About::Armed,
        builds: Builds::Fixed(CountCategory::Killed),
    },
    // "lost two frigates", "recovered five pistols"
    about_weapons("count-weapons-lost", &[Word(&["lost", "lose", "loses", "losing"]), S(Fillers, 4)], CountCategory::Destroyed),
    about_weapons(
        "count-weapons-recovered",
        &[Word(&["recovered", "recover", "recovering", "found"]), S(Fillers, 4)],
        CountCategory::Captured,
    ),
    Rule {
        name: "count-weapons-were-recovered",
        side: After,
        pattern: &[S(PostModifiers, 8), F(Be), S(Fillers, 2), Word(FOUND)],
        about: About::Weapons,
        builds: Builds::Fixed(CountCategory::Captured),
    },
    // "took 14 guns off the street"
    Rule {
        name: "count-off-the-street",
        side: After,
        pattern: &[Word(&["off"]), F(Determiner), Word(&["street", "streets"])],
        about: About::Weapons,
        builds: Builds::Fixed(CountCategory::Captured),
    },
    // "a barrage of 40 missiles"
    about_weapons("count-barrage-of-weapons", &[EventNoun, F(Of), S(Fillers, 3)], CountCategory::Launched),
    // "the 12 dead": the determiner keeps "the dead 12" out
    rule("count-the-dead", Before, &[F(Determiner), State]),
];
