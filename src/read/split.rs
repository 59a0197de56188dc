//! Splitting text into records and fields: what a quote, a delimiter and a line end mean.
//!
//! Nothing here reads input, decodes it or counts its lines.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// Fields that a record may have: as many as a spreadsheet has columns.
pub(super) const MAX_FIELDS: usize = 16_384;

/// Takes a record apart that arrives in pieces, and holds its unquoted fields.
///
/// Most records have no quote, and then a field is just what stands between two delimiters:
/// [`Splitter::take_plain`] finds those without copying, and csv-core takes every other record
/// apart. Their agreement is a property test; [`Walk`] only ever goes the slow way.
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

/// The fields of one record, unquoted, as bytes of UTF-8.
#[derive(Clone, Copy, Debug)]
pub struct RawRow<'a> {
    text: &'a [u8],
    ends: &'a [usize],
    /// Bytes between two fields: the delimiter, where it is still there.
    gap: usize,
}

impl<'a> RawRow<'a> {
    /// The field at `index`, counted from 0; `None` behind the last one.
    #[inline]
    pub fn get(&self, index: usize) -> Option<&'a [u8]> {
        let end = *self.ends.get(index)?;
        let start = if index == 0 { 0 } else { self.ends[index - 1] + self.gap };
        self.text.get(start..end)
    }

    /// How many fields there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no field at all: no record was read yet, or there are no more.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The fields in order.
    pub fn iter(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let row = *self;
        (0..row.len()).filter_map(move |index| row.get(index))
    }

    /// Whether every field is empty or has only spaces.
    #[inline]
    pub(super) fn is_blank(&self) -> bool {
        // Nearly every record begins with a visible ASCII character.
        if self.get(0).and_then(<[u8]>::first).is_some_and(u8::is_ascii_graphic) {
            return false;
        }
        self.iter().all(|field| std::str::from_utf8(field).is_ok_and(|f| f.trim().is_empty()))
    }

    /// The fields as text.
    pub(super) fn cells(&self) -> Vec<String> {
        self.iter().map(|field| String::from_utf8_lossy(field).into_owned()).collect()
    }
}

/// A record in text that is all in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Met {
    /// A record from `begin` up to `end`, its line end not included.
    Record { begin: usize, end: usize },
    /// There are no more.
    End,
    /// The record from `begin` does not end in this text.
    Cut { begin: usize },
    /// The record from `begin` has too many fields.
    TooManyFields { begin: usize },
}

/// Walks the records of text that is all in memory.
pub(super) struct Walk<'a> {
    text: &'a [u8],
    at: usize,
    /// Whether the text ends with the file.
    whole: bool,
    splitter: Splitter,
}

impl<'a> Walk<'a> {
    pub(super) fn new(text: &'a [u8], at: usize, whole: bool, delimiter: u8) -> Self {
        Self { text, at, whole, splitter: Splitter::new(delimiter) }
    }

    /// The next record that is not an empty line.
    pub(super) fn next(&mut self) -> Met {
        let is_text = |byte: &u8| !matches!(byte, b'\r' | b'\n');
        let Some(skipped) = self.text[self.at..].iter().position(is_text) else {
            self.at = self.text.len();
            return Met::End;
        };
        let begin = self.at + skipped;
        self.splitter.clear();
        let (fed, used) = self.splitter.feed(&self.text[begin..]);
        self.at = begin + used;
        match fed {
            Fed::Record => Met::Record { begin, end: self.at - 1 },
            Fed::TooManyFields => Met::TooManyFields { begin },
            Fed::Hungry if self.whole && self.splitter.feed(b"\n").0 == Fed::Record => {
                Met::Record { begin, end: self.at }
            }
            Fed::Hungry => Met::Cut { begin },
        }
    }

    /// The fields of the record met last.
    pub(super) fn row(&self) -> RawRow<'_> {
        self.splitter.row()
    }

    /// Where the search for the next record starts.
    pub(super) fn at(&self) -> usize {
        self.at
    }
}

/// Where the quote stands that is still open at the end of `record`, looked for byte by byte.
pub(super) fn open_quote(record: &[u8], delimiter: u8) -> Option<usize> {
    enum State {
        FieldStart,
        Bare,
        Quoted(usize),
        QuoteInQuoted(usize),
    }
    let mut state = State::FieldStart;
    for (at, &byte) in record.iter().enumerate() {
        state = match state {
            State::FieldStart if byte == b'"' => State::Quoted(at),
            State::Quoted(opened) if byte == b'"' => State::QuoteInQuoted(opened),
            State::Quoted(opened) => State::Quoted(opened),
            State::QuoteInQuoted(opened) if byte == b'"' => State::Quoted(opened),
            _ if byte == delimiter => State::FieldStart,
            _ => State::Bare,
        };
    }
    match state {
        State::Quoted(opened) => Some(opened),
        _ => None,
    }
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
    fn the_quote_that_stays_open_is_found() {
        for (record, opened) in [
            ("a;b", None),
            ("\"a;b", Some(0)),
            ("a;\"b\nc", Some(2)),
            ("\"a\"\"b\";x\"y;\"z", Some(11)),
            ("\"a\"\"", Some(0)),
            ("\"a\"", None),
        ] {
            assert_eq!(open_quote(record.as_bytes(), b';'), opened, "{record:?}");
        }
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

    #[test]
    fn a_row_lends_its_fields_by_index() {
        let mut splitter = Splitter::new(b',');
        let _ = splitter.feed(b"a,,c\n");
        let row = splitter.row();
        assert_eq!((row.len(), row.is_empty()), (3, false));
        assert_eq!(row.get(0), Some(&b"a"[..]));
        assert_eq!(row.get(1), Some(&b""[..]));
        assert_eq!(row.get(2), Some(&b"c"[..]));
        assert_eq!(row.get(3), None);
    }
}
