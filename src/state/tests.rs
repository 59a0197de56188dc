//! States: fingerprints of another program, cells as tallies see them, gaps, and rules that differ.

use super::*;
use crate::calendar::{Calendar, Day, Instant};
use crate::contact::{Channel, Contact, DepartmentId, Moment, Origin};
use crate::judge::{Outcome, Verdict};
use crate::organisation::PseudonymKey;
use crate::settings::Settings;
use crate::tally::{Dimension, KeyPart, Tally};

fn day(month: u32, of_month: u32) -> Day {
    Day::from_ymd(2026, month, of_month).unwrap()
}

/// The expected ones are Python's: `hmac.new(key, b"".join(len(p).to_bytes(8) + p for p in
/// parts), sha256)` of the parts that the docstring names.
#[test]
fn a_fingerprint_is_what_another_program_makes_of_the_same() {
    let key = PseudonymKey::new(b"0123456789abcdef-synthetic").unwrap();
    let received = Moment::second(Instant::from_unix_seconds(1_781_787_600));
    let answered = Moment::second(Instant::from_unix_seconds(1_781_791_200));
    let of = |answered| {
        let department = DepartmentId(1);
        let contact =
            Contact::new(received, answered, Channel::Email, Origin::External, department);
        fingerprint(&key, &contact, b"K1", ["Bygg", "Byggnadsnämnden", ""])
    };
    let expected = Fingerprint { contact: 0x0fa9_96d7_5849_ba63, fields: 0xf464, answer: 0x0d3e };
    assert_eq!(of(Some(answered)), expected);
    assert_eq!(of(None), Fingerprint { answer: 0xdf83, ..expected });
    assert_eq!(Fingerprint::from_bytes(expected.to_bytes()), expected);
}

#[test]
fn whatever_a_contact_is_known_by_changes_its_fingerprint() {
    let key = PseudonymKey::new(b"0123456789abcdef-synthetic").unwrap();
    let second = |at| Moment::second(Instant::from_unix_seconds(at));
    let bare = Moment::day(Instant::from_unix_seconds(1_781_787_600));
    let of = |received, channel, id: &[u8]| {
        let contact =
            Contact::new(received, None, channel, Origin::External, DepartmentId::UNSTATED);
        fingerprint(&key, &contact, id, ["", "", ""]).contact
    };
    let mut all = vec![
        of(second(1_781_787_600), Channel::Email, b"K1"),
        of(second(1_781_787_600), Channel::Email, b"K2"),
        of(second(1_781_787_600), Channel::Phone, b"K1"),
        of(second(1_781_787_601), Channel::Email, b"K1"),
        of(bare, Channel::Email, b"K1"),
    ];
    let count = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), count);
}

/// Tallies see the day and the hour that the cell says, also on the days when clocks change.
#[test]
fn a_cell_gives_back_its_own_day_and_hour() {
    let table = Calendar::swedish().table;
    let keyed = |day, hour| CellKey {
        day,
        hour,
        department: 3,
        channel: Channel::Letter,
        origin: Origin::Internal,
        rule: Some(1),
        reason: None,
        has_bare_answer: true,
    };
    let by = [Dimension::Month, Dimension::Weekday, Dimension::Hour, Dimension::Rule];
    for own in [day(3, 28), day(3, 29), day(10, 25), day(12, 31)] {
        for hour in (0..24).map(Some).chain([None]) {
            let cell =
                Cell { met_s: vec![0, 86_400], late_s: vec![7], unregulated: 1, ..Cell::default() };
            let Some(again) = cell.replay(&keyed(own, hour), &table) else {
                assert_eq!((own, hour), (day(3, 29), Some(2)), "the hour that was skipped");
                continue;
            };
            let mut tally = Tally::by(&by);
            again.iter().for_each(|(contact, verdict)| tally.add(contact, verdict, &table));
            let groups = tally.figures();
            let with_rule = groups.iter().find(|(key, _)| key[3] == KeyPart::Rule(Some(1)));
            let (key, figures) = with_rule.unwrap();
            assert_eq!(key[0], KeyPart::Month(2026, own.month()));
            assert_eq!(key[1], KeyPart::Weekday(own.weekday()));
            assert_eq!(key[2], KeyPart::Hour(hour.map(u32::from)));
            assert_eq!((figures.count(Outcome::Met), figures.max_s), (2, Some(86_400)));
            assert_eq!(again.len() as u64, cell.contacts());
            assert!(again.iter().all(|(contact, _)| contact.answered().unwrap().is_bare_date()));
        }
    }
}

#[test]
fn a_cell_counts_contacts_by_what_they_would_be_if_they_were_not_exempt() {
    let mut cell = Cell::default();
    for (outcome, to_answer_s) in
        [(Outcome::Met, Some(9)), (Outcome::Late, Some(7)), (Outcome::Unregulated, Some(5))]
    {
        cell.add(&Verdict { outcome, rule: None, due: None, to_answer_s, late_s: None });
    }
    let expected = Cell { met_s: vec![9], late_s: vec![7], unregulated: 1, ..Cell::default() };
    assert_eq!(cell, expected);
}

#[test]
fn another_reading_gives_a_cell_its_own_counts_and_the_same_times() {
    let mut cell = Cell::default();
    for (own, other, time_s) in [
        (Outcome::Met, Outcome::Late, 9),
        (Outcome::Met, Outcome::Met, 5),
        (Outcome::Late, Outcome::Met, 7),
        (Outcome::Late, Outcome::Met, 8),
    ] {
        let to_answer_s = Some(time_s);
        cell.add(&Verdict { outcome: own, rule: None, due: None, to_answer_s, late_s: None });
        cell.turn(2, own, other);
    }
    assert_eq!(cell.turned, BTreeMap::from([(2, Turned { to_late: 1, to_met: 2 })]));
    let other = cell.under(2);
    assert_eq!((other.met_s.len(), other.late_s.len()), (3, 1));
    let mut times = [other.met_s, other.late_s].concat();
    times.sort_unstable();
    assert_eq!(times, [5, 7, 8, 9]);
    // A reading that judges nothing otherwise.
    assert_eq!(cell.under(0).met_s, cell.met_s);
}

fn saved(first: Day, last: Day, part: &str) -> Saved {
    Saved {
        first,
        last,
        part: part.to_owned(),
        as_of: None,
        latest: None,
        settled_until: None,
        tool: Tool { version: String::new(), tz_database: String::new() },
        settings_sha256: String::new(),
        lists: Vec::new(),
        inputs: Vec::new(),
        duplicates: 0,
        ignored: Default::default(),
        faults: Default::default(),
        ambiguous_stamps: 0,
        unknown_departments: Vec::new(),
        unkeyed: Unkeyed::default(),
        settled: Settled::default(),
    }
}

fn state(saved: Vec<Saved>) -> State {
    let settings = Settings::built_in();
    State {
        rules: Rules::of(&settings, None, &settings.calendar()),
        key: None,
        saved,
        departments: vec![Default::default()],
        reasons: Vec::new(),
        readings: Vec::new(),
        cells: BTreeMap::new(),
        singles: Vec::new(),
    }
}

#[test]
fn gaps_are_the_days_that_a_part_does_not_answer_for() {
    let whole = state(vec![
        saved(day(1, 1), day(1, 31), ""),
        saved(day(3, 1), day(3, 31), ""),
        saved(day(3, 10), day(4, 2), ""),
    ]);
    let told = |state: &State, span| -> Vec<String> {
        let gaps = state.gaps(span).into_iter();
        gaps.map(|gap| format!("{} {} {}", gap.first, gap.last, gap.part)).collect()
    };
    assert_eq!(told(&whole, None), ["2026-02-01 2026-02-28 "]);
    let year = Some((Day::from_ymd(2025, 12, 30).unwrap(), day(4, 3)));
    let expected = ["2025-12-30 2025-12-31 ", "2026-02-01 2026-02-28 ", "2026-04-03 2026-04-03 "];
    assert_eq!(told(&whole, year), expected);
    assert!(told(&whole, Some((day(3, 2), day(4, 1)))).is_empty());
    let parts =
        state(vec![saved(day(1, 1), day(2, 28), "växel"), saved(day(1, 1), day(1, 31), "brev")]);
    assert_eq!(told(&parts, None), ["2026-02-01 2026-02-28 brev"]);
    assert!(told(&state(Vec::new()), None).is_empty());
}

#[test]
fn rules_that_differ_are_told_by_what_differs() {
    let rules = |toml: &str, reading: Option<&str>| {
        let settings = Settings::parse(toml, None).unwrap();
        Rules::of(&settings, reading, &settings.calendar())
    };
    let own = "[[rule]]\nid = \"a\"\nchannels = [\"email\"]\nwithin = \"1 workday\"\n";
    let built_in = rules("", None);
    for (other, expected) in [
        (
            rules("", Some("closing-not-there")),
            "a: the default reading; b: reading \"closing-not-there\"",
        ),
        (
            rules("time_zone = \"Europe/Helsinki\"", None),
            "a: time zone Europe/Stockholm; b: time zone Europe/Helsinki",
        ),
        (
            rules("[guideline]\nname = \"Vår\"", None),
            "a: guideline \"Riktlinjer för service och bemötande\"; b: guideline \"Vår\"",
        ),
        (rules("[[reading]]\nname = \"r\"\n", None), "the declared readings"),
        (
            rules("[[calendar.closed]]\ndate = 2026-05-15\nname = \"klämdag\"", None),
            "closed days or opening hours of the calendar",
        ),
        (
            rules(own, None),
            "a: rule \"external\": phone sms email letter external within 1 workday; b: rule \"a\": email within 1 workday",
        ),
    ] {
        assert_eq!(built_in.difference(&other, ["a", "b"]).as_deref(), Some(expected));
    }
    let other = Rules { calendar_sha256: "0".repeat(64), ..built_in.clone() };
    let expected = "the calendar of two versions of svarstid";
    assert_eq!(built_in.difference(&other, ["a", "b"]).as_deref(), Some(expected));
    let spelled = Rules { toml: format!("# ours\n{}", built_in.toml), ..built_in.clone() };
    assert_eq!(built_in.difference(&spelled, ["a", "b"]), None, "another spelling of the same");
    assert_eq!(built_in.difference(&rules("max_rejects = 3", None), ["a", "b"]), None);
    assert_eq!(
        rules(own, None).difference(&rules(&format!("{own}target = 90"), None), ["a", "b"]),
        None
    );
    let two = format!("{own}[[rule]]\nid = \"b\"\nchannels = [\"sms\"]\nwithin = \"2 hours\"\n");
    assert_eq!(
        rules(own, None).difference(&rules(&two, None), ["a", "b"]).as_deref(),
        Some("a: 1 rule; b: 2 rules")
    );
}

#[test]
fn rules_of_another_program_are_refused() {
    let settings = Settings::built_in();
    let rules = Rules::of(&settings, None, &settings.calendar());
    assert!(rules.open().is_ok());
    let other = Rules { calendar_sha256: "0".repeat(64), ..rules.clone() };
    assert_eq!(other.open().unwrap_err(), RulesError::Calendar);
    let other = Rules { toml: "[new]\n".to_owned(), ..rules.clone() };
    assert!(matches!(other.open(), Err(RulesError::Text(_))));
    let other = Rules { reading: Some("unknown".to_owned()), ..rules };
    assert!(matches!(other.open(), Err(RulesError::Text(_))));
}
