//! Seen: which traps a log and a judged contact were.

use chrono::{DateTime, Datelike, NaiveTime, Offset, Weekday};
use chrono_tz::Tz;

use crate::traps::Traps;
use crate::twin::{COLUMNS, Clock, Contact, Paper, When, holidays, plain};

/// A judged contact.
pub(crate) struct Seen<'a> {
    pub(crate) contact: &'a Contact,
    /// The answer, also one that has not happened yet.
    pub(crate) told: Option<When>,
    pub(crate) due: Option<DateTime<Tz>>,
    pub(crate) verdict: &'static str,
    /// The form of `within`, without its number.
    pub(crate) form: Option<String>,
    pub(crate) is_deemed: bool,
    pub(crate) is_listed: bool,
}

pub(crate) fn note_paper(paper: &Paper, bytes: &[u8], trails: bool, traps: &mut Traps) {
    traps.note(&format!("file: {}", paper.encoding));
    traps.note(&format!("file: delimiter {:?}", paper.delimiter));
    traps.note_if(paper.has_quoted_newlines, "file: quoted newlines");
    traps.note_if(paper.has_lines_above, "file: lines above the header");
    traps.note_if(trails, "file: trailing delimiters");
    let has_pair = bytes.windows(2).any(|pair| pair == b"\r\n");
    traps.note_if(has_pair, "file: CRLF");
    traps.note_if(!has_pair && bytes.contains(&b'\r') && !bytes.contains(&b'\n'), "file: CR");
    let is_own = |cell: &String| COLUMNS.iter().any(|(id, _)| plain(id) == plain(cell));
    traps.note_if(!paper.header.iter().all(is_own), "file: Swedish headers");
}

pub(crate) fn note(seen: &Seen<'_>, clock: Clock, as_of: DateTime<Tz>, traps: &mut Traps) {
    let Seen { contact, due, told, .. } = seen;
    traps.note("contacts");
    traps.note(&format!("verdict: {}", seen.verdict));
    if let Some(form) = &seen.form {
        traps.note(&format!("within: {form}"));
    }
    traps.note_if(seen.is_deemed, "deemed: a letter");
    traps.note_if(seen.is_listed, "exempt: by the list");
    traps.note_if(!contact.exempt.is_empty(), "exempt: by its cell");
    traps.note_if(told.is_some() && contact.answered.is_none(), "as-of: answered after it");
    let date = contact.received.date();
    for name in holidays(date) {
        traps.note(&format!("received on {name}"));
    }
    let is_weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
    traps.note_if(is_weekend, "received on a weekend");
    if (date.month(), date.day()) == (6, 6) && date.year() >= 2005 {
        traps.note(if is_weekend { "6 June: on a weekend" } else { "6 June: on a weekday" });
    }
    traps.note_if((date.month(), date.day()) == (2, 29), "received on 29 February");
    traps.note_if(date.year() == 1990 && date.ordinal() <= 10, "year: the border of 1990");
    traps.note_if(date.year() == 2099 && date.month() == 12, "year: the border of 2099");
    let ends = [Some(contact.received), *told].map(|end| matches!(end, Some(When::Date(_))));
    match ends {
        [true, true] => traps.note("bare date: both"),
        [true, false] => traps.note("bare date: received"),
        [false, true] => traps.note("bare date: answered"),
        [false, false] => {}
    }
    if let When::Stamp(received) = contact.received {
        let time = received.time();
        traps.note_if(time == NaiveTime::MIN, "midnight: 00:00:00");
        let last = NaiveTime::from_hms_opt(23, 59, 59);
        traps.note_if(Some(time) == last, "midnight: 23:59:59");
        let offset = |at: DateTime<Tz>| at.offset().fix();
        traps.note_if(
            due.is_some_and(|due| offset(due) != offset(received)),
            "due: over a clock change",
        );
    }
    match (due, contact.answered) {
        (Some(due), Some(When::Stamp(answered))) => {
            let beyond = (answered - *due).num_seconds();
            traps.note_if(beyond == 0, "due: answered in its second");
            traps.note_if(beyond == 1, "due: answered one second beyond");
        }
        (Some(due), Some(When::Date(answered))) => {
            let beyond = answered.signed_duration_since(due.date_naive()).num_days();
            traps.note_if(beyond == 0, "due: answered on its bare date");
            traps.note_if(beyond == 1, "due: answered on the bare date after");
        }
        (Some(due), None) => traps.note_if(*due == as_of, "as-of: in the second of due"),
        _ => {}
    }
    traps.note_if(contact.received.instant(clock) == as_of, "as-of: in the second of receipt");
}
