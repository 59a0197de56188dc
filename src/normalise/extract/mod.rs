//! Extracting: what one row of a foreign export tells, by its source profile.
//!
//! Texts stay texts here: who a number belongs to and what is the answer to what is decided by
//! those who see more than one row.

mod columns;
mod condition;
mod error;
mod moment;
mod open;
mod refuse;
mod span;
mod text;
mod told;
mod words;

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use crate::contact::{Channel, Moment, Origin};
use crate::profile::language::{Ignored, KeyKind, Slot};
use crate::read::RawRow;

use super::moments::{Clock, NoMoment};
use super::nulls::Nulls;
use super::refusal::RefusalKind;
use super::words::Lookup;
use columns::Header;
use condition::Holds;
pub use error::ExtractError;
use moment::{MomentFault, MomentOf};
use span::{SpanOf, span_s};
pub use text::Way;
use text::{Meaning, TextOf};
pub use told::{Extracted, Refused, Site, Told};

/// Understands the rows of one file by its profile.
#[derive(Debug)]
pub struct Extractor<'a> {
    clock: Clock<'a>,
    nulls: Nulls,
    texts: [Option<TextOf>; Slot::ALL.len()],
    /// The column of each slot that is one word for word, as most are: a shorter way to it.
    alone: [Option<usize>; Slot::ALL.len()],
    moments: [Option<MomentOf>; 2],
    /// Slots whose text is handed on, but may be a word that the profile does not know.
    mapped: Vec<Slot>,
    site: Site,
    channels: RefCell<Lookup<Channel>>,
    origins: RefCell<Lookup<Origin>>,
    keep: Vec<Holds>,
    drop: Vec<(Holds, Ignored)>,
    reject: Vec<(Holds, String)>,
    /// How the ring is read where it is no plain number of seconds.
    ring: Option<SpanOf>,
    /// What the file's own name tells.
    file: String,
    /// Rows with a word that a map does not know and keeps, by slot.
    warned: [Cell<u64>; Slot::ALL.len()],
    /// Where the leg and what it has in common with others stand, where a leg is told.
    leg_and_group: Option<[usize; 2]>,
    answered_when: Option<Holds>,
    defers_when: Option<Holds>,
    opener: Option<Holds>,
    closer: Option<Holds>,
    at: Slot,
    is_rows: bool,
    groups_by_id: bool,
    tells_department: bool,
    /// The channel of every row, where the profile or the user says one.
    channel: Option<Channel>,
}

/// Slots whose text is handed on as it is.
const PLAIN: [Slot; 13] = [
    Slot::Id,
    Slot::Department,
    Slot::Unit,
    Slot::Exempt,
    Slot::From,
    Slot::To,
    Slot::Case,
    Slot::Message,
    Slot::ReplyTo,
    Slot::References,
    Slot::Subject,
    Slot::Group,
    Slot::Leg,
];

impl<'a> Extractor<'a> {
    /// Whether what rows of one event have in common is its id.
    pub fn groups_by_id(&self) -> bool {
        self.groups_by_id
    }

    /// What kind of key a slot is.
    pub fn kind(&self, slot: Slot) -> KeyKind {
        self.texts[slot as usize].as_ref().map_or(KeyKind::Text, |text| text.kind)
    }

    /// Whether the file tells anything of a slot.
    pub fn tells(&self, slot: Slot) -> bool {
        self.texts[slot as usize].as_ref().is_some_and(|text| !text.is_nothing())
    }

    /// Whether the file or the user says anything of a department.
    #[inline]
    pub fn tells_department(&self) -> bool {
        self.tells_department
    }

    /// What one row tells.
    ///
    /// # Errors
    /// The first refusal in the order channel, origin, other words, receipt, answer.
    pub fn extract<'r>(&'r self, fields: RawRow<'r>) -> Result<Extracted<'r>, Refused<'r>> {
        let row = &|index: usize| self.cell(fields, index);
        let raw = |slot: Slot| match self.meaning(slot, row, None) {
            Meaning::Text(text) | Meaning::Warned(text) | Meaning::Unknown(text) => text,
            Meaning::Dropped => Cow::Borrowed(&b""[..]),
        };
        let holds = |holds: &Holds| holds.holds(row, &self.nulls, &raw);
        if !self.keep.iter().all(holds) {
            return Ok(Extracted::Ignored(Ignored::Filtered));
        }
        if let Some((_, why)) = self.drop.iter().find(|(condition, _)| holds(condition)) {
            return Ok(Extracted::Ignored(*why));
        }
        if let Some(nth) = self.reject.iter().position(|(condition, _)| holds(condition)) {
            let why = RefusalKind::ByProfile(nth);
            return Err(Refused { slot: Slot::Id, cell: Cow::Borrowed(b""), why });
        }
        let opens = self.opener.as_ref().map(holds);
        let closes = self.closer.as_ref().map(holds);
        if opens == Some(false) && closes == Some(false) {
            return Ok(Extracted::Ignored(Ignored::Filtered));
        }
        let opens_nothing = opens == Some(false);
        let unknown = |slot| move |cell| Refused { slot, cell, why: RefusalKind::UnknownWord };
        let channel = match self.channel(row) {
            Found::Known(channel) => Some(channel),
            Found::Dropped => return Ok(Extracted::Ignored(Ignored::UnknownWord)),
            Found::Unknown(_) if opens_nothing => None,
            Found::Unknown(cell) => return Err(unknown(Slot::Channel)(cell)),
        };
        let origin = match self.origin(row) {
            Some(Found::Known(origin)) => Some(origin),
            None => None,
            Some(Found::Dropped) => return Ok(Extracted::Ignored(Ignored::UnknownWord)),
            Some(Found::Unknown(cell)) => return Err(unknown(Slot::Origin)(cell)),
        };
        let way = match self.way(row) {
            None => None,
            Some(Found::Known(way)) => Some(way),
            Some(Found::Dropped) => return Ok(Extracted::Ignored(Ignored::UnknownWord)),
            Some(Found::Unknown(cell)) => return Err(unknown(Slot::Direction)(cell)),
        };
        let (at, is_twice) = match self.moment(self.at, row, way, None)? {
            Some(moment) => moment,
            None => {
                let cell = Cow::Borrowed(&b""[..]);
                return Err(Refused { slot: self.at, cell, why: RefusalKind::Missing });
            }
        };
        let answered = self.moment(Slot::Answered, row, way, Some(at))?;
        let answered = answered.filter(|_| self.answered_when.as_ref().is_none_or(holds));
        if let Some((answered, _)) = answered
            && self.clock.precedes(answered, at)
        {
            let cell = self.text(Slot::Answered, row, way);
            return Err(Refused { slot: Slot::Answered, cell, why: RefusalKind::BeforeReceived });
        }
        for slot in &self.mapped {
            match self.meaning(*slot, row, way) {
                Meaning::Text(_) => {}
                Meaning::Warned(_) => self.warn(*slot),
                Meaning::Unknown(cell) => return Err(unknown(*slot)(cell)),
                Meaning::Dropped => return Ok(Extracted::Ignored(Ignored::UnknownWord)),
            }
        }
        let ring = self.text(Slot::Ring, row, way);
        Ok(Extracted::Told(Told {
            channel,
            origin,
            way,
            at,
            answered: answered.map(|(moment, _)| moment),
            opens,
            closes,
            defers: answered.is_some() && self.defers_when.as_ref().is_some_and(holds),
            ring_s: match &self.ring {
                None => span_s(&ring, 1).and_then(|span| u32::try_from(span).ok()),
                Some(span) => span.seconds(&ring, row, &self.nulls, &self.clock),
            },
            ambiguous_stamps: u8::from(is_twice) + u8::from(answered.is_some_and(|a| a.1)),
            row: fields,
            extractor: self,
        }))
    }

    /// A cell of a row, or what the file's own name tells.
    #[inline]
    fn cell<'r>(&'r self, fields: RawRow<'r>, at: usize) -> Option<&'r [u8]> {
        fields.get(at).or_else(|| (at == Header::FILE).then_some(self.file.as_bytes()))
    }

    /// Whether its rows are contacts.
    pub fn is_rows(&self) -> bool {
        self.is_rows
    }

    fn meaning<'r>(
        &'r self,
        slot: Slot,
        row: &impl Fn(usize) -> Option<&'r [u8]>,
        way: Option<Way>,
    ) -> Meaning<'r> {
        match &self.texts[slot as usize] {
            Some(text) => text.meaning(row, &self.nulls, way),
            None => Meaning::Text(Cow::Borrowed(b"")),
        }
    }

    /// The text of a slot before its words are looked up.
    fn text<'r>(
        &'r self,
        slot: Slot,
        row: &impl Fn(usize) -> Option<&'r [u8]>,
        way: Option<Way>,
    ) -> Cow<'r, [u8]> {
        if let Some(at) = self.alone[slot as usize] {
            return Cow::Borrowed(row(at).map_or(&b""[..], |cell| self.nulls.meant(cell)));
        }
        let text = self.texts[slot as usize].as_ref();
        text.map_or(Cow::Borrowed(b""), |text| text.raw(row, &self.nulls, way))
    }

    fn channel<'r>(&'r self, row: &impl Fn(usize) -> Option<&'r [u8]>) -> Found<'r, Channel> {
        if let Some(channel) = self.channel {
            return Found::Known(channel);
        }
        match self.meaning(Slot::Channel, row, None) {
            Meaning::Dropped => Found::Dropped,
            Meaning::Text(text) | Meaning::Warned(text) | Meaning::Unknown(text) => {
                let known = self.channels.borrow_mut().get(&text);
                known.map_or(Found::Unknown(text), Found::Known)
            }
        }
    }

    fn origin<'r>(&'r self, row: &impl Fn(usize) -> Option<&'r [u8]>) -> Option<Found<'r, Origin>> {
        if let Some(origin) = self.site.origin {
            return Some(Found::Known(origin));
        }
        self.texts[Slot::Origin as usize].as_ref()?;
        Some(match self.meaning(Slot::Origin, row, None) {
            Meaning::Dropped => Found::Dropped,
            Meaning::Text(text) | Meaning::Warned(text) | Meaning::Unknown(text) => {
                let known = self.origins.borrow_mut().get(&text);
                known.map_or(Found::Unknown(text), Found::Known)
            }
        })
    }

    fn way<'r>(&'r self, row: &impl Fn(usize) -> Option<&'r [u8]>) -> Option<Found<'r, Way>> {
        self.texts[Slot::Direction as usize].as_ref()?;
        match self.meaning(Slot::Direction, row, None) {
            Meaning::Dropped => Some(Found::Dropped),
            // No word at all: the organisation's own numbers tell.
            Meaning::Text(text) if text.is_empty() => None,
            Meaning::Text(text) => Some(Way::of(&text).map_or(Found::Unknown(text), Found::Known)),
            // As if there were none.
            Meaning::Warned(text) => Way::of(&text).map(Found::Known).or_else(|| {
                self.warn(Slot::Direction);
                None
            }),
            Meaning::Unknown(text) => Some(Found::Unknown(text)),
        }
    }

    fn moment<'r>(
        &'r self,
        slot: Slot,
        row: &impl Fn(usize) -> Option<&'r [u8]>,
        way: Option<Way>,
        received: Option<Moment>,
    ) -> Result<Option<(Moment, bool)>, Refused<'r>> {
        let Some(form) = &self.moments[usize::from(slot == Slot::Answered)] else {
            return Ok(None);
        };
        let cell = self.text(slot, row, way);
        if cell.is_empty() {
            return Ok(None);
        }
        form.moment(&cell, row, &self.nulls, &self.clock, received).map_err(|fault| {
            let why = match fault {
                MomentFault::Stamp(error) => RefusalKind::Stamp(error),
                MomentFault::NoOffset => RefusalKind::NoOffset,
                MomentFault::Span => RefusalKind::Span,
                MomentFault::Settled(NoMoment::Nonexistent) => RefusalKind::Nonexistent,
                MomentFault::Settled(NoMoment::Ambiguous) => RefusalKind::Ambiguous,
                MomentFault::Settled(NoMoment::InTheFuture) => RefusalKind::InTheFuture,
            };
            Refused { slot, cell, why }
        })
    }
}

/// A word of the program's own, looked for in a row.
enum Found<'r, T> {
    Known(T),
    Unknown(Cow<'r, [u8]>),
    Dropped,
}
