//! Outcomes: what became of one event, in four bytes.
//!
//! One for each event is all that pairing keeps for good: contacts come out of them in the order
//! in which they were read. Never tells a moment; that is the answering event's.

use crate::contact::Pairing;
use crate::profile::language::Ignored;

/// What became of an event: the upper two bits say what the lower thirty mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Outcome(u32);

const KIND: u32 = 3 << 30;
/// A contact; the lower bits are the event that answered it.
const ANSWERED: u32 = 0;
/// The same, by inference.
const INFERRED: u32 = 1 << 30;
/// A further message; the lower bits are the event that opened its contact.
const REPEAT: u32 = 2 << 30;
/// One of the codes.
const CODE: u32 = 3 << 30;
/// The first code of a reason to be ignored.
const REASONS: u32 = CODE | 16;

impl Outcome {
    /// A contact that may still be answered.
    pub(super) const OPEN: Self = Self(CODE);
    /// A contact that nothing can answer any more; also what an event is before its turn.
    pub(super) const UNANSWERED: Self = Self(CODE | 1);
    /// A contact answered in its own row.
    pub(super) const DIRECT: Self = Self(CODE | 2);

    /// A contact that the event `answer` answered.
    pub(super) const fn answered(answer: u32, is_inferred: bool) -> Self {
        Self(if is_inferred { INFERRED } else { ANSWERED } | answer)
    }

    /// A further message in the contact that `opener` opened.
    pub(super) const fn repeat(opener: u32) -> Self {
        Self(REPEAT | opener)
    }

    /// No contact of its own, for `reason`.
    pub(super) const fn ignored(reason: Ignored) -> Self {
        Self(REASONS + reason as u32)
    }

    /// The opener of the contact that a further message belongs to.
    pub(super) const fn repeats(self) -> Option<u32> {
        match self.0 & KIND {
            REPEAT => Some(self.0 & !KIND),
            _ => None,
        }
    }

    /// Why the event is no contact of its own; `None` for a contact.
    pub(super) fn reason(self) -> Option<Ignored> {
        match self.0 {
            code if code >= REASONS => Ignored::ALL.get((code - REASONS) as usize).copied(),
            code if code & KIND == REPEAT => Some(Ignored::Repeat),
            _ => None,
        }
    }

    /// The answer of the contact that `event` opened, and how it was found.
    pub(super) const fn answer(self, event: u32) -> (Option<u32>, Pairing) {
        match self.0 & KIND {
            ANSWERED => (Some(self.0), Pairing::Exact),
            INFERRED => (Some(self.0 & !KIND), Pairing::Inferred),
            _ if self.0 == Self::DIRECT.0 => (Some(event), Pairing::Direct),
            _ => (None, Pairing::None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAST: u32 = (1 << 30) - 1;

    #[test]
    fn an_outcome_gives_back_what_it_was_made_of() {
        for event in [0, 1, LAST] {
            let exact = Outcome::answered(event, false);
            let inferred = Outcome::answered(event, true);
            assert_eq!(exact.answer(7), (Some(event), Pairing::Exact));
            assert_eq!(inferred.answer(7), (Some(event), Pairing::Inferred));
            assert_eq!(Outcome::repeat(event).repeats(), Some(event));
            assert_eq!(Outcome::repeat(event).reason(), Some(Ignored::Repeat));
            assert_eq!((exact.reason(), exact.repeats()), (None, None));
            assert_eq!((inferred.reason(), inferred.repeats()), (None, None));
        }
        assert_eq!(Outcome::DIRECT.answer(7), (Some(7), Pairing::Direct));
        for unanswered in [Outcome::OPEN, Outcome::UNANSWERED] {
            assert_eq!(unanswered.answer(7), (None, Pairing::None));
            assert_eq!((unanswered.reason(), unanswered.repeats()), (None, None));
        }
    }

    #[test]
    fn every_reason_has_an_outcome_of_its_own() {
        for reason in Ignored::ALL {
            let outcome = Outcome::ignored(reason);
            assert_eq!(outcome.reason(), Some(reason));
            assert_eq!(outcome.repeats(), None);
        }
    }
}
