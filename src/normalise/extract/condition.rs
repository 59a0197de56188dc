//! Conditions of one file: whether a row is kept, opens a contact or answers one.

use std::borrow::Cow;
use std::cell::RefCell;

use super::columns::Header;
use crate::normalise::nulls::Nulls;
use crate::normalise::{Lookup, WordMap};
use crate::profile::language::{Condition, Pattern, Slot, Subject, Test};

/// A condition, ready for the rows of one file.
#[derive(Debug)]
pub(super) enum Holds {
    All(Vec<Holds>),
    Any(Vec<Holds>),
    Not(Box<Holds>),
    Cell { at: Option<usize>, test: TestOf },
    Slot { slot: Slot, test: TestOf },
}

#[derive(Debug)]
pub(super) enum TestOf {
    In(RefCell<Lookup<()>>),
    NotIn(RefCell<Lookup<()>>),
    Matches(Pattern),
    Empty,
    Present,
    Below(f64),
    Above(f64),
    Between(f64, f64),
}

impl Holds {
    pub(super) fn new(condition: &Condition, header: &Header) -> Self {
        let all = |some: &[Condition]| some.iter().map(|one| Self::new(one, header)).collect();
        match condition {
            Condition::All(some) => Self::All(all(some)),
            Condition::Any(some) => Self::Any(all(some)),
            Condition::Not(one) => Self::Not(Box::new(Self::new(one, header))),
            Condition::Test { subject: Subject::Column(cells), test } => {
                Self::Cell { at: header.first(cells), test: TestOf::new(test) }
            }
            Condition::Test { subject: Subject::Slot(slot), test } => {
                Self::Slot { slot: *slot, test: TestOf::new(test) }
            }
        }
    }

    /// Whether it holds for a row; `slot` gives the text of a slot.
    pub(super) fn holds<'r>(
        &self,
        row: &impl Fn(usize) -> Option<&'r [u8]>,
        nulls: &Nulls,
        slot: &impl Fn(Slot) -> Cow<'r, [u8]>,
    ) -> bool {
        match self {
            Self::All(some) => some.iter().all(|one| one.holds(row, nulls, slot)),
            Self::Any(some) => some.iter().any(|one| one.holds(row, nulls, slot)),
            Self::Not(one) => !one.holds(row, nulls, slot),
            Self::Cell { at, test } => {
                let cell = at.and_then(row).map_or(&b""[..], |cell| nulls.meant(cell));
                test.passes(cell)
            }
            Self::Slot { slot: asked, test } => test.passes(&slot(*asked)),
        }
    }
}

impl TestOf {
    fn new(test: &Test) -> Self {
        let words = |words: &[String]| {
            let map = words.iter().fold(WordMap::empty(), |map, word| map.with(word, ()));
            RefCell::new(Lookup::new(map))
        };
        match test {
            Test::In(some) => Self::In(words(some)),
            Test::NotIn(some) => Self::NotIn(words(some)),
            Test::Matches(pattern) => Self::Matches(pattern.clone()),
            Test::Empty => Self::Empty,
            Test::Present => Self::Present,
            Test::Below(limit) => Self::Below(*limit),
            Test::Above(limit) => Self::Above(*limit),
            Test::Between(least, most) => Self::Between(*least, *most),
        }
    }

    fn passes(&self, text: &[u8]) -> bool {
        let number = || number(text);
        match self {
            Self::In(words) => words.borrow_mut().get(text).is_some(),
            Self::NotIn(words) => words.borrow_mut().get(text).is_none(),
            Self::Matches(pattern) => pattern.is_match(&String::from_utf8_lossy(text)),
            Self::Empty => text.is_empty(),
            Self::Present => !text.is_empty(),
            Self::Below(limit) => number().is_some_and(|number| number < *limit),
            Self::Above(limit) => number().is_some_and(|number| number > *limit),
            Self::Between(least, most) => {
                number().is_some_and(|number| (*least..=*most).contains(&number))
            }
        }
    }
}

/// The number that a cell is, with a point or a comma.
fn number(text: &[u8]) -> Option<f64> {
    // Most are a few digits, and such a number is exact.
    const MOST_DIGITS: usize = 9;
    if (1..=MOST_DIGITS).contains(&text.len()) && text.iter().all(u8::is_ascii_digit) {
        let value = text.iter().fold(0u32, |sum, byte| sum * 10 + u32::from(byte - b'0'));
        return Some(f64::from(value));
    }
    let text = std::str::from_utf8(text).ok()?.trim().replace(',', ".");
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::language::Cell;

    fn test(column: &str, test: Test) -> Condition {
        let cell = Cell { name: column.into(), nth: 1 };
        Condition::Test { subject: Subject::Column(vec![cell]), test }
    }

    #[test]
    fn a_number_is_read_with_a_point_or_a_comma() {
        for (text, expected) in [
            ("0", Some(0.0)),
            ("007", Some(7.0)),
            ("999999999", Some(999_999_999.0)),
            ("9999999999", Some(9_999_999_999.0)),
            (" 1,5 ", Some(1.5)),
            ("-1", Some(-1.0)),
            ("", None),
            ("1 000", None),
        ] {
            assert_eq!(number(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn a_condition_holds_as_its_parts_do() {
        let header = Header::of(&["app".into(), "billsec".into()], "");
        let row = ["Dial", "12"];
        let cases = [
            (test("app", Test::In(vec!["dial".into(), "Queue".into()])), true),
            (test("app", Test::NotIn(vec!["VoiceMail".into()])), true),
            (test("app", Test::Matches(Pattern::new("^D").unwrap())), true),
            (test("app", Test::Empty), false),
            (test("nowhere", Test::Empty), true),
            (test("nowhere", Test::Present), false),
            (test("billsec", Test::Above(0.0)), true),
            (test("billsec", Test::Below(12.0)), false),
            (test("billsec", Test::Between(12.0, 13.0)), true),
            (test("app", Test::Above(0.0)), false),
        ];
        let holds = |condition: &Condition| {
            let row = |at: usize| row.get(at).map(|cell| cell.as_bytes());
            Holds::new(condition, &header)
                .holds(&row, &Nulls::default(), &|_| Cow::Borrowed(&b""[..]))
        };
        for (condition, expected) in &cases {
            assert_eq!(holds(condition), *expected, "{condition:?}");
            assert_eq!(holds(&Condition::Not(Box::new(condition.clone()))), !expected);
        }
        let (yes, no) = (cases[0].0.clone(), cases[3].0.clone());
        assert!(holds(&Condition::Any(vec![no.clone(), yes.clone()])));
        assert!(!holds(&Condition::All(vec![yes, no])));
        assert!(holds(&Condition::All(Vec::new())));
    }
}
