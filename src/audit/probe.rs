//! Probing: what the head of an input shows, before any row is judged.

use crate::normalise::Mapping;
use crate::profile::language::Profile;
use crate::read::{Detected, Kind, ReadError};

use super::ahead::Named;
use super::choice::ChoiceError;
use super::gather::open_parts;
use super::input::{Input, InputError, InputFault};
use super::mapping::UsedSource;
use super::part::{Body, Part};
use super::ready::{How, Ready, Taken, take};
use super::request::Request;

/// What a look at the head of a part of an input shows.
#[derive(Debug)]
pub struct Probe {
    /// The part's name: that of the input, and of the sheet or member.
    pub name: String,
    /// What was found, or why nobody knows what it is.
    pub found: Result<Found, InputFault>,
    /// What looks most like a table in what nobody knows.
    pub unknown: Option<Unknown>,
}

/// A table whose header nobody knows, as far as its head shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The base name of what it stands in.
    pub base_name: String,
    /// The line with the most cells.
    pub line: u64,
    /// Its cells.
    pub header: Vec<String>,
    /// The cells of the lines below it.
    pub rows: Vec<Vec<String>>,
}

impl Unknown {
    /// What of a part looks most like a table: the line and the delimiter with the most cells.
    pub(super) fn of(part: &Part) -> Option<Self> {
        let candidates: Vec<(u64, Option<char>, Vec<String>)> = match &part.body {
            Body::Stream(_, head) if head.kind() == Kind::Text => {
                let lines = head.headers().into_iter();
                lines.map(|own| (own.line, Some(own.delimiter), own.cells)).collect()
            }
            Body::Sheet(sheet) => {
                let rows = sheet.header_candidates().into_iter();
                rows.map(|row| (row.line, None, row.cells)).collect()
            }
            Body::Stream(..) | Body::Mails(_) => return None,
        };
        let filled = |cells: &[String]| cells.iter().filter(|c| !c.trim().is_empty()).count();
        // The first of those with the most.
        let best = candidates.iter().rev().max_by_key(|(_, _, cells)| filled(cells))?;
        let (line, delimiter, header) = best.clone();
        let below = candidates.into_iter().filter(|own| own.0 > line && own.1 == delimiter);
        (filled(&header) > 1).then(|| Self {
            base_name: part.base_name.clone(),
            line,
            header,
            rows: below.map(|(_, _, cells)| cells).collect(),
        })
    }

    /// Whether the line looks like values and not like names of columns; values can be personal
    /// data.
    pub fn looks_like_data(&self) -> bool {
        self.header.iter().any(|cell| {
            let digits = cell.chars().filter(char::is_ascii_digit).count();
            let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
            digits > letters || cell.contains('@')
        })
    }
}

/// What a part was taken for.
#[derive(Debug)]
pub struct Found {
    /// Encoding, delimiter, header and so on.
    pub detected: Detected,
    /// The source that it was taken to be of.
    pub source: Option<UsedSource>,
    /// How the cells of a contact log are to be understood; absent for an export of a profile.
    pub mapping: Option<Mapping>,
    /// The profile that reads it, where it is an export.
    pub profile: Option<Profile>,
    /// Why its cells cannot be understood, where they cannot be.
    pub fault: Option<InputFault>,
    /// What stands in the cells of the first rows: at most [`Probe::ROWS`].
    pub first_rows: Vec<Vec<String>>,
}

impl Probe {
    /// Rows that a probe keeps.
    pub const ROWS: usize = 5;
}

/// Looks at the head of every part of an input.
///
/// # Errors
/// [`InputError`] when it cannot be opened or taken apart.
pub fn probe(input: Input, request: &Request<'_>) -> Result<Vec<Probe>, InputError> {
    let named = Named::of(&input);
    let opened = open_parts(input, request)
        .map_err(|fault| InputError::new(named.name.clone(), named.path.clone(), fault))?;
    let look = |part: Part| {
        let name = part.name.clone();
        let unknown = Unknown::of(&part);
        let found = match take(part, named.names(), named.channel, request) {
            Err(fault) => Err(fault),
            Ok(Taken::NoHeader) => {
                Err(InputFault::Choice(ChoiceError::NoSheet { sheets: vec![name.clone()] }))
            }
            Ok(Taken::Ready(ready)) => Ok(found(*ready)),
        };
        let is_unknown = matches!(
            &found,
            Err(InputFault::Read(ReadError::NoHeader { .. })
                | InputFault::Choice(ChoiceError::NoSheet { .. }))
        );
        Probe { name, found, unknown: unknown.filter(|_| is_unknown) }
    };
    Ok(opened.parts.parts.into_iter().map(look).collect())
}

fn found(ready: Ready<'_>) -> Found {
    let Ready { records, how, source } = ready;
    let rows = records.sample().rows.into_iter().take(Probe::ROWS);
    let (mapping, profile, fault) = match how {
        How::Log(mapping) => (Some(mapping), None, None),
        How::Export { profile, .. } => (None, Some(profile.clone()), None),
        How::Failed(fault) => (None, None, Some(fault)),
    };
    Found {
        detected: records.detected().clone(),
        source,
        mapping,
        profile,
        fault,
        first_rows: rows.map(|row| row.cells).collect(),
    }
}
