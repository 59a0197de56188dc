//! The scribe: random contacts, and how their moments are written in a cell.

use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use chrono_tz::Tz;

use crate::dice::Dice;
use crate::settle::Stretch;
use crate::twin::{CHANNELS, Clock, ORIGINS, ReadRule, When, due, holidays};
use crate::world::Settings;

/// One row, cell by cell, in the order of SPEC 8.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) channel: String,
    pub(crate) origin: String,
    pub(crate) department: String,
    pub(crate) received: String,
    pub(crate) answered: String,
    pub(crate) exempt: String,
    /// What is wrong with the whole record, if anything is.
    pub(crate) flaw: Option<&'static str>,
    /// When it came in, to tell of it once more.
    pub(crate) at: Option<When>,
}

pub(crate) const DEPARTMENTS: [&str; 9] = [
    "Servicecenter",
    "Bygg- och miljöförvaltningen",
    "Äldreomsorgen",
    "Ärendehanteringen",
    "Överförmyndarens kansli",
    "Åkeriet",
    "Zoologen",
    "=Formeln",
    "",
];

/// Turning points of a stretch: local times that come twice or never, and days near holidays.
pub(crate) struct Turns {
    folds: Vec<NaiveDateTime>,
    gaps: Vec<NaiveDateTime>,
    days: Vec<NaiveDate>,
}

impl Turns {
    pub(crate) fn new(stretch: Stretch, clock: Clock) -> Self {
        let (mut folds, mut gaps, mut days) = (Vec::new(), Vec::new(), Vec::new());
        for day in stretch.first.iter_days().take(stretch.days as usize) {
            if !holidays(day).is_empty() {
                days.extend([day - Days::new(1), day, day, day, day + Days::new(1)]);
            }
            // Only a day that is not 24 hours long has such a time.
            if clock.start(day + Days::new(1)) - clock.start(day) == Duration::hours(24) {
                continue;
            }
            for minute in (0..1440).step_by(15) {
                let local = day.and_time(NaiveTime::MIN) + Duration::minutes(minute);
                match clock.instants(local).len() {
                    0 => gaps.push(local),
                    1 => {}
                    _ => folds.push(local),
                }
            }
        }
        let is_inside = |day: &NaiveDate| stretch.first <= *day && *day <= stretch.last();
        days.retain(is_inside);
        Self { folds, gaps, days }
    }
}

/// Who writes the rows of a world.
pub(crate) struct Scribe<'a> {
    pub(crate) settings: &'a Settings,
    pub(crate) rules: &'a [ReadRule],
    pub(crate) stretch: Stretch,
    pub(crate) turns: &'a Turns,
    pub(crate) clock: Clock,
    /// One row in so many is faulty; none where it is 0.
    pub(crate) faulty: i64,
    /// Later than the horizon, where there is one.
    pub(crate) too_late: Option<DateTime<Utc>>,
}

impl Scribe<'_> {
    /// A local time in the stretch.
    fn local(&self, dice: &mut Dice) -> NaiveDateTime {
        let second = |dice: &mut Dice| Duration::seconds(dice.between(0, 86_400));
        let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN);
        match dice.between(0, 20) {
            0..=2 if !self.turns.days.is_empty() => {
                let day = *dice.pick(&self.turns.days);
                midnight(day) + second(dice)
            }
            3 if !self.turns.folds.is_empty() => {
                *dice.pick(&self.turns.folds) + Duration::seconds(dice.between(0, 900))
            }
            4 => midnight(self.stretch.day(dice)),
            5 => midnight(self.stretch.day(dice)) + Duration::seconds(86_399),
            6..=8 => midnight(self.stretch.day(dice)) + second(dice),
            9 => {
                midnight(if dice.one_in(2) { self.stretch.first } else { self.stretch.last() })
                    + second(dice)
            }
            _ => {
                let minute = Duration::minutes(dice.between(7 * 60, 18 * 60));
                midnight(self.stretch.day(dice)) + minute
            }
        }
    }

    fn received(&self, dice: &mut Dice) -> When {
        loop {
            let local = self.local(dice);
            if dice.one_in(8) {
                return When::Date(local.date());
            }
            let instants = self.clock.instants(local);
            if let Some(instant) = instants.first() {
                let is_later = instants.len() > 1 && dice.one_in(2);
                return When::Stamp(if is_later { instants[1] } else { *instant });
            }
        }
    }

    fn answered(
        &self,
        received: When,
        channel: &'static str,
        origin: &'static str,
        dice: &mut Dice,
    ) -> Option<When> {
        let from = received.instant(self.clock);
        let deems = |own: &ReadRule| own.deems_all || own.deems_external && origin == "external";
        let rule = self.rules.iter().find(|own| {
            own.rule.channels.contains(&channel) && own.rule.origin.is_none_or(|o| o == origin)
        });
        let answer = match (dice.between(0, 20), rule) {
            (0..=2, _) => return None,
            (3..=7, Some(own)) => {
                let is_deemed = channel == "letter" && deems(own);
                let due = due(self.clock, self.settings, received, own.within, is_deemed);
                match dice.between(0, 8) {
                    0 => return Some(When::Date(due.date_naive())),
                    1 => return Some(When::Date(due.date_naive() + Days::new(1))),
                    n => due + Duration::seconds([0, 0, 0, 1, 1, -1][n as usize - 2]),
                }
            }
            (8, _) => from,
            // Within the hours that may be shown twice.
            (9, _) => from + Duration::seconds(dice.between(0, 5400)),
            (10 | 11, _) => from + Duration::seconds(dice.between(0, 40 * 86_400)),
            (12, _) => {
                return Some(When::Date(received.date() + Days::new(dice.between(0, 9) as u64)));
            }
            _ => from + Duration::seconds(dice.between(0, 4 * 86_400)),
        };
        Some(When::Stamp(answer))
    }

    /// How a moment may be written so that it means itself.
    pub(crate) fn written(&self, when: When, received: Option<When>, dice: &mut Dice) -> String {
        let stamp = match when {
            When::Date(date) => return date.format("%Y-%m-%d").to_string(),
            When::Stamp(stamp) => stamp,
        };
        let local = stamp.naive_local();
        let instants = self.clock.instants(local);
        let meant = match received {
            Some(When::Stamp(received)) if instants[0] < received => instants.last(),
            _ => instants.first(),
        };
        let has_no_seconds = stamp.timestamp() % 60 == 0;
        let style = match dice.between(0, 11) {
            style if meant != Some(&stamp) && style < 8 => 8,
            style @ 5..=7 if !has_no_seconds => style - 5,
            style => style,
        };
        let utc = stamp.with_timezone(&Utc);
        match style {
            0 | 1 => local.format("%Y-%m-%d %H:%M:%S").to_string(),
            2 => local.format("%Y-%m-%dT%H:%M:%S").to_string(),
            3 => local.format("%Y-%m-%d %H:%M:%S.999").to_string(),
            4 if has_no_seconds => local.format("%Y-%m-%d %H:%M").to_string(),
            4 => local.format("%Y-%m-%d %H.%M.%S").to_string(),
            5 => local.format("%Y%m%d %H%M").to_string(),
            6 => local.format("%-d/%-m %Y %H.%M").to_string(),
            7 => local.format("%Y-%m-%dT%H:%M").to_string(),
            8 => stamp.format("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            9 => utc.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
            _ => {
                let zone = *dice.pick(&[Tz::America__New_York, Tz::Asia__Kolkata]);
                stamp.with_timezone(&zone).format("%Y-%m-%d %H:%M:%S%:z").to_string()
            }
        }
    }

    /// A row; one of those told before told once more, where `again` has it.
    pub(crate) fn row(&self, number: i64, again: Option<&Row>, dice: &mut Dice) -> Row {
        let of = |id: &'static str, words: &[(&'static str, &[&str])], dice: &mut Dice| {
            let (_, names) = words.iter().find(|(own, _)| *own == id).expect("an id");
            let name = *dice.pick(names);
            if dice.one_in(4) { name.to_uppercase() } else { name.to_owned() }
        };
        let known = |cell: &str, words: &[(&'static str, &'static [&'static str])]| {
            let names =
                |(_, names): &&(&str, &[&str])| names.contains(&cell.to_lowercase().as_str());
            words.iter().find(names).map(|(id, _)| *id)
        };
        let channel = match dice.between(0, 10) {
            0..=2 => "email",
            3 | 4 => "letter",
            5 => "phone",
            _ => dice.pick(&CHANNELS).0,
        };
        let channel = again.and_then(|row| known(&row.channel, &CHANNELS)).unwrap_or(channel);
        let origin = dice.pick(&ORIGINS).0;
        let received = match again.and_then(|row| row.at) {
            Some(at) if !dice.one_in(10) => at,
            _ => self.received(dice),
        };
        let answered = self.answered(received, channel, origin, dice);
        let id = match dice.between(0, 12) {
            0 => String::new(),
            1 => format!("=K{number}"),
            2 => format!("Å-{number}"),
            _ => format!("K2026-{number:06}"),
        };
        let mut row = Row {
            id: again.map_or(id, |row| row.id.clone()),
            channel: of(channel, &CHANNELS, dice),
            origin: of(origin, &ORIGINS, dice),
            department: (*dice.pick(&DEPARTMENTS)).to_owned(),
            received: self.written(received, None, dice),
            answered: answered.map_or(String::new(), |a| self.written(a, Some(received), dice)),
            exempt: if dice.one_in(25) { "anonym synpunkt".to_owned() } else { String::new() },
            flaw: None,
            at: Some(received),
        };
        if self.faulty > 0 && dice.one_in(self.faulty) {
            self.spoil(&mut row, received, dice);
        }
        row
    }

    /// Makes a row faulty, sometimes twice.
    fn spoil(&self, row: &mut Row, received: When, dice: &mut Dice) {
        let unreadable = ["igår", "2026-02-30 10:00", "2026-13-01", "2026-03-04 25:10"];
        let out = ["1989-12-31 23:59", "2100-01-01", "1899-06-06 10:00", "2100-01-04T00:00:00Z"];
        let gap = |dice: &mut Dice| match self.turns.gaps.is_empty() {
            true => "igår".to_owned(),
            false => dice.pick(&self.turns.gaps).format("%Y-%m-%d %H:%M:%S").to_string(),
        };
        let late = |dice: &mut Dice| match self.too_late {
            Some(at) => {
                let stamp = at.with_timezone(&self.settings.zone);
                self.written(When::Stamp(stamp), None, dice)
            }
            None => "20-20-20".to_owned(),
        };
        row.at = None;
        for _ in 0..dice.between(1, 3) {
            match dice.between(0, 13) {
                0 => row.flaw = Some("undecodable-text"),
                1 => row.flaw = Some("wrong-field-count"),
                2 => row.channel = (*dice.pick(&["fax", "?"])).to_owned(),
                3 => row.origin = (*dice.pick(&["vet ej", "annan"])).to_owned(),
                4 => row.received = String::new(),
                5 => row.received = (*dice.pick(&unreadable)).to_owned(),
                6 => row.received = gap(dice),
                7 => row.received = (*dice.pick(&out)).to_owned(),
                8 => row.received = late(dice),
                9 => row.answered = (*dice.pick(&unreadable)).to_owned(),
                10 => row.answered = (*dice.pick(&out)).to_owned(),
                11 => row.answered = late(dice),
                _ => {
                    let before = match received {
                        When::Date(date) => When::Date(date - Days::new(1)),
                        When::Stamp(stamp) => {
                            let s = if dice.one_in(2) { 1 } else { dice.between(1, 200_000) };
                            When::Stamp(stamp - Duration::seconds(s))
                        }
                    };
                    if before.date().year() >= 1990 {
                        row.answered = self.written(before, None, dice);
                    }
                }
            }
        }
    }
}
