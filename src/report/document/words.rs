//! Words of cells: what a template is told of the tables, as they are shown. It reckons no figure.

use super::context::{
    BusiestWords, ComparisonWords, FieldWords, FiguresWords, PartWords, ReadingsWords, TargetWords,
};
use crate::calendar::Weekday;
use crate::report::{Cell, Lang, People, Rows, Table, hours_hundredths, percent_tenths};

/// Makes words of cells.
pub(super) struct Words<'p> {
    pub(super) people: &'p People,
    pub(super) lang: Lang,
}

impl Words<'_> {
    fn percent(&self, cell: Option<&Cell>) -> Option<String> {
        let tenths = match cell? {
            Cell::Share { part, whole } => percent_tenths(*part, *whole)?,
            Cell::Percent(tenths) => *tenths,
            _ => return None,
        };
        // All and none are whole: 100 % and not 100,0 %.
        Some(match tenths {
            0 | 1000 => (tenths / 10).to_string(),
            tenths => self.people.write(i64::from(tenths), 1),
        })
    }

    /// The share of two counts.
    pub(super) fn share(&self, part: u64, whole: u64) -> Option<String> {
        self.percent(Some(&Cell::Share { part, whole }))
    }

    fn hours(&self, cell: Option<&Cell>) -> Option<String> {
        match cell? {
            Cell::Span(seconds) => Some(self.people.write(hours_hundredths(*seconds), 2)),
            _ => None,
        }
    }

    /// The figures of a row of a table of groups.
    fn figures(&self, table: &Table<'_>, row: &[Cell]) -> FiguresWords {
        let cell = |id: &str| cell(table, row, id);
        let number = |id: &str| count(cell(id));
        let name: Vec<String> = row[..table.key_columns].iter().map(label).collect();
        let share = match cell("met_percent") {
            Some(Cell::Share { part, whole }) if *whole > 0 => Some((*part, *whole)),
            _ => None,
        };
        let (met, judged) = (number("met"), number("judged"));
        FiguresWords {
            name: name.join(", "),
            contacts: number("contacts"),
            met,
            late: number("late"),
            overdue: number("overdue"),
            pending: number("pending"),
            exempt: number("exempt"),
            unregulated: number("unregulated"),
            judged,
            missed: judged.zip(met).map(|(judged, met)| judged - met),
            percent: self.percent(cell("met_percent")),
            median: self.hours(cell("p50_hours")),
            p90: self.hours(cell("p90_hours")),
            rating: term(cell("rating")).map(|(_, label)| label),
            change: term(cell("change")).map(|(id, _)| id),
            held_back: matches!(cell("met_percent"), Some(Cell::Suppressed)),
            share,
        }
    }

    /// The figures of every row.
    pub(super) fn groups(&self, table: Option<&Table<'_>>) -> Vec<FiguresWords> {
        let all = |table| kept(table).iter().map(|row| self.figures(table, row)).collect();
        table.map(all).unwrap_or_default()
    }

    /// The figures of the row of totals.
    pub(super) fn total(&self, table: &Table<'_>) -> FiguresWords {
        let total = table.total.as_deref();
        total.map(|row| self.figures(table, row)).unwrap_or_default()
    }

    /// The rows of a table of parts.
    pub(super) fn parts(&self, table: Option<&Table<'_>>) -> Vec<PartWords> {
        let part = |table: &Table<'_>, row: &[Cell]| PartWords {
            id: super::earlier::key(&row[0]),
            name: label(&row[0]),
            contacts: count(cell(table, row, "contacts")),
            percent: self.percent(cell(table, row, "percent")),
        };
        let all = |table| kept(table).iter().map(|row| part(table, row)).collect();
        table.map(all).unwrap_or_default()
    }

    /// The targets.
    pub(super) fn targets(&self, table: Option<&Table<'_>>) -> Vec<TargetWords> {
        let target = |table: &Table<'_>, row: &[Cell]| TargetWords {
            name: label(&row[0]),
            wanted: self.percent(cell(table, row, "target_percent")).unwrap_or_default(),
            percent: self.percent(cell(table, row, "met_percent")),
            result: term(cell(table, row, "result")).map(|(id, _)| id).unwrap_or_default(),
        };
        let all = |table| kept(table).iter().map(|row| target(table, row)).collect();
        table.map(all).unwrap_or_default()
    }

    /// The comparison.
    pub(super) fn comparison(
        &self,
        table: &Table<'_>,
        name: String,
        other_reading: Option<String>,
    ) -> ComparisonWords {
        let changed = |wanted: &str| {
            let rows = kept(table).iter();
            let is_changed = |row: &&Vec<Cell>| {
                term(cell(table, row, "change")).is_some_and(|(id, _)| id == wanted)
            };
            rows.filter(is_changed).map(|row| label(&row[0])).collect()
        };
        let has_change = |row: &&Vec<Cell>| term(cell(table, row, "change")).is_some();
        let total = table.total.as_deref().unwrap_or_default();
        ComparisonWords {
            name,
            percent: self.percent(cell(table, total, "met_percent_before")),
            judged: count(cell(table, total, "judged_before")),
            change: term(cell(table, total, "change")).map(|(id, _)| id),
            higher: changed("higher"),
            lower: changed("lower"),
            departments: kept(table).len() as u64,
            compared: kept(table).iter().filter(has_change).count() as u64,
            other_reading,
        }
    }

    /// The fields of the heat map with the most; none where nothing is shown to have been missed.
    pub(super) fn busiest(&self, table: Option<&Table<'_>>) -> Option<BusiestWords> {
        let rows = kept(table?);
        // Of dates without a time no hour is known.
        let has_hour = |row: &Vec<Cell>| super::earlier::key(&row[0]).parse::<u32>().is_ok();
        let (hours, dates): (Vec<_>, Vec<_>) = rows.iter().partition(|row| has_hour(row));
        let mut fields: Vec<(&Cell, Weekday, &Cell)> = Vec::new();
        for row in hours {
            let cells = Weekday::ALL.into_iter().zip(row.iter().skip(1));
            fields.extend(cells.map(|(weekday, cell)| (&row[0], weekday, cell)));
        }
        let number = |cell: &Cell| count(Some(cell)).unwrap_or(0);
        let most = fields.iter().map(|(.., cell)| number(cell)).max().filter(|most| *most > 0)?;
        let busiest = fields.iter().filter(|(.., cell)| number(cell) == most);
        let is_there = |cell: &Cell| *cell != Cell::Count(0);
        Some(BusiestWords {
            fields: busiest
                .map(|(hour, weekday, _)| FieldWords {
                    weekday: self.lang.weekday(*weekday).to_owned(),
                    hour: label(hour),
                })
                .collect(),
            contacts: most,
            bare_dates: dates.iter().any(|row| row.iter().skip(1).any(is_there)),
            held_back: fields.iter().any(|(.., cell)| **cell == Cell::Suppressed),
        })
    }

    /// The readings, of their table.
    pub(super) fn readings(&self, table: Option<&Table<'_>>, own: &str) -> ReadingsWords {
        let mut words = ReadingsWords { own: own.to_owned(), ..ReadingsWords::default() };
        let Some(table) = table else { return words };
        let mut shares = Vec::new();
        let mut is_held_back = false;
        words.same_outcomes = true;
        for row in kept(table) {
            words.same_outcomes &=
                matches!(cell(table, row, "changed"), Some(Cell::Count(0) | Cell::Absent));
            match (cell(table, row, "applies"), cell(table, row, "met_percent")) {
                (Some(Cell::Flag(false)), _) => words.cannot_apply.push(label(&row[0])),
                (_, Some(Cell::Share { part, whole })) => shares.push((*part, *whole)),
                _ => is_held_back = true,
            }
        }
        if let (Some((low, high)), false) = (crate::report::band_of(shares), is_held_back) {
            words.lowest = self.share(low.0, low.1);
            words.highest = self.share(high.0, high.1);
        }
        words
    }
}

/// How many judged contacts a group has whose share is held up as the highest or the lowest.
const LARGE: u64 = 10;

/// The groups with the highest and those with the lowest share, where they differ; of those with
/// at least ten judged contacts.
pub(super) fn ends(groups: &[FiguresWords]) -> (Vec<FiguresWords>, Vec<FiguresWords>) {
    let large = || groups.iter().filter(|own| own.judged.is_some_and(|judged| judged >= LARGE));
    let of = |share: (u64, u64)| -> Vec<FiguresWords> {
        large().filter(|own| own.share.is_some_and(|own| is_same(own, share))).cloned().collect()
    };
    match crate::report::band_of(large().filter_map(|own| own.share)) {
        Some((low, high)) if !is_same(low, high) => (of(high), of(low)),
        _ => (Vec::new(), Vec::new()),
    }
}

/// Whether two shares are the same fraction.
fn is_same(a: (u64, u64), b: (u64, u64)) -> bool {
    u128::from(a.0) * u128::from(b.1) == u128::from(b.0) * u128::from(a.1)
}

/// The kept rows of a table.
fn kept<'t>(table: &'t Table<'_>) -> &'t [Vec<Cell>] {
    match &table.rows {
        Rows::Kept(rows) => rows,
        Rows::Streamed(_) => &[],
    }
}

fn cell<'r>(table: &Table<'_>, row: &'r [Cell], id: &str) -> Option<&'r Cell> {
    let at = table.columns.iter().position(|column| column.id == id)?;
    row.get(at)
}

fn count(cell: Option<&Cell>) -> Option<u64> {
    match cell? {
        Cell::Count(count) => Some(*count),
        _ => None,
    }
}

fn term(cell: Option<&Cell>) -> Option<(String, String)> {
    match cell? {
        Cell::Term { id, label } => Some((id.clone().into_owned(), label.clone().into_owned())),
        _ => None,
    }
}

/// What people read in a cell of words.
fn label(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Term { label, .. } => label.clone().into_owned(),
        _ => String::new(),
    }
}
