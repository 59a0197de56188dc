//! What a register answers, and what it refuses to be.

use proptest::prelude::*;

use super::*;
use crate::contact::DepartmentId;

fn row(line: u64, text: &str) -> RegisterRow {
    let mut row = RegisterRow { line, ..RegisterRow::default() };
    for (column, cell) in RegisterColumn::ALL.into_iter().zip(text.split(';')) {
        *row.cell_mut(column) = cell.to_owned();
    }
    row
}

/// A register of lines; the first is line 2, below the header.
fn register(lines: &[&str]) -> Result<Register, Vec<String>> {
    let rows = lines.iter().zip(2..).map(|(text, line)| row(line, text));
    Register::new(rows).map_err(|found| found.iter().map(RegisterComplaint::to_string).collect())
}

fn day(text: &str) -> Day {
    let parts: Vec<u32> = text.split('-').map(|part| part.parse().unwrap()).collect();
    Day::from_ymd(parts[0] as i32, parts[1], parts[2]).unwrap()
}

fn named(register: &Register, post: Option<Post>) -> String {
    post.map_or("-".to_owned(), |post| {
        let department = &register.departments()[post.department as usize];
        format!("{department}/{}", register.boards()[post.board as usize])
    })
}

#[test]
fn the_most_specific_row_decides() {
    let register = register(&[
        "mailbox;@kommun.example;Kansli;KS",
        "mailbox;@skola.kommun.example;Skola;BUN",
        "brevlåda;Bygg@kommun.example;Bygg;BN",
        "extension;1000..1999;Kansli",
        "anknytning;1100..1199;Bygg",
        "anknytning;1150;Skola",
        "did;08-555 00*;Kansli",
        "direktnummer;08-555 00 100..08-555 00 199;Bygg",
        "did;08-555 00 150;Skola",
        "queue;Växeln;Kansli",
        "kö;8000;Bygg",
        "enhet;BYG-1;Bygg",
        "person;070-000 00 42;Skola",
        "person;anna.berg@kommun.example;Bygg",
        "person;anbe01;Bygg",
    ])
    .unwrap();
    let today = day("2026-03-02");
    for (kind, text, expected) in [
        (RegisterKind::Mailbox, "kommun@kommun.example", "Kansli/KS"),
        (RegisterKind::Mailbox, "rektor@skola.kommun.example", "Skola/BUN"),
        (RegisterKind::Mailbox, "rektor@norra.skola.kommun.example", "Skola/BUN"),
        (RegisterKind::Mailbox, "bygg@kommun.example", "Bygg/BN"),
        (RegisterKind::Mailbox, "bygg@example.se", "-"),
        (RegisterKind::Extension, "1001", "Kansli/KS"),
        (RegisterKind::Extension, "1101", "Bygg/BN"),
        (RegisterKind::Extension, "1150", "Skola/BUN"),
        (RegisterKind::Extension, "11500", "-"),
        (RegisterKind::Did, "+46855500099", "Kansli/KS"),
        (RegisterKind::Did, "+46855500100", "Bygg/BN"),
        (RegisterKind::Did, "+46855500150", "Skola/BUN"),
        (RegisterKind::Did, "+46855600150", "-"),
        (RegisterKind::Queue, "VÄXELN", "Kansli/KS"),
        (RegisterKind::Unit, "byg-1", "Bygg/BN"),
        (RegisterKind::Unit, "byg 1", "-"),
        (RegisterKind::Person, "ANBE01", "Bygg/BN"),
        (RegisterKind::Department, "BYGG", "Bygg/BN"),
    ] {
        assert_eq!(named(&register, register.find(kind, text, today)), expected, "{text}");
    }
    for (kind, text, expected) in [
        (PartyKind::Number, "+46855500150", "Skola/BUN"),
        (PartyKind::Number, "+46855500199", "Bygg/BN"),
        (PartyKind::Number, "+46700000042", "Skola/BUN"),
        (PartyKind::Extension, "1042", "Kansli/KS"),
        (PartyKind::Short, "8000", "Bygg/BN"),
        (PartyKind::Address, "anna.berg@kommun.example", "Bygg/BN"),
        (PartyKind::Address, "bo.ek@kommun.example", "Kansli/KS"),
        (PartyKind::Sender, "växeln", "Kansli/KS"),
        (PartyKind::Name, "anbe01", "Bygg/BN"),
        (PartyKind::Name, "Cecilia", "-"),
    ] {
        assert_eq!(named(&register, register.party(kind, text, today)), expected, "{text}");
    }
    assert_eq!(named(&register, register.code("Byg-1", today)), "Bygg/BN");
    assert_eq!(named(&register, register.code("kansli", today)), "Kansli/KS");
    // An address in a unit's place.
    for (text, expected) in [
        ("Bygg@kommun.example", "Bygg/BN"),
        ("anna.berg@kommun.example", "Bygg/BN"),
        ("bo.ek@kommun.example", "Kansli/KS"),
        ("bo.ek@example.se", "-"),
    ] {
        assert_eq!(named(&register, register.code(text, today)), expected, "{text}");
    }
}

#[test]
fn a_row_holds_from_its_first_day_to_its_last() {
    let register = register(&[
        "unit;A;Bygg;BN;;2025-12-31",
        "unit;A;Samhälle;KS;2026-01-01;2026-06-30",
        "unit;B;Bygg;SBN;2026-01-01 00:00:00;",
    ])
    .unwrap();
    for (on, a, b) in [
        ("1999-01-01", "Bygg/BN", "-"),
        ("2025-12-31", "Bygg/BN", "-"),
        ("2026-01-01", "Samhälle/KS", "Bygg/SBN"),
        ("2026-06-30", "Samhälle/KS", "Bygg/SBN"),
        ("2026-07-01", "-", "Bygg/SBN"),
    ] {
        let find = |code| register.find(RegisterKind::Unit, code, day(on));
        assert_eq!(named(&register, find("A")), a, "{on}");
        assert_eq!(named(&register, find("B")), b, "{on}");
    }
    let epochs = ["1999-01-01", "2025-12-31", "2026-01-01", "2026-06-30", "2026-07-01"];
    assert_eq!(epochs.map(|on| register.epoch(day(on))), [0, 0, 1, 1, 2]);
}

#[test]
fn a_board_that_one_row_gives_is_that_of_the_department() {
    let register = register(&[
        "mailbox;a@kommun.example;Bygg",
        "department;Bygg;Bygg;BN;2026-01-01;2026-12-31",
    ])
    .unwrap();
    for (on, expected) in
        [("2025-12-31", "Bygg/"), ("2026-05-01", "Bygg/BN"), ("2027-01-01", "Bygg/")]
    {
        let post = register.find(RegisterKind::Mailbox, "a@kommun.example", day(on));
        assert_eq!(named(&register, post), expected, "{on}");
    }
}

#[test]
fn spellings_of_a_department_are_united() {
    let register = register(&[
        "department;Byggkontoret;Miljö- och byggförvaltningen;BN",
        "department;Bygg;Miljö- och byggförvaltningen;;;2025-12-31",
        "department;Bygg;Samhälle;KS;2026-01-01;",
        "unit;1;Bår",
        "unit;2;Bar",
        "unit;Bygg;Bår",
    ])
    .unwrap();
    for (spelling, on, expected) in [
        ("Miljö- och byggförvaltningen", "2026-03-02", "Miljö- och byggförvaltningen/BN"),
        ("MILJÖ-  OCH BYGGFÖRVALTNINGEN ", "2026-03-02", "Miljö- och byggförvaltningen/BN"),
        ("Miljo och byggforvaltningen", "2026-03-02", "Miljö- och byggförvaltningen/BN"),
        ("BYGGKONTORET", "2026-03-02", "Miljö- och byggförvaltningen/BN"),
        ("Bygg", "2025-12-31", "Miljö- och byggförvaltningen/BN"),
        ("Bygg", "2026-01-01", "Samhälle/KS"),
        ("Bår", "2026-03-02", "Bår/"),
        ("BAR", "2026-03-02", "Bar/"),
        // Either could be meant.
        ("Bàr", "2026-03-02", "-"),
        // Some systems write the code of the unit; a name comes first.
        ("2", "2026-03-02", "Bar/"),
        ("Bygg enhet", "2026-03-02", "-"),
        ("Kultur", "2026-03-02", "-"),
        ("", "2026-03-02", "-"),
    ] {
        let post = register.department(spelling, day(on));
        assert_eq!(named(&register, post), expected, "{spelling} {on}");
    }
}

#[test]
fn everything_that_is_wrong_with_a_register_is_told_at_once() {
    let found = register(&[
        "room;1;Bygg;BN",
        "mailbox;;Bygg",
        "mailbox;kommun;Bygg",
        "extension;1000..999;Bygg",
        "did;1000;Bygg",
        "unit;1;;BN",
        "unit;2;Bygg;BN;2026-13-01;31/12 2026",
        "unit;3;Bygg;BN;2026-02-01;2026-01-31",
        "unit;4;Bygg;BN",
        "enhet;4;Skola;BUN",
        "unit;5;Bygg;BN;;2026-01-01",
        "unit;5;Skola;BUN;2026-01-01;",
        "extension;1000..1999;Kansli;KS",
        "extension;1500..2500;Skola;BUN",
        "unit;6;Skola;KS",
    ])
    .unwrap_err();
    assert_eq!(
        found,
        [
            "2: \"kind\" is not known; write one of mailbox, extension, queue, did, unit, person, \
             department",
            "3: \"key\" is no mailbox: it is empty",
            "4: \"key\" is no mailbox: an address is written as \"kommun@example.se\"",
            "5: \"key\" is no extension: its ends have different numbers of digits",
            "6: \"key\" is no did: a number has an area code, such as \"08-555 00 100\"; short \
             numbers are extensions",
            "7: \"department\" is empty; write whose the key is",
            "8: \"from\" is no date; write one such as 2026-01-31",
            "8: \"until\" is no date; write one such as 2026-01-31",
            "9: \"until\" is before \"from\"; it is the last day, included",
            "11: the same unit has another department on line 10, and both rows hold on the same \
             day; give them \"from\" and \"until\"",
            "13: the same unit has another department on line 12, and both rows hold on the same \
             day; give them \"from\" and \"until\"",
            "15: the range shares some numbers, and not all, with that of another department on \
             line 14; let one hold the other, or part them",
            "16: the same department has another board on line 11, and both rows hold on the same \
             day; a department has one board at a time",
        ]
    );
}

#[test]
fn a_row_that_is_yet_to_be_filled_in_says_nothing_and_is_looked_at_all_the_same() {
    let rows = [
        "unit;1;",
        "unit;2; ; ",
        "unit;2;Bygg;BN",
        "extension;1042;;",
        "extension;1000..1999;Bygg",
    ];
    let register = register(&rows).unwrap();
    let today = day("2026-03-02");
    let find = |kind, text| named(&register, register.find(kind, text, today));
    assert_eq!(find(RegisterKind::Unit, "1"), "-");
    assert_eq!(find(RegisterKind::Unit, "2"), "Bygg/BN");
    // A row without an answer hides no wider one.
    assert_eq!(find(RegisterKind::Extension, "1042"), "Bygg/BN");
    assert_eq!(register.departments(), ["", "Bygg"]);
    let found =
        super::tests::register(&["room;1;;", "did;1000;;", "unit;3;;;2026-13-01"]).unwrap_err();
    assert_eq!(found.len(), 3, "{found:?}");
}

#[test]
fn rows_that_only_repeat_each_other_are_no_contradiction() {
    let register = register(&[
        "unit;1;Bygg;BN;;2026-06-30",
        "unit;1;bygg;bn;2026-01-01;",
        "extension;1000..1999;Bygg",
        "extension;1500..2500;BYGG",
        "mailbox;a@kommun.example;Bygg",
        "unit;2;Skola;BUN;;2025-12-31",
        "unit;2;Skola;UN;2026-01-01;",
    ])
    .unwrap();
    let post = register.find(RegisterKind::Unit, "1", day("2026-03-02"));
    assert_eq!(named(&register, post), "Bygg/BN");
    assert!(!register.is_empty() && Register::default().is_empty());
}

#[test]
fn too_many_boards_are_refused() {
    let rows = |count: usize| {
        (1..=count).map(|n| row(n as u64, &format!("unit;{n};Förvaltning {n};Nämnd {n}")))
    };
    assert!(Register::new(rows(check::MOST_BOARDS)).is_ok());
    let found = Register::new(rows(check::MOST_BOARDS + 1)).unwrap_err();
    assert_eq!(found.len(), 1);
    assert_eq!(
        found[0].to_string(),
        "16384: one board more than 16383, the most that there may be"
    );
}

#[test]
fn posts_are_numbered_by_department_and_board() {
    let register =
        register(&["unit;1;Bygg;BN;;2025-12-31", "unit;1;Bygg;KS;2026-01-01;", "unit;2;Skola;BUN"])
            .unwrap();
    let mut posts = Posts::new(&register);
    let at = |code, on| register.find(RegisterKind::Unit, code, day(on)).unwrap();
    let before = posts.number(at("1", "2025-06-01"));
    let after = posts.number(at("1", "2026-06-01"));
    assert_eq!((before, after), (DepartmentId(1), DepartmentId(2)));
    assert_eq!(posts.number(at("1", "2025-12-31")), before);
    assert_eq!(posts.unknown("Kultur"), DepartmentId(3));
    assert_eq!(posts.number(at("2", "2026-06-01")), DepartmentId(4));
    assert_eq!(posts.unknown("Kultur"), DepartmentId(3));
    assert_eq!(posts.unknown(""), DepartmentId::UNSTATED);
    posts.unknown("Arkiv");
    assert_eq!(posts.names(), ["", "Bygg", "Bygg", "Kultur", "Skola", "Arkiv"]);
    let boards: Vec<&str> =
        posts.boards().iter().map(|board| posts.board_names()[*board as usize].as_str()).collect();
    assert_eq!(boards, ["", "BN", "KS", "", "BUN", ""]);
    assert_eq!(posts.unknown_names(), ["Arkiv", "Kultur"]);
}

proptest! {
    /// The slow, obvious way: every row is tried on the day.
    #[test]
    fn a_register_answers_as_its_rows_do(
        rows in prop::collection::vec((10..30_u32, 0..10_u32, 0..4_u32, 0..6_u32, 0..6_u32), 1..8),
        asked in (10..40_u32, 0..8_u32),
    ) {
        let date = |n: u32| format!("2026-01-{:02}", n + 1);
        let lines: Vec<String> = rows
            .iter()
            .map(|(first, width, department, from, length)| {
                let until = date(from + length);
                let key = match width {
                    0 => first.to_string(),
                    width => format!("{first}..{}", first + width),
                };
                format!("extension;{key};D{department};;{};{until}", date(*from))
            })
            .collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let Ok(register) = register(&lines) else { return Ok(()) };
        let (extension, on) = asked;
        let matching = rows.iter().filter(|(first, width, _, from, length)| {
            (*first..=first + width).contains(&extension) && (*from..=from + length).contains(&on)
        });
        let expected = matching.min_by_key(|(_, width, ..)| *width);
        let expected = expected.map_or("-".to_owned(), |(_, _, department, ..)| format!("D{department}/"));
        let post = register.find(RegisterKind::Extension, &extension.to_string(), day(&date(on)));
        prop_assert_eq!(named(&register, post), expected);
    }

    #[test]
    fn no_row_makes_the_register_panic(cells in prop::collection::vec("\\PC{0,6}|[0-9.@*-]{0,12}|unit|did", 6)) {
        let _ = register(&[&cells.join(";")]);
    }
}
