//! Function boxes: mailboxes that are called as a function and not as a person.

use crate::profile::fold::fold;

/// Words that names of functions consist of, folded.
const WORDS: [&str; 96] = [
    "kommun",
    "kommunen",
    "stad",
    "staden",
    "info",
    "information",
    "kontakt",
    "kontakta",
    "service",
    "servicecenter",
    "kontaktcenter",
    "kontaktcentrum",
    "medborgarservice",
    "medborgarkontor",
    "kundcenter",
    "kundservice",
    "kundtjanst",
    "reception",
    "receptionen",
    "vaxel",
    "vaxeln",
    "registrator",
    "registratur",
    "diarium",
    "diariet",
    "arkiv",
    "arkivet",
    "post",
    "brev",
    "bygg",
    "bygglov",
    "miljo",
    "halsa",
    "plan",
    "gata",
    "gator",
    "park",
    "trafik",
    "skola",
    "forskola",
    "skolskjuts",
    "utbildning",
    "barnomsorg",
    "social",
    "socialtjanst",
    "socialtjansten",
    "socialjour",
    "omsorg",
    "aldreomsorg",
    "hemtjanst",
    "lss",
    "familj",
    "bibliotek",
    "biblioteket",
    "kultur",
    "kulturskolan",
    "fritid",
    "turism",
    "turist",
    "overformyndare",
    "overformyndaren",
    "val",
    "upphandling",
    "inkop",
    "faktura",
    "fakturor",
    "ekonomi",
    "lon",
    "personal",
    "hr",
    "it",
    "itsupport",
    "support",
    "helpdesk",
    "jobb",
    "rekrytering",
    "press",
    "kommunikation",
    "webb",
    "webmaster",
    "webbmaster",
    "synpunkt",
    "synpunkter",
    "felanmalan",
    "fastighet",
    "lokalbokning",
    "bokning",
    "renhallning",
    "avfall",
    "va",
    "vatten",
    "drift",
    "teknik",
    "naringsliv",
    "dataskydd",
    "dataskyddsombud",
];

/// Ends of names of functions, folded.
const ENDS: [&str; 12] = [
    "namnd",
    "namnden",
    "kontor",
    "kontoret",
    "forvaltning",
    "forvaltningen",
    "enhet",
    "enheten",
    "avdelning",
    "avdelningen",
    "kansli",
    "kansliet",
];

/// Words that only stand between others.
const BETWEEN: [&str; 4] = ["och", "o", "for", "i"];

/// Whether the local part of an address is the name of a function: every word of it is one that
/// functions are called by.
///
/// People are called Park and Val too, so one word among others is not enough.
pub(super) fn is_function(local: &str) -> bool {
    let folded = fold(local);
    let mut words = folded
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty() && !BETWEEN.contains(word))
        .peekable();
    words.peek().is_some() && words.all(is_word)
}

fn is_word(word: &str) -> bool {
    WORDS.contains(&word) || ENDS.iter().any(|end| word.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_is_called_by_nothing_but_functions() {
        for (local, expected) in [
            ("kommun", true),
            ("servicecenter", true),
            ("Bygg.och.miljo", true),
            ("byggnadsnämnden", true),
            ("miljo-halsa", true),
            ("info2", true),
            ("kommunstyrelsens_kansli", false),
            ("anna.park", false),
            ("anna.berg", false),
            ("anbe01", false),
            ("val", true),
            ("okand", false),
            ("", false),
            ("2026", false),
        ] {
            assert_eq!(is_function(local), expected, "{local}");
        }
    }
}
