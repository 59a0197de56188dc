//! Random worlds: settings, logs and questions told by a seed; and how often each trap has to be
//! met in all of them.

use chrono::{DateTime, Days, NaiveDate, Utc};

use crate::dice::Dice;
use crate::press::{self, Flags};
use crate::scribe::{Row, Scribe, Turns};
use crate::settle::{self, Stretch};
use crate::twin::{Clock, rules};
use crate::world::World;

/// What a world is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Library,
    /// Small, and without a stamp near today: the binary reads the clock.
    Binary,
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a date")
}

fn stretch(kind: Kind, dice: &mut Dice) -> Stretch {
    let days = *dice.pick(&[30, 120, 250, 366, 400]);
    let year = match kind {
        Kind::Binary => dice.between(1991, 2020) as i32,
        Kind::Library => match dice.between(0, 10) {
            0 => 1990,
            1 => 2099,
            2 | 3 => dice.between(1991, 2097) as i32,
            4 => dice.between(2003, 2006) as i32,
            _ => dice.between(2023, 2028) as i32,
        },
    };
    match year {
        1990 => Stretch { first: day(1990, 1, 1), days },
        2099 => Stretch { first: day(2099, 12, 31) - Days::new(days as u64 - 1), days },
        year => Stretch { first: day(year, 1, 1) + Days::new(dice.between(0, 300) as u64), days },
    }
}

/// The world of a seed.
pub(crate) fn world(kind: Kind, seed: u64) -> World {
    let salt = if kind == Kind::Library { 0x5eed } else { 0xb1a7 };
    let dice = &mut Dice::new(seed.wrapping_mul(0x9e37_79b9).wrapping_add(salt));
    let stretch = stretch(kind, dice);
    let listed: Vec<String> = (0..40).map(|n| format!("K2026-{:06}", n * 17)).collect();
    let settings = settle::settings(stretch, &listed, dice);
    let has_as_of = dice.one_in(2);
    let count = if kind == Kind::Library { 3 } else { 1 };
    let questions: Vec<_> =
        (0..count).map(|_| settle::question(&settings, stretch, has_as_of, dice)).collect();
    let far = DateTime::from_timestamp(3_786_912_000, 0).expect("2090");
    let horizon = match kind {
        _ if has_as_of => None,
        Kind::Binary => Some(far),
        Kind::Library => {
            let noon = (stretch.last() + Days::new(60)).and_hms_opt(12, 0, 0).expect("noon");
            Some(noon.and_utc())
        }
    };
    let too_late = |horizon: DateTime<Utc>| horizon + chrono::Duration::seconds(1);
    let clock = Clock(settings.zone);
    let turns = Turns::new(stretch, clock);
    let read = rules(&settings, questions[0].reading.as_deref());
    let scribe = Scribe {
        settings: &settings,
        rules: &read,
        stretch,
        turns: &turns,
        clock,
        faulty: *dice.pick(&[0, 12, 400]),
        too_late: horizon.map(too_late),
    };
    let flags = Flags {
        origin: dice.pick::<&str>(&["external", "internal"]),
        department: dice.pick::<&str>(&["Servicecenter", "Ödegården"]),
    };
    let size = if kind == Kind::Library { 700 } else { 150 };
    let (mut told, mut files): (Vec<Row>, Vec<_>) = (Vec::new(), Vec::new());
    for number in 0..dice.between(1, 5) {
        let mut rows = Vec::new();
        for _ in 0..dice.between(size / 10, size) {
            let again = (!told.is_empty() && dice.one_in(12)).then(|| dice.pick(&told).clone());
            let row = scribe.row(told.len() as i64, again.as_ref(), dice);
            told.push(row.clone());
            rows.push(row);
        }
        files.push(press::file(number as usize, &rows, flags, dice));
    }
    World { settings, files, questions, horizon }
}

/// How often each trap is met at the least, in as many contacts as are judged by default.
pub(crate) const LEAST: &[(&str, u64)] = &[
    ("6 June: on a weekday", 300),
    ("6 June: on a weekend", 200),
    ("as-of: answered after it", 1000),
    ("as-of: before the log", 10),
    ("as-of: behind the log", 30),
    ("as-of: in the second of due", 10),
    ("as-of: in the second of receipt", 5),
    ("as-of: received after it", 10_000),
    ("as-of: the latest stamp", 100),
    ("as-of: told", 100),
    ("bare date: answered", 5000),
    ("bare date: both", 1000),
    ("bare date: received", 5000),
    ("by: board", 30),
    ("by: channel", 30),
    ("by: department", 30),
    ("by: hour", 30),
    ("by: month", 30),
    ("by: origin", 30),
    ("by: quarter", 30),
    ("by: rule", 30),
    ("by: tertial", 30),
    ("by: week", 30),
    ("by: weekday", 30),
    ("by: year", 30),
    ("calendar: closed days", 100),
    ("calendar: opening hours", 100),
    ("calendar: opening hours of a date", 100),
    ("contacts", 200_000),
    ("deemed: a letter", 5000),
    ("due: answered in its second", 5000),
    ("due: answered on its bare date", 3000),
    ("due: answered on the bare date after", 3000),
    ("due: answered one second beyond", 3000),
    ("due: over a clock change", 5000),
    ("duplicates: an earlier row has the answer", 2000),
    ("duplicates: another department", 3000),
    ("duplicates: another exemption", 300),
    ("duplicates: merged", 5000),
    ("duplicates: no id", 5000),
    ("duplicates: over files", 1000),
    ("exempt: by its cell", 5000),
    ("exempt: by the list", 1000),
    ("fault: answered-before-received", 100),
    ("fault: in-the-future", 50),
    ("fault: missing-received", 100),
    ("fault: nonexistent-time", 50),
    ("fault: out-of-range", 100),
    ("fault: undecodable-text", 100),
    ("fault: unknown-channel", 100),
    ("fault: unknown-origin", 100),
    ("fault: unreadable-stamp", 100),
    ("fault: wrong-field-count", 100),
    ("file: CR", 30),
    ("file: CRLF", 50),
    ("file: Swedish headers", 100),
    ("file: a channel by flag", 50),
    ("file: delimiter ','", 50),
    ("file: delimiter ';'", 50),
    ("file: delimiter '\\t'", 30),
    ("file: delimiter '|'", 30),
    ("file: lines above the header", 50),
    ("file: quoted newlines", 100),
    ("file: trailing delimiters", 30),
    ("file: utf-16be", 10),
    ("file: utf-16le", 10),
    ("file: utf-16le without a mark", 10),
    ("file: utf-8", 30),
    ("file: utf-8 with a mark", 30),
    ("file: windows-1252", 50),
    ("fold: answered", 100),
    ("fold: received", 500),
    ("fold: the earlier would precede the receipt", 50),
    ("midnight: 00:00:00", 3000),
    ("midnight: 23:59:59", 3000),
    ("period: delår", 20),
    ("period: half", 20),
    ("period: month", 20),
    ("period: quarter", 20),
    ("period: span", 20),
    ("period: tertial", 20),
    ("period: week", 20),
    ("period: year", 20),
    ("reading: (none)", 50),
    ("reading: closing", 30),
    ("reading: generous", 20),
    ("reading: letter-22", 50),
    ("reading: rolled", 50),
    ("reading: same-time", 50),
    ("reading: workday-hours", 50),
    ("received on 29 February", 50),
    ("received on Kristi himmelsfärdsdag", 500),
    ("received on a weekend", 30_000),
    ("received on alla helgons dag", 500),
    ("received on annandag jul", 500),
    ("received on annandag pingst", 100),
    ("received on annandag påsk", 500),
    ("received on första maj", 500),
    ("received on julafton", 500),
    ("received on juldagen", 500),
    ("received on långfredagen", 500),
    ("received on midsommarafton", 500),
    ("received on midsommardagen", 500),
    ("received on nationaldagen", 500),
    ("received on nyårsafton", 500),
    ("received on nyårsdagen", 500),
    ("received on pingstdagen", 500),
    ("received on påskdagen", 500),
    ("received on trettondedag jul", 500),
    ("rules: from a date", 50),
    ("rules: the guideline", 50),
    ("rules: until a date", 50),
    ("stamp: Z", 5000),
    ("stamp: an offset", 5000),
    ("stamp: an offset that moves the local date", 1000),
    ("verdict: exempt", 5000),
    ("verdict: late", 10_000),
    ("verdict: met", 10_000),
    ("verdict: overdue", 10_000),
    ("verdict: pending", 1000),
    ("verdict: unregulated", 10_000),
    ("within: N hours", 10_000),
    ("within: N hours in opening hours", 2000),
    ("within: N hours on workdays", 5000),
    ("within: N workdays", 10_000),
    ("within: N workdays until closing", 2000),
    ("within: N workdays until closing, rolled", 2000),
    ("within: N workdays until same time", 5000),
    ("within: N workdays until same time, rolled", 5000),
    ("within: N workdays, rolled", 5000),
    ("words: Swedish", 30_000),
    ("year: the border of 1990", 500),
    ("year: the border of 2099", 500),
    ("zone: Africa/Cairo", 20),
    ("zone: America/New_York", 20),
    ("zone: Australia/Lord_Howe", 20),
    ("zone: UTC", 20),
];

/// The same of the worlds that go through the binary.
pub(crate) const LEAST_BINARY: &[(&str, u64)] = &[
    ("contacts", 3000),
    ("exit code: 0", 5),
    ("exit code: 1", 3),
    ("exit code: 3", 5),
    ("as-of: the latest stamp", 10),
    ("as-of: told", 10),
    ("fault: in-the-future", 1),
    ("fault: nonexistent-time", 1),
    ("duplicates: merged", 50),
    ("exempt: by the list", 20),
    ("file: windows-1252", 3),
    ("fold: received", 3),
    ("verdict: pending", 20),
];
