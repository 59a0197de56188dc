//! Tables of groups: the figures of each, and of all contacts.

use crate::judge::Outcome;
use crate::tally::{Dimension, Figures, KeyPart};

use super::audit::AuditFacts;
use super::band::{self, Lookup, Part};
use super::figures;
use super::targets::{rating_cell, rating_column};
use super::{Cell, Chart, ChartKind, Column, Lang, Rows, SwedishOrder, Table};

/// What a table of groups is made of.
#[derive(Debug)]
pub(super) struct Grouped<'f> {
    /// Its name in machine formats.
    pub(super) id: &'static str,
    /// Its title.
    pub(super) title: String,
    /// What the groups are by.
    pub(super) by: &'f [Dimension],
    /// The groups, in any order.
    pub(super) rows: &'f [(Vec<KeyPart>, Figures)],
    /// Which figures of every reading are of these groups, where any are.
    pub(super) part: Option<Part>,
    /// Whether a terminal shows its picture.
    pub(super) in_terminal: bool,
}

impl<'f> Grouped<'f> {
    /// The first table of an audit.
    pub(super) fn first(facts: &'f AuditFacts<'_>, lang: Lang) -> Self {
        let title = match facts.by {
            [Dimension::Board] => lang.pick("Nämnder", "Boards").to_owned(),
            [Dimension::Department] => lang.pick("Förvaltningar", "Departments").to_owned(),
            by => by.iter().map(|own| lang.dimension(*own)).collect::<Vec<_>>().join(", "),
        };
        let (by, rows) = (facts.by, facts.groups.as_slice());
        Self { id: "groups", title, by, rows, part: Some(Part::Groups), in_terminal: false }
    }

    /// The groups by channel and origin.
    pub(super) fn kinds(facts: &'f AuditFacts<'_>, lang: Lang) -> Self {
        const BY: [Dimension; 2] = [Dimension::Channel, Dimension::Origin];
        let title = lang.pick("Kanaler och ursprung", "Channels and origins").to_owned();
        let (rows, part) = (facts.kinds.as_slice(), Some(Part::Kinds));
        Self { id: "channels", title, by: &BY, rows, part, in_terminal: false }
    }
}

/// The table of `grouped`, sorted, with what is shown besides.
pub(super) fn table<'a>(grouped: &Grouped<'_>, facts: &AuditFacts<'_>, lang: Lang) -> Table<'a> {
    let extras = &facts.extras;
    let readings = extras.readings.as_ref().zip(grouped.part);
    let band = readings.map(|(readings, part)| Lookup::new(readings, part));
    let by = grouped.by;
    let mut columns: Vec<Column> = by
        .iter()
        .map(|dimension| Column::words(dimension.id(), lang.dimension(*dimension)))
        .collect();
    columns.extend(figures::columns(lang));
    if extras.interval {
        columns.extend(figures::interval_columns(lang));
    }
    columns.extend(readings.iter().flat_map(|(own, _)| band::columns(own, lang)));
    columns.extend(extras.rating.map(|_| rating_column(lang)));
    let interval = |figures: &Figures| {
        let cells = extras.interval.then(|| figures::interval_cells(figures));
        cells.into_iter().flatten()
    };
    let word = |figures: &Figures| {
        let met = figures.count(Outcome::Met);
        extras.rating.map(|rating| rating_cell(rating, met, figures.judged()))
    };
    let order = SwedishOrder::default();
    let names = facts.names();
    let mut groups: Vec<&(Vec<KeyPart>, Figures)> = grouped.rows.iter().collect();
    groups.sort_by(|(a, _), (b, _)| names.compare(a, b, &order));
    let rows = groups
        .into_iter()
        .map(|(key, own)| {
            let band = band.iter().flat_map(|band| band.cells(key, own));
            let key = key.iter().map(|part| names.cell(*part, lang));
            let cells = figures::cells(own).chain(interval(own)).chain(band).chain(word(own));
            key.chain(cells).collect()
        })
        .collect();
    let mut total = vec![Cell::Absent; by.len()];
    if let Some(first) = total.first_mut() {
        *first = Cell::word(lang.pick("Totalt", "Total"));
    }
    let all = &facts.total;
    total.extend(figures::cells(all).chain(interval(all)));
    total.extend(readings.iter().flat_map(|(own, _)| band::total_cells(own, all)));
    total.extend(word(all));
    Table {
        key_columns: by.len(),
        total: Some(total),
        chart: share_chart(by, grouped.in_terminal, lang),
        ..Table::new(grouped.id, grouped.title.clone(), columns, Rows::Kept(rows))
    }
}

/// The picture of the share met: along time as a line, else a bar a group. Groups with more
/// than one name have none.
fn share_chart(by: &[Dimension], in_terminal: bool, lang: Lang) -> Option<Chart> {
    let [dimension] = by else { return None };
    let kind = match dimension {
        Dimension::Year
        | Dimension::Tertial
        | Dimension::Quarter
        | Dimension::Month
        | Dimension::Week => ChartKind::Trend,
        _ => ChartKind::Bars,
    };
    let name = lang.dimension(*dimension).replace('\u{ad}', "").to_lowercase();
    let (title, description) = match lang {
        Lang::Swedish => (
            format!("Andel besvarade i tid per {name}, procent"),
            format!("Andelen bedömda kontakter som besvarades i tid, för varje {name}."),
        ),
        Lang::English => (
            format!("Share met by {name}, percent"),
            format!("The share of judged contacts that were answered in time, for each {name}."),
        ),
    };
    let share = by.len() + figures::SHARE;
    Some(Chart { kind, title, description, labels: 0, values: vec![share], in_terminal })
}
