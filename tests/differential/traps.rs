//! Traps: how often each thing that can go wrong was met, so that a test can prove that it met
//! it. They are counted by what the twin saw in the bytes, not by what the logs were meant to be.

use std::collections::BTreeMap;

/// How often each trap was met.
#[derive(Clone, Debug, Default)]
pub(crate) struct Traps(BTreeMap<String, u64>);

impl Traps {
    pub(crate) fn note(&mut self, trap: &str) {
        match self.0.get_mut(trap) {
            Some(count) => *count += 1,
            None => drop(self.0.insert(trap.to_owned(), 1)),
        }
    }

    pub(crate) fn note_if(&mut self, is_met: bool, trap: &str) {
        if is_met {
            self.note(trap);
        }
    }

    pub(crate) fn merge(&mut self, other: Self) {
        for (trap, count) in other.0 {
            *self.0.entry(trap).or_default() += count;
        }
    }

    pub(crate) fn count(&self, trap: &str) -> u64 {
        self.0.get(trap).copied().unwrap_or(0)
    }

    /// Every trap with its count, a line each.
    pub(crate) fn table(&self) -> String {
        self.0.iter().map(|(trap, count)| format!("{count:>9}  {trap}\n")).collect()
    }
}
