//! The list of contacts: each with its due moment, its verdict and its margin.

use crate::calendar::{Calendar, Instant};
use crate::contact::{Contact, Moment, Pairing};
use crate::judge::Verdict;
use crate::policy::Rule;

use super::provenance::Provenance;
use super::{Cell, Column, Lang, Report, RowStream, Rows, Table};

/// One contact of the list.
#[derive(Clone, Copy, Debug)]
pub struct ContactRow<'r> {
    /// The contact.
    pub contact: &'r Contact,
    /// What the audit says of it.
    pub verdict: &'r Verdict,
    /// Its id; empty for none.
    pub id: &'r str,
    /// Its department; empty for none.
    pub department: &'r str,
    /// The name of the input it was read from.
    pub source: &'r str,
    /// The line on which its record begins.
    pub line: u64,
    /// What pairing tells of it, where event logs were read.
    pub paired: Option<PairedRow<'r>>,
}

/// What pairing tells of a contact.
#[derive(Clone, Copy, Debug)]
pub struct PairedRow<'r> {
    /// The name of the input and the line of the answering row, where there is one.
    pub answer: Option<(&'r str, u64)>,
    /// Who asked and who was asked, where they are to be shown.
    pub parties: Option<(&'r str, &'r str)>,
}

/// Columns behind those of SPEC 9 when event logs were read.
const PAIRED_COLUMNS: [(&str, &str, &str, bool); 3] = [
    ("pairing", "Svaret hittat", "Answer found", false),
    ("answer_source", "Svarets fil", "File of the answer", false),
    ("answer_line", "Svarets rad", "Line of the answer", true),
];

/// Columns behind those when parties are to be shown.
const PARTY_COLUMNS: [(&str, &str, &str, bool); 2] =
    [("party", "Motpart", "Party", false), ("own", "Mottagare", "Own", false)];

/// The columns of `contacts --format csv`, in order (SPEC 9).
const COLUMNS: [(&str, &str, &str, bool); 13] = [
    ("id", "Ärende", "Id", false),
    ("channel", "Kanal", "Channel", false),
    ("origin", "Ursprung", "Origin", false),
    ("department", "Förvaltning", "Department", false),
    ("received", "Inkom", "Received", false),
    ("answered", "Besvarad", "Answered", false),
    ("rule", "Regel", "Rule", false),
    ("due", "Senast", "Due", false),
    ("verdict", "Utfall", "Verdict", false),
    ("hours", "Timmar", "Hours", true),
    ("late_hours", "Timmar för sent", "Hours late", true),
    ("source", "Fil", "File", false),
    ("line", "Rad", "Line", true),
];

/// Which columns the list of contacts has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Those of SPEC 9.
    Rows,
    /// And how the answer was found.
    Paired,
    /// And who asked and who was asked.
    Parties,
}

/// The cells of one contact, in the order of the columns.
pub fn contact_cells(
    row: ContactRow<'_>,
    rules: &[Rule],
    calendar: &Calendar,
    lang: Lang,
) -> Vec<Cell> {
    let ContactRow { contact, verdict, .. } = row;
    let text = |text: &str| match text {
        "" => Cell::Absent,
        text => Cell::Text(text.to_owned()),
    };
    let term =
        |id: &'static str, label: &'static str| Cell::Term { id: id.into(), label: label.into() };
    let rule = verdict.rule.and_then(|index| rules.get(usize::from(index)));
    let mut cells = vec![
        text(row.id),
        term(contact.channel().id(), lang.channel(contact.channel())),
        term(contact.origin().id(), lang.origin(contact.origin())),
        text(row.department),
        moment_cell(contact.received(), calendar),
        // An answer after as-of has not happened yet (SPEC 5): the list of last August must be
        // the same when it is printed a year later.
        match (contact.answered(), verdict.to_answer_s) {
            (Some(answer), Some(_)) => moment_cell(answer, calendar),
            _ => Cell::Absent,
        },
        rule.map_or(Cell::Absent, |rule| Cell::Text(rule.id.clone())),
        verdict.due.map_or(Cell::Absent, |due| stamp_cell(due, calendar)),
        term(verdict.outcome.id(), lang.outcome(verdict.outcome)),
        Cell::span(verdict.to_answer_s),
        verdict.late_s.map_or(Cell::Absent, Cell::Span),
        text(row.source),
        Cell::Count(row.line),
    ];
    if let Some(paired) = row.paired {
        // Of an answer that has not happened yet nothing is shown.
        let answer = paired.answer.filter(|_| verdict.to_answer_s.is_some());
        let pairing = if verdict.to_answer_s.is_some() { contact.pairing() } else { Pairing::None };
        cells.push(term(pairing.id(), lang.pick(pairing.swedish(), pairing.english())));
        cells.push(answer.map_or(Cell::Absent, |(source, _)| text(source)));
        cells.push(answer.map_or(Cell::Absent, |(_, line)| Cell::Count(line)));
        if let Some((party, own)) = paired.parties {
            cells.extend([text(party), text(own)]);
        }
    }
    cells
}

/// A stamp in the zone of the calendar; a bare date stays one.
pub fn moment_cell(moment: Moment, calendar: &Calendar) -> Cell {
    if moment.is_bare_date() {
        return Cell::Day(calendar.table.day_of(moment.instant));
    }
    stamp_cell(moment.instant, calendar)
}

pub(super) fn stamp_cell(instant: Instant, calendar: &Calendar) -> Cell {
    let wall = calendar.table.wall(instant);
    Cell::Stamp(wall, (wall.unix_seconds() - instant.unix_seconds()) as i32)
}

/// The columns of the list of contacts.
pub(super) fn columns(shown: Shown, lang: Lang) -> Vec<Column> {
    let mut columns = COLUMNS.to_vec();
    if shown != Shown::Rows {
        columns.extend(PAIRED_COLUMNS);
    }
    if shown == Shown::Parties {
        columns.extend(PARTY_COLUMNS);
    }
    let column = |(id, swedish, english, is_number): (_, _, _, bool)| {
        let title = lang.pick(swedish, english);
        if is_number { Column::numbers(id, title) } else { Column::words(id, title) }
    };
    columns.into_iter().map(column).collect()
}

/// The list of contacts, whose rows `stream` makes.
pub fn contacts_report<'a>(
    stream: Box<RowStream<'a>>,
    provenance: Provenance,
    shown: Shown,
    lang: Lang,
) -> Report<'a> {
    // The title of the report is that of its only table.
    let table = Table { title: String::new(), ..contacts_table(stream, shown, lang) };
    Report {
        schema: "svarstid.contacts/1",
        lang,
        title: lang.pick("Kontakter", "Contacts").to_owned(),
        lead: Vec::new(),
        facts: Vec::new(),
        tables: vec![table],
        sections: Vec::new(),
        provenance: Some(provenance),
    }
}

/// The list of contacts as a table of another report.
pub fn contacts_table<'a>(stream: Box<RowStream<'a>>, shown: Shown, lang: Lang) -> Table<'a> {
    Table::new(
        "contacts",
        lang.pick("Kontakter", "Contacts").to_owned(),
        columns(shown, lang),
        Rows::Streamed(stream),
    )
}
