//! Checks: what a family needs, and what it has no use for.

use super::Fields;
use super::pairing::strategies;
use crate::document::{Complaints, Section};
use crate::profile::language::{Family, Rule, Slot, Strategy, Text};

/// Complains about what is missing for the family of the profile, and about what it never uses.
pub(super) fn check(
    family: &Family,
    top: &Section<'_>,
    fields: &Fields,
    complaints: &mut Complaints,
) {
    let is_rows = *family == Family::Rows;
    let (kind, needed): (_, &[Slot]) = match family {
        // The channel of a row may be said by the user.
        Family::Rows => ("rows", &[Slot::Received]),
        Family::Events => ("events", &[Slot::At, Slot::Channel]),
        Family::Refused { .. } => return,
    };
    let fields_at = top.value("fields").map_or(top.at, |value| value.span().start);
    for slot in needed.iter().filter(|slot| !fields.has(**slot)) {
        let message = format!("[fields] has no \"{}\", which a profile of {kind} needs", slot.id());
        complaints.add(fields_at, message);
    }
    for (slot, at) in &fields.slots {
        let is_used = if is_rows { slot.is_of_rows() } else { slot.is_of_events() };
        if !is_used {
            let message = format!("a profile of {kind} has no use for the slot \"{}\"", slot.id());
            complaints.add(*at, message);
        }
    }
    if is_rows {
        for key in ["collapse", "pairing"] {
            if let Some(value) = top.value(key) {
                let message = format!("[{key}] is for events, and a row of this is a contact");
                complaints.add(value.span().start, message);
            }
        }
        return;
    }
    if let (Some((_, at)), None) =
        (fields.slots.iter().find(|(slot, _)| *slot == Slot::Leg), top.value("collapse"))
    {
        let message = "the slot \"leg\" needs [collapse] with \"exchange\": whose other sources tell \
                       of the same calls";
        complaints.add(*at, message);
    }
    if let Some(value) = top.value("collapse")
        && !(fields.has(Slot::Group) || fields.has(Slot::Id))
    {
        let message = "[collapse] needs the slot \"group\" or \"id\": what the rows of one event \
                       have in common";
        complaints.add(value.span().start, message);
    }
    match top.table("pairing", "[pairing]", &super::keys::PAIRING, &mut Complaints::default()) {
        None if top.value("pairing").is_none() => {
            let message = "the profile has no [pairing], which says how the answer to an event is \
                           found, such as by = [\"party\"]";
            complaints.add(top.at, message);
        }
        None => {}
        Some(section) => {
            // Its own mistakes are told already.
            for strategy in strategies(&section, &mut Complaints::default()) {
                for slot in strategy.value.needs().iter().filter(|slot| !fields.has(**slot)) {
                    if is_told_by_the_way(*slot, strategy.value, &fields.rules) {
                        continue;
                    }
                    let message = format!(
                        "pairing by {} needs the slot \"{}\" in [fields]",
                        strategy.value.id(),
                        slot.id()
                    );
                    complaints.add(strategy.at, message);
                }
            }
        }
    }
}

/// Whether all rows go one way, and `slot` is the organisation's own end: then the number of the
/// other end is enough to find what was called back.
fn is_told_by_the_way(slot: Slot, strategy: Strategy, rules: &[(Slot, Rule)]) -> bool {
    let own = match direction(rules) {
        Some("in") => Slot::To,
        Some("out") => Slot::From,
        _ => return false,
    };
    strategy == Strategy::Party && slot == own
}

fn direction(rules: &[(Slot, Rule)]) -> Option<&str> {
    let (_, rule) = rules.iter().find(|(slot, _)| *slot == Slot::Direction)?;
    match &rule.source {
        Text::Constant(word) => Some(word),
        _ => None,
    }
}
