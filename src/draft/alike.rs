//! Likeness: words of a log that nobody knows and that are like known ones.

use std::collections::BTreeMap;

use crate::contact::{Channel, Origin};
use crate::profile::fold::fold;

/// Parts of words that tell a channel, folded; e-post comes before the post.
pub(super) const CHANNELS: [(Channel, &[&str]); 8] = [
    (Channel::Sms, &["sms"]),
    (Channel::Email, &["epost", "e post", "mejl", "mail"]),
    (Channel::Phone, &["telefon", "samtal", "phone", "ringt"]),
    (Channel::Chat, &["chat"]),
    (Channel::Web, &["webb", "formular", "e tjanst", "etjanst"]),
    (Channel::Letter, &["brev"]),
    (Channel::Visit, &["besok"]),
    (Channel::Social, &["facebook", "instagram"]),
];

/// Parts of words that tell an origin, folded; what is not external comes first.
pub(super) const ORIGINS: [(Origin, &[&str]); 2] = [
    (Origin::Internal, &["intern", "medarbetar", "anstalld", "kolleg", "personal"]),
    (Origin::External, &["extern", "kund", "medborgar", "invanar", "foretag", "allmanhet"]),
];

/// Rows that have a word before it is more than a slip.
pub(super) const NO_SLIP: u64 = 3;

/// The words that are like known ones with what they mean, and in how many rows they are; and in
/// how many rows the others are. A word that is like two is like none.
pub(super) fn understood<'w, T: Copy>(
    words: impl Iterator<Item = &'w (String, u64)>,
    table: &[(T, &[&str])],
) -> (Vec<(String, T)>, u64, u64) {
    let mut found: Vec<(String, T)> = Vec::new();
    let (mut guessed, mut unknown) = (0, 0);
    let mut counts: BTreeMap<&String, u64> = BTreeMap::new();
    for (word, count) in words {
        *counts.entry(word).or_default() += count;
    }
    for (word, count) in counts {
        let folded = fold(word);
        let mut fitting =
            table.iter().filter(|(_, parts)| parts.iter().any(|part| folded.contains(part)));
        match (fitting.next(), fitting.next()) {
            (Some((meaning, _)), None) if count >= NO_SLIP => {
                guessed += count;
                found.push((word.clone(), *meaning));
            }
            _ => unknown += count,
        }
    }
    (found, guessed, unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_guessed_where_it_is_like_one_meaning_and_no_slip() {
        let words = [
            ("Telefonkö", 9),
            ("Brevduva", 2),
            ("Mejlbrev", 5),
            ("Kundmejl", 2),
            ("Kundmejl", 1),
            ("Fax", 40),
        ];
        let words = words.map(|(word, count)| (word.to_owned(), count));
        let (found, guessed, unknown) = understood(words.iter(), &CHANNELS);
        let expected = [("Kundmejl", Channel::Email), ("Telefonkö", Channel::Phone)];
        assert_eq!(found, expected.map(|(word, channel)| (word.to_owned(), channel)));
        assert_eq!((guessed, unknown), (12, 47));
    }
}
