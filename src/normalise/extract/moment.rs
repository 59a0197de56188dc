//! Moments of slots: from the text of a cell to a moment, by the layouts of a profile.

use std::cell::Cell;

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, Timelike};

use super::columns::Header;
use super::span::ShiftOf;
use crate::calendar::{Day, FIRST_YEAR, Instant, LAST_YEAR, Zone};
use crate::contact::Moment;
use crate::normalise::moments::{Clock, NoMoment};
use crate::normalise::nulls::Nulls;
use crate::normalise::stamp::{LastStamp, Stamp, StampError, Why, parse_after};
use crate::profile::DateOrder;
use crate::profile::language::{Dst, Layout, MomentForm, SourceZone};

/// Why a cell gives no moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MomentFault {
    Stamp(StampError),
    /// It has no offset, and the profile says that every stamp has one.
    NoOffset,
    /// What is to be added is no span.
    Span,
    Settled(NoMoment),
}

/// How the moment of one slot is got from the rows of one file.
#[derive(Debug)]
pub(super) struct MomentOf {
    layouts: Vec<Layout>,
    /// Whether the first of them is [`ISO_SECONDS`].
    is_iso_first: bool,
    /// The zone of wall times where it is not the audit's own; `Err` where none may come.
    zone: Result<Option<Zone>, ()>,
    midnight_means_day: bool,
    is_date_only: bool,
    plus: Vec<ShiftOf>,
    dst: Dst,
    order: Option<DateOrder>,
    last: Cell<LastStamp>,
}

impl MomentOf {
    /// For files with this header. The user says the zone of this file, and that of all files
    /// whose profile cannot know it; `None` where a needed one is not said.
    pub(super) fn new(
        form: &MomentForm,
        header: &Header,
        [own, site]: [Option<Zone>; 2],
        order: Option<DateOrder>,
        home: Zone,
    ) -> Option<Self> {
        let foreign = |zone: Zone| Ok(Some(zone).filter(|zone| *zone != home));
        let zone = match form.zone {
            // What the user says of a file comes before what is usual for its system.
            SourceZone::Fixed(zone) => foreign(own.unwrap_or(zone)),
            SourceZone::Site => foreign(own.or(site)?),
            SourceZone::Stated => Err(()),
        };
        Some(Self {
            is_iso_first: matches!(form.layouts.first(), Some(Layout::Pattern(p)) if p == ISO_SECONDS),
            layouts: form.layouts.clone(),
            zone,
            midnight_means_day: form.midnight_means_day,
            is_date_only: form.is_date_only,
            plus: form.plus.iter().map(|shift| ShiftOf::new(shift, header)).collect(),
            dst: form.dst,
            order,
            last: Cell::default(),
        })
    }

    /// Whether a column that it adds is not in the file.
    pub(super) fn lacks_a_span(&self) -> bool {
        self.plus.iter().any(ShiftOf::is_nothing)
    }

    /// The moment that `text` gives, and whether its wall time came twice; `None` where the
    /// layout says that it is none, or where a span to be added is empty.
    #[inline]
    pub(super) fn moment<'r>(
        &self,
        text: &[u8],
        row: &impl Fn(usize) -> Option<&'r [u8]>,
        nulls: &Nulls,
        clock: &Clock<'_>,
        received: Option<Moment>,
    ) -> Result<Option<(Moment, bool)>, MomentFault> {
        let Some((mut moment, is_ambiguous)) = self.settled(text, clock, received)? else {
            return Ok(None);
        };
        for shift in &self.plus {
            let Some(span) = shift.seconds(self, row, nulls, clock)? else { return Ok(None) };
            let shifted = moment.instant.plus_s(span);
            if !within_years(shifted) {
                return Err(MomentFault::Stamp(StampError::OutOfRange));
            }
            moment = Moment { instant: shifted, ..moment };
        }
        Ok(Some((moment, is_ambiguous)))
    }

    /// The moment that `text` gives by itself.
    #[inline]
    fn settled(
        &self,
        text: &[u8],
        clock: &Clock<'_>,
        received: Option<Moment>,
    ) -> Result<Option<(Moment, bool)>, MomentFault> {
        let Some(stamp) = self.stamp(text)? else { return Ok(None) };
        let (foreign, stamp) = match (self.zone, stamp) {
            (Ok(zone), stamp) => (zone, stamp),
            (Err(()), Stamp::Instant(instant)) => (None, Stamp::Instant(instant)),
            (Err(()), Stamp::Date(day)) => (None, Stamp::Date(day)),
            (Err(()), Stamp::Wall(_)) => return Err(MomentFault::NoOffset),
        };
        let stamp = self.cut(stamp, clock);
        let settled = clock.settle(stamp, foreign, self.dst, received);
        settled.map(Some).map_err(MomentFault::Settled)
    }

    /// The instant of the first of these columns that has one.
    pub(super) fn first<'r>(
        &self,
        columns: &[usize],
        row: &impl Fn(usize) -> Option<&'r [u8]>,
        nulls: &Nulls,
        clock: &Clock<'_>,
    ) -> Result<Option<Instant>, MomentFault> {
        for at in columns {
            let cell = row(*at).map_or(&b""[..], |cell| nulls.meant(cell));
            if cell.is_empty() {
                continue;
            }
            if let Some((moment, _)) = self.settled(cell, clock, None)? {
                return Ok(Some(moment.instant));
            }
        }
        Ok(None)
    }

    #[inline]
    fn stamp(&self, text: &[u8]) -> Result<Option<Stamp>, MomentFault> {
        if self.is_iso_first
            && let Some(stamp) = self.iso_seconds(text)
        {
            return Ok(Some(stamp));
        }
        self.by_layouts(text)
    }

    /// A stamp of the commonest pattern, as our own reader reads it: that takes a hundredth of
    /// the time. `None` says nothing.
    #[inline]
    fn iso_seconds(&self, text: &[u8]) -> Option<Stamp> {
        if text.len() != 19 || text[10] != b' ' {
            return None;
        }
        let mut last = self.last.get();
        let stamp = parse_after(&mut last, text, None).ok()?;
        self.last.set(last);
        Some(stamp)
    }

    #[inline(never)]
    fn by_layouts(&self, text: &[u8]) -> Result<Option<Stamp>, MomentFault> {
        let mut first_error = None;
        for layout in &self.layouts {
            match self.by_layout(layout, text) {
                Ok(stamp) => return Ok(stamp),
                Err(error) => {
                    first_error.get_or_insert(error);
                }
            }
        }
        let error = first_error.unwrap_or(StampError::Unreadable(Why::NoLayout));
        Err(MomentFault::Stamp(error))
    }

    #[inline]
    fn by_layout(&self, layout: &Layout, text: &[u8]) -> Result<Option<Stamp>, StampError> {
        match layout {
            Layout::Usual(order) => {
                let mut last = self.last.get();
                let stamp = parse_after(&mut last, text, order.or(self.order))?;
                self.last.set(last);
                Ok(Some(stamp))
            }
            Layout::EpochSeconds => epoch(text, 1),
            Layout::EpochMilliseconds => epoch(text, 1000),
            Layout::Excel => serial(text, (1899, 12, 30)),
            Layout::Excel1904 => serial(text, (1904, 1, 1)),
            Layout::Rfc2822 => {
                let text = std::str::from_utf8(text).unwrap_or_default();
                let read = |text| DateTime::parse_from_rfc2822(text).map(Into::into);
                let Ok(instant) = read(text) else {
                    // The weekday of an absurd year is wrong as a rule; the year is what is amiss.
                    let day = text.split_once(',').and_then(|(_, day)| read(day).ok());
                    day.map_or(Ok(()), |day| checked(day).map(drop))?;
                    return Err(StampError::Unreadable(Why::NoLayout));
                };
                checked(instant).map(|instant| Some(Stamp::Instant(instant)))
            }
            // The commonest pattern says what our own reader knows: that takes a hundredth of the
            // time.
            Layout::Pattern(pattern)
                if pattern == ISO_SECONDS && text.len() == 19 && text[10] == b' ' =>
            {
                let mut last = self.last.get();
                let stamp = parse_after(&mut last, text, None)?;
                self.last.set(last);
                Ok(Some(stamp))
            }
            Layout::Pattern(pattern) => by_pattern(pattern, text).map(Some),
        }
    }

    /// Without the time of day where that means nothing.
    #[inline]
    fn cut(&self, stamp: Stamp, clock: &Clock<'_>) -> Stamp {
        if !self.is_date_only && !self.midnight_means_day {
            return stamp;
        }
        let wall = match stamp {
            Stamp::Date(_) => return stamp,
            Stamp::Wall(wall) => wall,
            Stamp::Instant(instant) => clock.home.zone().wall(instant),
        };
        let is_midnight = wall == wall.day.at(0);
        if self.is_date_only || is_midnight { Stamp::Date(wall.day) } else { stamp }
    }
}

/// `2026-03-02 15:05:00`.
const ISO_SECONDS: &str = "%Y-%m-%d %H:%M:%S";

fn within_years(instant: Instant) -> bool {
    let year = |year| Day::from_ymd(year, 1, 1).map_or(0, |day| day.at(0).unix_seconds());
    // A day on either side: an offset may put a good local stamp there.
    let (first, end) = (year(FIRST_YEAR) - 86_400, year(LAST_YEAR + 1) + 86_400);
    (first..end).contains(&instant.unix_seconds())
}

fn checked(instant: Instant) -> Result<Instant, StampError> {
    if within_years(instant) { Ok(instant) } else { Err(StampError::OutOfRange) }
}

/// Seconds since 1970 in `text`, which counts `per_second` of them a second; 0 is none.
fn epoch(text: &[u8], per_second: i64) -> Result<Option<Stamp>, StampError> {
    let unreadable = StampError::Unreadable(Why::NoLayout);
    let text = std::str::from_utf8(text).map_err(|_| unreadable)?;
    let whole = text.split_once('.').map_or(text, |(whole, fraction)| {
        if fraction.bytes().all(|byte| byte.is_ascii_digit()) { whole } else { "" }
    });
    if whole.is_empty() || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(unreadable);
    }
    let count: i64 = whole.parse().map_err(|_| StampError::OutOfRange)?;
    if count == 0 {
        return Ok(None);
    }
    let instant = checked(Instant::from_unix_seconds(count / per_second))?;
    Ok(Some(Stamp::Instant(instant)))
}

/// Days since `epoch`, a year, a month and a day, with the time of day as a fraction; to the
/// nearest second, as spreadsheets show it.
fn serial(text: &[u8], epoch: (i32, u32, u32)) -> Result<Option<Stamp>, StampError> {
    let unreadable = StampError::Unreadable(Why::NoLayout);
    let text = std::str::from_utf8(text).map_err(|_| unreadable)?;
    let is_digit = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b',');
    if !text.bytes().all(is_digit) {
        return Err(unreadable);
    }
    let days: f64 = text.replace(',', ".").parse().map_err(|_| unreadable)?;
    // As many days as there are to the year 9999; all are whole numbers of seconds in a float.
    if days >= 2_958_466.0 {
        return Err(StampError::OutOfRange);
    }
    let seconds = (days * 86_400.0).round() as i64;
    let (year, month, of_month) = epoch;
    let date = NaiveDate::from_ymd_opt(year, month, of_month).ok_or(unreadable)?;
    let date = date.checked_add_days(Days::new(seconds.unsigned_abs() / 86_400));
    let day = day_of(date.ok_or(StampError::OutOfRange)?)?;
    let has_time = text.contains(['.', ',']);
    Ok(Some(match (seconds % 86_400) as u32 {
        0 if !has_time => Stamp::Date(day),
        second => Stamp::Wall(day.at(second)),
    }))
}

/// By a strptime-like pattern. chrono is lenient with spaces and years, so the text must be what
/// the pattern writes again, whatever its case, leading zeros and fractions.
fn by_pattern(pattern: &str, text: &[u8]) -> Result<Stamp, StampError> {
    let unreadable = StampError::Unreadable(Why::NoLayout);
    let text = std::str::from_utf8(text).map_err(|_| unreadable)?;
    let same = |written: String| {
        let plain = |text: &str| {
            let letters = text.chars().filter(|c| *c != '0').flat_map(char::to_lowercase);
            letters.collect::<String>()
        };
        if plain(&written) == plain(text) { Ok(()) } else { Err(unreadable) }
    };
    if let Ok(stamp) = DateTime::parse_from_str(text, pattern) {
        same(stamp.format(pattern).to_string())?;
        return checked(stamp.into()).map(Stamp::Instant);
    }
    if let Ok(stamp) = NaiveDateTime::parse_from_str(text, pattern) {
        same(stamp.format(pattern).to_string())?;
        let day = day_of(stamp.date())?;
        return Ok(Stamp::Wall(day.at(stamp.num_seconds_from_midnight())));
    }
    let date = NaiveDate::parse_from_str(text, pattern).map_err(|_| unreadable)?;
    same(date.format(pattern).to_string())?;
    day_of(date).map(Stamp::Date)
}

fn day_of(date: NaiveDate) -> Result<Day, StampError> {
    use chrono::Datelike;
    if !(FIRST_YEAR..=LAST_YEAR).contains(&date.year()) {
        return Err(StampError::OutOfRange);
    }
    let day = Day::from_ymd(date.year(), date.month(), date.day());
    day.ok_or(StampError::Unreadable(Why::NoLayout))
}

#[cfg(test)]
mod tests;
