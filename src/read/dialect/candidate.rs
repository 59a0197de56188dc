//! What one delimiter makes of the first records of a file, to be weighed against others.
//!
//! Nothing here decides; see [`super::find`].

use crate::fault::shape;
use crate::read::error::ReadError;
use crate::read::lines::line_at;
use crate::read::split::{Cuts, MAX_FIELDS};
use crate::read::walk::{Met, Walk, open_quote};
use crate::read::width::Widths;

use super::Wanted;

/// Records among which the header is looked for.
const HEADER_WITHIN: usize = 50;

/// What one delimiter makes of the first records.
pub(super) struct Candidate {
    pub(super) cuts: Cuts,
    /// Known names in the header.
    pub(super) known: usize,
    /// Records below the header that have as many fields, if these are more than one.
    consistent: usize,
    pub(super) header: Option<Header>,
    /// What ended the search before its time.
    pub(super) stopped: Option<Met>,
}

/// A record that may be the header.
pub(super) struct Header {
    pub(super) begin: usize,
    /// Where the record behind it is looked for.
    pub(super) after: usize,
    pub(super) cells: Vec<String>,
}

impl Candidate {
    pub(super) fn score(
        head: &[u8],
        start: usize,
        whole: bool,
        cuts: Cuts,
        wanted: &Wanted<'_>,
    ) -> Self {
        let mut found = Self { cuts, known: 0, consistent: 0, header: None, stopped: None };
        let mut walk = Walk::new(head, start, whole, cuts);
        let mut widths = Vec::new();
        let mut header_index = 0;
        while widths.len() < HEADER_WITHIN {
            let begin = match walk.next() {
                Met::Record { .. } if walk.row().is_blank() => continue,
                Met::Record { begin, .. } => begin,
                Met::End => break,
                stopped => {
                    found.stopped = Some(stopped);
                    break;
                }
            };
            let may_be_header = !wanted.is_fixed() || widths.is_empty();
            if may_be_header {
                let known = count_known(&walk, cuts.is_quoted, wanted.known);
                if found.header.is_none() || known > found.known {
                    let cells = clean_cells(&walk, cuts.is_quoted);
                    found.header = Some(Header { begin, after: walk.at(), cells });
                    found.known = known;
                    header_index = widths.len();
                }
            }
            widths.push(walk.row().len());
        }
        if let Some((&width, below)) = widths.get(header_index..).and_then(<[_]>::split_first) {
            // A delimiter that never occurs is consistent, and says nothing.
            let same = below.iter().filter(|&&other| other == width).count();
            found.consistent = if width > 1 { 1 + same } else { 0 };
        }
        found
    }

    pub(super) fn rank(&self) -> (usize, usize) {
        (self.known, self.consistent)
    }

    /// The error for the record at which the search for a header had to stop.
    pub(super) fn stop_error(&self, head: &[u8], whole: bool) -> ReadError {
        match self.stopped {
            Some(Met::TooManyFields { begin }) => {
                ReadError::TooManyColumns { line: line_at(head, begin), limit: MAX_FIELDS }
            }
            Some(Met::Cut { begin }) => {
                let line = line_at(head, begin);
                let opened =
                    open_quote(&head[begin..], self.cuts).map(|at| line_at(head, begin + at));
                match opened {
                    Some(opened_line) if whole => {
                        ReadError::UnterminatedQuote { opened_line, record_line: line }
                    }
                    quote_opened => {
                        ReadError::RecordTooLong { line, limit: head.len(), quote_opened }
                    }
                }
            }
            _ => no_header(head, self),
        }
    }
}

fn count_known(walk: &Walk<'_>, is_quoted: bool, known: &dyn Fn(&str) -> bool) -> usize {
    // A record of thousands of cells is refused or data; its names need no look.
    const CELLS: usize = 1024;
    const LONGEST_NAME: usize = 200;
    let row = walk.row();
    let fields = row.iter().take(CELLS).filter(|field| field.len() <= LONGEST_NAME);
    let cells = fields.filter_map(|field| std::str::from_utf8(field).ok());
    count_known_names(cells.map(|cell| clean(cell, is_quoted)), known)
}

/// How many of the cells of a record are known as names of columns; none where one of them is
/// no name: a word such as "Besvarad" may be a status, and names stand beside no moment.
pub(in crate::read) fn count_known_names(
    cells: impl Iterator<Item: AsRef<str>>,
    known: &dyn Fn(&str) -> bool,
) -> usize {
    let mut count = 0;
    for cell in cells {
        if is_value(cell.as_ref()) {
            return 0;
        }
        count += usize::from(known(cell.as_ref()));
    }
    count
}

/// Whether a cell is a moment or a long number and cannot be the name of a column.
fn is_value(cell: &str) -> bool {
    /// As many digits as a date has.
    const DIGITS: usize = 8;
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    digits >= DIGITS && cell.chars().all(|c| c.is_ascii_digit() || "-/.:,+ TZ".contains(c))
}

/// How many of the first records have as many fields as `widths` wants, and how many fields
/// these have.
pub(super) fn fitting(
    head: &[u8],
    start: usize,
    whole: bool,
    cuts: Cuts,
    widths: &Widths,
) -> (usize, usize) {
    let mut walk = Walk::new(head, start, whole, cuts);
    let (mut records, mut fitting) = (0, (0, 0));
    while records < HEADER_WITHIN
        && let Met::Record { .. } = walk.next()
    {
        records += 1;
        let row = walk.row();
        if !row.is_blank() && widths.fault(&row).is_none() {
            fitting = (fitting.0 + 1, fitting.1 + row.len());
        }
    }
    fitting
}

/// The cells of the record met last, as names of columns.
pub(in crate::read) fn clean_cells(walk: &Walk<'_>, is_quoted: bool) -> Vec<String> {
    walk.row().cells().iter().map(|cell| clean(cell, is_quoted)).collect()
}

/// A header cell without what surrounds its name: spaces (no-break ones too), byte order marks
/// of files that were joined, and quotes where they mean something.
fn clean(cell: &str, is_quoted: bool) -> String {
    let surrounds = |c: char| match c {
        '\u{FEFF}' | '\u{200B}' => true,
        '"' => is_quoted,
        _ => c.is_whitespace(),
    };
    cell.trim_matches(surrounds).to_string()
}

/// `cells` without the empty ones at their end.
pub(in crate::read) fn without_empty_tail(mut cells: Vec<String>) -> Vec<String> {
    while cells.last().is_some_and(String::is_empty) {
        cells.pop();
    }
    cells
}

pub(super) fn no_header(head: &[u8], best: &Candidate) -> ReadError {
    let (begin, cells) =
        best.header.as_ref().map_or((0, &[][..]), |header| (header.begin, &header.cells[..]));
    let seen = cells.iter().take(ReadError::CELLS_SHOWN).map(|cell| shape(cell)).collect();
    ReadError::NoHeader { line: line_at(head, begin), seen }
}
