//! Contradictions: rows of a register that cannot all be true on the same day.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::key::{Key, RegisterKind};
use super::row::{RegisterComplaint, RowPlace, Said, Validity, understand};
use super::{Entry, RegisterRow};

/// The most boards: a group of a table has no room for the number of a later one.
pub(super) const MOST_BOARDS: usize = (1 << 14) - 1;

/// Names by number; number 0 is no name.
#[derive(Clone, Debug)]
pub(super) struct Names {
    pub(super) list: Vec<String>,
    by_code: FxHashMap<String, u32>,
}

impl Default for Names {
    fn default() -> Self {
        Self { list: vec![String::new()], by_code: FxHashMap::from_iter([(String::new(), 0)]) }
    }
}

impl Names {
    /// The number of a name; the first spelling of it is the one that is shown.
    fn number(&mut self, name: &str) -> u32 {
        let next = self.list.len() as u32;
        let number = *self.by_code.entry(super::key::code(name)).or_insert(next);
        if number == next {
            self.list.push(name.to_owned());
        }
        number
    }

    /// The number of a name by its code, if it is one.
    pub(super) fn find(&self, code: &str) -> Option<u32> {
        self.by_code.get(code).copied().filter(|number| *number != 0)
    }
}

/// When a department answers to a board, and which row says so first.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reign {
    pub(super) validity: Validity,
    pub(super) board: u32,
    place: RowPlace,
}

/// What rows say together.
#[derive(Debug, Default)]
pub(super) struct Checked {
    pub(super) departments: Names,
    pub(super) boards: Names,
    /// By department.
    pub(super) reigns: Vec<Vec<Reign>>,
    pub(super) entries: Vec<(RegisterKind, Key, Entry)>,
}

/// Understands rows and holds them against each other.
pub(super) fn check(
    rows: impl Iterator<Item = RegisterRow>,
) -> Result<Checked, Vec<RegisterComplaint>> {
    let mut complaints = Vec::new();
    let said: Vec<Said> = rows.filter_map(|row| understand(&row, &mut complaints)).collect();
    let mut checked = Checked::default();
    let mut reigns: BTreeMap<(u32, u32), Vec<Reign>> = BTreeMap::new();
    for said in &said {
        let department = checked.departments.number(&said.department);
        let board = checked.boards.number(&said.board);
        if board as usize > MOST_BOARDS {
            let message = format!("one board more than {MOST_BOARDS}, the most that there may be");
            complaints.push(RegisterComplaint { place: said.place, message });
        }
        if board != 0 {
            let reign = Reign { validity: said.validity, board, place: said.place };
            reigns.entry((department, board)).or_default().push(reign);
        }
        let entry = Entry { department, validity: said.validity, place: said.place };
        checked.entries.push((said.kind, said.key.clone(), entry));
    }
    checked.reigns = vec![Vec::new(); checked.departments.list.len()];
    for ((department, _), parts) in reigns {
        checked.reigns[department as usize].extend(united(parts));
    }
    same_keys(&checked.entries, &mut complaints);
    crossing_ranges(&checked.entries, &mut complaints);
    for reigns in &checked.reigns {
        two_boards(reigns, &mut complaints);
    }
    if complaints.is_empty() {
        return Ok(checked);
    }
    complaints.sort_by(|a, b| (a.place, &a.message).cmp(&(b.place, &b.message)));
    complaints.dedup();
    Err(complaints)
}

/// Stretches of time as few as can be: those that overlap or touch become one.
fn united(mut parts: Vec<Reign>) -> Vec<Reign> {
    parts.sort_by_key(|part| (part.validity.from, part.place));
    let mut whole: Vec<Reign> = Vec::new();
    for part in parts {
        match whole.last_mut() {
            Some(last) if touches(last.validity, part.validity) => {
                last.validity.until = last.validity.until.max(part.validity.until);
                last.place = last.place.min(part.place);
            }
            _ => whole.push(part),
        }
    }
    whole
}

/// Whether a stretch that begins later begins before the day after `first` has passed.
fn touches(first: Validity, later: Validity) -> bool {
    i64::from(later.from.unix_days()) <= i64::from(first.until.unix_days()) + 1
}

/// One key with two departments on the same day.
fn same_keys(entries: &[(RegisterKind, Key, Entry)], complaints: &mut Vec<RegisterComplaint>) {
    let mut by_key: FxHashMap<(RegisterKind, &Key), Vec<&Entry>> = FxHashMap::default();
    for (kind, key, entry) in entries {
        let earlier = by_key.entry((*kind, key)).or_default();
        complaints.extend(earlier.iter().find(|other| other.contradicts(entry)).map(|other| {
            let message = format!(
                "the same {} has another department {}, and both rows hold on the same day; give \
                 them \"from\" and \"until\"",
                kind.id(),
                entry.place.tells(other.place)
            );
            RegisterComplaint { place: entry.place, message }
        }));
        earlier.push(entry);
    }
}

/// Two ranges that share numbers, where neither holds the other: none is more specific.
fn crossing_ranges(
    entries: &[(RegisterKind, Key, Entry)],
    complaints: &mut Vec<RegisterComplaint>,
) {
    let ranges: Vec<_> = entries
        .iter()
        .filter_map(|(kind, key, entry)| match key {
            Key::Range(span) => Some((*kind, span, entry)),
            Key::Exact(_) | Key::Domain(_) => None,
        })
        .collect();
    for (at, (kind, span, entry)) in ranges.iter().enumerate() {
        let crossed = ranges[..at].iter().find(|(other_kind, other_span, other)| {
            other_kind == kind && span.crosses(other_span) && other.contradicts(entry)
        });
        complaints.extend(crossed.map(|(.., other)| {
            let message = format!(
                "the range shares some numbers, and not all, with that of another department {}; let \
                 one hold the other, or part them",
                entry.place.tells(other.place)
            );
            RegisterComplaint { place: entry.place, message }
        }));
    }
}

/// One department under two boards on the same day.
fn two_boards(reigns: &[Reign], complaints: &mut Vec<RegisterComplaint>) {
    for (at, reign) in reigns.iter().enumerate() {
        let other = reigns[..at]
            .iter()
            .find(|other| other.board != reign.board && other.validity.overlaps(&reign.validity));
        complaints.extend(other.map(|other| {
            let earlier = reign.place.min(other.place);
            let later = reign.place.max(other.place);
            let message = format!(
                "the same department has another board {}, and both rows hold on the same day; a \
                 department has one board at a time",
                later.tells(earlier)
            );
            RegisterComplaint { place: later, message }
        }));
    }
}
