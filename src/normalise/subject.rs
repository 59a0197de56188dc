//! Subjects: what mails of one conversation have in common there.

use icu_normalizer::ComposingNormalizer;

/// What mail programs put in front of a subject when they answer, forward or answer by
/// themselves; folded to lower case, without the colon.
const PREFIXES: [&str; 28] = [
    "sv",
    "svar",
    "re",
    "aw",
    "antw",
    "antwort",
    "odp",
    "vs",
    "vb",
    "fw",
    "fwd",
    "vl",
    "wg",
    "tr",
    "rv",
    "ang",
    "vidarebefordrat",
    "vidarebefordran",
    "vidarebefordrar",
    "forward",
    "forwarded",
    "automatiskt svar",
    "autosvar",
    "automatic reply",
    "auto reply",
    "autoreply",
    "frånvaro",
    "out of office",
];

/// The longest tag in brackets that may be taken off.
const LONGEST_TAG: usize = 60;

/// Writes `subject` without what mail programs put in front of it to `out`, which it empties
/// before: lower case, composed (NFC), white space collapsed.
///
/// Tags in brackets at the beginning (`[EXTERNT]`, `[namn-på-lista]`) go as well, unless they
/// have a digit: `[#4711]` tells one question from another.
pub(super) fn normal(subject: &str, out: &mut String) {
    out.clear();
    let lower: String = subject.chars().flat_map(char::to_lowercase).collect();
    let composed = ComposingNormalizer::new_nfc().normalize(&lower);
    let mut rest: &str = composed.trim_start();
    while let Some(shorter) = without_prefix(rest).or_else(|| without_tag(rest)) {
        rest = shorter.trim_start();
    }
    for word in rest.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
}

/// `fråga` of `sv: fråga`, `re[2]: fråga` or `fw (3) : fråga`.
fn without_prefix(text: &str) -> Option<&str> {
    let (before, rest) = text.split_once([':', '\u{ff1a}'])?;
    let mut word = before.trim_end();
    for (open, close) in [('[', ']'), ('(', ')')] {
        if let Some((start, count)) =
            word.strip_suffix(close).and_then(|text| text.rsplit_once(open))
            && !count.is_empty()
            && count.bytes().all(|byte| byte.is_ascii_digit())
        {
            word = start.trim_end();
        }
    }
    PREFIXES.contains(&word).then_some(rest)
}

/// `fråga` of `[externt] fråga`.
fn without_tag(text: &str) -> Option<&str> {
    let (tag, rest) = text.strip_prefix('[')?.split_once(']')?;
    let is_tag = tag.len() <= LONGEST_TAG && !tag.contains('[') && !tag.contains(char::is_numeric);
    is_tag.then_some(rest)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn normal_of(subject: &str) -> String {
        let mut out = "left over".to_owned();
        normal(subject, &mut out);
        out
    }

    #[test]
    fn a_subject_is_the_same_however_often_it_was_answered_and_forwarded() {
        for subject in [
            "Fråga om bygglov",
            "  FRÅGA  om\u{a0}bygglov ",
            "Fra\u{30a}ga om bygglov",
            "SV: Fråga om bygglov",
            "Sv: VB: Fråga om bygglov",
            "RE:RE:Re: Fråga om bygglov",
            "Re[2]: Fråga om bygglov",
            "RE (3): Fråga om bygglov",
            "RE : Fråga om bygglov",
            "Re\u{ff1a}Fråga om bygglov",
            "Fwd: FW: AW: WG: TR: Fråga om bygglov",
            "Automatiskt svar: Fråga om bygglov",
            "Vidarebefordrat: Svar: Fråga om bygglov",
            "[EXTERNT] Fråga om bygglov",
            "SV: [Externt] [kultur-listan] VB: [EXTERN AVSÄNDARE]Fråga om bygglov",
        ] {
            assert_eq!(normal_of(subject), "fråga om bygglov", "{subject}");
        }
    }

    #[test]
    fn what_belongs_to_the_subject_stays() {
        for (subject, expected) in [
            ("Svarstid: bygglov", "svarstid: bygglov"),
            ("Möte: re: budget", "möte: re: budget"),
            ("[#4711] Fråga", "[#4711] fråga"),
            ("SV: [Ärende 12] Fråga", "[ärende 12] fråga"),
            ("Fråga [externt]", "fråga [externt]"),
            ("Re[b]: fråga", "re[b]: fråga"),
            ("[ fråga", "[ fråga"),
            ("Re", "re"),
        ] {
            assert_eq!(normal_of(subject), expected, "{subject}");
        }
    }

    #[test]
    fn nothing_is_left_of_a_subject_that_says_nothing() {
        for subject in ["", "  ", "SV:", "Re: ", "[EXTERNT]", "SV: [extern] VB:"] {
            assert_eq!(normal_of(subject), "", "{subject}");
        }
    }

    proptest! {
        #[test]
        fn normalising_twice_is_normalising_once(
            subject in "((SV|Re|VB)(\\[2\\])?: ?|\\[[a-z]{1,4}\\] ?){0,4}\\PC{0,12}",
        ) {
            let once = normal_of(&subject);
            prop_assert_eq!(normal_of(&once), once);
        }
    }
}
