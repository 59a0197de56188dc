//! Tests of the words: every spelling means one thing.

use std::collections::BTreeMap;

use super::*;

fn channel_words() -> Vec<(&'static str, Channel)> {
    CHANNEL_WORDS
        .into_iter()
        .flat_map(|(channel, words)| words.iter().map(move |word| (*word, channel)))
        .collect()
}

fn origin_words() -> Vec<(&'static str, Origin)> {
    ORIGIN_WORDS
        .into_iter()
        .flat_map(|(origin, words)| words.iter().map(move |word| (*word, origin)))
        .collect()
}

#[test]
fn every_channel_has_its_row_and_is_found_by_its_own_names() {
    assert_eq!(CHANNEL_WORDS.map(|(channel, _)| channel), Channel::ALL);
    for channel in Channel::ALL {
        for name in [channel.id(), channel.swedish(), channel.english()] {
            assert_eq!(super::channel(name.as_bytes()), Some(channel), "{name}");
        }
    }
    assert_eq!(ORIGIN_WORDS.map(|(origin, _)| origin), Origin::ALL);
    for origin in Origin::ALL {
        for name in [origin.id(), origin.swedish(), origin.english()] {
            assert_eq!(super::origin(name.as_bytes()), Some(origin), "{name}");
        }
    }
}

#[test]
fn no_word_stands_twice_and_none_means_both_a_channel_and_an_origin() {
    let mut seen = BTreeMap::new();
    let named = Channel::ALL.into_iter().flat_map(|c| [(c.id(), c), (c.swedish(), c)]);
    for (word, channel) in named {
        seen.insert(fold(word), format!("{channel:?}"));
    }
    for (word, channel) in channel_words() {
        assert_eq!(seen.insert(fold(word), format!("{channel:?}")), None, "{word}");
    }
    let named = Origin::ALL.into_iter().flat_map(|o| [(o.id(), o), (o.swedish(), o)]);
    for (word, origin) in named.chain(origin_words()) {
        assert_eq!(seen.insert(fold(word), format!("{origin:?}")), None, "{word}");
    }
}

#[test]
fn a_word_is_known_in_every_spelling() {
    for (word, expected) in channel_words() {
        for spelling in spellings(word) {
            assert_eq!(channel(spelling.as_bytes()), Some(expected), "{spelling:?}");
        }
    }
    for (word, expected) in origin_words() {
        for spelling in spellings(word) {
            assert_eq!(origin(spelling.as_bytes()), Some(expected), "{spelling:?}");
        }
    }
}

fn spellings(word: &str) -> [String; 6] {
    let decomposed = word.replace('å', "a\u{30a}").replace('ä', "a\u{308}");
    [
        word.to_uppercase(),
        format!(" {word}\u{a0}"),
        word.replace(['å', 'ä'], "a").replace('ö', "o"),
        decomposed.replace('ö', "o\u{308}"),
        word.replace('-', "_").replace(' ', "  "),
        word.replace('-', " ").replace(' ', "-"),
    ]
}

#[test]
fn real_logs_say_desk_internet_and_post() {
    for (word, expected) in [
        ("Desk", Some(Channel::Visit)),
        ("Internet", Some(Channel::Web)),
        ("Post", Some(Channel::Letter)),
        ("e-mail", Some(Channel::Email)),
        ("E-POST", Some(Channel::Email)),
        ("RÖSTBREVLÅDA", Some(Channel::Phone)),
        ("Intern", None),
        ("Extern", None),
        ("fax", None),
        ("", None),
        (" ", None),
    ] {
        assert_eq!(channel(word.as_bytes()), expected, "{word}");
    }
}

#[test]
fn bytes_that_are_no_text_are_no_word() {
    assert_eq!(channel(b"bes\xf6k"), None);
    assert_eq!(origin(b"\xff"), None);
}

#[test]
fn an_own_word_is_added_and_may_replace_a_built_in_one() {
    let words = WordMap::channels().with("mail", Channel::Letter).with("Växel", Channel::Phone);
    assert_eq!(words.get(b"Mail"), Some(Channel::Letter));
    assert_eq!(words.get("VÄXEL".as_bytes()), Some(Channel::Phone));
    assert_eq!(words.get(b"epost"), Some(Channel::Email));
    assert_eq!(words.get(b""), None);
}

#[test]
fn a_lookup_answers_as_its_words_do_and_stops_remembering() {
    let mut lookup = Lookup::new(WordMap::channels());
    for _ in 0..2 {
        for (word, expected) in channel_words() {
            assert_eq!(lookup.get(word.as_bytes()), Some(expected));
        }
        for number in 0..1000 {
            assert_eq!(lookup.get(format!("fritext {number}").as_bytes()), None);
        }
        assert_eq!(lookup.get("lång ".repeat(40).as_bytes()), None);
    }
    assert_eq!(lookup.seen.len(), Lookup::<Channel>::REMEMBERED);
}
