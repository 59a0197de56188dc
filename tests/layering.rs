//! The architecture as a test: which module may name which, and who alone may touch the world.
//!
//! It reads the text of `src`. That is enough, since every path to another module of this
//! package is written `crate::module` (`svarstid::module` in `cli`).

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What each module may name, besides itself and what stands outside the package.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("calendar", &[]),
    ("contact", &["calendar"]),
    ("fault", &[]),
    ("document", &["calendar"]),
    ("policy", &["calendar", "contact"]),
    ("read", &["fault"]),
    ("profile", &["calendar", "contact", "document"]),
    // `profile`: where two spellings are the same word is said there.
    ("organisation", &["calendar", "contact", "profile"]),
    ("normalise", &["calendar", "contact", "fault", "organisation", "profile", "read"]),
    ("judge", &["calendar", "contact", "policy"]),
    // `profile`: the account names the reasons why a profile leaves rows out.
    ("tally", &["calendar", "contact", "judge", "profile"]),
    // `profile` and `read`: `inspect` puts what was detected into words.
    (
        "report",
        &[
            "calendar",
            "contact",
            "fault",
            "judge",
            "organisation",
            "policy",
            "profile",
            "read",
            "seal",
            "tally",
        ],
    ),
    ("render", &["calendar", "fault", "report"]),
    // `judge`: which of two settings moved a due moment is found by judging by each.
    ("seal", &["calendar", "contact", "judge", "policy", "settings"]),
    ("settings", &["calendar", "contact", "document", "organisation", "policy", "profile"]),
    // `settings`: a state holds the rules that it was judged by.
    (
        "state",
        &[
            "calendar",
            "contact",
            "fault",
            "judge",
            "organisation",
            "policy",
            "profile",
            "settings",
            "tally",
        ],
    ),
    (
        "audit",
        &[
            "calendar",
            "contact",
            // For the nearest name of a profile.
            "document",
            "fault",
            "judge",
            "normalise",
            "organisation",
            "policy",
            "profile",
            "read",
            "state",
            "tally",
        ],
    ),
    // Settings and a register begun for files: it has to know what an audit takes them for, and
    // what settings are.
    (
        "draft",
        &["audit", "calendar", "contact", "normalise", "organisation", "profile", "settings"],
    ),
    (
        "cli",
        &[
            "audit",
            "calendar",
            "contact",
            "document",
            "draft",
            "fault",
            "judge",
            "normalise",
            "organisation",
            "policy",
            "profile",
            "read",
            "render",
            "report",
            "seal",
            "settings",
            "state",
            "tally",
        ],
    ),
];

/// Words that only some places may have: the word, the places, and why.
const ONLY_THERE: [(&str, &[&str], &str); 16] = [
    ("chrono_tz", &["calendar/zone.rs"], "one place knows the zones"),
    ("std::env", &["cli/"], "nothing below cli reads the environment"),
    ("env::var", &["cli/"], "nothing below cli reads the environment"),
    ("stdout", &["cli/"], "nothing below cli writes to a stream of the process"),
    ("stderr", &["cli/"], "nothing below cli writes to a stream of the process"),
    ("stdin", &["cli/"], "nothing below cli reads a stream of the process"),
    ("is_terminal", &["cli/"], "nothing below cli asks for the terminal"),
    ("IsTerminal", &["cli/"], "nothing below cli asks for the terminal"),
    ("terminal_size", &["cli/"], "nothing below cli asks for the terminal"),
    ("SystemTime::now", &["cli/"], "nothing below cli reads the clock"),
    ("Instant::now", &["cli/"], "nothing below cli reads the clock"),
    ("Utc::now", &["cli/"], "nothing below cli reads the clock"),
    ("chrono::Local", &[], "the zone of the machine decides nothing"),
    ("clap", &["cli/"], "one place knows the command line"),
    ("anyhow", &["cli/"], "below cli, errors have types"),
    ("unsafe", &[], "there is none"),
];

/// What no renderer does: it is given what it writes, and where.
const NEVER_IN_RENDER: [&str; 5] = ["fs::", "File::", "process::", "Path", "tempfile"];

/// Lines above which a file is more than one idea.
const LONGEST: usize = 400;

/// Lines above which a file is on its way there.
const LONG: usize = 300;

struct Source {
    /// Its path below `src`, with `/`.
    place: String,
    /// Its lines, without comments.
    lines: Vec<String>,
}

impl Source {
    /// The top module that it is of.
    fn module(&self) -> &str {
        self.place.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    fn is_test(&self) -> bool {
        self.place.ends_with("tests.rs") || self.place.contains("/tests/")
    }
}

/// Every file of `src`, in order.
fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    let read = |path: &PathBuf| {
        let text = fs::read_to_string(path).expect("a source is text");
        let place = path.strip_prefix(&root).expect("below src").to_string_lossy();
        Source {
            place: place.replace('\\', "/"),
            lines: text.lines().map(|line| without_comment(line).to_owned()).collect(),
        }
    };
    files.iter().map(read).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of src") {
        let path = entry.expect("an entry of src").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// `line` up to its comment. `://` in a string is not one, and an example in a docstring is
/// what a user writes.
fn without_comment(line: &str) -> &str {
    let is_comment = |at: &(usize, &str)| at.0 == 0 || !line[..at.0].ends_with(':');
    let cut = line.match_indices("//").find(is_comment);
    cut.map_or(line, |(at, _)| &line[..at])
}

/// Where `word` stands in `line` as a word of its own.
fn words_at<'l>(line: &'l str, word: &'l str) -> impl Iterator<Item = usize> + 'l {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).map(|(at, _)| at).filter(move |at| {
        let before = line[..*at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        let ends_open = word.ends_with(|c: char| !is_part(c));
        !before.is_some_and(is_part) && (ends_open || !after.is_some_and(is_part))
    })
}

/// The modules of this package that a file names, with the line of each.
fn named(source: &Source) -> Vec<(String, usize)> {
    let text = source.lines.join("\n");
    let mut found = Vec::new();
    for root in ["crate::", "svarstid::"] {
        for at in words_at(&text, root) {
            let line = text[..at].matches('\n').count() + 1;
            let rest = &text[at + root.len()..];
            let group = rest.strip_prefix('{').map(|rest| rest.split('}').next().unwrap_or(rest));
            match group {
                Some(group) => found.extend(heads(group).map(|name| (name, line))),
                None => found.extend(heads(rest).take(1).map(|name| (name, line))),
            }
        }
    }
    found
}

/// The first segment of each path in a comma-separated list.
fn heads(list: &str) -> impl Iterator<Item = String> + '_ {
    list.split(',').map(|path| {
        let path = path.trim_start();
        let is_name = |c: &char| c.is_alphanumeric() || *c == '_';
        path.chars().take_while(is_name).collect()
    })
}

fn report(offenders: &[String], law: &str) {
    assert!(offenders.is_empty(), "{law}:\n  {}\n", offenders.join("\n  "));
}

#[test]
fn every_module_has_a_row_in_the_table_and_every_row_a_module() {
    let outside = ["lib", "main"];
    let is_module = |name: &String| !outside.contains(&name.as_str());
    let modules: BTreeSet<String> =
        sources().iter().map(|source| source.module().to_owned()).filter(is_module).collect();
    let rows: BTreeSet<String> = MAY_NAME.iter().map(|(module, _)| (*module).to_owned()).collect();
    assert_eq!(modules, rows);
}

#[test]
fn no_module_names_one_that_stands_above_it() {
    let mut offenders = Vec::new();
    for source in sources() {
        let module = source.module();
        let Some((_, allowed)) = MAY_NAME.iter().find(|(name, _)| *name == module) else {
            continue;
        };
        for (name, line) in named(&source) {
            let is_module = MAY_NAME.iter().any(|(module, _)| *module == name);
            if is_module && name != module && !allowed.contains(&name.as_str()) {
                let place = &source.place;
                offenders.push(format!("src/{place}:{line}: {module} names {name}"));
            }
        }
    }
    report(&offenders, "the data flows one way; say in MAY_NAME why, if this is to be");
}

/// `super::super` could reach another module past [`named`]; so could `super` in a module of
/// one file.
#[test]
fn no_path_goes_round_the_table() {
    let mut offenders = Vec::new();
    for source in sources() {
        let is_one_file = !source.place.contains('/');
        for (number, line) in source.lines.iter().enumerate() {
            let climbs = line.contains("super::super")
                || is_one_file && line.contains("super::") && !line.contains("super::*");
            if climbs {
                offenders.push(format!("src/{}:{}: {}", source.place, number + 1, line.trim()));
            }
        }
    }
    report(&offenders, "write crate::module instead");
}

#[test]
fn the_table_itself_has_no_circle() {
    let mut free: Vec<&str> = Vec::new();
    while free.len() < MAY_NAME.len() {
        let next = MAY_NAME.iter().find(|(module, below)| {
            !free.contains(module) && below.iter().all(|name| free.contains(name))
        });
        let Some((module, _)) = next else {
            panic!("a circle among what is not in {free:?}");
        };
        free.push(module);
    }
}

#[test]
fn only_the_places_that_may_touch_the_world_do() {
    let mut offenders = Vec::new();
    for source in sources() {
        for (word, places, why) in ONLY_THERE {
            if places.iter().any(|place| source.place.starts_with(place)) {
                continue;
            }
            for (number, line) in source.lines.iter().enumerate() {
                if words_at(line, word).next().is_some() {
                    let place = &source.place;
                    offenders.push(format!("src/{place}:{}: {word}: {why}", number + 1));
                }
            }
        }
    }
    report(&offenders, "a place that touches what it may not");
}

#[test]
fn no_renderer_opens_a_file_or_ends_the_process() {
    let mut offenders = Vec::new();
    for source in sources().iter().filter(|source| source.module() == "render") {
        for word in NEVER_IN_RENDER {
            for (number, line) in source.lines.iter().enumerate() {
                if words_at(line, word).next().is_some() {
                    offenders.push(format!("src/{}:{}: {word}", source.place, number + 1));
                }
            }
        }
    }
    report(&offenders, "a renderer is a pure function to a writer");
}

#[test]
#[allow(clippy::print_stderr, reason = "long files are told, and fail nothing")]
fn every_file_says_what_it_holds_and_holds_one_idea() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut silent, mut too_long) = (Vec::new(), Vec::new());
    for source in sources() {
        let text = fs::read_to_string(root.join(&source.place)).expect("it was just read");
        if !text.starts_with("//! ") {
            silent.push(format!("src/{}", source.place));
        }
        let lines = text.lines().count();
        if source.is_test() || lines <= LONG {
            continue;
        }
        let told = format!("src/{}: {lines} lines", source.place);
        if lines > LONGEST {
            too_long.push(told);
        } else {
            eprintln!("long: {told}");
        }
    }
    report(&silent, "a file that does not open with what it holds");
    report(&too_long, "a file of more than 400 lines is more than one idea");
}

#[test]
fn the_reader_of_sources_sees_what_it_must() {
    let source = |text: &str| Source {
        place: "read/x.rs".to_owned(),
        lines: text.lines().map(|line| without_comment(line).to_owned()).collect(),
    };
    for (text, names) in [
        ("use crate::judge::Judge;", &["judge"][..]),
        ("pub use crate::{judge, report::{Cell, Lang}};", &["judge", "report"]),
        ("let x: crate::calendar::Day = y; // crate::cli", &["calendar"]),
        ("use svarstid::audit::{\n    gather,\n};", &["audit"]),
        ("/// use svarstid::report::Cell;", &[]),
        ("let url = \"https://crate\"; crate::fault::shape(url)", &["fault"]),
        ("mycrate::judge", &[]),
    ] {
        let found: Vec<String> = named(&source(text)).into_iter().map(|(name, _)| name).collect();
        let found: Vec<&str> = found
            .iter()
            .map(String::as_str)
            .filter(|n| MAY_NAME.iter().any(|m| m.0 == *n))
            .collect();
        assert_eq!(found, names, "{text}");
    }
    assert!(words_at("forbid(unsafe_code)", "unsafe").next().is_none());
    assert!(words_at("unsafe { x }", "unsafe").next().is_some());
}
