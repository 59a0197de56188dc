//! The report for the accounts: its figures are the audit's, and its sentences hold for any.

mod harness;

use std::collections::BTreeMap;

use harness::{Ended, HEADER, Svarstid};
use serde_json::Value;

/// The demonstration logs.
fn demo(line: &str) -> Svarstid {
    let files = ["brev", "e-post-2026-05", "e-post-2026-06", "e-post-ovriga", "sms", "telefon"];
    let run = Svarstid::new().cwd(harness::repository()).args(line).args("--no-config -q");
    files.into_iter().fold(run, |run, file| run.arg(format!("fixtures/demo/{file}.csv")))
}

fn json(line: &str) -> Value {
    demo(line).args("--format json").run().code(0).json()
}

fn rows(csv: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let row = |record: csv::StringRecord| {
        header.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect()
    };
    reader.records().map(|record| row(record.expect("a record"))).collect()
}

/// The fields of every object of `list` that an object of `like` has.
fn alike(list: &Value, like: &Value) -> Vec<Vec<(String, Value)>> {
    let names: Vec<String> = like[0].as_object().expect("an object").keys().cloned().collect();
    let of = |row: &Value| names.iter().map(|name| (name.clone(), row[name].clone())).collect();
    list.as_array().expect("a list").iter().map(of).collect()
}

#[test]
fn every_figure_is_that_of_an_audit() {
    let period = "--period 2026-T2";
    let report = json(&format!("report {period} --compare previous"));
    let audit = |more: &str| json(&format!("audit {period} {more}"));
    let departments = audit("");
    for (table, of) in
        [("groups", &departments), ("channels", &departments), ("exemptions", &departments)]
    {
        assert_eq!(alike(&report[table], &of[table]), alike(&of[table], &of[table]), "{table}");
    }
    let months = audit("--by month");
    assert_eq!(
        alike(&report["months"], &months["groups"]),
        alike(&months["groups"], &months["groups"])
    );
    for (name, figure) in departments["total"].as_object().expect("a total") {
        assert_eq!(&report["total"][name], figure, "{name}");
    }
    assert_eq!(report["account"], departments["account"]);
    assert_eq!(report["readings"], audit("--readings")["readings"]);
    // The band of each department and channel, beside the figures and reading by reading.
    let band = audit("--readings");
    for (figures, readings) in [("groups", "group_readings"), ("channels", "channel_readings")] {
        let rows = |json: &Value, table: &str| json[table].as_array().expect("a list").clone();
        let all = rows(&report, figures).into_iter().zip(rows(&report, readings));
        for ((own, by_reading), row) in all.zip(rows(&band, figures)) {
            for (column, share) in row.as_object().expect("an object") {
                let is_end = ["met_percent_min", "met_percent_max"].contains(&column.as_str());
                let is_reading = column.starts_with("met_percent_") && !is_end;
                let holds = if is_reading { &by_reading } else { &own };
                assert_eq!(&holds[column], share, "{column}");
                assert!(!is_reading || own[column].is_null(), "{column} stands twice");
            }
        }
    }
    // The earlier period.
    let before = json("audit --period 2026-T1 --as-of 2026-10-30T16:42:00");
    let before: BTreeMap<&str, &Value> = before["groups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["department"].as_str().unwrap(), row))
        .collect();
    for row in report["comparison"].as_array().unwrap() {
        let old = before[row["department"].as_str().unwrap()];
        assert_eq!(row["met_percent_before"], old["met_percent"], "{row}");
        assert_eq!(row["judged_before"], old["judged"], "{row}");
    }
}

#[test]
fn times_hours_and_reasons_add_up_to_the_outcomes() {
    let report = json("report --period 2026-H1");
    let of = |list: &str, name: &str| -> u64 {
        let rows = report[list].as_array().unwrap();
        rows.iter().find(|row| row["class"] == name || row["reason"] == name).unwrap()["contacts"]
            .as_u64()
            .unwrap()
    };
    let total = |name: &str| report["total"][name].as_u64().unwrap();
    let [hour, day, later] = ["within-hour", "same-day", "in-time"].map(|name| of("times", name));
    assert_eq!(hour + day + later, total("met"));
    let late =
        ["late-one-workday", "late-five-workdays", "late-more"].map(|name| of("times", name));
    assert_eq!(late.iter().sum::<u64>(), total("late"));
    assert_eq!(of("times", "unanswered"), total("overdue"));
    assert_eq!(of("reasons", "late-more"), late[1] + late[2]);
    assert_eq!(of("reasons", "late-one-workday"), late[0]);
    let fields = report["late_hours"].as_array().unwrap().iter().flat_map(|row| {
        row.as_object().unwrap().values().filter_map(Value::as_u64).collect::<Vec<_>>()
    });
    assert_eq!(fields.sum::<u64>(), total("late") + total("overdue"));
    // Against the list of contacts, an independent way.
    let contacts = demo("contacts --period 2026-H1 --format csv").run().code(0).text();
    let contacts = rows(&contacts);
    let within = |row: &&BTreeMap<String, String>| {
        let exact = row["received"].contains('T') && row["answered"].contains('T');
        row["verdict"] == "met" && exact && row["hours"].parse::<f64>().unwrap() <= 1.0
    };
    assert_eq!(contacts.iter().filter(within).count() as u64, hour);
    let at_ten_on_tuesdays = contacts.iter().filter(|row| {
        let received = &row["received"];
        let day = weekday_of(received);
        ["late", "overdue"].contains(&row["verdict"].as_str())
            && received.get(11..13) == Some("10")
            && day == "tuesday"
    });
    let ten =
        report["late_hours"].as_array().unwrap().iter().find(|row| row["hour"] == "10").unwrap();
    assert_eq!(ten["tuesday"].as_u64(), Some(at_ten_on_tuesdays.count() as u64));
}

/// The weekday of a stamp, by Zeller's congruence.
fn weekday_of(stamp: &str) -> &'static str {
    let number = |range: std::ops::Range<usize>| stamp[range].parse::<i32>().expect("digits");
    let (year, month, day) = (number(0..4), number(5..7), number(8..10));
    let (y, m) = if month < 3 { (year - 1, month + 12) } else { (year, month) };
    let h = (day + 13 * (m + 1) / 5 + y + y / 4 - y / 100 + y / 400).rem_euclid(7);
    ["saturday", "sunday", "monday", "tuesday", "wednesday", "thursday", "friday"][h as usize]
}

#[test]
fn csv_is_the_table_of_departments_with_the_columns_of_an_audit_first() {
    let report = demo("report --format csv").run().code(0).text();
    let audit = demo("audit --format csv").run().code(0).text();
    for (report, audit) in report.lines().zip(audit.lines()) {
        assert!(report.starts_with(audit), "{report}\n{audit}");
    }
    assert!(report.lines().next().unwrap().ends_with(",max_hours,met_percent_min,met_percent_max"));
    assert_eq!(report.lines().count(), audit.lines().count());
}

/// The sentences that lead the report of some contacts, in a language.
fn lead(contacts: &str, flags: &str, lang: &str) -> (Ended, Vec<String>) {
    let run = Svarstid::new().file("log.csv", format!("{HEADER}{contacts}"));
    let run = run.env("COLUMNS", "1000").args("report -q log.csv --as-of 2026-03-31 --lang");
    let ended = run.arg(lang).args(flags).run().code(0);
    let text = ended.text().replace(['\u{a0}', '\u{202f}'], " ");
    let lines = text.lines().skip(1).map(str::to_owned);
    let end = |line: &String| !line.starts_with("Riktlinje  ") && !line.starts_with("Guideline  ");
    (ended, lines.take_while(end).collect())
}

/// An external e-mail of 2 March, answered in time, late or not at all.
const MET: &str = ",email,external,Bygg,2026-03-02 10:00,2026-03-02 12:00,\n";
const LATE: &str = ",email,external,Bygg,2026-03-02 10:00,2026-03-05 12:00,\n";
const OVERDUE: &str = ",email,external,Bygg,2026-03-02 10:00,,\n";
const PENDING: &str = ",email,external,Bygg,2026-03-31 10:00,,\n";
const EXEMPT: &str = ",email,external,Bygg,2026-03-02 10:00,,beslut\n";
const CHAT: &str = ",chat,external,Bygg,2026-03-02 10:00,,\n";

#[test]
fn the_sentences_hold_for_none_one_two_all_and_many() {
    let many = MET.repeat(1234) + &LATE.repeat(766);
    for (contacts, sv, en) in [
        (
            String::new(),
            vec!["Ingen kontakt inkom, så det finns inga svarstider att redovisa."],
            vec!["No contact came in, so there are no response times to report."],
        ),
        (
            CHAT.to_owned(),
            vec![
                "Den enda kontakt som inkom går inte att bedöma: den är öppen, undantagen eller utan regel i riktlinjen.",
                "1 kontakt saknar regel i riktlinjen och räknas inte i andelen.",
            ],
            vec![
                "The only contact that came in cannot be judged: it is pending, exempt or without a rule in the guideline.",
                "1 contact has no rule in the guideline and does not count in the share.",
            ],
        ),
        (
            PENDING.repeat(2) + EXEMPT,
            vec![
                "Ingen av de 3 kontakter som inkom går att bedöma: de är öppna, undantagna eller utan regel i riktlinjen.",
                "2 kontakter är öppna: tiden har inte gått ut, och de räknas inte i andelen.",
                "1 kontakt är undantagen; utan undantag vore andelen 0 %.",
            ],
            vec![
                "None of the 3 contacts that came in can be judged: they are pending, exempt or without a rule in the guideline.",
                "2 contacts are pending: the time is not up, and they do not count in the share.",
                "1 contact is exempt; without exemptions the share would be 0 %.",
            ],
        ),
        (
            MET.to_owned(),
            vec![
                "Den enda kontakt som går att bedöma besvarades i tid (100 % av 1).",
                "Svaret kom efter 2,00 timmar.",
                "Andelen är densamma hur reglerna än tolkas.",
            ],
            vec![
                "The only contact that can be judged was answered in time (100 % of 1).",
                "The answer came after 2.00 hours.",
                "The share is the same however the rules are read.",
            ],
        ),
        (
            OVERDUE.to_owned() + PENDING,
            vec![
                "Den enda kontakt som går att bedöma besvarades inte i tid (0 % av 1).",
                "1 kontakt är obesvarad fast tiden har gått ut, och ingen besvarades för sent.",
                "1 kontakt är öppen: tiden har inte gått ut, och den räknas inte i andelen.",
                "Andelen är densamma hur reglerna än tolkas.",
            ],
            vec![
                "The only contact that can be judged was not answered in time (0 % of 1).",
                "1 contact is unanswered although the time is up, and none was answered too late.",
                "1 contact is pending: the time is not up, and it does not count in the share.",
                "The share is the same however the rules are read.",
            ],
        ),
        (
            MET.repeat(2),
            vec![
                "Alla 2 bedömda kontakter besvarades i tid (100 %).",
                "Hälften av de bedömda kontakterna besvarades inom 2,00 timmar och nio av tio inom 2,00 timmar.",
                "Andelen är densamma hur reglerna än tolkas.",
            ],
            vec![
                "All 2 judged contacts were answered in time (100 %).",
                "Half of the judged contacts were answered within 2.00 hours and nine in ten within 2.00 hours.",
                "The share is the same however the rules are read.",
            ],
        ),
        (
            OVERDUE.repeat(2),
            vec![
                "Ingen av de 2 bedömda kontakterna besvarades i tid (0 %).",
                "2 kontakter är obesvarade fast tiden har gått ut, och ingen besvarades för sent.",
                "Färre än hälften av de bedömda kontakterna är besvarade, så det finns ingen mediantid.",
                "Andelen är densamma hur reglerna än tolkas.",
            ],
            vec![
                "None of the 2 judged contacts was answered in time (0 %).",
                "2 contacts are unanswered although the time is up, and none was answered too late.",
                "Fewer than half of the judged contacts are answered, so there is no median time.",
                "The share is the same however the rules are read.",
            ],
        ),
        (
            MET.to_owned() + LATE + OVERDUE,
            vec![
                "33,3 % av de bedömda kontakterna besvarades i tid: 1 av 3.",
                "1 kontakt besvarades för sent, och 1 är obesvarad fast tiden har gått ut.",
                "Hälften av de bedömda kontakterna besvarades inom 74,00 timmar.",
                "Andelen är densamma hur reglerna än tolkas.",
            ],
            vec![
                "33.3 % of the judged contacts were answered in time: 1 of 3.",
                "1 contact was answered too late, and 1 is unanswered although the time is up.",
                "Half of the judged contacts were answered within 74.00 hours.",
                "The share is the same however the rules are read.",
            ],
        ),
        (
            many,
            vec![
                "61,7 % av de bedömda kontakterna besvarades i tid: 1 234 av 2 000.",
                "766 kontakter besvarades för sent, och ingen är obesvarad sedan tiden gick ut.",
                "Hälften av de bedömda kontakterna besvarades inom 2,00 timmar och nio av tio inom 74,00 timmar.",
                "Andelen är densamma hur reglerna än tolkas.",
            ],
            vec![
                "61.7 % of the judged contacts were answered in time: 1,234 of 2,000.",
                "766 contacts were answered too late, and none is unanswered after its time.",
                "Half of the judged contacts were answered within 2.00 hours and nine in ten within 74.00 hours.",
                "The share is the same however the rules are read.",
            ],
        ),
    ] {
        for (lang, expected) in [("sv", sv), ("en", en)] {
            let (ended, found) = lead(&contacts, "", lang);
            assert_eq!(found, expected, "{}", ended.told());
            for wrong in
                ["1 kontakter", "1\u{a0}kontakter", "1 contacts", "1\u{a0}contacts", "{{", "{%"]
            {
                let is_there = ended.text().split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(!is_there.contains(&format!(" {wrong} ")), "{wrong}\n{}", ended.told());
            }
        }
    }
}

#[test]
fn what_is_held_back_is_in_no_sentence() {
    let (ended, lead) = lead(&(MET.repeat(40) + &LATE.repeat(2)), "--min-n 5", "sv");
    assert_eq!(
        lead[0],
        "Andelen som besvarades i tid visas inte, eftersom den skulle avslöja för få kontakter."
    );
    assert!(!ended.text().contains("95,2"), "{}", ended.told());
}

/// A log of two boards and a department that no board has.
fn of_boards(line: &str) -> Svarstid {
    let register = "kind,key,department,board\nunit,Bygg,Bygg,Byggnadsnämnden\n\
        unit,Miljö,Miljö,Byggnadsnämnden\nunit,Kansli,Kansli,Kommunstyrelsen\n";
    let row = |department: &str, day: u32, number: usize| {
        format!(",email,external,{department},2026-03-02 10:00,2026-03-{day:02} 12:00,\n")
            .repeat(number)
    };
    let log = [
        row("Bygg", 2, 30),
        row("Bygg", 9, 10),
        row("Miljö", 2, 20),
        row("Kansli", 2, 7),
        row("Kansli", 9, 6),
        row("X", 2, 8),
    ];
    let settings = "[organisation]\nregister = [\"register.csv\"]\n\
        [[target]]\npercent = 50\nboard = \"Byggnadsnämnden\"\n";
    let run = Svarstid::new().file("log.csv", format!("{HEADER}{}", log.concat()));
    run.file("register.csv", register).file("svarstid.toml", settings).args(line)
}

#[test]
fn one_board_has_a_report_of_its_own_contacts_and_says_how_many_are_elsewhere() {
    let ended = of_boards("report -q log.csv --board Byggnadsnämnden --format json").run().code(0);
    let json = ended.json();
    assert_eq!(
        (&json["board"], &json["total"]["contacts"]),
        (&"Byggnadsnämnden".into(), &60.into())
    );
    assert_eq!(json["account"]["contacts"], 81);
    let departments: Vec<&Value> =
        json["groups"].as_array().unwrap().iter().map(|row| &row["department"]).collect();
    assert_eq!(departments, ["Bygg", "Miljö"]);
    of_boards("report -q log.csv --board Byggnadsnämnden")
        .env("COLUMNS", "400")
        .run()
        .code(0)
        .prints("21\u{a0}kontakter i underlaget gäller andra nämnder")
        .prints("Byggnadsnämnden: 60 kontakter = 50 i tid +\u{a0}10 sena");
}

#[test]
fn split_writes_a_file_a_board_with_safe_names_and_the_figures_of_each() {
    let run = of_boards("report -q log.csv --split board -o delar-{board}.json -o {board}.txt");
    let ended = run.run().code(0).says_nothing();
    let names = ended.names();
    let made: Vec<&str> = names
        .iter()
        .map(String::as_str)
        .filter(|name| name.contains('-') || name.ends_with(".txt"))
        .collect();
    assert_eq!(
        made,
        [
            "byggnadsnamnden.txt",
            "delar-byggnadsnamnden.json",
            "delar-ej-angiven.json",
            "delar-kommunstyrelsen.json",
            "ej-angiven.txt",
            "kommunstyrelsen.txt",
        ]
    );
    let of = |name: &str| -> Value {
        serde_json::from_str(&ended.read(&format!("delar-{name}.json"))).unwrap()
    };
    let totals = ["byggnadsnamnden", "kommunstyrelsen", "ej-angiven"]
        .map(|name| of(name)["total"]["contacts"].as_u64().unwrap());
    assert_eq!(totals, [60, 13, 8]);
    assert_eq!(of("kommunstyrelsen")["targets"], Value::Null, "the target of another board");
    assert_eq!(of("byggnadsnamnden")["targets"][0]["result"], "reached");
    let alone = of_boards("report -q log.csv --board Kommunstyrelsen --format json").run().json();
    assert_eq!(of("kommunstyrelsen")["groups"], alone["groups"]);
}

#[test]
fn a_small_board_cannot_be_told_from_the_reports_of_the_others() {
    let run = of_boards("report -q log.csv --split board --min-n 9 -o {board}.json");
    let ended = run.run().code(0);
    let of = |name: &str| -> Value {
        serde_json::from_str(&ended.read(&format!("{name}.json"))).unwrap()
    };
    // 81 contacts in all, 60 of one board: of 13 and 8 the smaller is small.
    assert_eq!(of("ej-angiven")["total"]["contacts"], Value::Null);
    assert_eq!(of("byggnadsnamnden")["total"]["contacts"], 60);
    assert_eq!(of("kommunstyrelsen")["total"]["contacts"], Value::Null, "it would tell the other");
}

#[test]
fn a_comparison_is_with_a_period_of_the_logs_or_with_what_an_earlier_run_printed() {
    let log = MET.repeat(100).replace("2026-", "2025-") + &LATE.repeat(60) + &MET.repeat(40);
    let run = |flags: &str| {
        let run = Svarstid::new().file("log.csv", format!("{HEADER}{log}"));
        run.env("COLUMNS", "400").args("report log.csv --period 2026-03").args(flags)
    };
    let sentence = "Andelen är lägre än för 2025-03, då den var 100 % av 100.";
    for flags in ["--compare last-year", "--compare 2025-03"] {
        run(flags).run().code(0).prints(sentence).prints("▼ lägre");
    }
    let printed = Svarstid::new()
        .file("log.csv", format!("{HEADER}{log}"))
        .args("report -q log.csv --period 2025-03 --format json")
        .run()
        .code(0)
        .text();
    run("--compare old.json")
        .file("old.json", &printed)
        .run()
        .code(0)
        .prints("Andelen är lägre än för 2025-03 (old.json), då den var 100 % av 100.");
    let other = printed.replace("\"reading\": null", "\"reading\": \"rolled\"");
    run("--compare old.json")
        .file("old.json", other)
        .run()
        .code(0)
        .prints("eftersom 2025-03 (old.json) är bedömd enligt en annan tolkning (rolled)");
    for (flags, file, code, message) in [
        (
            "--compare previous",
            "",
            4,
            "no contact of the logs was received 2026-02-01 – 2026-02-28 (2026-02)",
        ),
        ("--compare yesterday", "", 2, "is neither previous, last-year, a period"),
        ("--compare gone.json", "", 4, "--compare gone.json: cannot be read"),
        ("--compare old.json", "{}", 4, "its schema is \"\""),
        ("--compare old.json", "{", 4, "not JSON"),
        (
            "--compare old.json",
            "{\"schema\": \"svarstid.contacts/1\"}",
            4,
            "only svarstid.report/1",
        ),
        (
            "--compare old.json",
            "{\"schema\": \"svarstid.audit/1\", \"groups\": [{\"month\": \"2025-03\"}]}",
            4,
            "no departments",
        ),
        (
            "--compare old.json",
            "{\"schema\": \"svarstid.report/1\", \"board\": \"KS\", \"groups\": []}",
            4,
            "it is of KS",
        ),
    ] {
        let ended = run(flags)
            .file("old.json", file)
            .file("out.txt", "what stood there")
            .args("-o out.txt")
            .run();
        ended.code(code).says(message);
    }
    let run = Svarstid::new().file("log.csv", format!("{HEADER}{log}"));
    run.args("report log.csv --compare previous")
        .run()
        .code(2)
        .says("--compare previous needs --period");
}

#[test]
fn what_stood_there_stays_when_a_comparison_has_no_data() {
    let run = Svarstid::new().file("log.csv", format!("{HEADER}{MET}")).file("out.txt", "old");
    let ended =
        run.args("report log.csv --period 2026-03 --compare previous -o out.txt").run().code(4);
    assert_eq!(ended.read("out.txt"), "old");
    assert_eq!(ended.names(), ["log.csv", "out.txt"]);
}

#[test]
fn a_board_that_is_not_known_is_told_with_the_ones_that_are() {
    for (flags, message) in [
        (
            "--board Byggnadsnämden",
            "is not known; did you mean \"Byggnadsnämnden\"? (there are: Byggnadsnämnden, Kommunstyrelsen)",
        ),
        ("--split board", "--split board needs a file for each board"),
        ("--split board -o all.txt", "--split board needs a file for each board"),
        ("-o {board}.txt", "--output has {board} in its name, and there is no board"),
    ] {
        of_boards("report log.csv").args(flags).run().code(2).says(message);
    }
    for flags in ["--board KS", "--split board -o {board}.txt"] {
        let run = Svarstid::new().file("log.csv", harness::LOG).args("report log.csv").args(flags);
        run.run().code(2).says("no board is known; name a register");
    }
    of_boards("report log.csv --split board -o missing/{board}.txt").run().code(5).says("missing/");
}

#[test]
fn boards_whose_files_would_be_one_are_refused() {
    let register =
        "kind,key,department,board\nunit,Bygg,Bygg,Nämnd A\nunit,Kansli,Kansli,Nämnd-a\n";
    let settings = "[organisation]\nregister = [\"register.csv\"]\n";
    let log = MET.to_owned() + &MET.replace("Bygg", "Kansli");
    let run =
        Svarstid::new().file("log.csv", format!("{HEADER}{log}")).file("register.csv", register);
    let ended = run
        .file("svarstid.toml", settings)
        .args("report log.csv --split board -o {board}.txt")
        .run();
    ended.code(2).says("would both be \"namnd-a\"");
}

#[test]
fn a_template_of_ones_own_replaces_sentences_and_is_refused_when_it_has_a_mistake() {
    let run = |template: &str| {
        let run = Svarstid::new().file("log.csv", harness::LOG).file("own.txt", template);
        run.env("COLUMNS", "400").args("report log.csv --template own.txt -o out.txt")
    };
    let ended = run("{% block lead %}Vi svarade på {{ total.met | count(\"fråga\", \"frågor\") }} av {{ total.judged }}.{% endblock %}")
        .run().code(0);
    let text = ended.read("out.txt");
    assert!(text.contains("\nVi svarade på 1\u{a0}fråga av 2.\n"), "{text}");
    assert!(text.contains("Så är siffrorna räknade"), "what it leaves out is built in: {text}");
    let ended = run("{% block lead %}\n{{ totl.met }}{% endblock %}").run().code(2);
    let ended = ended.says("own.txt:2: undefined value");
    assert!(!ended.names().contains(&"out.txt".to_owned()));
    let printed = Svarstid::new().args("report --print-template").run().code(0).text();
    let plain = Svarstid::new()
        .file("log.csv", harness::LOG)
        .args("report -q log.csv")
        .run()
        .code(0)
        .text();
    let again = Svarstid::new()
        .file("log.csv", harness::LOG)
        .file("own.txt", printed)
        .args("report -q log.csv --template own.txt")
        .run()
        .code(0)
        .text();
    assert_eq!(again, plain, "the built-in template as one's own gives the same report");
}

#[test]
fn targets_and_fail_under_decide_the_exit_code_of_a_report() {
    let log = format!("{HEADER}{MET}{LATE}");
    for (settings, flags, code) in [
        ("", "", 0),
        ("", "--fail-under 50", 0),
        ("", "--fail-under 50.1", 1),
        ("[[target]]\npercent = 51\n", "", 1),
        ("[[target]]\npercent = 51\nchannel = \"phone\"\n", "", 0),
    ] {
        let run = Svarstid::new().file("log.csv", &log).file("svarstid.toml", settings);
        run.args("report -q log.csv").args(flags).run().code(code);
    }
}

#[test]
fn months_are_marked_only_where_they_differ_for_certain() {
    let month = |month: u32, met: usize, late: usize| {
        let row = |row: &str, number: usize| {
            row.replace("2026-03", &format!("2026-{month:02}")).repeat(number)
        };
        row(MET, met) + &row(LATE, late)
    };
    // Months whose second day is before two workdays.
    let log = month(2, 90, 10) + &month(3, 85, 15) + &month(6, 20, 80) + &month(9, 90, 10);
    let run = Svarstid::new().file("log.csv", format!("{HEADER}{log}"));
    let json = run.args("report -q log.csv --format json").run().code(0).json();
    let changes: Vec<&Value> =
        json["months"].as_array().unwrap().iter().map(|row| &row["change"]).collect();
    assert_eq!(changes, [&Value::Null, &"uncertain".into(), &"lower".into(), &"higher".into()]);
}

#[test]
fn the_same_input_gives_the_same_report() {
    for format in ["table", "csv", "json"] {
        let once = demo(&format!("report --format {format}")).run().code(0).text();
        assert_eq!(once, demo(&format!("report --format {format}")).run().code(0).text());
    }
    let of = |lang| demo(&format!("report --format json --lang {lang}")).run().code(0).text();
    assert_eq!(of("sv"), of("en"), "machine formats never change with the language");
}

#[test]
fn a_report_can_be_made_again_and_one_of_several_alone() {
    let run = of_boards("report -q log.csv --period 2026 --split board -o {board}.json");
    let ended = run.run().code(0);
    for board in ["byggnadsnamnden", "kommunstyrelsen", "ej-angiven"] {
        let json = ended.read(&format!("{board}.json"));
        let verify = of_boards("verify run.json --inputs .").file("run.json", json);
        verify.run().code(0).prints("Samma");
    }
    let log = MET.repeat(3).replace("2026-", "2025-") + LATE;
    let run = || Svarstid::new().file("log.csv", format!("{HEADER}{log}"));
    let report = "report -q log.csv --period 2026-03 --compare last-year --min-n 2 --format json";
    let json = run().args(report).run().code(0).text();
    run().file("run.json", json).args("verify run.json --inputs .").run().code(0).prints("Samma");
}

/// So many e-mails to a department in a month of 2026, so many of them late.
fn emails(department: &str, month: u32, contacts: usize, late: usize) -> String {
    let row = |at: usize| {
        let day = if at < late { 20 } else { 10 };
        format!(
            ",email,external,{department},2026-{month:02}-09 10:00,2026-{month:02}-{day} 09:00,\n"
        )
    };
    (0..contacts).map(row).collect()
}

/// Late e-mails of a day and hour of March 2026.
fn late(day: u32, hour: u32, contacts: usize) -> String {
    format!(",email,external,Bygg,2026-03-{day:02} {hour:02}:10,2026-03-30 10:00,\n")
        .repeat(contacts)
}

/// Contacts of a reason that exempts them.
fn exempt(reason: &str, contacts: usize) -> String {
    format!(",email,external,Bygg,2026-03-02 10:00,,{reason}\n").repeat(contacts)
}

/// Asserts that a report of the contacts says those sentences in Swedish and in English.
fn says(contacts: &str, flags: &str, sentences: [&str; 2]) {
    for (lang, sentence) in ["sv", "en"].into_iter().zip(sentences) {
        let run = Svarstid::new().file("log.csv", format!("{HEADER}{contacts}"));
        let run = run.env("COLUMNS", "1000").args("report -q log.csv --as-of 2026-12-31 --lang");
        let ended = run.arg(lang).args(flags).run().code(0);
        let text = ended.text().replace(['\u{a0}', '\u{202f}'], " ");
        assert!(text.lines().any(|line| line == sentence), "{sentence}\n{}", ended.told());
    }
}

#[test]
fn those_that_share_the_first_place_are_told_together() {
    says(
        &[emails("Bygg", 3, 20, 0), emails("Skola", 3, 10, 0), emails("Kultur", 3, 20, 10)]
            .concat(),
        "",
        [
            "Av förvaltningarna med minst tio bedömda kontakter har Bygg och Skola högst andel i tid (100 %) och Kultur lägst (50,0 % av 20).",
            "Of the departments with at least ten judged contacts, Bygg and Skola have the highest share met (100 %) and Kultur the lowest (50.0 % of 20).",
        ],
    );
    let many: String = (1..=4).map(|n| emails(&format!("F{n}"), 3, 10 * n, 5 * n)).collect();
    says(
        &(emails("Bygg", 3, 20, 1) + &many),
        "",
        [
            "Av förvaltningarna med minst tio bedömda kontakter har Bygg högst andel i tid (95,0 % av 20) och 4 av dem lägst (50,0 %).",
            "Of the departments with at least ten judged contacts, Bygg has the highest share met (95.0 % of 20) and 4 of them the lowest (50.0 %).",
        ],
    );
    says(
        &(exempt("beslut", 2) + &exempt("anonym", 2) + &exempt("annat", 1)),
        "",
        [
            "Vanligaste skälen är ”anonym” och ”beslut”: 2 kontakter vardera.",
            "The most frequent reasons are “anonym” and “beslut”: 2 contacts each.",
        ],
    );
    says(
        &(exempt("beslut", 2) + &exempt("anonym", 1)),
        "",
        [
            "Vanligaste skälet är ”beslut”: 2 kontakter.",
            "The most frequent reason is “beslut”: 2 contacts.",
        ],
    );
}

#[test]
fn the_hour_with_the_most_is_told_only_where_there_is_one() {
    let dated = ",letter,external,Bygg,2026-03-02,2026-03-30,\n".repeat(6);
    for (contacts, sv, en) in [
        (
            late(2, 10, 1),
            "Den enda kontakt som inte besvarades i tid inkom på en måndag kl. 10–11.",
            "The only contact that was not answered in time came in on a Monday at 10–11.",
        ),
        (
            late(2, 10, 2) + &late(3, 11, 1),
            "Flest av dem som inte besvarades i tid inkom på en måndag kl. 10–11: 2 kontakter.",
            "Most of those that were not answered in time came in on a Monday at 10–11: 2 contacts.",
        ),
        (
            late(2, 10, 1) + &late(3, 11, 1),
            "Flest av dem som inte besvarades i tid inkom på en måndag kl. 10–11 och på en tisdag kl. 11–12: 1 kontakt vardera.",
            "Most of those that were not answered in time came in on a Monday at 10–11 and on a Tuesday at 11–12: 1 contact each.",
        ),
        (
            [late(2, 10, 3), late(3, 10, 3), late(4, 10, 3), late(5, 10, 3)].concat(),
            "Ingen timme har ensam flest av dem som inte besvarades i tid: 4 timmar i veckan har 3 kontakter vardera.",
            "No hour alone has most of those that were not answered in time: 4 hours of the week have 3 contacts each.",
        ),
        (
            late(3, 10, 5) + &dated,
            "Flest av dem som inte besvarades i tid och har ett klockslag inkom på en tisdag kl. 10–11: 5 kontakter.",
            "Most of those that were not answered in time and have a time of day came in on a Tuesday at 10–11: 5 contacts.",
        ),
        (
            late(3, 10, 1) + &dated,
            "Den enda kontakt som inte besvarades i tid och har ett klockslag inkom på en tisdag kl. 10–11.",
            "The only contact that was not answered in time and has a time of day came in on a Tuesday at 10–11.",
        ),
    ] {
        says(&contacts, "", [sv, en]);
    }
}

#[test]
fn what_is_held_back_is_not_counted_out_by_a_sentence() {
    says(
        &[
            emails("Bygg", 3, 40, 10),
            emails("Kultur", 3, 40, 20),
            emails("Skola", 3, 2, 0),
            emails("Vård", 3, 20, 8),
        ]
        .concat(),
        "--min-n 5",
        [
            "Av förvaltningarna med minst tio bedömda kontakter, bland dem vars andel visas, har Bygg högst andel i tid (75,0 % av 40) och Kultur lägst (50,0 % av 40).",
            "Of the departments with at least ten judged contacts whose share is shown, Bygg has the highest share met (75.0 % of 40) and Kultur the lowest (50.0 % of 40).",
        ],
    );
    let months = [emails("Bygg", 1, 2, 0), emails("Bygg", 2, 20, 10), emails("Bygg", 3, 40, 20)];
    says(
        &months.concat(),
        "--min-n 5",
        [
            "Ingen månad går att jämföra med månaden före: andelar saknas eller visas inte.",
            "No month can be compared with the one before: shares are absent or held back.",
        ],
    );
    let months = months.concat() + &emails("Bygg", 4, 40, 20);
    says(
        &months,
        "--min-n 5",
        [
            "Den enda månad som går att jämföra med månaden före skiljer sig inte säkert från den.",
            "The only month that can be compared with the one before does not differ from it for certain.",
        ],
    );
    says(
        &months,
        "",
        [
            "Ingen månad skiljer sig säkert från månaden före.",
            "No month differs from the one before for certain.",
        ],
    );
    let (before, now) = (1, 2);
    let log = [
        emails("Bygg", before, 40, 20),
        emails("Bygg", now, 40, 20),
        emails("Kultur", before, 2, 0),
        emails("Kultur", now, 2, 0),
        emails("Vård", before, 20, 8),
        emails("Vård", now, 20, 8),
    ];
    says(
        &log.concat(),
        "--period 2026-02 --compare previous --min-n 5",
        [
            "Den enda förvaltning som går att jämföra skiljer sig inte säkert från då.",
            "The only department that can be compared does not differ from then for certain.",
        ],
    );
}

#[test]
fn a_share_is_the_same_under_every_reading_only_where_no_contact_ends_otherwise() {
    // A Friday's internal message answered on Monday is in time if hours run on workdays.
    let friday = ",email,internal,Bygg,2026-05-29 09:00,2026-06-01 09:30,\n";
    let contacts = MET.repeat(5000) + &LATE.repeat(5000);
    says(
        &contacts,
        "",
        [
            "Andelen är densamma hur reglerna än tolkas.",
            "The share is the same however the rules are read.",
        ],
    );
    says(
        &(contacts + friday),
        "",
        [
            "Avrundad till en decimal är andelen densamma hur reglerna än tolkas.",
            "Rounded to one decimal, the share is the same however the rules are read.",
        ],
    );
}
