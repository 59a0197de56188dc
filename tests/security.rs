//! The page about attacks: each row names a test that exists.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Every test of the repository as the page names it: `tests/file.rs` or `src/…`, `::` and the
/// function.
fn tests() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["tests", "src"] {
        collect(root, &root.join(folder), &mut found);
    }
    found
}

fn collect(root: &Path, folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(root, &path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).expect("a source is text");
            let place = path.strip_prefix(root).expect("below").to_string_lossy();
            let mut is_test = false;
            for line in text.lines().map(str::trim) {
                match line.strip_prefix("fn ").and_then(|rest| rest.split_once('(')) {
                    Some((name, _)) if is_test => {
                        found.insert(format!("{place}::{name}"));
                        is_test = false;
                    }
                    Some(_) => is_test = false,
                    None => is_test |= line == "#[test]",
                }
            }
        }
    }
}

#[test]
fn every_attack_of_the_page_is_tested_where_it_says() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/security.md");
    let page = fs::read_to_string(page).expect("the page");
    let tests = tests();
    let mut rows = 0;
    let mut wrong = Vec::new();
    let section = page.split("\n## ").find(|section| section.starts_with("Attacks\n"));
    let is_row = |line: &&str| line.starts_with("| ") && !line.starts_with("| ---");
    for line in section.expect("the section").lines().filter(is_row) {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [attack, _, tested] = &cells[..] else { panic!("three cells: {line}") };
        if *attack == "attack" {
            continue;
        }
        rows += 1;
        let named: Vec<&str> = tested.split('`').skip(1).step_by(2).collect();
        if named.is_empty() {
            wrong.push(format!("{attack}: no test is named"));
        }
        for name in named {
            if !tests.contains(name) {
                wrong.push(format!("{attack}: there is no test {name}"));
            }
        }
    }
    assert!(wrong.is_empty(), "docs/security.md:\n  {}", wrong.join("\n  "));
    assert!(rows > 20, "{rows} rows");
}
