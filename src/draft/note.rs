//! Notes: remarks in the settings, and the few lines of them that a person has to check first.

use crate::settings::{CommentLang, Remarks};

/// What is said of a draft.
#[derive(Clone, Debug)]
pub(super) struct Notes {
    pub(super) remarks: Remarks,
    pub(super) checks: Vec<String>,
}

impl Notes {
    pub(super) fn new(lang: CommentLang) -> Self {
        Self { remarks: Remarks::new(lang), checks: Vec::new() }
    }

    /// A remark above a key.
    pub(super) fn remark(&mut self, key: &str, text: &str) {
        self.remarks.add(key, text);
    }

    /// Something that a person has to check.
    pub(super) fn check(&mut self, text: &str) {
        self.checks.push(text.to_owned());
    }

    /// A guess above a key that a person has to check; `table` is where the key stands.
    pub(super) fn guess(&mut self, key: &str, table: &str, text: &str) {
        self.remark(key, text);
        let name = key.rsplit('.').next().unwrap_or(key);
        self.check(&format!("{table} {name}: {text}"));
    }

    /// Everything that was guessed of one source, in one line.
    pub(super) fn check_source(&mut self, name: &str, guesses: &[String], guessed: &str) {
        if !guesses.is_empty() {
            self.check(&format!("[[source]] \"{name}\", {guessed}: {}", guesses.join(", ")));
        }
    }
}
