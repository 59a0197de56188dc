//! Keys: cases, Message-IDs and subjects, each known by its number.
//!
//! They matter only by being the same as another. Subjects are kept as their hash alone.

use sha2::{Digest, Sha256};

use super::event::KeyId;
use super::parties::normal_form;
use super::subject;
use super::texts::Texts;
use crate::organisation::Organisation;
use crate::profile::language::KeyKind;

/// Cases, Message-IDs and subjects that a run meets.
///
/// # Example
/// ```
/// use svarstid::normalise::Keys;
/// use svarstid::normalise::event::KeyId;
/// use svarstid::profile::language::KeyKind;
/// let mut keys = Keys::default();
/// let case = keys.number(KeyKind::CaseNumber, b"KS/2020:548");
/// assert_eq!(keys.number(KeyKind::CaseNumber, b"KS 2020-000548"), case);
/// let subject = keys.subject_key("SV: [EXTERNT] Fråga".as_bytes());
/// assert_eq!(keys.subject_key("Fråga".as_bytes()), subject);
/// assert_eq!(keys.subject_key(b"SV:"), KeyId::NONE);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Keys {
    /// Normal forms, each behind the byte of its kind, so that kinds stay apart.
    texts: Texts,
    organisation: Organisation,
    /// For a normal form, and for one behind the byte of its kind. A subject is cleared from it.
    buffer: String,
    tagged: Vec<u8>,
}

/// The byte in front of a subject's hash; kinds of keys have lower ones.
const SUBJECT: u8 = 255;

/// Bytes of a subject's hash that are kept: 128 bits, so that no two subjects ever share one.
const HASH_BYTES: usize = 16;

impl Keys {
    /// The number of a key in whatever spelling; [`KeyId::NONE`] where there is none. A
    /// diarienummer counts without the document that it may name: the case is the key.
    pub fn number(&mut self, kind: KeyKind, text: &[u8]) -> KeyId {
        let text = String::from_utf8_lossy(text);
        match normal_form(kind, &text, &self.organisation, &mut self.buffer) {
            Some(_) => {
                self.tagged.clear();
                self.tagged.push(kind as u8);
                self.tagged.extend_from_slice(self.buffer.as_bytes());
                KeyId(self.texts.number(&self.tagged))
            }
            None => KeyId::NONE,
        }
    }

    /// The number of a subject without its prefixes and tags; [`KeyId::NONE`] where nothing
    /// else is in it. Only its hash is kept (SHA-256, the first 128 bits).
    pub fn subject_key(&mut self, subject: &[u8]) -> KeyId {
        subject::normal(&String::from_utf8_lossy(subject), &mut self.buffer);
        if self.buffer.is_empty() {
            return KeyId::NONE;
        }
        let hash = Sha256::digest(self.buffer.as_bytes());
        self.buffer.clear();
        self.tagged.clear();
        self.tagged.push(SUBJECT);
        self.tagged.extend_from_slice(&hash[..HASH_BYTES]);
        KeyId(self.texts.number(&self.tagged))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.texts.len() - 1
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_the_same_by_kind_and_normal_form() {
        let mut keys = Keys::default();
        let case = keys.number(KeyKind::CaseNumber, b"KS/2019/0001/0009");
        for spelling in ["KS 2019:1", "ks-2019-001", "KS 2019:1-4"] {
            assert_eq!(keys.number(KeyKind::CaseNumber, spelling.as_bytes()), case, "{spelling}");
        }
        // Not a diarienummer, and not taken for one.
        let other = keys.number(KeyKind::CaseNumber, b"Handling 7.12");
        assert_eq!(keys.number(KeyKind::CaseNumber, b"HANDLING 7-12"), other);
        assert_ne!(keys.number(KeyKind::Text, b"ks 2019:1"), case);

        let message = keys.number(KeyKind::MessageId, b" <AbC@example.se> ");
        assert_eq!(keys.number(KeyKind::MessageId, b"AbC@example.se"), message);
        assert_ne!(keys.number(KeyKind::MessageId, b"abc@example.se"), message);
        assert_ne!(keys.number(KeyKind::Text, b"AbC@example.se"), message);
        assert_eq!(keys.number(KeyKind::MessageId, b"<>"), KeyId::NONE);
        assert_eq!(keys.number(KeyKind::Text, b" "), KeyId::NONE);
        assert_eq!(keys.len(), 6);
    }

    #[test]
    fn a_subject_is_kept_as_its_hash_alone() {
        let mut keys = Keys::default();
        assert!(keys.is_empty());
        let subject = "SV: Klagomål på grannen".as_bytes();
        let key = keys.subject_key(subject);
        assert_eq!(keys.subject_key("[EXTERNT] klagomål  på grannen".as_bytes()), key);
        assert_ne!(keys.subject_key("klagomål".as_bytes()), key);
        // Python: hashlib.sha256("klagomål på grannen".encode()).digest()[:16]
        let hash = [
            0x5b, 0xf7, 0x8d, 0x29, 0x72, 0xf1, 0x1f, 0x4d, 0x86, 0xa9, 0x2e, 0xe7, 0x2e, 0x7f,
            0x28, 0x37,
        ];
        assert_eq!(keys.texts.get(key.0), [&[SUBJECT], &hash[..]].concat());
    }
}
