//! Ranges of numbers and extensions, as the settings and the register write them.

use std::fmt;

use super::number::{self, Spelt};

/// Digits from a first to before an end, with zeros behind them up to [`Span::PLACES`] places:
/// so a range and a prefix compare as two stretches of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Span {
    from: u64,
    end: u64,
    /// How many digits a number in it has; any for a prefix.
    digits: Option<u8>,
}

impl Span {
    /// The most digits that a number has (E.164).
    const PLACES: usize = 15;

    /// From the digits `first` to the digits `last`, both included.
    fn new(first: &str, last: &str) -> Option<Self> {
        let (from, unit) = Self::placed(first)?;
        let (until, _) = Self::placed(last)?;
        let is_sound = first.len() == last.len() && from <= until;
        is_sound.then_some(Self { from, end: until + unit, digits: Some(first.len() as u8) })
    }

    /// All numbers that begin with `digits`.
    fn prefix(digits: &str) -> Option<Self> {
        let (from, unit) = Self::placed(digits)?;
        Some(Self { from, end: from + unit, digits: None })
    }

    /// Where digits stand on the line, and how long a stretch they are the beginning of.
    fn placed(digits: &str) -> Option<(u64, u64)> {
        let is_plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let behind = Self::PLACES.checked_sub(digits.len()).filter(|_| is_plain)?;
        let unit = 10_u64.pow(behind as u32);
        Some((digits.parse::<u64>().ok()? * unit, unit))
    }

    pub(super) fn contains(&self, digits: &str) -> bool {
        let has_length = self.digits.is_none_or(|length| usize::from(length) == digits.len());
        let placed = Self::placed(digits).filter(|_| has_length);
        placed.is_some_and(|(at, _)| (self.from..self.end).contains(&at))
    }

    /// How much of the line it covers; what covers less is more specific.
    pub(super) const fn extent(&self) -> u64 {
        self.end - self.from
    }

    /// Whether each has a part that the other lacks, and they share one.
    pub(super) fn crosses(&self, other: &Self) -> bool {
        let (low, high) = if (self.from, other.end) <= (other.from, self.end) {
            (self, other)
        } else {
            (other, self)
        };
        low.from < high.from && high.from < low.end && low.end < high.end
    }
}

/// Numbers of the organisation: one, a range or all with a beginning.
///
/// # Example
/// ```
/// use svarstid::organisation::NumberRange;
/// assert!(NumberRange::parse("08-555 00 000..08-555 00 999")?.contains("+46855500999"));
/// assert!(NumberRange::parse("08-555 00*")?.contains("+46855500999"));
/// assert!(NumberRange::parse("+46 8 555 00 100")?.contains("+46855500100"));
/// assert!(NumberRange::parse("08-555 00 999..08-555 00 000").is_err());
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberRange {
    text: String,
    pub(super) span: Span,
}

impl NumberRange {
    /// Reads `08-555 00 000..08-555 00 999`, `08-555 00 100` or `08-555 00*`.
    ///
    /// # Errors
    /// Why it is none of them, in one English clause.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let span = match (text.split_once(".."), text.strip_suffix('*')) {
            (Some((first, last)), _) => {
                let (first, last) = (digits(first)?, digits(last)?);
                Span::new(&first, &last).ok_or_else(|| unsound(&first, &last))?
            }
            (None, Some(beginning)) => {
                let beginning = number::beginning(beginning).filter(|digits| digits.len() >= 3);
                let beginning = beginning
                    .ok_or("the beginning of a number has an area code, such as \"08-555 00*\"")?;
                Span::prefix(&beginning).ok_or("it is longer than a number can be")?
            }
            (None, None) => {
                let number = digits(text)?;
                Span::new(&number, &number).ok_or("it is longer than a number can be")?
            }
        };
        Ok(Self { text: text.to_owned(), span })
    }

    /// Whether a number in its normal form (`+46…`) is one of them.
    pub fn contains(&self, number: &str) -> bool {
        number.strip_prefix('+').is_some_and(|digits| self.span.contains(digits))
    }
}

impl fmt::Display for NumberRange {
    /// Writes it as it was written.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The digits of a whole number, with the country's.
fn digits(text: &str) -> Result<String, String> {
    let mut normal = String::new();
    match number::phone(text, |_| false, &mut normal) {
        Spelt::Number => Ok(normal.split_off(1)),
        Spelt::Digits => {
            Err("a number has an area code, such as \"08-555 00 100\"; short numbers are \
                 extensions"
                .to_owned())
        }
        _ => Err("a number is written as \"08-555 00 100\" or \"+46 8 555 00 100\"".to_owned()),
    }
}

fn unsound(first: &str, last: &str) -> String {
    if first.len() == last.len() {
        "it ends before it begins".to_owned()
    } else {
        "its ends have different numbers of digits".to_owned()
    }
}

/// Extensions of the organisation: one, or a range.
///
/// # Example
/// ```
/// use svarstid::organisation::ExtensionRange;
/// let range = ExtensionRange::parse("1000..1999")?;
/// assert!(range.contains("1042"));
/// assert!(!range.contains("01042"));
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtensionRange {
    text: String,
    pub(super) span: Span,
}

impl ExtensionRange {
    /// The most digits of an extension: more is a number.
    pub const MOST_DIGITS: usize = 8;

    /// Reads `1000..1999` or `1000`.
    ///
    /// # Errors
    /// Why it is neither, in one English clause.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let (first, last) = text.split_once("..").unwrap_or((text, text));
        let (first, last) = (first.trim(), last.trim());
        for end in [first, last] {
            let is_plain = end.bytes().all(|byte| byte.is_ascii_digit());
            if !is_plain || !(2..=Self::MOST_DIGITS).contains(&end.len()) {
                return Err("an extension has 2 to 8 digits and nothing else, such as \
                            \"1000..1999\""
                    .to_owned());
            }
        }
        let span = Span::new(first, last).ok_or_else(|| unsound(first, last))?;
        Ok(Self { text: text.to_owned(), span })
    }

    /// Whether `digits` are one of them.
    pub fn contains(&self, digits: &str) -> bool {
        self.span.contains(digits)
    }
}

impl fmt::Display for ExtensionRange {
    /// Writes it as it was written.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_range_that_is_none_says_why() {
        for (text, part) in [
            ("", "a number is written as"),
            ("1000", "extensions"),
            ("08-555 00 100..08-555 00 99", "different numbers of digits"),
            ("08-555 00 200..08-555 00 100", "ends before it begins"),
            ("555*", "area code"),
            ("08-555 00 x*", "area code"),
            ("*", "area code"),
            ("08-555 00 000..", "a number is written as"),
        ] {
            let error = NumberRange::parse(text).unwrap_err();
            assert!(error.contains(part), "{text}: {error}");
        }
        for (text, part) in [
            ("", "2 to 8 digits"),
            ("1", "2 to 8 digits"),
            ("123456789", "2 to 8 digits"),
            ("10x0", "2 to 8 digits"),
            ("1000..", "2 to 8 digits"),
            ("1000..999", "different numbers of digits"),
            ("2000..1000", "ends before it begins"),
        ] {
            let error = ExtensionRange::parse(text).unwrap_err();
            assert!(error.contains(part), "{text}: {error}");
        }
    }

    #[test]
    fn a_prefix_covers_numbers_of_every_length_and_a_range_of_one() {
        let prefix = NumberRange::parse("08-555 00*").unwrap();
        let range = NumberRange::parse("08-555 00 000 .. 08-555 00 999").unwrap();
        for (number, by_prefix, by_range) in [
            ("+46855500000", true, true),
            ("+46855500999", true, true),
            ("+46855501000", false, false),
            ("+4685550012", true, false),
            ("+468555001234", true, false),
            ("46855500000", false, false),
            ("+", false, false),
        ] {
            assert_eq!(prefix.contains(number), by_prefix, "{number}");
            assert_eq!(range.contains(number), by_range, "{number}");
        }
    }

    #[test]
    fn two_spans_cross_when_neither_holds_the_other() {
        let span = |text: &str| ExtensionRange::parse(text).unwrap().span;
        for (a, b, crosses) in [
            ("1000..1999", "1500..2500", true),
            ("1000..1999", "1500..1600", false),
            ("1000..1999", "1000..1500", false),
            ("1000..1999", "1500..1999", false),
            ("1000..1999", "1000..1999", false),
            ("1000..1999", "2000..2999", false),
            ("1000..1999", "1999..2999", true),
        ] {
            assert_eq!(span(a).crosses(&span(b)), crosses, "{a} {b}");
            assert_eq!(span(b).crosses(&span(a)), crosses, "{b} {a}");
        }
    }

    proptest! {
        /// The obvious way: as numbers.
        #[test]
        fn a_range_holds_what_lies_between_its_ends(a in 1000..9999_u32, b in 1000..9999_u32, x in 0..20_000_u32) {
            let (first, last) = (a.min(b), a.max(b));
            let range = ExtensionRange::parse(&format!("{first}..{last}")).unwrap();
            prop_assert_eq!(range.contains(&x.to_string()), (first..=last).contains(&x));
        }
    }
}
