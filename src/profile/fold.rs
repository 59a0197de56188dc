//! Folding: the one place that says when two spellings are the same word.
//!
//! For words that the program knows (channels, origins, column names) and those of profiles. Never for text that is
//! shown or counted: `Bår` and `Bar` are two departments.

/// `text` with everything removed in which spellings of one word differ.
///
/// Case, accents (also decomposed ones, as macOS writes them) and dots over letters go; dashes,
/// underscores, slashes, full stops, colons and all kinds of space become one space; spaces
/// at the ends go.
///
/// # Example
/// ```
/// use svarstid::normalise::fold;
/// assert_eq!(fold("  E-Tjänst "), "e tjanst");
/// assert_eq!(fold("e_tja\u{308}nst"), "e tjanst");
/// assert_eq!(fold("Ärende  nr."), "arende nr");
/// ```
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in folded(text) {
        if c != ' ' || !(out.is_empty() || out.ends_with(' ')) {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The letters of `text`, each in its plain form, without allocation; spaces are not merged.
pub(crate) fn folded(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().flat_map(char::to_lowercase).filter_map(plain)
}

/// A lower-case character in its plain form; `None` where only an accent or a mark remains.
fn plain(c: char) -> Option<char> {
    Some(match c {
        'a'..='z' | '0'..='9' => c,
        'å' | 'ä' | 'á' | 'à' | 'â' | 'ã' | 'æ' => 'a',
        'ö' | 'ó' | 'ò' | 'ô' | 'õ' | 'ø' => 'o',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'ü' | 'ú' | 'ù' | 'û' => 'u',
        '-' | '_' | '/' | '.' | ':' => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => ' ',
        // Combining accents, the soft hyphen, zero-width characters, a forgotten BOM.
        '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}' => return None,
        c if c.is_whitespace() => ' ',
        c => c,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings_of_one_word_fold_to_one_word() {
        for (spellings, expected) in [
            (&["besök", "BESÖK", "Besok", " beso\u{308}k ", "BESO\u{308}K"][..], "besok"),
            (&["förvaltning", "forvaltning", "Förvaltning:"], "forvaltning"),
            (&["a\u{30a}rende", "ärende", "arende", "\u{feff}Ärende"], "arende"),
            (&["e-post", "e\u{2011}post", "E_POST", "e post", "e\u{a0}post"], "e post"),
            (&["sociala  medier", "Sociala-medier", "sociala\tmedier"], "sociala medier"),
            (&["idé", "ide\u{301}", "IDÉ"], "ide"),
            (&["", " ", "--", "."], ""),
        ] {
            for spelling in spellings {
                assert_eq!(fold(spelling), expected, "{spelling:?}");
            }
        }
    }

    #[test]
    fn words_that_differ_in_more_than_spelling_stay_apart() {
        assert_ne!(fold("epost"), fold("e-post"));
        assert_ne!(fold("intern"), fold("internet"));
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
