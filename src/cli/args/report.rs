//! The flags of `svarstid report`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{ConfigArgs, FiguresArgs, InputArgs, KeptArgs, OutputArgs, ScopeArgs};

#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    #[command(flatten)]
    pub(crate) inputs: InputArgs,
    #[command(flatten)]
    pub(crate) scope: ScopeArgs,
    /// Only contacts of this board, which the register of the settings names
    #[arg(long, help_heading = "Report", value_name = "NAME", conflicts_with = "split")]
    pub(crate) board: Option<String>,
    /// One report a board, each in its own file: {board} in -o is the board's name, as in
    /// -o 'delar-{board}.html'
    #[arg(long, help_heading = "Report", value_name = "BY", value_enum)]
    pub(crate) split: Option<SplitArg>,
    /// Compare with an earlier period: `previous`, `last-year` (the same one a year before), a
    /// period such as 2025-H1 or last-month, or the JSON that an earlier `report` or `audit` printed
    #[arg(long, help_heading = "Report", value_name = "WITH")]
    pub(crate) compare: Option<String>,
    /// Your own sentences (Jinja); what it leaves out is as built in
    #[arg(long, help_heading = "Report", value_name = "FILE")]
    pub(crate) template: Option<PathBuf>,
    /// Print the built-in sentences, to copy and change, and stop
    #[arg(long, help_heading = "Report")]
    pub(crate) print_template: bool,
    #[command(flatten)]
    pub(crate) figures: FiguresArgs,
    #[command(flatten)]
    pub(crate) kept: KeptArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SplitArg {
    /// By board
    Board,
}
