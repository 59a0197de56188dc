//! Splitting text into records and fields: what a quote, a delimiter and a line end mean.
//!
//! Nothing here reads input, decodes it or counts its lines.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use memchr::memmem::Finder;

use super::fields::{end_fields, end_wide_fields};
use super::quotes::{Quotes, end_quoted_fields};
use super::row::RawRow;

/// Fields that a record may have: as many as a spreadsheet has columns.
pub(super) const MAX_FIELDS: usize = 16_384;

/// What parts the fields of a file, and what no record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cuts {
    /// An ASCII character where fields are quoted.
    pub(super) delimiter: char,
    /// Whether `"` quotes a field.
    pub(super) is_quoted: bool,
    /// Whether lines that begin with `#` are no records.
    pub(super) has_remarks: bool,
}

impl Cuts {
    /// Fields that may be quoted.
    pub(super) fn quoted(delimiter: char) -> Self {
        Self { delimiter, is_quoted: true, has_remarks: false }
    }

    /// Fields that are what stands between two delimiters.
    pub(super) fn bare(delimiter: char) -> Self {
        Self { delimiter, is_quoted: false, has_remarks: false }
    }

    /// The same, for text that is known to be a record.
    pub(super) fn without_remarks(self) -> Self {
        Self { has_remarks: false, ..self }
    }

    /// Whether the line that begins `text` is no record.
    #[inline]
    pub(super) fn is_remark(self, text: &[u8]) -> bool {
        // Files with byte order marks that were joined have them inside.
        self.has_remarks && text.strip_prefix(BOM).unwrap_or(text).starts_with(b"#")
    }
}

/// What text in UTF-8 may begin with.
pub(super) const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Takes a record apart that arrives in pieces, and holds its unquoted fields.
///
/// Most records have no quote, or only such as stand around whole fields, and then a field is just
/// what stands between two delimiters: [`Splitter::take_plain`] finds those without copying, and
/// csv-core takes every other record apart. Their agreement is a property test; [`Walk`](super::walk::Walk) only ever goes the
/// slow way.
pub(super) struct Splitter {
    /// Absent where nothing is quoted.
    core: Option<Reader>,
    delimiter: u8,
    /// A delimiter of more than one byte, which only parts bare fields.
    wide: Option<Finder<'static>>,
    /// Bytes of the delimiter.
    delimiter_width: usize,
    text: Vec<u8>,
    written: usize,
    ends: Vec<usize>,
    count: usize,
    /// Bytes between two fields of `text`.
    gap: usize,
    /// The quotes of the record that was taken where it stands, if it has any.
    quotes: Quotes,
    has_quotes: bool,
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
    /// A splitter that has met nothing yet.
    pub(super) fn new(cuts: Cuts) -> Self {
        let delimiter = u8::try_from(cuts.delimiter).ok().filter(u8::is_ascii);
        let mut bytes = [0; 4];
        let letter = cuts.delimiter.encode_utf8(&mut bytes);
        let core = delimiter.filter(|_| cuts.is_quoted).map(quoted);
        Self {
            gap: if core.is_some() { 0 } else { letter.len() },
            core,
            delimiter: delimiter.unwrap_or_default(),
            wide: delimiter.is_none().then(|| Finder::new(letter.as_bytes()).into_owned()),
            delimiter_width: letter.len(),
            text: Vec::new(),
            written: 0,
            ends: vec![0; 32],
            count: 0,
            quotes: Quotes::default(),
            has_quotes: false,
        }
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
        let Some(core) = &mut self.core else { return self.feed_bare(piece) };
        // Unquoting never makes text longer: with this much room the core cannot run out of it.
        let room = self.written + piece.len() + 1;
        if self.text.len() < room {
            self.text.resize(room, 0);
        }
        let mut used = 0;
        loop {
            let (result, read, written, ended) = core.read_record(
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

    /// [`feed`](Self::feed) where nothing is quoted: the record ends with its line.
    #[cold]
    fn feed_bare(&mut self, piece: &[u8]) -> (Fed, usize) {
        let end = memchr::memchr2(b'\n', b'\r', piece);
        let more = &piece[..end.unwrap_or(piece.len())];
        self.text.truncate(self.written);
        self.text.extend_from_slice(more);
        self.written += more.len();
        let Some(end) = end else { return (Fed::Hungry, piece.len()) };
        let text = std::mem::take(&mut self.text);
        let count = self.end_bare_fields(&text);
        self.text = text;
        self.count = count.unwrap_or_default();
        (if count.is_some() { Fed::Record } else { Fed::TooManyFields }, end + 1)
    }

    /// Takes the record that begins `text` if its line end is there and it has no quote, or
    /// `takes_quoted` and every quote stands around a whole field or is one of two within such a
    /// field; gives its length without the line end. Its fields stay in `text`.
    #[inline]
    pub(super) fn take_plain(&mut self, text: &[u8], takes_quoted: bool) -> Option<usize> {
        self.has_quotes = false;
        if self.core.is_none() {
            return self.take_bare(text);
        }
        // Whoever quotes one field quotes the first as well, nearly always.
        if takes_quoted && text.first() == Some(&b'"') {
            return self.take_quoted(text);
        }
        let length = memchr::memchr3(b'\n', b'\r', b'"', text)?;
        if text[length] == b'"' {
            return if takes_quoted { self.take_quoted(text) } else { None };
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

    /// [`take_plain`](Self::take_plain) of a record with a quote.
    fn take_quoted(&mut self, text: &[u8]) -> Option<usize> {
        // A line end within quotes leaves one of them open, and the record is not taken.
        let length = memchr::memchr2(b'\n', b'\r', text)?;
        let record = &text[..length];
        self.count = end_quoted_fields(record, self.delimiter, &mut self.ends, &mut self.quotes)?;
        self.has_quotes = true;
        Some(length)
    }

    /// [`take_plain`](Self::take_plain) where a quote is a letter like any other.
    #[inline(never)]
    fn take_bare(&mut self, text: &[u8]) -> Option<usize> {
        let length = memchr::memchr2(b'\n', b'\r', text)?;
        self.count = self.end_bare_fields(&text[..length])?;
        Some(length)
    }

    fn end_bare_fields(&mut self, record: &[u8]) -> Option<usize> {
        loop {
            let count = match &self.wide {
                None => end_fields(record, self.delimiter, &mut self.ends),
                Some(wide) => end_wide_fields(record, wide, &mut self.ends),
            };
            if count.is_some() || self.ends.len() >= MAX_FIELDS {
                return count;
            }
            self.ends.resize(self.ends.len() * 2, 0);
        }
    }

    /// The fields of a record that [`take_plain`](Self::take_plain) took; `text` is the record.
    #[inline]
    pub(super) fn plain_row<'a>(&'a self, text: &'a [u8]) -> RawRow<'a> {
        let quotes = self.has_quotes.then_some(&self.quotes);
        RawRow { text, ends: &self.ends[..self.count], gap: self.delimiter_width, quotes }
    }

    /// Whether the fields and the delimiters between them make up a record of `length` bytes.
    /// If so, no quote was taken away, and no line end stands inside the record.
    #[inline]
    pub(super) fn is_verbatim(&self, length: usize) -> bool {
        self.core.is_none() || self.written + self.count == length + 1
    }

    /// The fields so far.
    #[inline]
    pub(super) fn row(&self) -> RawRow<'_> {
        let (text, ends) = (&self.text[..self.written], &self.ends[..self.count]);
        RawRow { text, ends, gap: self.gap, quotes: None }
    }

    /// Makes one field of the one at `index` and all behind it, with the delimiters between;
    /// `is_plain` if [`take_plain`](Self::take_plain) took the record.
    #[cold]
    pub(super) fn join_from(&mut self, index: usize, is_plain: bool) {
        if is_plain || self.core.is_none() {
            self.ends[index] = self.ends[self.count - 1];
        } else {
            // csv-core took the delimiters away.
            let fields: Vec<&[u8]> = self.row().iter().skip(index).collect();
            let joined = fields.join(&self.delimiter);
            let start = self.written + fields.len() - 1 - joined.len();
            self.text.truncate(start);
            self.text.extend_from_slice(&joined);
            self.written = self.text.len();
            self.ends[index] = self.written;
        }
        self.count = index + 1;
    }
}

/// csv-core, set up to split at `delimiter`.
fn quoted(delimiter: u8) -> Reader {
    let mut core = ReaderBuilder::new().delimiter(delimiter).build();
    // At its first call, csv-core drops what looks like a byte order mark, and would see it
    // only if a block holds all of it: a blank line uses that call up.
    let _ = core.read_record(b"\n", &mut [0], &mut [0]);
    core
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(record: &str) -> Vec<String> {
        let mut splitter = Splitter::new(Cuts::quoted(';'));
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
        let mut splitter = Splitter::new(Cuts::quoted(';'));
        assert_eq!(splitter.feed(format!("{most}\n").as_bytes()).0, Fed::Record);
        assert_eq!(splitter.row().len(), MAX_FIELDS);
        splitter.clear();
        assert_eq!(splitter.feed(format!("{most};\n").as_bytes()).0, Fed::TooManyFields);
    }

    #[test]
    fn without_quotes_a_field_is_what_stands_between_two_delimiters() {
        let table: [(char, &str, &[&str]); 5] = [
            ('¤', "a¤\"b;c¤¤å", &["a", "\"b;c", "", "å"]),
            ('♥', "♥\"\"♥", &["", "\"\"", ""]),
            ('|', "\"a|b\"", &["\"a", "b\""]),
            // One byte of it is no delimiter.
            ('¤', "\u{a3}¤\u{e4}", &["\u{a3}", "\u{e4}"]),
            ('¤', "a", &["a"]),
        ];
        for (delimiter, record, fields) in table {
            let mut splitter = Splitter::new(Cuts::bare(delimiter));
            let line = format!("{record}\n");
            assert_eq!(splitter.take_plain(line.as_bytes(), true), Some(record.len()));
            assert_eq!(splitter.plain_row(record.as_bytes()).cells(), fields, "{record}");
            // In pieces of one byte.
            splitter.clear();
            for byte in record.bytes() {
                assert_eq!(splitter.feed(&[byte]), (Fed::Hungry, 1));
            }
            assert_eq!(splitter.feed(b"\r\n"), (Fed::Record, 1));
            assert_eq!(splitter.row().cells(), fields, "{record}");
        }
    }

    #[test]
    fn joined_fields_have_their_delimiters_back() {
        for (cuts, record, joined) in [
            (Cuts::quoted(';'), "a;b;;d", ["a", "b;;d"]),
            (Cuts::quoted(';'), "\"a\";\"b\"\"\";;\"d;e\"", ["a", "b\";;d;e"]),
            (Cuts::bare('¤'), "a¤b¤\"¤", ["a", "b¤\"¤"]),
        ] {
            let mut splitter = Splitter::new(cuts);
            if splitter.take_plain(format!("{record}\n").as_bytes(), false).is_some() {
                splitter.join_from(1, true);
                assert_eq!(splitter.plain_row(record.as_bytes()).cells(), joined);
            }
            splitter.clear();
            let _ = splitter.feed(format!("{record}\n").as_bytes());
            splitter.join_from(1, false);
            assert_eq!(splitter.row().cells(), joined);
            // The next record is not disturbed.
            splitter.clear();
            let _ = splitter.feed(format!("{record}\n").as_bytes());
            splitter.join_from(0, false);
            assert_eq!(splitter.row().len(), 1);
        }
    }
}
