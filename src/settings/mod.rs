//! Settings: the municipality's own rules, calendar and sources, from TOML to valid.
//!
//! All complaints come together, each with its line and column. Nothing here reads a file.

mod calendar;
mod max_rejects;
mod organisation;
mod remarks;
mod rules;
mod seal;
mod source;
mod target;
#[cfg(test)]
mod tests;
mod words;
mod write;

use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

pub use crate::document::Complaint;
pub use max_rejects::{MaxRejects, MaxRejectsError};
pub use remarks::{CommentLang, Remarks};
pub use seal::{FileUse, Seal, SealError, SealedFile, UnsealError};

use crate::calendar::{Calendar, Day, WorkingCalendar, Zone};
use crate::document::{Complaints, Section, read_document, shown, wrong_type};
use crate::organisation::{Organisation, PairingSettings};
use crate::policy::{GroupTarget, Policy, Rating};
use crate::profile::Source;

/// What a run goes by.
///
/// # Example
/// ```
/// use svarstid::settings::Settings;
/// let settings = Settings::parse("max_rejects = 10", None).expect("valid settings");
/// assert_eq!(settings.max_rejects.to_string(), "10");
/// assert_eq!(settings.policy, Settings::built_in().policy);
///
/// let complaints = Settings::parse("time_zon = \"Europe/Stockholm\"", None).unwrap_err();
/// assert_eq!(
///     complaints[0].to_string(),
///     "1:1: unknown key \"time_zon\" in the settings; did you mean \"time_zone\"?",
/// );
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The zone of the audit, and of stamps without an offset.
    pub time_zone: Zone,
    /// The month and day on which the interim report (delårsrapport) ends: 06-30 to 08-31.
    pub interim_report_ends: (u32, u32),
    /// How many rows may be rejected.
    pub max_rejects: MaxRejects,
    /// The guideline, its rules and the declared readings.
    pub policy: Policy,
    /// Targets of groups, besides those of rules.
    pub targets: Vec<GroupTarget>,
    /// Words for shares; none where the settings have none.
    pub rating: Rating,
    /// Closures and opening hours on the statutory calendar.
    pub working: WorkingCalendar,
    /// Exemption lists, in order; relative ones are relative to the settings file's folder
    /// where [`Settings::parse`] was not told it.
    pub exemption_files: Vec<PathBuf>,
    /// The user's own source profiles, in order; relative ones as with the lists.
    pub profile_files: Vec<PathBuf>,
    /// What is the organisation's own.
    pub organisation: Organisation,
    /// The files of its register, in order; relative ones as exemption lists are.
    pub register_files: Vec<PathBuf>,
    /// How events become contacts.
    pub pairing: PairingSettings,
    /// Foreign exports.
    pub sources: Vec<Source>,
}

/// Keys outside any table.
const KEYS: [&str; 14] = [
    "time_zone",
    "interim_report_ends",
    "max_rejects",
    "exemptions",
    "profiles",
    "guideline",
    "rule",
    "reading",
    "target",
    "rating",
    "calendar",
    "organisation",
    "pairing",
    "source",
];

/// The default of `interim_report_ends`: the end of the second tertial.
const INTERIM_REPORT_ENDS: (u32, u32) = (8, 31);

impl Settings {
    /// The guideline of Nykvarns kommun on the statutory calendar.
    pub fn built_in() -> Self {
        Self {
            time_zone: Zone::STOCKHOLM,
            interim_report_ends: INTERIM_REPORT_ENDS,
            max_rejects: MaxRejects::default(),
            policy: Policy::guideline(),
            targets: Vec::new(),
            rating: Rating::default(),
            working: WorkingCalendar::swedish(),
            exemption_files: Vec::new(),
            profile_files: Vec::new(),
            organisation: Organisation::default(),
            register_files: Vec::new(),
            pairing: PairingSettings::default(),
            sources: Vec::new(),
        }
    }

    /// Reads settings in TOML. What they leave out is built in; rules, where there are any,
    /// replace the built-in ones.
    ///
    /// `folder` is the settings file's: relative paths in the file are taken from there. Give
    /// an absolute one, so that [`Settings::to_toml`] can be saved anywhere.
    ///
    /// # Errors
    /// Every complaint in the order of the text; where it is not TOML, that alone.
    pub fn parse(text: &str, folder: Option<&Path>) -> Result<Self, Vec<Complaint>> {
        read_document(text, |document, complaints| read(document, folder, complaints))
    }

    /// The calendar of these settings: workdays and opening hours in their zone.
    pub fn calendar(&self) -> Calendar {
        Calendar::new(self.working.clone(), self.time_zone)
    }

    /// These settings as TOML with comments, every option shown: what is in force as it is,
    /// what is not as a comment. [`Settings::parse`] gives the same settings back.
    pub fn to_toml(&self) -> String {
        self.to_toml_with(&Remarks::default())
    }

    /// As [`to_toml`](Self::to_toml), in the language of `remarks` and with them.
    pub fn to_toml_with(&self, remarks: &Remarks) -> String {
        write::settings(self, remarks)
    }
}

/// One source as TOML, to be pasted into a settings file.
///
/// # Example
/// ```
/// use svarstid::profile::Source;
/// use svarstid::settings::{Settings, source_toml};
/// let source = Source { name: "boston311".into(), files: vec!["b*.csv".into()], ..Source::default() };
/// let settings = Settings::parse(&source_toml(&source), None).expect("valid settings");
/// assert_eq!(settings.sources, [source]);
/// ```
pub fn source_toml(source: &Source) -> String {
    write::one_source(source)
}

impl Default for Settings {
    fn default() -> Self {
        Self::built_in()
    }
}

/// What the document says, as far as it can be understood.
fn read(document: &DeTable<'_>, folder: Option<&Path>, complaints: &mut Complaints) -> Settings {
    let top = Section::open("the settings", 0, document, &KEYS, complaints);
    let built_in = Settings::built_in();
    let (working, has_sound_hours) = calendar::working(&top, complaints);
    let (policy, needs) = rules::policy(&top, complaints);
    if has_sound_hours {
        for need in needs {
            if let Some(lack) = calendar::lack_of_hours(&working) {
                complaints.add(need.at, format!("{} needs opening hours, and {lack}", need.value));
            }
        }
    }
    let time_zone = words::zone(&top, complaints);
    let (organisation, register_files) = organisation::organisation(&top, folder, complaints);
    let own_profile = "[\"profiles/own.toml\"]";
    let profile_files = files(&top, "profiles", own_profile, folder, complaints);
    Settings {
        time_zone: time_zone.unwrap_or(built_in.time_zone),
        interim_report_ends: interim_report_ends(&top, complaints)
            .unwrap_or(built_in.interim_report_ends),
        max_rejects: max_rejects(&top, complaints).unwrap_or(built_in.max_rejects),
        policy,
        targets: target::targets(&top, complaints),
        rating: target::rating(&top, complaints),
        working,
        exemption_files: files(&top, "exemptions", "[\"undantag.csv\"]", folder, complaints),
        organisation,
        register_files,
        pairing: organisation::pairing(&top, complaints),
        sources: source::sources(&top, !profile_files.is_empty(), complaints),
        profile_files,
    }
}

fn interim_report_ends(top: &Section<'_>, complaints: &mut Complaints) -> Option<(u32, u32)> {
    let found = top.text("interim_report_ends", "\"08-31\"", complaints)?;
    let digits = |part: &str| {
        let plain = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| part.parse::<u32>().ok()).flatten()
    };
    let split = found.value.split_once('-');
    let date = split.and_then(|(month, day)| digits(month).zip(digits(day)));
    // Any year without a leap day does: the span that is allowed lies in the summer.
    let Some(date) = date.filter(|(month, day)| Day::from_ymd(2026, *month, *day).is_some()) else {
        let message = format!(
            "\"interim_report_ends\" is {}, and must be a month and a day such as \"08-31\"",
            shown(found.value)
        );
        complaints.add(found.at, message);
        return None;
    };
    if !((6, 30)..=(8, 31)).contains(&date) {
        let message = format!(
            "\"interim_report_ends\" is {}, and must lie from \"06-30\" to \"08-31\": an interim \
             report covers at least half and at most two thirds of the year (lag (2018:597) \
             13 kap. 1 §; RKR R17)",
            shown(found.value)
        );
        complaints.add(found.at, message);
    }
    Some(date)
}

fn max_rejects(top: &Section<'_>, complaints: &mut Complaints) -> Option<MaxRejects> {
    let value = top.value("max_rejects")?;
    let at = value.span().start;
    let written = match value.get_ref() {
        DeValue::Integer(rows) => rows.to_string(),
        DeValue::String(text) => text.to_string(),
        _ => {
            complaints.add(at, wrong_type("max_rejects", value, "a number or a share", "\"1%\""));
            return None;
        }
    };
    let parsed = written.parse();
    if let Err(error) = parsed {
        complaints.add(at, format!("\"max_rejects\" is {}; {error}", shown(&written)));
    }
    parsed.ok()
}

/// The files that a list names; relative ones are taken from `folder`.
fn files(
    section: &Section<'_>,
    key: &str,
    such_as: &str,
    folder: Option<&Path>,
    complaints: &mut Complaints,
) -> Vec<PathBuf> {
    let Some(found) = section.texts(key, such_as, complaints) else { return Vec::new() };
    let mut files = Vec::with_capacity(found.value.len());
    for file in found.value {
        if file.value.trim().is_empty() {
            complaints.add(file.at, format!("an element of \"{key}\" is empty; name a file"));
            continue;
        }
        // An absolute path stays as it is.
        files.push(folder.unwrap_or(Path::new("")).join(file.value));
    }
    files
}
