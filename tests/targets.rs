//! Targets of groups and words for shares: the figures they are held against, the marks and the
//! exit code.

mod harness;

use harness::{HEADER, Svarstid};

/// Servicecenter: two of three in time. Bygg: one of two. One chat that no rule judges.
const LOG: &str = "1,email,external,Servicecenter,2026-03-02 10:00,2026-03-03 09:00,\n\
    2,phone,external,Servicecenter,2026-03-02 10:00,2026-03-02 11:00,\n\
    3,email,internal,Servicecenter,2026-03-02 10:00,2026-03-09 11:00,\n\
    4,email,external,Bygg,2026-03-02 10:00,2026-03-03 09:00,\n\
    5,email,external,Bygg,2026-03-02 10:00,2026-03-05 09:00,\n\
    6,chat,external,Kultur,2026-03-02 10:00,2026-03-05 09:00,\n";

fn audit(settings: &str, flags: &str) -> Svarstid {
    let run = Svarstid::new().file("log.csv", format!("{HEADER}{LOG}"));
    run.file("svarstid.toml", settings).args("audit log.csv").args(flags)
}

#[test]
fn a_target_is_held_against_the_contacts_that_it_names() {
    for (names, met, judged) in [
        ("", 3, 5),
        ("department = \"Servicecenter\"", 2, 3),
        ("department = \"Bygg\"", 1, 2),
        ("channel = \"email\"", 2, 4),
        ("channel = \"email\"\norigin = \"external\"", 2, 3),
        ("department = \"Servicecenter\"\nchannel = \"email\"", 1, 2),
        ("origin = \"internal\"", 0, 1),
        ("department = \"Kultur\"", 0, 0),
    ] {
        let percent = f64::from(met) / f64::from(judged.max(1)) * 100.0;
        for (wanted, is_missed) in [(percent.floor(), false), (percent.floor() + 1.0, judged > 0)] {
            let settings = format!("[[target]]\npercent = {wanted:.1}\n{names}\n");
            let ended = audit(&settings, "--format json").run().code(i32::from(is_missed));
            let target = &ended.json()["targets"][0];
            let counts = (target["met"].as_u64(), target["judged"].as_u64());
            assert_eq!(counts, (Some(met as u64), Some(judged as u64)), "{names}");
            let result = match (judged, is_missed) {
                (0, _) => "nothing-judged",
                (_, true) => "missed",
                (_, false) => "reached",
            };
            assert_eq!(target["result"], result, "{names} {wanted}");
            assert_eq!(ended.stderr.contains("is missed"), is_missed, "{}", ended.told());
        }
    }
}

#[test]
fn the_target_of_a_board_is_held_against_its_departments() {
    let register = "kind,key,department,board\n\
        unit,Servicecenter,Servicecenter,Kommunstyrelsen\nunit,Bygg,Bygg,Byggnadsnämnden\n";
    let settings = "[organisation]\nregister = [\"register.csv\"]\n\
        [[target]]\npercent = 60\nboard = \"Byggnadsnämnden\"\n\
        [[target]]\npercent = 60\nboard = \"Kommunstyrelsen\"\n";
    let run = audit(settings, "--format json").file("register.csv", register);
    let json =
        run.run().code(1).says("the target of board=Byggnadsnämnden is missed: 1 of 2 met").json();
    let results = [&json["targets"][0]["result"], &json["targets"][1]["result"]];
    assert_eq!(results, ["missed", "reached"]);
}

#[test]
fn marks_are_words_and_signs_in_both_languages() {
    let settings = "[[target]]\npercent = 60\n[[target]]\npercent = 60\ndepartment = \"Bygg\"\n\
        [[target]]\npercent = 60\ndepartment = \"Kultur\"\n";
    for (lang, words) in [
        ("sv", ["alla kontakter", "✓ nått", "✗ inte nått", "– inget att bedöma"]),
        ("en", ["all contacts", "✓ reached", "✗ missed", "– nothing to judge"]),
    ] {
        let ended = audit(settings, "--color never --lang").arg(lang).run().code(1);
        words.into_iter().fold(ended, |ended, word| ended.prints(word));
    }
}

#[test]
fn a_name_that_nothing_has_is_told_with_the_one_that_may_be_meant() {
    let settings = "[[target]]\npercent = 60\ndepartment = \"Servicecentr\"\n";
    audit(settings, "-q").run().code(0).says(
        "names the department \"Servicecentr\", and no contact is of it; did you mean \
         \"Servicecenter\"?",
    );
}

#[test]
fn no_share_has_a_word_unless_the_settings_give_words() {
    let plain = audit("", "--format csv").run().code(0).text();
    assert!(plain.lines().next().unwrap().ends_with(",max_hours"), "{plain}");
    let settings = "[rating]\nbra = 66.6\nOK = 50\n\"dåligt\" = 0\n";
    let rated = audit(settings, "--format csv").run().code(0).text();
    let words: Vec<(&str, &str)> = rated
        .lines()
        .map(|line| (line.split(',').next().unwrap(), line.rsplit(',').next().unwrap()))
        .collect();
    let expected =
        [("department", "rating"), ("Bygg", "OK"), ("Kultur", ""), ("Servicecenter", "bra")];
    assert_eq!(words, expected);
    audit(settings, "").run().code(0).prints("60,0 % (3 av 5): OK\n");
}
