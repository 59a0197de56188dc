//! Joining: one call where two sources of one exchange tell of it, the call records and the log
//! of the queues.
//!
//! The log of a queue calls a call by the id of the caller's channel. The call records know that
//! id as a leg of the call, or as what all its legs have in common. Nothing else joins: two
//! calls of the same caller in the same second stay two.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Assembler, Extractor, Ignored, Ledger, PackedId, PartyId, Told};
use crate::calendar::Instant;
use crate::normalise::ids::Ids;

/// A leg that the exchange calls something else than its call.
#[derive(Clone, Copy, Debug)]
pub(super) struct Leg {
    pub(super) leg: PackedId,
    /// What the legs of its call have in common.
    pub(super) group: PackedId,
    pub(super) source: u16,
    pub(super) party: PartyId,
    pub(super) at: Instant,
}

/// Events of one source that are of a call of another: by their index, the source of the call.
/// The group of such an event is that of the call.
pub(super) type Joined = FxHashMap<u32, u16>;

/// A call that the log of a queue tells of.
struct Guest {
    source: u16,
    id: PackedId,
    /// Who called, where a row of it tells.
    party: PartyId,
    events: Vec<u32>,
}

impl Assembler<'_> {
    /// Notes the leg of a row that is no event for `why`: it may be all that tells which call the
    /// leg is of.
    #[cold]
    pub(super) fn note_leg(
        &mut self,
        why: Ignored,
        source: u16,
        told: &Told<'_>,
        extractor: &Extractor<'_>,
        ledger: &mut Ledger,
    ) -> Ignored {
        if let Some(leg) = told.own_leg() {
            let ids = ledger.ids_mut();
            let (leg, group) = (ids.pack(&leg), ids.pack(&told.group(extractor)));
            let (party, at) = (PartyId::NOBODY, told.at.instant);
            self.legs.push(Leg { leg, group, source, party, at });
        }
        why
    }

    /// Gives events of sources that tell no legs the call that they are of, where a source of
    /// the same exchange that does has it under their id.
    ///
    /// Where several have it, as two exchanges that count alike may, the caller decides; where he
    /// does not either, the event stays a call of its own.
    pub(super) fn join(&mut self, ids: &Ids) -> Joined {
        let mut joined = Joined::default();
        let guests = self.guests(ids);
        if guests.is_empty() {
            return joined;
        }
        let hosts = self.hosts(&guests, ids);
        for guest in guests.into_values().flatten() {
            let Some(host) = self.host_of(&guest, &hosts, ids) else { continue };
            if self.groups.is_empty() {
                self.groups.clone_from(&self.ids);
            }
            for index in guest.events {
                self.groups[index as usize] = host.group;
                joined.insert(index, host.source);
            }
        }
        joined
    }

    /// Whether a source may have calls that `other`, which tells legs, has as well.
    fn is_guest_of(&self, source: u16, other: u16) -> bool {
        let [guest, host] = [source, other].map(|source| &self.sources[usize::from(source)]);
        !guest.tells_legs
            && host.tells_legs
            && guest.exchange.is_some()
            && guest.exchange == host.exchange
    }

    /// The calls of sources that tell no legs, by the hash of their id.
    fn guests(&self, ids: &Ids) -> FxHashMap<u64, Vec<Guest>> {
        let sources = 0..self.sources.len() as u16;
        let is_guest = |source| sources.clone().any(|other| self.is_guest_of(source, other));
        let guests: FxHashSet<u16> = sources.clone().filter(|source| is_guest(*source)).collect();
        let mut calls: FxHashMap<u64, Vec<Guest>> = FxHashMap::default();
        if guests.is_empty() {
            return calls;
        }
        for (index, event) in self.events.list.iter().enumerate() {
            let id = self.group_of(index);
            if !guests.contains(&event.source) || !id.is_some() {
                continue;
            }
            let same = calls.entry(ids.hash(id)).or_default();
            let known = same
                .iter()
                .position(|call| call.source == event.source && ids.are_same(call.id, id));
            let at = known.unwrap_or_else(|| {
                let (source, party) = (event.source, PartyId::NOBODY);
                same.push(Guest { source, id, party, events: Vec::new() });
                same.len() - 1
            });
            let call = &mut same[at];
            if call.party == PartyId::NOBODY {
                call.party = event.party;
            }
            call.events.push(index as u32);
        }
        calls
    }

    /// What the call records have under the ids of `guests`, by the hash of the id.
    fn hosts(&self, guests: &FxHashMap<u64, Vec<Guest>>, ids: &Ids) -> FxHashMap<u64, Vec<Leg>> {
        let mut hosts: FxHashMap<u64, Vec<Leg>> = FxHashMap::default();
        let mut add = |leg: Leg| {
            let hash = ids.hash(leg.leg);
            if guests.contains_key(&hash) {
                hosts.entry(hash).or_default().push(leg);
            }
        };
        for (index, event) in self.events.list.iter().enumerate() {
            if self.sources[usize::from(event.source)].tells_legs {
                let group = self.group_of(index);
                let (source, party, at) = (event.source, event.party, event.at().instant);
                add(Leg { leg: group, group, source, party, at });
            }
        }
        self.legs.iter().copied().for_each(add);
        hosts
    }

    /// The one call that `guest` is.
    fn host_of(&self, guest: &Guest, hosts: &FxHashMap<u64, Vec<Leg>>, ids: &Ids) -> Option<Leg> {
        let same = hosts.get(&ids.hash(guest.id))?.iter();
        let mut same: Vec<&Leg> = same
            .filter(|host| {
                ids.are_same(host.leg, guest.id) && self.is_guest_of(guest.source, host.source)
            })
            .collect();
        let are_of_one = |legs: &[&Leg]| legs.windows(2).all(|two| two[0].source == two[1].source);
        if !are_of_one(&same) {
            same.retain(|host| host.party == guest.party && host.party != PartyId::NOBODY);
        }
        if !are_of_one(&same) {
            return None;
        }
        // A channel that was handed on has rows under two calls: it came in with the first.
        let first = same.into_iter().min_by(|a, b| {
            a.at.cmp(&b.at).then_with(|| ids.bytes(a.group).cmp(&ids.bytes(b.group)))
        });
        first.copied()
    }

    fn group_of(&self, index: usize) -> PackedId {
        if self.groups.is_empty() { self.ids[index] } else { self.groups[index] }
    }
}
