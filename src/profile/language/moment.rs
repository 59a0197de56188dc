//! Moments: how the text of a stamp is read.

use super::Cell;
use crate::calendar::Zone;
use crate::profile::DateOrder;

/// How the text of a moment is read.
#[derive(Clone, Debug)]
pub struct MomentForm {
    /// Tried in order.
    pub layouts: Vec<Layout>,
    /// The zone of stamps without an offset.
    pub zone: SourceZone,
    /// Whether 00:00:00 means that the time of day is not known.
    pub midnight_means_day: bool,
    /// Whether only the date means something.
    pub is_date_only: bool,
    /// What is added to the moment: columns with numbers.
    pub plus: Vec<Shift>,
    /// What to do with local times that a clock change makes doubtful.
    pub dst: Dst,
}

/// A span in a column that is added to a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// The column; a number, or a span such as `26:10:05` or `1:05`.
    pub cell: Cell,
    /// Seconds that one of its units has; negative to subtract.
    pub unit_s: i64,
}

/// One way to write a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Layout {
    /// The layouts that a contact log may have (ISO 8601, Swedish, slashes with this order).
    Usual(Option<DateOrder>),
    /// Seconds since 1970; `0` is no moment.
    EpochSeconds,
    /// Milliseconds since 1970; `0` is no moment.
    EpochMilliseconds,
    /// `Mon, 2 Mar 2026 08:05:00 +0100`.
    Rfc2822,
    /// A strptime-like layout.
    Pattern(String),
}

/// The zone of stamps without an offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceZone {
    /// This one: the system always writes it.
    Fixed(Zone),
    /// The user must say it: it depends on how the system is set up.
    Site,
    /// None: every stamp has its offset (or is a count of seconds); others are unreadable.
    Stated,
}

/// What to do with local times that a clock change makes doubtful.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dst {
    /// SPEC 2: the earlier of two, unless an answer would precede its receipt; none in the gap.
    Usual,
    /// The earlier of two.
    Earlier,
    /// The later of two.
    Later,
    /// Both are faults.
    Reject,
}

impl Layout {
    /// The layouts that have a word in profiles; all others are patterns.
    pub const WORDS: [(&'static str, Self); 6] = [
        ("usual", Self::Usual(None)),
        ("usual-dmy", Self::Usual(Some(DateOrder::DayFirst))),
        ("usual-mdy", Self::Usual(Some(DateOrder::MonthFirst))),
        ("epoch-s", Self::EpochSeconds),
        ("epoch-ms", Self::EpochMilliseconds),
        ("rfc2822", Self::Rfc2822),
    ];
}

impl Dst {
    /// Every way.
    pub const ALL: [Self; 4] = [Self::Usual, Self::Earlier, Self::Later, Self::Reject];

    /// Its word in a profile.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Usual => "usual",
            Self::Earlier => "earlier",
            Self::Later => "later",
            Self::Reject => "reject",
        }
    }
}

impl Shift {
    /// The units of a profile and the seconds of each. A `span` is written with colons, as
    /// `H:MM:SS` or `H:MM`, and of its unit only the sign counts.
    pub const UNITS: [(&'static str, i64); 4] =
        [("seconds", 1), ("minutes", 60), ("hours", 3600), ("span", 1)];
}
