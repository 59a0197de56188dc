//! Built-in profiles: none is left out, none is wrong, and no two are taken for each other.

use std::collections::BTreeSet;
use std::path::Path;

use crate::profile::built_in::TEXTS;
use crate::profile::language::Profile;
use crate::profile::{Candidate, Evidence, built_in, detect};

#[test]
fn every_file_in_profiles_is_built_in_under_its_own_name() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("profiles");
    let files: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    let table: Vec<String> = TEXTS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(table, files.into_iter().collect::<Vec<_>>());
    let names: Vec<&str> = built_in().iter().map(|profile| profile.name.as_str()).collect();
    assert_eq!(names, table);
}

#[test]
fn every_built_in_profile_is_valid_to_its_last_pattern() {
    for ((name, text), known) in TEXTS.iter().zip(built_in()) {
        let profile = Profile::parse(text).unwrap_or_else(|told| panic!("{name}: {told:#?}"));
        // A pattern that is not tried at start-up is the same in all else.
        assert_eq!(format!("{profile:?}"), format!("{known:?}"));
    }
}

#[test]
fn a_built_in_profile_is_known_by_its_own_header_and_no_other_is() {
    let mut headers = 0;
    for profile in built_in() {
        let base_name =
            profile.detect.files.first().map(|glob| glob.replace('*', "")).unwrap_or_default();
        for set in &profile.detect.header_sets {
            let candidate = Candidate { line: 1, delimiter: Some(';'), cells: set.clone() };
            let evidence = Evidence {
                base_name: &base_name,
                header_candidates: &[candidate],
                ..Evidence::default()
            };
            let found = detect(built_in(), &evidence);
            let names: Vec<&str> = found.iter().map(|found| &*found.profile.name).collect();
            assert_eq!(names, [&profile.name], "{set:?}");
            headers += 1;
        }
    }
    assert!(headers > 20);
}
