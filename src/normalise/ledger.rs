//! The ledger: every contact of a run, with its id and its place, and duplicates merged.
//!
//! A duplicate is a row whose channel, id and receipt equal an earlier one's (SPEC 7). Exact:
//! a hash only finds candidates, and ids are compared by their bytes.

use crate::calendar::{DayTable, Instant};
use crate::contact::{Contact, DepartmentId, ExemptionId, Moment};
use crate::fault::Place;

use super::bits::Bits;
use super::event::PartyId;
use super::ids::{Ids, PackedId};
use super::roster::Roster;

/// What pairing tells of a contact to those who list it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trail {
    /// Where the answering row stands.
    pub answer: Option<Place>,
    /// Who asked.
    pub party: PartyId,
    /// Who was asked.
    pub own: PartyId,
}

/// The contacts that were paired from events: the last ones of a ledger.
#[derive(Clone, Debug, Default)]
struct PairedTail {
    begin: usize,
    /// Which source of events each is of.
    sources: Vec<u16>,
    /// Of each how its answer was found; empty unless places are kept.
    trails: Vec<Trail>,
    coverage_ends: Vec<Vec<Instant>>,
}

/// All reasons past the last number. A contact keeps its reason in 16 bits.
const OTHER_REASONS: ExemptionId = ExemptionId(u16::MAX - 1);

/// The contacts of a run, in the order in which they were read.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    contacts: Vec<Contact>,
    ids: Ids,
    packed: Vec<PackedId>,
    /// Where each contact stands; empty unless places are kept.
    places: Vec<Place>,
    keeps_places: bool,
    paired: PairedTail,
    /// Department names.
    pub departments: Roster,
    /// Reasons for exemptions.
    pub reasons: Roster,
}

impl Ledger {
    /// An empty ledger; places cost memory and are only kept for lists of contacts.
    pub fn new(keeps_places: bool) -> Self {
        Self { keeps_places, ..Self::default() }
    }

    /// Adds a contact with its id (empty for none) and its place.
    #[inline]
    pub fn push(&mut self, contact: Contact, id: &[u8], place: impl FnOnce() -> Place) {
        self.contacts.push(contact);
        self.packed.push(self.ids.pack(id));
        if self.keeps_places {
            self.places.push(place());
        }
    }

    /// Adds the contacts of `other`, which were read apart, behind its own. `place` tells where they
    /// stand in the run, and `department` whose each is that names one; as it is named where nobody
    /// tells.
    pub fn adopt(
        &mut self,
        other: &Self,
        place: impl Fn(Place) -> Place,
        department: Option<impl FnMut(&str, Moment) -> DepartmentId>,
    ) {
        debug_assert!(other.paired.sources.is_empty(), "events are paired when all are read");
        let departments: Vec<DepartmentId> = match department {
            Some(_) => Vec::new(),
            None => other.departments.names().iter().map(|name| self.department(name)).collect(),
        };
        let reasons: Vec<ExemptionId> =
            other.reasons.names().iter().map(|name| self.exemption(name.as_bytes())).collect();
        self.ids.adopt(&other.ids, &other.packed, &mut self.packed);
        self.places.extend(other.places.iter().copied().map(place));
        let exempted = |contact: Contact| match contact.exemption() {
            None | Some(OTHER_REASONS) => contact,
            Some(own) => contact.exempt_for(reasons.get(usize::from(own.0)).copied()),
        };
        let own = |contact: &Contact| contact.department().0 as usize;
        match department {
            None => self
                .contacts
                .extend(other.contacts.iter().map(|c| exempted(c.owed_by(departments[own(c)])))),
            Some(mut department) => self.contacts.extend(other.contacts.iter().map(|c| {
                let name = &other.departments.names()[own(c)];
                exempted(c.owed_by(department(name, c.received())))
            })),
        }
    }

    fn department(&mut self, name: &str) -> DepartmentId {
        DepartmentId(self.departments.number(name.as_bytes()))
    }

    /// Adds a contact that was paired from events of a source; its id was packed by this ledger's
    /// own [ids](Self::ids_mut). From now on only such contacts are added.
    pub(super) fn push_paired(
        &mut self,
        contact: Contact,
        id: PackedId,
        source: u16,
        place_and_trail: impl FnOnce() -> (Place, Trail),
    ) {
        if self.paired.sources.is_empty() {
            self.paired.begin = self.contacts.len();
        }
        self.contacts.push(contact);
        self.packed.push(id);
        self.paired.sources.push(source);
        if self.keeps_places {
            let (place, trail) = place_and_trail();
            self.places.push(place);
            self.paired.trails.push(trail);
        }
    }

    /// The ids of the run.
    pub(super) const fn ids(&self) -> &Ids {
        &self.ids
    }

    /// The ids of the run, to add one.
    pub(super) const fn ids_mut(&mut self) -> &mut Ids {
        &mut self.ids
    }

    /// Says until when each source of events is covered, and until when before each gap;
    /// [`Self::source`] counts them.
    pub fn set_coverage_ends(&mut self, ends: Vec<Vec<Instant>>) {
        debug_assert!(ends.iter().all(|own| own.is_sorted()), "one after the other");
        self.paired.coverage_ends = ends;
    }

    /// Until when each source of events is covered: the ends before its gaps, and its last.
    pub fn coverage_ends(&self) -> &[Vec<Instant>] {
        &self.paired.coverage_ends
    }

    /// Until when the source of a paired contact is covered without a gap from its receipt on, as
    /// an index of its source's [ends](Self::coverage_ends) besides; `None` for a contact that a
    /// row told whole.
    #[inline]
    pub fn covered_until(&self, index: usize) -> Option<(u16, usize, Instant)> {
        let source = self.source(index)?;
        let ends = self.paired.coverage_ends.get(usize::from(source))?;
        let received = self.contacts[index].received().instant;
        // An event that another source tells of may lie behind all.
        let at = ends.partition_point(|end| *end < received).min(ends.len().checked_sub(1)?);
        Some((source, at, ends[at]))
    }

    /// Which source of events a contact is of, by its index; `None` for one that a row told whole.
    #[inline]
    pub fn source(&self, index: usize) -> Option<u16> {
        let PairedTail { begin, sources, .. } = &self.paired;
        index.checked_sub(*begin).and_then(|at| sources.get(at)).copied()
    }

    /// What pairing tells of a contact by its index, where places are kept; `None` for one that a
    /// row told whole.
    #[inline]
    pub fn trail(&self, index: usize) -> Option<&Trail> {
        let PairedTail { begin, trails, .. } = &self.paired;
        index.checked_sub(*begin).and_then(|at| trails.get(at))
    }

    /// The index of the first contact that was paired from events; the number of contacts where
    /// there is none.
    pub fn first_paired(&self) -> usize {
        if self.paired.sources.is_empty() { self.contacts.len() } else { self.paired.begin }
    }

    /// The number of a reason; past the last number all are one.
    pub fn exemption(&mut self, reason: &[u8]) -> ExemptionId {
        match self.reasons.number(reason) {
            number if number < u32::from(OTHER_REASONS.0) => ExemptionId(number as u16),
            _ => OTHER_REASONS,
        }
    }

    /// The text of a reason; empty where there are more reasons than numbers.
    pub fn reason(&self, exemption: ExemptionId) -> &str {
        match self.reasons.names().get(usize::from(exemption.0)) {
            Some(name) if exemption != OTHER_REASONS => name,
            _ => "",
        }
    }

    /// The contacts.
    pub fn contacts(&self) -> &[Contact] {
        &self.contacts
    }

    /// The id of a contact by its index; empty for none.
    pub fn id(&self, index: usize) -> Vec<u8> {
        self.ids.bytes(self.packed[index])
    }

    /// The place of a contact by its index, where places are kept.
    pub fn place(&self, index: usize) -> Option<Place> {
        self.places.get(index).copied()
    }

    /// Makes one contact of all rows that tell of the same one, and returns how many rows
    /// were merged away.
    ///
    /// The contact has the earliest answer and everything else from the row read last. Answers
    /// are compared by their local day, which `table` tells; on the same day a stamp is better
    /// evidence than a bare date, which would count from 00:00.
    pub fn merge_duplicates(&mut self, table: &DayTable) -> u64 {
        debug_assert!(
            self.paired.sources.is_empty(),
            "events know their duplicates before pairing"
        );
        if self.ids_are_surely_unique() {
            return 0;
        }
        let mut gone: Vec<u32> = Vec::new();
        let candidates = self.candidates();
        for same_hash in candidates.chunk_by(|a, b| a >> 32 == b >> 32) {
            // Equal hashes are nearly always one contact, but bytes decide.
            let mut rows: Vec<u32> = same_hash.iter().map(|entry| *entry as u32).collect();
            while let Some((last, earlier)) = rows.split_last() {
                let (same, other): (Vec<u32>, Vec<u32>) =
                    earlier.iter().partition(|row| self.are_same(**row, *last));
                self.keep_earliest_answer(&same, *last, table);
                gone.extend(same);
                rows = other;
            }
        }
        gone.sort_unstable();
        self.remove(&gone);
        gone.len() as u64
    }

    /// Whether one look at the ids shows that no two are the same: they rise from row to row,
    /// in a few stretches that do not overlap. Most exports are so.
    fn ids_are_surely_unique(&self) -> bool {
        const MOST_STRETCHES: usize = 64;
        let mut stretches: Vec<(u64, u64)> = Vec::new();
        for id in self.packed.iter().filter(|id| id.is_some()) {
            let Some(rank) = Ids::rank(*id) else { return false };
            if let Some((_, last)) = stretches.last_mut()
                && *last < rank
            {
                *last = rank;
            } else if stretches.len() < MOST_STRETCHES {
                stretches.push((rank, rank));
            } else {
                return false;
            }
        }
        stretches.sort_unstable();
        stretches.windows(2).all(|pair| pair[0].1 < pair[1].0)
    }

    /// Contacts whose key's hash some other contact shares: hash above, index below, sorted.
    fn candidates(&self) -> Vec<u64> {
        // Most logs have few duplicates: a bit for each hash met, four times as many bits as
        // contacts, leaves about a seventh of them to be sorted.
        let mut met = Bits::new(self.contacts.len());
        let mut met_twice = Bits::new(self.contacts.len());
        for (contact, id) in self.contacts.iter().zip(&self.packed) {
            let (second, hash) = self.hash(contact, *id);
            if !met.set(second, hash) {
                met_twice.set(second, hash);
            }
        }
        let keys = self.contacts.iter().zip(&self.packed).enumerate();
        let mut candidates: Vec<u64> = keys
            .filter(|(_, (_, id))| id.is_some())
            .filter_map(|(index, (contact, id))| {
                let (second, hash) = self.hash(contact, *id);
                let is_shared = met_twice.has(second, hash);
                is_shared.then_some(hash & !u64::from(u32::MAX) | index as u64)
            })
            .collect();
        candidates.sort_unstable();
        candidates
    }

    /// The receipt in seconds, and the hash of channel, id and receipt.
    #[inline]
    fn hash(&self, contact: &Contact, id: PackedId) -> (u64, u64) {
        let Moment { instant, precision } = contact.received();
        let second = instant.unix_seconds() as u64;
        let rest = second << 4 | (contact.channel() as u64) << 1 | precision as u64;
        // Multiply and fold, so that every bit of the key reaches every bit of the hash.
        let mixed = u128::from(self.ids.hash(id) ^ rest.wrapping_mul(0x9e37_79b9_7f4a_7c15))
            * 0xd6e8_feb8_6659_fd93;
        (second, (mixed >> 64) as u64 ^ mixed as u64)
    }

    fn are_same(&self, a: u32, b: u32) -> bool {
        let (a, b) = (a as usize, b as usize);
        let (first, second) = (&self.contacts[a], &self.contacts[b]);
        first.channel() == second.channel()
            && first.received() == second.received()
            && self.ids.are_same(self.packed[a], self.packed[b])
    }

    fn keep_earliest_answer(&mut self, earlier: &[u32], last: u32, table: &DayTable) {
        let answers = earlier.iter().chain([&last]);
        let earliest = answers
            .filter_map(|row| self.contacts[*row as usize].answered())
            .min_by_key(|answer| (table.day_of(answer.instant), answer.precision, answer.instant));
        self.contacts[last as usize].set_answered(earliest);
    }

    /// Removes the contacts at `gone`, which is sorted.
    fn remove(&mut self, gone: &[u32]) {
        if gone.is_empty() {
            return;
        }
        retain(&mut self.contacts, gone);
        retain(&mut self.packed, gone);
        retain(&mut self.places, gone);
    }
}

/// Removes the elements at the indices of `gone`, which is sorted.
fn retain<T>(kept: &mut Vec<T>, gone: &[u32]) {
    let mut gone = gone.iter().copied().peekable();
    let mut index = 0;
    kept.retain(|_| {
        let goes = gone.next_if_eq(&index).is_some();
        index += 1;
        !goes
    });
}

#[cfg(test)]
mod tests;
