//! Registers: a row for everything in the files that has a department, to be filled in.
//!
//! Only what is the organisation's own: officers and functions, and never a customer.

use std::collections::BTreeMap;

use super::departments::{key, united};
use super::domains::domain_of;
use super::numbers::OwnNumbers;
use super::words::Words;
use crate::audit::{Sightings, UnitKind};
use crate::organisation::{
    Organisation, PartyKind, RegisterColumn, RegisterKind, RegisterRow, SenderForm, readable_number,
};

/// A row of a register, and what is noted of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftRow {
    /// The row; its line is that of the file that it will stand in.
    pub row: RegisterRow,
    /// What it is, and how often it was seen.
    pub note: String,
}

/// A register that is begun.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftRegister {
    /// Its rows.
    pub rows: Vec<DraftRow>,
    /// Keys that are left out because a spreadsheet would take them for formulas.
    pub left_out: usize,
}

/// The header's name of the notes, which no reader of a register knows.
const NOTE: &str = "note";

impl DraftRegister {
    /// Rows without a department.
    pub fn unfilled(&self) -> usize {
        self.rows.iter().filter(|own| own.row.is_unfilled()).count()
    }

    /// The register as a spreadsheet in Sweden opens it: UTF-8 with its mark, and semicolons.
    ///
    /// # Errors
    /// What writing fails with; memory does not.
    pub fn to_csv(&self) -> std::io::Result<Vec<u8>> {
        let mut out = "\u{feff}".as_bytes().to_vec();
        let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(&mut out);
        let header = RegisterColumn::ALL.into_iter().map(RegisterColumn::id);
        writer.write_record(header.chain([NOTE]))?;
        for DraftRow { row, note } in &self.rows {
            let mut row = row.clone();
            let cells = RegisterColumn::ALL.map(|column| std::mem::take(row.cell_mut(column)));
            writer.write_record(cells.iter().chain([note]))?;
        }
        writer.flush()?;
        drop(writer);
        Ok(out)
    }
}

/// Begins a register: departments as they are spelt, and the keys that have one.
pub(super) fn draft(
    sightings: &Sightings,
    organisation: &Organisation,
    numbers: &OwnNumbers,
    words: Words,
) -> DraftRegister {
    let mut rows = Rows { register: DraftRegister::default(), names: BTreeMap::new(), words };
    for (spelling, name, count) in united(&sightings.departments) {
        rows.names.entry(key(&name)).or_insert_with(|| name.clone());
        let note = words.pick("stavning i filerna", "a spelling in the files");
        rows.add(RegisterKind::Department, &spelling, &name, note, count);
    }
    let kinds = [(UnitKind::Unit, RegisterKind::Unit), (UnitKind::Queue, RegisterKind::Queue)];
    for (kind, as_kind) in kinds {
        let own = sightings.units.iter().filter(|((own, _), _)| *own == kind);
        let mut own: Vec<(&str, u64)> = own.map(|((_, code), n)| (code.as_str(), *n)).collect();
        own.sort_by_key(|(code, count)| (std::cmp::Reverse(*count), *code));
        for (code, count) in own {
            let note = words.pick("kod i filerna", "a code in the files");
            rows.guessed(as_kind, code, code, note, count);
        }
    }
    addresses(sightings, organisation, &mut rows);
    for (number, count) in &numbers.numbers {
        let note = words.pick("eget nummer", "an own number");
        rows.add(RegisterKind::Did, &readable_number(number), "", note, *count);
    }
    for (digits, count) in &numbers.extensions {
        let note = words.pick("anknytning", "an extension");
        rows.add(RegisterKind::Extension, digits, "", note, *count);
    }
    rows.register
}

/// Own mailboxes: functions first, then people.
fn addresses(sightings: &Sightings, organisation: &Organisation, rows: &mut Rows) {
    let mut own: BTreeMap<&str, u64> = BTreeMap::new();
    let parties = &sightings.parties;
    for (mail, count) in &sightings.mails {
        let from = std::iter::once(&mail.from);
        for party in from.chain(mail.to.iter().filter(|to| **to != mail.from)) {
            *own.entry(parties.address(*party)).or_default() += count;
        }
    }
    for ((kind, text), count) in &sightings.units {
        if *kind == UnitKind::Address {
            *own.entry(text).or_default() += count;
        }
    }
    let is_own = |address: &str| {
        let standing = organisation.standing(PartyKind::Address, address);
        domain_of(address).is_some() && standing.is_own && standing.is_answerable
    };
    let mut own: Vec<(SenderForm, &str, u64)> = own
        .into_iter()
        .filter(|(address, _)| is_own(address))
        .map(|(address, count)| (organisation.sender_form(address), address, count))
        .collect();
    let place = |form: SenderForm| match form {
        SenderForm::FunctionBox => 0,
        SenderForm::Other => 1,
        SenderForm::Personal | SenderForm::NotOwn => 2,
    };
    own.sort_by_key(|(form, address, count)| (place(*form), std::cmp::Reverse(*count), *address));
    for (form, address, count) in own {
        let (kind, note) = match form {
            SenderForm::FunctionBox => {
                (RegisterKind::Mailbox, rows.words.pick("funktionslåda", "a function box"))
            }
            SenderForm::Personal | SenderForm::NotOwn => (
                RegisterKind::Person,
                rows.words.pick("medarbetare (namn.efternamn@)", "an officer (namn.efternamn@)"),
            ),
            SenderForm::Other => (
                RegisterKind::Mailbox,
                rows.words.pick(
                    "medarbetare eller låda: varken namn.efternamn@ eller en känd funktionslåda",
                    "an officer or a box: neither namn.efternamn@ nor a known function box",
                ),
            ),
        };
        let local = address.rsplit_once('@').map_or(address, |(local, _)| local);
        match kind {
            RegisterKind::Person => rows.add(kind, address, "", note, count),
            _ => rows.guessed(kind, address, local, note, count),
        }
    }
}

/// A register that grows.
struct Rows {
    register: DraftRegister,
    /// Departments by what their spellings have in common.
    names: BTreeMap<String, String>,
    words: Words,
}

impl Rows {
    /// A row whose department is the one of the same name, where there is one.
    fn guessed(&mut self, kind: RegisterKind, text: &str, name: &str, note: &str, count: u64) {
        match self.names.get(&key(name)).cloned() {
            Some(department) => {
                self.add(kind, text, &department, note, count);
                let same = self.words.pick("; gissat: samma namn", "; guessed: the same name");
                if let Some(last) = self.register.rows.last_mut().filter(|own| own.row.key == text)
                {
                    last.note.push_str(same);
                }
            }
            None => self.add(kind, text, "", note, count),
        }
    }

    fn add(&mut self, kind: RegisterKind, text: &str, department: &str, note: &str, count: u64) {
        if is_formula(text) || is_formula(department) {
            self.register.left_out += 1;
            return;
        }
        let rows = self.words.rows(count);
        let row = RegisterRow {
            line: self.register.rows.len() as u64 + 2,
            kind: kind.id().to_owned(),
            key: text.to_owned(),
            department: department.to_owned(),
            ..RegisterRow::default()
        };
        let note = self.words.pick(format!("{note}, i {rows}"), format!("{note}, in {rows}"));
        self.register.rows.push(DraftRow { row, note });
    }
}

/// Whether a spreadsheet would take a cell for a formula.
fn is_formula(cell: &str) -> bool {
    cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}
