//! The page about the language: its examples are profiles, and it leaves nothing out.

use std::path::Path;

use crate::profile::language::{
    DIRECTIONS, Dst, Ignored, KeyKind, Layout, Profile, Ragged, Slot, Strategy, Unit,
};
use crate::profile::{ENCODINGS, parse::keys};

fn page() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/profiles.md");
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn every_example_of_the_page_is_a_profile() {
    let page = page();
    let mut examples = 0;
    for block in page.split("```toml profile\n").skip(1) {
        let (text, _) = block.split_once("\n```").unwrap();
        let profile = Profile::parse(text).unwrap_or_else(|told| panic!("{text}\n{told:#?}"));
        assert!(page.contains(&profile.name));
        examples += 1;
    }
    assert_eq!(examples, 2);
}

#[test]
fn the_page_tells_of_every_key_and_every_word() {
    let page = page();
    let of_keys = keys::ALL.iter().flat_map(|keys| keys.iter().copied());
    // Words of values are written as strings, where they are not names in a table.
    let words = Strategy::ALL.map(Strategy::id).into_iter();
    let words = words.chain(KeyKind::ALL.map(KeyKind::id)).chain(Dst::ALL.map(Dst::id));
    let words = words.chain(Ragged::ALL.map(Ragged::id)).chain(ENCODINGS);
    let words = words.chain(Layout::WORDS.map(|(word, _)| word));
    for word in words {
        assert!(page.contains(&format!("\"{word}\"")), "{word} is not on the page");
    }
    let names = Slot::ALL.map(Slot::id).into_iter().chain(Ignored::ALL.map(Ignored::id));
    let names = names.chain(DIRECTIONS).chain(Unit::ALL.map(|unit| unit.id));
    for name in names.chain(of_keys) {
        let is_told = [
            format!("`{name}`"),
            format!("`[{name}]`"),
            format!("`[[{name}]]`"),
            format!("{{ {name} = "),
            format!(", {name} = "),
        ];
        assert!(is_told.iter().any(|form| page.contains(form)), "{name} is not on the page");
    }
}
