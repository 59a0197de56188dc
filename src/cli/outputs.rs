//! The outputs of one run: which format each has, and that all are written or none.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use svarstid::render::{Format, Style};

use super::args::OutputArgs;
use super::exit::{Run, Status, stop};
use super::output::{Output, style};
use super::plan;

/// The formats of every report that is one document with tables.
pub(crate) const TABLES: [Format; 8] = [
    Format::Table,
    Format::Csv,
    Format::CsvExcel,
    Format::Json,
    Format::Jsonl,
    Format::Markdown,
    Format::Html,
    Format::Xlsx,
];

/// The formats of a text on each of several things.
pub(crate) const TEXTS: [Format; 3] = [Format::Table, Format::Json, Format::Markdown];

/// The format of each output, in order: as `--format` says, else by the ending of its name.
/// Without `--output` there is one, on standard output.
pub(crate) fn formats(args: &OutputArgs, choices: &[Format]) -> Run<Vec<Format>> {
    let said: Vec<Format> =
        args.format.iter().map(|text| plan::format(text, choices)).collect::<Run<_>>()?;
    let outputs = args.output.len().max(1);
    match said.as_slice() {
        [] if args.output.is_empty() => Ok(vec![Format::Table]),
        [] => args.output.iter().map(|path| by_ending(path, choices)).collect(),
        [one] => Ok(vec![*one; outputs]),
        many if many.len() == outputs => Ok(said),
        many => stop(
            Status::Usage,
            format!(
                "--format is said {} times for {outputs} {}; say it once for all of them, once \
                 for each, or not at all",
                many.len(),
                if outputs == 1 { "output" } else { "outputs" }
            ),
        ),
    }
}

fn by_ending(path: &Path, choices: &[Format]) -> Run<Format> {
    let Some(ending) = path.extension() else { return Ok(Format::Table) };
    let ending = ending.to_string_lossy().to_lowercase();
    match Format::of_ending(&ending) {
        Some(format) if choices.contains(&format) => Ok(format),
        _ => {
            let endings = choices.iter().flat_map(|format| format.endings());
            let endings: Vec<String> = endings.map(|ending| format!(".{ending}")).collect();
            stop(
                Status::Usage,
                format!(
                    "--output {}: no format of this command ends in .{ending}; there are {}, and \
                     --format says another",
                    path.display(),
                    endings.join(", ")
                ),
            )
        }
    }
}

/// Where one report goes.
pub(crate) struct Outputs(Vec<One>);

struct One {
    out: Output,
    format: Format,
    style: Style,
}

impl Outputs {
    /// Opens every output, each with its format, before the work begins.
    pub(crate) fn open(args: &OutputArgs, formats: &[Format], kept: &[PathBuf]) -> Run<Self> {
        let paths: Vec<Option<&Path>> = match args.output.as_slice() {
            [] => vec![None],
            paths => paths.iter().map(|path| Some(path.as_path())).collect(),
        };
        let mut each: Vec<One> = Vec::new();
        for (path, format) in paths.into_iter().zip(formats) {
            let out = Output::open(path, kept)?;
            refuse_terminal(*format, out.is_standard() && io::stdout().is_terminal())?;
            if let Some(other) = each.iter().find(|other| other.out.is_same_file(&out)) {
                return stop(
                    Status::Usage,
                    format!(
                        "--output names one file twice: {} and {}",
                        other.out.name(),
                        out.name()
                    ),
                );
            }
            let style = style(args, &out);
            each.push(One { out, format: *format, style });
        }
        if each.iter().filter(|one| one.out.is_standard()).count() > 1 {
            return stop(Status::Usage, "--output - is said twice; give one of them a file");
        }
        Ok(Self(each))
    }

    /// Whether one of them has such a format.
    pub(crate) fn any(&self, is_wanted: impl Fn(Format) -> bool) -> bool {
        self.0.iter().any(|one| is_wanted(one.format))
    }

    /// Whether one of them is standard output.
    pub(crate) fn has_standard(&self) -> bool {
        self.0.iter().any(|one| one.out.is_standard())
    }

    /// Whether one of them is put where `other` is.
    pub(crate) fn has_file(&self, other: &Output) -> bool {
        self.0.iter().any(|one| one.out.is_same_file(other))
    }

    /// Writes each with `write`. Files are put in their places only when all are written, so
    /// that reports which belong together are of one run; standard output comes last.
    pub(crate) fn write(
        mut self,
        mut write: impl FnMut(Format, Style, &mut dyn Write) -> io::Result<()>,
    ) -> Run<()> {
        self.0.sort_by_key(|one| !one.out.is_file());
        let mut written = Vec::new();
        for One { out, format, style } in self.0 {
            written.extend(out.filled(|out| write(format, style, out))?);
        }
        written.into_iter().try_for_each(|written| written.put())
    }
}

/// Refuses what no terminal can show.
fn refuse_terminal(format: Format, is_terminal: bool) -> Run<()> {
    if !(is_terminal && format.is_for_programs()) {
        return Ok(());
    }
    let (id, ending) = (format.id(), format.endings().first().copied().unwrap_or(format.id()));
    stop(
        Status::Usage,
        format!("--format {id} is not for a terminal; say -o FILE.{ending}, or pipe it on"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_is_shown_what_people_read_there() {
        for format in Format::ALL {
            let is_refused = refuse_terminal(format, true).is_err();
            assert_eq!(
                is_refused,
                matches!(format, Format::Html | Format::Xlsx),
                "{}",
                format.id()
            );
            assert!(refuse_terminal(format, false).is_ok());
        }
        let stop = refuse_terminal(Format::Xlsx, true).expect_err("refused");
        assert_eq!(
            stop.error.to_string(),
            "--format xlsx is not for a terminal; say -o FILE.xlsx, or pipe it on"
        );
    }
}
