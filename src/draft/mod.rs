//! Drafts: settings and a register for files that somebody shows, with every guess told.
//!
//! A draft asks nothing and reads no file: it has the survey of them. What it guesses stands in
//! force with its reason above it; what it does not guess is left as a comment. No customer's
//! address or number is in either, and no person's in the settings.

mod alike;
mod boxes;
mod cover;
mod departments;
mod domains;
mod globs;
mod note;
mod numbers;
mod organisation;
mod reasons;
mod register;
mod series;
mod sources;
mod words;

use std::path::PathBuf;

use crate::audit::{Survey, Untaken};
use crate::profile::propose;
use crate::settings::{CommentLang, Remarks, Settings};
use note::Notes;
pub use register::{DraftRegister, DraftRow};
use words::Words;

/// Settings and a register that are begun.
///
/// # Example
/// ```
/// use svarstid::audit::survey;
/// use svarstid::calendar::Calendar;
/// use svarstid::draft::Draft;
/// use svarstid::settings::{CommentLang, Settings};
/// let files = [std::path::PathBuf::from("fixtures/sources/asterisk-header/cdr.csv")];
/// let survey = survey(&files, &Calendar::swedish(), &mut ())?;
/// let draft = Draft::new(&survey, "register.csv".into(), CommentLang::English);
/// let toml = draft.settings_toml();
/// assert!(toml.contains("\nextensions = [\"1000..1099\"]\n"));
/// assert_eq!(Settings::parse(&toml, None), Ok(draft.settings));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Draft {
    /// What is in force.
    pub settings: Settings,
    /// The register that the settings name.
    pub register: DraftRegister,
    /// What a person has to check before figures are believed, in a sentence each.
    pub checks: Vec<String>,
    remarks: Remarks,
}

impl Draft {
    /// A draft for the files of a survey, with comments in `lang`; the settings will name the
    /// register as `register_file`.
    pub fn new(survey: &Survey, register_file: PathBuf, lang: CommentLang) -> Self {
        let words = Words(lang);
        let mut notes = Notes::new(lang);
        let mut settings = Settings::built_in();
        head(survey, words, &mut notes);
        let numbers = numbers::guess(&survey.sightings);
        settings.organisation = organisation::draft(&survey.sightings, &numbers, words, &mut notes);
        settings.sources = sources::draft(survey, words, &mut notes);
        let register = register::draft(&survey.sightings, &settings.organisation, &numbers, words);
        unread(survey, words, &mut notes);
        settings.register_files = vec![register_file];
        organisation::tell_register(&register, words, &mut notes);
        let Notes { remarks, checks } = notes;
        Self { settings, register, checks, remarks }
    }

    /// The settings as TOML, with the reasons of all guesses.
    pub fn settings_toml(&self) -> String {
        self.settings.to_toml_with(&self.remarks)
    }
}

/// What stands at the top.
fn head(survey: &Survey, words: Words, notes: &mut Notes) {
    let read = survey.files.iter().filter_map(|file| file.taken.as_ref().ok());
    let rows = read.clone().flat_map(|taking| &taking.parts).map(|part| part.rows).sum();
    let (files, rows) = (words.files(read.count()), words.rows(rows));
    notes.remark(
        "",
        &words.pick(
            format!(
                "Utkast av `svarstid init`, av {files} med {rows}. Gissningar är märkta \"gissat\", med \
                 skälet: kontrollera dem innan siffrorna används."
            ),
            format!(
                "A draft by `svarstid init`, of {files} with {rows}. Guesses are marked \"guessed\", \
                 with the reason: check them before you believe the figures."
            ),
        ),
    );
}

/// Files that are told one by one; of more their names are enough.
const MOST_UNREAD: usize = 3;

/// What is said of files that are not read.
fn unread(survey: &Survey, words: Words, notes: &mut Notes) {
    let unread: Vec<&Untaken> =
        survey.files.iter().filter_map(|file| file.taken.as_ref().err()).collect();
    let not_read = words.pick("läses inte", "not read");
    for untaken in &unread {
        let text = format!("{not_read}: {}", untaken.error);
        notes.remark("sources", &text);
        propose_for(untaken, words, notes);
        if unread.len() <= MOST_UNREAD {
            // What would be right stands in the settings.
            notes.check(text.split(';').next().unwrap_or(&text));
        }
    }
    if unread.len() > MOST_UNREAD {
        let mut names: Vec<&str> = unread.iter().map(|own| own.error.name.as_str()).collect();
        names.dedup();
        let files = words.files(unread.len());
        notes.check(&format!("{not_read}: {files} ({})", names.join(", ")));
    }
}

/// A profile to fill in, where a file is a table that nobody knows.
fn propose_for(untaken: &Untaken, words: Words, notes: &mut Notes) {
    let Some(unknown) = untaken.unknown.as_ref().filter(|unknown| !unknown.looks_like_data())
    else {
        return;
    };
    notes.remark(
        "sources",
        words.pick(
            "  Ett förslag till källprofil, att fylla i och spara i en egen fil:",
            "  A proposal for a source profile, to be filled in and saved in a file of its own:",
        ),
    );
    let proposal =
        propose(&unknown.header, &unknown.rows, &unknown.base_name, &crate::normalise::field);
    let indented: Vec<String> = proposal.lines().map(|line| format!("    {line}")).collect();
    notes.remark("sources", &indented.join("\n"));
}
