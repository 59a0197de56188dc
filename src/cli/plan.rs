//! What the command line means: words to values, with the way out in each message.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use svarstid::audit::{Input, Stream};
use svarstid::calendar::{Calendar, Day, FIRST_YEAR, Instant, LAST_YEAR, Period, Resolved};
use svarstid::contact::{Channel, Moment, Origin};
use svarstid::judge::Outcome;
use svarstid::normalise::{self, Stamp, WordMap};
use svarstid::policy::{Permille, Policy};
use svarstid::profile::DateOrder;
use svarstid::read::{Encoding, Options};
use svarstid::render::Format;
use svarstid::settings::{MaxRejects, Settings};
use svarstid::tally::Dimension;

use super::args::{InputArgs, MomentArgs};
use super::exit::{Run, Status, stop};

/// `text` among `choices`, by their ids; the message names the flag and what there is.
fn choose<T: Copy>(
    flag: &str,
    text: &str,
    choices: &[T],
    id: impl Fn(T) -> &'static str,
) -> Run<T> {
    let wanted = text.trim().to_lowercase();
    if let Some(choice) = choices.iter().find(|choice| id(**choice) == wanted) {
        return Ok(*choice);
    }
    let ids: Vec<&str> = choices.iter().map(|choice| id(*choice)).collect();
    let near = nearest(&wanted, ids.iter().copied());
    let hint = near.map_or(String::new(), |id| format!("; did you mean \"{id}\"?"));
    stop(
        Status::Usage,
        format!("{flag} \"{text}\" is not known{hint} (there are: {})", ids.join(", ")),
    )
}

/// The one of `words` that somebody who wrote `wanted` may have meant.
pub(crate) fn nearest<'a>(wanted: &str, words: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    words
        .map(|word| (strsim::jaro_winkler(word, wanted), word))
        .filter(|(score, _)| *score > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, word)| word)
}

/// `--format`, among those that a command can print.
pub(crate) fn format(text: &str, choices: &[Format]) -> Run<Format> {
    choose("--format", text, choices, Format::id)
}

/// `--by`.
pub(crate) fn dimensions(words: &[String]) -> Run<Vec<Dimension>> {
    let mut dimensions = Vec::new();
    for word in words {
        let dimension = choose("--by", word, &Dimension::ALL, Dimension::id)?;
        if dimensions.contains(&dimension) {
            return stop(Status::Usage, format!("--by names \"{}\" twice", dimension.id()));
        }
        dimensions.push(dimension);
    }
    Ok(dimensions)
}

/// `--only`; empty for all.
pub(crate) fn outcomes(words: &[String]) -> Run<Vec<Outcome>> {
    words.iter().map(|word| choose("--only", word, &Outcome::ALL, Outcome::id)).collect()
}

/// `--origin`, in one of its words.
pub(crate) fn origin(word: Option<&str>) -> Run<Option<Origin>> {
    let Some(word) = word else { return Ok(None) };
    match normalise::origin(word.as_bytes()) {
        Some(origin) => Ok(Some(origin)),
        None => choose("--origin", word, &Origin::ALL, Origin::id).map(Some),
    }
}

/// `--channel`, in one of its words.
pub(crate) fn channel(word: &str) -> Run<Channel> {
    match WordMap::channels().get(word.as_bytes()) {
        Some(channel) => Ok(channel),
        None => choose("--channel", word, &Channel::ALL, Channel::id),
    }
}

/// `--period`; relative ones are told from `today`.
pub(crate) fn period(text: Option<&str>, settings: &Settings, today: Day) -> Run<Option<Period>> {
    let Some(text) = text else { return Ok(None) };
    match Period::parse_on(text, today, settings.interim_report_ends) {
        Ok(period) => Ok(Some(period)),
        Err(error) => stop(Status::Usage, format!("--period: {error}")),
    }
}

/// `--max-rejects`, else what the settings say.
pub(crate) fn max_rejects(text: Option<&str>, settings: &Settings) -> Run<MaxRejects> {
    let Some(text) = text else { return Ok(settings.max_rejects) };
    text.parse().or_else(|error| stop(Status::Usage, format!("--max-rejects \"{text}\": {error}")))
}

/// `--fail-under`.
pub(crate) fn fail_under(text: Option<&str>) -> Run<Option<Permille>> {
    let Some(text) = text else { return Ok(None) };
    let number = text.trim().trim_end_matches('%').trim_end().replace(',', ".");
    match number.parse().ok().and_then(Permille::from_percent) {
        Some(share) => Ok(Some(share)),
        None => stop(
            Status::Usage,
            format!(
                "--fail-under \"{text}\" is not a percentage from 0 to 100 with at most one decimal"
            ),
        ),
    }
}

/// The policy under `--reading`.
pub(crate) fn policy(reading: Option<&str>, settings: &Settings) -> Run<Policy> {
    let Some(name) = reading else { return Ok(settings.policy.clone()) };
    match settings.policy.under(name, &settings.working) {
        Ok(policy) => Ok(policy),
        Err(error) => stop(Status::Usage, format!("--reading: {error}")),
    }
}

/// A stamp that was typed, as a moment in the audit's zone.
pub(crate) fn moment(flag: &str, text: &str, calendar: &Calendar) -> Run<Moment> {
    let stamp = match normalise::stamp::parse(text.trim().as_bytes(), None) {
        Ok(stamp) => stamp,
        Err(error) => {
            let right = error.expected();
            return stop(Status::Usage, format!("{flag} \"{text}\": {error}; expected {right}"));
        }
    };
    match stamp {
        Stamp::Date(day) => Ok(Moment::day(calendar.table.midnight(day))),
        Stamp::Instant(instant) => Ok(Moment::second(instant)),
        Stamp::Wall(wall) => match calendar.table.resolve(wall) {
            Resolved::One(instant) | Resolved::Fold { earlier: instant, .. } => {
                Ok(Moment::second(instant))
            }
            Resolved::Gap => stop(
                Status::Usage,
                format!(
                    "{flag} \"{text}\": the clock was moved forward past this time; expected a \
                     time that the clock showed, or an offset such as +02:00"
                ),
            ),
        },
    }
}

/// `--as-of`: a date means the end of its day.
pub(crate) fn as_of(args: &MomentArgs, calendar: &Calendar) -> Run<Option<Instant>> {
    let Some(text) = &args.as_of else { return Ok(None) };
    let moment = moment("--as-of", text, calendar)?;
    let day = calendar.table.day_of(moment.instant);
    debug_assert!((FIRST_YEAR - 1..=LAST_YEAR + 1).contains(&day.year()));
    Ok(Some(if moment.is_bare_date() { calendar.table.last_second(day) } else { moment.instant }))
}

/// How to read the files, where the user says so.
pub(crate) fn options(args: &InputArgs) -> Run<Options> {
    let encoding = match &args.encoding {
        None => None,
        Some(name) => match Encoding::from_name(name) {
            Some(encoding) => Some(encoding),
            None => Some(choose("--encoding", name, &Encoding::ALL, Encoding::id)?),
        },
    };
    let delimiter = match args.delimiter.as_deref() {
        None => None,
        Some("tab" | "\\t") => Some(b'\t'),
        Some(text) => match text.as_bytes() {
            [byte] if byte.is_ascii() => Some(*byte),
            _ => {
                return stop(
                    Status::Usage,
                    format!("--delimiter \"{text}\" is not one ASCII character, nor \"tab\""),
                );
            }
        },
    };
    if args.header_line == Some(0) {
        return stop(Status::Usage, "--header-line counts from 1");
    }
    Ok(Options { encoding, delimiter, header_line: args.header_line, ..Options::default() })
}

/// `--threads`, or as many as this process may run at once.
pub(crate) fn threads(asked: Option<NonZeroUsize>) -> NonZeroUsize {
    let all = || std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    asked.unwrap_or_else(all)
}

/// `--date-order`.
pub(crate) fn date_order(args: &InputArgs) -> Run<Option<DateOrder>> {
    let Some(text) = &args.date_order else { return Ok(None) };
    choose("--date-order", text, &DateOrder::ALL, DateOrder::id).map(Some)
}

/// The inputs in the order in which they were typed: of a contact told twice, the row read
/// last decides.
pub(crate) fn inputs(args: &InputArgs, matches: &ArgMatches) -> Run<Vec<Input>> {
    let add = |id: &str, paths: &'_ [PathBuf], channel| -> Vec<(usize, PathBuf, Option<Channel>)> {
        let at = matches.indices_of(id).map(Iterator::collect::<Vec<_>>).unwrap_or_default();
        at.into_iter().zip(paths).map(|(at, path)| (at, path.clone(), channel)).collect()
    };
    let mut all = add("files", &args.files, None);
    all.extend(add("phone", &args.phone, Some(Channel::Phone)));
    all.extend(add("sms", &args.sms, Some(Channel::Sms)));
    all.extend(add("email", &args.email, Some(Channel::Email)));
    all.extend(add("letter", &args.letter, Some(Channel::Letter)));
    all.sort_by_key(|(at, ..)| *at);
    let mut inputs = Vec::new();
    let mut takes_standard_input = false;
    for (_, path, channel) in &all {
        if path.as_os_str() == "-" {
            if std::mem::replace(&mut takes_standard_input, true) {
                return stop(Status::Usage, "standard input (-) can be read only once");
            }
            let mut input = Input::once("-", std::io::stdin());
            input.channel = *channel;
            inputs.push(input);
            continue;
        }
        for path in opened_up(path)? {
            let mut input = Input::file(path);
            input.channel = *channel;
            inputs.push(input);
        }
    }
    if inputs.is_empty() {
        return stop(
            Status::Usage,
            "no contact log; name one or more files, or - for standard input",
        );
    }
    same_twice(&inputs)?;
    name_apart(&mut inputs);
    Ok(inputs)
}

/// Names files that have the same base name by their whole paths.
fn name_apart(inputs: &mut [Input]) {
    let names: Vec<String> = inputs.iter().map(|input| input.name.clone()).collect();
    for (index, input) in inputs.iter_mut().enumerate() {
        let is_shared =
            names.iter().enumerate().any(|(other, name)| other != index && *name == names[index]);
        if let (true, Some(path)) = (is_shared, input.path()) {
            input.name = path.display().to_string();
        }
    }
}

/// A path, or the files that a quoted glob names, in order.
pub(crate) fn opened_up(path: &Path) -> Run<Vec<PathBuf>> {
    let text = path.to_string_lossy();
    if path.exists() || !text.contains(['*', '?', '[']) {
        return Ok(vec![path.to_path_buf()]);
    }
    // What is no glob is a name, and whoever opens it says that there is no such file.
    let Ok(found) = glob::glob(&text) else { return Ok(vec![path.to_owned()]) };
    let files: Vec<PathBuf> = found.filter_map(Result::ok).filter(|path| path.is_file()).collect();
    if files.is_empty() {
        return stop(Status::Input, format!("{text}: no file matches"));
    }
    Ok(files)
}

/// Refuses a file that is named twice: rows without an id would count twice.
fn same_twice(inputs: &[Input]) -> Run<()> {
    let mut seen = Vec::new();
    for input in inputs {
        let Stream::File(path) = &input.stream else { continue };
        let Ok(real) = path.canonicalize() else { continue };
        if !real.is_file() {
            continue;
        }
        if seen.contains(&real) {
            return stop(
                Status::Usage,
                format!("{}: named twice; each log is read once", input.name),
            );
        }
        seen.push(real);
    }
    Ok(())
}
