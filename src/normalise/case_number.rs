//! Case numbers (diarienummer): every spelling of one to one normal form.

use std::fmt;

use super::fold;

/// A diarienummer: the series (the board's, most often), the year, the number in it, and the
/// document of the case where it names one.
///
/// # Example
/// ```
/// use svarstid::normalise::CaseNumber;
/// let spellings = ["KS/2020:548", "KS 2020/548", "KS 2020-000548", "Dnr ks 548/2020"];
/// for spelling in spellings {
///     assert_eq!(CaseNumber::parse(spelling).map(|case| case.to_string()), Some("ks 2020:548".into()));
/// }
/// assert_eq!(CaseNumber::parse("2011000167"), CaseNumber::parse("2011:167"));
/// assert_eq!(CaseNumber::parse("KS/2019/0001/0009").and_then(|case| case.document), Some(9));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CaseNumber {
    /// The series, folded; empty where none is written.
    pub series: String,
    /// The year.
    pub year: u32,
    /// The number in the year.
    pub number: u32,
    /// The document in the case.
    pub document: Option<u32>,
}

/// Years that a case may be of: before, no diarium that is asked about was kept.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2099;

/// The longest series, in letters: more is a sentence.
const LONGEST_SERIES: usize = 12;

/// Words in front of a case number that are no series, folded.
const WORDS: [&str; 8] =
    ["dnr", "diarienr", "diarienummer", "arende", "arendenr", "arendenummer", "nr", "no"];

impl CaseNumber {
    /// Reads a diarienummer; `None` where it is none.
    ///
    /// Parts are kept apart by `/`, `:`, `-` and space, or by a change from letters to digits.
    /// The year stands before the number or behind it; where either could be one, before.
    pub fn parse(text: &str) -> Option<Self> {
        let mut series = String::new();
        let mut numbers: Vec<&str> = Vec::new();
        for part in parts(text)? {
            if part.starts_with(|c: char| c.is_ascii_digit()) {
                numbers.push(part);
            } else {
                let word = fold(part);
                if series.is_empty() && WORDS.contains(&word.as_str()) {
                    continue;
                }
                if !series.is_empty() {
                    series.push(' ');
                }
                series.push_str(&word);
            }
        }
        if series.chars().count() > LONGEST_SERIES {
            return None;
        }
        let (year, number, document) = match numbers.as_slice() {
            // Ciceron's own form: `2011000167`.
            [raw] if raw.len() == 10 => (year(&raw[..4])?, &raw[4..], None),
            [first, second, rest @ ..] => match (year(first), year(second), rest) {
                (Some(year), _, []) => (year, *second, None),
                (Some(year), _, [document]) => (year, *second, Some(*document)),
                (None, Some(year), []) => (year, *first, None),
                (None, Some(year), [document]) => (year, *first, Some(*document)),
                _ => return None,
            },
            _ => return None,
        };
        let document = match document {
            Some(document) => Some(count(document)?),
            None => None,
        };
        Some(Self { series, year, number: count(number)?, document })
    }

    /// The case itself, whichever document of it is named.
    #[must_use]
    pub fn case(self) -> Self {
        Self { document: None, ..self }
    }
}

impl fmt::Display for CaseNumber {
    /// Writes `ks 2020:548`, and `ks 2019:1-9` with a document.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.series.is_empty() {
            write!(f, "{} ", self.series)?;
        }
        write!(f, "{}:{}", self.year, self.number)?;
        self.document.map_or(Ok(()), |document| write!(f, "-{document}"))
    }
}

fn year(digits: &str) -> Option<u32> {
    let year = (digits.len() == 4).then(|| digits.parse().ok()).flatten();
    year.filter(|year| YEARS.contains(year))
}

/// A number in a series; more digits than nine are none.
fn count(digits: &str) -> Option<u32> {
    let digits = digits.trim_start_matches('0');
    if digits.is_empty() { Some(0) } else { digits.parse().ok() }
}

/// The runs of letters and of digits in `text`; `None` where anything else stands in it.
fn parts(text: &str) -> Option<Vec<&str>> {
    let mut parts: Vec<&str> = Vec::new();
    let mut rest = text.trim();
    while let Some(first) = rest.chars().next() {
        let is_same: fn(char) -> bool = match first {
            c if c.is_ascii_digit() => |c| c.is_ascii_digit(),
            c if c.is_alphabetic() => |c| c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}'),
            '/' | ':' | '-' | '\u{2010}'..='\u{2015}' => {
                rest = &rest[first.len_utf8()..];
                continue;
            }
            c if c.is_whitespace() => {
                rest = &rest[first.len_utf8()..];
                continue;
            }
            // The full stop of `Dnr.`
            '.' if parts.last().is_some_and(|part| WORDS.contains(&fold(part).as_str())) => {
                rest = &rest[1..];
                continue;
            }
            _ => return None,
        };
        let end = rest.find(|c| !is_same(c)).unwrap_or(rest.len());
        parts.push(&rest[..end]);
        rest = &rest[end..];
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Option<String> {
        CaseNumber::parse(text).map(|case| case.to_string())
    }

    #[test]
    fn spellings_of_a_case_number_are_one() {
        for (spellings, expected) in [
            (
                &[
                    "KS/2020:548",
                    "KS 2020/548",
                    "KS 2020-000548",
                    "KS-2020-548",
                    "ks 2020 548",
                    "KS2020/0548",
                    "KS 548/2020",
                    "2020/548 KS",
                    "2020-KS-548",
                    "Dnr KS 2020/548",
                    "dnr: KS/2020:548",
                    "Dnr. KS 2020:548",
                    "KS2020000548",
                    " KS/2020:548 ",
                    "KS\u{a0}2020\u{2013}548",
                ][..],
                "ks 2020:548",
            ),
            (&["2011:167", "2011000167", "2011/167", "2011-000167", "167/2011"], "2011:167"),
            (&["TN 2011-167", "TN/2011:0167", "TN2011000167"], "tn 2011:167"),
            (&["S 2019-0043", "S2019/43"], "s 2019:43"),
            (&["F 2019-0032"], "f 2019:32"),
            (&["KS 2012/0189"], "ks 2012:189"),
            (&["KS/2017:267"], "ks 2017:267"),
            (&["2016-000003"], "2016:3"),
            (&["2021/101"], "2021:101"),
            (&["KS/2019/0001/0009", "KS 2019:1-9"], "ks 2019:1-9"),
            (&["ÄHN 2026:1", "ähn/2026/1", "A\u{308}HN 2026-1"], "ahn 2026:1"),
            (&["KS AU 2026:1"], "ks au 2026:1"),
            // Either could be the year.
            (&["2019/2020"], "2019:2020"),
        ] {
            for spelling in spellings {
                assert_eq!(read(spelling).as_deref(), Some(expected), "{spelling}");
            }
        }
    }

    #[test]
    fn what_is_no_case_number_is_not_read_as_one() {
        for text in [
            "",
            "KS",
            "548",
            "2020",
            "2021.107",
            "KS 20/548",
            "12-345",
            "1811000167",
            "2026-03-02-01",
            "KS 2020:54800000000",
            "KC-23010001",
            "begäran om bygglov 2026:1",
            "KS_2020_548",
            "KS 2020:548 (kopia)",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_document_belongs_to_its_case() {
        let case = CaseNumber::parse("KS/2019/0001/0009").unwrap().case();
        assert_eq!(Some(case), CaseNumber::parse("KS 2019:1"));
    }

    proptest! {
        #[test]
        fn every_spelling_is_the_same_case(
            series in "|KS|bun|ÄHN",
            year in 1900..=2099_u32,
            number in 0..1_000_000_u32,
            width in 0..=6_usize,
            separators in ("[/: -]", "[/:-]|  "),
        ) {
            let (first, second) = separators;
            let first = if series.is_empty() { String::new() } else { first };
            let spelling = format!("{series}{first}{year}{second}{number:0width$}");
            let expected = CaseNumber { series: fold(&series), year, number, document: None };
            prop_assert_eq!(CaseNumber::parse(&spelling), Some(expected), "{}", spelling);
        }

        #[test]
        fn what_is_written_is_read_back(text in "\\PC{0,16}|[A-ZÅ]{0,3}[ /:-]?[0-9]{1,6}[ /:-]?[0-9]{0,6}[ /:-]?[0-9]{0,4}") {
            if let Some(case) = CaseNumber::parse(&text) {
                prop_assert_eq!(CaseNumber::parse(&case.to_string()), Some(case), "{}", text);
            }
        }
    }
}
