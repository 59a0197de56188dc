//! Pairing by hand-made logs, and against its slow twin.
//!
//! A log is text with an event a line: direction, channel, who is outside (or asks), who is
//! inside (or is asked), the moment as a day of March 2026 with or without a time, and more
//! words such as `up=20` (picked up after 20 seconds), `id=1`, `re=1,2`, `subject=5`, `case=7`,
//! `window=3`, `ring=2`, `department=2`, `once`, `opens`, `closes`. `box` is a function box.

mod any;
mod twin;

use std::sync::LazyLock;

use super::*;
use crate::calendar::ShortInstant;
use crate::calendar::{Calendar, Day};
use crate::contact::DepartmentId;
use crate::normalise::event::{Abilities, KeyId, Mail};

static TABLE: LazyLock<DayTable> = LazyLock::new(|| Calendar::swedish().table);

/// The function box among the parties.
const BOX: PartyId = PartyId(90);

fn is_box(party: PartyId) -> bool {
    party == BOX
}

fn moment(text: &str) -> Moment {
    let (day, time) = text.split_once('T').map_or((text, None), |(day, time)| (day, Some(time)));
    let first = Day::from_ymd(2026, 3, 1).unwrap();
    let midnight = TABLE.midnight(first.plus(day.parse::<i32>().unwrap() - 1));
    let Some(time) = time else { return Moment::day(midnight) };
    let mut seconds = 0;
    for (part, unit_s) in time.split(':').zip([3600, 60, 1]) {
        seconds += part.parse::<i64>().unwrap() * unit_s;
    }
    Moment::second(midnight.plus_s(seconds))
}

fn party(name: &str) -> PartyId {
    match name {
        "-" => PartyId::NOBODY,
        "box" => BOX,
        name => PartyId(u32::from(name.as_bytes()[0])),
    }
}

fn event(line: &str, number: usize, mails: &mut Vec<Mail>) -> Event {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [direction, channel, from, to, at, more @ ..] = words.as_slice() else {
        panic!("{line}: an event has five words")
    };
    let (direction, usual) = match *direction {
        "in" => (Direction::In, Abilities::NONE.opening()),
        "out" => (Direction::Out, Abilities::NONE.closing()),
        "internal" => (Direction::Internal, Abilities::NONE.opening().closing()),
        other => panic!("{other}: no direction"),
    };
    let channel = Channel::ALL.into_iter().find(|c| c.id() == *channel).unwrap();
    let strategies = match channel {
        Channel::Email => &[Strategy::Message, Strategy::Subject][..],
        Channel::Letter => &[Strategy::Case],
        _ => &[Strategy::Party],
    };
    let is_told = more.contains(&"opens") || more.contains(&"closes");
    let mut abilities = if is_told { Abilities::NONE } else { usual };
    abilities = strategies.iter().fold(abilities, |able, strategy| able.by(*strategy));
    let mut mail = Mail::default();
    let mut event = Event {
        party: party(from),
        own: party(to),
        line: number as u32,
        channel,
        direction,
        abilities,
        ..Event::new(moment(at), None)
    };
    for word in more {
        let (name, value) = word.split_once('=').unwrap_or((word, "0"));
        let id = |value: &str| KeyId(value.parse().unwrap());
        match name {
            "up" => {
                let up = event.at().instant.plus_s(value.parse().unwrap());
                event.picked_up = Some(ShortInstant::new(up));
            }
            "id" => mail.id = id(value),
            "re" => mail.answers = value.split(',').map(id).collect(),
            "subject" | "case" => event.key = id(value),
            "window" => event.window_days = value.parse().unwrap(),
            "ring" => event.ring_s = value.parse().unwrap(),
            "department" => event.department = DepartmentId(value.parse().unwrap()),
            "once" => event.abilities = event.abilities.once(),
            "opens" => event.abilities = event.abilities.opening(),
            "closes" => event.abilities = event.abilities.closing(),
            other => panic!("{other}: no such word"),
        }
    }
    if mail != Mail::default() {
        event.mail = mails.len() as u32;
        mails.push(mail);
    }
    event
}

fn log(text: &str) -> Events {
    let mut mails = Vec::new();
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let list = lines.enumerate().map(|(number, line)| event(line, number, &mut mails)).collect();
    Events { list, mails }
}

fn told(fate: Fate) -> String {
    match fate {
        Fate::Ignored(reason) => reason.id().to_owned(),
        Fate::Contact(contact) => match contact.answer {
            Some(answer) => format!("{} {answer}", contact.pairing.id()),
            None => contact.pairing.id().to_owned(),
        },
    }
}

/// The fates of the events of a log, which its slow twin must find as well.
fn fates(text: &str, rules: &PairingRules) -> Vec<String> {
    let events = log(text);
    let paired = pair(&events, &is_box, rules, &TABLE);
    let fates: Vec<Fate> = paired.fates_of(&events).collect();
    let (slowly, clock_skew) = twin::pair_slowly(&events, &is_box, rules, &TABLE);
    assert_eq!((&fates, paired.clock_skew), (&slowly, clock_skew), "the twin differs: {text}");
    fates.into_iter().map(told).collect()
}

/// Holds each log against the fates of its events, one a line behind `=>`.
fn assert_fates(rules: &PairingRules, logs: &[&str]) {
    for text in logs {
        let (events, expected): (Vec<&str>, Vec<&str>) = text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| line.split_once("=>").expect("a line tells its fate"))
            .unzip();
        let expected: Vec<&str> = expected.into_iter().map(str::trim).collect();
        assert_eq!(fates(&events.join("\n"), rules), expected, "{rules:?}{text}");
    }
}

fn usual() -> PairingRules {
    PairingRules::default()
}

#[test]
fn a_call_that_a_person_answered_is_a_contact_answered_at_that_moment() {
    assert_fates(
        &usual(),
        &["in phone a x 2T09:00 up=12 => direct 0", "in phone - x 2T09:00 up=12 => direct 0"],
    );
    let events = log("in phone a x 2T09:00 up=12");
    let paired = pair(&events, &is_box, &usual(), &TABLE);
    let contact = paired.contacts(&events).next().unwrap();
    assert_eq!(contact.answered, Some(moment("2T09:00:12")));
}

#[test]
fn a_missed_call_is_answered_by_the_first_later_call_to_the_number_that_was_picked_up() {
    assert_fates(
        &usual(),
        &[
            "out phone a x 2T08:00 up=9 => outgoing
             in phone a x 2T09:00 => exact 3
             out phone a x 2T09:30 => outgoing
             out phone a y 2T10:00 up=9 => answers
             out phone a x 2T11:00 up=9 => outgoing",
            "in phone a x 2T09:00 => none
             out phone b x 2T10:00 up=9 => outgoing",
            // Not later: the two calls crossed.
            "in phone a x 2T09:00 => none
             out phone a x 2T09:00 up=9 => outgoing",
        ],
    );
    let events = log("in phone a x 2T09:00\nout phone a x 2T10:00 up=20");
    let paired = pair(&events, &is_box, &usual(), &TABLE);
    let contact = paired.contacts(&events).next().unwrap();
    assert_eq!(contact.answered, Some(moment("2T10:00:20")), "when it was picked up");
}

#[test]
fn a_missed_call_is_answered_when_the_number_calls_again_and_gets_through() {
    let text = "in phone a x 2T09:00 => exact 2
                in phone a x 2T09:10 => repeats
                in phone a y 2T09:30 up=5 => answers
                in phone a x 2T10:00 up=5 => direct 3";
    assert_fates(&usual(), &[text]);
    let rules = PairingRules { answered_by_new_call: false, ..usual() };
    let text = "in phone a x 2T09:00 => exact 2
                in phone a y 2T09:30 up=5 => direct 1
                out phone a x 2T10:00 up=5 => answers";
    assert_fates(&rules, &[text]);
}

#[test]
fn calls_that_rang_shorter_than_set_are_ignored() {
    let text = "in phone a x 2T09:00 ring=4 => short_rings
                in phone b x 2T09:00 ring=5 => none
                in phone c x 2T09:00 => none
                in phone d x 2T09:00 ring=1 up=1 => direct 3
                internal phone p q 2T09:00 ring=4 => short_rings";
    assert_fates(&PairingRules { ignore_rings_under_s: 5, ..usual() }, &[text]);
    assert_fates(&usual(), &["in phone a x 2T09:00 ring=0 => none"]);
}

#[test]
fn a_missed_call_of_a_withheld_number_has_nobody_to_answer() {
    assert_fates(
        &usual(),
        &["in phone - x 2T09:00 => no_party
           in sms - x 2T09:00 => no_party
           in email - x 2T09:00 id=1 => no_party
           in letter - - 2 case=1 => none
           out phone - x 2T10:00 up=5 => outgoing"],
    );
}

#[test]
fn a_text_message_is_answered_by_the_first_later_one_to_the_number() {
    assert_fates(
        &usual(),
        &["in sms a x 2T09:00 => exact 2
           in sms a x 2T09:01 => repeats
           out sms a x 2T10:00 => answers
           out sms a x 2T11:00 => outgoing
           in sms a x 2T12:00 => none"],
    );
}

#[test]
fn calls_and_text_messages_answer_each_other_only_across_channels() {
    assert_fates(
        &usual(),
        &[
            "in sms a x 2T09:00 => none
           in phone a x 2T09:30 => none
           out email a x 2T09:50 => outgoing",
            "in sms a x 2T09:00 => none
           out phone a x 2T10:00 up=5 => outgoing",
            "in phone a x 2T09:00 => none
           out sms a x 2T10:00 => outgoing",
        ],
    );
    assert_fates(
        &PairingRules { cross_channels: true, ..usual() },
        &[
            "in sms a x 2T09:00 => exact 3
           in phone a x 2T09:30 => repeats
           out phone a x 2T09:40 => outgoing
           out phone a x 2T10:00 up=5 => answers",
            "in phone a x 2T09:00 => exact 1
           out sms a x 2T10:00 => answers",
            "in sms a x 2T09:00 => exact 1
           in phone a x 2T10:00 up=5 => answers",
        ],
    );
}

#[test]
fn a_mail_is_answered_by_the_first_that_names_it() {
    assert_fates(
        &usual(),
        &[
            "in email a x 2T09:00 id=1 => exact 1
             out email a x 2T10:00 id=2 re=1 => answers
             out email a x 2T11:00 id=3 re=1 => outgoing",
            // By another officer, to another address, under another subject.
            "in email a x 2T09:00 id=1 subject=1 => exact 1
             out email b y 2T10:00 re=8,1 subject=2 => answers",
            // It names a further message of the contact.
            "in email a x 2T09:00 id=1 subject=1 => exact 2
             in email a x 2T09:30 id=2 subject=1 => repeats
             out email a x 2T10:00 re=2 => answers",
            // By name before by subject, which would be the older one.
            "in email a x 2T09:00 id=1 subject=1 => none
             in email b x 2T09:30 id=2 subject=1 => exact 2
             out email a x 2T10:00 re=2 subject=1 => answers",
            // In the same second, and yet surely an answer.
            "in email a x 2T09:00 id=1 => exact 1
             out email a x 2T09:00 re=1 => answers",
        ],
    );
}

#[test]
fn a_mail_is_a_further_message_if_it_names_one_of_an_open_contact_of_the_same_party() {
    assert_fates(
        &usual(),
        &[
            "in email a x 2T09:00 id=1 subject=1 => none
             in email a y 2T10:00 id=2 re=1 subject=2 => repeats
             in email b x 2T11:00 id=3 re=1 => none",
            // A copy of it in another mailbox.
            "in email a x 2T09:00 id=1 => none
             in email a y 2T09:00:01 id=1 => repeats",
            // What names a closed contact opens a new one.
            "in email a x 2T09:00 id=1 => exact 1
             out email a x 2T10:00 id=2 re=1 => answers
             in email a x 2T11:00 id=3 re=2,1 => exact 3
             out email a x 2T12:00 id=4 re=3,2,1 => answers",
        ],
    );
}

#[test]
fn an_answer_by_subject_is_inferred_and_goes_between_the_same_two() {
    assert_fates(
        &usual(),
        &[
            "in email a x 2T09:00 subject=1 => inferred 2
             in email a x 2T09:10 subject=1 => repeats
             out email a x 2T10:00 subject=1 => answers",
            "in email a x 2T09:00 subject=1 => none
             out email a y 2T10:00 subject=1 => outgoing
             out email b x 2T10:00 subject=1 => outgoing
             out email a x 2T10:00 subject=2 => outgoing",
            // No subject is not the same subject.
            "in email a x 2T09:00 => none
             in email a x 2T09:10 => none
             out email a x 2T10:00 => outgoing",
            // Whoever was asked by any message of the contact can answer it.
            "in email a x 2T09:00 subject=1 => inferred 2
             in email a y 2T09:10 subject=1 => repeats
             out email a y 2T10:00 subject=1 => answers",
            // Not later.
            "in email a x 2T09:00 subject=1 => none
             out email a x 2T09:00 subject=1 => outgoing",
        ],
    );
}

#[test]
fn officers_and_function_boxes_answer_for_each_other() {
    assert_fates(
        &usual(),
        &[
            "in email a box 2T09:00 subject=1 => inferred 1
             out email a x 2T10:00 subject=1 => answers",
            "in email a x 2T09:00 subject=1 => inferred 1
             out email a box 2T10:00 subject=1 => answers",
        ],
    );
    // Two open contacts of one subject: that of the same officer before the older one.
    let rules = PairingRules { window_days: 1, ..usual() };
    assert_fates(
        &rules,
        &["in email a box 2T09:00 subject=1 id=1 window=9 => inferred 4
           in email a x 2T09:30 subject=2 id=2 window=9 => inferred 3
           in email a x 2T09:40 subject=1 re=2 window=9 => repeats
           out email a x 2T10:00 subject=1 => answers
           out email a y 2T11:00 subject=1 => answers"],
    );
}

#[test]
fn of_several_open_contacts_the_oldest_is_joined_and_answered() {
    // A mail that names one contact and has the subject of another belongs to the first, which
    // from then on has both subjects.
    let text = "in email a x 2T09:30 id=2 subject=2 => {}
                in email a x 2T09:00 id=1 subject=1 => {}
                in email a x 2T09:40 id=3 re=2 subject=1 => repeats
                in email a x 2T09:50 id=4 subject=1 => repeats
                out email a x 2T10:00 {} => answers";
    for (answer, newer, older) in [
        ("re=3", "exact 4", "none"),
        ("re=4", "none", "exact 4"),
        ("subject=1", "none", "inferred 4"),
        ("subject=2", "inferred 4", "none"),
    ] {
        let fill = |text: String, word| text.replacen("{}", word, 1);
        let text = [newer, older, answer].into_iter().fold(text.to_owned(), fill);
        assert_fates(&usual(), &[&text]);
    }
}

#[test]
fn without_inference_subjects_pair_nothing() {
    assert_fates(
        &PairingRules { infers: false, ..usual() },
        &["in email a x 2T09:00 id=1 subject=1 => exact 3
           in email a x 2T09:10 id=2 subject=1 => none
           out email a x 2T10:00 subject=1 => outgoing
           out email a x 2T11:00 re=1 subject=1 => answers"],
    );
}

#[test]
fn mail_between_a_function_box_and_an_officer_is_forwarding() {
    assert_fates(
        &usual(),
        &[
            "in email a box 2T09:00 id=1 subject=1 => inferred 3
             internal email box x 2T09:10 id=2 subject=1 => forwarding
             internal email x box 2T09:20 id=3 re=1 subject=1 => forwarding
             out email a x 2T10:00 subject=1 => answers",
            // An answer to what was forwarded is one to the question.
            "in email a box 2T09:00 id=1 => exact 2
             internal email box x 2T09:10 id=2 re=1 => forwarding
             out email a x 2T10:00 id=3 re=2 => answers",
            // A telephone number may be a function as well; calling it is a question.
            "internal phone x box 2T09:00 => none",
        ],
    );
}

#[test]
fn what_goes_on_within_the_organisation_is_answered_by_the_opposite_way_alone() {
    assert_fates(
        &usual(),
        &[
            "internal phone x y 2T09:00 => exact 3
             internal phone x y 2T09:05 => repeats
             internal phone z x 2T09:10 up=5 => direct 2
             internal phone y x 2T09:20 up=5 => answers",
            // One call that opens or answers: not picked up, it is a question of its own.
            "internal phone x y 2T09:00 => exact 2
             internal phone y x 2T09:10 => exact 2
             internal phone x y 2T09:20 up=5 => answers",
            "internal sms x y 2T09:00 => exact 1
             internal sms y x 2T09:10 => answers
             internal sms x y 2T09:20 => none",
            "internal email x y 2T09:00 id=1 => exact 2
             internal email x z 2T09:05 id=2 re=1 => repeats
             internal email z x 2T09:10 id=3 re=2,1 => answers",
            "internal email x y 2T09:00 id=1 subject=1 => inferred 2
             internal email z y 2T09:05 re=1 subject=1 => none
             internal email y x 2T09:10 subject=1 => answers",
            // A colleague's question is not answered by writing to somebody outside.
            "internal email x y 2T09:00 id=1 subject=1 => none
             out email a y 2T09:10 re=1 subject=1 => outgoing",
            // Nor an outsider's by asking a colleague.
            "in email a x 2T09:00 id=1 subject=1 => none
             internal email x y 2T09:10 re=1 subject=1 => none",
            "internal letter x y 2 case=1 => exact 2
             internal letter x y 3 case=1 => repeats
             internal letter y x 4 case=1 => answers
             internal letter - - 5 case=1 => none
             internal letter - - 6 case=1 => repeats",
            "internal email x x 2T09:00 id=1 => outgoing
             internal phone x x 2T09:00 up=5 => outgoing",
        ],
    );
}

#[test]
fn a_letter_is_answered_by_the_first_letter_out_in_its_case() {
    assert_fates(
        &usual(),
        &[
            "out letter - - 1 case=7 => outgoing
             in letter - - 2 case=7 => exact 4
             in letter - - 4 case=7 => repeats
             out letter - - 5 case=8 => outgoing
             out letter - - 6 case=7 => answers
             out letter - - 7 case=7 => outgoing
             in letter - - 8 case=7 => none",
            "in letter - - 2 => none
             out letter - - 3 => outgoing",
        ],
    );
}

#[test]
fn on_a_bare_date_what_came_in_comes_first_and_what_went_out_last() {
    assert_fates(
        &usual(),
        &[
            "out letter - - 2 case=7 => answers
             in letter - - 2 case=7 => exact 0",
            "out letter - - 2T00:00 case=7 => answers
             in letter - - 2 case=7 => exact 0",
            "out letter - - 2 case=7 => answers
             in letter - - 2T23:59:59 case=7 => exact 0",
            "out letter - - 2 case=7 => outgoing
             in letter - - 3 case=7 => none",
            "out letter - - 2T10:00 case=7 => outgoing
             in letter - - 2T10:00 case=7 => none",
        ],
    );
}

#[test]
fn logs_are_paired_by_time_whatever_order_they_are_read_in() {
    assert_fates(
        &usual(),
        &["out phone a x 2T10:00 up=5 => answers
           in phone a x 2T12:00 => none
           in phone a x 2T09:00 => exact 0"],
    );
}

#[test]
fn what_comes_after_the_answer_opens_a_new_contact() {
    assert_fates(
        &usual(),
        &["in phone a x 2T09:00 => exact 2
           in phone a x 2T09:30 => repeats
           out phone a x 2T10:00 up=5 => answers
           in phone a x 2T11:00 => exact 4
           out phone a x 2T12:00 up=5 => answers"],
    );
}

#[test]
fn without_merging_each_message_is_a_contact_and_one_answer_answers_them_all() {
    assert_fates(
        &PairingRules { merges_repeats: false, ..usual() },
        &[
            "in phone a x 2T09:00 => exact 2
             in phone a x 2T09:30 => exact 2
             out phone a x 2T10:00 up=5 => answers
             in phone a x 2T11:00 => none
             in phone a x 2T12:00 => none",
            "in email a x 2T09:00 id=1 subject=1 => exact 2
             in email a x 2T09:30 id=2 subject=1 => exact 2
             out email a x 2T10:00 re=2 => answers",
            // The answer counts for those in whose windows it is.
            "in phone a x 2T09:00 => none
             in phone a x 70T09:00 => exact 3
             in phone a x 80T09:00 window=5 => none
             out phone a x 120T09:00 up=5 => answers",
            // Each message keeps the question alive for its own window.
            "in sms a x 2T09:00 window=1 => none
             in sms a x 3T08:00 window=1 => none
             in sms a x 4T07:00 window=1 => none
             in sms a x 5T06:00 window=1 => none
             in sms a x 6T05:00 window=1 => exact 6
             in sms a x 7T04:00 window=1 => exact 6
             out sms a x 7T05:00 => answers",
        ],
    );
}

#[test]
fn an_answer_behind_the_window_does_not_count() {
    let rules = PairingRules { window_days: 2, ..usual() };
    assert_fates(
        &rules,
        &[
            // Forty-eight hours, to the second.
            "in sms a x 2T09:00 => exact 1
             out sms a x 4T09:00 => answers",
            "in sms a x 2T09:00 => none
             out sms a x 4T09:00:01 => outgoing
             in sms a x 4T10:00 => exact 3
             out sms a x 4T11:00 => answers",
            "in phone a x 2T09:00 => none
             out phone a x 4T08:59:59 up=2 => outgoing",
            // Bare dates by the calendar.
            "in letter - - 2 case=7 => exact 1
             out letter - - 4 case=7 => answers",
            "in letter - - 2T09:00 case=7 => exact 1
             out letter - - 4 case=7 => answers",
            "in letter - - 2 case=7 => none
             out letter - - 5 case=7 => outgoing",
            // Its own window before that of the settings.
            "in sms a x 2T09:00 window=9 => exact 1
             out sms a x 8T09:00 => answers",
            // The window is that of the question, not of further messages.
            "in sms a x 2T09:00 => none
             in sms a x 3T09:00 => repeats
             out sms a x 5T08:00 => outgoing",
            "in email a x 2T09:00 id=1 subject=1 => none
             out email a x 5T09:00 re=1 subject=1 => outgoing
             in email a x 6T09:00 re=1 subject=1 => none",
        ],
    );
}

#[test]
fn across_the_clock_change_windows_of_stamps_are_hours_and_those_of_dates_days() {
    // The clocks go forward on 29 March: three days later on the wall are 71 hours.
    let rules = PairingRules { window_days: 3, ..usual() };
    assert_fates(
        &rules,
        &[
            "in sms a x 28T09:00 => exact 1
             out sms a x 31T10:00 => answers",
            "in sms a x 28T09:00 => none
             out sms a x 31T10:00:01 => outgoing",
            "in letter - - 28 case=1 => exact 1
             out letter - - 31 case=1 => answers",
        ],
    );
}

#[test]
fn a_process_log_has_one_contact_a_case() {
    assert_fates(
        &usual(),
        &[
            "out letter - - 1T09:00 case=7 once => outgoing
             in letter - - 2T09:00 case=7 once => exact 3
             in letter - - 2T09:30 case=7 once => repeats
             out letter - - 2T10:00 case=7 once => answers
             out letter - - 2T11:00 case=7 once => outgoing
             in letter - - 2T12:00 case=7 once => repeats
             in letter - - 300T12:00 case=7 once => repeats",
            // One program writes both in the same second, in either order.
            "in letter - - 2T09:00 case=7 once => exact 1
             out letter - - 2T09:00 case=7 once => answers",
            "out letter - - 2T09:00 case=7 once => answers
             in letter - - 2T09:00 case=7 once => exact 0",
            // Activities, not directions, tell the question from the answer.
            "in letter - - 2T09:00 case=7 once opens => exact 1
             in letter - - 2T10:00 case=7 once closes => answers",
            "in phone a x 2T09:00 up=5 once => direct 0
             in phone a x 2T10:00 up=5 once => repeats",
        ],
    );
}

#[test]
fn with_same_department_others_neither_answer_nor_join() {
    let text = "in phone a x 2T09:00 department=1 => {}
                in phone a y 2T09:10 department=2 => {}
                out phone a y 2T10:00 up=5 department=2 => answers
                out phone a x 2T11:00 up=5 department=1 => {}";
    let filled = |fates: [&str; 3]| {
        fates.into_iter().fold(text.to_owned(), |text, fate| text.replacen("{}", fate, 1))
    };
    assert_fates(&usual(), &[&filled(["exact 2", "repeats", "outgoing"])]);
    let rules = PairingRules { same_department: true, ..usual() };
    assert_fates(
        &rules,
        &[
            &filled(["exact 3", "exact 2", "answers"]),
            "in email a x 2T09:00 id=1 department=1 => none
             in email a x 2T09:10 id=2 re=1 department=2 => none
             out email a x 2T10:00 re=1 department=2 => outgoing",
        ],
    );
}

#[test]
fn own_outgoing_opens_nothing() {
    assert_fates(
        &usual(),
        &["out email a x 2T09:00 id=1 subject=1 => outgoing
           in email a x 2T10:00 id=2 re=1 subject=1 => none
           out sms b x 2T11:00 opens => outgoing"],
    );
}

#[test]
fn what_can_neither_open_nor_answer_is_left_out() {
    let mut events = log("in letter - - 2 case=7");
    events.list[0].abilities = Abilities::NONE.by(Strategy::Case);
    let paired = pair(&events, &is_box, &usual(), &TABLE);
    assert_eq!(paired.fates.ignored(Ignored::Filtered), 1);
}

#[test]
fn a_mail_that_names_a_later_one_answers_nothing_and_is_counted() {
    for (text, clock_skew, is_answered) in [
        ("out email a x 2T08:59:59 re=1\n in email a x 2T09:00 id=1", 1, false),
        ("out email a x 2T09:00 re=1\n in email a x 2T09:00 id=1", 0, true),
        ("out email a x 2 re=1\n in email a x 2T09:00 id=1", 0, true),
        ("out email a x 1 re=1\n in email a x 2T09:00 id=1", 1, false),
        ("out email a x 2T08:00 re=5,1\n in email a x 2T09:00 id=1", 1, false),
        ("out email a x 2T08:00 re=7\n in email a x 2T09:00 id=1", 0, false),
    ] {
        let events = log(text);
        let paired = pair(&events, &is_box, &usual(), &TABLE);
        let mut contacts = paired.contacts(&events);
        let found = contacts.any(|contact| contact.answer.is_some());
        assert_eq!((paired.clock_skew, found), (clock_skew, is_answered), "{text}");
    }
}

#[test]
fn no_events_make_no_contacts() {
    let events = Events::default();
    let paired = pair(&events, &is_box, &usual(), &TABLE);
    assert_eq!((paired.fates.events(), paired.contacts(&events).count()), (0, 0));
}
