//! Words of a profile: what a cell means by its map.

use std::borrow::Cow;
use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::text::Meaning;
use crate::normalise::WordMap;
use crate::profile::language::{Pattern, Unknown, Words};

/// A profile's words, with the spellings met so far.
#[derive(Debug)]
pub(super) struct WordsOf {
    exact: WordMap<u16>,
    meanings: Vec<Vec<u8>>,
    patterns: Vec<(Pattern, u16)>,
    empty: Option<Vec<u8>>,
    unknown: Unknown,
    seen: RefCell<FxHashMap<Box<[u8]>, Option<u16>>>,
}

impl WordsOf {
    /// Spellings that are remembered. A column of free text must not fill the memory.
    const REMEMBERED: usize = 4096;

    pub(super) fn new(words: &Words) -> Self {
        let mut meanings: Vec<Vec<u8>> = Vec::new();
        let mut number = |meaning: &str| {
            let known = meanings.iter().position(|known| known == meaning.as_bytes());
            let at = known.unwrap_or(meanings.len());
            if at == meanings.len() {
                meanings.push(meaning.as_bytes().to_vec());
            }
            at as u16
        };
        let mut exact = WordMap::empty();
        for (word, meaning) in &words.exact {
            exact = exact.with(word, number(meaning));
        }
        let patterns = words.patterns.iter().map(|(p, meaning)| (p.clone(), number(meaning)));
        let patterns = patterns.collect();
        Self {
            exact,
            patterns,
            meanings,
            empty: words.empty.as_ref().map(|word| word.clone().into_bytes()),
            unknown: words.unknown.clone(),
            seen: RefCell::default(),
        }
    }

    pub(super) fn meaning<'r>(&'r self, text: Cow<'r, [u8]>) -> Meaning<'r> {
        if text.is_empty() {
            if let Some(word) = &self.empty {
                return Meaning::Text(Cow::Borrowed(word));
            }
            // An empty cell is no word; a slot that has to say something complains itself.
            return Meaning::Text(text);
        }
        if let Some(number) = self.number(&text) {
            return Meaning::Text(Cow::Borrowed(&self.meanings[usize::from(number)]));
        }
        match &self.unknown {
            Unknown::Reject => Meaning::Unknown(text),
            Unknown::Drop => Meaning::Dropped,
            Unknown::Keep => Meaning::Text(text),
            Unknown::Warn => Meaning::Warned(text),
            Unknown::Means(word) => Meaning::Text(Cow::Borrowed(word.as_bytes())),
        }
    }

    fn number(&self, text: &[u8]) -> Option<u16> {
        if let Some(known) = self.seen.borrow().get(text) {
            return *known;
        }
        let number = self.exact.get(text).or_else(|| {
            let text = String::from_utf8_lossy(text);
            let found = self.patterns.iter().find(|(pattern, _)| pattern.is_match(&text));
            found.map(|(_, number)| *number)
        });
        let mut seen = self.seen.borrow_mut();
        if seen.len() < Self::REMEMBERED {
            seen.insert(text.into(), number);
        }
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_means_what_the_map_says_and_unknown_ones_what_the_profile_decides() {
        let words = |unknown| Words {
            exact: vec![("I".into(), "in".into())],
            patterns: vec![(Pattern::new("^dr_out").unwrap(), "out".into())],
            empty: Some("none".into()),
            unknown,
        };
        let meaning = |unknown, word: &'static str| {
            let words = WordsOf::new(&words(unknown));
            match words.meaning(Cow::Borrowed(word.as_bytes())) {
                Meaning::Text(text) => String::from_utf8(text.into_owned()).unwrap(),
                Meaning::Warned(text) => format!("{}!", String::from_utf8_lossy(&text)),
                Meaning::Unknown(_) => "?".into(),
                Meaning::Dropped => "dropped".into(),
            }
        };
        assert_eq!(meaning(Unknown::Reject, "i"), "in");
        assert_eq!(meaning(Unknown::Reject, "dr_out_user"), "out");
        assert_eq!(meaning(Unknown::Reject, ""), "none");
        assert_eq!(meaning(Unknown::Reject, "X"), "?");
        assert_eq!(meaning(Unknown::Drop, "X"), "dropped");
        assert_eq!(meaning(Unknown::Keep, "X"), "X");
        assert_eq!(meaning(Unknown::Warn, "X"), "X!");
        assert_eq!(meaning(Unknown::Means("in".into()), "X"), "in");
    }
}
