//! Tables of what differs between two runs, for `diff` and `verify`.

use serde_json::Value;

use crate::seal::{Change, ContactChange, ContactLine, ContactsLeftOut, Differences, FigureChange};
use crate::seal::{Why, Words};

use super::difference_words::{figure_label, key_label, labelled, table_label};
use super::{Cell, Column, Lang, Rows, Table};

/// The titles of the two sides.
pub(super) type Sides = [&'static str; 2];

/// The tables of what differs, in the order of a run's JSON.
pub(super) fn tables(found: &Differences<'_>, sides: Sides, lang: Lang) -> Vec<Table<'static>> {
    let mut tables = vec![
        made_with(&found.made_with, sides, lang),
        figure_table(
            "account",
            lang.pick("Redovisningen", "The account"),
            &found.account,
            sides,
            lang,
        ),
        figure_table("figures", lang.pick("Siffrorna", "The figures"), &found.figures, sides, lang),
    ];
    if let Ok(contacts) = &found.contacts {
        tables.push(contact_table(&contacts.changed, sides, lang));
    }
    tables
}

/// Everything that differs in one table: what CSV writes.
pub(super) fn all(found: &Differences<'_>) -> Table<'static> {
    let mut rows = Vec::new();
    for own in &found.made_with {
        let name = Cell::Text(own.name.clone());
        let (before, after) = (text(own.before.as_deref()), text(own.after.as_deref()));
        let what = Cell::word(own.what.id());
        rows.push(vec![Cell::word("made_with"), what, name, before, after, Cell::Absent]);
    }
    for (part, changes) in [("account", &found.account), ("figures", &found.figures)] {
        for own in changes {
            let (before, after) = (value(own, &own.before), value(own, &own.after));
            let name = [own.key.as_str(), &own.figure].into_iter().filter(|word| !word.is_empty());
            let name = Cell::Text(name.collect::<Vec<_>>().join(": "));
            let table = Cell::Text(own.table.clone());
            rows.push(vec![Cell::word(part), table, name, before, after, Cell::Absent]);
        }
    }
    for own in found.contacts.iter().flat_map(|contacts| &contacts.changed) {
        let name = match ContactLine::id_or_place(&own.line) {
            (Some(id), _) => Cell::Text(id.to_owned()),
            (None, place) => Cell::Text(place),
        };
        let verdict = |line: &Option<ContactLine<'_>>| match line {
            Some(line) => Cell::word(line.verdict.to_string()),
            None => Cell::Absent,
        };
        let (before, after) = (verdict(&own.before), verdict(&own.after));
        let contacts = Cell::word("contacts");
        rows.push(vec![contacts, Cell::word("verdict"), name, before, after, why_ids(&own.why)]);
    }
    let columns = ["part", "what", "name", "before", "after", "why"];
    let columns = columns.map(|id| Column::words(id, id)).to_vec();
    table("differences", String::new(), columns, 3, rows)
}

fn table(
    id: &'static str,
    title: String,
    columns: Vec<Column>,
    key_columns: usize,
    rows: Vec<Vec<Cell>>,
) -> Table<'static> {
    Table { key_columns, is_optional: true, ..Table::new(id, title, columns, Rows::Kept(rows)) }
}

fn made_with(changes: &[Change], sides: Sides, lang: Lang) -> Table<'static> {
    let columns = vec![
        Column::words("what", lang.pick("Vad", "What")),
        Column::words("name", lang.pick("Namn", "Name")),
        Column::words("before", sides[0]),
        Column::words("after", sides[1]),
    ];
    let cells = |own: &Change| {
        let label = lang.pick(own.what.swedish(), own.what.english());
        let what = Cell::Term { id: own.what.id().into(), label: label.into() };
        vec![
            what,
            text(Some(&own.name).filter(|name| !name.is_empty()).map(String::as_str)),
            fingerprint(own.before.as_deref()),
            fingerprint(own.after.as_deref()),
        ]
    };
    let title = lang.pick("Vad körningarna gjordes med", "What the runs were made with");
    table("made_with", title.to_owned(), columns, 2, changes.iter().map(cells).collect())
}

fn figure_table(
    id: &'static str,
    title: &str,
    changes: &[FigureChange],
    sides: Sides,
    lang: Lang,
) -> Table<'static> {
    let columns = vec![
        Column::words("table", lang.pick("Tabell", "Table")),
        Column::words("key", lang.pick("Rad", "Row")),
        Column::words("figure", lang.pick("Siffra", "Figure")),
        Column::numbers("before", sides[0]),
        Column::numbers("after", sides[1]),
    ];
    let cells = |own: &FigureChange| {
        vec![
            labelled(&own.table, table_label(&own.table, lang)),
            match own.key.as_str() {
                "" => Cell::Absent,
                key => labelled(key, Some(key_label(key, lang))),
            },
            labelled(&own.figure, figure_label(&own.figure, lang)),
            value(own, &own.before),
            value(own, &own.after),
        ]
    };
    table(id, title.to_owned(), columns, 3, changes.iter().map(cells).collect())
}

fn contact_table(changes: &[ContactChange<'_>], sides: Sides, lang: Lang) -> Table<'static> {
    let columns = vec![
        Column::words("id", lang.pick("Ärende", "Id")),
        Column::words("received", lang.pick("Inkom", "Received")),
        Column::words("before", sides[0]),
        Column::words("after", sides[1]),
        Column::words("why", lang.pick("Varför", "Why")),
        Column::words("detail", lang.pick("Närmare", "In detail")),
        Column::words("source", lang.pick("Fil", "File")),
        Column::numbers("line", lang.pick("Rad", "Line")),
    ];
    let verdict = |line: &Option<ContactLine<'_>>| match line {
        Some(line) => {
            let id = line.verdict.to_string();
            let outcome = crate::judge::Outcome::ALL.into_iter().find(|own| own.id() == id);
            let label = outcome.map_or(id.clone(), |own| lang.outcome(own).to_owned());
            Cell::Term { id: id.into(), label: label.into() }
        }
        None => Cell::Absent,
    };
    let cells = |own: &ContactChange<'_>| {
        let line = &own.line;
        let words: Vec<&str> =
            own.why.iter().map(|why| lang.pick(why.swedish(), why.english())).collect();
        let Cell::Text(ids) = why_ids(&own.why) else { return Vec::new() };
        vec![
            text(line.id.as_deref()),
            Cell::Text(line.received.to_string()),
            verdict(&own.before),
            verdict(&own.after),
            Cell::Term { id: ids.into(), label: words.join(", ").into() },
            text(Some(detail(own).as_str()).filter(|detail| !detail.is_empty())),
            text(line.source.as_deref()),
            Cell::Count(line.line),
        ]
    };
    let title = lang.pick("Kontakter som räknas på annat sätt", "Contacts that count otherwise");
    table("contacts", title.to_owned(), columns, 1, changes.iter().map(cells).collect())
}

/// What of a contact differs besides its verdict, under the names that machines know.
fn detail(change: &ContactChange<'_>) -> String {
    let (Some(a), Some(b)) = (&change.before, &change.after) else { return String::new() };
    let some = |words: &Option<Words<'_>>| words.as_deref().unwrap_or("–").to_owned();
    let parts = [
        ("received", a.received.to_string(), b.received.to_string()),
        ("channel", a.channel.to_string(), b.channel.to_string()),
        ("origin", a.origin.to_string(), b.origin.to_string()),
        ("department", some(&a.department), some(&b.department)),
        ("answered", some(&a.answered), some(&b.answered)),
        ("rule", some(&a.rule), some(&b.rule)),
        ("due", some(&a.due), some(&b.due)),
    ];
    let told = parts.into_iter().filter(|(_, before, after)| before != after);
    let told: Vec<String> =
        told.map(|(name, before, after)| format!("{name} {before} → {after}")).collect();
    told.join("; ")
}

/// Reasons as one word for machines: `answer-arrived as-of`.
fn why_ids(why: &[Why]) -> Cell {
    Cell::Text(why.iter().map(|why| why.id()).collect::<Vec<_>>().join(" "))
}

pub(super) fn text(text: Option<&str>) -> Cell {
    text.map_or(Cell::Absent, |text| Cell::Text(text.to_owned()))
}

/// A fingerprint is told by its beginning to people, and whole to machines.
pub(super) fn fingerprint(own: Option<&str>) -> Cell {
    const SHOWN: usize = 12;
    let is_digest = |text: &&str| text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit());
    match own.filter(is_digest) {
        Some(digest) => Cell::Term {
            id: digest.to_owned().into(),
            label: format!("{}…", &digest[..SHOWN]).into(),
        },
        None => text(own),
    }
}

/// A figure of JSON as a cell of its kind, which the name of its column tells.
fn value(change: &FigureChange, value: &Value) -> Cell {
    let tenths = |value: &Value| value.as_f64().map(|percent| (percent * 10.0).round());
    let hundredths = |value: &Value| value.as_f64().map(|hours| (hours * 100.0).round());
    match value {
        Value::Null => Cell::Absent,
        Value::Bool(flag) => Cell::Flag(*flag),
        Value::String(text) => Cell::Text(text.clone()),
        Value::Number(_) if change.figure.ends_with("percent") => match tenths(value) {
            Some(tenths) if (0.0..=1000.0).contains(&tenths) => Cell::Percent(tenths as u16),
            _ => Cell::Text(value.to_string()),
        },
        // A hundredth of an hour is 36 seconds.
        Value::Number(_) if change.figure.ends_with("hours") => match hundredths(value) {
            Some(hundredths) => Cell::Span(hundredths as i64 * 36),
            None => Cell::Text(value.to_string()),
        },
        Value::Number(number) => match number.as_u64() {
            Some(count) => Cell::Count(count),
            None => Cell::Text(value.to_string()),
        },
        _ => Cell::Text(value.to_string()),
    }
}

/// The id of why contacts are not compared.
pub(super) const fn left_out_id(left_out: ContactsLeftOut) -> &'static str {
    match left_out {
        ContactsLeftOut::Neither => "neither",
        ContactsLeftOut::One => "one",
        ContactsLeftOut::Filtered => "filtered",
    }
}

/// How much of each kind differs, for machines.
pub(super) fn counts(found: &Differences<'_>) -> Vec<(&'static str, Cell)> {
    let count = |list: usize| Cell::Count(list as u64);
    let (contacts, left) = match &found.contacts {
        Ok(contacts) => (count(contacts.changed.len()), Cell::Absent),
        Err(why) => (Cell::Absent, Cell::word(left_out_id(*why))),
    };
    vec![
        ("made_with", count(found.made_with.len())),
        ("account", count(found.account.len())),
        ("figures", count(found.figures.len())),
        ("contacts", contacts),
        ("contacts_left_out", left),
    ]
}
