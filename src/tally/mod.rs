//! Tallies: contacts counted by group, with exact distributions of the time to answer.
//!
//! `add` counts one contact and `merge` folds another tally in; the order of neither shows
//! in the figures.

mod account;
mod answers;
mod dimension;
mod figures;
mod grouping;
mod interval;

pub use account::{Account, BrokenAccount, IgnoredCounts};
pub use answers::{AnswerClass, Answers};
pub use dimension::{Dimension, Key, KeyPart, Keyer};
pub use figures::{Figures, Group};
pub use grouping::{BoardId, Grouping};
pub use interval::{changed, wilson};

use rustc_hash::FxHashMap;

use crate::calendar::DayTable;
use crate::contact::Contact;
use crate::judge::Verdict;

/// Contacts counted by the groups of some dimensions.
#[derive(Clone, Debug)]
pub struct Tally {
    keyer: Keyer,
    /// Which group small keys have, one more than its index; 0 is none yet. Departments or
    /// boards alone have small keys.
    dense: Vec<u32>,
    index: FxHashMap<Key, u32>,
    groups: Vec<(Key, Group)>,
}

impl Tally {
    /// Keys below this are found without hashing.
    const DENSE: usize = 1024;

    /// An empty tally by `dimensions`; with none, everything is one group. Every department is
    /// itself and under no board.
    pub fn by(dimensions: &[Dimension]) -> Self {
        Self::grouped(dimensions, &Grouping::default())
    }

    /// The same, with departments that are one and under boards as `posts` says.
    pub fn grouped(dimensions: &[Dimension], posts: &Grouping) -> Self {
        Self {
            keyer: Keyer::new(dimensions, posts),
            dense: vec![0; Self::DENSE],
            index: FxHashMap::default(),
            groups: Vec::new(),
        }
    }

    /// Counts `contact` with its verdict; `table` tells its local day and hour.
    #[inline]
    pub fn add(&mut self, contact: &Contact, verdict: &Verdict, table: &DayTable) {
        let key = self.keyer.key(contact, verdict, table);
        self.group(key).add(verdict);
    }

    /// Adds what `other` counted. Both must be by the same dimensions and name departments
    /// and rules by the same numbers.
    pub fn merge(&mut self, other: Self) {
        debug_assert_eq!(self.keyer.dimensions(), other.keyer.dimensions());
        for (key, group) in other.groups {
            self.group(key).merge(group);
        }
    }

    #[inline]
    fn group(&mut self, key: Key) -> &mut Group {
        let next = self.groups.len() as u32;
        let index = match key.small(Self::DENSE) {
            Some(small) => {
                let entry = &mut self.dense[small];
                *entry = if *entry == 0 { next + 1 } else { *entry };
                *entry - 1
            }
            None => *self.index.entry(key).or_insert(next),
        };
        if index == next {
            self.groups.push((key, Group::default()));
        }
        &mut self.groups[index as usize].1
    }

    /// The dimensions.
    pub fn dimensions(&self) -> &[Dimension] {
        self.keyer.dimensions()
    }

    /// The figures of each group, with the parts of its key, in no particular order.
    pub fn figures(&mut self) -> Vec<(Vec<KeyPart>, Figures)> {
        let keyer = &self.keyer;
        self.groups.iter_mut().map(|(key, group)| (keyer.parts(*key), group.figures())).collect()
    }

    /// The figures of all groups together, without quantiles.
    pub fn counts(&self) -> Figures {
        let mut all = Group::default();
        self.groups.iter().for_each(|(_, group)| all.merge_counts(group));
        all.figures()
    }

    /// The figures of all groups together.
    pub fn total(self) -> Figures {
        let mut groups = self.groups.into_iter().map(|(_, group)| group);
        let mut all = groups.next().unwrap_or_default();
        groups.for_each(|group| all.merge(group));
        all.figures()
    }
}
