//! The compliance report: departments, channels by origin, exemptions, the account.

use crate::calendar::{Day, Wall};
use crate::contact::Pairing;
use crate::judge::Outcome;
use crate::policy::{Lint, Rule};
use crate::tally::{Dimension, Figures, KeyPart};

use super::audited::Text;
use super::band::{self, readings_table};
use super::exemptions::exemptions_table;
use super::extras::Extras;
use super::groups::{self, Grouped};
use super::keys::Names;
use super::provenance::Provenance;
use super::small::{self, Sheet, Shown};
use super::sources::{CoverageFacts, coverage_table, pairing_table};
use super::targets::targets_table;
use super::{Lang, People, Report, Table};

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
    /// How answers were found and what the logs cover, where there are event logs.
    pub(super) fn paired_tables<'a>(&self, lang: Lang) -> Vec<Table<'a>> {
        let paired = self.paired.iter();
        paired
            .flat_map(|own| {
                [pairing_table(&own.pairings, lang), coverage_table(&own.coverage, lang)]
            })
            .collect()
    }

    /// Met and judged contacts if none were exempt, where some are.
    pub(super) fn without_exemptions(&self) -> Option<(u64, u64)> {
        (self.total.count(Outcome::Exempt) > 0).then_some(self.with_exempt)
    }

    /// The names of groups.
    pub(super) fn names(&self) -> Names<'_> {
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
    let mut tables = vec![
        groups::table(&Grouped::first(&facts, lang), &facts, lang),
        groups::table(&Grouped::kinds(&facts, lang), &facts, lang),
    ];
    tables.extend(targets_table(&facts.targets, facts.rules, &facts.extras.targets, lang));
    tables.push(exemptions_table(&facts.exemptions, lang));
    tables.extend(facts.paired_tables(lang));
    let readings = facts.extras.readings.as_ref();
    tables.extend(readings.map(|readings| readings_table(readings, &facts.total, lang)));
    let shown = hold_back(&facts, &mut tables);
    if let Some(table) = tables.iter_mut().find(|table| table.id == "readings") {
        table.lead.push(band::sentence(table, &text.people, lang));
    }
    let mut sections = vec![text.account(&facts.provenance.account, &tables[0], None)];
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
    let sheet = Sheet { tables, without_exemptions: facts.without_exemptions(), posts: &[] };
    let contacts = facts.provenance.account.contacts;
    small::hold_back(&mut [sheet], least, contacts, 0).pop().unwrap_or_default()
}
