//! Judging: every gathered contact to its verdict, into tallies and the account.

use rustc_hash::FxHashMap;

use crate::calendar::{Instant, Period};
use crate::contact::{Contact, ExemptionId, Moment, Pairing};
use crate::judge::{Judge, Outcome, Verdict};
use crate::normalise::Ledger;
use crate::tally::{Account, BrokenAccount, Dimension, Figures, Group, KeyPart, Tally};

use super::details::{Counted, Details, Wanted};
use super::gathered::Gathered;

/// Which contacts are audited, and how they are grouped.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// Only contacts received in it; all when absent.
    pub period: Option<&'a Period>,
    /// The dimensions of the first table.
    pub by: &'a [Dimension],
    /// Whether channels and origins are counted as well, and the quantiles of all contacts:
    /// what a report shows besides its first table.
    pub is_whole: bool,
}

/// How a rule with a target fared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// The rule, as an index into the policy's rules.
    pub rule: u16,
    /// Contacts met.
    pub met: u64,
    /// Contacts judged.
    pub judged: u64,
    /// Whether the target is reached; a rule with nothing to judge misses nothing.
    pub is_reached: bool,
}

/// A group of a tally: the parts of its key, and its figures.
pub type Row = (Vec<KeyPart>, Figures);

/// Every figure of an audit.
#[derive(Debug)]
pub struct Judged {
    /// Where every row went; checked.
    pub account: Account,
    /// The groups of the first table.
    pub groups: Vec<Row>,
    /// The groups by channel and origin.
    pub kinds: Vec<Row>,
    /// All contacts; without quantiles where the scope is not whole.
    pub total: Figures,
    /// Exempt contacts by reason, judged as if they were not exempt.
    pub exemptions: Vec<(ExemptionId, Figures)>,
    /// Met and judged contacts if none were exempt.
    pub with_exempt: (u64, u64),
    /// Rules that have a target.
    pub targets: Vec<Target>,
    /// Contacts whose receipt or answer is a bare date.
    pub bare_dates: u64,
    /// The first and the last receipt, where there is any contact.
    pub receipts: Option<(Instant, Instant)>,
    /// Contacts by how their answer was found, in the order of [`Pairing::ALL`].
    pub pairings: [u64; Pairing::ALL.len()],
}

/// The judge of each contact: what an event log does not cover, it cannot prove. Who looks back
/// from later than its end looks back from its end. An answer that was found is proved, also one
/// behind that end: a call was picked up after it began, or another source tells of it.
struct Judges<'j, 'a> {
    first_paired: usize,
    ledger: &'j Ledger,
    all: &'j Judge<'a>,
    by_source: Vec<Judge<'a>>,
}

impl<'j, 'a> Judges<'j, 'a> {
    fn new(ledger: &'j Ledger, judge: &'j Judge<'a>) -> Self {
        let ends = ledger.coverage_ends().iter();
        let by_source = ends.map(|end| judge.looking_back_from(judge.as_of().min(*end)));
        let first_paired = ledger.first_paired();
        Self { first_paired, ledger, all: judge, by_source: by_source.collect() }
    }

    #[inline]
    fn of(&self, index: usize, contact: &Contact) -> &Judge<'a> {
        if index < self.first_paired || contact.answered().is_some() {
            return self.all;
        }
        let source = self.ledger.source(index);
        source.and_then(|source| self.by_source.get(usize::from(source))).unwrap_or(self.all)
    }
}

/// Where a gathered contact belongs.
enum Place {
    OutsidePeriod,
    AfterAsOf,
    Inside,
}

/// The instants of a period: from its first to before its end.
fn bounds(period: Option<&Period>, judge: &Judge<'_>) -> Option<(Instant, Instant)> {
    let table = &judge.calendar().table;
    period.map(|period| (table.midnight(period.first()), table.midnight(period.end())))
}

#[inline]
fn place(contact: &Contact, bounds: Option<(Instant, Instant)>, as_of: Instant) -> Place {
    let received = contact.received().instant;
    match bounds {
        Some((from, end)) if received < from || end <= received => Place::OutsidePeriod,
        _ if received > as_of => Place::AfterAsOf,
        _ => Place::Inside,
    }
}

impl Judged {
    /// Judges everything that was gathered.
    ///
    /// # Errors
    /// [`BrokenAccount`] when the account does not add up, which is an error in this program.
    pub fn new(
        gathered: &Gathered,
        judge: &Judge<'_>,
        scope: Scope<'_>,
    ) -> Result<Self, BrokenAccount> {
        Self::with_details(gathered, judge, scope, Wanted::default()).map(|(judged, _)| judged)
    }

    /// The same, and what is wanted besides. Where one board is wanted, all figures but those
    /// of the account are of its contacts alone.
    ///
    /// # Errors
    /// [`BrokenAccount`] as [`Judged::new`].
    pub fn with_details(
        gathered: &Gathered,
        judge: &Judge<'_>,
        scope: Scope<'_>,
        wanted: Wanted<'_>,
    ) -> Result<(Self, Details), BrokenAccount> {
        let table = &judge.calendar().table;
        let has_targets = judge.policy().rules.iter().any(|rule| rule.target.is_some());
        let grouping = gathered.grouping();
        let mut details = Counted::new(wanted, &grouping, judge.calendar());
        let mut groups = Tally::grouped(scope.by, &grouping);
        let mut kinds = Tally::by(&[Dimension::Channel, Dimension::Origin]);
        let mut by_rule = Tally::by(&[Dimension::Rule]);
        let mut exemptions: Vec<(ExemptionId, Group)> = Vec::new();
        let mut reason_at = FxHashMap::default();
        let mut account = Account {
            rows_read: gathered.inputs.iter().map(|input| input.rows).sum(),
            duplicates: gathered.duplicates,
            rejected: gathered.faults.counts().total(),
            ignored: gathered.ignored,
            ..Account::default()
        };
        let bounds = bounds(scope.period, judge);
        let mut receipts: Option<(Instant, Instant)> = None;
        let mut bare_dates = 0;
        let judges = Judges::new(&gathered.ledger, judge);
        let mut pairings = [0; Pairing::ALL.len()];
        for (index, contact) in gathered.ledger.contacts().iter().enumerate() {
            match place(contact, bounds, judge.as_of()) {
                Place::OutsidePeriod => account.outside_period += 1,
                Place::AfterAsOf => account.after_as_of += 1,
                Place::Inside => {
                    account.contacts += 1;
                    if details.is_elsewhere(contact) {
                        continue;
                    }
                    let answered_on = contact.answered().is_some_and(Moment::is_bare_date);
                    bare_dates += u64::from(contact.received().is_bare_date() || answered_on);
                    let received = contact.received().instant;
                    let (first, last) = receipts.get_or_insert((received, received));
                    (*first, *last) = (received.min(*first), received.max(*last));
                    let judge = judges.of(index, contact);
                    let verdict = judge.judge(contact);
                    let pairing = match verdict.to_answer_s {
                        Some(_) => contact.pairing(),
                        None => Pairing::None,
                    };
                    pairings[pairing as usize] += 1;
                    groups.add(contact, &verdict, table);
                    details.add(contact, &verdict, judge.calendar());
                    if scope.is_whole {
                        kinds.add(contact, &verdict, table);
                    }
                    if has_targets {
                        by_rule.add(contact, &verdict, table);
                    }
                    if let Some(reason) = contact.exemption() {
                        let verdict = judge.judge(&contact.exempt_for(None));
                        let at = *reason_at.entry(reason).or_insert(exemptions.len());
                        if at == exemptions.len() {
                            exemptions.push((reason, Group::default()));
                        }
                        exemptions[at].1.add(&verdict);
                    }
                }
            }
        }
        let rows = groups.figures();
        let total = if scope.is_whole { groups.total() } else { groups.counts() };
        account.check(&total, details.elsewhere)?;
        let exemptions: Vec<(ExemptionId, Figures)> =
            exemptions.into_iter().map(|(reason, mut group)| (reason, group.figures())).collect();
        let with_exempt = exemptions.iter().fold(
            (total.count(Outcome::Met), total.judged()),
            |(met, judged), (_, figures)| {
                (met + figures.count(Outcome::Met), judged + figures.judged())
            },
        );
        let judged = Self {
            account,
            groups: rows,
            kinds: kinds.figures(),
            total,
            exemptions,
            with_exempt,
            targets: targets(by_rule, judge),
            bare_dates,
            receipts,
            pairings,
        };
        Ok((judged, details.finish()))
    }

    /// Calls `each` with every contact that is audited, its index in the ledger and its
    /// verdict, in the order in which they were read.
    ///
    /// # Errors
    /// What `each` fails with.
    pub fn each_verdict<E>(
        gathered: &Gathered,
        judge: &Judge<'_>,
        period: Option<&Period>,
        mut each: impl FnMut(usize, &Contact, &Verdict) -> Result<(), E>,
    ) -> Result<(), E> {
        let bounds = bounds(period, judge);
        let judges = Judges::new(&gathered.ledger, judge);
        for (index, contact) in gathered.ledger.contacts().iter().enumerate() {
            if let Place::Inside = place(contact, bounds, judge.as_of()) {
                each(index, contact, &judges.of(index, contact).judge(contact))?;
            }
        }
        Ok(())
    }
}

fn targets(mut by_rule: Tally, judge: &Judge<'_>) -> Vec<Target> {
    let figures = by_rule.figures();
    let rules = judge.policy().rules.iter().enumerate();
    rules
        .filter_map(|(index, rule)| {
            let target = rule.target?;
            let number = index as u16;
            let own = figures.iter().find(|(key, _)| key[..] == [KeyPart::Rule(Some(number))]);
            let (met, judged) =
                own.map_or((0, 0), |(_, figures)| (figures.count(Outcome::Met), figures.judged()));
            let is_reached = judged == 0 || target.is_reached_by(met, judged);
            Some(Target { rule: number, met, judged, is_reached })
        })
        .collect()
}
