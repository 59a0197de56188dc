//! What the program is made of: the list in the docs is the one of `Cargo.toml`, each is used, and
//! what is given away with a release names them all.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// A direct dependency, as the docs list it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Direct {
    section: &'static str,
    name: String,
    version: String,
    licence: String,
}

const PROGRAM: &str = "In the program";
const TESTS: &str = "In tests only";

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    fs::read_to_string(repository().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// What cargo itself says of the packages, without a network.
fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--offline", "--format-version", "1"])
        .args(["--filter-platform", "x86_64-unknown-linux-gnu"])
        .current_dir(repository())
        .output()
        .expect("cargo starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("cargo prints JSON")
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

fn array(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The direct dependencies that cargo resolved.
fn resolved() -> BTreeSet<Direct> {
    let metadata = metadata();
    let package = |id: &Value| {
        let found = array(&metadata["packages"]).iter().find(|package| package["id"] == *id);
        found.unwrap_or_else(|| panic!("no package {id}"))
    };
    let nodes = array(&metadata["resolve"]["nodes"]);
    let own = &metadata["resolve"]["root"];
    let node = nodes.iter().find(|node| node["id"] == *own).expect("the package itself");
    let kinds = |dependency: &Value| -> Vec<Value> {
        array(&dependency["dep_kinds"]).iter().map(|kind| kind["kind"].clone()).collect()
    };
    let mut found = BTreeSet::new();
    for dependency in array(&node["deps"]) {
        let package = package(&dependency["pkg"]);
        for kind in kinds(dependency) {
            found.insert(Direct {
                section: if kind == "dev" { TESTS } else { PROGRAM },
                name: text(&package["name"]),
                version: text(&package["version"]),
                licence: text(&package["license"]),
            });
        }
    }
    found
}

/// The tables of the docs, by the headings they stand under.
fn listed() -> Vec<(Direct, Vec<String>)> {
    let mut section = "";
    let mut found = Vec::new();
    for line in read("docs/dependencies.md").lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            section = [PROGRAM, TESTS].into_iter().find(|own| *own == heading).unwrap_or("");
        }
        let Some(row) = line.strip_prefix("| `").filter(|_| !section.is_empty()) else { continue };
        let cells: Vec<&str> = row.trim_end_matches(" |").split(" | ").collect();
        let [name, version, licence, reasons @ ..] = &cells[..] else { panic!("{line}") };
        let direct = Direct {
            section,
            name: name.trim_end_matches('`').to_owned(),
            version: (*version).to_owned(),
            licence: (*licence).to_owned(),
        };
        found.push((direct, reasons.iter().map(|reason| (*reason).to_owned()).collect()));
    }
    found
}

#[test]
fn the_list_of_the_docs_is_the_one_of_cargo() {
    let (resolved, listed) = (resolved(), listed());
    let names: BTreeSet<Direct> = listed.iter().map(|(direct, _)| direct.clone()).collect();
    assert_eq!(names.len(), listed.len(), "one line for each");
    let missing: Vec<_> = resolved.difference(&names).collect();
    let wrong: Vec<_> = names.difference(&resolved).collect();
    assert!(
        missing.is_empty() && wrong.is_empty(),
        "docs/dependencies.md lacks {missing:#?}\nand has {wrong:#?}"
    );
    for (direct, reasons) in listed {
        assert!(reasons.len() == 2, "{}: for what, and why not our own", direct.name);
        assert!(reasons.iter().all(|reason| reason.len() > 3), "{}", direct.name);
    }
}

#[test]
fn no_dependency_is_named_by_no_source() {
    let read_all = |folders: &[&str]| {
        let mut all = String::new();
        folders.iter().for_each(|folder| sources(&repository().join(folder), &mut all));
        all
    };
    let (program, all) = (read_all(&["src"]), read_all(&["src", "tests", "benches", "examples"]));
    for direct in resolved() {
        let places = if direct.section == PROGRAM { &program } else { &all };
        let module = direct.name.replace('-', "_");
        let is_named = [format!("{module}::"), format!("use {module};")]
            .iter()
            .any(|path| places.match_indices(path.as_str()).any(|(at, _)| is_start(places, at)));
        assert!(is_named, "{} stands in Cargo.toml and is used by nothing", direct.name);
    }
}

/// Whether no longer word ends before `at`.
fn is_start(text: &str, at: usize) -> bool {
    !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_')
}

/// The text of every Rust file below `folder`.
fn sources(folder: &Path, all: &mut String) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, all);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            *all += &fs::read_to_string(&path).expect("a source is text");
        }
    }
}

/// Every package of the lock file that comes from the registry: version and checksum by name.
fn locked() -> BTreeMap<(String, String), String> {
    let lock: toml::Table = read("Cargo.lock").parse().expect("the lock file is TOML");
    let packages = lock["package"].as_array().expect("packages");
    let of = |package: &toml::Value, key: &str| Some(package.get(key)?.as_str()?.to_owned());
    packages
        .iter()
        .filter_map(|package| {
            let key = (of(package, "name")?, of(package, "version")?);
            Some((key, of(package, "checksum")?))
        })
        .collect()
}

/// What `release/sbom` prints. `None`, said aloud, where there is no Python.
#[cfg(unix)]
fn bill(arguments: &[&str]) -> Option<Value> {
    use std::io::Write;

    if Command::new("python3").arg("--version").output().is_err() {
        // Not by a macro of prints, which a passing test keeps to itself.
        let _ = writeln!(std::io::stderr(), "skipped: release/sbom needs python3");
        return None;
    }
    let output = Command::new(repository().join("release/sbom"))
        .args(arguments)
        .env("CARGO", env!("CARGO"))
        .output()
        .expect("release/sbom starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_slice(&output.stdout).expect("release/sbom prints JSON"))
}

#[cfg(unix)]
#[test]
fn the_bill_of_materials_is_what_is_locked_and_nothing_else() {
    let Some(bill) = bill(&["x86_64-unknown-linux-gnu"]) else { return };
    assert_eq!(bill["bomFormat"], "CycloneDX");
    assert_eq!(bill["specVersion"], "1.6");
    assert_eq!(bill["metadata"]["component"]["name"], "svarstid");
    assert_eq!(bill["metadata"]["component"]["version"], env!("CARGO_PKG_VERSION"));
    let locked = locked();
    let mut names = BTreeSet::new();
    let mut references = BTreeSet::from([text(&bill["metadata"]["component"]["bom-ref"])]);
    for component in array(&bill["components"]) {
        let (name, version) = (text(&component["name"]), text(&component["version"]));
        let checksum = locked.get(&(name.clone(), version.clone()));
        let checksum = checksum.unwrap_or_else(|| panic!("{name} {version} is not locked"));
        assert_eq!(component["hashes"][0]["alg"], "SHA-256");
        assert_eq!(component["hashes"][0]["content"], checksum.as_str(), "{name}");
        let purl = format!("pkg:cargo/{name}@{}", version.replace('+', "%2B"));
        assert_eq!(component["purl"], purl.as_str());
        assert!(!text(&component["licenses"][0]["expression"]).is_empty(), "{name}");
        assert!(!text(&component["licenses"][0]["expression"]).contains('/'), "{name}");
        assert!(["required", "excluded"].contains(&text(&component["scope"]).as_str()));
        assert!(references.insert(text(&component["bom-ref"])), "{name} {version} twice");
        names.insert(name);
    }
    // A tree without loose ends: each is needed by another, down from the program.
    let edges: BTreeMap<String, Vec<String>> = array(&bill["dependencies"])
        .iter()
        .map(|edge| (text(&edge["ref"]), array(&edge["dependsOn"]).iter().map(text).collect()))
        .collect();
    assert_eq!(edges.keys().cloned().collect::<BTreeSet<_>>(), references);
    let mut reached = BTreeSet::new();
    let mut next = vec![text(&bill["metadata"]["component"]["bom-ref"])];
    while let Some(reference) = next.pop() {
        if reached.insert(reference.clone()) {
            next.extend(edges[&reference].iter().cloned());
        }
    }
    assert_eq!(reached, references);
    // What is in the program is in the bill, and what only tests use is not.
    for direct in resolved() {
        if direct.section == PROGRAM {
            assert!(names.contains(&direct.name), "{}", direct.name);
        }
    }
    for only_tests in ["insta", "proptest", "scraper", "trycmd"] {
        assert!(!names.contains(only_tests), "{only_tests}");
    }
}

#[cfg(unix)]
#[test]
fn the_bill_of_materials_is_the_same_bytes_each_time() {
    let target = "x86_64-unknown-linux-gnu";
    let (Some(first), Some(second)) = (bill(&[target]), bill(&[target])) else { return };
    assert_eq!(first, second);
    assert!(first.get("serialNumber").is_some_and(|own| text(own).starts_with("urn:uuid:")));
    assert!(
        first["metadata"].get("timestamp").is_none(),
        "a clock would make it another each time"
    );
}
