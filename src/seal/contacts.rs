//! Contacts of two runs, found in each other: which count otherwise, and why.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::line::ContactLine;
use super::run::Run;
use super::why::{Reasons, Why};

/// Flags of `svarstid contacts` that leave contacts out of its list.
const FILTERS: [&str; 2] = ["only", "due"];

/// A contact that counts otherwise.
#[derive(Clone, Debug)]
pub struct ContactChange<'t> {
    /// As the second run has it, or else the first.
    pub line: ContactLine<'t>,
    /// As the first run has it, if it does.
    pub before: Option<ContactLine<'t>>,
    /// As the second run has it, if it does.
    pub after: Option<ContactLine<'t>>,
    /// Why, the most telling first; never empty.
    pub why: Vec<Why>,
}

/// Contacts that count otherwise, by receipt.
#[derive(Clone, Debug, Default)]
pub struct ContactChanges<'t> {
    /// They.
    pub changed: Vec<ContactChange<'t>>,
    /// How many the first run lists.
    pub before: u64,
    /// How many the second run lists.
    pub after: u64,
}

/// Why contacts cannot be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactsLeftOut {
    /// Neither run lists them.
    Neither,
    /// Only one of the runs lists them.
    One,
    /// A run lists only some of them.
    Filtered,
}

/// Compares the contacts of two runs.
pub(super) fn contacts<'t>(
    a: &Run<'t>,
    b: &Run<'t>,
) -> Result<ContactChanges<'t>, ContactsLeftOut> {
    let (before, after) = match (&a.contacts, &b.contacts) {
        (Some(before), Some(after)) => (before, after),
        (None, None) => return Err(ContactsLeftOut::Neither),
        _ => return Err(ContactsLeftOut::One),
    };
    let is_filtered = |run: &Run<'_>| {
        let flags = &run.sealed.request.flags;
        FILTERS.iter().any(|filter| flags.get(*filter).is_some_and(|values| !values.is_empty()))
    };
    if is_filtered(a) || is_filtered(b) {
        return Err(ContactsLeftOut::Filtered);
    }
    let reasons = Reasons::new(a, b);
    let mut changed = Vec::new();
    let Pairs { both, only_before, only_after } = pairs(before, after);
    let mut add = |before: Option<&ContactLine<'t>>, after: Option<&ContactLine<'t>>, why| {
        if let Some(line) = after.or(before).cloned() {
            let (before, after) = (before.cloned(), after.cloned());
            changed.push(ContactChange { line, before, after, why });
        }
    };
    for (one, other) in both.into_iter().filter(|(a, b)| a.counted_as() != b.counted_as()) {
        add(Some(one), Some(other), reasons.of_both(one, other));
    }
    for line in only_before {
        add(Some(line), None, vec![reasons.of_one(line, false)]);
    }
    for line in only_after {
        add(None, Some(line), vec![reasons.of_one(line, true)]);
    }
    changed.sort_by(|one, other| one.place().cmp(&other.place()));
    Ok(ContactChanges { changed, before: before.len() as u64, after: after.len() as u64 })
}

impl ContactChange<'_> {
    fn place(&self) -> (&str, &str, &str, u64) {
        let line = &self.line;
        let (id, source) = (ContactLine::words(&line.id), ContactLine::words(&line.source));
        (&line.received, id, source, line.line)
    }
}

struct Pairs<'l, 't> {
    both: Vec<(&'l ContactLine<'t>, &'l ContactLine<'t>)>,
    only_before: Vec<&'l ContactLine<'t>>,
    only_after: Vec<&'l ContactLine<'t>>,
}

/// Finds each contact of one list in the other: first those that are the same in all, then by
/// what stays when something else is corrected. An id is its own only with its receipt or its
/// channel, for systems use numbers again; alone it decides where there is just one of it.
fn pairs<'l, 't>(before: &'l [ContactLine<'t>], after: &'l [ContactLine<'t>]) -> Pairs<'l, 't> {
    let mut left = Left {
        before: before.iter().collect(),
        after: after.iter().collect(),
        both: Vec::with_capacity(before.len().min(after.len())),
    };
    left.pair(|line| {
        let kind = (&line.channel, &line.origin, &line.department, &line.received);
        Some((&line.id, kind, &line.answered, &line.rule, &line.due, &line.verdict))
    });
    left.pair(|line| Some((line.id.as_ref()?, &line.channel, &line.received)));
    left.pair(|line| Some((line.id.as_ref()?, &line.received)));
    left.pair_alone(|line| Some((line.id.as_ref()?, &line.channel)));
    left.pair_alone(|line| line.id.as_ref());
    // Rows without an id: as they stand in their file, and then as the first of their kind.
    let without_id = |line: &ContactLine<'_>| line.id.is_none();
    left.pair(|line| without_id(line).then_some((&line.source, line.line, &line.received)));
    left.pair(|line| {
        let kind = (&line.channel, &line.origin, &line.department, &line.received);
        without_id(line).then_some(kind)
    });
    left.pair(|line| without_id(line).then_some((&line.channel, &line.received)));
    Pairs { both: left.both, only_before: left.before, only_after: left.after }
}

/// What is not found yet.
struct Left<'l, 't> {
    before: Vec<&'l ContactLine<'t>>,
    after: Vec<&'l ContactLine<'t>>,
    both: Vec<(&'l ContactLine<'t>, &'l ContactLine<'t>)>,
}

impl<'l, 't> Left<'l, 't> {
    /// Pairs those with the same key, in their order.
    fn pair<K: Hash + Eq>(&mut self, key: impl Fn(&'l ContactLine<'t>) -> Option<K>) {
        self.pair_where(key, |_, _| true);
    }

    /// Pairs those with the same key, where each list has just one of it.
    fn pair_alone<K: Hash + Eq>(&mut self, key: impl Fn(&'l ContactLine<'t>) -> Option<K>) {
        self.pair_where(key, |before, after| before == 1 && after == 1);
    }

    fn pair_where<K: Hash + Eq>(
        &mut self,
        key: impl Fn(&'l ContactLine<'t>) -> Option<K>,
        may_pair: impl Fn(usize, usize) -> bool,
    ) {
        if self.before.is_empty() || self.after.is_empty() {
            return;
        }
        let mut by_key: FxHashMap<K, (Vec<usize>, Vec<usize>)> = FxHashMap::default();
        for (index, line) in self.before.iter().enumerate() {
            if let Some(key) = key(line) {
                by_key.entry(key).or_default().0.push(index);
            }
        }
        for (index, line) in self.after.iter().enumerate() {
            if let Some(lists) = key(line).and_then(|key| by_key.get_mut(&key)) {
                lists.1.push(index);
            }
        }
        let mut taken = (vec![false; self.before.len()], vec![false; self.after.len()]);
        for (before, after) in by_key.values() {
            if may_pair(before.len(), after.len()) {
                for (one, other) in before.iter().zip(after) {
                    (taken.0[*one], taken.1[*other]) = (true, true);
                    self.both.push((self.before[*one], self.after[*other]));
                }
            }
        }
        keep(&mut self.before, &taken.0);
        keep(&mut self.after, &taken.1);
    }
}

fn keep<T>(list: &mut Vec<T>, taken: &[bool]) {
    let mut taken = taken.iter();
    list.retain(|_| !taken.next().is_some_and(|taken| *taken));
}
