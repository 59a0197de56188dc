//! Any small log under any rules: the pass against its slow twin, and what must always hold.

use proptest::collection::vec;
use proptest::prelude::{Just, ProptestConfig, any, prop, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::select;
// The name is taken by the ways to find an answer.
use proptest::strategy::Strategy as Values;

use super::*;

/// Moments that meet: few days, few seconds of them, the ends of days, and both sides of the
/// windows and of the change to summer time.
fn any_moment() -> impl Values<Value = Moment> {
    let day = prop_oneof![4 => 26i32..30, 1 => 26i32..40];
    let second = select(vec![0i64, 1, 36_000, 36_001, 72_000, 82_799]);
    (day, prop_oneof![1 => Just(None), 3 => second.prop_map(Some)]).prop_map(|(day, second)| {
        let midnight = TABLE.midnight(Day::from_ymd(2026, 3, 1).unwrap().plus(day));
        match second {
            None => Moment::day(midnight),
            Some(second) => Moment::second(midnight.plus_s(second)),
        }
    })
}

fn any_abilities(direction: Direction, channel: Channel) -> impl Values<Value = Abilities> {
    let usual = match direction {
        Direction::In => Abilities::NONE.opening(),
        Direction::Out => Abilities::NONE.closing(),
        Direction::Internal => Abilities::NONE.opening().closing(),
    };
    let usual = match channel {
        Channel::Email => usual.by(Strategy::Message).by(Strategy::Subject),
        Channel::Letter => usual.by(Strategy::Case),
        _ => usual.by(Strategy::Party),
    };
    let odd = (any::<[bool; 3]>(), any::<[bool; 4]>()).prop_map(|(flags, by)| {
        let mut able = Abilities::NONE;
        able = if flags[0] { able.opening() } else { able };
        able = if flags[1] { able.closing() } else { able };
        able = if flags[2] { able.once() } else { able };
        let strategies = Strategy::ALL.into_iter().zip(by).filter(|(_, is)| *is);
        strategies.fold(able, |able, (strategy, _)| able.by(strategy))
    });
    prop_oneof![12 => Just(usual), 2 => Just(usual.once()), 2 => odd]
}

fn any_event() -> impl Values<Value = (Event, Option<Mail>)> {
    let way = (
        select(vec![
            Direction::In,
            Direction::In,
            Direction::Out,
            Direction::Out,
            Direction::Internal,
        ]),
        select(vec![Channel::Phone, Channel::Sms, Channel::Email, Channel::Email, Channel::Letter]),
    );
    way.prop_flat_map(|(direction, channel)| {
        let own = || select(vec![0u32, 10, 11, 12, BOX.0]);
        let party = match direction {
            Direction::Internal => own().boxed(),
            Direction::In | Direction::Out => prop_oneof![1 => Just(0u32), 6 => 1u32..3].boxed(),
        };
        let ids = vec((1u32..7).prop_map(KeyId), 0..3);
        let mail = ((0u32..7).prop_map(KeyId), ids).prop_map(move |(id, answers)| {
            (channel == Channel::Email).then_some(Mail { id, answers })
        });
        (
            any_moment(),
            prop::option::of(select(vec![0i64, 5, 90_000])),
            (party, own()),
            (0u32..2, 0u32..3, select(vec![0u16, 0, 0, 1, 3]), select(vec![0u16, 3, u16::MAX])),
            any_abilities(direction, channel),
            prop::option::weighted(0.9, mail),
        )
            .prop_map(
                move |(
                    at,
                    up,
                    (party, own),
                    (department, key, window_days, ring_s),
                    abilities,
                    mail,
                )| {
                    let up = up.filter(|_| channel == Channel::Phone);
                    let event = Event {
                        party: PartyId(party),
                        own: PartyId(own),
                        department: DepartmentId(department),
                        key: KeyId(key),
                        window_days,
                        ring_s,
                        channel,
                        direction,
                        abilities,
                        ..Event::new(at, up.map(|after_s| at.instant.plus_s(after_s)))
                    };
                    (event, mail.flatten())
                },
            )
    })
}

fn any_log() -> impl Values<Value = Events> {
    vec(any_event(), 0..28).prop_map(|entries| {
        let mut events = Events::default();
        for (mut event, mail) in entries {
            if let Some(mail) = mail {
                event.mail = events.mails.len() as u32;
                events.mails.push(mail);
            }
            event.line = events.list.len() as u32;
            events.list.push(event);
        }
        events
    })
}

fn any_rules() -> impl Values<Value = PairingRules> {
    let days = select(vec![1u32, 2, 4, 90]);
    (days, select(vec![0u32, 4]), any::<[bool; 4]>(), prop::bool::weighted(0.2)).prop_map(
        |(window_days, ignore_rings_under_s, is, same_department)| PairingRules {
            window_days,
            ignore_rings_under_s,
            cross_channels: is[0],
            merges_repeats: is[1],
            answered_by_new_call: is[2],
            infers: is[3],
            same_department,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn the_pass_finds_what_its_slow_twin_finds(events in any_log(), rules in any_rules()) {
        let paired = pair(&events, &is_box, &rules, &TABLE);
        let fates: Vec<Fate> = paired.fates_of(&events).collect();
        let (slowly, clock_skew) = twin::pair_slowly(&events, &is_box, &rules, &TABLE);
        prop_assert_eq!(fates, slowly);
        prop_assert_eq!(paired.clock_skew, clock_skew);
    }

    #[test]
    fn every_event_has_one_fate_and_every_answer_is_one(
        events in any_log(),
        rules in any_rules(),
    ) {
        let paired = pair(&events, &is_box, &rules, &TABLE);
        prop_assert_eq!(paired.fates.events(), events.list.len() as u64);
        prop_assert_eq!(paired.contacts(&events).count() as u64, paired.fates.contacts);
        let fates: Vec<Fate> = paired.fates_of(&events).collect();
        let mut answers: Vec<u32> = Vec::new();
        for contact in paired.contacts(&events) {
            prop_assert_eq!(contact.answer.is_some(), contact.answered.is_some());
            match (contact.pairing, contact.answer) {
                (Pairing::None, answer) => prop_assert_eq!(answer, None),
                (Pairing::Direct, answer) => prop_assert_eq!(answer, Some(contact.opener)),
                (_, answer) => answers.extend(answer),
            }
        }
        answers.sort_unstable();
        answers.dedup();
        let are_answers = (0..).zip(&fates).filter(|(_, fate)| **fate == Fate::Ignored(Ignored::Answer));
        prop_assert_eq!(answers, are_answers.map(|(index, _)| index).collect::<Vec<u32>>());
    }

    #[test]
    fn the_order_of_reading_decides_nothing_but_ties(
        events in any_log(),
        rules in any_rules(),
        seed in any::<u64>(),
    ) {
        // No ties: every event in a second of its own, so no bare dates either.
        let mut events = events;
        for (event, after_s) in events.list.iter_mut().zip((0..).step_by(2)) {
            let at = Moment::second(event.at().instant.plus_s(after_s));
            let up = event.answered().map(|up| up.plus_s(after_s));
            let moved = Event::new(at, up);
            event.happened = moved.happened;
            event.picked_up = moved.picked_up;
            event.precision = moved.precision;
        }
        let mut seen = std::collections::BTreeSet::new();
        events.list.retain(|event| seen.insert(event.at().instant));
        let mut order: Vec<usize> = (0..events.list.len()).collect();
        order.sort_by_key(|index| (*index as u64 + 1).wrapping_mul(seed | 1).rotate_left(23));
        let shuffled = Events {
            list: order.iter().map(|index| events.list[*index]).collect(),
            mails: events.mails.clone(),
        };
        let by_line = |events: &Events| {
            let paired = pair(events, &is_box, &rules, &TABLE);
            let line = |index: u32| events.list[index as usize].line;
            let mut fates: Vec<(u32, Fate)> = paired
                .fates_of(events)
                .zip(&events.list)
                .map(|(fate, event)| (event.line, match fate {
                    Fate::Contact(contact) => Fate::Contact(PairedContact {
                        opener: line(contact.opener),
                        answer: contact.answer.map(line),
                        ..contact
                    }),
                    ignored => ignored,
                }))
                .collect();
            fates.sort_by_key(|(line, _)| *line);
            fates
        };
        prop_assert_eq!(by_line(&events), by_line(&shuffled));
    }
}
