//! Assembling: what rows tell becomes events, with everybody in them known by a number; events
//! told twice and legs of one call become one; pairing makes contacts of the rest.

mod coverage;
mod join;
mod merge;
mod parties_of;
mod source;

use rustc_hash::FxHashMap;

use crate::calendar::DayTable;
use crate::contact::{Channel, Contact, DepartmentId, Moment, Origin};
use crate::fault::Place;
use crate::organisation::{Organisation, PairingSettings, Posts, Register};
use crate::profile::language::{Family, Ignored, Profile, Slot, Strategy};

use super::event::{Abilities, Direction, Event, Events, KeyId, Mail, PartyId};
use super::extract::{Extractor, Told, Way};
use super::ids::PackedId;
use super::keys::Keys;
use super::ledger::{Ledger, Trail};
use super::pairing::{Fate, PairingRules, pair};
use super::parties::Parties;
use super::postings::{Postings, is_personal};
pub use coverage::{Coverage, InputSpan};
use join::Leg;
use parties_of::{Sides, sides};
use source::Source;

/// Every event of a run on its way to a contact.
#[derive(Debug)]
pub struct Assembler<'a> {
    table: &'a DayTable,
    parties: Parties,
    keys: Keys,
    cases: FxHashMap<(u16, KeyId), KeyId>,
    postings: Option<Postings<'a>>,
    sources: Vec<Source>,
    events: Events,
    /// What the source calls each event, by the ids of the ledger.
    ids: Vec<PackedId>,
    /// What legs of one call, or rows of one message, have in common; empty as long as that is
    /// the id of each.
    groups: Vec<PackedId>,
    /// Legs that the exchange calls something else than their call.
    legs: Vec<Leg>,
    coverage: Vec<Coverage>,
}

/// What became of the events of a run.
#[derive(Debug)]
pub struct Assembled {
    /// Rows by the reason why they are no contact of their own.
    pub ignored: Vec<(Ignored, u64)>,
    /// Rows that tell of an event told before.
    pub duplicates: u64,
    /// What each source covers.
    pub coverage: Vec<Coverage>,
    /// Everybody who is named.
    pub parties: Parties,
    /// The departments, where a register tells them.
    pub posts: Option<Posts>,
    /// Who sent mails for the organisation, and how many each.
    pub senders: Vec<(PartyId, u64)>,
}

impl<'a> Assembler<'a> {
    /// For a run of `organisation`, whose departments `register` tells where there is one.
    pub fn new(
        organisation: &Organisation,
        register: Option<&'a Register>,
        table: &'a DayTable,
    ) -> Self {
        Self {
            table,
            parties: Parties::new(organisation),
            keys: Keys::default(),
            cases: FxHashMap::default(),
            postings: register.map(Postings::new),
            sources: Vec::new(),
            events: Events::default(),
            ids: Vec::new(),
            groups: Vec::new(),
            legs: Vec::new(),
            coverage: Vec::new(),
        }
    }

    /// The number of the source that a profile describes. `name` tells sources of one profile
    /// apart: two handsets, two exchanges.
    pub fn source(&mut self, profile: &Profile, name: &str) -> u16 {
        if let Some(known) = self.sources.iter().position(|source| source.name == name) {
            return known as u16;
        }
        let strategies = profile.pairing.iter().flat_map(|pairing| &pairing.strategies);
        let strategies = strategies.fold(Abilities::NONE, |all, strategy| all.by(*strategy));
        let is_once = profile.pairing.as_ref().is_some_and(|pairing| pairing.once);
        let window_days = profile.pairing.as_ref().and_then(|pairing| pairing.window_days);
        self.sources.push(Source {
            name: name.to_owned(),
            strategies: if is_once { strategies.once() } else { strategies },
            window_days: window_days.map_or(0, |days| days.min(u32::from(u16::MAX)) as u16),
            collapses: profile.collapse.is_some(),
            last: profile.collapse.iter().flat_map(|own| own.last.clone()).collect(),
            exchange: profile.collapse.as_ref().and_then(|collapse| collapse.exchange.clone()),
            tells_legs: profile.fields.iter().any(|(slot, _)| *slot == Slot::Leg),
        });
        self.coverage.push(Coverage::new(name));
        debug_assert!(profile.family == Family::Events, "rows are no events");
        (self.sources.len() - 1) as u16
    }

    /// An input of a source begins.
    pub fn begin_input(&mut self, source: u16, input: u32) {
        self.coverage[usize::from(source)].begin_input(input);
    }

    /// Adds contacts that rows told whole; `place` tells where they stand in the run.
    pub fn adopt(&mut self, ledger: &mut Ledger, rows: &Ledger, place: impl Fn(Place) -> Place) {
        let table = self.table;
        let department = self.postings.as_mut().map(|postings| {
            |cell: &str, received: Moment| {
                postings.department(cell.as_bytes(), table.day_of(received.instant))
            }
        });
        ledger.adopt(rows, place, department);
    }

    /// The department of what a row of any family tells: by name, by code, or by whom of the
    /// organisation it concerns.
    pub fn department(
        &mut self,
        ledger: &mut Ledger,
        told: &Told<'_>,
        extractor: &Extractor<'_>,
        own: PartyId,
    ) -> DepartmentId {
        if self.postings.is_none() && !extractor.tells_department() {
            return DepartmentId::UNSTATED;
        }
        let (name, code) = (told.text(Slot::Department), told.text(Slot::Unit));
        let Some(postings) = &mut self.postings else {
            let name = if name.is_empty() { code } else { name };
            if extractor.tells(Slot::Unit) && is_personal(&name) {
                return DepartmentId::UNSTATED;
            }
            return DepartmentId(ledger.departments.number(&name));
        };
        let day = self.table.day_of(told.at.instant);
        if !name.is_empty() {
            return postings.department(&name, day);
        }
        if !code.is_empty() {
            return postings.unit(extractor.kind(Slot::Unit), &code, &mut self.parties, day);
        }
        let found = postings.party(&self.parties, own, day);
        found.unwrap_or(DepartmentId::UNSTATED)
    }

    /// Whose question a row of contacts is, by who sent it; `None` where nobody tells.
    pub fn origin_of_row(&mut self, told: &Told<'_>, extractor: &Extractor<'_>) -> Option<Origin> {
        if told.origin.is_some() {
            return told.origin;
        }
        let from = self.parties.number(extractor.kind(Slot::From), &told.text(Slot::From));
        (from != PartyId::NOBODY).then(|| match self.parties.is_own(from) {
            true => Origin::Internal,
            false => Origin::External,
        })
    }

    /// Adds what a row tells, or says why it is no event.
    pub fn add(
        &mut self,
        source: u16,
        told: &Told<'_>,
        extractor: &Extractor<'_>,
        ledger: &mut Ledger,
        place: Place,
    ) -> Option<Ignored> {
        let Sides { direction, is_internal, party, own } =
            match sides(&mut self.parties, told, extractor) {
                Ok(sides) => sides,
                Err(why) => return Some(self.note_leg(why, source, told, extractor, ledger)),
            };
        let of_source = &self.sources[usize::from(source)];
        let mut abilities = of_source.strategies;
        if told.opens.unwrap_or(direction != Direction::Out) {
            abilities = abilities.opening();
        }
        if told.closes.unwrap_or(direction != Direction::In) {
            abilities = abilities.closing();
        }
        if told.defers {
            abilities = abilities.deferring();
        }
        let window_days = of_source.window_days;
        // What opens nothing may have no channel; it answers by its key alone.
        let channel = told.channel.unwrap_or(Channel::Letter);
        let key = self.key(source, abilities, told, extractor);
        let mail = self.mail(abilities, told);
        let department = self.department(ledger, told, extractor, own);
        if department == DepartmentId::UNSTATED
            && direction != Direction::Out
            && self.parties.is_own(own)
            && let Some(postings) = &mut self.postings
        {
            postings.miss(own);
        }
        let origin =
            told.origin.unwrap_or(if is_internal { Origin::Internal } else { Origin::External });
        self.coverage[usize::from(source)].add(told.at, told.answered, self.table);
        let id_text = told.text(Slot::Id);
        let id = ledger.ids_mut().pack(&id_text);
        let group = if extractor.groups_by_id() {
            id
        } else {
            match &*told.text(Slot::Group) {
                b"" => id,
                group if *group == *id_text => id,
                group => ledger.ids_mut().pack(group),
            }
        };
        if group != id && self.groups.is_empty() {
            self.groups.clone_from(&self.ids);
        }
        if group != id || !self.groups.is_empty() {
            self.groups.push(group);
        }
        self.ids.push(id);
        if let Some(leg) = told.own_leg() {
            let leg = ledger.ids_mut().pack(&leg);
            self.legs.push(Leg { leg, group, source, party, at: told.at.instant });
        }
        self.events.list.push(Event {
            party,
            own,
            department,
            key,
            mail,
            input: place.input,
            line: u32::try_from(place.line).unwrap_or(u32::MAX),
            window_days,
            ring_s: told.ring_s.map_or(Event::RING_UNKNOWN, |ring| {
                ring.min(u32::from(Event::RING_UNKNOWN) - 1) as u16
            }),
            source,
            channel,
            direction,
            origin,
            abilities,
            ..Event::new(told.at, told.answered.map(|answered| answered.instant))
        });
        None
    }

    /// The case, or the subject: whatever its strategies pair by.
    fn key(
        &mut self,
        source: u16,
        abilities: Abilities,
        told: &Told<'_>,
        extractor: &Extractor<'_>,
    ) -> KeyId {
        if abilities.has(Strategy::Case) {
            let key = self.keys.number(extractor.kind(Slot::Case), &told.text(Slot::Case));
            if key == KeyId::NONE {
                return key;
            }
            // Two boards may number their cases alike: a case is one of its source.
            let next = KeyId(self.cases.len() as u32 + 1);
            return *self.cases.entry((source, key)).or_insert(next);
        }
        if abilities.has(Strategy::Subject) {
            return self.keys.subject_key(&told.text(Slot::Subject));
        }
        KeyId::NONE
    }

    fn mail(&mut self, abilities: Abilities, told: &Told<'_>) -> u32 {
        use crate::profile::language::KeyKind::MessageId;
        if !abilities.has(Strategy::Message) {
            return u32::MAX;
        }
        let id = self.keys.number(MessageId, &told.text(Slot::Message));
        let mut answers = Vec::new();
        let mut add = |keys: &mut Keys, text: &[u8]| {
            let key = keys.number(MessageId, text);
            if key != KeyId::NONE && !answers.contains(&key) {
                answers.push(key);
            }
        };
        for text in words(&told.text(Slot::ReplyTo)) {
            add(&mut self.keys, text);
        }
        let references = told.text(Slot::References);
        let references: Vec<&[u8]> = words(&references).collect();
        for text in references.into_iter().rev() {
            add(&mut self.keys, text);
        }
        if id == KeyId::NONE && answers.is_empty() {
            return u32::MAX;
        }
        self.events.mails.push(Mail { id, answers });
        (self.events.mails.len() - 1) as u32
    }

    /// Makes contacts of all events and adds them to the ledger. `exempt` makes those exempt that
    /// somebody lists by their id.
    pub fn finish(
        mut self,
        settings: &PairingSettings,
        infers: bool,
        ledger: &mut Ledger,
        mut exempt: Option<impl FnMut(&mut Ledger, Contact, &[u8]) -> Contact>,
    ) -> Assembled {
        let senders = self.senders();
        let duplicates = self.drop_duplicates(ledger.ids());
        let joined = self.join(ledger.ids());
        let legs = self.collapse(ledger.ids(), &joined);
        let rules = PairingRules {
            window_days: u32::from(settings.window_days),
            ignore_rings_under_s: u32::from(settings.ignore_rings_under_s),
            cross_channels: settings.cross_channels,
            merges_repeats: settings.merge_repeats,
            answered_by_new_call: settings.answered_by_new_call,
            infers,
            same_department: settings.same_department,
        };
        let parties = &self.parties;
        let is_function_box = |party| parties.is_function_box(party);
        let paired = pair(&self.events, &is_function_box, &rules, self.table);
        ledger.set_coverage_ends(self.coverage.iter().map(|own| own.ends(self.table)).collect());
        for source in &paired.skewed_sources {
            self.coverage[usize::from(*source)].clock_skew += 1;
        }
        let mut id_bytes = Vec::new();
        for (index, fate) in paired.fates_of(&self.events).enumerate() {
            let Fate::Contact(found) = fate else { continue };
            let event = &self.events.list[index];
            let id = self.ids[index];
            let contact = Contact::new(
                event.at(),
                found.answered,
                event.channel,
                event.origin,
                event.department,
            );
            let mut contact = contact.paired(found.pairing);
            if let Some(exempt) = &mut exempt {
                ledger.ids().write(id, &mut id_bytes);
                contact = exempt(ledger, contact, &id_bytes);
            }
            ledger.push_paired(contact, id, event.source, || {
                let answer = found.answer.map(|at| self.events.list[at as usize].place());
                (event.place(), Trail { answer, party: event.party, own: event.own })
            });
        }
        let mut ignored: Vec<(Ignored, u64)> =
            Ignored::ALL.into_iter().map(|reason| (reason, paired.fates.ignored(reason))).collect();
        ignored.push((Ignored::Leg, legs));
        Assembled {
            ignored,
            duplicates,
            coverage: self.coverage,
            parties: self.parties,
            posts: self.postings.map(Postings::into_posts),
            senders,
        }
    }

    /// Who sent mails for the organisation, and how many each.
    fn senders(&self) -> Vec<(PartyId, u64)> {
        let mut counts: FxHashMap<PartyId, u64> = FxHashMap::default();
        let sent = self.events.list.iter().filter(|event| event.channel == Channel::Email);
        for event in sent {
            match event.direction {
                Direction::Out => *counts.entry(event.own).or_default() += 1,
                Direction::Internal => *counts.entry(event.party).or_default() += 1,
                Direction::In => {}
            }
        }
        let mut senders: Vec<(PartyId, u64)> = counts.into_iter().collect();
        senders.sort_unstable_by_key(|(party, count)| (std::cmp::Reverse(*count), *party));
        senders
    }
}

/// The words of a text, parted by spaces, semicolons or commas.
fn words(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|byte| byte.is_ascii_whitespace() || matches!(byte, b';' | b','))
        .filter(|word| !word.is_empty())
}
