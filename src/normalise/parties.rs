//! Parties and keys: texts that matter by being the same as another, each by its number.
//!
//! Who calls and writes is kept here and nowhere else; subjects are kept as their hash alone.

use std::borrow::Cow;
use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::case_number::CaseNumber;
use super::event::{KeyId, PartyId};
use super::numbers::Numbers;
use super::texts::Texts;
use super::{fold, subject};
use crate::organisation::{ExtensionRange, Organisation, PartyKind, SwedishNumber};
use crate::profile::language::KeyKind;

/// Everybody with a number or an address that a run meets.
///
/// # Example
/// ```
/// use svarstid::normalise::Parties;
/// use svarstid::normalise::event::PartyId;
/// use svarstid::organisation::{Domain, Organisation};
/// use svarstid::profile::language::KeyKind;
/// let domains = vec![Domain::parse("example.se")?];
/// let organisation = Organisation { domains, ..Organisation::default() };
/// let mut parties = Parties::new(&organisation);
/// let caller = parties.number(KeyKind::Phone, b"070-000 00 42");
/// assert_eq!(parties.number(KeyKind::Phone, b"tel:+46700000042"), caller);
/// assert_eq!(parties.text(caller), "+46700000042");
/// assert_eq!(parties.number(KeyKind::Phone, b"anonymous"), PartyId::NOBODY);
/// let officer = parties.number(KeyKind::Email, b"Anna Berg <anna.berg@example.se>");
/// assert!(parties.is_own(officer) && !parties.is_own(caller));
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Debug)]
pub struct Parties {
    organisation: Organisation,
    /// Swedish numbers of usual length: most parties of a call log are, and as numbers they are
    /// found with a third of the memory and time of texts.
    swedish: Numbers,
    /// All other normal forms, each behind the byte of its kind, so that kinds stay apart.
    normal: Texts,
    /// Whose each of them is.
    of_normal: Vec<PartyId>,
    /// What is known of each party.
    facts: Vec<u8>,
    /// The value of each party's Swedish number, or the number of its normal form.
    names: Vec<u32>,
    phones: Spellings,
    mails: Spellings,
    cases: Spellings,
    /// For a normal form, and for one behind the byte of its kind.
    buffer: String,
    tagged: Vec<u8>,
}

/// Spellings as they stand in the input, and whose they are: a number that was met before is
/// not read again, which costs a library some thousand instructions.
#[derive(Clone, Debug)]
struct Spellings {
    texts: Texts,
    parties: Vec<PartyId>,
}

impl Default for Spellings {
    fn default() -> Self {
        Self { texts: Texts::default(), parties: vec![PartyId::NOBODY] }
    }
}

/// Longer spellings are read again each time: a name of a page is no name to remember.
const LONGEST_SPELLING: usize = 255;

const OWN: u8 = 8;
const FUNCTION_BOX: u8 = 16;
const ANSWERABLE: u8 = 32;
/// Its name is a Swedish number.
const SWEDISH: u8 = 64;
/// The bits of the kind.
const KIND: u8 = 7;

impl Parties {
    /// Nobody yet. `organisation` says who will be its own.
    pub fn new(organisation: &Organisation) -> Self {
        Self {
            organisation: organisation.clone(),
            swedish: Numbers::default(),
            normal: Texts::default(),
            of_normal: vec![PartyId::NOBODY],
            facts: vec![0],
            names: vec![0],
            phones: Spellings::default(),
            mails: Spellings::default(),
            cases: Spellings::default(),
            buffer: String::new(),
            tagged: Vec::new(),
        }
    }

    /// Who `text` stands for, new or known; [`PartyId::NOBODY`] where nobody is named.
    #[inline]
    pub fn number(&mut self, kind: KeyKind, text: &[u8]) -> PartyId {
        // What is longer than any extension and dialled like this is that number, whatever the
        // plan has.
        if kind == KeyKind::Phone
            && text.len() > ExtensionRange::MOST_DIGITS
            && let Some(number) = SwedishNumber::of_digits(text)
        {
            return self.swedish(number);
        }
        let spellings = match kind {
            KeyKind::Phone => &mut self.phones,
            KeyKind::Email => &mut self.mails,
            KeyKind::CaseNumber => &mut self.cases,
            KeyKind::Text | KeyKind::MessageId => return self.read(kind, text),
        };
        if text.len() > LONGEST_SPELLING {
            return self.read(kind, text);
        }
        let spelling = spellings.texts.number(text) as usize;
        match spellings.parties.get(spelling) {
            Some(party) => *party,
            None => self.meet(kind, text),
        }
    }

    /// Reads a spelling that was just added, and keeps whose it is.
    #[cold]
    fn meet(&mut self, kind: KeyKind, text: &[u8]) -> PartyId {
        let party = self.read(kind, text);
        match kind {
            KeyKind::Phone => self.phones.parties.push(party),
            KeyKind::Email => self.mails.parties.push(party),
            _ => self.cases.parties.push(party),
        }
        party
    }

    fn read(&mut self, kind: KeyKind, text: &[u8]) -> PartyId {
        let mut buffer = std::mem::take(&mut self.buffer);
        let text = String::from_utf8_lossy(text);
        let party = normal_form(kind, &text, &self.organisation, &mut buffer)
            .map_or(PartyId::NOBODY, |kind| self.keep(kind, &buffer));
        self.buffer = buffer;
        party
    }

    /// The party of a Swedish number, new or known.
    #[inline]
    fn swedish(&mut self, number: SwedishNumber) -> PartyId {
        match self.swedish.get(number) {
            Some(party) => PartyId(party),
            None => self.meet_swedish(number),
        }
    }

    #[cold]
    fn meet_swedish(&mut self, number: SwedishNumber) -> PartyId {
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.clear();
        // A `String` takes everything that is written to it.
        let _ = write!(buffer, "{number}");
        let party = self.add(PartyKind::Number, &buffer, SWEDISH, number.value());
        self.buffer = buffer;
        self.swedish.add(number, party.0);
        party
    }

    /// The party of a normal form, new or known.
    fn keep(&mut self, kind: PartyKind, normal: &str) -> PartyId {
        if kind == PartyKind::Number
            && let Some(number) = SwedishNumber::of_digits(normal.as_bytes())
        {
            return self.swedish(number);
        }
        self.tagged.clear();
        self.tagged.push(kind as u8);
        self.tagged.extend_from_slice(normal.as_bytes());
        let number = self.normal.number(&self.tagged);
        if let Some(known) = self.of_normal.get(number as usize) {
            return *known;
        }
        let party = self.add(kind, normal, 0, number);
        self.of_normal.push(party);
        party
    }

    /// Adds a party with what is known of it.
    fn add(&mut self, kind: PartyKind, normal: &str, facts: u8, name: u32) -> PartyId {
        let standing = self.organisation.standing(kind, normal);
        let own = [
            (standing.is_own, OWN),
            (standing.is_function_box, FUNCTION_BOX),
            (standing.is_answerable, ANSWERABLE),
        ];
        let true_ones = own.into_iter().filter_map(|(is_true, fact)| is_true.then_some(fact));
        let party = PartyId(self.facts.len() as u32);
        self.facts.push(true_ones.fold(kind as u8 | facts, |all, fact| all | fact));
        self.names.push(name);
        party
    }

    /// Whether a party is the organisation's own.
    #[inline]
    pub fn is_own(&self, party: PartyId) -> bool {
        self.has(party, OWN)
    }

    /// Whether a party is one of the organisation's function boxes.
    #[inline]
    pub fn is_function_box(&self, party: PartyId) -> bool {
        self.has(party, FUNCTION_BOX)
    }

    /// Whether an answer can reach a party: it is somebody, and no machine, text sender or
    /// short code.
    #[inline]
    pub fn is_answerable(&self, party: PartyId) -> bool {
        self.has(party, ANSWERABLE)
    }

    #[inline]
    fn has(&self, party: PartyId, fact: u8) -> bool {
        self.facts[party.0 as usize] & fact != 0
    }

    /// What a party is known by; `None` for nobody.
    pub fn kind(&self, party: PartyId) -> Option<PartyKind> {
        (party != PartyId::NOBODY)
            .then(|| PartyKind::ALL[usize::from(self.facts[party.0 as usize] & KIND)])
    }

    /// The normal form of a party; empty for nobody.
    pub fn text(&self, party: PartyId) -> Cow<'_, str> {
        let name = self.names[party.0 as usize];
        if self.has(party, SWEDISH) {
            return Cow::Owned(SwedishNumber::of_value(name).to_string());
        }
        let tagged = self.normal.get(name);
        // It went in as text.
        let text = tagged.get(1..).and_then(|text| std::str::from_utf8(text).ok());
        Cow::Borrowed(text.unwrap_or_default())
    }

    /// The mail address of a party in its normal form; empty for any other party.
    pub fn address(&self, party: PartyId) -> &str {
        match (self.kind(party), self.text(party)) {
            (Some(PartyKind::Address), Cow::Borrowed(text)) => text,
            _ => "",
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.facts.len() - 1
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whose numbers and addresses are the organisation's own.
    pub fn organisation(&self) -> &Organisation {
        &self.organisation
    }
}

/// Writes the normal form of `text` to `out`, which it empties before; `None` for nothing.
fn normal_form(
    kind: KeyKind,
    text: &str,
    organisation: &Organisation,
    out: &mut String,
) -> Option<PartyKind> {
    out.clear();
    match kind {
        KeyKind::Phone => return organisation.by_phone(text, out),
        KeyKind::Email => return organisation.by_mail(text, out),
        KeyKind::Text => out.push_str(text.trim()),
        KeyKind::MessageId => out.push_str(message_id(text)),
        KeyKind::CaseNumber => match CaseNumber::parse(text) {
            // A `String` takes everything that is written to it.
            Some(case) => drop(write!(out, "{}", case.case())),
            // No diarienummer has this sign, so that none is taken for one.
            None => {
                let folded = fold(text);
                if !folded.is_empty() {
                    out.push('=');
                    out.push_str(&folded);
                }
            }
        },
    }
    (!out.is_empty()).then_some(PartyKind::Name)
}

/// A Message-ID without what stands around it.
fn message_id(text: &str) -> &str {
    let text = text.trim();
    let inner = text.strip_prefix('<').unwrap_or(text);
    inner.strip_suffix('>').unwrap_or(inner).trim()
}

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
mod tests;
