//! Figures that differ: table by table, row by row, under the names that the JSON has.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

use super::differences::FigureChange;
use super::run::{Run, TableOf};

/// The parts of the account that differ, rejected rows by code and rows by input among them.
pub(super) fn account(a: &Run<'_>, b: &Run<'_>) -> Vec<FigureChange> {
    let mut changes = counts("account", &a.account, &b.account);
    changes.extend(counts("faults", &a.faults, &b.faults));
    let rows = |run: &Run<'_>| {
        let mut rows: BTreeMap<String, u64> = BTreeMap::new();
        for input in &run.inputs {
            *rows.entry(input.name.clone()).or_default() += input.rows;
        }
        rows
    };
    let named = |change: FigureChange| {
        let (key, figure) = (change.figure, "rows".to_owned());
        FigureChange { key, figure, ..change }
    };
    changes.extend(counts("inputs", &rows(a), &rows(b)).into_iter().map(named));
    changes
}

/// Counts by name that differ, in the order of their names; what one side lacks is no count.
fn counts(table: &str, a: &BTreeMap<String, u64>, b: &BTreeMap<String, u64>) -> Vec<FigureChange> {
    let names = a.keys().chain(b.keys().filter(|name| !a.contains_key(*name)));
    let value = |own: Option<&u64>| own.map_or(Value::Null, |count| (*count).into());
    let change = |name: &String| FigureChange {
        table: table.to_owned(),
        key: String::new(),
        figure: name.clone(),
        before: value(a.get(name)),
        after: value(b.get(name)),
    };
    names.map(change).filter(FigureChange::is_change).collect()
}

/// The figures of all tables that differ.
pub(super) fn figures(a: &Run<'_>, b: &Run<'_>) -> Vec<FigureChange> {
    let mut changes = Vec::new();
    for table in &a.tables {
        let other = b.tables.iter().find(|other| other.id == table.id);
        of_table(&table.id, Some(table), other, &mut changes);
    }
    for table in &b.tables {
        if !a.tables.iter().any(|other| other.id == table.id) {
            of_table(&table.id, None, Some(table), &mut changes);
        }
    }
    changes
}

fn of_table(id: &str, a: Option<&TableOf>, b: Option<&TableOf>, changes: &mut Vec<FigureChange>) {
    let none = Map::new();
    let (a, b) = (a.map(rows).unwrap_or_default(), b.map(rows).unwrap_or_default());
    let (in_first, in_second) = (by_name(&a), by_name(&b));
    let only_b = b.iter().filter(|(key, _)| !in_first.contains_key(&key.name()));
    let in_a =
        a.iter().map(|(key, row)| (key, *row, *in_second.get(&key.name()).unwrap_or(&&none)));
    let all = in_a.chain(only_b.map(|(key, row)| (key, &none, *row)));
    for (key, before, after) in all {
        let names = before.keys().chain(after.keys().filter(|name| !before.contains_key(*name)));
        for name in names.filter(|name| !key.columns.contains(name)) {
            let value = |row: &Map<String, Value>| row.get(name).cloned().unwrap_or_default();
            let change = FigureChange {
                table: id.to_owned(),
                key: key.words.clone(),
                figure: name.clone(),
                before: value(before),
                after: value(after),
            };
            // A group that came or went tells what it holds, and not what it does not.
            let is_nothing = |value: &Value| value.is_null() || *value == 0;
            let is_one_sided = before.is_empty() || after.is_empty();
            let is_empty = is_nothing(&change.before) && is_nothing(&change.after);
            if change.is_change() && !(is_one_sided && is_empty) {
                changes.push(change);
            }
        }
    }
}

type Keyed<'r> = (Key, &'r Map<String, Value>);

fn by_name<'k, 'r>(rows: &'k [Keyed<'r>]) -> FxHashMap<(&'k str, usize), &'r Map<String, Value>> {
    rows.iter().map(|(key, row)| (key.name(), *row)).collect()
}

/// What names a row, and how often that name stood above it.
#[derive(Debug)]
struct Key {
    words: String,
    again: usize,
    columns: Vec<String>,
}

impl Key {
    fn name(&self) -> (&str, usize) {
        (&self.words, self.again)
    }
}

fn rows(table: &TableOf) -> Vec<Keyed<'_>> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let keyed = table.rows.iter().map(|row| {
        let columns: Vec<String> = match table.key_columns {
            Some(count) => row.keys().take(count).cloned().collect(),
            None => {
                let named = row.iter().take_while(|(_, value)| value.is_string());
                named.map(|(name, _)| name.clone()).collect()
            }
        };
        let words: Vec<&str> =
            columns.iter().map(|name| row[name].as_str().unwrap_or("–")).collect();
        let words = words.join(" / ");
        let again = seen.entry(words.clone()).or_default();
        *again += 1;
        (Key { words, again: *again, columns }, row)
    });
    keyed.collect()
}
