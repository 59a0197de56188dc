//! The words above a list of contacts that are due on some days.

use crate::calendar::{Calendar, Day, Instant};

use super::{Fact, Lang, People, Report};

/// What a list of unanswered contacts that are due on some days is of.
#[derive(Clone, Copy, Debug)]
pub struct DueFacts<'a> {
    /// The first and the last of the days.
    pub days: (Day, Day),
    /// How many contacts are listed.
    pub count: u64,
    /// How many of them are overdue already.
    pub overdue: u64,
    /// The moment from which the list looks back.
    pub as_of: Instant,
    /// The calendar.
    pub calendar: &'a Calendar,
}

impl DueFacts<'_> {
    /// Says above `report`, a list of contacts, what it is a list of.
    pub fn head(&self, report: &mut Report<'_>, lang: Lang) {
        let day = |day: Day| lang.day(day);
        let days = match self.days {
            (first, last) if first == last => day(first),
            (first, last) => format!("{} – {}", day(first), day(last)),
        };
        let count = |count| People::new(lang).count(count);
        let what = lang.plural(
            self.count,
            lang.pick("kontakt", "contact"),
            lang.pick("kontakter", "contacts"),
        );
        let how_many = match self.count {
            0 => lang.pick("inga kontakter", "no contacts").to_owned(),
            n => format!("{} {what}", count(n)),
        };
        let overdue = match (self.overdue, lang) {
            (0, _) => String::new(),
            (n, Lang::Swedish) => format!(", varav {} redan för sent", count(n)),
            (n, Lang::English) => format!(", {} of them overdue already", count(n)),
        };
        let what = lang.pick("Utan svar, senast", "Unanswered, due");
        report.lead.push(format!("{what} {days}: {how_many}{overdue}."));
        let wall = self.calendar.table.wall(self.as_of);
        report.facts.push(Fact {
            label: lang.pick("Per", "As of").to_owned(),
            value: format!(
                "{} ({})",
                super::audited::wall_in_words(wall, lang),
                self.calendar.table.zone().name()
            ),
        });
    }
}
