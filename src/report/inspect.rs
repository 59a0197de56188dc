//! The inspection of one file: what was detected and why, how its columns are understood,
//! its first contacts, and every refusal.

use crate::profile::DateOrder;
use crate::read::{Detected, EncodingReason, LineEnd, Nature};

use super::{Cell, Column, Fact, Lang, People, Report, Rows, Section, Table};

/// Where the values of a field come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mapped {
    /// From a column.
    Column(String),
    /// From several columns, as a profile says.
    Columns(Vec<String>),
    /// The same for every row.
    Constant(String),
    /// From nowhere.
    Nothing,
}

/// What an inspection is made of.
#[derive(Debug)]
pub struct InspectFacts<'a> {
    /// The file's name.
    pub name: &'a str,
    /// What was detected.
    pub detected: &'a Detected,
    /// The source that the file was taken to be of, and whether its name or somebody decided.
    pub source: Option<(&'a str, bool)>,
    /// The profile that reads it, where it is an export.
    pub profile: Option<&'a str>,
    /// Where each field, or slot of a profile, comes from.
    pub mapped: Vec<(&'static str, Mapped)>,
    /// Header cells that only conditions of a profile look at.
    pub conditions: Vec<String>,
    /// Which comes first in `03/04/2026`, where that matters.
    pub date_order: Option<DateOrder>,
    /// Rows read and rows rejected; absent where the file cannot be understood.
    pub rows: Option<(u64, u64)>,
    /// The first contacts as understood, in the columns of the list of contacts.
    pub contacts: Vec<Vec<Cell>>,
    /// Every refusal: file, line, code and what would be right.
    pub refusals: Vec<String>,
    /// Why the file cannot be understood; empty when it can.
    pub error: String,
    /// A `[[source]]` to paste into the settings.
    pub source_toml: String,
}

/// The inspection for machines: what people read as sentences stands in tables.
pub fn inspect_record<'a>(facts: &InspectFacts<'_>, lang: Lang) -> Report<'a> {
    let mut report = inspect_report(facts, lang);
    report.tables.insert(0, file_table(facts));
    let refusals = facts.refusals.iter().map(|line| vec![Cell::Text(line.clone())]).collect();
    report.tables.push(Table::new(
        "refusals",
        String::new(),
        vec![Column::words("message", "message")],
        Rows::Kept(refusals),
    ));
    report
}

/// The file in one row.
fn file_table<'a>(facts: &InspectFacts<'_>) -> Table<'a> {
    let detected = facts.detected;
    let text = |text: &str| match text {
        "" => Cell::Absent,
        text => Cell::Text(text.to_owned()),
    };
    // What is no text has neither encoding nor delimiter.
    let of_text = |cell| if detected.nature == Nature::Text { cell } else { Cell::Absent };
    let count = |count: Option<u64>| count.map_or(Cell::Absent, Cell::Count);
    let cells = [
        ("name", text(facts.name)),
        ("encoding", of_text(Cell::word(detected.encoding.id()))),
        ("encoding_reason", of_text(Cell::word(detected.encoding_reason.description()))),
        ("byte_order_mark", of_text(Cell::Flag(detected.bom))),
        ("delimiter", of_text(text(&detected.delimiter.to_string()))),
        ("line_end", of_text(Cell::word(line_end(detected.line_end)))),
        ("header_line", header_line(detected).map_or(Cell::Absent, Cell::Count)),
        ("source", text(facts.source.map_or("", |(name, _)| name))),
        ("date_order", facts.date_order.map_or(Cell::Absent, |order| Cell::word(order.id()))),
        ("rows", count(facts.rows.map(|(rows, _)| rows))),
        ("rejected", count(facts.rows.map(|(_, rejected)| rejected))),
        ("error", text(&facts.error)),
        ("source_toml", text(&facts.source_toml)),
        ("nature", Cell::word(detected.nature.id())),
        ("profile", text(facts.profile.unwrap_or_default())),
    ];
    Table::record("file", cells)
}

/// The line of the header, where there is one: documents and mails have none, and neither have
/// exports whose profile names the columns.
fn header_line(detected: &Detected) -> Option<u64> {
    let has_lines = matches!(detected.nature, Nature::Text | Nature::Sheet);
    Some(detected.header_line).filter(|line| has_lines && *line > 0)
}

/// What machines are told of a file whose header nobody knows.
pub fn unknown_record(name: &str, error: &str, profile_toml: &str, lang: Lang) -> Report<'static> {
    let text = |text: &str| Cell::Text(text.to_owned());
    let cells =
        [("name", text(name)), ("error", text(error)), ("profile_toml", text(profile_toml))];
    Report {
        schema: "svarstid.inspect/1",
        lang,
        title: name.to_owned(),
        lead: Vec::new(),
        facts: Vec::new(),
        tables: vec![Table::record("file", cells)],
        sections: Vec::new(),
        provenance: None,
    }
}

/// The inspection for people.
pub fn inspect_report<'a>(facts: &InspectFacts<'_>, lang: Lang) -> Report<'a> {
    let mut tables = vec![mapping_table(facts, lang)];
    if !facts.contacts.is_empty() {
        tables.push(contacts_table(facts.contacts.clone(), lang));
    }
    let mut sections = Vec::new();
    let mut section = |sv: &str, en: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            sections.push(Section::prose(lang.pick(sv, en), lines));
        }
    };
    let warnings = facts.detected.warnings.iter().map(ToString::to_string).collect();
    section("Varningar", "Warnings", warnings);
    section("Avvisade rader", "Rejected rows", facts.refusals.clone());
    let error = Some(facts.error.clone()).filter(|error| !error.is_empty());
    section(
        "Filen kan inte läsas än",
        "The file cannot be understood yet",
        error.into_iter().collect(),
    );
    sections.push(Section {
        title: lang
            .pick("Att klistra in i svarstid.toml", "To paste into svarstid.toml")
            .to_owned(),
        lines: facts.source_toml.trim().lines().map(str::to_owned).collect(),
        is_verbatim: true,
    });
    Report {
        schema: "svarstid.inspect/1",
        lang,
        title: facts.name.to_owned(),
        lead: Vec::new(),
        facts: detected_facts(facts, lang),
        tables,
        sections,
        provenance: None,
    }
}

fn detected_facts(facts: &InspectFacts<'_>, lang: Lang) -> Vec<Fact> {
    let detected = facts.detected;
    let people = People::new(lang);
    let mut lines = Vec::new();
    let mut fact = |sv: &str, en: &str, value: String| {
        lines.push(Fact { label: lang.pick(sv, en).to_owned(), value });
    };
    if detected.nature == Nature::Text {
        let reason = encoding_reason(detected.encoding_reason, lang);
        fact("Teckenkodning", "Encoding", format!("{}: {reason}", detected.encoding.id()));
        fact("Skiljetecken", "Delimiter", delimiter(facts, lang));
        fact("Radslut", "Line ends", line_end(detected.line_end).to_owned());
    } else {
        fact("Format", "Format", nature(detected.nature, lang).to_owned());
    }
    let above = match detected.preamble_lines {
        0 => String::new(),
        1 => lang.pick(", 1 rad ovanför", ", 1 line above it").to_owned(),
        n => format!(", {n} {}", lang.pick("rader ovanför", "lines above it")),
    };
    match header_line(detected) {
        Some(line) => {
            let word = lang.pick("rad", "line");
            fact("Rubrikrad", "Header", format!("{word} {line}{above}"));
        }
        None if detected.nature == Nature::Text => {
            let none = lang
                .pick("ingen; profilen namnger kolumnerna", "none; the profile names the columns");
            fact("Rubrikrad", "Header", none.to_owned());
        }
        None => {}
    }
    if let Some((name, by_name)) = facts.source {
        let why = match (facts.profile.is_some(), by_name) {
            (true, true) => lang.pick("som angivet", "as said"),
            (true, false) => lang.pick("efter innehållet", "by the content"),
            (false, true) => lang.pick("efter filens namn", "by the file's name"),
            (false, false) => lang.pick("efter rubrikraden", "by the header"),
        };
        let [swedish, english] = match facts.profile {
            Some(_) => ["Källprofil", "Source profile"],
            None => ["Källa", "Source"],
        };
        fact(swedish, english, format!("{name} ({why})"));
    }
    if let Some(order) = facts.date_order {
        let words = match order {
            DateOrder::DayFirst => lang.pick("dagen först", "day first"),
            DateOrder::MonthFirst => lang.pick("månaden först", "month first"),
        };
        fact("Datumordning", "Date order", format!("{} ({words})", order.id()));
    }
    if let Some((rows, rejected)) = facts.rows {
        let rejected = match rejected {
            0 => lang.pick("ingen avvisad", "none rejected").to_owned(),
            1 => lang.pick("1 avvisad", "1 rejected").to_owned(),
            n => format!("{} {}", people.count(n), lang.pick("avvisade", "rejected")),
        };
        fact("Rader", "Rows", format!("{}, {rejected}", people.count(rows)));
    }
    lines
}

fn encoding_reason(reason: EncodingReason, lang: Lang) -> &'static str {
    let swedish = match reason {
        EncodingReason::Asked => "angiven",
        EncodingReason::ByteOrderMark => "filen börjar med ett byteordningsmärke (BOM)",
        EncodingReason::ZeroBytes => "varannan byte är noll",
        EncodingReason::OnlyAscii => "bara ASCII, som är lika i UTF-8 och Windows-1252",
        EncodingReason::ValidUtf8 => "tecknen utanför ASCII är giltig UTF-8",
        EncodingReason::MostlyUtf8 => "de flesta tecken utanför ASCII är giltig UTF-8",
        EncodingReason::NotUtf8 => "tecknen utanför ASCII är inte UTF-8",
    };
    lang.pick(swedish, reason.description())
}

const fn nature(nature: Nature, lang: Lang) -> &'static str {
    match nature {
        Nature::Text => lang.pick("text", "text"),
        Nature::Sheet => lang.pick("kalkylblad", "sheet of a workbook"),
        Nature::Xml => "XML",
        Nature::Json => "JSON",
        Nature::Mail => lang.pick("mejl", "mails"),
    }
}

fn delimiter(facts: &InspectFacts<'_>, lang: Lang) -> String {
    let detected = facts.detected;
    let character = match detected.delimiter {
        '\t' => lang.pick("tabb", "tab").to_owned(),
        letter => letter.to_string(),
    };
    let why = if detected.sep_line {
        lang.pick("filen säger det (sep=)", "the file says so (sep=)")
    } else if facts.profile.is_some() {
        lang.pick("passar profilen", "fits the profile")
    } else {
        lang.pick("ger flest kända kolumner", "gives the most known columns")
    };
    format!("{character} ({why})")
}

const fn line_end(line_end: LineEnd) -> &'static str {
    match line_end {
        LineEnd::Lf => "LF",
        LineEnd::CrLf => "CRLF",
        LineEnd::Cr => "CR",
        LineEnd::Mixed => "LF + CRLF",
    }
}

/// Every field with its column, and every column that no field takes.
fn mapping_table<'a>(facts: &InspectFacts<'_>, lang: Lang) -> Table<'a> {
    let term = |(id, swedish, english): (&'static str, &'static str, &'static str)| Cell::Term {
        id: id.into(),
        label: lang.pick(swedish, english).into(),
    };
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for (field, mapped) in &facts.mapped {
        let (column, how) = match mapped {
            Mapped::Column(column) => (Cell::Text(column.clone()), ("column", "kolumn", "column")),
            Mapped::Columns(columns) => {
                (Cell::Text(columns.join(", ")), ("columns", "kolumner", "columns"))
            }
            Mapped::Constant(value) => (
                Cell::Text(value.clone()),
                ("constant", "samma för alla rader", "the same for all rows"),
            ),
            Mapped::Nothing => (Cell::Absent, ("missing", "saknas", "missing")),
        };
        rows.push(vec![Cell::word(*field), column, term(how)]);
    }
    let is_taken = |cell: &String| {
        facts.mapped.iter().any(|(_, mapped)| match mapped {
            Mapped::Column(own) => own == cell,
            Mapped::Columns(own) => own.contains(cell),
            Mapped::Constant(_) | Mapped::Nothing => false,
        })
    };
    for cell in facts.detected.header.iter().filter(|cell| !is_taken(cell)) {
        let how = match facts.conditions.contains(cell) {
            true => ("condition", "bara i villkor", "in conditions only"),
            false => ("ignored", "används inte", "ignored"),
        };
        rows.push(vec![Cell::Absent, Cell::Text(cell.clone()), term(how)]);
    }
    Table::new(
        "columns",
        lang.pick("Kolumner", "Columns").to_owned(),
        vec![
            Column::words("field", lang.pick("Fält", "Field")),
            Column::words("column", lang.pick("I filen", "In the file")),
            Column::words("how", lang.pick("Hur", "How")),
        ],
        Rows::Kept(rows),
    )
}

/// The first contacts: when they came in and were answered, and as what they count.
fn contacts_table<'a>(contacts: Vec<Vec<Cell>>, lang: Lang) -> Table<'a> {
    Table::new(
        "contacts",
        lang.pick("De första kontakterna", "The first contacts").to_owned(),
        vec![
            Column::numbers("line", lang.pick("Rad", "Line")),
            Column::words("received", lang.pick("Inkom", "Received")),
            Column::words("answered", lang.pick("Besvarad", "Answered")),
            Column::words("channel", lang.pick("Kanal", "Channel")),
            Column::words("origin", lang.pick("Ursprung", "Origin")),
            Column::words("department", lang.pick("Förvaltning", "Department")),
            Column::words("id", lang.pick("Ärende", "Id")),
        ],
        Rows::Kept(contacts),
    )
}
