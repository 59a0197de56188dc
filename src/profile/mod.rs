//! Source profiles: what a foreign export calls the columns and words of a contact log.
//!
//! A profile is data. It reads no file; whoever builds one (the settings, a built-in table)
//! has validated it.

mod built_in;
mod columns;
mod detect;
pub mod fold;
pub mod language;
mod parse;
mod propose;
#[cfg(test)]
mod tests;
pub(crate) mod words;

pub use built_in::built_in;
pub use detect::{Candidate, Evidence, Match, detect};
use glob::Pattern;
pub(crate) use parse::is_name;
pub use propose::{moments, propose};

use crate::calendar::Zone;
use crate::contact::{Channel, Origin};

/// What a column of a contact log can tell about a contact (SPEC 8).
///
/// # Example
/// ```
/// use svarstid::profile::Field;
/// assert_eq!(Field::from_id("received"), Some(Field::Received));
/// assert_eq!(Field::Received.id(), "received");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// What the source system calls the contact.
    Id,
    /// The way it came in.
    Channel,
    /// Whose question it is.
    Origin,
    /// Who owed the answer.
    Department,
    /// When it came in.
    Received,
    /// When the answer went out.
    Answered,
    /// Why it is exempt, where it is.
    Exempt,
}

impl Field {
    /// Every field, in the order of SPEC 8.
    pub const ALL: [Self; 7] = [
        Self::Id,
        Self::Channel,
        Self::Origin,
        Self::Department,
        Self::Received,
        Self::Answered,
        Self::Exempt,
    ];

    /// Its canonical column name, which settings use as well.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Channel => "channel",
            Self::Origin => "origin",
            Self::Department => "department",
            Self::Received => "received",
            Self::Answered => "answered",
            Self::Exempt => "exempt",
        }
    }

    /// The field with this canonical name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.id() == id)
    }
}

impl std::fmt::Display for Field {
    /// Writes the canonical column name.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.id())
    }
}

/// Which number comes first in a stamp such as `06/07/2026`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateOrder {
    /// The day: 6 July.
    DayFirst,
    /// The month: June 7.
    MonthFirst,
}

impl DateOrder {
    /// Both orders.
    pub const ALL: [Self; 2] = [Self::DayFirst, Self::MonthFirst];

    /// The code that settings and flags use: `dmy` or `mdy`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::DayFirst => "dmy",
            Self::MonthFirst => "mdy",
        }
    }
}

/// The encodings that a source may name, as WHATWG labels.
pub const ENCODINGS: [&str; 4] = ["utf-8", "utf-16le", "utf-16be", "windows-1252"];

/// How to read the files of one foreign system: one row a contact, or by a source profile.
///
/// What is empty or `None` is detected, as for any contact log.
///
/// # Example
/// ```
/// use svarstid::profile::{Field, Source};
/// let source = Source {
///     name: "boston311".to_owned(),
///     files: vec!["boston311*.csv".to_owned()],
///     columns: vec![(Field::Received, "open_dt".to_owned())],
///     ..Source::default()
/// };
/// assert!(source.takes("boston311-100.csv"));
/// assert!(!source.takes("telefon.csv"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Its name in output and flags.
    pub name: String,
    /// Globs on the base name of a file.
    pub files: Vec<String>,
    /// The source profile of its files, built in or the user's own; the rest of what is said
    /// here holds besides it.
    pub profile: Option<String>,
    /// Which header cell each field has; a field that is left out keeps its canonical names.
    pub columns: Vec<(Field, String)>,
    /// The channel of every row.
    pub channel: Option<Channel>,
    /// The origin of every row.
    pub origin: Option<Origin>,
    /// The department of every row.
    pub department: Option<String>,
    /// Words of the channel column, besides the known ones.
    pub channel_words: Vec<(String, Channel)>,
    /// Words of the origin column, besides the known ones.
    pub origin_words: Vec<(String, Origin)>,
    /// The zone of stamps without an offset; `None` for that of the settings.
    pub time_zone: Option<Zone>,
    /// Which number of a stamp comes first.
    pub date_order: Option<DateOrder>,
    /// Cells that mean nothing, compared as they stand and after trimming.
    pub nulls: Vec<String>,
    /// One of [`ENCODINGS`].
    pub encoding: Option<String>,
    /// What parts the fields: one ASCII character.
    pub delimiter: Option<char>,
    /// The line of the header, from 1.
    pub header_line: Option<u64>,
}

impl Source {
    /// Whether a file of this base name is of this source. Case does not matter, since file
    /// systems differ in it.
    pub fn takes(&self, base_name: &str) -> bool {
        detect::names_file(&self.files, base_name)
    }
}

/// Whether `glob` can match a base name.
///
/// # Errors
/// Why it cannot, in one English clause.
///
/// # Example
/// ```
/// use svarstid::profile::check_glob;
/// assert!(check_glob("boston311*.csv").is_ok());
/// assert!(check_glob("exports/*.csv").is_err());
/// ```
pub fn check_glob(glob: &str) -> Result<(), String> {
    if glob.trim().is_empty() {
        return Err("it is empty".to_owned());
    }
    if glob.contains(['/', '\\']) {
        return Err("it names a folder, and is compared with the file's own name".to_owned());
    }
    match Pattern::new(glob) {
        Ok(_) => Ok(()),
        Err(error) => Err(format!("{} at character {}", error.msg, error.pos + 1)),
    }
}
