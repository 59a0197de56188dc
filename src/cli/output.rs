//! Outputs: standard output, or a file that is replaced only when all is written.

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use svarstid::render::Style;
use tempfile::NamedTempFile;

use super::args::{ColorArg, OutputArgs};
use super::exit::{Run, Status, Stop, stop};
use super::{interrupt, lock};

/// Where bytes go.
pub(crate) struct Output {
    target: Target,
    name: String,
}

enum Target {
    Standard,
    /// Written beside the file and then put in its place.
    Replaced(NamedTempFile, PathBuf),
    /// A device or a pipe, which cannot be replaced.
    Direct(File),
}

impl Output {
    /// Opens an output before the work begins, so that a folder that is missing is told at
    /// once. `None` and `-` are standard output.
    pub(crate) fn open(path: Option<&Path>, kept: &[PathBuf]) -> Run<Self> {
        let path = match path {
            None => return Ok(Self { target: Target::Standard, name: "-".to_owned() }),
            Some(path) if path.as_os_str() == "-" => {
                return Ok(Self { target: Target::Standard, name: "-".to_owned() });
            }
            Some(path) => path,
        };
        let name = path.display().to_string();
        refuse_kept(path, kept)?;
        let failed = |error: io::Error| failure(&name, &error);
        let target = match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => {
                return stop(Status::Output, format!("{name}: is a directory; name a file in it"));
            }
            Ok(metadata) if !metadata.is_file() => {
                let file = File::options().write(true).open(path).map_err(failed)?;
                Target::Direct(file)
            }
            // A link stays one: what it points to is replaced.
            Ok(_) => replaced(path.canonicalize().map_err(failed)?, &name)?,
            // A link to nothing stays one too: what it points to is made.
            Err(_) => replaced(link_end(path).map_err(failed)?, &name)?,
        };
        Ok(Self { target, name })
    }

    /// Whether both are put in the same place.
    pub(crate) fn is_same_file(&self, other: &Self) -> bool {
        let place = |output: &Self| match &output.target {
            Target::Replaced(_, path) => {
                Some((folder_of(path).canonicalize().ok()?, path.file_name()?.to_owned()))
            }
            Target::Standard | Target::Direct(_) => None,
        };
        place(self).is_some_and(|mine| place(other) == Some(mine))
    }

    /// Whether it is standard output.
    pub(crate) fn is_standard(&self) -> bool {
        matches!(self.target, Target::Standard)
    }

    /// Whether it is a file that is replaced.
    pub(crate) fn is_file(&self) -> bool {
        matches!(self.target, Target::Replaced(..))
    }

    /// What it was called on the command line.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Writes all of it with `write`. A closed pipe is success.
    pub(crate) fn write(self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Run<()> {
        self.filled(write)?.map_or(Ok(()), Written::put)
    }

    /// Writes all of it with `write`, but does not put it in its place yet. `None` when a pipe
    /// was closed, which is success.
    pub(crate) fn filled(
        self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Run<Option<Written>> {
        let mut sink = self.into_sink();
        match write(&mut sink) {
            Ok(()) => sink.filled(),
            Err(error) => sink.failed(error).map(|()| None),
        }
    }

    /// To be written piece by piece; nothing is in place before [`Sink::finish`].
    pub(crate) fn into_sink(self) -> Sink {
        const BUFFER: usize = 1 << 16;
        let Self { target, name } = self;
        let (writer, path): (Writer, _) = match target {
            Target::Standard => {
                (Writer::Standard(BufWriter::with_capacity(BUFFER, io::stdout())), None)
            }
            Target::Direct(file) => (Writer::Direct(BufWriter::with_capacity(BUFFER, file)), None),
            Target::Replaced(file, path) => {
                (Writer::Replaced(BufWriter::with_capacity(BUFFER, file)), Some(path))
            }
        };
        Sink { writer, path, name }
    }
}

/// An output that is being written.
pub(crate) struct Sink {
    writer: Writer,
    path: Option<PathBuf>,
    name: String,
}

enum Writer {
    Standard(BufWriter<io::Stdout>),
    Direct(BufWriter<File>),
    Replaced(BufWriter<NamedTempFile>),
}

impl Writer {
    fn as_write(&mut self) -> &mut dyn Write {
        match self {
            Self::Standard(out) => out,
            Self::Direct(out) => out,
            Self::Replaced(out) => out,
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.as_write().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.as_write().flush()
    }
}

impl Sink {
    /// Flushes, and puts a file in its place.
    pub(crate) fn finish(self) -> Run<()> {
        self.filled()?.map_or(Ok(()), Written::put)
    }

    /// Flushes. A file is whole then, and needs only be put in its place.
    fn filled(mut self) -> Run<Option<Written>> {
        if let Err(error) = self.flush() {
            return self.failed(error).map(|()| None);
        }
        let Self { writer, path, name } = self;
        let (Writer::Replaced(out), Some(path)) = (writer, path) else {
            return Ok(Some(Written { file: None, name }));
        };
        let synced = out.into_inner().map_err(io::IntoInnerError::into_error).and_then(|file| {
            file.as_file().sync_all()?;
            Ok(file)
        });
        match synced {
            Ok(file) => Ok(Some(Written { file: Some((file, path)), name })),
            Err(error) => Err(failure(&name, &error)),
        }
    }

    /// The end of a run whose output failed; a closed pipe is success.
    fn failed(self, error: io::Error) -> Run<()> {
        if error.kind() == io::ErrorKind::BrokenPipe {
            // What is left in the buffer has nowhere to go.
            if let Writer::Standard(out) = self.writer {
                let _ = out.into_parts();
            }
            return Ok(());
        }
        Err(failure(&self.name, &error))
    }
}

/// An output that is written to its end.
#[must_use = "a file is not in its place before `put`"]
pub(crate) struct Written {
    file: Option<(NamedTempFile, PathBuf)>,
    name: String,
}

impl Written {
    /// Puts a file in its place.
    pub(crate) fn put(self) -> Run<()> {
        let Some((file, path)) = self.file else { return Ok(()) };
        let put = file.persist(&path).map_err(|error| failure(&self.name, &error.error));
        put.map(|_| lock::replaced(&path))
    }
}

/// Where a path leads whose links end at nothing.
fn link_end(path: &Path) -> io::Result<PathBuf> {
    /// As many links in a row as Linux follows.
    const MOST_LINKS: usize = 40;
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        let Ok(target) = fs::read_link(&path) else { return Ok(path) };
        path = folder_of(&path).join(target);
    }
    Err(io::Error::other("its links lead in a circle"))
}

/// The folder that a file stands in.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The output at `path`, which was called `name`: held, and without what a killed run left of it.
fn replaced(path: PathBuf, name: &str) -> Run<Target> {
    let failed = |error: io::Error| failure(name, &error);
    // A folder that is missing is no lock that cannot be had.
    if let Err(error) = fs::metadata(folder_of(&path)) {
        if error.kind() == io::ErrorKind::NotFound {
            let folder = folder_of(&path).display();
            let what = format!(
                "{name}: cannot be written: there is no folder {folder}; make it, or name another"
            );
            return stop(Status::Output, what);
        }
        return Err(failed(error));
    }
    if lock::hold(&path, name)? {
        interrupt::clear_away_remains(folder_of(&path), &file_name(&path));
    }
    let file = interrupt::begin(|| beside(&path)).map_err(failed)?;
    Ok(Target::Replaced(file, path))
}

/// A file in the folder of `path`, with the permissions that any new file gets: a report that
/// only cron's user can read is none.
fn beside(path: &Path) -> io::Result<NamedTempFile> {
    /// Longer names have no room for what is put around them.
    const LONGEST: usize = 230;
    let name = Some(file_name(path)).filter(|name| name.len() <= LONGEST);
    let prefix = interrupt::PREFIX.to_owned() + &name.map_or_else(String::new, |n| n + "-");
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(interrupt::SUFFIX).rand_bytes(interrupt::RANDOM);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    // The error without the name of the file beside, which nobody asked for.
    builder.tempfile_in(folder_of(path)).map_err(|error| io::Error::from(error.kind()))
}

fn failure(name: &str, error: &io::Error) -> Stop {
    let message = if name == "-" {
        format!("standard output: cannot be written: {error}")
    } else {
        let stands = Path::new(name).is_file();
        let untouched = if stands { "; what stood there before is untouched" } else { "" };
        format!("{name}: cannot be written: {error}{untouched}")
    };
    Stop { status: Status::Output, error: anyhow::anyhow!(message) }
}

/// Refuses to write over a file that is being read.
pub(crate) fn refuse_kept(path: &Path, kept: &[PathBuf]) -> Run<()> {
    let Ok(real) = path.canonicalize() else { return Ok(()) };
    let is_kept = |file: &PathBuf| file.canonicalize().is_ok_and(|f| f == real && f.is_file());
    if kept.iter().any(is_kept) {
        let name = path.display();
        return stop(Status::Usage, format!("{name}: is read by this run; choose another file"));
    }
    Ok(())
}

/// How tables are laid out: the width of the terminal, and colour where it is wanted.
pub(crate) fn style(args: &OutputArgs, output: &Output) -> Style {
    let to_terminal = output.is_standard() && io::stdout().is_terminal();
    let color = match args.color {
        ColorArg::Always => true,
        ColorArg::Never => false,
        ColorArg::Auto => to_terminal && wants_color(),
    };
    let width = match terminal_size::terminal_size_of(io::stdout()) {
        Some((terminal_size::Width(width), _)) if to_terminal => usize::from(width),
        _ => columns().unwrap_or(Style::default().width),
    };
    Style { width, color }
}

/// `NO_COLOR` and a dumb terminal switch colour off (no-color.org).
fn wants_color() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !is_set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// `COLUMNS`, for those who pipe a table to a pager.
fn columns() -> Option<usize> {
    let columns = std::env::var("COLUMNS").ok()?.parse().ok()?;
    (40..=1000).contains(&columns).then_some(columns)
}
