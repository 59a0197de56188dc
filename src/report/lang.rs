//! The two languages of report text, and the words that more than one report uses.

use icu_locale_core::{Locale, locale};

use crate::calendar::{Day, Weekday};
use crate::contact::{Channel, Origin};
use crate::judge::Outcome;
use crate::policy::{Clock, End, Within};
use crate::tally::Dimension;

/// The language of report text. Machine formats are the same in both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Svenska.
    #[default]
    Swedish,
    /// English.
    English,
}

impl Lang {
    /// The language's tag.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Swedish => "sv",
            Self::English => "en",
        }
    }

    pub(crate) fn locale(self) -> Locale {
        match self {
            Self::Swedish => locale!("sv"),
            Self::English => locale!("en"),
        }
    }

    /// One of two phrasings.
    pub const fn pick<T: Copy>(self, swedish: T, english: T) -> T {
        match self {
            Self::Swedish => swedish,
            Self::English => english,
        }
    }

    /// A channel's name.
    pub const fn channel(self, channel: Channel) -> &'static str {
        self.pick(channel.swedish(), channel.english())
    }

    /// An origin's name.
    pub const fn origin(self, origin: Origin) -> &'static str {
        self.pick(origin.swedish(), origin.english())
    }

    /// An outcome's name.
    pub const fn outcome(self, outcome: Outcome) -> &'static str {
        self.pick(outcome.swedish(), outcome.english())
    }

    /// A weekday's name in three letters.
    pub fn weekday_short(self, weekday: Weekday) -> &'static str {
        let name = match self {
            Self::Swedish => weekday.swedish(),
            Self::English => {
                return ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][weekday.index()];
            }
        };
        // Three letters: å and ö are two bytes.
        let end = name.char_indices().nth(3).map_or(name.len(), |(at, _)| at);
        &name[..end]
    }

    /// A weekday's name.
    pub fn weekday(self, weekday: Weekday) -> &'static str {
        match self {
            Self::Swedish => weekday.swedish(),
            Self::English => {
                ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
                    [weekday.index()]
            }
        }
    }

    /// A month's name, 1 to 12.
    pub fn month(self, month: u32) -> &'static str {
        let names = self.pick(
            [
                "januari",
                "februari",
                "mars",
                "april",
                "maj",
                "juni",
                "juli",
                "augusti",
                "september",
                "oktober",
                "november",
                "december",
            ],
            [
                "January",
                "February",
                "March",
                "April",
                "May",
                "June",
                "July",
                "August",
                "September",
                "October",
                "November",
                "December",
            ],
        );
        names[(month as usize - 1) % 12]
    }

    /// A day with its weekday: `tor 2026-06-18`.
    pub fn day(self, day: Day) -> String {
        format!("{} {day}", self.weekday_short(day.weekday()))
    }

    /// A dimension's title.
    pub const fn dimension(self, dimension: Dimension) -> &'static str {
        match dimension {
            Dimension::Board => self.pick("Nämnd", "Board"),
            Dimension::Department => self.pick("Förvaltning", "Department"),
            Dimension::Channel => self.pick("Kanal", "Channel"),
            Dimension::Origin => self.pick("Ursprung", "Origin"),
            Dimension::Rule => self.pick("Regel", "Rule"),
            Dimension::Year => self.pick("År", "Year"),
            Dimension::Tertial => self.pick("Tertial", "Tertial"),
            Dimension::Quarter => self.pick("Kvartal", "Quarter"),
            Dimension::Month => self.pick("Månad", "Month"),
            Dimension::Week => self.pick("Vecka", "Week"),
            Dimension::Weekday => self.pick("Veckodag", "Weekday"),
            Dimension::Hour => self.pick("Timme", "Hour"),
        }
    }

    /// The group of contacts without a department.
    pub const fn unstated_department(self) -> &'static str {
        self.pick(UNSTATED_DEPARTMENT, "(not stated)")
    }

    /// How long a rule allows, in words.
    pub fn within(self, within: Within) -> String {
        if self == Self::English {
            return format!("within {within}");
        }
        match within {
            Within::Workdays { n, end, rolled } => {
                let unit = if n == 1 { "arbetsdag" } else { "arbetsdagar" };
                let end = match end {
                    End::Day => "",
                    End::Closing => " till stängning",
                    End::SameTime => " till samma klockslag",
                };
                let rolled = if rolled { ", räknat från en arbetsdag" } else { "" };
                format!("inom {n} {unit}{end}{rolled}")
            }
            Within::Hours { n, clock } => {
                let unit = if n == 1 { "timme" } else { "timmar" };
                let clock = match clock {
                    Clock::Elapsed => "",
                    Clock::Workdays => " på arbetsdagar",
                    Clock::OpeningHours => " under öppettid",
                };
                format!("inom {n} {unit}{clock}")
            }
        }
    }

    /// `one` or `many`, after how many there are.
    pub const fn plural<'w>(self, count: u64, one: &'w str, many: &'w str) -> &'w str {
        if count == 1 { one } else { many }
    }
}

/// The name of the group without a department in machine formats and in Swedish.
pub const UNSTATED_DEPARTMENT: &str = "(ej angiven)";
