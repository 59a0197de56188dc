//! Kept months: states of any logs, merged in any order, give the figures of one audit over all
//! of them; and what they cannot give exactly is refused.

mod harness;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use harness::Svarstid;
use proptest::prelude::*;
use svarstid::audit::{
    Details, Gathered, GroupNames, Input, Judged, Keeping, Merged, Request, Scope, Wanted,
    changed_outcomes, gather, keep,
};
use svarstid::calendar::{Calendar, Day, Instant, Period};
use svarstid::judge::Judge;
use svarstid::organisation::PseudonymKey;
use svarstid::policy::{ExemptionList, Permille, Policy};
use svarstid::settings::Settings;
use svarstid::state::{self, Refusal, Rules, State};
use svarstid::tally::{Account, Answers, Dimension, Figures, KeyPart};

const KEY: &[u8] = b"0123456789abcdef-synthetic";
const CHANNELS: [&str; 5] = ["phone", "email", "letter", "sms", "chat"];
const DEPARTMENTS: [&str; 4] = ["", "Bygg", "Äldre", "Skola"];
const REASONS: [&str; 3] = ["", "anonym", "till förtroendevald"];

/// A header with a column that nobody reads.
const LOGGED: &str = "id,channel,origin,department,received,answered,exempt,log\n";

/// A question as it came in; nothing of it ever changes.
#[derive(Clone, Debug)]
struct Question {
    id: Option<u8>,
    channel: usize,
    /// Days since the first of January 2026.
    day: i64,
    /// Seconds into the day; a bare date without.
    second: Option<i64>,
}

/// What one row tells of a question.
#[derive(Clone, Debug, PartialEq)]
struct Told {
    internal: bool,
    department: usize,
    reason: usize,
    /// Seconds, or whole days where only the date is known.
    waited: Option<(i64, bool)>,
}

fn stamp(day: i64, second: Option<i64>) -> String {
    let first = Day::from_ymd(2026, 1, 1).expect("sound");
    let day = first.plus(day as i32 + second.map_or(0, |second| second.div_euclid(86_400) as i32));
    match second.map(|second| second.rem_euclid(86_400)) {
        None => day.to_string(),
        Some(s) => format!("{day}T{:02}:{:02}:{:02}Z", s / 3600, s / 60 % 60, s % 60),
    }
}

/// `log` makes two logs of the same rows two logs.
fn row(question: &Question, told: &Told, log: &str) -> String {
    let answered = match told.waited {
        None => String::new(),
        // A bare date is that of Stockholm and a second that of Greenwich: a day between is safe.
        Some((waited, true)) => stamp(question.day + 1 + waited / 86_400, None),
        Some((waited, false)) => {
            stamp(question.day, Some(question.second.unwrap_or(86_399) + waited))
        }
    };
    format!(
        "{},{},{},{},{},{answered},{},{log}\n",
        question.id.map_or(String::new(), |id| format!("Ärende {id}")),
        CHANNELS[question.channel],
        if told.internal { "internal" } else { "external" },
        DEPARTMENTS[told.department],
        stamp(question.day, question.second),
        REASONS[told.reason],
    )
}

fn question() -> impl Strategy<Value = Question> {
    // Early enough for the day of Greenwich to be that of Stockholm.
    let second = proptest::option::weighted(0.85, 0..75_000_i64);
    let id = proptest::option::weighted(0.85, any::<u8>());
    (id, 0..CHANNELS.len(), 0..90_i64, second).prop_map(|(id, channel, day, second)| Question {
        id,
        channel,
        day,
        second,
    })
}

fn told() -> impl Strategy<Value = Told> {
    let waited = prop_oneof![
        (0..400_000_i64, any::<bool>()),
        (0..6_000_000_i64, proptest::bool::weighted(0.2)),
    ];
    (
        proptest::bool::weighted(0.3),
        0..DEPARTMENTS.len(),
        prop_oneof![8 => Just(0), 1 => Just(1), 1 => Just(2)],
        proptest::option::weighted(0.8, waited),
    )
        .prop_map(|(internal, department, reason, waited)| Told {
            internal,
            department,
            reason,
            waited,
        })
}

/// January, February and March of 2026, in days since the first of January.
const MONTHS: [(i64, i64); 3] = [(0, 31), (31, 59), (59, 90)];
const PERIODS: [&str; 3] = ["2026-01", "2026-02", "2026-03"];
const PARTS: [&str; 2] = ["a", "b"];

/// The logs of three months, by month and part.
#[derive(Clone, Debug)]
struct Logs([[String; 2]; 3]);

impl Logs {
    fn each(&self) -> impl Iterator<Item = (usize, usize, &str)> {
        let months = self.0.iter().enumerate();
        months.flat_map(|(month, parts)| {
            let parts = parts.iter().enumerate();
            parts.map(move |(part, log)| (month, part, log.as_str()))
        })
    }
}

/// Logs in which whatever is told again is open, told the same, or of the last seven days of its
/// month: what states are made for. `again` tells each question in the logs of the next month.
fn sound_logs() -> impl Strategy<Value = Logs> {
    let told = (question(), told(), told(), any::<bool>(), 0..2usize);
    proptest::collection::vec(told, 0..60).prop_map(|questions| {
        let mut logs = Logs(Default::default());
        let mut known = Vec::new();
        for (question, first, mut second, is_again, part) in questions {
            let identity = question.id.map(|id| (id, question.channel));
            if identity.is_some() && known.contains(&identity) {
                continue;
            }
            known.push(identity);
            let month = MONTHS.iter().position(|(_, end)| question.day < *end).expect("sound");
            logs.0[month][part] += &row(&question, &first, &format!("{month}{part}"));
            if month == 2 || !is_again || question.id.is_none() {
                continue;
            }
            let is_last_week = question.day >= MONTHS[month].1 - 7;
            if !is_last_week && first.waited.is_some() {
                second = first;
            }
            logs.0[month + 1][part] += &row(&question, &second, &format!("{}{part}", month + 1));
        }
        for log in logs.0.iter_mut().flatten() {
            *log = format!("{LOGGED}{log}");
        }
        logs
    })
}

/// Logs in which any month tells anything of any other.
fn wild_logs() -> impl Strategy<Value = Logs> {
    let told = (question(), told(), 0..3usize, 0..2usize, any::<bool>());
    proptest::collection::vec(told, 0..25).prop_map(|rows| {
        let mut logs = Logs([[(); 2]; 3].map(|parts| parts.map(|()| LOGGED.to_owned())));
        for (mut question, told, month, part, is_common) in rows {
            // Few ids and moments, so that rows of one contact are common.
            if is_common {
                question.id = question.id.map(|id| id % 4);
                (question.channel, question.day) = (1, question.day / 20 * 20);
                question.second = question.second.map(|_| 36_000);
            }
            logs.0[month][part] += &row(&question, &told, &format!("{month}{part}"));
        }
        logs
    })
}

/// What one run over logs needs.
struct Ground {
    policy: Policy,
    calendar: Calendar,
    exemptions: ExemptionList,
    rules: Rules,
    /// The rules under every other reading that applies.
    readings: Vec<(String, Policy)>,
}

/// The same for every test: a calendar takes its time.
static GROUND: LazyLock<Ground> = LazyLock::new(|| {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday"];
    let hours = days.map(|day| format!("{day} = [\"09:00-12:00\", \"13:00-15:30\"]\n")).concat();
    let hours = format!("[calendar.opening_hours]\n{hours}");
    let mut settings = Settings::parse(&hours, None).expect("sound");
    settings.policy.rules[0].target = Permille::from_percent(90.0);
    let (policy, calendar) = (settings.policy.clone(), settings.calendar());
    let rules = Rules::of(&settings, None, &calendar);
    let under = |name: &str| Some((name.to_owned(), policy.under(name, &settings.working).ok()?));
    let readings = policy.reading_names().filter_map(under).collect();
    Ground { policy, calendar, exemptions: ExemptionList::default(), rules, readings }
});

impl Ground {
    fn gather(&self, logs: &[(String, &str)]) -> Gathered {
        let request = Request { digests: true, ..Request::new(&self.calendar, &self.exemptions) };
        let inputs = logs.iter().map(|(name, log)| {
            Input::once(name.clone(), std::io::Cursor::new(log.as_bytes().to_vec()))
        });
        gather(inputs.collect(), &request, &mut ()).expect("sound")
    }

    fn period(&self, text: &str) -> Period {
        Period::parse(text, (8, 31)).expect("sound")
    }

    /// What is kept of one log; `as_of` is asked for, or the latest stamp.
    fn keep(&self, name: &str, log: &str, wish: (&str, &str), as_of: Option<Instant>) -> State {
        let gathered = self.gather(&[(name.to_owned(), log)]);
        let at = as_of.or(gathered.latest).unwrap_or(Instant::from_unix_seconds(0));
        let key = PseudonymKey::new(KEY).expect("sound");
        let keeping = Keeping {
            period: &self.period(wish.0),
            part: wish.1,
            key: Some(&key),
            overlap_days: 7,
            rules: self.rules.clone(),
            settings_sha256: String::new(),
            lists: Vec::new(),
            as_of,
            readings: self.readings.clone(),
        };
        let state = keep(&gathered, &Judge::new(&self.policy, &self.calendar, at), keeping);
        let state = state.expect("sound");
        // What is written is what is read.
        let mut file = Vec::new();
        state::write(&state, &mut file).expect("sound");
        assert_eq!(state::read(&file), Ok(state.clone()));
        state
    }
}

/// What is counted besides the figures of every audit.
const WANTED: Wanted<'static> = Wanted { board: None, also: &[], answers: true };

/// Every figure of an audit, by names.
#[derive(Debug, PartialEq)]
struct Everything {
    account: Account,
    total: Figures,
    groups: BTreeMap<String, Figures>,
    kinds: BTreeMap<String, Figures>,
    exemptions: BTreeMap<String, Figures>,
    with_exempt: (u64, u64),
    targets: Vec<(u16, u64, u64)>,
    bare_dates: u64,
    receipts: Option<(Day, Day)>,
    /// How soon contacts were answered.
    answers: Answers,
    /// The groups, the total and how many outcomes differ, under each other reading.
    readings: Vec<(BTreeMap<String, Figures>, Figures, u64)>,
}

fn all(
    (judged, details): (Judged, Details),
    readings: Vec<(Judged, u64)>,
    names: GroupNames<'_>,
    reason: &dyn Fn(u16) -> String,
    calendar: &Calendar,
) -> Everything {
    let named = |rows: Vec<(Vec<KeyPart>, Figures)>| -> BTreeMap<String, Figures> {
        let name = |part: &KeyPart| match part {
            KeyPart::Department(id) => names.departments[id.0 as usize].clone(),
            KeyPart::Board(id) => names.boards[id.0 as usize].clone(),
            part => format!("{part:?}"),
        };
        let count = rows.len();
        let key = |key: Vec<KeyPart>| key.iter().map(name).collect::<Vec<_>>().join("|");
        let rows: BTreeMap<String, Figures> =
            rows.into_iter().map(|(parts, figures)| (key(parts), figures)).collect();
        assert_eq!(rows.len(), count, "a group is told twice");
        rows
    };
    let day = |at| calendar.table.day_of(at);
    Everything {
        account: judged.account,
        total: judged.total,
        groups: named(judged.groups),
        kinds: named(judged.kinds),
        exemptions: judged.exemptions.iter().map(|(id, own)| (reason(id.0), *own)).collect(),
        with_exempt: judged.with_exempt,
        targets: judged.targets.iter().map(|own| (own.rule, own.met, own.judged)).collect(),
        bare_dates: judged.bare_dates,
        receipts: judged.receipts.map(|(first, last)| (day(first), day(last))),
        answers: details.answers.expect("wanted"),
        readings: readings
            .into_iter()
            .map(|(judged, changed)| (named(judged.groups), judged.total, changed))
            .collect(),
    }
}

/// One audit over all logs in the order of their months.
fn audited(ground: &Ground, logs: &Logs, scope: Scope<'_>, as_of: Option<Instant>) -> Everything {
    let logs: Vec<(String, &str)> =
        logs.each().map(|(month, part, log)| (format!("{month}{part}.csv"), log)).collect();
    let gathered = ground.gather(&logs);
    let at = as_of.or(gathered.latest).unwrap_or(Instant::from_unix_seconds(0));
    let judge = Judge::new(&ground.policy, &ground.calendar, at);
    let judged = Judged::with_details(&gathered, &judge, scope, WANTED).expect("sound");
    let readings = ground.readings.iter().map(|(_, policy)| {
        let other = Judge::new(policy, &ground.calendar, at);
        let changed = changed_outcomes(&gathered, &judge, &other, scope.period, None);
        (Judged::new(&gathered, &other, scope).expect("sound"), changed)
    });
    let readings = readings.collect();
    let reason = |id| gathered.ledger.reason(svarstid::contact::ExemptionId(id)).to_owned();
    all(judged, readings, gathered.group_names(), &reason, &ground.calendar)
}

/// The figures of a merged state.
fn merged(
    ground: &Ground,
    state: &State,
    scope: Scope<'_>,
    as_of: Option<Instant>,
) -> Result<Everything, state::Refusals> {
    let table = &ground.calendar.table;
    let resolved = state.resolve(table, false)?;
    let at = as_of.or(state.latest()).unwrap_or(Instant::from_unix_seconds(0));
    let judge = Judge::new(&ground.policy, &ground.calendar, at);
    let contacts = Merged::new(state, &resolved);
    let judged = contacts.judged(&judge, None, scope, WANTED).expect("sound");
    let readings = ground.readings.iter().map(|(name, policy)| {
        let other = Judge::new(policy, &ground.calendar, at);
        let changed = contacts.changed_outcomes(&judge, (name, &other), scope.period, None);
        let judged = contacts.judged(&other, Some(name), scope, Wanted::default());
        (judged.expect("sound").0, changed.expect("sound"))
    });
    let readings = readings.collect();
    let (departments, boards) = (state.department_names(), state.board_names());
    let names = GroupNames { departments: &departments, boards: &boards };
    let reason = |id| state.reasons[usize::from(id)].clone();
    Ok(all(judged, readings, names, &reason, &ground.calendar))
}

/// The state of each log, in the order that `order` says.
fn states(ground: &Ground, logs: &Logs, order: &[usize], ends: bool) -> Vec<(String, State)> {
    let mut states: Vec<(String, State)> = logs
        .each()
        .map(|(month, part, log)| {
            let name = format!("{month}{part}");
            let end = ground.period(PERIODS[month]).last();
            let as_of = ends.then(|| ground.calendar.table.last_second(end));
            let wish = (PERIODS[month], PARTS[part]);
            (name.clone(), ground.keep(&format!("{name}.csv"), log, wish, as_of))
        })
        .collect();
    let mut mixed = Vec::new();
    for at in order {
        mixed.push(states.remove(at % states.len()));
    }
    mixed
}

/// One state, merged pair by pair as `order` says.
fn in_pairs(
    mut states: Vec<(String, State)>,
    order: &[usize],
    table: &svarstid::calendar::DayTable,
) -> State {
    let mut at = order.iter().cycle();
    while states.len() > 1 {
        let a = states.remove(at.next().expect("sound") % states.len());
        let b = states.remove(at.next().expect("sound") % states.len());
        let sum = state::merge(vec![a, b], table).expect("sound");
        // Merged states are saved and read like any other.
        let mut file = Vec::new();
        state::write(&sum, &mut file).expect("sound");
        states.push(("sum".to_owned(), state::read(&file).expect("sound")));
    }
    states.remove(0).1
}

const BYS: [&[Dimension]; 4] = [
    &[Dimension::Department],
    &[Dimension::Board, Dimension::Channel, Dimension::Origin, Dimension::Rule],
    &[Dimension::Year, Dimension::Tertial, Dimension::Quarter, Dimension::Month, Dimension::Week],
    &[Dimension::Weekday, Dimension::Hour, Dimension::Department],
];

fn orders() -> impl Strategy<Value = Vec<usize>> {
    proptest::collection::vec(0..6usize, 6)
}

/// The end of a day of 2026 as what is looked back from, counted from the first of April.
fn late(ground: &Ground, days: Option<i32>) -> Option<Instant> {
    let april = Day::from_ymd(2026, 4, 1).expect("sound");
    days.map(|days| ground.calendar.table.last_second(april.plus(days)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn merged_months_have_the_figures_of_one_audit(
        logs in sound_logs(),
        order in orders(),
        ends in any::<bool>(),
        days in proptest::option::of(0..120i32),
        period in prop_oneof![
            Just(None), Just(Some("2026-02")), Just(Some("2026-Q1")),
            Just(Some("2026-01-17..2026-03-05")), Just(Some("2025")),
        ],
    ) {
        let ground = &*GROUND;
        let table = &ground.calendar.table;
        let period = period.map(|text| ground.period(text));
        let own = states(ground, &logs, &order, ends);
        let state = state::merge(own.clone(), table).expect("sound");
        prop_assert!(state.adds_up());
        prop_assert_eq!(state.gaps(None), []);
        let again = in_pairs(own, &order, table);
        prop_assert_eq!(&again, &state);
        // No merged run looks back from before what is settled.
        let as_of = late(ground, days).max(days.and(state.settled_until()));
        for by in BYS {
            let scope = Scope { period: period.as_ref(), by, is_whole: true };
            let expected = audited(ground, &logs, scope, as_of);
            prop_assert_eq!(merged(ground, &state, scope, as_of).expect("sound"), expected);
        }
    }

    #[test]
    fn whatever_months_tell_of_each_other_is_merged_exactly_or_refused(
        logs in wild_logs(),
        order in orders(),
    ) {
        let ground = &*GROUND;
        let own = states(ground, &logs, &order, false);
        let state = match state::merge(own, &ground.calendar.table) {
            Ok(state) => state,
            Err(refusals) => {
                let is_twice = |own: &Refusal| matches!(own, Refusal::SettledTwice { .. });
                prop_assert!(refusals.0.iter().all(is_twice), "{}", refusals);
                return Ok(());
            }
        };
        for by in BYS {
            let scope = Scope { period: None, by, is_whole: true };
            match merged(ground, &state, scope, None) {
                Ok(told) => prop_assert_eq!(told, audited(ground, &logs, scope, None)),
                Err(refusals) => {
                    let is_changed = |own: &Refusal| matches!(own, Refusal::Changed { .. });
                    prop_assert!(refusals.0.iter().all(is_changed), "{}", refusals);
                }
            }
        }
    }
}

/// A run in a folder with the logs of January and February, and a key.
fn run(line: &str) -> Svarstid {
    Svarstid::new().file("jan.csv", JANUARY).file("feb.csv", FEBRUARY).file("key", KEY).args(line)
}

/// Two open contacts, one with an id; one answered on the day; one late.
const JANUARY: &str = "id,channel,origin,department,received,answered,exempt\n\
    Anna-1,email,external,Bygg,2026-01-12 10:00,2026-01-12 11:00,\n\
    Anna-2,email,external,Bygg,2026-01-13 10:00,2026-01-19 11:00,\n\
    Anna-3,email,external,Skola,2026-01-29 10:00,,\n\
    ,phone,external,Skola,2026-01-30 10:00,,\n";

/// Tells again of what January left open, and of one that it settled; and one of its own.
const FEBRUARY: &str = "id,channel,origin,department,received,answered,exempt\n\
    Anna-1,email,external,Bygg,2026-01-12 10:00,2026-01-12 11:00,\n\
    Anna-3,email,external,Skola,2026-01-29 10:00,2026-02-03 09:00,\n\
    Berit-9,email,internal,Bygg,2026-02-02 10:00,2026-02-03 10:00,\n";

/// The state of a log, as text.
fn saved(flags: &str) -> String {
    let ended = run(&format!("audit -q -o out.txt --save-state s.svarstid.json {flags}")).run();
    ended.code(0).read("s.svarstid.json")
}

/// A run over files that are given with what they hold.
fn over(files: &[(&str, &str)], line: &str) -> Svarstid {
    files.iter().fold(run(line), |run, (name, text)| run.file(name, text))
}

const JAN: &str = "--state-key key --period 2026-01 jan.csv";
const FEB: &str = "--state-key key --period 2026-02 feb.csv";

#[test]
fn a_later_log_closes_what_is_open() {
    let files = [("1.json", saved(JAN)), ("2.json", saved(FEB))];
    let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
    for flags in
        ["--format csv", "--format csv --by month,origin", "--format csv --as-of 2026-03-01"]
    {
        let merged = over(&files, &format!("merge -q {flags} 2.json 1.json")).run().code(0);
        let audited = run(&format!("audit -q {flags} jan.csv feb.csv")).run().code(0);
        assert_eq!(merged.says_nothing().text(), audited.text(), "{flags}");
    }
    let merged = over(&files, "merge -q --format json 2.json 1.json --by week").run().code(0);
    let audited = run("audit -q --format json --by week jan.csv feb.csv").run().code(0);
    assert_eq!(merged.json()["account"]["duplicates"], 2);
    // It says which states it was merged from, and was asked for otherwise.
    let rest = |ended: &harness::Ended| {
        let mut json = ended.json();
        let members = json.as_object_mut().expect("an object");
        let own: Vec<bool> =
            ["request", "states"].map(|name| members.shift_remove(name).is_some()).to_vec();
        (own, json.to_string())
    };
    assert_eq!(rest(&merged).1, rest(&audited).1);
    assert_eq!((rest(&merged).0, rest(&audited).0), (vec![true, true], vec![true, false]));
    let states = &merged.json()["states"];
    assert_eq!(states[0]["name"], "1.json");
    assert_eq!(states[1]["audits"][0]["from"], "2026-02-01");
    assert_eq!(states[1]["calendar_sha256"], audited.json()["calendar"]["sha256"]);
    let settings = &states[0]["audits"][0]["settings_sha256"];
    assert_eq!(*settings, audited.json()["settings"]["sha256"]);
}

/// Two years later the logs are gone, and the states give the same bytes.
#[test]
fn a_merged_run_can_be_made_again_from_its_states() {
    let files = [("1.json", saved(JAN)), ("2.json", saved(FEB))];
    let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
    let target = "[[target]]\ndepartment = \"Bygg\"\npercent = 50\n";
    let line = "merge -q -o run.json --config own.toml --by month,board --period 2026-Q1 \
                --allow-gaps --interval 2.json 1.json";
    let made = over(&files, line).file("own.toml", target).run().code(0).read("run.json");
    let again = |files: &[(&str, &str)]| {
        over(files, "verify --lang en run.json --inputs old").file("run.json", &made)
    };
    let moved = files.map(|(name, text)| (format!("old/{name}"), text));
    let moved = moved.each_ref().map(|(name, text)| (name.as_str(), *text));
    again(&moved).run().code(0).prints("byte for byte");
    // In another order it is the same run.
    let line = line.replace("2.json 1.json", "1.json 2.json");
    let other = over(&files, &line).file("own.toml", target).run().code(0).read("run.json");
    assert_eq!(other, made);
    again(&moved[..1]).run().code(4).prints("2.json");
    let ended = over(&files, "diff run.json a.json").file("run.json", &made);
    let audited =
        run("audit -q -o a.json --period 2026-Q1 --by month,board --interval jan.csv feb.csv");
    let audited = audited.args("--config own.toml").file("own.toml", target).run().code(0);
    // Its figures are those of the audit: only what was asked for and read differs.
    let told = ended.file("a.json", audited.read("a.json")).args("--lang en").run();
    assert!(!told.text().contains("The figures"), "{}", told.told());
    told.prints("command");
}

/// A settled contact that is told again with a later answer keeps its own: that is known, since
/// nothing that January settled was answered on so late a day.
#[test]
fn a_later_answer_to_a_settled_contact_is_a_duplicate() {
    let again = JANUARY.replace("2026-01-19 11:00", "2026-01-20 11:00");
    let february =
        over(&[("feb.csv", &again)], &format!("audit -q -o o --save-state s.json {FEB}"));
    let files = [("1", saved(JAN)), ("2", february.run().code(0).read("s.json"))];
    let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
    let merged = over(&files, "merge -q --format csv 1 2").run().code(0);
    let audited = over(&[("feb.csv", &again)], "audit -q --format csv jan.csv feb.csv");
    assert_eq!(merged.text(), audited.run().code(0).text());
}

#[test]
fn sums_of_states_have_the_same_bytes_in_any_order() {
    let (jan, feb) = (saved(JAN), saved(FEB));
    let log = JANUARY.replace("2026-01", "2026-03").replace("Anna", "Ceci");
    let march =
        run("audit -q -o out.txt --save-state s.json --state-key key --period 2026-03 3.csv");
    let march = march.file("3.csv", log).run().code(0).read("s.json");
    let sum = |files: &[(&str, &str)], line: &str| {
        let line = format!("merge -q -o out.txt --save-state sum.json {line}");
        over(files, &line).run().code(0).read("sum.json")
    };
    let all = sum(&[("1", &jan), ("2", &feb), ("3", &march)], "3 1 2");
    let some = sum(&[("1", &jan), ("3", &march)], "--allow-gaps 1 3");
    assert_eq!(sum(&[("2", &feb), ("some", &some)], "2 some"), all);
    let other = sum(&[("3", &march), ("2", &feb)], "3 2");
    assert_eq!(sum(&[("1", &jan), ("other", &other)], "other 1"), all);
}

#[test]
fn what_does_not_go_together_is_refused_with_the_way_out() {
    let (jan, feb) = (saved(JAN), saved(FEB));
    let late = JANUARY.replace("Bygg,2026-01-13", "Skola,2026-01-13");
    let changed = over(
        &[("late.csv", &late)],
        "audit -q -o out.txt --save-state s.json --state-key key --period 2026-02 late.csv",
    );
    let changed = changed.run().code(0).read("s.json");
    let rolled = saved(&format!("{FEB} --reading rolled"));
    let other_key =
        run("audit -q -o o.txt --save-state s.json --state-key k2 --period 2026-02 feb.csv");
    let other_key = other_key.file("k2", "another-key-of-16-bytes").run().code(0).read("s.json");
    let own = "[[rule]]\nid = \"external\"\nchannels = [\"email\"]\nwithin = \"2 workdays\"\n";
    let ruled = run(&format!("audit -q -o o.txt --config own.toml --save-state s.json {FEB}"));
    let ruled = ruled.file("own.toml", own).run().code(0).read("s.json");
    let cases: [(&str, &str, &str, &str); 10] = [
        (
            &jan,
            &saved("--state-key key --period 2026-H1 feb.csv"),
            "merge a b",
            "a and b both answer for 2026-01-01 – 2026-01-31",
        ),
        (
            &jan,
            &saved("--state-key key --period 2026-02 jan.csv"),
            "merge a b",
            "a and b have both read jan.csv, so its rows would count twice",
        ),
        (
            &jan,
            &saved("--state-key key --period 2026-03 feb.csv"),
            "merge a b",
            "no state answers for 2026-02-01 – 2026-02-28; merge the state of those days too, or say --allow-gaps",
        ),
        (
            &jan,
            &feb,
            "merge a b --period 2026-delår",
            "no state answers for 2026-03-01 – 2026-08-31",
        ),
        (
            &jan,
            &rolled,
            "merge a b",
            "a and b were judged differently (a: the default reading; b: reading \"rolled\")",
        ),
        (&jan, &ruled, "merge a b", "; b: rule \"external\": email within 2 workdays)"),
        (&jan, &other_key, "merge a b", "have fingerprints of different keys"),
        (
            &saved("--period 2026-01 jan.csv"),
            &saved("--period 2026-02 feb.csv"),
            "merge a b",
            "b has 2 rows with an id received 2026-01-12 – 2026-01-29, which a has contacts of too",
        ),
        (
            &saved("--period 2026-01 jan.csv"),
            &feb,
            "merge a b",
            "b has 2 rows with an id received 2026-01-12 – 2026-01-29, which a has contacts of too",
        ),
        (
            &jan,
            &changed,
            "merge a b",
            "1 row of 2026-02-01 – 2026-02-28 tells otherwise of contacts that 2026-01-01 – 2026-01-31 \
          has settled",
        ),
    ];
    for (a, b, line, reason) in cases {
        let ended = over(&[("a", a), ("b", b), ("old.txt", "old")], &format!("{line} -o old.txt"));
        let ended = ended.run();
        assert_eq!(ended.code, Some(4), "expected: {reason}\n{}", ended.told());
        assert_eq!(ended.says(reason).prints_nothing().read("old.txt"), "old");
    }
    // What a flag accepts is told in the report.
    let gap = saved("--state-key key --period 2026-03 feb.csv");
    let ended = over(&[("a", &jan), ("b", &gap)], "merge a b --allow-gaps --lang en").run();
    ended.code(0).prints("no kept state answers for 2026-02-01 – 2026-02-28");
    let ended = over(&[("a", &jan), ("b", &changed)], "merge a b --keep-settled").run().code(0);
    ended.prints("1 rad säger annat om kontakter vars månad redan är avgjord");
}

#[test]
fn states_of_one_log_are_refused_in_one_line() {
    let months: Vec<String> = (1..=8)
        .map(|month| saved(&format!("--state-key key --period 2026-{month:02} jan.csv")))
        .collect();
    let names: Vec<String> = (1..=8).map(|month| format!("m{month}")).collect();
    let of = |count: usize| {
        let files: Vec<(&str, &str)> =
            names.iter().zip(&months).take(count).map(|(n, text)| (&n[..], &text[..])).collect();
        over(&files, &format!("merge {}", names[..count].join(" "))).run().code(4)
    };
    for (count, said) in [
        (2, "m1 and m2 have both read jan.csv, so its rows would count twice; read each log into"),
        (3, "m1, m2 and m3 have all read jan.csv, so its rows would count more than once; read"),
        (8, "m1, m2, m3, m4, m5 and 3 more have all read jan.csv, so its rows would count more"),
    ] {
        let ended = of(count).says(said).says("cut it at the periods");
        assert_eq!(ended.stderr.matches("have ").count(), 1, "{}", ended.told());
    }
}

#[test]
fn a_contact_that_two_parts_have_counted_is_refused() {
    let part = |name: &str, log: &str| {
        let line = format!("audit -q -o o.txt --save-state s.json --state-part {name} {JAN}");
        run(&line).file("jan.csv", log).run().code(0).read("s.json")
    };
    let (a, b) = (part("a", JANUARY), part("b", &JANUARY.replace("Skola", "Bygg")));
    let ended = over(&[("a", &a), ("b", &b)], "merge a b").run().code(4);
    let ended = ended.says("a and b have both counted the same 2 answered contacts");
    ended.says("read their logs in one audit");
    // Without fingerprints it could not be known; the user says that they are other logs.
    let whole = saved(JAN);
    let ended = over(&[("a", &a), ("b", &whole)], "merge a b").run().code(4);
    ended.says("both answer for 2026-01-01 – 2026-01-31");
}

#[test]
fn a_state_that_is_not_as_it_was_saved_is_refused() {
    let jan = saved(JAN);
    let edited = jan.replacen("Bygg", "Bagg", 1);
    let pretty: serde_json::Value = serde_json::from_str(&jan).expect("a state is JSON");
    let pretty = serde_json::to_string_pretty(&pretty).expect("sound");
    let newer = jan.replacen("svarstid.state/1", "svarstid.state/2", 1);
    for (text, reason) in [
        (&edited[..], "is not as it was saved (its checksum differs)"),
        (&jan[..jan.len() - 200], "is not as it was saved (its checksum differs)"),
        (&jan.replace('\n', "\r\n"), "is not as it was saved"),
        (&pretty, "is not as it was saved"),
        (&newer, "is a state of form 2, and this version of svarstid knows form 1"),
        (JANUARY, "is no state of svarstid; expected a file that audit --save-state has written"),
        ("", "is no state of svarstid"),
    ] {
        let ended = over(&[("a", text)], "merge a").run().code(4);
        ended.says(&format!("svarstid: a: {reason}")).prints_nothing();
    }
    run("merge nowhere.json").run().code(4).says("nowhere.json: cannot be read");
    run("merge '*.svarstid.json'").run().code(4);
    let both = over(&[("a", "x"), ("b", "y")], "merge a b").run().code(4);
    both.says("a: is no state").says("b: is no state");
}

/// Someone who makes the checksum anew cannot make a state that does not add up.
#[test]
fn a_state_that_does_not_add_up_is_refused() {
    use sha2::Digest;
    let jan = saved(JAN);
    for (from, to, reason) in [
        ("\"duplicates\":0", "\"duplicates\":1", "does not add up"),
        (",[3600],[],0,", ",[3600],[],7,", "does not add up"),
        ("\"email\"", "\"fax\"", "there is no channel \"fax\""),
        ("[\"\",\"\"]", "[\"X\",\"\"]", "its first department has a name"),
        ("\"reasons\"", "\"raisons\"", "unknown field"),
    ] {
        let (_, below) = jan.split_once('\n').expect("sound");
        assert!(below.contains(from), "{from}: {below}");
        let below = below.replacen(from, to, 1);
        let sha256 = data_encoding::HEXLOWER.encode(&sha2::Sha256::digest(&below));
        let whole = format!(
            "{{\"schema\":\"svarstid.state/1\",\"sha256\":\"{sha256}\",\"content\":\n{below}"
        );
        over(&[("a", &whole)], "merge a").run().code(4).says(reason).prints_nothing();
    }
}

#[test]
fn a_state_holds_no_id_no_number_and_no_row() {
    let log = "id,channel,origin,department,received,answered,subject,from\n\
        19121212-1212,phone,external,Bygg,2026-01-12 10:00,2026-01-12 11:07,Grannen,070-000 00 42\n\
        anna@example.se,email,external,Bygg,2026-01-13 10:00,,Min granne,anna@example.se\n";
    for key in ["", "--state-key key"] {
        let line = format!("audit -q -o o.txt --save-state s.json --period 2026-01 {key} log.csv");
        let state = run(&line).file("log.csv", log).run().code(0).read("s.json");
        for personal in ["1912", "1212", "anna", "example.se", "070", "0042", "ranne"] {
            let found = state.lines().find(|line| line.contains(personal));
            // A checksum may hold any four digits.
            let is_sum =
                found.is_some_and(|line| line.contains("sha256") || line.contains("settled"));
            assert!(found.is_none() || is_sum && personal.len() == 4, "{personal}: {found:?}");
        }
        assert!(!state.contains("0123456789abcdef"), "nothing of the key");
    }
}

#[test]
fn what_cannot_be_kept_is_told_before_anything_is_written() {
    let calls = include_str!("../fixtures/sources/asterisk-csv/Master.csv");
    for (line, code, reason) in [
        ("audit --save-state s.json jan.csv", 2, "--save-state needs --period"),
        ("audit --state-key key --period 2026-01 jan.csv", 2, "--save-state <FILE>"),
        (
            "audit --save-state s.json --state-key none --period 2026-01 jan.csv",
            2,
            "--state-key none: cannot be read",
        ),
        (
            "audit --save-state s.json --state-key short --period 2026-01 jan.csv",
            2,
            "the key has 5 bytes, and 16 are the least",
        ),
        (
            "audit --save-state s.json -o s.json --period 2026-01 jan.csv",
            2,
            "--save-state names the same file as another output",
        ),
        ("audit --save-state - --period 2026-01 jan.csv", 2, "both go to standard output"),
        ("audit --save-state jan.csv --period 2026-01 jan.csv", 2, "is read by this run"),
        ("audit --save-state nowhere/s.json --period 2026-01 jan.csv", 5, "nowhere/s.json"),
        (
            "audit --save-state s.json --period 2026-02 --as-of 2026-01-31 jan.csv",
            4,
            "--as-of lies before --period",
        ),
        (
            "audit --save-state s.json --period 2026-01 --source-zone UTC Master.csv",
            4,
            "logs of events cannot be kept",
        ),
    ] {
        let ended = run(line).file("short", "short").file("Master.csv", calls).run();
        let ended = ended.code(code).says(reason).prints_nothing();
        assert!(!ended.names().contains(&"s.json".to_owned()), "{line}");
    }
}

#[test]
fn an_as_of_before_what_is_settled_is_refused() {
    let jan = saved("--state-key key --state-overlap 0 --period 2026-01 jan.csv");
    let ended = over(&[("a", &jan)], "merge a --as-of 2026-01-15").run().code(2);
    ended.says("the states have settled what happened until 2026-01-19 11:00:00");
    over(&[("a", &jan)], "merge a --as-of 2026-01-19").run().code(0);
    // Saved as of that day, it can look back from there; and from later, when it is answered.
    let early = saved(&format!("--as-of 2026-01-15 {JAN}"));
    for day in ["2026-01-15", "2026-01-31"] {
        let merged =
            over(&[("a", &early)], &format!("merge -q a --format csv --as-of {day}")).run();
        let audited = run(&format!("audit -q jan.csv --format csv --as-of {day}")).run().code(0);
        assert_eq!(merged.code(0).text(), audited.text());
    }
}

#[test]
fn the_rules_of_the_states_hold_and_other_settings_are_told() {
    let jan = saved(JAN);
    let own = "[[rule]]\nid = \"external\"\nchannels = [\"email\"]\nwithin = \"9 workdays\"\n";
    let files = [("a", &jan[..]), ("svarstid.toml", own)];
    let ended = over(&files, "merge a --format csv").run().code(0);
    let text = ended.text();
    ended.says("judged by other rules than the settings in force (the states: rule \"external\"");
    assert_eq!(over(&files[..1], "merge a --format csv").run().code(0).text(), text);
    let files = [("a", &jan[..]), ("own.toml", own)];
    over(&files, "merge a --config own.toml").run().code(2).says("cannot be judged anew");
    // Targets judge figures and no contact.
    let target = "[[rule]]\nid = \"external\"\nparagraph = \"§ 4.1, 5, 6, 7\"\n\
        channels = [\"phone\", \"sms\", \"email\", \"letter\"]\norigin = \"external\"\n\
        within = \"1 workday\"\ntarget = 99\n[[rule]]\nid = \"internal\"\n\
        paragraph = \"§ 4.1, 5, 6\"\nchannels = [\"phone\", \"sms\", \"email\", \"letter\"]\n\
        origin = \"internal\"\nwithin = \"48 hours\"\n";
    let files = [("a", &jan[..]), ("own.toml", target)];
    let ended = over(&files, "merge a --config own.toml").run().code(1);
    ended.says("the target of rule \"external\" is missed: 1 of 2 met");
}

#[test]
fn open_contacts_without_a_fingerprint_are_told() {
    let line = "audit --format csv --save-state s.json --period 2026-01 jan.csv";
    let ended = run(line).run().code(0);
    ended
        .says("2 open contacts without a fingerprint, which no later state can close; --state-key");
    run(&format!("{line} -q")).run().code(0).says_nothing();
    let line = "audit --format csv --save-state s.json --period 2026-02 feb.csv";
    run(line).run().code(0).says("2 contacts with an id received outside --period");
}

/// The way out for event logs: the list of their contacts is a log like any other.
#[test]
fn the_list_of_contacts_of_an_event_log_can_be_kept() {
    let root = harness::repository();
    let config = root.join("fixtures/sources/svarstid.toml").display().to_string();
    let calls = root.join("fixtures/sources/asterisk-csv/Master.csv").display().to_string();
    let events = |command: &str| {
        let run = Svarstid::new().args(command).args("-q --max-rejects 9 --source-zone UTC");
        run.arg("--config").arg(&config).arg(&calls).run().code(0)
    };
    let list = events("contacts --format csv").text();
    let line = "audit -q -o o.txt --save-state s.json --period 2026 list.csv --config";
    let state = Svarstid::new().file("list.csv", &list).args(line).arg(&config).run().code(0);
    let state = state.read("s.json");
    let by = "--by department,channel,origin,month --format csv";
    let merged = Svarstid::new().file("s.json", state).args(&format!("merge -q {by} s.json"));
    assert_eq!(merged.run().code(0).text(), events(&format!("audit {by}")).text());
}

#[test]
fn the_states_of_the_fixtures_give_the_figures_of_their_logs() {
    let fixture =
        |name: &str| harness::repository().join("fixtures").join(name).display().to_string();
    let over = |command: &str, folder: &str, ending: &str| {
        let run =
            Svarstid::new().args(command).args("-q --no-config --format csv --by week,origin");
        let files =
            ["05", "06"].map(|month| fixture(&format!("{folder}/e-post-2026-{month}{ending}")));
        files.into_iter().fold(run, Svarstid::arg).run().code(0).text()
    };
    assert_eq!(over("merge", "states", ".svarstid.json"), over("audit", "demo", ".csv"));
}

/// The demonstration municipality: six logs, two of them overlapping exports of May and June.
#[test]
fn the_demonstration_has_the_same_bytes_from_its_states() {
    let year = "2025-10-01..2026-10-31";
    let logs = [
        ("brev", year, "brev"),
        ("e-post-2026-05", "2026-05", "e-post"),
        ("e-post-2026-06", "2026-06", "e-post"),
        ("e-post-ovriga", year, "e-post-ovriga"),
        ("sms", year, "sms"),
        ("telefon", year, "telefon"),
    ];
    let demo = harness::repository().join("fixtures/demo");
    let mut merge = Svarstid::new();
    let mut names = Vec::new();
    for (log, period, part) in logs {
        let line = "audit -q --no-config -o o.txt --save-state s.json --state-key key";
        let ended = Svarstid::new().file("key", KEY).args(line).args("--state-part").arg(part);
        let ended = ended
            .args("--period")
            .arg(period)
            .arg(demo.join(format!("{log}.csv")).display().to_string());
        merge = merge.file(&format!("{log}.json"), ended.run().code(0).read("s.json"));
        names.push(format!("{log}.json"));
    }
    names.reverse();
    let files: Vec<String> = logs
        .iter()
        .map(|(log, ..)| demo.join(format!("{log}.csv")).display().to_string())
        .collect();
    let folder = merge.path("");
    for by in Dimension::ALL.map(Dimension::id).into_iter().chain(["department,channel,month"]) {
        for scope in ["", "--period 2026-delår", "--period 2026-06 --as-of 2026-12-31"] {
            let flags = format!("-q --no-config --format csv --by {by} {scope}");
            let merged = Svarstid::new().cwd(&folder).args("merge --allow-gaps").args(&flags);
            let merged = names.iter().fold(merged, |run, name| run.arg(name)).run().code(0);
            let audited = Svarstid::new().args("audit").args(&flags);
            let audited = files.iter().fold(audited, |run, file| run.arg(file)).run().code(0);
            assert_eq!(merged.text(), audited.text(), "{flags}");
        }
    }
}

/// The report for the accounts, when the logs are gone.
#[test]
fn a_report_of_states_is_that_of_their_logs() {
    let key = |run: Svarstid| run.file("key", KEY);
    let demo = |log: &str| harness::repository().join("fixtures/demo").join(log);
    let log = |log: &str| demo(log).display().to_string();
    let hours = "[calendar.opening_hours]\nmonday = [\"08:00-16:30\"]\ntuesday = \
        [\"08:00-16:30\"]\nwednesday = [\"08:00-16:30\"]\nthursday = [\"08:00-16:30\"]\n\
        friday = [\"08:00-15:00\"]\n";
    let saved = |name: &str, file: &str, part: &str| {
        let line = format!(
            "audit -q --config k.toml -o o.txt --save-state s.json --state-key key --state-part \
             {part} --period 2025-10-01..2026-10-31"
        );
        let run = key(Svarstid::new()).file("k.toml", hours).args(&line).arg(log(file)).run();
        (name.to_owned(), run.code(0).read("s.json"))
    };
    let states = [saved("a.json", "telefon.csv", "telefoni"), saved("b.json", "brev.csv", "brev")];
    let of_states = |flags: &str| {
        let run = Svarstid::new().file("k.toml", hours).args("report -q --config k.toml");
        let run = states.iter().fold(run, |run, (name, text)| run.file(name, text).arg(name));
        run.args(flags)
    };
    let of_logs = |flags: &str| {
        let run = Svarstid::new().file("k.toml", hours).args("report -q --config k.toml");
        run.arg(log("telefon.csv")).arg(log("brev.csv")).args(flags)
    };
    let figures = |text: &str| {
        let mut json: serde_json::Value = serde_json::from_str(text).expect("sound");
        let json = json.as_object_mut().expect("an object");
        for own in ["states", "request", "inputs", "settings"] {
            json.remove(own);
        }
        json.clone()
    };
    for flags in [
        "--period 2026-delår --compare previous",
        "--period 2026-delår --allow-gaps --as-of 2026-12-31 --interval",
        "--period 2026-Q2 --min-n 4",
        "--period 2026-06 --compare 2026-05",
    ] {
        let flags = flags.replace("--compare previous", "--compare 2026-T1");
        let logs = flags.replace("--allow-gaps", "");
        let of = |run: Svarstid| run.run().code(0).text();
        let (kept, read) = (
            of(of_states(&format!("{flags} --format json"))),
            of(of_logs(&format!("{logs} --format json"))),
        );
        assert_eq!(figures(&kept), figures(&read), "{flags}");
        // The band and how soon answers came are there, and not empty.
        let json = figures(&kept);
        assert_eq!(json["readings"].as_array().map(Vec::len), Some(6), "{flags}");
        let rows = |csv: &str, flags: &str| of(of_states(&format!("{flags} --format {csv}")));
        let own = |csv: &str, flags: &str| of(of_logs(&format!("{flags} --format {csv}")));
        assert_eq!(rows("csv", &flags), own("csv", &logs), "{flags}");
    }
    // What was made of states is made again from them.
    let run = of_states("--period 2026-delår --compare 2026-T1 --format json").run().code(0);
    let verify = Svarstid::new().file("run.json", run.text()).args("verify run.json --inputs .");
    let verify = states.iter().fold(verify, |run, (name, text)| run.file(name, text));
    verify.run().code(0).prints("Samma");
}

#[test]
fn what_states_cannot_give_a_report_is_told_with_the_way_out() {
    let (jan, feb) = (saved(JAN), saved(FEB));
    let over = |line: &str| over(&[("a.json", &jan), ("b.json", &feb)], line);
    for (line, status, told) in [
        ("report a.json feb.csv", 2, "feb.csv: is no kept state, and other files are"),
        ("report --origin external a.json", 2, "--origin says how logs are read"),
        ("report --rejects r.csv a.json", 2, "--rejects says how logs are read"),
        ("report --reading rolled a.json b.json", 2, "judged by the reading \"as written\""),
        ("report --period 2026-Q1 a.json b.json", 4, "2026-03-01"),
        (
            "report --period 2026-02 --compare last-year a.json b.json",
            4,
            "no contact of the states",
        ),
        ("report --allow-gaps jan.csv", 2, "--allow-gaps is about kept states"),
        ("report --board Kansli a.json", 2, "no board is known"),
        ("audit a.json", 4, "is a kept state"),
    ] {
        over(line).run().code(status).says(told);
    }
    let ended = over("report --period 2026-01 --format markdown a.json b.json").run().code(0);
    ended.prints("lägesfiler");
    over("merge -q --readings --format csv a.json b.json").run().code(0).prints("met_percent_min");
}
