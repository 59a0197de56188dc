//! Exemption lists: a file of contact ids, each with its reason, who decided it and when.

use std::fmt;
use std::path::Path;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::normalise::fold;
use crate::policy::{Exemption, ExemptionList};
use crate::read::{Options, Table};

use super::input::{Input, InputError, InputFault, open};

/// Why an exemption list cannot be used.
#[derive(Debug)]
pub enum ExemptionError {
    /// The file cannot be read.
    Input(InputError),
    /// A column is missing.
    NoColumn {
        /// The list's name.
        name: String,
        /// The column.
        column: &'static str,
    },
    /// A line is not usable.
    Line {
        /// The list's name.
        name: String,
        /// The line.
        line: u64,
        /// What is wrong and what would be right.
        what: &'static str,
    },
}

impl fmt::Display for ExemptionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(error) => write!(f, "{error}"),
            Self::NoColumn { name, column } => write!(
                f,
                "{name}: an exemption list needs the columns id and reason (and may have \
                 decided_by and date); there is no {column}"
            ),
            Self::Line { name, line, what } => write!(f, "{name}:{line}: {what}"),
        }
    }
}

impl std::error::Error for ExemptionError {}

/// The columns of an exemption list, with the Swedish names that they may have.
const COLUMNS: [(&str, &[&str]); 4] = [
    ("id", &["id", "ärende", "ärendenr", "ärendenummer", "kontakt-id", "diarienummer"]),
    ("reason", &["reason", "skäl", "orsak", "undantag"]),
    ("decided_by", &["decided_by", "beslutad av", "beslutat av", "beslutsfattare"]),
    ("date", &["date", "datum", "beslutsdatum"]),
];

fn column(cell: &str) -> Option<usize> {
    BY_NAME.get(&fold(cell)).copied()
}

/// The columns by their folded names. Detection asks for every cell of the first lines of every file.
static BY_NAME: LazyLock<FxHashMap<String, usize>> = LazyLock::new(|| {
    let named = |(at, (_, names)): (usize, &(&str, &[&str]))| {
        names.iter().map(move |name| (fold(name), at)).collect::<Vec<_>>()
    };
    COLUMNS.iter().enumerate().flat_map(named).collect()
});

/// Whether a header is that of an exemption list, and of nothing else.
pub(super) fn is_exemption_header(cells: &[String]) -> bool {
    let mut named = cells.iter().filter(|cell| !cell.trim().is_empty());
    let has = |of: usize| cells.iter().any(|cell| column(cell) == Some(of));
    has(0) && has(1) && named.all(|cell| column(cell).is_some())
}

/// Adds the exemptions of a file to `list`. A contact named twice keeps the later reason.
///
/// # Errors
/// [`ExemptionError`] when the file cannot be read, or a line has no id or no reason: an
/// exemption without a reason is none.
pub fn read_exemptions(path: &Path, list: &mut ExemptionList) -> Result<(), ExemptionError> {
    let input = Input::file(path);
    let name = input.name.clone();
    let failed = |fault: InputFault| {
        ExemptionError::Input(InputError::new(name.clone(), Some(path.to_owned()), fault))
    };
    let (bytes, trace) = open(input.stream, false).map_err(failed)?.split();
    let known = |cell: &str| column(cell).is_some();
    let table = Table::open(bytes, &Options::default(), &known);
    let mut table = table.map_err(|error| failed(InputFault::Read(error)))?;
    let mut at = [None; COLUMNS.len()];
    for (index, cell) in table.detected().header.iter().enumerate() {
        if let Some(column) = column(cell) {
            at[column].get_or_insert(index);
        }
    }
    let needed = |column: usize| {
        at[column].ok_or(ExemptionError::NoColumn { name: name.clone(), column: COLUMNS[column].0 })
    };
    let (id_at, reason_at) = (needed(0)?, needed(1)?);
    while table.advance().map_err(|error| failed(InputFault::Read(error)))? {
        let wrong = |what| ExemptionError::Line { name: name.clone(), line: table.line(), what };
        if table.is_undecodable() || table.width_fault().is_some() {
            return Err(wrong("the record cannot be read; expected as many fields as the header"));
        }
        let row = table.row();
        let cell = |index: Option<usize>| {
            crate::normalise::trimmed(index.and_then(|index| row.get(index)).unwrap_or_default())
        };
        let text = |index| String::from_utf8_lossy(cell(index)).into_owned();
        let id = cell(Some(id_at));
        let reason = text(Some(reason_at));
        if id.is_empty() {
            return Err(wrong("there is no id; expected the id of a contact"));
        }
        if reason.is_empty() {
            return Err(wrong("there is no reason; expected why the contact is exempt"));
        }
        let exemption = Exemption { reason, decided_by: text(at[2]), date: text(at[3]) };
        list.insert(id, exemption);
    }
    trace.finish().map_err(failed)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_means_its_own_column_and_no_other() {
        let names: usize = COLUMNS.iter().map(|(_, names)| names.len()).sum();
        assert_eq!(BY_NAME.len(), names, "no name stands twice");
        for (at, (id, names)) in COLUMNS.iter().enumerate() {
            assert!(names.iter().all(|name| column(name) == Some(at)), "{id}");
        }
        assert_eq!(column(" ÄRENDE-NR "), column("ärende nr"));
        assert_eq!(column("kanal"), None);
    }
}
