//! An opened table: its records one after the other, each with its true line.
//!
//! What is wrong with a single record is only marked; the caller rejects it and goes on. No
//! allocation a record, no more memory than the largest record and a block.

mod left_out;
mod piece;
mod sample;

use std::io::Read;

use super::Options;
use super::detected::Detected;
use super::dialect::{Wanted, check_delimiter, find};
use super::error::ReadError;
use super::form::HeaderForm;
use super::lines::{breaks, line_at};
use super::row::RawRow;
use super::split::{Cuts, Fed, MAX_FIELDS, Splitter};
use super::suspicion::suspect_cells;
use super::text::{Sizes, Text};
use super::walk::open_quote;
use super::width::Widths;

use left_out::LeftOut;
use piece::PieceState;

/// A file with delimiters, opened behind its header. Lends one record at a time.
///
/// # Example
/// ```
/// use svarstid::read::{Options, Table};
///
/// let file = "kanal;inkom\r\n\r\ntelefon;2026-03-02 08:00\r\n";
/// let known = |name: &str| ["kanal", "inkom"].contains(&name);
/// let mut table = Table::open(Box::new(file.as_bytes()), &Options::default(), &known)?;
/// assert_eq!(table.detected().delimiter, ';');
/// assert!(table.advance()?);
/// assert_eq!(table.row().get(0), Some(&b"telefon"[..]));
/// assert_eq!(table.line(), 3);
/// assert!(!table.advance()?);
/// # Ok::<(), svarstid::read::ReadError>(())
/// ```
pub struct Table {
    text: Text,
    splitter: Splitter,
    detected: Detected,
    cuts: Cuts,
    widths: Widths,
    left_out: LeftOut,
    /// Whether rows are left out or joined: no business of a contact log.
    is_amended: bool,
    /// The current record in the window, without its line end.
    begin: usize,
    end: usize,
    /// Where the next record is looked for.
    cursor: usize,
    /// The line on which the current record begins, and the one at the cursor.
    ///
    /// Known from the line ends that records have, so that no byte is looked at twice: counting
    /// the breaks in every block cost a tenth of the time.
    line: u64,
    next_line: u64,
    /// Whether the byte before the cursor is a CR whose LF may follow.
    after_cr: bool,
    is_undecodable: bool,
    /// Whether the current record's fields stand in the window.
    is_plain: bool,
    has_advanced: bool,
    is_done: bool,
    blank_rows: u64,
    /// What is to be known where it is only a piece of a table.
    piece: Option<PieceState>,
    /// Whether the piece ended within the current record.
    is_open: bool,
}

impl Table {
    /// Opens a table and finds its header.
    ///
    /// `known` says whether a header cell names a known column: it finds the header below a
    /// preamble, and the delimiter.
    ///
    /// # Errors
    /// When the input cannot be read, is not text, or has no usable header.
    pub fn open(
        input: Box<dyn Read + Send>,
        options: &Options,
        known: &dyn Fn(&str) -> bool,
    ) -> Result<Self, ReadError> {
        let piece = options.piece.map_or(Sizes::USUAL.piece, |piece| piece.max(1));
        Self::open_in(input, options, known, Sizes { piece, ..Sizes::USUAL })
    }

    pub(super) fn open_in(
        input: Box<dyn Read + Send>,
        options: &Options,
        known: &dyn Fn(&str) -> bool,
        sizes: Sizes,
    ) -> Result<Self, ReadError> {
        let form = &options.form;
        let is_quoted = form.is_quoted;
        let delimiter = options.delimiter.map(char::from).or(form.delimiter);
        delimiter.map(|asked| check_delimiter(asked, is_quoted)).transpose()?;
        let said = options.header_line.map(HeaderForm::Line);
        let header = said.as_ref().unwrap_or(&form.header);
        let text = Text::open(input, options.encoding, sizes)?;
        let wanted = Wanted { delimiter, is_quoted, header, known };
        let dialect = find(text.sound(), text.is_whole(), &wanted)?;
        let detected = Detected::of(&text, &dialect);
        let named = detected.header.len();
        let widths = Widths::new(named, dialect.written_width, header, form.ragged);
        Ok(Self {
            splitter: Splitter::new(dialect.cuts),
            detected,
            cuts: dialect.cuts,
            widths,
            is_amended: !form.skip_rows.is_empty()
                || form.skip_lines.is_some()
                || widths.joins_last(),
            left_out: LeftOut::new(header, form),
            begin: dialect.data,
            end: dialect.data,
            cursor: dialect.data,
            line: dialect.header_line,
            next_line: line_at(text.sound(), dialect.data),
            after_cr: text.sound()[..dialect.data].ends_with(b"\r"),
            is_undecodable: false,
            is_plain: false,
            has_advanced: false,
            is_done: false,
            blank_rows: 0,
            text,
            piece: None,
            is_open: false,
        })
    }

    /// What was detected. The encoding is final as soon as a letter beyond ASCII was met.
    pub fn detected(&self) -> &Detected {
        &self.detected
    }

    /// Leaves out signs of wrong decoding that stand neither in the header nor in a column that is
    /// `used`: nothing is read from there. Where there is no sign, it costs nothing.
    pub fn suspect_only(&mut self, used: &dyn Fn(&str) -> bool) {
        if self.detected.warnings.is_empty() {
            return;
        }
        let header = &self.detected.header;
        let sample = self.sample();
        let of_header = header.iter().map(|cell| (self.detected.header_line, cell.as_str()));
        let of_rows = sample.rows.iter().flat_map(|row| {
            let cells = row.cells.iter().zip(header).filter(|(_, name)| used(name));
            cells.map(|(cell, _)| (row.line, cell.as_str()))
        });
        let cells: Vec<(u64, &str)> = of_header.chain(of_rows).collect();
        self.detected.warnings = suspect_cells(&cells, self.detected.encoding);
    }

    /// Goes to the next record; false when there are no more. Skips blank lines, records whose
    /// every field is blank, and what is no data by the [form](super::Form).
    ///
    /// # Errors
    /// When the input cannot be read further, a quote is never closed, or a record is too long
    /// or too wide. There are no more records then.
    #[inline]
    pub fn advance(&mut self) -> Result<bool, ReadError> {
        self.has_advanced = true;
        loop {
            match self.next_record() {
                Ok(true) if self.row().is_blank() => self.blank_rows += 1,
                Ok(true) => {
                    if self.is_amended && !self.amend() {
                        continue;
                    }
                    self.is_undecodable = self.text.is_marked(self.begin, self.end);
                    return Ok(true);
                }
                other => {
                    if self.is_closed() {
                        self.finish();
                    }
                    return other;
                }
            }
        }
    }

    /// The current record's fields; no field before the first record and after the last.
    #[inline]
    pub fn row(&self) -> RawRow<'_> {
        if self.is_plain { self.splitter.plain_row(self.raw()) } else { self.splitter.row() }
    }

    /// The line on which the current record begins, counted from 1 over all lines of the file.
    #[inline]
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The current record as it stands in the file, decoded, without its line end.
    pub fn raw(&self) -> &[u8] {
        &self.text.sound()[self.begin..self.end]
    }

    /// Whether the current record has bytes that its encoding does not know, or a zero byte.
    #[inline]
    pub fn is_undecodable(&self) -> bool {
        self.is_undecodable
    }

    /// How many fields the current record has, if that does not fit the header.
    ///
    /// Empty fields may be added at the end, and those left out that are empty in the header.
    /// Which more may be left out, and whether what is too much belongs to the last field, is
    /// said by the [form](super::Form); a field left out is `None` in the [row](Self::row).
    #[inline]
    pub fn width_fault(&self) -> Option<usize> {
        self.widths.fault(&self.row())
    }

    /// Blank lines and blank records skipped so far, below the header.
    pub fn blank_rows(&self) -> u64 {
        self.blank_rows
    }

    /// Reads the next record that is not an empty line into the splitter.
    #[inline]
    fn next_record(&mut self) -> Result<bool, ReadError> {
        if self.is_open {
            return self.rest_of_record();
        }
        self.splitter.clear();
        self.is_plain = false;
        if self.is_done || !self.skip_line_ends()? {
            return Ok(false);
        }
        if self.cuts.has_remarks && !self.skip_remarks()? {
            return Ok(false);
        }
        self.begin = self.cursor;
        self.line = self.next_line;
        let piece = &self.text.sound()[self.begin..];
        if let Some(length) = self.splitter.take_plain(piece, !self.is_amended) {
            self.is_plain = true;
            self.end = self.begin + length;
            self.cursor = self.end + 1;
            self.after_cr = self.text.sound()[self.end] == b'\r';
            self.next_line += 1;
            self.check_length()?;
            return Ok(true);
        }
        self.rest_of_record()
    }

    /// Reads the current record on from the cursor.
    #[inline]
    fn rest_of_record(&mut self) -> Result<bool, ReadError> {
        loop {
            let piece = &self.text.sound()[self.cursor..];
            let (fed, used) =
                if piece.is_empty() { (Fed::Hungry, 0) } else { self.splitter.feed(piece) };
            self.cursor += used;
            match fed {
                Fed::Record => {
                    self.end = self.cursor - 1;
                    self.after_cr = self.text.sound()[self.end] == b'\r';
                    self.next_line += 1;
                    break;
                }
                Fed::TooManyFields => {
                    return Err(ReadError::TooManyColumns { line: self.line, limit: MAX_FIELDS });
                }
                Fed::Hungry => {
                    self.end = self.cursor;
                    self.check_length()?;
                    if !self.more()? {
                        if self.leave_open() {
                            return Ok(false);
                        }
                        // A line end that the file leaves out closes everything but a quote.
                        if self.splitter.feed(b"\n").0 != Fed::Record {
                            return Err(self.unterminated());
                        }
                        self.is_done = true;
                        break;
                    }
                }
            }
        }
        self.is_open = false;
        self.check_length()?;
        if !self.splitter.is_verbatim(self.end - self.begin) {
            self.next_line += breaks(self.raw());
        }
        Ok(true)
    }

    /// Moves to the first byte that is no line end and counts empty lines; false at the end.
    #[inline]
    fn skip_line_ends(&mut self) -> Result<bool, ReadError> {
        loop {
            match self.text.sound().get(self.cursor) {
                Some(b'\n') if self.after_cr => self.after_cr = false,
                Some(&byte @ (b'\r' | b'\n')) => {
                    self.blank_rows += 1;
                    self.next_line += 1;
                    self.after_cr = byte == b'\r';
                }
                Some(_) => return Ok(true),
                None => {
                    self.begin = self.cursor;
                    self.end = self.cursor;
                    if !self.more()? {
                        return Ok(false);
                    }
                    continue;
                }
            }
            self.cursor += 1;
        }
    }

    /// Gets more text behind the current record; false at the end of the input.
    #[cold]
    fn more(&mut self) -> Result<bool, ReadError> {
        let keep = self.begin;
        let has_more = self.text.more(keep);
        // The window moves before the input is asked, so also when the input then fails.
        if !matches!(has_more, Ok(false)) {
            self.begin -= keep;
            self.end -= keep;
            self.cursor -= keep;
        }
        let (encoding, reason) = self.text.encoding();
        self.detected.encoding = encoding;
        self.detected.encoding_reason = reason;
        has_more
    }

    #[inline]
    fn check_length(&self) -> Result<(), ReadError> {
        let limit = self.text.sizes().record;
        if self.end - self.begin <= limit {
            return Ok(());
        }
        // Cut at the limit, so that the size of the blocks does not show in the message.
        Err(ReadError::RecordTooLong {
            line: self.line,
            limit,
            quote_opened: self.open_quote_line(self.begin + limit),
        })
    }

    #[cold]
    fn unterminated(&self) -> ReadError {
        let opened_line = self.open_quote_line(self.cursor).unwrap_or(self.line);
        ReadError::UnterminatedQuote { opened_line, record_line: self.line }
    }

    /// The line of the quote that is open at `end`, if one is.
    fn open_quote_line(&self, end: usize) -> Option<u64> {
        let record = &self.text.sound()[self.begin..end];
        open_quote(record, self.cuts).map(|at| self.line + breaks(&record[..at]))
    }

    fn finish(&mut self) {
        self.is_done = true;
        self.is_undecodable = false;
        self.splitter.clear();
        self.is_plain = false;
        self.begin = self.cursor;
        self.end = self.cursor;
        self.line = self.next_line;
    }
}
