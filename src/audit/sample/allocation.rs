//! Allocation: how many of a sample each stratum gives.

/// How many of `size` each stratum gives: in proportion to its contacts, by largest remainder,
/// and one at the least. All of them when there are not more than `size`; `None` when there are
/// more strata than `size`.
///
/// A stratum whose proportion is less than one gives one, and the rest is divided among the
/// others as if it were not there. Of strata with the same remainder the larger one comes first,
/// then the one that stands first. Strata have at least one contact each.
///
/// # Example
/// ```
/// use svarstid::audit::allocate;
/// assert_eq!(allocate(10, &[500, 300, 190, 10]), Some(vec![4, 3, 2, 1]));
/// assert_eq!(allocate(10, &[3, 2]), Some(vec![3, 2]));
/// assert_eq!(allocate(1, &[3, 2]), None);
/// ```
pub fn allocate(size: u64, strata: &[u64]) -> Option<Vec<u64>> {
    if strata.iter().sum::<u64>() <= size {
        return Some(strata.to_vec());
    }
    if (size as usize) < strata.len() {
        return None;
    }
    let mut shares = vec![0; strata.len()];
    let mut left = u128::from(size);
    let mut contacts: u128 = strata.iter().map(|own| u128::from(*own)).sum();
    // Each one that is set aside makes the proportions of the others smaller.
    loop {
        let is_small = |at: &usize| shares[*at] == 0 && left * u128::from(strata[*at]) < contacts;
        let small: Vec<usize> = (0..strata.len()).filter(is_small).collect();
        if small.is_empty() {
            break;
        }
        for at in small {
            shares[at] = 1;
            left -= 1;
            contacts -= u128::from(strata[at]);
        }
    }
    let mut remainders: Vec<(u128, u64, usize)> = Vec::new();
    let mut rest = left;
    for at in (0..strata.len()).filter(|at| shares[*at] == 0).collect::<Vec<_>>() {
        let part = left * u128::from(strata[at]);
        shares[at] = (part / contacts) as u64;
        rest -= part / contacts;
        remainders.push((part % contacts, strata[at], at));
    }
    remainders
        .sort_by_key(|(remainder, contacts, at)| (std::cmp::Reverse((*remainder, *contacts)), *at));
    for (_, _, at) in remainders.into_iter().take(rest as usize) {
        shares[at] += 1;
    }
    Some(shares)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_case_is_divided_as_by_hand() {
        for (size, strata, shares) in [
            // One to the last; 9 of 990 are 4.55, 2.73 and 1.73.
            (10, &[500, 300, 190, 10][..], &[4, 3, 2, 1][..]),
            (150, &[911], &[150]),
            (4, &[10, 10, 10], &[2, 1, 1]),
            (5, &[10, 10, 10], &[2, 2, 1]),
            (3, &[1000, 1, 1], &[1, 1, 1]),
            (4, &[1000, 1, 1], &[2, 1, 1]),
            // 7 x 55/100 = 3.85, 7 x 30/100 = 2.1, 7 x 15/100 = 1.05
            (7, &[55, 30, 15], &[4, 2, 1]),
            (5, &[2, 3], &[2, 3]),
            (9, &[2, 3], &[2, 3]),
            (0, &[], &[]),
            (9, &[], &[]),
        ] {
            assert_eq!(allocate(size, strata).as_deref(), Some(shares), "{size} of {strata:?}");
        }
        assert_eq!(allocate(2, &[1000, 1, 1]), None);
        assert_eq!(allocate(0, &[7]), None);
    }

    proptest! {
        #[test]
        fn all_are_given_out_and_none_gets_more_than_it_has_or_nothing(
            strata in prop::collection::vec(1u64..5000, 1..40),
            size in 1u64..3000,
        ) {
            let contacts: u64 = strata.iter().sum();
            let Some(shares) = allocate(size, &strata) else {
                prop_assert!((size as usize) < strata.len() && contacts > size);
                return Ok(());
            };
            prop_assert_eq!(shares.iter().sum::<u64>(), size.min(contacts));
            for (own, share) in strata.iter().zip(&shares) {
                prop_assert!((1..=*own).contains(share), "{} of {}", share, own);
            }
            // A larger stratum never gives fewer, and none gets a whole one above its proportion
            // but for the one that each has.
            for (a, of_a) in strata.iter().zip(&shares) {
                for (b, of_b) in strata.iter().zip(&shares) {
                    prop_assert!(a <= b || of_a >= of_b);
                }
                let proportion = size as f64 * *a as f64 / contacts as f64;
                prop_assert!(*of_a as f64 <= (proportion + 1.0).max(1.0));
            }
        }
    }
}
