//! Detection: what fits, what says more, and what is told of it.

use super::whole::{ASTERISK, CICERON, EXO, parsed};
use crate::profile::language::Profile;
use crate::profile::{Candidate, Evidence, detect};

fn headed(name: &str, header: &str) -> Profile {
    parsed(&format!(
        "name = \"{name}\"\ntitle = \"t\"\nfamily = \"rows\"\n[detect]\nheader = {header}\n[fields]\n\
         received = {{ from = \"a\", zone = \"UTC\" }}\n"
    ))
}

fn row(line: u64, cells: &[&str]) -> Candidate {
    let cells = cells.iter().map(|cell| (*cell).to_owned()).collect();
    Candidate { line, delimiter: Some(';'), cells }
}

/// The names of the profiles that fit, with the line of the header.
fn found(profiles: &[Profile], evidence: &Evidence<'_>) -> Vec<(String, Option<u64>)> {
    let found = detect(profiles, evidence);
    found.into_iter().map(|found| (found.profile.name.clone(), found.line)).collect()
}

fn by_header(profiles: &[Profile], rows: &[Candidate]) -> Vec<(String, Option<u64>)> {
    found(profiles, &Evidence { header_candidates: rows, ..Evidence::default() })
}

#[test]
fn a_header_fits_in_any_spelling_and_any_order_with_more_beside_it() {
    let profiles = [headed("a", "[\"Ärende nr\", \"inkom\"]")];
    for (cells, fits) in [
        (&["INKOM ", "arende_nr", "Svar"][..], true),
        (&["inkom", "a\u{308}rende-nr"], true),
        (&["inkom"], false),
        (&["inkom", "ärendenr"], false),
        (&[], false),
    ] {
        assert_eq!(by_header(&profiles, &[row(3, cells)]).len(), usize::from(fits), "{cells:?}");
    }
}

#[test]
fn the_first_row_that_fits_is_the_header() {
    let profiles = [headed("a", "[\"x\", \"y\"]")];
    let rows = [row(1, &["Lista"]), row(3, &["x", "y"]), row(9, &["y", "x"])];
    assert_eq!(by_header(&profiles, &rows), [("a".to_owned(), Some(3))]);
}

#[test]
fn the_longer_of_two_headers_wins_only_where_it_holds_the_other() {
    let profiles = [headed("short", "[\"x\"]"), headed("long", "[[\"q\"], [\"y\", \"x\"]]")];
    let one = |name: &str| vec![(name.to_owned(), Some(1))];
    assert_eq!(by_header(&profiles, &[row(1, &["x", "y", "z"])]), one("long"));
    assert_eq!(by_header(&profiles, &[row(1, &["x"])]), one("short"));
    // q alone says other things than x: both are told, however long.
    let both: Vec<_> = [one("short"), one("long")].concat();
    assert_eq!(by_header(&profiles, &[row(1, &["x", "q"])]), both);
    let profiles = [headed("a", "[\"x\", \"y\"]"), headed("b", "[\"Y\", \"X\"]")];
    assert_eq!(by_header(&profiles, &[row(1, &["x", "y"])]).len(), 2);
    let profiles = [headed("a", "[\"x\", \"y\"]"), headed("b", "[\"z\"]")];
    assert_eq!(by_header(&profiles, &[row(1, &["x", "y", "z"])]).len(), 2);
}

#[test]
fn a_file_name_narrows_and_never_decides() {
    let profile = parsed(CICERON);
    let rows = [row(1, &["diarienr", "atgardsnr", "ink_utg"])];
    for (base_name, fits) in [("TNDiariumHandlingar.CSV", true), ("ärenden.csv", false)] {
        let evidence = Evidence { base_name, header_candidates: &rows, ..Evidence::default() };
        let found = found(std::slice::from_ref(&profile), &evidence);
        assert_eq!(found.len(), usize::from(fits), "{base_name}");
    }
    let evidence = Evidence { base_name: "Handlingar.csv", ..Evidence::default() };
    assert!(found(&[profile], &evidence).is_empty());
    let named = EXO.replace("header = [[", "files = [\"*.csv\"]\n# [[");
    assert!(found(&[parsed(&named)], &evidence).is_empty());
}

#[test]
fn a_first_line_is_tried_where_no_header_is_known() {
    let calls = parsed(ASTERISK);
    let lines = ["# Cisco".to_owned(), "\"\",\"0855500\",\"100\",\"x\"".to_owned()];
    let evidence = Evidence { base_name: "Master.csv", first_lines: &lines, ..Evidence::default() };
    let matches = detect(std::slice::from_ref(&calls), &evidence);
    assert_eq!(matches[0].evidence, "what line 2 looks like");
    assert_eq!((matches[0].line, matches[0].delimiter), (None, None));
    let late: Vec<String> = std::iter::repeat_n(String::new(), 20).chain(lines.clone()).collect();
    assert!(
        detect(std::slice::from_ref(&calls), &Evidence { first_lines: &late, ..evidence })
            .is_empty()
    );
    let rows = [row(1, &["x"])];
    let evidence = Evidence { header_candidates: &rows, ..evidence };
    assert_eq!(found(&[calls, headed("a", "[\"x\"]")], &evidence), [("a".to_owned(), Some(1))]);
}

#[test]
fn xml_json_and_mail_are_known_by_what_they_are() {
    let of = |detect: &str, input: &str| {
        let header = EXO.lines().find(|line| line.starts_with("header = ")).unwrap();
        parsed(&format!("{}[input]\n{input}\n", EXO.replace(header, detect)))
    };
    let xml = of("xml_root = [\"smses\"]", "format = \"xml\"\nrecords = [\"smses/sms\"]");
    let json = of(
        "json_keys = [[\"id\"], [\"id\", \"from.number\"]]",
        "format = \"json\"\nrecords = \"data\"",
    );
    let mail = of("mail = true", "format = \"mail\"");
    let keys = ["from.number", "id", "to"].map(String::from);
    for (profile, evidence, part) in [
        (&xml, Evidence { xml_root: Some("smses"), ..Evidence::default() }, "root element smses"),
        (&json, Evidence { json_keys: &keys, ..Evidence::default() }, "keys of its first record"),
        (&mail, Evidence { is_mail: true, ..Evidence::default() }, "that it is mail"),
    ] {
        let found = detect([&xml, &json, &mail], &evidence);
        assert_eq!(found.len(), 1, "{part}");
        assert!(found[0].evidence.contains(part));
        assert!(std::ptr::eq(found[0].profile, profile));
    }
    let evidence = Evidence { xml_root: Some("Smses"), ..Evidence::default() };
    assert!(detect([&xml, &json, &mail], &evidence).is_empty());
}
