//! Tests of the ledger: duplicates merged as a map by the whole key would.

use std::collections::HashMap;

use proptest::prelude::*;

use super::*;
use crate::calendar::Day;
use crate::contact::{Channel, DepartmentId, Origin};

#[derive(Clone, Debug)]
struct Row {
    id: String,
    channel: Channel,
    received_s: i64,
    is_date: bool,
    answered_s: Option<i64>,
    department: u32,
}

fn table() -> DayTable {
    crate::calendar::Calendar::swedish().table
}

fn ledger(rows: &[Row]) -> Ledger {
    let mut ledger = Ledger::new(true);
    for (line, row) in rows.iter().enumerate() {
        let instant = Instant::from_unix_seconds(1_700_000_000 + row.received_s);
        let received = if row.is_date { Moment::day(instant) } else { Moment::second(instant) };
        let answered = row.answered_s.map(|s| Moment::second(instant.plus_s(s)));
        let contact = Contact::new(
            received,
            answered,
            row.channel,
            Origin::External,
            DepartmentId(row.department),
        );
        let place = Place { input: 0, line: line as u64 };
        ledger.push(contact, row.id.as_bytes(), || place);
    }
    ledger
}

/// The slow twin: a map from the whole key to the contact, straight from SPEC 7.
fn merged_by_map(rows: &[Row]) -> Vec<(usize, Option<i64>)> {
    let mut kept = KeptByKey::new();
    let mut all = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        if row.id.is_empty() {
            all.push((index, row.answered_s));
            continue;
        }
        let key = (row.id.clone(), row.channel, row.received_s, row.is_date);
        let entry = kept.entry(key).or_insert((index, None));
        entry.0 = index;
        entry.1 = match (entry.1, row.answered_s) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
    }
    all.extend(kept.into_values());
    all.sort_unstable();
    all
}

#[test]
fn a_duplicate_keeps_the_earliest_answer_and_the_last_department() {
    let row = |answered_s, department| Row {
        id: "K1".into(),
        channel: Channel::Email,
        received_s: 0,
        is_date: false,
        answered_s,
        department,
    };
    let mut ledger = ledger(&[row(Some(500), 1), row(None, 2), row(Some(900), 3)]);
    assert_eq!(ledger.merge_duplicates(&table()), 2);
    let contact = ledger.contacts()[0];
    assert_eq!(contact.department(), DepartmentId(3));
    assert_eq!(contact.answered().unwrap().instant.since_s(contact.received().instant), 500);
    assert_eq!(ledger.place(0), Some(Place { input: 0, line: 2 }));
    assert_eq!(ledger.id(0), b"K1");
}

#[test]
fn on_the_same_day_a_stamp_is_better_evidence_than_a_bare_date() {
    let table = table();
    let monday = Day::from_ymd(2026, 3, 2).unwrap();
    let at = |hour: i64| table.midnight(monday).plus_s(hour * 3600);
    let merged = |answers: [Moment; 2]| {
        let mut ledger = Ledger::new(false);
        for answered in answers {
            let contact = Contact::new(
                Moment::second(at(10)),
                Some(answered),
                Channel::Letter,
                Origin::External,
                DepartmentId(0),
            );
            ledger.push(contact, b"A1", || Place { input: 0, line: 1 });
        }
        assert_eq!(ledger.merge_duplicates(&table), 1);
        ledger.contacts()[0].answered().unwrap()
    };
    let (bare, stamped) = (Moment::day(at(0)), Moment::second(at(11)));
    assert_eq!(merged([bare, stamped]), stamped);
    assert_eq!(merged([stamped, bare]), stamped);
    assert_eq!(merged([bare, Moment::second(at(30))]), bare, "an earlier day is earlier");
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (
        "(|A[0-3]|[a-b])",
        prop::sample::select(vec![Channel::Phone, Channel::Email]),
        0i64..3,
        any::<bool>(),
        prop::option::of(0i64..1000),
        0u32..4,
    )
        .prop_map(|(id, channel, received_s, is_date, answered_s, department)| Row {
            id,
            channel,
            received_s,
            is_date,
            answered_s,
            department,
        });
    prop::collection::vec(row, 0..80)
}

#[test]
fn rising_ids_are_unique_unless_their_stretches_overlap() {
    let row = |id: &str| Row {
        id: id.into(),
        channel: Channel::Email,
        received_s: 0,
        is_date: false,
        answered_s: None,
        department: 0,
    };
    let unique = |ids: &[&str]| {
        let rows: Vec<Row> = ids.iter().map(|id| row(id)).collect();
        ledger(&rows).ids_are_surely_unique()
    };
    assert!(unique(&["K1", "K2", "", "K9", "M1", "M2"]));
    assert!(unique(&["K5", "K6", "K1", "K2"]));
    assert!(!unique(&["K1", "K3", "K2", "K4"]));
    assert!(!unique(&["K1", "K1"]));
    assert!(!unique(&["K1", "a-b"]));
}

/// The parts of a key, and the index and answer of what is kept of it.
type KeptByKey = HashMap<(String, Channel, i64, bool), (usize, Option<i64>)>;

proptest! {
    #[test]
    fn merging_gives_what_a_map_by_the_whole_key_gives(rows in rows()) {
        let mut ledger = ledger(&rows);
        let gone = ledger.merge_duplicates(&table());
        let expected = merged_by_map(&rows);
        prop_assert_eq!(gone as usize + expected.len(), rows.len());
        for (index, (row, answered_s)) in expected.into_iter().enumerate() {
            let contact = ledger.contacts()[index];
            prop_assert_eq!(ledger.place(index).map(|place| place.line), Some(row as u64));
            prop_assert_eq!(contact.department().0, rows[row].department);
            let answered = contact.answered();
            let found = answered.map(|a| a.instant.since_s(contact.received().instant));
            prop_assert_eq!(found, answered_s);
        }
    }
}
