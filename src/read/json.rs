//! JSON: the records of a document become rows, and dotted paths columns.
//!
//! Records are read one at a time, so that a large list is never held as a tree. Several
//! documents in one file (pages, or one object a line) are read one after the other. No cell
//! is understood here.

mod nested;
mod stream;

#[cfg(test)]
mod tests;

use serde_json::Value;

use super::error::ReadError;
use super::grid::Grid;
use super::malformed::Notation;
use super::whole;
use nested::{PARENT, each_nested};
use stream::{Flow, each_record};

/// Reads the records of a JSON file into a table whose header is `columns`.
///
/// `records` is the dotted path of the list; empty when the document is the list, or when every
/// line is a record. `columns` are dotted paths from a record, such as `user.name`; a number is
/// an index (`items.0.x`), and without one, all members of a list are taken and joined with
/// `;`. Texts, numbers and `true`/`false` stand as they are; `null`, objects and what is not
/// there are empty. `../x` is a path from what the list of records belongs to, and `../../x` from what
/// that belongs to: then each document is held as a whole. A number that does not fit 64 bits is read as a float. The line of a row
/// is the number of its record, from 1.
///
/// # Errors
/// What is wrong with the document: see [`super::Malformed`].
///
/// # Example
/// ```
/// use svarstid::read::json;
/// let document = br#"{"data": [{"id": "s1", "to": {"number": "070-000 00 01"}, "cost": 3500}]}"#;
/// let columns = ["id", "to.number", "cost"].map(str::to_owned);
/// let grid = json(document, "data", &columns)?;
/// let cells: Vec<_> = (0..3).map(|column| grid.cell(0, column)).collect();
/// assert_eq!(cells, [Some(&b"s1"[..]), Some(b"070-000 00 01"), Some(b"3500")]);
/// # Ok::<(), svarstid::read::ReadError>(())
/// ```
pub fn json(bytes: &[u8], records: &str, columns: &[String]) -> Result<Grid, ReadError> {
    let text = whole::text(bytes, Notation::Json, None)?;
    let mut grid = Grid::new(columns.to_vec(), 0);
    let mut number = 0;
    let mut cells = vec![String::new(); columns.len()];
    if columns.iter().any(|path| path.starts_with(PARENT)) {
        each_nested(&text, records, &mut |way| {
            for (cell, path) in cells.iter_mut().zip(columns) {
                cell.clear();
                let levels = path.matches(PARENT).count();
                let above = way.len().checked_sub(levels + 1).and_then(|at| way.get(at));
                if let Some(value) = above {
                    append_at(value, path.trim_start_matches(PARENT), cell);
                }
            }
            number += 1;
            grid.push(number, cells.iter().map(String::as_bytes));
        })?;
        return Ok(grid);
    }
    each_record(&text, records, &mut |record| {
        for (cell, path) in cells.iter_mut().zip(columns) {
            cell.clear();
            append_at(&record, path, cell);
        }
        number += 1;
        grid.push(number, cells.iter().map(String::as_bytes));
        Flow::On
    })?;
    Ok(grid)
}

/// The keys of the first record of the JSON file that begins with `bytes`, as dotted paths; none
/// where they begin no such file. `bytes` may be cut behind the first record.
///
/// # Example
/// ```
/// use svarstid::read::first_record_keys;
/// let beginning = br#"{"data": [{"id": 1, "to": {"number": "0"}}, {"id": 2, "#;
/// assert_eq!(first_record_keys(beginning, "data"), ["id", "to", "to.number"]);
/// assert!(first_record_keys(b"id;kanal\n", "data").is_empty());
/// ```
pub fn first_record_keys(bytes: &[u8], records: &str) -> Vec<String> {
    let mut keys = Vec::new();
    // A cut letter at the end says nothing of the first record.
    let sound = match whole::wide_or_marked(bytes) {
        Some((encoding, _)) if encoding != encoding_rs::UTF_8 => bytes.len() & !1,
        _ => std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len),
    };
    if let Ok(text) = whole::text(&bytes[..sound], Notation::Json, None) {
        // What comes behind the first record is not looked at, and so cannot be wrong.
        let _ = each_record(&text, records, &mut |record| {
            list_keys(&record, "", &mut keys);
            Flow::Enough
        });
    }
    keys
}

fn list_keys(value: &Value, above: &str, keys: &mut Vec<String>) {
    let Value::Object(members) = value else {
        return;
    };
    for (key, value) in members {
        let path = format!("{above}{key}");
        let below = format!("{path}.");
        keys.push(path);
        list_keys(value, &below, keys);
    }
}

/// Appends what stands at `path` below `value`, several texts joined with `;`.
fn append_at(value: &Value, path: &str, cell: &mut String) {
    match value {
        Value::Object(members) => {
            // A key may have dots of its own: the longest that fits is meant.
            if let Some(value) = members.get(path) {
                return append(value, cell);
            }
            for (at, _) in path.rmatch_indices('.') {
                if let Some(value) = members.get(&path[..at]) {
                    return append_at(value, &path[at + 1..], cell);
                }
            }
        }
        Value::Array(members) => {
            let (first, rest) = path.split_once('.').unwrap_or((path, ""));
            match first.parse::<usize>() {
                Ok(index) => match members.get(index) {
                    Some(value) if rest.is_empty() => append(value, cell),
                    Some(value) => append_at(value, rest, cell),
                    None => {}
                },
                Err(_) => members.iter().for_each(|value| append_at(value, path, cell)),
            }
        }
        _ => {}
    }
}

/// Appends the text of a value.
fn append(value: &Value, cell: &mut String) {
    let text = match value {
        Value::String(text) => text,
        Value::Number(number) => &number.to_string(),
        Value::Bool(is_true) => ["false", "true"][usize::from(*is_true)],
        Value::Array(members) => return members.iter().for_each(|value| append(value, cell)),
        Value::Null | Value::Object(_) => return,
    };
    if !cell.is_empty() && !text.is_empty() {
        cell.push(';');
    }
    cell.push_str(text);
}
