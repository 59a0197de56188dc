//! The seal of settings: one text that says what they are, and the fingerprint of that text.
//!
//! In the text, in this order: the time zone, the end of the interim report, the contents of the
//! exemption lists and of the own source profiles, the guideline, its rules and readings, closures
//! and opening hours, the organisation with the contents of its register, pairing, and sources with
//! their columns, constants and words. So two runs with the same seal had the same settings,
//! whatever their files are called, where they stand and what their comments say.
//!
//! Not in it: `max_rejects`, which decides an exit status and no figure; what flags say (a reading,
//! a period); and the statute and the version of the time-zone database, which are the program's.
//! Two settings that mean the same in another order (of domains, say) have two seals.
//!
//! Files are named in it by the fingerprint of their bytes and never by what they hold: exemption
//! lists and registers can be personal data.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::{MaxRejects, Settings, write};

/// What stands before the fingerprint of a file where settings name a file.
const PREFIX: &str = "sha256:";

/// What a file that settings name is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileUse {
    /// A list of contacts that a decision exempts.
    Exemptions,
    /// A source profile of one's own.
    Profile,
    /// A register of departments and boards.
    Register,
}

impl FileUse {
    /// Every use, in the order of the text.
    pub const ALL: [Self; 3] = [Self::Exemptions, Self::Profile, Self::Register];

    /// Its name in machine formats.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Exemptions => "exemptions",
            Self::Profile => "profile",
            Self::Register => "register",
        }
    }
}

/// A file that settings name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedFile {
    /// What it is for.
    pub used_for: FileUse,
    /// Its base name, which is no part of the seal.
    pub name: String,
    /// SHA-256 of its bytes in lower-case hexadecimal.
    pub sha256: String,
    /// What it holds, of a profile only: the others can be personal data.
    pub text: Option<String>,
}

/// Sealed settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    /// SHA-256 of the text in lower-case hexadecimal.
    pub sha256: String,
    /// The settings as TOML without comments. [`Settings::parse`] gives the same settings back,
    /// but for `max_rejects` and the paths of files, each of which is `sha256:` and its
    /// fingerprint.
    pub toml: String,
    /// The files that the settings name, in the order of the text.
    pub files: Vec<SealedFile>,
}

/// A file that settings name and that cannot be read.
#[derive(Debug)]
pub struct SealError {
    /// The file.
    pub path: PathBuf,
    /// Why.
    pub error: io::Error,
}

impl fmt::Display for SealError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: cannot be read: {}", self.path.display(), self.error)
    }
}

impl std::error::Error for SealError {}

impl Settings {
    /// The seal of these settings; `read` gives the bytes of the files that they name.
    ///
    /// # Errors
    /// [`SealError`] for the first file that `read` fails on.
    ///
    /// # Example
    /// ```
    /// use svarstid::settings::Settings;
    /// let read = |path: &std::path::Path| std::fs::read(path);
    /// let built_in = Settings::built_in().seal(read)?;
    /// let commented = Settings::parse("# ours\nmax_rejects = 10", None).expect("valid settings");
    /// assert_eq!(commented.seal(read)?.sha256, built_in.sha256);
    ///
    /// let again = Settings::parse(&built_in.toml, None).expect("a sealed text is valid");
    /// assert_eq!(again, Settings::built_in());
    /// # Ok::<(), svarstid::settings::SealError>(())
    /// ```
    pub fn seal(
        &self,
        mut read: impl FnMut(&Path) -> io::Result<Vec<u8>>,
    ) -> Result<Seal, SealError> {
        let mut files = Vec::new();
        let mut sealed = |used_for: FileUse, paths: &[PathBuf]| {
            let one = |path: &PathBuf| {
                let failed = |error| SealError { path: path.clone(), error };
                let bytes = read(path).map_err(failed)?;
                let sha256 = HEXLOWER.encode(&Sha256::digest(&bytes));
                let name = path.file_name().unwrap_or(path.as_os_str());
                let is_profile = used_for == FileUse::Profile;
                files.push(SealedFile {
                    used_for,
                    name: name.to_string_lossy().into_owned(),
                    sha256: sha256.clone(),
                    text: is_profile.then(|| String::from_utf8_lossy(&bytes).into_owned()),
                });
                Ok(PathBuf::from(format!("{PREFIX}{sha256}")))
            };
            paths.iter().map(one).collect::<Result<Vec<PathBuf>, SealError>>()
        };
        let same = Self {
            exemption_files: sealed(FileUse::Exemptions, &self.exemption_files)?,
            profile_files: sealed(FileUse::Profile, &self.profile_files)?,
            register_files: sealed(FileUse::Register, &self.register_files)?,
            max_rejects: MaxRejects::default(),
            ..self.clone()
        };
        let toml = write::in_force(&same);
        Ok(Seal { sha256: HEXLOWER.encode(&Sha256::digest(&toml)), toml, files })
    }

    /// The settings of a sealed text, whose files stand where `place` says: it is given the
    /// fingerprint of each.
    ///
    /// # Errors
    /// What [`Settings::parse`] complains of, or the fingerprints that have no place.
    pub fn unseal(
        toml: &str,
        place: impl Fn(FileUse, &str) -> Option<PathBuf>,
    ) -> Result<Self, UnsealError> {
        let mut settings = Self::parse(toml, None).map_err(UnsealError::Text)?;
        let mut missing = Vec::new();
        let mut put = |used_for: FileUse, paths: &mut Vec<PathBuf>| {
            for path in paths {
                let written = path.to_string_lossy().into_owned();
                let sha256 = written.strip_prefix(PREFIX).unwrap_or(&written);
                match place(used_for, sha256) {
                    Some(own) => *path = own,
                    None => missing.push((used_for, sha256.to_owned())),
                }
            }
        };
        put(FileUse::Exemptions, &mut settings.exemption_files);
        put(FileUse::Profile, &mut settings.profile_files);
        put(FileUse::Register, &mut settings.register_files);
        if missing.is_empty() { Ok(settings) } else { Err(UnsealError::Missing(missing)) }
    }
}

/// Why sealed settings cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnsealError {
    /// The text is no settings of this program.
    Text(Vec<crate::document::Complaint>),
    /// Files that nobody has: what each is for, and its fingerprint.
    Missing(Vec<(FileUse, String)>),
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = r#"
time_zone = "Europe/Helsinki"
exemptions = ["undantag.csv"]
profiles = ["own.toml"]
[[rule]]
id = "all"
channels = ["email", "phone"]
within = "2 workdays"
[[calendar.closed]]
date = 2026-05-15
name = "klämdag"
[organisation]
domains = ["example.se"]
register = ["register.csv"]
[pairing]
window_days = 30
[[source]]
name = "own"
profile = "own"
[source.words.channel]
"max_rejects" = "phone"
"#;

    fn held(path: &Path) -> io::Result<Vec<u8>> {
        match path.file_name().and_then(|name| name.to_str()) {
            Some("missing.csv") => Err(io::ErrorKind::NotFound.into()),
            name => Ok(name.unwrap_or_default().as_bytes().to_vec()),
        }
    }

    fn seal(text: &str) -> Seal {
        Settings::parse(text, Some(Path::new("/srv/a"))).unwrap().seal(held).unwrap()
    }

    #[test]
    fn comments_spacing_the_folder_and_the_limit_of_rejects_do_not_change_the_seal() {
        let own = seal(OWN);
        let spaced = OWN.replace(" = ", "  =  ").replace("[[rule]]", "# our rule\n\n[[rule]]");
        assert_eq!(seal(&spaced), own);
        assert_eq!(seal(&format!("max_rejects = 3\n{OWN}")), own);
        let elsewhere = Settings::parse(OWN, Some(Path::new("/home/b"))).unwrap();
        assert_eq!(elsewhere.seal(held).unwrap(), own);
    }

    #[test]
    fn every_setting_and_every_file_changes_the_seal() {
        let mut seals = vec![seal(OWN).sha256];
        for (from, to) in [
            ("Helsinki", "Oslo"),
            ("undantag.csv", "undantag2.csv"),
            ("own.toml", "own2.toml"),
            ("register.csv", "register2.csv"),
            ("2 workdays", "3 workdays"),
            ("2026-05-15", "2026-05-18"),
            ("klämdag", "stängt"),
            ("example.se", "example.org"),
            ("window_days = 30", "window_days = 31"),
            ("\"max_rejects\" = \"phone\"", "\"max_rejects\" = \"sms\""),
            ("\"phone\"]", "\"phone\", \"sms\"]"),
            ("[[rule]]", "interim_report_ends = \"06-30\"\n[[rule]]"),
            ("[[rule]]", "[[reading]]\nname = \"r\"\n[[rule]]"),
        ] {
            seals.push(seal(&OWN.replacen(from, to, 1)).sha256);
        }
        let all = seals.len();
        seals.sort();
        seals.dedup();
        assert_eq!(seals.len(), all);
    }

    #[test]
    fn a_sealed_text_gives_the_settings_back_and_has_no_comment_and_no_path() {
        let own = Settings::parse(OWN, Some(Path::new("/srv/a"))).unwrap();
        let seal = own.seal(held).unwrap();
        assert!(!seal.toml.contains('#') && !seal.toml.contains("/srv"), "{}", seal.toml);
        let place = |_: FileUse, sha256: &str| {
            let file = seal.files.iter().find(|file| file.sha256 == sha256)?;
            Some(Path::new("/srv/a").join(&file.name))
        };
        assert_eq!(Settings::unseal(&seal.toml, place).unwrap(), own);
        let nowhere = Settings::unseal(&seal.toml, |_, _| None).unwrap_err();
        let UnsealError::Missing(missing) = nowhere else { panic!("{nowhere:?}") };
        assert_eq!(missing.iter().map(|(used_for, _)| *used_for).collect::<Vec<_>>(), FileUse::ALL);
    }

    #[test]
    fn only_of_a_profile_the_text_is_kept() {
        let files = seal(OWN).files;
        let kept: Vec<(&str, Option<&str>)> =
            files.iter().map(|file| (file.used_for.id(), file.text.as_deref())).collect();
        let wanted = [("exemptions", None), ("profile", Some("own.toml")), ("register", None)];
        assert_eq!(kept, wanted);
    }

    #[test]
    fn a_file_that_cannot_be_read_is_named() {
        let own = Settings::parse("exemptions = [\"missing.csv\"]", None).unwrap();
        let error = own.seal(held).unwrap_err();
        assert_eq!(error.to_string(), "missing.csv: cannot be read: entity not found");
    }
}
