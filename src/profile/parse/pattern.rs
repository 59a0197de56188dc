//! Patterns: regular expressions and layouts of stamps, each tried before it is believed.

use super::scope::Scope;
use crate::document::{Complaints, Placed, instead, shown};
use crate::profile::language::{Layout, Pattern};
use chrono::format::{Item, Parsed, StrftimeItems};
use chrono::{DateTime, NaiveDate, NaiveTime, Timelike};

/// A pattern of which only matters whether it matches.
pub(super) fn regex(
    text: Placed<&str>,
    scope: &Scope,
    complaints: &mut Complaints,
) -> Option<Pattern> {
    if scope.is_known {
        return Some(Pattern::known(text.value));
    }
    match Pattern::new(text.value) {
        Ok(pattern) => Some(pattern),
        Err(error) => {
            let why = why(&error);
            complaints.add(text.at, format!("{} is no pattern: {why}", shown(text.value)));
            None
        }
    }
}

/// A pattern whose group is what counts.
pub(super) fn capture(
    text: Placed<&str>,
    scope: &Scope,
    complaints: &mut Complaints,
) -> Option<Pattern> {
    let pattern = regex(text, scope, complaints)?;
    if !scope.is_known && pattern.groups() != 1 {
        let message = format!(
            "{} has {} groups, and must have one: what it holds is taken; write (?:…) for the \
             others",
            shown(text.value),
            pattern.groups()
        );
        complaints.add(text.at, message);
        return None;
    }
    Some(pattern)
}

/// What is wrong with a pattern, in one line.
fn why(error: &regex::Error) -> String {
    let regex::Error::Syntax(drawn) = error else {
        return "it is too big".to_owned();
    };
    // The drawing is a title, the pattern, carets below it, and then what is wrong.
    let clause = drawn.lines().rev().find_map(|line| line.strip_prefix("error: "));
    let carets = drawn.lines().nth(2).filter(|line| line.trim().bytes().all(|byte| byte == b'^'));
    let caret = carets.and_then(|line| line.chars().position(|c| c == '^'));
    let clause = clause.unwrap_or("it cannot be understood");
    // The drawing is four spaces in.
    match caret.and_then(|column| column.checked_sub(4)) {
        Some(before) => format!("{clause} at character {}", before + 1),
        None => clause.to_owned(),
    }
}

/// What a layout can give.
struct Reads {
    has_time: bool,
    has_offset: bool,
}

/// A layout of stamps, by its word or as a pattern. `must_state` is whether every stamp has to
/// tell its own offset.
pub(super) fn layout(
    text: Placed<&str>,
    must_state: bool,
    complaints: &mut Complaints,
) -> Option<Layout> {
    let word = Layout::WORDS.into_iter().find(|(word, _)| *word == text.value);
    if let Some((_, layout)) = word {
        return Some(layout);
    }
    let name = shown(text.value);
    if !text.value.contains('%') {
        let words = Layout::WORDS.map(|(word, _)| word);
        let end = instead(text.value, words.map(|word| (word, word)), words);
        let message =
            format!("unknown format {name}; {end}, or a pattern such as \"%Y-%m-%d %H:%M:%S\"");
        complaints.add(text.at, message);
        return None;
    }
    match reads(text.value) {
        Err(why) => {
            complaints.add(text.at, format!("the format {name} {why}"));
            None
        }
        Ok(reads) if must_state && reads.has_time && !reads.has_offset => {
            let message = format!(
                "the format {name} has no offset (%z), and zone = \"stated\" says that every stamp \
                 has one"
            );
            complaints.add(text.at, message);
            None
        }
        Ok(_) => Some(Layout::Pattern(text.value.to_owned())),
    }
}

/// What `pattern` can read: a moment is written by it and read again.
fn reads(pattern: &str) -> Result<Reads, &'static str> {
    let items: Vec<Item<'_>> = StrftimeItems::new(pattern).collect();
    if items.contains(&Item::Error) {
        return Err("has a % code that is none; %Y %m %d %H %M %S are some");
    }
    // Every part of it has a value of its own, and it is an afternoon.
    let probe = "2026-11-23T14:45:37.125+01:00".parse::<DateTime<chrono::FixedOffset>>();
    let probe = probe.map_err(|_| "cannot be tried")?;
    let written = probe.format_with_items(items.iter()).to_string();
    let mut parsed = Parsed::new();
    chrono::format::parse(&mut parsed, &written, items.iter())
        .map_err(|_| "cannot read what it writes")?;
    if parsed.timestamp().is_some() {
        return Err("counts seconds; write \"epoch-s\"");
    }
    if parsed.to_naive_date() != Ok(NaiveDate::from(probe.naive_local())) {
        return Err("has no whole date: it needs a year, a month and a day, such as %Y-%m-%d");
    }
    let clock = [parsed.hour_div_12(), parsed.hour_mod_12(), parsed.minute(), parsed.second()];
    let has_time = clock.iter().any(Option::is_some);
    let is_read = |time: NaiveTime| (time.hour(), time.minute()) == (14, 45);
    if has_time && !parsed.to_naive_time().is_ok_and(is_read) {
        return Err("has no whole time: it needs %H and %M, or %I, %M and %p");
    }
    Ok(Reads { has_time, has_offset: parsed.offset().is_some() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layout_has_to_read_what_it_writes() {
        for (pattern, expected) in [
            ("%Y-%m-%d %H:%M:%S", Ok((true, false))),
            ("%d/%b/%y %I:%M %p", Ok((true, false))),
            ("%Y-%m-%dT%H:%M:%S%.f%:z", Ok((true, true))),
            ("%d.%m.%Y", Ok((false, false))),
            ("%s", Err("epoch-s")),
            ("%H:%M", Err("whole date")),
            ("%m-%d %H:%M", Err("whole date")),
            ("%Y-%m-%d %I:%M", Err("whole time")),
            ("%Y-%m-%d %H", Err("whole time")),
            ("%Y-%E-%d", Err("none")),
            ("%Y-%m-%", Err("none")),
        ] {
            let found = reads(pattern).map(|reads| (reads.has_time, reads.has_offset));
            match expected {
                Ok(expected) => assert_eq!(found, Ok(expected), "{pattern}"),
                Err(part) => assert!(found.unwrap_err().contains(part), "{pattern}"),
            }
        }
    }

    #[test]
    fn what_is_wrong_with_a_pattern_is_one_line_with_its_place() {
        let why = |text: &str| why(&Pattern::new(text).unwrap_err());
        assert_eq!(why("^(\\d+"), "unclosed group at character 2");
        assert_eq!(
            why("å[z-a]"),
            "invalid character class range, the start must be <= the end at character 3"
        );
        assert_eq!(why("(?:a{1000}){1000}"), "it is too big");
        assert!(!why("a\n(").contains('\n'));
    }
}
