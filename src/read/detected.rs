//! What is known of an opened file: what was detected in it, and its first records.
//!
//! Plain data, to be shown; nothing here looks at a file.

use super::dialect::{Dialect, LineEnd};
use super::encoding::{Encoding, EncodingReason};
use super::suspicion::{Warning, suspect};
use super::text::Text;

/// What was detected in a file, or said by the user, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detected {
    /// What the input is made of; for other than text, encoding and delimiter mean nothing.
    pub nature: Nature,
    /// The encoding. Stays UTF-8 while only ASCII was met, and can change until then.
    pub encoding: Encoding,
    /// Why it is this encoding.
    pub encoding_reason: EncodingReason,
    /// Whether the file begins with a byte order mark.
    pub bom: bool,
    /// What separates fields: an ASCII character where fields may be quoted.
    pub delimiter: char,
    /// What ends lines, as far as the first block shows.
    pub line_end: LineEnd,
    /// Whether the file begins with a `sep=` line.
    pub sep_line: bool,
    /// The line of the header, counted from 1; 0 where the form says that there is none.
    pub header_line: u64,
    /// Lines above the header, or above the data where there is none; blank ones included and the `sep=` line not.
    pub preamble_lines: u64,
    /// The names in the header, trimmed; empty ones at its end removed.
    pub header: Vec<String>,
    /// Signs of wrong decoding in the first block.
    pub warnings: Vec<Warning>,
}

/// What an input is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Nature {
    /// Text with delimiters.
    #[default]
    Text,
    /// A sheet of a workbook.
    Sheet,
    /// An XML document.
    Xml,
    /// A JSON document.
    Json,
    /// Mails.
    Mail,
}

impl Nature {
    /// Its name in machine formats.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Sheet => "sheet",
            Self::Xml => "xml",
            Self::Json => "json",
            Self::Mail => "mail",
        }
    }
}

impl Detected {
    /// Of a grid, whose text is decoded.
    pub(super) fn of_grid(grid: &super::Grid, nature: Nature) -> Self {
        Self {
            nature,
            encoding: Encoding::Utf8,
            encoding_reason: EncodingReason::ValidUtf8,
            bom: false,
            delimiter: ',',
            line_end: LineEnd::Lf,
            sep_line: false,
            header_line: grid.header_line(),
            preamble_lines: grid.header_line().saturating_sub(1),
            header: grid.header().to_vec(),
            warnings: Vec::new(),
        }
    }
}

/// A record of the [`Sample`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleRow {
    /// The line on which the record begins, counted from 1.
    pub line: u64,
    /// Its fields.
    pub cells: Vec<String>,
}

/// The records that the first block holds whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The records, blank ones left out.
    pub rows: Vec<SampleRow>,
    /// Whether these are all records of the file.
    pub is_whole: bool,
}

impl Detected {
    pub(super) fn of(text: &Text, dialect: &Dialect) -> Self {
        let (encoding, encoding_reason) = text.encoding();
        Self {
            nature: Nature::Text,
            encoding,
            encoding_reason,
            bom: text.has_bom(),
            delimiter: dialect.cuts.delimiter,
            line_end: dialect.line_end,
            sep_line: dialect.sep_line,
            header_line: dialect.header_line,
            preamble_lines: dialect.preamble_lines,
            header: dialect.header.clone(),
            warnings: suspect(text.sound(), encoding),
        }
    }
}
