//! The deadline table: for each day of receipt, when contacts are due. Whoever joins a log with
//! it judges as this program does, in any engine that can join.

use crate::calendar::{Calendar, Day, Instant, Period};
use crate::contact::{Channel, Moment, Origin};
use crate::policy::{DayDue, Policy, Rule, day_due, due};

use super::contacts::stamp_cell;
use super::{Cell, Column, Fact, Lang, ReadingName, Report, Rows, Table};

/// Columns of the deadline table for machines, in order, and whether they hold numbers.
const COLUMNS: [(&str, bool); 14] = [
    ("date", false),
    ("channel", false),
    ("origin", false),
    ("rule", false),
    ("within", false),
    ("reading", false),
    ("kind", false),
    ("hours", true),
    ("due", false),
    ("due_epoch", true),
    ("due_date", false),
    ("bare_due", false),
    ("bare_due_epoch", true),
    ("bare_due_date", false),
];

/// The deadline table for machines: a row for each day, channel and origin, also where no rule
/// holds, so that a contact that finds no row is one from outside the table.
///
/// `reading` is the name of the reading that `policy` is under, where it is under one.
pub fn deadlines_report<'a>(
    period: &Period,
    policy: &'a Policy,
    reading: Option<&'a str>,
    calendar: &'a Calendar,
) -> Report<'a> {
    let (first, end) = (period.first(), period.end());
    let stream = move |sink: &mut super::RowSink<'_>| {
        for day in first.until(end) {
            for channel in Channel::ALL {
                for origin in Origin::ALL {
                    sink(&cells(day, channel, origin, policy, reading, calendar))?;
                }
            }
        }
        Ok(())
    };
    let columns =
        COLUMNS.map(
            |(id, is_number)| {
                if is_number { Column::numbers(id, id) } else { Column::words(id, id) }
            },
        );
    report(period, Lang::Swedish, columns.to_vec(), Rows::Streamed(Box::new(stream)))
}

fn report<'a>(period: &Period, lang: Lang, columns: Vec<Column>, rows: Rows<'a>) -> Report<'a> {
    Report {
        schema: "svarstid.deadlines/1",
        lang,
        title: format!("{} {}", lang.pick("Svarsfrister", "Deadlines"), period.name()),
        lead: Vec::new(),
        facts: Vec::new(),
        tables: vec![Table::new("deadlines", String::new(), columns, rows)],
        sections: Vec::new(),
        provenance: None,
    }
}

fn cells(
    day: Day,
    channel: Channel,
    origin: Origin,
    policy: &Policy,
    reading: Option<&str>,
    calendar: &Calendar,
) -> Vec<Cell> {
    let mut cells = vec![Cell::Day(day), Cell::word(channel.id()), Cell::word(origin.id())];
    let Some(rule) = policy.rule_on(channel, origin, day) else {
        cells.resize(COLUMNS.len(), Cell::Absent);
        return cells;
    };
    let deemed = rule.deems(channel, origin);
    let day_of = |due| calendar.table.day_of(due);
    let epoch = |due: Instant| Cell::Count(due.unix_seconds().max(0) as u64);
    let told = day_due(day, rule.within, deemed, calendar);
    let (kind, hours, due_cell, due_epoch, due_date) = match told {
        DayDue::Moment(due) => {
            ("moment", Cell::Absent, stamp_cell(due, calendar), epoch(due), Cell::Day(day_of(due)))
        }
        DayDue::SameTime(last) => {
            ("same-time", Cell::Absent, Cell::Absent, Cell::Absent, Cell::Day(last))
        }
        DayDue::Hours(n) => {
            ("hours", Cell::Count(u64::from(n)), Cell::Absent, Cell::Absent, Cell::Absent)
        }
        DayDue::ByContact => ("contact", Cell::Absent, Cell::Absent, Cell::Absent, Cell::Absent),
    };
    let bare = due(Moment::day(calendar.table.midnight(day)), rule.within, deemed, calendar);
    cells.extend([
        Cell::Text(rule.id.clone()),
        Cell::word(rule.within.to_string()),
        reading.map_or(Cell::Absent, |name| Cell::Text(name.to_owned())),
        Cell::word(kind),
        hours,
        due_cell,
        due_epoch,
        due_date,
        stamp_cell(bare, calendar),
        epoch(bare),
        Cell::Day(day_of(bare)),
    ]);
    cells
}

/// A column of the table for people: a rule, and whether it is told for letters that are deemed
/// received on the workday before.
#[derive(Clone, Copy, PartialEq, Eq)]
struct RuleColumn<'a> {
    rule: &'a Rule,
    deemed: bool,
}

/// The deadline table for people: a row a day, a column a rule.
pub fn deadlines_overview<'a>(
    period: &Period,
    policy: &'a Policy,
    reading: Option<&ReadingName>,
    calendar: &'a Calendar,
    lang: Lang,
) -> Report<'a> {
    let (first, end) = (period.first(), period.end());
    let mut shown: Vec<RuleColumn<'a>> = Vec::new();
    for rule in &policy.rules {
        let is_in_force = first.until(end).any(|day| rule.is_in_force(day));
        for deemed in [false, true] {
            let is_told = rule.channels.iter().any(|channel| {
                let origins =
                    Origin::ALL.into_iter().filter(|origin| rule.covers(*channel, *origin));
                origins.into_iter().any(|origin| rule.deems(*channel, origin) == deemed)
            });
            if is_in_force && is_told {
                shown.push(RuleColumn { rule, deemed });
            }
        }
    }
    let mut columns = vec![Column::words("date", lang.pick("Inkom", "Received"))];
    columns.extend(shown.iter().map(|column| {
        let letters = if column.deemed { lang.pick(" (brev)", " (letters)") } else { "" };
        Column::words(
            "due",
            format!("{}{letters}: {}", column.rule.id, lang.within(column.rule.within)),
        )
    }));
    let row = |day: Day| {
        let told = shown.iter().map(|column| {
            if column.rule.is_in_force(day) {
                Cell::word(in_words(
                    day_due(day, column.rule.within, column.deemed, calendar),
                    calendar,
                    lang,
                ))
            } else {
                Cell::Absent
            }
        });
        std::iter::once(Cell::word(lang.day(day))).chain(told).collect()
    };
    let rows = Rows::Kept(first.until(end).map(row).collect());
    let mut report = report(period, lang, columns, rows);
    report.facts.extend(reading.map(|reading| Fact {
        label: lang.pick("Tolkning", "Reading").to_owned(),
        value: match reading.meaning.as_str() {
            "" => reading.name.clone(),
            meaning => format!("{}: {meaning}", reading.name),
        },
    }));
    report.lead = vec![
        lang.pick(
            "Ett svar är i tid till och med det som står, en dag utan klockslag till 23:59:59.",
            "An answer is in time up to and including what is told, a day alone until 23:59:59.",
        )
        .to_owned(),
    ];
    report
}

fn in_words(told: DayDue, calendar: &Calendar, lang: Lang) -> String {
    match told {
        DayDue::Moment(due) => {
            let wall = calendar.table.wall(due);
            let day = lang.day(wall.day);
            if due == calendar.table.last_second(wall.day) {
                day
            } else {
                super::audited::wall_in_words(wall, lang)
            }
        }
        DayDue::SameTime(day) => {
            format!("{}, {}", lang.day(day), lang.pick("samma klockslag", "the same time"))
        }
        DayDue::Hours(n) => format!("+ {n} h"),
        DayDue::ByContact => lang.pick("olika för varje kontakt", "differs by contact").to_owned(),
    }
}
