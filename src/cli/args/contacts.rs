//! The flags of `svarstid contacts`.

use std::path::PathBuf;

use clap::Args;

use super::{ConfigArgs, InputArgs, OutputArgs, ScopeArgs};

#[derive(Debug, Args)]
pub(crate) struct ContactsArgs {
    #[command(flatten)]
    pub(crate) inputs: InputArgs,
    #[command(flatten)]
    pub(crate) scope: ScopeArgs,
    /// Only contacts with these verdicts, comma separated: met, late, overdue, pending, exempt,
    /// unregulated
    #[arg(long, value_name = "VERDICTS", value_delimiter = ',')]
    pub(crate) only: Vec<String>,
    /// Only unanswered contacts that are due then, the most urgent first, as of now unless --as-of
    /// says otherwise: today, tomorrow, a date or a period such as this-week
    #[arg(long, value_name = "WHEN")]
    pub(crate) due: Option<String>,
    /// Show who asked and who was asked, for contacts from event logs: personal data
    #[arg(long)]
    pub(crate) show_parties: bool,
    /// Show pseudonyms of who asked and who was asked, made with the secret in KEYFILE
    #[arg(long, value_name = "KEYFILE", conflicts_with = "show_parties")]
    pub(crate) pseudonymise: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}
