//! Counting: verdicts into every tally of an audit, whoever gave them.

use rustc_hash::FxHashMap;

use crate::calendar::Instant;
use crate::contact::{Contact, ExemptionId, Moment, Pairing};
use crate::judge::{Judge, Outcome, Verdict};
use crate::tally::{Account, BrokenAccount, Dimension, Figures, Group, Grouping, KeyPart, Tally};

use super::details::{Counted, Details, Wanted};
use super::judged::{Judged, Place, Scope, Target, bounds, place};

/// What is counted while contacts come, one at a time.
pub(super) struct Counting<'j, 'a> {
    judge: &'j Judge<'a>,
    /// The instants of the period.
    bounds: Option<(Instant, Instant)>,
    pub(super) details: Counted,
    is_whole: bool,
    has_targets: bool,
    groups: Tally,
    kinds: Tally,
    by_rule: Tally,
    exemptions: Vec<(ExemptionId, Group)>,
    reason_at: FxHashMap<ExemptionId, usize>,
    /// Its contacts are counted here; the other parts are whoever counts the rows to say.
    pub(super) account: Account,
    receipts: Option<(Instant, Instant)>,
    bare_dates: u64,
    pairings: [u64; Pairing::ALL.len()],
}

impl<'j, 'a> Counting<'j, 'a> {
    /// Nothing yet but what `account` says of rows that are no contact.
    pub(super) fn new(
        judge: &'j Judge<'a>,
        scope: Scope<'_>,
        wanted: Wanted<'_>,
        grouping: &Grouping,
        account: Account,
    ) -> Self {
        Self {
            judge,
            bounds: bounds(scope.period, judge),
            details: Counted::new(wanted, grouping, judge.calendar()),
            is_whole: scope.is_whole,
            has_targets: judge.policy().rules.iter().any(|rule| rule.target.is_some()),
            groups: Tally::grouped(scope.by, grouping),
            kinds: Tally::by(&[Dimension::Channel, Dimension::Origin]),
            by_rule: Tally::by(&[Dimension::Rule]),
            exemptions: Vec::new(),
            reason_at: FxHashMap::default(),
            account,
            receipts: None,
            bare_dates: 0,
            pairings: [0; Pairing::ALL.len()],
        }
    }

    /// Counts a contact where it belongs; `judge` judges it if it is audited.
    #[inline]
    pub(super) fn place(&mut self, contact: &Contact, judge: &Judge<'_>) {
        match place(contact, self.bounds, self.judge.as_of()) {
            Place::OutsidePeriod => self.account.outside_period += 1,
            Place::AfterAsOf => self.account.after_as_of += 1,
            Place::Inside => {
                let otherwise = || judge.judge(&contact.exempt_for(None));
                let verdict = judge.judge(contact);
                if self.add(contact, &verdict, otherwise) {
                    self.details.answered(contact, &verdict, self.judge.calendar());
                }
            }
        }
    }

    /// Counts a contact that is audited, all but how soon it was answered; `otherwise` gives the
    /// verdict if it were not exempt. Whether it is of the board that is wanted.
    #[inline]
    pub(super) fn add(
        &mut self,
        contact: &Contact,
        verdict: &Verdict,
        otherwise: impl FnOnce() -> Verdict,
    ) -> bool {
        let table = &self.judge.calendar().table;
        self.account.contacts += 1;
        if self.details.is_elsewhere(contact) {
            return false;
        }
        let answered_on = contact.answered().is_some_and(Moment::is_bare_date);
        self.bare_dates += u64::from(contact.received().is_bare_date() || answered_on);
        let received = contact.received().instant;
        self.receive(received, received);
        let pairing = match verdict.to_answer_s {
            Some(_) => contact.pairing(),
            None => Pairing::None,
        };
        self.pairings[pairing as usize] += 1;
        self.groups.add(contact, verdict, table);
        self.details.add(contact, verdict, table);
        if self.is_whole {
            self.kinds.add(contact, verdict, table);
        }
        if self.has_targets {
            self.by_rule.add(contact, verdict, table);
        }
        if let Some(reason) = contact.exemption() {
            self.exempt(reason).add(&otherwise());
        }
        true
    }

    /// Adds what `other` counted of the contacts behind its own: the same scope, the same judge.
    pub(super) fn merge(&mut self, other: Self) {
        self.details.merge(other.details);
        self.groups.merge(other.groups);
        self.kinds.merge(other.kinds);
        self.by_rule.merge(other.by_rule);
        for (reason, group) in other.exemptions {
            self.exempt(reason).merge(group);
        }
        self.account.contacts += other.account.contacts;
        self.account.outside_period += other.account.outside_period;
        self.account.after_as_of += other.account.after_as_of;
        if let Some((first, last)) = other.receipts {
            self.receive(first, last);
        }
        self.bare_dates += other.bare_dates;
        for (mine, theirs) in self.pairings.iter_mut().zip(other.pairings) {
            *mine += theirs;
        }
    }

    #[inline]
    fn receive(&mut self, first: Instant, last: Instant) {
        let (own_first, own_last) = self.receipts.get_or_insert((first, last));
        (*own_first, *own_last) = (first.min(*own_first), last.max(*own_last));
    }

    /// The contacts that are exempt for a reason, which come in the order of the first of each.
    fn exempt(&mut self, reason: ExemptionId) -> &mut Group {
        let at = *self.reason_at.entry(reason).or_insert(self.exemptions.len());
        if at == self.exemptions.len() {
            self.exemptions.push((reason, Group::default()));
        }
        &mut self.exemptions[at].1
    }

    /// Every figure, and what was wanted besides.
    ///
    /// # Errors
    /// [`BrokenAccount`] when the account does not add up, which is an error in this program.
    pub(super) fn finish(mut self) -> Result<(Judged, Details), BrokenAccount> {
        let rows = self.groups.figures();
        let total = if self.is_whole { self.groups.total() } else { self.groups.counts() };
        self.account.check(&total, self.details.elsewhere)?;
        let exemptions: Vec<(ExemptionId, Figures)> = self
            .exemptions
            .into_iter()
            .map(|(reason, mut group)| (reason, group.figures()))
            .collect();
        let with_exempt = exemptions.iter().fold(
            (total.count(Outcome::Met), total.judged()),
            |(met, judged), (_, figures)| {
                (met + figures.count(Outcome::Met), judged + figures.judged())
            },
        );
        let judged = Judged {
            account: self.account,
            groups: rows,
            kinds: self.kinds.figures(),
            total,
            exemptions,
            with_exempt,
            targets: targets(self.by_rule, self.judge),
            bare_dates: self.bare_dates,
            receipts: self.receipts,
            pairings: self.pairings,
        };
        Ok((judged, self.details.finish()))
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
