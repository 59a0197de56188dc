//! The flags of `svarstid explain`.

use clap::Args;

use super::{ConfigArgs, InputArgs, MomentArgs, OutputArgs};

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// The id of a contact in the files
    #[arg(long, value_name = "ID", conflicts_with_all = ["received", "channel", "answered"])]
    pub(crate) id: Option<String>,
    /// When the contact came in, instead of --id and files
    #[arg(long, value_name = "T", required_unless_present = "id")]
    pub(crate) received: Option<String>,
    /// When it was answered
    #[arg(long, value_name = "T")]
    pub(crate) answered: Option<String>,
    /// The way it came in [default: email]
    #[arg(long, value_name = "CHANNEL")]
    pub(crate) channel: Option<String>,
    #[command(flatten)]
    pub(crate) inputs: InputArgs,
    #[command(flatten)]
    pub(crate) moment: MomentArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}
