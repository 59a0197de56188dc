//! Sources.

use crate::profile::{ENCODINGS, Field, Source};

use super::page::Page;
use crate::document::literal::{key, list, quoted};
use crate::settings::Remarks;

pub(super) fn write(sources: &[Source], page: &mut Page<'_>) {
    page.comment(
        "Källor: hur exporter från andra system läses, en rad per kontakt eller med en källprofil. En\n\
         källa tar de filer vars namn stämmer med dess mönster eller, utan mönster, dem som har alla\n\
         dess kolumner; två får inte ta samma fil. Kolumner heter som de heter om inget annat sägs,\n\
         konstanter står i stället för kolumner, och ord är betydelser av celler utöver de kända.",
        "Sources: how to read exports of other systems, one row a contact. A source takes the\n\
         files whose names its globs match or, without globs, those that have all its columns; no\n\
         two may take the same file. Columns keep their own names unless they are mapped,\n\
         constants stand in for columns, and words are meanings of cells besides the known ones.",
    );
    page.remarks_on("sources");
    for (index, source) in sources.iter().enumerate() {
        page.gap();
        page.enter(&format!("source.{index}"));
        body(source, page);
    }
    page.leave();
    if sources.is_empty() {
        let remarks = Remarks::new(page.lang());
        let mut example = Page::new(&remarks);
        let files = vec!["boston311*.csv".to_owned()];
        one(&Source { name: "boston311".to_owned(), files, ..Source::default() }, &mut example);
        for line in example.text.trim_start().lines() {
            page.remark(line.strip_prefix("# ").unwrap_or(line));
        }
    }
}

/// One source. Options of the source itself come before its tables, as TOML demands.
pub(super) fn one(source: &Source, page: &mut Page<'_>) {
    page.gap();
    body(source, page);
}

fn body(source: &Source, page: &mut Page<'_>) {
    let whole = page.table().to_owned();
    page.line("[[source]]");
    page.set("name", quoted(&source.name));
    let files = (!source.files.is_empty()).then(|| list(&source.files));
    page.option(
        "files",
        files,
        "[\"export*.csv\"]",
        "filer som har alla kolumnerna",
        "files that have all the columns",
    );
    let profile = source.profile.as_deref().map(quoted);
    page.option(
        "profile",
        profile,
        "\"asterisk-csv\"",
        "känns igen, eller rader med kolumnerna nedan",
        "detected, or rows with the columns below",
    );
    let zone = source.time_zone.map(|zone| quoted(zone.name()));
    page.option(
        "time_zone",
        zone,
        "\"America/New_York\"",
        "inställningarnas",
        "that of the settings",
    );
    let order = source.date_order.map(|order| quoted(order.id()));
    page.option(
        "date_order",
        order,
        "\"mdy\"",
        "känns igen, \"dmy\" eller \"mdy\"",
        "detected, \"dmy\" or \"mdy\"",
    );
    let nulls = (!source.nulls.is_empty()).then(|| list(&source.nulls));
    page.option("null", nulls, "[\"-\"]", "bara tomma celler", "empty cells only");
    let encoding = source.encoding.as_deref().map(quoted);
    let [swedish, english] = ["känns igen, en av", "detected, one of"].map(encodings);
    page.option("encoding", encoding, "\"windows-1252\"", &swedish, &english);
    let delimiter = source.delimiter.map(|delimiter| quoted(&delimiter.to_string()));
    page.option("delimiter", delimiter, "\";\"", "känns igen", "detected");
    let line = source.header_line.map(|line| line.to_string());
    page.option("header_line", line, "3", "känns igen", "detected");
    page.enter(&format!("{whole}.columns"));
    columns(source, page);
    page.enter(&format!("{whole}.constants"));
    constants(source, page);
    let channels = source.channel_words.iter().map(|(word, channel)| (word, channel.id()));
    page.enter(&format!("{whole}.words.channel"));
    words("channel", channels, "\"Constituent Call\" = \"phone\"", page);
    let origins = source.origin_words.iter().map(|(word, origin)| (word, origin.id()));
    page.enter(&format!("{whole}.words.origin"));
    words("origin", origins, "\"Anställd\" = \"internal\"", page);
}

fn encodings(begin: &str) -> String {
    format!("{begin} {}", ENCODINGS.join(", "))
}

fn columns(source: &Source, page: &mut Page<'_>) {
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
        page.unset(field.id(), &quoted(field.id()), "dess kända namn", "its known names");
    }
}

fn constants(source: &Source, page: &mut Page<'_>) {
    let channel = source.channel.map(|channel| quoted(channel.id()));
    let origin = source.origin.map(|origin| quoted(origin.id()));
    let department = source.department.as_deref().map(quoted);
    let has_none = channel.is_none() && origin.is_none() && department.is_none();
    table("[source.constants]", has_none, page);
    page.option("channel", channel, "\"web\"", "en kolumn", "a column");
    page.option("origin", origin, "\"external\"", "en kolumn", "a column");
    page.option("department", department, "\"Servicecenter\"", "en kolumn", "a column");
}

fn words<'a>(
    kind: &str,
    words: impl Iterator<Item = (&'a String, &'a str)>,
    example: &str,
    page: &mut Page<'_>,
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
fn table(header: &str, is_comment: bool, page: &mut Page<'_>) {
    if is_comment { page.remark(header) } else { page.line(header) }
}
