//! Input: how the bytes of an export become rows of named cells.

use toml::de::DeValue;

use super::keys;
use super::pattern::{capture, regex};
use super::scope::Scope;
use crate::document::value::{count, elements};
use crate::document::{Complaints, Placed, Section, known, shown, wrong_type};
use crate::profile::language::{Format, Header, Input, Ragged, TableForm};
use crate::profile::words::encoding;

/// How messages call the table.
const TITLE: &str = "[input]";

/// What `[input]` says; a table that is detected where it says nothing.
pub(super) fn input(top: &Section<'_>, scope: &Scope, complaints: &mut Complaints) -> Input {
    let Some(section) = top.table("input", TITLE, &keys::INPUT, complaints) else {
        return unsaid();
    };
    let encoding = section
        .text("encoding", "\"windows-1252\"", complaints)
        .and_then(|word| encoding(word, complaints));
    let nulls = section.text_or_texts("null", "[\"NULL\"]", complaints);
    let nulls = nulls.map(|nulls| nulls.value).unwrap_or_default();
    let nulls = nulls.iter().map(|null| null.value.to_owned()).collect();
    let file = section.text("file", "'^(.+)Diarium'", complaints);
    let file = file.and_then(|pattern| capture(pattern, scope, complaints));
    Input { format: format(&section, scope, complaints), encoding, nulls, file }
}

/// What holds without `[input]`.
pub(super) fn unsaid() -> Input {
    let form = TableForm {
        delimiter: None,
        is_quoted: true,
        header: Header::Found,
        skip_rows: Vec::new(),
        skip_lines: None,
        ragged: Ragged::Reject,
        sheet: None,
    };
    Input { format: Format::Table(form), encoding: None, nulls: Vec::new(), file: None }
}

fn format(section: &Section<'_>, scope: &Scope, complaints: &mut Complaints) -> Format {
    const FORMATS: [&str; 4] = ["table", "xml", "json", "mail"];
    let word = section.text("format", "\"xml\"", complaints);
    let word = word.and_then(|word| {
        let found = FORMATS.into_iter().find(|format| *format == word.value);
        let spellings = FORMATS.map(|format| (format, format)).into_iter();
        let also = [("csv", "table"), ("xlsx", "table"), ("xes", "xml"), ("mbox", "mail")];
        known("format", word, found, spellings.chain(also), FORMATS, complaints)
    });
    let format = word.unwrap_or("table");
    let is_table = format == "table";
    let mut refuse = |unused: &[&str]| {
        for (key, value) in unused.iter().filter_map(|key| Some((key, section.value(key)?))) {
            complaints.add(value.span().start, format!("\"{key}\" says nothing of {format}"));
        }
    };
    if !is_table {
        refuse(&keys::OF_TABLES);
    }
    if is_table || format == "mail" {
        refuse(&["records"]);
    }
    match format {
        "xml" => Format::Xml { records: elements_of(section, complaints) },
        "json" => Format::Json { records: list_of(section, complaints) },
        "mail" => Format::Mail,
        _ => Format::Table(table(section, scope, complaints)),
    }
}

/// Paths of the XML elements that are records.
fn elements_of(section: &Section<'_>, complaints: &mut Complaints) -> Vec<String> {
    const EXAMPLE: &str = "[\"smses/sms\"]";
    let Some(paths) = section.text_or_texts("records", EXAMPLE, complaints) else {
        if section.value("records").is_none() {
            let message = format!(
                "{TITLE} has no \"records\": the elements that are records, such as {EXAMPLE}"
            );
            complaints.add(section.at, message);
        }
        return Vec::new();
    };
    if paths.value.is_empty() || paths.value.iter().any(|path| path.value.trim().is_empty()) {
        complaints.add(paths.at, format!("\"records\" names nothing; write one such as {EXAMPLE}"));
    }
    paths.value.iter().map(|path| path.value.to_owned()).collect()
}

/// The path of the list of JSON records.
fn list_of(section: &Section<'_>, complaints: &mut Complaints) -> String {
    if section.value("records").is_none() {
        let message = format!(
            "{TITLE} has no \"records\": where the list is, such as \"data\"; \"\" where the \
             document itself is one"
        );
        complaints.add(section.at, message);
    }
    let path = section.text("records", "\"data\"", complaints);
    path.map(|path| path.value.to_owned()).unwrap_or_default()
}

fn table(section: &Section<'_>, scope: &Scope, complaints: &mut Complaints) -> TableForm {
    let quote = section.flag("quote", complaints);
    let is_quoted = quote.unwrap_or(section.value("quote").is_none());
    let sheet = section.text("sheet", "\"Data\"", complaints);
    if let Some(sheet) = sheet.filter(|sheet| sheet.value.trim().is_empty()) {
        complaints.add(sheet.at, "\"sheet\" is empty; name one, or leave it out for every sheet");
    }
    let skip_lines = section.text("skip_lines", "'^-+$'", complaints);
    TableForm {
        delimiter: delimiter(section, is_quoted, complaints),
        is_quoted,
        header: header(section, complaints),
        skip_rows: skip_rows(section, complaints),
        skip_lines: skip_lines.and_then(|pattern| regex(pattern, scope, complaints)),
        ragged: ragged(section, complaints),
        sheet: sheet.map(|sheet| sheet.value.to_owned()),
    }
}

fn delimiter(section: &Section<'_>, is_quoted: bool, complaints: &mut Complaints) -> Option<char> {
    let Placed { at, value } = section.text("delimiter", "\";\"", complaints)?;
    let mut chars = value.chars();
    let one = chars.next().filter(|_| chars.next().is_none());
    let Some(one) = one.filter(|c| !matches!(c, '"' | '\r' | '\n' | '\0' | '\u{feff}')) else {
        let message = format!(
            "the delimiter {} must be one character, such as \";\" or \"\\t\", and no quote or line \
             end",
            shown(value)
        );
        complaints.add(at, message);
        return None;
    };
    if is_quoted && !one.is_ascii() {
        let message = format!(
            "the delimiter {} is not in ASCII, and no system quotes with such a one; write \
             quote = false",
            shown(value)
        );
        complaints.add(at, message);
        return None;
    }
    Some(one)
}

fn header(section: &Section<'_>, complaints: &mut Complaints) -> Header {
    const FORMS: &str = "\"found\", \"none\", { line = 3 } or { prefix = \"#Fields: \" }";
    let header = match section.value("header") {
        None => Header::Found,
        Some(value) => {
            let at = value.span().start;
            match value.get_ref() {
                DeValue::String(word) if word == "found" => Header::Found,
                DeValue::String(word) if word == "none" => return columns(section, at, complaints),
                DeValue::Table(_) => placed(section, complaints),
                DeValue::String(word) => {
                    let message = format!("unknown \"header\" {}; known: {FORMS}", shown(word));
                    complaints.add(at, message);
                    Header::Found
                }
                _ => {
                    let right = "a string or a table";
                    let message = wrong_type("header", value, right, "{ line = 3 }");
                    complaints.add(at, message);
                    Header::Found
                }
            }
        }
    };
    if let Some(columns) = section.value("columns") {
        let message = "\"columns\" name the columns of a file that has no header; write \
                       header = \"none\" as well";
        complaints.add(columns.span().start, message);
    }
    header
}

/// A header on a line, or behind a prefix.
fn placed(section: &Section<'_>, complaints: &mut Complaints) -> Header {
    const TITLE: &str = "\"header\"";
    let Some(place) = section.table("header", TITLE, &keys::HEADER, complaints) else {
        return Header::Found;
    };
    if place.value("line").is_some() == place.value("prefix").is_some() {
        let message = "\"header\" must have one of \"line\" and \"prefix\"";
        complaints.add(place.at, message);
    }
    if let Some(prefix) = place.text("prefix", "\"#Fields: \"", complaints) {
        if prefix.value.trim().is_empty() {
            let message = "\"prefix\" is empty; write what stands before the names, such as \
                           \"#Fields: \"";
            complaints.add(prefix.at, message);
        }
        return Header::Prefix(prefix.value.to_owned());
    }
    match place.count("line", 1, "3", complaints) {
        Some(line) => Header::Line(line),
        None => Header::Found,
    }
}

/// The columns of a file without a header that says so at `at`. A `?` at the end of a name says
/// that the column may be left out.
fn columns(section: &Section<'_>, at: usize, complaints: &mut Complaints) -> Header {
    const EXAMPLE: &str = "[\"start\", \"from\", \"to\", \"note?\"]";
    let names = section.texts("columns", EXAMPLE, complaints);
    if section.value("columns").is_none() {
        let message = format!("header = \"none\" needs \"columns\", such as {EXAMPLE}");
        complaints.add(at, message);
    }
    let (mut columns, mut required, mut has_optional) = (Vec::new(), 0, false);
    for name in names.map(|names| names.value).unwrap_or_default() {
        let bare = name.value.strip_suffix('?');
        let column = bare.unwrap_or(name.value);
        if column.trim().is_empty() {
            complaints.add(name.at, "a column without a name; call what is not used \"unused\"");
        }
        if bare.is_some() {
            has_optional = true;
        } else if has_optional {
            let message = format!(
                "{} is always there and stands behind one that may be left out; only the last \
                 columns may be",
                shown(column)
            );
            complaints.add(name.at, message);
        } else {
            required += 1;
        }
        columns.push(column.to_owned());
    }
    if required == 0 && section.value("columns").is_some() {
        complaints.add(at, "\"columns\" has none that is always there, so that any line would fit");
    }
    Header::None { columns, required }
}

fn skip_rows(section: &Section<'_>, complaints: &mut Complaints) -> Vec<u64> {
    const EXAMPLE: &str = "[1]";
    let Some(value) = section.value("skip_rows") else { return Vec::new() };
    let rows = elements("skip_rows", value, EXAMPLE, complaints).unwrap_or_default();
    let mut rows: Vec<u64> =
        rows.iter().filter_map(|row| count("skip_rows", row, 1, "1", complaints)).collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}

fn ragged(section: &Section<'_>, complaints: &mut Complaints) -> Ragged {
    let Some(word) = section.text("ragged", "\"pad\"", complaints) else { return Ragged::Reject };
    let found = Ragged::ALL.into_iter().find(|ragged| ragged.id() == word.value);
    let ids = Ragged::ALL.map(Ragged::id);
    let found = known("\"ragged\"", word, found, ids.map(|id| (id, id)), ids, complaints);
    found.unwrap_or(Ragged::Reject)
}
