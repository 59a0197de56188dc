//! Names of sheets: legal in Excel, and each only once.

use rust_xlsxwriter::utility::check_sheet_name;

use crate::report::Lang;

/// Characters of a name, counted as UTF-16 (Microsoft, "Rename a worksheet").
const LONGEST: usize = 31;

/// Names of sheets whose tables have a title longer than a name.
const SHORT: [(&str, &str, &str); 5] = [
    ("late_hours", "Timmar, inte i tid", "Hours, not met"),
    ("reasons", "Känt om det sena", "Known of what was late"),
    ("exemptions", "Undantagna", "Exempt"),
    ("group_readings", "Förvaltningar, tolkningar", "Departments, readings"),
    ("channel_readings", "Kanaler, tolkningar", "Channels, readings"),
];

/// What the sheet of a table is named after: a short name where there is one, else its title.
pub(super) fn wanted<'t>(id: &str, title: &'t str, lang: Lang) -> &'t str {
    let is_long = title.encode_utf16().count() > LONGEST;
    let short = SHORT.iter().find(|(own, ..)| is_long && *own == id);
    short.map_or(title, |(_, swedish, english)| lang.pick(swedish, english))
}

/// The names that are taken.
#[derive(Debug, Default)]
pub(super) struct Names(Vec<String>);

impl Names {
    /// A legal name like `title` that no other sheet has; names differ by more than case.
    pub(super) fn unused(&mut self, title: &str) -> String {
        let legal = legal(title);
        let mut name = legal.clone();
        let mut number = 2;
        // Excel keeps "History" for itself.
        while self.0.contains(&name.to_lowercase()) || name.to_lowercase() == "history" {
            let suffix = format!(" ({number})");
            name = format!("{}{suffix}", whole_words(&legal, LONGEST - suffix.len()));
            number += 1;
        }
        self.0.push(name.to_lowercase());
        name
    }
}

fn legal(title: &str) -> String {
    let is_kept = |c: &char| {
        !c.is_control()
            && !matches!(c, '*' | '?' | ':' | '[' | ']' | '\\' | '/' | '\u{ad}')
            && !matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    let kept: String = title.chars().filter(is_kept).collect();
    let name = whole_words(kept.trim().trim_matches('\''), LONGEST);
    let name = name.trim().trim_matches('\'');
    if check_sheet_name(name).is_ok() { name.to_owned() } else { "Tabell".to_owned() }
}

/// As many words of `text` as `most` UTF-16 units hold; of a longer word its beginning, with a dot
/// of three for the rest.
fn whole_words(text: &str, most: usize) -> String {
    let kept = cut(text, most);
    if kept.len() == text.len() {
        return text.to_owned();
    }
    let is_end = text[kept.len()..].starts_with([' ', ',', ';', ':', ')']);
    let words =
        if is_end { Some(kept) } else { kept.rsplit_once(char::is_whitespace).map(|w| w.0) };
    let is_loose = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '–' | '-' | '(');
    match words.map(|words| words.trim_end_matches(is_loose)).filter(|words| !words.is_empty()) {
        Some(words) => words.to_owned(),
        None => format!("{}…", cut(kept, most - 1)),
    }
}

/// As much of `text` as `most` UTF-16 units hold.
fn cut(text: &str, most: usize) -> &str {
    let mut units = 0;
    let over = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > most
    });
    over.map_or(text, |(at, _)| &text[..at])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_is_legal_and_told_from_the_others() {
        let mut names = Names::default();
        for (title, name) in [
            ("Förvaltningar", "Förvaltningar"),
            ("FÖRVALTNINGAR", "FÖRVALTNINGAR (2)"),
            ("Undantagna, och vad som annars hade gällt", "Undantagna, och vad som annars"),
            ("Undantagna, och vad som annars hade", "Undantagna, och vad som (2)"),
            ("Förvaltningar under varje tolkning", "Förvaltningar under varje"),
            ("Jämfört med 2026-T1, och allt efter", "Jämfört med 2026-T1, och allt"),
            ("Jämfört med 2026-T1 och 2025-T1, båda", "Jämfört med 2026-T1 och 2025-T1"),
            ("Överförmyndarnämndenskanslienhetx", "Överförmyndarnämndenskanslienh…"),
            ("a/b: [c]?", "ab c"),
            ("'citat'", "citat"),
            ("", "Tabell"),
            ("History", "History (2)"),
        ] {
            assert_eq!(names.unused(title), name);
        }
    }

    #[test]
    fn short_names_are_whole() {
        for (id, swedish, english) in SHORT {
            for name in [swedish, english] {
                assert_eq!(Names::default().unused(name), name, "{id}");
            }
        }
        let (long, short) = ("Undantagna, och vad som annars hade gällt", "Undantagna");
        assert_eq!(wanted("exemptions", long, Lang::Swedish), "Undantagna");
        assert_eq!(wanted("exemptions", short, Lang::English), short);
    }

    proptest! {
        #[test]
        fn any_titles_give_legal_names(titles in prop::collection::vec(any::<String>(), 1..9)) {
            let mut names = Names::default();
            let mut seen = std::collections::BTreeSet::new();
            for title in titles {
                let name = names.unused(&title);
                prop_assert!(check_sheet_name(&name).is_ok(), "{name:?}");
                prop_assert!(seen.insert(name.to_lowercase()), "{name:?}");
            }
        }
    }
}
