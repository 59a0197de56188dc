//! Cells as text: the machine form that CSV and JSON share, and the form for people.

use crate::report::{Cell, Lang, People, hours_hundredths, percent_tenths, push_machine};

/// The machine form of a cell; empty when absent. Text is as it is, not yet made safe.
pub(super) fn for_machines(cell: &Cell) -> String {
    let mut text = String::new();
    push_for_machines(cell, &mut text);
    text
}

/// Writes the same behind `text`: lists of millions have no time for a text of each cell.
pub(super) fn push_for_machines(cell: &Cell, text: &mut String) {
    match cell {
        Cell::Text(own) => text.push_str(own),
        Cell::Term { id, .. } => text.push_str(id),
        Cell::Count(_) | Cell::Share { .. } | Cell::Percent(_) | Cell::Span(_) => {
            if let Some((digits, places)) = digits(cell) {
                push_machine(digits, places, text);
            }
        }
        Cell::Day(day) => text.push_str(&day.to_string()),
        Cell::Stamp(wall, offset_s) => wall.push_rfc3339(*offset_s, text),
        Cell::Flag(flag) => text.push_str(if *flag { "true" } else { "false" }),
        Cell::Absent | Cell::Suppressed => {}
    }
}

/// The form of a cell for people; a dash when absent.
pub(super) fn for_people(cell: &Cell, people: &People, lang: Lang) -> String {
    match cell {
        Cell::Text(text) => printable(text),
        Cell::Term { label, .. } => printable(label),
        Cell::Count(_) | Cell::Share { .. } | Cell::Percent(_) | Cell::Span(_) => {
            digits(cell).map_or(DASH.to_owned(), |(digits, places)| people.write(digits, places))
        }
        Cell::Day(day) => day.to_string(),
        Cell::Stamp(wall, _) => wall.to_string(),
        Cell::Flag(true) => lang.pick("ja", "yes").to_owned(),
        Cell::Flag(false) => lang.pick("nej", "no").to_owned(),
        Cell::Absent => DASH.to_owned(),
        Cell::Suppressed => HELD_BACK.to_owned(),
    }
}

/// A number as every format rounds it: digits, and how many of them are decimals.
pub(super) fn digits(cell: &Cell) -> Option<(i64, u32)> {
    match cell {
        Cell::Count(count) => Some((i64::try_from(*count).unwrap_or(i64::MAX), 0)),
        Cell::Share { part, whole } => {
            percent_tenths(*part, *whole).map(|tenths| (i64::from(tenths), 1))
        }
        Cell::Percent(tenths) => Some((i64::from(*tenths), 1)),
        Cell::Span(seconds) => Some((hours_hundredths(*seconds), 2)),
        _ => None,
    }
}

/// A number as every format rounds it.
pub(super) fn number(cell: &Cell) -> Option<f64> {
    // A quotient of a whole number by 10 or 100 is the number nearest to its decimals.
    digits(cell).map(|(digits, places)| match places {
        0 => digits as f64,
        1 => digits as f64 / 10.0,
        _ => digits as f64 / 100.0,
    })
}

/// What people see where there is no value.
pub(super) const DASH: &str = "–";

/// What people see where a value is held back; the sign of official statistics for it.
pub(super) const HELD_BACK: &str = "..";

/// `text` without anything that a terminal would obey: control characters, line breaks and
/// the marks that turn the direction of writing become a middle dot.
pub fn printable(text: &str) -> String {
    let is_unsafe = |c: char| {
        c.is_control()
            || matches!(c, '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}')
            || ('\u{202a}'..='\u{202e}').contains(&c)
            || ('\u{2066}'..='\u{2069}').contains(&c)
    };
    text.chars().map(|c| if is_unsafe(c) { '\u{b7}' } else { c }).collect()
}

/// A line in which no percent sign is parted from its number: Swedish writes a no-break space
/// between them (CLDR, "percentFormats").
pub(super) fn unbroken(line: &str) -> String {
    let mut unbroken = String::with_capacity(line.len());
    for (index, part) in line.split(" %").enumerate() {
        if index > 0 {
            let is_after_digit = unbroken.ends_with(|c: char| c.is_ascii_digit());
            unbroken.push_str(if is_after_digit { "\u{a0}%" } else { " %" });
        }
        unbroken.push_str(part);
    }
    unbroken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_is_printed() {
        assert_eq!(
            printable("\u{1b}[31mröd\u{7}\r\n\u{9b}2J\u{202e}x"),
            "·[31mröd···".to_owned() + "·2J·x"
        );
        assert_eq!(printable("Å ä ö – 5 %"), "Å ä ö – 5 %");
    }
}
