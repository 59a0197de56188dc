//! The flags of `svarstid calendar`.

use clap::Args;
use svarstid::calendar::PERIOD_FORMS;

use super::{ConfigArgs, OutputArgs};

#[derive(Debug, Args)]
pub(crate) struct CalendarArgs {
    #[arg(value_name = "YEAR|PERIOD", help = format!("A year or a period: {PERIOD_FORMS}"))]
    pub(crate) period: String,
    /// The moment that a relative period such as last-month is told from [default: now]
    #[arg(long, value_name = "T")]
    pub(crate) as_of: Option<String>,
    /// Print when contacts are due, for each day of receipt: to join with a log in a database
    #[arg(long)]
    pub(crate) deadlines: bool,
    /// Tell the deadlines by this reading of the rules: closing, same-time, rolled, workday-hours,
    /// letter-22, or one of the settings
    #[arg(long, value_name = "NAME", requires = "deadlines")]
    pub(crate) reading: Option<String>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}
