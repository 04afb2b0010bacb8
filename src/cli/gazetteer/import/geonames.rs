//! `stringer gazetteer import geonames`.

use std::collections::{BTreeSet, HashMap};
use std::io::Write;
use std::path::PathBuf;

use super::target::{Origin, Target};
use super::{Failure, open, reference};
use crate::gazetteer::entry::EntryKind;
use crate::gazetteer::import::geonames::{
    Divisions, FeaturePattern, Missing, Place, Selection, alternate_names, countries, divisions, places,
};
use crate::gazetteer::import::{Intake, Report};

/// Make places.tsv of a GeoNames dump, unpacked (https://download.geonames.org/export/dump/).
///
/// Features become kinds of place; PPLC is a capital; historic places are left out, and so are countries, which the built-in tables have. Places
/// of fewer than 15,000 inhabitants need a trigger beside their name.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The main table: cities500.txt, cities15000.txt, UA.txt, allCountries.txt.
    #[arg(long, value_name = "FILE")]
    cities: PathBuf,
    /// admin1CodesASCII.txt, for the names of first-level divisions.
    #[arg(long, value_name = "FILE")]
    admin1: Option<PathBuf>,
    /// countryInfo.txt: countries that the built-in tables lack become rows of countries.tsv.
    #[arg(long, value_name = "FILE")]
    countries: Option<PathBuf>,
    /// Leave out other countries than these: ISO 3166-1 alpha-2.
    #[arg(long, value_name = "CC,...", value_delimiter = ',')]
    countries_only: Vec<String>,
    /// Leave out settlements of fewer inhabitants.
    #[arg(long, value_name = "N", default_value_t = 0)]
    min_population: u64,
    /// Leave out other features than these: classes, or codes with their class.
    #[arg(long, value_name = "P,A.ADM1,...", value_delimiter = ',', default_value = "P,A.ADM1,A.ADM2")]
    features: Vec<FeaturePattern>,
    /// alternateNamesV2.txt: take names by language, the preferred English one first, and Wikidata's ids.
    #[arg(long, value_name = "FILE", requires = "alternates")]
    alternate_names: Option<PathBuf>,
    /// Which languages of alternateNamesV2.txt.
    #[arg(long, value_name = "LANG,...", value_delimiter = ',', requires = "alternate_names")]
    alternates: Vec<String>,
    #[command(flatten)]
    target: Target,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let target = &args.target;
    target.check("places.tsv")?;
    let mut reference = reference()?;
    let missing = match &args.countries {
        Some(path) => {
            target.check("countries.tsv")?;
            let (input, name) = open(path)?;
            countries(&name, input, &reference)?
        }
        None => Missing::default(),
    };
    missing.rows.iter().for_each(|[_, _, code, ..]| reference.add_country(code));
    let selection = selection(args, |code| reference.country_code(code) == Some(code) || missing.codes.contains(code))?;
    let divisions = match &args.admin1 {
        Some(path) => {
            let (input, name) = open(path)?;
            divisions(&name, input)?
        }
        None => Divisions::new(),
    };
    let mut intake = Intake::new(&reference, EntryKind::Place, target.overlap());
    read(args, &selection, &divisions, &mut intake)?;
    let files: Vec<_> = [Some(&args.cities), args.admin1.as_ref(), args.alternate_names.as_ref()].into_iter().flatten().collect();
    let files: Vec<_> = files.into_iter().map(PathBuf::as_path).collect();
    if let Some(path) = args.countries.as_deref().filter(|_| !missing.rows.is_empty()) {
        let comment = target.comment(&origin(), &[path]);
        target.write_file("countries.tsv", |out| {
            comment.iter().try_for_each(|line| writeln!(out, "# {line}"))?;
            writeln!(out, "id\tname\tiso2\tpopulation\tcontinent")?;
            missing.rows.iter().try_for_each(|row| writeln!(out, "{}", row.join("\t")))
        })?;
    }
    target.write(intake, &origin(), &files)
}

fn origin() -> Origin {
    Origin {
        name: "GeoNames".into(),
        licence: "CC BY 4.0".into(),
        attribution: "Contains data from GeoNames, changed: selected, classified.".into(),
        url: "https://www.geonames.org".into(),
    }
}

fn selection(args: &Args, is_country: impl Fn(&str) -> bool) -> Result<Selection, Failure> {
    let countries: BTreeSet<String> = args.countries_only.iter().map(|code| code.trim().to_uppercase()).collect();
    match countries.iter().find(|code| !is_country(code)) {
        Some(code) => Err(Failure::Usage(format!("--countries-only {code}: is no country's code"))),
        None => Ok(Selection { countries, min_population: args.min_population, features: args.features.clone() }),
    }
}

/// Reads the dump into `intake`: row by row, unless names by language come from a file of their own.
fn read(args: &Args, selection: &Selection, divisions: &Divisions, intake: &mut Intake<'_>) -> Result<(), Failure> {
    let (input, name) = open(&args.cities)?;
    // Rows that are not wanted are counted aside: the intake is busy with those that are.
    let mut report = Report::default();
    let Some(path) = &args.alternate_names else {
        places(&name, input, selection, divisions, &mut report, |place, _| place.into_intake(intake))?;
        merge(report, intake);
        return Ok(());
    };
    let mut kept: HashMap<u64, Place> = HashMap::new();
    places(&name, input, selection, divisions, &mut report, |place, report| {
        if kept.insert(place.id, place).is_some() {
            report.drop_row("its id was there before");
        }
    })?;
    merge(report, intake);
    let (input, name) = open(path)?;
    alternate_names(&name, input, &args.alternates.iter().cloned().collect(), &mut kept)?;
    kept.into_values().for_each(|place| place.into_intake(intake));
    Ok(())
}

fn merge(report: Report, intake: &mut Intake<'_>) {
    intake.report.rows_read += report.rows_read;
    for (reason, count) in report.rows_dropped {
        *intake.report.rows_dropped.entry(reason).or_default() += count;
    }
}
