//! Postings: whose each party and department cell is, by the register, day by day.
//!
//! Who is asked about again on a day of the same stretch is not looked up again.

use rustc_hash::{FxHashMap, FxHashSet};

use super::event::PartyId;
use super::parties::Parties;
use super::texts::Texts;
use crate::calendar::Day;
use crate::contact::DepartmentId;
use crate::organisation::{Post, Posts, Register};
use crate::profile::language::KeyKind;

/// Whether a code names a person: an address or a telephone number. Such a code is no name for a
/// department, since reports print those.
pub(super) fn is_personal(code: &[u8]) -> bool {
    /// Digits of the shortest telephone number; codes of units and queues have fewer.
    const DIGITS: usize = 7;
    let digits = code.iter().filter(|byte| byte.is_ascii_digit()).count();
    let is_number = |byte: &u8| byte.is_ascii_digit() || b"+- ()".contains(byte);
    memchr::memchr(b'@', code).is_some() || digits >= DIGITS && code.iter().all(is_number)
}

/// The departments of a run, numbered as a register tells them.
///
/// # Example
/// ```
/// use svarstid::calendar::Day;
/// use svarstid::normalise::{Parties, Postings};
/// use svarstid::organisation::{Organisation, Register, RegisterRow};
/// use svarstid::profile::language::KeyKind;
/// let row = RegisterRow {
///     line: 2,
///     kind: "did".into(),
///     key: "08-555 00 100".into(),
///     department: "Bygg".into(),
///     ..RegisterRow::default()
/// };
/// let register = Register::new([row].into_iter()).expect("no contradictions");
/// let mut parties = Parties::new(&Organisation::default());
/// let mut postings = Postings::new(&register);
/// let (called, day) = (parties.number(KeyKind::Phone, b"+46 8 555 00 100"), Day::from_unix_days(0));
/// let department = postings.party(&parties, called, day).expect("known");
/// assert_eq!(postings.department(b"BYGG", day), department);
/// assert_eq!(postings.posts().names()[department.0 as usize], "Bygg");
/// ```
#[derive(Clone, Debug)]
pub struct Postings<'r> {
    register: &'r Register,
    posts: Posts,
    /// By party and epoch.
    parties: FxHashMap<(PartyId, u32), Option<DepartmentId>>,
    /// Department cells as they stand in the input.
    cells: Texts,
    /// By cell and epoch.
    departments: FxHashMap<(u32, u32), DepartmentId>,
    /// Own numbers and addresses that were asked and that the register does not know.
    strangers: FxHashSet<PartyId>,
}

impl<'r> Postings<'r> {
    /// None yet.
    pub fn new(register: &'r Register) -> Self {
        Self {
            register,
            posts: Posts::new(register),
            parties: FxHashMap::default(),
            cells: Texts::default(),
            departments: FxHashMap::default(),
            strangers: FxHashSet::default(),
        }
    }

    /// Whose a party is on a day, if the register tells.
    pub fn party(&mut self, parties: &Parties, party: PartyId, day: Day) -> Option<DepartmentId> {
        let Self { register, posts, .. } = self;
        *self.parties.entry((party, register.epoch(day))).or_insert_with(|| {
            let post = register.party(parties.kind(party)?, &parties.text(party), day)?;
            Some(posts.number(post))
        })
    }

    /// The department of a cell that names one, on a day; one that the register does not know
    /// keeps its name and has no board.
    pub fn department(&mut self, cell: &[u8], day: Day) -> DepartmentId {
        let Self { register, posts, .. } = self;
        let number = self.cells.number(cell);
        *self.departments.entry((number, register.epoch(day))).or_insert_with(|| {
            let name = String::from_utf8_lossy(cell);
            let post = register.department(&name, day);
            numbered(posts, post, name.trim())
        })
    }

    /// The department of a cell with a code: a queue, a unit, a number or an address; one that
    /// the register does not know keeps the code as its name, unless it names a person.
    pub fn unit(
        &mut self,
        kind: KeyKind,
        cell: &[u8],
        parties: &mut Parties,
        day: Day,
    ) -> DepartmentId {
        let code = String::from_utf8_lossy(cell);
        if matches!(kind, KeyKind::Phone | KeyKind::Email) {
            let party = parties.number(kind, cell);
            if let Some(department) = self.party(parties, party, day) {
                return department;
            }
        }
        let post = self.register.code(&code, day);
        let is_nameless = post.is_none() && is_personal(cell);
        numbered(&mut self.posts, post, if is_nameless { "" } else { code.trim() })
    }

    /// Notes that somebody of the organisation was asked whom the register does not know.
    pub fn miss(&mut self, party: PartyId) {
        self.strangers.insert(party);
    }

    /// The departments so far.
    pub fn posts(&self) -> &Posts {
        &self.posts
    }

    /// The departments of the run.
    pub fn into_posts(mut self) -> Posts {
        self.posts.unknown_parties = self.strangers.len() as u64;
        self.posts
    }
}

fn numbered(posts: &mut Posts, post: Option<Post>, name: &str) -> DepartmentId {
    match post {
        Some(post) => posts.number(post),
        None => posts.unknown(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::organisation::{Organisation, RegisterRow};

    fn row(
        line: u64,
        kind: &str,
        key: &str,
        department: &str,
        from: &str,
        until: &str,
    ) -> RegisterRow {
        RegisterRow {
            file: 0,
            line,
            kind: kind.into(),
            key: key.into(),
            department: department.into(),
            board: format!("{department}nämnden"),
            from: from.into(),
            until: until.into(),
        }
    }

    #[test]
    fn whose_a_party_is_changes_on_the_day_that_the_register_says() {
        let rows = [
            row(2, "mailbox", "a@kommun.example", "Bygg", "", "2025-12-31"),
            row(3, "mailbox", "a@kommun.example", "Samhälls", "2026-01-01", ""),
            row(4, "queue", "8000", "Bygg", "", ""),
        ];
        let register = Register::new(rows.into_iter()).unwrap();
        let mut parties = Parties::new(&Organisation::default());
        let mut postings = Postings::new(&register);
        let (before, after) =
            (Day::from_ymd(2025, 12, 31).unwrap(), Day::from_ymd(2026, 1, 1).unwrap());
        let mailbox = parties.number(KeyKind::Email, b"A@kommun.example");
        let stranger = parties.number(KeyKind::Email, b"b@kommun.example");
        for _ in 0..2 {
            let old = postings.party(&parties, mailbox, before).unwrap();
            let new = postings.party(&parties, mailbox, after).unwrap();
            assert_eq!(postings.posts().names()[old.0 as usize], "Bygg");
            assert_eq!(postings.posts().names()[new.0 as usize], "Samhälls");
            assert_eq!(postings.party(&parties, stranger, after), None);
            assert_eq!(postings.party(&parties, PartyId::NOBODY, after), None);
            assert_eq!(postings.department(" bygg ".as_bytes(), after), old);
            assert_eq!(postings.unit(KeyKind::Text, b"8000", &mut parties, after), old);
            assert_eq!(postings.unit(KeyKind::Phone, b"8000", &mut parties, after), old);
            let unit = postings.unit(KeyKind::Email, b"a@kommun.example", &mut parties, after);
            assert_eq!(unit, new);
        }
    }

    #[test]
    fn a_department_that_the_register_does_not_know_is_shown_and_listed() {
        let register = Register::new([row(2, "unit", "1", "Bygg", "", "")].into_iter()).unwrap();
        let mut postings = Postings::new(&register);
        let mut parties = Parties::new(&Organisation::default());
        let day = Day::from_ymd(2026, 3, 2).unwrap();
        let kultur = postings.department(b"Kultur", day);
        assert_eq!(postings.department(b"Kultur", day), kultur);
        assert_eq!(postings.department(b"", day), DepartmentId::UNSTATED);
        let unit = postings.unit(KeyKind::Text, b"X9", &mut parties, day);
        let posts = postings.into_posts();
        assert_eq!(posts.unknown_names(), ["Kultur", "X9"]);
        assert_eq!(posts.names()[unit.0 as usize], "X9");
    }
}
