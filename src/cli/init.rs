//! `svarstid init`: settings and a register for the files that somebody shows.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use svarstid::audit::{InputFault, Survey, Watch, is_mail_folder, survey};
use svarstid::calendar::Calendar;
use svarstid::draft::Draft;
use svarstid::settings::CommentLang;

use super::args::{InitArgs, LangArg};
use super::exit::{OrStop, Run, Status, stop};
use super::output::{Output, Sink};
use super::plan;
use super::talk::{self, Progress};

/// Writes settings and a register, or neither.
pub(crate) fn init(args: &InitArgs) -> Run<Status> {
    let paths = files(args)?;
    let [settings_out, register_out] = outputs(args, &paths)?;
    let mut watcher = Watcher(Progress::new(args.quiet));
    let survey = survey(&paths, &Calendar::swedish(), &mut watcher);
    watcher.0.finish();
    let survey = survey.or_stop(Status::Input)?;
    if survey.files.iter().all(|file| file.taken.is_err()) {
        return unread(&survey);
    }
    let lang = match args.lang {
        LangArg::Sv => CommentLang::Swedish,
        LangArg::En => CommentLang::English,
    };
    let draft = Draft::new(&survey, beside(&args.register, &args.output)?, lang);
    let register = draft.register.to_csv().or_stop(Status::Output)?;
    let toml = draft.settings_toml();
    // Whatever can go wrong with writing goes wrong before either file is in its place.
    let register_out = written(register_out, &register, &args.register)?;
    let settings_out = written(settings_out, toml.as_bytes(), &args.output)?;
    let is_new = !args.register.exists();
    register_out.finish()?;
    if let Err(stopped) = settings_out.finish() {
        if is_new {
            // A register that no settings name is half of what was asked for.
            let _ = fs::remove_file(&args.register);
        }
        return Err(stopped);
    }
    if !args.quiet {
        say(args, &survey, &draft, lang);
    }
    Ok(Status::Done)
}

/// The end of a run that could read nothing: why, file by file.
fn unread(survey: &Survey) -> Run<Status> {
    let errors = survey.files.iter().filter_map(|file| file.taken.as_ref().err());
    let mut lines: Vec<String> = errors
        .clone()
        .map(|untaken| match &untaken.error.fault {
            InputFault::Choice(_) => untaken.error.to_string(),
            _ => format!("{}; `svarstid inspect` shows more", untaken.error),
        })
        .collect();
    if errors.count() > 1 {
        lines.push("none of the files could be read, and nothing is written".to_owned());
    }
    stop(Status::Input, lines.join("\n"))
}

/// The files that are looked at, each once, in the order of their names: the same files give the
/// same bytes, however they were typed.
fn files(args: &InitArgs) -> Run<Vec<PathBuf>> {
    let mut found: Vec<PathBuf> = Vec::new();
    for path in &args.files {
        if path.as_os_str() == "-" {
            return stop(
                Status::Usage,
                "init writes down the names of files, and standard input has none; name the files",
            );
        }
        for path in plan::opened_up(path)? {
            if path.is_dir() && !is_mail_folder(&path) {
                found.extend(inside(&path)?);
            } else {
                found.push(path);
            }
        }
    }
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    // What a run before this one wrote is no log.
    let own = [real(&args.output), real(&args.register)];
    let mut keyed: Vec<(Option<std::ffi::OsString>, PathBuf, PathBuf)> = found
        .into_iter()
        .map(|path| (path.file_name().map(ToOwned::to_owned), real(&path), path))
        .filter(|(_, real, _)| !own.contains(real))
        .collect();
    keyed.sort();
    keyed.dedup_by(|a, b| a.1 == b.1);
    if keyed.is_empty() {
        return stop(Status::Input, "there is no file to look at");
    }
    Ok(keyed.into_iter().map(|(.., path)| path).collect())
}

/// The files and folders of mails in a folder.
fn inside(folder: &Path) -> Run<Vec<PathBuf>> {
    let name = folder.display();
    let failed = |error: io::Error| anyhow::anyhow!("{name}: cannot be opened: {error}");
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed).or_stop(Status::Input)? {
        let path = entry.map_err(failed).or_stop(Status::Input)?.path();
        let is_hidden = path.file_name().is_some_and(|own| own.to_string_lossy().starts_with('.'));
        if !is_hidden && (path.is_file() || is_mail_folder(&path)) {
            found.push(path);
        }
    }
    if found.is_empty() {
        return stop(Status::Input, format!("{name}: has no file to look at"));
    }
    Ok(found)
}

/// Where settings and register go; refused before any file is read.
fn outputs(args: &InitArgs, paths: &[PathBuf]) -> Run<[Output; 2]> {
    if args.register.as_os_str() == "-" {
        return stop(
            Status::Usage,
            "--register names a file: the settings have to say where the register is",
        );
    }
    for (path, flag) in [(&args.output, "--output"), (&args.register, "--register")] {
        // A device or a pipe is written to and not replaced; a folder is refused where it is opened.
        let is_there = match path.metadata() {
            Ok(metadata) => metadata.is_file(),
            Err(_) => path.is_symlink(),
        };
        if !args.force && path.as_os_str() != "-" && is_there {
            let name = path.display();
            return stop(
                Status::Output,
                format!("{name}: is there already; --force replaces it, and {flag} names another"),
            );
        }
    }
    let settings = Output::open(Some(&args.output), paths)?;
    let register = Output::open(Some(&args.register), paths)?;
    if settings.is_same_file(&register) {
        return stop(Status::Usage, "--output and --register name the same file");
    }
    Ok([settings, register])
}

/// An output with all its bytes, that is not yet in its place.
fn written(output: Output, bytes: &[u8], path: &Path) -> Run<Sink> {
    let mut sink = output.into_sink();
    match sink.write_all(bytes).and_then(|()| sink.flush()) {
        Ok(()) => Ok(sink),
        // Nobody reads what goes to a closed pipe; the other file is of use all the same.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(sink),
        Err(error) => {
            stop(Status::Output, format!("{}: cannot be written: {error}", path.display()))
        }
    }
}

/// The register's path as settings in `settings` have to write it.
fn beside(register: &Path, settings: &Path) -> Run<PathBuf> {
    let folder = |path: &Path| {
        let absolute = std::path::absolute(path).or_stop(Status::Usage)?;
        Ok(absolute.parent().map_or_else(PathBuf::new, Path::to_owned))
    };
    let standard = Path::new("svarstid.toml");
    let settings = if settings.as_os_str() == "-" { standard } else { settings };
    let (from, to) = (folder(settings)?, folder(register)?);
    let name = Path::new(register.file_name().unwrap_or(register.as_os_str()));
    Ok(match to.strip_prefix(&from) {
        Ok(below) => below.join(name),
        Err(_) => to.join(name),
    })
}

/// Lines that are told of what has to be checked; the rest stands in the settings.
const MOST_CHECKS: usize = 14;

/// What was written, and what somebody has to look at before figures are believed.
fn say(args: &InitArgs, survey: &Survey, draft: &Draft, lang: CommentLang) {
    let pick = |swedish: &'static str, english: &'static str| match lang {
        CommentLang::Swedish => swedish,
        CommentLang::English => english,
    };
    let counted = |count: usize, swedish: [&'static str; 2], english: [&'static str; 2]| {
        let at = usize::from(count != 1);
        format!("{count} {}", pick(swedish[at], english[at]))
    };
    let read = survey.files.iter().filter(|file| file.taken.is_ok()).count();
    let settings = match args.output.as_os_str() == "-" {
        true => pick("inställningarna", "the settings").to_owned(),
        false => args.output.display().to_string(),
    };
    talk::say(&format!(
        "{} {settings} ({}) {} {} ({}) {} {}",
        pick("Skrev", "Wrote"),
        counted(draft.settings.sources.len(), ["källa", "källor"], ["source", "sources"]),
        pick("och", "and"),
        args.register.display(),
        counted(draft.register.rows.len(), ["rad", "rader"], ["row", "rows"]),
        pick("av", "for"),
        counted(read, ["fil", "filer"], ["file", "files"]),
    ));
    if !draft.checks.is_empty() {
        talk::say(pick(
            "Kontrollera innan siffrorna används:",
            "Check before you believe the figures:",
        ));
    }
    for check in draft.checks.iter().take(MOST_CHECKS) {
        talk::say(&format!("  {check}"));
    }
    if let Some(more) = draft.checks.len().checked_sub(MOST_CHECKS).filter(|more| *more > 0) {
        talk::say(&format!(
            "  … {} {more} {}",
            pick("och", "and"),
            pick("till, som står i inställningarna", "more, which stand in the settings")
        ));
    }
    let is_found = args.output == Path::new("svarstid.toml") || args.output.as_os_str() == "-";
    let config = match is_found {
        true => String::new(),
        false => format!(" --config {}", args.output.display()),
    };
    let files = args.files.iter().map(|file| match file.is_dir() && !is_mail_folder(file) {
        // An audit is given the files of a folder.
        true => file.join("*").display().to_string(),
        false => file.display().to_string(),
    });
    let files = files.collect::<Vec<_>>().join(" ");
    // A shell that opened up a glob leaves more than anybody reads.
    let files = if files.chars().count() > 60 { pick("FILER", "FILES").to_owned() } else { files };
    talk::say(&format!("{}: svarstid audit{config} {files}", pick("Därefter", "Then")));
}

/// Tells progress.
struct Watcher(Progress);

impl Watch for Watcher {
    fn progress(&mut self, name: &str, bytes: u64, length: Option<u64>) {
        self.0.show(name, bytes, length);
    }
}
