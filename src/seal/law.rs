//! What makes a contact due when it is due: rules, reading and calendar of two runs, and each
//! of them changed alone.

use crate::calendar::{Calendar, DayTable, Instant};
use crate::judge::Judge;
use crate::policy::{DeclaredReading, Policy, Rule};
use crate::settings::Settings;

use super::line::{ContactLine, instant};
use super::run::Run;
use super::why::Why;

/// The rule that holds for a contact, and the last second in which an answer is in time.
pub(super) type Due = (Option<String>, Option<Instant>);

/// Rules under a reading on a calendar.
struct Law {
    policy: Policy,
    calendar: Calendar,
}

impl Law {
    fn of(parts: &Parts) -> Option<Self> {
        let Parts { rules, readings, reading, settings } = parts;
        let plain =
            Policy { rules: rules.clone(), readings: readings.clone(), ..settings.policy.clone() };
        let policy = match reading {
            Some(name) => plain.under(name, &settings.working).ok()?,
            None => plain,
        };
        Some(Self { policy, calendar: settings.calendar() })
    }

    fn due(&self, line: &ContactLine<'_>) -> Option<Due> {
        let contact = line.contact(&self.calendar.table)?;
        // A due moment does not depend on when somebody looks.
        let judge = Judge::new(&self.policy, &self.calendar, contact.received().instant);
        let verdict = judge.judge(&contact);
        let rule = verdict.rule.and_then(|index| self.policy.rules.get(usize::from(index)));
        Some((rule.map(|rule| rule.id.clone()), verdict.due))
    }
}

/// What a law is made of.
#[derive(Clone)]
struct Parts {
    rules: Vec<Rule>,
    readings: Vec<DeclaredReading>,
    reading: Option<String>,
    settings: Settings,
}

impl Parts {
    fn of(run: &Run<'_>) -> Option<Self> {
        // Which files they name does not matter here.
        let place = |_, sha256: &str| Some(sha256.into());
        let settings = Settings::unseal(&run.sealed.settings.toml, place).ok()?;
        let Policy { rules, readings, .. } = settings.policy.clone();
        Some(Self { rules, readings, reading: run.reading.clone(), settings })
    }
}

/// The law of the first run, and what it becomes when one thing is as in the second.
pub(super) struct Laws {
    first: Law,
    /// A law that cannot be is told as a change, too: closing times without opening hours.
    changed: Vec<(Why, Option<Law>)>,
}

impl Laws {
    /// `None` where the settings of a run cannot be read.
    pub(super) fn of(a: &Run<'_>, b: &Run<'_>) -> Option<Self> {
        let (before, after) = (Parts::of(a)?, Parts::of(b)?);
        let mut changed = Vec::new();
        if before.rules != after.rules {
            let parts = Parts { rules: after.rules.clone(), ..before.clone() };
            changed.push((Why::Rule, Law::of(&parts)));
        }
        let is_read_otherwise = before.reading != after.reading
            || before.reading.is_some() && before.readings != after.readings;
        if is_read_otherwise {
            let (reading, readings) = (after.reading.clone(), after.readings.clone());
            let parts = Parts { reading, readings, ..before.clone() };
            changed.push((Why::Reading, Law::of(&parts)));
        }
        if a.sealed.calendar != b.sealed.calendar {
            let (working, time_zone) = (after.settings.working.clone(), after.settings.time_zone);
            let settings = Settings { working, time_zone, ..before.settings.clone() };
            let parts = Parts { settings, ..before.clone() };
            changed.push((Why::Calendar, Law::of(&parts)));
        }
        Some(Self { first: Law::of(&before)?, changed })
    }

    /// The day table of the first run.
    pub(super) fn table(&self) -> &DayTable {
        &self.first.calendar.table
    }

    /// Whether both are due alike by the law of the first run: what differs between them is no
    /// reason for another verdict.
    pub(super) fn is_due_alike(&self, a: &ContactLine<'_>, b: &ContactLine<'_>) -> bool {
        self.first.due(a) == self.first.due(b)
    }

    /// What of the law makes `b` due as it is; empty where the law of the first run says so, too.
    pub(super) fn why_due(&self, b: &ContactLine<'_>) -> Vec<Why> {
        let own = self.first.due(b);
        let told: Due = (
            b.rule.as_ref().map(|rule| rule.to_string()),
            b.due.as_ref().and_then(|due| instant(due)),
        );
        if own.as_ref() == Some(&told) {
            return Vec::new();
        }
        let moves = |law: &Option<Law>| law.as_ref().and_then(|law| law.due(b)) != own;
        let alone = self.changed.iter().filter(|(_, law)| moves(law)).map(|(why, _)| *why);
        let alone: Vec<Why> = alone.collect();
        if alone.is_empty() {
            // Only together, or not by what runs carry.
            return self.changed.iter().map(|(why, _)| *why).collect();
        }
        alone
    }
}
