//! What some rows of a contact log became, read apart from all others, and how it is joined to
//! what came before.
//!
//! Nothing here is shared between threads: a harvest is filled by one and joined by one.

use rustc_hash::FxHashSet;

use crate::calendar::Instant;
use crate::contact::{Contact, Moment};
use crate::fault::{Fault, Place};
use crate::normalise::{Columns, Ledger, Normaliser};
use crate::read::Records;

use super::input::InputFault;
use super::record::record_fault;
use super::request::Request;
use super::rows::Reading;

/// Rejected rows that are kept before they are joined. A rejected row takes a hundred times the
/// memory of a contact, and a file of nothing else must not take all there is.
const MOST_REJECTED: usize = 4096;

/// What some rows became.
pub(super) struct Harvest {
    ledger: Ledger,
    /// Rows that cannot be judged, each with what stands in the file.
    rejected: Vec<(Fault, Vec<u8>)>,
    listed_ids: FxHashSet<Vec<u8>>,
    latest: Option<Instant>,
    ambiguous_stamps: u64,
    pub(super) rows: u64,
    pub(super) bare_dates: u64,
}

/// Where rows stand that were read apart.
#[derive(Clone, Copy)]
pub(super) struct Origin {
    /// The number of their input.
    pub(super) input: u32,
    /// Lines of the file before theirs.
    pub(super) lines: u64,
}

impl Origin {
    fn place(self, place: Place) -> Place {
        Place { input: self.input, line: place.line + self.lines }
    }
}

impl Harvest {
    pub(super) fn new(request: &Request<'_>) -> Self {
        Self {
            ledger: Ledger::new(request.keeps_places),
            rejected: Vec::new(),
            listed_ids: FxHashSet::default(),
            latest: None,
            ambiguous_stamps: 0,
            rows: 0,
            bare_dates: 0,
        }
    }

    /// Reads rows until there are no more, so many, or as many rejected ones as are worth keeping
    /// before they are joined; says whether there may be more.
    ///
    /// # Errors
    /// When the input cannot be read further. The rows before are sound.
    // A function of its own, and all of the loop in it: the compiler looks less well after one that
    // is part of another, which cost a contact log a quarter of its speed.
    #[inline(never)]
    pub(super) fn fill(
        &mut self,
        records: &mut Records,
        normaliser: &mut Normaliser<'_>,
        columns: &Columns,
        most: u64,
        request: &Request<'_>,
    ) -> Result<bool, InputFault> {
        for _ in 0..most {
            if !records.advance()? {
                return Ok(false);
            }
            self.rows += 1;
            let place = Place { input: 0, line: records.line() };
            let row = records.row();
            let fault = match record_fault(records, place) {
                Some(fault) => fault,
                None => match normaliser.understand(|index| row.get(index)) {
                    Ok(understood) => {
                        self.ambiguous_stamps += u64::from(understood.ambiguous_stamps);
                        let department = self.ledger.departments.number(understood.department);
                        let contact = understood.contact(crate::contact::DepartmentId(department));
                        self.bare_dates += u64::from(contact.received().is_bare_date());
                        self.add(contact, understood.id, understood.exempt, place, request);
                        continue;
                    }
                    Err(refusal) => {
                        let header = &records.detected().header;
                        refusal.fault(place, header, columns, request.shows_values)
                    }
                },
            };
            self.rejected.push((fault, records.raw().into_owned()));
            if self.rejected.len() == MOST_REJECTED {
                break;
            }
        }
        Ok(true)
    }

    #[inline]
    fn add(
        &mut self,
        contact: Contact,
        id: &[u8],
        exempt: &[u8],
        place: Place,
        request: &Request<'_>,
    ) {
        let Self { ledger, listed_ids, latest, .. } = self;
        add_contact(ledger, listed_ids, latest, contact, [id, exempt], place, request);
    }

    /// Joins it to all that was read before.
    ///
    /// # Errors
    /// When a rejected row cannot be kept.
    pub(super) fn join(
        self,
        reading: &mut Reading<'_, '_>,
        name: &str,
        origin: Origin,
    ) -> Result<(), InputFault> {
        for (mut fault, record) in self.rejected {
            fault.place = origin.place(fault.place);
            reading.reject(name, fault, &record)?;
        }
        let gathered = &mut *reading.gathered;
        let place = |place| origin.place(place);
        reading.assembler.adopt(&mut gathered.ledger, &self.ledger, place);
        gathered.latest = gathered.latest.max(self.latest);
        gathered.ambiguous_stamps += self.ambiguous_stamps;
        gathered.listed_ids.extend(self.listed_ids);
        Ok(())
    }
}

/// Adds a contact with its id and the reason in its own row why it is exempt.
#[inline]
pub(super) fn add_contact(
    ledger: &mut Ledger,
    listed_ids: &mut FxHashSet<Vec<u8>>,
    latest: &mut Option<Instant>,
    contact: Contact,
    [id, exempt]: [&[u8]; 2],
    place: Place,
    request: &Request<'_>,
) {
    let contact = exempted(contact, id, exempt, ledger, listed_ids, request);
    *latest = (*latest).max(Some(latest_of(contact.received(), contact.answered())));
    ledger.push(contact, id, || place);
}

/// The contact with the reason why it is exempt, where its own cell or a list gives one.
#[inline]
pub(super) fn exempted(
    contact: Contact,
    id: &[u8],
    own_reason: &[u8],
    ledger: &mut Ledger,
    listed_ids: &mut FxHashSet<Vec<u8>>,
    request: &Request<'_>,
) -> Contact {
    let listed = request.exemptions.get(id);
    if listed.is_some() && !listed_ids.contains(id) {
        listed_ids.insert(id.to_owned());
    }
    let reason = match listed {
        _ if !own_reason.is_empty() => own_reason,
        Some(exemption) => exemption.reason.as_bytes(),
        None => return contact,
    };
    contact.exempt_for(Some(ledger.exemption(reason)))
}

/// The latest moment that a row tells of; a bare date counts from 00:00.
#[inline]
pub(super) fn latest_of(received: Moment, answered: Option<Moment>) -> Instant {
    answered.map_or(received.instant, |answered| answered.instant.max(received.instant))
}
