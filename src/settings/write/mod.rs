//! The settings in force as TOML with comments: something to read, to keep and to change.

mod calendar;
mod organisation;
mod policy;
mod source;
mod target;

use super::{MaxRejects, Settings};
use crate::document::literal::{list, quoted};

/// All of `settings`.
pub(super) fn settings(settings: &Settings) -> String {
    let mut page = Page::default();
    page.comment(
        "The settings of svarstid. What is in force is written out; what is commented out is\n\
         an option that is not used, with its default or an example. Save this as svarstid.toml\n\
         and it gives the same audit.",
    );
    page.comment("The zone of the audit, and of stamps that carry no offset.");
    page.set("time_zone", quoted(settings.time_zone.name()));
    page.comment(
        "The month and day on which the interim report (delårsrapport) ends, from \"06-30\" to\n\
         \"08-31\": at least half and at most two thirds of the year (lag (2018:597) 13 kap. 1 §;\n\
         RKR R17). It is the end of --period YEAR-delår.",
    );
    let (month, day) = settings.interim_report_ends;
    page.set("interim_report_ends", quoted(&format!("{month:02}-{day:02}")));
    page.comment(
        "How many rows may be rejected before the run counts as failed (exit status 3): a share\n\
         of the rows read such as \"1%\", or a number of rows such as 10.",
    );
    match settings.max_rejects {
        MaxRejects::Rows(rows) => page.set("max_rejects", rows.to_string()),
        share @ MaxRejects::Share(_) => page.set("max_rejects", quoted(&share.to_string())),
    }
    page.comment(
        "Lists of contacts that a decision exempts (columns id, reason, decided_by, date). A\n\
         relative path starts at the folder of this file.",
    );
    match settings.exemption_files.as_slice() {
        [] => page.unset("exemptions", "[\"undantag.csv\"]", "no lists"),
        files => page.set("exemptions", list(files.iter().map(|file| file.to_string_lossy()))),
    }
    page.comment(
        "Your own source profiles, besides those that are built in (`svarstid profiles` lists all).\n\
         A relative path starts at the folder of this file.",
    );
    match settings.profile_files.as_slice() {
        [] => page.unset("profiles", "[\"profiles/own.toml\"]", "none"),
        files => page.set("profiles", list(files.iter().map(|file| file.to_string_lossy()))),
    }
    policy::write(&settings.policy, &mut page);
    target::write(&settings.targets, &settings.rating, &mut page);
    calendar::write(&settings.working, &mut page);
    organisation::write(&settings.organisation, &settings.register_files, &mut page);
    organisation::pairing(&settings.pairing, &mut page);
    source::write(&settings.sources, &mut page);
    page.text
}

/// What is in force of `settings`, without comments and blank lines.
pub(super) fn in_force(own: &Settings) -> String {
    let text = settings(own);
    // No value runs over a line, and no key begins with `#` without quotes.
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// One source, to be pasted into a settings file.
pub(super) fn one_source(source: &crate::profile::Source) -> String {
    let mut page = Page::default();
    source::one(source, &mut page);
    page.text
}

/// A text that grows paragraph by paragraph.
#[derive(Debug, Default)]
struct Page {
    text: String,
}

impl Page {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// A blank line, except at the top.
    fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// A comment that begins a paragraph.
    fn comment(&mut self, words: &str) {
        self.gap();
        self.remark(words);
    }

    /// A comment inside a paragraph.
    fn remark(&mut self, words: &str) {
        for line in words.lines() {
            self.line(format!("# {line}").trim_end());
        }
    }

    /// A header that begins a paragraph.
    fn header(&mut self, header: &str) {
        self.gap();
        self.line(header);
    }

    /// An option in force; `literal` is TOML.
    fn set(&mut self, key: &str, literal: String) {
        self.line(&format!("{key} = {literal}"));
    }

    /// An option that is not in force: an example, and what holds instead.
    fn unset(&mut self, key: &str, example: &str, instead: &str) {
        self.line(&format!("# {key} = {example}  # default: {instead}"));
    }

    /// An option that may be absent.
    fn option(&mut self, key: &str, literal: Option<String>, example: &str, instead: &str) {
        match literal {
            Some(literal) => self.set(key, literal),
            None => self.unset(key, example, instead),
        }
    }
}

/// The literal of a text, or nothing where it is empty.
fn some_text(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| quoted(text))
}
