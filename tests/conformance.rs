//! The conformance corpus (`fixtures/conformance`, described in its README) against the library.
//!
//! The expected values were derived outside this program, from the statutes, the guideline and
//! published tables. Where a test here fails, one of the two is wrong: find out which, and
//! never copy the program's answer into the corpus.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use chrono::{DateTime, NaiveDate};
use serde::Deserialize;
use svarstid::calendar::{
    Calendar, Closure, Day, DayTable, Instant, Interval, OpeningHours, Weekday, WorkingCalendar,
    Zone,
};
use svarstid::contact::{Channel, Contact, DepartmentId, ExemptionId, Moment, Origin};
use svarstid::judge::Judge;
use svarstid::normalise::{Columns, Mapping, Normaliser, WordMap};
use svarstid::policy::{Policy, Rule, Within, due};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File<C> {
    schema: String,
    #[serde(rename = "kind")]
    _kind: String,
    #[serde(rename = "about")]
    _about: String,
    cases: Vec<C>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DueCase {
    id: String,
    trap: String,
    #[serde(default)]
    covers: Vec<String>,
    zone: String,
    received: String,
    channel: String,
    origin: String,
    reading: Option<String>,
    rule: Demand,
    #[serde(default)]
    calendar: Local,
    counted_from: String,
    due: String,
    days: Vec<DayCase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Demand {
    within: String,
    deemed: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DayCase {
    date: String,
    weekday: String,
    workday: bool,
    counts_as: Option<u32>,
    #[serde(default)]
    runs_s: i64,
    reasons: Vec<ReasonCase>,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct ReasonCase {
    name: String,
    ground: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VerdictCase {
    id: String,
    trap: String,
    #[serde(default)]
    covers: Vec<String>,
    zone: String,
    received: String,
    answered: Option<String>,
    channel: String,
    origin: String,
    exempt: Option<String>,
    as_of: String,
    reading: Option<String>,
    rules: Option<Vec<RuleCase>>,
    #[serde(default)]
    calendar: Local,
    expect: VerdictExpected,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleCase {
    id: String,
    channels: Vec<String>,
    origin: Option<String>,
    within: String,
    deemed: Option<String>,
    from: Option<String>,
    until: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VerdictExpected {
    outcome: String,
    rule: Option<String>,
    due: Option<String>,
    to_answer_s: Option<u32>,
    hours: Option<String>,
    late_s: Option<i64>,
    late_hours: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StampsCase {
    id: String,
    trap: String,
    #[serde(default)]
    covers: Vec<String>,
    zone: String,
    received: String,
    answered: Option<String>,
    expect: StampsExpected,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct StampsExpected {
    received: Option<String>,
    answered: Option<String>,
    ambiguous: u32,
    fault: Option<String>,
}

#[derive(Deserialize, Default, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[serde(deny_unknown_fields)]
struct Local {
    #[serde(default)]
    closures: Vec<LocalClosure>,
    #[serde(default)]
    opening_hours: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[serde(deny_unknown_fields)]
struct LocalClosure {
    first: String,
    last: String,
    name: String,
    ground: String,
}

/// The files of the corpus that hold cases of `kind`.
fn files(kind: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/conformance");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("the corpus is there")
        .map(|entry| entry.expect("a readable entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .filter(|path| !path.ends_with("conformance.schema.json"))
        .collect();
    paths.sort();
    let texts = paths.iter().map(|path| fs::read_to_string(path).expect("UTF-8 text"));
    let of_kind = |text: &String| {
        let value: serde_json::Value = serde_json::from_str(text).expect("JSON");
        let own = value["kind"].as_str().expect("every file has a kind");
        assert!(["due", "verdict", "stamps"].contains(&own), "unknown kind {own}");
        own == kind
    };
    texts.filter(of_kind).collect()
}

fn cases<C: serde::de::DeserializeOwned>(kind: &str) -> Vec<C> {
    let read = |text: String| {
        let file: File<C> = serde_json::from_str(&text).expect("cases as the README says");
        assert_eq!(file.schema, "svarstid.conformance/1");
        file.cases
    };
    files(kind).into_iter().flat_map(read).collect()
}

/// Builds each calendar once: most cases share the statutory one.
#[derive(Default)]
struct Calendars(BTreeMap<(String, Local), Calendar>);

impl Calendars {
    fn get(&mut self, zone: &str, local: &Local) -> &Calendar {
        self.0.entry((zone.to_owned(), local.clone())).or_insert_with(|| calendar(zone, local))
    }
}

fn calendar(zone: &str, local: &Local) -> Calendar {
    let mut hours = OpeningHours::default();
    for (when, texts) in &local.opening_hours {
        let intervals =
            texts.iter().map(|text| Interval::parse(text).expect("HH:MM-HH:MM")).collect();
        match Weekday::ALL.into_iter().find(|weekday| weekday.id() == when) {
            Some(weekday) => hours.set_weekday(weekday, intervals).expect("no overlap"),
            None => hours.set_date(day(when), intervals).expect("no overlap"),
        }
    }
    let closures = local.closures.iter().map(|closure| Closure {
        first: day(&closure.first),
        last: day(&closure.last),
        name: closure.name.clone(),
        ground: closure.ground.clone(),
    });
    let working = WorkingCalendar::new(closures.collect(), hours);
    Calendar::new(working, Zone::named(zone).expect("an IANA name"))
}

fn day(text: &str) -> Day {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").expect("YYYY-MM-DD").into()
}

fn instant(text: &str) -> Instant {
    DateTime::parse_from_rfc3339(text).expect("RFC 3339").into()
}

fn is_date(text: &str) -> bool {
    text.len() == "2026-06-18".len()
}

fn moment(text: &str, calendar: &Calendar) -> Moment {
    match is_date(text) {
        true => Moment::day(calendar.table.midnight(day(text))),
        false => Moment::second(instant(text)),
    }
}

fn channel(id: &str) -> Channel {
    Channel::ALL.into_iter().find(|channel| channel.id() == id).expect("a channel")
}

fn origin(id: &str) -> Origin {
    Origin::ALL.into_iter().find(|origin| origin.id() == id).expect("an origin")
}

fn is_deemed(deemed: Option<&str>) -> bool {
    assert!([None, Some("previous-workday")].contains(&deemed));
    deemed.is_some()
}

/// The guideline under a reading; `default` is the guideline itself.
fn guideline(reading: &str, calendar: &Calendar) -> Policy {
    match reading {
        "default" => Policy::guideline(),
        name => Policy::guideline().under(name, &calendar.working).expect("a built-in reading"),
    }
}

fn rule(case: &RuleCase) -> Rule {
    Rule {
        id: case.id.clone(),
        paragraph: String::new(),
        channels: case.channels.iter().map(|id| channel(id)).collect(),
        origin: case.origin.as_deref().map(origin),
        within: case.within.parse().expect("the within grammar"),
        deemed_previous_workday: is_deemed(case.deemed.as_deref()),
        deemed_external: false,
        from: case.from.as_deref().map(day),
        until: case.until.as_deref().map(day),
        target: None,
    }
}

#[test]
fn every_due_moment_of_the_corpus_is_ours() {
    let mut calendars = Calendars::default();
    for case in cases::<DueCase>("due") {
        let calendar = calendars.get(&case.zone, &case.calendar);
        let within: Within = case.rule.within.parse().expect("the within grammar");
        let deemed = is_deemed(case.rule.deemed.as_deref());
        let due = due(moment(&case.received, calendar), within, deemed, calendar);
        let due = calendar.table.zone().rfc3339(due);
        assert_eq!(due, case.due, "{}: {}", case.id, case.trap);
    }
}

#[test]
fn a_named_reading_of_the_guideline_makes_the_rule_of_its_cases() {
    let mut calendars = Calendars::default();
    for case in cases::<DueCase>("due") {
        let Some(reading) = &case.reading else { continue };
        let calendar = calendars.get(&case.zone, &case.calendar);
        let policy = guideline(reading, calendar);
        let (channel, origin) = (channel(&case.channel), origin(&case.origin));
        let rule = policy.rules.iter().find(|rule| rule.covers(channel, origin));
        let rule = rule.expect("a regulated channel");
        assert_eq!(rule.within.to_string(), case.rule.within, "{}", case.id);
        let deemed = is_deemed(case.rule.deemed.as_deref());
        assert_eq!(rule.deems(channel, origin), deemed, "{}", case.id);
    }
}

#[test]
fn every_day_to_a_due_moment_is_explained_as_in_the_corpus() {
    let mut calendars = Calendars::default();
    for case in cases::<DueCase>("due") {
        let calendar = calendars.get(&case.zone, &case.calendar);
        let (channel, origin) = (channel(&case.channel), origin(&case.origin));
        let mut policy = Policy::guideline();
        policy.rules = vec![rule(&RuleCase {
            id: "only".to_owned(),
            channels: vec![case.channel.clone()],
            origin: Some(case.origin.clone()),
            within: case.rule.within.clone(),
            deemed: case.rule.deemed.clone(),
            from: None,
            until: None,
        })];
        let received = moment(&case.received, calendar);
        let contact = Contact::new(received, None, channel, origin, DepartmentId::UNSTATED);
        let judge = Judge::new(&policy, calendar, received.instant);
        let explanation = judge.explain(&contact);
        assert!(explanation.agrees(), "{}: the proof arrives elsewhere", case.id);
        let proof = explanation.proof.as_ref().expect("a rule holds");
        assert_eq!(calendar.table.zone().rfc3339(proof.due), case.due, "{}", case.id);
        assert_eq!(proof.counted_from, moment(&case.counted_from, calendar), "{}", case.id);

        let dates: Vec<String> = proof.days.iter().map(|proof| proof.day.to_string()).collect();
        let expected: Vec<&str> = case.days.iter().map(|day| day.date.as_str()).collect();
        assert_eq!(dates, expected, "{}", case.id);
        for (ours, expected) in proof.days.iter().zip(&case.days) {
            let at = format!("{} on {}", case.id, expected.date);
            let reason = |reason: &svarstid::calendar::Reason| ReasonCase {
                name: reason.swedish().to_owned(),
                ground: reason.ground().to_owned(),
            };
            let reasons: Vec<ReasonCase> = ours.reasons.iter().map(reason).collect();
            assert_eq!(reasons, expected.reasons, "{at}");
            assert_eq!(ours.day.weekday().id(), expected.weekday, "{at}");
            assert_eq!(ours.counts_as, expected.counts_as, "{at}");
            assert_eq!(ours.runs_s, expected.runs_s, "{at}");
            let is_workday = calendar.working.is_workday(ours.day);
            assert_eq!(is_workday, expected.workday, "{at}");
            assert_eq!(is_workday, ours.reasons.is_empty(), "{at}");
        }
    }
}

#[test]
fn every_verdict_of_the_corpus_is_ours() {
    let mut calendars = Calendars::default();
    for case in cases::<VerdictCase>("verdict") {
        let calendar = calendars.get(&case.zone, &case.calendar);
        let policy = match (&case.rules, &case.reading) {
            (Some(rules), None) => {
                Policy { rules: rules.iter().map(rule).collect(), ..Policy::guideline() }
            }
            (None, Some(reading)) => guideline(reading, calendar),
            _ => panic!("{}: either rules or a reading", case.id),
        };
        let as_of = match is_date(&case.as_of) {
            true => calendar.table.last_second(day(&case.as_of)),
            false => instant(&case.as_of),
        };
        let received = moment(&case.received, calendar);
        let answered = case.answered.as_deref().map(|text| moment(text, calendar));
        let (channel, origin) = (channel(&case.channel), origin(&case.origin));
        let contact = Contact::new(received, answered, channel, origin, DepartmentId::UNSTATED)
            .exempt_for(case.exempt.as_ref().map(|_| ExemptionId(0)));

        let judge = Judge::new(&policy, calendar, as_of);
        let verdict = judge.judge(&contact);
        let (at, expect) = (format!("{}: {}", case.id, case.trap), &case.expect);
        assert_eq!(verdict.outcome.id(), expect.outcome, "{at}");
        let rule = verdict.rule.map(|index| policy.rules[usize::from(index)].id.clone());
        assert_eq!(rule, expect.rule, "{at}");
        let due = verdict.due.map(|due| calendar.table.zone().rfc3339(due));
        assert_eq!(due, expect.due, "{at}");
        assert_eq!(verdict.to_answer_s, expect.to_answer_s, "{at}");
        assert_eq!(verdict.late_s, expect.late_s, "{at}");
        assert_eq!(verdict.to_answer_s.map(|s| hours(i64::from(s))), expect.hours, "{at}");
        assert_eq!(verdict.late_s.map(hours), expect.late_hours, "{at}");
        let explanation = judge.explain(&contact);
        assert_eq!(explanation.verdict, verdict, "{at}");
        assert!(explanation.agrees(), "{at}");
    }
}

/// Hours with two decimals, half up, as the columns `hours` and `late_hours` have them.
fn hours(seconds: i64) -> String {
    let hundredths = (seconds * 100 + 1800) / 3600;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

#[test]
fn every_stamp_of_the_corpus_means_what_a_row_of_a_log_would() {
    let mut calendars = Calendars::default();
    for case in cases::<StampsCase>("stamps") {
        let calendar = calendars.get(&case.zone, &Local::default());
        assert_eq!(understood(&case, &calendar.table), case.expect, "{}: {}", case.id, case.trap);
    }
}

/// What the stage that reads logs makes of a row with these two stamps.
fn understood(case: &StampsCase, table: &DayTable) -> StampsExpected {
    let header = ["received", "answered"].map(str::to_owned);
    let mapping = Mapping {
        columns: Columns::find(&header).expect("a known header"),
        channel: Some(Channel::Email),
        origin: Some(Origin::External),
        department: None,
        channel_words: WordMap::channels(),
        origin_words: WordMap::origins(),
        zone: None,
        date_order: None,
        nulls: Vec::new(),
    };
    let row = [case.received.as_str(), case.answered.as_deref().unwrap_or("")];
    let mut normaliser = Normaliser::new(mapping, table, None);
    match normaliser.understand(|index| row.get(index).map(|cell| cell.as_bytes())) {
        Ok(understood) => StampsExpected {
            received: Some(written(understood.received, table)),
            answered: understood.answered.map(|answered| written(answered, table)),
            ambiguous: u32::from(understood.ambiguous_stamps),
            fault: None,
        },
        Err(refusal) => StampsExpected {
            received: None,
            answered: None,
            ambiguous: 0,
            fault: Some(refusal.code().id().to_owned()),
        },
    }
}

fn written(moment: Moment, table: &DayTable) -> String {
    match moment.is_bare_date() {
        true => table.day_of(moment.instant).to_string(),
        false => table.zone().rfc3339(moment.instant),
    }
}

/// The traps that the field's documentation and the guideline's own words are known to set.
/// Each must be told by at least one case (`covers`).
const TRAPS: &[&str] = &[
    // One workday after the receipt, the calendar's traps.
    "midsommarafton-earliest",
    "midsommarafton-latest",
    "julafton-run",
    "longest-gap-2025",
    "longest-gap-2029",
    "short-christmas",
    "nyarsafton",
    "trettondagen-2026",
    "trettondagen-2027",
    "pask",
    "pask-dst-2024",
    "pask-dst-2027",
    "kristi-himmelsfard",
    "valborg-forsta-maj",
    "two-holidays-2008",
    "two-holidays-2049",
    "two-holidays-2055",
    "two-holidays-2060",
    "nationaldagen-saturday",
    "nationaldagen-sunday",
    "nationaldagen-friday",
    "nationaldagen-tuesday",
    "nationaldagen-on-whit-monday-2022",
    "nationaldagen-on-whit-monday-2033",
    "nationaldagen-on-whit-monday-2044",
    "annandag-pingst-2004",
    "annandag-pingst-abolished",
    "nationaldagen-first",
    "alla-helgons-dag",
    "utc-log",
    "year-end-utc",
    "period-end",
    "letter-stamp",
    "letter-22",
    // 48 hours, literally and on workdays.
    "48-hours-spring",
    "48-hours-autumn",
    "48-hours-friday-autumn",
    "friday-inversion",
    "friday-workday-hours",
    "48-hours-midsummer",
    "48-hours-exact",
    // Clock changes, half days, equality, answers that cannot be.
    "fold",
    "gap",
    "dst-and-workdays",
    "half-days",
    "answer-before-contact",
    "answered-at-once",
    "deadline-equality",
    // What the rules themselves demand.
    "as-of",
    "band",
    "dated-rules",
    "dst-september",
    "first-match",
    "first-year",
    "last-year",
    "leap-day",
    "local-closure",
    "pending-overdue",
    "per-date-hours",
    "reform-2005",
    "zone-fold",
    "zone-gap",
];

#[test]
fn every_known_trap_has_a_case_and_no_case_names_an_unknown_one() {
    let due = cases::<DueCase>("due").into_iter().flat_map(|case| case.covers);
    let verdicts = cases::<VerdictCase>("verdict").into_iter().flat_map(|case| case.covers);
    let stamps = cases::<StampsCase>("stamps").into_iter().flat_map(|case| case.covers);
    let covered: BTreeSet<String> = due.chain(verdicts).chain(stamps).collect();
    // Four arrivals under each reading: next workday, rolled, same time, closing, opening
    // hours; 48 hours, and 48 hours on workdays.
    let arrivals = ["N", "R", "K", "C", "H", "48", "48w"]
        .into_iter()
        .flat_map(|reading| ["a", "b", "c", "d"].map(|one| format!("reading-{reading}-{one}")));
    let known: BTreeSet<String> =
        TRAPS.iter().map(|trap| (*trap).to_owned()).chain(arrivals).collect();
    assert_eq!(covered, known);
}

#[test]
fn the_corpus_keeps_its_size_its_ids_and_its_kinds_of_contact() {
    let due = cases::<DueCase>("due");
    let verdicts = cases::<VerdictCase>("verdict");
    let stamps = cases::<StampsCase>("stamps");
    assert!(due.len() >= 187, "{} due moments", due.len());
    assert!(verdicts.len() >= 79, "{} verdicts", verdicts.len());
    assert!(stamps.len() >= 21, "{} stamps", stamps.len());

    let ids = due.iter().map(|case| &case.id);
    let ids = ids.chain(verdicts.iter().map(|case| &case.id));
    let ids: Vec<_> = ids.chain(stamps.iter().map(|case| &case.id)).collect();
    let once: BTreeSet<_> = ids.iter().collect();
    assert_eq!(once.len(), ids.len(), "an id names one case");

    let regulated = Channel::ALL.into_iter().filter(|channel| channel.is_regulated());
    for channel in regulated {
        for origin in Origin::ALL {
            let has = |c: &str, o: &str| c == channel.id() && o == origin.id();
            assert!(
                due.iter().any(|case| has(&case.channel, &case.origin)),
                "no due moment for {} {}",
                origin.id(),
                channel.id()
            );
        }
    }
    for reading in Policy::guideline().reading_names().chain(["default"]) {
        assert!(due.iter().any(|case| case.reading.as_deref() == Some(reading)), "{reading}");
    }
}
