//! The flags that say which contacts are judged, from when and by which reading.

use clap::Args;
use svarstid::calendar::PERIOD_FORMS;

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
