//! The content of a state's file: what is written, and what is checked when it is read.

use std::io::{self, Write};

use serde::{Deserialize, Serialize};

use super::parts::{CellLine, SavedLine, SingleLine};
use crate::calendar::{Day, FIRST_YEAR, LAST_YEAR};
use crate::state::merge::sum;
use crate::state::{Rules, State};

/// The whole content, as it is read.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Content {
    rules: RulesLine,
    key: Option<String>,
    saved: Vec<SavedLine>,
    departments: Vec<(String, String)>,
    reasons: Vec<String>,
    readings: Vec<String>,
    cells: Vec<CellLine>,
    singles: Vec<SingleLine>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RulesLine {
    toml: String,
    reading: Option<String>,
    calendar_sha256: String,
}

/// Writes a state, an item a line.
pub(super) fn write(state: &State, out: &mut dyn Write) -> io::Result<()> {
    let rules = RulesLine {
        toml: state.rules.toml.clone(),
        reading: state.rules.reading.clone(),
        calendar_sha256: state.rules.calendar_sha256.clone(),
    };
    write!(out, "{{\"rules\":{}", line(&rules)?)?;
    write!(out, ",\n\"key\":{}", line(&state.key)?)?;
    list(out, "saved", state.saved.iter().map(SavedLine::of))?;
    list(out, "departments", state.departments.iter())?;
    list(out, "reasons", state.reasons.iter())?;
    list(out, "readings", state.readings.iter())?;
    list(out, "cells", state.cells.iter().map(|(key, cell)| CellLine::of(key, cell)))?;
    list(out, "singles", state.singles.iter().map(SingleLine::of))?;
    writeln!(out, "}}")
}

fn list<T: Serialize>(
    out: &mut dyn Write,
    name: &str,
    items: impl Iterator<Item = T>,
) -> io::Result<()> {
    write!(out, ",\n\"{name}\":[")?;
    for (index, item) in items.enumerate() {
        write!(out, "{}\n{}", if index == 0 { "" } else { "," }, line(&item)?)?;
    }
    write!(out, "]")
}

fn line(item: &impl Serialize) -> io::Result<String> {
    serde_json::to_string(item).map_err(io::Error::other)
}

impl Content {
    /// The state, or what is wrong with it.
    pub(super) fn into_state(self) -> Result<State, String> {
        let Self { rules, key, saved, departments, reasons, readings, cells, singles } = self;
        if departments.first() != Some(&Default::default()) {
            return Err("its first department has a name".to_owned());
        }
        let bounds = Bounds {
            saved: saved.len(),
            departments: departments.len(),
            reasons: reasons.len(),
            readings: readings.len(),
        };
        let saved = saved.into_iter().map(SavedLine::into_saved).collect::<Result<_, _>>()?;
        let mut of_keys = std::collections::BTreeMap::new();
        for line in cells {
            let (key, cell) = line.into_cell(&bounds)?;
            if of_keys.insert(key, cell).is_some() {
                return Err(format!("a cell of {} is told twice", key.day));
            }
        }
        let singles = singles.into_iter().map(|line| line.into_single(&bounds));
        let singles = singles.collect::<Result<_, _>>()?;
        let RulesLine { toml, reading, calendar_sha256 } = rules;
        let rules = Rules { toml, reading, calendar_sha256 };
        let state = State {
            rules: rules.clone(),
            key: None,
            saved,
            departments,
            reasons,
            readings,
            cells: of_keys,
            singles,
        };
        Ok(sum(rules, key, vec![state]))
    }
}

/// How many there are of what numbers name.
pub(super) struct Bounds {
    pub(super) saved: usize,
    pub(super) departments: usize,
    pub(super) reasons: usize,
    pub(super) readings: usize,
}

/// `number`, if there are so many.
pub(super) fn within(number: u32, most: usize, what: &str) -> Result<u32, String> {
    match (number as usize) < most {
        true => Ok(number),
        false => Err(format!("there is no {what} {number}")),
    }
}

/// A day of the years that stamps may lie in.
pub(super) fn day(date: chrono::NaiveDate) -> Result<Day, String> {
    let day = Day::from(date);
    match (FIRST_YEAR..=LAST_YEAR).contains(&day.year()) {
        true => Ok(day),
        false => Err(format!("{day} is outside 1990-2099")),
    }
}
