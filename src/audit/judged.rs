//! Judging: every gathered contact to its verdict, into tallies and the account.

use std::convert::Infallible;
use std::num::NonZeroUsize;
use std::ops::Range;

use crate::calendar::{Instant, Period};
use crate::contact::{Contact, ExemptionId, Pairing};
use crate::judge::{Judge, Verdict};
use crate::normalise::Ledger;
use crate::tally::{Account, BrokenAccount, Dimension, Figures, KeyPart};

use super::counting::Counting;
use super::details::{Details, Wanted};
use super::gathered::Gathered;
use super::ordered::in_order;

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
/// from later than its end, or from behind a gap, looks back from there. An answer that was found is proved, also one
/// behind that end: a call was picked up after it began, or another source tells of it.
struct Judges<'j, 'a> {
    first_paired: usize,
    ledger: &'j Ledger,
    all: &'j Judge<'a>,
    /// By source, and by the ends of what it covers without a gap.
    by_source: Vec<Vec<Judge<'a>>>,
}

impl<'j, 'a> Judges<'j, 'a> {
    fn new(ledger: &'j Ledger, judge: &'j Judge<'a>) -> Self {
        let until = |end: &Instant| judge.looking_back_from(judge.as_of().min(*end));
        let ends = ledger.coverage_ends().iter();
        let by_source = ends.map(|ends| ends.iter().map(until).collect()).collect();
        let first_paired = ledger.first_paired();
        Self { first_paired, ledger, all: judge, by_source }
    }

    #[inline]
    fn of(&self, index: usize, contact: &Contact) -> &Judge<'a> {
        if index < self.first_paired || contact.answered().is_some() {
            return self.all;
        }
        let of_end = self.ledger.covered_until(index).and_then(|(source, at, _)| {
            let judges: &Vec<Judge<'a>> = self.by_source.get(usize::from(source))?;
            judges.get(at)
        });
        of_end.unwrap_or(self.all)
    }
}

/// Contacts for which a thread of its own is worth its start.
const WORTH_A_THREAD: usize = 1 << 15;

/// So many contacts, parted among so many threads.
fn ranges(contacts: usize, threads: NonZeroUsize) -> Vec<Range<usize>> {
    let parts = (contacts / WORTH_A_THREAD).clamp(1, threads.get());
    let cut = |part: usize| contacts / parts * part + (contacts % parts).min(part);
    (0..parts).map(|part| cut(part)..cut(part + 1)).collect()
}

/// Where a gathered contact belongs.
pub(super) enum Place {
    OutsidePeriod,
    AfterAsOf,
    Inside,
}

/// The instants of a period: from its first to before its end.
pub(super) fn bounds(period: Option<&Period>, judge: &Judge<'_>) -> Option<(Instant, Instant)> {
    let table = &judge.calendar().table;
    period.map(|period| (table.midnight(period.first()), table.midnight(period.end())))
}

#[inline]
pub(super) fn place(
    contact: &Contact,
    bounds: Option<(Instant, Instant)>,
    as_of: Instant,
) -> Place {
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
        let account = Account {
            rows_read: gathered.inputs.iter().map(|input| input.rows).sum(),
            duplicates: gathered.duplicates,
            rejected: gathered.faults.counts().total(),
            ignored: gathered.ignored,
            ..Account::default()
        };
        let grouping = gathered.grouping();
        let mut counting = Counting::new(judge, scope, wanted, &grouping, account);
        let contacts = gathered.ledger.contacts();
        let judges = Judges::new(&gathered.ledger, judge);
        let count = |counting: &mut Counting<'_, '_>, range: Range<usize>| {
            for (index, contact) in range.clone().zip(&contacts[range]) {
                counting.place(contact, judges.of(index, contact));
            }
        };
        let ranges = ranges(contacts.len(), gathered.threads);
        if ranges.len() < 2 {
            count(&mut counting, 0..contacts.len());
            return counting.finish();
        }
        let mut state = (ranges.into_iter(), counting);
        let counted = in_order(
            gathered.threads,
            &mut state,
            |(ranges, _)| Ok::<_, Infallible>(ranges.next()),
            |range| {
                let mut own = Counting::new(judge, scope, wanted, &grouping, Account::default());
                count(&mut own, range);
                own
            },
            |(_, counting), own| {
                counting.merge(own);
                Ok(())
            },
        );
        match counted {
            Ok(()) => state.1.finish(),
        }
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn ranges_are_all_contacts_once_and_in_their_order(
            contacts in 0usize..1_000_000,
            threads in 1usize..70,
        ) {
            let ranges = ranges(contacts, NonZeroUsize::new(threads).unwrap());
            prop_assert!((1..=threads).contains(&ranges.len()));
            prop_assert_eq!((ranges[0].start, ranges[ranges.len() - 1].end), (0, contacts));
            prop_assert!(ranges.windows(2).all(|pair| pair[0].end == pair[1].start));
            let lengths = ranges.iter().map(ExactSizeIterator::len);
            prop_assert!(lengths.clone().max().unwrap() - lengths.min().unwrap() <= 1);
        }
    }
}
