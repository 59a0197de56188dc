//! Why a file cannot be read by its profile.

use std::fmt;

use crate::profile::language::{Cell, MomentForm, Piece, Rule, Slot, SpanText, Text};

/// Why a file cannot be read by its profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExtractError {
    /// It has none of the columns that a slot is taken from.
    Missing {
        /// The slot.
        slot: Slot,
        /// The columns that the profile knows, the first few.
        wanted: Vec<String>,
    },
    /// Nobody says the zone of its stamps.
    NoZone {
        /// The profile.
        profile: String,
    },
}

impl ExtractError {
    pub(super) fn missing(slot: Slot, rule: &Rule) -> Self {
        Self::Missing { slot, wanted: columns(&rule.source) }
    }

    pub(super) fn missing_span(slot: Slot, form: &MomentForm) -> Self {
        let wanted = form.plus.iter().flat_map(|shift| match &shift.span {
            SpanText::Column(cell, _) => vec![cell.name.clone()],
            SpanText::Between(since, until) => names(since.iter().chain(until)),
        });
        let wanted = wanted.take(SHOWN).collect();
        Self::Missing { slot, wanted }
    }
}

/// Columns that a message names at most.
const SHOWN: usize = 6;

fn names<'c>(cells: impl IntoIterator<Item = &'c Cell>) -> Vec<String> {
    cells.into_iter().map(|cell| cell.name.clone()).collect()
}

fn columns(text: &Text) -> Vec<String> {
    let mut names = match text {
        Text::Column(cells) | Text::Coalesce(cells) | Text::Union(cells) => names(cells),
        Text::ByDirection { incoming, outgoing, other } => {
            names(incoming.iter().chain(outgoing).chain(other))
        }
        Text::Between { since, until } => names(since.iter().chain(until)),
        Text::Template(pieces) => names(pieces.iter().filter_map(|piece| match piece {
            Piece::Cell(cell) => Some(cell),
            Piece::Text(_) | Piece::File => None,
        })),
        Text::Constant(_) => Vec::new(),
    };
    names.truncate(SHOWN);
    names
}

impl fmt::Display for ExtractError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { slot, wanted } => write!(
                f,
                "has no column for \"{}\" (the source profile knows {}); export it with that \
                 column, or copy the profile and change it (`svarstid profiles show`)",
                slot.id(),
                wanted.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
            ),
            Self::NoZone { profile } => write!(
                f,
                "its stamps have no offset, and the source profile {profile} cannot know in which \
                 zone the system writes them; say --source-zone Europe/Stockholm (or UTC), or \
                 time_zone in a [[source]] of the settings"
            ),
        }
    }
}

impl std::error::Error for ExtractError {}
