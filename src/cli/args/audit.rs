//! The flags of `svarstid audit`.

use std::path::PathBuf;

use clap::Args;

use super::{ConfigArgs, InputArgs, OutputArgs, ScopeArgs, StateArgs};

#[derive(Debug, Args)]
pub(crate) struct AuditArgs {
    #[command(flatten)]
    pub(crate) inputs: InputArgs,
    #[command(flatten)]
    pub(crate) scope: ScopeArgs,
    /// Dimensions of the first table, comma separated: board, department, channel, origin, rule,
    /// year, tertial, quarter, month, week, weekday, hour
    #[arg(
        long,
        help_heading = "Report",
        value_name = "DIMENSIONS",
        default_value = "department",
        value_delimiter = ','
    )]
    pub(crate) by: Vec<String>,
    /// Fail with exit code 1 when fewer than P percent of the judged contacts are met
    #[arg(long, help_heading = "Report", value_name = "P")]
    pub(crate) fail_under: Option<String>,
    /// Show each share under every reading of the rules too, with the lowest and the highest
    #[arg(long, help_heading = "Report")]
    pub(crate) readings: bool,
    /// Show the 95 percent interval of each share too (Wilson 1927): how much its contacts prove
    #[arg(long, help_heading = "Report")]
    pub(crate) interval: bool,
    /// Keep every contact with its verdict in the report, for `svarstid diff`; not in CSV, which
    /// is one table
    #[arg(long, help_heading = "Report")]
    pub(crate) with_contacts: bool,
    /// The names that Stratsys has, for --format stratsys: a text file with a name a line, or what
    /// svarstid calls it, a tab and the name, or a tab and `-` to leave it out
    #[arg(long, help_heading = "Output", value_name = "FILE")]
    pub(crate) stratsys_names: Option<PathBuf>,
    /// Hold back numbers of fewer than N contacts, and what would reveal them
    #[arg(
        long,
        help_heading = "Report",
        value_name = "N",
        value_parser = clap::value_parser!(u64).range(1..),
        conflicts_with = "with_contacts"
    )]
    pub(crate) min_n: Option<u64>,
    #[command(flatten)]
    pub(crate) state: StateArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}
