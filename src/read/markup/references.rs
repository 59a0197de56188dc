//! Character references that no XML document may have, made sound before it is parsed.
//!
//! Known from SMS Backup & Restore, which writes an emoji as two halves (`&#55357;&#56832;`).
//! One in a message body, which is never looked at, must not cost the whole file.

use std::borrow::Cow;

/// `text` with halves united and every other impossible reference replaced by U+FFFD. What
/// stands where lines end stays where it is.
pub(super) fn sound(text: Cow<'_, str>) -> Cow<'_, str> {
    let mut out = String::new();
    let mut copied = 0;
    let mut from = 0;
    while let Some(at) = memchr::memmem::find(&text.as_bytes()[from..], b"&#") {
        let begin = from + at;
        let Some((code, length)) = reference(&text[begin..]) else {
            from = begin + 2;
            continue;
        };
        from = begin + length;
        if is_allowed(code) {
            continue;
        }
        let low = reference(&text[from..]).filter(|_| (0xD800..0xDC00).contains(&code));
        let united = low.and_then(|(low, length)| {
            let low = low.checked_sub(0xDC00).filter(|low| *low < 0x400)?;
            Some((char::from_u32(0x1_0000 + ((code - 0xD800) << 10) + low)?, length))
        });
        let (letter, length) = united.unwrap_or((char::REPLACEMENT_CHARACTER, 0));
        from += length;
        out.push_str(&text[copied..begin]);
        out.push(letter);
        copied = from;
    }
    if copied == 0 {
        return text;
    }
    out.push_str(&text[copied..]);
    out.into()
}

/// The number and the length of the character reference that `text` begins with.
fn reference(text: &str) -> Option<(u32, usize)> {
    // The longest that XML allows is shorter, leading zeros aside.
    const LONGEST: usize = 16;
    let body = text.strip_prefix("&#")?;
    let end = body.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let code = match body[..end].strip_prefix('x') {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
        None => body[..end].parse(),
    };
    Some((code.ok()?, end + 3))
}

/// Whether XML 1.0 allows the character.
fn is_allowed(code: u32) -> bool {
    matches!(code, 0x9 | 0xA | 0xD | 0x20..=0xD7FF | 0xE000..=0xFFFD | 0x1_0000..=0x10_FFFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impossible_references_become_letters_and_the_others_stay() {
        for (text, made) in [
            ("a &amp; &#10; &#xE5; b", "a &amp; &#10; &#xE5; b"),
            ("&#55357;&#56832;!", "\u{1F600}!"),
            ("&#xD83D;&#xDE00;", "\u{1F600}"),
            ("x&#55357;y", "x\u{FFFD}y"),
            ("&#56832;&#55357;", "\u{FFFD}\u{FFFD}"),
            ("&#55357;&#65;", "\u{FFFD}&#65;"),
            ("&#0;&#11;&#4294967295;", "\u{FFFD}\u{FFFD}\u{FFFD}"),
            ("&#;&#x;&#zz;&#", "&#;&#x;&#zz;&#"),
            ("&#å;&#12345678901234567890;", "&#å;&#12345678901234567890;"),
        ] {
            assert_eq!(sound(text.into()), made, "{text}");
        }
    }
}
