//! The flags of `svarstid calendar`.

use clap::Args;
use svarstid::calendar::PERIOD_FORMS;

use super::{ConfigArgs, OutputArgs};

#[derive(Debug, Args)]
pub(crate) struct CalendarArgs {
    #[arg(value_name = "YEAR|PERIOD", help = format!("A year or a period: {PERIOD_FORMS}"))]
    pub(crate) period: String,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}
