//! Contacts while they are open: what belongs to them, what may still join or answer them.
//!
//! Knows windows and moments, and nothing of keys.

use rustc_hash::FxHashMap;

use super::PairingRules;
use super::order::{is_behind, is_long_past, is_within};
use super::outcome::Outcome;
use crate::calendar::DayTable;
use crate::contact::Moment;
use crate::normalise::event::{Event, Events};

/// The contacts of a run, each named by the event that opened it.
pub(super) struct Contacts<'e> {
    events: &'e Events,
    rules: &'e PairingRules,
    table: &'e DayTable,
    /// What became of each event so far.
    pub(super) outcomes: Vec<Outcome>,
    /// The further messages of open contacts, where each is a contact of its own.
    further: FxHashMap<u32, Vec<u32>>,
}

impl<'e> Contacts<'e> {
    pub(super) fn new(events: &'e Events, rules: &'e PairingRules, table: &'e DayTable) -> Self {
        let outcomes = vec![Outcome::UNANSWERED; events.list.len()];
        Self { events, rules, table, outcomes, further: FxHashMap::default() }
    }

    /// The open contact that a message belongs to.
    pub(super) fn open(&self, message: u32) -> Option<u32> {
        let opener = self.outcomes[message as usize].repeats().unwrap_or(message);
        (self.outcomes[opener as usize] == Outcome::OPEN).then_some(opener)
    }

    /// Adds a further message to an open contact.
    pub(super) fn join(&mut self, opener: u32, message: u32) {
        self.outcomes[message as usize] = Outcome::repeat(opener);
        if !self.rules.merges_repeats {
            self.further.entry(opener).or_default().push(message);
        }
    }

    /// Whether `event` comes early enough to belong to the open contact of `opener`.
    pub(super) fn can_join(&self, opener: u32, event: &Event) -> bool {
        self.is_in_window(opener, event.at())
    }

    /// Whether `event` is behind the open contact of `opener` and within its window.
    pub(super) fn can_answer(&self, opener: u32, event: &Event, allows_equal: bool) -> bool {
        let received = self.events.list[opener as usize].at();
        is_behind(received, event.at(), allows_equal, self.table)
            && self.is_in_window(opener, event.answering_moment())
    }

    /// Whether an event that takes its turn now or later could belong to or answer the contact.
    pub(super) fn is_in_reach(&self, opener: u32, now: &Event) -> bool {
        self.counting(opener).any(|message| {
            let message = &self.events.list[message as usize];
            !is_long_past(self.window_days(message), message.at().instant, now.at().instant)
        })
    }

    /// Answers the open contact of `opener`.
    pub(super) fn close(&mut self, opener: u32, answer: u32, is_inferred: bool) {
        let answered = Outcome::answered(answer, is_inferred);
        self.outcomes[opener as usize] = answered;
        if self.rules.merges_repeats {
            return;
        }
        let moment = self.events.list[answer as usize].answering_moment();
        let further = self.further.remove(&opener).unwrap_or_default();
        for message in further.into_iter().chain([opener]) {
            let counts = self.is_message_in_window(message, moment);
            let outcome = if counts { answered } else { Outcome::UNANSWERED };
            self.outcomes[message as usize] = outcome;
        }
    }

    /// What became of each event, when all have had their turn.
    pub(super) fn finish(mut self) -> Vec<Outcome> {
        if !self.rules.merges_repeats {
            for message in self.further.into_values().flatten() {
                self.outcomes[message as usize] = Outcome::UNANSWERED;
            }
        }
        self.outcomes
    }

    /// The messages of an open contact whose receipts count, the last one first: that which
    /// opened it, and the further ones where each is a contact of its own.
    fn counting(&self, opener: u32) -> impl Iterator<Item = u32> + '_ {
        let further = match self.rules.merges_repeats {
            true => None,
            false => self.further.get(&opener),
        };
        further.into_iter().flatten().rev().copied().chain([opener])
    }

    fn is_in_window(&self, opener: u32, moment: Moment) -> bool {
        self.counting(opener).any(|message| self.is_message_in_window(message, moment))
    }

    fn is_message_in_window(&self, message: u32, moment: Moment) -> bool {
        let message = &self.events.list[message as usize];
        is_within(self.window_days(message), message.at(), moment, self.table)
    }

    fn window_days(&self, event: &Event) -> u32 {
        match event.window_days {
            0 => self.rules.window_days,
            own => u32::from(own),
        }
    }
}
