//! Departments: spellings of one name that obviously mean the same.

use std::collections::BTreeMap;

use crate::profile::fold::fold;

/// The spellings of each department, and the one that most rows have.
pub(super) fn united(spellings: &BTreeMap<String, u64>) -> Vec<(String, String, u64)> {
    let mut groups: BTreeMap<String, Vec<(&String, u64)>> = BTreeMap::new();
    for (spelling, count) in spellings {
        groups.entry(key(spelling)).or_default().push((spelling, *count));
    }
    let mut found = Vec::with_capacity(spellings.len());
    for group in groups.into_values() {
        // Of as common ones, the one that is written as names are.
        let best = group
            .iter()
            .max_by_key(|(name, count)| (*count, is_capitalised(name), std::cmp::Reverse(*name)));
        let name = best.map_or("", |(name, _)| name.as_str());
        found.extend(group.iter().map(|(own, count)| ((*own).clone(), name.to_owned(), *count)));
    }
    found.sort_by(|a, b| (&a.1, &a.0).cmp(&(&b.1, &b.0)));
    found
}

/// Whether a name begins with a capital letter and does not shout.
fn is_capitalised(name: &str) -> bool {
    name.starts_with(char::is_uppercase) && name.chars().any(char::is_lowercase)
}

/// What spellings of one name have in common: its words without case, accents and signs, and
/// without what stands for "and".
pub(super) fn key(name: &str) -> String {
    let folded = fold(name);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !matches!(*word, "" | "och" | "o" | "and"));
    let words: Vec<&str> = words.collect();
    if words.is_empty() { folded } else { words.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_one_department_where_that_is_obvious() {
        let spellings = [
            ("Bygg- och miljöförvaltningen", 9),
            ("BYGG & MILJÖFÖRVALTNINGEN", 2),
            ("bygg o miljoforvaltningen", 1),
            ("Bygg", 4),
            ("Servicecenter", 3),
            ("servicecenter", 3),
            ("SERVICECENTER", 3),
            ("&", 1),
        ];
        let spellings = spellings.map(|(name, count)| (name.to_owned(), count));
        let found = united(&BTreeMap::from(spellings));
        let found: Vec<(&str, &str)> =
            found.iter().map(|(own, name, _)| (own.as_str(), name.as_str())).collect();
        assert_eq!(
            found,
            [
                ("&", "&"),
                ("Bygg", "Bygg"),
                ("BYGG & MILJÖFÖRVALTNINGEN", "Bygg- och miljöförvaltningen"),
                ("Bygg- och miljöförvaltningen", "Bygg- och miljöförvaltningen"),
                ("bygg o miljoforvaltningen", "Bygg- och miljöförvaltningen"),
                ("SERVICECENTER", "Servicecenter"),
                ("Servicecenter", "Servicecenter"),
                ("servicecenter", "Servicecenter"),
            ]
        );
    }
}
