//! The report for the accounts (delårsbokslut, årsredovisning): one document of sentences, tables
//! and pictures, of all contacts or of one board (guideline § 12).
//!
//! Its figures are those of the audit. Sentences are made of cells as they are shown, so that no
//! sentence tells what a table holds back.

mod context;
mod earlier;
mod example;
mod tables;
mod template;
mod words;

pub use earlier::{Earlier, EarlierError};
pub use template::{Template, TemplateError};

pub(super) use tables::reason_of;

use crate::judge::Outcome;
use crate::policy::DEFAULT_READING;
use crate::tally::{Answers, Dimension, Figures, KeyPart};

use super::audit::AuditFacts;
use super::audited::Text;
use super::band::{self, readings_table};
use super::exemptions::exemptions_table;
use super::groups::{self, Grouped};
use super::small::{self, Post, Sheet, Shown};
use super::sources::gaps_in_words;
use super::targets::targets_table;
use super::{Fact, Lang, People, Report, Table};
use context::{Context, GuidelineWords, PeriodWords, QualityWords};
use tables::{comparison_table, late_hours_table, reasons_table, tell_changes, times_table};
use words::{Words, ends};

/// What the report for the accounts is made of.
#[derive(Debug)]
pub struct DocumentFacts<'a> {
    /// The audit; its first table is by department.
    pub audit: AuditFacts<'a>,
    /// The board that it is of; all where there is none.
    pub board: Option<String>,
    /// Contacts of the account that are of other boards.
    pub elsewhere: u64,
    /// The groups by board, in any order; none in the report of one board.
    pub boards: Vec<(Vec<KeyPart>, Figures)>,
    /// The groups by board, department and more, in any order; read where there is a table of
    /// boards and small numbers are held back.
    pub posts: Vec<(Vec<KeyPart>, Figures)>,
    /// The groups by month, in any order.
    pub months: Vec<(Vec<KeyPart>, Figures)>,
    /// The groups by weekday and hour, in any order.
    pub hours: Vec<(Vec<KeyPart>, Figures)>,
    /// How soon contacts were answered.
    pub answers: Answers,
    /// The earlier period that it is compared with.
    pub earlier: Option<Earlier>,
}

/// The reports of `all`, which belong together: one of everything, or one a board. Small numbers
/// are held back in all of them at once.
///
/// # Errors
/// [`TemplateError`] where the template does not go with these figures.
pub fn document_reports<'a>(
    all: Vec<DocumentFacts<'_>>,
    template: &Template,
    lang: Lang,
) -> Result<Vec<Report<'a>>, TemplateError> {
    let mut tables: Vec<Vec<Table<'a>>> = all.iter().map(|facts| facts.tables(lang)).collect();
    let shown = hold_back(&all, &mut tables, lang);
    let each = all.into_iter().zip(tables).zip(shown);
    each.map(|((facts, mut tables), shown)| {
        tell_changes(&mut tables, lang);
        split_readings(&mut tables, lang);
        facts.report(tables, &shown, template, lang)
    })
    .collect()
}

/// Gives the shares under every reading tables of their own, behind that of the readings: a page
/// has no room for them beside the figures.
fn split_readings(tables: &mut Vec<Table<'_>>, lang: Lang) {
    let Some(at) = tables.iter().position(|table| table.id == "readings") else { return };
    let titles = [
        (
            "groups",
            "group_readings",
            "Förvaltningar under varje tolkning",
            "Departments under every reading",
        ),
        (
            "channels",
            "channel_readings",
            "Kanaler under varje tolkning",
            "Channels under every reading",
        ),
    ];
    let mut split = Vec::new();
    for (of, id, swedish, english) in titles {
        if let Some(table) = tables.iter_mut().find(|table| table.id == of) {
            split.push(band::split(table, id, lang.pick(swedish, english).to_owned()));
        }
    }
    tables.splice(at + 1..at + 1, split);
}

/// Holds back small numbers in every report, where a floor was asked for.
fn hold_back(all: &[DocumentFacts<'_>], tables: &mut [Vec<Table<'_>>], lang: Lang) -> Vec<Shown> {
    let Some((first, least)) =
        all.first().and_then(|first| Some((first, first.audit.extras.min_n?)))
    else {
        return vec![Shown { without_exemptions: true }; all.len()];
    };
    let contacts = first.audit.provenance.account.contacts;
    let told: u64 = all.iter().map(|facts| facts.audit.total.contacts()).sum();
    let posts: Vec<Vec<Post>> =
        all.iter().map(|facts| Post::all(&facts.posts, &facts.audit.names(), lang)).collect();
    let mut sheets: Vec<Sheet<'_, '_>> = all
        .iter()
        .zip(tables)
        .zip(&posts)
        .map(|((facts, tables), posts)| Sheet {
            tables,
            without_exemptions: facts.audit.without_exemptions(),
            posts,
        })
        .collect();
    small::hold_back(&mut sheets, least, contacts, contacts.saturating_sub(told))
}

impl DocumentFacts<'_> {
    /// Every table, before anything is held back.
    fn tables<'a>(&self, lang: Lang) -> Vec<Table<'a>> {
        let audit = &self.audit;
        let grouped = |id, title: &str, by, rows| Grouped {
            id,
            title: title.to_owned(),
            by,
            rows,
            part: None,
            in_terminal: true,
        };
        let first = Grouped { in_terminal: true, ..Grouped::first(audit, lang) };
        let departments = groups::table(&first, audit, lang);
        let mut tables = vec![departments];
        if !self.boards.is_empty() {
            let title = lang.pick("Nämnder", "Boards");
            let boards = grouped("boards", title, &[Dimension::Board], &self.boards[..]);
            tables.push(groups::table(&boards, audit, lang));
        }
        tables.push(groups::table(&Grouped::kinds(audit, lang), audit, lang));
        tables.extend(targets_table(&audit.targets, audit.rules, &audit.extras.targets, lang));
        let title = lang.pick("Månad för månad", "Month by month");
        let months = grouped("months", title, &[Dimension::Month], &self.months[..]);
        tables.push(groups::table(&months, audit, lang));
        if let Some(earlier) = &self.earlier {
            let comparison = comparison_table(&tables[0], earlier, lang);
            tables.push(comparison);
        }
        let (met, judged) = (audit.total.count(Outcome::Met), audit.total.judged());
        tables.push(times_table(&self.answers, judged, lang));
        tables.push(late_hours_table(&self.hours, lang));
        tables.push(reasons_table(&self.answers, judged - met, lang));
        tables.push(exemptions_table(&audit.exemptions, lang));
        let readings = audit.extras.readings.as_ref();
        tables.extend(readings.map(|readings| readings_table(readings, &audit.total, lang)));
        tables.extend(audit.paired_tables(lang));
        tables
    }

    /// The report, of tables in which everything is held back that is to be.
    fn report<'a>(
        self,
        mut tables: Vec<Table<'a>>,
        shown: &Shown,
        template: &Template,
        lang: Lang,
    ) -> Result<Report<'a>, TemplateError> {
        let text = Text { lang, people: People::new(lang) };
        let blocks = template.blocks(&self.context(&tables, shown, &text.people, lang))?;
        for table in &mut tables {
            let name = if table.id == "groups" { "departments" } else { table.id };
            table.lead = blocks.of(name);
        }
        let mut facts = text.audited(&self.audit, &tables[0], shown);
        let label = || lang.pick("Nämnd", "Board").to_owned();
        let board = self.board.iter().map(|board| Fact { label: label(), value: board.clone() });
        facts.splice(0..0, board);
        let account = &self.audit.provenance.account;
        let mut sections = blocks.sections();
        sections.push(text.account(account, &tables[0], self.board.as_deref()));
        sections.extend(text.to_know(&self.audit, &tables[0]));
        Ok(Report {
            schema: "svarstid.report/1",
            lang,
            title: blocks.of("title").join(" "),
            lead: blocks.of("lead"),
            facts,
            tables,
            sections,
            provenance: Some(self.audit.provenance),
        })
    }

    /// What the template's sentences can speak of.
    fn context(&self, tables: &[Table<'_>], shown: &Shown, people: &People, lang: Lang) -> Context {
        let words = Words { people, lang };
        let table = |id: &str| tables.iter().find(|table| table.id == id);
        let audit = &self.audit;
        let provenance = &audit.provenance;
        let account = &provenance.account;
        let days = |name: &str, first: crate::calendar::Day, last: crate::calendar::Day| {
            PeriodWords { name: name.to_owned(), first: first.to_string(), last: last.to_string() }
        };
        let departments = words.groups(table("groups"));
        let (highest, lowest) = ends(&departments);
        let without = audit.without_exemptions().filter(|_| shown.without_exemptions);
        let comparison = table("comparison").zip(self.earlier.as_ref());
        let guideline = &provenance.guideline;
        let own = provenance.reading.as_ref().map_or(DEFAULT_READING, |own| own.name.as_str());
        let coverage = audit.paired.iter().map(|paired| &paired.coverage);
        Context {
            lang: lang.id(),
            board: self.board.clone(),
            guideline: GuidelineWords {
                name: guideline.name.clone(),
                authority: guideline.authority.clone(),
                reference: guideline.reference.clone(),
            },
            period: provenance.period.as_ref().map(|(name, from, to)| days(name, *from, *to)),
            receipts: audit.receipts.map(|(first, last)| days("", first, last)),
            as_of: provenance.as_of.clone(),
            min_n: audit.extras.min_n,
            total: words.total(&tables[0]),
            without_exemptions: without.and_then(|(met, judged)| words.share(met, judged)),
            departments,
            highest,
            lowest,
            boards: words.groups(table("boards")),
            channels: words.groups(table("channels")),
            months: words.groups(table("months")),
            targets: words.targets(table("targets")),
            comparison: comparison.map(|(table, earlier)| {
                let other = earlier.other_reading.clone();
                words.comparison(table, earlier.name.clone(), other)
            }),
            times: words.parts(table("times")),
            busiest: words.busiest(table("late_hours")),
            reasons: words.parts(table("reasons")),
            exemptions: words.parts(table("exemptions")),
            readings: words.readings(table("readings"), own),
            quality: QualityWords {
                files: provenance.inputs.len() as u64,
                rows: account.rows_read,
                rejected: account.rejected,
                rejected_percent: words.share(account.rejected, account.rows_read),
                duplicates: account.duplicates,
                outside_period: account.outside_period,
                after_as_of: account.after_as_of,
                gaps: coverage.flat_map(|own| gaps_in_words(own, lang)).collect(),
                elsewhere: self.elsewhere,
            },
        }
    }
}
