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
