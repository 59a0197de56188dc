//! Words: what the words of a column mean, and the program's own words that maps may give.

use super::keys;
use super::pattern::regex;
use super::scope::Scope;
use crate::document::value::{elements, pair};
use crate::document::{Complaints, Placed, Section, known, shown, text};
use crate::profile::fold::fold;
use crate::profile::language::{DIRECTIONS, KeyKind, Pattern, Slot, Unknown, Words};
use crate::profile::words;

/// How messages call the map of a rule.
const MAP: &str = "map";

/// What the words of a slot mean; `None` where the rule does not say.
pub(super) fn words(
    slot: Slot,
    section: &Section<'_>,
    scope: &Scope,
    complaints: &mut Complaints,
) -> Option<Words> {
    let exact = exact(slot, section, complaints);
    let patterns = patterns(slot, section, scope, complaints);
    let empty = section.text("on_empty", "\"in\"", complaints);
    if let Some(word) = empty {
        check_word(slot, word, complaints);
    }
    let has_map = section.value(MAP).is_some() || section.value("map_regex").is_some();
    let unknown = unknown(slot, section, has_map, complaints);
    let is_given = keys::WORDS.iter().any(|key| section.value(key).is_some());
    let empty = empty.map(|word| word.value.to_owned());
    is_given.then_some(Words { exact, patterns, empty, unknown })
}

fn exact(slot: Slot, section: &Section<'_>, complaints: &mut Complaints) -> Vec<(String, String)> {
    let mut exact: Vec<(String, String)> = Vec::new();
    let mut folded: Vec<String> = Vec::new();
    for (word, value) in section.entries(MAP, "{ I = \"in\", U = \"out\" }", complaints) {
        let Some(meaning) = text(word.value, value, "\"in\"", complaints) else { continue };
        check_word(slot, meaning, complaints);
        let plain = fold(word.value);
        let same = folded.iter().position(|other| *other == plain);
        if let Some((first, _)) = same.and_then(|at| exact.get(at)) {
            let message = format!(
                "{} is the same word as {}: case, accents and dashes do not count",
                shown(word.value),
                shown(first)
            );
            complaints.add(word.at, message);
        }
        folded.push(plain);
        exact.push((word.value.to_owned(), meaning.value.to_owned()));
    }
    exact
}

fn patterns(
    slot: Slot,
    section: &Section<'_>,
    scope: &Scope,
    complaints: &mut Complaints,
) -> Vec<(Pattern, String)> {
    const KEY: &str = "map_regex";
    const EXAMPLE: &str = "[[\"^dr_in\", \"in\"]]";
    let Some(value) = section.value(KEY) else { return Vec::new() };
    let mut patterns = Vec::new();
    for element in elements(KEY, value, EXAMPLE, complaints).unwrap_or_default() {
        let Some((pattern, meaning)) = pair(KEY, element, EXAMPLE, complaints) else { continue };
        let pattern = text(KEY, pattern, EXAMPLE, complaints);
        let pattern = pattern.and_then(|pattern| regex(pattern, scope, complaints));
        let meaning = text(KEY, meaning, EXAMPLE, complaints);
        if let Some(meaning) = meaning {
            check_word(slot, meaning, complaints);
        }
        patterns.extend(pattern.zip(meaning.map(|meaning| meaning.value.to_owned())));
    }
    patterns
}

fn unknown(
    slot: Slot,
    section: &Section<'_>,
    has_map: bool,
    complaints: &mut Complaints,
) -> Unknown {
    const WORDS: [&str; 5] = ["reject", "drop", "keep", "warn", "= word"];
    let default = if has_map { Unknown::Reject } else { Unknown::Keep };
    let Some(word) = section.text("on_unknown", "\"reject\"", complaints) else { return default };
    if !has_map {
        let message = "\"on_unknown\" without \"map\" or \"map_regex\": no word is known";
        complaints.add(word.at, message);
    }
    if let Some(meaning) = word.value.strip_prefix('=') {
        let meaning = Placed { at: word.at, value: meaning.trim() };
        check_word(slot, meaning, complaints);
        return Unknown::Means(meaning.value.to_owned());
    }
    let found = match word.value {
        "reject" => Some(Unknown::Reject),
        "drop" => Some(Unknown::Drop),
        "keep" => Some(Unknown::Keep),
        "warn" => Some(Unknown::Warn),
        _ => None,
    };
    let spellings = WORDS.map(|word| (word, word));
    known("\"on_unknown\"", word, found, spellings, WORDS, complaints).unwrap_or(default)
}

/// Complains where `word` is none that the slot can have.
pub(super) fn check_word(slot: Slot, word: Placed<&str>, complaints: &mut Complaints) {
    match slot {
        Slot::Channel => drop(words::channel(word, complaints)),
        Slot::Origin => drop(words::origin(word, complaints)),
        Slot::Direction => check_direction(word, complaints),
        _ => {}
    }
}

/// Complains where `word` is no direction.
pub(super) fn check_direction(word: Placed<&str>, complaints: &mut Complaints) {
    // What systems call the two.
    const ALSO: [(&str, &str); 4] =
        [("inbound", "in"), ("incoming", "in"), ("outbound", "out"), ("outgoing", "out")];
    let found = DIRECTIONS.contains(&word.value).then_some(());
    let spellings = DIRECTIONS.map(|word| (word, word)).into_iter().chain(ALSO);
    known("direction", word, found, spellings, DIRECTIONS, complaints);
}

/// What kind of key a slot is where its rule does not say.
pub(super) fn default_kind(slot: Slot) -> KeyKind {
    match slot {
        Slot::Message | Slot::ReplyTo | Slot::References => KeyKind::MessageId,
        _ => KeyKind::Text,
    }
}

/// What kind of key a slot is.
pub(super) fn kind(slot: Slot, section: &Section<'_>, complaints: &mut Complaints) -> KeyKind {
    let default = default_kind(slot);
    let Some(word) = section.text("kind", "\"phone\"", complaints) else {
        // Two spellings of one number would be two parties.
        if matches!(slot, Slot::From | Slot::To) {
            let message = format!(
                "the rule of \"{}\" does not say its kind: \"phone\", \"email\" or \"text\"",
                slot.id()
            );
            complaints.add(section.at, message);
        }
        return default;
    };
    const KEYS: [Slot; 10] = [
        Slot::Id,
        Slot::Unit,
        Slot::From,
        Slot::To,
        Slot::Case,
        Slot::Message,
        Slot::ReplyTo,
        Slot::References,
        Slot::Group,
        Slot::Leg,
    ];
    if !KEYS.contains(&slot) {
        let message = format!("\"kind\" is for parties and keys, and not for \"{}\"", slot.id());
        complaints.add(word.at, message);
    }
    let found = KeyKind::ALL.into_iter().find(|kind| kind.id() == word.value);
    let ids = KeyKind::ALL.map(KeyKind::id);
    known("kind", word, found, ids.map(|id| (id, id)), ids, complaints).unwrap_or(default)
}
