//! One row to one contact, or to one fault: the first found in the order record, channel,
//! origin, received, answered (SPEC 7).

use std::cell::Cell;

use crate::calendar::{DayTable, Instant, Resolved, Zone};
use crate::contact::{Channel, Contact, DepartmentId, Moment, Origin};
use crate::fault::{Code, Fault, Place, shape};

use super::columns::Columns;
use super::stamp::{LastStamp, Stamp, StampError, Why, parse_after};
use super::words::{Lookup, WordMap};
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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RefusalKind {
    UnknownWord,
    Missing,
    Stamp(StampError),
    Nonexistent,
    InTheFuture,
    BeforeReceived,
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
    /// The days of the audit's own zone.
    home: &'a DayTable,
    /// The zone of stamps without an offset, where it is another.
    foreign: Option<Zone>,
    date_order: Option<DateOrder>,
    nulls: Vec<String>,
    /// Stamps later than this are faults.
    horizon: Option<Instant>,
    /// The receipt and the answer that were read last.
    last_stamps: [Cell<LastStamp>; 2],
}

impl<'a> Normaliser<'a> {
    /// A normaliser of one file. `home` is the audit's own zone; stamps later than `horizon`
    /// are faults.
    pub fn new(mapping: Mapping, home: &'a DayTable, horizon: Option<Instant>) -> Self {
        Self {
            columns: mapping.columns,
            channel: mapping.channel,
            origin: mapping.origin,
            department: mapping.department,
            channel_words: Lookup::new(mapping.channel_words),
            origin_words: Lookup::new(mapping.origin_words),
            home,
            foreign: mapping.zone.filter(|zone| *zone != home.zone()),
            date_order: mapping.date_order,
            nulls: mapping.nulls,
            horizon,
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
                *slot = meant(cell, &self.nulls);
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
            if self.precedes(answered.0, received.0) {
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
        let (moment, is_ambiguous) =
            match parse_after(&mut last, cell, self.date_order).map_err(RefusalKind::Stamp)? {
                Stamp::Instant(instant) => (Moment::second(instant), false),
                Stamp::Date(day) => (Moment::day(self.home.midnight(day)), false),
                Stamp::Wall(wall) => {
                    let resolved = match self.foreign {
                        None => self.home.resolve(wall),
                        Some(zone) => zone.resolve(wall),
                    };
                    match resolved {
                        Resolved::One(instant) => (Moment::second(instant), false),
                        Resolved::Gap => return Err(RefusalKind::Nonexistent),
                        Resolved::Fold { earlier, later } => {
                            let first = Moment::second(earlier);
                            let precedes = received.is_some_and(|r| self.precedes(first, r));
                            (if precedes { Moment::second(later) } else { first }, true)
                        }
                    }
                }
            };
        remembered.set(last);
        match self.horizon {
            Some(horizon) if moment.instant > horizon => Err(RefusalKind::InTheFuture),
            _ => Ok((moment, is_ambiguous)),
        }
    }

    /// Whether an answer precedes its receipt; by date where either is a bare date.
    #[inline]
    fn precedes(&self, answered: Moment, received: Moment) -> bool {
        if answered.is_bare_date() || received.is_bare_date() {
            return self.home.day_of(answered.instant) < self.home.day_of(received.instant);
        }
        answered.instant < received.instant
    }
}

/// `cell` without the spaces around it; empty when it means nothing.
#[inline]
fn meant<'r>(cell: &'r [u8], nulls: &[String]) -> &'r [u8] {
    // Nearly every cell begins and ends with a visible ASCII character.
    let is_bare = match cell {
        [] => true,
        [first, .., last] => first.is_ascii_graphic() && last.is_ascii_graphic(),
        [only] => only.is_ascii_graphic(),
    };
    let trimmed = if is_bare { cell } else { trimmed(cell) };
    if nulls.is_empty() {
        return trimmed;
    }
    let is_null = |null: &String| null.as_bytes() == trimmed || null.as_bytes() == cell;
    if nulls.iter().any(is_null) { &[] } else { trimmed }
}

/// Without ASCII white space and no-break spaces around it.
#[inline]
pub(crate) fn trimmed(mut cell: &[u8]) -> &[u8] {
    const NO_BREAK_SPACE: &[u8] = "\u{a0}".as_bytes();
    loop {
        let trimmed = cell.trim_ascii();
        let trimmed = trimmed.strip_prefix(NO_BREAK_SPACE).unwrap_or(trimmed);
        let trimmed = trimmed.strip_suffix(NO_BREAK_SPACE).unwrap_or(trimmed);
        if trimmed.len() == cell.len() {
            return cell;
        }
        cell = trimmed;
    }
}

impl Refusal<'_> {
    /// The fault's code.
    pub fn code(&self) -> Code {
        match self.why {
            RefusalKind::UnknownWord if self.field == Field::Channel => Code::UnknownChannel,
            RefusalKind::UnknownWord => Code::UnknownOrigin,
            RefusalKind::Missing => Code::MissingReceived,
            RefusalKind::Stamp(StampError::OutOfRange) => Code::OutOfRange,
            RefusalKind::Stamp(StampError::Unreadable(_)) => Code::UnreadableStamp,
            RefusalKind::Nonexistent => Code::NonexistentTime,
            RefusalKind::InTheFuture => Code::InTheFuture,
            RefusalKind::BeforeReceived => Code::AnsweredBeforeReceived,
        }
    }

    /// The fault, with its place and the file's own name of the column.
    ///
    /// Shows the cell's shape, or the cell itself where the user asks for values.
    pub fn fault(&self, place: Place, header: &[String], columns: &Columns, values: bool) -> Fault {
        let column = columns.get(self.field).and_then(|index| header.get(index));
        let cell = String::from_utf8_lossy(self.cell);
        Fault {
            place,
            column: column.map_or(self.field.id(), String::as_str).to_owned(),
            code: self.code(),
            shape: if values { cell.into_owned() } else { shape(&cell) },
            message: self.message(),
        }
    }

    fn message(&self) -> String {
        match self.why {
            RefusalKind::UnknownWord => self.unknown_word(),
            RefusalKind::Missing => {
                "empty; expected when the contact came in, for without it nothing can be judged"
                    .to_owned()
            }
            RefusalKind::Stamp(error @ StampError::Unreadable(Why::OrderUnknown)) => format!(
                "{error}; expected {}, or say --date-order dmy or --date-order mdy",
                error.expected()
            ),
            RefusalKind::Stamp(error) => format!("{error}; expected {}", error.expected()),
            RefusalKind::Nonexistent => "there was no such time, the clock was moved forward past \
                                         it; expected a time that the clock showed, or an offset \
                                         such as +02:00"
                .to_owned(),
            RefusalKind::InTheFuture => "more than a day ahead of this computer's clock; expected \
                                         a time that has passed (--as-of leaves later contacts \
                                         out and counts them)"
                .to_owned(),
            RefusalKind::BeforeReceived => {
                "earlier than the receipt; expected an answer after the contact came in".to_owned()
            }
        }
    }

    fn unknown_word(&self) -> String {
        let what = if self.cell.is_empty() { "empty" } else { "not a known word" };
        let known: Vec<&str> = match self.field {
            Field::Channel => Channel::ALL.map(Channel::id).to_vec(),
            _ => Origin::ALL.map(Origin::id).to_vec(),
        };
        format!(
            "{what}; expected {} or a Swedish word for one of them; the settings can teach more \
             words in [source.words.{}]",
            known.join(", "),
            self.field.id()
        )
    }
}
