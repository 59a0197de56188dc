//! Runs that nobody watches: silence, locks, files that are replaced as a whole, and talk for
//! programs.

mod harness;

use std::fs::{self, File};
use std::io::Write;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use chrono::Datelike;
use harness::{HEADER, LOG, Svarstid};
use serde_json::Value;

/// An audit of a good log into `out.csv`.
fn to_file() -> Svarstid {
    Svarstid::audit().args("--quiet --format csv -o out.csv")
}

const REPORT: &str = "department,contacts,met,late,overdue,pending,exempt,unregulated,\
                      met_percent,p50_hours,p90_hours,max_hours\n\
                      Kansli,2,1,1,0,0,0,0,50.0,23.00,71.00,71.00\n";

/// Each line of the talk, as JSON.
fn objects(talk: &str) -> Vec<Value> {
    talk.lines().map(|line| serde_json::from_str(line).expect("an object a line")).collect()
}

#[test]
fn a_good_run_into_a_file_says_nothing_and_leaves_nothing_else() {
    for flags in ["", "--log-json", "--lock-wait 5"] {
        let ended = to_file().args(flags).run().code(0).says_nothing().prints_nothing();
        assert_eq!(ended.read("out.csv"), REPORT);
        assert_eq!(ended.names(), ["log.csv", "out.csv"]);
    }
}

#[test]
fn a_run_again_gives_the_same_bytes() {
    for format in ["csv", "json", "table"] {
        let ended = Svarstid::audit()
            .shell(&format!(
                "\"$@\" -q -f {format} -o one && \"$@\" -q -f {format} -o one && \
                 \"$@\" -q -f {format} -o two && cmp one two"
            ))
            .run()
            .code(0)
            .says_nothing();
        assert!(!ended.read("one").is_empty());
    }
}

#[cfg(unix)]
#[test]
fn a_report_may_be_read_by_whoever_the_umask_lets() {
    use std::os::unix::fs::PermissionsExt;
    for (umask, mode) in [("022", 0o644), ("027", 0o640), ("002", 0o664), ("077", 0o600)] {
        let ended = to_file()
            .args("--rejects rejects.csv")
            .shell(&format!("umask {umask}; exec \"$@\""))
            .run()
            .code(0);
        for name in ["out.csv", "rejects.csv"] {
            let permissions = fs::metadata(ended.path(name)).expect("a report").permissions();
            assert_eq!(permissions.mode() & 0o777, mode, "{name} with umask {umask}");
        }
    }
}

#[test]
fn a_held_lock_ends_the_run_with_5_and_the_old_report_stays() {
    let run = to_file().file("out.csv", "what was\n");
    let lock = File::create(run.path(".svarstid-out.csv.lock")).expect("a lock file");
    lock.lock().expect("a lock");
    let ended = run
        .run()
        .code(5)
        .says("svarstid: out.csv: another run is writing it")
        .says("--lock-wait SEC")
        .says("what stood there before is untouched");
    assert_eq!(ended.stderr.lines().count(), 1, "{}", ended.told());
    assert_eq!(ended.read("out.csv"), "what was\n");
    assert_eq!(ended.names(), [".svarstid-out.csv.lock", "log.csv", "out.csv"]);
}

#[test]
fn a_run_waits_for_a_lock_as_long_as_it_is_told_to() {
    let run = to_file().args("--lock-wait 60");
    let lock = File::create(run.path(".svarstid-out.csv.lock")).expect("a lock file");
    lock.lock().expect("a lock");
    let started = Instant::now();
    let holder = thread::spawn(move || {
        thread::sleep(Duration::from_millis(700));
        drop(lock);
    });
    let ended = run.run().code(0).says_nothing();
    assert!(started.elapsed() >= Duration::from_millis(700));
    holder.join().expect("the holder ends");
    assert_eq!(ended.read("out.csv"), REPORT);

    let run = to_file().args("--lock-wait 1");
    let lock = File::create(run.path(".svarstid-out.csv.lock")).expect("a lock file");
    lock.lock().expect("a lock");
    let started = Instant::now();
    run.run().code(5).says("another run is writing it");
    assert!(started.elapsed() >= Duration::from_secs(1));

    to_file().args("--lock-wait soon").run().code(2).says("--lock-wait");
}

#[test]
fn a_lock_file_that_nobody_holds_is_no_obstacle_and_is_cleared_away() {
    let ended = to_file().file(".svarstid-out.csv.lock", "").run().code(0).says_nothing();
    assert_eq!(ended.names(), ["log.csv", "out.csv"]);
}

#[test]
fn outputs_of_other_names_do_not_wait_for_each_other() {
    let run = to_file().args("--rejects rejects.csv");
    let lock = File::create(run.path(".svarstid-other.csv.lock")).expect("a lock file");
    lock.lock().expect("a lock");
    run.run().code(0).says_nothing();

    let run = to_file().args("--rejects rejects.csv");
    let lock = File::create(run.path(".svarstid-rejects.csv.lock")).expect("a lock file");
    lock.lock().expect("a lock");
    let ended = run.run().code(5).says("rejects.csv: another run is writing it");
    assert!(!ended.path("out.csv").exists(), "{}", ended.told());
}

#[test]
fn many_runs_at_once_take_turns_and_leave_one_whole_report() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("log.csv"), LOG).expect("a log");
    let runs: Vec<_> = (0..12)
        .map(|_| {
            Command::new(env!("CARGO_BIN_EXE_svarstid"))
                .args(["audit", "--no-config", "-q", "-f", "csv", "--lock-wait", "120"])
                .args(["-o", "out.csv", "log.csv"])
                .current_dir(folder.path())
                .stderr(Stdio::piped())
                .spawn()
                .expect("the program starts")
        })
        .collect();
    for run in runs {
        let output = run.wait_with_output().expect("the program ends");
        assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    }
    let names: Vec<_> = fs::read_dir(folder.path()).expect("the folder").flatten().collect();
    assert_eq!(names.len(), 2, "{names:?}");
    assert_eq!(fs::read_to_string(folder.path().join("out.csv")).expect("a report"), REPORT);
}

#[test]
fn whatever_a_run_fails_on_it_says_that_the_old_report_stays() {
    for (arguments, code, why) in [
        ("audit nosuch.csv", 4, "no such file"),
        ("audit empty.csv", 4, "empty"),
        ("audit log.csv --period 2026-13", 2, "a month is 01 to 12"),
        ("audit log.csv --config nosuch.toml", 2, "settings cannot be read"),
        ("audit log.csv --rejects no/such/folder.csv", 5, "no/such/folder.csv: cannot be written"),
        ("contacts nosuch.csv", 4, "no such file"),
        ("calendar 20266", 2, "it does not begin with a year"),
        ("explain --id A9 log.csv", 4, "no contact has the id"),
    ] {
        let ended = Svarstid::new()
            .file("log.csv", LOG)
            .file("empty.csv", "")
            .file("report", "what was\n")
            .args(arguments)
            .args("-q -o report")
            .run()
            .code(code)
            .says(why)
            .says("report: not written; what stood there before is untouched");
        assert_eq!(ended.read("report"), "what was\n");
        assert_eq!(ended.names(), ["empty.csv", "log.csv", "report"], "{arguments}");
    }
    // Where nothing stood, nothing is untouched.
    Svarstid::new().args("audit nosuch.csv -o report").run().code(4).hides("untouched");
}

/// As on a full disk: no file may grow.
#[cfg(unix)]
#[test]
fn a_report_that_cannot_be_written_to_its_end_leaves_the_old_one() {
    const SIGXFSZ: u32 = 25;
    let ended = to_file()
        .file("out.csv", "what was\n")
        .shell(&format!("trap '' {SIGXFSZ}; ulimit -f 0; exec \"$@\""))
        .run()
        .code(5)
        .says("out.csv: cannot be written")
        .says("what stood there before is untouched");
    assert_eq!(ended.stderr.matches("untouched").count(), 1, "{}", ended.told());
    assert_eq!(ended.read("out.csv"), "what was\n");
    assert_eq!(ended.names(), ["log.csv", "out.csv"]);
}

#[test]
fn talk_for_programs_is_an_object_a_line_and_ends_with_the_exit_code() {
    let log = format!("{LOG}A3,fax,external,Kansli,2026-03-02 10:00,,\n");
    for (arguments, code, level) in [
        ("audit --max-rejects 9 log.csv -o report", 0, "info"),
        ("audit --max-rejects 9 --fail-under 99 log.csv -o report", 1, "error"),
        ("audit --nosuch log.csv", 2, "error"),
        ("audit --period soon log.csv -o report", 2, "error"),
        ("audit --max-rejects 0 log.csv -o report", 3, "error"),
        ("audit nosuch.csv -o report", 4, "error"),
        ("audit --max-rejects 9 log.csv -o no/such/report", 5, "error"),
        ("inspect log.csv -o report", 0, "info"),
        ("calendar 2026 -o report", 0, "info"),
    ] {
        for place in ["before", "behind"] {
            let run = Svarstid::new().file("log.csv", &log);
            let run = match place {
                "before" => run.args("--log-json").args(arguments),
                _ => run.args(arguments).args("--log-json"),
            };
            let ended = run.run().code(code);
            let said = objects(&ended.stderr);
            let last = said.last().expect("a last line");
            assert_eq!(last["exit_code"], code, "{}", ended.told());
            assert_eq!((&last["level"], &last["code"]), (&level.into(), &"exit".into()));
            for object in &said {
                assert!(object["message"].as_str().is_some_and(|text| !text.is_empty()));
                assert!(
                    ["info", "warning", "error"].contains(&object["level"].as_str().unwrap_or(""))
                );
            }
            let exits = said.iter().filter(|object| object.get("exit_code").is_some()).count();
            assert_eq!(exits, 1, "{}", ended.told());
            if code != 0 {
                assert!(said.len() > 1, "why it ended so is not told: {}", ended.told());
            }
        }
    }
}

#[test]
fn talk_for_programs_has_the_codes_of_faults_and_no_more_than_talk_for_people() {
    let log = format!("{LOG}A3,fax 070-000 00 42,external,Kansli,2026-03-02 10:00,,\n");
    let run = |flags: &str| {
        let run = Svarstid::new().file("log.csv", &log).args("audit --max-rejects 9 log.csv");
        run.args(flags).run().code(0).hides("070-000")
    };
    let for_people = run("").stderr;
    let mut said = objects(&run("--log-json").stderr);
    said.pop();
    let messages: Vec<&str> = said.iter().filter_map(|object| object["message"].as_str()).collect();
    assert_eq!(messages.join("\n"), for_people.trim_end());
    assert!(said.iter().any(|object| object["code"] == "unknown-channel"), "{said:?}");
    // Quiet and well: not even the last line.
    run("-q --log-json").says_nothing();
}

/// Unanswered contacts around Friday 2026-09-04 and Monday 2026-09-07, in no order.
fn open_log() -> String {
    format!(
        "{HEADER}\
         F1,email,external,Ögonblicket,2026-09-03 10:00,,\n\
         F2,phone,external,Årsta,2026-09-03 14:00,,\n\
         F3,email,external,Zonen,2026-09-03,,\n\
         F4,email,external,,2026-09-03 08:00,,\n\
         F5,email,internal,Årsta,2026-09-02 06:15,,\n\
         F6,email,internal,Årsta,2026-09-02 16:15,,\n\
         A1,email,external,Årsta,2026-09-03 10:00,2026-09-03 11:00,\n\
         A2,email,external,Årsta,2026-09-03 10:00,2026-09-04 20:00,\n\
         E1,email,external,Årsta,2026-09-03 10:00,,anonym\n\
         U1,chat,external,Årsta,2026-09-03 10:00,,\n\
         M1,email,external,Årsta,2026-09-04 07:00,,\n\
         S1,email,internal,Årsta,2026-09-03 07:00,,\n\
         O1,email,external,Årsta,2026-08-03 10:00,,\n\
         L1,email,external,Årsta,2026-09-04 10:00,,\n"
    )
}

fn due(flags: &str) -> harness::Ended {
    Svarstid::new().file("log.csv", open_log()).args("contacts -q log.csv").args(flags).run()
}

/// The ids of a list in CSV.
fn ids(flags: &str) -> Vec<String> {
    let printed = due(&format!("{flags} --format csv")).code(0).says_nothing().text();
    printed.lines().skip(1).map(|line| line.split(',').next().unwrap_or("").to_owned()).collect()
}

#[test]
fn the_morning_list_is_what_is_unanswered_and_due_that_day_the_most_urgent_first() {
    let as_of = "--as-of 2026-09-04T09:00";
    // By due moment; then departments in Swedish order, the unnamed one last.
    let friday = ["F5", "F6", "F3", "A2", "F2", "F1", "F4"];
    for (flags, expected) in [
        ("--due today", &friday[..]),
        ("--due 2026-09-04", &friday),
        ("--due 2026-09-04..2026-09-04", &friday),
        ("--due today --only pending", &friday[1..]),
        ("--due today --only overdue", &["F5"]),
        ("--due today --only met", &[]),
        ("--due tomorrow", &["S1"]),
        ("--due 2026-09-07", &["M1"]),
        ("--due last-month", &["O1"]),
        ("--due this-week --period 2026-08", &[]),
    ] {
        assert_eq!(ids(&format!("{flags} {as_of}")), expected, "{flags}");
    }
    let week = ids(&format!("--due this-week {as_of}"));
    assert_eq!(week, [&friday[..], &["S1"]].concat());
}

#[test]
fn people_are_told_how_many_and_as_of_when() {
    let as_of = "--as-of 2026-09-04T09:00";
    for (flags, said) in [
        ("--due today", "Utan svar, senast fre 2026-09-04: 7 kontakter, varav 1 redan för sent."),
        ("--due tomorrow", "Utan svar, senast lör 2026-09-05: 1 kontakt."),
        ("--due 2026-09-09", "Utan svar, senast ons 2026-09-09: inga kontakter."),
        ("--due today --lang en", "Unanswered, due Fri 2026-09-04: 7 contacts, 1 of them overdue"),
        ("--due tomorrow --lang en", "Unanswered, due Sat 2026-09-05: 1 contact."),
        ("--due 2026-09-09 --lang en", "Unanswered, due Wed 2026-09-09: no contacts."),
    ] {
        due(&format!("{flags} {as_of}")).code(0).prints(said).prints("2026-09-04 09:00:00");
    }
}

#[test]
fn without_as_of_the_morning_list_looks_back_from_now() {
    // Due long ago, whatever the clock says: the latest stamp of the log is not as-of here.
    let ended = due("--due 2026-09-04 --format json").code(0);
    let as_of = ended.json()["as_of"].as_str().expect("as-of").to_owned();
    let as_of = chrono::DateTime::parse_from_rfc3339(&as_of).expect("a stamp");
    let passed = (chrono::Utc::now() - as_of.to_utc()).num_seconds();
    assert!((0..600).contains(&passed), "{as_of}");
    // And a stamp that is a typing error is still one.
    Svarstid::new()
        .file("log.csv", format!("{HEADER}A1,email,external,Kansli,2098-09-03 10:00,,\n"))
        .args("contacts --due today log.csv --max-rejects 9")
        .run()
        .code(0)
        .says("[in-the-future]");
}

#[test]
fn a_word_that_is_no_day_is_refused_with_those_that_are() {
    for word in ["soon", "2026-02-30", "monday", ""] {
        let ended = Svarstid::new().file("log.csv", open_log()).args("contacts log.csv --due");
        let ended = ended.arg(word).run().code(2).says(&format!("--due \"{word}\"")).says("today");
        ended.says("tomorrow").says("this-X").prints_nothing();
    }
}

// The examples

/// The words of a command line that needs no shell: quotes are taken away, and what only a shell
/// could do is a failure.
fn words(line: &str) -> Vec<String> {
    assert!(!line.contains(['$', '|', '>', '<', '&', ';', '`', '%', '"']), "{line}");
    let mut words = Vec::new();
    for (index, part) in line.split('\'').enumerate() {
        match index % 2 {
            0 => words.extend(part.split_whitespace().map(str::to_owned)),
            _ => words.push(part.to_owned()),
        }
    }
    words
}

/// A machine with the folders that the examples name, and a log of contacts around today.
struct Machine(tempfile::TempDir);

impl Machine {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["etc/svarstid", "var/lib/svarstid/logs", "var/lib/svarstid/reports", "home"] {
            fs::create_dir_all(folder.path().join(name)).expect("folders");
        }
        let machine = Self(folder);
        fs::write(machine.path("/etc/svarstid/svarstid.toml"), "max_rejects = 3\n")
            .expect("settings");
        let today = today();
        // The 48 hours of a colleague end at noon, give or take a clock change.
        let due_today = today - chrono::Days::new(2);
        let last_month = today.with_day(1).expect("a first day") - chrono::Days::new(3);
        let year = today.year();
        let log = format!(
            "{HEADER}A1,email,external,Kansli,{last_month} 10:00,{last_month} 11:00,\n\
             A2,email,internal,Kansli,{due_today} 12:00,,\n\
             A3,fax,external,Kansli,{last_month} 10:00,,\n\
             A4,letter,external,Kansli,{year}-01-01,{year}-01-01,\n"
        );
        fs::write(machine.path("/var/lib/svarstid/logs/2026.csv"), log).expect("a log");
        machine
    }

    /// Where a path of the examples stands here.
    fn path(&self, path: &str) -> std::path::PathBuf {
        self.0.path().join(path.trim_start_matches('/'))
    }

    /// `text` with the paths of this machine.
    fn own(&self, text: &str) -> String {
        let root = self.0.path().display();
        text.replace("/usr/local/bin/svarstid", env!("CARGO_BIN_EXE_svarstid"))
            .replace("/etc/svarstid", &format!("{root}/etc/svarstid"))
            .replace("/var/lib/svarstid", &format!("{root}/var/lib/svarstid"))
    }

    /// Runs a command line as cron and systemd do: with hardly an environment, from somewhere.
    fn run(&self, line: &str) -> std::process::Output {
        let words = words(&self.own(line));
        Command::new(&words[0])
            .args(&words[1..])
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("LANG", "C")
            .env("HOME", self.path("/home"))
            .current_dir("/")
            .stdin(Stdio::null())
            .output()
            .expect("the program starts")
    }

    /// The reports' folder: the names in it, sorted.
    fn reports(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path("/var/lib/svarstid/reports")).expect("the folder");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

/// The local day.
fn today() -> chrono::NaiveDate {
    chrono::Utc::now().with_timezone(&chrono_tz::Europe::Stockholm).date_naive()
}

/// The text of an example.
fn example(name: &str) -> String {
    fs::read_to_string(harness::repository().join("examples/cron").join(name)).expect("an example")
}

/// The commands of the crontab, without times and user.
fn crontab_commands() -> Vec<String> {
    let crontab = example("svarstid.crontab");
    let is_job = |line: &&str| !line.is_empty() && !line.starts_with('#');
    let is_setting = |line: &str| line.split_whitespace().next().is_some_and(|w| w.contains('='));
    let jobs = crontab.lines().filter(is_job).filter(|line| !is_setting(line));
    jobs.map(|job| {
        let fields: Vec<&str> = job.split_whitespace().collect();
        for (field, most) in fields.iter().zip([59, 23, 31, 12, 7]) {
            let mut numbers = field.split(['-', ',', '/']).filter(|number| *number != "*");
            let fits = |n: &str| n.parse::<u32>().is_ok_and(|n| n <= most);
            assert!(numbers.all(fits), "{field} in {job}");
        }
        assert_eq!(fields[5], "svarstid", "the user: {job}");
        let command = job.find(fields[6]).expect("the command stands in its line");
        job[command..].to_owned()
    })
    .collect()
}

/// The values of a key in a unit, with lines that are broken with \ put together.
fn unit_values(unit: &str, key: &str) -> Vec<String> {
    let joined = unit.replace("\\\n", " ");
    let own = |line: &str| line.strip_prefix(&format!("{key}=")).map(str::to_owned);
    joined.lines().filter_map(own).collect()
}

#[test]
fn the_crontab_does_what_it_says() {
    let machine = Machine::new();
    let before = today();
    let commands = crontab_commands();
    let [last_month, interim, morning] = &commands[..] else { panic!("{commands:?}") };

    for command in [last_month, interim] {
        for _ in 0..2 {
            let output = machine.run(command);
            assert!(output.status.success(), "{command}: {output:?}");
            // cron mails every word, so there is none.
            assert!(output.stdout.is_empty() && output.stderr.is_empty(), "{output:?}");
        }
    }
    assert_eq!(machine.reports(), ["interim.json", "last-month-rejected.csv", "last-month.csv"]);
    let text = |name: &str| {
        let path = machine.path("/var/lib/svarstid/reports").join(name);
        fs::read_to_string(path).expect("a report")
    };
    // Two days ago may be last month too; the contact of then is in it or not.
    assert!(text("last-month.csv").contains("\nKansli,"), "{}", text("last-month.csv"));
    assert!(text("last-month-rejected.csv").contains("unknown-channel"));
    let interim: Value = serde_json::from_str(&text("interim.json")).expect("JSON");
    let asked = interim["period"]["asked"].as_str().expect("a period").to_owned();
    let years = [before, today()].map(|day| format!("{}-delår", day.format("%Y")));
    assert!(years.contains(&asked), "{asked}");

    let output = machine.run(morning);
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    let list = String::from_utf8(output.stdout).expect("UTF-8");
    // Somebody may run this over midnight.
    if before == today() {
        assert!(list.contains("\nA2 ") && !list.contains("\nA1 "), "{list}");
        assert!(list.contains(&format!("{before}: 1 kontakt")), "{list}");
    }
}

#[test]
fn cron_mails_what_is_wrong_and_the_old_report_stays() {
    let machine = Machine::new();
    let commands = crontab_commands();
    assert!(machine.run(&commands[0]).status.success());
    let report = machine.path("/var/lib/svarstid/reports/last-month.csv");
    let old = fs::read(&report).expect("a report");
    fs::remove_dir_all(machine.path("/var/lib/svarstid/logs")).expect("the logs are gone");
    let output = machine.run(&commands[0]);
    assert_eq!(output.status.code(), Some(4));
    let mail = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(mail.contains("no file matches") && mail.contains("untouched"), "{mail}");
    assert_eq!(fs::read(&report).expect("a report"), old);
}

#[test]
fn the_service_does_what_it_says_and_writes_only_where_it_may() {
    let machine = Machine::new();
    let unit = example("svarstid-report.service");
    let commands = unit_values(&unit, "ExecStart");
    let [command] = &commands[..] else { panic!("{commands:?}") };
    let output = machine.run(command);
    assert!(output.status.success(), "{output:?}");
    assert!(output.stdout.is_empty() && output.stderr.is_empty(), "{output:?}");
    assert_eq!(machine.reports(), ["last-month-rejected.csv", "last-month.json"]);

    // Under ProtectSystem=strict a run may write nowhere else.
    let may = unit_values(&unit, "ReadWritePaths");
    assert_eq!(may.len(), 1);
    let words = words(command);
    let written = words.windows(2).filter(|pair| ["--output", "--rejects"].contains(&&pair[0][..]));
    let written: Vec<&String> = written.map(|pair| &pair[1]).collect();
    assert_eq!(written.len(), 2, "{command}");
    for path in written {
        assert!(path.starts_with(&format!("{}/", may[0])), "{path}");
    }
    for (key, value) in
        [("ProtectSystem", "strict"), ("NoNewPrivileges", "true"), ("PrivateNetwork", "true")]
    {
        assert_eq!(unit_values(&unit, key), [value]);
    }
    let timer = example("svarstid-report.timer");
    assert_eq!(unit_values(&timer, "Persistent"), ["true"]);
    assert_eq!(unit_values(&timer, "OnCalendar").len(), 1);

    // A failure is an object a line for the journal, with the code in the last.
    fs::remove_file(machine.path("/etc/svarstid/svarstid.toml")).expect("the settings are gone");
    let output = machine.run(command);
    assert_eq!(output.status.code(), Some(2));
    let said = objects(&String::from_utf8(output.stderr).expect("UTF-8"));
    assert_eq!(said.last().expect("a last line")["exit_code"], 2);
}

/// systemd's own opinion, where it is installed.
#[test]
fn systemd_knows_every_key_of_the_units() {
    let machine = Machine::new();
    let names = ["svarstid-report.service", "svarstid-report.timer"];
    for name in names {
        fs::write(machine.path(name), machine.own(&example(name))).expect("a unit");
    }
    let output = Command::new("systemd-analyze")
        .args(["verify", "--man=no"])
        .args(names.map(|name| machine.path(name)))
        .output();
    let Ok(output) = output else {
        let note = "\nSKIPPED: the units are not verified, for there is no systemd-analyze\n";
        std::io::stderr().write_all(note.as_bytes()).expect("a note");
        return;
    };
    let said = String::from_utf8_lossy(&output.stderr);
    let own: Vec<&str> = said.lines().filter(|line| line.contains("svarstid")).collect();
    assert!(own.is_empty(), "{own:?}");
    for when in unit_values(&example(names[1]), "OnCalendar") {
        let output = Command::new("systemd-analyze").args(["calendar", &when]).output();
        assert!(output.expect("it runs").status.success(), "{when}");
    }
}
