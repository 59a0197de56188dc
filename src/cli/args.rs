//! What was typed: the command line, and nothing of what it means. A file a command, and one
//! for each group of flags that commands share.

mod audit;
mod calendar;
mod contacts;
mod diff;
mod explain;
mod figures;
mod init;
mod input;
mod inspect;
mod merge;
mod output;
mod policy;
mod profiles;
mod report;
mod sample;
mod scope;
mod unattended;
mod verify;

use clap::{Parser, Subcommand};

use super::exit::Status;

pub(crate) use audit::AuditArgs;
pub(crate) use calendar::CalendarArgs;
pub(crate) use contacts::ContactsArgs;
pub(crate) use diff::DiffArgs;
pub(crate) use explain::ExplainArgs;
pub(crate) use figures::{ByArgs, FiguresArgs};
pub(crate) use init::InitArgs;
pub(crate) use input::{InputArgs, PairingArg};
pub(crate) use inspect::{InspectArgs, SendersArgs};
pub(crate) use merge::{KeptArgs, MergeArgs, StateArgs};
pub(crate) use output::{ColorArg, ConfigArgs, LangArg, OutputArgs};
pub(crate) use policy::PolicyArgs;
pub(crate) use profiles::{ProfilesArgs, ProfilesCommand, ShowArgs};
pub(crate) use report::ReportArgs;
pub(crate) use sample::SampleArgs;
pub(crate) use scope::{MomentArgs, ScopeArgs};
pub(crate) use unattended::UnattendedArgs;
pub(crate) use verify::VerifyArgs;

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
    #[command(flatten)]
    pub(crate) unattended: UnattendedArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Print compliance tables
    #[command(after_long_help = "\
Examples:
  svarstid audit fixtures/demo/*.csv
  svarstid audit --period 2026-H1 --by department,channel fixtures/demo/*.csv
  svarstid audit --format csv fixtures/demo/*.csv
  svarstid audit --reading workday-hours fixtures/demo/*.csv
  svarstid audit --readings fixtures/demo/*.csv")]
    Audit(AuditArgs),
    /// Print the report for the accounts: sentences, tables and pictures
    #[command(after_long_help = "\
Examples:
  svarstid report --period 2026-H1 --compare previous fixtures/demo/*.csv
  svarstid report --period 2026-H1 --format html fixtures/demo/*.csv > report.html
  svarstid report fixtures/states/*.svarstid.json
  svarstid report --print-template > own.txt")]
    Report(ReportArgs),
    /// List every contact with its due moment, verdict and margin
    #[command(after_long_help = "\
Examples:
  svarstid contacts --only late,overdue --format csv fixtures/demo/*.csv
  svarstid contacts --period 2026-08 --only overdue fixtures/demo/*.csv
  svarstid contacts --due today fixtures/demo/*.csv")]
    Contacts(ContactsArgs),
    /// Draw contacts by lot from every department and channel, to be checked by hand
    #[command(after_long_help = "\
The columns checked, right and note are left empty for whoever checks.

Examples:
  svarstid sample --n 150 --seed 1 --format csv fixtures/demo/*.csv
  svarstid sample --n 40 --only met --by origin fixtures/demo/*.csv")]
    Sample(SampleArgs),
    /// Merge kept states: the figures of all their logs, which may be gone
    #[command(after_long_help = "\
Examples:
  svarstid merge fixtures/states/*.svarstid.json
  svarstid merge --period 2026-06 --format csv fixtures/states/*.svarstid.json")]
    Merge(MergeArgs),
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
  svarstid calendar --deadlines --format csv this-year
  svarstid calendar --format ics 2026")]
    Calendar(CalendarArgs),
    /// Show what was detected in files, how they are mapped and what is refused
    #[command(after_long_help = "\
Examples:
  svarstid inspect fixtures/demo/brev.csv")]
    Inspect(InspectArgs),
    /// Write settings and a register for the files it is shown: guesses, each marked as one
    #[command(after_long_help = "\
Nothing is asked and nothing is judged. The settings begin as `svarstid policy` prints them; what
is guessed of files and organisation stands in force with its reason above it. The register has a
row for each mailbox, number, queue, unit and officer, to be filled in with departments and boards.

Examples:
  svarstid init fixtures/demo/*.csv
  svarstid init --lang en --output kommun.toml --register kommun.csv fixtures/sources/mail/*")]
    Init(InitArgs),
    /// Count the forms of address that mails were sent from, and list the unknown ones
    #[command(after_long_help = "\
The list can be personal data of officers. It needs the mail domains of the settings, under
[organisation].

Examples:
  svarstid senders fixtures/sources/mail/servicecenter.mbox
  svarstid senders --format json fixtures/sources/mail/servicecenter.mbox")]
    Senders(SendersArgs),
    /// Make a sealed run again, and say whether it is the same
    #[command(after_long_help = "\
The JSON of a run carries all that it was made with but the files themselves, which are looked for
by what they hold. Exit code 0 when all is the same, 1 when something differs, 4 when a file is
missing.

Examples:
  svarstid verify --inputs fixtures/sealed fixtures/sealed/augusti.json")]
    Verify(VerifyArgs),
    /// List what differs between two runs, and which contacts count otherwise and why
    #[command(after_long_help = "\
Contacts are compared when both runs have them: JSON of `svarstid contacts`, or of `svarstid audit
--with-contacts`. Exit code 0 when nothing differs, 1 when something does.

Examples:
  svarstid diff fixtures/sealed/augusti.json fixtures/sealed/september.json
  svarstid diff --format csv fixtures/sealed/augusti.json fixtures/sealed/september.json")]
    Diff(DiffArgs),
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
