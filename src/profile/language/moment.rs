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
    /// Spans that are added to the moment.
    pub plus: Vec<Shift>,
    /// What to do with local times that a clock change makes doubtful.
    pub dst: Dst,
}

/// A span that is added to a moment or to another span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// The span.
    pub span: SpanText,
    /// 1 to add it, -1 to subtract it.
    pub sign: i64,
}

/// Where a span that is added comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpanText {
    /// A column with a number, or with a span such as `26:10:05` or `1:05`.
    Column(Cell, Unit),
    /// From one moment to another; of each the first of these columns that has one.
    Between(Vec<Cell>, Vec<Cell>),
}

/// How the text of a span is read.
#[derive(Clone, Debug)]
pub struct SpanForm {
    /// What its number counts.
    pub unit: Unit,
    /// Spans that are added to it.
    pub plus: Vec<Shift>,
    /// How the moments are read between which it lies.
    pub moments: Option<MomentForm>,
}

/// What the number of a span counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its word in a profile.
    pub id: &'static str,
    /// Seconds that so many of it make up, as [`Self::per`] says.
    pub seconds: i64,
    /// How many of it make up [`Self::seconds`].
    pub per: i64,
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
    /// Days as a spreadsheet counts them from 1900, with the time of day as a fraction.
    Excel,
    /// The same from 1904, as Excel for Macintosh had it.
    Excel1904,
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
    pub const WORDS: [(&'static str, Self); 8] = [
        ("usual", Self::Usual(None)),
        ("usual-dmy", Self::Usual(Some(DateOrder::DayFirst))),
        ("usual-mdy", Self::Usual(Some(DateOrder::MonthFirst))),
        ("epoch-s", Self::EpochSeconds),
        ("epoch-ms", Self::EpochMilliseconds),
        ("excel", Self::Excel),
        ("excel-1904", Self::Excel1904),
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

impl Unit {
    /// Seconds, as spans are where nothing else is said.
    pub const SECONDS: Self = Self { id: "seconds", seconds: 1, per: 1 };

    /// The units of a profile. A `span` is written with colons, as `H:MM:SS` or `H:MM`.
    pub const ALL: [Self; 5] = [
        Self::SECONDS,
        Self { id: "milliseconds", seconds: 1, per: 1000 },
        Self { id: "minutes", seconds: 60, per: 1 },
        Self { id: "hours", seconds: 3600, per: 1 },
        Self { id: "span", seconds: 1, per: 1 },
    ];
}
