//! Lines and rows of a table that are no data by its form, and rows that are joined.
//!
//! A contact log has none of them, and never comes here.

use regex::bytes::Regex;

use crate::read::dialect::{after_prefix, clean_cells, without_empty_tail};
use crate::read::error::ReadError;
use crate::read::form::{Form, HeaderForm};
use crate::read::split::BOM;
use crate::read::walk::Walk;

use super::Table;

/// What is left out, and how far the reading is.
pub(super) struct LeftOut {
    /// What the header stands behind, where lines that begin with `#` are no data.
    prefix: Option<String>,
    /// Rows below the header, from 1.
    rows: Vec<u64>,
    /// What such a row looks like as it stands in the file.
    lines: Option<Regex>,
    /// How many rows below the header were met, those left out included.
    met: u64,
}

impl LeftOut {
    pub(super) fn new(header: &HeaderForm, form: &Form) -> Self {
        let prefix = match header {
            HeaderForm::Prefix(prefix) => Some(prefix.clone()),
            _ => None,
        };
        let lines = form.skip_lines.as_ref().and_then(|pattern| Regex::new(pattern).ok());
        Self { prefix, rows: form.skip_rows.clone(), lines, met: 0 }
    }

    /// Whether the row of this number is left out.
    pub(super) fn has_row(&self, number: u64) -> bool {
        self.rows.contains(&number)
    }

    /// Whether a row that stands so in the file is left out.
    pub(super) fn has_line(&self, line: &[u8]) -> bool {
        self.lines.as_ref().is_some_and(|lines| lines.is_match(line))
    }
}

impl Table {
    /// Counts the current row and joins its fields, if it has too many; false if it is no data.
    #[cold]
    pub(super) fn amend(&mut self) -> bool {
        self.left_out.met += 1;
        if self.left_out.has_row(self.left_out.met) || self.left_out.has_line(self.raw()) {
            return false;
        }
        if let Some(index) = self.widths.join_from(&self.row()) {
            self.splitter.join_from(index, self.is_plain);
        }
        true
    }

    /// Moves behind lines that begin with `#`, and line ends between them; false at the end.
    pub(super) fn skip_remarks(&mut self) -> Result<bool, ReadError> {
        while self.is_at_remark()? {
            self.skip_remark()?;
            if !self.skip_line_ends()? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn is_at_remark(&mut self) -> Result<bool, ReadError> {
        self.begin = self.cursor;
        self.end = self.cursor;
        // The window may cut a byte order mark.
        while self.text.sound()[self.cursor..].len() <= BOM.len() && self.more()? {}
        Ok(self.cuts.is_remark(&self.text.sound()[self.cursor..]))
    }

    /// Moves behind the line at the cursor.
    #[cold]
    fn skip_remark(&mut self) -> Result<(), ReadError> {
        self.line = self.next_line;
        loop {
            let line_end = memchr::memchr2(b'\n', b'\r', &self.text.sound()[self.cursor..]);
            self.end = line_end.map_or(self.text.sound().len(), |length| self.cursor + length);
            self.check_length()?;
            if line_end.is_some() || !self.more()? {
                break;
            }
        }
        self.check_names()?;
        self.cursor = self.end;
        if let Some(&byte) = self.text.sound().get(self.cursor) {
            self.after_cr = byte == b'\r';
            self.next_line += 1;
            self.cursor += 1;
        }
        Ok(())
    }

    /// Refuses a remark that names other columns than the header: its rows would be read under
    /// the wrong names.
    fn check_names(&self) -> Result<(), ReadError> {
        let names = self.left_out.prefix.as_deref().and_then(|it| after_prefix(self.raw(), it));
        let Some(names) = names.filter(|names| !names.is_empty()) else { return Ok(()) };
        let mut walk = Walk::new(names, 0, true, self.cuts.without_remarks());
        let _ = walk.next();
        let cells = without_empty_tail(clean_cells(&walk, self.cuts.is_quoted));
        if cells == self.detected.header {
            return Ok(());
        }
        Err(ReadError::HeaderChanged { line: self.line })
    }
}
