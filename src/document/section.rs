//! Sections: one TOML table being read. Each getter checks the type of a value and complains
//! about the value's own place; what a value means is its reader's business.

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml::value::Datetime;

use super::complaint::Complaints;
use super::suggest::{instead, shown};
use crate::calendar::Day;

/// A TOML value with its place.
pub(crate) type Value<'d> = Spanned<DeValue<'d>>;

/// Something that was read, and the byte where it begins.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Placed<T> {
    pub(crate) at: usize,
    pub(crate) value: T,
}

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
        text(key, self.value(key)?, such_as, complaints)
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
        let value = self.value(key)?;
        let DeValue::Array(elements) = value.get_ref() else {
            complaints.add(value.span().start, wrong_type(key, value, "a list", such_as));
            return None;
        };
        let texts = elements
            .iter()
            .filter_map(|element| match element.get_ref() {
                DeValue::String(text) => Some(Placed { at: element.span().start, value: &**text }),
                _ => {
                    let place = format!("an element of \"{key}\"");
                    let message = wrong_type_of(&place, element, "a string in a list", such_as);
                    complaints.add(element.span().start, message);
                    None
                }
            })
            .collect();
        Some(Placed { at: value.span().start, value: texts })
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

/// The string that the value of `key` is.
pub(crate) fn text<'d>(
    key: &str,
    value: &'d Value<'d>,
    such_as: &str,
    complaints: &mut Complaints,
) -> Option<Placed<&'d str>> {
    let at = value.span().start;
    match value.get_ref() {
        DeValue::String(text) => Some(Placed { at, value: text }),
        _ => {
            complaints.add(at, wrong_type(key, value, "a string", such_as));
            None
        }
    }
}

/// The message about a value of another type than `key` takes.
pub(crate) fn wrong_type(key: &str, value: &Value<'_>, right: &str, such_as: &str) -> String {
    wrong_type_of(&shown(key), value, right, such_as)
}

fn wrong_type_of(place: &str, value: &Value<'_>, right: &str, such_as: &str) -> String {
    let found = match value.get_ref() {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a float",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    };
    format!("{place} is {found}, and must be {right} such as {such_as}")
}
