//! The calendar: workdays of each month, and every other day with its name and its ground.

use crate::calendar::{Calendar, Day, Period, Reason};

use super::{Cell, Column, Lang, Report, Rows, Section, Table};

/// The days of `period`: for machines one row a day, for people the months at a glance and
/// the non-workdays from Monday to Friday.
pub fn calendar_report<'a>(period: &Period, calendar: &'a Calendar, lang: Lang) -> Report<'a> {
    let days = days_table(period, calendar, lang);
    let workdays = calendar.table.workdays_between(period.first(), period.end());
    let length = period.end().days_since(period.first());
    let line = match lang {
        Lang::Swedish => format!("{workdays} arbetsdagar av {length} dagar"),
        Lang::English => format!("{workdays} workdays of {length} days"),
    };
    Report {
        schema: "svarstid.calendar/1",
        lang,
        title: format!("{} {}", lang.pick("Kalender", "Calendar"), period.name()),
        lead: Vec::new(),
        facts: Vec::new(),
        tables: vec![days],
        sections: vec![Section::prose(lang.pick("Summa", "Sum"), vec![line])],
        provenance: None,
    }
}

/// The calendar for people: months at a glance, then the non-workdays with their names.
pub fn calendar_overview<'a>(period: &Period, calendar: &'a Calendar, lang: Lang) -> Report<'a> {
    let mut report = calendar_report(period, calendar, lang);
    report.tables =
        vec![months_table(period, calendar, lang), free_days_table(period, calendar, lang)];
    report
}

fn days_table<'a>(period: &Period, calendar: &'a Calendar, lang: Lang) -> Table<'a> {
    let (first, end) = (period.first(), period.end());
    let stream = move |sink: &mut super::RowSink<'_>| {
        first.until(end).try_for_each(|day| sink(&day_cells(day, calendar)))
    };
    Table::new(
        "days",
        lang.pick("Dagar", "Days").to_owned(),
        vec![
            Column::words("date", lang.pick("Datum", "Date")),
            Column::words("weekday", lang.pick("Veckodag", "Weekday")),
            Column::words("workday", lang.pick("Arbetsdag", "Workday")),
            Column::words("name", lang.pick("Namn", "Name")),
            Column::words("ground", lang.pick("Grund", "Ground")),
        ],
        Rows::Streamed(Box::new(stream)),
    )
}

/// `date,weekday,workday,name,ground`; the names of machine formats are the Swedish ones.
fn day_cells(day: Day, calendar: &Calendar) -> Vec<Cell> {
    let reasons = calendar.working.reasons(day);
    vec![
        Cell::Day(day),
        Cell::word(day.weekday().id()),
        Cell::Flag(reasons.is_empty()),
        joined(&reasons, |reason| reason.swedish()),
        joined(&reasons, |reason| reason.ground()),
    ]
}

/// Every reason's word, once each; absent for a workday.
fn joined<'r>(reasons: &'r [Reason<'r>], word: impl Fn(&'r Reason<'r>) -> &'r str) -> Cell {
    let mut words: Vec<&str> = Vec::new();
    for reason in reasons {
        let word = word(reason);
        if !word.is_empty() && !words.contains(&word) {
            words.push(word);
        }
    }
    if words.is_empty() { Cell::Absent } else { Cell::Text(words.join("; ")) }
}

/// A row a month: each day as its number on a workday and a sign otherwise.
fn months_table<'a>(period: &Period, calendar: &Calendar, lang: Lang) -> Table<'a> {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut day = period.first();
    while day < period.end() {
        let (year, month) = (day.year(), day.month());
        let next = match month {
            12 => Day::from_ymd(year + 1, 1, 1),
            month => Day::from_ymd(year, month + 1, 1),
        };
        let Some(next) = next else { break };
        let end = next.min(period.end());
        let glance: String =
            day.until(end).map(|day| glance_sign(&calendar.working.reasons(day))).collect();
        let lead = " ".repeat(day.day_of_month() as usize - 1);
        rows.push(vec![
            Cell::word(format!("{} {year}", lang.month(month))),
            Cell::Count(u64::from(calendar.table.workdays_between(day, end))),
            Cell::word(format!("{lead}{glance}")),
        ]);
        day = end;
    }
    Table::new(
        "months",
        lang.pick(
            "Månader (● arbetsdag, · lördag eller söndag, ○ annan ledig dag)",
            "Months (● workday, · Saturday or Sunday, ○ other non-workday)",
        )
        .to_owned(),
        vec![
            Column::words("month", lang.pick("Månad", "Month")),
            Column::numbers("workdays", lang.pick("Arbetsdagar", "Workdays")),
            Column::words("days", "1        10        20        30"),
        ],
        Rows::Kept(rows),
    )
}

fn glance_sign(reasons: &[Reason<'_>]) -> char {
    match reasons {
        [] => '●',
        [Reason::Weekend(_)] => '·',
        _ => '○',
    }
}

/// Every non-workday that is more than a Saturday or a Sunday.
fn free_days_table<'a>(period: &Period, calendar: &Calendar, lang: Lang) -> Table<'a> {
    let rows = period
        .first()
        .until(period.end())
        .filter_map(|day| {
            let reasons = calendar.working.reasons(day);
            if let [] | [Reason::Weekend(_)] = reasons[..] {
                return None;
            }
            let name = joined(&reasons, |reason| lang.pick(reason.swedish(), reason.english()));
            Some(vec![Cell::word(lang.day(day)), name, joined(&reasons, |reason| reason.ground())])
        })
        .collect();
    Table::new(
        "non_workdays",
        lang.pick("Helgdagar, aftnar och stängda dagar", "Holidays, eves and closed days")
            .to_owned(),
        vec![
            Column::words("date", lang.pick("Dag", "Day")),
            Column::words("name", lang.pick("Namn", "Name")),
            Column::words("ground", lang.pick("Grund", "Ground")),
        ],
        Rows::Kept(rows),
    )
}
