//! Words: what a draft says of its guesses, in two languages. Counts and names of columns; never
//! a person's address or number.

use crate::settings::CommentLang;

/// The language of a draft.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words(pub(super) CommentLang);

impl Words {
    /// One of two phrasings.
    pub(super) fn pick<T>(self, swedish: T, english: T) -> T {
        match self.0 {
            CommentLang::Swedish => swedish,
            CommentLang::English => english,
        }
    }

    /// A guess, marked as one.
    pub(super) fn guessed(self, why: &str) -> String {
        format!("{}: {why}", self.pick("gissat", "guessed"))
    }

    /// What could not be guessed.
    pub(super) fn not_guessed(self, why: &str) -> String {
        format!("{}: {why}", self.pick("inte gissat", "not guessed"))
    }

    /// A count with its noun: one, or many.
    pub(super) fn count(self, count: u64, swedish: [&str; 2], english: [&str; 2]) -> String {
        let [one, many] = self.pick(swedish, english);
        format!("{count} {}", if count == 1 { one } else { many })
    }

    pub(super) fn files(self, count: usize) -> String {
        self.count(count as u64, ["fil", "filer"], ["file", "files"])
    }

    pub(super) fn rows(self, count: u64) -> String {
        self.count(count, ["rad", "rader"], ["row", "rows"])
    }

    pub(super) fn mails(self, count: u64) -> String {
        self.count(count, ["mejl", "mejl"], ["mail", "mails"])
    }

    pub(super) fn calls(self, count: u64) -> String {
        let english = ["call or message", "calls and messages"];
        self.count(count, ["samtal eller sms", "samtal och sms"], english)
    }

    /// `some` of `all`, of a noun that was counted in `all`.
    pub(super) fn of(self, some: u64, all: &str) -> String {
        self.pick(format!("{some} av {all}"), format!("{some} of {all}"))
    }
}
