//! Sources.

use crate::profile::{ENCODINGS, Field, Source};

use super::Page;
use crate::document::literal::{key, list, quoted};

pub(super) fn write(sources: &[Source], page: &mut Page) {
    page.comment(
        "Sources: how to read exports of other systems, one row a contact. A source takes the\n\
         files whose names its globs match or, without globs, those that have all its columns; no\n\
         two may take the same file. Columns keep their own names unless they are mapped,\n\
         constants stand in for columns, and words are meanings of cells besides the known ones.",
    );
    for source in sources {
        one(source, page);
    }
    if sources.is_empty() {
        let mut example = Page::default();
        let files = vec!["boston311*.csv".to_owned()];
        one(&Source { name: "boston311".to_owned(), files, ..Source::default() }, &mut example);
        for line in example.text.trim_start().lines() {
            page.remark(line.strip_prefix("# ").unwrap_or(line));
        }
    }
}

/// One source. Options of the source itself come before its tables, as TOML demands.
pub(super) fn one(source: &Source, page: &mut Page) {
    page.header("[[source]]");
    page.set("name", quoted(&source.name));
    let files = (!source.files.is_empty()).then(|| list(&source.files));
    page.option("files", files, "[\"export*.csv\"]", "files that have all the columns");
    let profile = source.profile.as_deref().map(quoted);
    page.option("profile", profile, "\"asterisk-csv\"", "detected, or rows with the columns below");
    let zone = source.time_zone.map(|zone| quoted(zone.name()));
    page.option("time_zone", zone, "\"America/New_York\"", "that of the settings");
    let order = source.date_order.map(|order| quoted(order.id()));
    page.option("date_order", order, "\"mdy\"", "detected, \"dmy\" or \"mdy\"");
    let nulls = (!source.nulls.is_empty()).then(|| list(&source.nulls));
    page.option("null", nulls, "[\"-\"]", "empty cells only");
    let encoding = source.encoding.as_deref().map(quoted);
    page.option("encoding", encoding, "\"windows-1252\"", &encodings());
    let delimiter = source.delimiter.map(|delimiter| quoted(&delimiter.to_string()));
    page.option("delimiter", delimiter, "\";\"", "detected");
    page.option("header_line", source.header_line.map(|line| line.to_string()), "3", "detected");
    columns(source, page);
    constants(source, page);
    let channels = source.channel_words.iter().map(|(word, channel)| (word, channel.id()));
    words("channel", channels, "\"Constituent Call\" = \"phone\"", page);
    let origins = source.origin_words.iter().map(|(word, origin)| (word, origin.id()));
    words("origin", origins, "\"Anställd\" = \"internal\"", page);
}

fn encodings() -> String {
    format!("detected, one of {}", ENCODINGS.join(", "))
}

fn columns(source: &Source, page: &mut Page) {
    if source.profile.is_some() {
        // The profile says what the columns are.
        return;
    }
    table("[source.columns]", source.columns.is_empty(), page);
    for (field, cell) in &source.columns {
        page.set(field.id(), quoted(cell));
    }
    let is_mapped = |field: &Field| source.columns.iter().any(|(own, _)| own == field);
    for field in Field::ALL.iter().filter(|field| !is_mapped(field)) {
        page.unset(field.id(), &quoted(field.id()), "its known names");
    }
}

fn constants(source: &Source, page: &mut Page) {
    let channel = source.channel.map(|channel| quoted(channel.id()));
    let origin = source.origin.map(|origin| quoted(origin.id()));
    let department = source.department.as_deref().map(quoted);
    let has_none = channel.is_none() && origin.is_none() && department.is_none();
    table("[source.constants]", has_none, page);
    page.option("channel", channel, "\"web\"", "a column");
    page.option("origin", origin, "\"external\"", "a column");
    page.option("department", department, "\"Servicecenter\"", "a column");
}

fn words<'a>(
    kind: &str,
    words: impl Iterator<Item = (&'a String, &'a str)>,
    example: &str,
    page: &mut Page,
) {
    let mut words = words.peekable();
    let has_none = words.peek().is_none();
    table(&format!("[source.words.{kind}]"), has_none, page);
    if has_none {
        page.remark(example);
    }
    for (word, meaning) in words {
        page.set(&key(word), quoted(meaning));
    }
}

/// The header of a table, as a comment where the table has nothing in force.
fn table(header: &str, is_comment: bool, page: &mut Page) {
    if is_comment { page.remark(header) } else { page.line(header) }
}
