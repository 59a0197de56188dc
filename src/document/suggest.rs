//! Suggestions: what somebody may have meant, and how a message shows what they wrote.

/// `text` in quotes, without control characters and not longer than a line.
pub(crate) fn shown(text: &str) -> String {
    const MOST_CHARS: usize = 60;
    let mut chars = text.chars();
    let start: String = chars.by_ref().take(MOST_CHARS).collect();
    let rest = if chars.next().is_some() { "…" } else { "" };
    format!("{:?}{rest}", start)
}

/// The texts in quotes, with commas between them.
pub(crate) fn listed<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    texts.into_iter().map(shown).collect::<Vec<_>>().join(", ")
}

/// The meaning of the spelling nearest to `word`, when one is near.
///
/// `spellings` are pairs of what people may write and what it means here.
pub(crate) fn nearest<'a>(
    word: &str,
    spellings: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Option<&'a str> {
    // Nobody's typo is a page long, and the distance takes the product of the lengths.
    const MOST_BYTES: usize = 100;
    if word.len() > MOST_BYTES {
        return None;
    }
    let word = word.trim().to_lowercase();
    // A third of the letters wrong is a typo; more is another word.
    let most = (word.chars().count() / 3).max(1);
    spellings
        .into_iter()
        .map(|(spelling, meaning)| {
            (strsim::damerau_levenshtein(&word, &spelling.to_lowercase()), meaning)
        })
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, meaning)| meaning)
}

/// How a complaint about an unknown word ends: the suggestion, else everything that is known.
pub(crate) fn instead<'a>(
    word: &str,
    spellings: impl IntoIterator<Item = (&'a str, &'a str)>,
    known: impl IntoIterator<Item = &'a str>,
) -> String {
    match nearest(word, spellings) {
        Some(meant) => format!("did you mean {}?", shown(meant)),
        None => format!("known: {}", listed(known)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_word_is_suggested_and_a_far_one_lists_what_is_known() {
        let known = ["within", "until"];
        let end = |word| instead(word, known.map(|k| (k, k)), known);
        assert_eq!(end("witin"), "did you mean \"within\"?");
        assert_eq!(end("UNTILL"), "did you mean \"until\"?");
        assert_eq!(end("deadline"), "known: \"within\", \"until\"");
        assert_eq!(end(""), "known: \"within\", \"until\"");
        assert_eq!(end(&"within".repeat(100_000)), "known: \"within\", \"until\"");
    }

    #[test]
    fn what_is_shown_is_one_short_line() {
        assert_eq!(shown("a\n\u{1b}\"å"), "\"a\\n\\u{1b}\\\"å\"");
        assert!(shown(&"x".repeat(1000)).chars().count() < 70);
    }
}
