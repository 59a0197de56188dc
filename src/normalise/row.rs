//! One row to one contact, or to one fault: the first found in the order record, channel,
//! origin, received, answered (SPEC 7).

use std::cell::Cell;

use crate::calendar::{DayTable, Zone};
use crate::contact::{Channel, Contact, DepartmentId, Moment, Origin};
use crate::fault::{Code, Fault, Place};

use super::columns::Columns;
use super::horizon::Horizon;
use super::moments::{Clock, NoMoment};
use super::nulls::Nulls;
use super::refusal::RefusalKind;
use super::stamp::{LastStamp, parse_after};
use super::words::{Lookup, WordMap};
use crate::profile::language::Dst;
use crate::profile::{DateOrder, Field};

/// How the cells of one file are to be understood.
#[derive(Clone, Debug)]
pub struct Mapping {
    /// Where the fields stand.
    pub columns: Columns,
    /// The channel of every row, where the file is of one channel.
    pub channel: Option<Channel>,
    /// The origin of every row, where the file is of one origin.
    pub origin: Option<Origin>,
    /// The department of every row, where the file has no such column.
    pub department: Option<String>,
    /// Words for channels.
    pub channel_words: WordMap<Channel>,
    /// Words for origins.
    pub origin_words: WordMap<Origin>,
    /// The zone of stamps without an offset, where it is not the audit's own.
    pub zone: Option<Zone>,
    /// Which comes first in `03/04/2026`.
    pub date_order: Option<DateOrder>,
    /// Cells that mean nothing.
    pub nulls: Vec<String>,
}

/// What a row becomes: a contact (with no exemption yet) and its cells, or a fault.
#[derive(Clone, Copy, Debug)]
pub struct Understood<'r> {
    /// When it came in.
    pub received: Moment,
    /// When the answer went out.
    pub answered: Option<Moment>,
    /// The way it came in.
    pub channel: Channel,
    /// Whose question it is.
    pub origin: Origin,
    /// The contact's id; empty for none.
    pub id: &'r [u8],
    /// The department's name; empty for none.
    pub department: &'r [u8],
    /// Why it is exempt; empty when it is not.
    pub exempt: &'r [u8],
    /// Stamps in the hour that the clock showed twice, 0 to 2.
    pub ambiguous_stamps: u8,
}

impl Understood<'_> {
    /// The contact, with its department's number.
    #[inline]
    pub fn contact(&self, department: DepartmentId) -> Contact {
        Contact::new(self.received, self.answered, self.channel, self.origin, department)
    }
}

/// Why a row cannot be judged, without the words of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal<'r> {
    field: Field,
    cell: &'r [u8],
    why: RefusalKind,
}

/// Understands the rows of one file.
#[derive(Debug)]
pub struct Normaliser<'a> {
    columns: Columns,
    channel: Option<Channel>,
    origin: Option<Origin>,
    department: Option<String>,
    channel_words: Lookup<Channel>,
    origin_words: Lookup<Origin>,
    clock: Clock<'a>,
    /// The zone of stamps without an offset, where it is another.
    foreign: Option<Zone>,
    date_order: Option<DateOrder>,
    nulls: Nulls,
    /// The receipt and the answer that were read last.
    last_stamps: [Cell<LastStamp>; 2],
}

impl<'a> Normaliser<'a> {
    /// A normaliser of one file. `home` is the audit's own zone; stamps later than `horizon`
    /// are faults.
    pub fn new(mapping: Mapping, home: &'a DayTable, horizon: Option<&'a Horizon>) -> Self {
        Self {
            columns: mapping.columns,
            channel: mapping.channel,
            origin: mapping.origin,
            department: mapping.department,
            channel_words: Lookup::new(mapping.channel_words),
            origin_words: Lookup::new(mapping.origin_words),
            clock: Clock { home, horizon },
            foreign: mapping.zone.filter(|zone| *zone != home.zone()),
            date_order: mapping.date_order,
            nulls: Nulls::new(mapping.nulls),
            last_stamps: Default::default(),
        }
    }

    /// Understands one row, given by its cells.
    ///
    /// # Errors
    /// The first refusal in the order channel, origin, received, answered.
    #[inline]
    pub fn understand<'r>(
        &'r mut self,
        cell: impl Fn(usize) -> Option<&'r [u8]>,
    ) -> Result<Understood<'r>, Refusal<'r>> {
        // One loop over the fields: seven inlined copies of it were a tenth of an audit.
        let mut cells: [&'r [u8]; Field::ALL.len()] = [&[]; Field::ALL.len()];
        for (slot, index) in cells.iter_mut().zip(self.columns.indices()) {
            if let Some(cell) = index.and_then(&cell) {
                *slot = self.nulls.meant(cell);
            }
        }
        let [id, channel_cell, origin_cell, department, received_cell, answered_cell, exempt] =
            cells;

        let unknown = |field, cell| Refusal { field, cell, why: RefusalKind::UnknownWord };
        let channel = match self.channel {
            Some(channel) => channel,
            None => {
                self.channel_words.get(channel_cell).ok_or(unknown(Field::Channel, channel_cell))?
            }
        };
        let origin = match self.origin {
            Some(origin) => origin,
            None => {
                self.origin_words.get(origin_cell).ok_or(unknown(Field::Origin, origin_cell))?
            }
        };
        let refused = |field, cell| move |why| Refusal { field, cell, why };
        if received_cell.is_empty() {
            return Err(refused(Field::Received, received_cell)(RefusalKind::Missing));
        }
        let received =
            self.moment(received_cell, None).map_err(refused(Field::Received, received_cell))?;
        let answered = if answered_cell.is_empty() {
            None
        } else {
            let answered = self
                .moment(answered_cell, Some(received.0))
                .map_err(refused(Field::Answered, answered_cell))?;
            if self.clock.precedes(answered.0, received.0) {
                let why = RefusalKind::BeforeReceived;
                return Err(refused(Field::Answered, answered_cell)(why));
            }
            Some(answered)
        };
        let department = match &self.department {
            Some(constant) => constant.as_bytes(),
            None => department,
        };
        Ok(Understood {
            received: received.0,
            answered: answered.map(|(moment, _)| moment),
            channel,
            origin,
            id,
            department,
            exempt,
            ambiguous_stamps: u8::from(received.1) + u8::from(answered.is_some_and(|a| a.1)),
        })
    }

    /// The moment of a stamp, and whether its wall time came twice.
    ///
    /// Of two instants it is the earlier one, except for an answer that would then precede
    /// `received`.
    #[inline]
    fn moment(&self, cell: &[u8], received: Option<Moment>) -> Result<(Moment, bool), RefusalKind> {
        let remembered = &self.last_stamps[usize::from(received.is_some())];
        let mut last = remembered.get();
        let stamp = parse_after(&mut last, cell, self.date_order).map_err(RefusalKind::Stamp)?;
        let settled = self.clock.settle(stamp, self.foreign, Dst::Usual, received);
        let settled = settled.map_err(|why| match why {
            NoMoment::InTheFuture => RefusalKind::InTheFuture,
            NoMoment::Nonexistent | NoMoment::Ambiguous => RefusalKind::Nonexistent,
        })?;
        remembered.set(last);
        Ok(settled)
    }
}

impl Refusal<'_> {
    /// The fault's code.
    pub fn code(&self) -> Code {
        self.why.code(self.field.id())
    }

    /// The fault, with its place and the file's own name of the column.
    ///
    /// Shows the cell's shape, or the cell itself where the user asks for values.
    pub fn fault(&self, place: Place, header: &[String], columns: &Columns, values: bool) -> Fault {
        let column = columns.get(self.field).and_then(|index| header.get(index));
        let column = column.map_or(self.field.id(), String::as_str);
        self.why.fault(place, self.field.id(), column, self.cell, values)
    }
}
