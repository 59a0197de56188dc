//! Probing: what the head of an input shows, before any row is judged.

use crate::normalise::Mapping;
use crate::read::Detected;

use super::choice::ChoiceError;
use super::gather::open_parts;
use super::input::{Input, InputError, InputFault};
use super::mapping::UsedSource;
use super::part::Part;
use super::ready::{How, Ready, Taken, take};
use super::request::Request;

/// What a look at the head of a part of an input shows.
#[derive(Debug)]
pub struct Probe {
    /// The part's name: that of the input, and of the sheet or member.
    pub name: String,
    /// What was found, or why nobody knows what it is.
    pub found: Result<Found, InputFault>,
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
    let (name, path) = (input.name.clone(), input.path());
    let typed = path.as_ref().map_or(name.clone(), |path| path.display().to_string());
    let (base_name, channel) = (input.base_name(), input.channel);
    let opened = open_parts(input, request).map_err(|f| InputError::new(name, path, f))?;
    let named = [typed.as_str(), base_name.as_str()];
    let look = |part: Part| {
        let name = part.name.clone();
        let found = match take(part, named, channel, request) {
            Err(fault) => Err(fault),
            Ok(Taken::NoHeader) => {
                Err(InputFault::Choice(ChoiceError::NoSheet { sheets: vec![name.clone()] }))
            }
            Ok(Taken::Ready(ready)) => Ok(found(*ready)),
        };
        Probe { name, found }
    };
    Ok(opened.parts.parts.into_iter().map(look).collect())
}

fn found(ready: Ready<'_>) -> Found {
    let Ready { records, how, source } = ready;
    let rows = records.sample().rows.into_iter().take(Probe::ROWS);
    let (mapping, fault) = match how {
        How::Log(mapping) => (Some(mapping), None),
        How::Export { .. } => (None, None),
        How::Failed(fault) => (None, Some(fault)),
    };
    Found {
        detected: records.detected().clone(),
        source,
        mapping,
        fault,
        first_rows: rows.map(|row| row.cells).collect(),
    }
}
