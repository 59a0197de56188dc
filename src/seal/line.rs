//! One contact as the list of a run has it.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate};
use serde::Deserialize;

use crate::calendar::{Day, DayTable, Instant};
use crate::contact::{Channel, Contact, DepartmentId, Moment, Origin};

/// Words of a JSON text, borrowed where they can be: lists of contacts are long.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(transparent)]
pub struct Words<'t>(#[serde(borrow)] pub Cow<'t, str>);

impl std::ops::Deref for Words<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// One contact of a run.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct ContactLine<'t> {
    /// Its id.
    #[serde(borrow)]
    pub id: Option<Words<'t>>,
    /// Its channel.
    #[serde(borrow)]
    pub channel: Words<'t>,
    /// Its origin.
    #[serde(borrow)]
    pub origin: Words<'t>,
    /// Its department.
    #[serde(borrow)]
    pub department: Option<Words<'t>>,
    /// When it came in, RFC 3339 or a bare date.
    #[serde(borrow)]
    pub received: Words<'t>,
    /// When it was answered, if that had happened by as-of.
    #[serde(borrow)]
    pub answered: Option<Words<'t>>,
    /// The rule that holds for it.
    #[serde(borrow)]
    pub rule: Option<Words<'t>>,
    /// The last second in which an answer is in time.
    #[serde(borrow)]
    pub due: Option<Words<'t>>,
    /// What became of it.
    #[serde(borrow)]
    pub verdict: Words<'t>,
    /// Hours to the answer.
    pub hours: Option<f64>,
    /// The input it was read from.
    #[serde(borrow)]
    pub source: Option<Words<'t>>,
    /// The line of its record.
    pub line: u64,
}

impl<'t> ContactLine<'t> {
    /// What decides where and as what the figures count it.
    pub(super) fn counted_as(&self) -> impl PartialEq + use<'_, 't> {
        let place = (&self.channel, &self.origin, &self.department, &self.received);
        (place, &self.rule, &self.verdict, self.hours.map(f64::to_bits))
    }

    /// Its words, or none where there is nothing.
    pub(super) fn words<'w>(words: &'w Option<Words<'t>>) -> &'w str {
        words.as_deref().unwrap_or_default()
    }

    /// Its id, or else its place: `file:line`.
    pub fn id_or_place(&self) -> (Option<&str>, String) {
        let source = self.source.as_deref().unwrap_or_default();
        (self.id.as_deref(), format!("{source}:{}", self.line))
    }

    /// The contact itself, without its department and its answer, as a judge needs it to tell
    /// when it is due; `None` where a word of it is not known.
    pub(super) fn contact(&self, table: &DayTable) -> Option<Contact> {
        let channel = Channel::ALL.into_iter().find(|own| own.id() == &*self.channel)?;
        let origin = Origin::ALL.into_iter().find(|own| own.id() == &*self.origin)?;
        let received = moment(&self.received, table)?;
        Some(Contact::new(received, None, channel, origin, DepartmentId::UNSTATED))
    }
}

/// The moment of a stamp as a list writes it.
pub(super) fn moment(text: &str, table: &DayTable) -> Option<Moment> {
    if let Ok(date) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        return Some(Moment::day(table.midnight(Day::from(date))));
    }
    instant(text).map(Moment::second)
}

/// The instant of a stamp in RFC 3339.
pub(super) fn instant(text: &str) -> Option<Instant> {
    let stamp = DateTime::parse_from_rfc3339(text).ok()?;
    Some(Instant::from_unix_seconds(stamp.timestamp()))
}
