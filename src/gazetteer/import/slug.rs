//! Ids of a newsroom's own, made of names.

use std::collections::HashMap;

use super::Reference;

/// Gives every name an id that no other has: `desk:place/osmere`, and `desk:place/osmere-2` for the next of that name.
#[derive(Debug, Default)]
pub(super) struct Slugs {
    used: HashMap<String, u32>,
}

impl Slugs {
    /// An id for `name` below `prefix`, which ends with a slash. The same names in the same order get the same ids.
    pub(super) fn assign(&mut self, prefix: &str, name: &str, reference: &Reference) -> String {
        let stem = slug(name, reference);
        loop {
            let used = self.used.entry(stem.clone()).or_default();
            *used += 1;
            let slug = if *used == 1 { stem.clone() } else { format!("{stem}-{used}") };
            // "Osmere 2" may have taken what the second Osmere would get.
            if slug == stem || self.used.insert(slug.clone(), 1).is_none() {
                return format!("{prefix}{slug}");
            }
        }
    }
}

/// Small letters, digits and single hyphens; Cyrillic romanised.
pub(super) fn slug(name: &str, reference: &Reference) -> String {
    let mut slug = String::new();
    for c in reference.folded(name).chars() {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            '\'' => {}
            'а'..='я' | 'ё'..='џ' | 'ґ' => slug.push_str(romanised(c)),
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_empty() { "unnamed".into() } else { slug }
}

/// Letters of the folded Cyrillic of Ukrainian, Russian, Belarusian, Bulgarian, Serbian and Macedonian.
fn romanised(c: char) -> &'static str {
    match c {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' => "g",
        'д' => "d",
        'е' | 'ё' | 'э' => "e",
        'є' => "ie",
        'ж' => "zh",
        'з' | 'ѕ' => "z",
        'и' | 'і' | 'ї' | 'й' => "i",
        'ј' => "j",
        'к' | 'ќ' => "k",
        'л' => "l",
        'љ' => "lj",
        'м' => "m",
        'н' => "n",
        'њ' => "nj",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ў' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' | 'ћ' => "ch",
        'џ' | 'ђ' => "dj",
        'ш' => "sh",
        'щ' => "shch",
        'ы' => "y",
        'ю' => "iu",
        'я' => "ia",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::import::reference::tests::reference;

    #[test]
    fn slugs_are_plain_and_unique() {
        for (name, expected) in
            [("Osmere-on-Sea", "osmere-on-sea"), ("Sana'a", "sanaa"), ("Łódź Główna", "lodz-glowna"), ("Київ", "kiiv"), ("北京", "unnamed")]
        {
            assert_eq!(slug(name, reference()), expected);
        }
        let mut slugs = Slugs::default();
        let ids = ["Osmere", "Osmere", "Osmere 2", "Osmere", "OSMERE"].map(|name| slugs.assign("desk:place/", name, reference()));
        let expected = ["osmere", "osmere-2", "osmere-2-2", "osmere-3", "osmere-4"].map(|slug| format!("desk:place/{slug}"));
        assert_eq!(ids, expected);
    }
}
