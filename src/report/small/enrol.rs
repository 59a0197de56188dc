//! The numbers of tables, and the sums between them.

use super::model::{Model, Worth};
use super::{Sheet, at, is_of_groups, posts, reading_columns};
use crate::judge::Outcome;
use crate::report::document::reason_of;
use crate::report::{Cell, Rows, Table};
use crate::tally::AnswerClass;

/// The name of a row's numbers.
pub(super) fn row_name(prefix: &str, table: &Table<'_>, row: usize) -> String {
    format!("{prefix}{}/{row}/", table.id)
}

/// The name of the numbers of all contacts of a sheet.
pub(super) fn total_name(prefix: &str) -> String {
    format!("{prefix}total/")
}

/// The kept rows of a table.
pub(super) fn kept<'t>(table: &'t Table<'_>) -> &'t [Vec<Cell>] {
    match &table.rows {
        Rows::Kept(rows) => rows,
        Rows::Streamed(_) => &[],
    }
}

/// Enrols the tables of a sheet; gives the number of its contacts.
pub(super) fn sheet(model: &mut Model, prefix: &str, sheet: &Sheet<'_, '_>) -> Option<usize> {
    for table in sheet.tables.iter().filter(|table| is_of_groups(table)) {
        groups(model, prefix, table);
    }
    posts::enrol(model, prefix, sheet);
    let total = total_name(prefix);
    for table in sheet.tables.iter() {
        match table.id {
            "readings" => readings(model, &total, table),
            "exemptions" => exemptions(model, prefix, table, sheet.without_exemptions),
            "pairing" => pairing(model, prefix, table),
            "times" => times(model, prefix, table),
            "late_hours" => late_hours(model, prefix, table),
            "reasons" => reasons(model, prefix, table),
            "comparison" => comparison(model, prefix, table),
            _ => {}
        }
    }
    model.named(&format!("{total}contacts"))
}

/// A number in a cell.
fn count(row: &[Cell], at: Option<usize>) -> Option<u64> {
    match row.get(at?)? {
        Cell::Count(count) => Some(*count),
        _ => None,
    }
}

fn worth(column: &str, is_total: bool) -> Worth {
    match column {
        _ if is_total => Worth::Total,
        "contacts" => Worth::Size,
        "met" | "judged" => Worth::Share,
        _ => Worth::Part,
    }
}

/// The numbers of one row of figures, and the sums inside it.
fn figures(model: &mut Model, name: &str, table: &Table<'_>, row: &[Cell], is_total: bool) {
    let mut own = Vec::new();
    let mut number = |model: &mut Model, column: &str| {
        let value = count(row, at(table, column))?;
        let number = model.printed(&format!("{name}{column}"), value, worth(column, is_total));
        own.push(number);
        Some(number)
    };
    let contacts = number(model, "contacts");
    let outcomes: Vec<Option<usize>> =
        Outcome::ALL.iter().map(|outcome| number(model, outcome.id())).collect();
    let judged = number(model, "judged");
    if let (Some(contacts), Some(outcomes)) =
        (contacts, outcomes.iter().copied().collect::<Option<Vec<usize>>>())
    {
        model.sum(contacts, outcomes);
    }
    let (met, late, overdue) = (outcomes[0], outcomes[1], outcomes[2]);
    if let (Some(judged), Some(met)) = (judged, met) {
        let missed = missed(model, name, "", judged, met);
        if let (Some(late), Some(overdue)) = (late, overdue) {
            model.sum(missed, [late, overdue]);
        }
    }
    for (column, reading) in reading_columns(table) {
        let (part, whole) = match row[column] {
            Cell::Share { part, whole } => (part, whole),
            _ => (0, 0),
        };
        let worth = if is_total { Worth::Part } else { Worth::Aside };
        own.extend(share(model, name, &format!("@{reading}"), (part, whole), worth));
    }
    if contacts.is_some_and(|contacts| model.is_small(model.value(contacts))) {
        own.into_iter().for_each(|number| model.hold_back(number));
    }
}

/// How many of the judged contacts were not met: no cell has it, and a share tells it.
fn missed(model: &mut Model, name: &str, of: &str, judged: usize, met: usize) -> usize {
    let value = model.value(judged).saturating_sub(model.value(met));
    let missed = model.number(&format!("{name}missed{of}"), value, Worth::Share);
    model.sum(judged, [met, missed]);
    missed
}

/// The two numbers of a share that are printed as a share alone.
fn share(
    model: &mut Model,
    name: &str,
    of: &str,
    (part, whole): (u64, u64),
    worth: Worth,
) -> [usize; 2] {
    let judged = model.printed(&format!("{name}judged{of}"), whole, worth);
    let met = model.printed(&format!("{name}met{of}"), part, worth);
    model.tie(judged, met);
    missed(model, name, of, judged, met);
    [judged, met]
}

/// A table of groups that add up to all contacts.
fn groups(model: &mut Model, prefix: &str, table: &Table<'_>) {
    let rows = kept(table);
    for (at, row) in rows.iter().enumerate() {
        figures(model, &row_name(prefix, table, at), table, row, false);
    }
    let Some(total) = &table.total else { return };
    let total_name = total_name(prefix);
    if model.named(&format!("{total_name}contacts")).is_none() {
        figures(model, &total_name, table, total, true);
    }
    let counts = table.columns.iter().map(|column| column.id.to_string());
    let shares = reading_columns(table)
        .flat_map(|(_, name)| [format!("met@{name}"), format!("judged@{name}")]);
    for column in counts.chain(shares) {
        let Some(whole) = model.named(&format!("{total_name}{column}")) else { continue };
        let named = |at| model.named(&format!("{}{column}", row_name(prefix, table, at)));
        let parts: Option<Vec<usize>> = (0..rows.len()).map(named).collect();
        if let Some(parts) = parts {
            model.sum(whole, parts);
        }
    }
}

/// The numbers in a column of counts.
fn counts(model: &mut Model, prefix: &str, table: &Table<'_>, column: usize) -> Vec<usize> {
    let id = &table.columns[column].id;
    let number = |(row, cells): (usize, &Vec<Cell>)| {
        let value = count(cells, Some(column))?;
        let name = format!("{}{id}", row_name(prefix, table, row));
        Some(model.printed(&name, value, Worth::Part))
    };
    kept(table).iter().enumerate().filter_map(number).collect()
}

/// Says that a figure of all contacts is the sum of `parts`.
fn sum_to(model: &mut Model, prefix: &str, whole: &str, parts: &[usize]) {
    if let Some(whole) = model.named(&format!("{}{whole}", total_name(prefix))) {
        model.sum(whole, parts.iter().copied());
    }
}

/// Contacts by how their answer was found.
fn pairing(model: &mut Model, prefix: &str, table: &Table<'_>) {
    if let Some(column) = at(table, "contacts") {
        let parts = counts(model, prefix, table, column);
        sum_to(model, prefix, "contacts", &parts);
    }
}

/// Judged contacts by how soon they were answered.
fn times(model: &mut Model, prefix: &str, table: &Table<'_>) {
    let Some(column) = at(table, "contacts") else { return };
    let numbers = counts(model, prefix, table, column);
    for outcome in [Outcome::Met, Outcome::Late, Outcome::Overdue] {
        let of = AnswerClass::ALL.iter().zip(&numbers);
        let of = of.filter(|(class, _)| class.outcome() == outcome);
        let parts: Vec<usize> = of.map(|(_, number)| *number).collect();
        sum_to(model, prefix, outcome.id(), &parts);
    }
}

/// Missed contacts by weekday and hour of receipt.
fn late_hours(model: &mut Model, prefix: &str, table: &Table<'_>) {
    let columns = table.key_columns..table.columns.len();
    let parts: Vec<usize> =
        columns.flat_map(|column| counts(model, prefix, table, column)).collect();
    sum_to(model, prefix, "missed", &parts);
}

/// What is known of missed contacts: each number is told in another table too, or is a part of
/// all that were missed.
fn reasons(model: &mut Model, prefix: &str, table: &Table<'_>) {
    for row in kept(table) {
        let (Some(Cell::Term { id, .. }), Some(value)) = (row.first(), count(row, Some(1))) else {
            continue;
        };
        let number = model.printed(&reason_name(prefix, id), value, Worth::Part);
        let classes = AnswerClass::ALL.into_iter().enumerate();
        let same = classes.filter(|(_, class)| reason_of(*class) == Some(id));
        let same: Option<Vec<usize>> =
            same.map(|(at, _)| model.named(&format!("{prefix}times/{at}/contacts"))).collect();
        if let Some(same) = same.filter(|same| !same.is_empty()) {
            model.sum(number, same);
        }
    }
}

/// The name of the number of a reason.
pub(super) fn reason_name(prefix: &str, id: &str) -> String {
    format!("{prefix}reasons/{id}")
}

/// Shares of an earlier period, which is another log.
fn comparison(model: &mut Model, prefix: &str, table: &Table<'_>) {
    let parts = |row: &[Cell]| match row.get(at(table, "met_percent_before")?)? {
        Cell::Share { part, whole } => Some((*part, *whole)),
        _ => None,
    };
    let numbered = kept(table).iter().enumerate();
    let rows: Vec<Option<[usize; 2]>> = numbered
        .map(|(number, row)| {
            let name = row_name(prefix, table, number);
            Some(share(model, &name, BEFORE, parts(row)?, Worth::Share))
        })
        .collect();
    let total = table.total.as_deref().and_then(parts);
    let rows: Option<Vec<[usize; 2]>> = rows.into_iter().collect();
    if let (Some(total), Some(rows)) = (total, rows) {
        let total = share(model, &before_total(prefix), BEFORE, total, Worth::Total);
        for (at, whole) in total.into_iter().enumerate() {
            model.sum(whole, rows.iter().map(|row| row[at]));
        }
    }
}

/// What the names of numbers of the earlier period end with.
pub(super) const BEFORE: &str = "@before";

/// The name of the numbers of all contacts of the earlier period.
pub(super) fn before_total(prefix: &str) -> String {
    format!("{prefix}before/")
}

/// The table of readings: all contacts, judged in several ways.
fn readings(model: &mut Model, total: &str, table: &Table<'_>) {
    for (number, row) in kept(table).iter().enumerate() {
        let [Some(judged), Some(met), Some(late), Some(overdue)] =
            ["judged", "met", "late", "overdue"].map(|column| count(row, at(table, column)))
        else {
            continue;
        };
        if number > 0 {
            let of = reading_suffix(row);
            share(model, total, &of, (met, judged), Worth::Part);
            let [late, overdue] = [("late", late), ("overdue", overdue)].map(|(name, value)| {
                model.printed(&format!("{total}{name}{of}"), value, Worth::Part)
            });
            if let Some(missed) = model.named(&format!("{total}missed{of}")) {
                model.sum(missed, [late, overdue]);
            }
        }
        if let Some(changed) = count(row, at(table, "changed")) {
            model.printed(&format!("{total}changed/{number}"), changed, Worth::Part);
        }
    }
}

/// What the names of numbers under the reading of a row of the table of readings end with.
pub(super) fn reading_suffix(row: &[Cell]) -> String {
    match row.first() {
        Some(Cell::Text(name)) => format!("@{name}"),
        Some(Cell::Term { id, .. }) => format!("@{id}"),
        _ => "@".to_owned(),
    }
}

/// Exempt contacts by reason, and what holds if none were exempt.
fn exemptions(
    model: &mut Model,
    prefix: &str,
    table: &Table<'_>,
    without_exemptions: Option<(u64, u64)>,
) {
    const PARTS: [&str; 5] = ["met", "late", "overdue", "pending", "unregulated"];
    let total = total_name(prefix);
    let (mut contacts, mut met, mut judged) = (Vec::new(), Vec::new(), Vec::new());
    for (number, row) in kept(table).iter().enumerate() {
        let name = row_name(prefix, table, number);
        let printed = |model: &mut Model, column: &str| {
            let value = count(row, at(table, column)).unwrap_or(0);
            model.printed(&format!("{name}{column}"), value, Worth::Part)
        };
        let whole = printed(model, "contacts");
        let parts = PARTS.map(|column| printed(model, column));
        model.sum(whole, parts);
        if model.is_small(model.value(whole)) {
            parts.into_iter().for_each(|part| model.hold_back(part));
        }
        contacts.push(whole);
        met.push(parts[0]);
        judged.extend(&parts[..3]);
    }
    if let Some(exempt) = model.named(&format!("{total}exempt")) {
        model.sum(exempt, contacts);
    }
    let Some(parts) = without_exemptions else { return };
    let [all_judged, all_met] = share(model, &format!("{prefix}without/"), "", parts, Worth::Aside);
    for (whole, part, more) in [(all_met, "met", met), (all_judged, "judged", judged)] {
        if let Some(part) = model.named(&format!("{total}{part}")) {
            model.sum(whole, std::iter::once(part).chain(more));
        }
    }
}

/// Numbers of shares under other readings, or without exemptions, that are shown where the share
/// itself is held back: they would be next to it.
pub(super) fn stands_alone(model: &Model, prefix: &str, sheet: &Sheet<'_, '_>) -> Vec<usize> {
    let mut found = Vec::new();
    let mut check = |name: &str, readings: &mut dyn Iterator<Item = &str>| {
        if !shows_share(model, name, "") {
            let shown = readings.filter(|own| shows_share(model, name, &format!("@{own}")));
            found.extend(shown.filter_map(|own| model.named(&format!("{name}met@{own}"))));
        }
    };
    for table in sheet.tables.iter().filter(|table| is_of_groups(table)) {
        for row in 0..kept(table).len() {
            let mut readings = reading_columns(table).map(|(_, name)| name);
            check(&row_name(prefix, table, row), &mut readings);
        }
        check(&total_name(prefix), &mut reading_columns(table).map(|(_, name)| name));
    }
    let without = format!("{prefix}without/");
    if !shows_share(model, &total_name(prefix), "") && shows_share(model, &without, "") {
        found.extend(model.named(&format!("{without}met")));
    }
    found
}

/// Whether both numbers of a share may be told.
pub(super) fn shows_share(model: &Model, name: &str, of: &str) -> bool {
    ["met", "judged"].iter().all(|part| model.shows(&format!("{name}{part}{of}")))
}
