//! Pseudonyms: what stands for a number or an address outside this program.
//!
//! The same party has the same pseudonym in every run with the same key; without the key nobody
//! can tell whose it is, not even by trying all numbers.

use std::fmt;

use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The key of pseudonyms, as a key file holds it.
///
/// Every byte of the file counts, but for line ends at its end: at least 16 are needed, and 32
/// random ones are best (`openssl rand -base64 32`). Who has the key can find the party of a
/// pseudonym by trying; keep it where the logs are kept, and throw it away to make the
/// pseudonyms anonymous.
///
/// # Example
/// ```
/// use svarstid::organisation::{PartyKind, PseudonymKey};
/// let key = PseudonymKey::new(b"0123456789abcdef-synthetic\n")?;
/// assert_eq!(key.pseudonym(PartyKind::Number, "+46700000042"), "XHXGHCEWW4BT");
/// assert_eq!(key.id(), "PN3LHL44");
/// # Ok::<(), svarstid::organisation::PseudonymKeyError>(())
/// ```
#[derive(Clone)]
pub struct PseudonymKey(Hmac<Sha256>);

/// Why a key file holds no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PseudonymKeyError {
    /// How many bytes it has.
    pub bytes: usize,
}

impl fmt::Display for PseudonymKeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let least = PseudonymKey::LEAST_BYTES;
        write!(
            f,
            "the key has {} bytes, and {least} are the least; make one with \"openssl rand \
             -base64 32\"",
            self.bytes
        )
    }
}

impl std::error::Error for PseudonymKeyError {}

impl PseudonymKey {
    /// The fewest bytes of a key: 128 bits.
    pub const LEAST_BYTES: usize = 16;

    /// Characters of a pseudonym: 60 bits, so that among a million parties two have the same
    /// one in fewer than one of a million runs.
    const LENGTH: usize = 12;

    /// Characters of a key's id.
    const ID_LENGTH: usize = 8;

    /// The key that a file of `bytes` holds.
    ///
    /// # Errors
    /// [`PseudonymKeyError`] when it is too short to be one.
    pub fn new(bytes: &[u8]) -> Result<Self, PseudonymKeyError> {
        let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
        let length = bytes.iter().rposition(|byte| !is_end(byte)).map_or(0, |last| last + 1);
        let error = PseudonymKeyError { bytes: length };
        if length < Self::LEAST_BYTES {
            return Err(error);
        }
        // HMAC takes keys of every length.
        Hmac::new_from_slice(&bytes[..length]).map(Self).map_err(|_| error)
    }

    /// What stands for the party of `kind` with this normal form: 12 characters, `A`-`Z` and
    /// `2`-`7`; the first 60 bits of HMAC-SHA-256 (RFC 2104) of the kind's id, a zero byte and
    /// the normal form, in Base32 (RFC 4648).
    pub fn pseudonym(&self, kind: super::PartyKind, normal: &str) -> String {
        self.digest(kind.id(), normal, Self::LENGTH)
    }

    /// What the key itself is known by: two files have pseudonyms of the same key if their ids
    /// are the same. It tells nothing of the key.
    pub fn id(&self) -> String {
        self.digest("key", "", Self::ID_LENGTH)
    }

    /// HMAC-SHA-256 of `parts`, each behind its length in eight bytes: no two lists of parts are
    /// the same text, and none is that of a pseudonym, whose first bytes are no length.
    pub fn fingerprint(&self, parts: &[&[u8]]) -> [u8; 32] {
        let mut hmac = self.0.clone();
        for part in parts {
            hmac.update(&(part.len() as u64).to_be_bytes());
            hmac.update(part);
        }
        hmac.finalize().into_bytes().into()
    }

    fn digest(&self, kind: &str, text: &str, length: usize) -> String {
        let mut hmac = self.0.clone();
        for part in [kind.as_bytes(), &[0], text.as_bytes()] {
            hmac.update(part);
        }
        let mut digest = BASE32_NOPAD.encode(&hmac.finalize().into_bytes());
        digest.truncate(length);
        digest
    }
}

impl fmt::Debug for PseudonymKey {
    /// Writes nothing of the key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PseudonymKey")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::organisation::PartyKind;

    /// The expected ones are Python's: `base64.b32encode(hmac.new(key, kind + b"\0" + text,
    /// hashlib.sha256).digest())[:12]`.
    #[test]
    fn a_pseudonym_is_what_another_program_makes_of_the_same() {
        let key = PseudonymKey::new(b"0123456789abcdef-synthetic").unwrap();
        for (kind, normal, expected) in [
            (PartyKind::Number, "+46700000042", "XHXGHCEWW4BT"),
            (PartyKind::Address, "anna.berg@example.se", "JCZYWTEBUUMN"),
            (PartyKind::Name, "åsa", "LVX4VN3TJ2I2"),
            (PartyKind::Address, "+46700000042", "SW2VMYQOXB64"),
        ] {
            assert_eq!(key.pseudonym(kind, normal), expected, "{kind:?} {normal}");
        }
        assert_eq!(key.id(), "PN3LHL44");
    }

    #[test]
    fn another_key_gives_other_pseudonyms_and_line_ends_are_no_part_of_a_key() {
        let key = PseudonymKey::new(b"0123456789abcdef").unwrap();
        let id = |bytes: &[u8]| PseudonymKey::new(bytes).map(|key| key.id());
        assert_eq!(id(b"0123456789abcdef\r\n"), Ok(key.id()));
        assert_ne!(id(b"0123456789abcdef "), Ok(key.id()));
        let other = PseudonymKey::new(b"0123456789abcdeg").unwrap();
        assert_ne!(
            other.pseudonym(PartyKind::Short, "1177"),
            key.pseudonym(PartyKind::Short, "1177")
        );
        assert_eq!(format!("{key:?}"), "PseudonymKey");
    }

    #[test]
    fn a_short_key_is_none() {
        for (bytes, count) in [(&b""[..], 0), (b"\n\n", 0), (b"0123456789abcde\n\n\n", 15)] {
            let error = PseudonymKey::new(bytes).unwrap_err();
            assert_eq!(error.bytes, count);
            assert!(error.to_string().starts_with(&format!("the key has {count} bytes, and 16 ")));
        }
    }
}
