//! JSON: the same figures with the same rounding, under the names of the columns.
//!
//! Each table is a list of objects under its own name; absent is `null`. Fields are only ever
//! added to a schema.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use crate::fault::Code;
use crate::report::{Cell, Column, Provenance, Report, StateAudit, StateRecord, Table};

use super::printed::{for_machines, number};

/// Writes `report` as JSON, indented, with a line feed at its end.
///
/// # Errors
/// What writing to `out` fails with.
pub fn json(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    // Rows are written as they come: a list of contacts may be too long to keep.
    let mut head = Map::new();
    head.insert("schema".into(), report.schema.into());
    head.insert("tool".into(), tool());
    if let Some(provenance) = &report.provenance {
        add_provenance(&mut head, provenance);
    }
    write!(out, "{{")?;
    for (index, (name, value)) in head.iter().enumerate() {
        let comma = if index == 0 { "" } else { "," };
        write!(out, "{comma}\n  {}: {}", Value::from(name.as_str()), indented(value))?;
    }
    for table in &report.tables {
        write_table(table, out)?;
    }
    if let Some(provenance) = &report.provenance {
        let faults: Map<String, Value> = Code::ALL
            .into_iter()
            .filter(|code| provenance.faults.of(*code) > 0)
            .map(|code| (code.id().to_owned(), provenance.faults.of(code).into()))
            .collect();
        write!(out, ",\n  \"faults\": {}", indented(&Value::Object(faults)))?;
    }
    writeln!(out, "\n}}")
}

/// Writes the rows of the first table of `report`, one object a line (JSON Lines).
///
/// The names and values are those of [`json()`]; rows are written as they come.
///
/// # Errors
/// What writing to `out` fails with.
pub fn jsonl(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Some(table) = report.tables.first() else { return Ok(()) };
    table.each_row(&mut |row| writeln!(out, "{}", object(&table.columns, row)))
}

fn tool() -> Value {
    json!({
        "name": env!("CARGO_PKG_NAME"),
        "version": env!("CARGO_PKG_VERSION"),
        "tz_database": crate::calendar::TZ_DATABASE,
    })
}

fn add_provenance(head: &mut Map<String, Value>, provenance: &Provenance) {
    let day = |day: Option<crate::calendar::Day>| day.map(|day| day.to_string());
    let guideline = &provenance.guideline;
    head.insert(
        "guideline".into(),
        json!({
            "name": guideline.name,
            "authority": guideline.authority,
            "reference": guideline.reference,
            "adopted": day(guideline.adopted),
            "revised": day(guideline.revised),
        }),
    );
    head.insert("reading".into(), provenance.reading.as_ref().map(|r| r.name.as_str()).into());
    let period = provenance.period.as_ref().map_or(Value::Null, |(asked, first, last)| {
        json!({ "asked": asked, "from": first.to_string(), "to": last.to_string() })
    });
    head.insert("period".into(), period);
    head.insert("as_of".into(), provenance.as_of.clone().into());
    head.insert("time_zone".into(), provenance.time_zone.into());
    let input = |input: &crate::report::InputRecord| json!({ "name": input.name, "sha256": input.sha256, "rows": input.rows });
    head.insert("inputs".into(), provenance.inputs.iter().map(input).collect());
    if let Some(sealed) = &provenance.sealed {
        // Names and texts: nothing that could fail to be a value.
        let value = |part: Result<Value, serde_json::Error>| part.unwrap_or_default();
        head.insert("settings".into(), value(serde_json::to_value(&sealed.settings)));
        head.insert("calendar".into(), value(serde_json::to_value(&sealed.calendar)));
        head.insert("request".into(), value(serde_json::to_value(&sealed.request)));
    }
    if let Some(board) = &provenance.board {
        head.insert("board".into(), board.as_str().into());
    }
    if let Some(least) = provenance.min_n {
        head.insert("min_n".into(), least.into());
    }
    if !provenance.states.is_empty() {
        head.insert("states".into(), provenance.states.iter().map(state).collect());
    }
    let account: Map<String, Value> = provenance
        .account
        .parts()
        .into_iter()
        .map(|(name, count)| (name.to_owned(), count.into()))
        .collect();
    head.insert("account".into(), Value::Object(account));
}

fn state(own: &StateRecord) -> Value {
    let audit = |audit: &StateAudit| {
        json!({
            "from": audit.days.0.to_string(),
            "to": audit.days.1.to_string(),
            "part": audit.part,
            "settings_sha256": audit.settings_sha256,
            "version": audit.version,
            "tz_database": audit.tz_database,
        })
    };
    json!({
        "name": own.name,
        "sha256": own.sha256,
        "calendar_sha256": own.calendar_sha256,
        "audits": own.audits.iter().map(audit).collect::<Value>(),
    })
}

fn write_table(table: &Table<'_>, out: &mut dyn Write) -> io::Result<()> {
    write!(out, ",\n  \"{}\": [", table.id)?;
    let mut is_first = true;
    table.each_row(&mut |row| {
        let comma = if is_first { "" } else { "," };
        is_first = false;
        write!(out, "{comma}\n    {}", object(&table.columns, row))
    })?;
    write!(out, "{}]", if is_first { "" } else { "\n  " })?;
    // The total of the first table is the total of the report.
    if let (Some(total), "groups") = (&table.total, table.id) {
        let figures = object(&table.columns[table.key_columns..], &total[table.key_columns..]);
        write!(out, ",\n  \"total\": {figures}")?;
    }
    Ok(())
}

fn object(columns: &[Column], row: &[Cell]) -> Value {
    let pairs = columns.iter().zip(row).map(|(column, cell)| (column.id.to_string(), value(cell)));
    Value::Object(pairs.collect())
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Absent | Cell::Suppressed => Value::Null,
        Cell::Count(count) => (*count).into(),
        Cell::Flag(flag) => (*flag).into(),
        Cell::Share { .. } | Cell::Percent(_) | Cell::Span(_) => number(cell).into(),
        Cell::Text(_) | Cell::Term { .. } | Cell::Day(_) | Cell::Stamp(..) => {
            for_machines(cell).into()
        }
    }
}

/// `value` over several lines, as a member of an object that is itself indented by two.
fn indented(value: &Value) -> String {
    let text = serde_json::to_string_pretty(value).unwrap_or_else(|_| value.to_string());
    text.replace('\n', "\n  ")
}
