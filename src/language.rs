//! Whether a text reads as English.

use crate::reading::{Reading, TokenFlags};
use crate::text::{Shape, TokenKind};

/// Fewer words that are no names say nothing: a headline, a table of results.
const MIN_WORDS: usize = 14;
/// Of such words in English news, half are function words ("the", "of", "was"); in other languages that share letters, one in twenty
/// happens to be spelled like one. In hundredths.
const MIN_FUNCTION_SHARE: usize = 20;
/// With a comma for so few words it is a list, which has no function words in any language.
const MOST_WORDS_A_COMMA: usize = 3;

/// Whether nothing speaks against English: too few words to tell, or enough of them function words.
pub fn reads_as_english(reading: &Reading<'_>) -> bool {
    let (mut words, mut functions, mut commas) = (0, 0, 0);
    for (index, token) in reading.text.tokens().iter().enumerate() {
        if token.kind == TokenKind::Word && matches!(token.shape, Shape::Lower | Shape::Caseless) {
            words += 1;
            functions += usize::from(reading.flags(index).any(TokenFlags::FUNCTION));
        }
        commas += usize::from(reading.text.is_mark(index, ','));
    }
    words < MIN_WORDS || functions * 100 >= words * MIN_FUNCTION_SHARE || commas * MOST_WORDS_A_COMMA >= words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Gazetteer;
    use crate::text::NormalizedText;

    #[test]
    fn other_languages_are_told_by_their_small_words() {
        let gazetteer = Gazetteer::built_in();
        let reads_as_english = |text: &str| {
            let normalized = NormalizedText::new(text, gazetteer.abbreviations());
            let hits = gazetteer.matcher().find(&normalized);
            reads_as_english(&Reading::new(normalized, &hits, &gazetteer))
        };
        for (text, expected) in [
            (
                "The mayor said on Monday that the fire had killed two people and that the police were looking for a man who was seen near the mill before it began.",
                true,
            ),
            (
                "Bei einem Brand in einem Wohnhaus sind am Montag zwei Menschen ums Leben gekommen, wie die Polizei mitteilte. Die Ursache war zunächst unklar, der Schaden wird auf mehrere hunderttausend Euro geschätzt, hieß es weiter.",
                false,
            ),
            (
                "Deux personnes sont mortes lundi dans un incendie qui a ravagé un immeuble du centre, a annoncé la police. La cause du sinistre était encore inconnue et les pompiers poursuivaient leurs recherches dans les décombres.",
                false,
            ),
            (
                "Dos personas murieron el lunes en un incendio que destruyó un edificio del centro, informó la policía. La causa no se conoce todavía y los bomberos siguen buscando entre los restos del inmueble.",
                false,
            ),
            (
                "Двоє людей загинули в понеділок під час пожежі в будинку в центрі міста, повідомила поліція. Причина поки що невідома, рятувальники продовжують пошуки під завалами, сказав речник служби, який був на місці з самого ранку.",
                false,
            ),
            (
                "W poniedziałek w pożarze budynku w centrum zginęły dwie osoby, poinformowała policja. Przyczyna nie jest jeszcze znana, a strażacy nadal przeszukują gruzowisko, dodał rzecznik, który był na miejscu od rana.",
                false,
            ),
            ("Siete obreros resultaron heridos el martes al caer un muro en el puerto de Bilbao, dijo la alcaldesa.", false),
            ("Ropes, lamps, tents, two saws, tinned beans, socks, gloves, soap, candles, towels, knives, cups, plates, spoons.", true),
            ("Incendie à Lyon", true),
            ("", true),
        ] {
            assert_eq!(reads_as_english(text), expected, "{text}");
        }
    }
}
