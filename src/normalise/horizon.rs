//! The horizon: no stamp lies behind it.

use std::sync::atomic::{AtomicI64, Ordering};

use crate::calendar::Instant;

/// The latest that anything can have happened, and what was refused for being later.
///
/// Where the horizon is the machine's clock, a run cannot be made again without it; but every
/// horizon below the earliest stamp that was refused, and not below the latest that was taken,
/// refuses the same ones. So [`Horizon::earliest_refused`] is all that has to be kept, and it
/// does not change from one day to the next.
///
/// # Example
/// ```
/// use svarstid::calendar::Instant;
/// use svarstid::normalise::Horizon;
/// let horizon = Horizon::new(Instant::from_unix_seconds(100));
/// assert!(horizon.allows(Instant::from_unix_seconds(100)));
/// assert_eq!(horizon.earliest_refused(), None);
/// assert!(!horizon.allows(Instant::from_unix_seconds(250)));
/// assert!(!horizon.allows(Instant::from_unix_seconds(200)));
/// assert_eq!(horizon.earliest_refused(), Some(Instant::from_unix_seconds(200)));
/// ```
#[derive(Debug)]
pub struct Horizon {
    latest: Instant,
    earliest_refused_s: AtomicI64,
}

impl Horizon {
    /// Stamps later than `latest` are refused.
    pub const fn new(latest: Instant) -> Self {
        Self { latest, earliest_refused_s: AtomicI64::new(i64::MAX) }
    }

    /// Whether a stamp may be; remembers those that may not.
    #[inline]
    pub fn allows(&self, stamp: Instant) -> bool {
        let is_allowed = stamp <= self.latest;
        if !is_allowed {
            self.earliest_refused_s.fetch_min(stamp.unix_seconds(), Ordering::Relaxed);
        }
        is_allowed
    }

    /// The earliest stamp that was refused, if any was.
    pub fn earliest_refused(&self) -> Option<Instant> {
        let seconds = self.earliest_refused_s.load(Ordering::Relaxed);
        (seconds != i64::MAX).then(|| Instant::from_unix_seconds(seconds))
    }
}
