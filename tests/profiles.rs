//! Source profiles on the command line: which there are, who sent mails by them, and what
//! `inspect` shows of an export. All input is synthetic.

mod harness;

use std::fs;

use harness::{LOG, Svarstid, repository};

/// A profile of the user's own.
const OWN: &str = "# Ours.\nname = \"own-switch\"\ntitle = \"Our switch\"\nfamily = \"rows\"\n\
    [detect]\nheader = [\"inkom\", \"klart\"]\n\
    [fields]\nchannel = \"phone\"\norigin = \"external\"\n\
    received = { from = \"inkom\", zone = \"stated\" }\n\
    answered = { from = \"klart\", zone = \"stated\" }\n";

/// A run with [`OWN`] in its settings.
fn with_own(line: &str) -> Svarstid {
    Svarstid::new()
        .file("profiles/own.toml", OWN)
        .file("svarstid.toml", "profiles = [\"profiles/own.toml\"]\n")
        .args(line)
}

// profiles

#[test]
fn every_built_in_profile_is_listed_with_what_it_is_detected_by() {
    let run = Svarstid::new().args("profiles --format csv").run().code(0).says_nothing();
    let printed = run.text();
    let mut lines = printed.lines();
    assert_eq!(lines.next(), Some("name,title,family,detected_by,whose"));
    let listed: Vec<&str> = lines.filter_map(|line| line.split(',').next()).collect();
    let mut kept: Vec<String> = fs::read_dir(repository().join("profiles"))
        .expect("the profiles")
        .map(|entry| entry.expect("an entry").path())
        .map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned())
        .collect();
    kept.sort();
    assert_eq!(listed, kept);
    let line = |name: &str| {
        let start = format!("{name},");
        printed.lines().find(|line| line.starts_with(&start)).expect(name).to_owned()
    };
    assert!(line("mail").ends_with(",events,mail,built_in"), "{}", line("mail"));
    assert!(line("cits-erms").contains(",xml_root"), "{}", line("cits-erms"));
    assert!(line("outlook-csv").contains(",refused,header"), "{}", line("outlook-csv"));
}

#[test]
fn own_profiles_are_listed_first_and_marked() {
    let run = with_own("profiles --format csv").run().code(0);
    let second = run.text().lines().nth(1).map(str::to_owned);
    assert_eq!(second.as_deref(), Some("own-switch,Our switch,rows,header,own"));
    let json = with_own("profiles --format json").run().code(0).json();
    assert_eq!(json["schema"], "svarstid.profiles/1");
    let first = &json["profiles"][0];
    assert_eq!((&first["name"], &first["whose"]), (&"own-switch".into(), &"own".into()));
    assert_eq!(json["profiles"][1]["whose"], "built_in");
    with_own("profiles --lang en").run().code(0).prints("Our switch").prints("Whose");
    with_own("profiles --no-config").run().code(0).hides("own-switch");
}

#[test]
fn an_own_profile_replaces_the_built_in_one_of_its_name() {
    let own = OWN.replace("own-switch", "mail");
    let run = |line: &str| with_own(line).file("profiles/own.toml", &own).run().code(0);
    let listed = run("profiles --format csv").text();
    assert_eq!(listed.lines().filter(|line| line.starts_with("mail,")).count(), 1, "{listed}");
    assert_eq!(run("profiles show mail").text(), own);
}

#[test]
fn machine_lists_are_the_same_in_both_languages() {
    for format in ["csv", "json"] {
        let run = |lang| {
            Svarstid::new().args(&format!("profiles --format {format} --lang {lang}")).run().code(0)
        };
        assert_eq!(run("sv").text(), run("en").text());
    }
}

#[test]
fn a_profile_is_shown_as_it_stands() {
    let kept = fs::read_to_string(repository().join("profiles/ciceron-csv.toml")).expect("text");
    assert_eq!(Svarstid::new().args("profiles show ciceron-csv").run().code(0).text(), kept);
    assert_eq!(with_own("profiles show own-switch").run().code(0).text(), OWN);
    let run = Svarstid::new().args("profiles show mail -o mine.toml").run().code(0);
    assert!(run.prints_nothing().read("mine.toml").contains("name = \"mail\""));
}

#[test]
fn an_unknown_profile_ends_with_2_and_a_suggestion() {
    for (line, said) in [
        ("profiles show cicero-csv", "\"cicero-csv\" (did you mean ciceron-csv?)"),
        ("profiles show own-swich", "(did you mean own-switch?)"),
        ("profiles show qqq", "there is no source profile \"qqq\"; `svarstid profiles` lists them"),
    ] {
        with_own(line).run().code(2).prints_nothing().says(said);
    }
}

#[test]
fn a_profile_that_cannot_be_read_ends_with_2() {
    with_own("profiles").file("profiles/own.toml", "name = 1\n").run().code(2).says("own.toml:1:");
}

// senders

/// Settings in which kommun.example is the organisation's.
const ORGANISATION: &str = "[organisation]\ndomains = [\"kommun.example\"]\n\
    function_boxes = [\"kommun@kommun.example\"]\n";

/// Synthetic mails in an mbox: one of each form, and two of the form that § 6 does not know.
fn mailbox() -> String {
    let mut mailbox = String::new();
    let mails = [
        ("eva@example.se", "anna.berg@kommun.example"),
        ("anna.berg@kommun.example", "eva@example.se"),
        ("kommun@kommun.example", "eva@example.se"),
        ("bygglov@kommun.example", "eva@example.se"),
        ("bygglov@kommun.example", "bo@example.se"),
        ("aberg@kommun.example", "bo@example.se"),
    ];
    for ((from, to), number) in mails.into_iter().zip(1..) {
        mailbox += &format!(
            "From - Mon Mar  2 08:0{number}:00 2026\nMessage-ID: <m{number}@example.se>\n\
             Date: Mon, 2 Mar 2026 08:0{number}:00 +0100\nFrom: {from}\nTo: {to}\n\
             Subject: Hej {number}\n\nHej\n\n"
        );
    }
    mailbox
}

fn with_mails(line: &str) -> Svarstid {
    Svarstid::new().file("svarstid.toml", ORGANISATION).file("post.mbox", mailbox()).args(line)
}

#[test]
fn senders_are_counted_by_form_and_only_unknown_ones_are_listed() {
    let run = with_mails("senders --format json post.mbox").run().code(0);
    let json = run.json();
    assert_eq!(json["schema"], "svarstid.senders/1");
    let forms = json["forms"].as_array().expect("forms");
    let counted: Vec<(&str, u64, u64)> = forms
        .iter()
        .map(|form| {
            let count = |key: &str| form[key].as_u64().expect("a count");
            (form["form"].as_str().expect("a form"), count("addresses"), count("mails"))
        })
        .collect();
    assert_eq!(counted, [("personal", 1, 1), ("function_box", 1, 1), ("other", 2, 3)]);
    run.hides("example.se").hides("anna.berg");
    let csv = with_mails("senders --format csv post.mbox").run().code(0).text();
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines, ["address,mails", "bygglov@kommun.example,2", "aberg@kommun.example,1"]);
    let people = with_mails("senders --lang en post.mbox").run().code(0);
    people.prints("bygglov@kommun.example").prints("known function box").hides("anna.berg");
}

#[test]
fn without_own_domains_no_sender_is_told_and_the_reason_is_said() {
    let run = with_mails("senders --no-config post.mbox").run().code(0);
    run.says("the settings name no mail domain").hides("bygglov");
}

#[test]
fn the_audit_says_in_one_line_that_there_are_unknown_senders() {
    let run = with_mails("audit --lang en post.mbox").run().code(0);
    run.prints("3 mails from 2 own addresses").hides("bygglov@");
    let knows = |boxes: &str| {
        let settings = ORGANISATION.replace("[\"kommun@", &format!("[{boxes}, \"kommun@"));
        with_mails("audit --lang en post.mbox").file("svarstid.toml", settings).run().code(0)
    };
    knows("\"bygglov@kommun.example\"").prints("1 mail from 1 own address that is");
    knows("\"bygglov@kommun.example\", \"aberg@kommun.example\"").hides("§ 6");
}

// inspect

/// A header of which no cell is known, below a title.
const UNKNOWN: &str = "Rapport\n\nArrival;Finish;Operator\n2026-03-02 10:00;2026-03-03 09:00;7\n";

#[test]
fn for_an_unknown_header_inspect_proposes_a_profile_and_still_ends_with_4() {
    let run = Svarstid::new().args("inspect --lang en").input("växel.csv", UNKNOWN).run().code(4);
    let run = run.says("svarstid: växel.csv").hides("2026-03-02");
    let toml = run.text();
    assert!(toml.starts_with("# A proposal"), "{toml}");
    assert!(toml.contains("header = [\"Arrival\", \"Finish\", \"Operator\"]"), "{toml}");
    for (slot, column) in [("received", "Arrival"), ("answered", "Finish")] {
        let guessed = format!("\n{slot} = {{ from = \"{column}\", zone = \"site\" }}  # guessed");
        assert!(toml.contains(&guessed), "the moments below a name tell what it is: {toml}");
    }
    // What it proposes can be filled in and used.
    let filled = toml
        .replace("# channel =", "channel =")
        .replace("# origin =", "origin =")
        .replace("# department =", "department =");
    let run = Svarstid::new()
        .file("own.toml", filled)
        .args("audit --source-zone Europe/Stockholm --profile växel.csv=own.toml")
        .input("växel.csv", UNKNOWN);
    run.run().code(0).prints("Servicecenter");
}

#[test]
fn a_row_with_a_known_word_in_it_is_not_taken_for_the_header() {
    let calls = "Samtals-ID;Riktning;Från;Till;Start;Utfall\n\
                 1;In;0701740605;0855500010;2026-03-02 08:10:00;Missat\n\
                 2;Ut;1001;0701740605;2026-03-02 09:10:00;Besvarat\n";
    let run = Svarstid::new().args("inspect --lang en").input("händelser.csv", calls).run().code(4);
    let run = run.hides("0701740605").prints("\"Samtals-ID\", \"Riktning\"");
    run.prints("received = { from = \"Start\"");
}

#[test]
fn machines_are_given_the_proposal_in_one_document() {
    let run = Svarstid::new().file("a.csv", LOG).args("inspect --format json a.csv");
    let json = run.input("b.csv", UNKNOWN).run().code(4).json();
    assert_eq!(json[0]["file"][0]["error"], serde_json::Value::Null);
    let file = &json[1]["file"][0];
    assert_eq!(file["name"], "b.csv");
    assert!(file["profile_toml"].as_str().expect("a profile").contains("name = \"b\""), "{file}");
}

#[test]
fn values_are_never_proposed_as_names_of_columns() {
    let log = "070-000 00 01;Anna;2026-03-02 10:00\n070-000 00 02;Bo;2026-03-03 10:00\n";
    let run = Svarstid::new().args("inspect").input("calls.csv", log).run().code(4);
    run.prints_nothing().says("looks like values").hides("Anna");
    let run = Svarstid::new().args("inspect --show-values").input("calls.csv", log).run().code(4);
    run.prints("Anna");
}

/// The facts of one file of `fixtures/sources`, for machines.
fn inspected(flags: &str, file: &str) -> serde_json::Value {
    let path = repository().join("fixtures/sources").join(file);
    let run = Svarstid::new().file("svarstid.toml", ORGANISATION);
    let run = run.args(&format!("inspect --format json {flags}")).arg(path.display().to_string());
    run.run().code(0).json()[0].take()
}

#[test]
fn inspect_names_the_profile_and_leaves_out_what_an_export_does_not_have() {
    let null = serde_json::Value::Null;
    let zone = "--source-zone Europe/Stockholm";
    for (file, profile, nature, has_text, has_header) in [
        ("ciceron-csv/TNDiariumHandlingar.csv", "ciceron-csv", "text", true, true),
        ("asterisk-csv/Master.csv", "asterisk-csv", "text", true, false),
        ("mail/servicecenter.mbox", "mail", "mail", false, false),
    ] {
        let json = inspected(zone, file);
        let facts = &json["file"][0];
        assert_eq!(facts["profile"], profile, "{file}");
        assert_eq!(facts["nature"], nature, "{file}");
        assert_eq!(facts["encoding"] != null, has_text, "{file}: {facts}");
        assert_eq!(facts["delimiter"] != null, has_text, "{file}: {facts}");
        assert_eq!(facts["header_line"] != null, has_header, "{file}: {facts}");
        let toml = facts["source_toml"].as_str().expect("a source");
        assert!(toml.contains(&format!("\nprofile = \"{profile}\"")), "{toml}");
        assert!(!toml.contains("not found"), "{toml}");
    }
}

#[test]
fn people_read_whose_export_it_is_and_no_line_0() {
    let mails = Svarstid::new().file("svarstid.toml", ORGANISATION).file("post.mbox", mailbox());
    let run = mails.args("inspect --lang en post.mbox").run().code(0);
    run.prints("mail (by the content)").prints("mails").hides("Delimiter").hides("line 0");
    let path = repository().join("fixtures/sources/asterisk-csv/Master.csv");
    let run = Svarstid::new().args("inspect --lang en --source-zone Europe/Stockholm");
    let run = run.arg(path.display().to_string()).run().code(0);
    run.prints("asterisk-csv (by the content)").prints("none; the profile names").hides("line 0");
}
