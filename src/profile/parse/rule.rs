//! Rules: what a slot of `[fields]` is taken from, and what becomes of the text.

use toml::de::DeValue;

use super::keys;
use super::moment::moment;
use super::pattern::capture;
use super::scope::Scope;
use super::span::{between, misplaced_in_span, span};
use super::words::{check_word, kind, words};
use crate::document::value::{count, pair};
use crate::document::{Complaints, Placed, Section, Value, shown, text};
use crate::profile::language::{Cell, Piece, Rule, Slot, Text};

/// How messages call a rule.
const TITLE: &str = "a rule of [fields]";

/// The rule of `slot`: a table, or a string that is always its text.
pub(super) fn rule(
    slot: Slot,
    value: &Value<'_>,
    scope: &Scope,
    complaints: &mut Complaints,
) -> Option<Rule> {
    let at = value.span().start;
    if let DeValue::String(constant) = value.get_ref() {
        let constant = Placed { at, value: &**constant };
        let source = constant_of(slot, constant, complaints)?;
        return Some(plain(slot, source));
    }
    let example = "{ from = \"the column\" }";
    let section = Section::inline(slot.id(), value, TITLE, example, &keys::RULE, complaints)?;
    let before = complaints.len();
    let source = source(slot, &section, scope, complaints);
    // A span is one by its keys: where one of its columns is unknown, that is all there is to say.
    if slot == Slot::Ring && section.value("since").is_some() {
        misplaced_in_span(&section, complaints);
    } else {
        misplaced(slot, &section, complaints);
    }
    let pattern = section
        .text("regex", "'^Call ([0-9]+)'", complaints)
        .and_then(|pattern| capture(pattern, scope, complaints));
    let substr = substr(&section, complaints);
    let split = split(&section, complaints);
    let take = take(&section, complaints);
    let words = if slot.is_moment() { None } else { words(slot, &section, scope, complaints) };
    let moment = slot.is_moment().then(|| moment(slot, &section, scope, complaints)).flatten();
    let is_between = matches!(source, Some(Text::Between { .. }));
    let span = match slot {
        Slot::Ring => span(is_between, &section, scope, complaints),
        _ => None,
    };
    let kind = kind(slot, &section, complaints);
    let source = source.filter(|_| complaints.len() == before)?;
    Some(Rule { pattern, substr, split, take, words, moment, span, kind, ..plain(slot, source) })
}

fn plain(slot: Slot, source: Text) -> Rule {
    let kind = super::words::default_kind(slot);
    Rule {
        source,
        pattern: None,
        substr: None,
        split: Vec::new(),
        take: None,
        words: None,
        moment: None,
        span: None,
        kind,
    }
}

/// Complains about keys that this slot or a constant has no use for.
fn misplaced(slot: Slot, section: &Section<'_>, complaints: &mut Complaints) {
    let mut refuse = |unused: &[&str], why: &str| {
        for (key, value) in unused.iter().filter_map(|key| Some((key, section.value(key)?))) {
            complaints.add(value.span().start, format!("\"{key}\" {why}"));
        }
    };
    if slot.is_moment() {
        refuse(&keys::WORDS, "is for words, and this is a moment");
    } else {
        let of_ring = |key: &&str| slot == Slot::Ring && matches!(*key, "plus" | "minus");
        let unused: Vec<&str> = keys::MOMENT.into_iter().filter(|key| !of_ring(key)).collect();
        refuse(&unused, "is for moments: received, answered and at");
    }
    if slot != Slot::Ring {
        refuse(&["unit"], "is for the span of a ring; the spans of \"plus\" have their own");
    }
    let has = |key: &&str| section.value(key).is_some();
    if keys::SOURCES.iter().any(has) && !has(&"since") {
        refuse(&["until"], "says nothing without \"since\"");
    }
    if section.value("const").is_some() {
        refuse(&keys::STEPS, "changes nothing of a constant; write the constant as it is to be");
        refuse(&keys::WORDS, "changes nothing of a constant; write the constant as it is to be");
    }
}

/// Where the text comes from: the only one of the keys that say so.
fn source(
    slot: Slot,
    section: &Section<'_>,
    scope: &Scope,
    complaints: &mut Complaints,
) -> Option<Text> {
    let mut given = keys::SOURCES.into_iter().filter_map(|key| Some((key, section.value(key)?)));
    let Some((key, value)) = given.next() else {
        if section.value("until").is_some() {
            return between(slot, section, scope, complaints);
        }
        let message = format!(
            "the rule of \"{}\" has no source; write one of from, coalesce, union, const, template \
             and by_direction{}",
            slot.id(),
            if slot == Slot::Ring { ", or since and until" } else { "" }
        );
        complaints.add(section.at, message);
        return None;
    };
    if let Some((second, value)) = given.next() {
        let message = format!("\"{second}\" besides \"{key}\"; a rule has one source");
        complaints.add(value.span().start, message);
        return None;
    }
    match key {
        "from" => columns(key, value, scope, complaints).map(Text::Column),
        "coalesce" => columns(key, value, scope, complaints).map(Text::Coalesce),
        "union" => union(slot, value, scope, complaints),
        "since" => between(slot, section, scope, complaints),
        "const" => {
            let constant = text(key, value, "\"letter\"", complaints)?;
            constant_of(slot, constant, complaints)
        }
        "template" => {
            let template = text(key, value, "\"{Date} {Time}\"", complaints)?;
            pieces(template, scope, complaints).map(Text::Template)
        }
        _ => by_direction(slot, value, scope, complaints),
    }
}

/// All of several columns. A moment or a word is one, and several of them none.
fn union(
    slot: Slot,
    value: &Value<'_>,
    scope: &Scope,
    complaints: &mut Complaints,
) -> Option<Text> {
    const OF_MANY: [Slot; 4] = [Slot::From, Slot::To, Slot::ReplyTo, Slot::References];
    if !OF_MANY.contains(&slot) {
        let message = format!(
            "\"union\" is for what may be several: from, to, reply_to and references; \"{}\" is one, \
             so write \"coalesce\"",
            slot.id()
        );
        complaints.add(value.span().start, message);
    }
    columns("union", value, scope, complaints).map(Text::Union)
}

/// One column or several, at least one.
pub(super) fn columns(
    key: &str,
    value: &Value<'_>,
    scope: &Scope,
    complaints: &mut Complaints,
) -> Option<Vec<Cell>> {
    let example = "\"the column\"";
    let texts = crate::document::value::text_or_texts(key, value, example, complaints)?;
    if texts.value.is_empty() {
        complaints.add(texts.at, format!("\"{key}\" names no column"));
    }
    let cells = scope.cells(&texts.value, complaints);
    (!cells.is_empty()).then_some(cells)
}

fn constant_of(slot: Slot, constant: Placed<&str>, complaints: &mut Complaints) -> Option<Text> {
    if slot.is_moment() {
        let message = format!("\"{}\" is a moment, and no moment is that of every row", slot.id());
        complaints.add(constant.at, message);
        return None;
    }
    if constant.value.trim().is_empty() {
        let message = format!("\"{}\" is empty; leave it out where nothing tells it", slot.id());
        complaints.add(constant.at, message);
        return None;
    }
    check_word(slot, constant, complaints);
    Some(Text::Constant(constant.value.to_owned()))
}

fn by_direction(
    slot: Slot,
    value: &Value<'_>,
    scope: &Scope,
    complaints: &mut Complaints,
) -> Option<Text> {
    const EXAMPLE: &str = "{ in = \"from\", out = \"to\" }";
    let title = "by_direction";
    let known = &keys::BY_DIRECTION;
    let section = Section::inline(title, value, title, EXAMPLE, known, complaints)?;
    if slot == Slot::Direction {
        complaints.add(section.at, "the direction cannot be taken by the direction");
    } else if !scope.slots.contains(&Slot::Direction) {
        let message = "\"by_direction\" needs the slot \"direction\" in [fields]";
        complaints.add(section.at, message);
    }
    let before = complaints.len();
    let mut cells = |key: &str| {
        let texts = section.text_or_texts(key, "\"the column\"", complaints);
        texts.map(|texts| scope.cells(&texts.value, complaints)).unwrap_or_default()
    };
    let (incoming, outgoing, other) = (cells("in"), cells("out"), cells("other"));
    if [&incoming, &outgoing, &other].iter().all(|cells| cells.is_empty()) {
        if complaints.len() == before {
            complaints.add(section.at, format!("\"{title}\" names no column, as {EXAMPLE} does"));
        }
        return None;
    }
    Some(Text::ByDirection { incoming, outgoing, other })
}

/// The pieces of a template. `{{` and `}}` stand for braces.
fn pieces(
    template: Placed<&str>,
    scope: &Scope,
    complaints: &mut Complaints,
) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    let mut rest = template.value;
    let broken = |what: &str, complaints: &mut Complaints| {
        let message = format!(
            "the template {} has {what}; columns are written {{column}}, a brace itself as two",
            shown(template.value)
        );
        complaints.add(template.at, message);
        None
    };
    while let Some(at) = rest.find(['{', '}']) {
        plain.push_str(&rest[..at]);
        let brace = &rest[at..=at];
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix(brace) {
            plain.push_str(brace);
            rest = after;
        } else if brace == "}" {
            return broken("a \"}\" that closes nothing", complaints);
        } else if let Some(after) = rest.strip_prefix("file}") {
            if !plain.is_empty() {
                pieces.push(Piece::Text(std::mem::take(&mut plain)));
            }
            pieces.push(Piece::File);
            rest = after;
        } else if let Some((name, after)) = rest.split_once('}') {
            let cell = scope.cell(Placed { at: template.at, value: name }, complaints)?;
            if !plain.is_empty() {
                pieces.push(Piece::Text(std::mem::take(&mut plain)));
            }
            pieces.push(Piece::Cell(cell));
            rest = after;
        } else {
            return broken("a \"{\" that is not closed", complaints);
        }
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        pieces.push(Piece::Text(plain));
    }
    if !pieces.iter().any(|piece| matches!(piece, Piece::Cell(_) | Piece::File)) {
        return broken("no column", complaints);
    }
    Some(pieces)
}

fn substr(section: &Section<'_>, complaints: &mut Complaints) -> Option<(usize, usize)> {
    const EXAMPLE: &str = "[0, 10]";
    let value = section.value("substr")?;
    let (first, end) = pair("substr", value, EXAMPLE, complaints)?;
    let first = count("substr", first, 0, "0", complaints)?;
    let end = count("substr", end, 0, "10", complaints)?;
    if first >= end {
        let message = format!(
            "\"substr\" is [{first}, {end}], and takes the characters from the first to before \
             the second, such as {EXAMPLE}"
        );
        complaints.add(value.span().start, message);
        return None;
    }
    Some((usize::try_from(first).ok()?, usize::try_from(end).ok()?))
}

/// Which part of a list is taken.
fn take(section: &Section<'_>, complaints: &mut Complaints) -> Option<usize> {
    let take = section.count("take", 0, "0", complaints)?;
    if section.value("split").is_none() {
        complaints.add(section.at, "\"take\" needs \"split\": what parts the list");
    }
    usize::try_from(take).ok()
}

fn split(section: &Section<'_>, complaints: &mut Complaints) -> Vec<String> {
    let Some(separators) = section.text_or_texts("split", "[\";\", \"##\"]", complaints) else {
        return Vec::new();
    };
    if separators.value.is_empty() {
        complaints.add(separators.at, "\"split\" has no separator, such as \";\"");
    }
    for separator in separators.value.iter().filter(|separator| separator.value.is_empty()) {
        complaints.add(separator.at, "an empty separator parts nothing; write one such as \";\"");
    }
    separators.value.iter().map(|separator| separator.value.to_owned()).collect()
}
