//! The cells that are held back, once it is settled which numbers are.

use super::enrol::{
    BEFORE, before_total, kept, reading_suffix, reason_name, row_name, shows_share, total_name,
};
use super::model::Model;
use super::{Sheet, Shown, at, is_of_groups, reading_columns};
use crate::report::{Cell, Rows, Table};

/// Holds back the cells of a sheet.
pub(super) fn sheet(model: &Model, prefix: &str, sheet: &mut Sheet<'_, '_>) -> Shown {
    let total = total_name(prefix);
    for table in sheet.tables.iter_mut() {
        let names: Vec<String> =
            (0..kept(table).len()).map(|row| row_name(prefix, table, row)).collect();
        if is_of_groups(table) {
            let held: Vec<Vec<usize>> = names
                .iter()
                .zip(kept(table))
                .map(|(name, row)| held_figures(model, name, table, row))
                .collect();
            let held_total =
                table.total.as_ref().map(|row| held_figures(model, &total, table, row));
            suppress(table, &held);
            if let (Some(row), Some(held)) = (&mut table.total, held_total) {
                held.into_iter().for_each(|at| row[at] = Cell::Suppressed);
            }
            continue;
        }
        let held: Vec<Vec<usize>> = kept(table)
            .iter()
            .enumerate()
            .map(|(number, row)| match table.id {
                "readings" => held_reading(model, &total, table, number, row),
                "exemptions" | "pairing" | "late_hours" => {
                    held_counts(model, &names[number], table, row)
                }
                "times" => {
                    let mut held = held_counts(model, &names[number], table, row);
                    let is_held = !held.is_empty() || !model.shows(&format!("{total}judged"));
                    held.extend(at(table, "percent").filter(|_| is_held));
                    held
                }
                "reasons" => held_reason(model, prefix, table, row),
                "comparison" => {
                    let is_held = !shows_share(model, &names[number], BEFORE);
                    held_before(table, row, is_held)
                }
                _ => Vec::new(),
            })
            .collect();
        suppress(table, &held);
        if table.id == "comparison" {
            let is_held = !shows_share(model, &before_total(prefix), BEFORE);
            let held = table.total.as_ref().map(|row| held_before(table, row, is_held));
            if let (Some(row), Some(held)) = (&mut table.total, held) {
                held.into_iter().for_each(|at| row[at] = Cell::Suppressed);
            }
        }
    }
    targets(sheet.tables);
    now(sheet.tables);
    Shown { without_exemptions: shows_share(model, &format!("{prefix}without/"), "") }
}

/// Holds back the cells of each row whose columns are listed.
fn suppress(table: &mut Table<'_>, held: &[Vec<usize>]) {
    if let Rows::Kept(rows) = &mut table.rows {
        for (row, held) in rows.iter_mut().zip(held) {
            held.iter().for_each(|at| row[*at] = Cell::Suppressed);
        }
    }
}

/// The columns of counts whose numbers are held back.
fn held_counts(model: &Model, name: &str, table: &Table<'_>, row: &[Cell]) -> Vec<usize> {
    let columns = table.columns.iter().enumerate();
    let held = columns.filter(|(at, column)| {
        matches!(row[*at], Cell::Count(_)) && !model.shows(&format!("{name}{}", column.id))
    });
    held.map(|(at, _)| at).collect()
}

/// The columns of a row of figures that are held back.
fn held_figures(model: &Model, name: &str, table: &Table<'_>, row: &[Cell]) -> Vec<usize> {
    let mut held = held_counts(model, name, table, row);
    let is_shown = shows_share(model, name, "");
    let mut hold = |column: &str, is_held: bool| {
        held.extend(at(table, column).filter(|_| is_held));
    };
    for column in ["met_percent", "met_low", "met_high", "rating", "change"] {
        hold(column, !is_shown);
    }
    let judged = at(table, "judged").map(|at| &row[at]);
    let judged = if let Some(Cell::Count(judged)) = judged { *judged } else { 0 };
    // A quantile has the floor of contacts on either side of it, the longest time has none.
    hold("p50_hours", !is_shown || (judged > 0 && !model.is_on_both_sides(judged, 50)));
    hold("p90_hours", !is_shown || (judged > 0 && !model.is_on_both_sides(judged, 90)));
    hold("max_hours", !is_shown || judged > 0);
    let mut are_shown = is_shown;
    for (column, reading) in reading_columns(table) {
        let is_shown = shows_share(model, name, &format!("@{reading}"));
        let is_there = matches!(row[column], Cell::Share { .. });
        if is_there && !is_shown {
            held.push(column);
        }
        are_shown &= is_shown || !is_there;
    }
    for column in ["met_percent_min", "met_percent_max"] {
        held.extend(at(table, column).filter(|_| !are_shown));
    }
    held
}

/// The columns of a row of the table of readings that are held back.
fn held_reading(
    model: &Model,
    total: &str,
    table: &Table<'_>,
    number: usize,
    row: &[Cell],
) -> Vec<usize> {
    let of = if number == 0 { String::new() } else { reading_suffix(row) };
    let mut held = Vec::new();
    if matches!(row.get(1), Some(Cell::Flag(false))) {
        return held;
    }
    for column in ["judged", "met", "late", "overdue"] {
        held.extend(at(table, column).filter(|_| !model.shows(&format!("{total}{column}{of}"))));
    }
    held.extend(at(table, "met_percent").filter(|_| !shows_share(model, total, &of)));
    held.extend(at(table, "changed").filter(|_| !model.shows(&format!("{total}changed/{number}"))));
    held
}

/// The columns of a reason that are held back.
fn held_reason(model: &Model, prefix: &str, table: &Table<'_>, row: &[Cell]) -> Vec<usize> {
    let Some(Cell::Term { id, .. }) = row.first() else { return Vec::new() };
    let is_shown = model.shows(&reason_name(prefix, id));
    let of_all = is_shown && shows_share(model, &total_name(prefix), "");
    let count = at(table, "contacts").filter(|_| !is_shown);
    count.into_iter().chain(at(table, "percent").filter(|_| !of_all)).collect()
}

/// The columns of the earlier period that are held back.
fn held_before(table: &Table<'_>, row: &[Cell], is_held: bool) -> Vec<usize> {
    let columns = ["judged_before", "met_percent_before"];
    let columns = columns.iter().filter_map(|column| at(table, column));
    columns.filter(|at| is_held && row[*at] != Cell::Absent).collect()
}

/// Shows of this period in a comparison just what the table of groups shows.
fn now(tables: &mut [Table<'_>]) {
    const COLUMNS: [&str; 2] = ["judged", "met_percent"];
    let Some(groups) = tables.iter().find(|table| table.id == "groups") else { return };
    let cells = |row: &[Cell]| COLUMNS.map(|column| Some(row[at(groups, column)?].clone()));
    let rows: Vec<(Cell, [Option<Cell>; 2])> =
        kept(groups).iter().map(|row| (row[0].clone(), cells(row))).collect();
    let total = groups.total.as_deref().map(cells);
    let Some(table) = tables.iter_mut().find(|table| table.id == "comparison") else { return };
    let columns = COLUMNS.map(|column| at(table, column));
    let copy = |row: &mut [Cell], shown: &[Option<Cell>; 2]| {
        for (at, cell) in columns.iter().zip(shown) {
            if let (Some(at), Some(cell)) = (at, cell) {
                row[*at] = cell.clone();
            }
        }
    };
    if let Rows::Kept(kept) = &mut table.rows {
        for row in kept {
            if let Some((_, shown)) = rows.iter().find(|(key, _)| *key == row[0]) {
                copy(row, shown);
            }
        }
    }
    if let (Some(row), Some(shown)) = (&mut table.total, &total) {
        copy(row, shown);
    }
}

/// Holds back the numbers of targets, but for those whose share a table of groups shows.
fn targets(tables: &mut [Table<'_>]) {
    let shown = |name: &str| {
        let of_total = |table: &Table<'_>| table.total.clone();
        let of_row = |table: &Table<'_>, column: &str, key: &str| {
            let is_key = table.key_columns == 1 && table.columns[0].id == column;
            let is_named = |row: &&Vec<Cell>| match &row[0] {
                Cell::Text(text) => text == key,
                Cell::Term { id, .. } => id == key,
                _ => false,
            };
            is_key.then(|| kept(table).iter().find(is_named).cloned()).flatten()
        };
        let mut of_groups = tables.iter().filter(|table| is_of_groups(table));
        of_groups.any(|table| {
            let row = match name.split_once('=') {
                None => of_total(table),
                Some((column, key)) => of_row(table, column, key),
            };
            let share = at(table, "met_percent");
            row.zip(share).is_some_and(|(row, at)| matches!(row[at], Cell::Share { .. }))
        })
    };
    let held: Vec<(usize, Vec<bool>)> = tables
        .iter()
        .enumerate()
        .filter(|(_, table)| table.id == "targets")
        .map(|(at, table)| {
            let of = |row: &Vec<Cell>| match &row[0] {
                Cell::Term { id, .. } => !shown(id),
                _ => true,
            };
            (at, kept(table).iter().map(of).collect())
        })
        .collect();
    for (number, held) in held {
        let table = &mut tables[number];
        let columns: Vec<usize> = ["judged", "met", "met_percent"]
            .iter()
            .filter_map(|column| at(table, column))
            .collect();
        let held: Vec<Vec<usize>> =
            held.into_iter().map(|is| if is { columns.clone() } else { Vec::new() }).collect();
        suppress(table, &held);
    }
}
