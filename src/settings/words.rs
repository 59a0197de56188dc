//! Words with a fixed set of meanings: channels, origins, weekdays, zones and the like.

use crate::calendar::Zone;
use crate::contact::{Channel, Origin};
use crate::document::{self, Complaints, Placed, Section, known};
use crate::profile::{DateOrder, ENCODINGS};

/// The channel of a code.
pub(super) fn channel(word: Placed<&str>, complaints: &mut Complaints) -> Option<Channel> {
    let spellings = Channel::ALL.iter().flat_map(|channel| {
        [channel.id(), channel.swedish(), channel.english()].map(|word| (word, channel.id()))
    });
    let found = Channel::ALL.into_iter().find(|channel| channel.id() == word.value);
    known("channel", word, found, spellings, Channel::ALL.map(Channel::id), complaints)
}

/// The origin of a code.
pub(super) fn origin(word: Placed<&str>, complaints: &mut Complaints) -> Option<Origin> {
    let spellings = Origin::ALL
        .iter()
        .flat_map(|origin| [origin.id(), origin.swedish()].map(|word| (word, origin.id())));
    let found = Origin::ALL.into_iter().find(|origin| origin.id() == word.value);
    known("origin", word, found, spellings, Origin::ALL.map(Origin::id), complaints)
}

/// The order of day and month of a code.
pub(super) fn date_order(word: Placed<&str>, complaints: &mut Complaints) -> Option<DateOrder> {
    let ids = DateOrder::ALL.map(DateOrder::id);
    let found = DateOrder::ALL.into_iter().find(|order| order.id() == word.value);
    known("date order", word, found, ids.map(|id| (id, id)), ids, complaints)
}

/// The encoding of a name, in lower case.
pub(super) fn encoding(word: Placed<&str>, complaints: &mut Complaints) -> Option<String> {
    // What Windows and older systems call the encodings that they write.
    const ALSO: [(&str, &str); 5] = [
        ("utf8", "utf-8"),
        ("utf-16", "utf-16le"),
        ("ansi", "windows-1252"),
        ("latin-1", "windows-1252"),
        ("iso-8859-1", "windows-1252"),
    ];
    let found = ENCODINGS.into_iter().find(|name| name.eq_ignore_ascii_case(word.value));
    let spellings = ENCODINGS.map(|name| (name, name)).into_iter().chain(ALSO);
    known("encoding", word, found, spellings, ENCODINGS, complaints).map(str::to_owned)
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
