//! The slow twin: the rules of `docs/pairing.md` one by one, each by looking at everything.

use crate::calendar::DayTable;
use crate::contact::{Channel, Moment, Pairing};
use crate::normalise::event::{Direction, Event, Events, KeyId, PartyId};
use crate::normalise::pairing::{Fate, PairedContact, PairingRules};
use crate::profile::language::{Ignored, Strategy};

const ORDER: [Strategy; 4] =
    [Strategy::Case, Strategy::Message, Strategy::Party, Strategy::Subject];

/// A question with all its messages in the order of their turns.
struct Question {
    messages: Vec<usize>,
    is_open: bool,
    answer: Option<(usize, Pairing)>,
}

struct Slow<'e> {
    events: &'e Events,
    is_box: &'e dyn Fn(PartyId) -> bool,
    rules: &'e PairingRules,
    table: &'e DayTable,
    questions: Vec<Question>,
    /// Which message a Message-ID leads to; the last entry counts.
    ids: Vec<(KeyId, usize)>,
    /// Events of process logs that used up their key.
    once: Vec<usize>,
    ignored: Vec<Option<Ignored>>,
}

/// The fate of each event, and the mails that name a later one.
pub(super) fn pair_slowly(
    events: &Events,
    is_box: &dyn Fn(PartyId) -> bool,
    rules: &PairingRules,
    table: &DayTable,
) -> (Vec<Fate>, u64) {
    let mut slow = Slow {
        events,
        is_box,
        rules,
        table,
        questions: Vec::new(),
        ids: Vec::new(),
        once: Vec::new(),
        ignored: vec![None; events.list.len()],
    };
    let mut order: Vec<usize> = (0..events.list.len()).collect();
    order.sort_by_key(|index| slow.turn(*index));
    for index in order {
        slow.ignored[index] = slow.take(index);
    }
    ((0..events.list.len()).map(|index| slow.fate(index)).collect(), slow.clock_skew())
}

impl Slow<'_> {
    fn event(&self, index: usize) -> &Event {
        &self.events.list[index]
    }

    fn turn(&self, index: usize) -> (i64, u8, usize) {
        let event = self.event(index);
        let answers_only = event.abilities.closes() && !can_open(event);
        let midnight = event.at().instant.unix_seconds();
        if event.at().is_bare_date() && answers_only {
            let next = self.table.midnight(self.table.day_of(event.at().instant).plus(1));
            return (next.unix_seconds() - 1, 9, index);
        }
        let place = match () {
            () if event.at().is_bare_date() => 0,
            () if !answers_only => 5,
            () if event.abilities.is_once() => 7,
            () if uses_message(event) && !self.answers_of(event).is_empty() => 7,
            () => 3,
        };
        (midnight, place, index)
    }

    fn take(&mut self, index: usize) -> Option<Ignored> {
        let event = *self.event(index);
        let is_internal = event.direction == Direction::Internal;
        if is_internal
            && event.channel == Channel::Email
            && ((self.is_box)(event.party) || (self.is_box)(event.own))
        {
            let answers = self.answers_of(&event).to_vec();
            if let Some(known) = answers.iter().find_map(|id| self.message_with(*id)) {
                self.ids.push((self.id_of(&event), known));
            }
            return Some(Ignored::Forwarding);
        }
        if is_internal && event.party == event.own && event.party != PartyId::NOBODY {
            return Some(Ignored::Outgoing);
        }
        if event.direction != Direction::Out
            && !event.abilities.opens()
            && !event.abilities.closes()
        {
            return Some(Ignored::Filtered);
        }
        if self.answers(index, &event) {
            return Some(Ignored::Answer);
        }
        if !can_open(&event) {
            return Some(Ignored::Outgoing);
        }
        let was_picked_up = event.answered().is_some();
        if event.channel == Channel::Phone
            && !was_picked_up
            && event.ring_s != Event::RING_UNKNOWN
            && u32::from(event.ring_s) < self.rules.ignore_rings_under_s
        {
            return Some(Ignored::ShortRing);
        }
        if event.party == PartyId::NOBODY && !was_picked_up && !event.abilities.has(Strategy::Case)
        {
            return Some(Ignored::NoParty);
        }
        if event.abilities.is_once() {
            let by_key = [Strategy::Case, Strategy::Party, Strategy::Subject];
            let is_used_up = self
                .once
                .iter()
                .any(|other| by_key.iter().any(|by| self.belong(*by, self.event(*other), &event)));
            if is_used_up {
                return Some(Ignored::Repeat);
            }
            self.once.push(index);
        }
        if was_picked_up {
            self.questions.push(Question {
                messages: vec![index],
                is_open: false,
                answer: Some((index, Pairing::Direct)),
            });
            return None;
        }
        // Before its own id is known, so that it does not find itself.
        let joined = ORDER.into_iter().find_map(|by| self.question_to_join(by, &event));
        if uses_message(&event) && self.id_of(&event) != KeyId::NONE {
            self.ids.push((self.id_of(&event), index));
        }
        match joined {
            Some(question) => {
                self.questions[question].messages.push(index);
                self.rules.merges_repeats.then_some(Ignored::Repeat)
            }
            None => {
                self.questions.push(Question {
                    messages: vec![index],
                    is_open: true,
                    answer: None,
                });
                None
            }
        }
    }

    fn question_to_join(&self, by: Strategy, event: &Event) -> Option<usize> {
        if by == Strategy::Message {
            if !uses_message(event) {
                return None;
            }
            let ids = [self.id_of(event)].into_iter().chain(self.answers_of(event).to_vec());
            return ids.into_iter().find_map(|id| {
                let message = self.message_with(id)?;
                let question = self.open_question_of(message)?;
                (self.event(message).party == event.party
                    && self.is_right_department(question, event)
                    && self.is_in_window(question, event.at()))
                .then_some(question)
            });
        }
        (0..self.questions.len()).find(|question| {
            let messages = &self.questions[*question].messages;
            self.questions[*question].is_open
                && messages.iter().any(|message| self.belong(by, self.event(*message), event))
                && self.is_in_window(*question, event.at())
        })
    }

    fn answers(&mut self, index: usize, event: &Event) -> bool {
        let mut found = Vec::new();
        if event.abilities.closes() {
            for by in ORDER {
                found = self.questions_answered(by, event);
                if !found.is_empty() {
                    let pairing = match by {
                        Strategy::Subject => Pairing::Inferred,
                        _ => Pairing::Exact,
                    };
                    found.iter().for_each(|question| self.close(*question, index, pairing));
                    break;
                }
            }
        }
        let mut got_through = Vec::new();
        if self.rules.answered_by_new_call && can_open(event) && event.answered().is_some() {
            for question in 0..self.questions.len() {
                let messages = &self.questions[question].messages;
                let is_theirs = messages
                    .iter()
                    .any(|message| self.belong(Strategy::Party, self.event(*message), event));
                if is_theirs && self.can_answer(question, event, event.abilities.is_once()) {
                    got_through.push(question);
                }
            }
            got_through.iter().for_each(|q| self.close(*q, index, Pairing::Exact));
        }
        !found.is_empty() || !got_through.is_empty()
    }

    fn questions_answered(&self, by: Strategy, event: &Event) -> Vec<usize> {
        let is_once = event.abilities.is_once();
        let back = Event { party: event.own, own: event.party, ..*event };
        let is_internal = event.direction == Direction::Internal;
        let is_one_sided = event.party == PartyId::NOBODY || event.own == PartyId::NOBODY;
        let all = 0..self.questions.len();
        match by {
            Strategy::Case => all
                .filter(|question| {
                    let messages = &self.questions[*question].messages;
                    let opener = self.event(messages[0]);
                    messages.iter().any(|message| self.belong(by, self.event(*message), event))
                        && (!can_open(event) || goes_back(opener, event))
                        && self.can_answer(*question, event, is_once)
                })
                .collect(),
            Strategy::Party => {
                if event.channel == Channel::Phone && event.answered().is_none() {
                    return Vec::new();
                }
                if is_internal && is_one_sided {
                    return Vec::new();
                }
                let asked = if is_internal { &back } else { event };
                all.filter(|question| {
                    let messages = &self.questions[*question].messages;
                    messages.iter().any(|message| self.belong(by, self.event(*message), asked))
                        && self.can_answer(*question, event, is_once)
                })
                .collect()
            }
            Strategy::Message => {
                if !uses_message(event) {
                    return Vec::new();
                }
                let named = self.answers_of(event).iter().find_map(|id| {
                    let message = self.message_with(*id)?;
                    let question = self.open_question_of(message)?;
                    let asked = self.event(message);
                    let was_internal = asked.direction == Direction::Internal;
                    let fits = was_internal == is_internal
                        && (!is_internal || goes_back(asked, event))
                        && self.is_right_department(question, event)
                        && self.can_answer(question, event, true);
                    fits.then_some(question)
                });
                named.into_iter().collect()
            }
            Strategy::Subject => {
                if is_internal && is_one_sided {
                    return Vec::new();
                }
                let asked = if is_internal { &back } else { event };
                let fitting = |question: &usize, needs_same_own: bool| {
                    let messages = &self.questions[*question].messages;
                    messages.iter().any(|message| {
                        let message = self.event(*message);
                        let is_same = is_internal || message.own == event.own;
                        let is_box = (self.is_box)(message.own) || (self.is_box)(event.own);
                        self.belong(by, message, asked) && (is_same || !needs_same_own && is_box)
                    }) && self.can_answer(*question, event, is_once)
                };
                let same = all.clone().find(|question| fitting(question, true));
                same.or_else(|| all.clone().find(|q| fitting(q, false))).into_iter().collect()
            }
        }
    }

    /// Whether two events have in common what `by` asks for.
    fn belong(&self, by: Strategy, one: &Event, other: &Event) -> bool {
        let is_internal = |event: &Event| event.direction == Direction::Internal;
        let is_same_party = one.party == other.party
            && one.party != PartyId::NOBODY
            && is_internal(one) == is_internal(other)
            && (!is_internal(one) || one.own == other.own);
        let is_same_key = one.key == other.key && one.key != KeyId::NONE;
        let lane = |channel| match channel {
            Channel::Sms if self.rules.cross_channels => Channel::Phone,
            channel => channel,
        };
        one.abilities.has(by)
            && other.abilities.has(by)
            && (!self.rules.same_department || one.department == other.department)
            && match by {
                Strategy::Case => is_same_key,
                Strategy::Party => is_same_party && lane(one.channel) == lane(other.channel),
                Strategy::Subject => is_same_party && is_same_key && self.rules.infers,
                Strategy::Message => false,
            }
    }

    fn can_answer(&self, question: usize, event: &Event, allows_equal: bool) -> bool {
        let opener = self.event(self.questions[question].messages[0]);
        let is_behind = if opener.at().is_bare_date() || event.at().is_bare_date() {
            self.table.day_of(event.at().instant) >= self.table.day_of(opener.at().instant)
        } else {
            let later_s = event.at().instant.since_s(opener.at().instant);
            later_s > 0 || allows_equal && later_s == 0
        };
        self.questions[question].is_open
            && is_behind
            && self.is_in_window(question, moment_of(event))
    }

    fn is_in_window(&self, question: usize, moment: Moment) -> bool {
        let messages = &self.questions[question].messages;
        let counting = if self.rules.merges_repeats { &messages[..1] } else { messages };
        counting.iter().any(|message| self.is_message_in_window(*message, moment))
    }

    fn is_message_in_window(&self, message: usize, moment: Moment) -> bool {
        let message = self.event(message);
        let days = match message.window_days {
            0 => i64::from(self.rules.window_days),
            days => i64::from(days),
        };
        if message.at().is_bare_date() || moment.is_bare_date() {
            let received = self.table.day_of(message.at().instant);
            return i64::from(self.table.day_of(moment.instant).days_since(received)) <= days;
        }
        moment.instant.since_s(message.at().instant) <= days * 24 * 3600
    }

    fn is_right_department(&self, question: usize, event: &Event) -> bool {
        let opener = self.event(self.questions[question].messages[0]);
        !self.rules.same_department || opener.department == event.department
    }

    fn message_with(&self, id: KeyId) -> Option<usize> {
        let is_it = |entry: &&(KeyId, usize)| entry.0 == id && id != KeyId::NONE;
        self.ids.iter().rev().find(is_it).map(|entry| entry.1)
    }

    fn open_question_of(&self, message: usize) -> Option<usize> {
        self.questions.iter().position(|q| q.is_open && q.messages.contains(&message))
    }

    fn close(&mut self, question: usize, answer: usize, pairing: Pairing) {
        self.questions[question].is_open = false;
        self.questions[question].answer = Some((answer, pairing));
    }

    fn fate(&self, index: usize) -> Fate {
        if let Some(reason) = self.ignored[index] {
            return Fate::Ignored(reason);
        }
        let question = self.questions.iter().find(|q| q.messages.contains(&index)).unwrap();
        let answer = question.answer.filter(|(answer, pairing)| {
            *pairing == Pairing::Direct
                || self.is_message_in_window(index, moment_of(self.event(*answer)))
        });
        Fate::Contact(PairedContact {
            opener: index as u32,
            answer: answer.map(|(answer, _)| answer as u32),
            answered: answer.map(|(answer, _)| moment_of(self.event(answer))),
            pairing: answer.map_or(Pairing::None, |(_, pairing)| pairing),
        })
    }

    fn clock_skew(&self) -> u64 {
        let names_later = |event: &&Event| {
            event.abilities.closes()
                && uses_message(event)
                && self.answers_of(event).iter().any(|id| {
                    self.message_with(*id).is_some_and(|message| {
                        let named = self.event(message).at();
                        if named.is_bare_date() || event.at().is_bare_date() {
                            self.table.day_of(named.instant) > self.table.day_of(event.at().instant)
                        } else {
                            named.instant > event.at().instant
                        }
                    })
                })
        };
        self.events.list.iter().filter(names_later).count() as u64
    }

    fn id_of(&self, event: &Event) -> KeyId {
        self.events.mails.get(event.mail as usize).map_or(KeyId::NONE, |mail| mail.id)
    }

    fn answers_of(&self, event: &Event) -> &[KeyId] {
        self.events.mails.get(event.mail as usize).map_or(&[], |mail| &mail.answers)
    }
}

fn can_open(event: &Event) -> bool {
    event.abilities.opens() && event.direction != Direction::Out
}

fn uses_message(event: &Event) -> bool {
    event.abilities.has(Strategy::Message)
}

fn moment_of(event: &Event) -> Moment {
    match event.answered() {
        Some(picked_up) => Moment::second(picked_up),
        None => event.at(),
    }
}

fn goes_back(asked: &Event, event: &Event) -> bool {
    asked.party == event.own
        && asked.own == event.party
        && event.party != PartyId::NOBODY
        && event.own != PartyId::NOBODY
}
