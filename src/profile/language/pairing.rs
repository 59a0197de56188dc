//! Pairing: how rows become events and events contacts, and why a row is none of its own.

use super::{Condition, Slot};

/// How rows that tell of one call or message become one event: those with the same
/// [`Slot::Group`] (or [`Slot::Id`] where that is empty).
#[derive(Clone, Debug)]
pub struct Collapse {
    /// Which of the rows can tell when a person answered; all where absent.
    pub answered_when: Option<Condition>,
    /// What is taken from the last row that tells it, and not from the first.
    pub last: Vec<Slot>,
    /// The kind of exchange that calls its calls so: other sources of one tell of the same calls
    /// under the same ids.
    pub exchange: Option<String>,
    /// Rows whose answer does not count where another source of the exchange tells of the call.
    pub defers_when: Option<Condition>,
}

impl Collapse {
    /// The slots that may be taken from the last row.
    pub const LAST: [Slot; 7] =
        [Slot::At, Slot::Answered, Slot::From, Slot::To, Slot::Unit, Slot::Department, Slot::Ring];
}

/// How events become contacts.
#[derive(Clone, Debug)]
pub struct Pairing {
    /// Rows that can open a contact; absent: those that came in.
    pub opener: Option<Condition>,
    /// Rows that can answer one; absent: those that went out.
    pub closer: Option<Condition>,
    /// How an answer is found, in this order.
    pub strategies: Vec<Strategy>,
    /// Whether a key has one contact at most: what comes after the answer opens none.
    pub once: bool,
    /// Days in which an answer counts; absent: as the settings say.
    pub window_days: Option<u32>,
}

/// How an answer is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Strategy {
    /// The same case. Exact.
    Case,
    /// The same party (number). Exact.
    Party,
    /// Message-ID, In-Reply-To, References. Exact.
    Message,
    /// Swapped parties and the same normalised subject. Inferred.
    Subject,
}

impl Strategy {
    /// Every strategy.
    pub const ALL: [Self; 4] = [Self::Case, Self::Party, Self::Message, Self::Subject];

    /// Its word in a profile.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Case => "case",
            Self::Party => "party",
            Self::Message => "message",
            Self::Subject => "subject",
        }
    }

    /// The slots without which it finds nothing.
    pub const fn needs(self) -> &'static [Slot] {
        match self {
            Self::Case => &[Slot::Case],
            Self::Party => &[Slot::From, Slot::To],
            Self::Message => &[Slot::Message],
            Self::Subject => &[Slot::Subject, Slot::From, Slot::To],
        }
    }
}

/// Why a row is read and belongs to no contact of its own: part of the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ignored {
    /// The profile leaves such rows out.
    Filtered,
    /// A word that the profile's map does not know and drops.
    UnknownWord,
    /// A further leg of a call, or a further row of a message.
    Leg,
    /// The answer to a contact.
    Answer,
    /// A further message in a contact that is still open.
    Repeat,
    /// Sent by the organisation, and the answer to no contact.
    Outgoing,
    /// An automatic reply, a delivery report.
    Automatic,
    /// Between a function box and its officers.
    Forwarding,
    /// Drawn up or drafted, and not sent.
    Unsent,
    /// The case was cancelled (makulerad).
    Cancelled,
    /// Nobody to answer: no number, no address, a text sender.
    NoParty,
    /// Neither came to nor went from the organisation.
    Foreign,
    /// Rang for less than the settings ask for.
    ShortRing,
}

impl Ignored {
    /// Every reason, in the order of the account.
    pub const ALL: [Self; 13] = [
        Self::Filtered,
        Self::UnknownWord,
        Self::Leg,
        Self::Answer,
        Self::Repeat,
        Self::Outgoing,
        Self::Automatic,
        Self::Forwarding,
        Self::Unsent,
        Self::Cancelled,
        Self::NoParty,
        Self::Foreign,
        Self::ShortRing,
    ];

    /// Its name in the account and in profiles.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Filtered => "filtered",
            Self::UnknownWord => "unknown_word",
            Self::Leg => "legs",
            Self::Answer => "answers",
            Self::Repeat => "repeats",
            Self::Outgoing => "outgoing",
            Self::Automatic => "automatic",
            Self::Forwarding => "forwarding",
            Self::Unsent => "unsent",
            Self::Cancelled => "cancelled",
            Self::NoParty => "no_party",
            Self::Foreign => "foreign",
            Self::ShortRing => "short_rings",
        }
    }
}
