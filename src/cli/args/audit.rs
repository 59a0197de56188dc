//! The flags of `svarstid audit`.

use clap::Args;

use super::{ByArgs, ConfigArgs, FiguresArgs, InputArgs, OutputArgs, ScopeArgs, StateArgs};

#[derive(Debug, Args)]
pub(crate) struct AuditArgs {
    #[command(flatten)]
    pub(crate) inputs: InputArgs,
    #[command(flatten)]
    pub(crate) scope: ScopeArgs,
    #[command(flatten)]
    pub(crate) by: ByArgs,
    #[command(flatten)]
    pub(crate) figures: FiguresArgs,
    /// Show each share under every reading of the rules too, with the lowest and the highest
    #[arg(long, help_heading = "Report")]
    pub(crate) readings: bool,
    /// Keep every contact with its verdict in the report, for `svarstid diff`; not in CSV, which
    /// is one table
    #[arg(long, help_heading = "Report", conflicts_with = "min_n")]
    pub(crate) with_contacts: bool,
    #[command(flatten)]
    pub(crate) state: StateArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}
