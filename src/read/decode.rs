//! Turning bytes of one encoding into UTF-8, block by block.
//!
//! What an encoding does not know becomes U+FFFD and is remembered with its place, because a
//! U+FFFD that the file itself holds is no fault of this reading.

use std::collections::VecDeque;

use super::encoding::{Encoding, is_cut};

const REPLACEMENT: &[u8] = "\u{FFFD}".as_bytes();

/// Where the decoded text has something its encoding does not know: ascending offsets.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks(VecDeque<u64>);

impl Marks {
    pub(super) fn push(&mut self, offset: u64) {
        self.0.push_back(offset);
    }

    /// Adds offsets that may lie between those from `from` on.
    pub(super) fn merge(&mut self, offsets: impl Iterator<Item = u64>) {
        let before = self.0.len();
        self.0.extend(offsets);
        if self.0.len() > before {
            self.0.make_contiguous().sort_unstable();
        }
    }

    /// The first one, or the largest number if there is none.
    #[inline]
    pub(super) fn first(&self) -> u64 {
        self.0.front().copied().unwrap_or(u64::MAX)
    }

    /// Takes those below `end` out, counted from `begin`; those below `begin` are forgotten.
    pub(super) fn take_below(&mut self, begin: u64, end: u64) -> Self {
        self.drop_below(begin);
        let below = self.0.partition_point(|offset| *offset < end);
        Self(self.0.drain(..below).map(|offset| offset - begin).collect())
    }

    /// Those from `begin` on, counted from there.
    pub(super) fn from(self, begin: u64) -> impl Iterator<Item = u64> {
        self.0.into_iter().filter_map(move |offset| offset.checked_sub(begin))
    }

    /// Forgets those below `offset`.
    pub(super) fn drop_below(&mut self, offset: u64) {
        while self.first() < offset {
            self.0.pop_front();
        }
    }
}

/// Appends `bytes` to `text` as UTF-8 and says how many bytes were used: all of them, unless the
/// last character is cut and `ended` says that more can come.
///
/// `base` is the offset in the decoded text of the first byte of `text`.
pub(super) fn append(
    encoding: Encoding,
    bytes: &[u8],
    ended: bool,
    text: &mut Vec<u8>,
    base: u64,
    marks: &mut Marks,
) -> usize {
    let mut replace = |text: &mut Vec<u8>| {
        marks.push(base + text.len() as u64);
        text.extend_from_slice(REPLACEMENT);
    };
    match encoding {
        Encoding::Utf8 => append_utf8(bytes, ended, text, replace),
        Encoding::Windows1252 => {
            let mut rest = bytes;
            loop {
                let (ascii, beyond) = rest.split_at(encoding_rs::Encoding::ascii_valid_up_to(rest));
                text.extend_from_slice(ascii);
                let Some((&byte, after)) = beyond.split_first() else { return bytes.len() };
                match windows_1252(byte) {
                    Some(letter) => push(text, letter),
                    None => replace(text),
                }
                rest = after;
            }
        }
        Encoding::Utf16Le => append_utf16(bytes, ended, u16::from_le_bytes, text, replace),
        Encoding::Utf16Be => append_utf16(bytes, ended, u16::from_be_bytes, text, replace),
    }
}

fn append_utf8(
    bytes: &[u8],
    ended: bool,
    text: &mut Vec<u8>,
    mut replace: impl FnMut(&mut Vec<u8>),
) -> usize {
    let mut used = 0;
    for chunk in bytes.utf8_chunks() {
        let (valid, invalid) = (chunk.valid().as_bytes(), chunk.invalid());
        text.extend_from_slice(valid);
        used += valid.len();
        if used + invalid.len() == bytes.len() && is_cut(invalid) && !ended {
            return used;
        }
        if !invalid.is_empty() {
            replace(text);
        }
        used += invalid.len();
    }
    used
}

fn append_utf16(
    bytes: &[u8],
    ended: bool,
    unit: impl Fn([u8; 2]) -> u16,
    text: &mut Vec<u8>,
    mut replace: impl FnMut(&mut Vec<u8>),
) -> usize {
    let unit_at = |at: usize| bytes.get(at..at + 2).map(|pair| unit([pair[0], pair[1]]));
    let mut at = 0;
    while let Some(first) = unit_at(at) {
        let is_high = (0xD800..0xDC00).contains(&first);
        if is_high && at + 4 > bytes.len() && !ended {
            return at;
        }
        let pair = [first, unit_at(at + 2).unwrap_or(0)];
        let units = if is_high { &pair[..] } else { &pair[..1] };
        match char::decode_utf16(units.iter().copied()).next() {
            Some(Ok(letter)) => {
                push(text, letter);
                at += 2 * letter.len_utf16();
            }
            _ => {
                replace(text);
                at += 2;
            }
        }
    }
    if at < bytes.len() && ended {
        replace(text);
        at = bytes.len();
    }
    at
}

#[inline]
fn push(text: &mut Vec<u8>, letter: char) {
    if letter.is_ascii() {
        text.push(letter as u8);
    } else {
        text.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
    }
}

/// The character of a byte in Windows-1252, by the code page table that the Unicode Consortium
/// publishes; five bytes have none. (The WHATWG table would make them control characters.)
const fn windows_1252(byte: u8) -> Option<char> {
    const FROM_0X80: [char; 32] = [
        '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', //
        '\0', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => match FROM_0X80[(byte - 0x80) as usize] {
            '\0' => None,
            letter => Some(letter),
        },
        _ => Some(byte as char),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(encoding: Encoding, bytes: &[u8], ended: bool) -> (String, usize, Vec<u64>) {
        let (mut text, mut marks) = (Vec::new(), Marks::default());
        let used = append(encoding, bytes, ended, &mut text, 100, &mut marks);
        (String::from_utf8(text).unwrap(), used, marks.0.into())
    }

    #[test]
    fn windows_1252_agrees_with_the_web_table_except_for_its_five_holes() {
        for byte in 0..=u8::MAX {
            let bytes = [byte];
            let (web, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
            match windows_1252(byte) {
                Some(letter) => assert_eq!(web, letter.to_string()),
                None => assert!([0x81, 0x8D, 0x8F, 0x90, 0x9D].contains(&byte)),
            }
        }
    }

    #[test]
    fn an_unknown_byte_is_replaced_and_its_place_remembered() {
        let cases: [(Encoding, &[u8], &str, &[u64]); 5] = [
            (Encoding::Windows1252, b"\xE5\x81x\x9D", "å\u{FFFD}x\u{FFFD}", &[102, 106]),
            (Encoding::Utf8, b"\xC3\xA5\xE5x", "å\u{FFFD}x", &[102]),
            (Encoding::Utf16Le, b"\xE5\0\0\xDCx\0", "å\u{FFFD}x", &[102]),
            (Encoding::Utf16Be, b"\xD8\0\0x\x01", "\u{FFFD}x\u{FFFD}", &[100, 104]),
            (Encoding::Utf16Le, b"\x3D\xD8\x00\xDE", "😀", &[]),
        ];
        for (encoding, bytes, text, marks) in cases {
            assert_eq!(
                decoded(encoding, bytes, true),
                (text.to_string(), bytes.len(), marks.to_vec())
            );
        }
    }

    #[test]
    fn a_cut_character_waits_for_its_rest_unless_the_file_ends() {
        for (encoding, bytes, used) in [
            (Encoding::Utf8, &b"a\xE2\x82"[..], 1),
            (Encoding::Utf16Le, b"a\0b", 2),
            (Encoding::Utf16Le, b"a\0\x3D\xD8\x00", 2),
        ] {
            assert_eq!(decoded(encoding, bytes, false), ("a".to_string(), used, vec![]));
            let (text, used, marks) = decoded(encoding, bytes, true);
            assert!(text.starts_with("a\u{FFFD}"), "{text:?}");
            assert_eq!((used, marks[0]), (bytes.len(), 101));
        }
    }
}
