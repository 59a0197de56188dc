//! Pairing: how rows become events and events contacts.

use super::condition::{condition, inline};
use super::keys;
use super::scope::Scope;
use crate::document::{Complaints, Placed, Section, known, shown};
use crate::profile::language::{Collapse, Condition, Ignored, Pairing, Slot, Strategy};

/// The conditions under which rows are read, all of which must hold.
pub(super) fn keep(
    top: &Section<'_>,
    scope: &Scope,
    complaints: &mut Complaints,
) -> Vec<Condition> {
    let sections = top.tables("keep", "[[keep]]", &keys::CONDITION, complaints);
    let read = sections.iter().filter_map(|section| condition(section, scope, complaints));
    read.collect()
}

/// The conditions under which rows are left out, with the reason of each.
pub(super) fn leave_out(
    top: &Section<'_>,
    scope: &Scope,
    complaints: &mut Complaints,
) -> Vec<(Condition, Ignored)> {
    let sections = top.tables("drop", "[[drop]]", &keys::DROP, complaints);
    let read = sections.iter().filter_map(|section| {
        let why = section.required("reason", "\"unsent\"", complaints);
        let why = why.and_then(|word| {
            let found = Ignored::ALL.into_iter().find(|why| why.id() == word.value);
            let ids = Ignored::ALL.map(Ignored::id);
            known("reason", word, found, ids.map(|id| (id, id)), ids, complaints)
        });
        let condition = condition(section, scope, complaints);
        condition.zip(why)
    });
    read.collect()
}

/// The conditions under which rows are faults, with what is wrong with them.
pub(super) fn reject(
    top: &Section<'_>,
    scope: &Scope,
    complaints: &mut Complaints,
) -> Vec<(Condition, String)> {
    let sections = top.tables("reject", "[[reject]]", &keys::REJECT, complaints);
    let read = sections.iter().filter_map(|section| {
        let why = section.required("why", "\"a call that lasted less than nothing\"", complaints);
        let condition = condition(section, scope, complaints);
        condition.zip(why.map(|why| why.value.trim().to_owned()))
    });
    read.collect()
}

/// How rows of one call or message become one event.
pub(super) fn collapse(
    top: &Section<'_>,
    scope: &Scope,
    complaints: &mut Complaints,
) -> Option<Collapse> {
    let section = top.table("collapse", "[collapse]", &keys::COLLAPSE, complaints)?;
    let answered_when = of("answered_when", &section, scope, complaints);
    let exchange = section.text("exchange", "\"asterisk\"", complaints);
    if let Some(empty) = exchange.filter(|exchange| exchange.value.trim().is_empty()) {
        complaints.add(empty.at, "\"exchange\" is empty; write one such as \"asterisk\"");
    }
    let defers_when = of("defers_when", &section, scope, complaints);
    for (key, is_given) in
        [("defers_when", defers_when.is_some()), ("leg", scope.slots.contains(&Slot::Leg))]
    {
        if is_given && exchange.is_none() {
            let message = format!(
                "\"{key}\" needs \"exchange\" in [collapse]: whose other sources tell of the same calls"
            );
            complaints.add(section.at, message);
        }
    }
    let exchange = exchange.map(|exchange| exchange.value.trim().to_owned());
    Some(Collapse { answered_when, last: last(&section, scope, complaints), exchange, defers_when })
}

/// The slots that are taken from the last row that tells them.
fn last(section: &Section<'_>, scope: &Scope, complaints: &mut Complaints) -> Vec<Slot> {
    let slots = section.text_or_texts("last", "[\"to\", \"unit\"]", complaints);
    let mut last = Vec::new();
    for word in slots.map(|slots| slots.value).unwrap_or_default() {
        let ids = Collapse::LAST.map(Slot::id);
        let found = Collapse::LAST.into_iter().find(|slot| slot.id() == word.value);
        let found = known("slot", word, found, ids.map(|id| (id, id)), ids, complaints);
        let Some(slot) = found else { continue };
        if !scope.slots.contains(&slot) {
            let message = format!("the slot \"{}\" has no rule in [fields]", slot.id());
            complaints.add(word.at, message);
        }
        last.push(slot);
    }
    last
}

/// How events become contacts.
pub(super) fn pairing(
    top: &Section<'_>,
    scope: &Scope,
    complaints: &mut Complaints,
) -> Option<Pairing> {
    let section = top.table("pairing", "[pairing]", &keys::PAIRING, complaints)?;
    let opener = of("opener", &section, scope, complaints);
    let closer = of("closer", &section, scope, complaints);
    let once = section.flag("once", complaints).unwrap_or(false);
    let window_days = section.count("window_days", 1, "90", complaints).and_then(|days| {
        // Events have sixteen bits for it, and nobody waits for a hundred years.
        let kept = u16::try_from(days).ok();
        if let (None, Some(value)) = (kept, section.value("window_days")) {
            let message = format!("\"window_days\" is {days}, and can be {} at most", u16::MAX);
            complaints.add(value.span().start, message);
        }
        kept.map(u32::from)
    });
    let strategies = strategies(&section, complaints);
    let strategies = strategies.into_iter().map(|strategy| strategy.value).collect();
    Some(Pairing { opener, closer, strategies, once, window_days })
}

/// How answers are found, with the place of each; once without complaints more.
pub(super) fn strategies(
    section: &Section<'_>,
    complaints: &mut Complaints,
) -> Vec<Placed<Strategy>> {
    const EXAMPLE: &str = "[\"message\", \"subject\"]";
    if section.value("by").is_none() {
        complaints.add(section.at, format!("[pairing] has no \"by\", such as {EXAMPLE}"));
    }
    let Some(words) = section.text_or_texts("by", EXAMPLE, complaints) else { return Vec::new() };
    if words.value.is_empty() {
        complaints.add(words.at, format!("\"by\" is empty; write one such as {EXAMPLE}"));
    }
    let mut strategies: Vec<Placed<Strategy>> = Vec::new();
    for word in words.value {
        let found = Strategy::ALL.into_iter().find(|strategy| strategy.id() == word.value);
        let ids = Strategy::ALL.map(Strategy::id);
        let found = known("strategy", word, found, ids.map(|id| (id, id)), ids, complaints);
        let Some(value) = found else { continue };
        if strategies.iter().any(|other| other.value == value) {
            complaints.add(word.at, format!("{} a second time", shown(word.value)));
        }
        strategies.push(Placed { at: word.at, value });
    }
    strategies
}

fn of(
    key: &str,
    section: &Section<'_>,
    scope: &Scope,
    complaints: &mut Complaints,
) -> Option<Condition> {
    inline(key, section.value(key)?, scope, complaints)
}
