//! Numbers as reports print them: one rounding rule, two ways of writing.
//!
//! Machines get ASCII digits and a point. People get what their language writes.

use std::fmt::Write;

use fixed_decimal::Decimal;
use icu_decimal::DecimalFormatter;
use icu_decimal::options::{DecimalFormatterOptions, GroupingStrategy};

use super::Lang;
use crate::tally::wilson;

/// A share in tenths of a percent, rounded half up (SPEC 6).
///
/// 1000 only if all are met and 0 only if none is; `None` of nothing.
///
/// # Example
/// ```
/// use svarstid::report::percent_tenths;
/// assert_eq!(percent_tenths(21, 53), Some(396));
/// assert_eq!(percent_tenths(99_999, 100_000), Some(999));
/// assert_eq!(percent_tenths(0, 0), None);
/// ```
pub fn percent_tenths(part: u64, whole: u64) -> Option<u16> {
    match (part, whole) {
        (_, 0) => None,
        (0, _) => Some(0),
        (part, whole) if part >= whole => Some(1000),
        (part, whole) => {
            let (part, whole) = (u128::from(part), u128::from(whole));
            let tenths = (part * 2000 + whole) / (whole * 2);
            Some(tenths.clamp(1, 999) as u16)
        }
    }
}

/// The 95 percent interval of a share in tenths of a percent, rounded half up, and never so that
/// the share as it is printed lies outside; `None` of nothing.
///
/// # Example
/// ```
/// use svarstid::report::interval_tenths;
/// assert_eq!(interval_tenths(9, 10), Some((596, 982)));
/// assert_eq!(interval_tenths(0, 10), Some((0, 278)));
/// assert_eq!(interval_tenths(0, 0), None);
/// ```
pub fn interval_tenths(part: u64, whole: u64) -> Option<(u16, u16)> {
    let share = percent_tenths(part, whole)?;
    let (low, high) = wilson(part, whole)?;
    let tenths = |end: f64| (end * 1000.0).round() as u16;
    Some((tenths(low).min(share), tenths(high).max(share).min(1000)))
}

/// A span in hundredths of an hour, rounded half up.
///
/// # Example
/// ```
/// assert_eq!(svarstid::report::hours_hundredths(350_496), 9736);
/// assert_eq!(svarstid::report::hours_hundredths(18), 1);
/// ```
pub const fn hours_hundredths(seconds: i64) -> i64 {
    (seconds * 100 + 1800).div_euclid(3600)
}

/// Writes `value` with its last `places` digits behind a point, for machines.
pub(crate) fn machine(value: i64, places: u32) -> String {
    let mut text = String::new();
    push_machine(value, places, &mut text);
    text
}

/// Writes the same behind `text`.
pub(crate) fn push_machine(value: i64, places: u32, text: &mut String) {
    let scale = 10_u64.pow(places);
    let (whole, rest) = (value.unsigned_abs() / scale, value.unsigned_abs() % scale);
    let sign = if value < 0 { "-" } else { "" };
    // A `String` takes everything that is written to it.
    let _ = match places {
        0 => write!(text, "{sign}{whole}"),
        places => write!(text, "{sign}{whole}.{rest:0width$}", width = places as usize),
    };
}

/// Numbers as people of one language write them.
pub struct People {
    grouped: Option<DecimalFormatter>,
}

impl std::fmt::Debug for People {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("People")
    }
}

impl People {
    /// Numbers in `lang`: decimal comma and thin spaces in Swedish.
    pub fn new(lang: Lang) -> Self {
        let mut options = DecimalFormatterOptions::default();
        // 1 234 and not 1234: digits are compared down a column.
        options.grouping_strategy = Some(GroupingStrategy::Always);
        Self { grouped: DecimalFormatter::try_new(lang.locale().into(), options).ok() }
    }

    /// Writes `value` with its last `places` digits behind the decimal sign.
    pub fn write(&self, value: i64, places: u32) -> String {
        let mut decimal = Decimal::from(value);
        decimal.multiply_pow10(-(places as i16));
        match &self.grouped {
            Some(formatter) => thin(&formatter.format(&decimal).to_string()),
            None => machine(value, places),
        }
    }

    /// Writes a count.
    pub fn count(&self, count: u64) -> String {
        self.write(i64::try_from(count).unwrap_or(i64::MAX), 0)
    }
}

/// `number` with thin spaces that break no line (U+202F) between its groups of digits, as Swedish
/// writes them (Svenska skrivregler); CLDR has wide ones, U+00A0.
fn thin(number: &str) -> String {
    number.replace('\u{a0}', "\u{202f}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn machines_get_points_and_people_get_their_own_signs() {
        assert_eq!(machine(123_456, 2), "1234.56");
        assert_eq!(machine(5, 2), "0.05");
        assert_eq!(machine(-5, 1), "-0.5");
        assert_eq!(People::new(Lang::Swedish).write(123_456, 2), "1\u{202f}234,56");
        assert_eq!(People::new(Lang::English).write(123_456, 2), "1,234.56");
        assert_eq!(People::new(Lang::Swedish).write(396, 1), "39,6");
        assert_eq!(People::new(Lang::Swedish).write(1000, 1), "100,0");
        assert_eq!(People::new(Lang::Swedish).count(5_000_000), "5\u{202f}000\u{202f}000");
        // A table in a terminal is laid out by it.
        assert_eq!(unicode_width::UnicodeWidthStr::width("5\u{202f}000"), 5);
    }

    #[test]
    fn a_share_is_rounded_half_up_but_never_to_all_or_none() {
        assert_eq!(percent_tenths(1, 2000), Some(1));
        assert_eq!(percent_tenths(1, 1_000_000), Some(1));
        assert_eq!(percent_tenths(1, 3), Some(333));
        assert_eq!(percent_tenths(2, 3), Some(667));
        assert_eq!(percent_tenths(1, 16), Some(63), "6.25 % is 6.3");
        assert_eq!(percent_tenths(7, 7), Some(1000));
        assert_eq!(percent_tenths(0, 7), Some(0));
    }

    proptest! {
        #[test]
        fn a_printed_interval_holds_the_printed_share(whole in 1u64..20_000_000, seed: u64) {
            let part = seed % (whole + 1);
            let share = percent_tenths(part, whole).expect("a whole");
            let (low, high) = interval_tenths(part, whole).expect("a whole");
            prop_assert!(low <= share && share <= high && high <= 1000);
            let exact = wilson(part, whole).expect("a whole");
            prop_assert!((f64::from(low) - exact.0 * 1000.0).abs() <= 1.0);
            prop_assert!((f64::from(high) - exact.1 * 1000.0).abs() <= 1.0);
        }

        #[test]
        fn only_all_is_a_hundred_and_only_none_is_zero(whole in 1u64..5_000_000, seed: u64) {
            let part = seed % (whole + 1);
            let tenths = percent_tenths(part, whole).expect("a whole");
            prop_assert_eq!(tenths == 1000, part == whole);
            prop_assert_eq!(tenths == 0, part == 0);
            let exact = part as f64 / whole as f64 * 1000.0;
            prop_assert!((f64::from(tenths) - exact).abs() <= 1.0);
        }
    }
}
