//! Surveys: what files show of themselves and of the organisation before anybody has written
//! settings for them.
//!
//! Files are taken for what they are by the same detection as an audit's. Where that asks for
//! something that only a person knows, it is guessed and the guess is told; nothing is judged.

mod guess;
mod moments;
mod reading;
mod sightings;

use std::path::{Path, PathBuf};

use crate::calendar::Calendar;
use crate::normalise::Field;
use crate::profile::Source;

use super::input::{Input, InputError, InputErrors, InputFault};
use super::part::mail_files;
use super::probe::Unknown;
use super::request::Watch;
pub use guess::{Guessed, NameHint};
pub use sightings::{Call, Mail, Sightings, UnitKind};

/// What files show.
#[derive(Debug)]
pub struct Survey {
    /// Every file, in order.
    pub files: Vec<SurveyedFile>,
    /// Whom and what their rows name.
    pub sightings: Sightings,
}

/// One file of a survey.
#[derive(Debug)]
pub struct SurveyedFile {
    /// The last part of its path, which globs of sources are compared with.
    pub base_name: String,
    /// Whether it is a folder of mails.
    pub is_folder: bool,
    /// What it was taken for, or why it cannot be read.
    pub taken: Result<Taking, Untaken>,
}

/// What a file was taken for.
#[derive(Debug)]
pub struct Taking {
    /// What has to be said of it so that it can be read; no more than its globs where nothing.
    pub source: Source,
    /// What of that was guessed.
    pub guessed: Vec<Guessed>,
    /// Its parts that are read: itself, or sheets or members.
    pub parts: Vec<SurveyedPart>,
}

/// Why a file cannot be read.
#[derive(Debug)]
pub struct Untaken {
    /// What an audit would say.
    pub error: InputError,
    /// What looks most like a table in it, where nobody knows its header.
    pub unknown: Option<Unknown>,
}

/// A file, a sheet or a member that is read.
#[derive(Clone, Debug, Default)]
pub struct SurveyedPart {
    /// Its name.
    pub name: String,
    /// The source profile that reads it; a contact log where there is none.
    pub profile: Option<String>,
    /// The cells of a contact log's header, by field.
    pub columns: Vec<(Field, String)>,
    /// Rows below the header.
    pub rows: u64,
    /// Rows that would be rejected.
    pub rejected: u64,
    /// What speaks for its zone, where its profile cannot know it.
    pub zone: Option<ZoneEvidence>,
    /// Words of the channel column that nobody knows, and how many rows have each.
    pub channel_words: Vec<(String, u64)>,
    /// Words of the origin column that nobody knows.
    pub origin_words: Vec<(String, u64)>,
}

/// When people worked, by either zone that stamps without an offset may have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ZoneEvidence {
    /// Stamps with a time of day.
    pub stamps: u64,
    /// Those on a weekday from 07:00 to 18:00 if they are Swedish time.
    pub at_work_if_local: u64,
    /// Those if they are UTC.
    pub at_work_if_utc: u64,
}

impl ZoneEvidence {
    /// Whether the stamps look like UTC. Fewer than thirty, or a difference of less than a tenth,
    /// say nothing: then they are taken for local time.
    pub const fn is_utc(&self) -> bool {
        const ENOUGH: u64 = 30;
        let gained = self.at_work_if_utc.saturating_sub(self.at_work_if_local);
        self.stamps >= ENOUGH && gained * 10 >= self.stamps
    }
}

/// Whether a folder is read as one input: a Maildir, or a folder with `.eml` files.
pub fn is_mail_folder(folder: &Path) -> bool {
    folder.is_dir() && mail_files(folder).is_some()
}

/// Looks at every row of every file.
///
/// # Errors
/// [`InputErrors`] for files that cannot be opened. What can be opened and not be understood is
/// no error of a survey: it is told in its place.
pub fn survey(
    paths: &[PathBuf],
    calendar: &Calendar,
    watch: &mut dyn Watch,
) -> Result<Survey, InputErrors> {
    let mut sightings = Sightings::default();
    let mut files = Vec::with_capacity(paths.len());
    let mut unopened = Vec::new();
    for path in paths {
        let input = Input::file(path);
        let (name, base_name) = (input.name.clone(), input.base_name());
        let taken = reading::take_file(path, calendar, &mut sightings, watch);
        let is_folder = path.is_dir();
        let taken = taken.map_err(|failed| Untaken {
            error: InputError::new(failed.part.unwrap_or(name), Some(path.clone()), failed.fault),
            unknown: failed.unknown,
        });
        match taken {
            Err(Untaken { error, .. })
                if matches!(error.fault, InputFault::Open(_) | InputFault::Directory) =>
            {
                unopened.push(error);
            }
            taken => files.push(SurveyedFile { base_name, is_folder, taken }),
        }
    }
    if !unopened.is_empty() {
        return Err(InputErrors(unopened));
    }
    sightings.settle();
    Ok(Survey { files, sightings })
}

impl Taking {
    /// Whether all its parts are read alike, so that one source can tell of the file.
    pub fn is_of_one_kind(&self) -> bool {
        let mut parts = self.parts.iter();
        let Some(first) = parts.next() else { return false };
        let is_same = |own: &SurveyedPart| {
            own.profile == first.profile && (own.profile.is_some() || own.columns == first.columns)
        };
        parts.all(is_same)
    }
}
