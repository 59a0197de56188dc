//! Rows of a register as they stand in its file, and what each says.

use std::fmt;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::key::{Key, RegisterKind};
use crate::calendar::Day;
use crate::profile::fold::fold;

/// A column of a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RegisterColumn {
    /// What kind of key it is.
    Kind,
    /// The key: an address, a number, a code.
    Key,
    /// Whose it is.
    Department,
    /// The board that the department answers to; may be left empty.
    Board,
    /// The first day on which the row holds; always, where empty.
    From,
    /// The last day on which it holds.
    Until,
}

impl RegisterColumn {
    /// Every column, in order.
    pub const ALL: [Self; 6] =
        [Self::Kind, Self::Key, Self::Department, Self::Board, Self::From, Self::Until];

    /// Its name.
    pub const fn id(self) -> &'static str {
        self.names()[0]
    }

    /// Its names; the first is the English one.
    const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Kind => &["kind", "slag", "typ"],
            Self::Key => &["key", "nyckel", "värde"],
            Self::Department => &["department", "förvaltning", "avdelning", "kontor"],
            Self::Board => &["board", "nämnd", "styrelse"],
            Self::From => &["from", "från", "från och med", "gäller från"],
            Self::Until => &["until", "till", "till och med", "gäller till", "to"],
        }
    }

    /// The column that a header cell names, whatever its spelling.
    ///
    /// # Example
    /// ```
    /// use svarstid::organisation::RegisterColumn;
    /// assert_eq!(RegisterColumn::of("Nämnd"), Some(RegisterColumn::Board));
    /// assert_eq!(RegisterColumn::of("comment"), None);
    /// ```
    pub fn of(cell: &str) -> Option<Self> {
        COLUMNS.get(&fold(cell)).copied()
    }
}

/// The columns by their folded names. Detection asks for every cell of the first lines of every file.
static COLUMNS: LazyLock<FxHashMap<String, RegisterColumn>> = LazyLock::new(|| {
    let named =
        |column: RegisterColumn| column.names().iter().map(move |name| (fold(name), column));
    RegisterColumn::ALL.into_iter().flat_map(named).collect()
});

/// A row of a register as it stands in its file; empty cells are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RegisterRow {
    /// Which file it is of, where there are several, from 0.
    pub file: u32,
    /// Its line (or row of a sheet), from 1.
    pub line: u64,
    /// [`RegisterColumn::Kind`]
    pub kind: String,
    /// [`RegisterColumn::Key`]
    pub key: String,
    /// [`RegisterColumn::Department`]
    pub department: String,
    /// [`RegisterColumn::Board`]
    pub board: String,
    /// [`RegisterColumn::From`]: `2026-01-01`
    pub from: String,
    /// [`RegisterColumn::Until`]: `2026-12-31`, included
    pub until: String,
}

impl RegisterRow {
    /// Whether it is yet to be filled in: it names a key, and neither a department nor a board.
    pub fn is_unfilled(&self) -> bool {
        self.department.trim().is_empty() && self.board.trim().is_empty()
    }

    /// The cell of a column.
    pub fn cell_mut(&mut self, column: RegisterColumn) -> &mut String {
        match column {
            RegisterColumn::Kind => &mut self.kind,
            RegisterColumn::Key => &mut self.key,
            RegisterColumn::Department => &mut self.department,
            RegisterColumn::Board => &mut self.board,
            RegisterColumn::From => &mut self.from,
            RegisterColumn::Until => &mut self.until,
        }
    }
}

/// Where a row of a register stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowPlace {
    /// Which file, where there are several, from 0.
    pub file: u32,
    /// Its line (or row of a sheet), from 1.
    pub line: u64,
}

impl RowPlace {
    /// How a message about a row at `self` says where the row at `other` stands.
    pub(super) fn tells(self, other: Self) -> String {
        let file = if self.file == other.file { "" } else { " of another file of the register" };
        format!("on line {}{file}", other.line)
    }
}

/// What is wrong with a row of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterComplaint {
    /// Where the row stands.
    pub place: RowPlace,
    /// What is wrong, and what would be right; it says nothing of what the cells hold.
    pub message: String,
}

impl fmt::Display for RegisterComplaint {
    /// Writes `line: message`; whoever knows the file's name puts it in front.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place.line, self.message)
    }
}

/// The days on which a row holds, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Validity {
    pub(super) from: Day,
    pub(super) until: Day,
}

impl Validity {
    /// The first and the last day that there are.
    pub(super) const ALWAYS: Self =
        Self { from: Day::from_unix_days(i32::MIN), until: Day::from_unix_days(i32::MAX) };

    pub(super) fn holds_on(&self, day: Day) -> bool {
        self.from <= day && day <= self.until
    }

    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.from <= other.until && other.from <= self.until
    }
}

/// What a sound row says.
#[derive(Clone, Debug)]
pub(super) struct Said {
    pub(super) place: RowPlace,
    pub(super) kind: RegisterKind,
    pub(super) key: Key,
    pub(super) department: String,
    pub(super) board: String,
    pub(super) validity: Validity,
}

/// Understands a row, or says everything that is wrong with it.
pub(super) fn understand(
    row: &RegisterRow,
    complaints: &mut Vec<RegisterComplaint>,
) -> Option<Said> {
    let place = RowPlace { file: row.file, line: row.line };
    let mut complain = |message: String| {
        complaints.push(RegisterComplaint { place, message });
    };
    let kind = RegisterKind::of(&row.kind);
    if kind.is_none() {
        let kinds: Vec<&str> = RegisterKind::ALL.into_iter().map(RegisterKind::id).collect();
        complain(format!("\"kind\" is not known; write one of {}", kinds.join(", ")));
    }
    let key = kind.and_then(|kind| match Key::parse(kind, &row.key) {
        Ok(key) => Some(key),
        Err(why) => {
            complain(format!("\"key\" is no {}: {why}", kind.id()));
            None
        }
    });
    let department = words(&row.department);
    // A row that is yet to be filled in says nothing, and nothing wrong.
    if department.is_empty() && !row.is_unfilled() {
        complain("\"department\" is empty; write whose the key is".to_owned());
    }
    let mut date = |column: &str, cell: &str, otherwise: Day| match cell.trim() {
        "" => Some(otherwise),
        text => {
            let day = day(text);
            if day.is_none() {
                let message = format!("\"{column}\" is no date; write one such as 2026-01-31");
                complaints.push(RegisterComplaint { place, message });
            }
            day
        }
    };
    let from = date("from", &row.from, Validity::ALWAYS.from);
    let until = date("until", &row.until, Validity::ALWAYS.until);
    let (from, until) = (from?, until?);
    if until < from {
        let message = "\"until\" is before \"from\"; it is the last day, included".to_owned();
        complaints.push(RegisterComplaint { place, message });
        return None;
    }
    let (kind, key) = (kind?, key?);
    let validity = Validity { from, until };
    let board = words(&row.board);
    (!department.is_empty()).then_some(Said { place, kind, key, department, board, validity })
}

/// `text` with single spaces.
pub(super) fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A date as people and spreadsheets write it: `2026-01-31`, with or without midnight.
fn day(text: &str) -> Option<Day> {
    let (date, time) = text.split_once([' ', 'T']).unwrap_or((text, ""));
    if !["", "00:00", "00:00:00"].contains(&time) {
        return None;
    }
    let mut parts = date.split('-').map(|part| {
        let is_plain = part.bytes().all(|byte| byte.is_ascii_digit());
        (is_plain && part.len() <= 4).then(|| part.parse::<u32>().ok()).flatten()
    });
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let is_whole = parts.next().is_none() && date.len() == 10;
    if is_whole { Day::from_ymd(i32::try_from(year).ok()?, month, day) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_means_its_own_column_and_no_other() {
        let names: usize = RegisterColumn::ALL.iter().map(|column| column.names().len()).sum();
        assert_eq!(COLUMNS.len(), names, "no name stands twice");
        for column in RegisterColumn::ALL {
            assert!(column.names().iter().all(|name| RegisterColumn::of(name) == Some(column)));
        }
    }
}
