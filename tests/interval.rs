//! How many contacts a share is of, and how much they prove.

mod harness;

use harness::{HEADER, LOG, Svarstid};

fn contacts(met: usize, late: usize) -> String {
    let row = |answered: &str, number: usize| {
        (0..number)
            .map(|_| format!(",email,external,Bygg,2026-03-02 10:00,{answered},\n"))
            .collect()
    };
    let [met, late]: [String; 2] = [row("2026-03-03 09:00", met), row("2026-03-05 09:00", late)];
    format!("{HEADER}{met}{late}")
}

#[test]
fn the_interval_stands_behind_the_columns_that_are_fixed() {
    let run = Svarstid::new().file("log.csv", contacts(9, 1));
    let csv = run.args("audit log.csv --interval --format csv").run().code(0).text();
    assert!(csv.lines().next().unwrap().ends_with(",max_hours,met_low,met_high"), "{csv}");
    assert!(csv.lines().nth(1).unwrap().ends_with(",59.6,98.2"), "{csv}");
}

#[test]
fn the_interval_of_all_and_of_none_is_no_point_and_that_of_nothing_is_absent() {
    for (met, late, low, high) in
        [(1, 0, Some(20.7), Some(100.0)), (0, 1, Some(0.0), Some(79.3)), (0, 0, None, None)]
    {
        let run = Svarstid::new().file("log.csv", contacts(met, late));
        let json = run.args("audit -q log.csv --interval --format json").run().code(0).json();
        let total = &json["total"];
        assert_eq!((total["met_low"].as_f64(), total["met_high"].as_f64()), (low, high));
    }
}

#[test]
fn each_share_has_its_number_of_contacts_beside_it_but_for_csv_whose_columns_are_fixed() {
    let run = |flags: &str| Svarstid::new().file("log.csv", LOG).args("audit log.csv").args(flags);
    let json = run("--format json").run().code(0).json();
    for figures in [&json["total"], &json["groups"][0], &json["channels"][0]] {
        let counts = ["met", "late", "overdue"].map(|name| figures[name].as_u64().unwrap());
        assert_eq!(figures["judged"].as_u64(), Some(counts.iter().sum()));
    }
    run("-q --color never").env("COLUMNS", "160").run().code(0).prints("Bedömda  I\u{a0}tid %");
    let csv = run("-q --format csv").run().code(0).text();
    assert_eq!(
        csv.lines().next(),
        Some(
            "department,contacts,met,late,overdue,pending,exempt,unregulated,met_percent,\
             p50_hours,p90_hours,max_hours"
        )
    );
}
