//! Exit codes: what each means, and which of two wins.

use std::process::ExitCode;

/// How a run ended. A later one is more severe, and the most severe wins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    /// All is well.
    #[default]
    Done,
    /// A target or `--fail-under` was missed, or two runs differ.
    Missed,
    /// The command line or the settings are wrong.
    Usage,
    /// Too many rows were rejected.
    TooManyRejects,
    /// An input is missing, unreadable or not understood.
    Input,
    /// An output could not be written.
    Output,
}

impl Status {
    /// Every status, in order.
    pub(crate) const ALL: [Self; 6] =
        [Self::Done, Self::Missed, Self::Usage, Self::TooManyRejects, Self::Input, Self::Output];

    /// The code.
    pub(crate) const fn code(self) -> u8 {
        self as u8
    }

    /// What it means, in one English line.
    pub(crate) const fn meaning(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Missed => "done, and a target or --fail-under was missed, or runs differ",
            Self::Usage => "the command line or the settings are wrong",
            Self::TooManyRejects => "done, and more rows were rejected than --max-rejects allows",
            Self::Input => "an input is missing, unreadable or not understood",
            Self::Output => "an output could not be written",
        }
    }

    /// The codes and their meanings, for help and man page.
    pub(crate) fn table() -> String {
        let lines = Self::ALL.map(|status| format!("  {}  {}", status.code(), status.meaning()));
        format!("Exit codes (the most severe wins):\n{}", lines.join("\n"))
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status.code())
    }
}

/// An error that ends a run, with the status it ends with.
#[derive(Debug)]
pub(crate) struct Stop {
    pub(crate) status: Status,
    pub(crate) error: anyhow::Error,
}

/// A result that ends a run when it fails.
pub(crate) type Run<T> = Result<T, Stop>;

/// Says which status an error ends with.
pub(crate) trait OrStop<T> {
    /// The value, or the end of the run with `status`.
    fn or_stop(self, status: Status) -> Run<T>;
}

impl<T, E: Into<anyhow::Error>> OrStop<T> for Result<T, E> {
    fn or_stop(self, status: Status) -> Run<T> {
        self.map_err(|error| Stop { status, error: error.into() })
    }
}

/// The end of a run with a message.
pub(crate) fn stop<T>(status: Status, message: impl std::fmt::Display) -> Run<T> {
    Err(Stop { status, error: anyhow::anyhow!("{message}") })
}
