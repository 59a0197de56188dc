//! The order in which events take their turn, and what later and within a window mean.
//!
//! Decides on moments alone; knows no key and no contact.

use crate::calendar::{DayTable, Instant};
use crate::contact::Moment;
use crate::normalise::event::{Event, Events};
use crate::profile::language::Strategy;

/// Bits of a turn that tell events of the same second and place apart: their index.
const INDEX_BITS: u32 = 29;

/// Bits of a turn that tell the events of one second apart.
const PLACE_BITS: u32 = 3;

/// Seconds since 1970 of 1989-01-01T00:00:00Z; the rest of the years fits in 32 bits.
const EPOCH_S: i64 = 599_616_000;

const DAY_S: i64 = 86_400;

/// As many events as a turn has room for: their rows alone would take 38 GB.
pub(super) const MOST_EVENTS: usize = 1 << INDEX_BITS;

/// Where in its second an event takes its turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// What came in on a bare date, at the beginning of its day.
    DateIn,
    /// An answer: it must be later than its question, so it does not see those of its second.
    Answer,
    /// What can open a contact.
    Question,
    /// An answer that proves by itself that its question came first: it names it, or its log
    /// is that of one case.
    KnowingAnswer,
    /// An answer on a bare date, at the end of its day.
    DateOut,
}

impl Event {
    /// Whether it can open a contact. Own outgoing never does.
    pub(super) fn can_open(&self) -> bool {
        self.abilities.opens() && !matches!(self.direction, super::Direction::Out)
    }

    /// The moment that it would give a contact as its answer.
    pub(super) fn answering_moment(&self) -> Moment {
        self.answered().map_or(self.at(), Moment::second)
    }
}

/// When the event at `index` takes its turn: smaller is earlier.
pub(super) fn turn(events: &Events, index: u32, table: &DayTable) -> u64 {
    let event = &events.list[index as usize];
    let only_answers = event.abilities.closes() && !event.can_open();
    let (instant, place) = match (event.is_bare_date(), only_answers) {
        (true, false) => (event.at().instant, Place::DateIn),
        (true, true) => (table.last_second(table.day_of(event.at().instant)), Place::DateOut),
        (false, false) => (event.at().instant, Place::Question),
        (false, true) if event.abilities.is_once() || names_something(events, event) => {
            (event.at().instant, Place::KnowingAnswer)
        }
        (false, true) => (event.at().instant, Place::Answer),
    };
    let second = (instant.unix_seconds() - EPOCH_S).clamp(0, i64::from(u32::MAX)) as u64;
    (second << PLACE_BITS | place as u64) << INDEX_BITS | u64::from(index)
}

fn names_something(events: &Events, event: &Event) -> bool {
    let mail = events.mails.get(event.mail as usize);
    event.abilities.has(Strategy::Message) && mail.is_some_and(|mail| !mail.answers.is_empty())
}

/// The turns of all events in order, from which [`index_of`] tells the event; `None` where
/// the events are in order as they stand, as most logs are.
pub(super) fn turns(events: &Events, table: &DayTable) -> Option<Vec<u64>> {
    let count = events.list.len() as u32;
    let mut turns: Vec<u64> = (0..count).map(|index| turn(events, index, table)).collect();
    if turns.is_sorted() {
        return None;
    }
    sort(&mut turns);
    Some(turns)
}

/// Sorts turns. In a log in the order of time only events of one second can be out of order, and
/// then none has to move beyond its second.
fn sort(turns: &mut [u64]) {
    let second = |turn: &u64| turn >> (PLACE_BITS + INDEX_BITS);
    if !turns.is_sorted_by_key(second) {
        return turns.sort_unstable();
    }
    turns.chunk_by_mut(|a, b| second(a) == second(b)).for_each(<[u64]>::sort_unstable);
}

/// The index of the event whose turn it is.
pub(super) const fn index_of(turn: u64) -> u32 {
    (turn & ((1 << INDEX_BITS) - 1)) as u32
}

/// Whether an answer at `answer` comes behind a question at `question`. By date where either
/// is a bare date (SPEC 2); otherwise by the second, and within one only if `allows_equal`.
pub(super) fn is_behind(
    question: Moment,
    answer: Moment,
    allows_equal: bool,
    table: &DayTable,
) -> bool {
    if question.is_bare_date() || answer.is_bare_date() {
        return table.day_of(question.instant) <= table.day_of(answer.instant);
    }
    question.instant < answer.instant || allows_equal && question.instant == answer.instant
}

/// Whether `until` is at most `days` later than `from`: by the calendar where either is a bare
/// date, otherwise days of 24 hours.
pub(super) fn is_within(days: u32, from: Moment, until: Moment, table: &DayTable) -> bool {
    if from.is_bare_date() || until.is_bare_date() {
        let passed = table.day_of(until.instant).days_since(table.day_of(from.instant));
        return i64::from(passed) <= i64::from(days);
    }
    until.instant.since_s(from.instant) <= i64::from(days) * DAY_S
}

/// Whether nothing that takes its turn at `now` or later can be within `days` of `from`,
/// however either is measured. Two days more than the window cover bare dates and clock changes.
pub(super) fn is_long_past(days: u32, from: Instant, now: Instant) -> bool {
    now.since_s(from) > (i64::from(days) + 2) * DAY_S
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn turns_are_sorted_whatever_their_order(
            mut seconds in prop::collection::vec((0_u64..9, 0_u64..40), 0..60),
            is_in_order in any::<bool>(),
        ) {
            if is_in_order {
                seconds.sort_by_key(|(second, _)| *second);
            }
            let turns = seconds.iter().map(|(second, rest)| second << 32 | rest);
            let mut turns: Vec<u64> = turns.collect();
            let mut expected = turns.clone();
            expected.sort();
            sort(&mut turns);
            prop_assert_eq!(turns, expected);
        }
    }
}
