//! The command line: the only place that knows clap, anyhow, the clock, the environment and
//! the terminal.

mod again;
mod args;
mod audit;
mod beside;
mod calendar;
mod clock;
mod compare;
mod config;
mod diff;
mod due;
mod exit;
mod explain;
mod facts;
mod file;
mod init;
mod inspect;
mod interrupt;
mod keeping;
mod known;
mod lock;
mod log;
mod manual;
mod merge;
mod output;
mod outputs;
mod plan;
mod profiles;
mod readings;
mod rejects;
mod report;
mod run;
mod sample;
mod sealing;
mod senders;
mod states;
mod stratsys;
mod talk;
mod targets;
mod verify;

use std::panic;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use args::{Cli, Command};
use clap::{ArgMatches, CommandFactory, FromArgMatches};
use exit::{Status, Stop};
use log::Level;
use svarstid::render;

/// Runs the command line of the process.
pub(crate) fn main() -> ExitCode {
    let tell = panic::take_hook();
    panic::set_hook(Box::new(move |own| {
        if !render::is_told_as_error(own) {
            tell(own);
        }
    }));
    let matches = match Cli::command().try_get_matches() {
        Ok(matches) => matches,
        Err(error) => return not_understood(&error),
    };
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => return not_understood(&error),
    };
    log::set_json(cli.unattended.log_json);
    lock::set_patience(Duration::from_secs(cli.unattended.lock_wait));
    let Some((_, matches)) = matches.subcommand() else { return Status::Usage.into() };
    let ended = match &cli.command {
        Command::Audit(args) => audit::audit(args, matches),
        Command::Report(args) => report::report(args, matches),
        Command::Contacts(args) => audit::contacts(args, matches),
        Command::Sample(args) => sample::sample(args, matches),
        Command::Merge(args) => merge::merge(args, matches),
        Command::Explain(args) => explain::explain(args, matches),
        Command::Calendar(args) => calendar::calendar(args),
        Command::Inspect(args) => inspect::inspect(args, matches),
        Command::Init(args) => init::init(args),
        Command::Senders(args) => senders::senders(args, matches),
        Command::Verify(args) => verify::verify(args),
        Command::Diff(args) => diff::diff(args),
        Command::Profiles(args) => profiles::profiles(args),
        Command::Policy(args) => calendar::policy(args),
        Command::Completions { shell } => manual::completions(*shell),
        Command::Man { command } => manual::man(command.as_deref()),
    };
    let status = ended.unwrap_or_else(|stop| say_stop(&stop, matches));
    lock::release();
    let is_quiet = matches.try_get_one::<bool>("quiet").ok().flatten().is_some_and(|quiet| *quiet);
    log::say_exit(status, is_quiet);
    status.into()
}

/// Says why a run ended before its outputs were written, and which of them are untouched.
fn say_stop(stop: &Stop, matches: &ArgMatches) -> Status {
    let why = format!("{:#}", stop.error);
    log::say(Level::Error, None, &format!("svarstid: {why}"));
    let outputs = ["output", "rejects"]
        .into_iter()
        .filter_map(|flag| matches.try_get_many::<PathBuf>(flag).ok().flatten());
    for path in lock::untouched(outputs.flatten()) {
        let name = path.display();
        // What is wrong with an output itself says so already.
        if !why.starts_with(&format!("{name}: ")) {
            let message =
                format!("svarstid: {name}: not written; what stood there before is untouched");
            log::say(Level::Error, None, &message);
        }
    }
    stop.status
}

/// The end of a run whose command line is not understood (2), or that asks for help (0).
fn not_understood(error: &clap::Error) -> ExitCode {
    // There are no flags yet, so the word itself is looked for.
    let is_json = std::env::args_os().any(|argument| argument == "--log-json");
    if !is_json || !error.use_stderr() {
        error.exit();
    }
    log::set_json(true);
    log::say(Level::Error, None, error.render().to_string().trim_end());
    log::say_exit(Status::Usage, false);
    Status::Usage.into()
}
