//! Moments: how a rule says what a stamp is and in which zone.

use super::pattern::layout;
use super::scope::Scope;
use super::span::shifts;
use crate::document::{Complaints, Section, known, zone as named_zone};
use crate::profile::language::{Dst, Layout, MomentForm, Slot, SourceZone};

/// Words for zones that are no names of one.
const ZONES: [&str; 2] = ["site", "stated"];

/// How the text of a moment is read, and what is added to it.
pub(super) fn moment(
    slot: Slot,
    section: &Section<'_>,
    scope: &Scope,
    complaints: &mut Complaints,
) -> Option<MomentForm> {
    let plus = shifts(true, section, scope, complaints);
    let mut flag = |key| section.flag(key, complaints).unwrap_or(false);
    let (midnight_means_day, is_date_only) = (flag("midnight_means_day"), flag("date_only"));
    if midnight_means_day && is_date_only {
        let message = "\"midnight_means_day\" says nothing besides \"date_only\"";
        complaints.add(section.at, message);
    }
    let form = stamp(slot, section, complaints)?;
    Some(MomentForm { midnight_means_day, is_date_only, plus, ..form })
}

/// How the text of a stamp is read.
pub(super) fn stamp(
    slot: Slot,
    section: &Section<'_>,
    complaints: &mut Complaints,
) -> Option<MomentForm> {
    let zone = zone(slot, section, complaints);
    let layouts = layouts(section, zone, complaints);
    let dst = dst(section, complaints);
    let (midnight_means_day, is_date_only, plus) = (false, false, Vec::new());
    Some(MomentForm { layouts, zone: zone?, midnight_means_day, is_date_only, plus, dst })
}

fn zone(slot: Slot, section: &Section<'_>, complaints: &mut Complaints) -> Option<SourceZone> {
    if section.value("zone").is_none() {
        let message = format!(
            "the rule of \"{}\" has no \"zone\": an IANA name such as \"Europe/Stockholm\" or \
             \"UTC\"; \"site\" where it depends on how the system is set up; \"stated\" where every \
             stamp has its offset or counts seconds",
            slot.id()
        );
        complaints.add(section.at, message);
    }
    let word = section.text("zone", "\"Europe/Stockholm\"", complaints)?;
    match word.value {
        "site" => Some(SourceZone::Site),
        "stated" => Some(SourceZone::Stated),
        _ => named_zone(word, ZONES, complaints).map(SourceZone::Fixed),
    }
}

fn layouts(
    section: &Section<'_>,
    zone: Option<SourceZone>,
    complaints: &mut Complaints,
) -> Vec<Layout> {
    let Some(formats) = section.text_or_texts("formats", "[\"usual\"]", complaints) else {
        return vec![Layout::Usual(None)];
    };
    if formats.value.is_empty() {
        complaints.add(formats.at, "\"formats\" is empty; leave it out for the usual ones");
    }
    let must_state = zone == Some(SourceZone::Stated);
    let read = formats.value.iter();
    read.filter_map(|text| layout(*text, must_state, complaints)).collect()
}

fn dst(section: &Section<'_>, complaints: &mut Complaints) -> Dst {
    let Some(word) = section.text("dst", "\"usual\"", complaints) else { return Dst::Usual };
    let found = Dst::ALL.into_iter().find(|dst| dst.id() == word.value);
    let ids = Dst::ALL.map(Dst::id);
    known("\"dst\"", word, found, ids.map(|id| (id, id)), ids, complaints).unwrap_or(Dst::Usual)
}
