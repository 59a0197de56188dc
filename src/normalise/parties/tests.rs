//! Parties by every spelling, and what is kept of them.

use std::collections::HashMap;

use proptest::prelude::*;

use super::*;
use crate::organisation::{Domain, ExtensionRange, Mailbox, NumberRange};

fn organisation() -> Organisation {
    Organisation {
        domains: vec![Domain::parse("kommun.example").unwrap()],
        numbers: vec![NumberRange::parse("08-555 00 000..08-555 00 999").unwrap()],
        extensions: vec![ExtensionRange::parse("1000..1999").unwrap()],
        function_boxes: vec![Mailbox::parse("kommun@kommun.example").unwrap()],
    }
}

#[test]
fn whose_a_party_is_follows_from_the_organisation() {
    let mut parties = Parties::new(&organisation());
    for (kind, text, normal, own, function_box, answerable) in [
        (KeyKind::Phone, "070-000 00 42", "+46700000042", false, false, true),
        (KeyKind::Phone, "08-555 00 042", "+46855500042", true, false, true),
        (KeyKind::Phone, "1042", "1042", true, false, true),
        (KeyKind::Phone, "1177", "1177", true, false, true),
        (KeyKind::Phone, "112", "112", false, false, false),
        (KeyKind::Phone, "KOMMUNEN", "kommunen", false, false, false),
        (KeyKind::Email, "Kommun@kommun.example", "kommun@kommun.example", true, true, true),
        (KeyKind::Email, "<Åsa@example.se>", "åsa@example.se", false, false, true),
        (
            KeyKind::Email,
            "MAILER-DAEMON@example.se",
            "mailer-daemon@example.se",
            false,
            false,
            false,
        ),
        (KeyKind::Text, " Anna Berg ", "Anna Berg", false, false, true),
    ] {
        let party = parties.number(kind, text.as_bytes());
        let met = Met { party, is_own: own, is_answerable: answerable };
        for spelling in [text, normal] {
            assert_eq!(parties.meets(kind, spelling.as_bytes()), met, "{spelling}");
        }
        assert_eq!(parties.text(party), normal);
        assert_eq!(parties.is_own(party), own, "{text}");
        assert_eq!(parties.is_function_box(party), function_box, "{text}");
        assert_eq!(parties.is_answerable(party), answerable, "{text}");
    }
    assert_eq!(parties.len(), 10);
}

#[test]
fn nobody_is_number_zero_and_cannot_be_answered() {
    let mut parties = Parties::new(&organisation());
    for (kind, text) in [
        (KeyKind::Phone, ""),
        (KeyKind::Phone, "<unknown>"),
        (KeyKind::Phone, "Hemligt nummer"),
        (KeyKind::Email, "<>"),
        (KeyKind::Text, "  "),
        (KeyKind::MessageId, "<>"),
        (KeyKind::CaseNumber, " - "),
    ] {
        for _ in 0..2 {
            assert_eq!(parties.number(kind, text.as_bytes()), PartyId::NOBODY, "{text}");
        }
    }
    let nobody = PartyId::NOBODY;
    assert!(!parties.is_own(nobody) && !parties.is_answerable(nobody));
    assert_eq!((parties.text(nobody).as_ref(), parties.kind(nobody)), ("", None));
    assert!(parties.is_empty());
}

#[test]
fn a_telephone_with_an_address_is_the_party_of_its_mail() {
    let mut parties = Parties::new(&organisation());
    let mail = parties.number(KeyKind::Email, b"anna.berg@kommun.example");
    assert_eq!(parties.number(KeyKind::Phone, b"sip:Anna.Berg@kommun.example"), mail);
    assert_eq!(parties.kind(mail), Some(PartyKind::Address));
    // A name is not the text sender of the same letters.
    let sender = parties.number(KeyKind::Phone, b"berg");
    assert_ne!(parties.number(KeyKind::Text, b"berg"), sender);
}

#[test]
fn text_in_another_encoding_and_text_of_a_page_are_parties_too() {
    let mut parties = Parties::new(&organisation());
    let odd = parties.number(KeyKind::Phone, b"\xff\xfe");
    assert_eq!(parties.number(KeyKind::Phone, b"\xff\xfe"), odd);
    let long = "x".repeat(LONGEST_SPELLING + 1);
    let page = parties.number(KeyKind::Phone, long.as_bytes());
    assert_eq!(parties.number(KeyKind::Phone, long.as_bytes()), page);
    assert_eq!(parties.text(page), long);
    assert_eq!(parties.phones.texts.len(), 2);
}

#[test]
fn a_party_takes_little_memory_besides_its_text() {
    let mut parties = Parties::new(&organisation());
    let count = 100_000;
    let held = |parties: &Parties| {
        let ids = parties.names.len() + parties.of_normal.len() + parties.phones.parties.len();
        let swedish = parties.own_swedish.held_bytes() + parties.swedish.held_bytes();
        let texts = parties.normal.held_bytes() + parties.phones.texts.held_bytes();
        parties.facts.len() + ids * size_of::<PartyId>() + swedish + texts
    };
    for number in 0..count {
        parties.number(KeyKind::Phone, format!("07000{number:05}").as_bytes());
    }
    let of_swedish = held(&parties) / count;
    assert!(of_swedish <= 25, "{of_swedish} bytes");
    // Of all others the texts themselves as well: as it is spelt, and as it is normal.
    let (mut texts, before) = (0, held(&parties));
    for number in 0..count {
        let spelling = format!("004540{number:06}");
        let party = parties.number(KeyKind::Phone, spelling.as_bytes());
        texts += spelling.len() + 1 + parties.text(party).len();
    }
    let beyond = (held(&parties) - before - texts) / count;
    assert!(beyond <= 50, "{beyond} bytes");
}

proptest! {
    /// The slow, obvious way: every text is read anew, and normal forms are compared as text.
    #[test]
    fn parties_are_one_exactly_when_their_normal_forms_are(
        met in prop::collection::vec(
            (
                prop::sample::select(vec![KeyKind::Phone, KeyKind::Email, KeyKind::Text]),
                "(\\+46|0|0046|0 |tel:0)7[0-1]0000[0-9]|0[78]0000[0-9]{0,3}|[a-b](\\+[a-b])?@[A-Ba-b]\\.se|[a-b]{0,2}|\\PC{0,4}",
            ),
            0..60,
        ),
    ) {
        let organisation = organisation();
        let mut parties = Parties::new(&organisation);
        let mut known: HashMap<(PartyKind, String), PartyId> = HashMap::new();
        for (kind, text) in met {
            let party = parties.number(kind, text.as_bytes());
            let mut normal = String::new();
            match normal_form(kind, &text, &organisation, &mut normal) {
                None => prop_assert_eq!(party, PartyId::NOBODY),
                Some(kind) => {
                    let next = PartyId(known.len() as u32 + 1);
                    prop_assert_eq!(*known.entry((kind, normal.clone())).or_insert(next), party);
                    prop_assert_eq!(parties.kind(party), Some(kind));
                    prop_assert_eq!(parties.text(party), normal);
                }
            }
        }
    }
}
