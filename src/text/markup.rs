//! What a page's source leaves in a text: character references (`&nbsp;`, `&#49;`, `&eacute;`) and tags (`<b>`).
//!
//! A reference is read as the character that it stands for, so that no number is cut in two by one; a tag as nothing, or as a break where it
//! begins a block. Only names of HTML are known: `R&D;`, `<name>` and `< 5` stay as they are.

use super::token::Gap;

/// Marks and blanks that have a name in HTML.
const NAMED: [(&str, char); 34] = [
    ("nbsp", '\u{A0}'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("shy", '\u{AD}'),
    ("zwj", '\u{200D}'),
    ("zwnj", '\u{200C}'),
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("lsquo", '\u{2018}'),
    ("rsquo", '\u{2019}'),
    ("sbquo", '\u{201A}'),
    ("ldquo", '\u{201C}'),
    ("rdquo", '\u{201D}'),
    ("bdquo", '\u{201E}'),
    ("laquo", '\u{AB}'),
    ("raquo", '\u{BB}'),
    ("ndash", '\u{2013}'),
    ("mdash", '\u{2014}'),
    ("minus", '\u{2212}'),
    ("hellip", '\u{2026}'),
    ("bull", '\u{2022}'),
    ("copy", '\u{A9}'),
    ("reg", '\u{AE}'),
    ("deg", '\u{B0}'),
    ("euro", '\u{20AC}'),
    ("pound", '\u{A3}'),
    ("yen", '\u{A5}'),
    ("times", '\u{D7}'),
    ("szlig", '\u{DF}'),
    ("oslash", '\u{F8}'),
];

/// What HTML calls the diacritics of a letter that stands before: "eacute". Folding would take them off again.
const DIACRITICS: [&str; 8] = ["acute", "grave", "circ", "uml", "tilde", "cedil", "ring", "caron"];

/// The longest reference that is looked for, "&" and ";" included.
const MOST_REFERENCE_BYTES: usize = 12;

/// The character that the reference at the beginning of `text`, which begins with "&", stands for, and its length in bytes. Of a letter with a
/// diacritic it is the letter.
pub(super) fn reference(text: &str) -> Option<(char, usize)> {
    let bytes = text.as_bytes();
    let end = bytes.iter().take(MOST_REFERENCE_BYTES).position(|byte| *byte == b';')?;
    let name = text.get(1..end)?;
    let character = match name.strip_prefix('#') {
        Some(number) => numbered(number)?,
        None => named(name)?,
    };
    Some((character, end + 1))
}

fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|character| !character.is_control())
}

fn named(name: &str) -> Option<char> {
    if let Some((_, character)) = NAMED.iter().find(|(known, _)| *known == name) {
        return Some(*character);
    }
    let letter = name.chars().next().filter(char::is_ascii_alphabetic)?;
    DIACRITICS.contains(&&name[1..]).then_some(letter)
}

/// Elements that stand within a line.
const INLINE: [&str; 18] =
    ["a", "b", "i", "u", "s", "em", "strong", "span", "small", "sup", "sub", "font", "mark", "abbr", "cite", "q", "time", "img"];

/// Elements that begin another line or block.
const BLOCK: [&str; 32] = [
    "p",
    "br",
    "hr",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "html",
    "head",
    "title",
    "body",
    "main",
    "article",
    "section",
    "aside",
    "header",
    "footer",
    "nav",
    "figure",
    "figcaption",
    "blockquote",
    "pre",
    "table",
    "tr",
    "td",
    "th",
];

/// The longest tag that is read as one.
const MOST_TAG_BYTES: usize = 2000;

/// The length in bytes of the tag at the beginning of `text`, which begins with "<", and what stands in its place: nothing, or a break.
pub(super) fn tag(text: &str) -> Option<(usize, Gap)> {
    let bytes = text.as_bytes();
    let first = 1 + usize::from(bytes.get(1) == Some(&b'/'));
    let length = bytes[first.min(bytes.len())..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).take(MOST_REFERENCE_BYTES).count();
    let name = text.get(first..first + length)?.to_ascii_lowercase();
    let gap = if INLINE.contains(&&*name) {
        Gap::None
    } else if BLOCK.contains(&&*name) {
        Gap::Paragraph
    } else {
        return None;
    };
    let rest = &bytes[first + length..];
    let end = rest.iter().take(MOST_TAG_BYTES).position(|byte| matches!(byte, b'>' | b'<')).filter(|end| rest[*end] == b'>')?;
    // "a <b and c> d" has no attributes.
    let attributes = &rest[..end];
    let is_bare = attributes.iter().all(|byte| byte.is_ascii_whitespace() || *byte == b'/');
    let is_given = attributes.first().is_some_and(u8::is_ascii_whitespace) && attributes.contains(&b'=');
    (is_bare || is_given).then_some((first + length + end + 1, gap))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_of_html() {
        for (text, expected) in [
            ("&nbsp;30", Some(('\u{A0}', 6))),
            ("&#49;2", Some(('1', 5))),
            ("&#x31;2", Some(('1', 6))),
            ("&eacute;", Some(('e', 8))),
            ("&rsquo;s", Some(('\u{2019}', 7))),
            ("&D Holdings;", None),
            ("&T;", None),
            ("& 5;", None),
            ("&;", None),
            ("&#;", None),
            ("&#1;", None),
            ("&é;", None),
            ("&", None),
        ] {
            assert_eq!(reference(text), expected, "{text}");
        }
    }

    #[test]
    fn tags_of_html() {
        for (text, expected) in [
            ("<b>12</b>", Some((3, Gap::None))),
            ("</b> people", Some((4, Gap::None))),
            ("<br/>x", Some((5, Gap::Paragraph))),
            ("<P class=\"lead\">x", Some((16, Gap::Paragraph))),
            ("<a href=\"https://x.example/Paris\">", Some((34, Gap::None))),
            ("<b and c> d", None),
            ("<name>", None),
            ("<30 people", None),
            ("< b>", None),
            ("<b", None),
            ("<a <b>", None),
            ("<a@x.example>", None),
            ("<", None),
            ("</", None),
        ] {
            assert_eq!(tag(text), expected, "{text}");
        }
    }
}
