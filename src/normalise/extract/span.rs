//! Spans: numbers of some unit, hours, minutes and seconds, or what lies between two moments.

use super::columns::Header;
use super::moment::{MomentFault, MomentOf};
use crate::normalise::moments::Clock;
use crate::normalise::nulls::Nulls;
use crate::normalise::trimmed;
use crate::profile::language::{Shift, SpanForm, SpanText, Text, Unit};

/// A span that is added to a moment or to another span, for the rows of one file.
#[derive(Debug)]
pub(super) struct ShiftOf {
    span: SpanTextOf,
    sign: i64,
}

#[derive(Debug)]
enum SpanTextOf {
    Column(Option<usize>, Unit),
    Between(Vec<usize>, Vec<usize>),
}

impl ShiftOf {
    pub(super) fn new(shift: &Shift, header: &Header) -> Self {
        let span = match &shift.span {
            SpanText::Column(cell, unit) => SpanTextOf::Column(header.find(cell), *unit),
            SpanText::Between(since, until) => {
                SpanTextOf::Between(header.all(since), header.all(until))
            }
        };
        Self { span, sign: shift.sign }
    }

    /// Whether the file has not the columns that it comes from.
    pub(super) fn is_nothing(&self) -> bool {
        match &self.span {
            SpanTextOf::Column(at, _) => at.is_none(),
            SpanTextOf::Between(since, until) => since.is_empty() || until.is_empty(),
        }
    }

    /// Seconds to add; `None` where the row tells none. `moments` reads the stamps of the rule.
    pub(super) fn seconds<'r>(
        &self,
        moments: &MomentOf,
        row: &impl Fn(usize) -> Option<&'r [u8]>,
        nulls: &Nulls,
        clock: &Clock<'_>,
    ) -> Result<Option<i64>, MomentFault> {
        match &self.span {
            SpanTextOf::Column(..) => self.of_column(row, nulls),
            SpanTextOf::Between(since, until) => {
                let span = between(moments, [since, until], row, nulls, clock)?;
                Ok(span.map(|span| span * self.sign))
            }
        }
    }

    fn of_column<'r>(
        &self,
        row: &impl Fn(usize) -> Option<&'r [u8]>,
        nulls: &Nulls,
    ) -> Result<Option<i64>, MomentFault> {
        let SpanTextOf::Column(at, unit) = &self.span else { return Ok(None) };
        let cell = at.and_then(row).map_or(&b""[..], |cell| nulls.meant(cell));
        if cell.is_empty() {
            return Ok(None);
        }
        let span = in_unit(cell, *unit).ok_or(MomentFault::Span)?;
        Ok(Some(span * self.sign))
    }
}

/// Seconds from the one moment to the other; `None` where the row has not both.
fn between<'r>(
    moments: &MomentOf,
    [since, until]: [&[usize]; 2],
    row: &impl Fn(usize) -> Option<&'r [u8]>,
    nulls: &Nulls,
    clock: &Clock<'_>,
) -> Result<Option<i64>, MomentFault> {
    let since = moments.first(since, row, nulls, clock)?;
    let until = moments.first(until, row, nulls, clock)?;
    Ok(since.zip(until).map(|(since, until)| until.since_s(since)))
}

/// How a span of time is got from the rows of one file.
#[derive(Debug)]
pub(super) struct SpanOf {
    unit: Unit,
    plus: Vec<ShiftOf>,
    /// What reads the moments between which it lies, and where those stand.
    between: Option<(MomentOf, Vec<usize>, Vec<usize>)>,
}

impl SpanOf {
    /// For files with this header; `moments` reads the moments between which it lies.
    pub(super) fn new(
        form: &SpanForm,
        source: &Text,
        moments: Option<MomentOf>,
        header: &Header,
    ) -> Self {
        let between = match (moments, source) {
            (Some(moments), Text::Between { since, until }) => {
                Some((moments, header.all(since), header.all(until)))
            }
            _ => None,
        };
        let plus = form.plus.iter().map(|shift| ShiftOf::new(shift, header)).collect();
        Self { unit: form.unit, plus, between }
    }

    /// Whole seconds, from 0; `None` where the row tells none. `text` is that of its own source.
    pub(super) fn seconds<'r>(
        &self,
        text: &[u8],
        row: &impl Fn(usize) -> Option<&'r [u8]>,
        nulls: &Nulls,
        clock: &Clock<'_>,
    ) -> Option<u32> {
        let mut span = match &self.between {
            Some((moments, since, until)) => {
                between(moments, [since, until], row, nulls, clock).ok()??
            }
            None => in_unit(text, self.unit)?,
        };
        for shift in &self.plus {
            span += shift.of_column(row, nulls).ok()??;
        }
        u32::try_from(span).ok()
    }
}

/// The span that a cell is in this unit, in whole seconds.
fn in_unit(text: &[u8], unit: Unit) -> Option<i64> {
    span_s(text, unit.seconds).map(|span| if text.contains(&b':') { span } else { span / unit.per })
}

/// A number such as `12`, `-3`, `2,5` or `1.75` times `unit_s`, or a span such as `26:10:05` or
/// `-1:05`, in whole seconds (rest cut); `None` for anything else.
pub(super) fn span_s(text: &[u8], unit_s: i64) -> Option<i64> {
    // Most are a few digits.
    const MOST_DIGITS: usize = 9;
    if (1..=MOST_DIGITS).contains(&text.len()) && text.iter().all(u8::is_ascii_digit) {
        return Some(text.iter().fold(0, |sum, byte| sum * 10 + i64::from(byte - b'0')) * unit_s);
    }
    let text = std::str::from_utf8(trimmed(text)).ok()?;
    let (sign, digits) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let whole = |part: &str| {
        let is_number = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if is_number { part.parse::<i64>().ok().filter(|n| *n < 1 << 40) } else { None }
    };
    if digits.contains(':') {
        let parts: Option<Vec<i64>> = digits.split(':').map(whole).collect();
        let span_s = match parts?[..] {
            [hours, minutes] if minutes < 60 => hours * 3600 + minutes * 60,
            [hours, minutes, seconds] if minutes < 60 && seconds < 60 => {
                hours * 3600 + minutes * 60 + seconds
            }
            _ => return None,
        };
        return Some(sign * unit_s.signum() * span_s);
    }
    let (units, fraction) = match digits.split_once([',', '.']) {
        Some((units, fraction)) => (whole(units)?, fraction),
        None => (whole(digits)?, "0"),
    };
    let fraction = fraction.get(..fraction.len().min(9))?;
    let scale = 10i64.pow(fraction.len() as u32);
    let span_s = units.checked_mul(unit_s)? + whole(fraction)? * unit_s / scale;
    Some(sign * span_s)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_a_number_of_units_or_hours_and_minutes() {
        for (text, unit_s, expected) in [
            ("12", 60, Some(720)),
            ("2,5", 3600, Some(9000)),
            ("0.999", 1, Some(0)),
            ("-3", 1, Some(-3)),
            ("-3", -1, Some(3)),
            ("26:10:05", 1, Some(94_205)),
            ("1:05", 1, Some(3900)),
            ("-1:05", 1, Some(-3900)),
            ("1:60", 1, None),
            ("", 1, None),
            ("x", 1, None),
            ("1e3", 1, None),
            ("99999999999999999999", 1, None),
        ] {
            assert_eq!(span_s(text.as_bytes(), unit_s), expected, "{text}");
        }
    }

    #[test]
    fn a_thousand_milliseconds_are_a_second() {
        let unit = |id: &str| Unit::ALL.into_iter().find(|unit| unit.id == id).unwrap();
        for (text, id, expected) in [
            ("12999", "milliseconds", Some(12)),
            ("-1500", "milliseconds", Some(-1)),
            ("1:00:05", "milliseconds", Some(3605)),
            ("2,5", "minutes", Some(150)),
            ("0:05", "span", Some(300)),
        ] {
            assert_eq!(in_unit(text.as_bytes(), unit(id)), expected, "{text} {id}");
        }
    }
}
