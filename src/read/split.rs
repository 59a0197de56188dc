//! Splitting text into records and fields: what a quote, a delimiter and a line end mean.
//!
//! Nothing here reads input, decodes it or counts its lines.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::row::RawRow;

/// Fields that a record may have: as many as a spreadsheet has columns.
pub(super) const MAX_FIELDS: usize = 16_384;

/// Takes a record apart that arrives in pieces, and holds its unquoted fields.
///
/// Most records have no quote, and then a field is just what stands between two delimiters:
/// [`Splitter::take_plain`] finds those without copying, and csv-core takes every other record
/// apart. Their agreement is a property test; [`Walk`](super::walk::Walk) only ever goes the slow way.
pub(super) struct Splitter {
    core: Reader,
    delimiter: u8,
    text: Vec<u8>,
    written: usize,
    ends: Vec<usize>,
    count: usize,
}

/// What came of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fed {
    /// The record is whole; its line end, or the first byte of it, is consumed.
    Record,
    /// The piece is used up and the record is not whole.
    Hungry,
    /// The record has more than [`MAX_FIELDS`] fields.
    TooManyFields,
}

impl Splitter {
    /// A splitter at `delimiter`, an ASCII character.
    pub(super) fn new(delimiter: u8) -> Self {
        let mut core = ReaderBuilder::new().delimiter(delimiter).build();
        // At its first call, csv-core drops what looks like a byte order mark, and would see it
        // only if a block holds all of it: a blank line uses that call up.
        let _ = core.read_record(b"\n", &mut [0], &mut [0]);
        Self { core, delimiter, text: Vec::new(), written: 0, ends: vec![0; 32], count: 0 }
    }

    /// Forgets the fields of the record before.
    #[inline]
    pub(super) fn clear(&mut self) {
        self.written = 0;
        self.count = 0;
    }

    /// Takes the next piece, which must not be empty, and says how many bytes it used.
    #[inline]
    pub(super) fn feed(&mut self, piece: &[u8]) -> (Fed, usize) {
        // Unquoting never makes text longer: with this much room the core cannot run out of it.
        let room = self.written + piece.len() + 1;
        if self.text.len() < room {
            self.text.resize(room, 0);
        }
        let mut used = 0;
        loop {
            let (result, read, written, ended) = self.core.read_record(
                &piece[used..],
                &mut self.text[self.written..],
                &mut self.ends[self.count..],
            );
            used += read;
            self.written += written;
            self.count += ended;
            match result {
                ReadRecordResult::Record => return (Fed::Record, used),
                ReadRecordResult::InputEmpty | ReadRecordResult::End => return (Fed::Hungry, used),
                ReadRecordResult::OutputEndsFull => {
                    if self.ends.len() >= MAX_FIELDS {
                        return (Fed::TooManyFields, used);
                    }
                    self.ends.resize(self.ends.len() * 2, 0);
                }
                ReadRecordResult::OutputFull => self.text.resize(self.text.len() * 2, 0),
            }
        }
    }

    /// Takes the record that begins `text` if it has no quote and its line end is there, and
    /// gives its length without the line end. Its fields stay in `text`.
    #[inline]
    pub(super) fn take_plain(&mut self, text: &[u8]) -> Option<usize> {
        let length = memchr::memchr3(b'\n', b'\r', b'"', text)?;
        if text[length] == b'"' {
            return None;
        }
        loop {
            match end_fields(&text[..length], self.delimiter, &mut self.ends) {
                Some(count) => {
                    self.count = count;
                    return Some(length);
                }
                None if self.ends.len() < MAX_FIELDS => self.ends.resize(self.ends.len() * 2, 0),
                None => return None,
            }
        }
    }

    /// The fields of a record that [`take_plain`](Self::take_plain) took; `text` is the record.
    #[inline]
    pub(super) fn plain_row<'a>(&'a self, text: &'a [u8]) -> RawRow<'a> {
        RawRow { text, ends: &self.ends[..self.count], gap: 1 }
    }

    /// Whether the fields and the delimiters between them make up a record of `length` bytes.
    /// If so, no quote was taken away, and no line end stands inside the record.
    #[inline]
    pub(super) fn is_verbatim(&self, length: usize) -> bool {
        self.written + self.count == length + 1
    }

    /// The fields so far.
    #[inline]
    pub(super) fn row(&self) -> RawRow<'_> {
        RawRow { text: &self.text[..self.written], ends: &self.ends[..self.count], gap: 0 }
    }
}

/// Where the fields of a record without quotes end, and how many there are; `None` where they
/// do not fit in `ends`.
///
/// Eight bytes at a time: fields are short, and a call for each costs more than it finds.
#[inline]
fn end_fields(record: &[u8], delimiter: u8, ends: &mut [usize]) -> Option<usize> {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const LOW: u64 = u64::from_le_bytes([0x7f; 8]);
    let sought = ONES * u64::from(delimiter);
    let mut count = 0;
    let mut end_at = |at: usize| {
        *ends.get_mut(count)? = at;
        count += 1;
        Some(())
    };
    let (chunks, rest) = record.as_chunks::<8>();
    for (index, chunk) in chunks.iter().enumerate() {
        let differs = u64::from_le_bytes(*chunk) ^ sought;
        // The high bit of each byte that does not differ, and of no other.
        let mut found = !(((differs & LOW) + LOW) | differs | LOW);
        while found != 0 {
            end_at(index * 8 + found.trailing_zeros() as usize / 8)?;
            found &= found - 1;
        }
    }
    let behind = record.len() - rest.len();
    for (index, byte) in rest.iter().enumerate() {
        if *byte == delimiter {
            end_at(behind + index)?;
        }
    }
    end_at(record.len())?;
    Some(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(record: &str) -> Vec<String> {
        let mut splitter = Splitter::new(b';');
        assert_eq!(splitter.feed(record.as_bytes()).0, Fed::Hungry);
        assert_eq!(splitter.feed(b"\n").0, Fed::Record);
        splitter.row().cells()
    }

    #[test]
    fn a_quote_inside_a_bare_field_is_a_letter_like_any_other() {
        assert_eq!(fields(r#"Gatan 5 "Röda" huset;x"#), [r#"Gatan 5 "Röda" huset"#, "x"]);
        assert_eq!(fields(r#""a ""b"" c";"d;e""#), [r#"a "b" c"#, "d;e"]);
        assert_eq!(fields("\"a\r\nb\";"), ["a\r\nb", ""]);
    }

    #[test]
    fn a_record_has_at_most_as_many_fields_as_a_spreadsheet_has_columns() {
        let most = ";".repeat(MAX_FIELDS - 1);
        let mut splitter = Splitter::new(b';');
        assert_eq!(splitter.feed(format!("{most}\n").as_bytes()).0, Fed::Record);
        assert_eq!(splitter.row().len(), MAX_FIELDS);
        splitter.clear();
        assert_eq!(splitter.feed(format!("{most};\n").as_bytes()).0, Fed::TooManyFields);
    }
}
