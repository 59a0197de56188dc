//! The command line from outside: exit codes, streams, outputs, flags, settings and help.

mod harness;

use std::fs;

use harness::{Ended, HEADER, LOG, Svarstid, repository};

/// `good` contacts in time and `bad` rows that are rejected.
fn mixed(good: usize, bad: usize) -> String {
    let mut log = HEADER.to_owned();
    for row in 0..good {
        log += &format!("G{row},email,external,Kansli,2026-03-02 10:00,2026-03-03 09:00,\n");
    }
    for row in 0..bad {
        log += &format!("B{row},email,external,Kansli,never,,\n");
    }
    log
}

fn svarstid(line: &str) -> Svarstid {
    Svarstid::new().file("log.csv", LOG).args(line)
}

// Exit codes

#[test]
fn every_exit_code_is_reached_and_the_most_severe_wins() {
    let rejects = mixed(1, 1);
    for (line, code) in [
        ("audit log.csv", 0),
        ("audit --fail-under 50 log.csv", 0),
        ("audit --fail-under 50.1 log.csv", 1),
        ("audit --format yaml log.csv", 2),
        ("audit --nope log.csv", 2),
        ("audit", 2),
        ("", 2),
        ("audit rejects.csv", 3),
        ("audit --fail-under 100 --max-rejects 0 log.csv rejects.csv", 3),
        ("audit missing.csv", 4),
        ("audit rejects.csv missing.csv", 4),
        ("audit log.csv -o missing/report.csv", 5),
        ("audit missing.csv -o missing/report.csv", 5),
        ("audit rejects.csv --fail-under 100 -o missing/report.csv", 5),
    ] {
        svarstid(line).file("rejects.csv", &rejects).run().code(code);
    }
}

#[test]
fn the_exit_code_does_not_depend_on_the_format() {
    for (line, code) in
        [("log.csv", 0), ("--fail-under 99 log.csv", 1), ("bad.csv", 3), ("nothing.csv", 4)]
    {
        for format in ["table", "csv", "json"] {
            let run = svarstid(&format!("audit --format {format} {line}"));
            run.file("bad.csv", mixed(1, 1)).run().code(code);
        }
    }
}

#[test]
fn too_many_rejects_still_print_the_report() {
    svarstid("audit --format csv bad.csv")
        .file("bad.csv", mixed(1, 1))
        .run()
        .code(3)
        .prints("Kansli,1,1,")
        .says("1 of 2 rows rejected, more than --max-rejects 1% allows");
}

#[test]
fn a_gate_without_anything_to_judge_does_not_hold() {
    svarstid("audit --fail-under 0 log.csv --period 2020").run().code(1).says("not shown to hold");
}

#[test]
fn a_missed_target_of_the_settings_ends_with_1_and_a_reached_one_with_0() {
    for (target, code) in [("50", 0), ("50.1", 1)] {
        let settings = format!(
            "[[rule]]\nid = \"all\"\nchannels = [\"email\", \"phone\"]\norigin = \"external\"\n\
             within = \"1 workday\"\ntarget = {target}\n"
        );
        let ended = svarstid("audit log.csv").file("svarstid.toml", settings).run().code(code);
        assert_eq!(ended.stderr.contains("target of rule \"all\" is missed"), code == 1);
    }
}

#[test]
fn rejects_are_allowed_up_to_the_limit_and_not_past_it() {
    for (good, bad, flag, code) in [
        (99, 1, "", 0),
        (198, 2, "", 0),
        (98, 1, "", 3),
        (9, 1, "--max-rejects 10%", 0),
        (9, 1, "--max-rejects 9.9%", 3),
        (9, 1, "--max-rejects 1", 0),
        (9, 2, "--max-rejects 1", 3),
        (9, 0, "--max-rejects 0", 0),
        (0, 3, "--max-rejects 100%", 0),
        (9, 1, "--max-rejects 1.5", 2),
        (9, 1, "--max-rejects -1", 2),
        (9, 1, "--max-rejects 101%", 2),
    ] {
        let run = Svarstid::new().args("audit log.csv").args(flag);
        run.file("log.csv", mixed(good, bad)).run().code(code);
    }
}

// Streams

#[test]
fn data_go_to_stdout_and_talk_goes_to_stderr() {
    let ended = svarstid("audit --format csv --max-rejects 100% bad.csv")
        .file("bad.csv", mixed(1, 2))
        .run()
        .code(0)
        .says("bad.csv:3: [unreadable-stamp] received \"xxxxx\"")
        .says("(and 1 more like it)");
    assert_eq!(ended.text().lines().count(), 2, "{}", ended.told());
}

#[test]
fn a_quiet_run_into_a_file_says_nothing_when_all_is_well() {
    for command in ["audit log.csv", "contacts log.csv", "calendar 2026", "policy"] {
        svarstid(command).args("-q -o out.txt").run().code(0).says_nothing().prints_nothing();
    }
    svarstid("audit -q -o out.txt --max-rejects 100% bad.csv")
        .file("bad.csv", mixed(1, 1))
        .run()
        .code(0)
        .says_nothing();
}

#[test]
fn a_quiet_run_still_says_why_it_failed() {
    svarstid("audit -q --fail-under 99 -o out.txt log.csv").run().code(1).says("--fail-under");
    svarstid("audit -q missing.csv").run().code(4).says("missing.csv");
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_success() {
    let long = mixed(20_000, 0);
    for command in [
        "contacts --format csv",
        "contacts --format json",
        "contacts --format table",
        "audit --max-rejects 100% --rejects - -o out.txt",
    ] {
        let run = Svarstid::new().file("log.csv", &long).file("bad.csv", mixed(0, 20_000));
        let file = if command.starts_with("audit") { "bad.csv" } else { "log.csv" };
        // The status of the program itself, through a third stream.
        let script = "{ \"$@\"; echo $? > status; } | head -n 1 > first";
        let ended = run.args(command).arg(file).shell(script).run().code(0);
        assert_eq!(ended.read("status"), "0\n", "{}", ended.told());
        assert_eq!(ended.read("first").lines().count(), 1);
        assert!(!ended.stderr.contains("ipe"), "{}", ended.told());
    }
}

// Outputs

#[cfg(unix)]
#[test]
fn a_report_has_the_permissions_of_any_new_file_and_leaves_nothing_beside_it() {
    use std::os::unix::fs::PermissionsExt;
    for (umask, mode) in [("022", 0o644), ("027", 0o640)] {
        let ended = Svarstid::audit()
            .args("-q -o report.txt --rejects rejects.csv")
            .shell(&format!("umask {umask}; exec \"$@\""))
            .run()
            .code(0);
        for name in ["report.txt", "rejects.csv"] {
            let found = fs::metadata(ended.path(name)).unwrap().permissions().mode();
            assert_eq!(found & 0o777, mode, "{name}");
        }
        assert_eq!(ended.names(), ["log.csv", "rejects.csv", "report.txt"]);
    }
}

#[test]
fn an_output_is_untouched_when_the_run_fails() {
    for (line, code) in [
        ("audit missing.csv -o old.txt", 4),
        ("audit no-columns.csv -o old.txt --rejects old.csv", 4),
        ("audit log.csv --format xml -o old.txt", 2),
        ("audit open-quote.csv -o old.txt --rejects old.csv", 4),
    ] {
        let ended = svarstid(line)
            .file("old.txt", "old")
            .file("old.csv", "old")
            .file("no-columns.csv", "a,b\n1,2\n")
            .file("open-quote.csv", format!("{LOG}A3,\"email\n"))
            .run()
            .code(code)
            .prints_nothing();
        assert_eq!(
            (ended.read("old.txt").as_str(), ended.read("old.csv").as_str()),
            ("old", "old")
        );
        let kept = ["log.csv", "no-columns.csv", "old.csv", "old.txt", "open-quote.csv"];
        assert_eq!(ended.names(), kept);
    }
}

#[test]
fn an_output_that_cannot_be_written_is_named_with_what_is_wrong() {
    svarstid("audit log.csv -o none/report.txt")
        .run()
        .code(5)
        .says("none/report.txt: cannot be written: there is no folder none; make it")
        .hides(".part")
        .hides("untouched");
    svarstid("audit log.csv -o folder")
        .file("folder/x", "")
        .run()
        .code(5)
        .says("folder: is a directory");
    svarstid("audit log.csv --rejects none/rejects.csv").run().code(5).says("none/rejects.csv");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_an_output_not_written() {
    for redirect in ["exec \"$@\" > /dev/full", "exec \"$@\" -o /dev/full"] {
        for format in ["table", "csv", "json"] {
            Svarstid::audit()
                .args(&format!("--format {format}"))
                .shell(redirect)
                .run()
                .code(5)
                .says("cannot be written");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_stays_one() {
    for target in ["real.txt", "new.txt"] {
        let run = Svarstid::audit().args("-q -o link.txt").file("real.txt", "old");
        std::os::unix::fs::symlink(target, run.path("link.txt")).unwrap();
        let ended = run.run().code(0);
        assert!(fs::symlink_metadata(ended.path("link.txt")).unwrap().is_symlink());
        assert!(ended.read(target).contains("Kansli"));
    }
    let run = Svarstid::audit().args("-o circle");
    std::os::unix::fs::symlink("circle", run.path("circle")).unwrap();
    let ended = run.run().code(5).says("circle: cannot be written");
    assert!(fs::symlink_metadata(ended.path("circle")).unwrap().is_symlink());
}

#[test]
fn an_output_never_replaces_a_log_that_is_read() {
    for line in [
        "audit log.csv -o log.csv",
        "audit log.csv -o ./log.csv",
        "audit log.csv --rejects log.csv",
        "contacts log.csv -o log.csv",
        "explain --id A1 log.csv --format table -o log.csv",
    ] {
        let ended = svarstid(line).run().code(2).says("is read by this run");
        assert_eq!(ended.read("log.csv"), LOG);
    }
    let ended = svarstid("audit --config own.toml log.csv --format table -o own.toml")
        .file("own.toml", "max_rejects = 10\n")
        .run()
        .code(2)
        .says("is read by this run");
    assert_eq!(ended.read("own.toml"), "max_rejects = 10\n");
    svarstid("audit log.csv -o x --rejects sub/../x")
        .file("sub/y", "")
        .run()
        .code(2)
        .says("--output and --rejects name the same file");
    svarstid("audit log.csv --rejects -").run().code(2).says("both go to standard output");
}

// Inputs

#[test]
fn an_exemption_by_list_is_explained_with_who_decided_it() {
    let settings = "exemptions = [\"undantag.csv\"]\n";
    svarstid("explain --config s.toml --id A1 log.csv")
        .file("s.toml", settings)
        .file("undantag.csv", "id,reason,decided_by,date\nA1,anonym,kommundirektören,2026-07-01\n")
        .run()
        .code(0)
        .prints("anonym (kommundirektören, 2026-07-01)");
}

#[test]
fn an_id_of_an_exemption_list_that_no_contact_has_is_told_however_often_others_come() {
    let list = "id,reason\nA1,anonym\nZ9,anonym\n";
    let run = svarstid("audit --config s.toml log.csv again.csv")
        .file("s.toml", "exemptions = [\"undantag.csv\"]\n")
        .file("undantag.csv", list)
        .file("again.csv", LOG);
    // A1 comes twice, in two exports that overlap; Z9 does not come at all.
    run.run().code(0).says("1 id of the exemption lists names no contact that was read");
}

#[test]
fn a_time_of_day_in_a_column_of_its_own_is_not_lost_in_silence() {
    let log = "Inkom datum;Inkom tid;Kanal;Ursprung;Kontor\n2026-03-02;08:00;brev;kund;Kansli\n";
    svarstid("audit two.csv").file("two.csv", log).run().code(0).says(
        "two.csv: receipts are dates without a time, and the column \"Inkom tid\" is not read",
    );
}

#[test]
fn two_columns_that_mean_the_receipt_are_told() {
    let log = "received,inkom,channel,origin,department\n\
               2026-03-02 08:00,2026-03-01 08:00,phone,external,Kansli\n";
    svarstid("audit two.csv").file("two.csv", log).run().code(0).says(
        "two.csv: columns \"received\" and \"inkom\" both mean received, and \"received\" is read",
    );
}

#[test]
fn files_of_one_name_in_two_folders_are_told_apart() {
    let ended = svarstid("contacts a/log.csv b/log.csv --format csv")
        .file("a/log.csv", LOG)
        .file("b/log.csv", LOG.replace("A1", "B1"))
        .run()
        .code(0);
    let listed = String::from_utf8_lossy(&ended.stdout).into_owned();
    assert!(listed.contains("a/log.csv,2") && listed.contains("b/log.csv,2"), "{listed}");
}

#[test]
fn an_answer_after_as_of_is_not_listed_before_it_happened() {
    let log = "id,received,answered,channel,origin,department\n\
               A1,2026-03-02 08:00,2026-03-04 09:00,phone,external,Kansli\n";
    let listed =
        svarstid("contacts late.csv --as-of 2026-03-03 --format csv").file("late.csv", log);
    let ended = listed.run().code(0);
    let row = "A1,phone,external,Kansli,2026-03-02T08:00:00+01:00,,external,";
    assert!(String::from_utf8_lossy(&ended.stdout).contains(row));
}

#[test]
fn every_unusable_input_is_told_and_not_only_the_first() {
    let ended = svarstid("audit missing.csv log.csv empty.csv gone.csv")
        .file("empty.csv", "")
        .run()
        .code(4)
        .says("missing.csv: there is no such file")
        .says("empty.csv: is empty")
        .says("gone.csv: there is no such file");
    assert!(ended.stdout.is_empty());
}

#[test]
fn a_dash_is_standard_input_and_is_read_once() {
    Svarstid::new().args("audit --format csv -").stdin(LOG).run().code(0).prints("Kansli,2,1,1");
    Svarstid::new().args("audit - -").stdin(LOG).run().code(2).says("only once");
    Svarstid::new().args("audit -").run().code(4).says("-: is empty");
    let log = "id,received\n1,2026-03-02 10:00\n";
    Svarstid::new()
        .args("audit --format csv --by channel --origin external --department K --sms -")
        .stdin(log)
        .run()
        .code(0)
        .prints("sms,1,");
}

#[test]
fn a_quoted_glob_is_opened_up_in_order() {
    let run = || Svarstid::new().file("logs/b.csv", LOG).file("logs/a.csv", LOG);
    let ended = run().args("audit --format json").arg("logs/*.csv").run().code(0);
    let names: Vec<String> = ended.json()["inputs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|input| input["name"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(names, ["a.csv", "b.csv"]);
    run().args("audit").arg("none/*.csv").run().code(4).says("none/*.csv: no file matches");
    // A name that looks like a glob is a name first.
    let odd = Svarstid::new().args("audit").input("log[1].csv", LOG);
    odd.run().code(0);
    run().args("audit").arg("log[1.csv").run().code(4).says("there is no such file");
}

#[test]
fn a_file_is_read_once() {
    for line in ["audit log.csv log.csv", "audit log.csv --email ./log.csv", "audit log.csv *.csv"]
    {
        svarstid(line).run().code(2).says("log.csv: named twice");
    }
}

#[test]
fn a_flag_gives_the_channel_and_overrules_the_file() {
    for channel in ["phone", "sms", "email", "letter"] {
        let ended = Svarstid::new()
            .args(&format!("contacts --format csv --{channel}"))
            .input("log.csv", LOG)
            .run()
            .code(0)
            .says("log.csv: its own channel column is not read");
        for row in ended.text().lines().skip(1) {
            assert_eq!(row.split(',').nth(1), Some(channel), "{row}");
        }
        Svarstid::new()
            .args(&format!("contacts --format csv --origin intern --department K --{channel}"))
            .input("log.csv", "id,received\n1,2026-03-02 10:00\n")
            .run()
            .code(0)
            .says_nothing()
            .prints(&format!("1,{channel},internal,K,"));
    }
}

#[test]
fn a_missing_column_is_asked_for_by_the_flag_that_supplies_it() {
    for (header, flags, way_out) in [
        ("id,origin,department,received", "", "--phone, --sms, --email or --letter"),
        ("id,channel,department,received", "", "--origin external or --origin internal"),
        ("id,channel,origin,received", "", "--department NAME"),
        ("id,channel,origin,department", "", "name one \"received\" or \"inkom\""),
        ("id,channel,origin,received", "--origin internal", "--department NAME"),
    ] {
        let run = Svarstid::new().args("audit").args(flags);
        run.input("log.csv", format!("{header}\n")).run().code(4).says(way_out);
    }
    svarstid("audit --origin nobody log.csv").run().code(2).says("external, internal");
}

#[test]
fn rejected_rows_are_kept_with_place_code_and_record() {
    let log =
        format!("{HEADER}\"=1\n\",email,external,Kansli,never,,\nA2,fax,external,K,2026-03-02,,\n");
    let ended = Svarstid::new()
        .args("audit --max-rejects 100% --rejects rejects.csv")
        .input("log.csv", &log)
        .run()
        .code(0);
    let rejects = ended.read("rejects.csv");
    let mut reader = csv::Reader::from_reader(rejects.as_bytes());
    assert_eq!(
        reader.headers().unwrap(),
        &["file", "line", "column", "code", "message", "record"][..]
    );
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 2);
    assert_eq!(
        rows[0].iter().take(4).collect::<Vec<_>>(),
        ["log.csv", "2", "received", "unreadable-stamp"]
    );
    assert_eq!(&rows[0][5], "\"=1\n\",email,external,Kansli,never,,");
    assert_eq!(
        rows[1].iter().take(4).collect::<Vec<_>>(),
        ["log.csv", "4", "channel", "unknown-channel"]
    );
    Svarstid::new()
        .args("audit --max-rejects 100% --rejects - -o out.txt")
        .input("log.csv", &log)
        .run()
        .code(0)
        .prints("log.csv,2,received,unreadable-stamp");
    // No rejected row: the header alone, so that a reader finds a file.
    let ended = Svarstid::audit().args("--rejects rejects.csv").run().code(0);
    assert_eq!(ended.read("rejects.csv"), "file,line,column,code,message,record\n");
}

// Period, as-of, reading

#[test]
fn every_form_of_a_period_is_understood_and_bad_ones_are_explained() {
    for (period, contacts) in [
        ("2026", 2),
        ("2026-H1", 2),
        ("2026-H2", 0),
        ("2026-T1", 2),
        ("2026-T2", 0),
        ("2026-Q1", 2),
        ("2026-Q3", 0),
        ("2026-03", 2),
        ("2026-08", 0),
        ("2026-W10", 2),
        ("2026-W11", 0),
        ("2026-03-02..2026-03-02", 2),
        ("2026-03-03..2026-12-31", 0),
        ("2026-delår", 2),
    ] {
        let ended =
            svarstid(&format!("audit --format json --period {period} log.csv")).run().code(0);
        let account = &ended.json()["account"];
        assert_eq!(account["contacts"], contacts, "{period}");
        assert_eq!(account["outside_period"], 2 - contacts, "{period}");
    }
    for bad in [
        "2026-13",
        "2026-00",
        "2026-H3",
        "2026-T4",
        "2026-Q5",
        "2026-W54",
        "26",
        "2026-02-30..2026-03-01",
        "2026-03-02..2026-03-01",
        "1989",
        "2100",
        "x",
        "",
    ] {
        svarstid("audit log.csv --period").arg(bad).run().code(2).says("--period").says("2026-W34");
    }
}

#[test]
fn as_of_is_a_moment_and_a_date_means_its_end() {
    for (as_of, shown, contacts) in [
        ("2026-03-02", "2026-03-02T23:59:59+01:00", 2),
        ("2026-03-02 10:00", "2026-03-02T10:00:00+01:00", 2),
        ("2026-03-02T09:59:59", "2026-03-02T09:59:59+01:00", 0),
        ("2026-03-02T09:00:00Z", "2026-03-02T10:00:00+01:00", 2),
        ("2026-08-31", "2026-08-31T23:59:59+02:00", 2),
    ] {
        let ended = svarstid("audit --format json log.csv --as-of").arg(as_of).run().code(0);
        assert_eq!(ended.json()["as_of"], shown, "{as_of}");
        assert_eq!(ended.json()["account"]["contacts"], contacts, "{as_of}");
        assert_eq!(ended.json()["account"]["after_as_of"], 2 - contacts, "{as_of}");
    }
    for bad in ["yesterday", "2026-02-30", "2026-03-29 02:30", "1989-12-31", "2100-01-01", ""] {
        svarstid("audit log.csv --as-of").arg(bad).run().code(2).says("--as-of");
    }
    svarstid("audit log.csv --as-of 2020-01-01")
        .run()
        .code(0)
        .says("every contact in scope was received after as-of (2020-01-01 23:59:59)");
}

#[test]
fn without_as_of_the_latest_stamp_of_the_input_decides() {
    let ended = svarstid("audit --format json log.csv").run().code(0);
    assert_eq!(ended.json()["as_of"], "2026-03-05T09:00:00+01:00");
    let dates = format!("{HEADER}1,letter,external,K,2026-03-02,2026-03-04,\n");
    let ended = Svarstid::new().args("audit --format json").input("l.csv", dates).run().code(0);
    assert_eq!(ended.json()["as_of"], "2026-03-04T00:00:00+01:00");
}

#[test]
fn the_same_input_gives_the_same_bytes_wherever_it_is_audited() {
    let demo = repository().join("fixtures/demo").join("*.csv").to_string_lossy().into_owned();
    for command in ["audit", "contacts"] {
        for format in ["table", "csv", "json"] {
            let run = || Svarstid::new().args(&format!("{command} --format {format}")).arg(&demo);
            let here = run().run().code(0);
            let there = run()
                .env("TZ", "Pacific/Kiritimati")
                .env("LANG", "tr_TR.UTF-8")
                .env("LC_ALL", "ar_EG.UTF-8")
                .env("TERM", "xterm-256color")
                .cwd(std::env::temp_dir())
                .run()
                .code(0);
            assert!(here.stdout == there.stdout, "{}\n{}", here.told(), there.told());
            assert_eq!(here.stderr, there.stderr);
        }
    }
}

#[test]
fn a_reading_that_cannot_be_used_is_refused_with_the_way_out() {
    svarstid("audit log.csv --reading workday-hours").run().code(0).prints("workday-hours");
    svarstid("audit log.csv --reading workdays").run().code(2).says("workday-hours");
    svarstid("audit log.csv --reading closing").run().code(2).says("[calendar.opening_hours]");
}

#[test]
fn a_word_that_is_nearly_right_is_suggested() {
    for (flag, said) in [
        ("--format tabel", "did you mean \"table\"?"),
        ("--by departmnet", "did you mean \"department\"?"),
        ("--by department,department", "twice"),
        ("--fail-under 101", "0 to 100"),
        ("--fail-under x", "percentage"),
        ("--encoding utf-9", "utf-8"),
        ("--delimiter ;;", "one ASCII character"),
        ("--header-line 0", "counts from 1"),
        ("--date-order ymd", "dmy"),
    ] {
        svarstid(&format!("audit log.csv {flag}")).run().code(2).says(said);
    }
    svarstid("contacts log.csv --only late,overdu").run().code(2).says("did you mean \"overdue\"?");
}

// Settings

/// Settings that print their own name, as the name of the guideline.
fn named(name: &str) -> String {
    format!("[guideline]\nname = \"{name}\"\n")
}

#[test]
fn the_nearest_settings_are_in_force() {
    let all = || {
        Svarstid::audit()
            .args("--format json")
            .file("flag.toml", named("flag"))
            .file("variable.toml", named("variable"))
    };
    let guideline = |ended: Ended| ended.json()["guideline"]["name"].as_str().unwrap().to_owned();
    let here = |run: Svarstid| run.file("svarstid.toml", named("here"));
    let user = |run: Svarstid| run.file("home/svarstid/svarstid.toml", named("user"));
    let variable = |run: Svarstid| run.env("SVARSTID_CONFIG", "{}/variable.toml");
    let built_in = guideline(all().run().code(0));
    assert_eq!(guideline(user(all()).run().code(0)), "user");
    assert_eq!(guideline(here(user(all())).run().code(0)), "here");
    assert_eq!(guideline(variable(here(user(all()))).run().code(0)), "variable");
    let flag = variable(here(user(all()))).args("--config flag.toml");
    assert_eq!(guideline(flag.run().code(0)), "flag");
    let none = variable(here(user(all()))).args("--no-config");
    assert_eq!(guideline(none.run().code(0)), built_in);
    let empty = here(all()).env("SVARSTID_CONFIG", "");
    assert_eq!(guideline(empty.run().code(0)), "here");
    let of_home = all().file(".config/svarstid/svarstid.toml", named("of home"));
    let of_home = of_home.env("XDG_CONFIG_HOME", "").env("HOME", "{}");
    assert_eq!(guideline(of_home.run().code(0)), "of home");
    all().args("--no-config --config flag.toml").run().code(2);
    all()
        .env("SVARSTID_CONFIG", "none.toml")
        .run()
        .code(2)
        .says("none.toml: settings cannot be read");
}

#[test]
fn broken_settings_are_told_with_line_and_column() {
    for (settings, said) in [
        ("time_zone = \"Europe/Stokholm\"\n", "svarstid.toml:1:13"),
        ("\ntime_zon = \"Europe/Stockholm\"\n", "svarstid.toml:2:1"),
        ("time_zone = \n", "svarstid.toml:1:"),
        ("max_rejects = \"2 %%\"\n", "svarstid.toml:1:15"),
    ] {
        svarstid("audit log.csv")
            .file("svarstid.toml", settings)
            .run()
            .code(2)
            .says(said)
            .prints_nothing();
    }
    svarstid("audit log.csv --config broken.toml")
        .file("broken.toml", [0xff, 0xfe, 0x00])
        .run()
        .code(2)
        .says("broken.toml");
}

#[test]
fn max_rejects_of_the_settings_holds_and_the_flag_wins() {
    let run = || Svarstid::new().args("audit").input("log.csv", mixed(1, 1));
    run().file("svarstid.toml", "max_rejects = \"50%\"\n").run().code(0);
    run().file("svarstid.toml", "max_rejects = \"50%\"\n").args("--max-rejects 0").run().code(3);
}

#[test]
fn without_a_register_every_department_is_under_no_board() {
    let run = svarstid("audit -q --format csv --by board,department log.csv").run().code(0);
    let text = run.text();
    let mut lines = text.lines();
    assert!(lines.next().is_some_and(|header| header.starts_with("board,department,contacts,")));
    let rows: Vec<&str> = lines.collect();
    assert!(!rows.is_empty() && rows.iter().all(|row| row.starts_with("(ej angiven),")), "{text}");
}

#[test]
fn an_exemption_list_exempts_and_is_refused_when_it_says_too_little() {
    let settings = "exemptions = [\"lists/undantag.csv\"]\n";
    let run = |list: Option<&str>| {
        let run = svarstid("audit --format json log.csv").file("svarstid.toml", settings);
        match list {
            Some(list) => run.file("lists/undantag.csv", list).run(),
            None => run.run(),
        }
    };
    let ended =
        run(Some("id,reason,decided_by,date\nA2,anonym,KS,2026-03-03\nA9,annat,KS,2026-03-03\n"));
    let ended = ended.code(0).says("1 id of the exemption lists name");
    assert_eq!(ended.json()["total"]["exempt"], 1);
    assert_eq!(ended.json()["exemptions"][0]["reason"], "anonym");
    assert_eq!(ended.json()["exemptions"][0]["late"], 1);
    run(None).code(4).says("lists/undantag.csv: there is no such file");
    run(Some("id,reason\nA2,\n")).code(4).says("undantag.csv:2: there is no reason");
    run(Some("id,reason\n,x\n")).code(4).says("undantag.csv:2: there is no id");
    run(Some("id,decided_by\nA2,KS\n")).code(4).says("there is no reason");
    run(Some("")).code(4).says("undantag.csv: is empty");
}

#[test]
fn printed_settings_give_the_same_audit() {
    let full = fs::read_to_string(repository().join("fixtures/settings/full.toml")).unwrap();
    let full = full.replace("exemptions = [\"undantag.csv\", \"beslut/äldre.csv\"]\n", "");
    for settings in ["", &full] {
        let printed =
            Svarstid::new().args("policy -q").file("svarstid.toml", settings).run().code(0);
        let demo = repository().join("fixtures/demo/*.csv").to_string_lossy().into_owned();
        let audit = |settings: &str| {
            let run = Svarstid::new().args("audit --format json --max-rejects 100%").arg(&demo);
            run.file("svarstid.toml", settings).run()
        };
        let (before, after) = (audit(settings), audit(&printed.text()));
        assert_eq!(before.code, after.code);
        assert!(before.stdout == after.stdout, "{}\n{}", before.told(), after.told());
        let again = Svarstid::new().args("policy -q").file("svarstid.toml", printed.text()).run();
        assert_eq!(again.text(), printed.text());
    }
}

// Explain

#[test]
fn an_answer_on_the_day_of_its_receipt_is_not_too_early() {
    for (received, answered, code) in [
        ("2026-03-02 10:00", "2026-03-02", 0),
        ("2026-03-02", "2026-03-02 08:00", 0),
        ("2026-03-02 10:00", "2026-03-01", 2),
        ("2026-03-02 10:00", "2026-03-02 09:59", 2),
    ] {
        let run = Svarstid::new().args("explain --received").arg(received);
        run.args("--answered").arg(answered).run().code(code);
    }
}

#[test]
fn an_explanation_needs_a_contact_that_exists() {
    svarstid("explain --id A1 log.csv").run().code(0).prints("A1");
    svarstid("explain --id A9 log.csv").run().code(4).says("no contact has the id \"A9\"");
    svarstid("explain --id A1").run().code(2).says("no contact log");
    svarstid("explain").run().code(2).says("--received");
    svarstid("explain --received 2026-03-02 log.csv").run().code(2).says("reads no file");
    let ended = svarstid("explain --id A1 log.csv bad.csv --rejects rejects.csv")
        .file("bad.csv", mixed(0, 1))
        .run()
        .code(0);
    assert_eq!(ended.read("rejects.csv").lines().count(), 2);
}

// Help, manual, completions

const COMMANDS: [&str; 8] =
    ["audit", "contacts", "explain", "calendar", "inspect", "policy", "completions", "man"];

fn help(command: &str, flag: &str) -> String {
    Svarstid::new().args(&format!("{command} {flag}")).run().code(0).says_nothing().text()
}

/// The long flags that a help text lists.
fn flags(help: &str) -> Vec<String> {
    let words = help.lines().filter(|line| line.trim_start().starts_with('-'));
    let flags =
        words.filter_map(|line| line.split_whitespace().find(|word| word.starts_with("--")));
    flags.map(|flag| flag.trim_end_matches(',').to_owned()).collect()
}

#[test]
fn short_help_is_shorter_than_help_and_help_lists_every_exit_code() {
    let whole = help("", "--help");
    for code in 0..=5 {
        assert!(whole.lines().any(|line| line.starts_with(&format!("  {code}  "))), "{whole}");
    }
    for command in COMMANDS.iter().chain([&""]) {
        let (short, long) = (help(command, "-h"), help(command, "--help"));
        assert!(short.lines().count() < long.lines().count(), "{command}");
        assert!(whole.contains(command));
        assert!(!flags(&long).is_empty());
    }
}

#[test]
fn every_example_of_the_help_runs() {
    let mut count = 0;
    for command in COMMANDS {
        for line in help(command, "--help").lines().filter(|line| line.starts_with("  svarstid ")) {
            count += 1;
            let arguments = line.trim_start().trim_start_matches("svarstid ");
            // What an example redirects goes to the folder of the run.
            let arguments = arguments.replace("> svarstid.toml", "> \"$HOME/svarstid.toml\"");
            let ended = Svarstid::new()
                .shell(&format!("exec \"$1\" {arguments}"))
                .cwd(repository())
                .run()
                .code(0);
            let is_redirected = arguments.contains('>');
            assert!(is_redirected || !ended.stdout.is_empty(), "{line}\n{}", ended.told());
        }
    }
    assert!(count >= COMMANDS.len(), "{count} examples");
}

#[test]
fn completions_and_manual_name_every_command_and_flag() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script =
            Svarstid::new().args("completions").arg(shell).run().code(0).says_nothing().text();
        for word in COMMANDS.iter().chain(&["fail-under", "max-rejects"]) {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    Svarstid::new().args("completions tcsh").run().code(2);
    Svarstid::new().args("man nothing").run().code(2).says("there is no command \"nothing\"");
    Svarstid::new().args("man").run().code(0).says_nothing().prints("svarstid");
    for command in COMMANDS {
        let page = Svarstid::new().args("man").arg(command).run().code(0).text();
        for flag in flags(&help(command, "--help")) {
            let roff = flag.replace('-', "\\-");
            assert!(page.contains(&roff), "{command}: {flag}\n{page}");
        }
    }
}

// Safe text

/// Departments that mean harm, and a reason and an id that do.
fn harmful() -> String {
    let long = "Å".repeat(5000);
    format!(
        "{HEADER}=2+5,email,external,=1+1,2026-03-02 10:00,,=HYPERLINK()\n\
         a\u{1b}[2Jb,email,external,@x,2026-03-02 10:00,,\u{1b}]0;x\u{7}\n\
         3,email,external,\u{1b}[31mröd\u{9b}2J,2026-03-02 10:00,,\n\
         4,email,external,\"två\nrader\r\nslut\",2026-03-02 10:00,,\n\
         5,email,external,\u{202e}evil\u{2066},2026-03-02 10:00,,\"a\"\"b\"\n\
         6,email,external,{long},2026-03-02 10:00,,\n\
         7,email,external,+46,2026-03-02 10:00,,\n\
         8,email,external,-1,2026-03-02 10:00,,\n"
    )
}

fn is_obeyed(c: char) -> bool {
    let turns =
        matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    (c.is_control() && c != '\n') || turns
}

#[test]
fn a_terminal_gets_nothing_to_obey_from_the_input() {
    for command in ["audit", "contacts", "audit --lang en --color always", "explain --id 4"] {
        let ended = Svarstid::new()
            .args(command)
            .input("log\u{1b}[1m\u{202e}.csv", harmful())
            .run()
            .code(0);
        // What colour itself writes: SGR sequences, which begin with ESC [ and end with m.
        let mut text = ended.text();
        if command.contains("always") {
            for code in ["0", "1", "2", "3", "31", "32", "33"] {
                text = text.replace(&format!("\u{1b}[{code}m"), "");
            }
        }
        for stream in [&text, &ended.stderr] {
            assert!(!stream.contains(is_obeyed), "{command}: {stream:?}");
        }
    }
}

#[test]
fn a_message_has_nothing_for_a_terminal_to_obey() {
    let log = format!("{HEADER}1,\u{1b}[31mfax\u{202e}\n,external,K,2026-03-02,,\n");
    for flag in ["", "--show-values"] {
        let log = log
            .replace("fax\u{202e}\n", "\"fax\u{202e}\n\"")
            .replace("1,\u{1b}[31m\"", "1,\"\u{1b}[31m");
        let ended = Svarstid::new()
            .args(&format!("audit {flag} --format csv"))
            .input("a\u{202e}\nb\u{1b}.csv", log)
            .run()
            .code(3)
            .says("unknown-channel");
        assert!(!ended.stderr.contains(is_obeyed), "{:?}", ended.stderr);
        // The name of the file makes no second line.
        assert!(ended.stderr.lines().all(|line| !line.starts_with('b')), "{:?}", ended.stderr);
    }
}

#[test]
fn a_spreadsheet_gets_no_formula_from_the_input() {
    for command in ["audit --format csv", "contacts --format csv"] {
        let ended = Svarstid::new().args(command).input("=cmd.csv", harmful()).run().code(0);
        let text = ended.text();
        let mut rows = csv::Reader::from_reader(text.as_bytes());
        let mut cells = 0;
        for row in rows.records() {
            for cell in row.unwrap().iter() {
                cells += 1;
                let is_formula = cell.starts_with(['=', '@', '+', '-', '\t', '\r', '\n']);
                assert!(!is_formula, "{command}: {cell:?}");
            }
        }
        assert!(cells >= 8 * 12);
        ended.prints("'=1+1").prints("'@x").prints("'+46").prints("'-1");
    }
}

#[test]
fn json_holds_every_text_as_it_is() {
    let ended =
        Svarstid::new().args("audit --format json").input("log.csv", harmful()).run().code(0);
    let json = ended.json();
    let has = |name: &str| {
        json["groups"].as_array().unwrap().iter().any(|group| group["department"] == name)
    };
    for name in
        ["=1+1", "@x", "\u{1b}[31mröd\u{9b}2J", "två\nrader\r\nslut", "\u{202e}evil\u{2066}"]
    {
        assert!(has(name), "{name:?}");
    }
    Svarstid::new().args("contacts --format json").input("log.csv", harmful()).run().code(0).json();
}

// Privacy

#[test]
fn no_cell_of_a_refused_row_or_file_is_shown_unless_asked_for() {
    let secrets = ["Anna", "Svensson", "070-123", "anna@example.se"];
    let secret = "Anna Svensson 070-123 45 67 anna@example.se";
    let row = |cells: [&str; 6]| format!("{HEADER}{},\n", cells.join(","));
    let files = [
        row(["1", secret, "external", "K", "2026-03-02", ""]),
        row(["1", "email", secret, "K", "2026-03-02", ""]),
        row(["1", "email", "external", secret, "never", ""]),
        row([secret, "email", "external", "K", secret, ""]),
        row(["1", "email", "external", "K", "2026-03-02", secret]),
        row([secret, "fax", secret, "K,too,many", "2026-03-02", secret]),
        format!("1;{secret};2026-03-02 10:00\n2;{secret};2026-03-02 10:00\n"),
        format!("Anna Svensson,070-123 45 67,anna@example.se\n{secret},x,y\n"),
        format!("{HEADER}1,email,external,\"{secret}\n"),
    ];
    for command in [
        "audit",
        "audit --format csv",
        "audit --format json",
        "contacts",
        "inspect",
        "explain --id 77",
    ] {
        for file in &files {
            let ended = Svarstid::new().args(command).input("log.csv", file).run();
            let is_refused = command == "inspect" || matches!(ended.code, Some(3 | 4));
            assert!(is_refused, "{}", ended.told());
            for secret in secrets {
                let is_shown = ended.text().contains(secret) || ended.stderr.contains(secret);
                assert!(!is_shown, "{file}\n{}", ended.told());
            }
        }
    }
    Svarstid::new()
        .args("audit --show-values")
        .input("log.csv", &files[0])
        .run()
        .says("Anna Svensson");
}
