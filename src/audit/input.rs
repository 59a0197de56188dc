//! Inputs: opened once, counted, fingerprinted, and watched for changes while being read.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::SystemTime;

use sha2::{Digest, Sha256};

use crate::contact::Channel;
use crate::read::{Grid, ReadError};

use super::choice::ChoiceError;
use super::mapping::MappingError;
use super::part::read_mails;

/// One input of an audit.
pub struct Input {
    /// How messages and reports name it: the base name, or `-`.
    pub name: String,
    /// The channel of all its rows, where the user says so.
    pub channel: Option<Channel>,
    /// Where its bytes come from.
    pub stream: Stream,
    /// What globs of sources are compared with, where it is not the last part of the path.
    pub base_name: Option<String>,
}

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Input").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Where the bytes of an input come from.
pub enum Stream {
    /// A file.
    File(PathBuf),
    /// Bytes that come once.
    Once(Box<dyn Read + Send>),
}

impl Input {
    /// A file, named by the last part of its path.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        Self { name: base_name(&path), channel: None, stream: Stream::File(path), base_name: None }
    }

    /// The same input under the name that it had in another run, whatever its file is called now.
    #[must_use]
    pub fn known_as(mut self, name: &str) -> Self {
        self.base_name = Some(base_name(Path::new(name)));
        self.name = name.to_owned();
        self
    }

    /// The last part of a file's path, which globs of sources are compared with.
    pub fn base_name(&self) -> String {
        match (&self.base_name, &self.stream) {
            (Some(own), _) => own.clone(),
            (None, Stream::File(path)) => base_name(path),
            (None, Stream::Once(_)) => self.name.clone(),
        }
    }

    /// The whole path of a file.
    pub fn path(&self) -> Option<PathBuf> {
        match &self.stream {
            Stream::File(path) => Some(path.clone()),
            Stream::Once(_) => None,
        }
    }

    /// Bytes that come once, under a name.
    pub fn once(name: impl Into<String>, bytes: impl Read + Send + 'static) -> Self {
        Self {
            name: name.into(),
            channel: None,
            stream: Stream::Once(Box::new(bytes)),
            base_name: None,
        }
    }
}

fn base_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// Why an input stops an audit.
#[derive(Debug)]
pub enum InputFault {
    /// It cannot be opened.
    Open(io::Error),
    /// It is a directory.
    Directory,
    /// It cannot be read as a table.
    Read(ReadError),
    /// Its columns cannot be understood.
    Mapping(MappingError),
    /// Nobody knows whose export it is, or that export cannot be audited.
    Choice(ChoiceError),
    /// It changed while it was being read.
    Changed,
    /// A rejected row could not be kept.
    Rejects(io::Error),
}

/// An input that stops an audit, and why.
#[derive(Debug)]
pub struct InputError {
    /// The input's name.
    pub name: String,
    /// Why.
    pub fault: InputFault,
}

impl InputError {
    /// The error of an input. What cannot be opened is named by its whole path: the folder
    /// may be what is wrong.
    pub(super) fn new(name: String, path: Option<PathBuf>, fault: InputFault) -> Self {
        let name = match (&fault, path) {
            (InputFault::Open(_) | InputFault::Directory, Some(path)) => path.display().to_string(),
            _ => name,
        };
        Self { name, fault }
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = match &self.fault {
            InputFault::Read(error) => error.line(),
            InputFault::Mapping(error) => error.line(),
            _ => None,
        };
        let name = match line {
            Some(line) => format!("{}:{line}", self.name),
            None => self.name.clone(),
        };
        match &self.fault {
            InputFault::Open(error) if error.kind() == io::ErrorKind::NotFound => {
                write!(f, "{name}: there is no such file")
            }
            InputFault::Open(error) => write!(f, "{name}: cannot be opened: {error}"),
            InputFault::Directory => {
                write!(f, "{name}: is a directory; name the files in it, for instance {name}/*.csv")
            }
            InputFault::Read(error) => write!(f, "{name}: {error}"),
            InputFault::Mapping(error) => write!(f, "{name}: {error}"),
            InputFault::Choice(error) => write!(f, "{name}: {error}"),
            InputFault::Changed => write!(
                f,
                "{name}: the file changed while it was being read; wait until the export is \
                 done and run again"
            ),
            InputFault::Rejects(error) => {
                write!(f, "{name}: its rejected rows cannot be kept: {error}")
            }
        }
    }
}

impl std::error::Error for InputError {}

/// Every input that stops an audit, in the order in which they were named; never empty.
#[derive(Debug)]
pub struct InputErrors(pub Vec<InputError>);

impl fmt::Display for InputErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.0.iter().enumerate() {
            write!(f, "{}{error}", if index == 0 { "" } else { "\n" })?;
        }
        Ok(())
    }
}

impl std::error::Error for InputErrors {}

/// What tells a file from a changed one.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Mark {
    length: u64,
    modified: Option<SystemTime>,
    /// Device and number: another file may have been put in its place with its length and time.
    identity: Option<(u64, u64)>,
}

/// An opened input.
pub(super) struct Opened {
    /// The bytes, once.
    pub(super) bytes: Box<dyn Read + Send>,
    /// How many bytes a file has; absent for what comes once.
    pub(super) length: Option<u64>,
    tap: Arc<Mutex<Tap>>,
    path: Option<(PathBuf, Mark)>,
}

/// What is known of bytes that went past.
#[derive(Default)]
struct Tap {
    count: u64,
    digest: Option<Sha256>,
}

/// What is known of the bytes so far. A thread that panics while it holds the lock ends the run, so
/// that nobody sees what it left.
fn locked(tap: &Mutex<Tap>) -> MutexGuard<'_, Tap> {
    tap.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// A reader that counts, and fingerprints where it is asked to.
struct Tapped<R> {
    inner: R,
    tap: Arc<Mutex<Tap>>,
}

impl<R: Read> Read for Tapped<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let mut tap = locked(&self.tap);
        tap.count += count as u64;
        if let Some(digest) = &mut tap.digest {
            digest.update(&buffer[..count]);
        }
        Ok(count)
    }
}

/// Opens `stream`; fingerprints it when `digests`.
pub(super) fn open(stream: Stream, digests: bool) -> Result<Opened, InputFault> {
    let tap = Arc::new(Mutex::new(Tap { count: 0, digest: digests.then(Sha256::new) }));
    let (inner, path): (Box<dyn Read + Send>, _) = match stream {
        Stream::Once(bytes) => (bytes, None),
        Stream::File(path) => {
            let file = File::open(&path).map_err(InputFault::Open)?;
            let metadata = file.metadata().map_err(InputFault::Open)?;
            if metadata.is_dir() {
                return Err(InputFault::Directory);
            }
            let mark = metadata.is_file().then(|| mark(&metadata));
            (Box::new(file), mark.map(|mark| (path, mark)))
        }
    };
    let length = path.as_ref().map(|(_, mark)| mark.length);
    let bytes = Box::new(Tapped { inner, tap: Arc::clone(&tap) });
    Ok(Opened { bytes, length, tap, path })
}

fn mark(metadata: &fs::Metadata) -> Mark {
    Mark {
        length: metadata.len(),
        modified: metadata.modified().ok(),
        identity: identity(metadata),
    }
}

#[cfg(unix)]
fn identity(metadata: &fs::Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn identity(_: &fs::Metadata) -> Option<(u64, u64)> {
    None
}

/// What is left of an opened input when its bytes are handed out.
pub(super) struct Trace {
    tap: Arc<Mutex<Tap>>,
    path: Option<(PathBuf, Mark)>,
}

impl Opened {
    /// The bytes, and what keeps watch over them.
    pub(super) fn split(self) -> (Box<dyn Read + Send>, Trace) {
        (self.bytes, Trace { tap: self.tap, path: self.path })
    }
}

impl Trace {
    /// Whether so much more was read since `told` that it is worth telling; then `told` is what
    /// was read by now.
    #[inline]
    pub(super) fn is_due(&self, told: &mut u64) -> bool {
        /// Bytes between two reports of progress.
        const STEP: u64 = 4 << 20;
        let count = self.count();
        let is_due = count >= *told + STEP;
        if is_due {
            *told = count;
        }
        is_due
    }

    /// Bytes read so far.
    pub(super) fn count(&self) -> u64 {
        locked(&self.tap).count
    }

    /// The fingerprint of the bytes, in lower-case hexadecimal, if one was asked for.
    ///
    /// # Errors
    /// When the file is not as it was when it was opened.
    pub(super) fn finish(self) -> Result<Option<String>, InputFault> {
        let Tap { count, digest } = std::mem::take(&mut *locked(&self.tap));
        if let Some((path, before)) = self.path {
            let after = fs::metadata(&path).map(|metadata| mark(&metadata)).ok();
            // Files that the kernel makes up (/proc) have no length before they are read.
            let is_all = count == before.length || before.length == 0;
            if after.as_ref() != Some(&before) || !is_all {
                return Err(InputFault::Changed);
            }
        }
        Ok(digest.map(|digest| hexadecimal(&digest.finalize())))
    }
}

impl From<ReadError> for InputFault {
    fn from(error: ReadError) -> Self {
        Self::Read(error)
    }
}

/// Reads the mails in the files of a folder; the fingerprint is that of all of them, one after
/// the other.
pub(super) fn open_folder(files: &[PathBuf], digests: bool) -> Result<(Grid, Trace), InputFault> {
    let mut tap = Tap { count: 0, digest: digests.then(Sha256::new) };
    let grid = read_mails(files, |bytes| {
        tap.count += bytes.len() as u64;
        if let Some(digest) = &mut tap.digest {
            digest.update(bytes);
        }
    });
    let grid = grid.map_err(InputFault::Open)?;
    Ok((grid, Trace { tap: Arc::new(Mutex::new(tap)), path: None }))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
