//! What one gazetteer has that another has not.

use std::cmp::Ordering;

use super::Gazetteer;
use super::entry::{Alias, AliasClass, Entry, EntryKind};

/// What has to happen to one gazetteer to make it another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// How much differs, in the order of [`EntryKind::ALL`].
    pub kinds: [KindDifference; 4],
    /// Entries that differ, by kind and id, as many as were asked for.
    pub examples: Vec<EntryChange>,
    /// Tables that differ, be it in a comment, in the order of reading: the words of the rules and the lists of names are no entries.
    pub tables: Vec<&'static str>,
}

/// How much differs in one kind of entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KindDifference {
    /// The kind.
    pub kind: EntryKind,
    /// Entries, by id. One whose kind has changed is removed from the one and added to the other.
    pub entries: ChangeCounts,
    /// Names of entries, those of added and removed entries among them. A changed one has another class.
    pub aliases: ChangeCounts,
}

/// How many of something differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChangeCounts {
    /// In the later gazetteer alone.
    pub added: usize,
    /// In the earlier gazetteer alone.
    pub removed: usize,
    /// In both, and not the same.
    pub changed: usize,
}

impl ChangeCounts {
    fn count(&mut self, change: Change) {
        *match change {
            Change::Added => &mut self.added,
            Change::Removed => &mut self.removed,
            Change::Changed => &mut self.changed,
        } += 1;
    }
}

/// How something differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// In the later gazetteer alone.
    Added,
    /// In the earlier gazetteer alone.
    Removed,
    /// In both, and not the same.
    Changed,
}

/// An entry that differs in what is known of it or in its names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryChange {
    /// How it differs.
    pub change: Change,
    /// Its kind.
    pub kind: EntryKind,
    /// Its id.
    pub id: String,
    /// Its canonical name, the later one where there are two.
    pub name: String,
    /// Names that it has now, with the mark of their class as a row writes it: `~Reading`. One whose class has changed is in both lists.
    pub aliases_added: Vec<String>,
    /// Names that it had.
    pub aliases_removed: Vec<String>,
}

/// None.
impl Default for Difference {
    fn default() -> Self {
        let kinds = EntryKind::ALL.map(|kind| KindDifference { kind, entries: <_>::default(), aliases: <_>::default() });
        Self { kinds, examples: Vec::new(), tables: Vec::new() }
    }
}

impl Difference {
    /// What differs between the gazetteers, with no more than `max_examples` entries.
    pub fn between(before: &Gazetteer, after: &Gazetteer, max_examples: usize) -> Self {
        let Self { mut kinds, mut examples, .. } = Self::default();
        pair_up(&named_entries(before), &named_entries(after), Named::cmp_key, |one, other| {
            let Some(Named { entry, .. }) = other.or(one) else { return };
            let kind = entry.facts.kind();
            let aliases = Aliases::between(one.map_or(&[], |named| &named.aliases), other.map_or(&[], |named| &named.aliases));
            let counts = &mut kinds[kind as usize];
            for &(change, _) in &aliases.changes {
                counts.aliases.count(change);
            }
            let is_same = one.zip(other).is_some_and(|(one, other)| one.entry == other.entry) && aliases.changes.is_empty();
            if is_same {
                return;
            }
            let change = change_of(one, other);
            counts.entries.count(change);
            if examples.len() < max_examples {
                let (aliases_added, aliases_removed) = aliases.written();
                examples.push(EntryChange {
                    change,
                    kind,
                    id: entry.id.to_string(),
                    name: entry.name.to_string(),
                    aliases_added,
                    aliases_removed,
                });
            }
        });
        Self { kinds, examples, tables: tables(before, after) }
    }

    /// How many entries of all kinds differ.
    pub fn entries(&self) -> ChangeCounts {
        self.kinds.iter().fold(ChangeCounts::default(), |sum, kind| ChangeCounts {
            added: sum.added + kind.entries.added,
            removed: sum.removed + kind.entries.removed,
            changed: sum.changed + kind.entries.changed,
        })
    }
}

/// An entry with its names in order.
struct Named<'a> {
    entry: &'a Entry,
    aliases: Vec<&'a Alias>,
}

impl Named<'_> {
    fn cmp_key(&self, other: &Self) -> Ordering {
        let key = |named: &Self| named.entry.facts.kind();
        key(self).cmp(&key(other)).then_with(|| self.entry.id.cmp(&other.entry.id))
    }
}

fn named_entries(gazetteer: &Gazetteer) -> Vec<Named<'_>> {
    let mut named: Vec<Named<'_>> = gazetteer.entries().iter().map(|entry| Named { entry, aliases: Vec::new() }).collect();
    for alias in gazetteer.aliases() {
        named[alias.entry as usize].aliases.push(alias);
    }
    for named in &mut named {
        named.aliases.sort_by(|one, other| cmp_alias(one, other).then(one.class.cmp(&other.class)));
    }
    named.sort_by(Named::cmp_key);
    named
}

/// The same name in another role is another alias: "German" is adjective and demonym.
fn cmp_alias(one: &Alias, other: &Alias) -> Ordering {
    one.text.cmp(&other.text).then((one.role as u8).cmp(&(other.role as u8)))
}

/// The names of one entry that differ.
struct Aliases<'a> {
    changes: Vec<(Change, [Option<&'a Alias>; 2])>,
}

impl<'a> Aliases<'a> {
    fn between(before: &[&'a Alias], after: &[&'a Alias]) -> Self {
        let mut changes = Vec::new();
        pair_up(
            before,
            after,
            |one, other| cmp_alias(one, other),
            |one, other| {
                if one.zip(other).is_none_or(|(one, other)| one.class != other.class) {
                    changes.push((change_of(one, other), [one.copied(), other.copied()]));
                }
            },
        );
        Self { changes }
    }

    /// Added and removed ones as rows write them.
    fn written(&self) -> (Vec<String>, Vec<String>) {
        let side = |side: usize| self.changes.iter().filter_map(|(_, sides)| sides[side]).map(written).collect();
        (side(1), side(0))
    }
}

fn written(alias: &Alias) -> String {
    match alias.class {
        AliasClass::Safe => alias.text.to_string(),
        AliasClass::Ambiguous => format!("~{}", alias.text),
        AliasClass::Blocked => format!("!{}", alias.text),
    }
}

fn change_of<T>(before: Option<T>, after: Option<T>) -> Change {
    match (before, after) {
        (None, _) => Change::Added,
        (_, None) => Change::Removed,
        _ => Change::Changed,
    }
}

/// Walks two sorted lists side by side: `each` gets equal ones together, and every other one alone.
fn pair_up<'a, T>(
    mut before: &'a [T],
    mut after: &'a [T],
    cmp: impl Fn(&T, &T) -> Ordering,
    mut each: impl FnMut(Option<&'a T>, Option<&'a T>),
) {
    loop {
        let order = match (before.first(), after.first()) {
            (None, None) => return,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(one), Some(other)) => cmp(one, other),
        };
        let (one, before_left) = before.split_at(usize::from(order.is_le()));
        let (other, after_left) = after.split_at(usize::from(order.is_ge()));
        (before, after) = (before_left, after_left);
        each(one.first(), other.first());
    }
}

/// Tables whose texts differ.
fn tables(before: &Gazetteer, after: &Gazetteer) -> Vec<&'static str> {
    let of = |gazetteer: &Gazetteer, table: &str| gazetteer.fingerprints.iter().find(|(name, _)| *name == table).map(|(_, hash)| *hash);
    let tables = super::schema::TABLES.iter().map(|schema| schema.table);
    tables.filter(|table| of(before, table) != of(after, table)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::TableFile;
    use super::super::overlay::Layer;
    use super::*;

    fn compile(places: &str, weapons: &str) -> Gazetteer {
        let file = |name: &'static str, header: &str, rows: &str| (name, format!("{header}\n{rows}"));
        let files = [
            file("places.tsv", "id\tname\taliases\tkind\tcountry", places),
            file("weapons.tsv", "id\tname\tcategory\tspecificity", weapons),
        ];
        let files = files.iter().map(|(name, text)| TableFile { name, path: name, text }).collect();
        Gazetteer::try_compile(&[Layer { name: "x", version: "1", files }]).unwrap()
    }

    fn change(change: Change, kind: EntryKind, id: &str, name: &str, added: &[&str], removed: &[&str]) -> EntryChange {
        let strings = |list: &[&str]| list.iter().map(ToString::to_string).collect();
        EntryChange { change, kind, id: id.into(), name: name.into(), aliases_added: strings(added), aliases_removed: strings(removed) }
    }

    const PLACES: &str = "x:1\tSkelby\tOld Skelby\tcity\tGB\nx:2\tTarnwick\t\tcity\tGB\nx:3\tOsmere\t~Os|Osmere-on-Sea\tcity\tGB\n";

    #[test]
    fn the_same_rows_in_any_order_do_not_differ_but_as_tables() {
        let reordered = PLACES.lines().rev().map(|line| format!("{line}\n")).collect::<String>();
        let (one, other) = (compile(PLACES, ""), compile(&reordered, ""));
        assert!(Difference::between(&one, &one, 9).tables.is_empty());
        let difference = Difference::between(&one, &other, 9);
        assert_eq!((difference.entries(), difference.tables), (ChangeCounts::default(), vec!["places.tsv"]));
    }

    #[test]
    fn what_is_added_removed_and_changed_is_counted_and_shown() {
        let before = compile(PLACES, "");
        let after = compile(
            "x:1\tSkelby\tOld Skelby\tcity\tIE\nx:3\tOsmere\tOs|Osmere Bay\tcity\tGB\nx:4\tWendrick\t\tcity\tGB\n",
            "x:2\tTarnwick\tmissile\tmodel\n",
        );
        let difference = Difference::between(&before, &after, 9);
        let counts = |kind: EntryKind| {
            let of_kind = difference.kinds.iter().find(|of_kind| of_kind.kind == kind).unwrap();
            [of_kind.entries, of_kind.aliases].map(|ChangeCounts { added, removed, changed }| (added, removed, changed))
        };
        assert_eq!(counts(EntryKind::Place), [(1, 1, 2), (2, 2, 1)]);
        let plural_too = after.aliases().iter().filter(|alias| after.entry_of(alias).weapon().is_some()).count();
        assert_eq!(counts(EntryKind::Weapon), [(1, 0, 0), (plural_too, 0, 0)]);
        assert_eq!(counts(EntryKind::Person), [(0, 0, 0); 2]);
        let (place, added) = (EntryKind::Place, Change::Added);
        assert_eq!(
            difference.examples[..4],
            [
                change(Change::Changed, place, "x:1", "Skelby", &[], &[]),
                change(Change::Removed, place, "x:2", "Tarnwick", &[], &["Tarnwick"]),
                change(Change::Changed, place, "x:3", "Osmere", &["Os", "Osmere Bay"], &["~Os", "Osmere-on-Sea"]),
                change(added, place, "x:4", "Wendrick", &["Wendrick"], &[]),
            ]
        );
        assert_eq!(difference.examples[4].kind, EntryKind::Weapon);
        assert_eq!(Difference::between(&before, &after, 2).examples, difference.examples[..2]);
        assert_eq!(Difference::between(&before, &after, 0).kinds, difference.kinds);
    }
}
