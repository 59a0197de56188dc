//! Walking the records of text that is all in memory: the head of a file, a sample, a line.
//!
//! The slow, obvious way: every record is taken apart by csv-core. A table's own records come
//! from `table`.

use super::row::RawRow;
use super::split::{Fed, Splitter};

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
}
