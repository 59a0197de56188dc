//! Tables of typed cells: what every format prints, before any format is chosen.
//!
//! A share stays two integers and a span stays seconds until a renderer prints them.

use std::borrow::Cow;
use std::io;

use super::{Chart, Lang};
use crate::calendar::{Day, Wall};

/// One value of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Text from the input or the settings; every renderer makes it safe in its own way.
    Text(String),
    /// One of our own words: its code for machines, its label for people.
    Term {
        /// What machine formats print.
        id: Cow<'static, str>,
        /// What people read.
        label: Cow<'static, str>,
    },
    /// A number of contacts, rows or lines.
    Count(u64),
    /// A part of a whole; absent where the whole is 0.
    Share {
        /// The part.
        part: u64,
        /// The whole.
        whole: u64,
    },
    /// A percentage that was reckoned and rounded, in tenths: the bound of an interval or a band,
    /// a target. What is counted is a [`Cell::Share`].
    Percent(u16),
    /// A value that is held back, because it would tell of too few contacts.
    Suppressed,
    /// A span in seconds, printed in hours.
    Span(i64),
    /// A bare date.
    Day(Day),
    /// A stamp with its offset from UTC in seconds.
    Stamp(Wall, i32),
    /// True or false.
    Flag(bool),
    /// No value: empty for machines, a dash for people. Never 0.
    Absent,
}

impl Cell {
    /// A word that is the same for machines and people.
    pub fn word(word: impl Into<Cow<'static, str>>) -> Self {
        let id = word.into();
        Self::Term { label: id.clone(), id }
    }

    /// The span, or absent.
    pub fn span(seconds: Option<u32>) -> Self {
        seconds.map_or(Self::Absent, |seconds| Self::Span(i64::from(seconds)))
    }
}

/// What a column holds, which decides how it is aligned and named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words, to the left.
    Words,
    /// Numbers, to the right.
    Numbers,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in machine formats; of a reading of one's own it holds the reading's name.
    pub id: Cow<'static, str>,
    /// Its title for people.
    pub title: String,
    /// What it holds.
    pub kind: Kind,
    /// Whether CSV has it, whose columns SPEC 9 fixes.
    pub in_csv: bool,
}

impl Column {
    /// A column of words.
    pub fn words(id: impl Into<Cow<'static, str>>, title: impl Into<String>) -> Self {
        Self { id: id.into(), title: title.into(), kind: Kind::Words, in_csv: true }
    }

    /// A column of numbers.
    pub fn numbers(id: impl Into<Cow<'static, str>>, title: impl Into<String>) -> Self {
        Self { id: id.into(), title: title.into(), kind: Kind::Numbers, in_csv: true }
    }

    /// The same column, which CSV leaves out.
    #[must_use]
    pub fn not_in_csv(self) -> Self {
        Self { in_csv: false, ..self }
    }

    /// Its title on one line, without marks of where it may be broken.
    pub fn plain_title(&self) -> String {
        self.title.replace('\u{ad}', "").replace('\u{a0}', " ")
    }

    /// Its title with the unit in a word, where a sign would not be read as one.
    ///
    /// # Example
    /// ```
    /// use svarstid::report::{Column, Lang};
    /// let column = Column::numbers("met_percent", "I\u{a0}tid %");
    /// assert_eq!(column.spelled_title(Lang::Swedish), "I tid procent");
    /// ```
    pub fn spelled_title(&self, lang: Lang) -> String {
        let title = self.plain_title();
        let percent = lang.pick("procent", "percent");
        if let Some(name) = title.strip_suffix(" %") {
            return format!("{name} {percent}");
        }
        if let Some(name) = title.strip_suffix(" h") {
            return format!("{name} {}", lang.pick("timmar", "hours"));
        }
        if self.id.ends_with("percent") && !title.contains(percent) {
            return format!("{title}, {percent}");
        }
        title
    }
}

/// Where rows are sent, one at a time.
pub type RowSink<'s> = dyn FnMut(&[Cell]) -> io::Result<()> + 's;

/// Sends every row of a table to a sink, the same every time.
pub type RowStream<'a> = dyn Fn(&mut RowSink<'_>) -> io::Result<()> + 'a;

/// The rows of a table: kept, or made one at a time when they are asked for.
pub enum Rows<'a> {
    /// Kept rows.
    Kept(Vec<Vec<Cell>>),
    /// Rows that are too many to keep.
    Streamed(Box<RowStream<'a>>),
}

impl std::fmt::Debug for Rows<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Kept(rows) => f.debug_tuple("Kept").field(rows).finish(),
            Self::Streamed(_) => f.write_str("Streamed"),
        }
    }
}

/// A table.
#[derive(Debug)]
pub struct Table<'a> {
    /// Its name in machine formats.
    pub id: &'static str,
    /// Its title for people.
    pub title: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// How many of the first columns name the row; they are repeated where a table is cut.
    pub key_columns: usize,
    /// The rows.
    pub rows: Rows<'a>,
    /// The row of totals; never part of CSV.
    pub total: Option<Vec<Cell>>,
    /// Whether people are not shown it when it has no rows.
    pub is_optional: bool,
    /// Sentences above it, for people; may hold text from the input.
    pub lead: Vec<String>,
    /// The picture that shows it best, where there is one.
    pub chart: Option<Chart>,
}

impl<'a> Table<'a> {
    /// A table whose rows are named by their first column, without a total, sentences or a
    /// picture; people are shown it also when it has no rows.
    pub fn new(
        id: &'static str,
        title: impl Into<String>,
        columns: Vec<Column>,
        rows: Rows<'a>,
    ) -> Self {
        Self {
            id,
            title: title.into(),
            columns,
            key_columns: 1,
            rows,
            total: None,
            is_optional: false,
            lead: Vec::new(),
            chart: None,
        }
    }

    /// A table of one row, for machines: each cell with the name of its column.
    pub(super) fn record(
        id: &'static str,
        cells: impl IntoIterator<Item = (&'static str, Cell)>,
    ) -> Self {
        let cells = cells.into_iter();
        let (columns, row) = cells.map(|(id, cell)| (Column::words(id, id), cell)).unzip();
        Self::new(id, String::new(), columns, Rows::Kept(vec![row]))
    }

    /// The cell of the total in the column of that name.
    pub(super) fn total_cell(&self, column: &str) -> Option<&Cell> {
        let at = self.columns.iter().position(|own| own.id == column)?;
        self.total.as_ref()?.get(at)
    }

    /// Sends each row to `sink`, without the total.
    ///
    /// # Errors
    /// What `sink` fails with.
    pub fn each_row(&self, sink: &mut RowSink<'_>) -> io::Result<()> {
        match &self.rows {
            Rows::Kept(rows) => rows.iter().try_for_each(|row| sink(row)),
            Rows::Streamed(stream) => stream(sink),
        }
    }
}
