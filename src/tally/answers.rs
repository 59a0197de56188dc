//! Answers: how soon judged contacts were answered, and what can be proved of those that were
//! not answered in time.

use crate::calendar::Calendar;
use crate::contact::{Contact, Moment};
use crate::judge::{Outcome, Verdict};

/// How soon a judged contact was answered. Every judged contact is of one class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AnswerClass {
    /// In time, within an hour.
    Hour,
    /// In time, on the local day of receipt, after more than an hour.
    SameDay,
    /// In time, on a later day.
    InTime,
    /// Late, by at most one workday.
    LateWorkday,
    /// Late, by more than one workday and at most five: a working week.
    LateWeek,
    /// Late by more.
    LateMore,
    /// Not answered, and the due moment has passed.
    Unanswered,
}

impl AnswerClass {
    /// Every class, the soonest first.
    pub const ALL: [Self; 7] = [
        Self::Hour,
        Self::SameDay,
        Self::InTime,
        Self::LateWorkday,
        Self::LateWeek,
        Self::LateMore,
        Self::Unanswered,
    ];

    /// The code that machine formats use.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Hour => "within-hour",
            Self::SameDay => "same-day",
            Self::InTime => "in-time",
            Self::LateWorkday => "late-one-workday",
            Self::LateWeek => "late-five-workdays",
            Self::LateMore => "late-more",
            Self::Unanswered => "unanswered",
        }
    }

    /// The Swedish words.
    pub const fn swedish(self) -> &'static str {
        match self {
            Self::Hour => "i tid, inom en timme",
            Self::SameDay => "i tid, samma dag",
            Self::InTime => "i tid, en senare dag",
            Self::LateWorkday => "högst en arbetsdag för sent",
            Self::LateWeek => "två till fem arbetsdagar för sent",
            Self::LateMore => "mer än fem arbetsdagar för sent",
            Self::Unanswered => "obesvarad",
        }
    }

    /// The English words.
    pub const fn english(self) -> &'static str {
        match self {
            Self::Hour => "in time, within an hour",
            Self::SameDay => "in time, the same day",
            Self::InTime => "in time, on a later day",
            Self::LateWorkday => "at most one workday too late",
            Self::LateWeek => "two to five workdays too late",
            Self::LateMore => "more than five workdays too late",
            Self::Unanswered => "not answered",
        }
    }

    /// The outcome of its contacts.
    pub const fn outcome(self) -> Outcome {
        match self {
            Self::Hour | Self::SameDay | Self::InTime => Outcome::Met,
            Self::LateWorkday | Self::LateWeek | Self::LateMore => Outcome::Late,
            Self::Unanswered => Outcome::Overdue,
        }
    }

    /// The class of a contact; `None` for one that is not judged.
    fn of(contact: &Contact, verdict: &Verdict, calendar: &Calendar) -> Option<Self> {
        const HOUR_S: u32 = 3600;
        let table = &calendar.table;
        let received = contact.received();
        match (verdict.outcome, contact.answered(), verdict.due) {
            (Outcome::Overdue, ..) => Some(Self::Unanswered),
            (Outcome::Met, Some(answered), _) => {
                // Of bare dates no hour is known.
                let is_exact = !received.is_bare_date() && !answered.is_bare_date();
                if is_exact && verdict.to_answer_s.is_some_and(|time_s| time_s <= HOUR_S) {
                    return Some(Self::Hour);
                }
                let days = [received, answered].map(|moment: Moment| table.day_of(moment.instant));
                Some(if days[0] == days[1] { Self::SameDay } else { Self::InTime })
            }
            (Outcome::Late, Some(answered), Some(due)) => {
                let day = table.day_of(due).plus(1);
                let end = table.day_of(answered.instant).plus(1);
                Some(match table.workdays_between(day, end.max(day)) {
                    0 | 1 => Self::LateWorkday,
                    2..=5 => Self::LateWeek,
                    _ => Self::LateMore,
                })
            }
            _ => None,
        }
    }
}

/// Judged contacts by how soon they were answered, and when those came in that were not
/// answered in time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    classes: [u64; AnswerClass::ALL.len()],
    /// Not answered in time, and received on a day that is no workday.
    pub missed_off_workdays: u64,
    /// Not answered in time, and received on a workday outside the opening hours; `None` where
    /// there are no opening hours. A bare date is not counted.
    pub missed_off_hours: Option<u64>,
}

impl Answers {
    /// Nothing yet.
    pub fn new(calendar: &Calendar) -> Self {
        let has_hours = !calendar.working.hours().is_empty();
        Self { missed_off_hours: has_hours.then_some(0), ..Self::default() }
    }

    /// Counts a contact with its verdict.
    pub fn add(&mut self, contact: &Contact, verdict: &Verdict, calendar: &Calendar) {
        let Some(class) = AnswerClass::of(contact, verdict, calendar) else { return };
        self.classes[class as usize] += 1;
        if class.outcome() == Outcome::Met {
            return;
        }
        let received = contact.received();
        let wall = calendar.table.wall(received.instant);
        if !calendar.table.is_workday(wall.day) {
            self.missed_off_workdays += 1;
        } else if let (Some(outside), false) = (&mut self.missed_off_hours, received.is_bare_date())
        {
            let hours = calendar.working.opening_hours(wall.day);
            let is_open = hours
                .iter()
                .any(|open| (open.from_s()..open.until_s()).contains(&wall.second_of_day));
            *outside += u64::from(!is_open);
        }
    }

    /// Of counts by class, in the order of [`AnswerClass::ALL`], and of missed contacts by when
    /// they came in.
    pub fn of_counts(
        classes: [u64; AnswerClass::ALL.len()],
        missed_off_workdays: u64,
        missed_off_hours: Option<u64>,
    ) -> Self {
        Self { classes, missed_off_workdays, missed_off_hours }
    }

    /// Adds what `other` counted.
    pub fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.classes.iter_mut().zip(other.classes) {
            *mine += theirs;
        }
        self.missed_off_workdays += other.missed_off_workdays;
        if let Some(theirs) = other.missed_off_hours {
            *self.missed_off_hours.get_or_insert(0) += theirs;
        }
    }

    /// How many contacts are of a class.
    pub fn of(&self, class: AnswerClass) -> u64 {
        self.classes[class as usize]
    }
}
