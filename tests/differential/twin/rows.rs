//! Rows: one record to one contact, or to the code of the first fault (SPEC 2, 7 and 8).

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;

use super::clock::Clock;
use super::paper::{Record, plain};
use super::stamp::{self, Said};
use crate::traps::Traps;
use crate::world::LogFile;

/// When something happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum When {
    Date(NaiveDate),
    Stamp(DateTime<Tz>),
}

impl When {
    /// Its local date.
    pub(crate) fn date(self) -> NaiveDate {
        match self {
            Self::Date(date) => date,
            Self::Stamp(stamp) => stamp.date_naive(),
        }
    }

    /// Its instant; a bare date counts from 00:00.
    pub(crate) fn instant(self, clock: Clock) -> DateTime<Tz> {
        match self {
            Self::Date(date) => clock.start(date),
            Self::Stamp(stamp) => stamp,
        }
    }

    /// As `contacts` prints it.
    pub(crate) fn text(self) -> String {
        match self {
            Self::Date(date) => date.to_string(),
            Self::Stamp(stamp) => stamp.format("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        }
    }
}

/// One row that can be judged.
#[derive(Clone, Debug)]
pub(crate) struct Contact {
    pub(crate) id: String,
    pub(crate) channel: &'static str,
    pub(crate) origin: &'static str,
    pub(crate) department: String,
    pub(crate) received: When,
    pub(crate) answered: Option<When>,
    pub(crate) exempt: String,
    pub(crate) source: String,
    pub(crate) line: u64,
}

pub(crate) const CHANNELS: [(&str, &[&str]); 8] = [
    ("phone", &["phone", "telefon"]),
    ("sms", &["sms"]),
    ("email", &["email", "e-post", "mejl"]),
    ("letter", &["letter", "brev"]),
    ("visit", &["visit", "besök"]),
    ("chat", &["chat", "chatt"]),
    ("web", &["web", "webb"]),
    ("social", &["social", "sociala medier"]),
];

pub(crate) const ORIGINS: [(&str, &[&str]); 2] = [
    ("external", &["external", "extern", "kund"]),
    ("internal", &["internal", "intern", "medarbetare"]),
];

/// The columns of SPEC 8 and names that the README gives them.
pub(crate) const COLUMNS: [(&str, &[&str]); 7] = [
    ("id", &["id", "ärendenr", "ärende-id", "kontakt-id", "diarienummer"]),
    ("channel", &["channel", "kanal", "kontaktväg"]),
    ("origin", &["origin", "ursprung", "intern/extern"]),
    ("department", &["department", "förvaltning", "kontor", "enhet"]),
    ("received", &["received", "inkom", "ankom", "mottagen", "received at"]),
    ("answered", &["answered", "besvarad", "svarsdatum", "expedierad", "answered at"]),
    ("exempt", &["exempt", "undantag", "undantagsorsak"]),
];

fn known(words: &[(&'static str, &[&str])], cell: &str) -> Option<&'static str> {
    let cell = plain(cell);
    let means = |names: &[&str]| names.iter().any(|name| plain(name) == cell);
    words.iter().find(|(_, names)| means(names)).map(|(id, _)| *id)
}

/// The column that a cell of a header names.
pub(crate) fn column(cell: &str) -> Option<&'static str> {
    known(&COLUMNS, cell)
}

/// Understands the rows of one file.
pub(crate) struct Rows<'a> {
    pub(crate) clock: Clock,
    pub(crate) horizon: Option<DateTime<Utc>>,
    pub(crate) file: &'a LogFile,
    pub(crate) header: Vec<Option<&'static str>>,
    /// Cells of the header without the empty ones at its end.
    pub(crate) named: usize,
}

impl Rows<'_> {
    fn cell<'r>(&self, record: &'r Record, column: &str) -> Option<&'r str> {
        let at = self.header.iter().position(|own| *own == Some(column))?;
        Some(record.cells.get(at).map_or("", |cell| cell.trim()))
    }

    /// The contact, or the code of the first fault in the order record, channel, origin,
    /// received, answered. Also how many of its stamps are ambiguous.
    pub(crate) fn understand(
        &self,
        record: &Record,
        traps: &mut Traps,
    ) -> Result<(Contact, u64), &'static str> {
        if record.is_undecodable() {
            return Err("undecodable-text");
        }
        if ![self.named, self.header.len()].contains(&record.cells.len()) {
            return Err("wrong-field-count");
        }
        let mut word = |said: Option<&'static str>, words, column| {
            if said.is_some() {
                return said;
            }
            let cell = self.cell(record, column).expect("a column or a flag");
            let id = known(words, cell);
            traps.note_if(id.is_some_and(|id| plain(id) != plain(cell)), "words: Swedish");
            id
        };
        let channel = word(self.file.channel, &CHANNELS, "channel").ok_or("unknown-channel")?;
        let said = self.file.origin.filter(|_| !self.header.contains(&Some("origin")));
        let origin = word(said, &ORIGINS, "origin").ok_or("unknown-origin")?;
        let received = self.cell(record, "received").expect("received is required");
        if received.is_empty() {
            return Err("missing-received");
        }
        let (received, is_fold) = self.moment(received, None, traps)?;
        let (mut answer, mut ambiguous) = (None, u64::from(is_fold));
        let answered = self.cell(record, "answered").unwrap_or("");
        if !answered.is_empty() {
            let (answered, is_fold) = self.moment(answered, Some(received), traps)?;
            let is_before = match (received, answered) {
                (When::Stamp(received), When::Stamp(answered)) => answered < received,
                (received, answered) => answered.date() < received.date(),
            };
            if is_before {
                return Err("answered-before-received");
            }
            (answer, ambiguous) = (Some(answered), ambiguous + u64::from(is_fold));
        }
        let department = self.cell(record, "department").or(self.file.department).unwrap_or("");
        let contact = Contact {
            id: self.cell(record, "id").unwrap_or("").to_owned(),
            channel,
            origin,
            department: department.to_owned(),
            received,
            answered: answer,
            exempt: self.cell(record, "exempt").unwrap_or("").to_owned(),
            source: self.file.name.clone(),
            line: record.line,
        };
        Ok((contact, ambiguous))
    }

    /// The moment of a cell, and whether the clock showed it twice.
    fn moment(
        &self,
        cell: &str,
        received: Option<When>,
        traps: &mut Traps,
    ) -> Result<(When, bool), &'static str> {
        let said = stamp::read(cell).ok_or("unreadable-stamp")?;
        let is_out = |year: i32| !(1990..=2099).contains(&year);
        let (when, is_fold) = match said {
            Said::Date(date) if is_out(date.year()) => return Err("out-of-range"),
            Said::Local(local) if is_out(local.year()) => return Err("out-of-range"),
            Said::Date(date) => (When::Date(date), false),
            Said::Local(local) => self.resolve(local, received, traps)?,
            Said::Instant(instant) => {
                // The year that is written: next to the border the local one may be another.
                if is_out(instant.year()) {
                    return Err("out-of-range");
                }
                let stamp = instant.with_timezone(&self.clock.0);
                let is_moved = stamp.date_naive() != instant.date_naive();
                traps.note_if(is_moved, "stamp: an offset that moves the local date");
                traps.note_if(cell.ends_with('Z'), "stamp: Z");
                traps.note_if(!cell.ends_with('Z'), "stamp: an offset");
                (When::Stamp(stamp), false)
            }
        };
        let is_future = self.horizon.is_some_and(|latest| when.instant(self.clock) > latest);
        if is_future { Err("in-the-future") } else { Ok((when, is_fold)) }
    }

    fn resolve(
        &self,
        local: NaiveDateTime,
        received: Option<When>,
        traps: &mut Traps,
    ) -> Result<(When, bool), &'static str> {
        let instants = self.clock.instants(local);
        let (earlier, later) = match instants[..] {
            [] => return Err("nonexistent-time"),
            [one] => return Ok((When::Stamp(one), false)),
            [earlier, later, ..] => (earlier, later),
        };
        let is_answer = received.is_some();
        traps.note(if is_answer { "fold: answered" } else { "fold: received" });
        let chosen = match received {
            Some(When::Stamp(received)) if earlier < received => {
                traps.note("fold: the earlier would precede the receipt");
                later
            }
            _ => earlier,
        };
        Ok((When::Stamp(chosen), true))
    }
}
