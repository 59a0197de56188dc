//! `contacts --due`: the unanswered contacts that are due on some days, the most urgent first.

use std::convert::Infallible;

use svarstid::audit::{Gathered, Judged};
use svarstid::calendar::{Day, PERIOD_FORMS, Period};
use svarstid::contact::Contact;
use svarstid::judge::{Judge, Outcome, Verdict};
use svarstid::normalise::{self, Stamp};
use svarstid::report::SwedishOrder;
use svarstid::settings::Settings;

use super::exit::{Run, Status, stop};

/// Days on which contacts are due, from the first to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DueDays {
    pub(crate) first: Day,
    pub(crate) last: Day,
}

/// A contact that is listed: its index in the ledger, itself, and what the audit says of it.
pub(crate) type Chosen = (usize, Contact, Verdict);

impl DueDays {
    /// `--due`: today, tomorrow, a date or a period, told from `today`.
    pub(crate) fn parse(text: &str, settings: &Settings, today: Day) -> Run<Self> {
        let word = text.trim().to_lowercase();
        let day = match word.as_str() {
            "today" => Some(today),
            "tomorrow" => Some(today.plus(1)),
            _ => match normalise::stamp::parse(word.as_bytes(), None) {
                Ok(Stamp::Date(day)) => Some(day),
                _ => None,
            },
        };
        if let Some(day) = day {
            return Ok(Self { first: day, last: day });
        }
        match Period::parse_on(text, today, settings.interim_report_ends) {
            Ok(period) => Ok(Self { first: period.first(), last: period.last() }),
            Err(_) => stop(
                Status::Usage,
                format!(
                    "--due \"{text}\" is neither today, tomorrow, a date such as 2026-06-22 nor a \
                     period: {PERIOD_FORMS}"
                ),
            ),
        }
    }

    /// The unanswered contacts that are due on these days, by due moment, department and
    /// receipt. Also those whose due moment passed earlier today: somebody still waits.
    pub(crate) fn choose(
        self,
        gathered: &Gathered,
        judge: &Judge<'_>,
        period: Option<&Period>,
        only: &[Outcome],
    ) -> Vec<Chosen> {
        let table = &judge.calendar().table;
        let (from, until) = (table.midnight(self.first), table.last_second(self.last));
        let mut chosen = Vec::new();
        let each = |index: usize, contact: &Contact, verdict: &Verdict| {
            let is_open = matches!(verdict.outcome, Outcome::Pending | Outcome::Overdue);
            let is_due = verdict.due.is_some_and(|due| (from..=until).contains(&due));
            if is_open && is_due && (only.is_empty() || only.contains(&verdict.outcome)) {
                chosen.push((index, *contact, *verdict));
            }
            Ok::<(), Infallible>(())
        };
        let Ok(()) = Judged::each_verdict(gathered, judge, period, each);
        let departments = gathered.departments();
        let name = |contact: &Contact| departments[contact.department().0 as usize].as_str();
        let order = SwedishOrder::default();
        chosen.sort_by(|(index_a, a, due_a), (index_b, b, due_b)| {
            let (name_a, name_b) = (name(a), name(b));
            due_a
                .due
                .cmp(&due_b.due)
                .then_with(|| name_a.is_empty().cmp(&name_b.is_empty()))
                .then_with(|| order.compare(name_a, name_b))
                .then_with(|| a.received().instant.cmp(&b.received().instant))
                .then_with(|| index_a.cmp(index_b))
        });
        chosen
    }
}
