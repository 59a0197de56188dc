//! Charts: views of a table's own cells, so that a picture never shows another figure than its
//! table does. What one looks like is a renderer's matter.

/// What kind of picture shows the figures of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartKind {
    /// A bar a row, from 0.
    Bars,
    /// A line a column of values, from the first row to the last.
    Trend,
    /// A field a cell: rows downwards, columns of values to the right, darker for more.
    HeatMap,
}

/// A picture of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// What kind of picture it is.
    pub kind: ChartKind,
    /// Its title.
    pub title: String,
    /// What it shows, in a sentence, for those who do not see it.
    pub description: String,
    /// The column that names each row.
    pub labels: usize,
    /// The columns of values: shares, counts or spans, all of one kind.
    pub values: Vec<usize>,
    /// Whether a terminal shows it too, below its table.
    pub in_terminal: bool,
}
