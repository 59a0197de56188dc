//! Settings files: the valid ones are read, and each broken one gives all its complaints.
//!
//! What is wrong with `fixtures/settings/broken/NAME.toml` stands in `NAME.txt` beside it.

use std::fs;
use std::path::{Path, PathBuf};

use svarstid::calendar::{Day, Zone};
use svarstid::settings::{Complaint, Settings};

fn fixtures(folder: &str) -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/settings").join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the fixtures are there")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    files.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a readable file");
        (path, text)
    };
    files.into_iter().map(read).collect()
}

#[test]
fn each_broken_file_gives_all_its_complaints_with_line_and_column() {
    let files = fixtures("broken");
    assert!(files.len() >= 12, "only {} broken files", files.len());
    for (path, text) in files {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let complaints = Settings::parse(&text, None).expect_err(&name);
        let found: Vec<String> = complaints.iter().map(Complaint::to_string).collect();
        let expected = fs::read_to_string(path.with_extension("txt")).unwrap_or_default();
        let expected: Vec<&str> = expected.lines().collect();
        assert_eq!(found, expected, "{name}:\n{}\n", found.join("\n"));
    }
}

#[test]
fn each_valid_file_is_read_and_survives_being_written() {
    for (path, text) in fixtures("") {
        let settings = Settings::parse(&text, None);
        let settings = settings.unwrap_or_else(|all| panic!("{}: {all:?}", path.display()));
        assert_eq!(Settings::parse(&settings.to_toml(), None), Ok(settings), "{}", path.display());
    }
}

#[test]
fn the_full_file_is_understood() {
    let (_, text) = fixtures("")
        .into_iter()
        .find(|(path, _)| path.ends_with("full.toml"))
        .expect("the full file is there");
    let settings = Settings::parse(&text, None).expect("the full file is valid");
    assert_eq!(settings.time_zone.name(), "Europe/Helsinki");
    assert_eq!(settings.interim_report_ends, (6, 30));
    assert!(settings.organisation.owns_number("+46855501234"));
    assert!(!settings.organisation.owns_address("anna.berg@kommun.se"));
    assert!(settings.organisation.is_function_box("servicecenter@kommun.example"));
    assert_eq!(settings.register_files[1], Path::new("beslut/register.xlsx"));
    assert_eq!((settings.pairing.window_days, settings.pairing.ignore_rings_under_s), (30, 5));
    assert!(settings.pairing.cross_channels && !settings.pairing.merge_repeats);
    let rules: Vec<String> =
        settings.policy.rules.iter().map(|rule| format!("{} {}", rule.id, rule.within)).collect();
    assert_eq!(
        rules,
        ["external-2026 1 workday until closing, rolled", "letter 2 workdays", "internal 48 hours"]
    );
    let target = settings.policy.rules[0].target.map(|target| target.to_string());
    assert_eq!(target.as_deref(), Some("92.5"));
    assert_eq!(settings.policy.readings[0].overrides[1].deemed_previous_workday, Some(false));
    let day = |month, d| Day::from_ymd(2026, month, d).expect("a date");
    assert!(!settings.working.is_workday(day(5, 15)));
    assert!(!settings.working.is_workday(day(7, 17)));
    assert_eq!(settings.working.opening_hours(day(12, 30)), []);
    let source = &settings.sources[0];
    assert!(source.takes("boston311-100.csv"));
    assert_eq!(source.time_zone, Zone::named("America/New_York"));
    assert_eq!(source.nulls, [" ", "-"]);
    assert_eq!(source.encoding.as_deref(), Some("utf-8"));
}
