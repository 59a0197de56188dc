//! Probing: what the head of an input shows, before any row is judged.

use crate::normalise::Mapping;
use crate::read::Detected;

use super::gather::open_parts;
use super::input::{Input, InputError, InputFault};
use super::mapping::{MappingError, UsedSource};
use super::ready::{How, Taken, take};
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
#[derive(Clone, Debug)]
pub struct Found {
    /// Encoding, delimiter, header and so on.
    pub detected: Detected,
    /// The source that it was taken to be of.
    pub source: Option<UsedSource>,
    /// How the cells of a contact log are to be understood; absent for an export of a profile.
    pub mapping: Option<Mapping>,
    /// What stands in the cells of the first rows: at most [`Probe::ROWS`].
    pub first_rows: Vec<Vec<String>>,
}

impl Probe {
    /// Rows that a probe keeps.
    pub const ROWS: usize = 5;
}
