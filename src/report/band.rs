//! The band: each share under every reading of the rules, with the lowest and the highest. How
//! much of a result is interpretation.
//!
//! Nothing here judges: the figures of a reading are those that an audit with `--reading` gives.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::judge::Outcome;
use crate::policy::{BuiltInReading, DEFAULT_READING};
use crate::tally::{Figures, KeyPart};

use super::{Cell, Column, Lang, People, Rows, Table, percent_tenths};

/// One reading of the rules, and what it gives.
#[derive(Clone, Debug)]
pub struct ReadingFacts {
    /// Its name; [`DEFAULT_READING`] for the rules as they stand.
    pub name: String,
    /// Its figures; `None` where the reading cannot apply, because it needs opening hours and
    /// the settings give none.
    pub figures: Option<ReadingFigures>,
}

/// The figures under one reading.
#[derive(Clone, Debug)]
pub struct ReadingFigures {
    /// The groups of the first table, in any order.
    pub groups: Vec<(Vec<KeyPart>, Figures)>,
    /// The groups by channel and origin, in any order.
    pub kinds: Vec<(Vec<KeyPart>, Figures)>,
    /// All contacts.
    pub total: Figures,
    /// How many contacts have another outcome than under the reading of the report.
    pub changed: u64,
}

/// Every reading of a report: its own, and the others.
#[derive(Clone, Debug)]
pub struct Readings {
    /// The name of the report's own.
    pub own: String,
    /// The others, in order.
    pub others: Vec<ReadingFacts>,
}

/// The two counts of a share.
type Parts = (u64, u64);

fn parts(figures: &Figures) -> Parts {
    (figures.count(Outcome::Met), figures.judged())
}

/// The lowest and the highest of some shares, compared exactly; `None` where none has a whole.
///
/// # Example
/// ```
/// use svarstid::report::band_of;
/// assert_eq!(band_of([(1, 3), (0, 0), (2, 6), (1, 2)]), Some(((1, 3), (1, 2))));
/// assert_eq!(band_of([(0, 0)]), None);
/// ```
pub fn band_of(shares: impl IntoIterator<Item = (u64, u64)>) -> Option<((u64, u64), (u64, u64))> {
    let by_size = |a: &Parts, b: &Parts| {
        let cross = |part: u64, whole: u64| u128::from(part) * u128::from(whole);
        cross(a.0, b.1).cmp(&cross(b.0, a.1))
    };
    let mut band: Option<(Parts, Parts)> = None;
    for share in shares.into_iter().filter(|(_, whole)| *whole > 0) {
        let (low, high) = band.get_or_insert((share, share));
        if by_size(&share, low).is_lt() {
            *low = share;
        }
        if by_size(&share, high).is_gt() {
            *high = share;
        }
    }
    band
}

/// Which figures of a reading a table is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The groups of the first table.
    Groups,
    /// The groups by channel and origin.
    Kinds,
}

/// The figures of the groups of one table under each other reading, by their keys.
pub(super) struct Lookup<'a>(Vec<Option<FxHashMap<&'a [KeyPart], &'a Figures>>>);

impl<'a> Lookup<'a> {
    pub(super) fn new(readings: &'a Readings, part: Part) -> Self {
        let map = |figures: &'a ReadingFigures| {
            let rows = match part {
                Part::Groups => &figures.groups,
                Part::Kinds => &figures.kinds,
            };
            rows.iter().map(|(key, figures)| (key.as_slice(), figures)).collect()
        };
        Self(readings.others.iter().map(|own| own.figures.as_ref().map(map)).collect())
    }

    /// The cells that the band adds to the row of a group.
    pub(super) fn cells(&self, key: &[KeyPart], own: &Figures) -> Vec<Cell> {
        let figures = self.0.iter().map(|map| map.as_ref()?.get(key).map(|figures| **figures));
        cells(own, figures)
    }
}

/// The name of a column that holds the shares under a reading.
pub(super) fn column_id(reading: &str) -> String {
    format!("met_percent_{reading}")
}

/// The reading whose shares a column holds; none of the lowest and the highest.
pub(super) fn reading_of(column: &Column) -> Option<&str> {
    let name = column.id.strip_prefix("met_percent_")?;
    (!matches!(name, "min" | "max")).then_some(name)
}

/// Whether a column is one that the band adds.
pub(super) fn has(column: &Column) -> bool {
    column.id.starts_with("met_percent_")
}

/// Moves the columns of readings from a table of groups into a table of their own, beside the
/// share of the report's own reading.
pub(super) fn split<'a>(table: &mut Table<'a>, id: &'static str, title: String) -> Table<'a> {
    let is_moved = |at: usize| reading_of(&table.columns[at]).is_some();
    let (moved, stays): (Vec<usize>, Vec<usize>) =
        (0..table.columns.len()).partition(|at| is_moved(*at));
    let share = table.columns.iter().position(|column| column.id == "met_percent");
    let keys = 0..table.key_columns;
    let taken: Vec<usize> = keys.chain(share).chain(moved).collect();
    let pick = |row: &[Cell], at: &[usize]| at.iter().map(|at| row[*at].clone()).collect();
    let rows = |at: &[usize]| match &table.rows {
        Rows::Kept(rows) => rows.iter().map(|row| pick(row, at)).collect(),
        Rows::Streamed(_) => Vec::new(),
    };
    let columns = |at: &[usize]| at.iter().map(|at| table.columns[*at].clone()).collect();
    let split = Table {
        key_columns: table.key_columns,
        total: table.total.as_ref().map(|row| pick(row, &taken)),
        is_optional: true,
        ..Table::new(id, title, columns(&taken), Rows::Kept(rows(&taken)))
    };
    let (own, total) = (rows(&stays), table.total.as_ref().map(|row| pick(row, &stays)));
    table.columns = columns(&stays);
    table.rows = Rows::Kept(own);
    table.total = total;
    split
}

/// The columns that the band adds to a table: the lowest, the highest, one a reading.
pub(super) fn columns(readings: &Readings, lang: Lang) -> Vec<Column> {
    let mut columns = vec![
        Column::numbers("met_percent_min", lang.pick("Lägsta tolkning %", "Lowest reading %")),
        Column::numbers("met_percent_max", lang.pick("Högsta tolkning %", "Highest reading %")),
    ];
    columns.extend(
        readings.others.iter().map(|reading| {
            Column::numbers(column_id(&reading.name), shown_name(&reading.name, lang))
        }),
    );
    columns
}

/// The cells that the band adds to a row.
fn cells(own: &Figures, others: impl Iterator<Item = Option<Figures>>) -> Vec<Cell> {
    let others: Vec<Option<Parts>> = others.map(|figures| figures.as_ref().map(parts)).collect();
    let share = |(part, whole): Parts| match whole {
        0 => Cell::Absent,
        whole => Cell::Share { part, whole },
    };
    let band = band_of(others.iter().flatten().copied().chain([parts(own)]));
    let (low, high) =
        band.map_or((Cell::Absent, Cell::Absent), |(low, high)| (share(low), share(high)));
    let others = others.into_iter().map(|parts| parts.map_or(Cell::Absent, share));
    [low, high].into_iter().chain(others).collect()
}

/// The cells that the band adds to the row of totals.
pub(super) fn total_cells(readings: &Readings, own: &Figures) -> Vec<Cell> {
    let total = |reading: &ReadingFacts| Some(reading.figures.as_ref()?.total);
    cells(own, readings.others.iter().map(total))
}

/// The name of a reading for people.
fn shown_name(name: &str, lang: Lang) -> String {
    match name {
        DEFAULT_READING => lang.pick("riktlinjens egen", "as written").to_owned(),
        name => name.to_owned(),
    }
}

/// What a reading means; absent where nobody said.
fn meaning(name: &str, lang: Lang) -> Cell {
    let (swedish, english) = match (name, BuiltInReading::named(name)) {
        (DEFAULT_READING, _) => {
            ("reglerna som de står i inställningarna", "the rules as the settings have them")
        }
        (_, Some(reading)) => (reading.swedish(), reading.english()),
        (_, None) => return Cell::Absent,
    };
    Cell::Term { id: english.into(), label: lang.pick(swedish, english).into() }
}

/// Where the share met stands among the columns of [`readings_table`].
const SHARE: usize = 6;

/// Where the contacts with another outcome stand among them.
const CHANGED: usize = 7;

/// Every reading with its figures over all contacts, the report's own first.
pub(super) fn readings_table<'a>(readings: &Readings, total: &Figures, lang: Lang) -> Table<'a> {
    let columns = vec![
        Column::words("reading", lang.pick("Tolkning", "Reading")),
        Column::words("applies", lang.pick("Kan till\u{ad}ämpas", "Applies")),
        Column::numbers("judged", lang.pick("Be\u{ad}dömda", "Judged")),
        Column::numbers("met", lang.pick("I\u{a0}tid", "Met")),
        Column::numbers("late", lang.pick("Sent", "Late")),
        Column::numbers("overdue", lang.pick("Obe\u{ad}svarade", "Over\u{ad}due")),
        Column::numbers("met_percent", lang.pick("I\u{a0}tid %", "Met %")),
        Column::numbers("changed", lang.pick("Annat utfall", "Other out\u{ad}come")),
        Column::words("meaning", lang.pick("Innebörd", "Meaning")),
    ];
    let row = |name: &str, figures: Option<(&Figures, u64)>| {
        let meaning = meaning(name, lang);
        let label = shown_name(name, lang);
        let name = match name {
            DEFAULT_READING => {
                Cell::Term { id: Cow::Borrowed(DEFAULT_READING), label: label.into() }
            }
            name => Cell::Text(name.to_owned()),
        };
        let mut row = vec![name, Cell::Flag(figures.is_some())];
        match figures {
            Some((figures, changed)) => {
                let (met, judged) = parts(figures);
                row.push(Cell::Count(judged));
                row.extend(
                    [Outcome::Met, Outcome::Late, Outcome::Overdue]
                        .map(|outcome| Cell::Count(figures.count(outcome))),
                );
                row.push(Cell::Share { part: met, whole: judged });
                row.push(Cell::Count(changed));
            }
            None => row.extend(std::iter::repeat_n(Cell::Absent, 6)),
        }
        row.push(meaning);
        row
    };
    let mut rows = vec![row(&readings.own, Some((total, 0)))];
    rows.extend(readings.others.iter().map(|reading| {
        let figures = reading.figures.as_ref().map(|figures| (&figures.total, figures.changed));
        row(&reading.name, figures)
    }));
    Table::new(
        "readings",
        lang.pick("Tolkningar", "Readings").to_owned(),
        columns,
        Rows::Kept(rows),
    )
}

/// What the band says of all contacts, in a sentence made of the cells of [`readings_table`].
pub(super) fn sentence(table: &Table<'_>, people: &People, lang: Lang) -> String {
    let mut shares: Vec<Parts> = Vec::new();
    let mut lacks = Vec::new();
    let mut is_held_back = false;
    let mut are_same = true;
    if let Rows::Kept(rows) = &table.rows {
        for row in rows {
            are_same &= matches!(row[CHANGED], Cell::Count(0) | Cell::Absent);
            match (&row[SHARE], &row[1], &row[0]) {
                (Cell::Share { part, whole }, ..) => shares.push((*part, *whole)),
                (_, Cell::Flag(false), Cell::Text(name)) => lacks.push(name.clone()),
                (_, Cell::Flag(false), _) => lacks.push(DEFAULT_READING.to_owned()),
                _ => is_held_back = true,
            }
        }
    }
    let percent = |(part, whole): Parts| {
        percent_tenths(part, whole).map(|tenths| people.write(i64::from(tenths), 1))
    };
    let own = shares.first().copied().and_then(percent);
    let band = band_of(shares).and_then(|(low, high)| percent(low).zip(percent(high)));
    let mut sentence = match (own, band, is_held_back) {
        // Shares that are written alike may still rest on other contacts.
        (Some(own), Some((low, high)), false) if low == high => match (lang, are_same) {
            (Lang::Swedish, true) => format!("Andelen i tid är {own} % hur reglerna än tolkas."),
            (Lang::English, true) => {
                format!("The share met is {own} % however the rules are read.")
            }
            (Lang::Swedish, false) => format!(
                "Andelen i tid är, avrundad till en decimal, {own} % hur reglerna än tolkas."
            ),
            (Lang::English, false) => format!(
                "Rounded to one decimal, the share met is {own} % however the rules are read."
            ),
        },
        (Some(own), Some((low, high)), false) => match lang {
            Lang::Swedish => format!(
                "Andelen i tid är {own} %, och från {low} till {high} % beroende på hur reglerna \
                 tolkas."
            ),
            Lang::English => format!(
                "The share met is {own} %, and from {low} to {high} % depending on how the rules \
                 are read."
            ),
        },
        (_, _, true) => lang
            .pick(
                "Andelen under varje tolkning visas inte, eftersom den vilar på för få kontakter.",
                "The share under each reading is held back, because it rests on too few contacts.",
            )
            .to_owned(),
        _ => lang
            .pick(
                "Ingen kontakt är bedömd, så ingen tolkning ger någon andel.",
                "No contact is judged, so no reading gives a share.",
            )
            .to_owned(),
    };
    if !lacks.is_empty() {
        let lacks = lacks.join(", ");
        sentence.push(' ');
        sentence.push_str(&match lang {
            Lang::Swedish => format!(
                "Kan inte tillämpas, eftersom inställningarna inte ger några öppettider: {lacks}."
            ),
            Lang::English => {
                format!("Cannot apply, because the settings give no opening hours: {lacks}.")
            }
        });
    }
    sentence
}
