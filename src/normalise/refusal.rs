//! Refusals: why a row cannot be judged, and the words that say so.

use super::stamp::{StampError, Why};
use crate::contact::{Channel, Origin};
use crate::fault::{Code, Fault, Place, shape};

/// Why a cell cannot be understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RefusalKind {
    UnknownWord,
    Missing,
    Stamp(StampError),
    Nonexistent,
    /// The wall time came twice, and the source profile rejects those.
    Ambiguous,
    /// It has no offset, where the source profile says that every stamp has one.
    NoOffset,
    /// What is to be added to a moment is no span.
    Span,
    InTheFuture,
    BeforeReceived,
    /// The source profile says that such rows are wrong; which of its conditions says so.
    ByProfile(usize),
}

impl RefusalKind {
    /// The fault's code; `field` is what the cell says something about.
    pub(super) fn code(self, field: &str) -> Code {
        match self {
            Self::UnknownWord if field == "channel" => Code::UnknownChannel,
            Self::UnknownWord if field == "origin" => Code::UnknownOrigin,
            Self::UnknownWord => Code::UnknownWord,
            Self::Missing => Code::MissingReceived,
            Self::Stamp(StampError::OutOfRange) => Code::OutOfRange,
            Self::Stamp(StampError::Unreadable(_)) | Self::NoOffset | Self::Span => {
                Code::UnreadableStamp
            }
            Self::Nonexistent | Self::Ambiguous => Code::NonexistentTime,
            Self::InTheFuture => Code::InTheFuture,
            Self::BeforeReceived => Code::AnsweredBeforeReceived,
            Self::ByProfile(_) => Code::RejectedByProfile,
        }
    }

    /// The fault about a cell of `column`. Shows the cell's shape, or the cell itself where
    /// the user asks for values.
    pub(super) fn fault(
        self,
        place: Place,
        field: &str,
        column: &str,
        cell: &[u8],
        values: bool,
    ) -> Fault {
        let text = String::from_utf8_lossy(cell);
        Fault {
            place,
            column: column.to_owned(),
            code: self.code(field),
            shape: if values { text.into_owned() } else { shape(&text) },
            message: self.message(field, cell),
        }
    }

    fn message(self, field: &str, cell: &[u8]) -> String {
        match self {
            Self::UnknownWord => unknown_word(field, cell),
            Self::Missing => {
                "empty; expected when the contact came in, for without it nothing can be judged"
                    .to_owned()
            }
            Self::Stamp(error @ StampError::Unreadable(Why::OrderUnknown)) => format!(
                "{error}; expected {}, or say --date-order dmy or --date-order mdy",
                error.expected()
            ),
            Self::Stamp(error) => format!("{error}; expected {}", error.expected()),
            Self::Nonexistent => "there was no such time, the clock was moved forward past it; \
                                  expected a time that the clock showed, or an offset such as \
                                  +02:00"
                .to_owned(),
            Self::Ambiguous => "the clock showed this time twice, and the source profile says \
                                `dst = \"reject\"`; expected an offset such as +02:00"
                .to_owned(),
            Self::NoOffset => "no offset from UTC, and the source profile says that every stamp \
                               has one; expected one such as +02:00 or Z"
                .to_owned(),
            Self::Span => "not a span to add to a moment; expected a number, or one such as \
                           26:10:05"
                .to_owned(),
            Self::InTheFuture => "more than a day ahead of this computer's clock; expected a time \
                                  that has passed (--as-of leaves later contacts out and counts \
                                  them)"
                .to_owned(),
            Self::BeforeReceived => {
                "earlier than the receipt; expected an answer after the contact came in".to_owned()
            }
            Self::ByProfile(_) => "the source profile rejects such rows".to_owned(),
        }
    }
}

fn unknown_word(field: &str, cell: &[u8]) -> String {
    let what = if cell.is_empty() { "empty" } else { "not a known word" };
    let known: Vec<&str> = match field {
        "channel" => Channel::ALL.map(Channel::id).to_vec(),
        "origin" => Origin::ALL.map(Origin::id).to_vec(),
        _ => {
            return format!(
                "{what}; expected a word that the map of \"{field}\" in the source profile \
                 knows; `svarstid profiles show` prints it, to copy and change"
            );
        }
    };
    format!(
        "{what}; expected {} or a Swedish word for one of them; the settings can teach more \
         words in [source.words.{field}]",
        known.join(", "),
    )
}
