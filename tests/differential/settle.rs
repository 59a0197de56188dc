//! Random settings and questions, with every form that the rules know.

use chrono::{Datelike, Days, NaiveDate};
use chrono_tz::Tz;

use crate::dice::Dice;
use crate::world::{Hours, Question, Rule, Settings, guideline};

/// The stretch of days in which a log lies.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stretch {
    pub(crate) first: NaiveDate,
    pub(crate) days: i64,
}

impl Stretch {
    pub(crate) fn day(&self, dice: &mut Dice) -> NaiveDate {
        self.first + Days::new(dice.between(0, self.days) as u64)
    }

    pub(crate) fn last(&self) -> NaiveDate {
        self.first + Days::new(self.days as u64 - 1)
    }
}

pub(crate) const ZONES: [Tz; 8] = [
    Tz::Europe__Stockholm,
    Tz::Europe__Stockholm,
    Tz::Europe__Stockholm,
    Tz::Europe__Stockholm,
    Tz::America__New_York,
    Tz::Africa__Cairo,
    Tz::Australia__Lord_Howe,
    Tz::UTC,
];

pub(crate) const READINGS: [&str; 5] =
    ["closing", "same-time", "rolled", "workday-hours", "letter-22"];

pub(crate) const DIMENSIONS: [&str; 12] = [
    "board",
    "department",
    "channel",
    "origin",
    "rule",
    "year",
    "tertial",
    "quarter",
    "month",
    "week",
    "weekday",
    "hour",
];

const CHANNELS: [&str; 8] = ["phone", "sms", "email", "letter", "visit", "chat", "web", "social"];

fn within(dice: &mut Dice, has_hours: bool) -> String {
    let n = match dice.between(0, 8) {
        0 => dice.between(4, 25),
        1 => 2,
        2 => 3,
        _ => 1,
    };
    let workdays = if n == 1 { "workday" } else { "workdays" };
    let hours = *dice.pick(&[1, 4, 8, 24, 48, 48, 72, 100, 240]);
    let unit = if hours == 1 { "hour" } else { "hours" };
    match dice.between(0, 9) {
        0 => format!("{n} {workdays}, rolled"),
        1 => format!("{n} {workdays} until same time"),
        2 => format!("{n} {workdays} until same time, rolled"),
        3 => format!("{hours} {unit} on workdays"),
        4 => format!("{hours} {unit}"),
        5 if has_hours => format!("{n} {workdays} until closing"),
        6 if has_hours => format!("{n} {workdays} until closing, rolled"),
        7 if has_hours => format!("{hours} {unit} in opening hours"),
        _ => format!("{n} {workdays}"),
    }
}

fn rule(number: i64, stretch: Stretch, dice: &mut Dice, has_hours: bool) -> Rule {
    let mut channels: Vec<_> = CHANNELS.into_iter().filter(|_| !dice.one_in(3)).collect();
    if channels.is_empty() {
        channels.push("email");
    }
    let (a, b) = (stretch.day(dice), stretch.day(dice));
    Rule {
        id: format!("r{number}"),
        channels,
        origin: *dice.pick(&[None, Some("external"), Some("external"), Some("internal")]),
        within: within(dice, has_hours),
        is_deemed: dice.one_in(4),
        from: dice.one_in(3).then_some(a.min(b)),
        until: dice.one_in(3).then_some(a.max(b)),
        target: dice.one_in(4).then(|| dice.between(1, 100) as u64),
    }
}

/// Stretches of a weekday; a rule that needs opening hours needs them from Monday to Friday.
fn hours(dice: &mut Dice) -> Hours {
    let hour = 3600;
    match dice.between(0, 6) {
        0 => vec![(8 * hour, 12 * hour), (13 * hour, 16 * hour + 1800)],
        1 => vec![(0, 24 * hour)],
        2 => vec![(20 * hour, 24 * hour)],
        3 => vec![(2 * hour, 2 * hour + 1800), (9 * hour, 11 * hour)],
        _ => vec![(8 * hour, 16 * hour)],
    }
}

/// Settings for a log in `stretch`, of which some contacts have one of `ids`.
pub(crate) fn settings(stretch: Stretch, ids: &[String], dice: &mut Dice) -> Settings {
    let zone = *dice.pick(&ZONES);
    let mut week: [Hours; 7] = Default::default();
    if !dice.one_in(3) {
        for (weekday, own) in week.iter_mut().enumerate() {
            match weekday {
                0 => *own = vec![(8 * 3600, 16 * 3600)],
                1..=4 => *own = hours(dice),
                5 if dice.one_in(3) => *own = vec![(10 * 3600, 14 * 3600)],
                _ => {}
            }
        }
    }
    let has_hours = week.iter().any(|hours| !hours.is_empty());
    let mut hours_of_dates: Vec<(NaiveDate, Hours)> = Vec::new();
    let mut closed: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    for _ in 0..dice.between(0, 5) {
        let date = stretch.day(dice);
        let is_new = hours_of_dates.iter().all(|(own, _)| *own != date);
        if has_hours && is_new {
            let own = if dice.one_in(3) { Vec::new() } else { hours(dice) };
            hours_of_dates.push((date, own));
        }
        let last = stretch.day(dice);
        match dice.between(0, 3) {
            0 => closed.push((last, last)),
            1 => closed.push((last, nameable(last + Days::new(dice.between(1, 12) as u64)))),
            _ => {}
        }
    }
    let is_guideline = dice.one_in(3);
    let rules: Vec<Rule> = match is_guideline {
        true => guideline(),
        false => (0..dice.between(2, 7)).map(|n| rule(n, stretch, dice, has_hours)).collect(),
    };
    let reading = dice.one_in(3).then(|| {
        let changes = rules.iter().filter(|rule| rule.id != "r1");
        let changed = changes.map(|rule| (rule.id.clone(), within(dice, has_hours)));
        ("generous".to_owned(), changed.collect())
    });
    let interim_ends = *dice.pick(&[(8, 31), (6, 30), (7, 31)]);
    let listed = ids.iter().filter(|_| dice.one_in(2));
    Settings {
        zone,
        rules,
        is_guideline,
        reading,
        closed,
        hours: week,
        hours_of_dates,
        interim_ends,
        exemptions: listed.map(|id| (id.clone(), "beslut".to_owned())).collect(),
    }
}

fn period(stretch: Stretch, dice: &mut Dice) -> String {
    let day = stretch.day(dice);
    let (year, month) = (day.year(), day.month());
    match dice.between(0, 9) {
        0 => format!("{year}"),
        1 => format!("{year}-H{}", (month - 1) / 6 + 1),
        2 => format!("{year}-T{}", (month - 1) / 4 + 1),
        3 => format!("{year}-Q{}", (month - 1) / 3 + 1),
        4 | 5 => format!("{year}-{month:02}"),
        6 => format!("{}-W{:02}", day.iso_week().year(), day.iso_week().week()),
        7 => format!("{year}-delår"),
        _ => {
            let other = stretch.day(dice);
            format!("{}..{}", day.min(other), day.max(other))
        }
    }
}

/// The form of a period, without its numbers.
pub(crate) fn period_form(period: &str) -> &'static str {
    match period.get(4..6) {
        None => "year",
        Some("-H") => "half",
        Some("-T") => "tertial",
        Some("-Q") => "quarter",
        Some("-W") => "week",
        Some("-d") => "delår",
        Some(_) if period.contains("..") => "span",
        Some(_) => "month",
    }
}

fn as_of(stretch: Stretch, dice: &mut Dice) -> String {
    let day = match dice.between(0, 6) {
        // Neither before 1990 nor behind 2099.
        0 if stretch.first.year() > 1990 => stretch.first - Days::new(1),
        1 | 2 if stretch.last().year() < 2099 => {
            stretch.last() + Days::new(dice.between(1, 60) as u64)
        }
        _ => stretch.day(dice),
    };
    match dice.between(0, 3) {
        0 => format!("{day}"),
        1 => format!("{day}T{:02}:30:00Z", dice.between(0, 24)),
        // No clock of these zones is changed at nine.
        _ => format!("{day} 09:{:02}:{:02}", dice.between(0, 60), dice.between(0, 60)),
    }
}

/// One question about a log.
pub(crate) fn question(
    settings: &Settings,
    stretch: Stretch,
    has_as_of: bool,
    dice: &mut Dice,
) -> Question {
    let mut readings: Vec<&str> = READINGS.to_vec();
    if !settings.has_hours() {
        readings.retain(|reading| *reading != "closing");
    }
    readings.extend(settings.reading.as_ref().map(|(name, _)| name.as_str()));
    let mut by = Vec::new();
    for _ in 0..dice.between(1, 4) {
        let dimension = *dice.pick(&DIMENSIONS);
        if !by.contains(&dimension) {
            by.push(dimension);
        }
    }
    Question {
        reading: (!dice.one_in(3)).then(|| (*dice.pick(&readings)).to_owned()),
        period: dice.one_in(2).then(|| period(stretch, dice)),
        as_of: has_as_of.then(|| as_of(stretch, dice)),
        by,
        fail_under: dice.one_in(3).then(|| dice.between(1, 100) as u64),
    }
}

/// The day, or the last one that settings may name.
fn nameable(day: NaiveDate) -> NaiveDate {
    NaiveDate::from_ymd_opt(2099, 12, 31).map_or(day, |last| day.min(last))
}
