//! One event where several rows tell of it: rows exported twice, legs of one call, recipients
//! of one message.

use rustc_hash::FxHashMap;

use super::join::Joined;
use super::{Assembler, Event, PackedId, Slot};
use crate::normalise::bits::Bits;
use crate::normalise::event::{Direction, Mail};
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
    pub(super) fn collapse(&mut self, ids: &Ids, joined: &Joined) -> u64 {
        if joined.is_empty() && self.sources.iter().all(|source| !source.collapses) {
            return 0;
        }
        match joined.is_empty() && self.groups_stand_together() {
            true => self.collapse_neighbours(),
            false => self.collapse_scattered(ids, joined),
        }
    }

    /// [`collapse`](Self::collapse) where rows of one group stand anywhere.
    fn collapse_scattered(&mut self, ids: &Ids, joined: &Joined) -> u64 {
        let mut grouped = self.grouped(ids);
        grouped.sort_unstable();
        let mut gone = vec![false; if grouped.is_empty() { 0 } else { self.events.list.len() }];
        let mut same: Vec<u32> = Vec::new();
        let hash = |entry: &u64| entry >> 32;
        for hashed in grouped.chunk_by(|a, b| hash(a) == hash(b)).filter(|same| same.len() > 1) {
            let mut rest: Vec<u32> = hashed.iter().map(|entry| *entry as u32).collect();
            while let Some(first) = rest.first().copied() {
                same.clear();
                rest.retain(|index| {
                    let is_same = self.are_of_one_group([first, *index], joined, ids);
                    if is_same {
                        same.push(*index);
                    }
                    !is_same
                });
                let (first, whole) = self.merged(&mut same, joined);
                same.iter().for_each(|index| gone[*index as usize] = *index != first);
                self.events.list[first as usize] = whole;
            }
        }
        self.remove(&gone)
    }

    /// Whether one look shows that rows of one group stand one behind the other: the ids of the
    /// groups rise, in a few stretches that do not overlap. Logs of numbered calls in the order
    /// of their start are so.
    fn groups_stand_together(&self) -> bool {
        const MOST_STRETCHES: usize = 64;
        let mut stretches: Vec<(u64, u64)> = Vec::new();
        let mut before = None;
        for (index, (event, group)) in self.events.list.iter().zip(self.groups()).enumerate() {
            if !self.is_leg(event, *group) {
                continue;
            }
            let Some(rank) = Ids::rank(*group) else { return false };
            match stretches.last_mut() {
                // Again, but with others between or of another source.
                Some((_, last)) if *last == rank && before != Some((index, event.source)) => {
                    return false;
                }
                Some((_, last)) if *last <= rank => *last = rank,
                _ => stretches.push((rank, rank)),
            }
            if stretches.len() > MOST_STRETCHES {
                return false;
            }
            before = Some((index + 1, event.source));
        }
        stretches.sort_unstable();
        stretches.windows(2).all(|pair| pair[0].1 < pair[1].0)
    }

    /// [`collapse`](Self::collapse) where rows of one group stand one behind the other.
    fn collapse_neighbours(&mut self) -> u64 {
        let count = self.events.list.len();
        let (mut from, mut kept) = (0, 0);
        let mut same: Vec<u32> = Vec::new();
        while from < count {
            let (group, source) = (self.groups()[from], self.events.list[from].source);
            let mut end = from + 1;
            while end < count
                && self.groups()[end] == group
                && self.events.list[end].source == source
                && self.is_leg(&self.events.list[end], group)
            {
                end += 1;
            }
            let (first, whole) = if end == from + 1 {
                (from, self.events.list[from])
            } else {
                same.clear();
                same.extend(from as u32..end as u32);
                let (first, whole) = self.merged(&mut same, &Joined::default());
                (first as usize, whole)
            };
            if kept < end - 1 {
                self.events.list[kept] = whole;
                self.ids[kept] = self.ids[first];
                if let Some(group) = self.groups.get(first).copied() {
                    self.groups[kept] = group;
                }
            }
            (from, kept) = (end, kept + 1);
        }
        self.events.list.truncate(kept);
        self.ids.truncate(kept);
        self.groups.truncate(kept);
        (count - kept) as u64
    }

    /// Whether an event may be one of several rows of a call or a message.
    #[inline]
    fn is_leg(&self, event: &Event, group: PackedId) -> bool {
        group.is_some() && self.sources[usize::from(event.source)].collapses
    }

    /// Events whose group's hash some other event shares: hash above, index below.
    fn grouped(&self, ids: &Ids) -> Vec<u64> {
        let hashes = || {
            let all = self.events.list.iter().zip(self.groups()).enumerate();
            all.filter(|(_, (event, group))| self.is_leg(event, **group))
                .map(|(index, (_, group))| (ids.hash(*group), index as u64))
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
        hashes()
            .filter(|(hash, _)| met_twice.has(*hash, *hash))
            .map(|(hash, index)| hash & !u64::from(u32::MAX) | index)
            .collect()
    }

    fn are_of_one_group(&self, [a, b]: [u32; 2], joined: &Joined, ids: &Ids) -> bool {
        let group = |index: u32| self.groups()[index as usize];
        let source = |index: u32| {
            let own = self.events.list[index as usize].source;
            joined.get(&index).copied().unwrap_or(own)
        };
        source(a) == source(b) && ids.are_same(group(a), group(b))
    }

    /// The event that rows of one group are, and which of them is the first.
    ///
    /// Rows that another source tells come behind those of the call's own, whichever was read
    /// first, and what the call's own only surmise of its answer gives way to them.
    fn merged(&self, same: &mut [u32], joined: &Joined) -> (u32, Event) {
        let list = &self.events.list;
        same.sort_unstable_by_key(|index| {
            (joined.contains_key(index), list[*index as usize].at().instant, *index)
        });
        let is_joined = !joined.is_empty() && same.iter().any(|index| joined.contains_key(index));
        let leg = |index: u32| {
            let mut leg = list[index as usize];
            leg.picked_up = leg.picked_up.filter(|_| !is_joined || !leg.abilities.defers());
            leg
        };
        let mut whole = leg(same[0]);
        let last = &self.sources[usize::from(whole.source)].last;
        let is_last = |slot: Slot| last.contains(&slot);
        for index in &same[1..] {
            let leg = leg(*index);
            whole.happened = match is_last(Slot::At) {
                true => whole.happened.max(leg.happened),
                false => whole.happened.min(leg.happened),
            };
            whole.picked_up = match (whole.picked_up, leg.picked_up) {
                (Some(a), Some(b)) if is_last(Slot::Answered) => Some(a.max(b)),
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
            let says_more = |is_known: bool, is_told: bool, slots: [Slot; 2]| {
                is_told && (!is_known || slots.into_iter().any(is_last))
            };
            let departments = [whole.department.0 != 0, leg.department.0 != 0];
            if says_more(departments[0], departments[1], [Slot::Department, Slot::Unit]) {
                whole.department = leg.department;
            }
            // Which end is the organisation's depends on the way that the call went.
            let [party_slot, own_slot] = match whole.direction {
                Direction::Out => [Slot::To, Slot::From],
                Direction::In | Direction::Internal => [Slot::From, Slot::To],
            };
            if says_more(whole.party.0 != 0, leg.party.0 != 0, [party_slot; 2]) {
                whole.party = leg.party;
            }
            if leg.own.0 != 0 && is_last(own_slot) {
                whole.own = leg.own;
            }
            if leg.ring_s != Event::RING_UNKNOWN && is_last(Slot::Ring) {
                whole.ring_s = leg.ring_s;
            }
            if whole.mail == u32::MAX {
                whole.mail = leg.mail;
            }
            if whole.key.0 == 0 {
                whole.key = leg.key;
            }
        }
        (same[0], whole)
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

#[cfg(test)]
mod tests;
