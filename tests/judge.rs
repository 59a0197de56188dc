//! The judge against its slow twin: SPEC 2-5 written out once more, day by day through
//! chrono-tz, without a line of `src/policy` or of the day table.
//!
//! Of ours the twin asks only which days are workdays and when the doors are open, and in the
//! last test not even that.

use std::sync::LazyLock;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeZone, Timelike, Utc, Weekday};
use chrono_tz::Tz;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use svarstid::calendar::{
    Calendar, Closure, Day, Instant, Interval, OpeningHours, WorkingCalendar, Zone,
};
use svarstid::contact::{Channel, Contact, DepartmentId, ExemptionId, Moment, Origin};
use svarstid::judge::{Judge, Outcome, Verdict};
use svarstid::policy::{Clock, End, Policy, Rule, Within, due};

// ---------------------------------------------------------------------------------------
// The slow twin
// ---------------------------------------------------------------------------------------

/// What the twin asks of a calendar.
trait WorkdaysAndHours {
    fn is_workday(&self, date: NaiveDate) -> bool;
    fn open(&self, date: NaiveDate) -> Vec<(u32, u32)>;
}

impl WorkdaysAndHours for WorkingCalendar {
    fn is_workday(&self, date: NaiveDate) -> bool {
        WorkingCalendar::is_workday(self, date.into())
    }

    fn open(&self, date: NaiveDate) -> Vec<(u32, u32)> {
        let hours = self.opening_hours(date.into());
        hours.iter().map(|interval| (interval.from_s(), interval.until_s())).collect()
    }
}

/// When something happened, as the twin knows it.
#[derive(Clone, Copy, Debug)]
enum When {
    Date(NaiveDate),
    Stamp(DateTime<Tz>),
}

impl When {
    fn date(self) -> NaiveDate {
        match self {
            Self::Date(date) => date,
            Self::Stamp(stamp) => stamp.date_naive(),
        }
    }
}

fn next(date: NaiveDate) -> NaiveDate {
    date + Days::new(1)
}

/// A wall time: the later of two instants; where there is none, the first second that is.
fn at(zone: Tz, date: NaiveDate, second: u32) -> DateTime<Tz> {
    (second..86_400)
        .find_map(|second| {
            let time = NaiveTime::from_num_seconds_from_midnight_opt(second, 0).expect("in a day");
            zone.from_local_datetime(&date.and_time(time)).latest()
        })
        .expect("no clock skips the rest of a day")
}

/// The first instant that shows `date`.
fn start(zone: Tz, date: NaiveDate) -> DateTime<Tz> {
    match zone.from_local_datetime(&date.and_time(NaiveTime::MIN)).earliest() {
        Some(midnight) => midnight,
        None => at(zone, date, 0),
    }
}

fn last_second(zone: Tz, date: NaiveDate) -> DateTime<Tz> {
    start(zone, next(date)) - chrono::Duration::seconds(1)
}

/// The last second in which an answer is in time, by walking from the receipt.
fn due_by_walking(
    zone: Tz,
    calendar: &dyn WorkdaysAndHours,
    received: When,
    within: Within,
    deemed: bool,
) -> DateTime<Tz> {
    let mut received = received;
    if deemed {
        let mut date = received.date() - Days::new(1);
        while !calendar.is_workday(date) {
            date = date - Days::new(1);
        }
        received = match received {
            When::Date(_) => When::Date(date),
            When::Stamp(stamp) => When::Stamp(at(zone, date, stamp.num_seconds_from_midnight())),
        };
    }
    match within {
        Within::Workdays { n, end, rolled } => {
            let mut date = received.date();
            while rolled && !calendar.is_workday(date) {
                date = next(date);
            }
            let mut counted = 0;
            while counted < n {
                date = next(date);
                if calendar.is_workday(date) {
                    counted += 1;
                }
            }
            match (end, received) {
                (End::Day, _) | (End::SameTime, When::Date(_)) => last_second(zone, date),
                (End::SameTime, When::Stamp(stamp)) => {
                    at(zone, date, stamp.num_seconds_from_midnight())
                }
                (End::Closing, _) => {
                    while calendar.open(date).is_empty() {
                        date = next(date);
                    }
                    match calendar.open(date).iter().map(|open| open.1).max() {
                        Some(86_400) | None => last_second(zone, date),
                        Some(second) => at(zone, date, second),
                    }
                }
            }
        }
        Within::Hours { n, clock } => {
            let from = match received {
                When::Date(date) => last_second(zone, date),
                When::Stamp(stamp) => stamp,
            };
            let mut left = chrono::Duration::hours(i64::from(n));
            if clock == Clock::Elapsed {
                return from + left;
            }
            let mut date = from.date_naive();
            loop {
                let end = start(zone, next(date));
                let stretches = match clock {
                    Clock::OpeningHours => calendar
                        .open(date)
                        .into_iter()
                        .map(|(from, until)| {
                            (
                                at(zone, date, from),
                                if until == 86_400 { end } else { at(zone, date, until) },
                            )
                        })
                        .collect(),
                    _ if calendar.is_workday(date) => vec![(start(zone, date), end)],
                    _ => Vec::new(),
                };
                for (opens, closes) in stretches {
                    let opens = opens.max(from);
                    if closes <= opens {
                        continue;
                    }
                    if closes - opens >= left {
                        return opens + left;
                    }
                    left -= closes - opens;
                }
                date = next(date);
            }
        }
    }
}

/// One contact as the twin sees it.
#[derive(Clone, Copy, Debug)]
struct Case {
    received: When,
    answered: Option<When>,
    channel: Channel,
    origin: Origin,
    is_exempt: bool,
}

/// SPEC 5, in the order of its words.
fn judged_by_walking(
    case: &Case,
    zone: Tz,
    calendar: &dyn WorkdaysAndHours,
    policy: &Policy,
    as_of: DateTime<Tz>,
) -> Verdict {
    let on = case.received.date();
    let in_force = |rule: &Rule| {
        rule.channels.contains(&case.channel)
            && (rule.origin.is_none() || rule.origin == Some(case.origin))
            && rule.from.is_none_or(|from| from.date() <= on)
            && rule.until.is_none_or(|until| until.date() >= on)
    };
    let rule = policy.rules.iter().position(in_force);
    let due = rule.map(|index| {
        let rule = &policy.rules[index];
        let deemed = case.channel == Channel::Letter
            && (rule.deemed_previous_workday
                || rule.deemed_external && case.origin == Origin::External);
        due_by_walking(zone, calendar, case.received, rule.within, deemed)
    });
    let answered = case.answered.filter(|answered| match answered {
        When::Date(date) => start(zone, *date) <= as_of,
        When::Stamp(stamp) => *stamp <= as_of,
    });
    let days = |from: NaiveDate, to: NaiveDate| to.signed_duration_since(from).num_days() * 86_400;
    let to_answer_s = answered.map(|answered| match (case.received, answered) {
        (When::Stamp(received), When::Stamp(answered)) => (answered - received).num_seconds(),
        (received, answered) => days(received.date(), answered.date()),
    });
    let (outcome, late_s) = match (due, answered) {
        _ if case.is_exempt => (Outcome::Exempt, None),
        (None, _) => (Outcome::Unregulated, None),
        (Some(due), Some(When::Date(date))) if date <= due.date_naive() => (Outcome::Met, None),
        (Some(due), Some(When::Date(date))) => (Outcome::Late, Some(days(due.date_naive(), date))),
        (Some(due), Some(When::Stamp(stamp))) if stamp <= due => (Outcome::Met, None),
        (Some(due), Some(When::Stamp(stamp))) => (Outcome::Late, Some((stamp - due).num_seconds())),
        (Some(due), None) if as_of <= due => (Outcome::Pending, None),
        (Some(due), None) => (Outcome::Overdue, Some((as_of - due).num_seconds())),
    };
    Verdict {
        outcome,
        rule: rule.map(|index| index as u16),
        due: due.map(Instant::from),
        to_answer_s: to_answer_s.map(|seconds| seconds as u32),
        late_s,
    }
}

// ---------------------------------------------------------------------------------------
// Settings and random contacts
// ---------------------------------------------------------------------------------------

struct Setting {
    zone: Tz,
    calendar: Calendar,
}

fn day(year: i32, month: u32, day: u32) -> Day {
    Day::from_ymd(year, month, day).expect("a date")
}

fn intervals(texts: &[&str]) -> Vec<Interval> {
    texts.iter().map(|text| Interval::parse(text).expect("a stretch")).collect()
}

fn setting(name: &str, closures: Vec<Closure>, hours: OpeningHours) -> Setting {
    let zone = Zone::named(name).expect("a zone");
    let calendar = Calendar::new(WorkingCalendar::new(closures, hours), zone);
    Setting { zone: name.parse().expect("a zone"), calendar }
}

/// Office hours; a lived-in calendar with closures, lunch, Saturdays and odd dates; and a zone
/// whose clock changes at midnight between Thursday and Friday.
static SETTINGS: LazyLock<[Setting; 3]> = LazyLock::new(|| {
    let week = |texts: &[&str]| {
        let mut hours = OpeningHours::default();
        for weekday in &svarstid::calendar::Weekday::ALL[..5] {
            hours.set_weekday(*weekday, intervals(texts)).expect("no overlap");
        }
        hours
    };
    let mut odd = week(&["08:00-12:00", "13:00-16:30"]);
    let saturday = svarstid::calendar::Weekday::Saturday;
    odd.set_weekday(saturday, intervals(&["10:00-14:00"])).expect("no overlap");
    for (date, texts) in [
        (day(2026, 6, 22), &[][..]),
        (day(2026, 12, 23), &["08:00-12:00"]),
        (day(2026, 6, 19), &["09:00-11:00"]),
        (day(2025, 4, 17), &["00:00-24:00"]),
        (day(2026, 4, 2), &["20:00-24:00", "06:00-07:30"]),
    ] {
        odd.set_date(date, intervals(texts)).expect("no overlap");
    }
    let closed = |first, last| Closure {
        first,
        last,
        name: "stängt".to_owned(),
        ground: "beslut".to_owned(),
    };
    let closures = vec![
        closed(day(2026, 5, 15), day(2026, 5, 15)),
        closed(day(2025, 7, 7), day(2025, 8, 1)),
        closed(day(2026, 12, 21), day(2027, 1, 8)),
    ];
    [
        setting("Europe/Stockholm", Vec::new(), week(&["08:00-16:00"])),
        setting("Europe/Stockholm", closures, odd),
        setting("Africa/Cairo", Vec::new(), week(&["08:00-16:00"])),
    ]
});

/// Seconds of 1990-01-02T00:00Z and 2099-12-30T00:00Z: a contact may move a day from either.
const FIRST_S: i64 = 631_238_400;
const LAST_S: i64 = 4_102_272_000;

/// Receipts: any second of the range, and crowds of them where deadlines turn.
fn received_s() -> impl Strategy<Value = i64> {
    let turning_points = [
        "2026-03-29T01:00:00Z", // the clock skips an hour
        "2026-10-25T01:00:00Z", // the clock repeats an hour
        "2024-04-25T22:00:00Z", // Cairo skips an hour on a Friday
        "2024-10-31T21:00:00Z", // Cairo repeats an hour on a Thursday
        "2025-04-24T22:00:00Z",
        "1995-09-24T01:00:00Z",
        "2026-06-18T22:00:00Z", // midsommarafton
        "2026-12-23T23:00:00Z",
        "2026-04-02T22:00:00Z",
        "2004-05-31T00:00:00Z", // the last annandag pingst
        "2005-06-06T00:00:00Z", // the first nationaldag
        "2008-04-30T22:00:00Z",
        "2024-02-28T23:00:00Z",
        "2025-12-31T23:00:00Z",
        "1990-01-04T00:00:00Z",
        "2099-12-27T00:00:00Z",
    ];
    let points = turning_points.map(|text| text.parse::<DateTime<Utc>>().expect("RFC 3339"));
    let near = (select(points.to_vec()), -3 * 86_400i64..3 * 86_400)
        .prop_map(|(point, s)| (point.timestamp() + s).clamp(FIRST_S, LAST_S));
    let same_hour = (select(points.to_vec()), -6i64..3, -5_400i64..5_400)
        .prop_map(|(point, day, s)| (point.timestamp() + day * 86_400 + s).clamp(FIRST_S, LAST_S));
    let midnight = (FIRST_S / 3600 + 1..LAST_S / 3600, -2i64..3).prop_map(|(h, s)| h * 3600 + s);
    let years = 1_735_689_600i64..1_830_297_600; // 2025-2027, where the settings are odd
    prop_oneof![2 => FIRST_S..LAST_S, 2 => near, 2 => same_hour, 1 => midnight, 3 => years]
}

/// From an answer at once to one of months later; often about a day or two.
fn delay_s() -> impl Strategy<Value = i64> {
    prop_oneof![
        1 => Just(0i64),
        3 => 0i64..12 * 86_400,
        2 => (0i64..400, -1i64..2).prop_map(|(h, s)| (h * 3600 + s).max(0)),
        1 => 0i64..200 * 86_400,
    ]
}

fn within() -> impl Strategy<Value = Within> {
    let n = || prop_oneof![6 => 1u32..4, 2 => 1u32..30, 1 => 1u32..150];
    let end = select(vec![End::Day, End::Closing, End::SameTime]);
    let hours = prop_oneof![4 => Just(48u32), 3 => 1u32..100, 1 => 1u32..400];
    let clock = select(vec![Clock::Elapsed, Clock::Workdays, Clock::OpeningHours]);
    prop_oneof![
        (n(), end, any::<bool>()).prop_map(|(n, end, rolled)| Within::Workdays { n, end, rolled }),
        (hours, clock).prop_map(|(n, clock)| Within::Hours { n, clock }),
    ]
}

/// The guideline under each of its readings, or rules of any kind and time.
fn policy() -> impl Strategy<Value = Policy> {
    let guideline = any::<Index>().prop_map(|index| {
        let guideline = Policy::guideline();
        let names: Vec<String> = guideline.reading_names().map(str::to_owned).collect();
        match index.index(names.len() + 1) {
            0 => guideline,
            n => guideline.under(&names[n - 1], &SETTINGS[0].calendar.working).expect("built in"),
        }
    });
    let date = (9000i32..47_000).prop_map(Day::from_unix_days);
    let near = (20_089i32..21_184).prop_map(Day::from_unix_days);
    let bound = || proptest::option::of(prop_oneof![date.clone(), near.clone()]);
    let origin = select(vec![None, Some(Origin::External), Some(Origin::Internal)]);
    let channels = proptest::sample::subsequence(Channel::ALL.to_vec(), 1..=Channel::ALL.len());
    let rule = (within(), any::<bool>(), origin, channels, bound(), bound()).prop_map(
        |(within, deemed_previous_workday, origin, channels, from, until)| Rule {
            id: within.to_string(),
            paragraph: String::new(),
            channels,
            origin,
            within,
            deemed_previous_workday,
            deemed_external: false,
            from,
            until,
            target: None,
        },
    );
    let rules = proptest::collection::vec(rule, 1..5)
        .prop_map(|rules| Policy { rules, ..Policy::guideline() });
    prop_oneof![guideline, rules]
}

/// A contact, a policy, a setting and an as-of.
#[derive(Clone, Debug)]
struct Audit {
    setting: usize,
    policy: Policy,
    case: Case,
    as_of: DateTime<Tz>,
}

fn audit() -> impl Strategy<Value = Audit> {
    let kinds = (select(Channel::ALL.to_vec()), select(Origin::ALL.to_vec()));
    let answer = proptest::option::weighted(0.8, (delay_s(), proptest::bool::weighted(0.3)));
    // `None`: from the very moment of the answer.
    let looks_back = prop_oneof![1 => Just(None), 9 => prop_oneof![3 => 0i64..15 * 86_400, 1 => 0i64..400 * 86_400].prop_map(Some)];
    let exempt = proptest::bool::weighted(0.05);
    let stamp = (received_s(), proptest::bool::weighted(0.3));
    (0..3usize, policy(), stamp, answer, kinds, exempt, looks_back).prop_map(
        |(setting, policy, stamp, answer, (channel, origin), is_exempt, looks_back)| {
            let zone = SETTINGS[setting].zone;
            let instant = |s: i64| zone.timestamp_opt(s, 0).single().expect("an instant");
            let when = |s: i64, is_date: bool| match is_date {
                true => When::Date(instant(s).date_naive()),
                false => When::Stamp(instant(s)),
            };
            let received = when(stamp.0, stamp.1);
            let answered = answer
                .map(|(delay, is_date)| when((stamp.0 + delay).min(LAST_S + 86_399), is_date))
                .filter(|answered| answered.date().year() <= 2099);
            let case = Case { received, answered, channel, origin, is_exempt };
            let as_of = match (looks_back, answered) {
                (None, Some(When::Stamp(answered))) => answered,
                (None, Some(When::Date(date))) => start(zone, date),
                _ => instant(stamp.0 + looks_back.unwrap_or(0)),
            };
            Audit { setting, policy, case, as_of }
        },
    )
}

fn moment(when: When, calendar: &Calendar) -> Moment {
    match when {
        When::Date(date) => Moment::day(calendar.table.midnight(date.into())),
        When::Stamp(stamp) => Moment::second(stamp.into()),
    }
}

fn contact(case: &Case, calendar: &Calendar) -> Contact {
    let received = moment(case.received, calendar);
    let answered = case.answered.map(|when| moment(when, calendar));
    Contact::new(received, answered, case.channel, case.origin, DepartmentId::UNSTATED)
        .exempt_for(case.is_exempt.then_some(ExemptionId(0)))
}

// ---------------------------------------------------------------------------------------
// The laws
// ---------------------------------------------------------------------------------------

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40_000))]

    #[test]
    fn a_verdict_is_the_one_that_walking_finds_and_the_one_that_is_explained(audit in audit()) {
        let Setting { zone, calendar } = &SETTINGS[audit.setting];
        let judge = Judge::new(&audit.policy, calendar, audit.as_of.into());
        let contact = contact(&audit.case, calendar);
        let verdict = judge.judge(&contact);
        let walked =
            judged_by_walking(&audit.case, *zone, &calendar.working, &audit.policy, audit.as_of);
        prop_assert_eq!(verdict, walked);

        let explanation = judge.explain(&contact);
        prop_assert_eq!(explanation.verdict, verdict);
        prop_assert!(explanation.agrees(), "walked to {:?}", explanation.proof);
        if let Some(proof) = &explanation.proof {
            let first = calendar.table.day_of(proof.counted_from.instant);
            let days: Vec<Day> = proof.days.iter().map(|proof| proof.day).collect();
            let through = first.until(first.plus(days.len() as i32)).collect::<Vec<_>>();
            prop_assert_eq!(days, through, "the days follow on each other from the receipt");
            for day in &proof.days {
                prop_assert_eq!(day.reasons.is_empty(), calendar.working.is_workday(day.day));
            }
        }
    }
}

/// A receipt, one not earlier, both stamps or both dates, and where they are judged.
fn two_receipts() -> impl Strategy<Value = (usize, Moment, Moment)> {
    let apart = prop_oneof![0i64..10, 0i64..86_400, 0i64..12 * 86_400];
    (0..3usize, received_s(), apart, any::<bool>()).prop_map(|(setting, s, apart, is_date)| {
        let Setting { zone, calendar } = &SETTINGS[setting];
        let when = |s: i64| {
            let stamp = zone.timestamp_opt(s, 0).single().expect("an instant");
            let when = if is_date { When::Date(stamp.date_naive()) } else { When::Stamp(stamp) };
            moment(when, calendar)
        };
        (setting, when(s), when((s + apart).min(LAST_S)))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    /// Holds for `N workdays` (rolled or not), `until closing` and every hour rule, deemed or
    /// not. It does not for `until same time`: a Saturday 10:00 and a Friday 15:00 both count
    /// to Monday, and the later receipt is due first. Nor, for hour rules, for a deemed stamp:
    /// a Monday 07:00 is deemed Friday 07:00, and a Friday 15:00 is deemed Thursday 15:00, but
    /// a Saturday 10:00 is deemed Friday 10:00, after the Monday.
    #[test]
    fn a_later_receipt_is_never_due_earlier(
        (setting, earlier, later) in two_receipts(),
        within in within(),
        deemed in any::<bool>(),
    ) {
        let within = match within {
            Within::Workdays { n, end: End::SameTime, rolled } => {
                Within::Workdays { n, end: End::Day, rolled }
            }
            within => within,
        };
        let is_hours = matches!(within, Within::Hours { .. });
        let deemed = deemed && (!is_hours || earlier.is_bare_date());
        let calendar = &SETTINGS[setting].calendar;
        prop_assert!(due(earlier, within, deemed, calendar) <= due(later, within, deemed, calendar));
    }

    /// Also for `until same time`, among receipts on workdays, where the clocks do not change
    /// by the day (an hour that a due day skips or repeats may turn two receipts about).
    #[test]
    fn between_workdays_a_later_receipt_is_never_due_earlier_at_the_same_time(
        (_, earlier, later) in two_receipts(),
        n in 1u32..10,
    ) {
        let calendar = &SETTINGS[1].calendar;
        let table = &calendar.table;
        let both = [earlier, later].map(|moment| table.day_of(moment.instant));
        if !both.into_iter().all(|day| calendar.working.is_workday(day)) {
            return Ok(());
        }
        let within = Within::Workdays { n, end: End::SameTime, rolled: false };
        prop_assert!(due(earlier, within, false, calendar) <= due(later, within, false, calendar));
    }

    /// Both by settings where every workday has opening hours: one without them closes on a
    /// later day (`tests/conformance.rs`, `workday-without-hours`).
    #[test]
    fn closing_is_not_after_the_default_and_rolled_and_deemed_stand_on_their_sides(
        (setting, received, _) in two_receipts(),
        n in 1u32..30,
    ) {
        let calendar = &SETTINGS[if setting == 1 { 0 } else { setting }].calendar;
        let of = |end, rolled, deemed| {
            due(received, Within::Workdays { n, end, rolled }, deemed, calendar)
        };
        let default = of(End::Day, false, false);
        prop_assert!(of(End::Closing, false, false) <= default);
        prop_assert!(of(End::SameTime, false, false) <= default);
        prop_assert!(default <= of(End::Day, true, false));
        // FL 22 § gains a workday for a letter of a workday, and nothing for one of a day off.
        let is_workday = calendar.working.is_workday(calendar.table.day_of(received.instant));
        prop_assert_eq!(of(End::Day, false, true) < default, is_workday);
        prop_assert!(of(End::Day, false, true) <= default);
    }

    /// A clock that stands still at times arrives no earlier.
    #[test]
    fn a_clock_that_runs_less_arrives_no_earlier(
        (_, received, _) in two_receipts(),
        n in 1u32..200,
    ) {
        // Only office hours lie inside workdays: the other setting opens on Saturdays.
        let calendar = &SETTINGS[0].calendar;
        let of = |clock| due(received, Within::Hours { n, clock }, false, calendar);
        prop_assert!(of(Clock::Elapsed) <= of(Clock::Workdays));
        prop_assert!(of(Clock::Workdays) <= of(Clock::OpeningHours));
    }

    /// Stamps among stamps and dates among dates; and a date that is not after a stamp's.
    #[test]
    fn what_was_met_stays_met_when_the_answer_moves_earlier(
        audit in audit(),
        shares in (0i64..=1000, 0i64..=1000),
        past_due_s in prop_oneof![Just(0i64), 0i64..90_000],
        dates in select(vec![(false, false), (true, true), (true, false)]),
    ) {
        let Setting { zone, calendar } = &SETTINGS[audit.setting];
        let judge = Judge::new(&audit.policy, calendar, Instant::from_unix_seconds(4_200_000_000));
        let open = Case { answered: None, is_exempt: false, ..audit.case };
        let received = moment(open.received, calendar).instant.unix_seconds();
        let Some(due) = judge.judge(&contact(&open, calendar)).due else { return Ok(()) };
        let room_s = (due.unix_seconds() + past_due_s).min(LAST_S) - received;
        let outcome = |share: i64, is_date: bool| {
            let s = received + (room_s * share / 1000).max(0);
            let stamp = zone.timestamp_opt(s, 0).single().expect("an instant");
            let when = if is_date { When::Date(stamp.date_naive()) } else { When::Stamp(stamp) };
            judge.judge(&contact(&Case { answered: Some(when), ..open }, calendar)).outcome
        };
        let (earlier, later) = (shares.0.min(shares.1), shares.0.max(shares.1));
        if outcome(later, dates.1) == Outcome::Met {
            prop_assert_eq!(outcome(earlier, dates.0), Outcome::Met);
        }
    }

    /// Without an answer: open as long as as-of has not passed due, and overdue ever after.
    #[test]
    fn an_open_contact_only_ever_becomes_overdue_as_as_of_grows(audit in audit(), later in 0i64..90_000_000) {
        let calendar = &SETTINGS[audit.setting].calendar;
        let case = Case { answered: None, is_exempt: false, ..audit.case };
        let contact = contact(&case, calendar);
        let as_of: Instant = audit.as_of.into();
        let by = |as_of| Judge::new(&audit.policy, calendar, as_of).judge(&contact);
        let (now, then) = (by(as_of), by(as_of.plus_s(later)));
        prop_assert_eq!(now.due, then.due);
        match now.outcome {
            Outcome::Pending => {
                prop_assert!(matches!(then.outcome, Outcome::Pending | Outcome::Overdue));
            }
            Outcome::Overdue => {
                prop_assert_eq!(then.outcome, Outcome::Overdue);
                prop_assert_eq!(then.late_s, now.late_s.map(|late_s| late_s + later));
            }
            outcome => prop_assert_eq!(then.outcome, outcome),
        }
        if let Some(due) = now.due {
            prop_assert_eq!(by(due).outcome, Outcome::Pending);
            prop_assert_eq!(by(due.plus_s(1)).outcome, Outcome::Overdue);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// The plainest clock there is: ask every minute whether it runs, and count.
    #[test]
    fn an_hour_rule_is_due_when_a_clock_that_is_asked_every_minute_has_run(
        setting in 0..3usize,
        minute in 29_000_000i64..30_500_000,
        n in 1u32..40,
        clock in select(vec![Clock::Elapsed, Clock::Workdays, Clock::OpeningHours]),
    ) {
        let Setting { zone, calendar } = &SETTINGS[setting];
        let runs = |minute: i64| {
            let stamp = zone.timestamp_opt(minute * 60, 0).single().expect("an instant");
            let (date, second) = (stamp.date_naive(), stamp.num_seconds_from_midnight());
            match clock {
                Clock::Elapsed => true,
                Clock::Workdays => calendar.working.is_workday(date.into()),
                Clock::OpeningHours => WorkdaysAndHours::open(&calendar.working, date)
                    .iter()
                    .any(|(from, until)| (*from..*until).contains(&second)),
            }
        };
        let mut now = minute;
        let mut left = n * 60;
        while left > 0 {
            left -= u32::from(runs(now));
            now += 1;
        }
        let received = Moment::second(Instant::from_unix_seconds(minute * 60));
        let due = due(received, Within::Hours { n, clock }, false, calendar);
        prop_assert_eq!(due, Instant::from_unix_seconds(now * 60));
    }
}

#[test]
fn around_clock_changes_on_workdays_every_form_agrees_for_every_quarter_of_an_hour() {
    let Setting { zone, calendar } = &SETTINGS[2];
    let forms = [
        "1 workday",
        "2 workdays until closing",
        "1 workday until same time",
        "2 workdays until same time, rolled",
        "1 workday, rolled",
        "25 hours",
        "24 hours on workdays",
        "9 hours in opening hours",
    ];
    for form in forms {
        for deemed_previous_workday in [false, true] {
            let mut policy = Policy::guideline();
            policy.rules.truncate(1);
            policy.rules[0].within = form.parse().expect("the within grammar");
            policy.rules[0].deemed_previous_workday = deemed_previous_workday;
            for change in ["2024-04-25T22:00:00Z", "2024-10-31T21:00:00Z"] {
                let change: DateTime<Utc> = change.parse().expect("RFC 3339");
                for quarter in -6 * 96..3 * 96 {
                    let received = zone.timestamp_opt(change.timestamp() + quarter * 900, 0);
                    let received = received.single().expect("an instant");
                    let case = Case {
                        received: When::Stamp(received),
                        answered: None,
                        channel: Channel::Letter,
                        origin: Origin::External,
                        is_exempt: false,
                    };
                    let judge = Judge::new(&policy, calendar, received.into());
                    let explained = judge.explain(&contact(&case, calendar));
                    let walked =
                        judged_by_walking(&case, *zone, &calendar.working, &policy, received);
                    assert_eq!(explained.verdict, walked, "{received} {form}");
                    assert!(explained.agrees(), "{received} {form}: {explained:?}");
                }
            }
        }
    }
}

#[test]
fn a_deadline_past_the_table_is_explained_as_it_is_judged() {
    let mut hours = OpeningHours::default();
    hours.set_date(day(2026, 6, 22), intervals(&["08:00-09:00"])).expect("no overlap");
    let closed = Closure {
        first: day(2100, 1, 1),
        last: day(2105, 12, 31),
        name: "nedlagd".to_owned(),
        ground: String::new(),
    };
    let settings = [
        setting("Europe/Stockholm", Vec::new(), hours),
        setting("Europe/Stockholm", vec![closed], OpeningHours::default()),
    ];
    for Setting { zone, calendar } in &settings {
        for form in [
            "1 workday",
            "1 workday until closing",
            "1 workday until same time",
            "48 hours on workdays",
            "2 hours in opening hours",
        ] {
            for received in ["2026-06-18T15:00:00Z", "2099-12-28T15:00:00Z", "2099-12-31T15:00:00Z"]
            {
                let mut policy = Policy::guideline();
                policy.rules[0].within = form.parse().expect("the within grammar");
                let stamp: DateTime<Utc> = received.parse().expect("RFC 3339");
                let case = Case {
                    received: When::Stamp(stamp.with_timezone(zone)),
                    answered: None,
                    channel: Channel::Email,
                    origin: Origin::External,
                    is_exempt: false,
                };
                let judge = Judge::new(&policy, calendar, stamp.into());
                let explained = judge.explain(&contact(&case, calendar));
                assert!(explained.agrees(), "{received} {form}");
            }
        }
    }
}

/// The statute once more, in other words: dates by rule, Easter by Gauss and Lilius.
struct Statute;

impl WorkdaysAndHours for Statute {
    fn is_workday(&self, date: NaiveDate) -> bool {
        let (year, month, day) = (date.year(), date.month(), date.day());
        let from_easter = date.signed_duration_since(easter(year)).num_days();
        let weekday = date.weekday();
        let is_off = matches!(weekday, Weekday::Sat | Weekday::Sun)
            || matches!((month, day), (1, 1 | 6) | (5, 1) | (12, 24 | 25 | 26 | 31))
            || matches!(from_easter, -2 | 1 | 39)
            || (year < 2005 && from_easter == 50)
            || (year >= 2005 && (month, day) == (6, 6))
            || (month == 6 && (19..=25).contains(&day) && weekday == Weekday::Fri);
        !is_off
    }

    fn open(&self, _: NaiveDate) -> Vec<(u32, u32)> {
        Vec::new()
    }
}

/// Gauss 1816 with the corrections for the Gregorian 1900-2199.
fn easter(year: i32) -> NaiveDate {
    let (a, b, c) = (year % 19, year % 4, year % 7);
    let (m, n) = if year < 2100 { (24, 5) } else { (24, 6) };
    let d = (19 * a + m) % 30;
    let e = (2 * b + 4 * c + 6 * d + n) % 7;
    let after_22_march = match (d, e) {
        (29, 6) => 28,
        (28, 6) if a > 10 => 27,
        _ => d + e,
    };
    let march = NaiveDate::from_ymd_opt(year, 3, 22).expect("a date");
    march + Days::new(after_22_march as u64)
}

#[test]
fn the_guideline_on_every_day_of_110_years_is_due_when_the_statute_says() {
    let calendar = Calendar::swedish();
    let zone = Tz::Europe__Stockholm;
    let (first, end) = (day(1990, 1, 1), day(2100, 1, 1));
    for (index, day) in first.until(end).enumerate() {
        let noon = at(zone, day.date(), (index as u32 * 7919) % 86_400);
        for (within, deemed) in [
            ("1 workday", false),
            ("1 workday", true),
            ("1 workday, rolled", false),
            ("48 hours on workdays", false),
        ] {
            let within: Within = within.parse().expect("the within grammar");
            let walked = due_by_walking(zone, &Statute, When::Stamp(noon), within, deemed);
            let ours = due(Moment::second(noon.into()), within, deemed, &calendar);
            assert_eq!(ours, Instant::from(walked), "{day} {within} deemed {deemed}");
        }
    }
}
