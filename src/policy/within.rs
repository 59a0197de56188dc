//! The `within` grammar: how long a rule allows, in one string.

use std::fmt;
use std::str::FromStr;

/// Where the last workday of a deadline ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// At 23:59:59.
    Day,
    /// At closing time, by the opening hours.
    Closing,
    /// At the wall time of the receipt.
    SameTime,
}

/// When the clock of an hour rule runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Clock {
    /// Always: across weekends and clock changes.
    Elapsed,
    /// On workdays, from 00 to 24.
    Workdays,
    /// In opening hours.
    OpeningHours,
}

/// How long a rule allows.
///
/// # Example
/// ```
/// use svarstid::policy::{Clock, Within};
/// assert_eq!("48 hours".parse(), Ok(Within::Hours { n: 48, clock: Clock::Elapsed }));
/// assert_eq!("1 workday until closing".parse::<Within>().unwrap().to_string(),
///            "1 workday until closing");
/// assert!("48 timmar".parse::<Within>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Within {
    /// Until the `n`-th workday after the day of receipt ends.
    Workdays {
        /// 1 to 999.
        n: u32,
        /// Where that workday ends.
        end: End,
        /// Whether a receipt on a non-workday is first moved to the next workday.
        rolled: bool,
    },
    /// Until `n` hours have run.
    Hours {
        /// 1 to 9999.
        n: u32,
        /// When the clock runs.
        clock: Clock,
    },
}

/// The largest number of workdays a rule may allow (about four years).
pub const MOST_WORKDAYS: u32 = 999;

/// The largest number of hours a rule may allow.
pub const MOST_HOURS: u32 = 9999;

/// Every form of the grammar, for messages and documentation.
pub const WITHIN_FORMS: [&str; 7] = [
    "N workdays",
    "N workdays until closing",
    "N workdays until same time",
    "N workdays, rolled",
    "N hours",
    "N hours on workdays",
    "N hours in opening hours",
];

impl Within {
    /// Whether it cannot be reckoned without opening hours.
    pub const fn needs_opening_hours(self) -> bool {
        matches!(
            self,
            Self::Workdays { end: End::Closing, .. }
                | Self::Hours { clock: Clock::OpeningHours, .. }
        )
    }
}

/// Why a string is no `within`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithinError {
    what: String,
}

impl fmt::Display for WithinError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; expected one of: {}", self.what, WITHIN_FORMS.join(" | "))
    }
}

impl std::error::Error for WithinError {}

impl FromStr for Within {
    type Err = WithinError;

    /// Reads one of [`WITHIN_FORMS`]; spaces are free, case does not matter.
    ///
    /// # Errors
    /// [`WithinError`] names the part that does not fit, and the forms that would.
    fn from_str(text: &str) -> Result<Self, WithinError> {
        let fail = |what: String| Err(WithinError { what });
        let lower = text.to_lowercase();
        let (body, rolled) = match lower.split_once(',') {
            None => (lower.as_str(), false),
            Some((body, tail)) if tail.trim() == "rolled" => (body, true),
            Some((_, tail)) => return fail(format!("\"{}\" after the comma", tail.trim())),
        };
        let words: Vec<&str> = body.split_whitespace().collect();
        let [number, unit, rest @ ..] = words.as_slice() else {
            return fail(format!("\"{}\" has no number and unit", text.trim()));
        };
        let most = match *unit {
            "workday" | "workdays" => MOST_WORKDAYS,
            "hour" | "hours" => MOST_HOURS,
            other => return fail(format!("\"{other}\" is neither workdays nor hours")),
        };
        let n = match number.parse::<u32>() {
            Ok(n) if (1..=most).contains(&n) => n,
            _ => return fail(format!("\"{number}\" is not a whole number from 1 to {most}")),
        };
        if unit.starts_with("workday") {
            let end = match rest {
                [] => End::Day,
                ["until", "closing"] => End::Closing,
                ["until", "same", "time"] => End::SameTime,
                _ => return fail(format!("\"{}\" after the workdays", rest.join(" "))),
            };
            return Ok(Self::Workdays { n, end, rolled });
        }
        let clock = match rest {
            [] => Clock::Elapsed,
            ["on", "workdays"] => Clock::Workdays,
            ["in", "opening", "hours"] => Clock::OpeningHours,
            _ => return fail(format!("\"{}\" after the hours", rest.join(" "))),
        };
        if rolled {
            return fail("\"rolled\" goes with workdays, not with hours".to_owned());
        }
        Ok(Self::Hours { n, clock })
    }
}

impl fmt::Display for Within {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Workdays { n, end, rolled } => {
                let unit = if n == 1 { "workday" } else { "workdays" };
                let end = match end {
                    End::Day => "",
                    End::Closing => " until closing",
                    End::SameTime => " until same time",
                };
                write!(f, "{n} {unit}{end}{}", if rolled { ", rolled" } else { "" })
            }
            Self::Hours { n, clock } => {
                let unit = if n == 1 { "hour" } else { "hours" };
                let clock = match clock {
                    Clock::Elapsed => "",
                    Clock::Workdays => " on workdays",
                    Clock::OpeningHours => " in opening hours",
                };
                write!(f, "{n} {unit}{clock}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_the_grammar_is_read_and_written_back() {
        for form in WITHIN_FORMS {
            for n in ["2", "48", "999"] {
                let text = form.replace('N', n);
                assert_eq!(text.parse::<Within>().unwrap().to_string(), text);
            }
        }
        assert_eq!("1 workday".parse::<Within>().unwrap().to_string(), "1 workday");
        let both = "1 workday until closing, rolled";
        assert_eq!(both.parse::<Within>().unwrap().to_string(), both);
        assert_eq!(" 1  Workdays ".parse::<Within>().unwrap().to_string(), "1 workday");
    }

    #[test]
    fn what_does_not_fit_is_named_with_the_forms_that_would() {
        for (text, part) in [
            ("", "no number"),
            ("soon", "no number"),
            ("0 workdays", "\"0\""),
            ("1000 workdays", "\"1000\""),
            ("-1 hours", "\"-1\""),
            ("1.5 hours", "\"1.5\""),
            ("10000 hours", "\"10000\""),
            ("1 day", "\"day\""),
            ("1 workday until lunch", "\"until lunch\""),
            ("48 hours on weekends", "\"on weekends\""),
            ("48 hours, rolled", "rolled"),
            ("1 workday, later", "\"later\""),
        ] {
            let message = text.parse::<Within>().unwrap_err().to_string();
            assert!(message.contains(part), "{text}: {message}");
            assert!(message.contains("N workdays until closing"), "{message}");
        }
    }
}
