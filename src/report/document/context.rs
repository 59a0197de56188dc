//! What a template's sentences can speak of: the cells of the tables as they are shown, in the
//! words of people. A number that is held back is none.

use serde::Serialize;

use crate::report::{Cell, Lang, People, Rows, Table, hours_hundredths, percent_tenths};

/// Everything that a template knows.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Context {
    /// `sv` or `en`.
    pub(super) lang: &'static str,
    /// The board that the report is of; none for all.
    pub(super) board: Option<String>,
    /// The guideline.
    pub(super) guideline: GuidelineWords,
    /// The period as it was asked for; none for everything in the input.
    pub(super) period: Option<PeriodWords>,
    /// The days of the first and the last receipt; none without contacts.
    pub(super) receipts: Option<PeriodWords>,
    /// The moment that the report looks back from.
    pub(super) as_of: Option<String>,
    /// The floor of small numbers; none where nothing is held back.
    pub(super) min_n: Option<u64>,
    /// All contacts.
    pub(super) total: FiguresWords,
    /// The share if nothing were exempt.
    pub(super) without_exemptions: Option<String>,
    /// Each department.
    pub(super) departments: Vec<FiguresWords>,
    /// The department with the highest share of those with ten judged contacts, where they
    /// differ.
    pub(super) highest: Option<FiguresWords>,
    /// The one with the lowest.
    pub(super) lowest: Option<FiguresWords>,
    /// Each board, in the report of all.
    pub(super) boards: Vec<FiguresWords>,
    /// Each channel and origin.
    pub(super) channels: Vec<FiguresWords>,
    /// Each month.
    pub(super) months: Vec<FiguresWords>,
    /// Each target.
    pub(super) targets: Vec<TargetWords>,
    /// The earlier period that it is compared with.
    pub(super) comparison: Option<ComparisonWords>,
    /// How soon answers came, the soonest first.
    pub(super) times: Vec<PartWords>,
    /// When most came in that was not met: the field with the most.
    pub(super) busiest: Option<BusiestWords>,
    /// What is known of what was not met, the largest first.
    pub(super) reasons: Vec<PartWords>,
    /// Why contacts are exempt, the largest first.
    pub(super) exemptions: Vec<PartWords>,
    /// How the rules were read, and what other readings give.
    pub(super) readings: ReadingsWords,
    /// What was read.
    pub(super) quality: QualityWords,
}

/// The guideline.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct GuidelineWords {
    pub(super) name: String,
    pub(super) authority: String,
    pub(super) reference: String,
}

/// A stretch of days.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct PeriodWords {
    pub(super) name: String,
    pub(super) first: String,
    pub(super) last: String,
}

/// The figures of a group.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct FiguresWords {
    pub(super) name: String,
    pub(super) contacts: Option<u64>,
    pub(super) met: Option<u64>,
    pub(super) late: Option<u64>,
    pub(super) overdue: Option<u64>,
    pub(super) pending: Option<u64>,
    pub(super) exempt: Option<u64>,
    pub(super) unregulated: Option<u64>,
    pub(super) judged: Option<u64>,
    pub(super) missed: Option<u64>,
    /// Percent met; none of nothing, and where it is held back.
    pub(super) percent: Option<String>,
    /// Hours.
    pub(super) median: Option<String>,
    /// Hours.
    pub(super) p90: Option<String>,
    pub(super) rating: Option<String>,
    /// `higher`, `lower` or `uncertain`, against the month before.
    pub(super) change: Option<String>,
    /// The share as parts, to order by.
    #[serde(skip)]
    pub(super) share: Option<(u64, u64)>,
}

/// A target.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct TargetWords {
    pub(super) name: String,
    pub(super) wanted: String,
    pub(super) percent: Option<String>,
    /// `reached`, `missed` or `nothing-judged`.
    pub(super) result: String,
}

/// An earlier period.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct ComparisonWords {
    pub(super) name: String,
    pub(super) percent: Option<String>,
    pub(super) judged: Option<u64>,
    /// `higher`, `lower` or `uncertain`: this period against it.
    pub(super) change: Option<String>,
    /// Departments whose share is higher than then, for certain.
    pub(super) higher: Vec<String>,
    /// Departments whose share is lower than then, for certain.
    pub(super) lower: Vec<String>,
    /// The reading that it was judged by, where it is another.
    pub(super) other_reading: Option<String>,
}

/// A part of contacts.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct PartWords {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) contacts: Option<u64>,
    pub(super) percent: Option<String>,
}

/// A field of the heat map.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct BusiestWords {
    pub(super) weekday: String,
    /// `10–11`.
    pub(super) hour: String,
    pub(super) contacts: u64,
}

/// How the rules were read.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct ReadingsWords {
    /// The reading of the report; `default` for the rules as they stand.
    pub(super) own: String,
    /// The lowest and the highest share; none where one is held back or nothing is judged.
    pub(super) lowest: Option<String>,
    pub(super) highest: Option<String>,
    /// Readings that need opening hours, where there are none.
    pub(super) cannot_apply: Vec<String>,
}

/// What was read.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct QualityWords {
    pub(super) files: u64,
    pub(super) rows: u64,
    pub(super) rejected: u64,
    pub(super) rejected_percent: Option<String>,
    pub(super) duplicates: u64,
    pub(super) outside_period: u64,
    pub(super) after_as_of: u64,
    /// Stretches of days that the logs lack, in words.
    pub(super) gaps: Vec<String>,
    /// Contacts of other boards.
    pub(super) elsewhere: u64,
}

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
        let total = table.total.as_deref().unwrap_or_default();
        ComparisonWords {
            name,
            percent: self.percent(cell(table, total, "met_percent_before")),
            judged: count(cell(table, total, "judged_before")),
            change: term(cell(table, total, "change")).map(|(id, _)| id),
            higher: changed("higher"),
            lower: changed("lower"),
            other_reading,
        }
    }

    /// The field of the heat map with the most; none where nothing is shown to have been missed.
    pub(super) fn busiest(&self, table: Option<&Table<'_>>) -> Option<BusiestWords> {
        let table = table?;
        let mut most: Option<(u64, &Cell, usize)> = None;
        // Of dates without a time no hour is known.
        let is_hour = |row: &&Vec<Cell>| super::earlier::key(&row[0]).parse::<u32>().is_ok();
        for row in kept(table).iter().filter(is_hour) {
            for (at, cell) in row.iter().enumerate().skip(1) {
                if let (Cell::Count(count), best) = (cell, most.map_or(0, |(best, ..)| best))
                    && *count > best
                {
                    most = Some((*count, &row[0], at));
                }
            }
        }
        let (contacts, hour, at) = most?;
        let weekday = crate::calendar::Weekday::ALL.get(at.checked_sub(1)?)?;
        Some(BusiestWords {
            weekday: self.lang.weekday(*weekday).to_owned(),
            hour: label(hour),
            contacts,
        })
    }

    /// The readings, of their table.
    pub(super) fn readings(&self, table: Option<&Table<'_>>, own: &str) -> ReadingsWords {
        let mut words = ReadingsWords { own: own.to_owned(), ..ReadingsWords::default() };
        let Some(table) = table else { return words };
        let mut shares = Vec::new();
        let mut is_held_back = false;
        for row in kept(table) {
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

/// The groups with the highest and the lowest share, where they differ; of those with at least
/// ten judged contacts.
pub(super) fn ends(groups: &[FiguresWords]) -> (Option<FiguresWords>, Option<FiguresWords>) {
    let large = || groups.iter().filter(|own| own.judged.is_some_and(|judged| judged >= LARGE));
    let of = |share: (u64, u64)| large().find(|own| own.share == Some(share)).cloned();
    let is_same = |a: (u64, u64), b: (u64, u64)| {
        u128::from(a.0) * u128::from(b.1) == u128::from(b.0) * u128::from(a.1)
    };
    match crate::report::band_of(large().filter_map(|own| own.share)) {
        Some((low, high)) if !is_same(low, high) => (of(high), of(low)),
        _ => (None, None),
    }
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
