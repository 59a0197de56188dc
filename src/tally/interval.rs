//! Wilson's interval: what a share of few contacts can be trusted to say.

use std::cmp::Ordering;

/// The point of the standard normal distribution that 97.5 percent lie below: 95 percent lie
/// within it on both sides.
const Z: f64 = 1.959_963_984_540_054;

/// The 95 percent score interval of `part` of `whole`, from 0 to 1; `None` of nothing.
///
/// With *p* = part / whole and *n* = whole, the ends are those *q* for which
/// |*p* − *q*| = *z* √(*q*(1 − *q*)/*n*), that is
/// (*p* + *z*²/2*n* ± *z* √(*p*(1 − *p*)/*n* + *z*²/4*n*²)) / (1 + *z*²/*n*) with *z* = 1.96
/// (E. B. Wilson: Probable inference, the law of succession, and statistical inference. Journal
/// of the American Statistical Association 22 (1927), 209–212). It contains *p*, is never
/// outside 0 to 1, and is not of no width where all or none are met.
///
/// # Example
/// ```
/// let (low, high) = svarstid::tally::wilson(9, 10).expect("ten contacts");
/// assert!((low - 0.5958).abs() < 1e-4 && (high - 0.9821).abs() < 1e-4);
/// assert_eq!(svarstid::tally::wilson(0, 0), None);
/// ```
pub fn wilson(part: u64, whole: u64) -> Option<(f64, f64)> {
    if whole == 0 {
        return None;
    }
    let n = whole as f64;
    let p = part.min(whole) as f64 / n;
    let z2 = Z * Z;
    let centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    // At the ends the exact value is 0 or 1, and rounding of the machine must not say otherwise.
    let low = if part == 0 { 0.0 } else { (centre - half).clamp(0.0, p) };
    let high = if part >= whole { 1.0 } else { (centre + half).clamp(p, 1.0) };
    Some((low, high))
}

/// Whether a share has changed from `before` to `now`, each a part of a whole: greater or less
/// only where their intervals do not meet, else equal; `None` where either is of nothing.
///
/// # Example
/// ```
/// use std::cmp::Ordering;
/// use svarstid::tally::changed;
/// assert_eq!(changed((8, 10), (9, 10)), Some(Ordering::Equal), "ten contacts prove nothing");
/// assert_eq!(changed((800, 1000), (900, 1000)), Some(Ordering::Greater));
/// assert_eq!(changed((0, 0), (9, 10)), None);
/// ```
pub fn changed(before: (u64, u64), now: (u64, u64)) -> Option<Ordering> {
    let (before, now) = (wilson(before.0, before.1)?, wilson(now.0, now.1)?);
    Some(if now.0 > before.1 {
        Ordering::Greater
    } else if now.1 < before.0 {
        Ordering::Less
    } else {
        Ordering::Equal
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Computed with GNU bc at 40 decimals.
    const VECTORS: [(u64, u64, f64, f64); 13] = [
        (1, 1, 0.206549314377237, 1.0),
        (0, 1, 0.0, 0.793450685622763),
        (1, 2, 0.094531205734231, 0.905468794265769),
        (5, 10, 0.236593090512564, 0.763406909487436),
        (9, 10, 0.595849973204762, 0.982123786904927),
        (10, 10, 0.722467200137111, 1.0),
        (0, 10, 0.0, 0.277532799862889),
        (81, 263, 0.255288519878274, 0.366209576982800),
        (686, 866, 0.763861254013538, 0.817853948071702),
        (1, 1000, 0.000176546370626, 0.005642558597958),
        (999999, 1000000, 0.999994335088196, 0.999999823475423),
        (2, 3, 0.207659600802048, 0.938508055279604),
        (50, 51, 0.896954312738550, 0.996530307358939),
    ];

    #[test]
    fn the_interval_is_that_of_another_program() {
        for (part, whole, low, high) in VECTORS {
            let found = wilson(part, whole).unwrap();
            assert!((found.0 - low).abs() < 1e-12, "{part} of {whole}: {found:?}");
            assert!((found.1 - high).abs() < 1e-12, "{part} of {whole}: {found:?}");
        }
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_share_and_stays_within_0_and_1(
            whole in 1u64..10_000_000, seed: u64,
        ) {
            let part = seed % (whole + 1);
            let (low, high) = wilson(part, whole).unwrap();
            let share = part as f64 / whole as f64;
            prop_assert!(0.0 <= low && low <= share && share <= high && high <= 1.0);
            prop_assert!(low < high, "not even all of {} are certainty", whole);
        }

        /// The ends are where a test of the share would just not refuse: Wilson's own definition.
        #[test]
        fn each_end_is_a_share_that_just_could_have_given_what_was_seen(
            whole in 1u64..100_000, seed: u64,
        ) {
            let part = seed % (whole + 1);
            let (n, p) = (whole as f64, part as f64 / whole as f64);
            let (low, high) = wilson(part, whole).unwrap();
            for end in [low, high] {
                let gap = (p - end).powi(2) - Z * Z * end * (1.0 - end) / n;
                prop_assert!(gap.abs() < 1e-9, "{gap}");
            }
        }

        #[test]
        fn a_change_is_told_one_way_only(a in 1u64..2000, b in 1u64..2000, x: u64, y: u64) {
            let (before, now) = ((x % (a + 1), a), (y % (b + 1), b));
            let there = changed(before, now).unwrap();
            prop_assert_eq!(there.reverse(), changed(now, before).unwrap());
            let shares = (now.0 * before.1).cmp(&(before.0 * now.1));
            prop_assert!(there == Ordering::Equal || there == shares);
        }
    }
}
