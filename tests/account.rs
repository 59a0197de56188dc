//! The account (SPEC 7): every row read is in one part of it, for any log, and a simple
//! reckoning with lists and text finds the same parts.

use std::collections::BTreeMap;
use std::io::Cursor;

use proptest::prelude::*;
use svarstid::audit::{Gathered, Input, Judged, Request, Scope, gather};
use svarstid::calendar::{Calendar, Instant, Period};
use svarstid::judge::{Judge, Outcome};
use svarstid::policy::ExemptionList;
use svarstid::settings::Settings;
use svarstid::tally::{Account, Dimension, Figures};

/// One line of a log.
#[derive(Clone, Debug)]
enum Line {
    Blank,
    Row { id: Option<u8>, channel: usize, day: u32, hour: u32, waited_h: Option<i64>, exempt: bool },
    TooWide,
    BadStamp,
    NoReceipt,
    BadChannel,
}

const CHANNELS: [&str; 5] = ["phone", "sms", "email", "letter", "chat"];

fn line() -> impl Strategy<Value = Line> {
    let row = (
        proptest::option::weighted(0.8, 0..6_u8),
        0..CHANNELS.len(),
        1..28_u32,
        8..10_u32,
        proptest::option::of(-2..200_i64),
        proptest::bool::weighted(0.1),
    );
    let row = row.prop_map(|(id, channel, day, hour, waited_h, exempt)| {
        // Few days, so that rows of one id and receipt are common.
        Line::Row { id, channel, day: 1 + day / 9 * 9, hour, waited_h, exempt }
    });
    prop_oneof![
        12 => row,
        1 => Just(Line::Blank),
        1 => Just(Line::TooWide),
        1 => Just(Line::BadStamp),
        1 => Just(Line::NoReceipt),
        1 => Just(Line::BadChannel),
    ]
}

/// Hours since the first of June 2026, in summer time.
fn stamp(hours: i64) -> String {
    let (day, hour) = (hours.div_euclid(24) + 1, hours.rem_euclid(24));
    let (month, day) = match day {
        ..=0 => (5, day + 31),
        1..=30 => (6, day),
        _ => (7, day - 30),
    };
    format!("2026-{month:02}-{day:02}T{hour:02}:00:00+02:00")
}

fn received_h(day: u32, hour: u32) -> i64 {
    i64::from((day - 1) * 24 + hour)
}

fn csv(lines: &[Line]) -> String {
    let mut log = "id,channel,origin,department,received,answered,exempt\n".to_owned();
    for (number, line) in lines.iter().enumerate() {
        log += &match line {
            Line::Blank => "\n".to_owned(),
            Line::TooWide => "1,email,external,K,2026-06-02,,,too,wide\n".to_owned(),
            Line::BadStamp => "1,email,external,K,2026-06-02,31 june,\n".to_owned(),
            Line::NoReceipt => "1,email,external,K,,,\n".to_owned(),
            Line::BadChannel => "1,fax,external,K,2026-06-02,,\n".to_owned(),
            Line::Row { id, channel, day, hour, waited_h, exempt } => {
                let received = received_h(*day, *hour);
                format!(
                    "{},{},{},Avd {},{},{},{}\n",
                    id.map_or(String::new(), |id| format!("K{id}")),
                    CHANNELS[*channel],
                    if number % 3 == 0 { "internal" } else { "external" },
                    number % 4,
                    stamp(received),
                    waited_h.map_or(String::new(), |waited| stamp(received + waited)),
                    if *exempt { "anonym" } else { "" },
                )
            }
        };
    }
    log
}

/// The account by a list of keys met, row by row: the slow and obvious way.
fn reckoned(files: &[Vec<Line>], as_of_h: Option<i64>, has_period: bool) -> Account {
    let mut account = Account::default();
    let mut met: Vec<(usize, u8, i64)> = Vec::new();
    let mut receipts: Vec<i64> = Vec::new();
    let mut latest = i64::MIN;
    for line in files.iter().flatten() {
        match line {
            Line::Blank => continue,
            Line::Row { waited_h: Some(..0), .. } => account.rejected += 1,
            Line::Row { id, channel, day, hour, waited_h, .. } => {
                let received = received_h(*day, *hour);
                latest = latest.max(received + waited_h.unwrap_or(0));
                let key = id.map(|id| (*channel, id, received));
                if key.is_some_and(|key| met.contains(&key)) {
                    account.duplicates += 1;
                } else {
                    met.extend(key);
                    receipts.push(received);
                }
            }
            _ => account.rejected += 1,
        }
        account.rows_read += 1;
    }
    for received in receipts {
        // The period is the 8th to the 14th of June.
        if has_period && !(7 * 24..14 * 24).contains(&received) {
            account.outside_period += 1;
        } else if received > as_of_h.unwrap_or(latest) {
            account.after_as_of += 1;
        } else {
            account.contacts += 1;
        }
    }
    account
}

/// 2026-06-01T00:00:00+02:00.
const JUNE_S: i64 = 1_780_264_800;

fn gathered(files: &[Vec<Line>], calendar: &Calendar) -> Gathered {
    let exemptions = ExemptionList::default();
    let request = Request { keeps_places: true, ..Request::new(calendar, &exemptions) };
    let input = |(number, lines): (usize, &Vec<Line>)| {
        Input::once(format!("{number}.csv"), Cursor::new(csv(lines).into_bytes()))
    };
    gather(files.iter().enumerate().map(input).collect(), &request, &mut ()).expect("logs")
}

fn counts(figures: &Figures) -> Vec<u64> {
    Outcome::ALL.iter().map(|outcome| figures.count(*outcome)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn every_row_is_in_one_part_and_every_contact_in_one_group(
        files in proptest::collection::vec(proptest::collection::vec(line(), 0..40), 1..4),
        as_of_h in proptest::option::of(0..800_i64),
        has_period in any::<bool>(),
    ) {
        let settings = Settings::built_in();
        let calendar = Calendar::new(settings.working.clone(), settings.time_zone);
        let gathered = gathered(&files, &calendar);
        let asked = as_of_h.map(|hours| Instant::from_unix_seconds(JUNE_S + hours * 3600));
        let as_of = asked.or(gathered.latest).unwrap_or(Instant::from_unix_seconds(0));
        let judge = Judge::new(&settings.policy, &calendar, as_of);
        let period = Period::parse("2026-06-08..2026-06-14", settings.interim_report_ends).expect("a period");
        let period = has_period.then_some(&period);
        let whole = Scope { period, by: &[], is_whole: true };
        let judged = Judged::new(&gathered, &judge, whole).expect("an account that adds up");
        let account = judged.account;

        prop_assert_eq!(account, reckoned(&files, as_of_h, has_period));
        let parts: u64 = account.parts()[1..].iter().map(|(_, count)| count).sum();
        prop_assert_eq!(account.rows_read, parts);
        let total = counts(&judged.total);
        prop_assert_eq!(account.contacts, total.iter().sum::<u64>());

        // What is listed is what is counted.
        let mut listed: BTreeMap<&str, u64> = BTreeMap::new();
        let each = Judged::each_verdict(&gathered, &judge, period, |_, _, verdict| {
            *listed.entry(verdict.outcome.id()).or_default() += 1;
            Ok::<(), ()>(())
        });
        prop_assert!(each.is_ok());
        for outcome in Outcome::ALL {
            prop_assert_eq!(listed.get(outcome.id()).copied().unwrap_or(0), judged.total.count(outcome));
        }

        let sum = |rows: &[(Vec<_>, Figures)]| {
            rows.iter().fold(vec![0; total.len()], |sum, (_, figures)| {
                sum.iter().zip(counts(figures)).map(|(a, b)| a + b).collect::<Vec<u64>>()
            })
        };
        prop_assert_eq!(&sum(&judged.kinds), &total);
        for dimension in Dimension::ALL {
            let scope = Scope { period, by: &[dimension], is_whole: false };
            let judged = Judged::new(&gathered, &judge, scope).expect("an account that adds up");
            prop_assert_eq!(&sum(&judged.groups), &total, "{}", dimension.id());
        }
        let exempt: u64 = judged.exemptions.iter().map(|(_, figures)| figures.contacts()).sum();
        prop_assert_eq!(exempt, judged.total.count(Outcome::Exempt));
    }
}
