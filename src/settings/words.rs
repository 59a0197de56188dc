//! Words with a fixed set of meanings: channels, origins, weekdays, zones and the like.

use crate::calendar::Zone;
use crate::document::{self, Complaints, Placed, Section, known};
use crate::profile::DateOrder;
pub(super) use crate::profile::words::{channel, encoding, origin};

/// The order of day and month of a code.
pub(super) fn date_order(word: Placed<&str>, complaints: &mut Complaints) -> Option<DateOrder> {
    let ids = DateOrder::ALL.map(DateOrder::id);
    let found = DateOrder::ALL.into_iter().find(|order| order.id() == word.value);
    known("date order", word, found, ids.map(|id| (id, id)), ids, complaints)
}

/// Whether letters are deemed received on the workday before.
pub(super) fn deemed(section: &Section<'_>, complaints: &mut Complaints) -> Option<bool> {
    const WORDS: [&str; 2] = ["previous-workday", "none"];
    let word = section.text("deemed", "\"previous-workday\"", complaints)?;
    let found = WORDS.iter().position(|known| *known == word.value).map(|index| index == 0);
    known("\"deemed\"", word, found, WORDS.map(|word| (word, word)), WORDS, complaints)
}

/// The zone that the key `time_zone` of a section names.
pub(super) fn zone(section: &Section<'_>, complaints: &mut Complaints) -> Option<Zone> {
    let word = section.text("time_zone", "\"Europe/Stockholm\"", complaints)?;
    document::zone(word, [], complaints)
}
