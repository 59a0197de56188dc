//! Walking the records of text that is all in memory: the head of a file, a sample, a line.
//!
//! The slow, obvious way: every record is taken apart by csv-core. A table's own records come
//! from `table`.

use super::lines::{after_break, first_line};
use super::row::RawRow;
use super::split::{Cuts, Fed, Splitter};

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
    cuts: Cuts,
    splitter: Splitter,
}

impl<'a> Walk<'a> {
    pub(super) fn new(text: &'a [u8], at: usize, whole: bool, cuts: Cuts) -> Self {
        Self { text, at, whole, cuts, splitter: Splitter::new(cuts) }
    }

    /// The next record that is neither an empty line nor a remark.
    pub(super) fn next(&mut self) -> Met {
        let is_text = |byte: &u8| !matches!(byte, b'\r' | b'\n');
        let begin = loop {
            let Some(skipped) = self.text[self.at..].iter().position(is_text) else {
                self.at = self.text.len();
                return Met::End;
            };
            let begin = self.at + skipped;
            let line = &self.text[begin..];
            // What follows a prefix on its line may begin with any letter.
            let begins_line = begin == 0 || !is_text(&self.text[begin - 1]);
            if !begins_line || !self.cuts.is_remark(line) {
                break begin;
            }
            self.at = begin + first_line(line).len();
            if self.at == self.text.len() {
                return if self.whole { Met::End } else { Met::Cut { begin } };
            }
            self.at = after_break(self.text, self.at);
        };
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

    /// Makes one field of the one at `index` of the record met last and all behind it.
    pub(super) fn join_from(&mut self, index: usize) {
        self.splitter.join_from(index, false);
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
pub(super) fn open_quote(record: &[u8], cuts: Cuts) -> Option<usize> {
    enum State {
        FieldStart,
        Bare,
        Quoted(usize),
        QuoteInQuoted(usize),
    }
    let delimiter = u8::try_from(cuts.delimiter).ok().filter(|_| cuts.is_quoted)?;
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
            assert_eq!(open_quote(record.as_bytes(), Cuts::quoted(';')), opened, "{record:?}");
            assert_eq!(open_quote(record.as_bytes(), Cuts::bare(';')), None);
        }
    }
}
