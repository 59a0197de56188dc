//! The choice of a source: whose export a part of an input is.
//!
//! What the user says of a file comes first, then the sources of the settings, then what the
//! profiles know their own by. Two that fit are an error, never a guess.

use std::fmt;

use crate::normalise::extract::ExtractError;
use crate::normalise::{Field, field};
use crate::organisation::RegisterColumn;
use crate::profile::language::{Family, Profile};
use crate::profile::{Candidate, Evidence, Source, detect};
use crate::read::{Head, Kind, SampleRow};

use super::exemptions::is_exemption_header;
use super::mapping::{self, MappingError};
use super::request::Request;

/// What a part is taken for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Choice<'r> {
    /// A contact log, with the source of the settings that describes it.
    Log(Option<&'r Source>),
    /// An export that a profile describes.
    Export(Export<'r>),
}

/// An export that a profile describes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Export<'r> {
    pub(super) profile: &'r Profile,
    /// The source of the settings that names the profile.
    pub(super) source: Option<&'r Source>,
    /// Where its header was found.
    pub(super) line: Option<u64>,
    pub(super) delimiter: Option<char>,
    /// Whether somebody said so, and it was not found out.
    pub(super) is_said: bool,
}

/// Why nobody knows whose export an input is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChoiceError {
    /// More than one profile fits.
    Several(Vec<String>),
    /// There is no profile of this name.
    NoSuchProfile {
        /// The name asked for.
        name: String,
        /// The nearest there is.
        near: Option<String>,
    },
    /// It is of a system whose export cannot be audited.
    Refused {
        /// The system and the export.
        title: String,
        /// Why, and what to export instead.
        advice: String,
    },
    /// No profile knows it, and it is no table.
    Unknown {
        /// What it is, for instance `XML with the root <erms>`.
        what: String,
    },
    /// No sheet of a workbook has a header that is known.
    NoSheet {
        /// The sheets that were looked at.
        sheets: Vec<String>,
    },
    /// It is no log but a register of departments.
    Register,
    /// It is no log but a list of exemptions.
    Exemptions,
    /// The profile does not fit the file.
    Extract(ExtractError),
}

impl fmt::Display for ChoiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = |names: &[String]| {
            names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
        };
        match self {
            Self::Several(names) => write!(
                f,
                "fits more than one source profile: {}; say which with --profile FILE=NAME",
                names.join(", ")
            ),
            Self::NoSuchProfile { name, near } => {
                let near =
                    near.as_ref().map_or(String::new(), |near| format!(" (did you mean {near}?)"));
                write!(
                    f,
                    "there is no source profile \"{name}\"{near}; `svarstid profiles` lists them"
                )
            }
            Self::Refused { title, advice } => {
                write!(f, "is {title}, and cannot be used: {advice}")
            }
            Self::Unknown { what } => write!(
                f,
                "is {what}, and no source profile knows it; `svarstid profiles` lists those there \
                 are, and one of your own can describe it"
            ),
            Self::NoSheet { sheets } => write!(
                f,
                "no sheet has a header with a known column name (looked at {}); \
                 `svarstid inspect` shows what is there",
                quoted(sheets)
            ),
            Self::Register => write!(
                f,
                "is a register of departments (kind, key, department) and no log; leave it out, or \
                 name it in the settings so that it is used: register = [\"…\"] in [organisation]"
            ),
            Self::Exemptions => write!(
                f,
                "is a list of exemptions (id, reason) and no log; leave it out, or name it in the \
                 settings so that it is used: exemptions = [\"…\"]"
            ),
            Self::Extract(error) => write!(f, "{error}"),
        }
    }
}

/// Why a part cannot be taken for anything.
#[derive(Debug)]
pub(super) enum Unchosen {
    Choice(ChoiceError),
    Mapping(MappingError),
}

/// What a part of an input shows before it is read.
pub(super) struct Shown<'s> {
    /// The name of the whole input as the user typed it, and its base name.
    pub(super) input: [&'s str; 2],
    /// The base name of the part.
    pub(super) base_name: &'s str,
    /// Rows that could be a header, each with its line and what would part its cells.
    pub(super) headers: Vec<Candidate>,
    pub(super) first_lines: &'s [String],
    pub(super) xml_root: Option<String>,
    pub(super) json_keys: Vec<String>,
    pub(super) is_mail: bool,
    /// What it is, where it is no table.
    pub(super) document: Option<String>,
}

impl<'s> Shown<'s> {
    /// What the head of a stream shows.
    pub(super) fn of_head(
        input: [&'s str; 2],
        base_name: &'s str,
        head: &'s Head,
        json_keys: Vec<String>,
    ) -> Self {
        let xml_root = head.xml_root();
        let document = match head.kind() {
            Kind::Xml => {
                Some(format!("XML with the root <{}>", xml_root.as_deref().unwrap_or("?")))
            }
            Kind::Json => Some("JSON".to_owned()),
            Kind::Mail | Kind::Mbox => Some("mail".to_owned()),
            _ => None,
        };
        let headers = head.headers().into_iter();
        Self {
            input,
            base_name,
            headers: headers
                .map(|own| Candidate {
                    line: own.line,
                    delimiter: Some(own.delimiter),
                    cells: own.cells,
                })
                .collect(),
            first_lines: head.lines(),
            is_mail: matches!(head.kind(), Kind::Mail | Kind::Mbox),
            xml_root,
            json_keys,
            document,
        }
    }

    /// What the first rows of a sheet show.
    pub(super) fn of_sheet(input: [&'s str; 2], rows: Vec<SampleRow>) -> Self {
        Self {
            input,
            base_name: input[1],
            headers: rows
                .into_iter()
                .map(|row| Candidate { line: row.line, delimiter: None, cells: row.cells })
                .collect(),
            first_lines: &[],
            xml_root: None,
            json_keys: Vec::new(),
            is_mail: false,
            document: None,
        }
    }

    /// What a folder of mails shows.
    pub(super) fn of_mails(input: [&'s str; 2]) -> Self {
        let mut shown = Self::of_sheet(input, Vec::new());
        shown.is_mail = true;
        shown.document = Some("a folder of mails".to_owned());
        shown
    }
}

/// Chooses what a part is of.
pub(super) fn choose<'r>(shown: &Shown<'_>, request: &Request<'r>) -> Result<Choice<'r>, Unchosen> {
    let said = request.chosen.iter().rev().find(|(file, _)| shown.input.contains(&file.as_str()));
    let by_name =
        mapping::source_by_name(shown.input[1], request.sources).map_err(Unchosen::Mapping)?;
    if let Some((_, name)) = said {
        return export(named(name, request)?, by_name, shown, true);
    }
    let by_header = || {
        let headers = shown.headers.iter();
        let mut found = headers.map(|own| mapping::source_by_header(&own.cells, request.sources));
        found.find(|found| !matches!(found, Ok(None))).unwrap_or(Ok(None))
    };
    let source = match by_name {
        Some(source) => Some(source),
        None => by_header().map_err(Unchosen::Mapping)?,
    };
    if let Some(source) = source {
        return match &source.profile {
            Some(name) => export(named(name, request)?, Some(source), shown, true),
            None => Ok(Choice::Log(Some(source))),
        };
    }
    let evidence = evidence(shown);
    // A profile of the user's own comes before a built-in one of the same name.
    let own = request.profiles;
    let is_replaced = |name: &str| own.iter().any(|profile| profile.name == name);
    let built_in = request.built_in.iter().filter(|profile| !is_replaced(&profile.name));
    let found = detect(own.iter().chain(built_in), &evidence);
    match &found[..] {
        [] => match &shown.document {
            None => match no_log(shown) {
                None => Ok(Choice::Log(None)),
                Some(what) => Err(Unchosen::Choice(what)),
            },
            Some(what) => Err(Unchosen::Choice(ChoiceError::Unknown { what: what.clone() })),
        },
        [only] => {
            let (line, delimiter) = (only.line, only.delimiter);
            let profile = only.profile;
            refused(profile)?;
            Ok(Choice::Export(Export { profile, source: None, line, delimiter, is_said: false }))
        }
        several => {
            let names = several.iter().map(|found| found.profile.name.clone()).collect();
            Err(Unchosen::Choice(ChoiceError::Several(names)))
        }
    }
}

/// What a table is that has the columns of what stands beside the logs, and no receipt.
fn no_log(shown: &Shown<'_>) -> Option<ChoiceError> {
    shown.headers.iter().find_map(|own| {
        let is_log = own.cells.iter().any(|cell| field(cell) == Some(Field::Received));
        let has = |column| own.cells.iter().any(|cell| RegisterColumn::of(cell) == Some(column));
        use RegisterColumn::{Department, Key, Kind};
        match is_log {
            false if [Kind, Key, Department].into_iter().all(has) => Some(ChoiceError::Register),
            false if is_exemption_header(&own.cells) => Some(ChoiceError::Exemptions),
            _ => None,
        }
    })
}

fn evidence<'s>(shown: &'s Shown<'_>) -> Evidence<'s> {
    Evidence {
        base_name: shown.base_name,
        header_candidates: &shown.headers,
        first_lines: shown.first_lines,
        xml_root: shown.xml_root.as_deref(),
        json_keys: &shown.json_keys,
        is_mail: shown.is_mail,
    }
}

/// The profile that somebody says; where its header stands is still looked for.
fn export<'r>(
    profile: &'r Profile,
    source: Option<&'r Source>,
    shown: &Shown<'_>,
    is_said: bool,
) -> Result<Choice<'r>, Unchosen> {
    refused(profile)?;
    let found = detect(std::iter::once(profile), &evidence(shown));
    let line = found.first().and_then(|found| found.line);
    let delimiter = found.first().and_then(|found| found.delimiter);
    Ok(Choice::Export(Export { profile, source, line, delimiter, is_said }))
}

fn refused(profile: &Profile) -> Result<(), Unchosen> {
    match &profile.family {
        Family::Refused { advice } => Err(Unchosen::Choice(ChoiceError::Refused {
            title: profile.title.clone(),
            advice: advice.clone(),
        })),
        Family::Rows | Family::Events => Ok(()),
    }
}

fn named<'r>(name: &str, request: &Request<'r>) -> Result<&'r Profile, Unchosen> {
    let all = || request.profiles.iter().chain(request.built_in);
    all().find(|profile| profile.name == name).ok_or_else(|| {
        let names = all().map(|profile| (profile.name.as_str(), profile.name.as_str()));
        let near = crate::document::nearest(name, names).map(str::to_owned);
        Unchosen::Choice(ChoiceError::NoSuchProfile { name: name.to_owned(), near })
    })
}
