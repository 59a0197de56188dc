//! A whole XML or JSON document as text.
//!
//! Bytes that the encoding does not know are an error: a document with a hole in its syntax
//! cannot be told from a broken one.

use std::borrow::Cow;

use encoding_rs::Encoding;

use super::error::ReadError;
use super::lines::line_at;
use super::malformed::{Malformed, Notation};

/// Bytes that a document may have, since all of it is held in memory.
pub(super) const LARGEST: usize = 1 << 30;

/// The text of a document, without a byte order mark. A mark decides the encoding, then zero
/// bytes, then what the document `declared`, then UTF-8.
pub(super) fn text<'b>(
    bytes: &'b [u8],
    form: Notation,
    declared: Option<&'static Encoding>,
) -> Result<Cow<'b, str>, ReadError> {
    if bytes.len() > LARGEST {
        return Err(Malformed::TooLarge { what: "bytes", limit: LARGEST }.into());
    }
    let (encoding, mark) =
        wide_or_marked(bytes).unwrap_or((declared.unwrap_or(encoding_rs::UTF_8), 0));
    let bytes = &bytes[mark..];
    let undecodable =
        |line| Malformed::Undecodable { form, encoding: encoding.name(), line }.into();
    if encoding == encoding_rs::UTF_8 {
        return match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.into()),
            Err(error) => Err(undecodable(Some(line_at(bytes, error.valid_up_to())))),
        };
    }
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .ok_or_else(|| undecodable(None))
}

/// The encoding that a byte order mark or zero bytes give away, and how long the mark is.
pub(super) fn wide_or_marked(bytes: &[u8]) -> Option<(&'static Encoding, usize)> {
    if let Some(marked) = Encoding::for_bom(bytes) {
        return Some(marked);
    }
    // Both begin with an ASCII character.
    match bytes {
        [0, second, ..] if *second != 0 => Some((encoding_rs::UTF_16BE, 0)),
        [first, 0, ..] if *first != 0 => Some((encoding_rs::UTF_16LE, 0)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_decides_then_zero_bytes_then_what_is_declared() {
        use encoding_rs::{UTF_8, WINDOWS_1252};
        let table: [(&[u8], Option<&'static Encoding>, &str); 8] = [
            ("å".as_bytes(), None, "å"),
            (b"\xEF\xBB\xBF\xC3\xA5", Some(WINDOWS_1252), "å"),
            (b"\xFF\xFE\xE5\0", Some(UTF_8), "å"),
            (b"\xFE\xFF\0\xE5", None, "å"),
            (b"<\0\xE5\0", None, "<å"),
            (b"\0<\0\xE5", None, "<å"),
            (b"<\xE5", Some(WINDOWS_1252), "<å"),
            (b"", None, ""),
        ];
        for (bytes, declared, expected) in table {
            assert_eq!(text(bytes, Notation::Xml, declared).unwrap(), expected, "{bytes:?}");
        }
    }

    #[test]
    fn bytes_that_the_encoding_does_not_know_are_an_error_with_their_line() {
        let error = text(b"{\n\"a\": \"\xE5\"}", Notation::Json, None).unwrap_err();
        assert_eq!(error.line(), Some(2));
        assert!(error.to_string().contains("not UTF-8"), "{error}");
        let lone_surrogate = text(b"{\0\x00\xD8}\0", Notation::Json, None).unwrap_err();
        assert!(lone_surrogate.to_string().contains("not UTF-16LE"), "{lone_surrogate}");
    }
}
