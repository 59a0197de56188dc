//! Instants: points on the one time line that all clocks share, in whole seconds.

use std::num::NonZeroU32;

use chrono::{DateTime, Utc};

/// A moment in whole seconds since 1970-01-01T00:00:00Z.
///
/// # Example
/// ```
/// use svarstid::calendar::Instant;
/// let received = Instant::from_unix_seconds(1_781_787_600);
/// assert_eq!(received.utc().to_rfc3339(), "2026-06-18T13:00:00+00:00");
/// assert_eq!(received.plus_s(48 * 3600).since_s(received), 172_800);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// The instant `seconds` after 1970-01-01T00:00:00Z.
    #[inline]
    pub const fn from_unix_seconds(seconds: i64) -> Self {
        Self(seconds)
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    #[inline]
    pub const fn unix_seconds(self) -> i64 {
        self.0
    }

    /// The instant `seconds` later (earlier when negative).
    #[inline]
    pub const fn plus_s(self, seconds: i64) -> Self {
        Self(self.0 + seconds)
    }

    /// Elapsed seconds from `earlier` to this instant; negative when `earlier` is later.
    #[inline]
    pub const fn since_s(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }

    /// The instant as chrono knows it.
    pub fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.0, 0).unwrap_or_default()
    }
}

/// An instant of 1989-2125 in four bytes, for those who keep millions.
///
/// # Example
/// ```
/// use svarstid::calendar::{Instant, ShortInstant};
/// let received = Instant::from_unix_seconds(1_781_787_600);
/// assert_eq!(ShortInstant::new(received).instant(), received);
/// assert_eq!(std::mem::size_of::<Option<ShortInstant>>(), 4);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShortInstant(NonZeroU32);

/// Seconds since 1970 of 1989-01-01T00:00:00Z.
const SHORT_EPOCH_S: i64 = 599_616_000;

impl ShortInstant {
    /// The same instant, which must lie behind the beginning of 1989 and before 2125.
    #[inline]
    pub fn new(instant: Instant) -> Self {
        let seconds = instant.0 - SHORT_EPOCH_S;
        debug_assert!((1..=i64::from(u32::MAX)).contains(&seconds), "{instant:?} is out of range");
        Self(NonZeroU32::new(seconds as u32).unwrap_or(NonZeroU32::MIN))
    }

    /// The instant.
    #[inline]
    pub const fn instant(self) -> Instant {
        Instant(self.0.get() as i64 + SHORT_EPOCH_S)
    }
}

impl<Tz: chrono::TimeZone> From<DateTime<Tz>> for Instant {
    /// Fractions of a second are cut (SPEC 2).
    fn from(stamp: DateTime<Tz>) -> Self {
        Self(stamp.timestamp())
    }
}
