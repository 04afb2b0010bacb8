//! Every number of a text and its values: rows of one text each, and of what looks like a number and is none.

use std::sync::{Arc, LazyLock};

use stringer::{Extractor, Gazetteer};

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new(Arc::new(Gazetteer::built_in())));

fn values(text: &str) -> Vec<f64> {
    EXTRACTOR.extract(text).numbers.iter().flat_map(|number| number.values.clone()).collect()
}

fn check(rows: &[(&str, &[f64])]) {
    for (text, expected) in rows {
        let found = values(text);
        let same =
            found.len() == expected.len() && found.iter().zip(*expected).all(|(one, other)| (one - other).abs() <= 1e-9 * other.abs());
        assert!(same, "{text}: {found:?} is not {expected:?}");
    }
}

#[test]
fn digits_with_separators_of_several_conventions() {
    check(&[
        ("It cost 1,234,567.89 in all.", &[1_234_567.89]),
        ("Some 40 000 people came.", &[40_000.0]),
        ("Some 1 414 021 people came.", &[1_414_021.0]),
        ("Some 1\u{202f}234\u{202f}567 people came.", &[1_234_567.0]),
        ("Officials counted 12,34,567 votes.", &[1_234_567.0]),
        ("It fell by .08 points.", &[0.08]),
        ("It was -12 degrees, then minus five.", &[-12.0, -5.0]),
        ("They raised $5m, then 10k people gave £2bn.", &[5e6, 10_000.0, 2e9]),
        ("The range is 5k-20k.", &[5_000.0, 20_000.0]),
        ("Some 12'000 people came, 3’500 of them late.", &[12_000.0, 3_500.0]),
        ("It rose by 1,5 million, then by 3,5 and by 1.111,25.", &[1_500_000.0, 3.5, 1_111.25]),
        ("Some 2.5m people and 1.5mn more.", &[2_500_000.0, 1_500_000.0]),
        ("It fell by -.5 points.", &[-0.5]),
        // All of a table's cell; in a sentence no letter apart is a factor.
        ("2.33 k", &[2330.0]),
        ("She ran 10 K.", &[10.0]),
        ("about 1e10, 6.23x10^-4, 2.48×10−5, 4e14 and 2^3", &[1e10, 6.23e-4, 2.48e-5, 4e14, 8.0]),
        ("&#49;2 and 3&#48;&nbsp;000", &[12.0, 30_000.0]),
        // Lists, a hall's size and a letter of no factor.
        ("They died aged 12,15,20.", &[12.0, 15.0, 20.0]),
        ("a 4x4, a 1500b packet", &[4.0, 4.0, 1500.0]),
        ("one", &[1.0]),
        // On a day in May, three digits begin another number; a hyphen before a list's line is no sign; nor are 5 metres five million.
        ("On May 5 300 people came.", &[5.0, 300.0]),
        ("- 12 people died", &[12.0]),
        ("He fell 5m.", &[5.0]),
        ("In 2014 250 people came.", &[2014.0, 250.0]),
        ("Eleven men aged 20, 21 and 100 left.", &[11.0, 20.0, 21.0, 100.0]),
    ]);
}

#[test]
fn words_and_mixtures() {
    check(&[
        ("two hundred and fifty-four", &[254.0]),
        ("one million two thousand three", &[1_002_003.0]),
        ("three thousand millions", &[3e9]),
        ("one billion twenty-five millions", &[1_025_000_000.0]),
        ("a hundred and two of those", &[102.0]),
        ("hundred thousand dollars", &[100_000.0]),
        ("two dozen men, 3 dozens more", &[24.0, 36.0]),
        ("half a million, half a dozen, two and a half million", &[500_000.0, 6.0, 2_500_000.0]),
        ("3 hundred and 21 yuan", &[321.0]),
        ("6 crore and two hundred", &[60_000_200.0]),
        ("two point two million, five point zero three", &[2_200_000.0, 5.03]),
        ("1.2 million people, fifty - two of them", &[1_200_000.0, 52.0]),
        ("three score and ten, four score, fourscore", &[70.0, 80.0, 80.0]),
        ("hundred people, thousand men, a hundred", &[100.0, 1000.0, 100.0]),
        ("a couple hundred, a couple dozen men, several hundred thousand", &[200.0, 300.0, 24.0, 36.0, 300_000.0, 900_000.0]),
        ("several hundreds of thousands", &[300_000.0, 900_000.0]),
        // A score of another kind; the hundreds of an address.
        ("a score of 90, the score", &[90.0]),
        // Two numbers side by side are two.
        ("4000 3 hundred", &[4000.0, 300.0]),
        ("300 and two hundred", &[300.0, 200.0]),
        ("At one point two men left.", &[1.0, 2.0]),
    ]);
}

#[test]
fn fractions() {
    check(&[
        ("two thirds of them", &[2.0 / 3.0]),
        ("three quarters, five eighths", &[0.75, 0.625]),
        ("a quarter of voters, one-eighth of the land", &[0.25, 0.125]),
        ("3/4 of it", &[0.75]),
        ("½ a cup, 2½ cups, 2 1/2 cups", &[0.5, 2.5, 2.5]),
        ("three and a half years", &[3.5]),
        ("3 million and a half", &[3_500_000.0]),
        ("half of them", &[0.5]),
        ("a third of them, a third man", &[1.0 / 3.0, 3.0]),
        // A day and a ratio of hours are no fractions of a whole.
        ("after 9/11", &[9.0, 11.0]),
        ("on 5/17/2018", &[5.0, 17.0, 2018.0]),
    ]);
}

#[test]
fn digits_in_an_address_have_no_value() {
    check(&[
        ("See https://news.example/2031/05/40-killed or call 112.", &[112.0]),
        ("See news.example/2031/two-killed.", &[]),
        ("Write to help24@news12.example, 7 days a week.", &[7.0]),
        // A stroke between words is no path.
        ("40 killed/wounded, 12/13 of them men", &[40.0, 12.0 / 13.0]),
    ]);
}

#[test]
fn ordinals_and_ranges() {
    check(&[
        ("the twenty-first, the twenty second and the 33rd", &[21.0, 22.0, 33.0]),
        ("between ten and twenty, 3,000 to 5,000 and 20-25", &[10.0, 20.0, 3000.0, 5000.0, 20.0, 25.0]),
        ("two or three hundred, 20 to 25 thousand", &[200.0, 300.0, 20_000.0, 25_000.0]),
        ("100 to 2 thousand, between 500 and two million", &[100.0, 2000.0, 500.0, 2_000_000.0]),
    ]);
}
