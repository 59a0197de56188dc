//! The pass: each event takes its turn once and answers, joins or opens a contact.
//!
//! `docs/pairing.md` has the rules in plain words; the slow twin in `tests/twin.rs` has them
//! as they stand there. Both must be changed together with this.

use rustc_hash::{FxHashMap, FxHashSet};

use super::chains::{Chains, Key};
use super::contacts::Contacts;
use super::order::{is_behind, turn};
use super::outcome::Outcome;
use super::{Direction, PairingRules};
use crate::calendar::DayTable;
use crate::contact::Channel;
use crate::normalise::event::{Event, Events, KeyId, Mail, PartyId};
use crate::profile::language::{Ignored, Strategy};

/// The ways to find an answer, the surest first.
pub(super) const SUREST_FIRST: [Strategy; 4] =
    [Strategy::Case, Strategy::Message, Strategy::Party, Strategy::Subject];

/// Those that look under a key.
pub(super) const BY_KEY: [Strategy; 3] = [Strategy::Case, Strategy::Party, Strategy::Subject];

/// Where a pass stands.
pub(super) struct Pass<'e> {
    pub(super) events: &'e Events,
    pub(super) is_function_box: &'e dyn Fn(PartyId) -> bool,
    pub(super) rules: &'e PairingRules,
    pub(super) table: &'e DayTable,
    pub(super) contacts: Contacts<'e>,
    pub(super) chains: Chains,
    /// The message that a Message-ID leads to: itself, or what it forwards.
    pub(super) by_id: FxHashMap<KeyId, u32>,
    /// Keys that had the one contact that they may have.
    had_one: FxHashSet<Key>,
}

impl<'e> Pass<'e> {
    pub(super) fn new(
        events: &'e Events,
        is_function_box: &'e dyn Fn(PartyId) -> bool,
        rules: &'e PairingRules,
        table: &'e DayTable,
    ) -> Self {
        Self {
            events,
            is_function_box,
            rules,
            table,
            contacts: Contacts::new(events, rules, table),
            chains: Chains::new(),
            by_id: FxHashMap::default(),
            had_one: FxHashSet::default(),
        }
    }

    /// Gives the event at `index` its turn.
    pub(super) fn take(&mut self, index: u32) {
        let event = &self.events.list[index as usize];
        if let Some(outcome) = self.outcome_of(index, event) {
            self.contacts.outcomes[index as usize] = outcome;
        }
    }

    /// What became of each event, and how many name a message that is later than they are.
    pub(super) fn finish(self) -> (Vec<Outcome>, Vec<u16>) {
        let skewed = self.clock_skew();
        (self.contacts.finish(), skewed)
    }

    /// `None` for a further message, which its contact has noted.
    fn outcome_of(&mut self, index: u32, event: &Event) -> Option<Outcome> {
        if let Some(reason) = self.stays_within(event) {
            if reason == Ignored::Forwarding {
                self.follow_forwarding(event);
            }
            return Some(Outcome::ignored(reason));
        }
        let can_open = event.can_open();
        if !can_open && !event.abilities.closes() && event.direction != Direction::Out {
            return Some(Outcome::ignored(Ignored::Filtered));
        }
        if self.answers(index, event) {
            return Some(Outcome::ignored(Ignored::Answer));
        }
        if !can_open {
            return Some(Outcome::ignored(Ignored::Outgoing));
        }
        self.asks(index, event)
    }

    /// Why an event within the organisation is nobody's question and nobody's answer.
    fn stays_within(&self, event: &Event) -> Option<Ignored> {
        if event.direction != Direction::Internal {
            return None;
        }
        let has_box = || (self.is_function_box)(event.party) || (self.is_function_box)(event.own);
        if event.channel == Channel::Email && has_box() {
            return Some(Ignored::Forwarding);
        }
        // To oneself: nobody else owes an answer.
        let is_to_oneself = event.party == event.own && event.party != PartyId::NOBODY;
        is_to_oneself.then_some(Ignored::Outgoing)
    }

    /// Lets the Message-ID of a forwarding mail lead to the question that it forwards, so that
    /// an answer to the forwarding is one to the question.
    fn follow_forwarding(&mut self, event: &Event) {
        if let Some(mail) = self.mail(event)
            && let Some(&question) = mail.answers.iter().find_map(|id| self.by_id.get(id))
        {
            self.note_id(mail, question);
        }
    }

    /// What becomes of an event that answers nothing and can open a contact.
    fn asks(&mut self, index: u32, event: &Event) -> Option<Outcome> {
        let is_picked_up = event.answered().is_some();
        if !is_picked_up && self.is_short_ring(event) {
            return Some(Outcome::ignored(Ignored::ShortRing));
        }
        let has_case = event.abilities.has(Strategy::Case);
        if !is_picked_up && event.party == PartyId::NOBODY && !has_case {
            return Some(Outcome::ignored(Ignored::NoParty));
        }
        if event.abilities.is_once() && self.had_its_one(event) {
            return Some(Outcome::ignored(Ignored::Repeat));
        }
        if is_picked_up {
            return Some(Outcome::DIRECT);
        }
        if let Some(opener) = self.contact_to_join(event) {
            self.contacts.join(opener, index);
            self.wait(index, event, opener);
            return None;
        }
        self.contacts.outcomes[index as usize] = Outcome::OPEN;
        self.wait(index, event, index);
        Some(Outcome::OPEN)
    }

    fn is_short_ring(&self, event: &Event) -> bool {
        event.channel == Channel::Phone
            && event.ring_s != Event::RING_UNKNOWN
            && u32::from(event.ring_s) < self.rules.ignore_rings_under_s
    }

    /// Whether a key of `event` had the one contact that it may have; from now on it has.
    fn had_its_one(&mut self, event: &Event) -> bool {
        let keys = BY_KEY.map(|strategy| Key::waiting(strategy, event, self.rules));
        let had = keys.iter().flatten().any(|key| self.had_one.contains(key));
        if !had {
            self.had_one.extend(keys.into_iter().flatten());
        }
        had
    }

    /// The oldest open contact that `event` is a further message of.
    fn contact_to_join(&self, event: &Event) -> Option<u32> {
        SUREST_FIRST.into_iter().find_map(|strategy| match strategy {
            Strategy::Message => self.contact_of_thread(event),
            _ => {
                let key = Key::waiting(strategy, event, self.rules)?;
                let openers = self.chains.waiting(&key).filter_map(|m| self.contacts.open(m));
                openers
                    .filter(|opener| self.contacts.can_join(*opener, event))
                    .min_by_key(|opener| turn(self.events, *opener, self.table))
            }
        })
    }

    /// The open contact of the same party that a mail names, or is a copy of.
    fn contact_of_thread(&self, event: &Event) -> Option<u32> {
        if !self.rules.uses(Strategy::Message, event) {
            return None;
        }
        let mail = self.mail(event)?;
        std::iter::once(&mail.id).chain(&mail.answers).find_map(|id| {
            let earlier = *self.by_id.get(id)?;
            let opener = self.contacts.open(earlier)?;
            (self.events.list[earlier as usize].party == event.party
                && self.is_same_department(opener, event)
                && self.contacts.can_join(opener, event))
            .then_some(opener)
        })
    }

    /// Lets a message of the contact of `opener` wait for its answer under all its keys.
    fn wait(&mut self, index: u32, event: &Event, opener: u32) {
        for strategy in BY_KEY {
            let Some(key) = Key::waiting(strategy, event, self.rules) else { continue };
            let Self { events, contacts, chains, .. } = self;
            let mut waits = false;
            chains.retain(&key, |message| {
                let Some(waiting) = contacts.open(message) else { return false };
                // By subject it matters who was asked; the rest waits once.
                waits |= waiting == opener
                    && (strategy != Strategy::Subject
                        || events.list[message as usize].own == event.own);
                contacts.is_in_reach(waiting, event)
            });
            if !waits {
                chains.push(key, index);
            }
        }
        if self.rules.uses(Strategy::Message, event)
            && let Some(mail) = self.mail(event)
        {
            self.note_id(mail, index);
        }
    }

    fn note_id(&mut self, mail: &Mail, message: u32) {
        if mail.id != KeyId::NONE {
            self.by_id.insert(mail.id, message);
        }
    }

    pub(super) fn mail(&self, event: &Event) -> Option<&'e Mail> {
        self.events.mails.get(event.mail as usize)
    }

    pub(super) fn is_same_department(&self, opener: u32, event: &Event) -> bool {
        !self.rules.same_department
            || self.events.list[opener as usize].department == event.department
    }

    /// The sources of mails that name as answered a message that came in later, one for each.
    fn clock_skew(&self) -> Vec<u16> {
        if self.by_id.is_empty() {
            return Vec::new();
        }
        let names_later = |event: &&Event| {
            let named = self.mail(event).map_or(&[][..], |mail| &mail.answers);
            named.iter().filter_map(|id| self.by_id.get(id)).any(|question| {
                let asked = self.events.list[*question as usize].at();
                !is_behind(asked, event.at(), true, self.table)
            })
        };
        let answers =
            self.events.list.iter().filter(|event| {
                event.abilities.closes() && self.rules.uses(Strategy::Message, event)
            });
        answers.filter(names_later).map(|event| event.source).collect()
    }
}
