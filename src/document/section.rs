//! Sections: one TOML table being read. Each getter checks the type of a value and complains
//! about the value's own place; what a value means is its reader's business.

use toml::de::{DeTable, DeValue};
use toml::value::Datetime;

use super::complaint::Complaints;
use super::suggest::{instead, shown};
use super::value::{self, Placed, Value, wrong_type, wrong_type_of};
use crate::calendar::Day;

/// One table of the file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Section<'d> {
    /// How the file writes it, for messages.
    pub(crate) title: &'static str,
    /// Where it begins.
    pub(crate) at: usize,
    table: &'d DeTable<'d>,
}

impl<'d> Section<'d> {
    /// A table that may have the keys `known` and no others.
    pub(crate) fn open(
        title: &'static str,
        at: usize,
        table: &'d DeTable<'d>,
        known: &[&str],
        complaints: &mut Complaints,
    ) -> Self {
        for key in table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let name: &str = key.get_ref();
            let end = instead(name, known.iter().map(|k| (*k, *k)), known.iter().copied());
            let message = format!("unknown key {} in {title}; {end}", shown(name));
            complaints.add(key.span().start, message);
        }
        Self { title, at, table }
    }

    /// The table that the value of `key` is, written inline.
    pub(crate) fn inline(
        key: &str,
        value: &'d Value<'d>,
        title: &'static str,
        such_as: &str,
        known: &[&str],
        complaints: &mut Complaints,
    ) -> Option<Self> {
        let at = value.span().start;
        match value.get_ref() {
            DeValue::Table(table) => Some(Self::open(title, at, table, known, complaints)),
            _ => {
                complaints.add(at, wrong_type(key, value, "a table", such_as));
                None
            }
        }
    }

    /// The value of `key`, of whatever type.
    pub(crate) fn value(&self, key: &str) -> Option<&'d Value<'d>> {
        self.table.get(key)
    }

    /// A string; `such_as` is an example in TOML.
    pub(crate) fn text(
        &self,
        key: &str,
        such_as: &str,
        complaints: &mut Complaints,
    ) -> Option<Placed<&'d str>> {
        value::text(key, self.value(key)?, such_as, complaints)
    }

    /// A string that has to be there and says something.
    pub(crate) fn required(
        &self,
        key: &str,
        such_as: &str,
        complaints: &mut Complaints,
    ) -> Option<Placed<&'d str>> {
        if self.value(key).is_none() {
            complaints.add(self.at, format!("{} has no \"{key}\", such as {such_as}", self.title));
        }
        let found = self.text(key, such_as, complaints)?;
        if found.value.trim().is_empty() {
            complaints.add(found.at, format!("\"{key}\" is empty; write one such as {such_as}"));
            return None;
        }
        Some(found)
    }

    /// A list of strings; those elements that are none are left out, with a complaint.
    pub(crate) fn texts(
        &self,
        key: &str,
        such_as: &str,
        complaints: &mut Complaints,
    ) -> Option<Placed<Vec<Placed<&'d str>>>> {
        value::texts(key, self.value(key)?, such_as, complaints)
    }

    /// A list of strings, or one string that stands for a list of one.
    pub(crate) fn text_or_texts(
        &self,
        key: &str,
        such_as: &str,
        complaints: &mut Complaints,
    ) -> Option<Placed<Vec<Placed<&'d str>>>> {
        value::text_or_texts(key, self.value(key)?, such_as, complaints)
    }

    /// `true` or `false`.
    pub(crate) fn flag(&self, key: &str, complaints: &mut Complaints) -> Option<bool> {
        value::flag(key, self.value(key)?, complaints)
    }

    /// A whole number from `least` on.
    pub(crate) fn count(
        &self,
        key: &str,
        least: u64,
        such_as: &str,
        complaints: &mut Complaints,
    ) -> Option<u64> {
        value::count(key, self.value(key)?, least, such_as, complaints)
    }

    /// A date, as a TOML date or a string.
    pub(crate) fn day(&self, key: &str, complaints: &mut Complaints) -> Option<Placed<Day>> {
        let value = self.value(key)?;
        let at = value.span().start;
        let stamp = match value.get_ref() {
            DeValue::Datetime(stamp) => *stamp,
            DeValue::String(text) => match text.parse::<Datetime>() {
                Ok(stamp) => stamp,
                Err(_) => {
                    let message = format!(
                        "\"{key}\" is {}, which is no date; write one such as 2026-05-15",
                        shown(text)
                    );
                    complaints.add(at, message);
                    return None;
                }
            },
            _ => {
                complaints.add(at, wrong_type(key, value, "a date", "2026-05-15"));
                return None;
            }
        };
        let Datetime { date: Some(date), time: None, offset: None } = stamp else {
            let message = format!(
                "\"{key}\" is {stamp}, and must be a date without a time, such as 2026-05-15"
            );
            complaints.add(at, message);
            return None;
        };
        let day = Day::from_ymd(date.year.into(), date.month.into(), date.day.into());
        if day.is_none() {
            let message = format!("\"{key}\" is {stamp}, and there is no such day");
            complaints.add(at, message);
        }
        day.map(|value| Placed { at, value })
    }

    /// A table whose header is `title`.
    pub(crate) fn table(
        &self,
        key: &str,
        title: &'static str,
        known: &[&str],
        complaints: &mut Complaints,
    ) -> Option<Section<'d>> {
        let (at, table) = self.raw_table(key, title, complaints)?;
        Some(Section::open(title, at, table, known, complaints))
    }

    /// The keys and values of a table that may have any key, in the order of the file.
    pub(crate) fn entries(
        &self,
        key: &str,
        title: &'static str,
        complaints: &mut Complaints,
    ) -> Vec<(Placed<&'d str>, &'d Value<'d>)> {
        let Some((_, table)) = self.raw_table(key, title, complaints) else {
            return Vec::new();
        };
        let mut entries: Vec<_> = table
            .iter()
            .map(|(key, value)| (Placed { at: key.span().start, value: &**key.get_ref() }, value))
            .collect();
        entries.sort_by_key(|(key, _)| key.at);
        entries
    }

    fn raw_table(
        &self,
        key: &str,
        title: &'static str,
        complaints: &mut Complaints,
    ) -> Option<(usize, &'d DeTable<'d>)> {
        let value = self.value(key)?;
        let at = value.span().start;
        match value.get_ref() {
            DeValue::Table(table) => Some((at, table)),
            _ => {
                complaints.add(at, wrong_type(key, value, "a table", title));
                None
            }
        }
    }

    /// The tables of a list whose headers are `title`, such as `[[rule]]`.
    pub(crate) fn tables(
        &self,
        key: &str,
        title: &'static str,
        known: &[&str],
        complaints: &mut Complaints,
    ) -> Vec<Section<'d>> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let DeValue::Array(elements) = value.get_ref() else {
            complaints.add(value.span().start, wrong_type(key, value, "a list of tables", title));
            return Vec::new();
        };
        let mut sections = Vec::with_capacity(elements.len());
        for element in elements.iter() {
            let at = element.span().start;
            match element.get_ref() {
                DeValue::Table(table) => {
                    sections.push(Section::open(title, at, table, known, complaints));
                }
                _ => {
                    let place = format!("an element of \"{key}\"");
                    complaints.add(at, wrong_type_of(&place, element, "a table", title));
                }
            }
        }
        sections
    }
}
