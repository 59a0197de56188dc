//! The guideline, its rules and the declared readings.

use crate::document::{Complaints, Placed, Section, instead, shown, wrong_type};
use std::collections::HashSet;

use toml::de::DeValue;

use super::target::percent;
use super::words;
use crate::calendar::Day;
use crate::contact::Channel;
use crate::policy::{
    BuiltInReading, DEFAULT_READING, DeclaredReading, Guideline, Override, Policy, Rule, Within,
};

/// The most rules: a verdict keeps its rule's index in 16 bits.
const MOST_RULES: usize = 65_000;

const GUIDELINE_KEYS: [&str; 5] = ["name", "authority", "reference", "adopted", "revised"];

const RULE_KEYS: [&str; 9] =
    ["id", "paragraph", "channels", "origin", "within", "deemed", "from", "until", "target"];

const READING_KEYS: [&str; 2] = ["name", "rules"];

const OVERRIDE_KEYS: [&str; 2] = ["within", "deemed"];

/// Examples in messages.
const WITHIN: &str = "\"1 workday\"";
const READING_RULES: &str = "[reading.rules.ID]";

/// The policy, and what in it needs opening hours.
pub(super) fn policy(
    top: &Section<'_>,
    complaints: &mut Complaints,
) -> (Policy, Vec<Placed<String>>) {
    let mut policy = Policy::guideline();
    let mut needs = Vec::new();
    if let Some(section) = top.table("guideline", "[guideline]", &GUIDELINE_KEYS, complaints) {
        policy.guideline = guideline(&section, complaints);
    }
    let sections = top.tables("rule", "[[rule]]", &RULE_KEYS, complaints);
    let mut ids: HashSet<&str> = HashSet::with_capacity(sections.len());
    // A rule without a readable id may be the one that a reading names.
    let mut has_every_id = true;
    match top.value("rule") {
        None => ids.extend(["external", "internal"]),
        Some(value) if value.get_ref().as_array().is_some_and(|list| list.is_empty()) => {
            let message = "\"rule\" is an empty list; leave it out for the guideline's own rules";
            complaints.add(value.span().start, message);
            has_every_id = false;
        }
        Some(_) => policy.rules.clear(),
    }
    if let Some(beyond) = sections.get(MOST_RULES) {
        let message = format!("{} rules; {MOST_RULES} are the most", sections.len());
        complaints.add(beyond.at, message);
    }
    for section in sections.iter().take(MOST_RULES) {
        let id = section.required("id", "\"external\"", complaints);
        match id {
            Some(id) if !ids.insert(id.value) => {
                let message = format!("a second rule {}; each needs its own id", shown(id.value));
                complaints.add(id.at, message);
            }
            Some(_) => {}
            None => has_every_id = false,
        }
        let id = id.map_or("", |id| id.value);
        policy.rules.extend(rule(section, id, &mut needs, complaints));
    }
    policy.readings = readings(top, has_every_id.then_some(&ids), &mut needs, complaints);
    (policy, needs)
}

fn guideline(section: &Section<'_>, complaints: &mut Complaints) -> Guideline {
    let mut text = |key: &str, such_as: &str| {
        section.text(key, such_as, complaints).map(|text| text.value.to_owned()).unwrap_or_default()
    };
    let authority = text("authority", "\"Nykvarns kommun\"");
    let reference = text("reference", "\"KS/2020:548\"");
    let name = section.required("name", "\"Riktlinjer för service och bemötande\"", complaints);
    Guideline {
        name: name.map(|name| name.value.to_owned()).unwrap_or_default(),
        authority,
        reference,
        adopted: section.day("adopted", complaints).map(|day| day.value),
        revised: section.day("revised", complaints).map(|day| day.value),
    }
}

fn rule(
    section: &Section<'_>,
    id: &str,
    needs: &mut Vec<Placed<String>>,
    complaints: &mut Complaints,
) -> Option<Rule> {
    let paragraph = section.text("paragraph", "\"§ 4.1\"", complaints);
    let channels = channels(section, complaints);
    let origin = section.text("origin", "\"external\"", complaints);
    let origin = origin.and_then(|word| words::origin(word, complaints));
    let within = section
        .required("within", WITHIN, complaints)
        .and_then(|text| within(text, &format!("the rule {}", shown(id)), needs, complaints));
    let deemed_previous_workday = words::deemed(section, complaints).unwrap_or(false);
    let (from, until) = dates(section, complaints);
    let target = section.value("target");
    let target = target.and_then(|value| percent("target", value, complaints));
    Some(Rule {
        id: id.to_owned(),
        paragraph: paragraph.map(|text| text.value.to_owned()).unwrap_or_default(),
        channels,
        origin,
        within: within?,
        deemed_previous_workday,
        deemed_external: false,
        from,
        until,
        target,
    })
}

fn channels(section: &Section<'_>, complaints: &mut Complaints) -> Vec<Channel> {
    const SUCH_AS: &str = "[\"phone\", \"email\"]";
    let Some(words) = section.texts("channels", SUCH_AS, complaints) else {
        if section.value("channels").is_none() {
            let message = format!("{} has no \"channels\", such as {SUCH_AS}", section.title);
            complaints.add(section.at, message);
        }
        return Vec::new();
    };
    if words.value.is_empty() {
        complaints.add(words.at, format!("\"channels\" is empty; write some, such as {SUCH_AS}"));
    }
    let mut channels = Vec::new();
    for word in words.value {
        let Some(channel) = words::channel(word, complaints) else { continue };
        if channels.contains(&channel) {
            complaints.add(word.at, format!("the channel {} stands here twice", shown(word.value)));
        } else {
            channels.push(channel);
        }
    }
    channels
}

fn within(
    text: Placed<&str>,
    owner: &str,
    needs: &mut Vec<Placed<String>>,
    complaints: &mut Complaints,
) -> Option<Within> {
    match text.value.parse::<Within>() {
        Ok(within) => {
            if within.needs_opening_hours() {
                needs.push(Placed { at: text.at, value: owner.to_owned() });
            }
            Some(within)
        }
        Err(error) => {
            complaints.add(text.at, format!("\"within\": {error}"));
            None
        }
    }
}

/// The dates `from` and `until` of a section, either of which may be left out.
pub(super) fn dates(
    section: &Section<'_>,
    complaints: &mut Complaints,
) -> (Option<Day>, Option<Day>) {
    let from = section.day("from", complaints);
    let until = section.day("until", complaints);
    if let Some((from, until)) = from.zip(until)
        && until.value < from.value
    {
        let message = format!("\"until\" ({}) is before \"from\" ({})", until.value, from.value);
        complaints.add(until.at, message);
    }
    (from.map(|day| day.value), until.map(|day| day.value))
}

/// The declared readings; `ids` are those of the rules, where all are known.
fn readings(
    top: &Section<'_>,
    ids: Option<&HashSet<&str>>,
    needs: &mut Vec<Placed<String>>,
    complaints: &mut Complaints,
) -> Vec<DeclaredReading> {
    let mut readings: Vec<DeclaredReading> = Vec::new();
    let mut names: HashSet<&str> = HashSet::new();
    for section in top.tables("reading", "[[reading]]", &READING_KEYS, complaints) {
        let name = section.required("name", "\"strict\"", complaints);
        if let Some(name) = name {
            let is_built_in = BuiltInReading::named(name.value).is_some();
            if name.value == DEFAULT_READING {
                let message =
                    "\"default\" names the rules as they stand; give this reading another name";
                complaints.add(name.at, message);
            } else if is_built_in {
                let message = format!(
                    "the reading {} is built in; give this one another name",
                    shown(name.value)
                );
                complaints.add(name.at, message);
            } else if !names.insert(name.value) {
                let message =
                    format!("a second reading {}; each needs its own name", shown(name.value));
                complaints.add(name.at, message);
            }
        }
        let name = name.map_or("", |name| name.value);
        let overrides = overrides(&section, name, ids, needs, complaints);
        readings.push(DeclaredReading { name: name.to_owned(), overrides });
    }
    readings
}

fn overrides(
    reading: &Section<'_>,
    name: &str,
    ids: Option<&HashSet<&str>>,
    needs: &mut Vec<Placed<String>>,
    complaints: &mut Complaints,
) -> Vec<Override> {
    let mut overrides = Vec::new();
    for (rule, value) in reading.entries("rules", READING_RULES, complaints) {
        if let Some(ids) = ids.filter(|ids| !ids.contains(rule.value)) {
            let mut known: Vec<&str> = ids.iter().copied().collect();
            known.sort_unstable();
            let end = instead(rule.value, known.iter().map(|id| (*id, *id)), known.iter().copied());
            complaints.add(rule.at, format!("unknown rule {}; {end}", shown(rule.value)));
        }
        let DeValue::Table(table) = value.get_ref() else {
            let message = wrong_type(rule.value, value, "a table", READING_RULES);
            complaints.add(value.span().start, message);
            continue;
        };
        let at = value.span().start;
        let section = Section::open(READING_RULES, at, table, &OVERRIDE_KEYS, complaints);
        let owner = format!("the reading {}", shown(name));
        let within = section
            .text("within", WITHIN, complaints)
            .and_then(|text| within(text, &owner, needs, complaints));
        overrides.push(Override {
            rule: rule.value.to_owned(),
            within,
            deemed_previous_workday: words::deemed(&section, complaints),
        });
    }
    overrides
}
