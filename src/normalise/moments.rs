//! Moments: from a stamp to an instant, where a zone may have to say which.
//!
//! The one place that knows what a doubtful local time means (SPEC 2).

use crate::calendar::{DayTable, Resolved, Zone};
use crate::contact::Moment;
use crate::profile::language::Dst;

use super::horizon::Horizon;
use super::stamp::Stamp;

/// Why a stamp is no moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoMoment {
    /// The clock change in spring skipped it.
    Nonexistent,
    /// The clock change in autumn showed it twice, and the profile rejects those.
    Ambiguous,
    /// It is later than anything can have happened.
    InTheFuture,
}

/// What moments are settled by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock<'a> {
    /// The days of the audit's own zone.
    pub(super) home: &'a DayTable,
    /// Stamps later than this are faults.
    pub(super) horizon: Option<&'a Horizon>,
}

impl Clock<'_> {
    /// The moment of a stamp, and whether its wall time came twice. `foreign` is the zone of
    /// wall times where it is not the audit's own.
    ///
    /// Of two instants it is the earlier one, except for an answer that would then precede
    /// `received`.
    #[inline]
    pub(super) fn settle(
        &self,
        stamp: Stamp,
        foreign: Option<Zone>,
        dst: Dst,
        received: Option<Moment>,
    ) -> Result<(Moment, bool), NoMoment> {
        let (moment, is_ambiguous) = match stamp {
            Stamp::Instant(instant) => (Moment::second(instant), false),
            Stamp::Date(day) => (Moment::day(self.home.midnight(day)), false),
            Stamp::Wall(wall) => {
                let resolved = match foreign {
                    None => self.home.resolve(wall),
                    Some(zone) => zone.resolve(wall),
                };
                match resolved {
                    Resolved::One(instant) => (Moment::second(instant), false),
                    Resolved::Gap => return Err(NoMoment::Nonexistent),
                    Resolved::Fold { earlier, later } => {
                        let first = Moment::second(earlier);
                        let is_later = match dst {
                            Dst::Reject => return Err(NoMoment::Ambiguous),
                            Dst::Earlier => false,
                            Dst::Later => true,
                            Dst::Usual => received.is_some_and(|r| self.precedes(first, r)),
                        };
                        (if is_later { Moment::second(later) } else { first }, true)
                    }
                }
            }
        };
        match self.horizon {
            Some(horizon) if !horizon.allows(moment.instant) => Err(NoMoment::InTheFuture),
            _ => Ok((moment, is_ambiguous)),
        }
    }

    /// Whether an answer precedes its receipt; by date where either is a bare date.
    #[inline]
    pub(super) fn precedes(&self, answered: Moment, received: Moment) -> bool {
        if answered.is_bare_date() || received.is_bare_date() {
            return self.home.day_of(answered.instant) < self.home.day_of(received.instant);
        }
        answered.instant < received.instant
    }
}
