//! Answering: the open contacts that an event answers, by each strategy in turn.
//!
//! The surest comes first; the first that finds something ends the search. Opens nothing.

use super::Direction;
use super::chains::Key;
use super::order::turn;
use super::pass::{BY_KEY, Pass, SUREST_FIRST};
use crate::contact::Channel;
use crate::normalise::event::{Event, PartyId};
use crate::profile::language::Strategy;

impl Pass<'_> {
    /// Answers what `event` answers; whether that is anything.
    pub(super) fn answers(&mut self, index: u32, event: &Event) -> bool {
        let mut answers = event.abilities.closes()
            && SUREST_FIRST.into_iter().any(|strategy| match strategy {
                Strategy::Case => self.answers_case(index, event),
                Strategy::Party => self.answers_party(index, event),
                Strategy::Message => self.answers_message(index, event),
                Strategy::Subject => self.answers_subject(index, event),
            });
        // Somebody who called again and got through has the answer to the missed call.
        if self.rules.answered_by_new_call
            && event.can_open()
            && event.answered().is_some()
            && let Some(key) = Key::waiting(Strategy::Party, event, self.rules)
        {
            answers |= self.answers_all(index, event, &key, |_| true);
        }
        answers
    }

    fn answers_case(&mut self, index: u32, event: &Event) -> bool {
        let Some(key) = Key::answering(Strategy::Case, event, self.rules) else { return false };
        // What may be a question as well is an answer only if it goes back.
        let is_either = event.can_open();
        self.answers_all(index, event, &key, |opener| !is_either || goes_back(opener, event))
    }

    fn answers_party(&mut self, index: u32, event: &Event) -> bool {
        if event.channel == Channel::Phone && event.answered().is_none() {
            return false;
        }
        let Some(key) = Key::answering(Strategy::Party, event, self.rules) else { return false };
        self.answers_all(index, event, &key, |_| true)
    }

    /// Answers every open contact under `key` whose opener `fits`.
    fn answers_all(
        &mut self,
        index: u32,
        event: &Event,
        key: &Key,
        fits: impl Fn(&Event) -> bool,
    ) -> bool {
        let Self { events, contacts, chains, .. } = self;
        let allows_equal = event.abilities.is_once();
        let mut answers = false;
        chains.retain(key, |message| {
            let Some(opener) = contacts.open(message) else { return false };
            if !fits(&events.list[opener as usize])
                || !contacts.can_answer(opener, event, allows_equal)
            {
                return true;
            }
            contacts.close(opener, index, false);
            answers = true;
            false
        });
        answers
    }

    fn answers_message(&mut self, index: u32, event: &Event) -> bool {
        if !self.rules.uses(Strategy::Message, event) {
            return false;
        }
        let Some(mail) = self.mail(event) else { return false };
        let opener = mail.answers.iter().find_map(|id| {
            let question = *self.by_id.get(id)?;
            let opener = self.contacts.open(question)?;
            (is_reply(&self.events.list[question as usize], event)
                && self.is_same_department(opener, event)
                && self.contacts.can_answer(opener, event, true))
            .then_some(opener)
        });
        opener.inspect(|opener| self.close(*opener, index, false)).is_some()
    }

    fn answers_subject(&mut self, index: u32, event: &Event) -> bool {
        let Some(key) = Key::answering(Strategy::Subject, event, self.rules) else {
            return false;
        };
        let allows_equal = event.abilities.is_once();
        let candidates = self.chains.waiting(&key).filter_map(|message| {
            let opener = self.contacts.open(message)?;
            let own = self.events.list[message as usize].own;
            let is_other = match event.direction {
                Direction::Internal => false,
                Direction::In | Direction::Out => own != event.own,
            };
            // Officers answer in the name of a function box, and the box in theirs.
            let fits =
                !is_other || (self.is_function_box)(own) || (self.is_function_box)(event.own);
            (fits && self.contacts.can_answer(opener, event, allows_equal))
                .then(|| (is_other, turn(self.events, opener, self.table), opener))
        });
        match candidates.min() {
            Some((_, _, opener)) => {
                self.close(opener, index, true);
                true
            }
            None => false,
        }
    }

    /// Answers a contact, and takes it out of the chains in which its opener waits.
    fn close(&mut self, opener: u32, answer: u32, is_inferred: bool) {
        self.contacts.close(opener, answer, is_inferred);
        let asked = &self.events.list[opener as usize];
        for key in BY_KEY.iter().filter_map(|by| Key::waiting(*by, asked, self.rules)) {
            self.chains.retain(&key, |message| self.contacts.open(message).is_some());
        }
    }
}

/// Whether `event` goes back from who was asked to who asked.
fn goes_back(asked: &Event, event: &Event) -> bool {
    let are_known = event.party != PartyId::NOBODY && event.own != PartyId::NOBODY;
    are_known && asked.party == event.own && asked.own == event.party
}

/// Whether a mail that names `asked` goes to who asked. What leaves the organisation does
/// whoever it is addressed to: people answer to other addresses than they were asked from.
fn is_reply(asked: &Event, event: &Event) -> bool {
    match (asked.direction, event.direction) {
        (Direction::Internal, Direction::Internal) => goes_back(asked, event),
        (Direction::Internal, _) | (_, Direction::Internal) => false,
        _ => true,
    }
}
