//! Names of sheets: legal in Excel, and each only once.

use rust_xlsxwriter::utility::check_sheet_name;

/// Characters of a name, counted as UTF-16 (Microsoft, "Rename a worksheet").
const LONGEST: usize = 31;

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
            name = format!("{}{suffix}", cut(&legal, LONGEST - suffix.len()));
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
    let name = cut(kept.trim().trim_matches('\''), LONGEST).trim().trim_matches('\'').to_owned();
    if check_sheet_name(&name).is_ok() { name } else { "Tabell".to_owned() }
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
            ("Undantagna, och vad som annars hade", "Undantagna, och vad som ann (2)"),
            ("a/b: [c]?", "ab c"),
            ("'citat'", "citat"),
            ("", "Tabell"),
            ("History", "History (2)"),
        ] {
            assert_eq!(names.unused(title), name);
        }
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
