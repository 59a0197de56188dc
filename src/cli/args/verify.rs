//! The flags of `svarstid verify`.

use std::path::PathBuf;

use clap::Args;

use super::OutputArgs;

#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    /// The JSON of a run, as `svarstid audit` or `svarstid contacts` wrote it
    #[arg(value_name = "RUN.json")]
    pub(crate) run: PathBuf,
    /// Look for the run's files in DIR and the folders right below it [default: the current
    /// folder and the one of RUN.json]
    #[arg(long, value_name = "DIR")]
    pub(crate) inputs: Vec<PathBuf>,
    /// The secret that the run's pseudonyms were made with
    #[arg(long, value_name = "KEYFILE")]
    pub(crate) pseudonymise: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}
