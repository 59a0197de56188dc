//! Fingerprints: what a contact is known by when its id is gone.

use crate::contact::{Contact, Moment};
use crate::organisation::PseudonymKey;

/// A keyed fingerprint of a contact: 64 bits of HMAC-SHA-256 over its channel, id and receipt,
/// and 16 bits each of its answer and of its other fields.
///
/// Without the key nobody can tell whose it is, not even by trying all ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint {
    /// What equal contacts share.
    pub contact: u64,
    /// What they share where all but the answer is equal: origin, department, board, reason.
    pub fields: u16,
    /// What they share where the answer is equal.
    pub answer: u16,
}

impl Fingerprint {
    /// How many bytes it has.
    pub const BYTES: usize = 12;

    /// Its bytes.
    pub fn to_bytes(self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        bytes[..8].copy_from_slice(&self.contact.to_be_bytes());
        bytes[8..10].copy_from_slice(&self.fields.to_be_bytes());
        bytes[10..].copy_from_slice(&self.answer.to_be_bytes());
        bytes
    }

    /// The fingerprint of its bytes.
    pub fn from_bytes(bytes: [u8; Self::BYTES]) -> Self {
        let [a, b, c, d, e, f, g, h, fields @ .., y, z] = bytes;
        Self {
            contact: u64::from_be_bytes([a, b, c, d, e, f, g, h]),
            fields: u16::from_be_bytes(fields),
            answer: u16::from_be_bytes([y, z]),
        }
    }
}

/// The fingerprint of a contact with `id`, of a department under a board and exempt for a
/// reason (each empty for none).
///
/// # Example
/// ```
/// use svarstid::calendar::Instant;
/// use svarstid::contact::{Channel, Contact, DepartmentId, Moment, Origin};
/// use svarstid::organisation::PseudonymKey;
/// use svarstid::state::fingerprint;
/// let key = PseudonymKey::new(b"0123456789abcdef-synthetic")?;
/// let received = Moment::second(Instant::from_unix_seconds(1_781_787_600));
/// let answered = Moment::second(Instant::from_unix_seconds(1_781_791_200));
/// let open = Contact::new(received, None, Channel::Email, Origin::External, DepartmentId(1));
/// let mut closed = open;
/// closed.set_answered(Some(answered));
/// let of = |contact| fingerprint(&key, contact, b"K1", ["Kansli", "", ""]);
/// assert_eq!(of(&open).contact, of(&closed).contact);
/// assert_ne!(of(&open).answer, of(&closed).answer);
/// # Ok::<(), svarstid::organisation::PseudonymKeyError>(())
/// ```
pub fn fingerprint(
    key: &PseudonymKey,
    contact: &Contact,
    id: &[u8],
    [department, board, reason]: [&str; 3],
) -> Fingerprint {
    let stamp = |moment: Moment| {
        let seconds = moment.instant.unix_seconds().to_be_bytes();
        let [a, b, c, d, e, f, g, h] = seconds;
        [a, b, c, d, e, f, g, h, u8::from(moment.is_bare_date())]
    };
    let (channel, received) = (contact.channel().id().as_bytes(), stamp(contact.received()));
    let whole = key.fingerprint(&[b"contact", channel, &received, id]);
    let origin = contact.origin().id();
    let fields = key.fingerprint(&[
        b"fields",
        &whole,
        origin.as_bytes(),
        department.as_bytes(),
        board.as_bytes(),
        reason.as_bytes(),
    ]);
    let answered = contact.answered().map(stamp);
    let answered = answered.as_ref().map_or(&[][..], |stamp| stamp);
    let answer = key.fingerprint(&[b"answer", &whole, answered]);
    let [a, b, c, d, e, f, g, h, ..] = whole;
    Fingerprint {
        contact: u64::from_be_bytes([a, b, c, d, e, f, g, h]),
        fields: u16::from_be_bytes([fields[0], fields[1]]),
        answer: u16::from_be_bytes([answer[0], answer[1]]),
    }
}

/// The fingerprints of settled contacts, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled(Vec<Fingerprint>);

impl Settled {
    /// Of fingerprints in any order.
    pub fn new(mut fingerprints: Vec<Fingerprint>) -> Self {
        fingerprints.sort_unstable();
        Self(fingerprints)
    }

    /// In order.
    pub fn fingerprints(&self) -> &[Fingerprint] {
        &self.0
    }
}
