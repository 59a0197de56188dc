//! A run read back from its JSON.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::line::ContactLine;
use super::members::Members;
use super::record::Sealed;

/// The reports that are runs, with the newest version of each that this program reads.
const SCHEMAS: [(&str, u32); 3] =
    [("svarstid.audit", 1), ("svarstid.report", 1), ("svarstid.contacts", 1)];

/// What every JSON of this program's reports begins its schema with.
const OURS: &str = "svarstid.";

/// The members that are no tables.
const HEAD: &[&str] = &[
    "schema",
    "tool",
    "guideline",
    "reading",
    "period",
    "as_of",
    "time_zone",
    "inputs",
    "states",
    "settings",
    "calendar",
    "request",
    "board",
    "min_n",
    "account",
    "faults",
    "contacts",
];

/// The program that made a run.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Tool {
    /// Its version.
    pub version: String,
    /// The version of its time-zone database.
    pub tz_database: String,
}

/// The period of a run.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct PeriodRecord {
    /// As it was asked for.
    pub asked: String,
    /// Its first day.
    pub from: String,
    /// Its last day.
    pub to: String,
}

/// An input of a run, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct InputLine {
    /// Its name.
    pub name: String,
    /// SHA-256 of the bytes of its file.
    pub sha256: Option<String>,
    /// Rows read from it.
    pub rows: u64,
}

/// A table of figures.
#[derive(Clone, Debug, PartialEq)]
pub struct TableOf {
    /// Its name.
    pub id: String,
    /// How many of the first columns name a row; where nobody says, those that hold words.
    pub key_columns: Option<usize>,
    /// Its rows.
    pub rows: Vec<Map<String, Value>>,
}

/// A run.
#[derive(Debug)]
pub struct Run<'t> {
    /// The name and version of its form.
    pub schema: String,
    /// What made it.
    pub tool: Tool,
    /// The guideline, as it is written.
    pub guideline: Value,
    /// The reading, where it is not the default one.
    pub reading: Option<String>,
    /// The period.
    pub period: Option<PeriodRecord>,
    /// The moment that it looks back from, RFC 3339.
    pub as_of: Option<String>,
    /// The zone of local times.
    pub time_zone: String,
    /// The inputs and their parts.
    pub inputs: Vec<InputLine>,
    /// What it was made with.
    pub sealed: Sealed,
    /// Where every row went.
    pub account: BTreeMap<String, u64>,
    /// Rejected rows by code.
    pub faults: BTreeMap<String, u64>,
    /// Its tables; the total is one with one row.
    pub tables: Vec<TableOf>,
    /// Its contacts, where it lists them.
    pub contacts: Option<Vec<ContactLine<'t>>>,
}

/// Why a text is no sealed run.
#[derive(Debug)]
pub enum RunError {
    /// It is no JSON.
    NotJson(serde_json::Error),
    /// It is JSON, and not of this program.
    NotOurs,
    /// It is a report of this program, and no run.
    NoRun {
        /// Its schema.
        schema: String,
    },
    /// It was written by a newer program, in a form that this one does not know.
    Newer {
        /// Its schema.
        schema: String,
        /// The newest that this program reads.
        known: String,
    },
    /// It was written before runs were sealed.
    NotSealed {
        /// The member that it lacks.
        member: &'static str,
    },
    /// A member is not what it must be.
    Member {
        /// Its name.
        name: String,
        /// What is wrong.
        error: serde_json::Error,
    },
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson(error) => {
                write!(f, "is no JSON ({error}); name what `svarstid audit --format json` wrote")
            }
            Self::NotOurs => f.write_str(
                "is JSON, and no report of svarstid; name what `svarstid audit --format json` wrote",
            ),
            Self::NoRun { schema } => write!(
                f,
                "is a report {schema}, which holds no figures; name a JSON of `svarstid audit`, \
                 `report` or `contacts`"
            ),
            Self::Newer { schema, known } => write!(
                f,
                "is of the form {schema}, and this program reads {known} at most; use a newer \
                 svarstid"
            ),
            Self::NotSealed { member } => write!(
                f,
                "has no member \"{member}\": it was written before runs were sealed, and cannot be \
                 made again; run `svarstid audit --format json` on the same files"
            ),
            Self::Member { name, error } => {
                write!(f, "the member \"{name}\" is not as svarstid writes it: {error}")
            }
        }
    }
}

impl std::error::Error for RunError {}

impl<'t> Run<'t> {
    /// Reads the JSON of a run.
    ///
    /// # Errors
    /// [`RunError`] when it is no run, or one that this program does not know.
    ///
    /// # Example
    /// ```
    /// use svarstid::seal::{Run, RunError};
    /// let error = Run::parse(r#"{"schema": "svarstid.audit/2"}"#).unwrap_err();
    /// assert!(matches!(error, RunError::Newer { .. }));
    /// assert!(matches!(Run::parse("[1]"), Err(RunError::NotOurs)));
    /// ```
    pub fn parse(text: &'t str) -> Result<Self, RunError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        // Any JSON first, so that what is no object is not called broken.
        let whole: &RawValue = serde_json::from_str(text).map_err(RunError::NotJson)?;
        if !whole.get().starts_with('{') {
            return Err(RunError::NotOurs);
        }
        let members: Members<'t> = serde_json::from_str(text).map_err(RunError::NotJson)?;
        let schema = schema(&members)?;
        let sealed = Sealed {
            settings: sealed_member(&members, "settings")?,
            calendar: sealed_member(&members, "calendar")?,
            request: sealed_member(&members, "request")?,
        };
        let by = sealed.request.flags.get("by").map(Vec::len);
        Ok(Self {
            schema,
            tool: member(&members, "tool")?,
            guideline: member(&members, "guideline")?,
            reading: member(&members, "reading")?,
            period: member(&members, "period")?,
            as_of: member(&members, "as_of")?,
            time_zone: member(&members, "time_zone")?,
            inputs: member(&members, "inputs")?,
            sealed,
            account: member(&members, "account")?,
            faults: member(&members, "faults")?,
            tables: tables(&members, by)?,
            contacts: members.get("contacts").map(|raw| read("contacts", raw)).transpose()?,
        })
    }

    /// Where and by what its name each input differs is told by what the command line named.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        let files = self.sealed.request.files.iter();
        files.map(|file| (file.name.as_str(), file.sha256.as_deref().unwrap_or_default()))
    }
}

/// The schema, which is one that this program reads.
fn schema(members: &Members<'_>) -> Result<String, RunError> {
    let schema = members.get("schema").and_then(|raw| serde_json::from_str(raw.get()).ok());
    let Some(schema): Option<String> = schema.filter(|own: &String| own.starts_with(OURS)) else {
        return Err(RunError::NotOurs);
    };
    let split = schema.split_once('/');
    let version = split.and_then(|(name, version)| Some((name, version.parse::<u32>().ok()?)));
    let known = version.and_then(|(name, _)| SCHEMAS.into_iter().find(|(own, _)| *own == name));
    match (version, known) {
        (Some((_, version)), Some((name, newest))) if version > newest => {
            Err(RunError::Newer { schema, known: format!("{name}/{newest}") })
        }
        (Some(_), Some(_)) => Ok(schema),
        _ => Err(RunError::NoRun { schema }),
    }
}

/// A member that came with sealing.
fn sealed_member<'t, T: Deserialize<'t>>(
    members: &Members<'t>,
    name: &'static str,
) -> Result<T, RunError> {
    let raw = members.get(name).ok_or(RunError::NotSealed { member: name })?;
    read(name, raw)
}

fn member<'t, T: Deserialize<'t>>(members: &Members<'t>, name: &str) -> Result<T, RunError> {
    match members.get(name) {
        Some(raw) => read(name, raw),
        None => {
            let error = serde::de::Error::custom("it is missing");
            Err(RunError::Member { name: name.to_owned(), error })
        }
    }
}

fn read<'t, T: Deserialize<'t>>(name: &str, raw: &'t RawValue) -> Result<T, RunError> {
    let failed = |error| RunError::Member { name: name.to_owned(), error };
    serde_json::from_str(raw.get()).map_err(failed)
}

/// Every member that is a table, or the total of one.
fn tables(members: &Members<'_>, by: Option<usize>) -> Result<Vec<TableOf>, RunError> {
    let others = members.0.iter().filter(|(name, _)| !HEAD.contains(&name.as_str()));
    others
        .map(|(name, raw)| {
            let id = name.clone();
            Ok(match read(name, raw)? {
                Value::Array(rows) => {
                    let key_columns = by.filter(|_| name == "groups");
                    TableOf { id, key_columns, rows: rows.into_iter().map(row).collect() }
                }
                value => TableOf { id, key_columns: Some(0), rows: vec![row(value)] },
            })
        })
        .collect()
}

/// A row of a table; what is none is the only value of one.
fn row(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(row) => row,
        value => [("value".to_owned(), value)].into_iter().collect(),
    }
}
