//! The flags for runs that nobody watches.

use clap::Args;

/// Runs by cron, systemd or another program.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Unattended runs")]
pub(crate) struct UnattendedArgs {
    /// Wait so many seconds for another run that writes the same file, before exit code 5
    #[arg(
        long,
        global = true,
        value_name = "SEC",
        default_value_t = 0,
        value_parser = clap::value_parser!(u64).range(0..=86_400)
    )]
    pub(crate) lock_wait: u64,
    /// Talk on standard error in JSON, an object a line; the last one repeats the exit code
    #[arg(long, global = true)]
    pub(crate) log_json: bool,
}
