//! The dialect of a file: its delimiter, its line ends, and which line is its header.
//!
//! Judged on the first block alone. What the columns mean is no business of this stage: the
//! caller says which names are known.

mod candidate;

use super::error::ReadError;
use super::lines::{after_break, first_line, line_at, start_of_line};
use super::walk::{Met, Walk};

use candidate::{Candidate, no_header, without_empty_tail};

/// Delimiters that are tried, in the order in which they win a tie: a Swedish spreadsheet
/// writes `;`, because the comma is its decimal sign.
const DELIMITERS: [u8; 4] = [b';', b',', b'\t', b'|'];

/// What ends the lines of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnd {
    /// LF, as Unix writes it.
    Lf,
    /// CRLF, as Windows writes it.
    CrLf,
    /// CR alone, as old Macintosh programs write it.
    Cr,
    /// More than one of them.
    Mixed,
}

impl LineEnd {
    /// The name as `inspect` prints it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Lf => "lf",
            Self::CrLf => "crlf",
            Self::Cr => "cr",
            Self::Mixed => "mixed",
        }
    }
}

/// How to read the file from here on.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    pub(super) delimiter: u8,
    pub(super) line_end: LineEnd,
    pub(super) sep_line: bool,
    pub(super) header_line: u64,
    pub(super) preamble_lines: u64,
    /// The header's cells without the empty ones at its end.
    pub(super) header: Vec<String>,
    /// The header's cells with the empty ones at its end.
    pub(super) written_width: usize,
    /// Where the data start; between CR and LF if the header line ends so.
    pub(super) data: usize,
}

/// What is fixed before the search.
pub(super) struct Wanted<'a> {
    pub(super) delimiter: Option<u8>,
    pub(super) header_line: Option<u64>,
    pub(super) known: &'a dyn Fn(&str) -> bool,
}

/// Finds the dialect of the file that begins with `head`; `whole` if that is all of it.
pub(super) fn find(head: &[u8], whole: bool, wanted: &Wanted<'_>) -> Result<Dialect, ReadError> {
    let sep = sep_line(head)?;
    let delimiters = match (wanted.delimiter, &sep) {
        (Some(asked), _) => vec![check_delimiter(asked)?],
        (None, Some(sep)) => vec![sep.delimiter],
        (None, None) => DELIMITERS.to_vec(),
    };
    let top = sep.as_ref().map_or(0, |sep| sep.end);
    if whole && head[top..].iter().all(|byte| byte.is_ascii_whitespace()) {
        return Err(ReadError::Empty);
    }
    let start = match wanted.header_line {
        None => top,
        Some(line) => start_of_line(head, line)
            .filter(|&start| !first_line(&head[start..]).trim_ascii().is_empty())
            .ok_or(ReadError::NoSuchHeaderLine { line })?,
    };
    let candidates: Vec<Candidate> = delimiters
        .into_iter()
        .map(|delimiter| Candidate::score(head, start, whole, delimiter, wanted))
        .collect();
    let Some(best) = candidates.iter().reduce(|a, b| if b.rank() > a.rank() { b } else { a })
    else {
        return Err(ReadError::Empty);
    };
    if best.known == 0 {
        let stopped = candidates.iter().find(|it| it.header.is_none() && it.stopped.is_some());
        let is_hopeless = wanted.header_line.is_none() || best.header.is_none();
        if let (Some(it), true) = (stopped, is_hopeless) {
            return Err(it.stop_error(head, whole));
        }
        if wanted.header_line.is_none() {
            return Err(no_header(head, best));
        }
    }
    let Some(header) = &best.header else { return Err(no_header(head, best)) };
    let header_line = line_at(head, header.begin);
    Ok(Dialect {
        delimiter: best.delimiter,
        line_end: line_end(head, start, whole, best.delimiter),
        sep_line: sep.is_some(),
        header_line,
        preamble_lines: header_line - 1 - u64::from(sep.is_some() && header_line > 1),
        header: without_empty_tail(header.cells.clone()),
        written_width: header.cells.len(),
        data: header.after,
    })
}

/// `asked`, if it can split fields.
pub(super) fn check_delimiter(asked: u8) -> Result<u8, ReadError> {
    match asked {
        b'"' | b'\r' | b'\n' | 0 | 0x80.. => {
            Err(ReadError::Delimiter { asked: char::from(asked).to_string() })
        }
        _ => Ok(asked),
    }
}

/// The line `sep=X` that tells spreadsheet programs the delimiter.
struct SepLine {
    delimiter: u8,
    /// Where the next line starts.
    end: usize,
}

fn sep_line(head: &[u8]) -> Result<Option<SepLine>, ReadError> {
    let line = first_line(head);
    let bare = line.strip_prefix(b"\"").map_or(line, |it| it.strip_suffix(b"\"").unwrap_or(it));
    let Some((name, value)) = bare.split_at_checked(4) else { return Ok(None) };
    let is_one_letter = std::str::from_utf8(value).is_ok_and(|it| it.chars().count() == 1);
    if !name.eq_ignore_ascii_case(b"sep=") || !is_one_letter {
        return Ok(None);
    }
    let end = if line.len() < head.len() { after_break(head, line.len()) } else { line.len() };
    match value {
        [delimiter] => Ok(Some(SepLine { delimiter: check_delimiter(*delimiter)?, end })),
        letter => Err(ReadError::Delimiter { asked: String::from_utf8_lossy(letter).into_owned() }),
    }
}

/// The line ends of records: a line end inside a quoted field says nothing about the file.
fn line_end(head: &[u8], start: usize, whole: bool, delimiter: u8) -> LineEnd {
    let mut walk = Walk::new(head, start, whole, delimiter);
    let mut seen = None;
    while let Met::Record { end, .. } = walk.next() {
        let this = match head.get(end..) {
            Some([b'\r', b'\n', ..]) => LineEnd::CrLf,
            // The block may cut a CRLF.
            Some([b'\r']) if !whole => break,
            Some([b'\r', ..]) => LineEnd::Cr,
            Some([_, ..]) => LineEnd::Lf,
            _ => break,
        };
        if seen.is_some_and(|seen| seen != this) {
            return LineEnd::Mixed;
        }
        seen = Some(this);
    }
    seen.unwrap_or(LineEnd::Lf)
}

#[cfg(test)]
mod tests;
