//! Rules, the `within` grammar and the readings (SPEC 4).

use crate::world::{Rule, Settings};

/// When the last workday of a deadline ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Day,
    Closing,
    SameTime,
}

/// What an hour clock runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Runs {
    Always,
    OnWorkdays,
    InOpeningHours,
}

/// How long a rule allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Within {
    Workdays { n: u32, end: End, is_rolled: bool },
    Hours { n: u32, runs: Runs },
}

/// A rule as one reading has it.
#[derive(Clone, Debug)]
pub(crate) struct ReadRule {
    pub(crate) rule: Rule,
    pub(crate) within: Within,
    /// Whether letters are deemed received on the workday before, whoever wrote them.
    pub(crate) deems_all: bool,
    /// Whether external letters are.
    pub(crate) deems_external: bool,
}

impl ReadRule {
    /// The form of its `within`, without the number.
    pub(crate) fn form(&self) -> String {
        match self.within {
            Within::Workdays { end, is_rolled, .. } => {
                let rolled = if is_rolled { ", rolled" } else { "" };
                let end = match end {
                    End::Day => "",
                    End::Closing => " until closing",
                    End::SameTime => " until same time",
                };
                format!("N workdays{end}{rolled}")
            }
            Within::Hours { runs: Runs::Always, .. } => "N hours".to_owned(),
            Within::Hours { runs: Runs::OnWorkdays, .. } => "N hours on workdays".to_owned(),
            Within::Hours { runs: Runs::InOpeningHours, .. } => {
                "N hours in opening hours".to_owned()
            }
        }
    }
}

/// Reads one of the strings of SPEC 4.
pub(crate) fn within(text: &str) -> Within {
    let (number, form) = text.split_once(' ').expect("a number and a unit");
    let n = number.parse().expect("a number");
    let (form, is_rolled) = match form.strip_suffix(", rolled") {
        Some(form) => (form, true),
        None => (form, false),
    };
    match form {
        "workday" | "workdays" => Within::Workdays { n, end: End::Day, is_rolled },
        "workday until closing" | "workdays until closing" => {
            Within::Workdays { n, end: End::Closing, is_rolled }
        }
        "workday until same time" | "workdays until same time" => {
            Within::Workdays { n, end: End::SameTime, is_rolled }
        }
        "hour" | "hours" => Within::Hours { n, runs: Runs::Always },
        "hour on workdays" | "hours on workdays" => Within::Hours { n, runs: Runs::OnWorkdays },
        "hour in opening hours" | "hours in opening hours" => {
            Within::Hours { n, runs: Runs::InOpeningHours }
        }
        form => panic!("{form} is no form of SPEC 4"),
    }
}

/// The rules under a reading.
pub(crate) fn rules(settings: &Settings, reading: Option<&str>) -> Vec<ReadRule> {
    let mut rules: Vec<ReadRule> = settings
        .rules
        .iter()
        .map(|rule| ReadRule {
            rule: rule.clone(),
            within: within(&rule.within),
            deems_all: rule.is_deemed,
            deems_external: false,
        })
        .collect();
    for own in &mut rules {
        own.within = match (reading, own.within) {
            // "The workday ends at closing time": of rules that end it at midnight.
            (Some("closing"), Within::Workdays { n, end: End::Day, is_rolled }) => {
                Within::Workdays { n, end: End::Closing, is_rolled }
            }
            (Some("same-time"), Within::Workdays { n, end: End::Day, is_rolled }) => {
                Within::Workdays { n, end: End::SameTime, is_rolled }
            }
            (Some("rolled"), Within::Workdays { n, end, .. }) => {
                Within::Workdays { n, end, is_rolled: true }
            }
            (Some("workday-hours"), Within::Hours { n, runs: Runs::Always }) => {
                Within::Hours { n, runs: Runs::OnWorkdays }
            }
            (_, within) => within,
        };
        own.deems_external |= reading == Some("letter-22");
        if let Some((name, changes)) = &settings.reading
            && reading == Some(name)
        {
            for (id, changed) in changes.iter().filter(|(id, _)| *id == own.rule.id) {
                assert_eq!(*id, own.rule.id);
                own.within = within(changed);
            }
        }
    }
    rules
}
