//! `svarstid init`: what it writes for files is what a person would have written who knows them,
//! and an audit by it gives the same figures.

mod harness;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use harness::{Ended, Svarstid, repository};
use serde_json::Value;
use tempfile::TempDir;

fn sources() -> PathBuf {
    repository().join("fixtures/sources")
}

/// A folder to work in, with the exports in `logs`.
struct Desk {
    folder: TempDir,
    /// The exports as somebody types them: `logs/*`.
    files: Vec<String>,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(folder.path().join("logs")).expect("a folder");
        Self { folder, files: Vec::new() }
    }

    /// The exports of a folder of fixtures, without what tells what is to come of them.
    fn of(fixtures: &Path) -> Self {
        let mut desk = Self::new();
        let mut entries: Vec<PathBuf> = fs::read_dir(fixtures)
            .expect("the fixtures")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| !path.ends_with("expected.md"))
            .collect();
        entries.sort();
        for entry in entries {
            let name = format!("logs/{}", entry.file_name().expect("a name").to_string_lossy());
            copy(&entry, &desk.path(&name));
            desk.files.push(name);
        }
        desk
    }

    fn with(mut self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let name = format!("logs/{name}");
        fs::write(self.path(&name), bytes).expect("a file");
        self.files.push(name);
        self
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Runs `line` in the folder, with the exports behind it where it asks for them by `FILES`.
    fn run(&self, line: &str) -> Output {
        let words = line.split_whitespace().flat_map(|word| match word {
            "FILES" => self.files.clone(),
            word => vec![word.to_owned()],
        });
        let output = Command::new(env!("CARGO_BIN_EXE_svarstid"))
            .args(words)
            .current_dir(self.folder.path())
            .env_clear()
            .env("HOME", self.folder.path().join("home"))
            .env("XDG_CONFIG_HOME", self.folder.path().join("home"))
            .output()
            .expect("the program starts");
        assert!(!told(&output).contains("panicked"), "{line}: {}", told(&output));
        output
    }

    fn init(&self) {
        let ended = self.run("init FILES");
        assert_eq!(ended.status.code(), Some(0), "{}", told(&ended));
    }
}

fn copy(from: &Path, to: &Path) {
    if from.is_file() {
        fs::copy(from, to).expect("a copy");
        return;
    }
    fs::create_dir(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        copy(&entry.path(), &to.join(entry.file_name()));
    }
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", told(output)))
}

/// The parts of a report by which two audits are the same.
fn figures(report: &Value) -> Vec<(&'static str, Value)> {
    let parts =
        ["account", "total", "groups", "channels", "exemptions", "faults", "as_of", "inputs"];
    parts.map(|part| (part, report[part].clone())).to_vec()
}

/// Folders in which something is refused, with the files of which that is so: `audit` ends there
/// with 4 whatever the settings say, and `init` tells the advice.
const REFUSED: [(&str, &[&str]); 5] = [
    ("avaya-cm", &["logs/cdr.txt"]),
    ("osticket", &["logs/tickets.csv"]),
    ("outlook-csv", &["logs/inkorg.csv"]),
    ("pivot-counts", &["logs/montreal.csv", "logs/veckor.csv"]),
    ("postfix-syslog", &["logs/mail.log"]),
];

/// What a person says of exports beside `fixtures/sources/svarstid.toml`: the channel of tickets
/// that no column tells. `init` guesses the same.
const BY_HAND: [(&str, &str); 2] = [("jira-sm", "--email"), ("otrs", "--email")];

/// The folders of fixtures, sorted.
fn folders() -> Vec<String> {
    let entries = fs::read_dir(sources()).expect("the fixtures");
    let entries = entries.map(|entry| entry.expect("an entry"));
    let mut names: Vec<String> = entries
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert!(names.len() > 30, "{names:?}");
    names
}

/// There is no exception but what is refused: every export gives by the guessed settings what it
/// gives by those that were written by hand.
#[test]
fn every_export_gives_by_guessed_settings_what_it_gives_by_hand() {
    for folder in folders() {
        let mut desk = Desk::of(&sources().join(&folder));
        let refused = REFUSED.iter().find(|(own, _)| *own == folder).map_or(&[][..], |(_, f)| f);
        let is_all_refused = desk.files.iter().all(|file| refused.contains(&file.as_str()));
        let ended = desk.run("init FILES");
        if is_all_refused {
            assert_eq!(ended.status.code(), Some(4), "{folder}: {}", told(&ended));
            assert!(told(&ended).contains("and cannot be used: "), "{folder}: {}", told(&ended));
            assert!(!desk.path("svarstid.toml").exists() && !desk.path("register.csv").exists());
            continue;
        }
        assert_eq!(ended.status.code(), Some(0), "{folder}: {}", told(&ended));
        if !refused.is_empty() {
            let all = desk.run("audit FILES");
            assert_eq!(all.status.code(), Some(4), "{folder}: {}", told(&all));
            assert!(desk.read("svarstid.toml").contains("läses inte: "), "{folder}");
            desk.files.retain(|file| !refused.contains(&file.as_str()));
        }
        let plain = desk.run("audit --quiet FILES");
        let code = plain.status.code();
        assert!(matches!(code, Some(0 | 1 | 3)), "{folder}: {code:?} {}", told(&plain));
        let guessed = json(&desk.run("audit --max-rejects 100% --format json FILES"));

        let flag = BY_HAND.iter().find(|(own, _)| *own == folder).map_or("", |(_, flag)| flag);
        let files: Vec<String> = desk.files.iter().map(|file| format!("{flag} {file}")).collect();
        let by_hand = desk.run(&format!(
            "audit --max-rejects 100% --format json --source-zone Europe/Stockholm --config {} {}",
            sources().join("svarstid.toml").display(),
            files.join(" ")
        ));
        assert_eq!(figures(&guessed), figures(&json(&by_hand)), "{folder}");
    }
}

#[test]
fn the_demonstration_logs_give_the_same_figures_with_and_without_what_init_writes() {
    let desk = Desk::of(&repository().join("fixtures/demo"));
    let ended = desk.run("init FILES");
    assert_eq!(ended.status.code(), Some(0), "{}", told(&ended));
    let guessed = json(&desk.run("audit --format json FILES"));
    let without = json(&desk.run("audit --no-config --format json FILES"));
    assert_eq!(figures(&guessed), figures(&without));
    assert_eq!(guessed["total"]["contacts"], 911);
    let toml = desk.read("svarstid.toml");
    for part in [
        "\nname = \"e-post\"\nfiles = [\"e-post-*.csv\"]\n",
        "\nname = \"telefon\"\nfiles = [\"telefon.csv\"]\n",
        "\nreceived = \"Ankom\"\nanswered = \"Expedierad\"\n",
        "\nregister = [\"register.csv\"]\n",
    ] {
        assert!(toml.contains(part), "{part}\n{toml}");
    }
}

#[test]
fn what_is_written_is_read_without_a_complaint_and_printed_as_it_is() {
    for folder in ["mail", "asterisk-csv", "zammad", "jira-sm", "osticket", "ciceron-csv"] {
        for lang in ["sv", "en"] {
            let desk = Desk::of(&sources().join(folder));
            assert_eq!(desk.run(&format!("init --lang {lang} FILES")).status.code(), Some(0));
            let printed = desk.run("policy");
            assert_eq!(printed.status.code(), Some(0), "{folder}: {}", told(&printed));
            // What is in force is the same; paths are absolute in what is printed.
            let in_force = |text: &str| -> Vec<String> {
                let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
                lines.filter(|line| !line.starts_with("register = ")).map(str::to_owned).collect()
            };
            let printed = String::from_utf8_lossy(&printed.stdout).into_owned();
            assert_eq!(in_force(&printed), in_force(&desk.read("svarstid.toml")), "{folder}");
        }
    }
}

#[test]
fn the_same_files_give_the_same_bytes_however_they_are_named() {
    for folder in ["mail", "exo-trace", "asterisk-csv", "46elks", "asterisk-queue"] {
        let mut desk = Desk::of(&sources().join(folder));
        let written = |desk: &Desk| [desk.read("svarstid.toml"), desk.read("register.csv")];
        desk.init();
        let first = written(&desk);
        desk.files.reverse();
        assert_eq!(desk.run("init --force FILES").status.code(), Some(0));
        assert_eq!(written(&desk), first, "{folder}: the other way round");
        assert_eq!(desk.run("init --force logs").status.code(), Some(0));
        assert_eq!(written(&desk), first, "{folder}: by the folder");
        assert_eq!(desk.run("init --force logs/* logs").status.code(), Some(0));
        assert_eq!(written(&desk), first, "{folder}: by a glob, and twice");
    }
}

#[test]
fn no_customer_is_in_either_file_and_no_person_in_the_settings() {
    for folder in folders() {
        let desk = Desk::of(&sources().join(&folder));
        if desk.run("init FILES").status.code() != Some(0) {
            continue;
        }
        let settings = desk.read("svarstid.toml");
        let register = desk.read("register.csv");
        let in_force = settings.lines().filter(|line| !line.starts_with('#'));
        let in_force: String = in_force.flat_map(|line| [line, "\n"]).collect();
        // Examples in the comments have addresses in example.se.
        for text in [&in_force, &register] {
            for customer in ["example.se", "070-000 00 0", "+467", "07000000", "anna@", "Testsson"]
            {
                assert!(!text.contains(customer), "{folder}: {customer}\n{text}");
            }
        }
        for person in ["bo.berg", "cecilia.dahl", "anna.berg", "08-555 000 10"] {
            assert!(!settings.contains(person), "{folder}: {person}\n{settings}");
        }
    }
}

#[test]
fn what_is_the_organisations_own_is_guessed_with_its_reason() {
    for (folder, settings, register) in [
        (
            "mail",
            &[
                "# gissat: kommun.example står i 16 av 16 mejl\ndomains = [\"kommun.example\"]\n",
                "function_boxes = [\"kommun@kommun.example\", \"servicecenter@kommun.example\"]\n",
                "files = [\"Maildir\", \"eml\", \"servicecenter.mbox\"]\nprofile = \"mail\"\n",
            ][..],
            &[
                "mailbox;kommun@kommun.example;;;;;funktionslåda, i 3 rader\n",
                "person;bo.berg@kommun.example;;;;;medarbetare (namn.efternamn@), i 10 rader\n",
            ][..],
        ),
        (
            "asterisk-csv",
            &[
                "numbers = [\"08-555 000 00..08-555 000 99\"]\n",
                "extensions = [\"1000..1099\"]\n",
                "time_zone = \"Europe/Stockholm\"\n",
                "24 av 24 tidsstämplar på\n",
            ],
            &[
                "did;08-555 000 10;;;;;eget nummer, i 12 rader\n",
                "extension;1022;;;;;anknytning, i 4 rader\n",
            ],
        ),
        // The town's own mobile number, which every message has.
        ("46elks", &["numbers = [\"070-000 00 90\"]\n", "files = [\"sms-*.json\"]\n"], &[]),
        (
            "asterisk-queue",
            &["extensions = [\"1000..1099\"]\n"],
            &["queue;servicecenter;;;;;kod i filerna, i ", "queue;bygglov;;;;;"],
        ),
        (
            "ciceron-csv",
            &["profile = \"ciceron-csv\"\n"],
            &["unit;STAD;;;;;kod i filerna, i 13 rader\n"],
        ),
        (
            "teams-pstn",
            &["domains = [\"kommun.example\"]\n", "files = [\"PSTN.calls.*.csv\"]\n"],
            &["person;anna.berg@kommun.example;;;;;"],
        ),
        (
            "jira-sm",
            &[
                "# gissat: inget säger kanalen, och e-post är vanligast; kontrollera\nchannel = \"email\"\n",
            ],
            &[],
        ),
    ] {
        let desk = Desk::of(&sources().join(folder));
        desk.init();
        for (name, parts) in [("svarstid.toml", settings), ("register.csv", register)] {
            let text = desk.read(name);
            for part in parts {
                assert!(text.contains(part), "{folder}: {part}\n{text}");
            }
        }
    }
}

/// Whoever fills in a row has its contacts under the department and the board from then on.
#[test]
fn a_register_that_is_filled_in_tells_departments_and_boards() {
    let desk = Desk::of(&sources().join("asterisk-queue"));
    desk.init();
    let register = desk.read("register.csv");
    let filled =
        register.replace("queue;bygglov;;;", "queue;bygglov;Byggförvaltningen;Byggnämnden;");
    assert_ne!(filled, register);
    fs::write(desk.path("register.csv"), filled).expect("a register");
    let audited = desk.run("audit --format csv --by board,department FILES");
    let told_on_stderr = told(&audited);
    let csv = String::from_utf8_lossy(&audited.stdout).into_owned();
    assert!(csv.contains("\nByggnämnden,Byggförvaltningen,1,"), "{csv}");
    assert!(csv.contains(",servicecenter,4,"), "{csv}");
    assert!(told_on_stderr.contains("of the register name no department yet"), "{told_on_stderr}");
}

const LOG: &str = "id;kanal;ursprung;förvaltning;inkom;besvarad\n";

#[test]
fn what_a_log_does_not_say_is_guessed_and_the_audit_works_at_once() {
    let words = ["1", "2", "3"].map(|id| {
        format!("{id};Telefonkö;Extern kund;Bygg & miljö;2026-03-02 08:00;2026-03-02 09:00\n")
    });
    let words = format!("{LOG}{}4;Mejl;Kund;BYGG OCH MILJÖ;2026-03-02 08:00;\n", words.concat());
    let desk = Desk::new()
        // A header that nobody knows, with moments in it.
        .with(
            "reg-2026-03.csv",
            "Löpnr;Skapad;Klar\n1;2026-03-02 08:00;2026-03-02 09:00\n2;2026-03-02;\n",
        )
        // No channel, origin or department, and a date that could be two.
        .with("samtal.csv", "Inkom;Besvarad\n03/04/2026 10:00;04/04/2026 11:00\n")
        .with("ord.csv", words);
    desk.init();
    let toml = desk.read("svarstid.toml");
    for part in [
        "files = [\"reg-*.csv\"]\n",
        "kontrollera\nreceived = \"Skapad\"\n",
        "kontrollera\nanswered = \"Klar\"\n",
        "# gissat: av filens namn\nchannel = \"phone\"\n",
        "kontrollera\norigin = \"external\"\n",
        "dagen först\ndate_order = \"dmy\"\n",
        "# gissat: ord som liknar kända, i 3 rader\n[source.words.channel]\n\"Telefonkö\" = \"phone\"\n",
    ] {
        // Lines of remarks are broken where they are long.
        let flat = |text: &str| text.replace("\n#   ", " ");
        assert!(flat(&toml).contains(part), "{part}\n{toml}");
    }
    let report = json(&desk.run("audit --format json FILES"));
    assert_eq!(report["account"]["contacts"], 7, "{report}");
    let groups = report["groups"].as_array().expect("groups");
    let names: Vec<&Value> = groups.iter().map(|group| &group["department"]).collect();
    // Two spellings are one, and the other logs tell none.
    assert_eq!(names, ["Bygg & miljö", "(ej angiven)"], "{report}");
}

#[test]
fn a_zone_is_utc_where_people_would_work_at_night_otherwise() {
    let row = |number: usize, hour: usize| {
        let day = number % 4 + 2;
        format!(
            "\"\",\"0700000001\",\"0855500010\",\"from-trunk\",\"x\",\"SIP/trunk-00000065\",\
             \"SIP/1010-00000001\",\"Dial\",\"SIP/1010\",\"2026-06-0{day} {hour:02}:{:02}:00\",\
             \"2026-06-0{day} {hour:02}:{:02}:09\",\"2026-06-0{day} {hour:02}:{:02}:30\",30,21,\
             \"ANSWERED\",\"DOCUMENTATION\",\"1.{number}\",\"\",\"\",\"1.{number}\",{number}\n",
            number % 60,
            number % 60,
            number % 60,
        )
    };
    // A day from 7 to 16 in Sweden, as UTC writes it in summer; and as it is.
    for (first, zone) in [(5, "UTC"), (7, "Europe/Stockholm")] {
        let log: String = (0..90).map(|number| row(number, first + number % 9)).collect();
        let desk = Desk::new().with("Master.csv", log);
        desk.init();
        let toml = desk.read("svarstid.toml");
        assert!(toml.contains(&format!("\ntime_zone = \"{zone}\"\n")), "{first}: {toml}");
        assert!(toml.contains("# gissat: källprofilen kan inte veta tidszonen."), "{toml}");
    }
}

#[test]
fn a_file_that_nobody_knows_is_told_with_advice_and_the_rest_is_written() {
    let desk = Desk::new()
        .with("okand.csv", "Färg;Form;Storlek\nröd;rund;3\n")
        .with("namn.csv", "Anna Ek;070-000 00 42;anna@example.se\n")
        .with("bild.csv", b"\x89PNG\r\n\x1a\n\0\0\0\0")
        .with("log.csv", format!("{LOG}1;Mejl;Kund;Bygg;2026-03-02 08:00;\n"));
    let ended = desk.run("init FILES");
    assert_eq!(ended.status.code(), Some(0), "{}", told(&ended));
    for name in ["okand.csv", "namn.csv", "bild.csv"] {
        assert!(told(&ended).contains(&format!("läses inte: {name}: ")), "{}", told(&ended));
    }
    let toml = desk.read("svarstid.toml");
    // What looks like data is shown by its shape.
    assert!(toml.contains("# läses inte: namn.csv: ") && !toml.contains("Anna"), "{toml}");
    assert!(toml.contains("#     header = [\"Färg\", \"Form\", \"Storlek\"]\n"), "{toml}");
    let audited = desk.run("audit --format csv logs/log.csv");
    assert_eq!(audited.status.code(), Some(0), "{}", told(&audited));
    for name in ["okand.csv", "namn.csv"] {
        let alone = Svarstid::new().file(name, desk.read(&format!("logs/{name}")));
        alone.args(&format!("init {name}")).run().code(4).says("has no header").prints_nothing();
    }
}

/// The member `name` of a zip file.
fn zipped(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    writer.start_file(name, options).expect("a member");
    writer.write_all(bytes).expect("bytes");
    writer.finish().expect("a zip file").into_inner()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    writer.write_all(bytes).expect("bytes");
    writer.finish().expect("a gz file")
}

#[test]
fn packed_exports_and_workbooks_are_looked_into() {
    let calls = fs::read(sources().join("asterisk-header/cdr.csv")).expect("a fixture");
    let tickets = fs::read(sources().join("zammad/tickets.xlsx")).expect("a fixture");
    let plain = Desk::new().with("cdr.csv", &calls);
    plain.init();
    let audited = |desk: &Desk| json(&desk.run("audit --max-rejects 100% --format json FILES"));
    let expected = audited(&plain)["total"].clone();
    for (name, bytes) in
        [("cdr-2026-03.csv.gz", gzipped(&calls)), ("cdr.zip", zipped("out/cdr.csv", &calls))]
    {
        let desk = Desk::new().with(name, bytes);
        desk.init();
        assert!(desk.read("svarstid.toml").contains("extensions = [\"1000..1099\"]\n"), "{name}");
        assert_eq!(audited(&desk)["total"], expected, "{name}");
    }
    let desk = Desk::new().with("tickets.xlsx", tickets);
    desk.init();
    assert_eq!(audited(&desk)["account"]["contacts"], 6);
}

/// The mobile of an officer is in the register, which names officers, and not in the settings.
#[test]
fn a_mobile_that_calls_is_a_persons_and_not_in_the_settings() {
    let log = fs::read_to_string(sources().join("teams-pstn/PSTN.calls.2026-03-03.csv"));
    let log = log.expect("a fixture").replace("+46855500010", "+46700000077");
    let desk = Desk::new().with("PSTN.calls.csv", log);
    desk.init();
    let toml = desk.read("svarstid.toml");
    assert!(!toml.contains("00 77") && !toml.contains("\nnumbers = "), "{toml}");
    assert!(toml.contains("# inte gissat: 1 eget mobilnummer kan vara personers"), "{toml}");
    assert!(desk.read("register.csv").contains("did;070-000 00 77;;;;;eget nummer, i 12 rader\n"));
}

fn begun() -> Svarstid {
    Svarstid::new().file("log.csv", harness::LOG)
}

#[test]
fn a_file_that_is_there_is_not_replaced_without_force_and_then_neither_is_written() {
    for (there, names) in [
        ("svarstid.toml", ["log.csv", "svarstid.toml"]),
        ("register.csv", ["log.csv", "register.csv"]),
    ] {
        let ended = begun().file(there, "mine").args("init log.csv").run().code(5);
        let ended = ended.prints_nothing().says(&format!("{there}: is there already; --force"));
        assert_eq!(ended.read(there), "mine");
        assert_eq!(ended.names(), names);
        let ended = begun().file(there, "mine").args("init --force log.csv").run().code(0);
        assert_ne!(ended.read(there), "mine");
        assert_eq!(ended.names(), ["log.csv", "register.csv", "svarstid.toml"]);
    }
}

#[test]
fn where_one_file_cannot_be_written_neither_is() {
    for line in [
        "init log.csv --register missing/register.csv",
        "init log.csv -o missing/svarstid.toml",
        "init log.csv --register .",
    ] {
        let ended = begun().args(line).run().code(5).prints_nothing();
        assert_eq!(ended.names(), ["log.csv"], "{line}");
    }
    for (line, says) in [
        ("init log.csv -o same.csv --register same.csv", "the same file"),
        ("init log.csv --register -", "--register names a file"),
        ("init -", "standard input has none"),
        ("init", "<FILE>"),
        ("init log.csv --force --register log.csv", "no file to look at"),
    ] {
        let ended = begun().args(line).run();
        assert!(matches!(ended.code, Some(2 | 4)), "{line}: {}", ended.told());
        let ended = ended.says(says).prints_nothing();
        assert_eq!(ended.names(), ["log.csv"], "{line}");
        assert_eq!(ended.read("log.csv"), harness::LOG, "{line}");
    }
    begun().args("init missing.csv log.csv").run().code(4).says("there is no such file");
}

#[test]
fn settings_go_to_standard_output_or_elsewhere_and_find_their_register() {
    let ended = begun().args("init log.csv -o - --lang en --quiet").run().code(0).says_nothing();
    assert_eq!(ended.names(), ["log.csv", "register.csv"]);
    let ended = ended.prints("\nregister = [\"register.csv\"]\n");
    assert!(ended.text().starts_with("# The settings of svarstid."));

    let elsewhere = |line: &str| {
        let run = begun().file("conf/x", "").file("data/y", "");
        run.args(line).run().code(0)
    };
    let ended = elsewhere("init log.csv -o conf/s.toml --register conf/sub.csv");
    assert!(ended.read("conf/s.toml").contains("\nregister = [\"sub.csv\"]\n"));
    let ended = ended.says("svarstid audit --config conf/s.toml log.csv");
    drop(ended);
    let ended = elsewhere("init log.csv -o conf/s.toml --register data/r.csv");
    let path = ended.path("data/r.csv").canonicalize().expect("a register");
    let text = ended.read("conf/s.toml");
    let named = text.lines().find_map(|line| line.strip_prefix("register = [\"")).expect("it");
    let named = Path::new(named.trim_end_matches("\"]"));
    assert_eq!(named.canonicalize().expect("a register"), path);
}

#[test]
fn a_few_lines_tell_what_was_written_and_what_is_to_be_checked() {
    let run = |line: &str| -> Ended {
        let run = Svarstid::new().cwd(sources().join("asterisk-csv"));
        let folder = run.path("svarstid.toml").parent().expect("a folder").display().to_string();
        run.args(&line.replace("{}", &folder)).run().code(0)
    };
    let line = "init Master.csv -o {}/svarstid.toml --register {}/register.csv";
    let ended = run(line).prints_nothing();
    assert!(ended.stderr.lines().count() <= 10, "{}", ended.told());
    let ended = ended.says("(1 källa) och ").says("(6 rader) av 1 fil\n");
    ended
        .says("Kontrollera innan siffrorna används:\n  [organisation] numbers: gissat: ")
        .says("  [[source]] \"asterisk-csv\", gissat: time_zone Europe/Stockholm\n")
        .says("Därefter: svarstid audit ");
    run(&format!("{line} --lang en"))
        .says("(1 source) and ")
        .says("Check before you believe the figures:\n  [organisation] numbers: guessed: ")
        .says("Then: svarstid audit ");
    run(&format!("{line} --quiet")).says_nothing();
}

#[test]
fn files_of_different_kinds_with_one_name_are_told_and_no_source_takes_them() {
    let mut desk = Desk::new();
    let calls = fs::read(sources().join("asterisk-header/cdr.csv")).expect("a fixture");
    let log = format!("{LOG}1;Mejl;Kund;Bygg;2026-03-02 08:00;\n");
    for (name, bytes) in [("a/x.csv", &calls[..]), ("b/x.csv", log.as_bytes()), ("a/y.csv", &calls)]
    {
        let path = desk.path(&format!("logs/{name}"));
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, bytes).expect("a file");
        desk.files.push(format!("logs/{name}"));
    }
    desk.init();
    let toml = desk.read("svarstid.toml");
    let told = "# x.csv: filer av olika slag har samma namn";
    assert_eq!(toml.matches(told).count(), 1, "{toml}");
    assert!(toml.contains("\nfiles = [\"y.csv\"]\nprofile = \"asterisk-header\"\n"), "{toml}");
    assert!(!toml.contains("\"x.csv\""), "{toml}");
    let audited = desk.run("audit logs/a/y.csv logs/b/x.csv");
    assert_eq!(audited.status.code(), Some(0), "{}", self::told(&audited));
}

/// A mailbox with mails from one address to another.
fn mailbox(mails: &[(&str, &str)]) -> String {
    let mail = |(number, (from, to)): (usize, &(&str, &str))| {
        let minute = number % 60;
        format!(
            "From - Mon Mar  2 08:{minute:02}:00 2026\nFrom: {from}\nTo: {to}\n\
             Date: Mon, 2 Mar 2026 08:{minute:02}:00 +0100\nMessage-ID: <{number}@x>\n\
             Subject: x{number}\n\nx\n\n"
        )
    };
    mails.iter().enumerate().map(mail).collect()
}

/// Calls from one number to another, as Asterisk writes them.
fn calls(ends: &[(&str, &str)]) -> String {
    let call = |(number, (from, to)): (usize, &(&str, &str))| {
        let minute = number % 60;
        format!(
            "\"\",\"{from}\",\"{to}\",\"x\",\"x\",\"SIP/a-00000065\",\"SIP/b-00000001\",\"Dial\",\"SIP/b\",\
             \"2026-03-02 08:{minute:02}:00\",\"2026-03-02 08:{minute:02}:09\",\
             \"2026-03-02 08:{minute:02}:30\",30,21,\"ANSWERED\",\"DOCUMENTATION\",\"1.{number}\",\"\",\
             \"\",\"1.{number}\",{number}\n"
        )
    };
    ends.iter().enumerate().map(call).collect()
}

/// A guess that could be a customer's is none.
#[test]
fn what_could_be_a_customers_is_not_guessed() {
    let citizen = ("anna@foretag.example", "bo@kommun.example");
    let back = ("bo@kommun.example", "anna@foretag.example");
    let box_back = ("info@kommun.example", "anna@foretag.example");
    let public = ("anna@gmail.com", "bo@kommun.example");
    let letter = ("nyheter@butik.example", "lista@lista.example");
    let other = ("cecilia@forening.example", "bo@kommun.example");
    let (one, two, three) = ("08-555 00 010", "08-555 00 020", "08-555 01 130");
    let neighbour = "08-555 77 010";
    for (name, log, domains, numbers) in [
        // As many mails have the one as the other, and neither is called as a function is.
        ("a.mbox", mailbox(&[citizen, back]), None, None),
        // Nor does one name that ends as the other tell.
        ("h.mbox", mailbox(&[("anna@minkommun.example", "bo@kommun.example"); 2]), None, None),
        // Whom they wrote to is not told.
        ("i.mbox", mailbox(&[("anna@foretag.example", "undisclosed-recipients:;"); 3]), None, None),
        ("b.mbox", mailbox(&[citizen, box_back]), Some("[\"kommun.example\"]"), None),
        ("c.mbox", mailbox(&[public, public]), Some("[\"kommun.example\"]"), None),
        // Newsletters of a shop, to a list.
        (
            "d.mbox",
            mailbox(&[citizen, other, back, public, letter, letter, letter]),
            Some("[\"kommun.example\"]"),
            None,
        ),
        // One call tells nothing, and mobiles are people's.
        ("e.csv", calls(&[("08-555 90 001", one)]), None, None),
        (
            "f.csv",
            calls(&[("070-000 00 01", "070-000 00 90"), ("070-000 00 02", "070-000 00 90")]),
            None,
            None,
        ),
        // A neighbour who calls often, also to a mobile that calls are forwarded to.
        (
            "g.csv",
            calls(&[
                ("070-000 00 01", one),
                ("070-000 00 02", two),
                (neighbour, one),
                (neighbour, two),
                (neighbour, three),
                ("070-000 00 03", three),
                ("070-000 00 04", three),
                ("070-000 00 05", three),
                ("070-000 00 06", one),
                ("070-000 00 07", two),
                (neighbour, "070-000 00 91"),
                (neighbour, "070-000 00 92"),
            ]),
            None,
            Some("[\"08-555 000 00..08-555 000 99\", \"08-555 011 00..08-555 011 99\"]"),
        ),
    ] {
        let desk = Desk::new().with(name, log);
        desk.init();
        let toml = desk.read("svarstid.toml");
        let in_force = |key: &str| {
            let begin = format!("{key} = ");
            toml.lines().find_map(|line| line.strip_prefix(&begin).map(str::to_owned))
        };
        assert_eq!(in_force("domains").as_deref(), domains, "{name}\n{toml}");
        assert_eq!(in_force("numbers").as_deref(), numbers, "{name}\n{toml}");
        let register = desk.read("register.csv");
        for customer in
            ["foretag", "minkommun", "gmail", "butik", "lista", "forening", "070-", "770", "900"]
        {
            assert!(!register.contains(customer), "{name}: {customer}\n{register}");
        }
    }
}
