//! Scope: what the rules and conditions of a profile may name.

use crate::document::{Complaints, Placed, instead, shown};
use crate::profile::fold::fold;
use crate::profile::language::{Cell, Slot};

/// What the rules and conditions of a profile may name.
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// Whether a test has read the profile before, so that its patterns need not be tried.
    pub(super) is_known: bool,
    /// The columns, where the profile itself names them; a misspelt one would be empty for ever.
    pub(super) columns: Option<Vec<String>>,
    /// The slots that `[fields]` has, whether their rules are sound or not.
    pub(super) slots: Vec<Slot>,
}

impl Scope {
    /// A column, with a complaint where there is none of that name.
    pub(super) fn cell(&self, text: Placed<&str>, complaints: &mut Complaints) -> Option<Cell> {
        if text.value.trim().is_empty() {
            complaints.add(text.at, "an empty name names no column; write its header cell");
            return None;
        }
        if text.value == Cell::FILE {
            return Some(Cell { name: Cell::FILE.to_owned(), nth: 1 });
        }
        let cell = cell(text.value);
        if let Some(columns) = &self.columns {
            let folded = fold(&cell.name);
            let same = columns.iter().filter(|name| fold(name) == folded).count();
            if same == 0 {
                let known = || columns.iter().map(String::as_str);
                let end = instead(&cell.name, known().map(|name| (name, name)), known());
                let name = shown(&cell.name);
                complaints.add(text.at, format!("no column {name} in \"columns\"; {end}"));
                return None;
            }
            if cell.nth > same {
                let message = format!("\"columns\" has {same} of the name {}", shown(&cell.name));
                complaints.add(text.at, message);
                return None;
            }
        }
        Some(cell)
    }

    /// Columns, without those that were complained about.
    pub(super) fn cells(&self, texts: &[Placed<&str>], complaints: &mut Complaints) -> Vec<Cell> {
        texts.iter().filter_map(|text| self.cell(*text, complaints)).collect()
    }
}

/// The column that a profile writes as `name` or, for the n-th of that name, `name#n`.
fn cell(text: &str) -> Cell {
    let first = |name: &str| Cell { name: name.to_owned(), nth: 1 };
    let Some((name, digits)) = text.rsplit_once('#').filter(|(name, _)| !name.is_empty()) else {
        return first(text);
    };
    let nth = digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok());
    match nth.flatten().filter(|nth| *nth > 0) {
        Some(nth) => Cell { name: name.to_owned(), nth },
        None => first(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_named_by_its_header_and_which_of_that_name_it_is() {
        for (text, name, nth) in [
            ("Comment", "Comment", 1),
            ("Comment#2", "Comment", 2),
            ("#", "#", 1),
            ("Ticket#", "Ticket#", 1),
            ("Ticket##2", "Ticket#", 2),
            ("a#b", "a#b", 1),
            ("a#0", "a#0", 1),
        ] {
            assert_eq!(cell(text), Cell { name: name.to_owned(), nth }, "{text}");
        }
    }
}
