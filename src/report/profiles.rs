//! The source profiles there are: the user's own and the built-in ones, and what each knows
//! its exports by. It never shows what a profile does with their cells.

use crate::profile::language::{Detect, Family, Profile};

use super::{Cell, Column, Lang, Report, Rows, Section, Table};

/// The profiles in the order in which they are given: the user's `own` first. A built-in one
/// that an own one replaces is left out by whoever calls.
///
/// # Example
/// ```
/// use svarstid::report::{Lang, profiles_report};
/// let built_in = svarstid::profile::built_in();
/// let report = profiles_report(&[], built_in.iter(), Lang::English);
/// assert_eq!(report.schema, "svarstid.profiles/1");
/// ```
pub fn profiles_report<'a>(
    own: &[Profile],
    built_in: impl Iterator<Item = &'a Profile>,
    lang: Lang,
) -> Report<'static> {
    let own = own.iter().map(|profile| cells(profile, true, lang));
    let rows: Vec<Vec<Cell>> =
        own.chain(built_in.map(|profile| cells(profile, false, lang))).collect();
    let show = match lang {
        Lang::Swedish => {
            "`svarstid profiles show NAMN` skriver ut en profil att kopiera och ändra; \
             docs/profiles.md beskriver språket"
        }
        Lang::English => {
            "`svarstid profiles show NAME` prints a profile to copy and change; \
             docs/profiles.md tells the language"
        }
    };
    Report {
        schema: "svarstid.profiles/1",
        lang,
        title: lang.pick("Källprofiler", "Source profiles").to_owned(),
        lead: Vec::new(),
        facts: Vec::new(),
        tables: vec![Table::new(
            "profiles",
            lang.pick("Profiler", "Profiles").to_owned(),
            vec![
                Column::words("name", lang.pick("Namn", "Name")),
                Column::words("title", lang.pick("System och export", "System and export")),
                Column::words("family", lang.pick("En rad är", "A row is")),
                Column::words("detected_by", lang.pick("Känns igen på", "Detected by")),
                Column::words("whose", lang.pick("Vems", "Whose")),
            ],
            Rows::Kept(rows),
        )],
        sections: vec![Section::prose(lang.pick("Att veta", "To know"), vec![show.to_owned()])],
        provenance: None,
    }
}

fn cells(profile: &Profile, is_own: bool, lang: Lang) -> Vec<Cell> {
    let term = |id: &'static str, swedish: &'static str, english: &'static str| Cell::Term {
        id: id.into(),
        label: lang.pick(swedish, english).into(),
    };
    vec![
        Cell::Text(profile.name.clone()),
        Cell::Text(profile.title.clone()),
        match profile.family {
            Family::Rows => term("rows", "en kontakt", "a contact"),
            Family::Events => term("events", "en händelse", "an event"),
            Family::Refused { .. } => term("refused", "ingenting att granska", "of no use"),
        },
        detected_by(&profile.detect, lang),
        match is_own {
            true => term("own", "egen", "own"),
            false => term("built_in", "inbyggd", "built in"),
        },
    ]
}

/// Which parts of a file tell; names of files only narrow where there is anything else.
fn detected_by(detect: &Detect, lang: Lang) -> Cell {
    let all = [
        (!detect.header_sets.is_empty(), "header", "rubrikrad", "header"),
        (detect.first_lines.is_some(), "first_line", "första raderna", "first lines"),
        (!detect.xml_roots.is_empty(), "xml_root", "XML-rot", "XML root"),
        (!detect.json_keys.is_empty(), "json_keys", "JSON-nycklar", "JSON keys"),
        (detect.is_mail, "mail", "mejlhuvuden", "mail headers"),
        (!detect.files.is_empty(), "files", "filnamn", "file names"),
    ];
    let told = all.into_iter().filter(|(is_told, ..)| *is_told);
    let (ids, labels): (Vec<&str>, Vec<&str>) =
        told.map(|(_, id, swedish, english)| (id, lang.pick(swedish, english))).unzip();
    match ids.is_empty() {
        true => Cell::Absent,
        false => Cell::Term { id: ids.join("; ").into(), label: labels.join(", ").into() },
    }
}
