//! The compliance report: departments, channels by origin, exemptions, the account.

use crate::calendar::{Day, Wall};
use crate::contact::Pairing;
use crate::judge::Outcome;
use crate::policy::{Lint, Rule};
use crate::tally::{Dimension, Figures, KeyPart};

use super::audited::Text;
use super::band::{self, Lookup, Part, readings_table};
use super::exemptions::exemptions_table;
use super::extras::Extras;
use super::figures;
use super::keys::Names;
use super::provenance::Provenance;
use super::small::{self, Sheet, Shown};
use super::sources::{CoverageFacts, coverage_table, pairing_table};
use super::targets::{rating_cell, rating_column, targets_table};
use super::{Cell, Chart, ChartKind, Column, Lang, People, Report, Rows, SwedishOrder, Table};

/// What the compliance report is made of.
#[derive(Debug)]
pub struct AuditFacts<'a> {
    /// What the run was made of.
    pub provenance: Provenance,
    /// The rules, for the names of `--by rule`.
    pub rules: &'a [Rule],
    /// Department names by their number; 0 is the group without a name.
    pub departments: &'a [String],
    /// Board names by their number; 0 is the group without one.
    pub boards: &'a [String],
    /// The local days of the first and the last receipt, where there is any contact.
    pub receipts: Option<(Day, Day)>,
    /// As-of on the wall, where there is any contact.
    pub as_of: Option<Wall>,
    /// The dimensions of the first table.
    pub by: &'a [Dimension],
    /// The groups of the first table, in any order.
    pub groups: Vec<(Vec<KeyPart>, Figures)>,
    /// The groups by channel and origin, in any order.
    pub kinds: Vec<(Vec<KeyPart>, Figures)>,
    /// All contacts.
    pub total: Figures,
    /// Exempt contacts by reason, judged as if they were not exempt.
    pub exemptions: Vec<(String, Figures)>,
    /// Met and judged contacts if none were exempt.
    pub with_exempt: (u64, u64),
    /// Rules that have a target: the rule's number, met and judged contacts.
    pub targets: Vec<(u16, u64, u64)>,
    /// Stamps in the hour that the clock showed twice.
    pub ambiguous_stamps: u64,
    /// Contacts whose receipt or answer is a bare date.
    pub bare_dates: u64,
    /// What is odd about the rules.
    pub lint: &'a [Lint],
    /// More to know: sentences in the report's language.
    pub remarks: Vec<String>,
    /// What was paired from event logs, where there are any.
    pub paired: Option<PairedFacts>,
    /// What is shown besides, where it was asked for.
    pub extras: Extras<'a>,
}

impl AuditFacts<'_> {
    /// The names of groups.
    fn names(&self) -> Names<'_> {
        Names { rules: self.rules, departments: self.departments, boards: self.boards }
    }
}

/// What was paired from event logs.
#[derive(Clone, Debug)]
pub struct PairedFacts {
    /// Contacts by how their answer was found, in the order of [`Pairing::ALL`].
    pub pairings: [u64; Pairing::ALL.len()],
    /// What each source covers.
    pub coverage: Vec<CoverageFacts>,
}

/// The compliance report in `lang`.
pub fn audit_report<'a>(facts: AuditFacts<'_>, lang: Lang) -> Report<'a> {
    let text = Text { lang, people: People::new(lang) };
    let mut tables = vec![groups_table(&facts, lang), kinds_table(&facts, lang)];
    tables.extend(targets_table(&facts.targets, facts.rules, &facts.extras.targets, lang));
    tables.push(exemptions_table(&facts.exemptions, lang));
    if let Some(paired) = &facts.paired {
        tables.push(pairing_table(&paired.pairings, lang));
        tables.push(coverage_table(&paired.coverage, lang));
    }
    let readings = facts.extras.readings.as_ref();
    tables.extend(readings.map(|readings| readings_table(readings, &facts.total, lang)));
    let shown = hold_back(&facts, &mut tables);
    if let Some(table) = tables.iter_mut().find(|table| table.id == "readings") {
        table.lead.push(band::sentence(table, &text.people, lang));
    }
    let mut sections = vec![text.account(&facts.provenance.account, &tables[0])];
    sections.extend(text.to_know(&facts, &tables[0]));
    Report {
        schema: "svarstid.audit/1",
        lang,
        title: lang.pick("Svarstider", "Response times").to_owned(),
        lead: Vec::new(),
        facts: text.audited(&facts, &tables[0], &shown),
        tables,
        sections,
        provenance: Some(facts.provenance),
    }
}

/// Holds back small numbers, where a floor was asked for.
fn hold_back(facts: &AuditFacts<'_>, tables: &mut [Table<'_>]) -> Shown {
    let Some(least) = facts.extras.min_n else { return Shown { without_exemptions: true } };
    let has_exempt = facts.total.count(Outcome::Exempt) > 0;
    let sheet = Sheet { tables, without_exemptions: has_exempt.then_some(facts.with_exempt) };
    let contacts = facts.provenance.account.contacts;
    small::hold_back(&mut [sheet], least, contacts, 0).pop().unwrap_or_default()
}

fn groups_table<'a>(facts: &AuditFacts<'_>, lang: Lang) -> Table<'a> {
    let title = match facts.by {
        [Dimension::Board] => lang.pick("Nämnder", "Boards").to_owned(),
        [Dimension::Department] => lang.pick("Förvaltningar", "Departments").to_owned(),
        by => by.iter().map(|dimension| lang.dimension(*dimension)).collect::<Vec<_>>().join(", "),
    };
    table_by(facts.by, Part::Groups, title, facts, lang)
}

fn kinds_table<'a>(facts: &AuditFacts<'_>, lang: Lang) -> Table<'a> {
    let by = [Dimension::Channel, Dimension::Origin];
    let title = lang.pick("Kanaler och ursprung", "Channels and origins").to_owned();
    table_by(&by, Part::Kinds, title, facts, lang)
}

fn table_by<'a>(
    by: &[Dimension],
    part: Part,
    title: String,
    facts: &AuditFacts<'_>,
    lang: Lang,
) -> Table<'a> {
    let (id, groups) = match part {
        Part::Groups => ("groups", &facts.groups),
        Part::Kinds => ("channels", &facts.kinds),
    };
    let readings = facts.extras.readings.as_ref();
    let rating = facts.extras.rating;
    let band = readings.map(|readings| Lookup::new(readings, part));
    let mut columns: Vec<Column> = by
        .iter()
        .map(|dimension| Column::words(dimension.id(), lang.dimension(*dimension)))
        .collect();
    columns.extend(figures::columns(lang));
    if facts.extras.interval {
        columns.extend(figures::interval_columns(lang));
    }
    columns.extend(readings.iter().flat_map(|readings| band::columns(readings, lang)));
    columns.extend(rating.map(|_| rating_column(lang)));
    let interval = |figures: &Figures| {
        let cells = facts.extras.interval.then(|| figures::interval_cells(figures));
        cells.into_iter().flatten()
    };
    let word = |figures: &Figures| {
        let met = figures.count(Outcome::Met);
        rating.map(|rating| rating_cell(rating, met, figures.judged()))
    };
    let order = SwedishOrder::default();
    let names = facts.names();
    let mut groups: Vec<&(Vec<KeyPart>, Figures)> = groups.iter().collect();
    groups.sort_by(|(a, _), (b, _)| names.compare(a, b, &order));
    let rows = groups
        .into_iter()
        .map(|(key, figures)| {
            let band = band.iter().flat_map(|band| band.cells(key, figures));
            let key = key.iter().map(|part| names.cell(*part, lang));
            let figures =
                figures::cells(figures).chain(interval(figures)).chain(band).chain(word(figures));
            key.chain(figures).collect()
        })
        .collect();
    let mut total = vec![Cell::Absent; by.len()];
    if let Some(first) = total.first_mut() {
        *first = Cell::word(lang.pick("Totalt", "Total"));
    }
    total.extend(figures::cells(&facts.total));
    total.extend(interval(&facts.total));
    total.extend(readings.iter().flat_map(|readings| band::total_cells(readings, &facts.total)));
    total.extend(word(&facts.total));
    Table {
        id,
        title,
        columns,
        key_columns: by.len(),
        rows: Rows::Kept(rows),
        total: Some(total),
        is_optional: false,
        lead: Vec::new(),
        chart: share_chart(by, lang),
    }
}

/// The picture of the share met: along time as a line, else a bar a group. Groups with more
/// than one name have none.
fn share_chart(by: &[Dimension], lang: Lang) -> Option<Chart> {
    let [dimension] = by else { return None };
    let kind = match dimension {
        Dimension::Year
        | Dimension::Tertial
        | Dimension::Quarter
        | Dimension::Month
        | Dimension::Week => ChartKind::Trend,
        _ => ChartKind::Bars,
    };
    let name = lang.dimension(*dimension).replace('\u{ad}', "").to_lowercase();
    let (title, description) = match lang {
        Lang::Swedish => (
            format!("Andel besvarade i tid per {name}, procent"),
            format!("Andelen bedömda kontakter som besvarades i tid, för varje {name}."),
        ),
        Lang::English => (
            format!("Share met by {name}, percent"),
            format!("The share of judged contacts that were answered in time, for each {name}."),
        ),
    };
    let share = by.len() + figures::SHARE;
    Some(Chart { kind, title, description, labels: 0, values: vec![share], in_terminal: false })
}
