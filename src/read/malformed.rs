//! What is wrong with an XML or JSON document that stops its reading.
//!
//! Messages name elements, paths and what the syntax expects, never what a cell says.

use std::fmt;

/// Why an XML or JSON document cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Malformed {
    /// It breaks the rules of its syntax.
    Syntax {
        /// What it is written in.
        form: Notation,
        /// Where.
        line: u64,
        /// What the syntax expects there.
        what: String,
    },
    /// It has a document type declaration, with which a small file can become a huge one or
    /// ask for other files.
    Doctype {
        /// Where.
        line: u64,
    },
    /// Its elements are nested deeper than `limit`.
    TooDeep {
        /// Where.
        line: u64,
        /// The most levels that are read.
        limit: usize,
    },
    /// It has more of something than is held in memory.
    TooLarge {
        /// What it has too much of.
        what: &'static str,
        /// The most that is read.
        limit: usize,
    },
    /// It has bytes that its encoding does not know.
    Undecodable {
        /// What it is written in.
        form: Notation,
        /// The encoding.
        encoding: &'static str,
        /// The line of the first such byte, where it can be told.
        line: Option<u64>,
    },
    /// It says that it is in an encoding that is not known.
    UnknownEncoding {
        /// What it says.
        label: String,
    },
    /// A path to records or values is wrong.
    Path {
        /// The path.
        path: String,
        /// Why.
        why: String,
    },
    /// Nothing stands where records should.
    NoRecords {
        /// What it is written in.
        form: Notation,
        /// The line of the document or of its root.
        line: u64,
        /// Where they should stand.
        path: String,
    },
}

/// What a document is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// XML.
    Xml,
    /// JSON.
    Json,
}

impl fmt::Display for Notation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Xml => "XML",
            Self::Json => "JSON",
        })
    }
}

impl Malformed {
    /// The line that it is about.
    pub const fn line(&self) -> Option<u64> {
        match self {
            Self::Syntax { line, .. }
            | Self::Doctype { line }
            | Self::TooDeep { line, .. }
            | Self::NoRecords { line, .. } => Some(*line),
            Self::Undecodable { line, .. } => *line,
            Self::TooLarge { .. } | Self::UnknownEncoding { .. } | Self::Path { .. } => None,
        }
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax { form, what, .. } => {
                write!(f, "the {form} is broken: {what}; export the file again")
            }
            Self::Doctype { .. } => f.write_str(
                "has a document type declaration, which is not read because it can ask for \
                 other files; take the <!DOCTYPE …> out",
            ),
            Self::TooDeep { limit, .. } => write!(
                f,
                "is nested more than {limit} levels deep; \
                 an export of contacts should need a few"
            ),
            Self::TooLarge { what, limit } => {
                write!(f, "has more than {limit} {what}; export a shorter period at a time")
            }
            Self::Undecodable { form, encoding, .. } => {
                write!(f, "has bytes that are not {encoding}; ")?;
                match form {
                    Notation::Xml => f.write_str(
                        "the XML declaration should name the encoding that the file is in",
                    ),
                    Notation::Json => f.write_str("JSON should be UTF-8 or UTF-16"),
                }
            }
            Self::UnknownEncoding { label } => write!(
                f,
                "says that its encoding is {label:?}, which is not known; save it as UTF-8"
            ),
            Self::Path { path, why } => write!(f, "cannot be searched by the path {path:?}: {why}"),
            Self::NoRecords { form: Notation::Xml, path, .. } => {
                write!(f, "has no records at {path:?}: its root is another element")
            }
            Self::NoRecords { form: Notation::Json, path, .. } if path.is_empty() => {
                f.write_str("has no records: it should be a list, or one object a line")
            }
            Self::NoRecords { form: Notation::Json, path, .. } => {
                write!(f, "has no records at {path:?}: there should be a list")
            }
        }
    }
}

impl std::error::Error for Malformed {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_says_what_is_wrong_and_what_would_be_right() {
        let xml = Notation::Xml;
        let table: [(Malformed, Option<u64>, &str); 10] = [
            (
                Malformed::Syntax { form: xml, line: 3, what: "expected 'a' tag".into() },
                Some(3),
                "the XML is broken: expected 'a' tag; export the file again",
            ),
            (
                Malformed::Doctype { line: 2 },
                Some(2),
                "has a document type declaration, which is not read because it can ask for \
                 other files; take the <!DOCTYPE …> out",
            ),
            (
                Malformed::TooDeep { line: 9, limit: 256 },
                Some(9),
                "is nested more than 256 levels deep; an export of contacts should need a few",
            ),
            (
                Malformed::TooLarge { what: "bytes", limit: 10 },
                None,
                "has more than 10 bytes; export a shorter period at a time",
            ),
            (
                Malformed::Undecodable { form: xml, encoding: "UTF-8", line: Some(4) },
                Some(4),
                "has bytes that are not UTF-8; the XML declaration should name the encoding \
                 that the file is in",
            ),
            (
                Malformed::Undecodable { form: Notation::Json, encoding: "UTF-16LE", line: None },
                None,
                "has bytes that are not UTF-16LE; JSON should be UTF-8 or UTF-16",
            ),
            (
                Malformed::UnknownEncoding { label: "ebcdic".into() },
                None,
                "says that its encoding is \"ebcdic\", which is not known; save it as UTF-8",
            ),
            (
                Malformed::Path { path: "a/".into(), why: "nothing stands behind \"/\"".into() },
                None,
                "cannot be searched by the path \"a/\": nothing stands behind \"/\"",
            ),
            (
                Malformed::NoRecords { form: xml, line: 2, path: "smses/sms".into() },
                Some(2),
                "has no records at \"smses/sms\": its root is another element",
            ),
            (
                Malformed::NoRecords { form: Notation::Json, line: 1, path: "data".into() },
                Some(1),
                "has no records at \"data\": there should be a list",
            ),
        ];
        for (error, line, message) in table {
            assert_eq!((error.line(), error.to_string()), (line, message.to_owned()));
        }
    }
}
