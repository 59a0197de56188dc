//! What differs between two runs, as a report.

use crate::seal::{Differences, Run};

use super::difference_words::{in_words, left_out, reasons};
use super::differences::{all, counts, tables};
use super::{Cell, Fact, Lang, Report, Section, Table};

/// What a comparison is made of.
#[derive(Debug)]
pub struct DiffFacts<'f, 't> {
    /// The names of the two files and what they hold.
    pub runs: [(&'f str, &'f Run<'t>); 2],
    /// What differs.
    pub found: &'f Differences<'t>,
}

/// The comparison for people.
pub fn diff_report(facts: &DiffFacts<'_, '_>, lang: Lang) -> Report<'static> {
    let found = facts.found;
    let lead = match in_words(found, lang).as_str() {
        "" => lang.pick("Inget skiljer.", "Nothing differs.").to_owned(),
        much => format!("{} {much}.", lang.pick("Skiljer sig:", "Differs:")),
    };
    let left_out = found.contacts.as_ref().err().and_then(|why| left_out(*why, lang));
    let note = |text: &str| Section::prose(lang.pick("Att veta", "To know"), vec![text.to_owned()]);
    let sides = [lang.pick("Före", "Before"), lang.pick("Efter", "After")];
    Report {
        schema: SCHEMA,
        lang,
        title: lang.pick("Skillnader mellan två körningar", "Differences of two runs").to_owned(),
        lead: std::iter::once(lead).chain(reasons(found, lang)).collect(),
        facts: facts
            .runs
            .iter()
            .zip(sides)
            .map(|((name, run), label)| Fact {
                label: label.to_owned(),
                value: told(name, run, lang),
            })
            .collect(),
        tables: tables(found, sides, lang),
        sections: left_out.into_iter().map(note).collect(),
        provenance: None,
    }
}

const SCHEMA: &str = "svarstid.diff/1";

/// The comparison as JSON holds it: how much differs, and then what.
pub fn diff_record(facts: &DiffFacts<'_, '_>) -> Report<'static> {
    let found = facts.found;
    let name = |side: usize| Cell::Text(facts.runs[side].0.to_owned());
    let head = [("same", Cell::Flag(found.is_none())), ("before", name(0)), ("after", name(1))];
    let summary = Table::record("summary", head.into_iter().chain(counts(found)));
    let sides = ["before", "after"];
    let others = tables(found, sides, Lang::Swedish);
    machine(std::iter::once(summary).chain(others).collect())
}

/// The comparison as CSV holds it: one table of all that differs.
pub fn diff_list(facts: &DiffFacts<'_, '_>) -> Report<'static> {
    machine(vec![all(facts.found)])
}

fn machine(tables: Vec<Table<'static>>) -> Report<'static> {
    Report {
        schema: SCHEMA,
        // Machine formats never change with language.
        lang: Lang::Swedish,
        title: String::new(),
        lead: Vec::new(),
        facts: Vec::new(),
        tables,
        sections: Vec::new(),
        provenance: None,
    }
}

/// What a run is, in one line.
pub(super) fn told(name: &str, run: &Run<'_>, lang: Lang) -> String {
    let mut told = vec![name.to_owned()];
    if let Some(period) = &run.period {
        told.push(format!("period {}", period.asked));
    }
    if let Some(as_of) = &run.as_of {
        told.push(format!("{} {as_of}", lang.pick("per", "as of")));
    }
    told.push(format!("svarstid {}", run.tool.version));
    told.join(", ")
}
