//! Targets of groups, and words for shares.

use toml::de::DeValue;

use super::words;
use crate::document::{Complaints, Section, Value, shown, wrong_type};
use crate::policy::{GroupTarget, Permille, Rating};

const TARGET_KEYS: [&str; 5] = ["percent", "board", "department", "channel", "origin"];

/// The percentage that the value of `key` is.
pub(super) fn percent(
    key: &str,
    value: &Value<'_>,
    complaints: &mut Complaints,
) -> Option<Permille> {
    let written = match value.get_ref() {
        DeValue::Integer(integer) => integer.to_string(),
        DeValue::Float(float) => float.to_string(),
        _ => {
            let message = wrong_type(key, value, "a percentage", "90 or 92.5");
            complaints.add(value.span().start, message);
            return None;
        }
    };
    let percent = written.parse().ok().and_then(Permille::from_percent);
    if percent.is_none() {
        let message = format!(
            "{} is {written}, and must be a percentage from 0 to 100 with at most one decimal, \
             such as 90 or 92.5",
            shown(key)
        );
        complaints.add(value.span().start, message);
    }
    percent
}

/// Every `[[target]]`.
pub(super) fn targets(top: &Section<'_>, complaints: &mut Complaints) -> Vec<GroupTarget> {
    let mut targets: Vec<GroupTarget> = Vec::new();
    for section in top.tables("target", "[[target]]", &TARGET_KEYS, complaints) {
        let mut name = |key: &str, such_as: &str| {
            let found = section.text(key, such_as, complaints)?;
            if found.value.trim().is_empty() {
                let message = format!("\"{key}\" is empty; write one such as {such_as}");
                complaints.add(found.at, message);
                return None;
            }
            Some(found.value.to_owned())
        };
        let board = name("board", "\"Byggnadsnämnden\"");
        let department = name("department", "\"Servicecenter\"");
        let channel = section.text("channel", "\"email\"", complaints);
        let channel = channel.and_then(|word| words::channel(word, complaints));
        let origin = section.text("origin", "\"external\"", complaints);
        let origin = origin.and_then(|word| words::origin(word, complaints));
        let Some(value) = section.value("percent") else {
            complaints.add(section.at, "[[target]] has no \"percent\", such as 90");
            continue;
        };
        let Some(percent) = percent("percent", value, complaints) else { continue };
        let target = GroupTarget { board, department, channel, origin, percent };
        if targets.iter().any(|own| own.is_of_the_same(&target)) {
            let message = "a second [[target]] of the same contacts; keep one of them";
            complaints.add(section.at, message);
        }
        targets.push(target);
    }
    targets
}

/// The words of `[rating]`.
pub(super) fn rating(top: &Section<'_>, complaints: &mut Complaints) -> Rating {
    let mut levels: Vec<(Permille, String)> = Vec::new();
    for (word, value) in top.entries("rating", "[rating]", complaints) {
        if word.value.trim().is_empty() {
            complaints.add(word.at, "a word of [rating] is empty; write one such as \"bra\"");
        }
        let Some(from) = percent(word.value, value, complaints) else { continue };
        if levels.iter().any(|(own, _)| *own == from) {
            let message = format!("a second word from {from} percent on in [rating]");
            complaints.add(value.span().start, message);
        }
        levels.push((from, word.value.to_owned()));
    }
    let Some(value) = top.value("rating") else { return Rating::default() };
    let is_table = value.get_ref().as_table().is_some();
    if is_table && !levels.iter().any(|(from, _)| from.tenths() == 0) {
        let message = "[rating] has no word from 0 percent on; without one some shares have none";
        complaints.add(value.span().start, message);
    }
    Rating::new(levels)
}
