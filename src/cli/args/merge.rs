//! The flags of `svarstid merge`, and those with which `audit` keeps a state.

use std::path::PathBuf;

use clap::Args;
use svarstid::calendar::PERIOD_FORMS;

use super::{ByArgs, ConfigArgs, FiguresArgs, OutputArgs};

/// What is kept of an audit when its logs are purged.
#[derive(Debug, Args)]
#[command(next_help_heading = "State")]
pub(crate) struct StateArgs {
    /// Keep counts, times to answer and what is open in FILE, and no id, number or name, for
    /// `svarstid merge`; needs --period, which is what the state answers for
    #[arg(long, value_name = "FILE")]
    pub(crate) save_state: Option<PathBuf>,
    /// Make fingerprints with the secret in KEYFILE, so that a later state can close what is open
    #[arg(long, value_name = "KEYFILE", requires = "save_state")]
    pub(crate) state_key: Option<PathBuf>,
    /// Keep contacts received in the last DAYS days one by one, for a later log may tell them
    /// again, and otherwise [default: 7 with --state-key]
    #[arg(long, value_name = "DAYS", requires = "state_key")]
    pub(crate) state_overlap: Option<u16>,
    /// Which logs the state is of, where others of the same days are saved apart
    #[arg(long, value_name = "NAME", requires = "save_state")]
    pub(crate) state_part: Option<String>,
}

/// What is accepted of states that are merged.
#[derive(Debug, Args)]
#[command(next_help_heading = "Kept states")]
pub(crate) struct KeptArgs {
    /// Merge although no state answers for some days
    #[arg(long)]
    pub(crate) allow_gaps: bool,
    /// Leave a contact as its own state has settled it, although a later log tells otherwise
    #[arg(long)]
    pub(crate) keep_settled: bool,
}

#[derive(Debug, Args)]
pub(crate) struct MergeArgs {
    /// States that audit --save-state or merge --save-state has written; quoted globs such as
    /// '*.svarstid.json' are opened up
    #[arg(value_name = "STATE", required = true)]
    pub(crate) states: Vec<PathBuf>,
    #[arg(long, value_name = "PERIOD", help_heading = "Scope", help = format!("Only contacts received in it: {PERIOD_FORMS}"))]
    pub(crate) period: Option<String>,
    /// The moment that is looked back from; a date means its end [default: the latest stamp of
    /// all logs]
    #[arg(long, value_name = "T", help_heading = "Scope")]
    pub(crate) as_of: Option<String>,
    #[command(flatten)]
    pub(crate) kept: KeptArgs,
    #[command(flatten)]
    pub(crate) by: ByArgs,
    /// Show each share under every reading of the rules too, with the lowest and the highest
    #[arg(long, help_heading = "Report")]
    pub(crate) readings: bool,
    #[command(flatten)]
    pub(crate) figures: FiguresArgs,
    /// Fail with exit code 3 when more rows were rejected: a number or a share [default: 1%]
    #[arg(long, help_heading = "Report", value_name = "N|P%")]
    pub(crate) max_rejects: Option<String>,
    /// Keep the sum of the states in FILE
    #[arg(long, value_name = "FILE", help_heading = "State")]
    pub(crate) save_state: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}
