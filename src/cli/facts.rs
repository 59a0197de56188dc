//! The facts of a report of figures: what was judged, and what to know about what was read.

use svarstid::audit::{Gathered, Judged};
use svarstid::calendar::{Calendar, Period};
use svarstid::contact::Pairing;
use svarstid::policy::Lint;
use svarstid::report::{
    AuditFacts, CoverageFacts, Extras, Lang, PairedFacts, Provenance, SwedishOrder,
};
use svarstid::tally::Dimension;

use super::run::{self, Ground};
use super::senders;

/// A run whose figures are to be told.
#[derive(Clone, Copy)]
pub(crate) struct Told<'a> {
    pub(crate) ground: &'a Ground,
    pub(crate) gathered: &'a Gathered,
    pub(crate) period: Option<&'a Period>,
    pub(crate) lang: Lang,
}

impl<'a> Told<'a> {
    /// The facts of a report of `judged`, whose first table is by `by`.
    pub(crate) fn audit_facts(
        self,
        judged: Judged,
        by: &'a [Dimension],
        lint: &'a [Lint],
        extras: Extras<'a>,
    ) -> AuditFacts<'a> {
        let Self { ground, gathered, period, lang } = self;
        let reasons = |reason| gathered.ledger.reason(reason).to_owned();
        AuditFacts {
            provenance: Provenance {
                min_n: extras.min_n,
                ..run::provenance(ground, gathered, period, judged.account, lang)
            },
            rules: &ground.policy.rules,
            departments: gathered.departments(),
            boards: gathered.boards(),
            receipts: judged.receipts.map(|(first, last)| {
                let table = &ground.calendar.table;
                (table.day_of(first), table.day_of(last))
            }),
            as_of: ground.as_of.or(gathered.latest).map(|at| ground.calendar.table.wall(at)),
            by,
            groups: judged.groups,
            kinds: judged.kinds,
            total: judged.total,
            exemptions: judged.exemptions.iter().map(|(r, f)| (reasons(*r), *f)).collect(),
            with_exempt: judged.with_exempt,
            targets: judged.targets.iter().map(|t| (t.rule, t.met, t.judged)).collect(),
            ambiguous_stamps: gathered.ambiguous_stamps,
            bare_dates: judged.bare_dates,
            lint,
            remarks: remarks(gathered, lang),
            paired: paired_facts(gathered, judged.pairings, &ground.calendar),
            extras,
        }
    }
}

/// What was paired from event logs, where there are any.
fn paired_facts(
    gathered: &Gathered,
    pairings: [u64; Pairing::ALL.len()],
    calendar: &Calendar,
) -> Option<PairedFacts> {
    let table = &calendar.table;
    let coverage = gathered.coverage.iter().map(|own| CoverageFacts {
        source: own.source.clone(),
        files: own.inputs.len() as u64,
        events: own.events,
        days: own.days(),
        gaps: own.gaps(table),
        silent_workdays: own.silent_workdays(table),
        overlaps: own.overlaps(),
        clock_skew: own.clock_skew,
    });
    let coverage = coverage.collect();
    gathered.has_events().then_some(PairedFacts { pairings, coverage })
}

/// Choices that somebody made for whole files, and that change figures.
fn remarks(gathered: &Gathered, lang: Lang) -> Vec<String> {
    let inputs = gathered.inputs.iter().filter(|input| input.overruled_channel);
    let unknown = gathered.posts.as_ref().map(|posts| posts.unknown_names()).unwrap_or_default();
    inputs
        .map(|input| overruled(&input.name, lang))
        .chain(senders::remark(gathered, lang))
        .chain(unknown_departments(unknown, lang))
        .chain(unknown_parties(gathered, lang))
        .collect()
}

/// That a flag decided the channel of an input which tells it itself.
pub(crate) fn overruled(name: &str, lang: Lang) -> String {
    match lang {
        Lang::Swedish => format!(
            "{name}: filens egen kanalkolumn läses inte, flaggan framför filen gäller alla rader"
        ),
        Lang::English => format!(
            "{name}: its own channel column is not read, the flag in front of it holds for all rows"
        ),
    }
}

/// How many own numbers and addresses the register does not know; their contacts are of no
/// department. A report names none of them.
fn unknown_parties(gathered: &Gathered, lang: Lang) -> Option<String> {
    let count = gathered.posts.as_ref()?.unknown_parties;
    (count > 0).then(|| match lang {
        Lang::Swedish => format!(
            "registret känner inte {count} av de egna nummer och adresser som kontakter kom till; \
             svarstid contacts --show-parties visar dem"
        ),
        Lang::English => format!(
            "the register does not know {count} of the own numbers and addresses that contacts came \
             to; svarstid contacts --show-parties shows them"
        ),
    })
}

/// Departments that the register does not know, in Swedish order.
pub(crate) fn unknown_departments(mut names: Vec<&str>, lang: Lang) -> Option<String> {
    if names.is_empty() {
        return None;
    }
    let order = SwedishOrder::default();
    names.sort_by(|a, b| order.compare(a, b));
    let names = names.join(", ");
    Some(match lang {
        Lang::Swedish => format!("registret känner inte: {names}"),
        Lang::English => format!("the register does not know: {names}"),
    })
}
