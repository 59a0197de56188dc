//! The flags of `svarstid init`.

use std::path::PathBuf;

use clap::Args;

use super::LangArg;

#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// Files as they were exported, folders of them and mailboxes; quoted globs such as 'logs/*'
    /// are opened up
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Write the settings to FILE; `-` is standard output
    #[arg(long, short, value_name = "FILE", default_value = "svarstid.toml")]
    pub(crate) output: PathBuf,
    /// Write the register to FILE
    #[arg(long, value_name = "FILE", default_value = "register.csv")]
    pub(crate) register: PathBuf,
    /// Replace files that there are already
    #[arg(long)]
    pub(crate) force: bool,
    /// The language of the comments
    #[arg(long, value_name = "LANG", value_enum, default_value_t = LangArg::Sv)]
    pub(crate) lang: LangArg,
    /// Say nothing when all is well
    #[arg(long, short)]
    pub(crate) quiet: bool,
}
