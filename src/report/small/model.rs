//! The numbers of a report as a system of sums: which of them to hold back, so that no small
//! number is printed and none can be computed from what is.

use rustc_hash::FxHashMap;

use super::solve::determined;

/// How gladly a number is held back to protect another: the lower, the more gladly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Worth {
    /// What stands beside the figures: without exemptions, under another reading.
    Aside,
    /// A part that few look at.
    Part,
    /// What a share is made of.
    Share,
    /// How many contacts a group has.
    Size,
    /// A figure of all contacts.
    Total,
}

#[derive(Clone, Debug)]
struct Number {
    value: u64,
    worth: Worth,
    /// Whether the report prints it.
    is_printed: bool,
    is_held_back: bool,
    /// Whether everybody knows it anyway, so that holding it back is of no use.
    is_public: bool,
    /// Numbers that are printed together with it or not at all.
    tied: Vec<usize>,
}

/// Numbers by their names, and the sums that readers know.
#[derive(Clone, Debug)]
pub(super) struct Model {
    /// The smallest number of contacts that is no small number.
    least: u64,
    numbers: Vec<Number>,
    by_name: FxHashMap<String, usize>,
    sums: Vec<Vec<(usize, i64)>>,
}

impl Model {
    pub(super) fn new(least: u64) -> Self {
        Self { least, numbers: Vec::new(), by_name: FxHashMap::default(), sums: Vec::new() }
    }

    /// The number of that name, which is `value`; not printed yet.
    pub(super) fn number(&mut self, name: &str, value: u64, worth: Worth) -> usize {
        if let Some(at) = self.by_name.get(name) {
            return *at;
        }
        let at = self.numbers.len();
        self.numbers.push(Number {
            value,
            worth,
            is_printed: false,
            is_held_back: false,
            is_public: false,
            tied: Vec::new(),
        });
        self.by_name.insert(name.to_owned(), at);
        at
    }

    /// The number of that name, which is printed.
    pub(super) fn printed(&mut self, name: &str, value: u64, worth: Worth) -> usize {
        let at = self.number(name, value, worth);
        self.numbers[at].is_printed = true;
        at
    }

    /// The number of that name, where there is one.
    pub(super) fn named(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// Whether a quantile has so many of `judged` contacts on either side that none is one of few.
    pub(super) fn is_on_both_sides(&self, judged: u64, percent: u64) -> bool {
        judged * percent.min(100 - percent) >= self.least * 100
    }

    /// Makes a number known to everybody.
    pub(super) fn publish(&mut self, at: usize) {
        self.numbers[at].is_printed = true;
        self.numbers[at].is_public = true;
        self.numbers[at].is_held_back = false;
    }

    /// Ties two numbers, as the two of a share.
    pub(super) fn tie(&mut self, a: usize, b: usize) {
        self.numbers[a].tied.push(b);
        self.numbers[b].tied.push(a);
    }

    /// Says that `whole` is the sum of `parts`.
    pub(super) fn sum(&mut self, whole: usize, parts: impl IntoIterator<Item = usize>) {
        let parts = parts.into_iter().map(|part| (part, 1));
        self.sums.push(std::iter::once((whole, -1)).chain(parts).collect());
    }

    /// The value of a number.
    pub(super) fn value(&self, at: usize) -> u64 {
        self.numbers[at].value
    }

    /// Whether the report may print the number of that name.
    pub(super) fn shows(&self, name: &str) -> bool {
        self.by_name.get(name).is_some_and(|at| !self.numbers[*at].is_held_back)
    }

    /// Holds a number back, and those tied to it.
    pub(super) fn hold_back(&mut self, at: usize) {
        let mut next = vec![at];
        while let Some(at) = next.pop() {
            let number = &mut self.numbers[at];
            if !number.is_public && !number.is_held_back {
                number.is_held_back = true;
                next.extend(&number.tied);
            }
        }
    }

    /// Whether a value is a small number of contacts.
    pub(super) fn is_small(&self, value: u64) -> bool {
        (1..self.least).contains(&value)
    }

    /// Holds back every number but the public ones.
    pub(super) fn hold_back_all(&mut self) {
        (0..self.numbers.len()).for_each(|at| self.hold_back(at));
    }

    /// Holds back small numbers, and others until no small number can be computed.
    pub(super) fn settle(&mut self) {
        for at in 0..self.numbers.len() {
            if self.is_small(self.numbers[at].value) {
                self.hold_back(at);
            }
        }
        loop {
            // A 0 that is held back protects nothing, for no number is below 0: it counts as
            // known. So there is room on both sides of what stays unknown.
            let is_unknown = |at: usize| {
                let number = &self.numbers[at];
                number.value > 0 && (!number.is_printed || number.is_held_back)
            };
            let told: Vec<_> = determined(&self.sums, is_unknown)
                .into_iter()
                .filter(|own| {
                    let number = &self.numbers[own.unknown];
                    self.is_small(number.value) && !number.is_public
                })
                .collect();
            if told.is_empty() {
                return;
            }
            for own in told {
                let needed = own.needed(&self.sums);
                let needed: Vec<usize> = needed
                    .into_iter()
                    .filter(|at| *at != own.unknown && self.numbers[*at].value > 0)
                    .collect();
                // What an earlier one made unknown breaks this conclusion already.
                if needed.iter().any(|at| self.numbers[*at].is_held_back) {
                    continue;
                }
                let could = needed.into_iter().filter(|at| {
                    let number = &self.numbers[*at];
                    number.is_printed && !number.is_public
                });
                let cost = |at: &usize| {
                    let number = &self.numbers[*at];
                    (number.worth, number.value, *at)
                };
                match could.min_by_key(cost) {
                    Some(at) => self.hold_back(at),
                    None => return self.hold_back_all(),
                }
            }
        }
    }
}
