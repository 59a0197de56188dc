//! The explanation of one contact: why it is due when it is due, day by day.

use crate::calendar::{Calendar, Instant, Reason};
use crate::contact::{Contact, Moment};
use crate::judge::{DayProof, Explanation, Outcome, Proof, Verdict};
use crate::policy::Within;

use super::audited::wall_in_words;
use super::contacts::{moment_cell, stamp_cell};
use super::{Cell, Column, Fact, Lang, People, Report, Rows, Section, Table, hours_hundredths};

/// One reading's answer to the same contact.
#[derive(Clone, Debug)]
pub struct OtherReading {
    /// The reading's name.
    pub name: String,
    /// What it means; may be empty.
    pub meaning: String,
    /// Its verdict, or why it gives none.
    pub verdict: Result<Verdict, String>,
}

/// What an explanation is made of.
#[derive(Debug)]
pub struct ExplainFacts<'a> {
    /// The contact.
    pub contact: &'a Contact,
    /// Its id; empty for none.
    pub id: String,
    /// Its department; empty for none.
    pub department: String,
    /// Where it was read, for instance `telefon.csv:12`; empty for a contact that was typed.
    pub place: String,
    /// Why it is exempt; empty where it is not.
    pub exemption: String,
    /// The verdict and its proof.
    pub explanation: Explanation<'a>,
    /// The reading that the explanation is by; empty for the default.
    pub reading: String,
    /// What the other readings say.
    pub others: Vec<OtherReading>,
    /// The moment that the verdict looks back from; absent where nothing says.
    pub as_of: Option<Instant>,
    /// The calendar.
    pub calendar: &'a Calendar,
}

/// The explanation in `lang`, for people.
pub fn explain_report<'a>(facts: &ExplainFacts<'a>, lang: Lang) -> Report<'a> {
    let text = Text { lang, people: People::new(lang), calendar: facts.calendar };
    let days = facts.explanation.proof.as_ref().map(|proof| text.days_table(proof));
    Report {
        schema: "svarstid.explain/1",
        lang,
        title: text.title(facts),
        lead: Vec::new(),
        facts: text.facts(facts),
        tables: days.into_iter().chain([text.readings_table(facts)]).collect(),
        sections: text.grounds(facts).into_iter().collect(),
        provenance: None,
    }
}

/// The explanation for machines: the contact and its verdict in one row come first.
pub fn explain_record<'a>(facts: &ExplainFacts<'a>, lang: Lang) -> Report<'a> {
    let text = Text { lang, people: People::new(lang), calendar: facts.calendar };
    let mut report = explain_report(facts, lang);
    report.tables.insert(0, text.summary_table(facts));
    report
}

struct Text<'c> {
    lang: Lang,
    people: People,
    calendar: &'c Calendar,
}

impl Text<'_> {
    fn title(&self, facts: &ExplainFacts<'_>) -> String {
        let lang = self.lang;
        let kind = format!(
            "{}, {}",
            lang.channel(facts.contact.channel()),
            lang.origin(facts.contact.origin())
        );
        if facts.id.is_empty() { kind } else { format!("{}: {kind}", facts.id) }
    }

    fn moment(&self, moment: Moment) -> String {
        let wall = self.calendar.table.wall(moment.instant);
        if moment.is_bare_date() {
            return format!(
                "{} ({})",
                self.lang.day(wall.day),
                self.lang.pick("bara datum", "date only")
            );
        }
        wall_in_words(wall, self.lang)
    }

    fn instant(&self, instant: Instant) -> String {
        wall_in_words(self.calendar.table.wall(instant), self.lang)
    }

    fn hours(&self, seconds: i64) -> String {
        // A second too late is not nothing.
        if (1..60).contains(&seconds) {
            return format!("{seconds} s");
        }
        format!("{} h", self.people.write(hours_hundredths(seconds), 2))
    }

    fn facts(&self, facts: &ExplainFacts<'_>) -> Vec<Fact> {
        let lang = self.lang;
        let mut lines = Vec::new();
        let mut fact = |sv: &str, en: &str, value: String| {
            if !value.is_empty() {
                lines.push(Fact { label: lang.pick(sv, en).to_owned(), value });
            }
        };
        fact("Läst från", "Read from", facts.place.clone());
        fact("Förvaltning", "Department", facts.department.clone());
        fact("Inkom", "Received", self.moment(facts.contact.received()));
        let verdict = &facts.explanation.verdict;
        if let Some(proof) = &facts.explanation.proof {
            let rule = proof.rule;
            fact(
                "Regel",
                "Rule",
                format!("{}: {} ({})", rule.id, lang.within(rule.within), rule.paragraph),
            );
            fact("Tolkning", "Reading", facts.reading.clone());
            if proof.counted_from != facts.contact.received() {
                let deemed = lang.pick("anses inkommet (FL 22 §)", "deemed received (FL 22 §)");
                fact(
                    "Räknas från",
                    "Counts from",
                    format!("{} – {deemed}", self.moment(proof.counted_from)),
                );
            }
        } else {
            fact("Regel", "Rule", lang.pick("ingen regel gäller", "no rule applies").to_owned());
        }
        if let Some(due) = verdict.due {
            fact("Senast", "Due", self.instant(due));
        }
        fact("Undantag", "Exempt", facts.exemption.clone());
        if let Some(answered) = facts.contact.answered() {
            let yet = match facts.as_of {
                Some(as_of) if as_of < answered.instant => lang
                    .pick(" – efter per-tidpunkten, räknas inte", " – after as-of, does not count"),
                _ => "",
            };
            fact("Besvarad", "Answered", format!("{}{yet}", self.moment(answered)));
        }
        if facts.as_of.is_some() {
            fact("Utfall", "Verdict", self.verdict(verdict, facts));
        }
        lines
    }

    /// `i tid, 13,47 h till godo` or `sent med 2,00 h`.
    fn verdict(&self, verdict: &Verdict, facts: &ExplainFacts<'_>) -> String {
        let lang = self.lang;
        let word = lang.outcome(verdict.outcome);
        let mut parts = vec![word.to_owned()];
        match (verdict.outcome, verdict.due, verdict.late_s) {
            (Outcome::Late, _, Some(late_s)) => {
                parts.push(format!(
                    "{} {}",
                    self.hours(late_s),
                    lang.pick("efter tiden", "past due")
                ));
            }
            (Outcome::Overdue, _, Some(late_s)) => {
                let as_of = facts.as_of.map(|as_of| self.instant(as_of)).unwrap_or_default();
                parts.push(format!(
                    "{} {} {as_of}",
                    self.hours(late_s),
                    lang.pick("efter tiden per", "past due as of")
                ));
            }
            (Outcome::Met, Some(due), _) => {
                if let Some(answer) = facts.contact.answered().filter(|a| !a.is_bare_date()) {
                    parts.push(format!(
                        "{} {}",
                        self.hours(due.since_s(answer.instant)),
                        lang.pick("till godo", "to spare")
                    ));
                }
            }
            _ => {}
        }
        if let Some(time_s) = verdict.to_answer_s {
            parts.push(format!(
                "{} {}",
                lang.pick("besvarad efter", "answered after"),
                self.hours(i64::from(time_s))
            ));
        }
        parts.join(", ")
    }

    /// The contact and its verdict in one row, for machines.
    fn summary_table<'t>(&self, facts: &ExplainFacts<'_>) -> Table<'t> {
        let contact = facts.contact;
        let verdict = &facts.explanation.verdict;
        let text = |text: &str| match text {
            "" => Cell::Absent,
            text => Cell::Text(text.to_owned()),
        };
        let proof = facts.explanation.proof.as_ref();
        let outcome = match facts.as_of {
            Some(_) => Cell::Term {
                id: verdict.outcome.id().into(),
                label: self.lang.outcome(verdict.outcome).into(),
            },
            None => Cell::Absent,
        };
        let cells = [
            ("id", text(&facts.id)),
            ("channel", Cell::word(contact.channel().id())),
            ("origin", Cell::word(contact.origin().id())),
            ("received", moment_cell(contact.received(), self.calendar)),
            (
                "answered",
                contact.answered().map_or(Cell::Absent, |a| moment_cell(a, self.calendar)),
            ),
            ("rule", proof.map_or(Cell::Absent, |proof| Cell::Text(proof.rule.id.clone()))),
            ("paragraph", proof.map_or(Cell::Absent, |p| Cell::Text(p.rule.paragraph.clone()))),
            ("within", proof.map_or(Cell::Absent, |p| Cell::word(p.rule.within.to_string()))),
            ("due", verdict.due.map_or(Cell::Absent, |due| stamp_cell(due, self.calendar))),
            ("verdict", outcome),
            ("hours", Cell::span(verdict.to_answer_s)),
            ("late_hours", verdict.late_s.map_or(Cell::Absent, Cell::Span)),
        ];
        Table::record("contact", cells)
    }

    fn days_table<'t>(&self, proof: &Proof<'_>) -> Table<'t> {
        let lang = self.lang;
        let is_hours = matches!(proof.rule.within, Within::Hours { .. });
        let rows = proof.days.iter().map(|day| self.day_row(day, proof, is_hours)).collect();
        let counted = if is_hours {
            Column::numbers("hours", lang.pick("Timmar", "Hours"))
        } else {
            Column::numbers("counts_as", lang.pick("Arbetsdag", "Workday"))
        };
        Table::new(
            "days",
            lang.pick("Dag för dag", "Day by day").to_owned(),
            vec![
                Column::words("date", lang.pick("Dag", "Day")),
                counted,
                Column::words("name", lang.pick("Varför", "Why")),
                Column::words("ground", lang.pick("Grund", "Ground")),
            ],
            Rows::Kept(rows),
        )
    }

    fn day_row(&self, day: &DayProof<'_>, proof: &Proof<'_>, is_hours: bool) -> Vec<Cell> {
        let lang = self.lang;
        let counted = match (is_hours, day.counts_as) {
            (true, _) => Cell::Span(day.runs_s),
            (false, Some(nth)) => Cell::Count(u64::from(nth)),
            (false, None) => Cell::Absent,
        };
        let received_on = self.calendar.table.day_of(proof.counted_from.instant);
        let name = if day.day == received_on && !is_hours {
            let own = lang
                .pick("dagen då kontakten inkom räknas inte", "the day of receipt never counts");
            match self.names(&day.reasons) {
                names if names.is_empty() => own.to_owned(),
                names => format!("{own} ({names})"),
            }
        } else if day.reasons.is_empty() {
            lang.pick("arbetsdag", "workday").to_owned()
        } else {
            self.names(&day.reasons)
        };
        let mut grounds: Vec<&str> = Vec::new();
        for reason in &day.reasons {
            if !reason.ground().is_empty() && !grounds.contains(&reason.ground()) {
                grounds.push(reason.ground());
            }
        }
        let ground = if grounds.is_empty() { Cell::Absent } else { Cell::Text(grounds.join("; ")) };
        let date = Cell::Term { id: day.day.to_string().into(), label: lang.day(day.day).into() };
        vec![date, counted, Cell::Text(name), ground]
    }

    fn names(&self, reasons: &[Reason<'_>]) -> String {
        let names: Vec<&str> =
            reasons.iter().map(|r| self.lang.pick(r.swedish(), r.english())).collect();
        names.join("; ")
    }

    fn readings_table<'t>(&self, facts: &ExplainFacts<'_>) -> Table<'t> {
        let lang = self.lang;
        let rows = facts
            .others
            .iter()
            .map(|other| {
                let (due, outcome, note) = match &other.verdict {
                    Ok(verdict) => (
                        verdict.due.map_or(Cell::Absent, |due| stamp_cell(due, self.calendar)),
                        match facts.as_of {
                            Some(_) => Cell::Term {
                                id: verdict.outcome.id().into(),
                                label: lang.outcome(verdict.outcome).into(),
                            },
                            None => Cell::Absent,
                        },
                        other.meaning.clone(),
                    ),
                    Err(why) => (Cell::Absent, Cell::Absent, why.clone()),
                };
                vec![Cell::word(other.name.clone()), due, outcome, Cell::Text(note)]
            })
            .collect();
        Table::new(
            "readings",
            lang.pick("Andra tolkningar", "Other readings").to_owned(),
            vec![
                Column::words("reading", lang.pick("Tolkning", "Reading")),
                Column::words("due", lang.pick("Senast", "Due")),
                Column::words("verdict", lang.pick("Utfall", "Verdict")),
                Column::words("note", lang.pick("Betyder", "Means")),
            ],
            Rows::Kept(rows),
        )
    }

    /// Why the last second is where it is.
    fn grounds(&self, facts: &ExplainFacts<'_>) -> Option<Section> {
        let proof = facts.explanation.proof.as_ref()?;
        let lang = self.lang;
        let due = self.instant(proof.due);
        let line = match (proof.rule.within, lang) {
            (Within::Workdays { n, .. }, Lang::Swedish) => {
                format!(
                    "Arbetsdag {n} efter dagen då kontakten inkom tar slut {due}; ett svar den sekunden är i tid."
                )
            }
            (Within::Workdays { n, .. }, Lang::English) => {
                format!(
                    "Workday {n} after the day of receipt ends {due}; an answer in that second is in time."
                )
            }
            (Within::Hours { n, .. }, Lang::Swedish) => {
                format!("{n} timmar har gått {due}; ett svar den sekunden är i tid.")
            }
            (Within::Hours { n, .. }, Lang::English) => {
                format!("{n} hours have run {due}; an answer in that second is in time.")
            }
        };
        Some(Section::prose(lang.pick("Slutsats", "Conclusion"), vec![line]))
    }
}
