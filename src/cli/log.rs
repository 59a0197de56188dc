//! How talk is written on standard error: lines for people, or an object a line for programs.

use std::io::{self, Write};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;
use svarstid::render::printable;

use super::exit::Status;

/// Whether talk is JSON, as `--log-json` says.
static IS_JSON: OnceLock<bool> = OnceLock::new();

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    /// Nothing is wrong.
    Info,
    /// Something to look at; the run goes on.
    Warning,
    /// The run ends with it, or has missed what was asked of it.
    Error,
}

impl Level {
    const fn id(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Sets how talk is written; once a process.
pub(crate) fn set_json(is_json: bool) {
    let _ = IS_JSON.set(is_json);
}

/// Whether talk is JSON.
pub(crate) fn is_json() -> bool {
    IS_JSON.get().copied().unwrap_or_default()
}

/// Whether nothing is said: a run that is made again says nothing of its own.
static IS_SILENT: AtomicBool = AtomicBool::new(false);

/// Runs `work` without a word on standard error.
pub(crate) fn silently<T>(work: impl FnOnce() -> T) -> T {
    let was_silent = IS_SILENT.swap(true, Ordering::Relaxed);
    let done = work();
    IS_SILENT.store(was_silent, Ordering::Relaxed);
    done
}

/// Says something on standard error; `code` is the code of a fault or a finding. A closed
/// standard error is nobody listening.
pub(crate) fn say(level: Level, code: Option<&str>, message: &str) {
    if IS_SILENT.load(Ordering::Relaxed) {
        return;
    }
    let line = if is_json() {
        json!({ "level": level.id(), "code": code, "message": message }).to_string()
    } else {
        safe(message)
    };
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// `message` without anything that a terminal would obey, but for our own line breaks.
fn safe(message: &str) -> String {
    message.split('\n').map(printable).collect::<Vec<_>>().join("\n")
}

/// The last line of a log for programs, which repeats the exit code; who wants no talk when all
/// is well is spared it then. People have the code itself.
pub(crate) fn say_exit(status: Status, is_quiet: bool) {
    if !is_json() || is_quiet && status == Status::Done {
        return;
    }
    let level = if status == Status::Done { Level::Info } else { Level::Error };
    let line = json!({
        "level": level.id(),
        "code": "exit",
        "message": status.meaning(),
        "exit_code": status.code(),
    });
    let _ = writeln!(io::stderr().lock(), "{line}");
}
