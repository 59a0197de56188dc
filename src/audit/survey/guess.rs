//! Guesses: what a file does not say of itself and only a person knows, one thing at a time.

use std::path::Path;

use crate::contact::{Channel, Origin};
use crate::normalise::{ColumnError, Field};
use crate::profile::fold::fold;
use crate::profile::{DateOrder, Source};

use super::moments;
use crate::audit::choice::ChoiceError;
use crate::audit::input::InputFault;
use crate::audit::mapping::MappingError;
use crate::audit::probe::Unknown;
use crate::read::ReadError;

/// Something that was guessed of a file, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Guessed {
    /// The channel of every row.
    Channel(NameHint),
    /// The origin of every row: nothing tells, and most who ask are customers.
    Origin,
    /// The department of every row: none, for nothing tells.
    Department,
    /// That the day stands first in `03/04/2026`, for nothing tells and it does in Sweden.
    DateOrder,
    /// That the day stands first though some rows cannot be read so.
    ContradictoryDateOrder,
    /// The column of the receipt, by the moments in it or by a name that is nearly right.
    Received,
    /// The column of the answer, by the moments in it; `false` where no column could be it.
    Answered(bool),
    /// That of two columns which mean the same the first is meant.
    FirstOf(Field),
    /// The profile, of several that fit: the one that leaves the fewest rows unread.
    Profile(Vec<String>),
}

/// What a guess of a channel goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameHint {
    /// The name of the file or the sheet.
    Name,
    /// The name of a column.
    Column,
    /// Nothing but that most contacts of this kind are mails.
    Nothing,
}

/// What a part that cannot be read shows of itself.
pub(super) struct Failing {
    pub(super) name: String,
    pub(super) fault: InputFault,
    /// The profile that it was taken to be of.
    pub(super) profile: Option<String>,
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    /// What looks most like a table, where no header was known.
    pub(super) unknown: Option<Unknown>,
}

/// A source for a file that grows until the file can be read.
#[derive(Clone, Debug)]
pub(super) struct Guess {
    pub(super) source: Source,
    pub(super) guessed: Vec<Guessed>,
}

impl Guess {
    /// Nothing but the file's own name.
    pub(super) fn new(path: &Path) -> Self {
        let base_name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        let files = vec![glob::Pattern::escape(&base_name)];
        Self { source: Source { files, ..Source::default() }, guessed: Vec::new() }
    }

    /// Whether nothing has to be said.
    pub(super) fn is_nothing(&self) -> bool {
        self.guessed.is_empty()
    }

    /// Guesses what a part lacks; false where nothing can be guessed.
    pub(super) fn mend(&mut self, failing: &Failing) -> bool {
        if self.source.profile.is_none() {
            self.source.profile.clone_from(&failing.profile);
        }
        let (source, guessed) = (&mut self.source, &mut self.guessed);
        match &failing.fault {
            InputFault::Mapping(MappingError::NoChannel) if source.channel.is_none() => {
                let (channel, hint) = channel(&failing.name, &failing.header);
                source.channel = Some(channel);
                guessed.push(Guessed::Channel(hint));
            }
            InputFault::Mapping(MappingError::NoOrigin) if source.origin.is_none() => {
                source.origin = Some(Origin::External);
                guessed.push(Guessed::Origin);
            }
            InputFault::Mapping(MappingError::NoDepartment) if source.department.is_none() => {
                source.department = Some(String::new());
                guessed.push(Guessed::Department);
            }
            InputFault::Mapping(MappingError::AmbiguousOrder { .. }) => {
                source.date_order = Some(DateOrder::DayFirst);
                guessed.push(Guessed::DateOrder);
            }
            InputFault::Mapping(MappingError::ContradictoryOrder { .. })
                if source.date_order.is_none() =>
            {
                source.date_order = Some(DateOrder::DayFirst);
                guessed.push(Guessed::ContradictoryDateOrder);
            }
            InputFault::Mapping(MappingError::Columns(ColumnError::Twice { field, cells })) => {
                if source.columns.iter().any(|(own, _)| own == field) {
                    return false;
                }
                source.columns.push((*field, cells[0].clone()));
                guessed.push(Guessed::FirstOf(*field));
            }
            InputFault::Mapping(MappingError::Columns(ColumnError::NoReceived { near })) => {
                return self.receipt(near.first(), &failing.header, &failing.rows);
            }
            InputFault::Read(ReadError::NoHeader { .. })
            | InputFault::Choice(ChoiceError::NoSheet { .. }) => {
                return match &failing.unknown {
                    Some(unknown) if !unknown.looks_like_data() => {
                        self.receipt(None, &unknown.header, &unknown.rows)
                    }
                    _ => false,
                };
            }
            _ => return false,
        }
        true
    }

    /// Guesses the columns of receipt and answer.
    fn receipt(&mut self, near: Option<&String>, header: &[String], rows: &[Vec<String>]) -> bool {
        let has = |field| self.source.columns.iter().any(|(own, _)| *own == field);
        if has(Field::Received) || self.source.profile.is_some() {
            return false;
        }
        let found = moments::find(header, rows);
        let named = |field| header.iter().any(|cell| crate::normalise::field(cell) == Some(field));
        // A name that is nearly right is none where something else than moments stands below it.
        let candidates = crate::profile::moments(header, rows);
        let near = near.filter(|near| {
            let at = header.iter().position(|cell| cell == *near);
            rows.is_empty() || at.is_some_and(|at| candidates.contains(&at))
        });
        let received = near.or_else(|| found.map(|found| &header[found.received]));
        let Some(received) = received.filter(|cell| !cell.trim().is_empty()).cloned() else {
            return false;
        };
        let answered = found.and_then(|found| found.answered).map(|at| header[at].clone());
        let answered = answered.filter(|cell| *cell != received);
        let has_answer = named(Field::Answered) || has(Field::Answered);
        self.source.columns.push((Field::Received, received));
        self.guessed.push(Guessed::Received);
        if !has_answer {
            self.guessed.push(Guessed::Answered(answered.is_some()));
            self.source.columns.extend(answered.map(|cell| (Field::Answered, cell)));
        }
        true
    }
}

/// Parts of names that tell a channel, folded. E-post comes before the post.
const CHANNELS: [(Channel, &[&str]); 8] = [
    (Channel::Sms, &["sms", "textmeddelande"]),
    (Channel::Email, &["epost", "e post", "mejl", "mail", "mbox"]),
    (Channel::Phone, &["telefon", "samtal", "phone", "call", "vaxel", "rostbrev"]),
    (Channel::Chat, &["chat"]),
    (Channel::Letter, &["brev", "letter", "diari", "post"]),
    (Channel::Visit, &["besok", "reception", "visit"]),
    (Channel::Web, &["webb", "formular", "e tjanst", "etjanst", "web"]),
    (Channel::Social, &["facebook", "instagram", "sociala"]),
];

/// The channel of a file by its name, by the names of its columns, or by what is most likely.
fn channel(name: &str, header: &[String]) -> (Channel, NameHint) {
    let of = |text: &str| {
        let text = fold(text);
        let tells = |words: &[&str]| words.iter().any(|word| text.contains(word));
        CHANNELS.iter().find(|(_, words)| tells(words)).map(|(channel, _)| *channel)
    };
    if let Some(channel) = of(name) {
        return (channel, NameHint::Name);
    }
    let mut found: Vec<Channel> = header.iter().filter_map(|cell| of(cell)).collect();
    found.dedup();
    match found[..] {
        // Columns that speak of two channels tell of neither.
        [channel] => (channel, NameHint::Column),
        _ => (Channel::Email, NameHint::Nothing),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_a_channel_or_nothing_does() {
        for (name, header, expected) in [
            ("telefon-2026.csv", "", (Channel::Phone, NameHint::Name)),
            ("E-post mars.csv", "", (Channel::Email, NameHint::Name)),
            ("inkommen-post.csv", "", (Channel::Letter, NameHint::Name)),
            ("sms_telefon.csv", "", (Channel::Sms, NameHint::Name)),
            ("bok.xlsx[Chatt]", "", (Channel::Chat, NameHint::Name)),
            ("logg.csv", "Samtalslängd,Inkom", (Channel::Phone, NameHint::Column)),
            ("logg.csv", "E-post,Telefon", (Channel::Email, NameHint::Nothing)),
            ("logg.csv", "Inkom", (Channel::Email, NameHint::Nothing)),
        ] {
            let header: Vec<String> = header.split(',').map(str::to_owned).collect();
            assert_eq!(channel(name, &header), expected, "{name} {header:?}");
        }
    }
}
