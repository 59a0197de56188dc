//! Chains: which messages wait for an answer under which key.
//!
//! A chain has one link in nearly every case. Numbers of external parties, of which a log of
//! calls has a million, are found in an array; everything else in a hash map. Never decides
//! what answers what.

use rustc_hash::FxHashMap;

use super::PairingRules;
use crate::contact::{Channel, DepartmentId};
use crate::normalise::event::{Direction, Event, KeyId, PartyId};
use crate::profile::language::Strategy;

/// What two events must have in common to belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    kind: Kind,
    /// Who asks.
    party: PartyId,
    /// Who is asked, for what goes on within the organisation; [`ANYBODY`] for the rest.
    own: PartyId,
    /// The case or the subject.
    key: KeyId,
    /// Whose contact it is, where that matters; [`ANY_DEPARTMENT`] otherwise.
    department: DepartmentId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    Case,
    Party(Channel),
    Subject,
}

const ANYBODY: PartyId = PartyId(u32::MAX);
const ANY_DEPARTMENT: DepartmentId = DepartmentId(u32::MAX);

impl Key {
    /// The key under which the contact of `event` waits. `None` where the event does not tell
    /// enough, or is not paired by `strategy`; [`Strategy::Message`] has other ways.
    pub(super) fn waiting(strategy: Strategy, event: &Event, rules: &PairingRules) -> Option<Self> {
        Self::of(strategy, event, event.party, event.own, rules)
    }

    /// The key of the contacts that `event` can answer: for what goes on within the
    /// organisation, those that went the opposite way.
    pub(super) fn answering(
        strategy: Strategy,
        event: &Event,
        rules: &PairingRules,
    ) -> Option<Self> {
        let is_case = matches!(strategy, Strategy::Case);
        if !matches!(event.direction, Direction::Internal) || is_case {
            return Self::of(strategy, event, event.party, event.own, rules);
        }
        if event.party == PartyId::NOBODY {
            return None;
        }
        Self::of(strategy, event, event.own, event.party, rules)
    }

    fn of(
        strategy: Strategy,
        event: &Event,
        party: PartyId,
        own: PartyId,
        rules: &PairingRules,
    ) -> Option<Self> {
        if !rules.uses(strategy, event) {
            return None;
        }
        let kind = match strategy {
            Strategy::Case if event.key != KeyId::NONE => Kind::Case,
            Strategy::Party if party != PartyId::NOBODY => Kind::Party(rules.lane(event.channel)),
            Strategy::Subject if party != PartyId::NOBODY && event.key != KeyId::NONE => {
                Kind::Subject
            }
            _ => return None,
        };
        let own = match event.direction {
            Direction::Internal => own,
            Direction::In | Direction::Out => ANYBODY,
        };
        Some(Self {
            kind,
            party: if kind == Kind::Case { PartyId::NOBODY } else { party },
            own: if kind == Kind::Case { ANYBODY } else { own },
            key: if matches!(kind, Kind::Party(_)) { KeyId::NONE } else { event.key },
            department: if rules.same_department { event.department } else { ANY_DEPARTMENT },
        })
    }

    /// The array and the place in it, for a key that is a number alone.
    fn dense(&self) -> Option<(usize, usize)> {
        match self.kind {
            Kind::Party(lane) if self.own == ANYBODY && self.department == ANY_DEPARTMENT => {
                Some((lane as usize, self.party.0 as usize))
            }
            _ => None,
        }
    }
}

/// One message that waits, and the link behind it.
#[derive(Clone, Copy, Debug)]
struct Link {
    event: u32,
    next: u32,
}

/// No link.
const END: u32 = u32::MAX;

/// The messages that wait, by key.
#[derive(Debug)]
pub(super) struct Chains {
    /// The first link of each party, by channel.
    by_party: [Vec<u32>; Channel::ALL.len()],
    by_key: FxHashMap<Key, u32>,
    links: Vec<Link>,
    /// The first of the links that are not in use.
    free: u32,
}

impl Chains {
    pub(super) fn new() -> Self {
        Self {
            by_party: Default::default(),
            by_key: FxHashMap::default(),
            links: Vec::new(),
            free: END,
        }
    }

    /// The messages that wait under `key`, the last one first.
    pub(super) fn waiting(&self, key: &Key) -> impl Iterator<Item = u32> + '_ {
        let mut at = self.first(key);
        std::iter::from_fn(move || {
            let link = self.links.get(at as usize)?;
            at = link.next;
            Some(link.event)
        })
    }

    /// Lets `event` wait under `key`.
    pub(super) fn push(&mut self, key: Key, event: u32) {
        let link = Link { event, next: self.first(&key) };
        let at = self.free;
        let at = match self.links.get_mut(at as usize) {
            Some(unused) => {
                self.free = unused.next;
                *unused = link;
                at
            }
            None => {
                self.links.push(link);
                self.links.len() as u32 - 1
            }
        };
        self.set_first(key, at);
    }

    /// Keeps the messages under `key` for which `keep` holds.
    pub(super) fn retain(&mut self, key: &Key, mut keep: impl FnMut(u32) -> bool) {
        let first = self.first(key);
        let (mut new_first, mut last_kept) = (first, END);
        let mut at = first;
        while at != END {
            let Link { event, next } = self.links[at as usize];
            if keep(event) {
                last_kept = at;
            } else {
                match last_kept {
                    END => new_first = next,
                    last => self.links[last as usize].next = next,
                }
                self.links[at as usize].next = self.free;
                self.free = at;
            }
            at = next;
        }
        if new_first != first {
            self.set_first(*key, new_first);
        }
    }

    #[inline]
    fn first(&self, key: &Key) -> u32 {
        match key.dense() {
            Some((lane, party)) => self.by_party[lane].get(party).copied().unwrap_or(END),
            None => self.by_key.get(key).copied().unwrap_or(END),
        }
    }

    fn set_first(&mut self, key: Key, first: u32) {
        match key.dense() {
            Some((lane, party)) => {
                let firsts = &mut self.by_party[lane];
                if firsts.len() <= party {
                    firsts.resize(party + 1, END);
                }
                firsts[party] = first;
            }
            None if first == END => {
                self.by_key.remove(&key);
            }
            None => {
                self.by_key.insert(key, first);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(kind: Kind, party: u32) -> Key {
        Key {
            kind,
            party: PartyId(party),
            own: ANYBODY,
            key: KeyId::NONE,
            department: ANY_DEPARTMENT,
        }
    }

    #[test]
    fn a_chain_tells_the_last_first_and_loses_what_is_not_kept() {
        for kind in [Kind::Party(Channel::Phone), Kind::Subject] {
            let mut chains = Chains::new();
            (0..6).for_each(|event| chains.push(key(kind, 7), event));
            chains.push(key(kind, 8), 6);
            for (gone, kept) in [
                (&[0][..], &[5, 4, 3, 2, 1][..]),
                (&[5, 4, 2], &[3, 1]),
                (&[], &[3, 1]),
                (&[3, 1], &[]),
            ] {
                chains.retain(&key(kind, 7), |event| !gone.contains(&event));
                let waiting: Vec<u32> = chains.waiting(&key(kind, 7)).collect();
                assert_eq!(waiting, kept, "{kind:?} without {gone:?}");
            }
            assert_eq!(chains.waiting(&key(kind, 8)).collect::<Vec<u32>>(), [6]);
            assert_eq!(chains.waiting(&key(kind, 9)).count(), 0);
        }
    }

    #[test]
    fn what_is_answered_takes_no_memory() {
        let mut chains = Chains::new();
        for event in 0..1_000 {
            chains.push(key(Kind::Subject, event), event);
            chains.push(key(Kind::Party(Channel::Sms), event), event);
            chains.retain(&key(Kind::Subject, event), |_| false);
            chains.retain(&key(Kind::Party(Channel::Sms), event), |_| false);
        }
        assert_eq!((chains.links.len(), chains.by_key.len()), (2, 0));
    }
}
