//! Small numbers stay unknown: an attacker who knows every printed number, and that tables add
//! up, cannot compute one.
//!
//! The attacker is written apart from the program: it reads JSON and text, solves the sums in
//! exact fractions, and knows that no number of contacts is below 0.

mod harness;

use std::collections::BTreeMap;

use harness::{HEADER, Svarstid};
use proptest::prelude::*;
use serde_json::Value;

const OUTCOMES: [&str; 6] = ["met", "late", "overdue", "pending", "exempt", "unregulated"];

/// A number in a report: table, row and column.
type Name = (String, usize, String);

fn name(table: &str, row: usize, column: &str) -> Name {
    (table.to_owned(), row, column.to_owned())
}

/// What a reader knows: numbers, and sums `whole = parts`.
#[derive(Default)]
struct Reader {
    known: BTreeMap<Name, i128>,
    /// Numbers that are printed as held back, or that no cell has.
    unknown: Vec<Name>,
    sums: Vec<(Name, Vec<Name>)>,
}

impl Reader {
    fn cell(&mut self, name: Name, value: &Value) {
        match value.as_i64() {
            Some(count) => drop(self.known.insert(name, i128::from(count))),
            None => self.unknown.push(name),
        }
    }

    /// A row of figures, and the sums that everybody knows of it.
    fn figures(&mut self, table: &str, row: usize, figures: &Value) {
        for column in OUTCOMES.iter().chain(&["contacts", "judged"]) {
            self.cell(name(table, row, column), &figures[*column]);
        }
        let own = |column: &str| name(table, row, column);
        self.sums.push((own("contacts"), OUTCOMES.iter().map(|column| own(column)).collect()));
        self.sums.push((own("judged"), OUTCOMES[..3].iter().map(|column| own(column)).collect()));
        self.unknown.push(own("missed"));
        self.sums.push((own("judged"), vec![own("met"), own("missed")]));
    }

    fn of(json: &Value, text: &str) -> Self {
        let mut reader = Self::default();
        reader.figures("total", 0, &json["total"]);
        for table in ["groups", "channels", "months"] {
            if json[table].is_null() {
                continue;
            }
            let rows = json[table].as_array().expect("a list");
            for (at, row) in rows.iter().enumerate() {
                reader.figures(table, at, row);
            }
            for column in OUTCOMES.iter().chain(&["contacts", "judged"]) {
                let parts = (0..rows.len()).map(|at| name(table, at, column)).collect();
                reader.sums.push((name("total", 0, column), parts));
            }
        }
        let reasons = json["exemptions"].as_array().expect("a list");
        let columns = ["contacts", "met", "late", "overdue", "pending", "unregulated"];
        for (at, row) in reasons.iter().enumerate() {
            for column in columns {
                reader.cell(name("exemptions", at, column), &row[column]);
            }
            let parts = columns[1..].iter().map(|column| name("exemptions", at, column)).collect();
            reader.sums.push((name("exemptions", at, "contacts"), parts));
        }
        let all = |column| (0..reasons.len()).map(move |at| name("exemptions", at, column));
        reader.sums.push((name("total", 0, "exempt"), all("contacts").collect()));
        if let Some((met, judged)) = without_exemptions(text) {
            for (column, value) in [("met", met), ("judged", judged)] {
                reader.known.insert(name("without", 0, column), value);
            }
            let met = std::iter::once(name("total", 0, "met")).chain(all("met")).collect();
            reader.sums.push((name("without", 0, "met"), met));
            let judged = std::iter::once(name("total", 0, "judged"))
                .chain(["met", "late", "overdue"].into_iter().flat_map(all))
                .collect();
            reader.sums.push((name("without", 0, "judged"), judged));
        }
        if let Some(readings) = json["readings"].as_array() {
            for (at, row) in readings.iter().enumerate() {
                let own = |column: &str| {
                    if at == 0 { name("total", 0, column) } else { name("readings", at, column) }
                };
                for column in ["judged", "met", "late", "overdue"] {
                    reader.cell(own(column), &row[column]);
                }
                let parts = ["met", "late", "overdue"].map(own).to_vec();
                reader.sums.push((own("judged"), parts));
            }
        }
        reader.parts(json);
        reader.unknown.retain(|name| !reader.known.contains_key(name));
        reader.unknown.sort();
        reader.unknown.dedup();
        reader
    }

    /// Which departments each board has, which is no secret: a row of `posts` is a department
    /// under a board, and no table prints it.
    fn boards(&mut self, json: &Value, posts: &[Value]) {
        let Some(boards) = json["boards"].as_array() else { return };
        let columns = || OUTCOMES.iter().chain(&["contacts", "judged"]);
        for (at, row) in boards.iter().enumerate() {
            self.figures("boards", at, row);
        }
        for column in columns() {
            let parts = (0..boards.len()).map(|at| name("boards", at, column)).collect();
            self.sums.push((name("total", 0, column), parts));
        }
        for (at, _) in posts.iter().enumerate() {
            self.figures("posts", at, &Value::Null);
        }
        let departments = json["groups"].as_array().expect("a list");
        for (table, rows, key) in
            [("boards", boards, "board"), ("groups", departments, "department")]
        {
            for (number, row) in rows.iter().enumerate() {
                let own = posts.iter().enumerate().filter(|(_, post)| post[key] == row[key]);
                let own: Vec<usize> = own.map(|(at, _)| at).collect();
                for column in columns() {
                    let parts = own.iter().map(|at| name("posts", *at, column)).collect();
                    self.sums.push((name(table, number, column), parts));
                }
            }
        }
        self.unknown.retain(|name| !self.known.contains_key(name));
        self.unknown.sort();
        self.unknown.dedup();
    }

    /// The tables that only the report for the accounts has.
    fn parts(&mut self, json: &Value) {
        let Some(times) = json["times"].as_array() else { return };
        let total = |column: &str| name("total", 0, column);
        let cells = |table: &str, at: std::ops::Range<usize>| -> Vec<Name> {
            at.map(|row| name(table, row, "contacts")).collect()
        };
        for (at, row) in times.iter().enumerate() {
            self.cell(name("times", at, "contacts"), &row["contacts"]);
        }
        for (outcome, at) in [("met", 0..3), ("late", 3..6), ("overdue", 6..7)] {
            self.sums.push((total(outcome), cells("times", at)));
        }
        let mut fields = Vec::new();
        for (at, row) in json["late_hours"].as_array().expect("a list").iter().enumerate() {
            for (column, value) in row.as_object().expect("an object").iter().skip(1) {
                self.cell(name("late_hours", at, column), value);
                fields.push(name("late_hours", at, column));
            }
        }
        self.sums.push((total("missed"), fields));
        let reasons = json["reasons"].as_array().expect("a list");
        for (at, row) in reasons.iter().enumerate() {
            self.cell(name("reasons", at, "contacts"), &row["contacts"]);
            let own = name("reasons", at, "contacts");
            match row["reason"].as_str() {
                Some("unanswered") => self.sums.push((own, cells("times", 6..7))),
                Some("late-one-workday") => self.sums.push((own, cells("times", 3..4))),
                Some("late-more") => self.sums.push((own, cells("times", 4..6))),
                _ => {}
            }
        }
    }

    /// The unknowns that the sums determine, by elimination in fractions.
    fn solved(&self) -> Vec<Name> {
        let at: BTreeMap<&Name, usize> =
            self.unknown.iter().enumerate().map(|(at, name)| (name, at)).collect();
        let mut rows: Vec<Vec<Fraction>> = Vec::new();
        for (whole, parts) in &self.sums {
            let mut row = vec![Fraction::from(0); at.len()];
            for (name, by) in parts.iter().map(|part| (part, 1)).chain([(whole, -1)]) {
                if let Some(at) = at.get(name) {
                    row[*at] = row[*at].plus(Fraction::from(by));
                }
            }
            rows.push(row);
        }
        let mut done = 0;
        for column in 0..at.len() {
            let Some(pivot) = (done..rows.len()).find(|row| !rows[*row][column].is_zero()) else {
                continue;
            };
            rows.swap(done, pivot);
            let scale = rows[done][column];
            rows[done].iter_mut().for_each(|cell| *cell = cell.over(scale));
            let own = rows[done].clone();
            for (number, row) in rows.iter_mut().enumerate() {
                let factor = row[column];
                if number != done && !factor.is_zero() {
                    let pairs = row.iter_mut().zip(&own).filter(|(_, by)| !by.is_zero());
                    pairs.for_each(|(cell, by)| *cell = cell.minus(by.times(factor)));
                }
            }
            done += 1;
        }
        let alone =
            rows.iter().filter(|row| row.iter().filter(|cell| !cell.is_zero()).count() == 1);
        alone
            .map(|row| {
                self.unknown
                    [row.iter().position(|cell| !cell.is_zero()).expect("what every report has")]
                .clone()
            })
            .collect()
    }

    /// The unknowns that the sums and the knowledge that nothing is below 0 leave one value.
    fn pinned(&self) -> Vec<Name> {
        let end = i128::from(u32::MAX);
        let mut bounds: BTreeMap<Name, (i128, i128)> =
            self.known.iter().map(|(name, value)| (name.clone(), (*value, *value))).collect();
        bounds.extend(self.unknown.iter().map(|name| (name.clone(), (0, end))));
        for _ in 0..60 {
            let mut has_changed = false;
            for (whole, parts) in &self.sums {
                let Some(all) =
                    parts.iter().map(|p| bounds.get(p).copied()).collect::<Option<Vec<_>>>()
                else {
                    continue;
                };
                let Some(of_whole) = bounds.get(whole).copied() else { continue };
                let (low, high) = all.iter().fold((0, 0), |(l, h), own| (l + own.0, h + own.1));
                let mut tighten = |name: &Name, low: i128, high: i128| {
                    let own = bounds.get_mut(name).expect("what every report has");
                    let new = (own.0.max(low), own.1.min(high));
                    assert!(
                        new.0 <= new.1,
                        "the printed numbers contradict each other at {name:?}"
                    );
                    has_changed |= *own != new;
                    *own = new;
                };
                tighten(whole, low, high);
                for (part, own) in parts.iter().zip(&all) {
                    tighten(part, of_whole.0 - (high - own.1), of_whole.1 - (low - own.0));
                }
            }
            if !has_changed {
                break;
            }
        }
        bounds
            .into_iter()
            .filter(|(name, (low, high))| low == high && self.unknown.contains(name))
            .map(|(name, _)| name)
            .collect()
    }
}

/// A fraction in lowest terms.
#[derive(Clone, Copy, Debug)]
struct Fraction(i128, i128);

impl Fraction {
    fn from(whole: i128) -> Self {
        Self(whole, 1)
    }

    fn reduced(over: i128, under: i128) -> Self {
        let (mut a, mut b) = (over.abs(), under.abs());
        while b > 0 {
            (a, b) = (b, a % b);
        }
        let a = a.max(1) * under.signum();
        Self(over / a, under / a)
    }

    fn is_zero(self) -> bool {
        self.0 == 0
    }

    fn times(self, other: Self) -> Self {
        Self::reduced(self.0 * other.0, self.1 * other.1)
    }

    fn over(self, other: Self) -> Self {
        Self::reduced(self.0 * other.1, self.1 * other.0)
    }

    fn plus(self, other: Self) -> Self {
        Self::reduced(self.0 * other.1 + other.0 * self.1, self.1 * other.1)
    }

    fn minus(self, other: Self) -> Self {
        self.plus(Self(-other.0, other.1))
    }
}

/// The counts of the line `… utan undantag  78,2 % (687 av 878)`.
fn without_exemptions(text: &str) -> Option<(i128, i128)> {
    let line = text.lines().find(|line| line.starts_with("… utan undantag"))?;
    let inner = line.split_once('(')?.1.trim_end_matches(')').replace('\u{202f}', "");
    let (met, judged) = inner.split_once(" av ")?;
    Some((met.parse().ok()?, judged.parse().ok()?))
}

fn printed(log: &str, flags: &[&str]) -> String {
    of_command("audit", log, flags)
}

fn of_command(command: &str, log: &str, flags: &[&str]) -> String {
    with_settings(command, "", log, flags)
}

/// Boards of the departments of [`contact`]; one changes its board while contacts come in.
const REGISTER: &str = "kind,key,department,board,from,until\nunit,Bygg,Bygg,BN,,\n\
    unit,Kultur,Kultur,KS,,\nunit,Skola,Skola,BN,,2026-06-05\nunit,Skola,Skola,KS,2026-06-06,\n\
    unit,Vård,Vård,KS,,\n";

/// Settings that name [`REGISTER`].
const OF_BOARDS: &str = "[organisation]\nregister = [\"register.csv\"]\n";

fn with_settings(command: &str, settings: &str, log: &str, flags: &[&str]) -> String {
    let run = Svarstid::new().file("log.csv", log).env("COLUMNS", "400").arg(command);
    let run = run.file("register.csv", REGISTER).file("svarstid.toml", settings);
    let run = run.args("-q log.csv --as-of 2026-06-15 --color never");
    let ended = flags.iter().fold(run, |run, flag| run.arg(*flag)).run().code(0);
    ended.text()
}

fn contact() -> impl Strategy<Value = String> {
    let words = (
        prop::sample::select(vec!["phone", "email", "email", "email", "chat"]),
        prop::sample::select(vec!["external", "external", "internal"]),
        prop::sample::select(vec!["Bygg", "Bygg", "Bygg", "Kultur", "Kultur", "Skola", "Vård"]),
    );
    let times = (1..=12u32, 6..20u32, prop::option::weighted(0.9, 0..90u32));
    let reason = prop::option::weighted(0.15, prop::sample::select(vec!["beslut", "anonym"]));
    (words, times, reason).prop_map(|(words, (day, hour, after), reason)| {
        let answered = after.map_or(String::new(), |after| {
            let hours = (day - 1) * 24 + hour + after;
            format!("2026-06-{:02} {:02}:30", hours / 24 + 1, hours % 24)
        });
        let (channel, origin, department) = words;
        let exempt = reason.unwrap_or_default();
        format!(
            "{channel},{origin},{department},2026-06-{day:02} {hour:02}:30,{answered},{exempt}\n"
        )
    })
}

/// The value of a number in a report that holds nothing back.
fn truth(json: &Value, text: &str, (table, row, column): &Name) -> i128 {
    let cells = match table.as_str() {
        "total" => &json["total"],
        "without" => {
            let (met, judged) = without_exemptions(text).expect("what every report has");
            return if column == "met" { met } else { judged };
        }
        table => &json[table][row],
    };
    match column.as_str() {
        "missed" => ["late", "overdue"]
            .iter()
            .map(|own| i128::from(cells[own].as_i64().expect("what every report has")))
            .sum(),
        column => {
            i128::from(cells[column].as_i64().unwrap_or_else(|| panic!("{table} {row} {column}")))
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn no_small_number_is_printed_or_can_be_computed(
        contacts in prop::collection::vec(contact(), 0..140),
        least in 2..9u64,
        by in prop::sample::select(vec!["department", "channel", "department,origin", "weekday"]),
        readings in any::<bool>(),
    ) {
        let rows: String = contacts.iter().enumerate().map(|(id, row)| format!("{id},{row}")).collect();
        let log = format!("{HEADER}{rows}");
        let mut flags = vec!["--by", by, "--interval"];
        if readings {
            flags.push("--readings");
        }
        let in_full = [&flags[..], &["--format", "json"]].concat();
        let full: Value = serde_json::from_str(&printed(&log, &in_full)).expect("what every report has");
        let full_text = printed(&log, &flags);
        let floor = least.to_string();
        flags.extend(["--min-n", &floor]);
        let text = printed(&log, &flags);
        let json: Value =
            serde_json::from_str(&printed(&log, &[&flags[..], &["--format", "json"]].concat())).expect("what every report has");

        // How many contacts there are in all is in the account; of fewer than the floor, nothing
        // but that is told.
        let is_all = full["total"]["contacts"].as_u64() < Some(least);
        let is_small = |value: i128| (1..i128::from(least)).contains(&value);
        let reader = Reader::of(&json, &text);
        for (name, value) in &reader.known {
            prop_assert_eq!(*value, truth(&full, &full_text, name), "{:?}", name);
            let is_public = *name == self::name("total", 0, "contacts");
            prop_assert!(is_public || !is_small(*value), "{:?} = {}", name, value);
        }
        for found in reader.solved().into_iter().chain(reader.pinned()) {
            let value = truth(&full, &full_text, &found);
            let is_public = is_all && found.2 == "contacts";
            prop_assert!(is_public || !is_small(value), "{:?} = {} can be computed\n{}", found, value, text);
        }
        for table in ["groups", "channels"] {
            let rows = json[table].as_array().expect("a list");
            for row in rows.iter().chain([&json["total"]]) {
                let is_told = !row["met"].is_null() && !row["judged"].is_null();
                let judged = row["judged"].as_u64().unwrap_or(0);
                for (column, cell) in row.as_object().expect("what every report has") {
                    let needs = match column.as_str() {
                        "met_percent" | "met_low" | "met_high" => is_told,
                        "p50_hours" => is_told && judged >= 2 * least,
                        "p90_hours" => is_told && judged >= 10 * least,
                        "max_hours" => false,
                        own if own.starts_with("met_percent_") => is_told,
                        _ => true,
                    };
                    prop_assert!(needs || cell.is_null(), "{} {}: {}", table, column, row);
                }
            }
        }
        // Every format holds back the same.
        let csv = printed(&log, &[&flags[..], &["--format", "csv"]].concat());
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let header = reader.headers().expect("what every report has").clone();
        for (record, row) in reader.records().zip(json["groups"].as_array().expect("a list")) {
            for (column, cell) in header.iter().zip(&record.expect("what every report has")) {
                prop_assert_eq!(cell.is_empty(), row[column].is_null(), "{}", column);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_table_of_the_report_for_the_accounts_tells_a_small_number_of_another(
        contacts in prop::collection::vec(contact(), 0..140),
        least in 2..9u64,
        has_boards in any::<bool>(),
    ) {
        let rows: String = contacts.iter().enumerate().map(|(id, row)| format!("{id},{row}")).collect();
        let log = format!("{HEADER}{rows}");
        let settings = if has_boards { OF_BOARDS } else { "" };
        let of_command = |command, log: &str, flags: &[&str]| with_settings(command, settings, log, flags);
        let mut in_full: Value =
            serde_json::from_str(&of_command("report", &log, &["--format", "json"])).expect("JSON");
        let by_both = of_command("audit", &log, &["--by", "board,department", "--format", "json"]);
        let by_both: Value = serde_json::from_str(&by_both).expect("JSON");
        in_full["posts"] = by_both["groups"].clone();
        let full_text = of_command("report", &log, &[]);
        let floor = least.to_string();
        let text = of_command("report", &log, &["--min-n", &floor]);
        let json = of_command("report", &log, &["--min-n", &floor, "--format", "json"]);
        let json: Value = serde_json::from_str(&json).expect("JSON");
        let is_all = in_full["total"]["contacts"].as_u64() < Some(least);
        let is_any = in_full["total"]["contacts"].as_u64() > Some(0);
        let is_small = |value: i128| (1..i128::from(least)).contains(&value);
        let mut reader = Reader::of(&json, &text);
        prop_assert_eq!(json["boards"].is_array(), has_boards && is_any);
        reader.boards(&json, in_full["posts"].as_array().expect("a list"));
        for (name, value) in &reader.known {
            let is_public = *name == self::name("total", 0, "contacts");
            prop_assert!(is_public || !is_small(*value), "{:?} = {}", name, value);
        }
        for found in reader.solved().into_iter().chain(reader.pinned()) {
            let value = truth(&in_full, &full_text, &found);
            let is_public = is_all && found.2 == "contacts";
            prop_assert!(is_public || !is_small(value), "{:?} = {} can be computed\n{}", found, value, text);
        }
        // No percentage stands where its numbers are held back.
        for (table, of) in [("times", &json["total"]["judged"]), ("reasons", &json["total"]["met_percent"])] {
            for row in json[table].as_array().expect("a list") {
                let is_told = !row["contacts"].is_null() && !of.is_null();
                prop_assert!(is_told || row["percent"].is_null(), "{} {}", table, row);
            }
        }
        // And no sentence tells a share that the table does not.
        if json["total"]["met_percent"].is_null() && in_full["total"]["judged"].as_u64() > Some(0) {
            let lead: String = text.lines().take_while(|line| !line.starts_with("Riktlinje  ")).collect();
            prop_assert!(lead.contains("visas inte") && !lead.contains(" %"), "{}", lead);
        }
    }
}

/// So many e-mails to a department, so many of them late.
fn emails(department: &str, contacts: usize, late: usize) -> String {
    let row = |at: usize| {
        let day = if at < late { 9 } else { 3 };
        format!(",email,external,{department},2026-06-02 10:00,2026-06-{day:02} 09:00,\n")
    };
    (0..contacts).map(row).collect()
}

#[test]
fn a_small_department_takes_the_next_smallest_with_it_so_that_no_difference_tells() {
    let log = format!(
        "{HEADER}{}{}{}",
        emails("Bygg", 40, 10),
        emails("Kultur", 20, 8),
        emails("Skola", 2, 0)
    );
    let json: Value = serde_json::from_str(&printed(&log, &["--min-n", "5", "--format", "json"]))
        .expect("what every report has");
    let cell = |row: usize, column: &str| json["groups"][row][column].as_f64();
    assert_eq!((cell(0, "contacts"), cell(0, "met_percent")), (Some(40.0), Some(75.0)));
    assert_eq!((cell(1, "contacts"), cell(2, "contacts")), (None, None));
    assert_eq!(cell(2, "late"), None, "not even its zeros");
    assert_eq!(json["total"]["contacts"], 62);
    assert_eq!(json["min_n"], 5);
}

/// The contacts of boards and of departments that a report shows.
fn boards_and_departments(register: &str) -> [Vec<Option<u64>>; 2] {
    let log = [emails("Bygg", 40, 10), emails("Kultur", 20, 8), emails("Kansli", 2, 0)].concat();
    let run = Svarstid::new().file("log.csv", format!("{HEADER}{log}"));
    let run = run.file("register.csv", format!("kind,key,department,board\n{register}"));
    let run = run.file("svarstid.toml", OF_BOARDS);
    let run = run.args("report -q log.csv --as-of 2026-06-15 --min-n 5 --format json");
    let json = run.run().code(0).json();
    ["boards", "groups"].map(|table| {
        let rows = json[table].as_array().expect("a list").iter();
        rows.map(|row| row["contacts"].as_u64()).collect()
    })
}

#[test]
fn a_board_less_its_other_departments_tells_no_small_one() {
    // The board of Kansli has 42, and Bygg has 40 of them.
    let register = "unit,Bygg,Bygg,BN\nunit,Kansli,Kansli,BN\nunit,Kultur,Kultur,KS\n";
    let [boards, departments] = boards_and_departments(register);
    assert_eq!(departments[1], None);
    assert!(boards[0].is_none() || departments[0].is_none(), "{boards:?} {departments:?}");
    // Kansli has a board of its own, and the other has 60 of 62.
    let register = "unit,Bygg,Bygg,BN\nunit,Kansli,Kansli,KS\nunit,Kultur,Kultur,BN\n";
    let [boards, departments] = boards_and_departments(register);
    assert_eq!((boards, departments[1]), (vec![None, None], None));
}

#[test]
fn nothing_is_held_back_where_nothing_is_small_but_the_longest_time() {
    let log = format!("{HEADER}{}{}", emails("Bygg", 40, 10), emails("Kultur", 20, 8));
    let full = printed(&log, &["--format", "csv"]);
    let held = printed(&log, &["--format", "csv", "--min-n", "2"]);
    for (full, held) in full.lines().zip(held.lines()).skip(1) {
        assert_eq!(
            full.rsplit_once(',').expect("what every report has").0,
            held.trim_end_matches(',')
        );
    }
}

#[test]
fn a_log_of_fewer_contacts_than_the_floor_tells_how_many_and_nothing_else() {
    let log = format!("{HEADER}{}", emails("Bygg", 3, 1));
    let text = printed(&log, &["--min-n", "5"]);
    assert!(text.contains("visas inte (små tal)"), "{text}");
    assert!(text.contains("3 kontakter = .. i tid"), "{text}");
    let csv = printed(&log, &["--min-n", "5", "--format", "csv"]);
    assert_eq!(csv.lines().nth(1), Some("Bygg,,,,,,,,,,,"));
}

#[test]
fn what_is_held_back_is_not_said_beside_the_report_either() {
    let log = format!("{HEADER}{}{}", emails("Bygg", 40, 10), emails("Skola", 2, 1));
    let settings = "[[target]]\npercent = 90\ndepartment = \"Skola\"\n";
    let run = Svarstid::new().file("log.csv", log).file("svarstid.toml", settings);
    let ended = run.args("audit -q log.csv --min-n 5 --fail-under 90 --format json").run().code(1);
    assert!(!ended.stderr.contains(" met,"), "{}", ended.stderr);
    let target = &ended.json()["targets"][0];
    assert_eq!((&target["judged"], &target["met_percent"]), (&Value::Null, &Value::Null));
    assert_eq!(target["result"], "missed");
}
