//! Proposals: what is guessed, what is left open, and that they are profiles.

use proptest::collection::vec;
use proptest::prelude::*;

use crate::profile::language::{Profile, Slot};
use crate::profile::{Field, propose};

/// A few names of fields, as the normaliser knows more of.
fn guess(cell: &str) -> Option<Field> {
    Some(match cell.trim().to_lowercase().as_str() {
        "kanal" => Field::Channel,
        "inkom" | "mottagen" => Field::Received,
        "besvarad" => Field::Answered,
        "nr" => Field::Id,
        _ => return None,
    })
}

fn proposed(header: &[&str], rows: &[&[&str]], base_name: &str) -> String {
    let texts = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
    let rows: Vec<Vec<String>> = rows.iter().map(|row| texts(row)).collect();
    propose(&texts(header), &rows, base_name, &guess)
}

#[test]
fn a_proposal_with_a_receipt_is_a_profile() {
    let text = proposed(
        &["Nr", "Kanal", "Inkom", "Mottagen", "", "Not", "not"],
        &[&["K1", "brev", "2026-03-02T08:00:00+01:00", "2026-03-02", "x", "hemligt", "y"]],
        "Brev & paket (3).csv",
    );
    let profile = Profile::parse(&text).unwrap_or_else(|told| panic!("{text}\n{told:#?}"));
    assert_eq!(profile.name, "brev-paket-3");
    let slots: Vec<Slot> = profile.fields.iter().map(|(slot, _)| *slot).collect();
    assert_eq!(slots, [Slot::Id, Slot::Channel, Slot::Received]);
    assert!(
        text.contains("received = { from = \"Inkom\", zone = \"stated\" }  # guessed"),
        "{text}"
    );
    // The second column of one field and the second of one name are left to the reader.
    assert!(text.contains("# These look like moments: \"Mottagen\"\n# answered = "), "{text}");
    assert!(text.contains("\"Mottagen\", \"Not\", \"not#2\""), "{text}");
    assert!(!text.contains("hemligt"));
}

#[test]
fn a_proposal_without_a_receipt_says_what_is_needed() {
    let text = proposed(
        &["Skapad", "Stängd", "Belopp"],
        &[&["2026-03-02 08:00", "", "12"], &["2026-03-03 08:00", "2026-03-04 10:00", "3.50"]],
        "",
    );
    assert!(
        text.contains("# These look like moments: \"Skapad\", \"Stängd\"\n# received = "),
        "{text}"
    );
    assert!(text.contains("name = \"own-export\""));
    let complaints = Profile::parse(&text).unwrap_err();
    assert_eq!(complaints.len(), 1);
    assert!(complaints[0].message.contains("has no \"received\""));
    let mended = text.replace("# received = { from = \"…\"", "received = { from = \"Skapad\"");
    assert!(Profile::parse(&mended).is_ok());
}

#[test]
fn a_zone_is_stated_only_where_every_stamp_has_one() {
    for (cells, zone) in [
        (&["2026-03-02T08:00:00Z", "2026-03-02T08:00:00+01:00"][..], "stated"),
        (&["2026-03-02 08:00:00 +0100"], "stated"),
        (&["2026-03-02T08:00:00Z", "2026-03-02 08:00"], "site"),
        (&["2026-03-02"], "site"),
        (&["08:00 2026-03-02"], "site"),
        (&[""], "site"),
        (&[], "site"),
    ] {
        let rows: Vec<Vec<String>> = cells.iter().map(|cell| vec![(*cell).to_owned()]).collect();
        let text = propose(&["Inkom".to_owned()], &rows, "a.csv", &guess);
        assert!(text.contains(&format!("zone = \"{zone}\"")), "{cells:?}: {text}");
    }
}

proptest! {
    #[test]
    fn any_header_with_a_receipt_gives_a_profile(
        mut header in vec("\\PC{0,6}|[a-z#]{0,3}[0-9]?|a", 0..8),
        rows in vec(vec("\\PC{0,12}", 0..8), 0..3),
        base_name in "\\PC{0,12}",
    ) {
        header.push("Inkom".to_owned());
        let text = propose(&header, &rows, &base_name, &guess);
        let profile = Profile::parse(&text);
        prop_assert!(profile.is_ok(), "{}\n{:#?}", text, profile);
        let bare = propose(&[], &rows, &base_name, &|_| None);
        let complaints = Profile::parse(&bare).unwrap_err();
        prop_assert_eq!(complaints.len(), 1, "{}\n{:#?}", bare, complaints);
    }
}
