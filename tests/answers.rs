//! How soon contacts were answered, class by class, and when the late ones came in.

use svarstid::calendar::{Calendar, Day, Interval, OpeningHours, Weekday, WorkingCalendar, Zone};
use svarstid::contact::{Channel, Contact, DepartmentId, Moment, Origin};
use svarstid::judge::Judge;
use svarstid::policy::Policy;
use svarstid::tally::{AnswerClass, Answers};

fn calendar() -> Calendar {
    let mut hours = OpeningHours::default();
    for weekday in &Weekday::ALL[..5] {
        let day = vec![Interval::parse("08:00-16:00").expect("a fixture")];
        hours.set_weekday(*weekday, day).expect("a fixture");
    }
    Calendar::new(WorkingCalendar::new(Vec::new(), hours), Zone::STOCKHOLM)
}

/// A day of June 2026 and an hour, or a bare date.
fn moment(text: &str, calendar: &Calendar) -> Moment {
    let day = Day::from_ymd(2026, 6, text[..2].parse().expect("a fixture")).expect("a fixture");
    match text.get(3..5) {
        Some(hour) => {
            let hour: u32 = hour.parse().expect("a fixture");
            Moment::second(
                calendar.table.resolve(day.at(hour * 3600)).earliest().expect("a fixture"),
            )
        }
        None => Moment::day(calendar.table.midnight(day)),
    }
}

/// Received, answered, class, whether it was received off workdays and off hours.
#[test]
fn each_judged_contact_is_of_one_class() {
    let calendar = calendar();
    let policy = Policy::guideline();
    let as_of = moment("30 12", &calendar).instant;
    let judge = Judge::new(&policy, &calendar, as_of);
    for (received, answered, class, off_workdays, off_hours) in [
        ("01 09", Some("01 10"), AnswerClass::Hour, 0, 0),
        ("01 09", Some("01 11"), AnswerClass::SameDay, 0, 0),
        ("01", Some("01"), AnswerClass::SameDay, 0, 0),
        ("01 09", Some("02 11"), AnswerClass::InTime, 0, 0),
        ("01 09", Some("03 11"), AnswerClass::LateWorkday, 0, 0),
        // Due on Monday 8th, answered on Tuesday.
        ("06 09", Some("09 11"), AnswerClass::LateWorkday, 1, 0),
        ("01 09", Some("04 11"), AnswerClass::LateWeek, 0, 0),
        ("01 17", Some("09 11"), AnswerClass::LateWeek, 0, 1),
        ("01 17", Some("10 11"), AnswerClass::LateMore, 0, 1),
        ("01", Some("10"), AnswerClass::LateMore, 0, 0),
        ("01 09", None, AnswerClass::Unanswered, 0, 0),
        // Midsummer Eve, a Friday.
        ("19 09", None, AnswerClass::Unanswered, 1, 0),
    ] {
        let contact = Contact::new(
            moment(received, &calendar),
            answered.map(|text| moment(text, &calendar)),
            Channel::Email,
            Origin::External,
            DepartmentId::UNSTATED,
        );
        let verdict = judge.judge(&contact);
        let mut answers = Answers::new(&calendar);
        answers.add(&contact, &verdict, &calendar);
        let found: Vec<AnswerClass> =
            AnswerClass::ALL.into_iter().filter(|own| answers.of(*own) == 1).collect();
        assert_eq!(found, [class], "{received} {answered:?}");
        assert_eq!(class.outcome(), verdict.outcome);
        let off = (answers.missed_off_workdays, answers.missed_off_hours);
        assert_eq!(off, (off_workdays, Some(off_hours)), "{received} {answered:?}");
    }
}

#[test]
fn what_is_not_judged_is_of_no_class() {
    let calendar = Calendar::swedish();
    let policy = Policy::guideline();
    let received = moment("01 09", &calendar);
    let judge = Judge::new(&policy, &calendar, received.instant);
    for channel in [Channel::Email, Channel::Chat] {
        let contact =
            Contact::new(received, None, channel, Origin::External, DepartmentId::UNSTATED);
        let mut answers = Answers::new(&calendar);
        answers.add(&contact, &judge.judge(&contact), &calendar);
        assert_eq!(answers, Answers::new(&calendar));
        assert_eq!(answers.missed_off_hours, None, "no opening hours, nothing to prove");
    }
}
