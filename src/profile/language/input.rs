//! Input: how the bytes of an export become rows of named cells.

use super::Pattern;

/// How the bytes of an export become rows of named cells.
#[derive(Clone, Debug)]
pub struct Input {
    /// What it is made of.
    pub format: Format,
    /// One of [`ENCODINGS`](crate::profile::ENCODINGS); detected where absent.
    pub encoding: Option<String>,
    /// Cells that mean nothing, compared as they stand and after trimming.
    pub nulls: Vec<String>,
    /// What the file's own name tells: the group of this pattern, empty where it does not match;
    /// the whole name where absent.
    pub file: Option<Pattern>,
}

/// What an export is made of.
#[derive(Clone, Debug)]
pub enum Format {
    /// Delimited text, or a sheet of a workbook with the same header.
    Table(TableForm),
    /// XML.
    Xml {
        /// Paths of the elements that are records, from the root, such as
        /// `smses/sms` or `log/trace/event`. `//name` stands for any depth.
        records: Vec<String>,
    },
    /// JSON: a document, or one a line.
    Json {
        /// The dotted path of the list of records; empty for the document itself.
        records: String,
    },
    /// Mails: `.eml`, mbox or a Maildir.
    Mail,
}

/// How delimited text is laid out.
#[derive(Clone, Debug)]
pub struct TableForm {
    /// What parts the fields; detected where absent.
    pub delimiter: Option<char>,
    /// Whether `"` quotes a field.
    pub is_quoted: bool,
    /// Where the names of the columns stand.
    pub header: Header,
    /// Rows below the header that are no data, counted from 1 (a row of types, say).
    pub skip_rows: Vec<u64>,
    /// Rows below the header that are no data: those that this matches as they stand in the file.
    pub skip_lines: Option<Pattern>,
    /// What becomes of rows with another number of fields than the header.
    pub ragged: Ragged,
    /// The sheet of a workbook; all sheets with a known header where absent.
    pub sheet: Option<String>,
}

/// Where the names of the columns stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Header {
    /// In a row that is looked for: above it may stand titles.
    Found,
    /// On this line, from 1.
    Line(u64),
    /// Behind this prefix, such as `#Fields: `; lines that begin with `#` are no data.
    Prefix(String),
    /// Nowhere: the profile names them. Names behind `required` may be left out at the end.
    None {
        /// The names in order.
        columns: Vec<String>,
        /// How many of them every row has.
        required: usize,
    },
}

/// What becomes of rows with another number of fields than the header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ragged {
    /// They are rejected with their place.
    Reject,
    /// Missing fields are empty; more fields are an error still.
    Pad,
    /// What is too much belongs to the last field.
    JoinLast,
}

impl Ragged {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::Reject, Self::Pad, Self::JoinLast];

    /// Its word in a profile.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Reject => "reject",
            Self::Pad => "pad",
            Self::JoinLast => "join-last",
        }
    }
}
