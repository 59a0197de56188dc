//! Locks beside the outputs: two runs that write the same file do so one after the other, and a
//! run that fails says that what stood there is untouched.
//!
//! The system's locks are held by open files and end with the process, however it ends: a lock
//! file that a killed run left behind holds nobody up. Locks are kept for the whole process and
//! let go of by [`release`], so that no output has to carry its own.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::exit::{Run, Status, stop};

/// How long to wait for another run, as `--lock-wait` says.
static PATIENCE: OnceLock<Duration> = OnceLock::new();

/// The outputs of this process that are files.
static HELD: Mutex<Vec<Held>> = Mutex::new(Vec::new());

/// How long to sleep before another try.
const PAUSE: Duration = Duration::from_millis(50);

/// An output that no other run writes while this one does.
struct Held {
    /// Where the output is put.
    path: PathBuf,
    /// The lock file, open for as long as the lock is held; absent where the file system knows
    /// no locks.
    lock: Option<(File, PathBuf)>,
    is_replaced: bool,
}

fn held() -> std::sync::MutexGuard<'static, Vec<Held>> {
    HELD.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Sets how long [`hold`] waits for another run; once a process.
pub(crate) fn set_patience(patience: Duration) {
    let _ = PATIENCE.set(patience);
}

/// Holds the output at `path`, which was called `name`, until [`release`]; whether it does so
/// from now on. An output that this process holds already is held only once, and where the file
/// system has no locks another run may be writing it.
pub(crate) fn hold(path: &Path, name: &str) -> Run<bool> {
    let path = place(path);
    if held().iter().any(|own| own.path == path) {
        return Ok(false);
    }
    let lock_path = lock_path(&path);
    let ends = Instant::now() + PATIENCE.get().copied().unwrap_or_default();
    let lock = loop {
        match attempt(&lock_path) {
            Ok(Attempt::Locked(file)) => break Some((file, lock_path)),
            Ok(Attempt::Unsupported) => break None,
            Ok(Attempt::Busy) if Instant::now() < ends => thread::sleep(PAUSE),
            Ok(Attempt::Gone) => {}
            Ok(Attempt::Busy) => {
                return stop(
                    Status::Output,
                    format!(
                        "{name}: another run is writing it, and holds {}; run this one later, or \
                         say --lock-wait SEC; what stood there before is untouched",
                        lock_path.display()
                    ),
                );
            }
            Err(error) => {
                return stop(
                    Status::Output,
                    format!(
                        "{name}: cannot be locked by {}: {error}; what stood there before is \
                         untouched",
                        lock_path.display()
                    ),
                );
            }
        }
    };
    let is_held = lock.is_some();
    held().push(Held { path, lock, is_replaced: false });
    Ok(is_held)
}

/// What came of one try to lock.
enum Attempt {
    Locked(File),
    /// Another run holds it.
    Busy,
    /// Another run let go of it and took the file away in between: it locks nothing any more.
    Gone,
    /// The file system has no locks. Files are replaced as a whole there too.
    Unsupported,
}

fn attempt(lock_path: &Path) -> io::Result<Attempt> {
    let opened = File::options().read(true).append(true).create(true).open(lock_path);
    let file = match opened {
        // Left behind by a run of another user: who may not write may still lock.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => File::open(lock_path)?,
        opened => opened?,
    };
    match file.try_lock() {
        Ok(()) if is_at(&file, lock_path) => Ok(Attempt::Locked(file)),
        Ok(()) => Ok(Attempt::Gone),
        Err(TryLockError::WouldBlock) => Ok(Attempt::Busy),
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
            Ok(Attempt::Unsupported)
        }
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Whether the file at `path` is still the open one.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let same = |open: fs::Metadata, there: fs::Metadata| {
        (open.dev(), open.ino()) == (there.dev(), there.ino())
    };
    file.metadata().ok().zip(fs::metadata(path).ok()).is_some_and(|(open, there)| same(open, there))
}

/// Lock files are not taken away here, so it is.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

/// `path` by its folder's own name, so that one file has one place, before it is there too.
fn place(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder.unwrap_or(Path::new(".")).canonicalize() {
        Ok(folder) => folder.join(path.file_name().unwrap_or_default()),
        Err(_) => path.to_owned(),
    }
}

/// `.svarstid-NAME.lock` beside the output: hidden, and never read as a log or a report.
fn lock_path(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".svarstid-{name}.lock"))
}

/// The output at `path` is in its place.
pub(crate) fn replaced(path: &Path) {
    let (mut held, path) = (held(), place(path));
    held.iter_mut().filter(|own| own.path == path).for_each(|own| own.is_replaced = true);
}

/// Those of `outputs` that are still the files that stood there before.
pub(crate) fn untouched<'a>(outputs: impl Iterator<Item = &'a PathBuf>) -> Vec<&'a PathBuf> {
    let held = held();
    let real = |path: &Path| path.canonicalize().ok();
    let replaced: Vec<PathBuf> =
        held.iter().filter(|own| own.is_replaced).filter_map(|own| real(&own.path)).collect();
    let mut untouched: Vec<&PathBuf> = outputs
        .filter(|path| path.is_file() && !real(path).is_some_and(|path| replaced.contains(&path)))
        .collect();
    untouched.dedup();
    untouched
}

/// The outputs of this run that are still the files that stood there before.
#[cfg(unix)]
pub(crate) fn all_untouched() -> Vec<PathBuf> {
    let is_untouched = |own: &&Held| !own.is_replaced && own.path.is_file();
    held().iter().filter(is_untouched).map(|own| own.path.clone()).collect()
}

/// Lets go of every lock.
pub(crate) fn release() {
    for own in held().drain(..) {
        let Some((file, path)) = own.lock else { continue };
        // While the lock is held: whoever waits sees that the file it locks is gone. Elsewhere
        // than on Unix an open file cannot be taken away, and an empty one stays.
        if cfg!(unix) {
            let _ = fs::remove_file(path);
        }
        drop(file);
    }
}
