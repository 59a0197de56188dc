//! iCalendar (RFC 5545): each non-workday as an event of a whole day.

use std::io::{self, Write};

use chrono::{Days, NaiveDate, TimeZone, Utc};
use icalendar::{Calendar, Component, Event, EventLike};

use crate::report::{Cell, Report};

use super::printed::for_machines;

/// Writes the days of a calendar report that are no workdays, as iCalendar.
///
/// The same calendar always gives the same bytes: an event's id and stamp come from its day.
/// A report without days gives an empty calendar.
///
/// # Errors
/// What writing to `out` fails with.
pub fn ics(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut calendar = Calendar::empty();
    calendar.append_property(("VERSION", "2.0"));
    calendar
        .append_property(("PRODID", concat!("-//svarstid//", env!("CARGO_PKG_VERSION"), "//SV")));
    calendar.append_property(("CALSCALE", "GREGORIAN"));
    calendar.name(&report.title);
    if let Some(table) = report.tables.first() {
        let at = |id: &str| table.columns.iter().position(|column| column.id == id);
        let (date_at, workday_at, name_at, ground_at) =
            (at("date"), at("workday"), at("name"), at("ground"));
        table.each_row(&mut |row| {
            let cell = |at: Option<usize>| at.and_then(|at| row.get(at));
            let text = |at| cell(at).map(for_machines).unwrap_or_default();
            if let (Some(Cell::Day(day)), Some(Cell::Flag(false))) =
                (cell(date_at), cell(workday_at))
            {
                calendar.push(event(day.date(), &text(name_at), &text(ground_at)));
            }
            Ok(())
        })?;
    }
    out.write_all(calendar.done().to_string().as_bytes())
}

fn event(date: NaiveDate, name: &str, ground: &str) -> Event {
    let midnight = Utc.from_utc_datetime(&date.and_time(chrono::NaiveTime::MIN));
    Event::with_uid(&format!("{date}@svarstid"))
        .summary(name)
        .description(ground)
        // DTEND is exclusive and must be later than DTSTART (RFC 5545, 3.8.2.2).
        .starts(date)
        .ends(date + Days::new(1))
        .timestamp(midnight)
        .done()
}
