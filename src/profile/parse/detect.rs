//! Detection: how files of a profile are known.

use toml::de::DeValue;

use super::keys;
use super::pattern::regex;
use super::scope::Scope;
use crate::document::value::{elements, texts};
use crate::document::{Complaints, Placed, Section, Value, shown};
use crate::profile::check_glob;
use crate::profile::fold::fold;
use crate::profile::language::{Detect, Family, Format, Header, Input};

/// What `[detect]` says.
pub(super) fn detect(top: &Section<'_>, scope: &Scope, complaints: &mut Complaints) -> Detect {
    const TITLE: &str = "[detect]";
    const ADVICE: &str = "header, first_line, xml_root, json_keys, mail or files";
    let Some(section) = top.table("detect", TITLE, &keys::DETECT, complaints) else {
        if top.value("detect").is_none() {
            let message =
                format!("the profile has no {TITLE}; say how its files are known: {ADVICE}");
            complaints.add(top.at, message);
        }
        return Detect::default();
    };
    if keys::DETECT.iter().all(|key| section.value(key).is_none()) {
        complaints.add(section.at, format!("{TITLE} is empty; write one of {ADVICE}"));
    }
    let pattern = section.text("first_line", "'^[0-9]{10}\\|'", complaints);
    let is_mail = section.flag("mail", complaints);
    if is_mail == Some(false) {
        complaints.add(section.at, "\"mail\" is false, which is what leaving it out says");
    }
    Detect {
        header_sets: sets("header", "[\"diarienr\", \"ink_utg\"]", &section, complaints),
        files: files(&section, complaints),
        first_lines: pattern.and_then(|pattern| regex(pattern, scope, complaints)),
        xml_roots: names("xml_root", "[\"smses\"]", &section, complaints),
        json_keys: sets("json_keys", "[\"id\", \"created\"]", &section, complaints),
        is_mail: is_mail.unwrap_or(false),
    }
}

/// Complains about what cannot be found in files that are read by `input`.
pub(super) fn check(
    top: &Section<'_>,
    family: Option<&Family>,
    input: &Input,
    complaints: &mut Complaints,
) {
    let Some(section) = top.table("detect", "[detect]", &keys::DETECT, &mut Complaints::default())
    else {
        return;
    };
    if matches!(family, Some(Family::Refused { .. }) | None) {
        return;
    }
    let (fits, kind): (&[&str], _) = match &input.format {
        Format::Table(form) if matches!(form.header, Header::None { .. }) => {
            (&["first_line", "files"], "a table without a header")
        }
        Format::Table(_) => (&["header", "first_line", "files"], "a table"),
        Format::Xml { .. } => (&["xml_root", "first_line", "files"], "XML"),
        Format::Json { .. } => (&["json_keys", "first_line", "files"], "JSON"),
        Format::Mail => (&["mail", "first_line", "files"], "mail"),
    };
    for key in keys::DETECT.into_iter().filter(|key| !fits.contains(key)) {
        if let Some(value) = section.value(key) {
            let message = format!("\"{key}\" is never found in {kind}, which [input] says it is");
            complaints.add(value.span().start, message);
        }
    }
}

/// One set of names, or a list of sets.
fn sets(
    key: &str,
    such_as: &str,
    section: &Section<'_>,
    complaints: &mut Complaints,
) -> Vec<Vec<String>> {
    let Some(value) = section.value(key) else { return Vec::new() };
    let Some(elements) = elements(key, value, such_as, complaints) else { return Vec::new() };
    if elements.is_empty() {
        complaints.add(value.span().start, format!("\"{key}\" is empty, and would fit any file"));
    }
    let is_list = |element: &Value<'_>| matches!(element.get_ref(), DeValue::Array(_));
    if !elements.iter().any(is_list) {
        return vec![set(key, value, such_as, complaints)];
    }
    let such_as = format!("[{such_as}, {such_as}]");
    elements.iter().map(|element| set(key, element, &such_as, complaints)).collect()
}

fn set(key: &str, value: &Value<'_>, such_as: &str, complaints: &mut Complaints) -> Vec<String> {
    let names = texts(key, value, such_as, complaints);
    let names = names.map(|names| names.value).unwrap_or_default();
    let is_empty = |name: &&Placed<&str>| fold(name.value).is_empty();
    // A column may be called `#`, which is not nothing.
    for name in names.iter().filter(is_empty) {
        let message = format!("{} in \"{key}\" says nothing", shown(name.value));
        complaints.add(name.at, message);
    }
    names.iter().map(|name| name.value.to_owned()).collect()
}

fn names(
    key: &str,
    such_as: &str,
    section: &Section<'_>,
    complaints: &mut Complaints,
) -> Vec<String> {
    let Some(names) = section.text_or_texts(key, such_as, complaints) else { return Vec::new() };
    if names.value.is_empty() {
        complaints.add(names.at, format!("\"{key}\" is empty; write one such as {such_as}"));
    }
    for name in names.value.iter().filter(|name| name.value.trim().is_empty()) {
        complaints.add(name.at, format!("an empty name in \"{key}\" names nothing"));
    }
    names.value.iter().map(|name| name.value.to_owned()).collect()
}

fn files(section: &Section<'_>, complaints: &mut Complaints) -> Vec<String> {
    let globs = section.text_or_texts("files", "[\"*Handlingar*.csv\"]", complaints);
    let globs = globs.map(|globs| globs.value).unwrap_or_default();
    for glob in &globs {
        if let Err(why) = check_glob(glob.value) {
            let message = format!("{} can match no file: {why}", shown(glob.value));
            complaints.add(glob.at, message);
        }
    }
    globs.iter().map(|glob| glob.value.to_owned()).collect()
}
