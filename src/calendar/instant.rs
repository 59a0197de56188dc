//! Instants: points on the one time line that all clocks share, in whole seconds.

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

impl<Tz: chrono::TimeZone> From<DateTime<Tz>> for Instant {
    /// Fractions of a second are cut (SPEC 2).
    fn from(stamp: DateTime<Tz>) -> Self {
        Self(stamp.timestamp())
    }
}
