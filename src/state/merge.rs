//! Merging: the sum of states, and the reasons why some do not go together.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::refusal::{Refusal, Refusals};
use super::saved::Saved;
use super::{Cell, CellKey, Single, State};
use crate::calendar::{Day, DayTable};

/// Days that no state answers for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The first of them.
    pub first: Day,
    /// The last of them.
    pub last: Day,
    /// Of which part; empty where there are no parts.
    pub part: String,
}

/// The sum of `states`, each with the name that people know it by; in whatever order they come.
/// `table` tells on which day something was received.
///
/// # Errors
/// [`Refusals`] with every reason why they do not go together: other rules, another key, days or
/// logs or contacts that two of them have, or rows that nobody can tell apart.
pub fn merge(states: Vec<(String, State)>, table: &DayTable) -> Result<State, Refusals> {
    let mut refusals = Vec::new();
    let Some((first_name, first)) = states.first() else { return Err(Refusals(refusals)) };
    let rules = &first.rules;
    for (name, state) in &states[1..] {
        if let Some(what) = rules.difference(&state.rules, [first_name, name]) {
            let (a, b) = (first_name.clone(), name.clone());
            refusals.push(Refusal::OtherRules { a, b, what });
        }
    }
    let keyed = |(name, state): &(String, State)| Some((name.clone(), state.key.clone()?));
    let mut keys = states.iter().filter_map(keyed);
    let key = keys.next();
    for b in keys {
        if let Some(a) = key.clone().filter(|a| a.1 != b.1) {
            refusals.push(Refusal::OtherKey { a, b });
        }
    }
    refusals.extend(clashes(&states, table));
    Refusals(refusals).settle()?;
    // In whatever order they come, of two spellings of the same rules one is chosen.
    let rules = states.iter().map(|(_, state)| &state.rules).min().unwrap_or(rules).clone();
    Ok(sum(rules, key.map(|(_, id)| id), states.into_iter().map(|(_, state)| state).collect()))
}

/// What is looked at of one audit to see whether it goes with another.
struct Claim<'s> {
    name: String,
    saved: &'s Saved,
    /// Whether it has a contact with an id.
    has_ids: bool,
    /// Contacts with a fingerprint, received on days that it does not answer for.
    strangers: BTreeMap<Day, u64>,
}

fn claims<'s>(states: &'s [(String, State)], table: &DayTable) -> Vec<Claim<'s>> {
    let mut claims = Vec::new();
    for (name, state) in states {
        let begin = claims.len();
        claims.extend(state.saved.iter().map(|saved| Claim {
            name: match state.saved.len() {
                1 => name.clone(),
                _ => format!("{name} ({saved})"),
            },
            saved,
            has_ids: saved.unkeyed.own > 0 || !saved.settled.fingerprints().is_empty(),
            strangers: BTreeMap::new(),
        }));
        for single in state.singles.iter().filter(|single| single.fingerprint.is_some()) {
            let Some(claim) = claims.get_mut(begin + single.saved as usize) else { continue };
            let day = table.day_of(single.received.instant);
            match claim.saved.answers_for(day) {
                true => claim.has_ids = true,
                false => *claim.strangers.entry(day).or_default() += single.count,
            }
        }
    }
    claims
}

/// Every reason why two audits do not go together.
fn clashes(states: &[(String, State)], table: &DayTable) -> Vec<Refusal> {
    let claims = claims(states, table);
    let mut refusals = Vec::new();
    for (index, b) in claims.iter().enumerate() {
        for a in &claims[..index] {
            let overlap = overlap(a, b);
            // Whoever answers for the same days of the same logs has the same contacts.
            let has_same = overlap.is_some() || shares_input(a.saved, b.saved);
            refusals.extend(overlap);
            if !has_same {
                refusals.extend(unkeyed(a, b));
                refusals.extend(unkeyed(b, a));
            }
        }
    }
    refusals.extend(same_inputs(&claims));
    if refusals.is_empty() {
        refusals = settled_twice(&claims);
    }
    refusals
}

/// Days that both answer for, of the same part or of all logs.
fn overlap(a: &Claim<'_>, b: &Claim<'_>) -> Option<Refusal> {
    let (mine, theirs) = (a.saved, b.saved);
    let (first, last) = (mine.first.max(theirs.first), mine.last.min(theirs.last));
    let is_of_same = mine.part == theirs.part || mine.part.is_empty() || theirs.part.is_empty();
    let (a, b) = (a.name.clone(), b.name.clone());
    (is_of_same && first <= last).then_some(Refusal::Overlap { a, b, first, last })
}

/// The checksums of logs that had rows.
fn read_logs(saved: &Saved) -> impl Iterator<Item = (&str, &str)> {
    let had_rows = saved.inputs.iter().filter(|input| input.rows > 0);
    had_rows.filter_map(|input| Some((input.sha256.as_deref()?, input.name.as_str())))
}

fn shares_input(a: &Saved, b: &Saved) -> bool {
    read_logs(a).any(|(mine, _)| read_logs(b).any(|(theirs, _)| mine == theirs))
}

/// Logs that several audits have read: one reason for all logs that the same of them have read.
fn same_inputs(claims: &[Claim<'_>]) -> Vec<Refusal> {
    let mut readers: BTreeMap<&str, (BTreeSet<usize>, &str)> = BTreeMap::new();
    for (index, claim) in claims.iter().enumerate() {
        for (sha256, name) in read_logs(claim.saved) {
            readers.entry(sha256).or_insert_with(|| (BTreeSet::new(), name)).0.insert(index);
        }
    }
    let mut inputs: BTreeMap<BTreeSet<usize>, Vec<String>> = BTreeMap::new();
    for (of, name) in readers.into_values().filter(|(of, _)| of.len() > 1) {
        inputs.entry(of).or_default().push(name.to_owned());
    }
    let refusal = |(of, mut inputs): (BTreeSet<usize>, Vec<String>)| {
        inputs.sort();
        let states = of.into_iter().map(|index| claims[index].name.clone()).collect();
        Refusal::SameInput { states, inputs }
    };
    inputs.into_iter().map(refusal).collect()
}

/// Rows of `a` that may be contacts of `b`, where at least one of them has no fingerprint.
fn unkeyed(a: &Claim<'_>, b: &Claim<'_>) -> Option<Refusal> {
    let theirs = &b.saved.unkeyed;
    let is_doubtful = |day: &Day, is_keyed: bool| {
        let of_theirs = b.saved.answers_for(*day);
        match is_keyed {
            true => of_theirs && theirs.own > 0 || theirs.strangers.contains_key(day),
            false => {
                of_theirs && b.has_ids
                    || theirs.strangers.contains_key(day)
                    || b.strangers.contains_key(day)
            }
        }
    };
    let unkeyed = a.saved.unkeyed.strangers.iter().filter(|(day, _)| is_doubtful(day, false));
    let keyed = a.strangers.iter().filter(|(day, _)| is_doubtful(day, true));
    let mut days: Vec<(Day, u64)> = unkeyed.chain(keyed).map(|(day, rows)| (*day, *rows)).collect();
    days.sort_unstable();
    let ((first, _), (last, _)) = (days.first()?, days.last()?);
    Some(Refusal::Unkeyed {
        a: a.name.clone(),
        b: b.name.clone(),
        rows: days.iter().map(|(_, rows)| rows).sum(),
        first: *first,
        last: *last,
    })
}

/// Contacts that two audits have counted.
fn settled_twice(claims: &[Claim<'_>]) -> Vec<Refusal> {
    let all = claims.iter().map(|claim| claim.saved.settled.fingerprints().len()).sum();
    let mut counted: Vec<(u64, u32)> = Vec::with_capacity(all);
    for (index, claim) in claims.iter().enumerate() {
        let own = claim.saved.settled.fingerprints().iter();
        counted.extend(own.map(|known| (known.contact, index as u32)));
    }
    counted.sort_unstable();
    let mut twice: BTreeMap<(u32, u32), u64> = BTreeMap::new();
    for pair in counted.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
        *twice.entry((pair[0].1, pair[1].1)).or_default() += 1;
    }
    let name = |index: u32| claims[index as usize].name.clone();
    let refusal = |((a, b), contacts)| Refusal::SettledTwice { a: name(a), b: name(b), contacts };
    twice.into_iter().map(refusal).collect()
}

/// The sum, in the one order that it can have.
pub(super) fn sum(rules: super::Rules, key: Option<String>, states: Vec<State>) -> State {
    let mut posts: BTreeSet<&(String, String)> = BTreeSet::new();
    let mut reasons: BTreeSet<&String> = BTreeSet::new();
    let mut readings: BTreeSet<&String> = BTreeSet::new();
    for state in &states {
        readings.extend(&state.readings);
        posts.extend(&state.departments);
        reasons.extend(&state.reasons);
    }
    let nameless = (String::new(), String::new());
    posts.remove(&nameless);
    let departments: Vec<(String, String)> =
        std::iter::once(&nameless).chain(posts).cloned().collect();
    let reasons: Vec<String> = reasons.into_iter().cloned().collect();
    let readings: Vec<String> = readings.into_iter().cloned().collect();
    let new_department = numbers(&departments);
    let new_reading = numbers(&readings);
    let new_reason = numbers(&reasons);

    let mut order: Vec<(usize, usize)> = Vec::new();
    for (at, state) in states.iter().enumerate() {
        order.extend((0..state.saved.len()).map(|index| (at, index)));
    }
    order.sort_by(|a, b| states[a.0].saved[a.1].order().cmp(&states[b.0].saved[b.1].order()));
    let places = order.iter().zip(0u32..);
    let new_saved: FxHashMap<(usize, u32), u32> =
        places.map(|((at, index), number)| ((*at, *index as u32), number)).collect();
    let mut sorted: Vec<Option<Saved>> = order.iter().map(|_| None).collect();

    let mut cells: BTreeMap<CellKey, Cell> = BTreeMap::new();
    let mut singles: Vec<Single> = Vec::new();
    for (at, state) in states.into_iter().enumerate() {
        let department = |number: u32| {
            let post = state.departments.get(number as usize);
            post.and_then(|post| new_department.get(post)).copied().unwrap_or(0)
        };
        let reason = |number: u32| {
            let text = state.reasons.get(number as usize);
            text.and_then(|text| new_reason.get(text)).copied().unwrap_or(0)
        };
        let reading = |number: u32| {
            let name = state.readings.get(number as usize);
            name.and_then(|name| new_reading.get(name)).copied().unwrap_or(0)
        };
        let place = |number: u32| new_saved.get(&(at, number)).copied().unwrap_or(0);
        for (key, cell) in state.cells {
            let key = CellKey {
                department: department(key.department),
                reason: key.reason.map(reason),
                ..key
            };
            let turned = cell.turned.iter().map(|(number, own)| (reading(*number), *own));
            let cell = Cell { turned: turned.collect(), ..cell };
            cells.entry(key).or_default().merge(cell);
        }
        singles.extend(state.singles.into_iter().map(|single| Single {
            saved: place(single.saved),
            department: department(single.department),
            reason: single.reason.map(reason),
            ..single
        }));
        for (saved, number) in state.saved.into_iter().zip(0..) {
            sorted[place(number) as usize] = Some(saved);
        }
    }
    cells.values_mut().for_each(Cell::settle);
    let saved = sorted.into_iter().flatten().collect();
    let singles = folded(singles);
    State { rules, key, saved, departments, reasons, readings, cells, singles }
}

/// The number of each of `all`.
fn numbers<T: std::hash::Hash + Eq>(all: &[T]) -> FxHashMap<&T, u32> {
    all.iter().zip(0..).collect()
}

/// In order, and equal ones as one.
fn folded(mut singles: Vec<Single>) -> Vec<Single> {
    singles.sort_by_cached_key(Single::order);
    let mut folded: Vec<Single> = Vec::with_capacity(singles.len());
    for single in singles {
        match folded.last_mut() {
            Some(last)
                if last.fingerprint.is_none()
                    && Single { count: last.count, ..single } == *last =>
            {
                last.count += single.count;
            }
            _ => folded.push(single),
        }
    }
    folded
}

impl State {
    /// A state of its own parts in whatever order, in the one order that it can have.
    #[must_use]
    pub fn in_order(self) -> Self {
        sum(self.rules.clone(), self.key.clone(), vec![self])
    }

    /// Days from `first` to `last` that some part does not answer for; without them, from the
    /// first to the last day that any of them answers for.
    pub fn gaps(&self, span: Option<(Day, Day)>) -> Vec<Gap> {
        let first = self.saved.iter().map(|saved| saved.first).min();
        let last = self.saved.iter().map(|saved| saved.last).max();
        let Some((first, last)) = span.or(first.zip(last)) else { return Vec::new() };
        let parts: BTreeSet<&str> = self.saved.iter().map(|saved| saved.part.as_str()).collect();
        let mut gaps = Vec::new();
        for part in parts {
            let of_part = self.saved.iter().filter(|saved| saved.part == part);
            let mut spans: Vec<(Day, Day)> =
                of_part.map(|saved| (saved.first, saved.last)).collect();
            spans.sort_unstable();
            let mut missing = |first: Day, last: Day| {
                if first <= last {
                    gaps.push(Gap { first, last, part: part.to_owned() });
                }
            };
            let mut next = first;
            for (begin, end) in spans {
                missing(next, begin.plus(-1).min(last));
                next = next.max(end.plus(1));
            }
            missing(next, last);
        }
        gaps
    }
}
