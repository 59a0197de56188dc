//! Spans: how long something took, as a number or between two moments, and what is added to it.

use super::keys;
use super::moment::stamp;
use super::rule::columns;
use super::scope::Scope;
use crate::document::value::elements;
use crate::document::{Complaints, Section, known};
use crate::profile::language::{Cell, Shift, Slot, SpanForm, SpanText, Text, Unit};

/// The span between two moments, as the source of a rule.
pub(super) fn between(
    slot: Slot,
    section: &Section<'_>,
    scope: &Scope,
    complaints: &mut Complaints,
) -> Option<Text> {
    if slot != Slot::Ring {
        let message = format!(
            "\"since\" and \"until\" are a span, such as that of \"ring\", and \"{}\" is none",
            slot.id()
        );
        complaints.add(section.at, message);
    }
    let (since, until) = ends(section, scope, complaints)?;
    Some(Text::Between { since, until })
}

/// The columns of the two moments between which a span lies.
fn ends(
    section: &Section<'_>,
    scope: &Scope,
    complaints: &mut Complaints,
) -> Option<(Vec<Cell>, Vec<Cell>)> {
    let mut end = |key: &str, other: &str| match section.value(key) {
        Some(value) => columns(key, value, scope, complaints),
        None => {
            complaints.add(section.at, format!("\"{other}\" needs \"{key}\": the other end"));
            None
        }
    };
    let (since, until) = (end("since", "until"), end("until", "since"));
    since.zip(until)
}

/// Complains about keys that a span between two moments has no use for.
pub(super) fn misplaced_in_span(section: &Section<'_>, complaints: &mut Complaints) {
    let unused = keys::MOMENT
        .iter()
        .filter(|key| !keys::OF_BETWEEN.contains(key) && !matches!(**key, "plus" | "minus"));
    let unused = unused.chain(&keys::STEPS).chain(&keys::WORDS).chain(&["unit"]);
    for (key, value) in unused.filter_map(|key| Some((key, section.value(key)?))) {
        let message = format!("\"{key}\" says nothing of the span between two moments");
        complaints.add(value.span().start, message);
    }
}

/// How a span is read; `None` where it is plain seconds, or written with colons.
pub(super) fn span(
    is_between: bool,
    section: &Section<'_>,
    scope: &Scope,
    complaints: &mut Complaints,
) -> Option<SpanForm> {
    let moments = is_between.then(|| stamp(Slot::Ring, section, complaints));
    let unit = if is_between { None } else { unit(section, complaints) };
    let plus = shifts(false, section, scope, complaints);
    if moments.is_none() && unit.is_none() && plus.is_empty() {
        return None;
    }
    let moments = match moments {
        // Its mistakes are told.
        Some(None) => return None,
        Some(form) => form,
        None => None,
    };
    Some(SpanForm { unit: unit.unwrap_or(Unit::SECONDS), plus, moments })
}

/// What is added by `plus` and `minus`. Only a rule that reads stamps can add what lies between
/// two of them.
pub(super) fn shifts(
    reads_stamps: bool,
    section: &Section<'_>,
    scope: &Scope,
    complaints: &mut Complaints,
) -> Vec<Shift> {
    let mut shifts = Vec::new();
    for (key, sign) in [("plus", 1), ("minus", -1)] {
        const EXAMPLE: &str = "[{ column = \"Ring time\", unit = \"seconds\" }]";
        let Some(value) = section.value(key) else { continue };
        for element in elements(key, value, EXAMPLE, complaints).unwrap_or_default() {
            let shift = Section::inline(key, element, key, EXAMPLE, &keys::SHIFT, complaints);
            let Some(shift) = shift else { continue };
            let span = match ["since", "until"].iter().any(|end| shift.value(end).is_some()) {
                true => between_shift(reads_stamps, &shift, scope, complaints),
                false => column_shift(&shift, scope, complaints),
            };
            shifts.extend(span.map(|span| Shift { span, sign }));
        }
    }
    shifts
}

fn between_shift(
    reads_stamps: bool,
    shift: &Section<'_>,
    scope: &Scope,
    complaints: &mut Complaints,
) -> Option<SpanText> {
    for (key, value) in ["column", "unit"].iter().filter_map(|key| Some((key, shift.value(key)?))) {
        let message = format!("\"{key}\" says nothing of the span between two moments");
        complaints.add(value.span().start, message);
    }
    if !reads_stamps {
        let message = "a ring has \"since\" and \"until\" itself; what is added to it is a column";
        complaints.add(shift.at, message);
    }
    let (since, until) = ends(shift, scope, complaints)?;
    Some(SpanText::Between(since, until))
}

fn column_shift(
    shift: &Section<'_>,
    scope: &Scope,
    complaints: &mut Complaints,
) -> Option<SpanText> {
    let column = shift.required("column", "\"Ring time\"", complaints);
    let cell = column.and_then(|column| scope.cell(column, complaints));
    shift.required("unit", "\"seconds\"", complaints)?;
    cell.zip(unit(shift, complaints)).map(|(cell, unit)| SpanText::Column(cell, unit))
}

fn unit(section: &Section<'_>, complaints: &mut Complaints) -> Option<Unit> {
    let word = section.text("unit", "\"seconds\"", complaints)?;
    let ids = Unit::ALL.map(|unit| unit.id);
    let found = Unit::ALL.into_iter().find(|unit| unit.id == word.value);
    known("unit", word, found, ids.map(|id| (id, id)), ids, complaints)
}
