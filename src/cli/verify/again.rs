//! A sealed run, made again: its command line put together from its seal, and run by the same
//! function as the first time.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use clap::{ArgMatches, CommandFactory, FromArgMatches};
use svarstid::calendar::{Instant, Period};
use svarstid::normalise::{Stamp, stamp};
use svarstid::seal::{NamedFile, RequestRecord, Run as SealedRun};
use svarstid::settings::{FileUse, Settings, UnsealError};

use super::Places;
use crate::cli::again::Again;
use crate::cli::args::{Cli, Command, VerifyArgs};
use crate::cli::audit;
use crate::cli::exit::{OrStop, Run, Status, Stop, stop};
use crate::cli::log;
use crate::cli::merge;
use crate::cli::report;
use crate::cli::sealing::{NOT_SEALED, SECRET};

/// The commands whose runs can be made again.
const COMMANDS: [&str; 4] = ["audit", "report", "contacts", "merge"];

/// Refuses what this program cannot make again. What a run says is not trusted: only flags that
/// a run of this program seals are ever passed on.
pub(super) fn check(run: &SealedRun<'_>, args: &VerifyArgs) -> Run<()> {
    let (name, request) = (args.run.display(), &run.sealed.request);
    let command = request.command.as_str();
    if !COMMANDS.contains(&command) {
        return stop(
            Status::Input,
            format!("{name}: is a run of \"{command}\", which this svarstid cannot make again"),
        );
    }
    let all = Cli::command();
    let known = all.find_subcommand(command).into_iter().flat_map(clap::Command::get_arguments);
    let known: Vec<&str> = known.filter_map(clap::Arg::get_long).collect();
    for flag in request.flags.keys() {
        if !known.contains(&flag.as_str()) || NOT_SEALED.contains(&flag.as_str()) {
            return stop(
                Status::Input,
                format!(
                    "{name}: was made with --{flag}, which this svarstid does not seal; verify it \
                     with svarstid {}",
                    run.tool.version
                ),
            );
        }
    }
    if request.flags.contains_key(SECRET[0]) && args.pseudonymise.is_none() {
        return stop(
            Status::Usage,
            format!("{name}: has pseudonyms; name their secret with --pseudonymise KEYFILE"),
        );
    }
    Ok(())
}

/// The JSON of the run, made again.
pub(super) fn made_again(run: &SealedRun<'_>, places: &Places, args: &VerifyArgs) -> Run<String> {
    let folder = tempfile::tempdir().or_stop(Status::Output)?;
    let written = folder.path().join("run.json");
    let line = line(run, places, args, folder.path(), &written)?;
    let again = again(run, places, folder.path())
        .map_err(|stop| named(stop, "cannot be made again", args))?;
    let command = Cli::command();
    let matches = match command.try_get_matches_from(line) {
        Ok(matches) => matches,
        Err(error) => {
            let name = args.run.display();
            return stop(Status::Input, format!("{name}: cannot be made again: {error}"));
        }
    };
    log::silently(|| command_of(again, &matches))
        .map_err(|stop| named(stop, "cannot be made again", args))?;
    fs::read_to_string(&written).or_stop(Status::Output)
}

/// Runs the command with what the seal says.
fn command_of(again: Again, matches: &ArgMatches) -> Run<Status> {
    let cli = Cli::from_arg_matches(matches).or_stop(Status::Input)?;
    let again = Some(Box::new(again));
    match (cli.command, matches.subcommand()) {
        (Command::Audit(mut args), Some((_, matches))) => {
            args.config.again = again;
            audit::audit(&args, matches)
        }
        (Command::Report(mut args), Some((_, matches))) => {
            args.config.again = again;
            report::report(&args, matches)
        }
        (Command::Contacts(mut args), Some((_, matches))) => {
            args.config.again = again;
            audit::contacts(&args, matches)
        }
        (Command::Merge(mut args), Some((_, matches))) => {
            args.config.again = again;
            merge::merge(&args, matches)
        }
        _ => stop(Status::Input, "no command that can be made again"),
    }
}

fn named(stop: Stop, what: &str, args: &VerifyArgs) -> Stop {
    let name = args.run.display();
    Stop { status: stop.status, error: anyhow::anyhow!("{name}: {what}: {:#}", stop.error) }
}

/// The command line of the run.
fn line(
    run: &SealedRun<'_>,
    places: &Places,
    args: &VerifyArgs,
    folder: &Path,
    written: &Path,
) -> Run<Vec<OsString>> {
    let request = &run.sealed.request;
    let with = |flag: &str, value: &Path| {
        let mut word = OsString::from(format!("--{flag}="));
        word.push(value);
        word
    };
    let mut line: Vec<OsString> = vec!["svarstid".into(), request.command.clone().into()];
    line.extend(["--no-config", "--quiet", "--format=json"].map(OsString::from));
    line.push(with("output", written));
    line.push(format!("--max-rejects={}", request.max_rejects).into());
    line.extend(run.as_of.iter().map(|as_of| format!("--as-of={as_of}").into()));
    for (flag, values) in &request.flags {
        match values.as_slice() {
            _ if SECRET.contains(&flag.as_str()) => {
                line.extend(args.pseudonymise.iter().map(|path| with(flag, path)));
            }
            [] => line.push(format!("--{flag}").into()),
            values => line.extend(values.iter().map(|value| format!("--{flag}={value}").into())),
        }
    }
    for (file, place) in request.files.iter().zip(&places.inputs) {
        let Some(profile) = &file.profile else { continue };
        let own = request.profiles.iter().position(|own| own.name == *profile);
        let value = match own {
            Some(index) => profile_file(folder, "flag", index, &request.profiles[index])?,
            None => PathBuf::from(profile),
        };
        let mut pair = place.clone().into_os_string();
        pair.push("=");
        pair.push(value);
        line.push(with("profile", Path::new(&pair)));
    }
    if request.command == "merge" {
        // Its states are no inputs that the seal tells how to read: they are only named.
        line.push("--".into());
        line.extend(places.inputs.iter().map(|place| place.clone().into_os_string()));
    }
    Ok(line)
}

/// A profile that the run keeps, as a file.
fn profile_file(folder: &Path, kind: &str, index: usize, file: &NamedFile) -> Run<PathBuf> {
    let path = folder.join(format!("{kind}-{index}.toml"));
    fs::write(&path, file.text.as_deref().unwrap_or_default()).or_stop(Status::Output)?;
    Ok(path)
}

/// What the seal says, in place of what the machine would say now.
fn again(run: &SealedRun<'_>, places: &Places, folder: &Path) -> Run<Again> {
    let sealed = &run.sealed;
    let mut kept: Vec<(&str, PathBuf)> = Vec::new();
    for (index, file) in sealed.settings.files.iter().enumerate() {
        if file.text.is_some() {
            kept.push((&file.sha256, profile_file(folder, "settings", index, file)?));
        }
    }
    let place = |used_for: FileUse, sha256: &str| match used_for {
        FileUse::Profile => {
            let own = kept.iter().find(|(own, _)| *own == sha256);
            own.map(|(_, path)| path.clone())
        }
        FileUse::Exemptions | FileUse::Register => places.named(sha256).map(Path::to_owned),
    };
    let settings = Settings::unseal(&sealed.settings.toml, place).or_else(|error| {
        let why = match error {
            UnsealError::Text(complaints) => {
                let lines: Vec<String> =
                    complaints.iter().map(|complaint| format!("settings:{complaint}")).collect();
                format!("its settings are not of this svarstid\n{}", lines.join("\n"))
            }
            UnsealError::Missing(files) => {
                let files: Vec<String> = files
                    .iter()
                    .map(|(used_for, sha256)| format!("{} {sha256}", used_for.id()))
                    .collect();
                format!("its settings name files that it does not list: {}", files.join(", "))
            }
        };
        stop(Status::Input, why)
    })?;
    let period = run.period.as_ref().map(|period| {
        let day = |text: &str| match stamp::parse(text.as_bytes(), None) {
            Ok(Stamp::Date(day)) => Some(day),
            _ => None,
        };
        let named = day(&period.from).zip(day(&period.to));
        named.and_then(|(first, last)| Period::named(period.asked.as_str(), first, last))
    });
    let Some(period) = period.map_or(Some(None), |period| period.map(Some)) else {
        return stop(Status::Input, "its period is no span of days");
    };
    Ok(Again {
        settings,
        period,
        earliest_refused: earliest_refused(&sealed.request)?,
        request: sealed.request.clone(),
        named_files: sealed.settings.files.clone(),
        places: places.inputs.clone(),
    })
}

fn earliest_refused(request: &RequestRecord) -> Run<Option<Instant>> {
    let Some(text) = &request.earliest_refused else { return Ok(None) };
    match stamp::parse(text.as_bytes(), None) {
        Ok(Stamp::Instant(instant)) => Ok(Some(instant)),
        _ => stop(Status::Input, "its \"earliest_refused\" is no stamp with an offset"),
    }
}
