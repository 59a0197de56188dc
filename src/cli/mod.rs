//! The command line: the only place that knows clap, anyhow, the clock, the environment and
//! the terminal.

mod again;
mod args;
mod audit;
mod calendar;
mod clock;
mod config;
mod diff;
mod exit;
mod explain;
mod inspect;
mod known;
mod manual;
mod output;
mod outputs;
mod plan;
mod profiles;
mod readings;
mod rejects;
mod run;
mod sealing;
mod senders;
mod stratsys;
mod talk;
mod targets;
mod verify;

use std::process::ExitCode;

use args::{Cli, Command};
use clap::{CommandFactory, FromArgMatches};
use exit::Status;

/// Runs the command line of the process.
pub(crate) fn main() -> ExitCode {
    // clap ends the process itself for --help (0) and for wrong usage (2).
    let matches = Cli::command().get_matches();
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => error.exit(),
    };
    let Some((_, matches)) = matches.subcommand() else { return Status::Usage.into() };
    let ended = match &cli.command {
        Command::Audit(args) => audit::audit(args, matches),
        Command::Contacts(args) => audit::contacts(args, matches),
        Command::Explain(args) => explain::explain(args, matches),
        Command::Calendar(args) => calendar::calendar(args),
        Command::Inspect(args) => inspect::inspect(args, matches),
        Command::Senders(args) => senders::senders(args, matches),
        Command::Verify(args) => verify::verify(args),
        Command::Diff(args) => diff::diff(args),
        Command::Profiles(args) => profiles::profiles(args),
        Command::Policy(args) => calendar::policy(args),
        Command::Completions { shell } => manual::completions(*shell),
        Command::Man { command } => manual::man(command.as_deref()),
    };
    match ended {
        Ok(status) => status.into(),
        Err(stop) => {
            talk::say(&format!("svarstid: {:#}", stop.error));
            stop.status.into()
        }
    }
}
