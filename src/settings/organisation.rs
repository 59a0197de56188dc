//! The organisation's own numbers and addresses, its register, and the rules of pairing.

use std::path::{Path, PathBuf};

use crate::document::{Complaints, Section, shown};
use crate::organisation::{
    Domain, ExtensionRange, Mailbox, NumberRange, Organisation, PairingSettings,
};

const ORGANISATION_KEYS: [&str; 5] =
    ["domains", "numbers", "extensions", "function_boxes", "register"];

const PAIRING_KEYS: [&str; 6] = [
    "window_days",
    "ignore_rings_under",
    "cross_channels",
    "merge_repeats",
    "answered_by_new_call",
    "same_department",
];

/// The organisation, and the files of its register.
pub(super) fn organisation(
    top: &Section<'_>,
    folder: Option<&Path>,
    complaints: &mut Complaints,
) -> (Organisation, Vec<PathBuf>) {
    let Some(section) = top.table("organisation", "[organisation]", &ORGANISATION_KEYS, complaints)
    else {
        return (Organisation::default(), Vec::new());
    };
    let before = complaints.len();
    let domains = each(&section, "domains", "[\"example.se\"]", Domain::parse, complaints);
    let knows_domains = !domains.is_empty() && complaints.len() == before;
    let numbers = "[\"08-555 00 000..08-555 00 999\"]";
    let mut organisation = Organisation {
        domains,
        numbers: each(&section, "numbers", numbers, NumberRange::parse, complaints),
        extensions: each(
            &section,
            "extensions",
            "[\"1000..1999\"]",
            ExtensionRange::parse,
            complaints,
        ),
        function_boxes: Vec::new(),
    };
    let function_box = |text: &str| match Mailbox::parse(text)? {
        mailbox if knows_domains && !organisation.owns_address(mailbox.as_str()) => {
            Err("it is of no domain in \"domains\"; add its domain".to_owned())
        }
        mailbox => Ok(mailbox),
    };
    let boxes = "[\"kommun@example.se\"]";
    organisation.function_boxes = each(&section, "function_boxes", boxes, function_box, complaints);
    (organisation, super::files(&section, "register", "[\"register.csv\"]", folder, complaints))
}

/// The elements of a list, each read by `parse`; those that it refuses are left out, with a
/// complaint.
fn each<T>(
    section: &Section<'_>,
    key: &str,
    such_as: &str,
    parse: impl Fn(&str) -> Result<T, String>,
    complaints: &mut Complaints,
) -> Vec<T> {
    let Some(texts) = section.texts(key, such_as, complaints) else { return Vec::new() };
    let mut found = Vec::with_capacity(texts.value.len());
    for text in texts.value {
        match parse(text.value) {
            Ok(element) => found.push(element),
            Err(why) => {
                complaints.add(text.at, format!("{} in \"{key}\": {why}", shown(text.value)));
            }
        }
    }
    found
}

/// The rules of pairing.
pub(super) fn pairing(top: &Section<'_>, complaints: &mut Complaints) -> PairingSettings {
    let usual = PairingSettings::default();
    let Some(section) = top.table("pairing", "[pairing]", &PAIRING_KEYS, complaints) else {
        return usual;
    };
    let mut flag = |key: &str, usual: bool| section.flag(key, complaints).unwrap_or(usual);
    PairingSettings {
        cross_channels: flag("cross_channels", usual.cross_channels),
        merge_repeats: flag("merge_repeats", usual.merge_repeats),
        answered_by_new_call: flag("answered_by_new_call", usual.answered_by_new_call),
        same_department: flag("same_department", usual.same_department),
        window_days: window_days(&section, complaints).unwrap_or(usual.window_days),
        ignore_rings_under_s: ring_s(&section, complaints).unwrap_or(usual.ignore_rings_under_s),
    }
}

fn window_days(section: &Section<'_>, complaints: &mut Complaints) -> Option<u16> {
    let days = section.count("window_days", 1, "90", complaints)?;
    let most = PairingSettings::MOST_WINDOW_DAYS;
    let found = u16::try_from(days).ok().filter(|days| *days <= most);
    if found.is_none() {
        let at = section.value("window_days").map_or(section.at, |value| value.span().start);
        complaints.add(at, format!("\"window_days\" is {days}, and {most} are the most"));
    }
    found
}

/// The shortest ring that opens a contact, in seconds.
fn ring_s(section: &Section<'_>, complaints: &mut Complaints) -> Option<u16> {
    let found = section.text("ignore_rings_under", "\"5 s\"", complaints)?;
    let number = found.value.trim().strip_suffix('s').map(str::trim_end);
    let is_plain = |number: &&str| number.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = number.filter(is_plain).and_then(|number| number.parse().ok());
    let seconds = seconds.filter(|seconds| *seconds <= PairingSettings::MOST_RING_S);
    if seconds.is_none() {
        let message = format!(
            "\"ignore_rings_under\" is {}, and must be \"0 s\" to \"{} s\"",
            shown(found.value),
            PairingSettings::MOST_RING_S
        );
        complaints.add(found.at, message);
    }
    seconds
}
