//! Any settings survive the way through TOML, and no text is too odd to be complained about.

mod any;

use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::{CommentLang, Remarks, Settings};
use any::any_settings;

/// What parsing `text` gives has to survive being written; complaints lie inside the text.
fn parse_and_write(text: &str) {
    match Settings::parse(text, None) {
        Ok(settings) => assert_eq!(Settings::parse(&settings.to_toml(), None), Ok(settings)),
        Err(complaints) => {
            assert!(!complaints.is_empty());
            let lines = text.split('\n').count() as u64;
            for complaint in complaints {
                assert!((1..=lines).contains(&complaint.line) && complaint.column > 0);
                assert!(!complaint.message.contains('\n'), "{complaint}");
            }
        }
    }
}

proptest! {
    #[test]
    fn any_settings_written_and_read_are_the_same(settings in any_settings()) {
        let written = settings.to_toml();
        prop_assert_eq!(Settings::parse(&written, None), Ok(settings), "{}", written);
    }

    #[test]
    fn any_settings_with_any_remarks_are_the_same(
        settings in any_settings(),
        remarks in vec((select(KEYS.to_vec()), any::<String>()), 0..6),
    ) {
        let mut all = Remarks::new(CommentLang::Swedish);
        for (key, remark) in remarks {
            all.add(key, remark);
        }
        let written = settings.to_toml_with(&all);
        prop_assert_eq!(Settings::parse(&written, None), Ok(settings), "{}", written);
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in "\\PC*") {
        parse_and_write(&text);
    }

    #[test]
    fn no_document_of_known_keys_and_odd_values_makes_the_parser_panic(
        parts in vec(select(PARTS.to_vec()), 0..24),
    ) {
        parse_and_write(&parts.concat());
    }

    #[test]
    fn no_change_of_valid_settings_makes_the_parser_panic(
        at in any::<prop::sample::Index>(),
        length in 0..12_usize,
        insert in prop_oneof![select(PARTS.to_vec()).prop_map(str::to_owned), "\\PC{0,3}"],
    ) {
        let chars: Vec<char> = FULL.chars().collect();
        let at = at.index(chars.len());
        let end = (at + length).min(chars.len());
        let changed: String =
            chars[..at].iter().copied().chain(insert.chars()).chain(chars[end..].iter().copied()).collect();
        parse_and_write(&changed);
    }
}

/// Keys that remarks are made on.
const KEYS: [&str; 9] = [
    "",
    "time_zone",
    "organisation",
    "organisation.domains",
    "sources",
    "source.0",
    "source.0.time_zone",
    "source.0.constants.channel",
    "source.1.words.channel",
];

const FULL: &str = include_str!("../../fixtures/settings/full.toml");

/// Pieces of settings that fit together often enough to get past the syntax.
const PARTS: [&str; 60] = [
    "[guideline]\n",
    "[[rule]]\n",
    "[rule]\n",
    "[[reading]]\n",
    "[reading.rules.external]\n",
    "[[target]]\n",
    "[rating]\n",
    "percent = ",
    "board = ",
    "[[calendar.closed]]\n",
    "[calendar.opening_hours]\n",
    "[[calendar.opening_hours.date]]\n",
    "[organisation]\n",
    "[pairing]\n",
    "[[source]]\n",
    "[source.columns]\n",
    "[source.words.channel]\n",
    "[source.constants]\n",
    "time_zone = ",
    "max_rejects = ",
    "exemptions = ",
    "id = ",
    "channels = ",
    "within = ",
    "target = ",
    "from = ",
    "until = ",
    "date = ",
    "name = ",
    "hours = ",
    "monday = ",
    "files = ",
    "delimiter = ",
    "header_line = ",
    "profile = ",
    "profiles = ",
    "\"ciceron-csv\"\n",
    "domains = ",
    "numbers = ",
    "extensions = ",
    "function_boxes = ",
    "register = ",
    "window_days = ",
    "ignore_rings_under = ",
    "[\"08-555 00*\", \"a@b.se\", \"1000..1999\"]\n",
    "\"5 s\"\n",
    "\"\"\n",
    "\"1 workday\"\n",
    "\"48 hours\"\n",
    "2026-05-15\n",
    "9999-12-31\n",
    "0000-01-01T00:00:00Z\n",
    "nan\n",
    "-1\n",
    "1e400\n",
    "[]\n",
    "[[[]]]\n",
    "[\"phone\"]\n",
    "{ a = { b = 1 } }\n",
    "[\"00:00-24:00\"]\n",
];

#[test]
fn the_built_in_settings_written_and_read_are_the_same() {
    let built_in = Settings::built_in();
    assert_eq!(Settings::parse(&built_in.to_toml(), None), Ok(built_in.clone()));
    assert_eq!(Settings::parse("", None), Ok(built_in));
}

/// What a line says without its comment.
fn bare(line: &str) -> &str {
    line.split("  # ").next().unwrap_or(line)
}

#[test]
fn comments_are_in_the_language_asked_for_and_all_else_is_the_same() {
    let full = Settings::parse(FULL, None).unwrap();
    for settings in [Settings::built_in(), full] {
        let english = settings.to_toml();
        let swedish = settings.to_toml_with(&Remarks::new(CommentLang::Swedish));
        let options = |text: &str| -> Vec<String> {
            let is_option = |line: &&str| !line.starts_with("# ") || line.contains(" = ");
            text.lines().filter(is_option).map(|line| bare(line).to_owned()).collect()
        };
        assert_eq!(options(&swedish), options(&english));
        for (text, words) in [(&swedish, &ENGLISH), (&english, &SWEDISH)] {
            let comments = text.lines().filter_map(|line| line.split_once("# "));
            // The guideline is quoted as it stands.
            for (_, comment) in comments.filter(|(_, comment)| !comment.starts_with('§')) {
                let mut said = comment.split(|c: char| !c.is_alphanumeric());
                assert!(!said.any(|word| words.contains(&word)), "{comment}");
            }
        }
    }
}

/// Words that no comment in the other language has.
const ENGLISH: [&str; 10] =
    ["the", "and", "that", "is", "of", "default", "shown", "detected", "where", "always"];
const SWEDISH: [&str; 10] =
    ["och", "som", "är", "förval", "visas", "känns", "inga", "alltid", "inte", "den"];

#[test]
fn remarks_stand_above_what_they_are_about_and_long_ones_are_broken() {
    let text = "[organisation]\ndomains = [\"kommun.example\"]\n[[source]]\nname = \"a\"\n\
                files = [\"a*.csv\"]\n[source.constants]\nchannel = \"sms\"\n";
    let settings = Settings::parse(text, None).unwrap();
    let mut remarks = Remarks::new(CommentLang::Swedish);
    for key in ["", "sources", "source.0", "source.0.constants.channel", "organisation.domains"] {
        remarks.add(key, format!("om {key}"));
    }
    remarks.add("organisation.numbers", "ord ".repeat(60).trim_end());
    remarks.add("time_zone", "en rad\u{7}\noch en till");
    let written = settings.to_toml_with(&remarks);
    for part in [
        "granskning.\n# om\n\n",
        "# en rad·\n# och en till\ntime_zone = ",
        "# om organisation.domains\ndomains = ",
        "# om sources\n\n# om source.0\n[[source]]\n",
        "# om source.0.constants.channel\nchannel = \"sms\"\n",
        "ord\n#   ord",
    ] {
        assert!(written.contains(part), "{part}\n{written}");
    }
    assert!(written.lines().all(|line| line.chars().count() <= 120), "{written}");
    assert_eq!(Settings::parse(&written, None), Ok(settings));
}

#[test]
fn the_examples_in_comments_are_valid_when_they_are_taken_in() {
    for lang in [CommentLang::English, CommentLang::Swedish] {
        take_in_the_examples(&Settings::built_in().to_toml_with(&Remarks::new(lang)));
    }
}

fn take_in_the_examples(written: &str) {
    let is_option = |line: &&str| {
        let bare = line.strip_prefix("# ").unwrap_or_default();
        bare.starts_with('[')
            || bare
                .split_once(" = ")
                .is_some_and(|(key, _)| key.starts_with('"') || !key.contains(' '))
    };
    let taken: String = written
        .lines()
        .map(|line| if is_option(&line) { &line[2..] } else { line })
        // A day is closed by its date or by a span, a constant is no column, and a profile says
        // what the columns are.
        .filter(|line| {
            !matches!(*line, l if l.starts_with("channel = \"web\"")
            || l.starts_with("profile = ") || l.starts_with("origin = \"external\"  #") || l.starts_with("department = \"Serv"))
        })
        .flat_map(|line| [line, "\n"])
        .collect();
    let settings = Settings::parse(&taken, None).map_err(|found| format!("{found:?}\n{taken}"));
    let settings = settings.unwrap();
    assert_eq!(settings.policy.readings.len(), 1);
    assert_eq!(settings.working.closures().len(), 1);
    assert_eq!((settings.targets.len(), settings.rating.levels().len()), (1, 3));
    assert!(settings.working.hours().covers_the_working_week());
    assert_eq!(settings.sources.len(), 1);
    assert_eq!(settings.exemption_files, [Path::new("undantag.csv")]);
    assert_eq!(settings.profile_files, [Path::new("profiles/own.toml")]);
    assert!(!settings.organisation.is_empty());
    assert_eq!(settings.register_files, [Path::new("register.csv")]);
}

#[test]
fn a_source_may_name_a_profile_and_say_what_the_profile_cannot_know() {
    let text = "[[source]]\nname = \"a\"\nprofile = \"asterisk-csv\"\ntime_zone = \"UTC\"\n\
                null = [\"-\"]\n[source.constants]\ndepartment = \"Servicecenter\"\n";
    let settings = Settings::parse(text, None).unwrap();
    assert_eq!(settings.sources[0].profile.as_deref(), Some("asterisk-csv"));
    assert_eq!(settings.sources[0].department.as_deref(), Some("Servicecenter"));
    assert!(settings.to_toml().contains("profile = \"asterisk-csv\"\n"));

    let own =
        |name: &str| format!("profiles = [\"own.toml\"]\n{}", text.replace("asterisk-csv", name));
    assert!(Settings::parse(&own("own-calls"), None).is_ok());
    for (text, part) in [
        (text.replace("asterisk-csv", "asterix-csv"), "3:11: unknown profile"),
        (text.replace("asterisk-csv", "own-calls"), "own are files in profiles = ["),
        (own("Own calls"), "unknown profile \"Own calls\""),
        (format!("{text}[source.columns]\nid = \"x\"\n"), "which says what the columns are"),
        ("profiles = \"own.toml\"".to_owned(), "\"profiles\" is a string, and must be a list"),
    ] {
        let complaints = Settings::parse(&text, None).unwrap_err();
        assert_eq!(complaints.len(), 1, "{complaints:?}");
        let told = complaints[0].to_string();
        assert!(told.contains(part), "{told}");
    }
}

#[test]
fn a_relative_list_register_or_profile_is_taken_from_the_folder_of_the_settings() {
    let text = "exemptions = [\"undantag.csv\", \"/srv/undantag.csv\"]\n\
                profiles = [\"profiles/own.toml\"]\n\
                [organisation]\nregister = [\"register.csv\"]";
    let settings = Settings::parse(text, Some(Path::new("/etc/svarstid"))).unwrap();
    let files = ["/etc/svarstid/undantag.csv", "/srv/undantag.csv"].map(Path::new);
    assert_eq!(settings.exemption_files, files);
    assert_eq!(settings.profile_files, [Path::new("/etc/svarstid/profiles/own.toml")]);
    assert_eq!(settings.register_files, [Path::new("/etc/svarstid/register.csv")]);
}

#[test]
fn more_rules_than_a_verdict_can_name_are_refused() {
    let rule =
        |n: usize| format!("[[rule]]\nid = \"{n}\"\nchannels = [\"web\"]\nwithin = \"1 hour\"\n");
    let text: String = (0..65_001).map(rule).collect();
    let complaints = Settings::parse(&text, None).unwrap_err();
    assert_eq!(complaints[0].to_string(), "260001:1: 65001 rules; 65000 are the most");
    assert_eq!(complaints.len(), 1);
}
