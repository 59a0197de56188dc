//! What differs between two runs.

use serde_json::Value;

use super::contacts::{ContactChanges, ContactsLeftOut, contacts};
use super::run::Run;
use super::{figures, made_with};

/// What a difference in the making of two runs is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// The form of the JSON.
    Form,
    /// The version of the program.
    Program,
    /// The version of its time-zone database.
    TzDatabase,
    /// The command.
    Command,
    /// The guideline's name, authority, reference and dates.
    Guideline,
    /// The zone of local times.
    TimeZone,
    /// The moment that the run looks back from.
    AsOf,
    /// The period.
    Period,
    /// The reading.
    Reading,
    /// A flag.
    Flag,
    /// How many rows may be rejected.
    MaxRejects,
    /// The earliest stamp refused for lying in the future.
    EarliestRefused,
    /// An input that only the second run has.
    InputAdded,
    /// An input that only the first run has.
    InputRemoved,
    /// An input with the same name and other contents.
    InputChanged,
    /// An input with the same contents and another name.
    InputRenamed,
    /// A setting.
    Setting,
    /// A file that settings or flags name.
    NamedFile,
    /// The fingerprint of the settings, where no setting differs.
    Settings,
    /// The fingerprint of the calendar.
    Calendar,
}

impl What {
    /// Its name in machine formats.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Form => "schema",
            Self::Program => "program",
            Self::TzDatabase => "tz-database",
            Self::Command => "command",
            Self::Guideline => "guideline",
            Self::TimeZone => "time-zone",
            Self::AsOf => "as-of",
            Self::Period => "period",
            Self::Reading => "reading",
            Self::Flag => "flag",
            Self::MaxRejects => "max-rejects",
            Self::EarliestRefused => "earliest-refused",
            Self::InputAdded => "input-added",
            Self::InputRemoved => "input-removed",
            Self::InputChanged => "input-changed",
            Self::InputRenamed => "input-renamed",
            Self::Setting => "setting",
            Self::NamedFile => "file",
            Self::Settings => "settings",
            Self::Calendar => "calendar",
        }
    }

    /// What it is, in Swedish.
    pub const fn swedish(self) -> &'static str {
        match self {
            Self::Form => "JSON-form",
            Self::Program => "program",
            Self::TzDatabase => "tidszonsdatabas",
            Self::Command => "kommando",
            Self::Guideline => "riktlinje",
            Self::TimeZone => "tidszon",
            Self::AsOf => "per",
            Self::Period => "period",
            Self::Reading => "tolkning",
            Self::Flag => "flagga",
            Self::MaxRejects => "tillåtet antal avvisade",
            Self::EarliestRefused => "tidigaste avvisade framtid",
            Self::InputAdded => "nytt underlag",
            Self::InputRemoved => "borttaget underlag",
            Self::InputChanged => "ändrat underlag",
            Self::InputRenamed => "omdöpt underlag",
            Self::Setting => "inställning",
            Self::NamedFile => "fil i inställningarna",
            Self::Settings => "inställningarnas sigill",
            Self::Calendar => "kalenderns sigill",
        }
    }

    /// What it is, in English.
    pub const fn english(self) -> &'static str {
        match self {
            Self::Form => "form of the JSON",
            Self::Program => "program",
            Self::TzDatabase => "time-zone database",
            Self::Command => "command",
            Self::Guideline => "guideline",
            Self::TimeZone => "time zone",
            Self::AsOf => "as of",
            Self::Period => "period",
            Self::Reading => "reading",
            Self::Flag => "flag",
            Self::MaxRejects => "rejected rows allowed",
            Self::EarliestRefused => "earliest future refused",
            Self::InputAdded => "input added",
            Self::InputRemoved => "input removed",
            Self::InputChanged => "input changed",
            Self::InputRenamed => "input renamed",
            Self::Setting => "setting",
            Self::NamedFile => "file of the settings",
            Self::Settings => "seal of the settings",
            Self::Calendar => "seal of the calendar",
        }
    }
}

/// One difference in what two runs were made with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it is about.
    pub what: What,
    /// Which of them, where there are several: an input, a flag, a setting.
    pub name: String,
    /// What the first run has, if anything.
    pub before: Option<String>,
    /// What the second run has, if anything.
    pub after: Option<String>,
}

/// One figure that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureChange {
    /// The table that it stands in, by its name in JSON.
    pub table: String,
    /// What names its row; empty for the total.
    pub key: String,
    /// Its column.
    pub figure: String,
    /// What the first run has; null for none.
    pub before: Value,
    /// What the second run has; null for none.
    pub after: Value,
}

impl FigureChange {
    pub(super) fn is_change(&self) -> bool {
        self.before != self.after
    }
}

/// What differs between two runs.
#[derive(Debug)]
pub struct Differences<'t> {
    /// In what they were made with.
    pub made_with: Vec<Change>,
    /// In where their rows went.
    pub account: Vec<FigureChange>,
    /// In their figures.
    pub figures: Vec<FigureChange>,
    /// In their contacts, or why those cannot be compared.
    pub contacts: Result<ContactChanges<'t>, ContactsLeftOut>,
}

impl Differences<'_> {
    /// Whether nothing differs.
    pub fn is_none(&self) -> bool {
        let contacts = self.contacts.as_ref().map_or(0, |contacts| contacts.changed.len());
        self.made_with.is_empty() && !self.has_figures() && contacts == 0
    }

    /// Whether a figure or a part of the account differs.
    pub fn has_figures(&self) -> bool {
        !self.account.is_empty() || !self.figures.is_empty()
    }
}

/// What differs between two runs, from `a` to `b`.
///
/// # Example
/// ```
/// use svarstid::seal::{Run, differences};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let text = include_str!("../../tests/snapshots/audit.json.snap");
/// # let text = &text[text.find('{').ok_or("no JSON")?..];
/// let edited = text.replacen("\"rejected\": 0", "\"rejected\": 7", 1);
/// let found = differences(&Run::parse(text)?, &Run::parse(&edited)?);
/// assert_eq!(found.account[0].figure, "rejected");
/// assert_eq!(found.account[0].after, 7);
/// assert!(differences(&Run::parse(text)?, &Run::parse(text)?).is_none());
/// # Ok(()) }
/// ```
pub fn differences<'t>(a: &Run<'t>, b: &Run<'t>) -> Differences<'t> {
    Differences {
        made_with: made_with::made_with(a, b),
        account: figures::account(a, b),
        figures: figures::figures(a, b),
        contacts: contacts(a, b),
    }
}
