//! `--stratsys-names`, and what `--format stratsys` asks of the rest of the command line.

use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use svarstid::render::Format;
use svarstid::report::{Report, StratsysNames, stratsys_report};
use svarstid::tally::Dimension;

use super::args::{LangArg, OutputArgs, ScopeArgs};
use super::exit::{Run, Status, stop};
use super::file;
use super::output::refuse_kept;

/// The list of names, and where it stands.
pub(crate) struct Names {
    place: String,
    names: StratsysNames,
}

/// Reads the list when a format asks for it, and tells what else is missing for one.
pub(crate) fn names(
    path: Option<&PathBuf>,
    formats: &[Format],
    output: &OutputArgs,
    scope: &ScopeArgs,
    by: &[Dimension],
) -> Run<Option<Names>> {
    let is_wanted = formats.contains(&Format::Stratsys);
    let missing = |what: &str| stop(Status::Usage, format!("--format stratsys: {what}"));
    match (is_wanted, path) {
        (false, None) => Ok(None),
        (false, Some(_)) => stop(Status::Usage, "--stratsys-names is for --format stratsys only"),
        (true, None) => missing("the names of Stratsys are not given; say --stratsys-names FILE"),
        (true, Some(_)) if scope.period.is_none() => {
            missing("a value is imported into a period; say --period")
        }
        (true, Some(_)) if !matches!(by, [Dimension::Department | Dimension::Board]) => missing(
            "its organisations are departments or boards; say --by department or --by board",
        ),
        (true, Some(_)) if matches!(output.lang, LangArg::En) => {
            missing("its names are Swedish; leave out --lang en")
        }
        (true, Some(path)) => {
            for output in &output.output {
                refuse_kept(output, std::slice::from_ref(path))?;
            }
            read(path).map(Some)
        }
    }
}

fn read(path: &Path) -> Run<Names> {
    let place = path.display().to_string();
    let bytes = match file::bytes(path, file::WRITTEN) {
        Ok(bytes) => bytes,
        Err(error) => {
            return stop(
                Status::Usage,
                format!("--stratsys-names {place}: cannot be read: {error}"),
            );
        }
    };
    // What an editor of Windows saves: with its mark, UTF-8 without, or else Windows-1252.
    let encoding = match Encoding::for_bom(&bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(&bytes).is_ok() => UTF_8,
        None => WINDOWS_1252,
    };
    let (text, _, _) = encoding.decode(&bytes);
    match StratsysNames::parse(&text) {
        Ok(names) => Ok(Names { place, names }),
        Err(error) => stop(Status::Usage, format!("--stratsys-names {place}:{error}")),
    }
}

impl Names {
    /// The figures of `report` under the names of Stratsys.
    pub(crate) fn report(&self, report: &Report<'_>) -> Run<Report<'static>> {
        stratsys_report(report, &self.names).or_else(|error| {
            stop(Status::Usage, format!("--stratsys-names {}: {error}", self.place))
        })
    }
}
