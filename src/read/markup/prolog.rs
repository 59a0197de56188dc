//! What the beginning of an XML document tells without reading the rest: its encoding and the
//! name of its root.
//!
//! Lenient, since it also looks at files that turn out to be something else.

use std::borrow::Cow;

use encoding_rs::Encoding;

use crate::read::error::ReadError;
use crate::read::malformed::Malformed;
use crate::read::whole;

/// Bytes in which the declaration and the root are looked for.
const BEGINNING: usize = 1 << 16;

/// The encoding that the XML declaration names; `None` where it names none.
pub(super) fn declared(bytes: &[u8]) -> Result<Option<&'static Encoding>, ReadError> {
    let end = memchr::memchr(b'>', &bytes[..bytes.len().min(1024)]).unwrap_or(0);
    let label = std::str::from_utf8(&bytes[..end])
        .ok()
        .and_then(|text| text.strip_prefix("<?xml"))
        .and_then(|text| text.split_once("encoding"))
        .and_then(|(_, value)| value.trim_start().strip_prefix('='))
        .and_then(|value| value.split(['"', '\'']).nth(1));
    let Some(label) = label else {
        return Ok(None);
    };
    match Encoding::for_label_no_replacement(label.as_bytes()) {
        // What could be read byte by byte is not UTF-16, whatever the program says that wrote it.
        Some(found) if found == encoding_rs::UTF_16LE || found == encoding_rs::UTF_16BE => Ok(None),
        Some(found) => Ok(Some(found)),
        None => {
            let label = label.chars().take(40).collect();
            Err(Malformed::UnknownEncoding { label }.into())
        }
    }
}

/// The local name of the root element of the XML document that begins with `bytes`; `None`
/// where they begin no such document.
///
/// # Example
/// ```
/// use svarstid::read::root_name;
/// let beginning = b"<?xml version='1.0'?>\n<!-- made by x --><e:erms xmlns:e='u'><control>";
/// assert_eq!(root_name(beginning).as_deref(), Some("erms"));
/// assert_eq!(root_name(b"id;kanal\n"), None);
/// ```
pub fn root_name(bytes: &[u8]) -> Option<String> {
    let bytes = &bytes[..bytes.len().min(BEGINNING)];
    let text: Cow<'_, str> = match whole::wide_or_marked(bytes) {
        Some((encoding, mark)) => encoding.decode_without_bom_handling(&bytes[mark..]).0,
        // Names beyond ASCII are rare enough to be read as UTF-8 only.
        None => String::from_utf8_lossy(bytes),
    };
    let mut rest = text.trim_start();
    loop {
        let after = if let Some(comment) = rest.strip_prefix("<!--") {
            comment.split_once("-->")?.1
        } else if let Some(instruction) = rest.strip_prefix("<?") {
            instruction.split_once("?>")?.1
        } else if rest.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype")) {
            behind_doctype(rest)?
        } else {
            break;
        };
        rest = after.trim_start();
    }
    let tag = rest.strip_prefix('<')?;
    let end = tag.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?;
    let name = tag[..end].rsplit(':').next()?;
    name.starts_with(|c: char| c.is_alphabetic() || c == '_').then(|| name.to_owned())
}

/// What follows a document type declaration, whose own declarations stand in brackets.
fn behind_doctype(text: &str) -> Option<&str> {
    let end = text.find(['[', '>'])?;
    if text[end..].starts_with('>') {
        return Some(&text[end + 1..]);
    }
    let (_, rest) = text[end..].split_once(']')?;
    Some(rest.trim_start().strip_prefix('>').unwrap_or(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_declaration_names_the_encoding() {
        use encoding_rs::{UTF_8, WINDOWS_1252};
        for (start, found) in [
            (&b"<a/>"[..], None),
            (b"<?xml version='1.0'?><a encoding='utf-8'/>", None),
            (b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>", Some(UTF_8)),
            (b"<?xml version='1.0' encoding = 'iso-8859-1' ?>", Some(WINDOWS_1252)),
            (b"<?xml version='1.0' encoding='Windows-1252'?>", Some(WINDOWS_1252)),
            (b"<?xml version='1.0' encoding='utf-16'?>", None),
            (b"<?xml version='1.0' encoding='utf-8", None),
            (b"<?xml encoding=?>", None),
            (b"", None),
        ] {
            assert_eq!(declared(start).unwrap(), found, "{start:?}");
        }
        let error = declared(b"<?xml version='1.0' encoding='ebcdic'?>").unwrap_err();
        assert!(error.to_string().contains("\"ebcdic\""), "{error}");
    }

    #[test]
    fn the_root_is_named_without_reading_the_rest() {
        let wide: Vec<u8> =
            "\u{feff}<smses count='1'>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (start, name) in [
            (&b"<a/>"[..], Some("a")),
            (b"\xEF\xBB\xBF \r\n<x:a>", Some("a")),
            (b"<!DOCTYPE a SYSTEM 'a.dtd'><a>", Some("a")),
            (b"<!DOCTYPE a [ <!ENTITY b '>'> ]>\n<a>", Some("a")),
            (b"<?xml-stylesheet href='x'?><!-- <b> --><smses\n count='1'>", Some("smses")),
            (&wide, Some("smses")),
            (b"<a", None),
            (b"<1>", None),
            (b"<", None),
            (b"<!-- ", None),
            (b"{}", None),
            (b"\0\0\0", None),
            (b"", None),
        ] {
            assert_eq!(root_name(start).as_deref(), name, "{start:?}");
        }
    }
}
