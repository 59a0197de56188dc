//! The policy: the guideline's rules, the ways to read them, and what is odd about them.
//!
//! Nothing here knows a file, a report or a clock.

mod day_due;
mod due;
mod exemption;
mod lint;
mod reading;
mod rule;
mod target;
mod within;

pub use day_due::{DayDue, day_due};
pub use due::due;
pub(crate) use due::{clock_start, deemed_receipt, rolled_day, running};
pub use exemption::{Exemption, ExemptionList};
pub use lint::{Lint, LintKind, lint};
pub use reading::{BuiltInReading, DEFAULT_READING, DeclaredReading, Override, ReadingError};
pub use rule::{Guideline, Permille, Rule};
pub use target::{GroupTarget, Rating};
pub use within::{Clock, End, MOST_HOURS, MOST_WORKDAYS, WITHIN_FORMS, Within, WithinError};

use crate::calendar::{Day, WorkingCalendar};
use crate::contact::{Channel, Origin};

/// The guideline with its rules and the readings that the settings declare.
///
/// # Example
/// ```
/// use svarstid::policy::Policy;
/// let policy = Policy::guideline();
/// assert_eq!(policy.rules[0].within.to_string(), "1 workday");
/// assert_eq!(policy.rules[1].within.to_string(), "48 hours");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Where the rules come from.
    pub guideline: Guideline,
    /// The rules; the first that matches a contact applies.
    pub rules: Vec<Rule>,
    /// Readings that the settings declare, besides the built-in ones.
    pub readings: Vec<DeclaredReading>,
}

impl Policy {
    /// The guideline of Nykvarns kommun: external contacts within one workday, internal
    /// within 48 hours (§ 4.1, 5, 6, 7).
    pub fn guideline() -> Self {
        let regulated: Vec<Channel> =
            Channel::ALL.into_iter().filter(|channel| channel.is_regulated()).collect();
        let rule = |id: &str, paragraph: &str, origin, within| Rule {
            id: id.to_owned(),
            paragraph: paragraph.to_owned(),
            channels: regulated.clone(),
            origin: Some(origin),
            within,
            deemed_previous_workday: false,
            deemed_external: false,
            from: None,
            until: None,
            target: None,
        };
        let workday = Within::Workdays { n: 1, end: End::Day, rolled: false };
        let hours = Within::Hours { n: 48, clock: Clock::Elapsed };
        Self {
            guideline: Guideline::nykvarn(),
            rules: vec![
                rule("external", "§ 4.1, 5, 6, 7", Origin::External, workday),
                rule("internal", "§ 4.1, 5, 6", Origin::Internal, hours),
            ],
            readings: Vec::new(),
        }
    }

    /// The rule that holds for contacts of `channel` and `origin` received on `day`: the first
    /// that matches. None where the guideline says nothing.
    pub fn rule_on(&self, channel: Channel, origin: Origin, day: Day) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.covers(channel, origin) && rule.is_in_force(day))
    }

    /// The name of every reading: the built-in ones, then the declared ones.
    pub fn reading_names(&self) -> impl Iterator<Item = &str> {
        let built_in = BuiltInReading::ALL.into_iter().map(|reading| -> &str { reading.name() });
        built_in.chain(self.readings.iter().map(|reading| reading.name.as_str()))
    }

    /// This policy under the reading called `name`.
    ///
    /// # Errors
    /// [`ReadingError`] when there is no such reading, or when it needs opening hours that
    /// the calendar does not have.
    pub fn under(&self, name: &str, calendar: &WorkingCalendar) -> Result<Self, ReadingError> {
        let built_in = BuiltInReading::named(name);
        let declared = self.readings.iter().find(|reading| reading.name == name);
        let read = |rule: &Rule| match (built_in, declared) {
            (Some(reading), _) => reading.apply(rule),
            (None, Some(reading)) => reading.apply(rule),
            (None, None) => rule.clone(),
        };
        if built_in.is_none() && declared.is_none() {
            let known = self.reading_names().map(str::to_owned).collect();
            return Err(ReadingError::Unknown { name: name.to_owned(), known });
        }
        let rules: Vec<Rule> = self.rules.iter().map(read).collect();
        let needs_hours = rules.iter().any(|rule| rule.within.needs_opening_hours());
        if needs_hours && calendar.hours().is_empty() {
            return Err(ReadingError::NeedsOpeningHours { name: name.to_owned() });
        }
        Ok(Self { rules, ..self.clone() })
    }
}

impl DeclaredReading {
    /// The rule as this reading has it.
    pub fn apply(&self, rule: &Rule) -> Rule {
        let mut rule = rule.clone();
        for change in self.overrides.iter().filter(|change| change.rule == rule.id) {
            rule.within = change.within.unwrap_or(rule.within);
            rule.deemed_previous_workday =
                change.deemed_previous_workday.unwrap_or(rule.deemed_previous_workday);
        }
        rule
    }
}
