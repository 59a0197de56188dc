//! Sources: how to read foreign exports.

use crate::document::{Complaints, Placed, Section, instead, nearest, shown, text, wrong_type};
use std::collections::HashSet;

use toml::de::DeValue;

use super::words;
use crate::profile::{Field, Source, built_in, check_glob, is_name};

const SOURCE_KEYS: [&str; 12] = [
    "name",
    "files",
    "profile",
    "time_zone",
    "date_order",
    "null",
    "encoding",
    "delimiter",
    "header_line",
    "columns",
    "constants",
    "words",
];

const CONSTANT_KEYS: [&str; 3] = ["channel", "origin", "department"];

const WORD_KEYS: [&str; 2] = ["channel", "origin"];

/// The sources that the settings declare.
pub(super) fn sources(
    top: &Section<'_>,
    has_own_profiles: bool,
    complaints: &mut Complaints,
) -> Vec<Source> {
    let mut names: HashSet<&str> = HashSet::new();
    let mut sources = Vec::new();
    for section in top.tables("source", "[[source]]", &SOURCE_KEYS, complaints) {
        let name = section.required("name", "\"boston311\"", complaints);
        if let Some(name) = name
            && !names.insert(name.value)
        {
            let message = format!("a second source {}; each needs its own name", shown(name.value));
            complaints.add(name.at, message);
        }
        let mut source = Source {
            name: name.map(|name| name.value.to_owned()).unwrap_or_default(),
            files: files(&section, complaints),
            profile: profile(&section, has_own_profiles, complaints),
            columns: columns(&section, complaints),
            time_zone: words::zone(&section, complaints),
            delimiter: delimiter(&section, complaints),
            header_line: header_line(&section, complaints),
            ..Source::default()
        };
        let order = section.text("date_order", "\"dmy\"", complaints);
        source.date_order = order.and_then(|word| words::date_order(word, complaints));
        let encoding = section.text("encoding", "\"windows-1252\"", complaints);
        source.encoding = encoding.and_then(|word| words::encoding(word, complaints));
        if let Some(nulls) = section.texts("null", "[\"-\"]", complaints) {
            source.nulls = nulls.value.iter().map(|text| text.value.to_owned()).collect();
        }
        constants(&section, &mut source, complaints);
        translations(&section, &mut source, complaints);
        sources.push(source);
    }
    sources
}

fn files(section: &Section<'_>, complaints: &mut Complaints) -> Vec<String> {
    let Some(globs) = section.texts("files", "[\"boston311*.csv\"]", complaints) else {
        return Vec::new();
    };
    for glob in &globs.value {
        if let Err(why) = check_glob(glob.value) {
            let message = format!("{} can match no file: {why}", shown(glob.value));
            complaints.add(glob.at, message);
        }
    }
    globs.value.iter().map(|glob| glob.value.to_owned()).collect()
}

/// The name of a source profile. Own ones stand in files that settings do not read, so that
/// only without any of them a name is known to be none.
fn profile(
    section: &Section<'_>,
    has_own_profiles: bool,
    complaints: &mut Complaints,
) -> Option<String> {
    let name = section.text("profile", "\"asterisk-csv\"", complaints)?;
    if let Some(columns) = section.value("columns") {
        let message = "\"columns\" besides \"profile\", which says what the columns are; copy the \
                       profile and change it (`svarstid profiles show`)";
        complaints.add(columns.span().start, message);
    }
    let known = || built_in().iter().map(|profile| profile.name.as_str());
    let is_unknown = !has_own_profiles && !known().any(|own| own == name.value);
    if is_unknown || !is_name(name.value) {
        let shown = shown(name.value);
        let end = match nearest(name.value, known().map(|own| (own, own))) {
            Some(meant) => format!("did you mean \"{meant}\"?"),
            None => "`svarstid profiles` lists those that are built in, and your own are files \
                     in profiles = [\"profiles/own.toml\"]"
                .to_owned(),
        };
        complaints.add(name.at, format!("unknown profile {shown}; {end}"));
    }
    Some(name.value.to_owned())
}

fn columns(section: &Section<'_>, complaints: &mut Complaints) -> Vec<(Field, String)> {
    const TITLE: &str = "[source.columns]";
    let ids = Field::ALL.map(Field::id);
    let mut columns = Vec::new();
    for (key, value) in section.entries("columns", TITLE, complaints) {
        let field = Field::from_id(key.value);
        if field.is_none() {
            let end = instead(key.value, ids.map(|id| (id, id)), ids);
            let message = format!("unknown key {} in {TITLE}; {end}", shown(key.value));
            complaints.add(key.at, message);
        }
        let Some(cell) = text(key.value, value, "\"open_dt\"", complaints) else { continue };
        if cell.value.trim().is_empty() {
            let message = format!("{} names no column; write its header cell", shown(key.value));
            complaints.add(cell.at, message);
        }
        columns.extend(field.map(|field| (field, cell.value.to_owned())));
    }
    columns
}

fn constants(section: &Section<'_>, source: &mut Source, complaints: &mut Complaints) {
    const TITLE: &str = "[source.constants]";
    let Some(constants) = section.table("constants", TITLE, &CONSTANT_KEYS, complaints) else {
        return;
    };
    let channel = constants.text("channel", "\"web\"", complaints);
    source.channel = channel.and_then(|word| words::channel(word, complaints));
    let origin = constants.text("origin", "\"external\"", complaints);
    source.origin = origin.and_then(|word| words::origin(word, complaints));
    let department = constants.text("department", "\"Servicecenter\"", complaints);
    source.department = department.map(|text| text.value.to_owned());
    for (field, _) in &source.columns {
        if let Some(value) = constants.value(field.id()) {
            let message = format!(
                "\"{}\" is a constant here and a column in [source.columns]; write one of them",
                field.id()
            );
            complaints.add(value.span().start, message);
        }
    }
}

fn translations(section: &Section<'_>, source: &mut Source, complaints: &mut Complaints) {
    let Some(tables) = section.table("words", "[source.words]", &WORD_KEYS, complaints) else {
        return;
    };
    for (word, value) in tables.entries("channel", "[source.words.channel]", complaints) {
        let channel = text(word.value, value, "\"phone\"", complaints)
            .and_then(|meaning| words::channel(meaning, complaints));
        source.channel_words.extend(channel.map(|channel| (word.value.to_owned(), channel)));
    }
    for (word, value) in tables.entries("origin", "[source.words.origin]", complaints) {
        let origin = text(word.value, value, "\"internal\"", complaints)
            .and_then(|meaning| words::origin(meaning, complaints));
        source.origin_words.extend(origin.map(|origin| (word.value.to_owned(), origin)));
    }
}

fn delimiter(section: &Section<'_>, complaints: &mut Complaints) -> Option<char> {
    let Placed { at, value } = section.text("delimiter", "\";\"", complaints)?;
    let mut chars = value.chars();
    let one = chars.next().filter(|_| chars.next().is_none());
    // Quotes and line ends have their own meaning in every dialect of CSV.
    let delimiter = one.filter(|c| c.is_ascii() && !matches!(c, '"' | '\r' | '\n' | '\0'));
    if delimiter.is_none() {
        let message = format!(
            "the delimiter {} must be one ASCII character, such as \";\" or \"\\t\", and no quote \
             or line end",
            shown(value)
        );
        complaints.add(at, message);
    }
    delimiter
}

fn header_line(section: &Section<'_>, complaints: &mut Complaints) -> Option<u64> {
    let value = section.value("header_line")?;
    let at = value.span().start;
    let DeValue::Integer(written) = value.get_ref() else {
        complaints.add(at, wrong_type("header_line", value, "a line number", "3"));
        return None;
    };
    let line = u64::from_str_radix(written.as_str(), written.radix()).ok();
    let line = line.filter(|line| (1..=i64::MAX as u64).contains(line));
    if line.is_none() {
        let message = format!("\"header_line\" is {written}, and lines are counted from 1");
        complaints.add(at, message);
    }
    line
}
