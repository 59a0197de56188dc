//! What stops the reading of a file. The caller puts the file's name in front.

use std::{fmt, io};

use super::archive::ArchiveError;
use super::malformed::Malformed;
use super::workbook::WorkbookError;

/// Why a file cannot be read as a table.
#[derive(Debug)]
#[non_exhaustive]
pub enum ReadError {
    /// The operating system refused.
    Io(io::Error),
    /// Nothing but blank lines.
    Empty,
    /// The file is not text.
    Binary(Foreign),
    /// The delimiter that the user or the `sep=` line asks for cannot be one.
    Delimiter {
        /// What was asked for.
        asked: String,
    },
    /// No line has the name of a known column.
    NoHeader {
        /// The line that looked most like a header.
        line: u64,
        /// The shapes of its first cells, at most [`ReadError::CELLS_SHOWN`]: without a header,
        /// the line may be data about persons (see [`crate::fault::shape`]).
        seen: Vec<String>,
    },
    /// The line that the user called the header is blank or behind the searched part.
    NoSuchHeaderLine {
        /// The line asked for.
        line: u64,
    },
    /// No line begins with what the names of the columns should stand behind.
    NoHeaderPrefix {
        /// What the line should begin with.
        prefix: String,
    },
    /// Further down, a line names other columns than the header.
    HeaderChanged {
        /// The line.
        line: u64,
    },
    /// A quoted field is still open at the end of the file.
    UnterminatedQuote {
        /// The line on which the quote opened.
        opened_line: u64,
        /// The line on which the record began that holds it.
        record_line: u64,
    },
    /// A record is longer than `limit` bytes.
    RecordTooLong {
        /// The line on which the record begins.
        line: u64,
        /// The most bytes that a record may have.
        limit: usize,
        /// The line on which the quote opened that was still open there.
        quote_opened: Option<u64>,
    },
    /// A record has more than `limit` fields.
    TooManyColumns {
        /// The line on which the record begins.
        line: u64,
        /// The most fields that a record may have.
        limit: usize,
    },
    /// An XML or JSON document is wrong.
    Malformed(Malformed),
    /// A packed file cannot be unpacked.
    Archive(ArchiveError),
    /// A workbook cannot be read.
    Workbook(WorkbookError),
}

impl ReadError {
    /// The line that the error is about; messages name it behind the file: `log.csv:7: …`.
    pub const fn line(&self) -> Option<u64> {
        match self {
            Self::UnterminatedQuote { opened_line: line, .. }
            | Self::HeaderChanged { line }
            | Self::RecordTooLong { line, .. }
            | Self::TooManyColumns { line, .. } => Some(*line),
            Self::Malformed(malformed) => malformed.line(),
            _ => None,
        }
    }

    /// The same, of a file in which so many lines stand before those that were counted.
    #[must_use]
    pub(crate) fn below(self, lines: u64) -> Self {
        match self {
            Self::UnterminatedQuote { opened_line, record_line } => Self::UnterminatedQuote {
                opened_line: opened_line + lines,
                record_line: record_line + lines,
            },
            Self::RecordTooLong { line, limit, quote_opened } => Self::RecordTooLong {
                line: line + lines,
                limit,
                quote_opened: quote_opened.map(|opened| opened + lines),
            },
            Self::TooManyColumns { line, limit } => {
                Self::TooManyColumns { line: line + lines, limit }
            }
            Self::HeaderChanged { line } => Self::HeaderChanged { line: line + lines },
            other => other,
        }
    }

    /// Cells that [`ReadError::NoHeader`] shows.
    pub const CELLS_SHOWN: usize = 10;
}

/// What a file is that is not text with delimiters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Foreign {
    /// A zip archive, which is what `.xlsx` and `.ods` are.
    Zip,
    /// An OLE file, which is what `.xls` is.
    Ole,
    /// A PDF document.
    Pdf,
    /// A gzip file.
    Gzip,
    /// A picture.
    Image,
    /// An HTML or XML document, whatever its name says.
    Markup,
    /// Zero bytes where text would have none.
    ZeroBytes,
}

impl Foreign {
    /// What it is, and how to get text out of it.
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Zip => {
                "is a zip file or an Excel workbook, not text; \
                 save the sheet as \"CSV UTF-8\" in the spreadsheet program"
            }
            Self::Ole => {
                "is an old Excel workbook (.xls), not text; \
                 save the sheet as \"CSV UTF-8\" in the spreadsheet program"
            }
            Self::Pdf => "is a PDF document, not text; export the list as CSV from its source",
            Self::Gzip => "is packed with gzip; unpack it first (gunzip)",
            Self::Image => "is a picture, not text; export the list as CSV from its source",
            Self::Markup => {
                "is an HTML or XML document, not delimited text; \
                 open it in a spreadsheet program and save the sheet as \"CSV UTF-8\""
            }
            Self::ZeroBytes => {
                "has zero bytes at its beginning, so it is no text in this encoding; \
                 if it is UTF-16, say so with --encoding utf-16le"
            }
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "cannot be read: {error}"),
            Self::Empty => f.write_str("is empty; a contact log begins with a header line"),
            Self::Binary(foreign) => f.write_str(foreign.advice()),
            Self::Delimiter { asked } => write!(
                f,
                "cannot be split at {asked:?}; a delimiter is one ASCII character, no quote and \
                 no line end: choose one with --delimiter"
            ),
            Self::NoHeader { line, seen } => {
                write!(f, "has no header: no line names a known column; line {line} looks like ")?;
                if seen.is_empty() {
                    f.write_str("nothing")?;
                }
                for (index, cell) in seen.iter().enumerate() {
                    write!(f, "{}\"{cell}\"", if index == 0 { "" } else { ", " })?;
                }
                f.write_str(
                    "; say which line is the header with --header-line, \
                     or name the columns in a [[source]] mapping",
                )
            }
            Self::NoSuchHeaderLine { line } => write!(
                f,
                "has no header on line {line}: the line is blank or missing, or stands too far \
                 down; --header-line counts every line of the file from 1"
            ),
            Self::NoHeaderPrefix { prefix } => write!(
                f,
                "has no line that begins with {:?} and names the columns; export the log with \
                 its first lines",
                prefix.trim_end()
            ),
            Self::HeaderChanged { .. } => f.write_str(
                "the line names other columns than the one at the beginning of the file; \
                 read logs of different versions from files of their own",
            ),
            Self::UnterminatedQuote { opened_line, record_line } => {
                f.write_str("the quote that opens here is never closed")?;
                if record_line != opened_line {
                    write!(f, " (its record begins on line {record_line})")?;
                }
                f.write_str("; close it, or double it (\"\") if it belongs to the text")
            }
            Self::RecordTooLong { limit, quote_opened, .. } => {
                f.write_str("the record that begins here is longer than ")?;
                match limit >> 20 {
                    0 => write!(f, "{limit} bytes")?,
                    mebibytes => write!(f, "{mebibytes} MiB")?,
                }
                match quote_opened {
                    Some(opened) => {
                        write!(f, "; the quote that opens on line {opened} should be closed")
                    }
                    None => f.write_str("; a record should end with its line"),
                }
            }
            Self::TooManyColumns { limit, .. } => write!(
                f,
                "the record has more than {limit} fields; \
                 if it is split at the wrong character, choose another with --delimiter"
            ),
            Self::Malformed(malformed) => malformed.fmt(f),
            Self::Archive(error) => error.fmt(f),
            Self::Workbook(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            _ => None,
        }
    }
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        // A stream that unpacks can only fail as a stream.
        match error.downcast::<ArchiveError>() {
            Ok(error) => Self::Archive(error),
            Err(error) => Self::Io(error),
        }
    }
}

impl From<ArchiveError> for ReadError {
    fn from(error: ArchiveError) -> Self {
        Self::Archive(error)
    }
}

impl From<Malformed> for ReadError {
    fn from(malformed: Malformed) -> Self {
        Self::Malformed(malformed)
    }
}

impl From<WorkbookError> for ReadError {
    fn from(error: WorkbookError) -> Self {
        Self::Workbook(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_says_what_is_wrong_and_what_would_be_right() {
        let table: [(ReadError, &str); 9] = [
            (ReadError::Empty, "is empty; a contact log begins with a header line"),
            (
                ReadError::NoHeader { line: 1, seen: vec!["x9".into(), "Xx".into()] },
                "has no header: no line names a known column; line 1 looks like \"x9\", \"Xx\"; say \
                 which line is the header with --header-line, or name the columns in a [[source]] mapping",
            ),
            (
                ReadError::NoHeaderPrefix { prefix: "#Fields: ".into() },
                "has no line that begins with \"#Fields:\" and names the columns; export the log \
                 with its first lines",
            ),
            (
                ReadError::HeaderChanged { line: 9 },
                "line 9: the line names other columns than the one at the beginning of the file; \
                 read logs of different versions from files of their own",
            ),
            (
                ReadError::UnterminatedQuote { opened_line: 7, record_line: 7 },
                "line 7: the quote that opens here is never closed; close it, or double it (\"\") \
                 if it belongs to the text",
            ),
            (
                ReadError::UnterminatedQuote { opened_line: 7, record_line: 5 },
                "line 7: the quote that opens here is never closed (its record begins on line 5); \
                 close it, or double it (\"\") if it belongs to the text",
            ),
            (
                ReadError::RecordTooLong { line: 3, limit: 16 << 20, quote_opened: Some(3) },
                "line 3: the record that begins here is longer than 16 MiB; the quote that opens \
                 on line 3 should be closed",
            ),
            (
                ReadError::RecordTooLong { line: 3, limit: 100, quote_opened: None },
                "line 3: the record that begins here is longer than 100 bytes; a record should \
                 end with its line",
            ),
            (
                ReadError::TooManyColumns { line: 1, limit: 16_384 },
                "line 1: the record has more than 16384 fields; if it is split at the wrong \
                 character, choose another with --delimiter",
            ),
        ];
        for (error, message) in table {
            let line = error.line().map_or(String::new(), |line| format!("line {line}: "));
            assert_eq!(format!("{line}{error}"), message);
        }
    }
}
