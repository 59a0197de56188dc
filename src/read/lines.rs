//! Counting lines: LF, CRLF and a lone CR each end one.
//!
//! Nothing here knows quotes: a line is what an editor shows, not what a record is.

const CR: u8 = b'\r';
const LF: u8 = b'\n';

/// How many line breaks stand in `text`; one that `text` cuts counts where it begins.
pub(super) fn breaks(text: &[u8]) -> u64 {
    let ends = memchr::memchr2_iter(CR, LF, text);
    ends.filter(|&at| !(text[at] == LF && text[..at].ends_with(&[CR]))).count() as u64
}

/// The line on which the byte at `at` stands, counted from 1.
pub(super) fn line_at(text: &[u8], at: usize) -> u64 {
    1 + breaks(&text[..at])
}

/// Where line `line` (counted from 1) starts in `text`, if it has that many lines.
pub(super) fn start_of_line(text: &[u8], line: u64) -> Option<usize> {
    let mut start = 0;
    for _ in 1..line {
        let at = start + memchr::memchr2(CR, LF, &text[start..])?;
        start = after_break(text, at);
    }
    (start < text.len()).then_some(start)
}

/// The index behind the line break that starts at `at`.
pub(super) fn after_break(text: &[u8], at: usize) -> usize {
    at + if text[at] == CR && text.get(at + 1) == Some(&LF) { 2 } else { 1 }
}

/// The first line of `text`, without its break.
pub(super) fn first_line(text: &[u8]) -> &[u8] {
    &text[..memchr::memchr2(CR, LF, text).unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The slow, obvious twin.
    fn line_by_walking(text: &[u8]) -> u64 {
        let mut line = 1;
        let mut rest = text;
        while let [first, tail @ ..] = rest {
            rest = match (first, tail) {
                (b'\r', [b'\n', after @ ..]) => {
                    line += 1;
                    after
                }
                (b'\r' | b'\n', _) => {
                    line += 1;
                    tail
                }
                _ => tail,
            };
        }
        line
    }

    #[test]
    fn lf_crlf_and_cr_each_end_one_line() {
        for (text, line) in [
            ("", 1),
            ("a", 1),
            ("a\nb", 2),
            ("a\r\nb", 2),
            ("a\rb", 2),
            ("\r\r\n\n\r", 5),
            ("\n\r\n", 3),
        ] {
            assert_eq!(line_at(text.as_bytes(), text.len()), line, "{text:?}");
            assert_eq!(line_by_walking(text.as_bytes()), line, "{text:?}");
        }
    }

    #[test]
    fn a_line_is_found_where_it_starts() {
        let text = b"a\r\n\rb\nc";
        let starts: Vec<_> = (1..=5).map(|line| start_of_line(text, line)).collect();
        assert_eq!(starts, [Some(0), Some(3), Some(4), Some(6), None]);
        assert_eq!(start_of_line(b"", 1), None);
    }

    proptest! {
        #[test]
        fn breaks_are_counted_as_by_walking(
            text in proptest::collection::vec(prop_oneof![Just(CR), Just(LF), Just(b'x')], 0..60),
        ) {
            prop_assert_eq!(line_at(&text, text.len()), line_by_walking(&text));
        }
    }
}
