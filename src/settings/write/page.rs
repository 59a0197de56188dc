//! The page that settings are written on: lines of TOML, and comments in one of two languages.

use crate::document::literal::quoted;
use crate::settings::{CommentLang, Remarks};

/// A text that grows paragraph by paragraph.
#[derive(Debug)]
pub(super) struct Page<'r> {
    pub(super) text: String,
    remarks: &'r Remarks,
    /// The key of the table that is being written, for remarks on what is in it.
    table: String,
}

/// Columns of a line of remarks.
const WIDTH: usize = 96;

impl<'r> Page<'r> {
    /// An empty page.
    pub(super) fn new(remarks: &'r Remarks) -> Self {
        Self { text: String::new(), remarks, table: String::new() }
    }

    /// One of two phrasings.
    pub(super) fn pick<'t>(&self, swedish: &'t str, english: &'t str) -> &'t str {
        match self.remarks.lang {
            CommentLang::Swedish => swedish,
            CommentLang::English => english,
        }
    }

    /// The language of the comments.
    pub(super) fn lang(&self) -> CommentLang {
        self.remarks.lang
    }

    /// The key of the table that is being written.
    pub(super) fn table(&self) -> &str {
        &self.table
    }

    pub(super) fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// A blank line, except at the top.
    pub(super) fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// A comment that begins a paragraph.
    pub(super) fn comment(&mut self, swedish: &str, english: &str) {
        self.gap();
        self.remark(self.pick(swedish, english).to_owned().as_str());
    }

    /// A comment inside a paragraph.
    pub(super) fn remark(&mut self, words: &str) {
        for line in words.lines() {
            self.line(format!("# {line}").trim_end());
        }
    }

    /// What follows belongs to the table `key`; its own remarks come first.
    pub(super) fn enter(&mut self, key: &str) {
        key.clone_into(&mut self.table);
        self.remarks_on(key);
    }

    /// What follows belongs to no table.
    pub(super) fn leave(&mut self) {
        self.table.clear();
    }

    /// What is remarked on a key, in lines that are not too long.
    pub(super) fn remarks_on(&mut self, key: &str) {
        for remark in self.remarks.on(key) {
            for line in remark.lines() {
                // What is indented is laid out already.
                let width = if line.starts_with("    ") { usize::MAX } else { WIDTH };
                self.wrapped(line, width);
            }
        }
    }

    fn wrapped(&mut self, words: &str, most: usize) {
        // TOML allows no control character in a comment, and a name of the input may have one.
        let words: String =
            words.chars().map(|c| if c.is_control() { '\u{b7}' } else { c }).collect();
        let mut line = String::from("#");
        for word in words.split(' ') {
            let width = line.chars().count() + 1 + word.chars().count();
            if width > most && line.len() > 1 {
                self.line(line.trim_end());
                line = String::from("#  ");
            }
            line.push(' ');
            line.push_str(word);
        }
        self.line(line.trim_end());
    }

    /// A header that begins a paragraph.
    pub(super) fn header(&mut self, header: &str) {
        self.gap();
        self.line(header);
    }

    fn remarks_on_option(&mut self, key: &str) {
        if !self.remarks.is_empty() {
            let key = match self.table.as_str() {
                "" => key.to_owned(),
                table => format!("{table}.{key}"),
            };
            self.remarks_on(&key);
        }
    }

    /// An option in force; `literal` is TOML.
    pub(super) fn set(&mut self, key: &str, literal: String) {
        self.remarks_on_option(key);
        self.line(&format!("{key} = {literal}"));
    }

    /// An option that is not in force: an example, and what holds instead.
    pub(super) fn unset(&mut self, key: &str, example: &str, swedish: &str, english: &str) {
        self.remarks_on_option(key);
        let (default, instead) = match self.remarks.lang {
            CommentLang::Swedish => ("förval", swedish),
            CommentLang::English => ("default", english),
        };
        self.line(&format!("# {key} = {example}  # {default}: {instead}"));
    }

    /// An option that may be absent.
    pub(super) fn option(
        &mut self,
        key: &str,
        literal: Option<String>,
        example: &str,
        swedish: &str,
        english: &str,
    ) {
        match literal {
            Some(literal) => self.set(key, literal),
            None => self.unset(key, example, swedish, english),
        }
    }
}

/// The literal of a text, or nothing where it is empty.
pub(super) fn some_text(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| quoted(text))
}
