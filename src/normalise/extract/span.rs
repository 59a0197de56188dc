//! Spans in cells: numbers of some unit, or hours, minutes and seconds.

use crate::normalise::trimmed;

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
}
