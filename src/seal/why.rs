//! Why a contact counts otherwise in the second of two runs, as far as the runs tell.

use crate::calendar::Instant;

use super::law::Laws;
use super::line::{ContactLine, moment};
use super::run::Run;

/// Why a contact counts otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The row is new.
    NewRow,
    /// The row is gone.
    RowGone,
    /// Its stamp of receipt is another, or is read otherwise.
    Received,
    /// It is of another channel.
    Channel,
    /// It is of another origin.
    Origin,
    /// It is of another department.
    Department,
    /// It is exempt, or is no longer.
    Exemption,
    /// An answer arrived that the first run did not have.
    AnswerArrived,
    /// The answer that the first run had is gone.
    AnswerGone,
    /// Its stamp of answer is another.
    AnswerChanged,
    /// The answer is found otherwise in the same logs.
    Pairing,
    /// The rules are others.
    Rule,
    /// The reading is another.
    Reading,
    /// The calendar is another.
    Calendar,
    /// The period is another.
    Period,
    /// As-of moved.
    AsOf,
    /// The same logs are understood otherwise: columns, words, profiles, duplicates.
    Mapping,
    /// The logs reach further, or less far.
    Coverage,
    /// The program or its time-zone database is another.
    Program,
    /// Nothing that the runs carry tells.
    Unknown,
}

impl Why {
    /// Its name in machine formats.
    pub const fn id(self) -> &'static str {
        match self {
            Self::NewRow => "new-row",
            Self::RowGone => "row-gone",
            Self::Received => "received",
            Self::Channel => "channel",
            Self::Origin => "origin",
            Self::Department => "department",
            Self::Exemption => "exemption",
            Self::AnswerArrived => "answer-arrived",
            Self::AnswerGone => "answer-gone",
            Self::AnswerChanged => "answer-changed",
            Self::Pairing => "pairing",
            Self::Rule => "rule",
            Self::Reading => "reading",
            Self::Calendar => "calendar",
            Self::Period => "period",
            Self::AsOf => "as-of",
            Self::Mapping => "mapping",
            Self::Coverage => "coverage",
            Self::Program => "program",
            Self::Unknown => "unknown",
        }
    }

    /// What it means, in Swedish.
    pub const fn swedish(self) -> &'static str {
        match self {
            Self::NewRow => "ny rad",
            Self::RowGone => "raden är borta",
            Self::Received => "annan tid för inkommet",
            Self::Channel => "annan kanal",
            Self::Origin => "annat ursprung",
            Self::Department => "annan förvaltning",
            Self::Exemption => "undantag",
            Self::AnswerArrived => "svar har kommit in",
            Self::AnswerGone => "svaret är borta",
            Self::AnswerChanged => "annan svarstid i underlaget",
            Self::Pairing => "svaret hittas på annat sätt",
            Self::Rule => "annan regel",
            Self::Reading => "annan tolkning",
            Self::Calendar => "annan kalender",
            Self::Period => "annan period",
            Self::AsOf => "annan per-tidpunkt",
            Self::Mapping => "underlaget läses på annat sätt",
            Self::Coverage => "loggen räcker olika långt",
            Self::Program => "annan programversion",
            Self::Unknown => "okänt",
        }
    }

    /// What it means, in English.
    pub const fn english(self) -> &'static str {
        match self {
            Self::NewRow => "new row",
            Self::RowGone => "row is gone",
            Self::Received => "another receipt",
            Self::Channel => "another channel",
            Self::Origin => "another origin",
            Self::Department => "another department",
            Self::Exemption => "exemption",
            Self::AnswerArrived => "an answer arrived",
            Self::AnswerGone => "the answer is gone",
            Self::AnswerChanged => "another answer",
            Self::Pairing => "the answer is found otherwise",
            Self::Rule => "another rule",
            Self::Reading => "another reading",
            Self::Calendar => "another calendar",
            Self::Period => "another period",
            Self::AsOf => "as-of moved",
            Self::Mapping => "the logs are understood otherwise",
            Self::Coverage => "the logs reach less far, or further",
            Self::Program => "another version of the program",
            Self::Unknown => "unknown",
        }
    }
}

/// Two runs, and what can be said of both before any contact.
pub(super) struct Reasons<'r, 't> {
    a: &'r Run<'t>,
    b: &'r Run<'t>,
    has_same_inputs: bool,
    laws: Option<Laws>,
}

impl<'r, 't> Reasons<'r, 't> {
    pub(super) fn new(a: &'r Run<'t>, b: &'r Run<'t>) -> Self {
        let contents = |run: &Run<'_>| {
            let mut contents: Vec<String> = run.files().map(|(_, own)| own.to_owned()).collect();
            contents.sort();
            contents
        };
        Self { a, b, has_same_inputs: contents(a) == contents(b), laws: Laws::of(a, b) }
    }

    /// Why a contact stands in one run only.
    pub(super) fn of_one(&self, line: &ContactLine<'_>, is_new: bool) -> Why {
        let without = if is_new { self.a } else { self.b };
        let received = self.instant(&line.received);
        let is_after = |as_of: Instant| received.is_some_and(|received| received > as_of);
        if as_of(without).is_some_and(is_after) {
            return Why::AsOf;
        }
        // A stamp begins with its local date, and so it is compared with the period's days.
        let day = line.received.get(..10).unwrap_or_default();
        let period = without.period.as_ref();
        if period.is_some_and(|period| day < period.from.as_str() || period.to.as_str() < day) {
            return Why::Period;
        }
        match (self.has_same_inputs, is_new) {
            (true, _) => Why::Mapping,
            (false, true) => Why::NewRow,
            (false, false) => Why::RowGone,
        }
    }

    /// Why a contact counts otherwise.
    pub(super) fn of_both(&self, a: &ContactLine<'_>, b: &ContactLine<'_>) -> Vec<Why> {
        let mut why = Vec::new();
        // Whether anything told so far can be the reason for another verdict.
        let mut explains = false;
        let is_other = [
            (Why::Received, a.received != b.received),
            (Why::Channel, a.channel != b.channel),
            (Why::Origin, a.origin != b.origin),
        ];
        why.extend(is_other.into_iter().filter(|(_, is_other)| *is_other).map(|(own, _)| own));
        if !why.is_empty() {
            explains = self.laws.as_ref().is_none_or(|laws| !laws.is_due_alike(a, b));
        }
        if a.department != b.department {
            why.push(Why::Department);
        }
        let is_exempt = |line: &ContactLine<'_>| &*line.verdict == "exempt";
        if is_exempt(a) != is_exempt(b) {
            why.push(Why::Exemption);
            explains = true;
        }
        if let Some(answer) = self.answer(a, b) {
            why.push(answer);
            explains = true;
        }
        if (&a.rule, &a.due) != (&b.rule, &b.due) {
            let law = self.law(b);
            explains |= !law.is_empty();
            why.extend(law);
        }
        if a.verdict != b.verdict && !explains {
            why.push(self.otherwise());
        }
        if why.is_empty() {
            why.push(if self.is_other_program() { Why::Program } else { Why::Unknown });
        }
        why
    }

    /// What became of the answer.
    fn answer(&self, a: &ContactLine<'_>, b: &ContactLine<'_>) -> Option<Why> {
        if a.answered == b.answered {
            return None;
        }
        let is_after = |stamp: &str, run: &Run<'_>| {
            let stamp = self.instant(stamp);
            stamp.zip(as_of(run)).is_some_and(|(stamp, as_of)| stamp > as_of)
        };
        let pairing = if self.is_other_program() { Why::Program } else { Why::Pairing };
        Some(match (&a.answered, &b.answered) {
            // The first run looked back from before the answer, and had it all the same.
            (None, Some(own)) if self.has_same_inputs && is_after(own, self.a) => Why::AsOf,
            (Some(own), None) if is_after(own, self.b) => Why::AsOf,
            _ if self.has_same_inputs => pairing,
            (None, _) => Why::AnswerArrived,
            (_, None) => Why::AnswerGone,
            _ => Why::AnswerChanged,
        })
    }

    /// What of rules, reading and calendar makes `b` due as it is.
    fn law(&self, b: &ContactLine<'_>) -> Vec<Why> {
        if let Some(laws) = &self.laws {
            let why = laws.why_due(b);
            if !why.is_empty() || !self.is_other_program() {
                return why;
            }
            return vec![Why::Program];
        }
        let (first, second) = (&self.a.sealed, &self.b.sealed);
        let candidates = [
            (Why::Rule, first.settings.sha256 != second.settings.sha256),
            (Why::Reading, self.a.reading != self.b.reading),
            (Why::Calendar, first.calendar != second.calendar),
        ];
        candidates.into_iter().filter(|(_, is_other)| *is_other).map(|(why, _)| why).collect()
    }

    /// Why a verdict is another where the contact and its law are the same.
    fn otherwise(&self) -> Why {
        if self.a.as_of != self.b.as_of {
            Why::AsOf
        } else if !self.has_same_inputs {
            Why::Coverage
        } else if self.is_other_program() {
            Why::Program
        } else {
            Why::Unknown
        }
    }

    fn is_other_program(&self) -> bool {
        self.a.tool != self.b.tool
    }

    fn instant(&self, stamp: &str) -> Option<Instant> {
        let laws = self.laws.as_ref()?;
        moment(stamp, laws.table()).map(|moment| moment.instant)
    }
}

fn as_of(run: &Run<'_>) -> Option<Instant> {
    run.as_of.as_deref().and_then(super::line::instant)
}
