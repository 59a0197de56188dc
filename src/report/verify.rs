//! Whether a sealed run can be made again, as a report.

use crate::seal::{Differences, Run};

use super::diff::told;
use super::difference_words::{in_words, left_out, reasons};
use super::differences::{all, counts, tables};
use super::{Cell, Column, Fact, Lang, Report, Rows, Section, Table};

/// What is wrong with a sealed run before it is made again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// A file that the run was made with is nowhere.
    Missing {
        /// What it is for: `input`, `exemptions` or `register`.
        used_for: String,
        /// Its name.
        name: String,
        /// Its fingerprint.
        sha256: String,
    },
    /// A text that is kept in the run is not what its fingerprint says.
    Broken {
        /// What it is: `settings` or `profile`.
        used_for: String,
        /// Its name.
        name: String,
        /// Its fingerprint.
        sha256: String,
    },
}

/// How the bytes of the run compare with those of the run made again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bytes {
    /// They are the same.
    Same,
    /// They part on this line.
    DifferFrom(u64),
    /// They were written by another program, and need not be the same.
    OtherProgram,
}

/// What a verification is made of.
#[derive(Debug)]
pub struct VerifyFacts<'f, 't> {
    /// The name of the file and what it holds.
    pub run: (&'f str, &'f Run<'t>),
    /// What is wrong with it.
    pub flaws: &'f [Flaw],
    /// What differs when it is made again, where it could be, and how the bytes compare.
    pub again: Option<(&'f Differences<'t>, Bytes)>,
}

impl VerifyFacts<'_, '_> {
    /// Whether the run is what it says.
    pub fn is_same(&self) -> bool {
        let is_again = |(found, bytes): (&Differences<'_>, Bytes)| {
            found.is_none() && !matches!(bytes, Bytes::DifferFrom(_))
        };
        self.flaws.is_empty() && self.again.is_some_and(is_again)
    }
}

const SCHEMA: &str = "svarstid.verify/1";

/// The verification for people.
pub fn verify_report(facts: &VerifyFacts<'_, '_>, lang: Lang) -> Report<'static> {
    let sides = [lang.pick("Förseglat", "Sealed"), lang.pick("Nu", "Now")];
    let mut tables_of = vec![flaws(facts.flaws, lang)];
    let mut sections = Vec::new();
    if let Some((found, _)) = facts.again {
        tables_of.extend(tables(found, sides, lang));
        if let Some(why) = found.contacts.as_ref().err().and_then(|why| left_out(*why, lang)) {
            let title = lang.pick("Att veta", "To know");
            sections.push(Section::prose(title, vec![why.to_owned()]));
        }
    }
    let (name, run) = facts.run;
    let inputs: Vec<&str> =
        run.sealed.request.files.iter().map(|file| file.name.as_str()).collect();
    let why = facts.again.and_then(|(found, _)| reasons(found, lang));
    Report {
        schema: SCHEMA,
        lang,
        title: lang.pick("Kontroll av en körning", "Verification of a run").to_owned(),
        lead: std::iter::once(lead(facts, lang)).chain(why).collect(),
        facts: vec![
            Fact { label: lang.pick("Körning", "Run").to_owned(), value: told(name, run, lang) },
            Fact { label: lang.pick("Underlag", "Input").to_owned(), value: inputs.join(", ") },
        ],
        tables: tables_of,
        sections,
        provenance: None,
    }
}

/// The verification for machines; CSV writes the first table.
pub fn verify_record(facts: &VerifyFacts<'_, '_>) -> Report<'static> {
    let bytes = facts.again.map_or(Cell::Absent, |(_, bytes)| match bytes {
        Bytes::Same => Cell::Flag(true),
        Bytes::DifferFrom(_) => Cell::Flag(false),
        Bytes::OtherProgram => Cell::Absent,
    });
    let head = [
        ("same", Cell::Flag(facts.is_same())),
        ("run", Cell::Text(facts.run.0.to_owned())),
        ("flaws", Cell::Count(facts.flaws.len() as u64)),
        ("made_again", Cell::Flag(facts.again.is_some())),
        ("same_bytes", bytes),
    ];
    let counted = facts.again.map(|(found, _)| counts(found)).unwrap_or_default();
    let summary = Table::record("summary", head.into_iter().chain(counted));
    let mut tables_of = vec![summary, flaws(facts.flaws, Lang::Swedish)];
    if let Some((found, _)) = facts.again {
        tables_of.extend(tables(found, ["before", "after"], Lang::Swedish));
    }
    machine(tables_of)
}

/// The verification as one table, for CSV: all that is wrong or differs.
pub fn verify_list(facts: &VerifyFacts<'_, '_>) -> Report<'static> {
    let none = Differences {
        made_with: Vec::new(),
        account: Vec::new(),
        figures: Vec::new(),
        contacts: Err(crate::seal::ContactsLeftOut::Neither),
    };
    let mut table = all(facts.again.map_or(&none, |(found, _)| found));
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for flaw in facts.flaws {
        let (id, used_for, name, sha256) = flaw.parts();
        let (before, after) = (Cell::word(sha256.to_owned()), Cell::Absent);
        let what = Cell::Text(used_for.to_owned());
        let name = Cell::Text(name.to_owned());
        rows.push(vec![Cell::word(id), what, name, before, after, Cell::Absent]);
    }
    if let Some((_, Bytes::DifferFrom(line))) = facts.again {
        let name = Cell::word(format!("line {line}"));
        let (bytes, absent) = (Cell::word("bytes"), Cell::Absent);
        rows.push(vec![bytes.clone(), bytes, name, absent.clone(), absent.clone(), absent]);
    }
    if let Rows::Kept(found) = &mut table.rows {
        rows.append(found);
        *found = rows;
    }
    machine(vec![table])
}

fn machine(tables: Vec<Table<'static>>) -> Report<'static> {
    Report {
        schema: SCHEMA,
        // Machine formats never change with language.
        lang: Lang::Swedish,
        title: String::new(),
        lead: Vec::new(),
        facts: Vec::new(),
        tables,
        sections: Vec::new(),
        provenance: None,
    }
}

impl Flaw {
    /// What is wrong, with what, its name and its fingerprint.
    pub fn parts(&self) -> (&'static str, &str, &str, &str) {
        match self {
            Self::Missing { used_for, name, sha256 } => ("missing", used_for, name, sha256),
            Self::Broken { used_for, name, sha256 } => ("broken", used_for, name, sha256),
        }
    }
}

fn flaws(flaws: &[Flaw], lang: Lang) -> Table<'static> {
    let cells = |flaw: &Flaw| {
        let (id, used_for, name, sha256) = flaw.parts();
        let label = match flaw {
            Flaw::Missing { .. } => lang.pick("saknas", "missing"),
            Flaw::Broken { .. } => lang.pick("ändrad", "edited"),
        };
        let used = match used_for {
            "input" => lang.pick("underlag", "input"),
            "exemptions" => lang.pick("undantagslista", "exemption list"),
            "register" => lang.pick("register", "register"),
            "profile" => lang.pick("källprofil", "source profile"),
            _ => lang.pick("inställningar", "settings"),
        };
        vec![
            Cell::Term { id: id.into(), label: label.into() },
            Cell::Term { id: used_for.to_owned().into(), label: used.into() },
            super::differences::text(Some(name).filter(|name| !name.is_empty())),
            super::differences::fingerprint(Some(sha256)),
        ]
    };
    Table {
        key_columns: 3,
        is_optional: true,
        ..Table::new(
            "flaws",
            lang.pick("Brister", "Flaws").to_owned(),
            vec![
                Column::words("flaw", lang.pick("Brist", "Flaw")),
                Column::words("what", lang.pick("Vad", "What")),
                Column::words("name", lang.pick("Namn", "Name")),
                Column::words("sha256", "SHA-256"),
            ],
            Rows::Kept(flaws.iter().map(cells).collect()),
        )
    }
}

fn lead(facts: &VerifyFacts<'_, '_>, lang: Lang) -> String {
    let Some((found, bytes)) = facts.again else {
        let why = lang.pick(
            "Körningen kan inte göras om: något som den gjordes med saknas.",
            "The run cannot be made again: something that it was made with is missing.",
        );
        return why.to_owned();
    };
    if facts.is_same() {
        let same = match bytes {
            Bytes::Same => lang.pick(
                "Samma: körningen gjordes om och gav samma siffror, byte för byte.",
                "Same: the run was made again and gave the same figures, byte for byte.",
            ),
            _ => lang.pick(
                "Samma: körningen gjordes om och gav samma siffror.",
                "Same: the run was made again and gave the same figures.",
            ),
        };
        return same.to_owned();
    }
    let much = in_words(found, lang);
    let figures = match found.has_figures() {
        true => "",
        false => lang.pick(" Alla siffror är desamma.", " All figures are the same."),
    };
    let line = match bytes {
        Bytes::DifferFrom(line) if much.is_empty() => match lang {
            Lang::Swedish => format!(" Filen skiljer sig från rad {line} i hur den är skriven."),
            Lang::English => format!(" The file differs from line {line} in how it is written."),
        },
        _ => String::new(),
    };
    let differs = lang.pick("Skiljer sig", "Differs");
    match much.as_str() {
        "" => format!("{differs}.{figures}{line}"),
        much => format!("{differs}: {much}.{figures}"),
    }
}
