//! The flags of `svarstid diff`.

use std::path::PathBuf;

use clap::Args;

use super::OutputArgs;

#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    /// The JSON of the earlier run
    #[arg(value_name = "A.json")]
    pub(crate) before: PathBuf,
    /// The JSON of the later run
    #[arg(value_name = "B.json")]
    pub(crate) after: PathBuf,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}
