//! Samples for checking by hand: the same contacts for the same seed, whatever the files' order.

mod harness;

use std::collections::BTreeMap;

use harness::{Ended, HEADER, Svarstid, repository};
use serde_json::Value;

/// The demo's logs, in the order in which they are named.
const DEMO: [&str; 6] =
    ["brev", "e-post-2026-05", "e-post-2026-06", "e-post-ovriga", "sms", "telefon"];

/// A sample of the demo.
fn demo(flags: &str, names: &[&str]) -> Ended {
    let run = Svarstid::new().cwd(repository()).args("sample -q").args(flags);
    let paths = names.iter().map(|name| format!("fixtures/demo/{name}.csv"));
    paths.fold(run, Svarstid::arg).run().code(0).says_nothing()
}

fn json(flags: &str) -> Value {
    demo(&format!("{flags} --format json"), &DEMO).json()
}

fn rows(table: &Value) -> &[Value] {
    table.as_array().expect("rows")
}

/// Two hundred contacts of four departments, one of them in one that has no other.
fn log() -> Vec<String> {
    let mut rows: Vec<String> = (0..199)
        .map(|n| {
            let department = ["Årsta", "Bygg", "Zonen"][n % 3];
            format!("K{n:03},email,external,{department},2026-03-{:02} 10:00,,\n", 2 + n % 20)
        })
        .collect();
    rows.push("L001,letter,internal,,2026-03-02,,\n".to_owned());
    rows
}

fn sample(rows: &[String], flags: &str) -> Ended {
    let log = format!("{HEADER}{}", rows.concat());
    Svarstid::new().file("log.csv", log).args("sample -q log.csv").args(flags).run()
}

/// How many rows of a CSV have each value of a column.
fn counts(csv: &str, column: &str) -> BTreeMap<String, usize> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let at = reader.headers().expect("a header").iter().position(|name| name == column);
    let at = at.unwrap_or_else(|| panic!("no column {column}"));
    let mut counts = BTreeMap::new();
    for record in reader.records() {
        *counts.entry(record.expect("a record")[at].to_owned()).or_insert(0) += 1;
    }
    counts
}

#[test]
fn the_same_seed_draws_the_same_contacts_whatever_the_order_of_files_and_rows() {
    let first = demo("--format csv", &DEMO).text();
    assert_eq!(first.lines().count(), 151, "150 contacts unless --n says otherwise");
    assert_eq!(demo("--n 150 --seed 1 --format csv", &DEMO).text(), first);
    assert_ne!(demo("--seed 2 --format csv", &DEMO).text(), first);
    // Where two exports tell of a contact, the one read last says its department, and so its
    // stratum: these three do not overlap.
    let drawn = |names: &[&str]| {
        let text = demo("--n 60 --format csv", names).text();
        (counts(&text, "id"), counts(&text, "stratum"))
    };
    assert_eq!(drawn(&["telefon", "brev", "sms"]), drawn(&["sms", "telefon", "brev"]));

    let rows = log();
    let backwards: Vec<String> = rows.iter().rev().cloned().collect();
    let order = |text: String| -> Vec<String> {
        text.lines().map(|line| line.split(',').next().unwrap_or("").to_owned()).collect()
    };
    let drawn = |rows: &[String]| order(sample(rows, "--n 40 --format csv").code(0).text());
    assert_eq!(drawn(&backwards), drawn(&rows), "not even the order of the list");
}

/// What was drawn when this was written, on whatever machine: a change of these is a change of
/// every sample that somebody has drawn.
#[test]
fn the_lots_of_a_seed_stay_what_they_are() {
    let text = sample(&log(), "--n 8 --seed 1 --by none --format csv").code(0).text();
    let ids: Vec<&str> =
        text.lines().skip(1).map(|line| line.split(',').next().unwrap_or("")).collect();
    assert_eq!(ids, LOTS);
}

/// The eight smallest of Python's `sha256("1\nemail\n<seconds>\nK000\n0")` and its like.
const LOTS: [&str; 8] = ["K169", "K193", "K010", "K001", "K016", "K139", "K009", "K118"];

#[test]
fn each_stratum_gives_its_part_and_one_at_the_least() {
    let text = sample(&log(), "--n 40 --by department,channel --format csv").code(0).text();
    let strata = counts(&text, "stratum");
    // 39 of 199 by largest remainder, of 67, 66 and 66.
    let expected = [
        ("(ej angiven) / letter".to_owned(), 1),
        ("Bygg / email".to_owned(), 13),
        ("Zonen / email".to_owned(), 13),
        ("Årsta / email".to_owned(), 13),
    ];
    assert_eq!(strata, BTreeMap::from(expected));
    // In Swedish order, the unnamed last, and in a stratum as the lot fell.
    let mut seen: Vec<&str> = text.lines().skip(1).filter_map(|l| l.split(',').nth(3)).collect();
    seen.dedup();
    assert_eq!(seen, ["Bygg", "Zonen", "Årsta", ""]);
    let ids: Vec<&str> = text.lines().skip(1).take(13).collect();
    assert!(!ids.is_sorted(), "an alphabetical list leans");
}

#[test]
fn the_figures_of_strata_add_up_and_say_the_fraction() {
    for flags in ["", "--by channel", "--by none", "--n 911", "--n 60 --by origin,month"] {
        let report = json(flags);
        let (strata, contacts) = (rows(&report["strata"]), rows(&report["contacts"]));
        let drawing = &report["drawing"][0];
        let sum = |name: &str| strata.iter().map(|own| own[name].as_u64().expect("a count")).sum();
        let (all, drawn): (u64, u64) = (sum("contacts"), sum("drawn"));
        assert_eq!(report["account"]["contacts"], all);
        assert_eq!((&drawing["contacts"], &drawing["drawn"]), (&all.into(), &drawn.into()));
        assert_eq!(contacts.len() as u64, drawn);
        let percent = (drawn as f64 * 1000.0 / all as f64).round() / 10.0;
        assert_eq!(drawing["drawn_percent"], percent);
        for stratum in strata {
            let own = contacts.iter().filter(|contact| contact["stratum"] == stratum["stratum"]);
            let own: Vec<&Value> = own.collect();
            assert_eq!(stratum["drawn"], own.len(), "{stratum}");
            for contact in own {
                assert_eq!(contact["stratum_contacts"], stratum["contacts"]);
                assert_eq!(contact["stratum_drawn"], stratum["drawn"]);
                for empty in ["checked", "right", "note"] {
                    assert!(contact[empty].is_null());
                }
            }
        }
    }
}

#[test]
fn the_rows_are_those_of_contacts() {
    let list = Svarstid::new().cwd(repository()).args("contacts -q --format csv");
    let list = DEMO.iter().fold(list, |run, name| run.arg(format!("fixtures/demo/{name}.csv")));
    let list = list.run().code(0).text();
    let printed = demo("--format csv", &DEMO).text();
    let header = printed.lines().next().expect("a header");
    let added = ",stratum,stratum_contacts,stratum_drawn,checked,right,note";
    assert_eq!(header.strip_suffix(added), list.lines().next());
    for line in printed.lines().skip(1) {
        let own = list.lines().filter(|row| line.starts_with(&format!("{row},"))).count();
        assert_eq!(own, 1, "{line}");
        assert!(line.ends_with(",,,"), "{line}");
    }
}

#[test]
fn only_and_period_say_what_is_drawn_from() {
    let report = json("--only late,overdue --period 2026-H1 --by channel --n 20");
    for contact in rows(&report["contacts"]) {
        assert!(["late", "overdue"].contains(&contact["verdict"].as_str().unwrap_or("")));
        assert!(("2026-01-01".."2026-07-01").contains(&contact["received"].as_str().unwrap_or("")));
    }
    assert_eq!(report["drawing"][0]["drawn"], 20);
    assert!(report["drawing"][0]["contacts"].as_u64() < report["account"]["contacts"].as_u64());
}

#[test]
fn machine_formats_do_not_change_with_language_and_people_read_their_own() {
    for format in ["csv", "json"] {
        let with = |lang: &str| demo(&format!("--format {format} --lang {lang}"), &DEMO).text();
        assert_eq!(with("sv"), with("en"));
    }
    for (flags, said) in [
        ("--n 40", "Lottat urval: 40 av 200 kontakter (20,0 %), frö 1, ur varje stratum"),
        (
            "--n 40 --lang en",
            "Drawn by lot: 40 of 200 contacts (20.0 %), seed 1, from each stratum",
        ),
        ("--n 7 --by none --seed 9", "Lottat urval: 7 av 200 kontakter (3,5 %), frö 9."),
        ("--n 1000", "Urvalet är alla 200 kontakter (100,0 %): 1\u{202f}000 skulle dras"),
        ("--n 9 --only late --lang en", "There is no contact to draw."),
        ("--n 9 --only late", "Det finns ingen kontakt att dra."),
    ] {
        let ended = sample(&log(), flags).code(0);
        let text = ended.text().replace('\n', " ");
        assert!(text.contains(said), "{said}\n{}", ended.told());
    }
    sample(&log()[..1], "--n 9").code(0).prints("Urvalet är alla 1 kontakt (100,0 %)");
    sample(&log(), "--n 40").code(0).prints("Årsta / e-post").prints("(ej angiven)");
}

#[test]
fn what_cannot_be_drawn_is_refused_with_the_way_out() {
    let rows = log();
    sample(&rows, "--n 3")
        .code(2)
        .says("--n: 3 are fewer than the 4 strata")
        .says("draw 4 or more, or name fewer dimensions in --by")
        .prints_nothing();
    sample(&rows, "--n 0").code(2).says("--n");
    sample(&rows, "--n many").code(2).says("--n");
    sample(&rows, "--seed -1").code(2);
    sample(&rows, "--by departments").code(2).says("did you mean \"department\"?");
    sample(&rows, "--by none,channel").code(2).says("--by \"none\"");
    sample(&rows, "--only wrong").code(2).says("--only");
    sample(&[], "").code(0).says("the logs have no rows");
    Svarstid::new().args("sample nosuch.csv").run().code(4);
}

#[test]
fn a_sample_shows_no_party() {
    let ended = Svarstid::new()
        .cwd(repository())
        .args("sample -q --n 5 --by none --format csv --config fixtures/settings/real/mails.toml")
        .args("fixtures/sources/mail/servicecenter.mbox")
        .run()
        .code(0)
        .hides("@");
    let header = ended.text().lines().next().expect("a header").to_owned();
    assert!(header.contains(",pairing,answer_source,answer_line,stratum,"), "{header}");
    assert!(!header.contains("party"), "{header}");
}
