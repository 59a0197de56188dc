//! The figures of one group of contacts: counts by outcome and exact quantiles.

use crate::judge::{Outcome, Verdict};

/// What is counted of one group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    counts: [u64; Outcome::ALL.len()],
    /// Time to answer of each contact that is met or late, in seconds.
    times_s: Vec<u32>,
}

impl Group {
    /// Counts one contact.
    #[inline]
    pub fn add(&mut self, verdict: &Verdict) {
        self.counts[verdict.outcome as usize] += 1;
        if let (Outcome::Met | Outcome::Late, Some(time_s)) = (verdict.outcome, verdict.to_answer_s)
        {
            self.times_s.push(time_s);
        }
    }

    /// Adds the counts of `other`, and not its times.
    pub(super) fn merge_counts(&mut self, other: &Self) {
        for (mine, theirs) in self.counts.iter_mut().zip(other.counts) {
            *mine += theirs;
        }
    }

    /// Adds what `other` counted.
    pub fn merge(&mut self, other: Self) {
        self.merge_counts(&other);
        if self.times_s.is_empty() {
            self.times_s = other.times_s;
        } else {
            self.times_s.extend(other.times_s);
        }
    }

    /// The figures. Reorders the times, which changes no figure.
    pub fn figures(&mut self) -> Figures {
        let judged = Outcome::ALL
            .into_iter()
            .filter(|outcome| outcome.is_judged())
            .map(|outcome| self.counts[outcome as usize])
            .sum();
        Figures {
            counts: self.counts,
            p50_s: self.quantile_s(50, judged),
            p90_s: self.quantile_s(90, judged),
            max_s: self.times_s.iter().max().copied(),
        }
    }

    /// The smallest observed time to answer within which at least `percent` of the judged
    /// contacts were answered; `None` when fewer were (SPEC 6).
    fn quantile_s(&mut self, percent: u64, judged: u64) -> Option<u32> {
        let needed = (judged * percent).div_ceil(100);
        let index = usize::try_from(needed.checked_sub(1)?).ok()?;
        if index >= self.times_s.len() {
            return None;
        }
        Some(*self.times_s.select_nth_unstable(index).1)
    }
}

/// The figures of one group (SPEC 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figures {
    counts: [u64; Outcome::ALL.len()],
    /// Within how many seconds at least half of the judged contacts were answered.
    pub p50_s: Option<u32>,
    /// Within how many seconds at least nine in ten of the judged contacts were answered.
    pub p90_s: Option<u32>,
    /// The longest observed time to answer, in seconds.
    pub max_s: Option<u32>,
}

impl Figures {
    /// How many contacts ended so.
    pub const fn count(&self, outcome: Outcome) -> u64 {
        self.counts[outcome as usize]
    }

    /// All contacts.
    pub fn contacts(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// Contacts that count in the share: met, late and overdue.
    pub const fn judged(&self) -> u64 {
        self.count(Outcome::Met) + self.count(Outcome::Late) + self.count(Outcome::Overdue)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn verdict(outcome: Outcome, to_answer_s: Option<u32>) -> Verdict {
        Verdict { outcome, rule: None, due: None, to_answer_s, late_s: None }
    }

    #[test]
    fn an_unanswered_contact_cannot_flatter_the_median() {
        let mut group = Group::default();
        group.add(&verdict(Outcome::Met, Some(60)));
        group.add(&verdict(Outcome::Overdue, None));
        assert_eq!(group.figures().p50_s, Some(60));
        group.add(&verdict(Outcome::Overdue, None));
        let figures = group.figures();
        assert_eq!((figures.p50_s, figures.p90_s, figures.max_s), (None, None, Some(60)));
        assert_eq!(figures.judged(), 3);
    }

    #[test]
    fn exempt_and_unregulated_answers_are_in_no_quantile() {
        let mut group = Group::default();
        group.add(&verdict(Outcome::Exempt, Some(1)));
        group.add(&verdict(Outcome::Unregulated, Some(2)));
        group.add(&verdict(Outcome::Pending, None));
        let figures = group.figures();
        assert_eq!((figures.p50_s, figures.max_s, figures.judged()), (None, None, 0));
        assert_eq!(figures.contacts(), 3);
    }

    /// The slow twin: tries each observed time, smallest first, straight from SPEC 6.
    fn quantile_by_trying(times_s: &[u32], judged: usize, percent: usize) -> Option<u32> {
        let mut sorted = times_s.to_vec();
        sorted.sort_unstable();
        sorted.iter().copied().find(|limit| {
            times_s.iter().filter(|time| *time <= limit).count() * 100 >= judged * percent
        })
    }

    proptest! {
        #[test]
        fn quantiles_are_those_found_by_trying(
            times_s in prop::collection::vec(0u32..50, 0..60),
            unanswered in 0usize..40,
        ) {
            let mut group = Group::default();
            for time in &times_s {
                group.add(&verdict(Outcome::Late, Some(*time)));
            }
            for _ in 0..unanswered {
                group.add(&verdict(Outcome::Overdue, None));
            }
            let judged = times_s.len() + unanswered;
            let figures = group.figures();
            prop_assert_eq!(figures.p50_s, quantile_by_trying(&times_s, judged, 50));
            prop_assert_eq!(figures.p90_s, quantile_by_trying(&times_s, judged, 90));
            prop_assert_eq!(figures.max_s, times_s.iter().max().copied());
        }

        #[test]
        fn merging_parts_is_adding_the_whole(
            times_s in prop::collection::vec(0u32..1000, 1..60),
            cut in 0usize..60,
        ) {
            let cut = cut.min(times_s.len());
            let sum = |part: &[u32]| {
                let mut group = Group::default();
                part.iter().for_each(|time| group.add(&verdict(Outcome::Met, Some(*time))));
                group
            };
            let mut merged = sum(&times_s[cut..]);
            merged.merge(sum(&times_s[..cut]));
            prop_assert_eq!(merged.figures(), sum(&times_s).figures());
        }
    }
}
