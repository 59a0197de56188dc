//! The language of source profiles in its validated form: what a profile says, as data.
//!
//! Nothing here reads TOML and nothing runs it (`normalise` does).

mod condition;
mod input;
mod moment;
mod pairing;
mod pattern;
mod rule;
mod slot;

pub use condition::{Condition, Subject, Test};
pub use input::{Format, Header, Input, Ragged, TableForm};
pub use moment::{Dst, Layout, MomentForm, Shift, SourceZone, SpanForm, SpanText, Unit};
pub use pairing::{Collapse, Ignored, Pairing, Strategy};
pub use pattern::Pattern;
pub use rule::{Cell, KeyKind, Piece, Rule, Text, Unknown, Words};
pub use slot::{DIRECTIONS, Slot};

/// A source profile: how to read one system's export.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Its name in flags and reports: lower-case letters, digits and dashes.
    pub name: String,
    /// The system and the export, in one line.
    pub title: String,
    /// Which edition of it this is, where it says so.
    pub version: Option<String>,
    /// What a row is.
    pub family: Family,
    /// How files of it are known.
    pub detect: Detect,
    /// How its bytes become rows.
    pub input: Input,
    /// What each slot is taken from.
    pub fields: Vec<(Slot, Rule)>,
    /// Rows that are read: all conditions hold. Others are counted as [`Ignored::Filtered`].
    pub keep: Vec<Condition>,
    /// Rows that are left out and counted under a reason; the first that holds counts.
    pub drop: Vec<(Condition, Ignored)>,
    /// Rows that are faults, each condition with what is wrong with them.
    pub reject: Vec<(Condition, String)>,
    /// How rows that tell of one call or message become one event.
    pub collapse: Option<Collapse>,
    /// How events become contacts; absent for rows.
    pub pairing: Option<Pairing>,
    /// The TOML that it was read from.
    pub text: String,
}

/// What a row of an export is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Family {
    /// One contact with both its times.
    Rows,
    /// One event; the answer is another row.
    Events,
    /// Nothing that an audit can use: the advice says why and what to export instead.
    Refused {
        /// One or two sentences.
        advice: String,
    },
}

/// How files of a profile are known. A file is of the profile when any part that is given fits;
/// file names never decide alone, they only narrow.
#[derive(Clone, Debug, Default)]
pub struct Detect {
    /// Sets of header cells; a header that has all cells of one set fits. Compared folded.
    pub header_sets: Vec<Vec<String>>,
    /// Globs on the base name, any of which must fit where there are any.
    pub files: Vec<String>,
    /// What one of the first lines looks like (the first 20 are tried).
    pub first_lines: Option<Pattern>,
    /// Names of the root element of an XML document, without prefix.
    pub xml_roots: Vec<String>,
    /// Sets of keys that the first record of a JSON document has (dotted paths).
    pub json_keys: Vec<Vec<String>>,
    /// Whether it is a mail, a mailbox or a mail folder.
    pub is_mail: bool,
}
