//! What a run was made with, besides the inputs themselves: enough to make it again.
//!
//! The same types are written and read, so that what is written can be read.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::settings::{FileUse, Seal, SealedFile};

/// What a run was made with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// The settings.
    pub settings: SettingsRecord,
    /// The calendar.
    pub calendar: CalendarRecord,
    /// What the command line asked for.
    pub request: RequestRecord,
}

/// The settings of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsRecord {
    /// SHA-256 of `toml`.
    pub sha256: String,
    /// The settings in force; see [`Seal`].
    pub toml: String,
    /// The files that they name.
    pub files: Vec<NamedFile>,
}

/// A file that settings or flags name, besides the inputs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedFile {
    /// What it is for: `exemptions`, `profile` or `register`.
    #[serde(rename = "use")]
    pub used_for: String,
    /// Its base name; of a profile of `--profile`, the profile's.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// What it holds, of a profile only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// The calendar of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarRecord {
    /// SHA-256 of its sealed text; see [`Calendar::sealed_text`](crate::calendar::Calendar).
    pub sha256: String,
}

/// What the command line asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestRecord {
    /// The command, for instance `audit`.
    pub command: String,
    /// Flags that decide figures, also those with their default value, each with its values as
    /// they were typed; none for a flag that takes none. The period and as-of stand beside the
    /// request as they were understood.
    pub flags: BTreeMap<String, Vec<String>>,
    /// How many rows may be rejected, from the flag or the settings.
    pub max_rejects: String,
    /// The earliest stamp that was refused for lying in the future, RFC 3339: with it, the run
    /// can be made again on any day.
    pub earliest_refused: Option<String>,
    /// The files that were named, in order.
    pub files: Vec<FileRequest>,
    /// The own profiles that `--profile` named.
    pub profiles: Vec<NamedFile>,
}

/// A file that the command line named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRequest {
    /// Its name in the report, or `-` for standard input.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: Option<String>,
    /// How many bytes it has.
    pub bytes: u64,
    /// The channel of all its rows, where a flag said so.
    pub channel: Option<String>,
    /// Its profile, where `--profile` said so.
    pub profile: Option<String>,
}

impl From<SealedFile> for NamedFile {
    fn from(file: SealedFile) -> Self {
        let SealedFile { used_for, name, sha256, text } = file;
        Self { used_for: used_for.id().to_owned(), name, sha256, text }
    }
}

impl NamedFile {
    /// What it is for; `None` for a use that this program does not know.
    pub fn file_use(&self) -> Option<FileUse> {
        FileUse::ALL.into_iter().find(|own| own.id() == self.used_for)
    }
}

impl From<Seal> for SettingsRecord {
    fn from(seal: Seal) -> Self {
        let Seal { sha256, toml, files } = seal;
        Self { sha256, toml, files: files.into_iter().map(NamedFile::from).collect() }
    }
}
