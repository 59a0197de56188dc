//! Source profiles on the command line: which there are, who sent mails by them, and what
//! `inspect` shows of an export. All input is synthetic.

mod harness;

use std::fs;

use harness::{Svarstid, repository};

/// A profile of the user's own.
const OWN: &str = "# Ours.\nname = \"own-switch\"\ntitle = \"Our switch\"\nfamily = \"rows\"\n\
    [detect]\nheader = [\"inkom\", \"klart\"]\n\
    [fields]\nchannel = \"phone\"\norigin = \"external\"\n\
    received = { from = \"inkom\", zone = \"stated\" }\n\
    answered = { from = \"klart\", zone = \"stated\" }\n";

/// A run with [`OWN`] in its settings.
fn with_own(line: &str) -> Svarstid {
    Svarstid::new()
        .file("profiles/own.toml", OWN)
        .file("svarstid.toml", "profiles = [\"profiles/own.toml\"]\n")
        .args(line)
}

// profiles

#[test]
fn every_built_in_profile_is_listed_with_what_it_is_detected_by() {
    let run = Svarstid::new().args("profiles --format csv").run().code(0).says_nothing();
    let printed = run.text();
    let mut lines = printed.lines();
    assert_eq!(lines.next(), Some("name,title,family,detected_by,whose"));
    let listed: Vec<&str> = lines.filter_map(|line| line.split(',').next()).collect();
    let mut kept: Vec<String> = fs::read_dir(repository().join("profiles"))
        .expect("the profiles")
        .map(|entry| entry.expect("an entry").path())
        .map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned())
        .collect();
    kept.sort();
    assert_eq!(listed, kept);
    let line = |name: &str| {
        let start = format!("{name},");
        printed.lines().find(|line| line.starts_with(&start)).expect(name).to_owned()
    };
    assert!(line("mail").ends_with(",events,mail,built_in"), "{}", line("mail"));
    assert!(line("cits-erms").contains(",xml_root"), "{}", line("cits-erms"));
    assert!(line("outlook-csv").contains(",refused,header"), "{}", line("outlook-csv"));
}

#[test]
fn own_profiles_are_listed_first_and_marked() {
    let run = with_own("profiles --format csv").run().code(0);
    let second = run.text().lines().nth(1).map(str::to_owned);
    assert_eq!(second.as_deref(), Some("own-switch,Our switch,rows,header,own"));
    let json = with_own("profiles --format json").run().code(0).json();
    assert_eq!(json["schema"], "svarstid.profiles/1");
    let first = &json["profiles"][0];
    assert_eq!((&first["name"], &first["whose"]), (&"own-switch".into(), &"own".into()));
    assert_eq!(json["profiles"][1]["whose"], "built_in");
    with_own("profiles --lang en").run().code(0).prints("Our switch").prints("Whose");
    with_own("profiles --no-config").run().code(0).hides("own-switch");
}

#[test]
fn an_own_profile_replaces_the_built_in_one_of_its_name() {
    let own = OWN.replace("own-switch", "mail");
    let run = |line: &str| with_own(line).file("profiles/own.toml", &own).run().code(0);
    let listed = run("profiles --format csv").text();
    assert_eq!(listed.lines().filter(|line| line.starts_with("mail,")).count(), 1, "{listed}");
    assert_eq!(run("profiles show mail").text(), own);
}

#[test]
fn machine_lists_are_the_same_in_both_languages() {
    for format in ["csv", "json"] {
        let run = |lang| {
            Svarstid::new().args(&format!("profiles --format {format} --lang {lang}")).run().code(0)
        };
        assert_eq!(run("sv").text(), run("en").text());
    }
}

#[test]
fn a_profile_is_shown_as_it_stands() {
    let kept = fs::read_to_string(repository().join("profiles/ciceron-csv.toml")).expect("text");
    assert_eq!(Svarstid::new().args("profiles show ciceron-csv").run().code(0).text(), kept);
    assert_eq!(with_own("profiles show own-switch").run().code(0).text(), OWN);
    let run = Svarstid::new().args("profiles show mail -o mine.toml").run().code(0);
    assert!(run.prints_nothing().read("mine.toml").contains("name = \"mail\""));
}

#[test]
fn an_unknown_profile_ends_with_2_and_a_suggestion() {
    for (line, said) in [
        ("profiles show cicero-csv", "\"cicero-csv\" (did you mean ciceron-csv?)"),
        ("profiles show own-swich", "(did you mean own-switch?)"),
        ("profiles show qqq", "there is no source profile \"qqq\"; `svarstid profiles` lists them"),
    ] {
        with_own(line).run().code(2).prints_nothing().says(said);
    }
}

#[test]
fn a_profile_that_cannot_be_read_ends_with_2() {
    with_own("profiles").file("profiles/own.toml", "name = 1\n").run().code(2).says("own.toml:1:");
}
