//! Words with a fixed set of meanings that settings and profiles share.

use super::ENCODINGS;
use crate::contact::{Channel, Origin};
use crate::document::{Complaints, Placed, known};

/// The channel of a code.
pub(crate) fn channel(word: Placed<&str>, complaints: &mut Complaints) -> Option<Channel> {
    let spellings = Channel::ALL.iter().flat_map(|channel| {
        [channel.id(), channel.swedish(), channel.english()].map(|word| (word, channel.id()))
    });
    let found = Channel::ALL.into_iter().find(|channel| channel.id() == word.value);
    known("channel", word, found, spellings, Channel::ALL.map(Channel::id), complaints)
}

/// The origin of a code.
pub(crate) fn origin(word: Placed<&str>, complaints: &mut Complaints) -> Option<Origin> {
    let spellings = Origin::ALL
        .iter()
        .flat_map(|origin| [origin.id(), origin.swedish()].map(|word| (word, origin.id())));
    let found = Origin::ALL.into_iter().find(|origin| origin.id() == word.value);
    known("origin", word, found, spellings, Origin::ALL.map(Origin::id), complaints)
}

/// The encoding of a name, in lower case.
pub(crate) fn encoding(word: Placed<&str>, complaints: &mut Complaints) -> Option<String> {
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
