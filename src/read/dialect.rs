//! The dialect of a file: its delimiter, its line ends, and which line is its header.
//!
//! Judged on the first block alone. What the columns mean is no business of this stage: the
//! caller says which names are known.

mod candidate;
mod opening;

use super::error::ReadError;
use super::form::{HeaderForm, Ragged};
use super::lines::{first_line, line_at, start_of_line};
use super::split::Cuts;
use super::walk::{Met, Walk};
use super::width::Widths;

use candidate::{Candidate, fitting, no_header};
use opening::{behind_prefix, behind_type_line, sep_line};

pub(super) use candidate::{clean_cells, count_known_names, without_empty_tail};
pub(super) use opening::after_prefix;

/// Delimiters that are tried, in the order in which they win a tie: a Swedish spreadsheet
/// writes `;`, because the comma is its decimal sign.
pub(super) const DELIMITERS: [char; 4] = [';', ',', '\t', '|'];

/// What exports without quotes are delimited with besides, because no text has it.
pub(super) const RARE_DELIMITERS: [char; 2] = ['¤', '♥'];

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
    pub(super) cuts: Cuts,
    pub(super) line_end: LineEnd,
    pub(super) sep_line: bool,
    /// 0 if there is none.
    pub(super) header_line: u64,
    pub(super) preamble_lines: u64,
    /// The header's cells without the empty ones at its end.
    pub(super) header: Vec<String>,
    /// How many cells the header has with the empty ones at its end.
    pub(super) written_width: usize,
    /// Where the data start; between CR and LF if the header line ends so.
    pub(super) data: usize,
}

/// What is fixed before the search.
pub(super) struct Wanted<'a> {
    pub(super) delimiter: Option<char>,
    pub(super) is_quoted: bool,
    pub(super) header: &'a HeaderForm,
    pub(super) known: &'a dyn Fn(&str) -> bool,
}

impl Wanted<'_> {
    /// Whether the header is where it is said to be, whatever it names.
    fn is_fixed(&self) -> bool {
        *self.header != HeaderForm::Found
    }

    fn cuts(&self, delimiter: char) -> Cuts {
        let has_remarks = matches!(self.header, HeaderForm::Prefix(_));
        Cuts { delimiter, is_quoted: self.is_quoted, has_remarks }
    }
}

/// Finds the dialect of the file that begins with `head`; `whole` if that is all of it.
pub(super) fn find(head: &[u8], whole: bool, wanted: &Wanted<'_>) -> Result<Dialect, ReadError> {
    let sep = sep_line(head, wanted.is_quoted)?;
    let delimiters = match (wanted.delimiter, &sep) {
        (Some(asked), _) => vec![check_delimiter(asked, wanted.is_quoted)?],
        (None, Some(sep)) => vec![sep.delimiter],
        (None, None) if wanted.is_quoted => DELIMITERS.to_vec(),
        (None, None) => [&DELIMITERS[..], &RARE_DELIMITERS].concat(),
    };
    let cuts: Vec<Cuts> = delimiters.into_iter().map(|it| wanted.cuts(it)).collect();
    let top = behind_type_line(head, sep.as_ref().map_or(0, |sep| sep.end));
    if whole && head[top..].iter().all(|byte| byte.is_ascii_whitespace()) {
        return Err(ReadError::Empty);
    }
    let has_sep = sep.is_some();
    let start = match wanted.header {
        HeaderForm::None { columns, .. } => {
            return headless(head, whole, wanted, &cuts, columns, (top, has_sep));
        }
        HeaderForm::Found => top,
        HeaderForm::Line(line) => start_of_line(head, *line)
            .filter(|&start| !first_line(&head[start..]).trim_ascii().is_empty())
            .ok_or(ReadError::NoSuchHeaderLine { line: *line })?,
        HeaderForm::Prefix(prefix) => behind_prefix(head, prefix)
            .ok_or_else(|| ReadError::NoHeaderPrefix { prefix: prefix.clone() })?,
    };
    let candidates: Vec<Candidate> =
        cuts.into_iter().map(|cuts| Candidate::score(head, start, whole, cuts, wanted)).collect();
    let Some(best) = candidates.iter().reduce(|a, b| if b.rank() > a.rank() { b } else { a })
    else {
        return Err(ReadError::Empty);
    };
    if best.known == 0 {
        let stopped = candidates.iter().find(|it| it.header.is_none() && it.stopped.is_some());
        let is_hopeless = !wanted.is_fixed() || best.header.is_none();
        if let (Some(it), true) = (stopped, is_hopeless) {
            return Err(it.stop_error(head, whole));
        }
        if !wanted.is_fixed() {
            return Err(no_header(head, best));
        }
    }
    let Some(header) = &best.header else { return Err(no_header(head, best)) };
    let header_line = line_at(head, header.begin);
    Ok(Dialect {
        cuts: best.cuts,
        line_end: line_end(head, start, whole, best.cuts),
        sep_line: has_sep,
        header_line,
        preamble_lines: header_line - 1 - u64::from(has_sep && header_line > 1),
        header: without_empty_tail(header.cells.clone()),
        written_width: header.cells.len(),
        data: header.after,
    })
}

/// The dialect of a file without a header: the delimiter is the one that gives most records as
/// many fields as there are `columns`.
fn headless(
    head: &[u8],
    whole: bool,
    wanted: &Wanted<'_>,
    cuts: &[Cuts],
    columns: &[String],
    (data, has_sep): (usize, bool),
) -> Result<Dialect, ReadError> {
    let widths = Widths::new(columns.len(), columns.len(), wanted.header, Ragged::Reject);
    let scored = cuts.iter().map(|&cuts| (fitting(head, data, whole, cuts, &widths), cuts));
    let Some((_, cuts)) = scored.reduce(|a, b| if b.0 > a.0 { b } else { a }) else {
        return Err(ReadError::Empty);
    };
    Ok(Dialect {
        cuts,
        line_end: line_end(head, data, whole, cuts),
        sep_line: has_sep,
        header_line: 0,
        preamble_lines: line_at(head, data) - 1 - u64::from(has_sep),
        header: columns.to_vec(),
        written_width: columns.len(),
        data,
    })
}

/// `asked`, if it can split fields.
pub(super) fn check_delimiter(asked: char, is_quoted: bool) -> Result<char, ReadError> {
    match asked {
        '\r' | '\n' | '\0' => Err(ReadError::Delimiter { asked: asked.to_string() }),
        '"' | '\u{80}'.. if is_quoted => Err(ReadError::Delimiter { asked: asked.to_string() }),
        _ => Ok(asked),
    }
}

/// The line ends of records: a line end inside a quoted field says nothing about the file.
fn line_end(head: &[u8], start: usize, whole: bool, cuts: Cuts) -> LineEnd {
    let mut walk = Walk::new(head, start, whole, cuts);
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
