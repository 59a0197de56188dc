//! Series: numbers that were seen, as the ranges that they most likely are handed out in.

use std::collections::BTreeSet;

/// Numbers from the first to the last, both included, as they are dialled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Series {
    pub(super) first: String,
    pub(super) last: String,
}

/// Hundreds of a thousand from which on the thousand is taken to be whole.
const HUNDREDS_OF_A_WHOLE: usize = 5;

/// The series of `own` numbers: whole hundreds, and whole thousands where at least half of their
/// hundreds are used. A series with one of `others` in it is parted, down to single numbers.
///
/// Whole series name nobody: which of their numbers is whose stands in the register alone.
pub(super) fn series(own: &BTreeSet<String>, others: &BTreeSet<String>) -> Vec<Series> {
    let is_free = |prefix: &str, places: usize| {
        let length = prefix.len() + places;
        let mut inside =
            others.range(prefix.to_owned()..).take_while(|own| own.starts_with(prefix));
        !inside.any(|other| other.len() == length)
    };
    // By length and beginning, so that 1000 and 10000 never meet.
    let mut blocks: BTreeSet<(usize, String)> = BTreeSet::new();
    for number in own {
        let places = [2, 1, 0].into_iter().find(|places| {
            number.len() > *places && is_free(&number[..number.len() - places], *places)
        });
        let places = places.unwrap_or_default();
        blocks.insert((number.len(), number[..number.len() - places].to_owned()));
    }
    let hundreds: Vec<(usize, String)> =
        blocks.iter().filter(|own| own.0 - own.1.len() == 2).cloned().collect();
    for (length, prefix) in &hundreds {
        let Some(thousand) = prefix.get(..prefix.len() - 1) else { continue };
        let is_in = |own: &&(usize, String)| own.0 == *length && own.1.starts_with(thousand);
        let used = hundreds.iter().filter(is_in).count();
        if used >= HUNDREDS_OF_A_WHOLE && is_free(thousand, 3) && !thousand.is_empty() {
            blocks.retain(|own| !is_in(&own) || own.1 == thousand);
            blocks.insert((*length, thousand.to_owned()));
        }
    }
    let mut found: Vec<Series> = Vec::new();
    for (length, prefix) in &blocks {
        let filled = |digit: &str| format!("{prefix}{}", digit.repeat(length - prefix.len()));
        let (first, last) = (filled("0"), filled("9"));
        match found.last_mut() {
            Some(before) if follows(&before.last, &first) => before.last = last,
            _ => found.push(Series { first, last }),
        }
    }
    found
}

/// Whether `next` is the number after `last`.
fn follows(last: &str, next: &str) -> bool {
    let digits = |text: &str| text.trim_start_matches('+').parse::<u64>().ok();
    last.len() == next.len()
        && digits(last).zip(digits(next)).is_some_and(|(last, next)| last + 1 == next)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(own: &[&str], others: &[&str]) -> Vec<String> {
        let set = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        let found = series(&set(own), &set(others));
        found.into_iter().map(|own| format!("{}..{}", own.first, own.last)).collect()
    }

    #[test]
    fn numbers_are_taken_for_whole_series_unless_somebody_else_has_one_of_them() {
        for (own, others, expected) in [
            (&["1010", "1022"][..], &[][..], &["1000..1099"][..]),
            (&["1010", "1122", "1301"], &[], &["1000..1199", "1300..1399"]),
            // Half of the hundreds of a thousand.
            (&["1010", "1122", "1301", "1501", "1999"], &[], &["1000..1999"]),
            (
                &["1010", "1122", "1301", "1501", "1999"],
                &["1477"],
                &["1000..1199", "1300..1399", "1500..1599", "1900..1999"],
            ),
            // 1012 is somebody else's, and 1019 too.
            (&["1010", "1022"], &["1012"], &["1010..1010", "1020..1029"]),
            (&["1010"], &["1077"], &["1010..1019"]),
            // The length counts.
            (&["1010"], &["101", "10100"], &["1000..1099"]),
            (&["101", "1010"], &[], &["100..199", "1000..1099"]),
            (&["101"], &["112"], &["100..109"]),
            (&["+46855500010", "+46855500030"], &["+46700000001"], &["+46855500000..+46855500099"]),
            (&["11"], &[], &["10..19"]),
            (&[], &["1"], &[]),
        ] {
            assert_eq!(found(own, others), expected, "{own:?} {others:?}");
        }
    }
}
