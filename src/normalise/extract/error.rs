//! Why a file cannot be read by its profile.

use std::fmt;

use crate::profile::language::{Cell, MomentForm, Piece, Rule, Slot, Text};

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
        let wanted = form.plus.iter().map(|shift| shift.cell.name.clone()).collect();
        Self::Missing { slot, wanted }
    }
}

fn columns(text: &Text) -> Vec<String> {
    const SHOWN: usize = 6;
    let names = |cells: &[Cell]| cells.iter().map(|cell| cell.name.clone()).collect::<Vec<_>>();
    let mut names = match text {
        Text::Column(cells) | Text::Coalesce(cells) => names(cells),
        Text::ByDirection { incoming, outgoing, other } => {
            [incoming, outgoing, other].map(|cells| names(cells)).concat()
        }
        Text::Template(pieces) => pieces
            .iter()
            .filter_map(|piece| match piece {
                Piece::Cell(cell) => Some(cell.name.clone()),
                Piece::Text(_) => None,
            })
            .collect(),
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
