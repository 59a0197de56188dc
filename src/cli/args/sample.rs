//! The flags of `svarstid sample`.

use clap::Args;

use super::{ConfigArgs, InputArgs, OutputArgs, ScopeArgs};

#[derive(Debug, Args)]
pub(crate) struct SampleArgs {
    #[command(flatten)]
    pub(crate) inputs: InputArgs,
    #[command(flatten)]
    pub(crate) scope: ScopeArgs,
    /// How many contacts to draw
    #[arg(
        long,
        help_heading = "Sample",
        value_name = "N",
        default_value_t = 150,
        value_parser = clap::value_parser!(u64).range(1..=1_000_000)
    )]
    pub(crate) n: u64,
    /// Another seed draws other contacts; the same one draws the same
    #[arg(long, help_heading = "Sample", value_name = "SEED", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Draw from each group of these dimensions in proportion to its size, and one at the least:
    /// any of those of `audit --by`, comma separated, or none
    #[arg(
        long,
        help_heading = "Sample",
        value_name = "DIMENSIONS",
        default_value = "department,channel",
        value_delimiter = ','
    )]
    pub(crate) by: Vec<String>,
    /// Draw only contacts with these verdicts, comma separated: met, late, overdue, pending,
    /// exempt, unregulated
    #[arg(long, help_heading = "Sample", value_name = "VERDICTS", value_delimiter = ',')]
    pub(crate) only: Vec<String>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}
