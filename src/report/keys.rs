//! Keys of groups: their names and their order.

use std::cmp::Ordering;

use crate::policy::Rule;
use crate::tally::KeyPart;

use super::{Cell, Lang, SwedishOrder, UNSTATED_DEPARTMENT};

/// The names behind the numbers in keys.
#[derive(Clone, Copy, Debug)]
pub(super) struct Names<'a> {
    /// The rules.
    pub(super) rules: &'a [Rule],
    /// Departments by their number; 0 is the group without a name.
    pub(super) departments: &'a [String],
    /// Boards by their number; 0 is the group without one.
    pub(super) boards: &'a [String],
}

impl Names<'_> {
    /// Boards and departments in Swedish order with the unnamed one last, everything else in its own
    /// order.
    pub(super) fn compare(&self, a: &[KeyPart], b: &[KeyPart], order: &SwedishOrder) -> Ordering {
        let named = |names: &[String], a: u32, b: u32| {
            let name = |number: u32| names.get(number as usize).map_or("", String::as_str);
            (a == 0).cmp(&(b == 0)).then_with(|| order.compare(name(a), name(b)))
        };
        a.iter()
            .zip(b)
            .map(|pair| match pair {
                (KeyPart::Board(a), KeyPart::Board(b)) => named(self.boards, a.0, b.0),
                (KeyPart::Department(a), KeyPart::Department(b)) => {
                    named(self.departments, a.0, b.0)
                }
                // Where there is no value there is no place in the order: last.
                (KeyPart::Rule(a), KeyPart::Rule(b)) => (a.is_none(), a).cmp(&(b.is_none(), b)),
                (KeyPart::Hour(a), KeyPart::Hour(b)) => (a.is_none(), a).cmp(&(b.is_none(), b)),
                (a, b) => a.cmp(b),
            })
            .find(|ordering| ordering.is_ne())
            .unwrap_or(Ordering::Equal)
    }

    /// What names a part of a key.
    pub(super) fn cell(&self, part: KeyPart, lang: Lang) -> Cell {
        let term = |id: &'static str, label: &'static str| Cell::Term {
            id: id.into(),
            label: label.into(),
        };
        let named = |names: &[String], number: u32| match names.get(number as usize) {
            Some(name) if number != 0 => Cell::Text(name.clone()),
            _ => term(UNSTATED_DEPARTMENT, lang.unstated_department()),
        };
        match part {
            KeyPart::Board(id) => named(self.boards, id.0),
            KeyPart::Department(id) => named(self.departments, id.0),
            KeyPart::Channel(channel) => term(channel.id(), lang.channel(channel)),
            KeyPart::Origin(origin) => term(origin.id(), lang.origin(origin)),
            KeyPart::Rule(rule) => rule
                .and_then(|index| self.rules.get(usize::from(index)))
                .map_or(Cell::Absent, |rule| Cell::Text(rule.id.clone())),
            KeyPart::Year(year) => Cell::word(year.to_string()),
            KeyPart::Tertial(year, tertial) => Cell::word(format!("{year}-T{tertial}")),
            KeyPart::Quarter(year, quarter) => Cell::word(format!("{year}-Q{quarter}")),
            KeyPart::Month(year, month) => Cell::word(format!("{year}-{month:02}")),
            KeyPart::Week(year, week) => Cell::word(format!("{year}-W{week:02}")),
            KeyPart::Weekday(weekday) => term(weekday.id(), lang.weekday(weekday)),
            KeyPart::Hour(hour) => {
                hour.map_or(Cell::Absent, |hour| Cell::word(format!("{hour:02}")))
            }
        }
    }
}
