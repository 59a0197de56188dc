//! Help says what the program does, and the README says what help says.
//!
//! The program is the source of truth: what it prints is looked for in the README.
//! `INSTA_UPDATE=always cargo test --test help` refreshes the snapshots.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

use svarstid::fault::Code;
use svarstid::normalise::Field;
use svarstid::policy::{BuiltInReading, WITHIN_FORMS};
use svarstid::tally::Dimension;

const COMMANDS: &[&str] = &[
    "audit",
    "report",
    "contacts",
    "sample",
    "merge",
    "explain",
    "calendar",
    "inspect",
    "init",
    "senders",
    "verify",
    "diff",
    "profiles",
    "policy",
    "completions",
    "man",
];

const README: &str = include_str!("../README.md");

/// What the program does with `arguments`, away from the user's settings and terminal.
fn run(arguments: &[&str]) -> Output {
    run_in(Path::new(env!("CARGO_MANIFEST_DIR")), arguments)
}

fn run_in(folder: &Path, arguments: &[&str]) -> Output {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    Command::new(env!("CARGO_BIN_EXE_svarstid"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("SVARSTID_CONFIG")
        .env_remove("COLUMNS")
        .env("XDG_CONFIG_HOME", root.join("tests/no-such-folder"))
        .output()
        .expect("the program starts")
}

/// What it prints on standard output.
fn printed(arguments: &[&str]) -> String {
    String::from_utf8(run(arguments).stdout).expect("UTF-8")
}

/// The part of the README under `heading`, up to the next heading of the same or a higher level.
fn section(heading: &str) -> &'static str {
    let start = README.find(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("{heading}")) + 1;
    let rest = &README[start + heading.len()..];
    let level = heading.bytes().take_while(|byte| *byte == b'#').count();
    // Level 1 is the title; in code blocks a single # is a comment.
    let ends = (2..=level).filter_map(|level| rest.find(&format!("\n{} ", "#".repeat(level))));
    &rest[..ends.min().unwrap_or(rest.len())]
}

/// Every `--flag` in `text`.
fn flags(text: &str) -> BTreeSet<&str> {
    let starts = text.match_indices("--").map(|(at, _)| at);
    starts
        .filter_map(|at| {
            let name = &text[at + 2..];
            let end = name.find(|c: char| !c.is_ascii_lowercase() && c != '-');
            let flag = &text[at..at + 2 + end.unwrap_or(name.len())];
            flag[2..].starts_with(|c: char| c.is_ascii_lowercase()).then_some(flag)
        })
        .collect()
}

#[test]
fn help_is_as_it_was() {
    insta::assert_snapshot!("overview-short", printed(&["-h"]));
    insta::assert_snapshot!("overview-long", printed(&["--help"]));
    for command in COMMANDS {
        insta::assert_snapshot!(format!("{command}-short"), printed(&[command, "-h"]));
        insta::assert_snapshot!(format!("{command}-long"), printed(&[command, "--help"]));
    }
}

#[test]
fn every_example_in_help_runs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut count = 0;
    for command in COMMANDS {
        let help = printed(&[command, "--help"]);
        let (_, examples) = help.split_once("Examples:\n").expect("each command has examples");
        for example in examples.lines().filter_map(|line| line.trim().strip_prefix("svarstid ")) {
            // The shell's part: quotes, the redirection, and globs.
            let (example, _) = example.split_once(" > ").unwrap_or((example, ""));
            let words = example.split('"').enumerate().flat_map(|(index, part)| {
                let is_quoted = index % 2 == 1;
                let words: Vec<&str> =
                    if is_quoted { vec![part] } else { part.split_whitespace().collect() };
                words
            });
            let mut arguments = Vec::new();
            for word in words {
                if word.contains('*') {
                    let found = glob::glob(&root.join(word).to_string_lossy()).expect("a glob");
                    let found = found.map(|path| path.expect("a path").display().to_string());
                    arguments.extend(found);
                } else {
                    arguments.push(word.to_owned());
                }
            }
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            // What writes files writes them elsewhere, and says so in its talk.
            let elsewhere = tempfile::tempdir().expect("a temporary folder");
            let writes = *command == "init";
            let output =
                if writes { run_in(elsewhere.path(), &arguments) } else { run(&arguments) };
            let talk = String::from_utf8_lossy(&output.stderr);
            // Two runs that differ end with 1, and so does a run that another version sealed.
            let may_differ = ["verify", "diff"].contains(command);
            let is_done = output.status.success() || may_differ && output.status.code() == Some(1);
            assert!(is_done, "{example}: {talk}");
            let shown = if writes { &output.stderr } else { &output.stdout };
            let report = String::from_utf8_lossy(shown);
            assert!(report.lines().count() > 3, "{example} shows nothing:\n{report}");
            count += 1;
        }
    }
    assert!(count >= COMMANDS.len());
}

#[test]
fn the_readme_lists_the_commands() {
    let help = printed(&["--help"]);
    let (_, list) = help.split_once("Commands:\n").expect("a list of commands");
    let listed: Vec<&str> = list
        .lines()
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .filter(|command| *command != "help")
        .collect();
    assert_eq!(listed, COMMANDS);
    for command in listed {
        let row = format!("\n| `{command}` |");
        assert!(section("## Commands").contains(&row), "{command}");
        assert!(include_str!("../README.sv.md").contains(&format!("`{command}`")), "{command}");
    }
}

#[test]
fn every_flag_in_the_readme_is_one() {
    let helps: String = COMMANDS.iter().map(|command| printed(&[command, "--help"])).collect();
    let mut known = flags(&helps);
    // cargo's.
    known.extend(["--release", "--locked", "--path", "--open", "--example", "--test"]);
    // Those of examples.
    known.extend(["--contacts", "--svarstid"]);
    for (name, text) in [("README.md", README), ("README.sv.md", include_str!("../README.sv.md"))] {
        let named = flags(text);
        let unknown: Vec<&&str> = named.difference(&known).collect();
        assert!(unknown.is_empty(), "{name} names {unknown:?}");
    }
}

#[test]
fn the_readme_lists_the_exit_codes() {
    let help = printed(&["--help"]);
    let (_, list) = help.split_once("the most severe wins):\n").expect("a list of exit codes");
    let codes: Vec<(&str, &str)> =
        list.lines().filter_map(|line| line.trim().split_once("  ")).collect();
    assert_eq!(codes.len(), 6, "{list}");
    for (code, meaning) in codes {
        let row = format!("\n| {code} | {meaning} |");
        assert!(section("## Exit codes").contains(&row), "{row}");
        assert!(include_str!("../README.sv.md").contains(&format!("\n| {code} | ")), "{code}");
    }
}

#[test]
fn the_readme_lists_codes_columns_dimensions_readings_and_forms() {
    for profile in svarstid::profile::built_in() {
        let name = format!("`{}`", profile.name);
        assert!(README.contains(&name), "README.md does not name the source profile {name}");
    }
    for code in Code::ALL {
        let row = format!("\n| `{}` | {} |", code.id(), code.description());
        assert!(section("### Refused rows").contains(&row), "{row}");
    }
    for field in Field::ALL {
        assert!(section("## Contact logs").contains(&format!("\n| `{field}` | ")), "{field}");
    }
    for dimension in Dimension::ALL {
        assert!(section("### audit").contains(&format!("`{}`", dimension.id())), "{dimension:?}");
    }
    for reading in BuiltInReading::ALL {
        let row = format!("\n| `{}` | {}", reading.name(), reading.english());
        assert!(section("### Our reading, and why").contains(&row), "{row}");
    }
    for form in WITHIN_FORMS {
        assert!(section("## Settings").contains(&format!("\n| `{form}` | ")), "{form}");
    }
}

#[test]
fn the_readme_lists_the_columns_of_every_csv() {
    let log = "fixtures/faults/unknown-channel.csv";
    let audit = ["audit", "-q", "-f", "csv", "--max-rejects", "9", log];
    let contacts = ["contacts", "-q", "-f", "csv", "--max-rejects", "9", log];
    let calendar = ["calendar", "-f", "csv", "2026-06"];
    let deadlines = ["calendar", "--deadlines", "-f", "csv", "2026-06"];
    let sample = ["sample", "-q", "-f", "csv", "--max-rejects", "9", log];
    let rejects = ["contacts", "-q", "-o", "/dev/null", "--rejects", "-", log];
    let all = [&audit[..], &contacts[..], &calendar[..], &deadlines[..], &sample[..], &rejects[..]];
    let listed = printed(&contacts);
    let listed = format!("{},", listed.lines().next().expect("a header"));
    for arguments in all {
        let printed = printed(arguments);
        let header = printed.lines().next().expect("a header");
        let header = header.strip_prefix("department,").unwrap_or(header);
        let header = header.strip_prefix(&listed).unwrap_or(header);
        let block = format!("\n```text\n{header}\n```\n");
        assert!(section("## Output").contains(&block), "{arguments:?}: {header}");
    }
}

#[test]
fn the_readme_lists_the_keys_of_every_json() {
    let log = "fixtures/demo/sms.csv";
    let audit = ["audit", "-q", "-f", "json", log];
    let report = ["report", "-q", "-f", "json", log];
    let contacts = ["contacts", "-q", "-f", "json", log];
    let calendar = ["calendar", "-f", "json", "2026-06"];
    let sample = ["sample", "-q", "-f", "json", log];
    let deadlines = ["calendar", "--deadlines", "-f", "json", "2026-06"];
    let explain = ["explain", "-f", "json", "--received", "2026-06-18"];
    let inspect = ["inspect", "-f", "json", log];
    let senders = ["senders", "-q", "-f", "json", log];
    let profiles = ["profiles", "-f", "json"];
    let all = [
        &audit[..],
        &report[..],
        &contacts[..],
        &calendar[..],
        &sample[..],
        &deadlines[..],
        &explain[..],
        &inspect[..],
        &senders[..],
        &profiles[..],
    ];
    for arguments in all {
        let printed = printed(arguments);
        let mut report: serde_json::Value = serde_json::from_str(&printed).expect("JSON");
        // explain and inspect print an array: one object for each contact or file.
        if report.is_array() {
            report = report[0].take();
        }
        let report = report.as_object().expect("an object");
        let keys: Vec<String> = report.keys().map(|key| format!("`{key}`")).collect();
        let schema = report["schema"].as_str().expect("a schema");
        let row = format!("\n| `{schema}` | {} |", keys.join(" "));
        assert!(section("## Output").contains(&row), "{row}");
    }
}
