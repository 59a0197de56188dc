//! Pieces: the text of a table, cut between records so that several threads can read it.
//!
//! A cut is proposed by the looks of a line and proved by reading. A piece that leaves a record
//! open shows that its cut was none: it is read on with the text of the next piece, and what that
//! one gave by itself is forgotten. The first piece begins where the first record does, so by induction every record
//! begins where one reading from the top would let it begin. Nothing here starts a thread.

use super::detected::Detected;
use super::error::ReadError;
use super::split::{Cuts, Splitter};
use super::table::Table;
use super::text::Text;
use super::width::Widths;

/// Line ends that are looked at for one that parts two records. Past that any line end is
/// proposed: a wrong proposal costs time and nothing else.
const LOOKED_AT: usize = 64;

/// Bytes behind a cut that are read to look at the line there.
const LOOK_AHEAD: usize = 1 << 13;

/// The pieces of an opened table, in order.
///
/// # Example
/// ```
/// use svarstid::read::{Options, Table};
///
/// let file = "kanal,inkom\nsms,2026-03-02\n\"brev\nut\",2026-03-03\ne-post,2026-03-04\n";
/// let options = Options { piece: Some(20), ..Options::default() };
/// let known = |name: &str| ["kanal", "inkom"].contains(&name);
/// let table = Table::open(Box::new(file.as_bytes()), &options, &known)?;
/// let mut pieces = table.into_pieces().map_err(|_| "no pieces")?;
/// let (mut line, mut lines, mut open) = (pieces.first_line(), Vec::new(), None);
/// while let Some(piece) = pieces.next()? {
///     let next = piece.into_table();
///     let mut table = match open.take() {
///         Some(open) => Table::go_on(open, next),
///         None => next,
///     };
///     while table.advance()? {
///         lines.push(line + table.line() - 1);
///     }
///     if table.is_closed() {
///         line += table.lines();
///     } else {
///         open = Some(table);
///     }
/// }
/// assert_eq!(lines, [2, 3, 5]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Pieces {
    text: Text,
    detected: Detected,
    cuts: Cuts,
    widths: Widths,
    /// Takes lines apart to see whether they look like records.
    splitter: Splitter,
    /// Where the next piece begins in the window.
    at: usize,
    /// Whether that is behind a CR whose LF may follow.
    after_cr: bool,
    first_line: u64,
    /// Room of pieces that were read.
    spare: Vec<Vec<u8>>,
    is_done: bool,
}

/// What is known of the file that a piece is of.
#[derive(Clone)]
pub(super) struct Whole {
    pub(super) detected: Detected,
    pub(super) cuts: Cuts,
    pub(super) widths: Widths,
}

/// Some records of a table. Lines are counted from 1 in each piece.
pub struct Piece {
    pub(super) text: Text,
    /// Where its records begin.
    pub(super) begin: usize,
    /// Whether that is behind a CR whose LF may follow.
    pub(super) after_cr: bool,
    pub(super) of: Whole,
    /// Whether more pieces follow.
    pub(super) is_cut: bool,
}

impl Pieces {
    pub(super) fn new(
        text: Text,
        of: Whole,
        begin: usize,
        after_cr: bool,
        first_line: u64,
    ) -> Self {
        let Whole { detected, cuts, widths } = of;
        Self {
            text,
            detected,
            cuts,
            widths,
            splitter: Splitter::new(cuts),
            at: begin,
            after_cr,
            first_line,
            spare: Vec::new(),
            is_done: false,
        }
    }

    /// The line of the file on which the first piece begins, counted from 1.
    pub const fn first_line(&self) -> u64 {
        self.first_line
    }

    /// What was detected. The encoding is final when all pieces are cut.
    pub const fn detected(&self) -> &Detected {
        &self.detected
    }

    /// Cuts off the next piece; `None` when there are no more.
    ///
    /// # Errors
    /// When the input cannot be read further.
    #[allow(clippy::should_implement_trait)] // it can fail, and an iterator would go on
    pub fn next(&mut self) -> Result<Option<Piece>, ReadError> {
        let sizes = self.text.sizes();
        let mut length = sizes.piece;
        // More than a record may have, also without a letter that the end would cut.
        let most = sizes.record + 4;
        while !self.is_done {
            let is_all = self.text.fill(self.at + length + LOOK_AHEAD.min(length))?;
            let behind = self.text.ready().len() - self.at;
            if is_all && behind <= length {
                self.is_done = true;
                return Ok((behind > 0).then(|| self.cut_off(self.at + behind)));
            }
            match self.propose(length.min(behind)) {
                Some(cut) => {
                    self.is_done = is_all && cut == self.at + behind;
                    return Ok(Some(self.cut_off(cut)));
                }
                None if length < most => length = most.min(2 * length),
                // No line ends here: the record is too long, and who reads the piece says so. Nobody
                // reads on.
                None => {
                    self.is_done = true;
                    let cut = self.at + length.min(behind);
                    let continues = |cut: usize| {
                        self.text.ready()[cut..].first().is_some_and(|byte| byte & 0xC0 == 0x80)
                    };
                    let whole = (cut - 3..=cut).rev().find(|cut| !continues(*cut));
                    return Ok(Some(self.cut_off(whole.unwrap_or(cut))));
                }
            }
        }
        Ok(None)
    }

    /// Takes the room of a piece that was read, for one of the next.
    pub fn reuse(&mut self, table: Table) {
        self.spare.push(table.into_room());
    }

    /// Where a record may end within the next `length` bytes, the last such place.
    fn propose(&mut self, length: usize) -> Option<usize> {
        let ready = self.text.ready();
        let (begin, mut end) = (self.at, self.at + length);
        let mut any = None;
        for _ in 0..LOOKED_AT {
            let Some(at) = memchr::memrchr2(b'\n', b'\r', &ready[begin..end]) else { break };
            let at = begin + at;
            end = at;
            let cut = at + 1;
            let behind = &ready[cut..];
            let is_half = ready[at] == b'\r' && behind.first().is_none_or(|byte| *byte == b'\n');
            if is_half {
                continue;
            }
            // Nothing is behind the last line end of what was read; it is as good as any.
            any = any.or(Some(cut));
            let record = self.splitter.take_plain(behind, true);
            let Some(length) = record else { continue };
            let row = self.splitter.plain_row(&behind[..length]);
            if !row.is_blank() && self.widths.fault(&row).is_none() {
                return Some(cut);
            }
        }
        any
    }

    fn cut_off(&mut self, cut: usize) -> Piece {
        let spare = self.spare.pop().unwrap_or_default();
        let text = self.text.cut_off(cut, spare);
        (self.detected.encoding, self.detected.encoding_reason) = self.text.encoding();
        let begin = std::mem::take(&mut self.at);
        let detected = self.detected.clone();
        let of = Whole { detected, cuts: self.cuts, widths: self.widths };
        // No cut parts a CR from its LF.
        let after_cr = std::mem::take(&mut self.after_cr);
        Piece { text, begin, after_cr, of, is_cut: !self.is_done }
    }
}

impl Piece {
    /// The piece to be read.
    pub fn into_table(self) -> Table {
        Table::of_piece(self)
    }
}
