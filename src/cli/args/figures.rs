//! The flags that say how figures are shown and when they fail a run, which commands share.

use std::path::PathBuf;

use clap::Args;

/// How figures are shown, and when they fail a run.
#[derive(Debug, Args)]
#[command(next_help_heading = "Report")]
pub(crate) struct FiguresArgs {
    /// Fail with exit code 1 when fewer than P percent of the judged contacts are met
    #[arg(long, value_name = "P")]
    pub(crate) fail_under: Option<String>,
    /// Show the 95 percent interval of each share too (Wilson 1927): how much its contacts prove
    #[arg(long)]
    pub(crate) interval: bool,
    /// Hold back numbers of fewer than N contacts, and what would reveal them
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) min_n: Option<u64>,
    /// The names that Stratsys has, for --format stratsys: a text file with a name a line, or what
    /// svarstid calls it, a tab and the name, or a tab and `-` to leave it out
    #[arg(long, help_heading = "Output", value_name = "FILE")]
    pub(crate) stratsys_names: Option<PathBuf>,
}

/// What the first table is grouped by.
#[derive(Debug, Args)]
#[command(next_help_heading = "Report")]
pub(crate) struct ByArgs {
    /// Dimensions of the first table, comma separated: board, department, channel, origin, rule,
    /// year, tertial, quarter, month, week, weekday, hour
    #[arg(long, value_name = "DIMENSIONS", default_value = "department", value_delimiter = ',')]
    pub(crate) by: Vec<String>,
}
