//! `stringer gazetteer import wikidata`.

use std::path::PathBuf;

use super::target::{Origin, Target};
use super::{Failure, Kind, constants, open, pair, records, reference};
use crate::cli::complain;
use crate::gazetteer::import::wikidata::{Items, unused};
use crate::gazetteer::import::{Intake, table_of};

/// Make a table of what https://query.wikidata.org lets you download: JSON, CSV or TSV, verbose or not.
///
/// Variables that are read: item; itemLabel or label; alias, altLabel (one a row), aliases (| between), itemAltLabel; description or
/// itemDescription; countryCode, country or countryLabel. Of places: coord or location (Point), or lat and lon; population; kind; admin1Label;
/// geonamesId. Of people: positionLabel, genderLabel. Of weapons: category, classPath, specificity, originCode. Rows of one item are merged.
/// seeds/gazetteer/README.md has a query for each kind.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The result of a query.
    #[arg(long, value_name = "FILE")]
    query_result: PathBuf,
    /// What the items are.
    #[arg(long, value_enum)]
    kind: Kind,
    /// A cell of items that do not tell their own, such as kind=facility or category=missile; may be given more than once.
    #[arg(long, value_name = "COLUMN=VALUE", value_parser = pair, value_delimiter = ',')]
    set: Vec<(String, String)>,
    #[command(flatten)]
    target: Target,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let kind = args.kind.into();
    args.target.check(table_of(kind).table)?;
    let reference = reference()?;
    let mut items = Items::new(kind, constants(kind, &args.set, &reference)?);
    let (input, name) = open(&args.query_result)?;
    let mut header = Vec::new();
    records::read(&name, input, |record| {
        if header.is_empty() {
            header = record.header.to_vec();
        }
        items.add(record);
        Ok(())
    })?;
    if !header.is_empty() && !header.iter().any(|name| name == "item") {
        return Err(Failure::Data(format!("{name}:1: no variable \"item\"")));
    }
    for variable in unused(&header) {
        complain(format_args!("{name}: variable \"{variable}\" is not read"));
    }
    let mut intake = Intake::new(&reference, kind, args.target.overlap());
    items.into_intake(&mut intake);
    let origin =
        Origin { name: "Wikidata".into(), licence: "CC0 1.0".into(), attribution: String::new(), url: "https://www.wikidata.org".into() };
    args.target.write(intake, &origin, &[&args.query_result])
}
