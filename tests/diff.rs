//! `svarstid diff`: what differs between two runs, and why a contact counts otherwise. Each
//! reason is proved by two runs between which just that one thing differs.

mod harness;

use harness::{Ended, Svarstid};
use serde_json::Value;

const HEADER: &str = "id,channel,origin,department,received,answered,exempt\n";

/// Met, late, and open since Thursday the 5th: all external and due the workday after receipt.
const LOG: &str = "\
A1,email,external,Kansli,2026-03-02 10:00,2026-03-03 11:00,
A2,phone,external,Kansli,2026-03-02 10:00,2026-03-05 09:00,
A3,email,external,Kansli,2026-03-05 10:00,,
";

/// Two rules that can be changed apart from each other.
const RULES: &str = "\
[[rule]]
id = \"mail\"
channels = [\"email\"]
within = \"1 workday\"
[[rule]]
id = \"ring\"
channels = [\"phone\", \"sms\"]
within = \"1 workday\"
";

/// One of the two runs.
#[derive(Clone)]
struct Made {
    log: String,
    settings: String,
    flags: String,
}

impl Made {
    fn log(rows: &str) -> Self {
        Self {
            log: format!("{HEADER}{rows}"),
            settings: String::new(),
            flags: "--as-of 2026-03-10".to_owned(),
        }
    }

    fn usual() -> Self {
        Self::log(LOG)
    }

    fn with(&self, from: &str, to: &str) -> Self {
        assert!(self.log.contains(from), "{from}");
        Self { log: self.log.replace(from, to), ..self.clone() }
    }

    fn settings(&self, settings: &str) -> Self {
        Self { settings: settings.to_owned(), ..self.clone() }
    }

    fn flags(&self, flags: &str) -> Self {
        Self { flags: flags.to_owned(), ..self.clone() }
    }
}

/// Makes both runs with their contacts, and compares them with `words` besides.
fn compared(before: &Made, after: &Made, words: &str) -> Ended {
    let audit = |folder: &str, made: &Made| {
        format!(
            "(cd {folder} && \"$1\" audit -q -f json --with-contacts --max-rejects 100% {} \
             -o ../{folder}.json *.csv) || exit 9; ",
            made.flags
        )
    };
    let script = format!(
        "{}{}\"$1\" diff {words} before.json after.json",
        audit("before", before),
        audit("after", after)
    );
    Svarstid::new()
        .file("before/log.csv", &before.log)
        .file("before/svarstid.toml", &before.settings)
        .file("after/log.csv", &after.log)
        .file("after/svarstid.toml", &after.settings)
        .shell(&script)
        .run()
}

/// The contacts that count otherwise: id, verdicts and reasons.
fn why(before: &Made, after: &Made) -> Vec<String> {
    let json = compared(before, after, "-f json").code(1).json();
    let told = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let contacts = json["contacts"].as_array().expect("contacts").iter();
    contacts
        .map(|own| {
            let [id, from, to, why] = ["id", "before", "after", "why"].map(|key| told(&own[key]));
            format!("{id} {from} {to}: {why}")
        })
        .collect()
}

#[test]
fn runs_of_the_same_are_the_same() {
    let usual = Made::usual();
    compared(&usual, &usual, "").code(0).prints("Inget skiljer.");
    compared(&usual, &usual, "--lang en").code(0).prints("Nothing differs.");
    let csv = compared(&usual, &usual, "-f csv").code(0);
    assert_eq!(csv.text(), "part,what,name,before,after,why\n");
    let json = compared(&usual, &usual, "-f json").code(0).json();
    assert_eq!(json["schema"], "svarstid.diff/1");
    assert_eq!(json["summary"][0]["same"], true);
}

#[test]
fn a_late_answer_that_arrived_is_the_reason_also_when_as_of_moved() {
    let usual = Made::usual();
    let answered = usual.with("05 10:00,,", "05 10:00,2026-03-09 09:00,");
    assert_eq!(why(&usual, &answered), ["A3 overdue late: answer-arrived"]);
    let later = usual.with("05 10:00,,", "05 10:00,2026-03-12 09:00,").flags("--as-of 2026-03-31");
    assert_eq!(why(&usual, &later), ["A3 overdue late: answer-arrived"]);
}

#[test]
fn an_answer_that_went_or_moved_is_the_reason() {
    let usual = Made::usual();
    let gone = usual.with("2026-03-03 11:00", "");
    assert_eq!(why(&usual, &gone), ["A1 met overdue: answer-gone"]);
    let moved = usual.with("2026-03-03 11:00", "2026-03-06 11:00");
    assert_eq!(why(&usual, &moved), ["A1 met late: answer-changed"]);
    // Still in time, and yet another time to answer.
    let sooner = usual.with("2026-03-03 11:00", "2026-03-02 11:00");
    assert_eq!(why(&usual, &sooner), ["A1 met met: answer-changed"]);
}

#[test]
fn another_rule_is_the_reason() {
    let usual = Made::usual().settings(RULES);
    let longer = usual.settings(&RULES.replacen("1 workday", "5 workdays", 2));
    assert_eq!(why(&usual, &longer), ["A2 late met: rule", "A3 overdue pending: rule"]);
    let renamed = usual.settings(&RULES.replace("\"ring\"", "\"call\""));
    assert_eq!(why(&usual, &renamed), ["A2 late late: rule"]);
}

#[test]
fn another_reading_is_the_reason() {
    let usual = Made::usual();
    let reading = usual.flags("--as-of 2026-03-10 --reading same-time");
    assert_eq!(why(&usual, &reading), ["A1 met late: reading"]);
}

#[test]
fn another_calendar_is_the_reason() {
    let usual = Made::usual().settings(RULES);
    let closed = format!(
        "{RULES}[[calendar.closed]]\nfrom = 2026-03-03\nuntil = 2026-03-04\nname = \"stängt\"\n"
    );
    assert_eq!(why(&usual, &usual.settings(&closed)), ["A2 late met: calendar"]);
}

#[test]
fn of_several_changes_each_contact_has_the_one_that_moved_it() {
    let usual = Made::log(
        "A2,phone,external,Kansli,2026-03-02 10:00,2026-03-04 09:00,\n\
         A5,email,external,Kansli,2026-03-05 10:00,2026-03-09 09:00,\n",
    )
    .settings(RULES);
    let rules =
        RULES.replace("\"sms\"]\nwithin = \"1 workday\"", "\"sms\"]\nwithin = \"2 workdays\"");
    let both = format!("{rules}[[calendar.closed]]\ndate = 2026-03-06\nname = \"klämdag\"\n");
    assert_eq!(why(&usual, &usual.settings(&both)), ["A2 late met: rule", "A5 late met: calendar"]);
    // Neither alone is enough for it: both are told.
    let ring = Made::log("A6,phone,external,Kansli,2026-03-05 10:00,2026-03-10 09:00,\n");
    let ring = ring.settings(RULES);
    assert_eq!(why(&ring, &ring.settings(&both)), ["A6 late met: rule calendar"]);
}

#[test]
fn another_mapping_is_the_reason_and_not_the_rule_that_it_leads_to() {
    let usual = Made::usual();
    let department = usual.with("A1,email,external,Kansli", "A1,email,external,Bygg");
    assert_eq!(why(&usual, &department), ["A1 met met: department"]);
    let channel = usual.with("A1,email", "A1,sms");
    assert_eq!(why(&usual, &channel), ["A1 met met: channel"]);
    let origin = usual.with("A1,email,external", "A1,email,internal");
    assert_eq!(why(&usual, &origin), ["A1 met met: origin"]);
    let late = usual.with("A2,phone,external", "A2,web,external");
    assert_eq!(why(&usual, &late), ["A2 late unregulated: channel"]);
    let received =
        usual.with("A2,phone,external,Kansli,2026-03-02", "A2,phone,external,Kansli,2026-03-04");
    assert_eq!(why(&usual, &received), ["A2 late met: received"]);
}

#[test]
fn the_same_rows_understood_otherwise_are_no_new_rows() {
    let usual = Made::usual().with("A1,email", "A1,Frågebrev");
    let taught = usual.settings(
        "[[source]]\nname = \"own\"\nfiles = [\"log.csv\"]\n[source.words.channel]\n\
         \"Frågebrev\" = \"email\"\n",
    );
    assert_eq!(why(&usual, &taught), ["A1 - met: mapping"]);
    assert_eq!(why(&taught, &usual), ["A1 met -: mapping"]);
}

#[test]
fn new_rows_and_rows_that_are_gone_are_told() {
    let usual = Made::usual();
    let new =
        Made::log(&format!("{LOG}A4,sms,external,Kansli,2026-03-03 10:00,2026-03-03 12:00,\n"));
    assert_eq!(why(&usual, &new), ["A4 - met: new-row"]);
    assert_eq!(why(&new, &usual), ["A4 met -: row-gone"]);
}

#[test]
fn as_of_is_the_reason_where_nothing_else_is() {
    let usual = Made::usual();
    let before = usual.flags("--as-of 2026-03-06T12:00");
    assert_eq!(why(&before, &usual), ["A3 pending overdue: as-of"]);
    // The same logs had the answer and the contact all along.
    let early = usual.flags("--as-of 2026-03-04");
    assert_eq!(why(&early, &usual), ["A2 overdue late: as-of", "A3 - overdue: as-of"]);
    assert_eq!(why(&usual, &early), ["A2 late overdue: as-of", "A3 overdue -: as-of"]);
    // A department does not make a contact overdue.
    let moved = usual.with("A3,email,external,Kansli", "A3,email,external,Bygg");
    assert_eq!(why(&before, &moved), ["A3 pending overdue: department as-of"]);
}

#[test]
fn another_period_is_the_reason() {
    let usual = Made::usual();
    let week = usual.flags("--as-of 2026-03-10 --period 2026-03-01..2026-03-04");
    assert_eq!(why(&week, &usual), ["A3 - overdue: period"]);
    assert_eq!(why(&usual, &week), ["A3 overdue -: period"]);
}

#[test]
fn an_exemption_is_the_reason() {
    let usual = Made::usual();
    let exempt = usual.with("2026-03-05 09:00,", "2026-03-05 09:00,skräppost");
    assert_eq!(why(&usual, &exempt), ["A2 late exempt: exemption"]);
    assert_eq!(why(&exempt, &usual), ["A2 exempt late: exemption"]);
}

/// A mailbox of one's own, for events; the headers are all that is read.
fn mailbox(mails: &[(&str, &str, &str)]) -> Made {
    let mail = |(index, (from, to, date)): (usize, &(&str, &str, &str))| {
        let subject = if *from == "kund@example.se" { "Vatten" } else { "Re: Vatten" };
        format!(
            "From {from} Mon Mar  2 10:00:00 2026\nFrom: {from}\nTo: {to}\nSubject: {subject}\n\
             Date: {date} +0100\nMessage-ID: <{index}@mail.example>\n\n\n"
        )
    };
    Made {
        log: mails.iter().enumerate().map(mail).collect(),
        settings: "[organisation]\ndomains = [\"kommun.example\"]\n".to_owned(),
        flags: "--as-of 2026-03-31".to_owned(),
    }
}

const ASKED: (&str, &str, &str) =
    ("kund@example.se", "kommun@kommun.example", "Thu, 05 Mar 2026 10:00:00");

const ANSWERED: (&str, &str, &str) =
    ("kommun@kommun.example", "kund@example.se", "Thu, 05 Mar 2026 12:00:00");

#[test]
fn an_answer_that_is_found_otherwise_in_the_same_logs_is_told_as_such() {
    // Without In-Reply-To the answer is inferred from the subject.
    let inferred = mailbox(&[ASKED, ANSWERED]);
    let exact = inferred.flags("--as-of 2026-03-31 --pairing exact");
    let told = why(&inferred, &exact);
    assert!(
        matches!(&told[..], [one] if one.contains(" met ") && one.ends_with(": pairing")),
        "{told:?}"
    );
    let told = why(&exact, &inferred);
    assert!(matches!(&told[..], [one] if one.ends_with(" met: pairing")), "{told:?}");
    // And one that only the second log has did arrive.
    let told = why(&mailbox(&[ASKED]), &inferred);
    assert!(matches!(&told[..], [one] if one.ends_with(" met: answer-arrived")), "{told:?}");
}

#[test]
fn a_log_of_events_that_reaches_further_is_the_reason() {
    let other = ("annan@example.se", "kommun@kommun.example", "Fri, 20 Mar 2026 10:00:00");
    let (short, long) = (mailbox(&[ASKED]), mailbox(&[ASKED, other]));
    let told = why(&short, &long);
    assert!(told[0].ends_with(" pending overdue: coverage"), "{told:?}");
    assert!(told[1].ends_with(" - pending: new-row"), "{told:?}");
    assert_eq!(told.len(), 2);
}

#[test]
fn rows_without_an_id_are_found_by_where_they_stand_and_what_they_are() {
    let rows = ",email,external,Kansli,2026-03-02 10:00,2026-03-03 11:00,\n\
                ,email,external,Kansli,2026-03-05 10:00,,\n";
    let usual = Made::log(rows);
    let answered = usual.with("05 10:00,,", "05 10:00,2026-03-09 09:00,");
    assert_eq!(why(&usual, &answered), ["- overdue late: answer-arrived"]);
    // A row above moves all lines, and is the only one that is new.
    let above =
        Made::log(&format!(",sms,external,Bygg,2026-03-03 08:00,2026-03-03 09:00,\n{rows}"));
    assert_eq!(why(&usual, &above), ["- - met: new-row"]);
}

#[test]
fn an_id_that_is_used_twice_is_not_taken_for_another() {
    let usual = Made::log(
        "A1,email,external,Kansli,2026-03-02 10:00,2026-03-03 11:00,\n\
         A1,phone,external,Kansli,2026-03-04 10:00,2026-03-09 11:00,\n",
    );
    let answered = usual.with("2026-03-09 11:00", "2026-03-04 11:00");
    assert_eq!(why(&usual, &answered), ["A1 late met: answer-changed"]);
}

#[test]
fn another_program_is_the_reason_where_the_runs_tell_no_other() {
    let usual = Made::usual();
    let audit = "\"$1\" audit -q -f json --with-contacts --as-of 2026-03-10 -o a.json log.csv; ";
    let edit = "sed 's/\"tz_database\": \"[^\"]*\"/\"tz_database\": \"1999a\"/; \
                s/\"verdict\":\"late\"/\"verdict\":\"met\"/' a.json > b.json; ";
    let run = |script: String| Svarstid::new().file("log.csv", &usual.log).shell(&script).run();
    let json = run(format!("{audit}{edit}\"$1\" diff -f json a.json b.json")).code(1).json();
    assert_eq!(json["contacts"][0]["why"], "program");
    assert_eq!(json["made_with"][0]["what"], "tz-database");
    // An edited verdict alone has no reason that a run could tell.
    let edit =
        edit.replace("1999a", "'\"$(sed -n 's/.*tz_database\": \"\\(.*\\)\"/\\1/p' a.json)\"'");
    let json = run(format!("{audit}{edit}\"$1\" diff -f json a.json b.json")).code(1).json();
    assert_eq!(json["contacts"][0]["why"], "unknown");
}

#[test]
fn figures_that_changed_are_listed_with_both_values_and_others_are_not() {
    let usual = Made::usual();
    let answered = usual.with("05 10:00,,", "05 10:00,2026-03-09 09:00,");
    let csv = compared(&usual, &answered, "-f csv").code(1).text();
    let lines: Vec<&str> = csv.lines().filter(|line| line.starts_with("figures,total")).collect();
    assert_eq!(
        lines,
        [
            "figures,total,late,1,2,",
            "figures,total,overdue,1,0,",
            "figures,total,p90_hours,,95.00,",
            "figures,total,max_hours,71.00,95.00,",
        ]
    );
    assert!(csv.contains("\nfigures,groups,Kansli: overdue,1,0,\n"), "{csv}");
    assert!(csv.contains("\nfigures,channels,email / external: late,0,1,\n"), "{csv}");
    assert!(csv.contains("\ncontacts,verdict,A3,overdue,late,answer-arrived\n"), "{csv}");
    assert!(!csv.contains("channels,phone"), "{csv}");
}

#[test]
fn a_group_that_is_new_tells_what_it_holds() {
    let usual = Made::usual();
    let moved = usual.with("A3,email,external,Kansli", "A3,email,external,Bygg");
    let csv = compared(&usual, &moved, "-f csv").code(1).text();
    let lines: Vec<&str> = csv.lines().filter(|line| line.contains("Bygg")).collect();
    assert_eq!(
        lines,
        [
            "figures,groups,Bygg: contacts,,1,",
            "figures,groups,Bygg: overdue,,1,",
            "figures,groups,Bygg: judged,,1,",
            "figures,groups,Bygg: met_percent,,0.0,",
        ]
    );
}

#[test]
fn the_account_is_compared_part_by_part() {
    let usual = Made::usual();
    let first = LOG.lines().next().expect("a row");
    let more = Made::log(&format!("{LOG}{first}\nA4,fax,external,,2026-03-02 10:00,,\n"));
    let csv = compared(&usual, &more, "-f csv").code(1).text();
    let lines: Vec<&str> = csv.lines().filter(|line| line.starts_with("account")).collect();
    assert_eq!(
        lines,
        [
            "account,account,duplicates,0,1,",
            "account,account,rejected,0,1,",
            "account,account,rows_read,3,5,",
            "account,faults,unknown-channel,,1,",
            "account,inputs,log.csv: rows,3,5,",
        ]
    );
}

#[test]
fn what_the_runs_were_made_with_is_told_by_its_place() {
    let usual = Made::usual().settings(RULES);
    let other = Made::usual()
        .settings(&RULES.replacen("1 workday", "2 workdays", 1))
        .flags("--as-of 2026-03-11 --by channel --reading rolled --period 2026 --pairing exact");
    let csv = compared(&usual, &other, "-f csv").code(1).text();
    let made: Vec<&str> = csv.lines().filter(|line| line.starts_with("made_with")).collect();
    assert_eq!(
        made,
        [
            "made_with,as-of,,2026-03-10T23:59:59+01:00,2026-03-11T23:59:59+01:00,",
            "made_with,period,,,2026 (2026-01-01..2026-12-31),",
            "made_with,reading,,,rolled,",
            "made_with,flag,by,department,channel,",
            "made_with,flag,pairing,any,exact,",
            "made_with,setting,rule[1].within,\"\"\"1 workday\"\"\",\"\"\"2 workdays\"\"\",",
        ]
    );
}

#[test]
fn inputs_are_told_as_added_removed_changed_or_renamed() {
    let row = |id: &str| format!("{HEADER}{id},email,external,Kansli,2026-03-02 10:00,,\n");
    let script = "\"$1\" audit -q -f json -o a.json a/*.csv && \"$1\" audit -q -f json -o b.json \
                  b/*.csv && \"$1\" diff -f json a.json b.json";
    let json = Svarstid::new()
        .file("a/same.csv", row("S"))
        .file("b/same.csv", row("S"))
        .file("a/old.csv", row("O"))
        .file("b/new.csv", row("N"))
        .file("a/changed.csv", row("C"))
        .file("b/changed.csv", row("D"))
        .file("a/jan.csv", row("J"))
        .file("b/januari.csv", row("J"))
        .shell(script)
        .run()
        .code(1)
        .json();
    let made = json["made_with"].as_array().expect("a list").iter();
    let told: Vec<String> =
        made.map(|own| format!("{} {}", own["what"], own["name"]).replace('"', "")).collect();
    assert_eq!(
        told,
        [
            "input-changed changed.csv",
            "input-renamed jan.csv",
            "input-removed old.csv",
            "input-added new.csv"
        ]
    );
}

#[test]
fn contacts_are_compared_only_where_both_runs_have_all_of_them() {
    let run = |script: &str| {
        let log = format!("{HEADER}{LOG}");
        let script = script.replace('%', "\"$1\"");
        Svarstid::new().file("log.csv", log).shell(&script).run()
    };
    let audit = "% audit -q -f json -o a.json log.csv && ";
    run(&format!(
        "{audit} % audit -q -f json --with-contacts -o b.json log.csv && % diff a.json b.json"
    ))
    .code(1)
    .prints("bara den ena körningen har dem");
    let list = "% contacts -q -f json -o a.json log.csv && % contacts -q -f json --as-of 2026-03-05T10:00 -o b.json log.csv && ";
    let json = run(&format!("{list} % diff -f json a.json b.json")).json();
    assert_eq!(json["summary"][0]["contacts"], 0);
    let some = "% contacts -q -f json -o a.json log.csv && % contacts -q -f json --only late -o b.json log.csv && ";
    let json = run(&format!("{some} % diff -f json a.json b.json")).code(1).json();
    assert_eq!(json["summary"][0]["contacts_left_out"], "filtered");
    assert!(json.get("contacts").is_none(), "{json}");
}

#[test]
fn a_list_of_contacts_and_an_audit_with_contacts_can_be_compared() {
    let log = format!("{HEADER}{LOG}");
    let script = "\"$1\" contacts -q -f json -o a.json log.csv && \"$1\" audit -q -f json \
                  --with-contacts -o b.json log.csv && \"$1\" diff -f json a.json b.json";
    let json = Svarstid::new().file("log.csv", log).shell(script).run().code(1).json();
    assert_eq!(json["contacts"].as_array().map(Vec::len), Some(0));
    assert_eq!(json["made_with"][0]["what"], "schema");
}

#[test]
fn what_is_no_run_is_refused_with_what_would_be_right() {
    for (text, said) in [
        ("", "is no JSON"),
        ("{", "is no JSON"),
        ("[1, 2]", "is JSON, and no report of svarstid"),
        ("{\"a\": 1}", "is JSON, and no report of svarstid"),
        ("{\"schema\": 3}", "is JSON, and no report of svarstid"),
        ("{\"schema\": \"svarstid.calendar/1\"}", "svarstid.calendar/1, which holds no figures"),
        ("{\"schema\": \"svarstid.audit/2\"}", "reads svarstid.audit/1 at most; use a newer"),
        ("{\"schema\": \"svarstid.audit/1\"}", "written before runs were sealed"),
        ("{\"schema\": \"svarstid.audit/1\", \"schema\": 2}", "two members \"schema\""),
        ("{\"schema\": \"svarstid.audit/1\", \"settings\": 3}", "the member \"settings\" is not"),
    ] {
        Svarstid::new()
            .args("diff a.json a.json")
            .file("a.json", text)
            .run()
            .code(4)
            .says("a.json")
            .says(said)
            .prints_nothing();
    }
    Svarstid::new().args("diff a.json b.json").run().code(4).says("a.json: cannot be read");
    Svarstid::new().args("diff a.json").run().code(2);
    let latin = b"{\"schema\": \"svarstid.audit/1\", \"x\": \"\xe5\"}";
    Svarstid::new().args("diff a.json a.json").file("a.json", latin).run().code(4).says("UTF-8");
}

#[test]
fn a_comparison_does_not_write_over_what_it_compares() {
    let log = format!("{HEADER}{LOG}");
    let script = "\"$1\" audit -q -f json -o a.json log.csv && \"$1\" diff a.json a.json -o a.json";
    Svarstid::new().file("log.csv", log).shell(script).run().code(2).says("is read by this run");
}
