//! What was typed: the command line, and nothing of what it means.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use svarstid::calendar::PERIOD_FORMS;

use super::exit::Status;

const ABOUT: &str = "Audits logs of phone, SMS, e-mail and letter contacts: did we answer in time?";

const LONG_ABOUT: &str = "\
Audits logs of phone, SMS, e-mail and letter contacts: did we answer in time?

svarstid reads exported contact logs, applies the service guideline of Nykvarns kommun \
(external contacts within one workday, internal within 48 hours, on the Swedish calendar) and \
prints compliance tables per department. The same input gives the same bytes.";

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "svarstid",
    version,
    about = ABOUT,
    long_about = LONG_ABOUT,
    after_long_help = Status::table(),
    arg_required_else_help = true,
    max_term_width = 100
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Print compliance tables
    #[command(after_long_help = "\
Examples:
  svarstid audit fixtures/demo/*.csv
  svarstid audit --period 2026-H1 --by department,channel fixtures/demo/*.csv
  svarstid audit --format csv fixtures/demo/*.csv
  svarstid audit --reading workday-hours fixtures/demo/*.csv")]
    Audit(AuditArgs),
    /// List every contact with its due moment, verdict and margin
    #[command(after_long_help = "\
Examples:
  svarstid contacts --only late,overdue --format csv fixtures/demo/*.csv
  svarstid contacts --period 2026-08 --only overdue fixtures/demo/*.csv")]
    Contacts(ContactsArgs),
    /// Explain when a contact is due and why, day by day
    #[command(after_long_help = "\
Examples:
  svarstid explain --received \"2026-06-18 15:00\" --channel email --origin external
  svarstid explain --id K2026-0042 fixtures/demo/*.csv")]
    Explain(ExplainArgs),
    /// Print workdays and holidays with their legal grounds
    #[command(after_long_help = "\
Examples:
  svarstid calendar 2026
  svarstid calendar --format csv 2026-06
  svarstid calendar --format ics 2026")]
    Calendar(CalendarArgs),
    /// Show what was detected in files, how they are mapped and what is refused
    #[command(after_long_help = "\
Examples:
  svarstid inspect fixtures/demo/brev.csv")]
    Inspect(InspectArgs),
    /// Count the forms of address that mails were sent from, and list the unknown ones
    #[command(after_long_help = "\
The list can be personal data of officers. It needs the mail domains of the settings, under
[organisation].

Examples:
  svarstid senders fixtures/sources/mail/servicecenter.mbox
  svarstid senders --format json fixtures/sources/mail/servicecenter.mbox")]
    Senders(SendersArgs),
    /// List the source profiles, or print one to copy and change
    #[command(
        args_conflicts_with_subcommands = true,
        disable_help_subcommand = true,
        after_long_help = "\
Examples:
  svarstid profiles
  svarstid profiles --format csv
  svarstid profiles show ciceron-csv"
    )]
    Profiles(ProfilesArgs),
    /// Print the settings in force as commented TOML, and what is odd about them
    #[command(after_long_help = "\
Examples:
  svarstid policy
  svarstid policy --no-config > svarstid.toml")]
    Policy(PolicyArgs),
    /// Print a completion script for a shell
    #[command(after_long_help = "\
Examples:
  svarstid completions bash")]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page (roff), of all or of one command
    #[command(after_long_help = "\
Examples:
  svarstid man
  svarstid man audit")]
    Man {
        /// The command; the overview without one
        command: Option<String>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct AuditArgs {
    #[command(flatten)]
    pub(crate) inputs: InputArgs,
    #[command(flatten)]
    pub(crate) scope: ScopeArgs,
    /// Dimensions of the first table, comma separated: board, department, channel, origin, rule,
    /// year, tertial, quarter, month, week, weekday, hour
    #[arg(
        long,
        help_heading = "Report",
        value_name = "DIMENSIONS",
        default_value = "department",
        value_delimiter = ','
    )]
    pub(crate) by: Vec<String>,
    /// Fail with exit code 1 when fewer than P percent of the judged contacts are met
    #[arg(long, help_heading = "Report", value_name = "P")]
    pub(crate) fail_under: Option<String>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}

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

#[derive(Debug, Args)]
pub(crate) struct CalendarArgs {
    #[arg(value_name = "YEAR|PERIOD", help = format!("A year or a period: {PERIOD_FORMS}"))]
    pub(crate) period: String,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}

#[derive(Debug, Args)]
pub(crate) struct InspectArgs {
    #[command(flatten)]
    pub(crate) inputs: InputArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}

#[derive(Debug, Args)]
pub(crate) struct SendersArgs {
    #[command(flatten)]
    pub(crate) inputs: InputArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}

#[derive(Debug, Args)]
pub(crate) struct ProfilesArgs {
    #[command(subcommand)]
    pub(crate) command: Option<ProfilesCommand>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ProfilesCommand {
    /// Print the TOML of a profile as it stands
    #[command(after_long_help = "\
Examples:
  svarstid profiles show ciceron-csv
  svarstid profiles show asterisk-csv > profiles/own-switch.toml")]
    Show(ShowArgs),
}

#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// The profile's name, as `svarstid profiles` lists it
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// Write to FILE instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}

#[derive(Debug, Args)]
pub(crate) struct PolicyArgs {
    /// Write to FILE instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Say nothing when all is well
    #[arg(long, short)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}

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
    /// Show the cells themselves in messages, not their shape; they can be personal data
    #[arg(long)]
    pub(crate) show_values: bool,
}

/// Which contacts are audited.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Scope")]
pub(crate) struct ScopeArgs {
    #[arg(long, value_name = "PERIOD", help = format!("Only contacts received in it: {PERIOD_FORMS}"))]
    pub(crate) period: Option<String>,
    #[command(flatten)]
    pub(crate) moment: MomentArgs,
}

/// From when, and by which reading, contacts are judged.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Scope")]
pub(crate) struct MomentArgs {
    /// The moment that the audit looks back from; a date means its end [default: the latest
    /// stamp of the input]
    #[arg(long, value_name = "T")]
    pub(crate) as_of: Option<String>,
    /// Judge by this reading of the rules: closing, same-time, rolled, workday-hours, letter-22,
    /// or one of the settings
    #[arg(long, value_name = "NAME")]
    pub(crate) reading: Option<String>,
}

/// Where the report goes, and how it looks.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct OutputArgs {
    /// The format: table, csv or json, and ics for calendars
    #[arg(long, short, value_name = "FORMAT", default_value = "table")]
    pub(crate) format: String,
    /// Write to FILE, which is replaced only when all is written; `-` is standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
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
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PairingArg {
    /// Also those inferred from swapped parties and the same subject
    Any,
    /// Only by number, Message-ID or case
    Exact,
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
