//! What an attentive reader can compute: which unknowns a system of sums determines.
//!
//! Gaussian elimination on sparse rows, modulo a prime, so that it is exact: the coefficients
//! of sums are small, and a rank that differs from that of the rational numbers would need one
//! of its minors to be a multiple of the prime.

use rustc_hash::{FxHashMap, FxHashSet};

/// The Mersenne prime 2^61 − 1.
const PRIME: u64 = (1 << 61) - 1;

fn times(a: u64, b: u64) -> u64 {
    (u128::from(a) * u128::from(b) % u128::from(PRIME)) as u64
}

fn minus(a: u64, b: u64) -> u64 {
    if a >= b { a - b } else { a + PRIME - b }
}

/// The inverse by Fermat: a^(p − 2).
fn inverse(a: u64) -> u64 {
    let (mut base, mut power, mut result) = (a, PRIME - 2, 1);
    while power > 0 {
        if power & 1 == 1 {
            result = times(result, base);
        }
        base = times(base, base);
        power >>= 1;
    }
    result
}

/// A row: what stands before each variable, none of them 0.
type Row = FxHashMap<usize, u64>;

/// Takes `factor` times `other` from `row`.
fn take(row: &mut Row, other: &Row, factor: u64) {
    for (at, coefficient) in other {
        let entry = row.entry(*at).or_insert(0);
        *entry = minus(*entry, times(factor, *coefficient));
        if *entry == 0 {
            row.remove(at);
        }
    }
}

/// An unknown that the sums determine, and how: what each equation is taken times.
#[derive(Clone, Debug)]
pub(super) struct Determined {
    pub(super) unknown: usize,
    pub(super) equations: FxHashMap<usize, u64>,
}

impl Determined {
    /// What stands before a variable in the combination of equations that determines the
    /// unknown; 0 where it is not needed.
    pub(super) fn needed(&self, equations: &[Vec<(usize, i64)>]) -> FxHashSet<usize> {
        let mut sums: FxHashMap<usize, u64> = FxHashMap::default();
        for (equation, factor) in &self.equations {
            for (variable, coefficient) in &equations[*equation] {
                let entry = sums.entry(*variable).or_insert(0);
                let part = times(*factor, of(*coefficient));
                *entry = minus(*entry, minus(0, part));
            }
        }
        sums.into_iter().filter(|(_, sum)| *sum != 0).map(|(variable, _)| variable).collect()
    }
}

/// A coefficient modulo the prime.
fn of(coefficient: i64) -> u64 {
    match u64::try_from(coefficient) {
        Ok(positive) => positive % PRIME,
        Err(_) => minus(0, coefficient.unsigned_abs() % PRIME),
    }
}

/// The unknowns that `equations`, sums that are each 0, determine.
pub(super) fn determined(
    equations: &[Vec<(usize, i64)>],
    is_unknown: impl Fn(usize) -> bool,
) -> Vec<Determined> {
    // Reduced rows: each has one unknown, its pivot, that no other has.
    let mut rows: Vec<(Row, Row)> = Vec::new();
    let mut pivots: FxHashMap<usize, usize> = FxHashMap::default();
    // Rows that have an unknown, or once had it.
    let mut having: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (number, equation) in equations.iter().enumerate() {
        let unknowns = equation.iter().filter(|(variable, _)| is_unknown(*variable));
        let mut row: Row = unknowns.map(|(variable, by)| (*variable, of(*by))).collect();
        let mut made_of: Row = [(number, 1)].into_iter().collect();
        let known: Vec<usize> = row.keys().filter(|v| pivots.contains_key(v)).copied().collect();
        for variable in known {
            let Some(factor) = row.get(&variable).copied() else { continue };
            let (other, other_made_of) = &rows[pivots[&variable]];
            take(&mut row, other, factor);
            take(&mut made_of, other_made_of, factor);
        }
        // The unknown that fewest rows have keeps the rows short; the first of those, so that
        // the same system always gives the same result.
        let seen = |v: &usize| (having.get(v).map_or(0, Vec::len), *v);
        let Some(pivot) = row.keys().copied().min_by_key(seen) else { continue };
        let scale = inverse(row[&pivot]);
        row.values_mut().chain(made_of.values_mut()).for_each(|c| *c = times(*c, scale));
        for at in having.get(&pivot).cloned().unwrap_or_default() {
            let (other, other_made_of) = &mut rows[at];
            let Some(factor) = other.get(&pivot).copied() else { continue };
            take(other, &row, factor);
            take(other_made_of, &made_of, factor);
            row.keys().for_each(|v| having.entry(*v).or_default().push(at));
        }
        row.keys().for_each(|v| having.entry(*v).or_default().push(rows.len()));
        pivots.insert(pivot, rows.len());
        rows.push((row, made_of));
    }
    let alone = rows.into_iter().filter(|(row, _)| row.len() == 1);
    let mut found: Vec<Determined> = alone
        .filter_map(|(row, equations)| {
            Some(Determined { unknown: row.into_keys().next()?, equations })
        })
        .collect();
    found.sort_by_key(|own| own.unknown);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unknowns(equations: &[Vec<(usize, i64)>], known: &[usize]) -> Vec<usize> {
        let found = determined(equations, |variable| !known.contains(&variable));
        found.into_iter().map(|own| own.unknown).collect()
    }

    #[test]
    fn an_unknown_is_determined_where_a_combination_of_sums_leaves_it_alone() {
        // 0 = 1 + 2 and 3 = 1 + 4.
        let sums = [vec![(0, -1), (1, 1), (2, 1)], vec![(3, -1), (1, 1), (4, 1)]];
        assert_eq!(unknowns(&sums, &[0, 2, 3]), [1, 4], "one after the other");
        assert_eq!(unknowns(&sums, &[0, 3]), [0; 0], "one may be more and the others less");
        // 0 = 1 + 2, 3 = 2 + 4, 5 = 1 + 4: three sums of pairs tell all three.
        let pairs = [
            vec![(0, -1), (1, 1), (2, 1)],
            vec![(3, -1), (2, 1), (4, 1)],
            vec![(5, -1), (1, 1), (4, 1)],
        ];
        assert_eq!(unknowns(&pairs, &[0, 3, 5]), [1, 2, 4]);
    }

    #[test]
    fn the_known_numbers_that_a_conclusion_needs_are_told() {
        let sums = [vec![(0, -1), (1, 1), (2, 1)], vec![(3, -1), (1, 1), (2, 1), (4, 1)]];
        let found = determined(&sums, |variable| [1, 2, 4].contains(&variable));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].unknown, 4);
        let mut needed: Vec<usize> = found[0].needed(&sums).into_iter().collect();
        needed.sort_unstable();
        assert_eq!(needed, [0, 3, 4], "1 and 2 cancel out");
    }
}
