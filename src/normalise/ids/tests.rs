//! Tests of packed ids: told from each other as their bytes are, packed in one place or several.

use std::collections::HashMap;

use proptest::prelude::*;

use super::*;

#[test]
fn ids_that_look_alike_stay_apart() {
    let mut ids = Ids::default();
    let texts = [
        "1",
        "01",
        "001",
        "A1",
        "A01",
        "a1",
        "A",
        "A1 ",
        "KS/2020:548",
        "99999999999999",
        "100000000000000",
        "1000000000000001",
        "0000000000000000000001",
        "Å7",
        "7Å",
        "-1",
        "1-1",
        "01-1",
        "1-01",
        "1.1",
        "11",
        "srv-1735804820.12",
        "srv-1735804820.012",
        "srv-1735804821.12",
        "srv-173580482.12",
        "srv-17358048201.2",
        "srv1735804820.12",
        "123456-12345678901",
        "12345-1234567890123",
        "1234-12345678901234",
        "1-2-3",
        "1--3",
        "12é3",
    ];
    let packed: Vec<PackedId> = texts.iter().map(|text| ids.pack(text.as_bytes())).collect();
    for (i, text) in texts.iter().enumerate() {
        assert_eq!(ids.bytes(packed[i]), text.as_bytes());
        for (j, other) in packed.iter().enumerate() {
            assert_eq!(ids.are_same(packed[i], *other), i == j, "{text} and {}", texts[j]);
        }
    }
    assert!(!ids.pack(b"").is_some());
}

#[test]
fn ids_are_adopted_where_there_is_no_more_room_for_beginnings() {
    let many: Vec<String> = (0..MOST_STEMS + 50).map(|n| format!("{n:x}x-7")).collect();
    let few: Vec<String> = (MOST_STEMS..MOST_STEMS + 90).map(|n| format!("{n:x}x-7")).collect();
    for order in [[&many, &few, &many], [&few, &many, &few]] {
        let (mut all, mut packed) = (Ids::default(), Vec::new());
        for part in order {
            let mut own = Ids::default();
            let ids: Vec<PackedId> = part.iter().map(|text| own.pack(text.as_bytes())).collect();
            all.adopt(&own, &ids, &mut packed);
        }
        let mut known: HashMap<&String, PackedId> = HashMap::new();
        for (id, text) in packed.into_iter().zip(order.into_iter().flatten()) {
            assert_eq!(all.bytes(id), text.as_bytes());
            let first = *known.entry(text).or_insert(id);
            assert!(all.are_same(first, id), "{text}");
            assert_eq!(all.hash(first), all.hash(id), "{text}");
        }
    }
}

#[test]
fn more_beginnings_than_are_kept_change_nothing() {
    let mut ids = Ids::default();
    let texts: Vec<String> = (0..MOST_STEMS + 50).map(|n| format!("{n:x}x-7")).collect();
    let first: Vec<PackedId> = texts.iter().map(|text| ids.pack(text.as_bytes())).collect();
    for (text, first) in texts.iter().zip(first) {
        let again = ids.pack(text.as_bytes());
        assert!(ids.are_same(first, again), "{text}");
        assert_eq!(ids.hash(first), ids.hash(again));
        assert_eq!(ids.bytes(again), text.as_bytes());
    }
}

proptest! {
    /// Ids packed apart and put together are told from each other as if packed in one place.
    #[test]
    fn ids_that_are_adopted_are_the_same_when_their_bytes_are(
        parts in prop::collection::vec(
            prop::collection::vec("[a-c]{0,2}[0-2]{0,3}([.-][0-2]{0,3}){0,2}", 0..20),
            0..6,
        ),
    ) {
        let (mut all, mut packed, mut texts) = (Ids::default(), Vec::new(), Vec::new());
        for part in &parts {
            let mut own = Ids::default();
            let ids: Vec<PackedId> = part.iter().map(|text| own.pack(text.as_bytes())).collect();
            all.adopt(&own, &ids, &mut packed);
            texts.extend(part);
        }
        for (a, text_a) in packed.iter().zip(&texts) {
            prop_assert_eq!(&all.bytes(*a), text_a.as_bytes());
            for (b, text_b) in packed.iter().zip(&texts) {
                prop_assert_eq!(all.are_same(*a, *b), text_a == text_b);
                prop_assert!(text_a != text_b || all.hash(*a) == all.hash(*b));
            }
        }
    }

    #[test]
    fn ids_are_the_same_when_their_bytes_are(
        texts in prop::collection::vec("[a-c]{0,2}[0-2]{0,16}([.-][0-2]{0,9}){0,2}", 1..40),
    ) {
        let mut ids = Ids::default();
        let packed: Vec<PackedId> = texts.iter().map(|text| ids.pack(text.as_bytes())).collect();
        for (a, text_a) in packed.iter().zip(&texts) {
            prop_assert_eq!(&ids.bytes(*a), text_a.as_bytes());
            for (b, text_b) in packed.iter().zip(&texts) {
                prop_assert_eq!(ids.are_same(*a, *b), text_a == text_b);
            }
        }
    }
}
