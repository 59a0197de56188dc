//! One event where several rows tell of it: rows exported twice, legs of one call, recipients
//! of one message.

use rustc_hash::FxHashMap;

use super::{Assembler, Event, PackedId};
use crate::normalise::bits::Bits;
use crate::normalise::event::Mail;
use crate::normalise::ids::Ids;

/// How often the same values were met: an event that two files tell twice each happened twice.
struct Seen {
    /// The first event that told them.
    index: usize,
    /// The most that any earlier file has of them.
    in_earlier: u32,
    /// The file that is being looked at.
    input: u32,
    /// How many it has so far.
    here: u32,
}

/// Everything that an event tells, its place left out.
type Told<'m> = (Event, Option<&'m Mail>);

impl Assembler<'_> {
    /// Removes events that another file of the same source tells in every value, and returns
    /// how many.
    ///
    /// Within one file two equal rows are two events: a log does not repeat itself. Only where
    /// they have an id, and a row is a whole event, they are one that was exported twice.
    pub(super) fn drop_duplicates(&mut self, ids: &Ids) -> u64 {
        let mut gone = Vec::new();
        for (source, coverage) in self.coverage.iter().enumerate() {
            if coverage.overlaps() == 0 && self.sources[source].collapses {
                continue;
            }
            gone.resize(self.events.list.len(), false);
            self.mark_duplicates(source as u16, ids, &mut gone);
        }
        self.remove(&gone)
    }

    fn mark_duplicates(&self, source: u16, ids: &Ids, gone: &mut [bool]) {
        let is_whole = !self.sources[usize::from(source)].collapses;
        let mut told: FxHashMap<u64, Vec<Seen>> = FxHashMap::default();
        for (index, event) in self.events.list.iter().enumerate() {
            if event.source != source {
                continue;
            }
            let seen = told.entry(self.value_hash(index, ids)).or_default();
            let at = match seen.iter().position(|seen| self.are_same(seen.index, index, ids)) {
                Some(at) => at,
                None => {
                    seen.push(Seen { index, in_earlier: 0, input: event.input, here: 0 });
                    seen.len() - 1
                }
            };
            let seen = &mut seen[at];
            if seen.input != event.input {
                seen.in_earlier = seen.in_earlier.max(seen.here);
                (seen.input, seen.here) = (event.input, 0);
            }
            let is_again = is_whole && seen.here > 0 && self.ids[index].is_some();
            gone[index] = is_again || seen.here < seen.in_earlier;
            seen.here += 1;
        }
    }

    fn value_hash(&self, index: usize, ids: &Ids) -> u64 {
        use std::hash::{Hash, Hasher};
        let event = &self.events.list[index];
        let mut hasher = rustc_hash::FxHasher::default();
        (event.at(), event.answered(), event.party, event.own, event.key).hash(&mut hasher);
        hasher.write_u64(ids.hash(self.ids[index]));
        hasher.finish()
    }

    fn are_same(&self, a: usize, b: usize, ids: &Ids) -> bool {
        self.told(a) == self.told(b)
            && ids.are_same(self.ids[a], self.ids[b])
            && ids.are_same(self.groups()[a], self.groups()[b])
    }

    /// What legs of one call, or rows of one message, have in common.
    fn groups(&self) -> &[PackedId] {
        if self.groups.is_empty() { &self.ids } else { &self.groups }
    }

    fn told(&self, index: usize) -> Told<'_> {
        let event = self.events.list[index];
        let mail = self.events.mails.get(event.mail as usize);
        (Event { input: 0, line: 0, mail: 0, ..event }, mail)
    }

    /// Makes one event of the rows of each group, and returns how many rows were merged away.
    ///
    /// It happened when its first row says, and was picked up when the first person did; who is
    /// in it and what it answers is as its first row says, and what that leaves open as the next.
    pub(super) fn collapse(&mut self, ids: &Ids) -> u64 {
        let mut grouped = self.grouped(ids);
        grouped.sort_unstable();
        let mut gone = vec![false; if grouped.is_empty() { 0 } else { self.events.list.len() }];
        let mut same: Vec<u32> = Vec::new();
        for hashed in grouped.chunk_by(|a, b| a.0 == b.0).filter(|hashed| hashed.len() > 1) {
            let mut rest: Vec<u32> = hashed.iter().map(|(_, index)| *index).collect();
            while let Some(first) = rest.first().copied() {
                same.clear();
                rest.retain(|index| {
                    let is_same = self.are_of_one_group(first, *index, ids);
                    if is_same {
                        same.push(*index);
                    }
                    !is_same
                });
                self.merge(&mut same, &mut gone);
            }
        }
        self.remove(&gone)
    }

    /// Events whose group's hash some other event shares: the hash and the index.
    fn grouped(&self, ids: &Ids) -> Vec<(u64, u32)> {
        let hashes = || {
            let all = self.events.list.iter().zip(self.groups()).enumerate();
            all.filter(|(_, (event, group))| {
                group.is_some() && self.sources[usize::from(event.source)].collapses
            })
            .map(|(index, (_, group))| (ids.hash(*group), index as u32))
        };
        if hashes().next().is_none() {
            return Vec::new();
        }
        // Most calls have one row. Rows of one call may be minutes apart, so the hash decides
        // the line as well.
        let (mut met, mut met_twice) = (Bits::new(self.ids.len()), Bits::new(self.ids.len()));
        for (hash, _) in hashes() {
            if !met.set(hash, hash) {
                met_twice.set(hash, hash);
            }
        }
        hashes().filter(|(hash, _)| met_twice.has(*hash, *hash)).collect()
    }

    fn are_of_one_group(&self, a: u32, b: u32, ids: &Ids) -> bool {
        let group = |index: u32| self.groups()[index as usize];
        let source = |index: u32| self.events.list[index as usize].source;
        source(a) == source(b) && ids.are_same(group(a), group(b))
    }

    /// Merges rows of one group into the first of them.
    fn merge(&mut self, same: &mut [u32], gone: &mut [bool]) {
        let list = &mut self.events.list;
        same.sort_unstable_by_key(|index| (list[*index as usize].at().instant, *index));
        let [first, rest @ ..] = same else { return };
        let mut whole = list[*first as usize];
        for index in rest {
            let leg = list[*index as usize];
            whole.picked_up = match (whole.picked_up, leg.picked_up) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
            if whole.department.0 == 0 {
                whole.department = leg.department;
            }
            if whole.party.0 == 0 {
                whole.party = leg.party;
            }
            if whole.mail == u32::MAX {
                whole.mail = leg.mail;
            }
            if whole.key.0 == 0 {
                whole.key = leg.key;
            }
            gone[*index as usize] = true;
        }
        list[*first as usize] = whole;
    }

    /// Removes the events that are marked; an empty list marks none.
    fn remove(&mut self, gone: &[bool]) -> u64 {
        let count = gone.iter().filter(|gone| **gone).count() as u64;
        if count > 0 {
            keep_unmarked(&mut self.events.list, gone);
            keep_unmarked(&mut self.ids, gone);
            keep_unmarked(&mut self.groups, gone);
        }
        count
    }
}

fn keep_unmarked<T>(all: &mut Vec<T>, gone: &[bool]) {
    let mut marks = gone.iter();
    all.retain(|_| !marks.next().copied().unwrap_or(false));
}
