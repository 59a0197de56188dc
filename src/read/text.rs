//! A window on the text of a file: read block by block and decoded.
//!
//! One pass, bounded memory. UTF-8 and ASCII are validated where they lie and never copied.

use std::io::{self, Read};

use super::decode::{Marks, append};
use super::encoding::{Encoding, EncodingReason, look, weigh};
use super::error::ReadError;

/// How much is read, looked at and kept. Tests make these tiny to move every border.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sizes {
    /// Decoded bytes in which the header is looked for.
    pub(super) head: usize,
    /// Bytes that one read asks for.
    pub(super) block: usize,
    /// Bytes that settle an open encoding, from the first one beyond ASCII.
    pub(super) evidence: usize,
    /// Decoded bytes that a record may have.
    pub(super) record: usize,
    /// Bytes of a [piece](super::pieces).
    pub(super) piece: usize,
}

impl Sizes {
    /// 64 KiB to 1 MiB a block took the same time; a small one stays in the cache.
    pub(super) const USUAL: Self =
        Self { head: 1 << 20, block: 1 << 17, evidence: 1 << 16, record: 16 << 20, piece: 1 << 19 };
}

/// Bytes that show whether a file is text.
pub(super) const OPENING: usize = 4096;

pub(super) struct Text {
    input: Box<dyn Read + Send>,
    sizes: Sizes,
    /// Decoded text, then bytes yet to be decoded, then room.
    bytes: Vec<u8>,
    /// Where the decoded text ends.
    sound: usize,
    /// Where the bytes that were read end.
    filled: usize,
    /// Bytes on their way through a decoder that changes them.
    scratch: Vec<u8>,
    /// Decoded bytes that were dropped from the front.
    base: u64,
    ended: bool,
    settled: Option<(Encoding, EncodingReason)>,
    has_bom: bool,
    marks: Marks,
}

impl Text {
    /// Reads the first bytes and settles what they settle.
    pub(super) fn open(
        input: Box<dyn Read + Send>,
        asked: Option<Encoding>,
        sizes: Sizes,
    ) -> Result<Self, ReadError> {
        let mut text = Self {
            input,
            sizes,
            bytes: Vec::new(),
            sound: 0,
            filled: 0,
            scratch: Vec::new(),
            base: 0,
            ended: false,
            settled: None,
            has_bom: false,
            marks: Marks::default(),
        };
        while text.filled < OPENING && !text.ended {
            text.read_block(sizes.block)?;
        }
        let start = &text.bytes[..text.filled.min(OPENING)];
        let opening = look(start, asked).map_err(ReadError::Binary)?;
        text.settled = opening.settled;
        text.has_bom = opening.mark > 0;
        text.bytes.copy_within(opening.mark..text.filled, 0);
        text.filled -= opening.mark;
        while text.sound < sizes.head && text.more(0)? {}
        Ok(text)
    }

    /// The decoded text in the window.
    #[inline]
    pub(super) fn sound(&self) -> &[u8] {
        &self.bytes[..self.sound]
    }

    /// Whether the window reaches the end of the file.
    pub(super) fn is_whole(&self) -> bool {
        self.ended && self.sound == self.filled
    }

    pub(super) fn sizes(&self) -> Sizes {
        self.sizes
    }

    pub(super) fn has_bom(&self) -> bool {
        self.has_bom
    }

    /// The encoding and why; plain ASCII counts as UTF-8.
    pub(super) fn encoding(&self) -> (Encoding, EncodingReason) {
        self.settled.unwrap_or((Encoding::Utf8, EncodingReason::OnlyAscii))
    }

    /// Drops the first `keep` bytes of the window and adds more text to its end.
    /// False when there is no more; then nothing is dropped either.
    pub(super) fn more(&mut self, keep: usize) -> Result<bool, ReadError> {
        if self.is_whole() {
            return Ok(false);
        }
        self.bytes.copy_within(keep..self.filled, 0);
        self.sound -= keep;
        self.filled -= keep;
        self.base += keep as u64;
        let before = self.sound;
        // What the reads before left over may be decodable only now.
        self.decode();
        while self.sound == before && !self.is_whole() {
            self.read_block(self.sizes.block)?;
            self.decode();
        }
        // At the very end there may be no new text: the window is as whole as it gets.
        Ok(true)
    }

    /// Whether the rest of the file may be decoded piece by piece, by whoever reads it: it is known to
    /// be UTF-8, in which a line end is always a whole character.
    fn is_settled_as_utf8(&self) -> bool {
        matches!(self.settled, Some((Encoding::Utf8, _)))
    }

    /// The text that pieces can be cut from; what is UTF-8 may be yet to be decoded.
    pub(super) fn ready(&self) -> &[u8] {
        &self.bytes[..if self.is_settled_as_utf8() { self.filled } else { self.sound }]
    }

    /// Reads until so much is [ready](Self::ready), or all there is; says which.
    pub(super) fn fill(&mut self, wanted: usize) -> Result<bool, ReadError> {
        loop {
            let is_all = self.ended && self.ready().len() == self.filled;
            if is_all || self.ready().len() >= wanted {
                return Ok(is_all);
            }
            // No more than is wanted: what is left behind a cut is copied.
            self.read_block(self.sizes.block.min(wanted - self.ready().len()))?;
            if !self.is_settled_as_utf8() {
                self.decode();
            }
        }
    }

    /// Cuts off the text up to `cut`, which is [ready](Self::ready), as a text of its own. `spare` is
    /// room for what is left.
    pub(super) fn cut_off(&mut self, cut: usize, mut spare: Vec<u8>) -> Self {
        let rest = cut..self.filled;
        if spare.len() < rest.len() {
            spare.resize(rest.len(), 0);
        }
        spare[..rest.len()].copy_from_slice(&self.bytes[rest.clone()]);
        let bytes = std::mem::replace(&mut self.bytes, spare);
        let piece = Self {
            input: Box::new(io::empty()),
            sizes: self.sizes,
            bytes,
            sound: self.sound.min(cut),
            filled: cut,
            scratch: Vec::new(),
            base: 0,
            ended: true,
            settled: self.settled,
            has_bom: self.has_bom,
            marks: self.marks.take_below(self.base, self.base + cut as u64),
        };
        self.sound -= piece.sound;
        self.filled = rest.len();
        self.base += cut as u64;
        piece
    }

    /// Decodes all that is left of a piece.
    pub(super) fn decode_piece(&mut self) {
        debug_assert!(self.ended, "a piece has no more to read");
        self.decode();
    }

    /// Where it has something undecodable.
    pub(super) fn marks(&self) -> Marks {
        self.marks.clone()
    }

    /// The same text, of which nothing was forgotten.
    pub(super) fn with_marks(self, marks: Marks) -> Self {
        Self { marks, ..self }
    }

    /// This piece from `from` on, with the next one from `begin` on behind it.
    pub(super) fn joined(mut self, from: usize, next: Self, begin: usize) -> Self {
        debug_assert!(self.sound == self.filled, "a piece that was read is decoded");
        let length = self.filled - from;
        let mut marks = self.marks.take_below(from as u64, self.filled as u64);
        marks.merge(next.marks.from(begin as u64).map(|at| at + length as u64));
        let mut bytes = self.bytes;
        bytes.copy_within(from..self.filled, 0);
        bytes.truncate(length);
        bytes.extend_from_slice(&next.bytes[begin..next.filled]);
        let sound = length + next.sound - begin;
        Self { filled: bytes.len(), sound, bytes, marks, base: 0, ..next }
    }

    /// The room that it took.
    pub(super) fn into_room(self) -> Vec<u8> {
        self.bytes
    }

    /// Whether the window has something undecodable from `begin` up to `end`. Forgets what lies
    /// before `begin`.
    #[inline]
    pub(super) fn is_marked(&mut self, begin: usize, end: usize) -> bool {
        if self.marks.first() >= self.base + end as u64 {
            return false;
        }
        self.marks.drop_below(self.base + begin as u64);
        self.marks.first() < self.base + end as u64
    }

    /// Reads once, `most` bytes at most, into the room behind what was read before.
    fn read_block(&mut self, most: usize) -> Result<(), ReadError> {
        let room = self.filled + most;
        if self.bytes.len() < room {
            self.bytes.resize(room, 0);
        }
        let read = loop {
            match self.input.read(&mut self.bytes[self.filled..room]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                result => break result?,
            }
        };
        self.ended = read == 0;
        self.filled += read;
        Ok(())
    }

    /// Decodes what can be decoded of the bytes behind the sound text.
    fn decode(&mut self) {
        let from = self.sound;
        if self.settled.is_none() {
            let tail = &self.bytes[self.sound..self.filled];
            let ascii = encoding_rs::Encoding::ascii_valid_up_to(tail);
            let window = &tail[ascii..];
            if window.len() >= self.sizes.evidence || (self.ended && !window.is_empty()) {
                self.settled = Some(weigh(&window[..window.len().min(self.sizes.evidence)]));
            } else {
                self.sound += ascii;
            }
        }
        if let Some((encoding, _)) = self.settled {
            self.decode_as(encoding);
        }
        let decoded = &self.bytes[from..self.sound];
        let first = self.base + from as u64;
        self.marks.merge(memchr::memchr_iter(0, decoded).map(|at| first + at as u64));
    }

    fn decode_as(&mut self, encoding: Encoding) {
        if encoding == Encoding::Utf8 {
            let tail = &self.bytes[self.sound..self.filled];
            // On text with å, ä and ö, a seventh faster than std, on ASCII a third.
            self.sound += encoding_rs::Encoding::utf8_valid_up_to(tail);
            if self.sound == self.filled {
                return;
            }
            // A sequence that the block cuts is the usual case and needs no copy.
            if !self.ended && super::encoding::is_cut(&self.bytes[self.sound..self.filled]) {
                return;
            }
        }
        self.scratch.clear();
        self.scratch.extend_from_slice(&self.bytes[self.sound..self.filled]);
        self.bytes.truncate(self.sound);
        let used = append(
            encoding,
            &self.scratch,
            self.ended,
            &mut self.bytes,
            self.base,
            &mut self.marks,
        );
        self.sound = self.bytes.len();
        self.bytes.extend_from_slice(&self.scratch[used..]);
        self.filled = self.bytes.len();
    }
}
