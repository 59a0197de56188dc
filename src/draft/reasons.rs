//! Reasons: why each guess about a file was made, and the key that it is of.

use super::words::Words;
use crate::audit::{Guessed, NameHint};
use crate::profile::{Field, Source};

/// The key that a guess is of, and why it was made.
pub(super) fn why(guessed: &Guessed, source: &Source, words: Words) -> (String, String) {
    let check = words.pick("kontrollera", "check it");
    match guessed {
        Guessed::Channel(NameHint::Name) => (
            "constants.channel".to_owned(),
            words.pick("av filens namn", "by the name of the file").to_owned(),
        ),
        Guessed::Channel(NameHint::Column) => (
            "constants.channel".to_owned(),
            words.pick("av en kolumns namn", "by the name of a column").to_owned(),
        ),
        Guessed::Channel(NameHint::Nothing) => (
            "constants.channel".to_owned(),
            words.pick(
                format!("inget säger kanalen, och e-post är vanligast; {check}"),
                format!("nothing tells the channel, and e-mail is the most common one; {check}"),
            ),
        ),
        Guessed::Origin => (
            "constants.origin".to_owned(),
            words.pick(
                format!("inget säger ursprunget, och de flesta som frågar är kunder; {check}"),
                format!("nothing tells the origin, and most who ask are customers; {check}"),
            ),
        ),
        Guessed::Department => (
            "constants.department".to_owned(),
            words
                .pick(
                    "inget säger förvaltningen, och tomt betyder (ej angiven)",
                    "nothing tells the department, and empty means not stated",
                )
                .to_owned(),
        ),
        Guessed::DateOrder => (
            "date_order".to_owned(),
            words
                .pick(
                    "inget datum avgör vad som är dag och månad, och i Sverige står dagen först",
                    "no date decides which is day and month, and in Sweden the day stands first",
                )
                .to_owned(),
        ),
        Guessed::ContradictoryDateOrder => (
            "date_order".to_owned(),
            words.pick(
                format!("vissa datum har dagen först och vissa månaden; {check}"),
                format!("some dates have the day first and some the month; {check}"),
            ),
        ),
        Guessed::Received => (
            "columns.received".to_owned(),
            words.pick(
                format!("av innehållet: inget annat klockslag är tidigare; {check}"),
                format!("by what is in it: no other moment is earlier; {check}"),
            ),
        ),
        Guessed::Answered(true) => (
            "columns.answered".to_owned(),
            words.pick(
                format!("av innehållet: aldrig före inkommen; {check}"),
                format!("by what is in it: never before the receipt; {check}"),
            ),
        ),
        Guessed::Answered(false) => (
            "columns.answered".to_owned(),
            words
                .pick(
                    "ingen kolumn är säkert svaret, så allt räknas som obesvarat",
                    "no column is surely the answer, so that nothing counts as answered",
                )
                .to_owned(),
        ),
        Guessed::FirstOf(field) => {
            let of = |field: &Field| {
                source.columns.iter().find(|(own, _)| own == field).map(|(_, cell)| cell.as_str())
            };
            let first = of(field).unwrap_or_default();
            (
                format!("columns.{}", field.id()),
                words.pick(
                    format!("två kolumner betyder samma sak, och \"{first}\" står först; {check}"),
                    format!("two columns mean the same, and \"{first}\" stands first; {check}"),
                ),
            )
        }
        Guessed::Profile(names) => {
            let names = names.join(", ");
            (
                "profile".to_owned(),
                words.pick(
                    format!("flera passar ({names}), och den här läser flest rader"),
                    format!("several fit ({names}), and this one reads the most rows"),
                ),
            )
        }
    }
}

/// What a key of a source is set to, where that is short.
pub(super) fn value(source: &Source, key: &str) -> Option<String> {
    let column = |field| {
        let mut found = source.columns.iter().filter(|(own, _)| *own == field);
        found.next().map(|(_, cell)| format!("\"{cell}\""))
    };
    match key {
        "channel" => source.channel.map(|channel| channel.id().to_owned()),
        "origin" => source.origin.map(|origin| origin.id().to_owned()),
        "date_order" => source.date_order.map(|order| order.id().to_owned()),
        "profile" => source.profile.clone(),
        "department" => Some("\"\"".to_owned()),
        key => Field::from_id(key).and_then(column),
    }
}
