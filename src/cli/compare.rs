//! `--compare`: which earlier period a report is compared with.

use std::path::Path;

use svarstid::calendar::{Day, PERIOD_FORMS, Period};
use svarstid::report::Earlier;

use super::exit::{OrStop, Run, Status, stop};
use super::file;

/// A day to read relative periods by where only their form matters.
const ANY_DAY: Day = Day::from_unix_days(20_000);

/// What was asked for, as far as it is known before the settings are.
#[derive(Debug)]
pub(crate) enum Compare {
    /// The period before.
    Previous,
    /// The same period a year before.
    LastYear,
    /// A period by its name, which may be relative.
    Named(String),
    /// What an earlier run printed: its name and its text.
    Printed(String, String),
}

/// Reads `--compare`; a file is read now, so that one that is missing is told at once.
pub(crate) fn compare(text: Option<&str>, has_period: bool) -> Run<Option<Compare>> {
    let Some(text) = text else { return Ok(None) };
    let compare = match text.trim().to_lowercase().as_str() {
        "previous" => Compare::Previous,
        "last-year" => Compare::LastYear,
        // When the interim report ends and which day it is matter to its days, not to its form.
        _ if Period::parse_on(text, ANY_DAY, (8, 31)).is_ok() => Compare::Named(text.to_owned()),
        _ => return printed(text).map(Some),
    };
    if !has_period && matches!(compare, Compare::Previous | Compare::LastYear) {
        return stop(
            Status::Usage,
            format!("--compare {text} needs --period, for the period that is compared"),
        );
    }
    Ok(Some(compare))
}

fn printed(text: &str) -> Run<Compare> {
    let path = Path::new(text);
    let is_file = path.exists() || path.extension().is_some();
    if !is_file {
        return stop(
            Status::Usage,
            format!(
                "--compare \"{text}\" is neither previous, last-year, a period ({PERIOD_FORMS}) \
                 nor a file"
            ),
        );
    }
    let printed = match file::text(path, file::PRINTED) {
        Ok(printed) => printed,
        Err(error) => {
            return stop(Status::Input, format!("--compare {text}: cannot be read: {error}"));
        }
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    // What is wrong with it is told before any log is read.
    earlier(&name, &printed, None)?;
    Ok(Compare::Printed(name, printed))
}

/// What an earlier run printed, compared with a run under `reading`.
pub(crate) fn earlier(name: &str, printed: &str, reading: Option<&str>) -> Run<Earlier> {
    match Earlier::of_json(name, printed, reading) {
        Ok(earlier) => Ok(earlier),
        Err(error) => stop(Status::Input, format!("--compare {name}: {error}")),
    }
}

/// The earlier period, where it is not what another run printed; relative ones are told from
/// `today`.
pub(crate) fn period(
    compare: &Compare,
    period: Option<&Period>,
    today: Day,
    interim_ends: (u32, u32),
) -> Run<Option<Period>> {
    let found = match compare {
        Compare::Printed(..) => return Ok(None),
        Compare::Named(name) => {
            let named = Period::parse_on(name, today, interim_ends);
            return named.or_stop(Status::Usage).map(Some);
        }
        Compare::Previous => period.and_then(|own| own.previous(interim_ends)),
        Compare::LastYear => period.and_then(|own| own.a_year_before(interim_ends)),
    };
    match found {
        Some(found) => Ok(Some(found)),
        None => stop(Status::Usage, "--compare: there is no such period before 1990"),
    }
}
