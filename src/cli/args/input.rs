//! The flags that name the logs and say how to understand them.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// The logs, and how to understand them.
#[derive(Debug, Args)]
#[command(next_help_heading = "Input")]
pub(crate) struct InputArgs {
    /// Contact logs; `-` is standard input, and quoted globs such as 'logs/*.csv' are opened up
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// A log of phone contacts only
    #[arg(long, value_name = "FILE")]
    pub(crate) phone: Vec<PathBuf>,
    /// A log of text messages only
    #[arg(long, value_name = "FILE")]
    pub(crate) sms: Vec<PathBuf>,
    /// A log of e-mails only
    #[arg(long, value_name = "FILE")]
    pub(crate) email: Vec<PathBuf>,
    /// A log of letters only
    #[arg(long, value_name = "FILE")]
    pub(crate) letter: Vec<PathBuf>,
    /// The origin of files without such a column: external or internal
    #[arg(long, value_name = "ORIGIN")]
    pub(crate) origin: Option<String>,
    /// The department of files without such a column
    #[arg(long, value_name = "NAME")]
    pub(crate) department: Option<String>,
    /// The order in dates such as 03/04/2026: dmy or mdy
    #[arg(long, value_name = "ORDER")]
    pub(crate) date_order: Option<String>,
    /// The encoding: utf-8, utf-16le, utf-16be or windows-1252
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,
    /// The character between fields; `tab` for a tab
    #[arg(long, value_name = "CHAR")]
    pub(crate) delimiter: Option<String>,
    /// The line of the header, counted from 1
    #[arg(long, value_name = "N")]
    pub(crate) header_line: Option<u64>,
    /// The source profile of a file, as FILE=NAME; NAME is one of `svarstid profiles`, or a file
    /// of your own that ends in .toml
    #[arg(long, value_name = "FILE=NAME")]
    pub(crate) profile: Vec<String>,
    /// The zone of stamps whose system does not tell it, for instance Europe/Stockholm or UTC
    #[arg(long, value_name = "ZONE")]
    pub(crate) source_zone: Option<String>,
    /// Which answers count in event logs: `any`, or `exact` for those that are surely the
    /// contact's own (number, Message-ID, case) and none that are inferred from subjects
    #[arg(long, value_name = "WHICH", value_enum, default_value_t = PairingArg::Any)]
    pub(crate) pairing: PairingArg,
    /// Keep the rejected rows in FILE, with place, code and message
    #[arg(long, value_name = "FILE")]
    pub(crate) rejects: Option<PathBuf>,
    /// Fail with exit code 3 when more rows are rejected: a number or a share [default: 1%]
    #[arg(long, value_name = "N|P%")]
    pub(crate) max_rejects: Option<String>,
    /// How many threads work [default: as many as there are processors]; no figure depends on it
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<NonZeroUsize>,
    /// Show the cells themselves in messages, not their shape; they can be personal data
    #[arg(long)]
    pub(crate) show_values: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PairingArg {
    /// Also those inferred from swapped parties and the same subject
    Any,
    /// Only by number, Message-ID or case
    Exact,
}
