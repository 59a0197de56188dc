//! Which encoding a file has, and what its first bytes give away.
//!
//! No statistics over letters: on Swedish files a guesser was never better than "valid UTF-8,
//! else Windows-1252", and was silently wrong on files that this rule makes visible.

use super::error::Foreign;

/// An encoding that contact logs come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8, plain ASCII included.
    Utf8,
    /// UTF-16 with the low byte first, as Windows writes it.
    Utf16Le,
    /// UTF-16 with the high byte first.
    Utf16Be,
    /// Windows-1252, with which ISO 8859-1 text agrees.
    Windows1252,
}

impl Encoding {
    /// Every encoding.
    pub const ALL: [Self; 4] = [Self::Utf8, Self::Utf16Le, Self::Utf16Be, Self::Windows1252];

    /// The name as `inspect` prints it and `--encoding` takes it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1252 => "windows-1252",
        }
    }

    /// The encoding called `name`; case, `-`, `_` and spaces do not matter.
    ///
    /// # Example
    /// ```
    /// use svarstid::read::Encoding;
    ///
    /// assert_eq!(Encoding::from_name("ISO-8859-1"), Some(Encoding::Windows1252));
    /// assert_eq!(Encoding::from_name("UTF8"), Some(Encoding::Utf8));
    /// assert_eq!(Encoding::from_name("ebcdic"), None);
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        let plain: String =
            name.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect();
        match plain.as_str() {
            "utf8" | "utf8bom" | "utf8sig" | "ascii" | "usascii" => Some(Self::Utf8),
            "utf16" | "utf16le" | "unicode" | "ucs2" => Some(Self::Utf16Le),
            "utf16be" => Some(Self::Utf16Be),
            "windows1252" | "cp1252" | "win1252" | "1252" | "ansi" | "latin1" | "l1"
            | "iso88591" | "88591" => Some(Self::Windows1252),
            _ => None,
        }
    }
}

/// Why a file is read in its encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EncodingReason {
    /// The user said so.
    Asked,
    /// The file begins with a byte order mark.
    ByteOrderMark,
    /// Every second byte is zero.
    ZeroBytes,
    /// So far there was only ASCII, which is the same in UTF-8 and Windows-1252.
    OnlyAscii,
    /// The first bytes that are not ASCII are all UTF-8.
    ValidUtf8,
    /// Most, not all, of the first bytes that are not ASCII are UTF-8.
    MostlyUtf8,
    /// The first bytes that are not ASCII are not UTF-8.
    NotUtf8,
}

impl EncodingReason {
    /// The reason in one English sentence.
    pub const fn description(self) -> &'static str {
        match self {
            Self::Asked => "asked for",
            Self::ByteOrderMark => "the file begins with a byte order mark",
            Self::ZeroBytes => "every second byte is zero",
            Self::OnlyAscii => "only ASCII so far",
            Self::ValidUtf8 => "the letters beyond ASCII are valid UTF-8",
            Self::MostlyUtf8 => "most of the letters beyond ASCII are valid UTF-8",
            Self::NotUtf8 => "the letters beyond ASCII are not UTF-8",
        }
    }
}

/// What the first bytes of a file say about its encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Opening {
    /// The encoding, if the opening settles it.
    pub(super) settled: Option<(Encoding, EncodingReason)>,
    /// How long the byte order mark is; 0 if there is none.
    pub(super) mark: usize,
}

/// Looks at the first bytes of a file; `asked` is what the user says.
pub(super) fn look(start: &[u8], asked: Option<Encoding>) -> Result<Opening, Foreign> {
    match signature(start) {
        Some(foreign) => Err(foreign),
        None if is_markup(start) => Err(Foreign::Markup),
        None => settle(start, asked),
    }
}

/// What the first bytes of text settle, whatever the text is; an error if it is none.
pub(super) fn settle(start: &[u8], asked: Option<Encoding>) -> Result<Opening, Foreign> {
    let marked = [
        (&b"\xEF\xBB\xBF"[..], Encoding::Utf8),
        (b"\xFF\xFE", Encoding::Utf16Le),
        (b"\xFE\xFF", Encoding::Utf16Be),
    ]
    .into_iter()
    .find(|(mark, _)| start.starts_with(mark))
    .map(|(mark, encoding)| (mark.len(), encoding));
    let mark = match (marked, asked) {
        (Some((length, encoding)), Some(asked)) if encoding == asked => length,
        // No text in Windows-1252 begins with `ï»¿`.
        (Some((length, Encoding::Utf8)), Some(Encoding::Windows1252)) => length,
        (Some((length, _)), None) => length,
        _ => 0,
    };
    let settled = match (asked, marked) {
        (Some(asked), _) => Some((asked, EncodingReason::Asked)),
        (None, Some((_, encoding))) => Some((encoding, EncodingReason::ByteOrderMark)),
        (None, None) => utf16_by_zeros(start).map(|found| (found, EncodingReason::ZeroBytes)),
    };
    let wide = matches!(settled, Some((Encoding::Utf16Le | Encoding::Utf16Be, _)));
    if !wide && has_zeros(start) {
        return Err(Foreign::ZeroBytes);
    }
    Ok(Opening { settled, mark })
}

/// What the file is, if its first bytes are the signature of something that is not text.
pub(super) fn signature(start: &[u8]) -> Option<Foreign> {
    const SIGNATURES: [(&[u8], Foreign); 9] = [
        (b"PK\x03\x04", Foreign::Zip),
        (b"PK\x05\x06", Foreign::Zip),
        (b"\xD0\xCF\x11\xE0", Foreign::Ole),
        (b"%PDF-", Foreign::Pdf),
        (b"\x1F\x8B", Foreign::Gzip),
        (b"\x89PNG", Foreign::Image),
        (b"\xFF\xD8\xFF", Foreign::Image),
        (b"GIF8", Foreign::Image),
        (b"II*\0", Foreign::Image),
    ];
    let found = SIGNATURES.into_iter().find(|(bytes, _)| start.starts_with(bytes));
    found.map(|(_, foreign)| foreign)
}

/// Whether the file begins as HTML or XML does.
fn is_markup(start: &[u8]) -> bool {
    const MARKUP: [&[u8]; 4] = [b"<!doctype", b"<html", b"<table", b"<?xml"];
    let text = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
    MARKUP
        .into_iter()
        .any(|tag| text.get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag)))
}

/// UTF-16 without a mark: in Latin text, the high byte of nearly every character is zero.
fn utf16_by_zeros(start: &[u8]) -> Option<Encoding> {
    let pairs = start.chunks_exact(2).len();
    let zeros = |which: usize| start.chunks_exact(2).filter(|pair| pair[which] == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    let nearly_all = |count: usize| pairs > 0 && count * 10 >= pairs * 7;
    let nearly_none = |count: usize| count * 5 <= pairs;
    match () {
        () if nearly_all(second) && nearly_none(first) => Some(Encoding::Utf16Le),
        () if nearly_all(first) && nearly_none(second) => Some(Encoding::Utf16Be),
        () => None,
    }
}

/// Whether zeros stand where no text has them: on the first line, or more than one in 32 bytes.
/// A lone zero further down only makes its record undecodable.
fn has_zeros(start: &[u8]) -> bool {
    let zeros = memchr::memchr_iter(0, start).count();
    zeros * 32 > start.len() || super::lines::first_line(start).contains(&0)
}

/// The encoding of text whose first bytes beyond ASCII stand at the start of `window`.
///
/// Valid sequences are weighed against stray bytes, because one pasted line in the other
/// encoding must not turn every å, ä and ö of the file into something else.
pub(super) fn weigh(window: &[u8]) -> (Encoding, EncodingReason) {
    let (mut sequences, mut strays) = (0_usize, 0_usize);
    for chunk in window.utf8_chunks() {
        sequences += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        strays += usize::from(!chunk.invalid().is_empty());
    }
    // The window may cut its last sequence.
    let cut = window.utf8_chunks().last().is_some_and(|chunk| is_cut(chunk.invalid()));
    match (sequences, strays - usize::from(cut)) {
        (0, _) => (Encoding::Windows1252, EncodingReason::NotUtf8),
        (_, 0) => (Encoding::Utf8, EncodingReason::ValidUtf8),
        (sequences, strays) if sequences >= strays => (Encoding::Utf8, EncodingReason::MostlyUtf8),
        _ => (Encoding::Windows1252, EncodingReason::NotUtf8),
    }
}

/// Whether `bytes` are the beginning of a UTF-8 sequence that more bytes could complete.
pub(super) fn is_cut(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes)
        .is_err_and(|error| error.valid_up_to() == 0 && error.error_len().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_is_found_by_its_own_name() {
        for encoding in Encoding::ALL {
            assert_eq!(Encoding::from_name(encoding.id()), Some(encoding));
        }
    }

    #[test]
    fn the_opening_settles_what_it_can() {
        use EncodingReason::{Asked, ByteOrderMark, ZeroBytes};
        type Case = (&'static [u8], Option<Encoding>, Option<(Encoding, EncodingReason)>, usize);
        let table: [Case; 8] = [
            (b"id;kanal", None, None, 0),
            (b"\xEF\xBB\xBFid", None, Some((Encoding::Utf8, ByteOrderMark)), 3),
            (b"\xFF\xFEi\0d\0", None, Some((Encoding::Utf16Le, ByteOrderMark)), 2),
            (b"\xFE\xFF\0i\0d", None, Some((Encoding::Utf16Be, ByteOrderMark)), 2),
            (b"i\0d\0;\0", None, Some((Encoding::Utf16Le, ZeroBytes)), 0),
            (b"\0i\0d\0;", None, Some((Encoding::Utf16Be, ZeroBytes)), 0),
            (
                b"\xEF\xBB\xBFid",
                Some(Encoding::Windows1252),
                Some((Encoding::Windows1252, Asked)),
                3,
            ),
            (b"", None, None, 0),
        ];
        for (start, asked, settled, mark) in table {
            assert_eq!(look(start, asked), Ok(Opening { settled, mark }), "{start:?}");
        }
    }

    #[test]
    fn what_is_not_text_is_called_by_its_name() {
        for (start, foreign) in [
            (&b"PK\x03\x04\x14\0"[..], Foreign::Zip),
            (b"\xD0\xCF\x11\xE0\xA1\xB1", Foreign::Ole),
            (b"%PDF-1.7\n", Foreign::Pdf),
            (b"\x1F\x8B\x08", Foreign::Gzip),
            (b"\x89PNG\r\n\x1A\n", Foreign::Image),
            (b"\n <TABLE border=1>", Foreign::Markup),
            (b"\x7FELF\x02\x01\x01\0\0\0\0\0", Foreign::ZeroBytes),
        ] {
            assert_eq!(look(start, None), Err(foreign));
        }
    }

    #[test]
    fn one_zero_below_the_first_line_leaves_the_file_readable() {
        let text = format!("id;kanal\n1;tele\0fon\n{}", "2;sms\n".repeat(20));
        assert!(look(text.as_bytes(), None).is_ok());
    }

    #[test]
    fn the_first_letters_beyond_ascii_decide_by_majority() {
        use EncodingReason::{MostlyUtf8, NotUtf8, ValidUtf8};
        for (window, found) in [
            ("åäö".as_bytes(), (Encoding::Utf8, ValidUtf8)),
            (b"\xE5\xE4\xF6", (Encoding::Windows1252, NotUtf8)),
            ("åä\u{f6}".as_bytes(), (Encoding::Utf8, ValidUtf8)),
            (b"\xE5ngel \xC3\xA5 \xC3\xA4 \xC3\xB6", (Encoding::Utf8, MostlyUtf8)),
            // `SJÖ”` in Windows-1252 happens to be a valid sequence.
            (b"SJ\xD6\x94 i \xE5r och \xF6vrigt", (Encoding::Windows1252, NotUtf8)),
            (b"\xC3\xA5 och \xC3", (Encoding::Utf8, ValidUtf8)),
            (b"\xC3", (Encoding::Windows1252, NotUtf8)),
        ] {
            assert_eq!(weigh(window), found, "{window:?}");
        }
    }
}
