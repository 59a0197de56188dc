//! The head of an input: what can be known of it before anything is read as a table.
//!
//! Judged by the bytes alone, never by a name. Nothing here decides which source an input is of.

mod kind;

use std::io::{self, Cursor, Read};

use super::decode::{Marks, append};
use super::dialect::{DELIMITERS, RARE_DELIMITERS, after_prefix, clean_cells, without_empty_tail};
use super::encoding::{Encoding, settle, signature, weigh};
use super::split::Cuts;
use super::text::{OPENING, Sizes};
use super::walk::{Met, Walk};

pub use kind::Kind;

/// What the first bytes of an input show.
///
/// # Example
/// ```
/// use svarstid::read::{Head, Kind, peek};
///
/// let export = "Rapport\n\nid;kanal\n1;telefon\n";
/// let (bytes, is_whole, _input) = peek(Box::new(export.as_bytes()))?;
/// let head = Head::of(&bytes, is_whole, None);
/// assert_eq!(head.kind(), Kind::Text);
/// let line = &head.headers()[0];
/// assert_eq!((line.line, line.delimiter), (3, ';'));
/// assert_eq!(line.cells, ["id", "kanal"]);
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    kind: Kind,
    lines: Vec<String>,
    xml_root: Option<String>,
}

/// A line as the header that it would be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderLine {
    /// The line, counted from 1.
    pub line: u64,
    /// What would part its cells.
    pub delimiter: char,
    /// The cells, unquoted and trimmed, at least two; empty ones at the end removed.
    pub cells: Vec<String>,
}

impl Head {
    /// Bytes that a head looks at.
    pub const SIZE: usize = 256 << 10;

    /// Lines that a head keeps.
    pub const LINES: usize = 50;

    /// The head of an input that begins with `bytes`, unpacked; `is_whole` if these are all.
    ///
    /// Text is decoded as a [`Table`](super::Table) would decode it; `encoding` is what the user
    /// says.
    pub fn of(bytes: &[u8], is_whole: bool, encoding: Option<Encoding>) -> Self {
        let is_whole = is_whole && bytes.len() <= Self::SIZE;
        let bytes = &bytes[..bytes.len().min(Self::SIZE)];
        let no_text = |kind| Self { kind, lines: Vec::new(), xml_root: None };
        if let Some(foreign) = signature(bytes) {
            return no_text(Kind::of_foreign(foreign));
        }
        let Some(text) = decoded(bytes, is_whole, encoding) else { return no_text(Kind::Binary) };
        let (kind, root) = kind::of_text(&text);
        Self {
            kind,
            lines: first_lines(&text, is_whole),
            xml_root: root.filter(|_| kind == Kind::Xml).map(str::to_owned),
        }
    }

    /// What the input is made of.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The first lines of text, without their ends, at most [`Head::LINES`]; blank ones are
    /// there, a last one that is cut is not. None where the input is no text.
    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    /// Each of the [`lines`](Self::lines) parted at each delimiter that occurs in it, in the
    /// order of the lines. `#Fields:` before the names is left out.
    pub fn headers(&self) -> Vec<HeaderLine> {
        let mut headers = Vec::new();
        for (text, line) in self.lines.iter().zip(1..) {
            let names = after_prefix(text.as_bytes(), "#Fields:").unwrap_or(text.as_bytes());
            // What does not occur in a line parts nothing, and need not be tried.
            let occurs = |delimiter: &char| text.contains(*delimiter);
            for delimiter in DELIMITERS.into_iter().chain(RARE_DELIMITERS).filter(occurs) {
                let cells = without_empty_tail(cells(names, delimiter));
                if cells.len() > 1 {
                    headers.push(HeaderLine { line, delimiter, cells });
                }
            }
        }
        headers
    }

    /// The name of the root element of an XML document, without its prefix.
    pub fn xml_root(&self) -> Option<String> {
        self.xml_root.clone()
    }
}

/// Takes the first bytes of an input for its [`Head`]: these, at most [`Head::SIZE`]; whether
/// they are all; and the input as if nothing had been taken.
///
/// # Errors
/// When the input cannot be read.
pub fn peek(mut input: Box<dyn Read + Send>) -> io::Result<(Vec<u8>, bool, Box<dyn Read + Send>)> {
    let mut bytes = Vec::new();
    // One byte more tells whether that is all.
    input.by_ref().take(Head::SIZE as u64 + 1).read_to_end(&mut bytes)?;
    let is_whole = bytes.len() <= Head::SIZE;
    let taken = Cursor::new(bytes.clone());
    bytes.truncate(Head::SIZE);
    let again: Box<dyn Read + Send> =
        if is_whole { Box::new(taken) } else { Box::new(taken.chain(input)) };
    Ok((bytes, is_whole, again))
}

/// `bytes` as text, if they are text.
fn decoded(bytes: &[u8], is_whole: bool, asked: Option<Encoding>) -> Option<String> {
    let opening = settle(&bytes[..bytes.len().min(OPENING)], asked).ok()?;
    let bytes = &bytes[opening.mark..];
    let encoding = match opening.settled {
        Some((encoding, _)) => encoding,
        None => match &bytes[encoding_rs::Encoding::ascii_valid_up_to(bytes)..] {
            [] => Encoding::Utf8,
            window => weigh(&window[..window.len().min(Sizes::USUAL.evidence)]).0,
        },
    };
    let mut text = Vec::with_capacity(bytes.len());
    append(encoding, bytes, is_whole, &mut text, 0, &mut Marks::default());
    String::from_utf8(text).ok()
}

/// The lines of `text`, without their ends.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let (line, after) = match rest?.split_once(['\r', '\n']) {
            Some((line, after)) => {
                let is_crlf = rest?.as_bytes().get(line.len()) == Some(&b'\r');
                (line, Some(after.strip_prefix('\n').filter(|_| is_crlf).unwrap_or(after)))
            }
            None => (rest?, None),
        };
        rest = after;
        Some(line)
    })
}

fn first_lines(text: &str, is_whole: bool) -> Vec<String> {
    // One more, to see whether the last is cut.
    let mut first: Vec<&str> = lines(text).take(Head::LINES + 1).collect();
    let is_cut = first.len() <= Head::LINES && !is_whole;
    let is_nothing = first.last().is_some_and(|last| last.is_empty());
    // A document may be one long line.
    if first.len() > Head::LINES || is_nothing || (is_cut && first.len() > 1) {
        first.pop();
    }
    first.into_iter().map(str::to_owned).collect()
}

/// The cells of a line; quotes count where a delimiter of one byte could stand between them.
fn cells(line: &[u8], delimiter: char) -> Vec<String> {
    let quoted = delimiter.is_ascii().then(|| Cuts::quoted(delimiter));
    for cuts in quoted.into_iter().chain([Cuts::bare(delimiter)]) {
        let mut walk = Walk::new(line, 0, true, cuts);
        // A quote may stay open on the line.
        if let Met::Record { .. } = walk.next() {
            return clean_cells(&walk, true);
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests;
