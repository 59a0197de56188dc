//! What a row tells, and what the user says of its file.

use std::borrow::Cow;

use super::Extractor;
use super::text::{Meaning, Way};
use crate::calendar::Zone;
use crate::contact::{Channel, Moment, Origin};
use crate::normalise::refusal::RefusalKind;
use crate::profile::DateOrder;
use crate::profile::language::{Ignored, Slot};
use crate::read::RawRow;

/// What the user says of a file beside its profile.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// The file's own name, without its folder.
    pub file: String,
    /// The zone of the file's stamps without an offset, whatever the profile says.
    pub zone: Option<Zone>,
    /// The zone of stamps without an offset where the profile cannot know it.
    pub site_zone: Option<Zone>,
    /// Which comes first in `03/04/2026`.
    pub date_order: Option<DateOrder>,
    /// The channel of every row.
    pub channel: Option<Channel>,
    /// The origin of every row.
    pub origin: Option<Origin>,
    /// The department of every row.
    pub department: Option<String>,
    /// More cells that mean nothing.
    pub nulls: Vec<String>,
    /// More words for channels.
    pub channel_words: Vec<(String, Channel)>,
    /// More words for origins.
    pub origin_words: Vec<(String, Origin)>,
}

/// What one row tells. Texts are empty where it tells nothing.
#[derive(Clone, Debug)]
pub struct Told<'r> {
    /// The channel; absent only in rows that open no contact.
    pub channel: Option<Channel>,
    /// Whose question it is, where the source tells.
    pub origin: Option<Origin>,
    /// Which way it went, where the source tells.
    pub way: Option<Way>,
    /// When the contact came in, or the event happened.
    pub at: Moment,
    /// When the answer went out, or a person picked up.
    pub answered: Option<Moment>,
    /// Whether it can open a contact; absent where its direction decides.
    pub opens: Option<bool>,
    /// Whether it can answer one; absent where its direction decides.
    pub closes: Option<bool>,
    /// Whether its answer does not count where another source of the exchange tells of the call.
    pub defers: bool,
    /// Seconds that it rang, where the source tells.
    pub ring_s: Option<u32>,
    /// Stamps in the hour that the clock showed twice.
    pub ambiguous_stamps: u8,
    pub(super) row: RawRow<'r>,
    pub(super) extractor: &'r Extractor<'r>,
}

impl<'r> Told<'r> {
    /// The text of a slot that is handed on as it is: looked for as it is asked for, since most
    /// rows are asked for few of them.
    #[inline]
    pub fn text(&self, slot: Slot) -> Cow<'r, [u8]> {
        self.extractor.plain(slot, self.row, self.way)
    }
}

impl<'r> Told<'r> {
    /// What the rows of its call or message have in common.
    pub fn group(&self, extractor: &Extractor<'_>) -> Cow<'r, [u8]> {
        match self.text(Slot::Group) {
            group if group.is_empty() || extractor.groups_by_id() => self.text(Slot::Id),
            group => group,
        }
    }

    /// What the exchange calls this leg, where that is something else than what the call is
    /// called: of most calls it is the same cell for cell.
    #[inline]
    pub fn own_leg(&self) -> Option<Cow<'r, [u8]>> {
        let columns = self.extractor.leg_and_group.as_ref()?;
        let [leg, group] = columns.map(|at| self.row.get(at));
        if leg == group {
            return None;
        }
        Some(self.text(Slot::Leg)).filter(|leg| !leg.is_empty())
    }
}

impl Extractor<'_> {
    /// The text of a slot that is handed on as it is.
    #[inline]
    fn plain<'r>(&'r self, slot: Slot, fields: RawRow<'r>, way: Option<Way>) -> Cow<'r, [u8]> {
        match (self.alone[slot as usize], &self.texts[slot as usize]) {
            _ if slot == Slot::Department => self.worded(slot, fields, way),
            (Some(at), _) => {
                Cow::Borrowed(fields.get(at).map_or(&b""[..], |cell| self.nulls.meant(cell)))
            }
            (None, Some(_)) => self.worded(slot, fields, way),
            (None, None) => Cow::Borrowed(b""),
        }
    }

    /// The text of a slot that is made of more than one column, or is a word of a map.
    #[inline(never)]
    fn worded<'r>(&'r self, slot: Slot, fields: RawRow<'r>, way: Option<Way>) -> Cow<'r, [u8]> {
        match &self.site.department {
            Some(department) if slot == Slot::Department => Cow::Borrowed(department.as_bytes()),
            _ => match self.meaning(slot, &|index: usize| self.cell(fields, index), way) {
                Meaning::Text(text) | Meaning::Warned(text) | Meaning::Unknown(text) => text,
                Meaning::Dropped => Cow::Borrowed(b""),
            },
        }
    }
}

/// What becomes of a row.
#[derive(Clone, Debug)]
pub enum Extracted<'r> {
    /// It tells something.
    Told(Told<'r>),
    /// The profile leaves it out.
    Ignored(Ignored),
}

/// Why a row cannot be used, without the words of a message.
#[derive(Clone, Debug)]
pub struct Refused<'r> {
    pub(super) slot: Slot,
    pub(super) cell: Cow<'r, [u8]>,
    pub(super) why: RefusalKind,
}
