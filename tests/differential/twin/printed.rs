//! What is printed: the list of contacts and the groups of `--by` as CSV (SPEC 9), sorted as
//! SPEC 6 says.

use std::collections::BTreeMap;

use chrono::{Datelike, Timelike};

use super::audit::Judged;
use super::figures::{self, field, foreign};
use super::period;
use super::rows::{CHANNELS, ORIGINS, When};

/// The list of contacts, in the order in which they were read.
pub(super) fn listed(judged: &[Judged]) -> String {
    let mut csv = "id,channel,origin,department,received,answered,rule,due,verdict,hours,\
                   late_hours,source,line\n"
        .to_owned();
    for own in judged {
        let contact = &own.contact;
        let cells = [
            foreign(&contact.id),
            contact.channel.to_owned(),
            contact.origin.to_owned(),
            foreign(&contact.department),
            contact.received.text(),
            contact.answered.map_or(String::new(), When::text),
            own.rule.as_deref().map_or(String::new(), field),
            own.due.map_or(String::new(), |due| When::Stamp(due).text()),
            own.verdict.to_owned(),
            own.to_answer_s.map_or(String::new(), figures::hours),
            own.late_s.map_or(String::new(), figures::hours),
            foreign(&contact.source),
            contact.line.to_string(),
        ];
        csv += &cells.join(",");
        csv.push('\n');
    }
    csv
}

/// What stands in the column of a dimension, and where it stands in the order of SPEC 6.
fn key(own: &Judged, dimension: &str) -> ((bool, Vec<u32>, String), String) {
    let contact = &own.contact;
    let place = |number: usize| (false, vec![number as u32], String::new());
    let at = |words: &[(&str, &[&str])], id: &str| {
        words.iter().position(|(own, _)| *own == id).expect("a known word")
    };
    match dimension {
        "board" => ((true, Vec::new(), String::new()), "(ej angiven)".to_owned()),
        "department" if contact.department.is_empty() => {
            ((true, Vec::new(), String::new()), "(ej angiven)".to_owned())
        }
        "department" => {
            let name = contact.department.clone();
            ((false, figures::order(&name), name), foreign(&contact.department))
        }
        "channel" => (place(at(&CHANNELS, contact.channel)), contact.channel.to_owned()),
        "origin" => (place(at(&ORIGINS, contact.origin)), contact.origin.to_owned()),
        "rule" => match &own.rule {
            Some(rule) => (place(own.rule_number), field(rule)),
            None => ((true, Vec::new(), String::new()), String::new()),
        },
        "hour" => match contact.received {
            When::Stamp(stamp) => (place(stamp.hour() as usize), format!("{:02}", stamp.hour())),
            When::Date(_) => ((true, Vec::new(), String::new()), String::new()),
        },
        "weekday" => {
            let number = contact.received.date().weekday().num_days_from_monday();
            (place(number as usize), period::name(dimension, contact.received.date()))
        }
        // These are in the order of their letters, and of time.
        _ => {
            let name = period::name(dimension, contact.received.date());
            ((false, Vec::new(), name.clone()), name)
        }
    }
}

/// The groups of `--by`, sorted.
pub(super) fn grouped(judged: &[Judged], by: &[&str]) -> String {
    type Place = Vec<(bool, Vec<u32>, String)>;
    let mut groups: BTreeMap<Place, (Vec<String>, Vec<&Judged>)> = BTreeMap::new();
    for own in judged {
        let (places, cells): (Place, Vec<String>) =
            by.iter().map(|dimension| key(own, dimension)).unzip();
        groups.entry(places).or_insert((cells, Vec::new())).1.push(own);
    }
    let header: Vec<&str> = by.iter().chain(&figures::COLUMNS).copied().collect();
    let mut csv = header.join(",") + "\n";
    for (cells, group) in groups.values() {
        let row: Vec<String> = cells.iter().cloned().chain(figures::figures(group)).collect();
        csv += &row.join(",");
        csv.push('\n');
    }
    csv
}
