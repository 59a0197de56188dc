//! The register: from mailboxes, numbers and codes to departments and their boards, day by day.
//!
//! Rows that contradict each other are no register. Nothing here reads a file.

mod check;
mod key;
mod posts;
mod row;

use rustc_hash::FxHashMap;

use super::PartyKind;
use super::range::Span;
use crate::calendar::Day;
use crate::profile::fold::fold;
use check::{Names, Reign};
use key::{Key, code};
use row::Validity;

pub use key::RegisterKind;
pub use posts::Posts;
pub use row::{RegisterColumn, RegisterComplaint, RegisterRow, RowPlace};

/// A department and its board on a day, as numbers of their names in the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Post {
    /// An index into [`Register::departments`]; never 0.
    pub department: u32,
    /// An index into [`Register::boards`]; 0 for a board that the register does not tell.
    pub board: u32,
}

/// Whose a key is, and when.
#[derive(Clone, Copy, Debug)]
struct Entry {
    department: u32,
    validity: Validity,
    place: RowPlace,
}

impl Entry {
    /// Whether both cannot be true of one key.
    fn contradicts(&self, other: &Self) -> bool {
        self.department != other.department && self.validity.overlaps(&other.validity)
    }
}

/// From keys to departments and boards.
///
/// # Example
/// ```
/// use svarstid::calendar::Day;
/// use svarstid::organisation::{Register, RegisterKind, RegisterRow};
/// let row = |line, kind: &str, key: &str, department: &str| RegisterRow {
///     line,
///     kind: kind.into(),
///     key: key.into(),
///     department: department.into(),
///     board: "Byggnämnden".into(),
///     ..RegisterRow::default()
/// };
/// let rows = [row(2, "anknytning", "1000..1099", "Bygg"), row(3, "extension", "1042", "Bygglov")];
/// let register = Register::new(rows.into_iter()).expect("no contradictions");
/// let day = Day::from_ymd(2026, 3, 2).expect("a day");
/// let post = register.find(RegisterKind::Extension, "1042", day).expect("known");
/// assert_eq!(register.departments()[post.department as usize], "Bygglov");
/// assert_eq!(register.boards()[post.board as usize], "Byggnämnden");
/// assert_eq!(register.find(RegisterKind::Extension, "2000", day), None);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Register {
    departments: Names,
    boards: Names,
    /// By department: when it answers to which board.
    reigns: Vec<Vec<Reign>>,
    /// By kind: one text.
    exact: [FxHashMap<String, Vec<Entry>>; RegisterKind::ALL.len()],
    /// By kind: ranges, the most specific ones first.
    ranges: [Vec<(Span, Entry)>; RegisterKind::ALL.len()],
    /// Mail domains.
    domains: FxHashMap<String, Vec<Entry>>,
    /// Departments by their folded names, for those of which no other has the same.
    by_fold: FxHashMap<String, Option<u32>>,
    /// Days on which something begins or no longer holds, in order.
    changes: Vec<Day>,
}

impl Register {
    /// What rows say together.
    ///
    /// A board that a row leaves empty is the one that other rows give its department on the
    /// same day. A row that has neither is yet to be filled in: it says nothing of its key, and
    /// what else stands in it has to be sound.
    ///
    /// # Errors
    /// Everything that is wrong in any row, and every contradiction between two, by line.
    pub fn new(rows: impl Iterator<Item = RegisterRow>) -> Result<Self, Vec<RegisterComplaint>> {
        let checked = check::check(rows)?;
        let mut register = Self {
            departments: checked.departments,
            boards: checked.boards,
            reigns: checked.reigns,
            ..Self::default()
        };
        for (kind, key, entry) in checked.entries {
            register.note_change(entry.validity);
            let kind = kind as usize;
            match key {
                Key::Exact(text) => register.exact[kind].entry(text).or_default().push(entry),
                Key::Domain(name) => register.domains.entry(name).or_default().push(entry),
                Key::Range(span) => register.ranges[kind].push((span, entry)),
            }
        }
        for ranges in &mut register.ranges {
            ranges.sort_by_key(|(span, _)| span.extent());
        }
        register.changes.sort_unstable();
        register.changes.dedup();
        for (number, name) in register.departments.list.iter().enumerate().skip(1) {
            let known = register.by_fold.entry(fold(name)).or_insert(Some(number as u32));
            *known = known.filter(|known| *known == number as u32);
        }
        Ok(register)
    }

    fn note_change(&mut self, validity: Validity) {
        if validity.from != Validity::ALWAYS.from {
            self.changes.push(validity.from);
        }
        if validity.until != Validity::ALWAYS.until {
            self.changes.push(validity.until.plus(1));
        }
    }

    /// The names of departments by their number; the first is empty.
    pub fn departments(&self) -> &[String] {
        &self.departments.list
    }

    /// The names of boards by their number; the first is empty.
    pub fn boards(&self) -> &[String] {
        &self.boards.list
    }

    /// Whether it has no row.
    pub fn is_empty(&self) -> bool {
        self.departments.list.len() == 1
    }

    /// Which stretch of unchanged days `day` lies in: on two days of the same one, every key
    /// has the same post.
    #[inline]
    pub fn epoch(&self, day: Day) -> u32 {
        self.changes.partition_point(|change| *change <= day) as u32
    }

    /// Whose a key is on a day; the most specific row decides: a key of its own before a
    /// range, a narrow range before a wide one, a mailbox before its domain.
    ///
    /// Numbers and addresses are given in their normal form, codes and names in any case.
    pub fn find(&self, kind: RegisterKind, text: &str, day: Day) -> Option<Post> {
        let department = match kind {
            RegisterKind::Mailbox => self.one(kind, text, day).or_else(|| self.domain(text, day)),
            RegisterKind::Extension | RegisterKind::Did => {
                self.one(kind, text, day).or_else(|| self.range(kind, text, day))
            }
            RegisterKind::Department => return self.department(text, day),
            RegisterKind::Queue | RegisterKind::Unit => self.one(kind, &code(text), day),
            RegisterKind::Person => {
                self.one(kind, text, day).or_else(|| self.one(kind, &code(text), day))
            }
        }?;
        Some(self.post(department, day))
    }

    /// Whose a party is on a day, by its normal form.
    pub fn party(&self, kind: PartyKind, normal: &str, day: Day) -> Option<Post> {
        let one = |kind| self.one(kind, normal, day);
        let department = match kind {
            PartyKind::Number => one(RegisterKind::Did)
                .or_else(|| one(RegisterKind::Person))
                .or_else(|| self.range(RegisterKind::Did, normal, day)),
            // A queue has a short number as an extension has.
            PartyKind::Extension | PartyKind::Short => one(RegisterKind::Extension)
                .or_else(|| one(RegisterKind::Queue))
                .or_else(|| self.range(RegisterKind::Extension, normal, day)),
            PartyKind::Address => one(RegisterKind::Mailbox)
                .or_else(|| one(RegisterKind::Person))
                .or_else(|| self.domain(normal, day)),
            PartyKind::Sender | PartyKind::Name => return self.code(normal, day),
        }?;
        Some(self.post(department, day))
    }

    /// Whose a code or a name is on a day: that of a unit, a queue, a person or a department.
    /// Where a system writes an address for its unit, as Teams does, it is that of the mailbox.
    pub fn code(&self, text: &str, day: Day) -> Option<Post> {
        let code = code(text);
        let kinds = [RegisterKind::Unit, RegisterKind::Queue, RegisterKind::Person];
        let mailbox = || match code.contains('@') {
            true => self.one(RegisterKind::Mailbox, &code, day).or_else(|| self.domain(&code, day)),
            false => None,
        };
        let department =
            kinds.into_iter().find_map(|kind| self.one(kind, &code, day)).or_else(mailbox);
        match department {
            Some(department) => Some(self.post(department, day)),
            None => self.department(text, day),
        }
    }

    /// The department of a spelling on a day: one that a row gives, or a department's own name,
    /// first as it stands and then folded (`Miljo- och bygg` is `Miljö och bygg`, unless the
    /// register has both); else that of a unit, for systems that write its code in the column.
    pub fn department(&self, spelling: &str, day: Day) -> Option<Post> {
        let code = code(spelling);
        let given = self.one(RegisterKind::Department, &code, day);
        let department = given
            .or_else(|| self.departments.find(&code))
            .or_else(|| self.by_fold.get(&fold(spelling)).copied().flatten())
            .or_else(|| self.one(RegisterKind::Unit, &code, day))?;
        Some(self.post(department, day))
    }

    fn post(&self, department: u32, day: Day) -> Post {
        let reigns = &self.reigns[department as usize];
        let reign = reigns.iter().find(|reign| reign.validity.holds_on(day));
        Post { department, board: reign.map_or(0, |reign| reign.board) }
    }

    fn one(&self, kind: RegisterKind, text: &str, day: Day) -> Option<u32> {
        on(self.exact[kind as usize].get(text)?, day)
    }

    fn range(&self, kind: RegisterKind, text: &str, day: Day) -> Option<u32> {
        let digits = text.strip_prefix('+').unwrap_or(text);
        self.ranges[kind as usize]
            .iter()
            .find(|(span, entry)| entry.validity.holds_on(day) && span.contains(digits))
            .map(|(_, entry)| entry.department)
    }

    /// By the domain of an address, or the nearest one above it.
    fn domain(&self, address: &str, day: Day) -> Option<u32> {
        let (_, mut domain) = address.rsplit_once('@')?;
        loop {
            if let Some(department) = self.domains.get(domain).and_then(|entries| on(entries, day))
            {
                return Some(department);
            }
            (_, domain) = domain.split_once('.')?;
        }
    }
}

/// The department of the entry that holds on a day; no two that hold differ in it.
fn on(entries: &[Entry], day: Day) -> Option<u32> {
    entries.iter().find(|entry| entry.validity.holds_on(day)).map(|entry| entry.department)
}

#[cfg(test)]
mod tests;
