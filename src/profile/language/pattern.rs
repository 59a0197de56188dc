//! Patterns: regular expressions of a profile.

use std::fmt;
use std::sync::{Arc, OnceLock};

use regex::Regex;

/// A regular expression of a profile.
///
/// Those of the built-in profiles are compiled when they are first asked: all of them together
/// would take longer than the audit of a small log. A test compiles every one.
///
/// # Example
/// ```
/// use svarstid::profile::language::Pattern;
/// let pattern = Pattern::new("^Call ([0-9]+)")?;
/// assert!(pattern.is_match("Call 612504"));
/// assert_eq!(pattern.group("Call 612504"), Some("612504"));
/// assert_eq!(pattern.group("Kall 612504"), None);
/// # Ok::<(), regex::Error>(())
/// ```
#[derive(Clone)]
pub struct Pattern(Arc<Inner>);

struct Inner {
    text: String,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// The pattern that `text` writes.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn new(text: &str) -> Result<Self, regex::Error> {
        let compiled = OnceLock::from(Some(Regex::new(text)?));
        Ok(Self(Arc::new(Inner { text: text.to_owned(), compiled })))
    }

    /// The pattern that `text` writes, compiled when it is first asked; one that is none matches
    /// nothing.
    pub(in crate::profile) fn known(text: &str) -> Self {
        Self(Arc::new(Inner { text: text.to_owned(), compiled: OnceLock::new() }))
    }

    /// How it is written.
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// How many groups it has.
    pub fn groups(&self) -> usize {
        // The whole match is group 0.
        self.regex().map_or(0, |regex| regex.captures_len() - 1)
    }

    /// Whether a part of `text` matches.
    pub fn is_match(&self, text: &str) -> bool {
        self.regex().is_some_and(|regex| regex.is_match(text))
    }

    /// What the first group holds of the first match; `None` where nothing matches or the group
    /// takes no part in it.
    pub fn group<'t>(&self, text: &'t str) -> Option<&'t str> {
        let captures = self.regex()?.captures(text)?;
        captures.get(1).map(|group| group.as_str())
    }

    fn regex(&self) -> Option<&Regex> {
        self.0.compiled.get_or_init(|| Regex::new(&self.0.text).ok()).as_ref()
    }
}

impl fmt::Debug for Pattern {
    /// Writes how it is written, whether it is compiled or not.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pattern").field(&self.0.text).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_that_is_known_matches_what_a_new_one_does() {
        for (text, matches) in [("^a", true), ("b$", true), ("^b", false)] {
            let (new, known) = (Pattern::new(text).unwrap(), Pattern::known(text));
            assert_eq!(new.is_match("a b"), matches);
            assert_eq!(known.is_match("a b"), matches);
            assert_eq!(known.text(), text);
        }
        assert!(Pattern::new("(").is_err());
        assert!(!Pattern::known("(").is_match("("));
    }
}
