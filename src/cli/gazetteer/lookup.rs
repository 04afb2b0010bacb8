//! `stringer gazetteer lookup`: what a name could mean.

use std::io::{self, Write};
use std::process::ExitCode;

use serde_json::{Value, json};

use super::{Format, Overlays, print};
use crate::cli::grid::{Grid, Row, Side, one_line};
use crate::cli::{EXIT_FAILURE, complain, load_gazetteer};
use crate::gazetteer::Gazetteer;
use crate::gazetteer::entry::{Entry, Facts};
use crate::lookup::{Found, aliases_of, by_id, by_name};

/// Show every entry that a name could mean, the likeliest first; or the entry with an id.
///
/// The name is looked up as a text would spell it: "Kyiv", not "kyiv". Exits 1 when nothing is found.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A name, or an id such as geonames:703448.
    #[arg(value_name = "NAME|ID")]
    query: String,
    #[command(flatten)]
    overlays: Overlays,
    /// How to write what was found [default: table on a terminal, otherwise json].
    #[arg(long, value_enum)]
    format: Option<Format>,
}

pub(super) fn main(args: &Args) -> ExitCode {
    let gazetteer = match load_gazetteer(&args.overlays.gazetteer) {
        Ok(gazetteer) => gazetteer,
        Err(code) => return code,
    };
    let found = match by_id(&gazetteer, &args.query) {
        Some(found) => vec![found],
        None => by_name(&gazetteer, &args.query),
    };
    if found.is_empty() {
        complain(format_args!("nothing is called {:?}, spelled so", args.query));
        return ExitCode::from(EXIT_FAILURE);
    }
    let table = |width: usize, out: &mut dyn Write| write_table(&gazetteer, &args.query, &found, width, out);
    print(args.format, ExitCode::SUCCESS, table, || Value::Array(found.iter().map(|found| as_json(&gazetteer, found)).collect()))
}

fn write_table(gazetteer: &Gazetteer, query: &str, found: &[Found<'_>], width: usize, mut out: &mut dyn Write) -> io::Result<()> {
    let columns = vec![
        ("Name", Side::Left),
        ("Kind", Side::Left),
        ("Country", Side::Left),
        ("What", Side::Left),
        ("Alias", Side::Left),
        ("Class", Side::Left),
        ("Id", Side::Left),
    ];
    let row = |found: &Found<'_>| {
        let (alias, class) = found.alias.map_or(("", ""), |alias| (&*alias.text, alias.class.as_str()));
        let cells = [&*found.entry.name, kind(found.entry), country(found.entry), &what(found.entry), alias, class, &*found.entry.id];
        let (file, line) = gazetteer.origin(found.number);
        let aliases = match found.alias {
            Some(_) => String::new(),
            None => format!(": {}", aliases_of(gazetteer, found.number).iter().map(|alias| &*alias.text).collect::<Vec<_>>().join(" | ")),
        };
        Row { cells: cells.map(one_line).into(), note: one_line(&format!("{}; {file}:{line}{aliases}", found.reason())) }
    };
    Grid { title: one_line(query), columns, rows: found.iter().map(row).collect() }.write(width, &mut out)
}

fn as_json(gazetteer: &Gazetteer, found: &Found<'_>) -> Value {
    let (file, line) = gazetteer.origin(found.number);
    let mut value = json!({
        "id": &*found.entry.id,
        "name": &*found.entry.name,
        "kind": found.entry.facts.kind().as_str(),
        "country": country(found.entry),
        "reason": found.reason(),
        "prominence": (found.prominence * 100.0).round() / 100.0,
        "file": file,
        "line": line,
    });
    match found.alias {
        Some(alias) => {
            value["alias"] = json!(&*alias.text);
            value["class"] = json!(alias.class.as_str());
        }
        None => value["aliases"] = aliases_of(gazetteer, found.number).iter().map(|alias| &*alias.text).collect(),
    }
    match &found.entry.facts {
        Facts::Place(facts) => {
            value["place_kind"] = json!(place_kind(found.entry));
            value["population"] = json!(facts.population);
            value["admin1"] = json!(&*facts.admin1);
            value["location"] = json!(facts.location.map(|(latitude, longitude)| json!({"latitude": latitude, "longitude": longitude})));
        }
        Facts::Person(facts) => value["description"] = json!(&*facts.description),
        Facts::Weapon(facts) => value["class_path"] = facts.class_path.iter().map(|class| &**class).collect(),
        Facts::Organisation => {}
    }
    value
}

/// The kind, and of a place which kind of place.
fn kind(entry: &Entry) -> &'static str {
    if entry.place().is_some() { place_kind(entry) } else { entry.facts.kind().as_str() }
}

fn place_kind(entry: &Entry) -> &'static str {
    entry.place().map_or("", |facts| facts.kind.as_str())
}

fn country(entry: &Entry) -> &str {
    match &entry.facts {
        Facts::Place(facts) => &facts.country,
        Facts::Person(facts) => &facts.country,
        Facts::Weapon(facts) => &facts.origin,
        Facts::Organisation => "",
    }
}

/// Where in the country and how many people; who; what class.
fn what(entry: &Entry) -> String {
    match &entry.facts {
        Facts::Place(facts) => {
            let people = if facts.population > 0 { format!("{} people", facts.population) } else { String::new() };
            [&*facts.admin1, &people].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
        }
        Facts::Person(facts) => facts.description.to_string(),
        Facts::Weapon(facts) => facts.class_path.join(" > "),
        Facts::Organisation => String::new(),
    }
}
