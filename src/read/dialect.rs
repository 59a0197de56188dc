//! The dialect of a file: its delimiter, its line ends, and which line is its header.
//!
//! Judged on the first block alone. What the columns mean is no business of this stage: the
//! caller says which names are known.

use crate::fault::shape;

use super::error::ReadError;
use super::lines::{after_break, first_line, line_at, start_of_line};
use super::split::{MAX_FIELDS, Met, Walk, open_quote};

/// Delimiters that are tried, in the order in which they win a tie: a Swedish spreadsheet
/// writes `;`, because the comma is its decimal sign.
const DELIMITERS: [u8; 4] = [b';', b',', b'\t', b'|'];

/// Records among which the header is looked for.
const HEADER_WITHIN: usize = 50;

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

/// What one delimiter makes of the first records.
struct Candidate {
    delimiter: u8,
    /// Known names in the header.
    known: usize,
    /// Records below the header that have as many fields, if these are more than one.
    consistent: usize,
    header: Option<Header>,
    /// What ended the search before its time.
    stopped: Option<Met>,
}

struct Header {
    begin: usize,
    after: usize,
    cells: Vec<String>,
}

impl Candidate {
    fn score(head: &[u8], start: usize, whole: bool, delimiter: u8, wanted: &Wanted<'_>) -> Self {
        let mut found = Self { delimiter, known: 0, consistent: 0, header: None, stopped: None };
        let mut walk = Walk::new(head, start, whole, delimiter);
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
            let may_be_header = wanted.header_line.is_none() || widths.is_empty();
            if may_be_header {
                let known = count_known(&walk, wanted.known);
                if found.header.is_none() || known > found.known {
                    let cells = walk.row().cells().iter().map(|cell| clean(cell)).collect();
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

    fn rank(&self) -> (usize, usize) {
        (self.known, self.consistent)
    }

    /// The error for the record at which the search for a header had to stop.
    fn stop_error(&self, head: &[u8], whole: bool) -> ReadError {
        match self.stopped {
            Some(Met::TooManyFields { begin }) => {
                ReadError::TooManyColumns { line: line_at(head, begin), limit: MAX_FIELDS }
            }
            Some(Met::Cut { begin }) => {
                let line = line_at(head, begin);
                let opened =
                    open_quote(&head[begin..], self.delimiter).map(|at| line_at(head, begin + at));
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

fn count_known(walk: &Walk<'_>, known: &dyn Fn(&str) -> bool) -> usize {
    // A record of thousands of cells is refused or data; its names need no look.
    const CELLS: usize = 1024;
    const LONGEST_NAME: usize = 200;
    walk.row()
        .iter()
        .take(CELLS)
        .filter(|field| field.len() <= LONGEST_NAME)
        .filter(|field| std::str::from_utf8(field).is_ok_and(|cell| known(&clean(cell))))
        .count()
}

/// A header cell without what surrounds its name: spaces (no-break ones too), byte order marks
/// of files that were joined, quotes.
fn clean(cell: &str) -> String {
    cell.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}' | '"'))
        .to_string()
}

fn without_empty_tail(mut cells: Vec<String>) -> Vec<String> {
    while cells.last().is_some_and(String::is_empty) {
        cells.pop();
    }
    cells
}

fn no_header(head: &[u8], best: &Candidate) -> ReadError {
    let (begin, cells) =
        best.header.as_ref().map_or((0, &[][..]), |header| (header.begin, &header.cells[..]));
    let seen = cells.iter().take(ReadError::CELLS_SHOWN).map(|cell| shape(cell)).collect();
    ReadError::NoHeader { line: line_at(head, begin), seen }
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
mod tests {
    use super::*;

    fn known(cell: &str) -> bool {
        ["id", "kanal", "inkom", "besvarad"].contains(&cell.to_lowercase().as_str())
    }

    fn wanted() -> Wanted<'static> {
        Wanted { delimiter: None, header_line: None, known: &known }
    }

    fn found(head: &str) -> Dialect {
        find(head.as_bytes(), true, &wanted()).unwrap()
    }

    #[test]
    fn the_delimiter_that_shows_most_known_names_wins() {
        for (head, delimiter) in [
            ("id;kanal;inkom\n1;sms;2026-03-01", b';'),
            ("id,kanal,inkom\n1,\"a;b;c\",2026", b','),
            ("id\tkanal\n1\tsms", b'\t'),
            ("id|kanal\n1|sms", b'|'),
            ("id;a,b,c,d\n1;1,2,3,4\n", b';'),
            ("inkom\n2026-03-01\n", b';'),
        ] {
            assert_eq!(found(head).delimiter, delimiter, "{head}");
        }
    }

    #[test]
    fn the_header_is_found_below_a_preamble() {
        let head = "Kontaktlogg\r\n\r\nPeriod: 2026;;\r\n\"Kanal\";telefon\r\n\
                    \u{a0}Id ;\"KANAL\";inkom;;\r\n1;sms;2026;;\r\n";
        let dialect = found(head);
        assert_eq!(dialect.header, ["Id", "KANAL", "inkom"]);
        assert_eq!((dialect.header_line, dialect.preamble_lines), (5, 4));
        assert_eq!(dialect.written_width, 5);
        assert_eq!(dialect.line_end, LineEnd::CrLf);
        assert_eq!(&head.as_bytes()[dialect.data..][..4], b"\n1;s");
    }

    #[test]
    fn a_sep_line_is_obeyed_and_skipped() {
        for head in ["sep=|\nid|kanal\n", "\"sep=|\"\r\nid|kanal\r\n", "SEP=|\rid|kanal\r"] {
            let dialect = found(head);
            assert_eq!((dialect.delimiter, dialect.sep_line), (b'|', true), "{head}");
            assert_eq!((dialect.header_line, dialect.preamble_lines), (2, 0));
        }
        assert!(!found("sep=;x\nid;kanal\n").sep_line);
        let error = find("sep=¤\nid¤kanal".as_bytes(), true, &wanted()).unwrap_err();
        assert!(matches!(error, ReadError::Delimiter { asked } if asked == "¤"));
    }

    #[test]
    fn line_ends_inside_quotes_do_not_make_a_file_mixed() {
        for (head, line_end) in [
            ("id;kanal\r\n1;\"a\nb\"\r\n", LineEnd::CrLf),
            ("id;kanal\r1;a\r", LineEnd::Cr),
            ("id;kanal\n1;a\r\n", LineEnd::Mixed),
            ("id;kanal", LineEnd::Lf),
        ] {
            assert_eq!(found(head).line_end, line_end, "{head:?}");
        }
    }

    #[test]
    fn a_file_without_a_known_name_shows_what_it_has() {
        let error = find(b"\nnamn;\x1bort\nEva;\xC3\x85s\n", true, &wanted()).unwrap_err();
        let ReadError::NoHeader { line, seen } = error else { panic!("{error}") };
        assert_eq!((line, seen), (2, vec!["xxxx".to_string(), "·xxx".to_string()]));
    }

    #[test]
    fn the_user_decides_which_line_is_the_header() {
        let head = b"id;kanal\nnamn,ort\nEva,Lund\n";
        let dialect = find(head, true, &Wanted { header_line: Some(2), ..wanted() }).unwrap();
        assert_eq!(dialect.header, ["namn", "ort"]);
        assert_eq!((dialect.delimiter, dialect.header_line), (b',', 2));
        for line in [4, 5, u64::MAX] {
            let error = find(head, true, &Wanted { header_line: Some(line), ..wanted() });
            assert!(matches!(error, Err(ReadError::NoSuchHeaderLine { .. })));
        }
    }

    #[test]
    fn a_quote_that_hides_the_header_is_named() {
        let error = find(b"\n\"id;kanal\n1;sms\n", true, &wanted()).unwrap_err();
        assert!(matches!(error, ReadError::UnterminatedQuote { opened_line: 2, record_line: 2 }));
    }

    #[test]
    fn a_header_of_too_many_columns_is_refused() {
        let head = "x;".repeat(200_000);
        let error = find(head.as_bytes(), true, &wanted()).unwrap_err();
        assert!(matches!(error, ReadError::TooManyColumns { line: 1, .. }), "{error}");
    }

    #[test]
    fn blank_text_is_empty() {
        for head in ["", "\n\r\n", "sep=;\n", "  \n\t\n"] {
            let error = find(head.as_bytes(), true, &wanted()).unwrap_err();
            assert!(matches!(error, ReadError::Empty), "{head:?}");
        }
    }
}
