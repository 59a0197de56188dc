//! A table that is only a piece of one, and the pieces of a table.
//!
//! Nothing here decides where to cut.

use crate::read::decode::Marks;
use crate::read::form::{Form, HeaderForm};
use crate::read::pieces::{Piece, Pieces, Whole};
use crate::read::split::Splitter;

use super::Table;
use super::left_out::LeftOut;

/// What is to be known of a piece when it is read.
pub(super) struct PieceState {
    /// Whether more pieces follow.
    is_cut: bool,
    /// Where its records begin in the window.
    begin: usize,
    after_cr: bool,
    /// Everything undecodable in it: reading forgets.
    marks: Marks,
}

impl Table {
    /// The pieces of a table of which nothing was read yet; the table itself where rows are left
    /// out or joined, which only one reading from the top can tell.
    ///
    /// # Errors
    /// The table as it was.
    pub fn into_pieces(self) -> Result<Pieces, Box<Self>> {
        if self.has_advanced || self.is_amended || self.cuts.has_remarks {
            return Err(Box::new(self));
        }
        let of = Whole { detected: self.detected, cuts: self.cuts, widths: self.widths };
        Ok(Pieces::new(self.text, of, self.cursor, self.after_cr, self.next_line))
    }

    pub(in crate::read) fn of_piece(piece: Piece) -> Self {
        let Piece { mut text, begin, after_cr, of, is_cut } = piece;
        text.decode_piece();
        Self {
            splitter: Splitter::new(of.cuts),
            detected: of.detected,
            cuts: of.cuts,
            widths: of.widths,
            is_amended: false,
            left_out: LeftOut::new(&HeaderForm::Found, &Form::default()),
            begin,
            end: begin,
            cursor: begin,
            line: 1,
            next_line: 1,
            after_cr,
            is_undecodable: false,
            is_plain: false,
            has_advanced: false,
            is_done: false,
            blank_rows: 0,
            piece: Some(PieceState { is_cut, begin, after_cr, marks: text.marks() }),
            text,
            is_open: false,
        }
    }

    /// Whether the last record of a piece ended with it; if not, the records so far are sound, and
    /// the open one is read on when the table [goes on](Self::go_on). True of what is no piece.
    #[inline]
    pub fn is_closed(&self) -> bool {
        !self.is_open
    }

    /// The table with the text of the next piece behind its own, which left a record open: its end
    /// was no cut. What `next` has read is forgotten.
    #[must_use]
    pub fn go_on(mut self, next: Self) -> Self {
        let Piece { text, begin, is_cut, .. } = next.into_piece();
        self.text = self.text.joined(self.begin, text, begin);
        self.cursor -= self.begin;
        self.end = self.cursor;
        self.begin = 0;
        if let Some(piece) = &mut self.piece {
            piece.is_cut = is_cut;
        }
        self
    }

    /// Lines that were read so far, those of an open record left out.
    pub fn lines(&self) -> u64 {
        self.next_line - 1
    }

    /// The piece as it was before it was read.
    pub(in crate::read) fn into_piece(self) -> Piece {
        let state = self.piece.unwrap_or(PieceState {
            is_cut: false,
            begin: 0,
            after_cr: false,
            marks: Marks::default(),
        });
        let of = Whole { detected: self.detected, cuts: self.cuts, widths: self.widths };
        let text = self.text.with_marks(state.marks);
        Piece { text, begin: state.begin, after_cr: state.after_cr, of, is_cut: state.is_cut }
    }

    /// The room that it took.
    pub(in crate::read) fn into_room(self) -> Vec<u8> {
        self.text.into_room()
    }

    /// Leaves the current record open, if more pieces follow: the text ends with a line end, so that
    /// only a quote can be what is open.
    #[cold]
    pub(super) fn leave_open(&mut self) -> bool {
        self.is_open = self.piece.as_ref().is_some_and(|piece| piece.is_cut);
        self.is_open
    }
}
