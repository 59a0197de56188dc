//! Slots: what a row can tell of a contact or an event.

/// What a row can tell of a contact or an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// What the source calls the contact or the event; equal ids of one channel and moment are
    /// duplicates.
    Id,
    /// The channel.
    Channel,
    /// The origin, where the source tells it.
    Origin,
    /// The department by name.
    Department,
    /// The department by a code that the register knows: queue, unit, mailbox, called number.
    Unit,
    /// Rows: when the contact came in.
    Received,
    /// Rows: when the answer went out. Events: when a person picked up the call.
    Answered,
    /// Rows: why it is exempt.
    Exempt,
    /// Events: when it happened.
    At,
    /// Events: `in`, `out`, `internal` or `none` (neither); where left out, by the
    /// organisation's own numbers and domains.
    Direction,
    /// Events: who it came from (number, address); may be several.
    From,
    /// Events: who it went to (number, address); may be several.
    To,
    /// Events: the case that it belongs to (diarienummer, case id).
    Case,
    /// Events: the Message-ID of a mail.
    Message,
    /// Events: Message-IDs of In-Reply-To.
    ReplyTo,
    /// Events: Message-IDs of References.
    References,
    /// Events: the subject; hashed after normalising, never kept.
    Subject,
    /// Events: what legs of one call, or rows of one message, have in common.
    Group,
    /// Events: what the exchange calls this row's leg of the call, where other sources of the
    /// exchange may tell of the call under it.
    Leg,
    /// Events: how long a call rang before nobody answered it, in seconds or as H:MM:SS.
    Ring,
}

impl Slot {
    /// Every slot.
    pub const ALL: [Self; 20] = [
        Self::Id,
        Self::Channel,
        Self::Origin,
        Self::Department,
        Self::Unit,
        Self::Received,
        Self::Answered,
        Self::Exempt,
        Self::At,
        Self::Direction,
        Self::From,
        Self::To,
        Self::Case,
        Self::Message,
        Self::ReplyTo,
        Self::References,
        Self::Subject,
        Self::Group,
        Self::Leg,
        Self::Ring,
    ];

    /// Its key in `[fields]`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Channel => "channel",
            Self::Origin => "origin",
            Self::Department => "department",
            Self::Unit => "unit",
            Self::Received => "received",
            Self::Answered => "answered",
            Self::Exempt => "exempt",
            Self::At => "at",
            Self::Direction => "direction",
            Self::From => "from",
            Self::To => "to",
            Self::Case => "case",
            Self::Message => "message",
            Self::ReplyTo => "reply_to",
            Self::References => "references",
            Self::Subject => "subject",
            Self::Group => "group",
            Self::Leg => "leg",
            Self::Ring => "ring",
        }
    }

    /// The slot with this key.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|slot| slot.id() == id)
    }

    /// Whether it is a moment, so that its rule has a zone.
    pub const fn is_moment(self) -> bool {
        matches!(self, Self::Received | Self::Answered | Self::At)
    }

    /// Whether rows of contacts have it.
    pub const fn is_of_rows(self) -> bool {
        match self {
            Self::Id
            | Self::Channel
            | Self::Origin
            | Self::Department
            | Self::Unit
            | Self::Received
            | Self::Answered
            | Self::Exempt => true,
            Self::At
            | Self::Direction
            | Self::From
            | Self::To
            | Self::Case
            | Self::Message
            | Self::ReplyTo
            | Self::References
            | Self::Subject
            | Self::Group
            | Self::Leg
            | Self::Ring => false,
        }
    }

    /// Whether events have it.
    pub const fn is_of_events(self) -> bool {
        !matches!(self, Self::Received | Self::Exempt)
    }
}

/// The words that [`Slot::Direction`] has behind its map: in, out, within the organisation, and
/// none of them.
pub const DIRECTIONS: [&str; 4] = ["in", "out", "internal", "none"];
