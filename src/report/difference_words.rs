//! The words for what differs between two runs.

use crate::calendar::Weekday;
use crate::contact::{Channel, Origin};
use crate::seal::{ContactsLeftOut, Differences, Why};

use super::{Cell, Lang, People, figures};

/// How much differs, in words: `2 uppgifter om hur körningen gjordes och 1 siffra`; empty for nothing.
pub(super) fn in_words(found: &Differences<'_>, lang: Lang) -> String {
    let people = People::new(lang);
    let contacts = found.contacts.as_ref().map_or(0, |contacts| contacts.changed.len());
    let parts = [
        (
            found.made_with.len(),
            lang.pick("uppgift om hur körningen gjordes", "fact about how it was made"),
            lang.pick("uppgifter om hur körningen gjordes", "facts about how it was made"),
        ),
        (
            found.account.len(),
            lang.pick("del av redovisningen", "part of the account"),
            lang.pick("delar av redovisningen", "parts of the account"),
        ),
        (found.figures.len(), lang.pick("siffra", "figure"), lang.pick("siffror", "figures")),
        (contacts, lang.pick("kontakt", "contact"), lang.pick("kontakter", "contacts")),
    ];
    let told: Vec<String> = parts
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| {
            let count = count as u64;
            format!("{} {}", people.count(count), lang.plural(count, one, many))
        })
        .collect();
    match told.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => {
            format!("{} {} {last}", others.join(", "), lang.pick("och", "and"))
        }
        None => String::new(),
    }
}

/// Why contacts are not compared, where somebody may have expected it.
pub(super) fn left_out(left_out: ContactsLeftOut, lang: Lang) -> Option<&'static str> {
    match left_out {
        ContactsLeftOut::Neither => None,
        ContactsLeftOut::One => Some(lang.pick(
            "Kontakterna jämförs inte: bara den ena körningen har dem. `svarstid audit \
             --with-contacts` sparar dem.",
            "Contacts are not compared: only one of the runs has them. `svarstid audit \
             --with-contacts` keeps them.",
        )),
        ContactsLeftOut::Filtered => Some(lang.pick(
            "Kontakterna jämförs inte: en av körningarna har bara en del av dem.",
            "Contacts are not compared: one of the runs has only some of them.",
        )),
    }
}

/// How many contacts count otherwise for each reason, the most frequent first.
pub(super) fn reasons(found: &Differences<'_>, lang: Lang) -> Option<String> {
    let mut counts: Vec<(Why, u64)> = Vec::new();
    for why in found.contacts.iter().flat_map(|own| &own.changed).flat_map(|own| &own.why) {
        match counts.iter_mut().find(|(own, _)| own == why) {
            Some((_, count)) => *count += 1,
            None => counts.push((*why, 1)),
        }
    }
    counts.sort_by_key(|(why, count)| (std::cmp::Reverse(*count), *why));
    let people = People::new(lang);
    let told = counts.into_iter().map(|(why, count)| {
        format!("{} {}", lang.pick(why.swedish(), why.english()), people.count(count))
    });
    let told: Vec<String> = told.collect();
    let begin = lang.pick("Varför kontakter räknas på annat sätt", "Why contacts count otherwise");
    (!told.is_empty()).then(|| format!("{begin}: {}.", told.join(", ")))
}

/// One of our own words, or text from the input.
pub(super) fn labelled(id: &str, label: Option<String>) -> Cell {
    match label {
        Some(label) if label != id => Cell::Term { id: id.to_owned().into(), label: label.into() },
        _ => Cell::Text(id.to_owned()),
    }
}

/// What a table of a run's JSON is for people.
pub(super) fn table_label(id: &str, lang: Lang) -> Option<String> {
    let label = match id {
        "groups" => lang.pick("grupper", "groups"),
        "total" => lang.pick("totalt", "total"),
        "channels" => lang.pick("kanaler", "channels"),
        "exemptions" => lang.pick("undantag", "exemptions"),
        "pairing" => lang.pick("svaret hittat", "answer found"),
        "coverage" => lang.pick("loggarna", "the logs"),
        "account" => lang.pick("redovisning", "account"),
        "faults" => lang.pick("avvisade", "rejected"),
        "inputs" => lang.pick("underlag", "inputs"),
        _ => return None,
    };
    Some(label.to_owned())
}

/// The names in a row's key; channels, origins and weekdays in words.
pub(super) fn key_label(key: &str, lang: Lang) -> String {
    let label = |part: &str| {
        let channel = Channel::ALL.into_iter().find(|own| own.id() == part);
        let origin = Origin::ALL.into_iter().find(|own| own.id() == part);
        let weekday = Weekday::ALL.into_iter().find(|own| own.id() == part);
        let channel = channel.map(|own| lang.channel(own));
        let words = channel.or(origin.map(|own| lang.origin(own)));
        words.or(weekday.map(|own| lang.weekday(own))).unwrap_or(part).to_owned()
    };
    key.split(" / ").map(label).collect::<Vec<String>>().join(" / ")
}

/// The title of a column of figures, or the name of a part of the account.
pub(super) fn figure_label(id: &str, lang: Lang) -> Option<String> {
    let label = match id {
        "rows_read" => lang.pick("lästa rader", "rows read"),
        "outside_period" => lang.pick("utanför perioden", "outside the period"),
        "after_as_of" => lang.pick("efter per-tidpunkten", "after as-of"),
        "duplicates" => lang.pick("dubbletter", "duplicates"),
        "rejected" => lang.pick("avvisade", "rejected"),
        "rows" => lang.pick("rader", "rows"),
        _ => {
            let columns = figures::columns(lang);
            let title = columns.iter().find(|column| column.id == id).map(|own| &own.title)?;
            return Some(title.replace('\u{ad}', ""));
        }
    };
    Some(label.to_owned())
}
