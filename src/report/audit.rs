//! The compliance report: departments, channels by origin, exemptions, the account.

use crate::calendar::{Day, Wall};
use crate::contact::Pairing;
use crate::judge::Outcome;
use crate::policy::{Guideline, Lint, Rule};
use crate::tally::{Account, Dimension, Figures, KeyPart};

use super::band::{self, Lookup, Part, readings_table};
use super::exemptions::exemptions_table;
use super::extras::Extras;
use super::figures;
use super::keys::Names;
use super::provenance::Provenance;
use super::provenance_words::account_parts;
use super::sources::{CoverageFacts, coverage_table, gaps_in_words, pairing_table};
use super::targets::{rating_cell, rating_column, targets_table};
use super::{
    Cell, Chart, ChartKind, Column, Fact, Lang, People, Report, Rows, Section, SwedishOrder, Table,
};

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
    if let Some(readings) = &facts.extras.readings {
        let mut table = readings_table(readings, &facts.total, lang);
        table.lead.push(band::sentence(&table, &text.people, lang));
        tables.push(table);
    }
    let mut sections = vec![text.account(&facts.provenance.account, &facts.total)];
    sections.extend(text.to_know(&facts));
    Report {
        schema: "svarstid.audit/1",
        lang,
        title: lang.pick("Svarstider", "Response times").to_owned(),
        lead: Vec::new(),
        facts: text.audited(&facts),
        tables,
        sections,
        provenance: Some(facts.provenance),
    }
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

/// The sentences around the tables.
pub(super) struct Text {
    pub(super) lang: Lang,
    people: People,
}

impl Text {
    pub(super) fn count(&self, count: u64) -> String {
        self.people.count(count)
    }

    /// `87,4 % (104 av 119)`, or a dash of nothing.
    fn share(&self, met: u64, judged: u64) -> String {
        let Some(tenths) = super::percent_tenths(met, judged) else { return "–".to_owned() };
        format!(
            "{} % ({} {} {})",
            self.people.write(i64::from(tenths), 1),
            self.count(met),
            self.lang.pick("av", "of"),
            self.count(judged)
        )
    }

    /// `: bra`, where there are words for shares.
    fn rating(&self, facts: &AuditFacts<'_>) -> String {
        let total = &facts.total;
        let word = facts.extras.rating;
        let word = word.and_then(|rating| rating.word(total.count(Outcome::Met), total.judged()));
        word.map_or(String::new(), |word| format!(": {word}"))
    }

    fn audited(&self, facts: &AuditFacts<'_>) -> Vec<Fact> {
        let lang = self.lang;
        let provenance = &facts.provenance;
        let fact =
            |sv: &str, en: &str, value: String| Fact { label: lang.pick(sv, en).to_owned(), value };
        let mut lines =
            vec![fact("Riktlinje", "Guideline", guideline(&provenance.guideline, lang))];
        if let Some(reading) = &provenance.reading {
            let meaning = match reading.meaning.as_str() {
                "" => String::new(),
                meaning => format!(": {meaning}"),
            };
            lines.push(fact("Tolkning", "Reading", format!("{}{meaning}", reading.name)));
        }
        let period = match &provenance.period {
            Some((asked, first, last)) => format!("{first} – {last} ({asked})"),
            None => {
                let all = lang.pick("hela underlaget", "everything in the input");
                match facts.receipts {
                    Some((first, last)) => format!("{all}, {first} – {last}"),
                    None => all.to_owned(),
                }
            }
        };
        lines.push(fact("Period", "Period", period));
        let as_of = facts.as_of.map_or("–".to_owned(), |wall| {
            let zone = provenance.time_zone;
            format!("{} ({zone})", wall_in_words(wall, lang))
        });
        lines.push(fact("Per", "As of", as_of));
        let inputs: Vec<String> = provenance
            .inputs
            .iter()
            .map(|input| {
                let rows =
                    lang.plural(input.rows, lang.pick("rad", "row"), lang.pick("rader", "rows"));
                format!("{} ({} {rows})", input.name, self.count(input.rows))
            })
            .collect();
        lines.push(fact("Underlag", "Input", inputs.join(", ")));
        let paired = facts.paired.iter();
        for gap in paired.flat_map(|paired| gaps_in_words(&paired.coverage, lang)) {
            lines.push(fact("Saknas", "Missing", gap));
        }
        let met = lang.pick("I tid", "Met");
        lines.push(Fact {
            label: met.to_owned(),
            value: self.share(facts.total.count(Outcome::Met), facts.total.judged())
                + &self.rating(facts),
        });
        if facts.total.count(Outcome::Exempt) > 0 {
            lines.push(fact(
                "… utan undantag",
                "… without exemptions",
                self.share(facts.with_exempt.0, facts.with_exempt.1),
            ));
        }
        lines
    }

    fn account(&self, account: &Account, total: &Figures) -> Section {
        let lang = self.lang;
        let sum = |whole: (&str, u64), parts: &[(&str, u64)]| {
            let parts: Vec<String> = parts
                .iter()
                .map(|(name, count)| format!("{} {name}", self.count(*count)))
                .collect();
            format!("{} {} = {}", self.count(whole.1), whole.0, parts.join(" +\u{a0}"))
        };
        let all = account_parts(account, lang);
        let rows = sum(all[0], &all[1..]);
        let outcomes = [
            (lang.pick("i tid", "met"), Outcome::Met),
            (lang.pick("sena", "late"), Outcome::Late),
            (lang.pick("obesvarade", "overdue"), Outcome::Overdue),
            (lang.pick("öppna", "pending"), Outcome::Pending),
            (lang.pick("undantagna", "exempt"), Outcome::Exempt),
            (lang.pick("utan regel", "without a rule"), Outcome::Unregulated),
        ];
        let parts = outcomes.map(|(name, outcome)| (name, total.count(outcome)));
        let contacts = sum((lang.pick("kontakter", "contacts"), account.contacts), &parts);
        Section::prose(lang.pick("Avstämning", "Account"), vec![rows, contacts])
    }
}

/// `tor 2026-06-18 15:00:00`.
pub(super) fn wall_in_words(wall: Wall, lang: Lang) -> String {
    format!("{} {wall}", lang.weekday_short(wall.day.weekday()))
}

fn guideline(guideline: &Guideline, lang: Lang) -> String {
    let mut parts = vec![guideline.name.clone()];
    parts.extend([&guideline.authority, &guideline.reference].map(Clone::clone));
    parts.extend(guideline.adopted.map(|day| format!("{} {day}", lang.pick("antagen", "adopted"))));
    parts.extend(
        guideline.revised.map(|day| format!("{} {day}", lang.pick("reviderad", "revised"))),
    );
    parts.retain(|part| !part.is_empty());
    parts.join(", ")
}
