//! Words with a fixed set of meanings, and what a complaint about another word suggests.

use super::complaint::Complaints;
use super::suggest::{instead, nearest, shown};
use super::value::Placed;
use crate::calendar::Zone;

/// `found`, with a complaint where it is nothing. `spellings` are pairs of what people may
/// write and what it means here; `ids` is all that is known.
pub(crate) fn known<'a, T>(
    what: &str,
    word: Placed<&str>,
    found: Option<T>,
    spellings: impl IntoIterator<Item = (&'a str, &'a str)>,
    ids: impl IntoIterator<Item = &'a str>,
    complaints: &mut Complaints,
) -> Option<T> {
    if found.is_none() {
        let end = instead(word.value, spellings, ids);
        complaints.add(word.at, format!("unknown {what} {}; {end}", shown(word.value)));
    }
    found
}

/// The zone of an IANA name. `others` are words that would have been right as well.
pub(crate) fn zone<'a>(
    word: Placed<&str>,
    others: impl IntoIterator<Item = &'a str>,
    complaints: &mut Complaints,
) -> Option<Zone> {
    let found = Zone::named(word.value);
    if found.is_none() {
        // People write the city alone.
        let city = |name: &'static str| name.rsplit('/').next().unwrap_or(name);
        let zones = Zone::names().flat_map(|name| [(name, name), (city(name), name)]);
        let spellings = others.into_iter().map(|word| (word, word)).chain(zones);
        let end = match nearest(word.value, spellings) {
            Some(meant) => format!("did you mean {}?", shown(meant)),
            None => "write an IANA name such as \"Europe/Stockholm\"".to_owned(),
        };
        complaints.add(word.at, format!("unknown time zone {}; {end}", shown(word.value)));
    }
    found
}
