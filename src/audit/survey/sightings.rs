//! Sightings: whom and what rows name, and how often.
//!
//! Addresses and numbers are kept to find out what the organisation's own is; what of them is
//! written down is decided by whoever writes.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::contact::Channel;
use crate::normalise::Parties;
use crate::normalise::event::{Direction, PartyId};
use crate::normalise::extract::{Extractor, Told, Way};
use crate::organisation::Organisation;
use crate::profile::language::{KeyKind, Profile, Slot};

/// Calls or text messages from one party to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Call {
    /// Who called; [`PartyId::NOBODY`] for a withheld number.
    pub from: PartyId,
    /// Who was called.
    pub to: PartyId,
    /// Which way it went, where the source tells.
    pub way: Option<Direction>,
    /// Whether it is a text message.
    pub is_text: bool,
}

/// Mails from one address to others.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Mail {
    /// Who sent it.
    pub from: PartyId,
    /// To whom, each once.
    pub to: Vec<PartyId>,
}

/// What a code of a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnitKind {
    /// A queue.
    Queue,
    /// A unit, or whatever the source calls it.
    Unit,
    /// The address of a user.
    Address,
}

/// Whom and what the rows of all files name.
#[derive(Debug)]
pub struct Sightings {
    /// Everybody.
    pub parties: Parties,
    /// Calls, with how many of each; in the order of the parties' names once settled.
    pub calls: Vec<(Call, u64)>,
    /// Mails, likewise.
    pub mails: Vec<(Mail, u64)>,
    /// Queues, units and users.
    pub units: BTreeMap<(UnitKind, String), u64>,
    /// Departments as they are spelt.
    pub departments: BTreeMap<String, u64>,
    counted_calls: FxHashMap<Call, u64>,
    counted_mails: FxHashMap<Mail, u64>,
}

impl Default for Sightings {
    fn default() -> Self {
        Self {
            // Whose anybody is is what is to be found out.
            parties: Parties::new(&Organisation::default()),
            calls: Vec::new(),
            mails: Vec::new(),
            units: BTreeMap::new(),
            departments: BTreeMap::new(),
            counted_calls: FxHashMap::default(),
            counted_mails: FxHashMap::default(),
        }
    }
}

impl Sightings {
    /// A department's name in a cell.
    pub(super) fn department(&mut self, cell: &[u8]) {
        let name = String::from_utf8_lossy(cell);
        let name = name.trim();
        if !name.is_empty() {
            match self.departments.get_mut(name) {
                Some(count) => *count += 1,
                None => drop(self.departments.insert(name.to_owned(), 1)),
            }
        }
    }

    /// What a row of an export tells.
    pub(super) fn told(&mut self, told: &Told<'_>, profile: &Profile, extractor: &Extractor<'_>) {
        self.department(&told.text(Slot::Department));
        self.unit(&told.text(Slot::Unit), profile);
        let kind = |slot| match extractor.tells(slot) {
            true => extractor.kind(slot),
            false => KeyKind::Text,
        };
        match (kind(Slot::From), kind(Slot::To)) {
            (KeyKind::Email, _) | (_, KeyKind::Email) => {
                let from = self.all(KeyKind::Email, &told.text(Slot::From));
                let to = self.all(KeyKind::Email, &told.text(Slot::To));
                let from = from.first().copied().unwrap_or(PartyId::NOBODY);
                *self.counted_mails.entry(Mail { from, to }).or_default() += 1;
            }
            (KeyKind::Phone, _) | (_, KeyKind::Phone) => {
                let from = self.all(KeyKind::Phone, &told.text(Slot::From)).first().copied();
                let to = self.all(KeyKind::Phone, &told.text(Slot::To)).first().copied();
                let (from, to) = (from.unwrap_or_default(), to.unwrap_or_default());
                let way = match told.way {
                    Some(Way::In) => Some(Direction::In),
                    Some(Way::Out) => Some(Direction::Out),
                    Some(Way::Internal) => Some(Direction::Internal),
                    None => None,
                    // It is nobody's contact.
                    Some(Way::Neither) => return,
                };
                let is_text = told.channel == Some(Channel::Sms);
                *self.counted_calls.entry(Call { from, to, way, is_text }).or_default() += 1;
            }
            _ => {}
        }
    }

    /// Everybody whom a slot names, each once, in order.
    fn all(&mut self, kind: KeyKind, text: &[u8]) -> Vec<PartyId> {
        let mut all = Vec::new();
        for text in text.split(|byte| *byte == b';') {
            let party = self.parties.number(kind, text);
            if party != PartyId::NOBODY && !all.contains(&party) {
                all.push(party);
            }
        }
        all
    }

    fn unit(&mut self, text: &[u8], profile: &Profile) {
        let text = String::from_utf8_lossy(text);
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let (kind, text) = match text.contains('@') {
            true => {
                let party = self.parties.number(KeyKind::Email, text.as_bytes());
                (UnitKind::Address, self.parties.text(party).into_owned())
            }
            false if is_queue(profile) => (UnitKind::Queue, text.to_owned()),
            false => (UnitKind::Unit, text.to_owned()),
        };
        *self.units.entry((kind, text)).or_default() += 1;
    }

    /// Puts what was counted in an order that does not depend on that of the files.
    pub(super) fn settle(&mut self) {
        let parties = &self.parties;
        self.calls = self.counted_calls.drain().collect();
        let text = |party| parties.text(party);
        let way = |way: Option<Direction>| way.map(|way| way as u8);
        self.calls.sort_by_cached_key(|(call, _)| {
            (text(call.from), text(call.to), way(call.way), call.is_text)
        });
        self.mails = self.counted_mails.drain().collect();
        self.mails.sort_by_cached_key(|(mail, _)| {
            let to: Vec<_> = mail.to.iter().map(|party| text(*party)).collect();
            (text(mail.from).into_owned(), to.join(";"))
        });
    }
}

/// Whether the units of a profile are queues: its column says so.
fn is_queue(profile: &Profile) -> bool {
    let rules = profile.fields.iter().filter(|(slot, _)| *slot == Slot::Unit);
    let mut names = rules.flat_map(|(_, rule)| rule.columns());
    names.any(|name| {
        let name = crate::normalise::fold(&name);
        name.contains("queue") || name.split(' ').any(|word| word == "ko")
    })
}
