//! Texts that no writer writes, of any length: what a layer would read in quadratic time if it looked back or ahead without bound.

/// Texts by name: each writes one of about so many bytes.
pub(crate) type Generator = (&'static str, Box<dyn Fn(usize) -> String>);

/// Pieces that are written over and over.
const REPEATED: [(&str, &str); 77] = [
    ("brackets that open", "("),
    ("brackets that close", ")"),
    ("brackets within brackets", "(12 people ("),
    ("straight quotes", "\""),
    ("quotes that open", "“"),
    ("quotes within quotes", "“Police said ‘12 died "),
    ("hyphens", "-"),
    ("dashes", "— "),
    ("apostrophes", "'"),
    ("stops", "."),
    ("commas", ", "),
    ("ellipses", "… "),
    ("colons", "a: "),
    ("semicolons", "12 dead; "),
    ("combining marks", "\u{301}"),
    ("joined emoji", "👩‍👩‍👧‍👦"),
    ("letters", "a "),
    ("capitals", "A"),
    ("words in capitals", "TWELVE PEOPLE KILLED IN KYIV AND "),
    ("words of names", "New "),
    ("titles", "Mr "),
    ("initials", "J. "),
    ("verbs", "killed "),
    ("numbers and conjunctions", "12 and "),
    ("prepositions", "of the "),
    ("numbers and hyphens", "12-"),
    ("digits", "1"),
    ("number words", "two hundred "),
    ("type words", "the city of "),
    ("ages", "a 12-year-old "),
    ("ages without an article", " year-old man"),
    ("models", "Shahed-136 "),
    ("short models", "T-72 "),
    ("weapons", "drones and tanks and "),
    ("dates", "May 1, 1990, May 2, 1991, "),
    ("times", "on Monday "),
    ("coordination", "killed 12 and wounded 3 and "),
    ("clauses with a subject", "bombs killed 12 people and police arrested 3 and "),
    ("relative clauses", "the man who saw "),
    ("relative clauses with a figure", "who killed 12 people "),
    ("participles", "killing 12 people, "),
    ("infinitives", "to kill 12 people "),
    ("what is said", "police said that "),
    ("subordinate clauses", "after a bomb killed 12 people "),
    ("if and if", "if 12 people died, "),
    ("apposition", "the mayor, Ana Reyes, a nurse, "),
    ("apposition and a verb", "12 people died, the mayor, Ana Reyes, said, "),
    ("names of people", "Ana Reyes, Ivo Kranz, "),
    ("names of the dead", "among the dead were Ana Reyes, 12, and "),
    ("names of places", "Kyiv, "),
    ("places with a preposition", "in Kyiv, in Lviv, in Odesa, "),
    ("places within places", "Paris, Texas, "),
    ("numbers in a list", "12, 13, 14, "),
    ("figures in a list", "12 in Kyiv, 13 in Lviv, "),
    ("figures with nouns", "12 homes and 3 bridges were destroyed in Kyiv, 3 dams in Lviv; "),
    ("parts of a whole", "Twelve people died. Of the 40 hurt, 12 are children. "),
    ("included", "including a boy, among them a girl, 12 of them there "),
    ("states", "12 dead, 13 hurt, "),
    ("labels", "KILLED: 12\n"),
    ("labels in a line", "Killed: 12 Injured: 3 "),
    ("rows of a table", "Kyiv | 12 | 3\n"),
    ("a paragraph per number", "12 people died in Kyiv.\n\n"),
    ("events", "A bomb exploded in Kyiv. Gunmen attacked Lviv. "),
    ("events in one sentence", "a bomb exploded in Kyiv and an attack and "),
    ("the same event", "The attack killed 12 people. "),
    ("victims without a number", "A man was killed. The victim died. "),
    ("one person", "Then Mr Ana Reyes left. "),
    ("demonyms", "Ukrainian "),
    ("owners", "Kyiv's "),
    ("hosts", "a.b."),
    ("nouns for one person", "man "),
    ("compounds", "a teen boy girl "),
    ("owners of owners", "the head of "),
    ("victims at the end of a list", "12 people were held. The victims were Ana Reyes and Ivo Kranz. "),
    ("negations", "was not really "),
    ("events that point back", "The attack came after the bombing of the raid. "),
    ("a clause that moves the story", "In Kyiv, bombs fell. "),
];

/// Four letters that count up.
fn letters(number: usize) -> String {
    (0..4).map(|digit| char::from(b'a' + (number / 26_usize.pow(digit) % 26) as u8)).collect()
}

/// Numbered pieces until the length is reached.
fn numbered(length: usize, piece: impl Fn(usize) -> String) -> String {
    let mut text = String::with_capacity(length + 64);
    for number in 0.. {
        if text.len() >= length {
            break;
        }
        text.push_str(&piece(number));
    }
    text
}

/// All texts.
pub(crate) fn generators() -> Vec<Generator> {
    let mut all: Vec<Generator> = Vec::new();
    for (name, piece) in REPEATED {
        all.push((name, Box::new(move |length| piece.repeat(length / piece.len() + 1))));
    }
    let mut add = |name: &'static str, piece: fn(usize) -> String| all.push((name, Box::new(move |length| numbered(length, piece))));
    add("namesakes", |number| format!("Then Mr X{} Holub left. ", letters(number)));
    add("people once each", |number| format!("Mr John X{} Y{} died. ", letters(number), letters(number * 7)));
    add("people in a list", |number| format!("Ana X{}, ", letters(number)));
    add("made-up places", |number| format!("12 people died in the village of X{}. ", letters(number)));
    add("made-up places in a list", |number| format!("in the village of X{}, ", letters(number)));
    add("figures once each", |number| format!("{} people were killed. ", number + 2));
    add("figures in one sentence", |number| format!("{} people were killed and ", number + 2));
    add("figures with places once each", |number| format!("{} people died in the village of X{}, ", number + 2, letters(number)));
    add("increments", |number| format!("Another {} people were killed, a total of {}. ", number % 90 + 2, number + 3));
    add("numbers once each", |number| format!("{number}, "));
    add("a headline per number", |number| format!("{} people killed in Kyiv\n", number + 2));
    all.push(("one person far away", Box::new(|length| format!("Olena Holub spoke. {}", "Then Holub left. ".repeat(length / 17)))));
    all.push((
        "namesakes and one of them",
        Box::new(|length| {
            let namesakes = numbered(length / 2, |number| format!("Then Mr X{} Holub left. ", letters(number)));
            format!("{namesakes}{}", "Then Holub left. ".repeat(length / 34))
        }),
    ));
    all.push(("a place far away", Box::new(|length| format!("In Kyiv they saw {}", "12 people and ".repeat(length / 14)))));
    all.push((
        "a quote without an end",
        Box::new(|length| {
            let said = "Police said 12 people could have died in Kyiv on Monday and ";
            format!("\"{}", said.repeat(length / said.len()))
        }),
    ));
    all.push(("a subject far away", Box::new(|length| format!("Police who said {}were there. ", "on Monday ".repeat(length / 10)))));
    let mut halves = |name: &'static str, first: &'static str, second: &'static str| {
        let write = move |length: usize| format!("{} {}", first.repeat(length / 2 / first.len()), second.repeat(length / 2 / second.len()));
        all.push((name, Box::new(write)));
    };
    halves("times, then verbs", "Monday ", "killed and ");
    halves("a long subject, then figures", "New ", "killed 12 and 13 and ");
    halves("labels, then speech", "a: ", ", said the mayor, ");
    halves("moves, then figures", "In Kyiv, bombs fell. ", "12 people died. ");
    halves("figures, then victims", "12 people were held. ", "The victims were Ana Reyes. ");
    halves("owners, then a victim", "the head of ", "were Ana Reyes and Ivo Kranz and ");
    halves("quotes, then figures", "\" ", "12 people died. ");
    halves("brackets, then figures", "(", "12 people died and ");
    all.push(("one word", Box::new(|length| "x".repeat(length))));
    all
}
