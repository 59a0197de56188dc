//! Parties: everybody with a number or an address, each known by an own number.
//!
//! Who calls and writes is kept here and nowhere else.

use std::borrow::Cow;
use std::fmt::Write;

use super::case_number::CaseNumber;
use super::event::PartyId;
use super::fold;
use super::numbers::Numbers;
use super::texts::Texts;
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
    /// found with a third of the memory and time of texts. The organisation's own stand apart:
    /// they are few and always near the processor, so that which way a call went is known while
    /// the other number is still on its way from memory.
    own_swedish: Numbers,
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

/// Who a text stands for, and what pairing asks of everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Met {
    pub(super) party: PartyId,
    /// Whether it is the organisation's own.
    pub(super) is_own: bool,
    /// Whether an answer can reach it.
    pub(super) is_answerable: bool,
}

impl Met {
    pub(super) const NOBODY: Self =
        Self { party: PartyId::NOBODY, is_own: false, is_answerable: false };

    /// Itself, or `other` where it is nobody.
    #[inline]
    pub(super) fn or(self, other: Self) -> Self {
        if self.is_somebody() { self } else { other }
    }

    #[inline]
    pub(super) fn is_somebody(self) -> bool {
        self.party != PartyId::NOBODY
    }
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
            own_swedish: Numbers::default(),
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
        self.meets(kind, text).party
    }

    /// [`number`](Self::number), with what is known of who it is.
    #[inline]
    pub(super) fn meets(&mut self, kind: KeyKind, text: &[u8]) -> Met {
        match self.meets_dialled(kind, text) {
            Some(met) => met,
            None => {
                let party = self.spelt(kind, text);
                Met { party, is_own: self.is_own(party), is_answerable: self.is_answerable(party) }
            }
        }
    }

    /// [`meets`](Self::meets) for a Swedish number in digits alone; `None` for anything else.
    #[inline]
    pub(super) fn meets_dialled(&mut self, kind: KeyKind, text: &[u8]) -> Option<Met> {
        // What is longer than any extension and dialled like this is that number, whatever the
        // plan has.
        if kind != KeyKind::Phone || text.len() <= ExtensionRange::MOST_DIGITS {
            return None;
        }
        let number = SwedishNumber::of_digits(text)?;
        let (party, is_own) = self.swedish(number);
        // A number always rings somewhere.
        Some(Met { party, is_own, is_answerable: true })
    }

    fn spelt(&mut self, kind: KeyKind, text: &[u8]) -> PartyId {
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

    /// The party of a Swedish number, new or known, and whether it is the organisation's own.
    #[inline]
    fn swedish(&mut self, number: SwedishNumber) -> (PartyId, bool) {
        if let Some(party) = self.own_swedish.get(number) {
            return (PartyId(party), true);
        }
        match self.swedish.get(number) {
            Some(party) => (PartyId(party), false),
            None => self.meet_swedish(number),
        }
    }

    #[cold]
    fn meet_swedish(&mut self, number: SwedishNumber) -> (PartyId, bool) {
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.clear();
        // A `String` takes everything that is written to it.
        let _ = write!(buffer, "{number}");
        let party = self.add(PartyKind::Number, &buffer, SWEDISH, number.value());
        self.buffer = buffer;
        debug_assert!(self.is_answerable(party), "a number always rings somewhere");
        let is_own = self.is_own(party);
        let numbers = if is_own { &mut self.own_swedish } else { &mut self.swedish };
        numbers.add(number, party.0);
        (party, is_own)
    }

    /// The party of a normal form, new or known.
    fn keep(&mut self, kind: PartyKind, normal: &str) -> PartyId {
        if kind == PartyKind::Number
            && let Some(number) = SwedishNumber::of_digits(normal.as_bytes())
        {
            return self.swedish(number).0;
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
pub(super) fn normal_form(
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

#[cfg(test)]
mod tests;
