//! The headers of a mail as text, cut off from what follows them.

use std::borrow::Cow;

/// Bytes of headers that are kept; a mail to ten thousand has a tenth of it.
const MOST: usize = 4 << 20;

/// The lines of a mail up to its first blank one.
#[derive(Debug, Default)]
pub(super) struct Head {
    bytes: Vec<u8>,
    is_ended: bool,
}

impl Head {
    /// The headers of a whole mail. The separator of a mailbox may stand above them.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut head = Self::default();
        let mut rest = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
        if rest.starts_with(b"From ") {
            rest = &rest[line_end(rest)..];
        }
        while !rest.is_empty() && !head.is_ended {
            let (line, after) = rest.split_at(line_end(rest));
            head.add(line);
            rest = after;
        }
        head
    }

    /// Takes a line with its end, while it is one of the headers.
    pub(super) fn add(&mut self, line: &[u8]) {
        if self.is_ended || matches!(line, b"\n" | b"\r\n" | b"\r" | b"") {
            self.is_ended = true;
            return;
        }
        // A mailbox within a mailbox leaves its separator among the headers.
        if !line.starts_with(b">From ") && self.bytes.len() + line.len() <= MOST {
            self.bytes.extend_from_slice(line);
        }
    }

    /// The headers, and the blank line that the parser wants. Bytes that are not UTF-8 are
    /// taken for Windows-1252, as mail programs do.
    pub(super) fn text(&self) -> String {
        let text: Cow<'_, str> = match std::str::from_utf8(&self.bytes) {
            Ok(text) => text.into(),
            Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(&self.bytes).0,
        };
        format!("{text}\r\n\r\n")
    }
}

/// Where the first line of `bytes` ends, its end included.
fn line_end(bytes: &[u8]) -> usize {
    memchr::memchr(b'\n', bytes).map_or(bytes.len(), |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_the_headers_is_cut_off() {
        for (mail, headers) in [
            (&b"A: 1\r\nB: 2\r\n\r\nbody\r\n"[..], "A: 1\r\nB: 2\r\n"),
            (b"A: 1\nB: 2\n\nbody", "A: 1\nB: 2\n"),
            (b"\xEF\xBB\xBF\r\n\nA: 1\n\nbody", "A: 1\n"),
            (b"From a@b Mon Mar  2 08:00:00 2026\nA: 1\n>From x\nB: 2\n\nb", "A: 1\nB: 2\n"),
            (b"A: 1", "A: 1"),
            (b"A: \xC3\xA5", "A: å"),
            (b"A: \xE5", "A: å"),
            (b"", ""),
        ] {
            assert_eq!(Head::of(mail).text(), format!("{headers}\r\n\r\n"), "{mail:?}");
        }
    }

    #[test]
    fn headers_without_end_are_not_kept_without_end() {
        let mail = b"A: 1\n".repeat(MOST / 5 + 9);
        assert!(Head::of(&mail).bytes.len() <= MOST);
    }
}
