//! Sealing: what a run was made with, put together for its JSON.

use std::collections::BTreeMap;

use clap::{ArgAction, ArgMatches, CommandFactory};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use svarstid::audit::{Gathered, Input};
use svarstid::profile::language::Profile;
use svarstid::seal::{CalendarRecord, FileRequest, NamedFile, RequestRecord, Sealed};
use svarstid::settings::{FileUse, MaxRejects};

use super::args::Cli;
use super::exit::{OrStop, Run, Status};
use super::known::Known;
use super::run::Ground;

/// Flags that are no part of a request: those that decide where a report goes and how it looks
/// (also its language, which machine formats do not have),
/// what is said meanwhile and how the run ends; what is kept of it for other runs; those that name files, which are sealed by their
/// contents; and the period, as-of and the limit of rejects, which are sealed as they were
/// understood. Every other flag of a command is sealed.
pub(crate) const NOT_SEALED: &[&str] = &[
    "template",
    "phone",
    "sms",
    "email",
    "letter",
    "profile",
    "period",
    "as-of",
    "max-rejects",
    "rejects",
    "show-values",
    "threads",
    "lang",
    "fail-under",
    "format",
    "output",
    "stratsys-names",
    "quiet",
    "color",
    "config",
    "no-config",
    "save-state",
    "state-key",
    "state-overlap",
    "state-part",
];

/// Flags whose value is a file that only its owner may see: that they were given is sealed, and
/// not with what.
pub(crate) const SECRET: [&str; 1] = ["pseudonymise"];

/// What is known of the files before they are read.
pub(crate) fn files(inputs: &[Input], known: &Known) -> Vec<FileRequest> {
    let file = |input: &Input| FileRequest {
        name: input.name.clone(),
        sha256: None,
        bytes: 0,
        channel: input.channel.map(|channel| channel.id().to_owned()),
        profile: known.chosen_for(input).map(str::to_owned),
    };
    inputs.iter().map(file).collect()
}

/// The seal of a run whose inputs were read.
pub(crate) fn sealed(
    ground: &Ground,
    (command, matches): (&str, &ArgMatches),
    mut files: Vec<FileRequest>,
    gathered: &Gathered,
    most: MaxRejects,
) -> Run<Sealed> {
    let settings = ground.settings.seal(|path| std::fs::read(path)).or_stop(Status::Usage)?;
    for (file, facts) in files.iter_mut().zip(&gathered.files) {
        file.sha256.clone_from(&facts.sha256);
        file.bytes = facts.bytes;
    }
    // Those that no file was given for decided nothing.
    let is_used = |own: &&Profile| {
        files.iter().any(|file| file.profile.as_deref() == Some(own.name.as_str()))
    };
    let mut profiles: Vec<NamedFile> =
        ground.known().of_flags().iter().filter(is_used).map(named_profile).collect();
    profiles.sort_by(|a, b| a.name.cmp(&b.name));
    let request = RequestRecord {
        command: command.to_owned(),
        flags: flags(command, matches),
        max_rejects: most.to_string(),
        earliest_refused: gathered.earliest_refused.map(|at| ground.zone().rfc3339(at)),
        files,
        profiles,
    };
    let calendar = CalendarRecord { sha256: ground.calendar.sha256() };
    Ok(Sealed { settings: settings.into(), calendar, request })
}

fn named_profile(profile: &Profile) -> NamedFile {
    NamedFile {
        used_for: FileUse::Profile.id().to_owned(),
        name: profile.name.clone(),
        sha256: HEXLOWER.encode(&Sha256::digest(&profile.text)),
        text: Some(profile.text.clone()),
    }
}

/// The flags of `command` that decide figures, as `matches` has them.
pub(crate) fn flags(command: &str, matches: &ArgMatches) -> BTreeMap<String, Vec<String>> {
    let all = Cli::command();
    let own = all.find_subcommand(command).into_iter().flat_map(clap::Command::get_arguments);
    let mut flags = BTreeMap::new();
    for argument in own {
        let (Some(long), id) = (argument.get_long(), argument.get_id().as_str()) else { continue };
        if NOT_SEALED.contains(&long) {
            continue;
        }
        if matches!(argument.get_action(), ArgAction::SetTrue) {
            if matches.get_flag(id) {
                flags.insert(long.to_owned(), Vec::new());
            }
        } else if let Some(values) = matches.get_raw(id) {
            let values = values.map(|value| value.to_string_lossy().into_owned());
            let is_secret = SECRET.contains(&long);
            let values = if is_secret { Vec::new() } else { values.collect() };
            flags.insert(long.to_owned(), values);
        }
    }
    flags
}
