//! Pairing: which events open contacts, and when and by what each is answered.
//!
//! Deterministic: events take their turn by their moments, ties by the order in which they were
//! read. Nothing here opens a file or knows a word of any source; `docs/pairing.md` says the
//! rules in plain words, each with its reason and its setting.

mod answer;
mod chains;
mod contacts;
mod order;
mod outcome;
mod pass;
#[cfg(test)]
mod tests;

use crate::calendar::DayTable;
use crate::contact::{Channel, Moment, Pairing};
use crate::profile::language::{Ignored, Strategy};

use super::event::{Direction, Event, Events, PartyId};
use outcome::Outcome;

/// What the settings say about pairing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairingRules {
    /// Days in which an answer counts, where the event does not say so itself.
    pub window_days: u32,
    /// Unanswered calls that rang for less than this are ignored; 0 for none.
    pub ignore_rings_under_s: u32,
    /// Whether a call answers a text message and the other way round.
    pub cross_channels: bool,
    /// Whether further messages before the answer belong to the open contact; otherwise each is
    /// a contact of its own, and one answer answers them all.
    pub merges_repeats: bool,
    /// Whether a missed call is answered when the same number calls again and gets through.
    pub answered_by_new_call: bool,
    /// Whether answers by subject count ([`Strategy::Subject`]).
    pub infers: bool,
    /// Whether an answer or a further message must be of the contact's own department.
    pub same_department: bool,
}

impl Default for PairingRules {
    fn default() -> Self {
        Self {
            window_days: 90,
            ignore_rings_under_s: 0,
            cross_channels: false,
            merges_repeats: true,
            answered_by_new_call: true,
            infers: true,
            same_department: false,
        }
    }
}

impl PairingRules {
    /// Whether `event` is paired by `strategy`.
    fn uses(&self, strategy: Strategy, event: &Event) -> bool {
        event.abilities.has(strategy) && (self.infers || strategy != Strategy::Subject)
    }

    /// The channel whose open contacts those of `channel` are among.
    fn lane(&self, channel: Channel) -> Channel {
        match channel {
            Channel::Sms if self.cross_channels => Channel::Phone,
            other => other,
        }
    }
}

/// What pairing found.
///
/// It keeps four bytes an event; contacts are made of them as they are asked for.
#[derive(Clone, Debug)]
pub struct Paired {
    outcomes: Vec<Outcome>,
    /// How many events met which fate.
    pub fates: Fates,
    /// Mails that name as answered a message that came in later than they were sent: a clock is
    /// wrong. Such a message is not answered by them.
    pub clock_skew: u64,
    /// Of each of them its source.
    pub skewed_sources: Vec<u16>,
}

/// A contact made of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PairedContact {
    /// The index of the event that opened it.
    pub opener: u32,
    /// The index of the event that answered it: the opener itself for [`Pairing::Direct`].
    pub answer: Option<u32>,
    /// When it was answered: when a call was picked up, when anything else was sent.
    pub answered: Option<Moment>,
    /// How its answer was found.
    pub pairing: Pairing,
}

/// What became of an event: every event is exactly one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It opened this contact.
    Contact(PairedContact),
    /// It opened none.
    Ignored(Ignored),
}

/// How many events met which fate. All together they are the events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fates {
    /// Events that opened a contact.
    pub contacts: u64,
    ignored: [u64; Ignored::ALL.len()],
}

impl Fates {
    /// How many events opened no contact for `reason`.
    pub const fn ignored(&self, reason: Ignored) -> u64 {
        self.ignored[reason as usize]
    }

    /// How many events there were.
    pub fn events(&self) -> u64 {
        self.contacts + self.ignored.iter().sum::<u64>()
    }

    fn of(outcomes: &[Outcome]) -> Self {
        let mut fates = Self::default();
        for outcome in outcomes {
            match outcome.reason() {
                Some(reason) => fates.ignored[reason as usize] += 1,
                None => fates.contacts += 1,
            }
        }
        fates
    }
}

impl Paired {
    /// The contacts in the order in which their openers were read. `events` are those that
    /// were paired.
    pub fn contacts<'p>(&'p self, events: &'p Events) -> impl Iterator<Item = PairedContact> + 'p {
        self.fates_of(events).filter_map(|fate| match fate {
            Fate::Contact(contact) => Some(contact),
            Fate::Ignored(_) => None,
        })
    }

    /// The fate of every event, in the order in which they were read. `events` are those that
    /// were paired.
    pub fn fates_of<'p>(&'p self, events: &'p Events) -> impl Iterator<Item = Fate> + 'p {
        self.outcomes.iter().zip(0..).map(|(outcome, opener)| match outcome.reason() {
            Some(reason) => Fate::Ignored(reason),
            None => {
                let (answer, pairing) = outcome.answer(opener);
                let answered = answer.map(|a| events.list[a as usize].answering_moment());
                Fate::Contact(PairedContact { opener, answer, answered, pairing })
            }
        })
    }
}

/// Makes contacts of events.
///
/// Parties and directions of `events` are resolved, legs of one call are one event, and automatic
/// mail is gone. `is_function_box` tells mailboxes such as kommun@, in whose name officers
/// answer.
///
/// # Panics
/// If there are more than 2^29 events, which alone take 38 GB.
///
/// # Example
/// ```
/// use svarstid::calendar::{Calendar, Instant};
/// use svarstid::contact::{Moment, Pairing};
/// use svarstid::normalise::event::{Abilities, Direction, Event, Events, PartyId};
/// use svarstid::normalise::pairing::{PairingRules, pair};
/// use svarstid::profile::language::{Ignored, Strategy};
///
/// let called = Instant::from_unix_seconds(1_781_787_600);
/// let missed = Event {
///     party: PartyId(1),
///     own: PartyId(2),
///     abilities: Abilities::NONE.opening().by(Strategy::Party),
///     ..Event::new(Moment::second(called), None)
/// };
/// let picked_up = called.plus_s(3_620);
/// let call_back = Event {
///     party: PartyId(1),
///     own: PartyId(2),
///     direction: Direction::Out,
///     abilities: Abilities::NONE.closing().by(Strategy::Party),
///     ..Event::new(Moment::second(called.plus_s(3_600)), Some(picked_up))
/// };
/// let events = Events { list: vec![missed, call_back], mails: Vec::new() };
/// let table = Calendar::swedish().table;
/// let paired = pair(&events, &|_| false, &PairingRules::default(), &table);
/// let contact = paired.contacts(&events).next().ok_or("a missed call is a contact")?;
/// assert_eq!((contact.answer, contact.pairing), (Some(1), Pairing::Exact));
/// assert_eq!(contact.answered, Some(Moment::second(picked_up)));
/// assert_eq!(paired.fates.ignored(Ignored::Answer), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn pair(
    events: &Events,
    is_function_box: &dyn Fn(PartyId) -> bool,
    rules: &PairingRules,
    table: &DayTable,
) -> Paired {
    assert!(events.list.len() <= order::MOST_EVENTS, "more events than can be ordered");
    let mut pass = pass::Pass::new(events, is_function_box, rules, table);
    match order::turns(events, table) {
        None => (0..events.list.len() as u32).for_each(|index| pass.take(index)),
        Some(turns) => turns.into_iter().for_each(|turn| pass.take(order::index_of(turn))),
    }
    let (outcomes, skewed_sources) = pass.finish();
    let clock_skew = skewed_sources.len() as u64;
    Paired { fates: Fates::of(&outcomes), outcomes, clock_skew, skewed_sources }
}
