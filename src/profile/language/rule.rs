//! Rules: how one slot is taken from a row.

use super::{MomentForm, Pattern, SpanForm};

/// How one slot is taken from a row. The steps are applied in the order of the fields here;
/// a cell that means nothing stays empty through all of them.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Where the text comes from.
    pub source: Text,
    /// The first group of this pattern; empty where it does not match.
    pub pattern: Option<Pattern>,
    /// Characters from the first to before the second.
    pub substr: Option<(usize, usize)>,
    /// Separators from the outer to the inner one; the first part of the inner split is taken.
    pub split: Vec<String>,
    /// The only part of the outer split that is taken, from 0; every one where absent.
    pub take: Option<usize>,
    /// What the words mean. Compared folded.
    pub words: Option<Words>,
    /// How the text of a moment is read; `None` for text.
    pub moment: Option<MomentForm>,
    /// How the text of a span is read; `None` for what is no span, and for plain seconds.
    pub span: Option<SpanForm>,
    /// What kind of party or key it is.
    pub kind: KeyKind,
}

/// Where the text of a slot comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// The first of these columns that the header has.
    Column(Vec<Cell>),
    /// The first of these columns whose cell means something.
    Coalesce(Vec<Cell>),
    /// All of these columns that mean something, joined with `;`.
    Union(Vec<Cell>),
    /// Always this.
    Constant(String),
    /// Text with `{column}` in it; empty where any of its columns is empty.
    Template(Vec<Piece>),
    /// By the direction of the row: each like [`Text::Coalesce`].
    ByDirection {
        /// For incoming rows.
        incoming: Vec<Cell>,
        /// For outgoing rows.
        outgoing: Vec<Cell>,
        /// For all others.
        other: Vec<Cell>,
    },
    /// None: it is the span between two moments, each the first of these columns that has one.
    Between {
        /// Where it begins.
        since: Vec<Cell>,
        /// Where it ends.
        until: Vec<Cell>,
    },
}

/// A column by its name; `nth` counts columns of the same name from 1 (`Comment#2`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The header cell, compared folded; for XML a path, for JSON a dotted path.
    pub name: String,
    /// Which of several columns of that name.
    pub nth: usize,
}

impl Cell {
    /// How a profile names what the file's own name tells, as if every row had it in a column.
    pub const FILE: &'static str = "{file}";

    /// Whether it is no column, but what the file's own name tells.
    pub fn is_file(&self) -> bool {
        self.name == Self::FILE
    }
}

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text.
    Text(String),
    /// A column.
    Cell(Cell),
    /// What the file's own name tells; may be empty, as text may.
    File,
}

/// What the words of a column mean.
#[derive(Clone, Debug)]
pub struct Words {
    /// Exact words and what they mean, compared folded.
    pub exact: Vec<(String, String)>,
    /// Patterns and what they mean, tried in order behind the exact words.
    pub patterns: Vec<(Pattern, String)>,
    /// What an empty cell means.
    pub empty: Option<String>,
    /// What becomes of other words.
    pub unknown: Unknown,
}

/// What becomes of a word that a map does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// The row is rejected (`unknown-channel`, `unknown-origin`, otherwise `unknown-word`).
    Reject,
    /// The row is ignored and counted ([`Ignored::UnknownWord`](super::Ignored::UnknownWord)).
    Drop,
    /// The word stays as it is: the program's own words may know it.
    Keep,
    /// It stays as it is, and a note says how many rows have such words.
    Warn,
    /// It means this.
    Means(String),
}

/// What kind of key a text is, which decides when two are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyKind {
    /// Text as it stands, without spaces around it.
    Text,
    /// A phone number.
    Phone,
    /// A mail address.
    Email,
    /// A diarienummer in any of its spellings.
    CaseNumber,
    /// A Message-ID.
    MessageId,
}

impl KeyKind {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::Text, Self::Phone, Self::Email, Self::CaseNumber, Self::MessageId];

    /// Its word in a profile.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::CaseNumber => "case",
            Self::MessageId => "message-id",
        }
    }
}
