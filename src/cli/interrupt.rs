//! A run that is told to stop (Ctrl-C, `kill`): what it was writing is taken away, and what stood
//! there before stays.
//!
//! What cannot be caught (`kill -9`, a power cut) leaves a file beside the output, never half an
//! output; the next run that writes the same output takes that file away.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::NamedTempFile;

/// The files beside outputs, those included that are gone by now: nobody can guess their names,
/// so no other file has one of them.
static PARTS: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// How the name of a file beside an output begins, and how it ends: what lies between is the
/// name of the output, a hyphen and as many letters and digits as make it unguessable.
pub(crate) const PREFIX: &str = ".svarstid-";
pub(crate) const SUFFIX: &str = ".part";
pub(crate) const RANDOM: usize = 6;

fn parts() -> MutexGuard<'static, Vec<PathBuf>> {
    PARTS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes the file beside an output, which goes when the run is told to stop.
pub(crate) fn begin(make: impl FnOnce() -> io::Result<NamedTempFile>) -> io::Result<NamedTempFile> {
    watch();
    // Nothing can stop the run between the making and the note of it.
    let mut parts = parts();
    let part = make()?;
    parts.push(part.path().to_owned());
    Ok(part)
}

/// Takes away what killed runs left in `folder` beside the output called `name`. Only for whoever
/// holds its lock: no other run is writing it then.
pub(crate) fn clear_away_remains(folder: &Path, name: &str) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let is_part = entry.file_name().to_str().is_some_and(|own| is_part_of(own, name));
        // A folder or a link of that name is of somebody else.
        if is_part && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            // What is another user's stays.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether `own` is the name of a file beside the output called `name`.
fn is_part_of(own: &str, name: &str) -> bool {
    let random = own
        .strip_prefix(PREFIX)
        .and_then(|rest| rest.strip_prefix(name)?.strip_prefix('-'))
        .and_then(|rest| rest.strip_suffix(SUFFIX));
    random.is_some_and(|random| {
        random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// Waits for SIGINT and SIGTERM in a thread of its own, once a process. Without the thread a
/// signal ends the run at once, and leaves what `kill -9` leaves.
#[cfg(unix)]
fn watch() {
    use std::sync::{Once, mpsc};
    use std::thread;

    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let (ready, is_ready) = mpsc::channel();
        let wait = move || {
            // SIGHUP stays with whoever started the run: `nohup` has it ignored.
            let wanted = [SIGINT, SIGTERM].into_iter().filter(|signal| !is_ignored(*signal));
            let Ok(mut signals) = Signals::new(wanted) else { return };
            let _ = ready.send(());
            if let Some(signal) = signals.forever().next() {
                stop();
                // As if nobody had caught it: a shell sees which signal it was.
                let _ = emulate_default_handler(signal);
            }
        };
        if thread::Builder::new().name("signals".to_owned()).spawn(wait).is_ok() {
            let _ = is_ready.recv();
        }
    });
}

#[cfg(not(unix))]
fn watch() {}

/// Whether whoever started the run had it ignore `signal`, as a script does that starts it in the
/// background.
#[cfg(unix)]
fn is_ignored(signal: i32) -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
}

/// Takes away what is half-written and says so.
#[cfg(unix)]
fn stop() {
    use std::sync::mpsc;
    use std::thread;
    use std::time::Duration;

    use super::lock;
    use super::log::{self, Level};

    /// How long to wait for a standard error that nobody reads.
    const PATIENCE: Duration = Duration::from_secs(1);

    // Held until the end, so that no other output is begun.
    let parts = parts();
    parts.iter().for_each(|part| drop(fs::remove_file(part)));
    let untouched: Vec<String> =
        lock::all_untouched().iter().map(|path| path.display().to_string()).collect();
    lock::release();
    let mut told = "svarstid: interrupted".to_owned();
    if !untouched.is_empty() {
        told += &format!("; what stood in {} before is untouched", untouched.join(", "));
    }
    let (said, is_said) = mpsc::channel();
    let say = move || {
        log::say(Level::Error, None, &told);
        let _ = said.send(());
    };
    if thread::Builder::new().spawn(say).is_ok() {
        let _ = is_said.recv_timeout(PATIENCE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_run_left_is_known_by_the_name_of_its_output() {
        for (own, name, expected) in [
            (".svarstid-out.csv-a1B2c3.part", "out.csv", true),
            (".svarstid-out.csv-a1B2c3.part", "out", false),
            (".svarstid-a-b-a1B2c3.part", "a", false),
            (".svarstid-a-b-a1B2c3.part", "a-b", true),
            (".svarstid-out.csv-a1B2c.part", "out.csv", false),
            (".svarstid-out.csv-a1B2c/.part", "out.csv", false),
            (".svarstid-out.csv.lock", "out.csv", false),
            ("out.csv-a1B2c3.part", "out.csv", false),
            (".svarstid-out.csv-a1B2c3", "out.csv", false),
        ] {
            assert_eq!(is_part_of(own, name), expected, "{own} {name}");
        }
    }
}
