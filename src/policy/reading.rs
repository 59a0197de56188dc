//! Readings: named ways to interpret the rules. A reading overrides `within` or `deemed` of
//! some rules and leaves the rest as they are.

use std::fmt;

use crate::contact::{Channel, Origin};

use super::rule::Rule;
use super::within::{Clock, End, Within};

/// The name of the rules as they stand, among the readings.
pub const DEFAULT_READING: &str = "default";

/// What a declared reading changes in one rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Override {
    /// The rule's id.
    pub rule: String,
    /// Another time allowed.
    pub within: Option<Within>,
    /// Whether letters are deemed received on the workday before.
    pub deemed_previous_workday: Option<bool>,
}

/// A reading that the settings declare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredReading {
    /// Its name.
    pub name: String,
    /// What it changes.
    pub overrides: Vec<Override>,
}

/// A reading that is built in. It changes every rule of its kind, whatever its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuiltInReading {
    /// Workday rules end at closing time.
    Closing,
    /// Workday rules end at the wall time of the receipt.
    SameTime,
    /// Workday rules first move a receipt on a non-workday to the next workday.
    Rolled,
    /// Hour rules run on workdays only.
    WorkdayHours,
    /// External letters are deemed received on the workday before (FL 22 §).
    Letter22,
}

impl BuiltInReading {
    /// Every built-in reading, in the order of SPEC 4.
    pub const ALL: [Self; 5] =
        [Self::Closing, Self::SameTime, Self::Rolled, Self::WorkdayHours, Self::Letter22];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Closing => "closing",
            Self::SameTime => "same-time",
            Self::Rolled => "rolled",
            Self::WorkdayHours => "workday-hours",
            Self::Letter22 => "letter-22",
        }
    }

    /// The built-in reading of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reading| reading.name() == name)
    }

    /// What it means, in Swedish.
    pub const fn swedish(self) -> &'static str {
        match self {
            Self::Closing => "arbetsdagen tar slut när kommunen stänger",
            Self::SameTime => "samma klockslag nästa arbetsdag",
            Self::Rolled => "det som inkommer på en ledig dag räknas från nästa arbetsdag",
            Self::WorkdayHours => "timmarna räknas bara på arbetsdagar",
            Self::Letter22 => "externa brev anses inkomna närmast föregående arbetsdag (FL 22 §)",
        }
    }

    /// What it means, in English.
    pub const fn english(self) -> &'static str {
        match self {
            Self::Closing => "the workday ends at closing time",
            Self::SameTime => "the same wall time on the next workday",
            Self::Rolled => "a receipt on a non-workday counts from the next workday",
            Self::WorkdayHours => "the hours run on workdays only",
            Self::Letter22 => {
                "external letters are deemed received on the workday before (FL 22 §)"
            }
        }
    }

    /// The rule as this reading has it.
    pub fn apply(self, rule: &Rule) -> Rule {
        let mut rule = rule.clone();
        rule.within = match (self, rule.within) {
            (Self::Closing, Within::Workdays { n, end: End::Day, rolled }) => {
                Within::Workdays { n, end: End::Closing, rolled }
            }
            (Self::SameTime, Within::Workdays { n, end: End::Day, rolled }) => {
                Within::Workdays { n, end: End::SameTime, rolled }
            }
            (Self::Rolled, Within::Workdays { n, end, .. }) => {
                Within::Workdays { n, end, rolled: true }
            }
            (Self::WorkdayHours, Within::Hours { n, clock: Clock::Elapsed }) => {
                Within::Hours { n, clock: Clock::Workdays }
            }
            (_, within) => within,
        };
        // FL 22 § is about documents that come in to the authority; mail between colleagues
        // does not, and would be due before it was written.
        rule.deemed_external |= self == Self::Letter22
            && rule.origin != Some(Origin::Internal)
            && rule.channels.contains(&Channel::Letter);
        rule
    }
}

/// Why the rules cannot be read so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadingError {
    /// No reading of that name.
    Unknown {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// The reading needs opening hours, and the settings give none.
    NeedsOpeningHours {
        /// The reading.
        name: String,
    },
}

impl fmt::Display for ReadingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { name, known } => {
                write!(f, "no reading \"{name}\"; there are: {}", known.join(", "))
            }
            Self::NeedsOpeningHours { name } => write!(
                f,
                "the reading \"{name}\" needs opening hours, and the guideline gives none; add \
                 them to the settings, for instance:\n\n    [calendar.opening_hours]\n    \
                 monday = [\"08:00-16:30\"]\n    (and so on to friday)"
            ),
        }
    }
}

impl std::error::Error for ReadingError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Policy;

    #[test]
    fn each_built_in_reading_changes_just_the_rules_of_its_kind() {
        let policy = Policy::guideline();
        for (reading, external, internal) in [
            (BuiltInReading::Closing, "1 workday until closing", "48 hours"),
            (BuiltInReading::SameTime, "1 workday until same time", "48 hours"),
            (BuiltInReading::Rolled, "1 workday, rolled", "48 hours"),
            (BuiltInReading::WorkdayHours, "1 workday", "48 hours on workdays"),
            (BuiltInReading::Letter22, "1 workday", "48 hours"),
        ] {
            let rules: Vec<Rule> = policy.rules.iter().map(|rule| reading.apply(rule)).collect();
            assert_eq!(rules[0].within.to_string(), external, "{}", reading.name());
            assert_eq!(rules[1].within.to_string(), internal, "{}", reading.name());
            let deems = reading == BuiltInReading::Letter22;
            assert_eq!(rules[0].deems(Channel::Letter, Origin::External), deems);
            assert!(!rules[0].deems(Channel::Email, Origin::External));
            assert!(!rules[1].deems(Channel::Letter, Origin::Internal), "no mail of colleagues");
        }
    }

    #[test]
    fn a_rule_of_both_origins_deems_external_letters_alone() {
        let own = Rule { origin: None, ..Policy::guideline().rules[0].clone() };
        let rule = BuiltInReading::Letter22.apply(&own);
        assert!(rule.deems(Channel::Letter, Origin::External));
        assert!(!rule.deems(Channel::Letter, Origin::Internal), "no mail of colleagues");
        let rule = BuiltInReading::Letter22.apply(&Rule { deemed_previous_workday: true, ..own });
        assert!(rule.deems(Channel::Letter, Origin::Internal), "the rule itself says so");
    }
}
