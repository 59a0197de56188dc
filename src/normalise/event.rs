//! Events: calls, messages and documents, before pairing makes contacts of them.
//!
//! An event is what one row tells, or several rows that were collapsed. 48 bytes, no heap.

use crate::calendar::{Instant, ShortInstant};
use crate::contact::{Channel, DepartmentId, Moment, Origin, Precision};
use crate::fault::Place;
use crate::profile::language::Strategy;

/// Somebody with a number or an address, as an index into the run's [`super::Parties`]; 0 is
/// nobody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartyId(pub u32);

impl PartyId {
    /// Nobody, or somebody whose number was withheld.
    pub const NOBODY: Self = Self(0);
}

/// A text that only matters by being the same as another, as a number; 0 is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(pub u32);

impl KeyId {
    /// No key.
    pub const NONE: Self = Self(0);
}

/// Which way an event went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// To the organisation.
    In,
    /// From the organisation.
    Out,
    /// Within it: it came in at the one and went out from the other.
    Internal,
}

/// One event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// When it happened, or the first instant of its day; [`Self::at`] tells which.
    pub happened: ShortInstant,
    /// When a person picked it up, which is not before it happened; calls only.
    pub picked_up: Option<ShortInstant>,
    /// Who is not the organisation; for an internal event, who it came from.
    pub party: PartyId,
    /// Who of the organisation: called or addressed for [`Direction::In`] and
    /// [`Direction::Internal`], calling or sending for [`Direction::Out`].
    pub own: PartyId,
    /// Who owes the answer if it opens a contact.
    pub department: DepartmentId,
    /// The case, or the hash-number of the normalised subject.
    pub key: KeyId,
    /// The message's own Message-ID and what it answers, as an index into
    /// [`Events::mails`]; `u32::MAX` for none.
    pub mail: u32,
    /// Its input.
    pub input: u32,
    /// The line on which its record begins.
    pub line: u32,
    /// Days in which an answer to it counts; 0 for as the settings say.
    pub window_days: u16,
    /// Seconds for which an incoming call rang that nobody picked up; [`Event::RING_UNKNOWN`]
    /// where the source does not tell.
    pub ring_s: u16,
    /// Which source of events it is of.
    pub source: u16,
    /// The channel.
    pub channel: Channel,
    /// Which way it went.
    pub direction: Direction,
    /// Whose question it is, if it opens a contact.
    pub origin: Origin,
    /// What it may do and how its answer is found.
    pub abilities: Abilities,
    /// Whether more than its date is known.
    pub precision: Precision,
}

/// What an event may do, and how its answer is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Abilities(u8);

impl Abilities {
    const OPENS: u8 = 16;
    const CLOSES: u8 = 32;
    const ONCE: u8 = 64;
    const DEFERS: u8 = 128;

    /// Nothing.
    pub const NONE: Self = Self(0);

    /// The same, and it can open a contact.
    #[must_use]
    pub const fn opening(self) -> Self {
        Self(self.0 | Self::OPENS)
    }

    /// The same, and it can answer one.
    #[must_use]
    pub const fn closing(self) -> Self {
        Self(self.0 | Self::CLOSES)
    }

    /// The same, with one contact a key at most.
    #[must_use]
    pub const fn once(self) -> Self {
        Self(self.0 | Self::ONCE)
    }

    /// The same, with an answer that does not count where another source tells of the call.
    #[must_use]
    pub const fn deferring(self) -> Self {
        Self(self.0 | Self::DEFERS)
    }

    /// The same, paired by `strategy` as well.
    #[must_use]
    pub const fn by(self, strategy: Strategy) -> Self {
        Self(self.0 | 1 << strategy as u8)
    }

    /// Whether it can open a contact.
    pub const fn opens(self) -> bool {
        self.0 & Self::OPENS != 0
    }

    /// Whether it can answer a contact.
    pub const fn closes(self) -> bool {
        self.0 & Self::CLOSES != 0
    }

    /// Whether a key has one contact at most.
    pub const fn is_once(self) -> bool {
        self.0 & Self::ONCE != 0
    }

    /// Whether its answer does not count where another source of the exchange tells of the call.
    pub const fn defers(self) -> bool {
        self.0 & Self::DEFERS != 0
    }

    /// Whether answers are found by `strategy`.
    pub const fn has(self, strategy: Strategy) -> bool {
        self.0 & (1 << strategy as u8) != 0
    }
}

/// The ids of a mail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mail {
    /// Its own Message-ID.
    pub id: KeyId,
    /// Message-IDs that it answers: those of In-Reply-To, then those of References from the
    /// last to the first.
    pub answers: Vec<KeyId>,
}

/// Every event of a run, in the order in which they were read.
#[derive(Clone, Debug, Default)]
pub struct Events {
    /// The events.
    pub list: Vec<Event>,
    /// The ids of mails.
    pub mails: Vec<Mail>,
}

impl Event {
    /// The ring of a call of which nobody knows how long it rang.
    pub const RING_UNKNOWN: u16 = u16::MAX;

    /// An event at a moment of 1990-2099, of which nothing else is known: nobody called nobody, and
    /// it can do nothing. `answered` is when a person picked it up, which is not before `at`; calls
    /// only.
    pub fn new(at: Moment, answered: Option<Instant>) -> Self {
        Self {
            happened: ShortInstant::new(at.instant),
            picked_up: answered.map(ShortInstant::new),
            party: PartyId::NOBODY,
            own: PartyId::NOBODY,
            department: DepartmentId::UNSTATED,
            key: KeyId::NONE,
            mail: u32::MAX,
            input: 0,
            line: 0,
            window_days: 0,
            ring_s: Self::RING_UNKNOWN,
            source: 0,
            channel: Channel::Phone,
            direction: Direction::In,
            origin: Origin::External,
            abilities: Abilities::NONE,
            precision: at.precision,
        }
    }

    /// When it happened.
    #[inline]
    pub const fn at(&self) -> Moment {
        Moment { instant: self.happened.instant(), precision: self.precision }
    }

    /// When a person picked it up.
    #[inline]
    pub fn answered(&self) -> Option<Instant> {
        self.picked_up.map(ShortInstant::instant)
    }

    /// Where its record begins.
    pub const fn place(&self) -> Place {
        Place { input: self.input, line: self.line as u64 }
    }

    /// Whether only its date is known.
    pub const fn is_bare_date(&self) -> bool {
        matches!(self.precision, Precision::Day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_small() {
        assert!(std::mem::size_of::<Event>() <= 48, "{}", std::mem::size_of::<Event>());
    }

    #[test]
    fn an_ability_says_nothing_of_the_others() {
        let able = Abilities::NONE.closing().by(Strategy::Message);
        assert!(able.closes() && able.has(Strategy::Message));
        assert!(!able.opens() && !able.is_once());
        let others = [Strategy::Case, Strategy::Party, Strategy::Subject];
        assert!(others.iter().all(|strategy| !able.has(*strategy)));
    }
}
