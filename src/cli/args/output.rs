//! The flags that say where a report goes and how it looks, and which settings hold.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::again::Again;

/// Where the report goes, and how it looks.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct OutputArgs {
    /// The format: table, csv, csv-excel, json, jsonl, markdown, html or xlsx; stratsys for audits
    /// and ics for calendars; once for all outputs, or once for each [default: by the ending of -o FILE, else
    /// table]
    #[arg(long, short, value_name = "FORMAT")]
    pub(crate) format: Vec<String>,
    /// Write to FILE, which is replaced only when all is written; its ending (.txt .csv .json
    /// .jsonl .md .html .xlsx .ics) picks the format, and `-` is standard output. Several give
    /// several files from one reading
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Vec<PathBuf>,
    /// The language of report text; machine formats never change
    #[arg(long, value_name = "LANG", value_enum, default_value_t = LangArg::Sv)]
    pub(crate) lang: LangArg,
    /// Say nothing when all is well
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// When to use bold type and colour
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = ColorArg::Auto)]
    pub(crate) color: ColorArg,
}

/// The settings.
#[derive(Debug, Args)]
#[command(next_help_heading = "Settings")]
pub(crate) struct ConfigArgs {
    /// The settings file [default: SVARSTID_CONFIG, else ./svarstid.toml, else the user's, else the
    /// built-in ones]
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub(crate) config: Option<PathBuf>,
    /// Use the built-in settings
    #[arg(long)]
    pub(crate) no_config: bool,
    /// The seal of the run that is made again, if one is
    #[arg(skip)]
    pub(crate) again: Option<Box<Again>>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum LangArg {
    /// Swedish
    Sv,
    /// English
    En,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorArg {
    /// On a terminal that has not switched it off
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}
