//! Readings side by side: the same contacts, gathered once, judged by other rules.

use std::convert::Infallible;

use crate::calendar::Period;
use crate::judge::{Judge, Outcome};
use crate::tally::BoardId;

use super::gathered::Gathered;
use super::judged::Judged;

/// How many audited contacts `other` gives another outcome than `judge` does: how many a
/// reading affects. Both look back from the same moment. Of one board alone where it is named.
pub fn changed_outcomes(
    gathered: &Gathered,
    judge: &Judge<'_>,
    other: &Judge<'_>,
    period: Option<&Period>,
    board: Option<BoardId>,
) -> u64 {
    let of = |judge| outcomes(gathered, judge, period, board);
    of(judge).into_iter().zip(of(other)).filter(|(own, other)| own != other).count() as u64
}

/// The outcome of each audited contact, in the order in which they were read.
fn outcomes(
    gathered: &Gathered,
    judge: &Judge<'_>,
    period: Option<&Period>,
    board: Option<BoardId>,
) -> Vec<Outcome> {
    let grouping = gathered.grouping();
    let mut outcomes = Vec::new();
    let walked = Judged::each_verdict(gathered, judge, period, |_, contact, verdict| {
        if board.is_none_or(|board| grouping.board(contact.department()) == board) {
            outcomes.push(verdict.outcome);
        }
        Ok::<(), Infallible>(())
    });
    match walked {
        Ok(()) => outcomes,
        Err(never) => match never {},
    }
}
