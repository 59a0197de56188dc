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
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}
