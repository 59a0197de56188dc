//! Details: what some reports count besides the figures of every audit.
//!
//! They are counted on the same way through the contacts, so that no figure is reckoned twice.

use crate::calendar::{Calendar, DayTable};
use crate::contact::Contact;
use crate::judge::Verdict;
use crate::tally::{Answers, BoardId, Dimension, Grouping, Tally};

use super::judged::Row;

/// What is wanted besides the figures of every audit.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted<'a> {
    /// Only contacts of this board; those of others are counted as elsewhere.
    pub board: Option<BoardId>,
    /// More groupings.
    pub also: &'a [&'a [Dimension]],
    /// Whether to count how soon contacts were answered.
    pub answers: bool,
}

/// What was counted besides the figures of every audit.
#[derive(Clone, Debug, Default)]
pub struct Details {
    /// The groups of each grouping, in the order in which they were wanted.
    pub also: Vec<Vec<Row>>,
    /// How soon contacts were answered, where it was wanted.
    pub answers: Option<Answers>,
    /// Contacts of the account that are of other boards than the one that was wanted.
    pub elsewhere: u64,
}

/// Details that are being counted.
pub(super) struct Counted {
    board: Option<BoardId>,
    grouping: Grouping,
    also: Vec<Tally>,
    answers: Option<Answers>,
    pub(super) elsewhere: u64,
}

impl Counted {
    pub(super) fn new(wanted: Wanted<'_>, grouping: &Grouping, calendar: &Calendar) -> Self {
        let also = wanted.also.iter().map(|by| Tally::grouped(by, grouping)).collect();
        let answers = wanted.answers.then(|| Answers::new(calendar));
        Self { board: wanted.board, grouping: grouping.clone(), also, answers, elsewhere: 0 }
    }

    /// Whether a contact is of another board than the one that is wanted; counts it if so.
    #[inline]
    pub(super) fn is_elsewhere(&mut self, contact: &Contact) -> bool {
        let own = |board| self.grouping.board(contact.department()) == board;
        let is_elsewhere = !self.board.is_none_or(own);
        self.elsewhere += u64::from(is_elsewhere);
        is_elsewhere
    }

    #[inline]
    pub(super) fn add(&mut self, contact: &Contact, verdict: &Verdict, table: &DayTable) {
        self.also.iter_mut().for_each(|tally| tally.add(contact, verdict, table));
    }

    /// Counts how soon a contact was answered.
    #[inline]
    pub(super) fn answered(&mut self, contact: &Contact, verdict: &Verdict, calendar: &Calendar) {
        if let Some(answers) = &mut self.answers {
            answers.add(contact, verdict, calendar);
        }
    }

    /// Adds how soon contacts were answered that somebody else has counted.
    pub(super) fn answered_before(&mut self, counted: &Answers) {
        if let Some(answers) = &mut self.answers {
            answers.merge(counted);
        }
    }

    /// Adds what `other` counted; the same was wanted of both.
    pub(super) fn merge(&mut self, other: Self) {
        for (mine, theirs) in self.also.iter_mut().zip(other.also) {
            mine.merge(theirs);
        }
        if let Some(counted) = &other.answers {
            self.answered_before(counted);
        }
        self.elsewhere += other.elsewhere;
    }

    pub(super) fn finish(mut self) -> Details {
        Details {
            also: self.also.iter_mut().map(Tally::figures).collect(),
            answers: self.answers,
            elsewhere: self.elsewhere,
        }
    }
}
