//! What two runs were made with, held against each other.

use std::collections::BTreeMap;

use serde_json::Value;

use super::differences::{Change, What};
use super::record::{NamedFile, RequestRecord};
use super::run::{PeriodRecord, Run};

/// The differences in what `a` and `b` were made with.
pub(super) fn made_with(a: &Run<'_>, b: &Run<'_>) -> Vec<Change> {
    let (request_a, request_b) = (&a.sealed.request, &b.sealed.request);
    let mut changes = Changes::default();
    changes.one(What::Form, some(&a.schema), some(&b.schema));
    changes.one(What::Program, some(&a.tool.version), some(&b.tool.version));
    changes.one(What::TzDatabase, some(&a.tool.tz_database), some(&b.tool.tz_database));
    changes.one(What::Command, some(&request_a.command), some(&request_b.command));
    changes.each(What::Guideline, &guideline(&a.guideline), &guideline(&b.guideline));
    changes.one(What::TimeZone, some(&a.time_zone), some(&b.time_zone));
    changes.one(What::AsOf, a.as_of.clone(), b.as_of.clone());
    changes.one(What::Period, a.period.as_ref().map(period), b.period.as_ref().map(period));
    changes.one(What::Reading, a.reading.clone(), b.reading.clone());
    changes.each(What::Flag, &flags(request_a), &flags(request_b));
    changes.one(What::MaxRejects, some(&request_a.max_rejects), some(&request_b.max_rejects));
    let refused = |request: &RequestRecord| request.earliest_refused.clone();
    changes.one(What::EarliestRefused, refused(request_a), refused(request_b));
    changes.inputs(a, b);
    changes.settings(a, b);
    let calendar = |run: &Run<'_>| some(&run.sealed.calendar.sha256);
    changes.one(What::Calendar, calendar(a), calendar(b));
    changes.0
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn period(period: &PeriodRecord) -> String {
    format!("{} ({}..{})", period.asked, period.from, period.to)
}

fn guideline(guideline: &Value) -> BTreeMap<String, String> {
    let members = guideline.as_object().into_iter().flatten();
    let told = members.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())));
    told.collect()
}

/// Flags and what is said of each file. The reading is told on its own.
fn flags(request: &RequestRecord) -> BTreeMap<String, String> {
    let flags = request.flags.iter().filter(|(name, _)| *name != "reading");
    let mut told: BTreeMap<String, String> =
        flags.map(|(name, values)| (name.clone(), values.join(","))).collect();
    for file in &request.files {
        if let Some(channel) = &file.channel {
            told.insert(format!("{channel} {}", file.name), "yes".to_owned());
        }
        if let Some(profile) = &file.profile {
            told.insert(format!("profile {}", file.name), profile.clone());
        }
    }
    told
}

/// Settings by their place: `rule[1].within`, `organisation.domains`.
fn settings(toml: &str) -> BTreeMap<String, String> {
    let mut told = BTreeMap::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut place = String::new();
    for line in toml.lines() {
        if let Some(array) = line.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]")) {
            let number = seen.entry(array.to_owned()).or_default();
            *number += 1;
            place = format!("{array}[{number}].");
        } else if let Some(table) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            // A table below an array is of the element above it.
            let owner = seen.iter().find(|(array, _)| table.starts_with(&format!("{array}.")));
            place = match owner {
                Some((array, number)) => format!("{array}[{number}]{}.", &table[array.len()..]),
                None => format!("{table}."),
            };
        } else if let Some((key, value)) = line.split_once(" = ")
            // Files are told on their own, by their names.
            && !value.starts_with("[\"sha256:")
        {
            told.insert(format!("{place}{key}"), value.to_owned());
        }
    }
    told
}

/// Files that settings or flags name, by what they are for and in which order.
fn named_files<'f>(files: impl Iterator<Item = &'f NamedFile>) -> BTreeMap<String, String> {
    files.map(|file| (format!("{} {}", file.used_for, file.name), file.sha256.clone())).collect()
}

#[derive(Default)]
struct Changes(Vec<Change>);

impl Changes {
    fn add(&mut self, what: What, name: &str, before: Option<String>, after: Option<String>) {
        if before != after {
            self.0.push(Change { what, name: name.to_owned(), before, after });
        }
    }

    fn one(&mut self, what: What, before: Option<String>, after: Option<String>) {
        self.add(what, "", before, after);
    }

    fn each(&mut self, what: What, a: &BTreeMap<String, String>, b: &BTreeMap<String, String>) {
        for name in a.keys().chain(b.keys().filter(|name| !a.contains_key(*name))) {
            self.add(what, name, a.get(name).cloned(), b.get(name).cloned());
        }
    }

    /// Inputs by their names; one that has only another name is the same.
    fn inputs(&mut self, a: &Run<'_>, b: &Run<'_>) {
        let (before, after): (Vec<_>, Vec<_>) = (a.files().collect(), b.files().collect());
        let named = |files: &[(&str, &str)], name: &str| files.iter().any(|(own, _)| *own == name);
        let mut renamed: Vec<&str> = Vec::new();
        for (name, sha256) in &before {
            let of = |files: &[(&str, &str)]| {
                files.iter().find(|(own, _)| own == name).map(|(_, sha256)| (*sha256).to_owned())
            };
            if let Some(other) = of(&after) {
                self.add(What::InputChanged, name, some(sha256), Some(other));
                continue;
            }
            let moved = after.iter().find(|(own, other)| {
                other == sha256 && !named(&before, own) && !renamed.contains(own)
            });
            match moved {
                Some((own, _)) => {
                    renamed.push(own);
                    self.add(What::InputRenamed, name, some(name), some(own));
                }
                None => self.add(What::InputRemoved, name, some(sha256), None),
            }
        }
        for (name, sha256) in &after {
            if !named(&before, name) && !renamed.contains(name) {
                self.add(What::InputAdded, name, None, some(sha256));
            }
        }
    }

    fn settings(&mut self, a: &Run<'_>, b: &Run<'_>) {
        let (sealed_a, sealed_b) = (&a.sealed.settings, &b.sealed.settings);
        self.each(What::Setting, &settings(&sealed_a.toml), &settings(&sealed_b.toml));
        if sealed_a.toml == sealed_b.toml {
            // The same text with another fingerprint: one of them is not what was sealed.
            self.one(What::Settings, some(&sealed_a.sha256), some(&sealed_b.sha256));
        }
        let files = |run: &Run<'_>| {
            let sealed = &run.sealed;
            named_files(sealed.settings.files.iter().chain(&sealed.request.profiles))
        };
        self.each(What::NamedFile, &files(a), &files(b));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_is_named_by_its_place() {
        let toml = "time_zone = \"UTC\"\n[guideline]\nname = \"a = b\"\n[[rule]]\nid = \"x\"\n\
                    [[rule]]\nid = \"y\"\n[[reading]]\nname = \"r\"\n[reading.rules.x]\n\
                    within = \"1 workday\"\n[[source]]\nname = \"s\"\n[source.words.channel]\n\
                    \"Ring\" = \"phone\"\n[pairing]\nwindow_days = 3\n";
        let told: Vec<String> =
            settings(toml).into_iter().map(|(place, value)| format!("{place}: {value}")).collect();
        assert_eq!(
            told,
            [
                "guideline.name: \"a = b\"",
                "pairing.window_days: 3",
                "reading[1].name: \"r\"",
                "reading[1].rules.x.within: \"1 workday\"",
                "rule[1].id: \"x\"",
                "rule[2].id: \"y\"",
                "source[1].name: \"s\"",
                "source[1].words.channel.\"Ring\": \"phone\"",
                "time_zone: \"UTC\"",
            ]
        );
    }
}
