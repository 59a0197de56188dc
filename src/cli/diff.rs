//! `svarstid diff`.

use std::path::Path;

use svarstid::render::{Format, render};
use svarstid::report::{DiffFacts, diff_list, diff_record, diff_report};
use svarstid::seal::{Run as SealedRun, differences};

use super::args::DiffArgs;
use super::exit::{Run, Status, stop};
use super::file;
use super::outputs::{self, Outputs, TABLES};
use super::run;

/// Tells what differs between two runs.
pub(crate) fn diff(args: &DiffArgs) -> Run<Status> {
    let formats = outputs::formats(&args.output, &TABLES)?;
    let (before, after) = (text(&args.before)?, text(&args.after)?);
    let runs = [sealed(&args.before, &before)?, sealed(&args.after, &after)?];
    let kept = [args.before.clone(), args.after.clone()];
    let outs = Outputs::open(&args.output, &formats, &kept)?;
    let found = differences(&runs[0], &runs[1]);
    let names = [&args.before, &args.after].map(|path| path.display().to_string());
    let facts = DiffFacts { runs: [(&names[0], &runs[0]), (&names[1], &runs[1])], found: &found };
    let made = |format: Format| match format {
        Format::Csv | Format::Jsonl => diff_list(&facts),
        Format::Json => diff_record(&facts),
        _ => diff_report(&facts, run::lang(args.output.lang)),
    };
    outs.write(|format, style, out| render(&made(format), format, style, out))?;
    Ok(if found.is_none() { Status::Done } else { Status::Missed })
}

/// The text of a file that holds a run.
pub(crate) fn text(path: &Path) -> Run<String> {
    let name = path.display();
    let bytes = match file::bytes(path, file::PRINTED) {
        Ok(bytes) => bytes,
        Err(error) => return stop(Status::Input, format!("{name}: cannot be read: {error}")),
    };
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(_) => stop(
            Status::Input,
            format!("{name}: is no JSON in UTF-8; name what `svarstid audit --format json` wrote"),
        ),
    }
}

/// The run that `text` holds.
pub(crate) fn sealed<'t>(path: &Path, text: &'t str) -> Run<SealedRun<'t>> {
    let name = path.display();
    SealedRun::parse(text).or_else(|error| stop(Status::Input, format!("{name}: {error}")))
}
