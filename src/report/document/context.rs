//! What a template's sentences can speak of: the cells of the tables as they are shown, in the
//! words of people. A number that is held back is none.

use serde::Serialize;

/// Everything that a template knows.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Context {
    /// `sv` or `en`.
    pub(super) lang: &'static str,
    /// The board that the report is of; none for all.
    pub(super) board: Option<String>,
    /// The guideline.
    pub(super) guideline: GuidelineWords,
    /// The period as it was asked for; none for everything in the input.
    pub(super) period: Option<PeriodWords>,
    /// The days of the first and the last receipt; none without contacts.
    pub(super) receipts: Option<PeriodWords>,
    /// The moment that the report looks back from.
    pub(super) as_of: Option<String>,
    /// The floor of small numbers; none where nothing is held back.
    pub(super) min_n: Option<u64>,
    /// All contacts.
    pub(super) total: FiguresWords,
    /// The share if nothing were exempt.
    pub(super) without_exemptions: Option<String>,
    /// Each department.
    pub(super) departments: Vec<FiguresWords>,
    /// The departments with the highest share, of those with ten judged contacts whose share is
    /// shown; none where all have the same.
    pub(super) highest: Vec<FiguresWords>,
    /// Those with the lowest.
    pub(super) lowest: Vec<FiguresWords>,
    /// Each board, in the report of all.
    pub(super) boards: Vec<FiguresWords>,
    /// Each channel and origin.
    pub(super) channels: Vec<FiguresWords>,
    /// Each month.
    pub(super) months: Vec<FiguresWords>,
    /// Each target.
    pub(super) targets: Vec<TargetWords>,
    /// The earlier period that it is compared with.
    pub(super) comparison: Option<ComparisonWords>,
    /// How soon answers came, the soonest first.
    pub(super) times: Vec<PartWords>,
    /// When most came in that was not met: the fields with the most.
    pub(super) busiest: Option<BusiestWords>,
    /// What is known of what was not met, the largest first.
    pub(super) reasons: Vec<PartWords>,
    /// Why contacts are exempt, the largest first.
    pub(super) exemptions: Vec<PartWords>,
    /// How the rules were read, and what other readings give.
    pub(super) readings: ReadingsWords,
    /// What was read.
    pub(super) quality: QualityWords,
}

/// The guideline.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct GuidelineWords {
    pub(super) name: String,
    pub(super) authority: String,
    pub(super) reference: String,
}

/// A stretch of days.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct PeriodWords {
    pub(super) name: String,
    pub(super) first: String,
    pub(super) last: String,
}

/// The figures of a group.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct FiguresWords {
    pub(super) name: String,
    pub(super) contacts: Option<u64>,
    pub(super) met: Option<u64>,
    pub(super) late: Option<u64>,
    pub(super) overdue: Option<u64>,
    pub(super) pending: Option<u64>,
    pub(super) exempt: Option<u64>,
    pub(super) unregulated: Option<u64>,
    pub(super) judged: Option<u64>,
    pub(super) missed: Option<u64>,
    /// Percent met; none of nothing, and where it is held back.
    pub(super) percent: Option<String>,
    /// Hours.
    pub(super) median: Option<String>,
    /// Hours.
    pub(super) p90: Option<String>,
    pub(super) rating: Option<String>,
    /// `higher`, `lower` or `uncertain`, against the month before.
    pub(super) change: Option<String>,
    /// Whether the share is held back.
    pub(super) held_back: bool,
    /// The share as parts, to order by.
    #[serde(skip)]
    pub(super) share: Option<(u64, u64)>,
}

/// A target.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct TargetWords {
    pub(super) name: String,
    pub(super) wanted: String,
    pub(super) percent: Option<String>,
    /// `reached`, `missed` or `nothing-judged`.
    pub(super) result: String,
}

/// An earlier period.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct ComparisonWords {
    pub(super) name: String,
    pub(super) percent: Option<String>,
    pub(super) judged: Option<u64>,
    /// `higher`, `lower` or `uncertain`: this period against it.
    pub(super) change: Option<String>,
    /// Departments whose share is higher than then, for certain.
    pub(super) higher: Vec<String>,
    /// Departments whose share is lower than then, for certain.
    pub(super) lower: Vec<String>,
    /// How many departments there are, now or then.
    pub(super) departments: u64,
    /// How many of them have a share that is shown both now and then.
    pub(super) compared: u64,
    /// The reading that it was judged by, where it is another.
    pub(super) other_reading: Option<String>,
}

/// A part of contacts.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct PartWords {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) contacts: Option<u64>,
    pub(super) percent: Option<String>,
}

/// The fields of the heat map with the most.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct BusiestWords {
    pub(super) fields: Vec<FieldWords>,
    /// How many contacts each of them has.
    pub(super) contacts: u64,
    /// Whether some of what was not met has a bare date, of which no hour is known.
    pub(super) bare_dates: bool,
    /// Whether some fields are held back.
    pub(super) held_back: bool,
}

/// A field of the heat map.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct FieldWords {
    pub(super) weekday: String,
    /// `10–11`.
    pub(super) hour: String,
}

/// How the rules were read.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct ReadingsWords {
    /// The reading of the report; `default` for the rules as they stand.
    pub(super) own: String,
    /// The lowest and the highest share; none where one is held back or nothing is judged.
    pub(super) lowest: Option<String>,
    pub(super) highest: Option<String>,
    /// Whether no contact has another outcome under any reading.
    pub(super) same_outcomes: bool,
    /// Readings that need opening hours, where there are none.
    pub(super) cannot_apply: Vec<String>,
}

/// What was read.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct QualityWords {
    pub(super) files: u64,
    pub(super) rows: u64,
    pub(super) rejected: u64,
    pub(super) rejected_percent: Option<String>,
    pub(super) duplicates: u64,
    pub(super) outside_period: u64,
    pub(super) after_as_of: u64,
    /// Stretches of days that the logs lack, in words.
    pub(super) gaps: Vec<String>,
    /// Contacts of other boards.
    pub(super) elsewhere: u64,
}
