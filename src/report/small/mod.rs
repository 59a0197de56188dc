//! Small numbers: cells of fewer contacts than a floor are held back, and what would reveal
//! them, in every table of a report at once.
//!
//! A number of contacts from 1 to the floor is a small number. None is printed, and none can be
//! computed from what is printed: the tables of a report are one system of sums (a row of a
//! table adds up, a column adds up to the total, every table has the same total, a board is the
//! sum of its departments), and numbers are held back until that system determines no small
//! number. A group with a small number of contacts is held back whole, also its zeros. A share
//! stands on the numbers that it is made of, contacts met and contacts missed. A quantile needs
//! the floor of contacts on either side of it, and the longest time, which is that of one contact,
//! is never printed.
//!
//! It works on cells, before any format is chosen, so that every format holds back the same.
//! How many contacts there are in all is no secret: the account says it.

mod apply;
mod enrol;
mod model;
mod posts;
mod solve;

pub(super) use posts::Post;

use model::Model;

use super::{Table, band};

/// The tables of a report that small numbers are held back in.
#[derive(Debug)]
pub(super) struct Sheet<'s, 't> {
    /// The tables.
    pub(super) tables: &'s mut [Table<'t>],
    /// Met and judged contacts if none were exempt, where a sentence tells them.
    pub(super) without_exemptions: Option<(u64, u64)>,
    /// What each department has under each board; read where there are tables of both.
    pub(super) posts: &'s [Post],
}

/// What may be printed outside the tables of one report.
#[derive(Clone, Debug, Default)]
pub(super) struct Shown {
    /// Whether met and judged contacts without exemptions may be told.
    pub(super) without_exemptions: bool,
}

/// Holds back what is small in `sheets`, which are read together: the reports of boards, of
/// which there are `contacts` in all, or the one report of everything. `elsewhere` are contacts
/// in none of them.
pub(super) fn hold_back(
    sheets: &mut [Sheet<'_, '_>],
    least: u64,
    contacts: u64,
    elsewhere: u64,
) -> Vec<Shown> {
    let mut model = Model::new(least);
    let all = model.number("contacts", contacts, model::Worth::Total);
    model.publish(all);
    let mut totals = Vec::new();
    for (at, sheet) in sheets.iter().enumerate() {
        totals.extend(enrol::sheet(&mut model, &prefix(at), sheet));
    }
    if elsewhere > 0 {
        totals.push(model.number("elsewhere", elsewhere, model::Worth::Total));
    }
    if let ([total], 0) = (totals.as_slice(), elsewhere) {
        model.publish(*total);
    }
    model.sum(all, totals);
    if contacts < least {
        model.hold_back_all();
    }
    loop {
        model.settle();
        let held = sheets.iter().enumerate();
        let more: Vec<usize> =
            held.flat_map(|(at, sheet)| enrol::stands_alone(&model, &prefix(at), sheet)).collect();
        if more.is_empty() {
            break;
        }
        more.into_iter().for_each(|at| model.hold_back(at));
    }
    let applied = sheets.iter_mut().enumerate();
    applied.map(|(at, sheet)| apply::sheet(&model, &prefix(at), sheet)).collect()
}

/// What the names of a sheet's numbers begin with.
fn prefix(at: usize) -> String {
    format!("{at}:")
}

/// The cell of a row in the column of that name.
fn at(table: &Table<'_>, column: &str) -> Option<usize> {
    table.columns.iter().position(|own| own.id == column)
}

/// The columns of shares under other readings, and the names of the readings.
fn reading_columns<'t>(table: &'t Table<'_>) -> impl Iterator<Item = (usize, &'t str)> {
    let columns = table.columns.iter().enumerate();
    columns.filter_map(|(at, column)| Some((at, band::reading_of(column)?)))
}

/// Whether a table's rows are groups of all contacts of the report, with figures.
fn is_of_groups(table: &Table<'_>) -> bool {
    table.total.is_some() && at(table, "contacts").is_some() && at(table, "met").is_some()
}
