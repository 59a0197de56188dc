//! Time zones: which instant a wall clock meant. The only user of chrono-tz.
//!
//! A wall time is one instant, none (the hour that a clock skips in spring) or two
//! (the hour that it repeats in autumn). [`Resolved`] makes the caller say which it wants.

use chrono::{MappedLocalTime, NaiveDateTime, Offset, TimeZone};
use chrono_tz::Tz;

use super::{Instant, Wall};

/// The time-zone database compiled into this program, for the record of a run.
pub const TZ_DATABASE: &str = chrono_tz::IANA_TZDB_VERSION;

/// What a wall time means in a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// Exactly one instant.
    One(Instant),
    /// No instant: the clock skipped this time.
    Gap,
    /// Two instants: the clock showed this time twice.
    Fold {
        /// The first time the clock showed it.
        earlier: Instant,
        /// The second time.
        later: Instant,
    },
}

impl Resolved {
    /// The only or the earlier instant; `None` in a gap.
    pub const fn earliest(self) -> Option<Instant> {
        match self {
            Self::One(instant) | Self::Fold { earlier: instant, .. } => Some(instant),
            Self::Gap => None,
        }
    }
}

/// A named time zone.
///
/// # Example
/// ```
/// use svarstid::calendar::{Day, Resolved, Zone};
/// let stockholm = Zone::named("Europe/Stockholm").expect("a known zone");
/// let skipped = Day::from_ymd(2026, 3, 29).expect("a real date").at(2 * 3600 + 1800);
/// assert_eq!(stockholm.resolve(skipped), Resolved::Gap);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone(Tz);

impl Zone {
    /// Swedish time: `Europe/Stockholm`.
    pub const STOCKHOLM: Self = Self(Tz::Europe__Stockholm);

    /// The zone of an IANA name such as `Europe/Stockholm`; `None` for an unknown name.
    pub fn named(name: &str) -> Option<Self> {
        name.parse().ok().map(Self)
    }

    /// The IANA name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The IANA name of every zone, for suggestions.
    pub fn names() -> impl Iterator<Item = &'static str> {
        chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name())
    }

    /// Which instant or instants `wall` means here.
    pub fn resolve(self, wall: Wall) -> Resolved {
        match self.0.from_local_datetime(&NaiveDateTime::from(wall)) {
            MappedLocalTime::Single(stamp) => Resolved::One(stamp.into()),
            MappedLocalTime::Ambiguous(earlier, later) => {
                Resolved::Fold { earlier: earlier.into(), later: later.into() }
            }
            MappedLocalTime::None => Resolved::Gap,
        }
    }

    /// Seconds that this zone's clocks are ahead of UTC at `instant`.
    pub fn offset_s(self, instant: Instant) -> i32 {
        self.0.offset_from_utc_datetime(&instant.utc().naive_utc()).fix().local_minus_utc()
    }

    /// What this zone's clocks show at `instant`.
    pub fn wall(self, instant: Instant) -> Wall {
        Wall::from_unix_seconds(instant.unix_seconds() + i64::from(self.offset_s(instant)))
    }

    /// The stamp of `instant` with this zone's offset, as RFC 3339 writes it.
    pub fn rfc3339(self, instant: Instant) -> String {
        self.wall(instant).rfc3339(self.offset_s(instant))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Day;

    fn wall(year: i32, month: u32, day: u32, hour: u32, minute: u32) -> Wall {
        Wall::new(Day::from_ymd(year, month, day).unwrap(), hour, minute, 0).unwrap()
    }

    #[test]
    fn the_spring_gap_has_no_instant_and_its_edges_have_one() {
        assert_eq!(Zone::STOCKHOLM.resolve(wall(2026, 3, 29, 2, 0)), Resolved::Gap);
        assert_eq!(Zone::STOCKHOLM.resolve(wall(2026, 3, 29, 2, 59)), Resolved::Gap);
        assert!(matches!(Zone::STOCKHOLM.resolve(wall(2026, 3, 29, 3, 0)), Resolved::One(_)));
        assert!(matches!(Zone::STOCKHOLM.resolve(wall(2026, 3, 29, 1, 59)), Resolved::One(_)));
    }

    #[test]
    fn the_autumn_fold_has_two_instants_an_hour_apart() {
        let Resolved::Fold { earlier, later } = Zone::STOCKHOLM.resolve(wall(2026, 10, 25, 2, 30))
        else {
            panic!("02:30 comes twice that night")
        };
        assert_eq!(later.since_s(earlier), 3600);
        assert_eq!(Zone::STOCKHOLM.rfc3339(earlier), "2026-10-25T02:30:00+02:00");
        assert_eq!(Zone::STOCKHOLM.rfc3339(later), "2026-10-25T02:30:00+01:00");
    }

    #[test]
    fn a_zone_knows_its_name_and_an_unknown_one_is_none() {
        assert_eq!(Zone::named("Europe/Stockholm"), Some(Zone::STOCKHOLM));
        assert_eq!(Zone::STOCKHOLM.name(), "Europe/Stockholm");
        assert_eq!(Zone::named("Europe/Nykvarn"), None);
    }
}
