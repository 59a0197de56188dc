//! `svarstid verify`: a sealed run is made again, whatever has changed around it since, and what
//! is not as it was is found.

mod harness;

use harness::{Ended, Svarstid, repository};
use serde_json::Value;

const HEADER: &str = "id,channel,origin,department,received,answered,exempt\n";

const ROWS: &str = "\
A1,email,external,Kansli,2026-03-02 10:00,2026-03-03 11:00,
A2,phone,external,Kansli,2026-03-02 10:00,2026-03-05 09:00,
A3,email,internal,Kansli,2026-03-06 10:00,2026-03-08 12:00,
A4,letter,external,Kansli,2026-03-06,,
";

/// A profile of one's own for the log.
const OWN: &str = r#"
name = "own"
title = "Our own switch"
family = "rows"
[detect]
header = ["id", "channel", "received", "answered"]
[fields]
id = { from = "id" }
channel = "phone"
origin = "external"
department = { from = "department" }
received = { from = "received", zone = "Europe/Stockholm" }
answered = { from = "answered", zone = "Europe/Stockholm" }
"#;

const SAME: &str = "byte för byte";

/// A run in a folder with a log; `%` in `script` is the program.
fn run(script: &str) -> Svarstid {
    let log = format!("{HEADER}{ROWS}");
    Svarstid::new().file("log.csv", log).shell(&script.replace('%', "\"$1\""))
}

/// Seals the run of `words` as `run.json`, does `then`, and verifies it.
fn verified(words: &str, then: &str) -> Svarstid {
    run(&format!("% {words} -q -f json -o run.json || exit 9; {then} % verify run.json"))
}

/// Edits `run.json` with `sed` before it is verified.
fn edited(words: &str, edit: &str) -> Svarstid {
    verified(words, &format!("sed -i '{edit}' run.json && "))
}

fn said(ended: &Ended) -> String {
    ended.text() + &ended.stderr
}

#[test]
fn a_run_of_yesterday_is_the_same_today() {
    verified("audit log.csv", "").run().code(0).prints(SAME).says_nothing();
    verified("contacts log.csv", "").run().code(0).prints(SAME);
    verified("audit --with-contacts log.csv", "").run().code(0).prints(SAME);
    let json =
        run("% audit -q -f json -o run.json log.csv; % verify -f json run.json").run().json();
    assert_eq!(json["schema"], "svarstid.verify/1");
    assert_eq!(json["summary"][0]["same"], true);
    assert_eq!(json["summary"][0]["same_bytes"], true);
    let english = run("% audit -q -f json -o run.json log.csv; % verify --lang en run.json");
    let said = "Same: the run was made again and gave the same figures, byte for byte.";
    english.run().code(0).prints(said);
    assert!(include_str!("../README.md").contains(said), "the README shows what is printed");
}

#[test]
fn every_flag_that_decides_figures_is_sealed() {
    for flags in [
        "--by channel,month",
        "--by board --by weekday",
        "--period 2026-delår",
        "--period 2026-W10",
        "--period last-month --as-of 2026-04-10",
        "--as-of 2026-03-06",
        "--as-of 2026-03-06T12:00",
        "--reading workday-hours",
        "--reading letter-22",
        "--readings",
        "--interval",
        "--pairing exact",
        "--max-rejects 3",
        "--date-order dmy",
        "--encoding windows-1252",
        "--delimiter ,",
        "--header-line 1",
        "--source-zone UTC",
        "--origin internal",
        "--department Vatten",
    ] {
        let ended = verified(&format!("audit {flags} log.csv"), "").run();
        assert!(ended.code == Some(0) && said(&ended).contains(SAME), "{flags}\n{}", ended.told());
    }
    for flags in [
        "--due 2026-03-09",
        "--only late,overdue",
        "--only exempt",
        "--period 2026",
        "--show-parties",
    ] {
        let ended = verified(&format!("contacts {flags} log.csv"), "").run();
        assert!(ended.code == Some(0) && said(&ended).contains(SAME), "{flags}\n{}", ended.told());
    }
}

#[test]
fn flags_that_decide_figures_matter_when_the_run_is_made_again() {
    // Without them, the log could not even be read, or would give other figures.
    let log = "Nr;Inkom;Besvarad\n1;03/02/2026 10.00;04/02/2026 10.00\n2;05/02/2026 10.00;\n";
    let run = |words: &str| {
        let script = format!(
            "\"$1\" audit {words} -q -f json -o run.json && \"$1\" verify run.json && \
             \"$1\" audit -q {words}"
        );
        Svarstid::new().file("own.csv", log).shell(&script).run()
    };
    run("--date-order mdy --origin internal --department Bygg --phone own.csv")
        .code(0)
        .prints(SAME)
        .prints("Bygg");
    run("--date-order dmy --origin external --department Bygg --sms own.csv").code(0).prints(SAME);
}

#[test]
fn a_run_does_not_depend_on_the_settings_of_today() {
    let settings = "[[rule]]\nid = \"all\"\nchannels = [\"email\", \"phone\"]\n\
                    within = \"2 workdays until closing\"\n[calendar.opening_hours]\n\
                    monday = [\"08:00-16:00\"]\ntuesday = [\"08:00-16:00\"]\n\
                    wednesday = [\"08:00-16:00\"]\nthursday = [\"08:00-16:00\"]\n\
                    friday = [\"08:00-15:00\"]\n[[calendar.closed]]\ndate = 2026-03-03\n\
                    name = \"stängt\"\n[[reading]]\nname = \"generous\"\n[reading.rules.all]\n\
                    within = \"9 workdays\"\n";
    for words in ["audit log.csv", "audit --reading generous log.csv"] {
        for then in [
            "rm svarstid.toml; ",
            "echo 'time_zone = \"UTC\"' > svarstid.toml; ",
            "echo '][' > svarstid.toml; ",
        ] {
            verified(words, then).file("svarstid.toml", settings).run().code(0).prints(SAME);
        }
    }
}

#[test]
fn lists_registers_and_profiles_are_part_of_the_seal() {
    let settings = "exemptions = [\"lists/undantag.csv\"]\nprofiles = [\"own.toml\"]\n\
                    [organisation]\nregister = [\"register.csv\"]\n";
    let with = |run: Svarstid| {
        run.file("svarstid.toml", settings)
            .file("lists/undantag.csv", "id,reason\nA2,skräppost\n")
            .file("register.csv", "kind,key,department,board\nunit,Kansli,Kommunkansliet,KS\n")
            .file("own.toml", OWN)
    };
    let words = "audit --by board,department log.csv";
    // A profile is kept whole, so that its file may go; the others may move.
    let moved = "rm own.toml svarstid.toml; mkdir arkiv; mv register.csv arkiv/r.csv; \
                 mv lists/undantag.csv arkiv/; ";
    with(verified(words, moved)).run().code(0).prints(SAME);
    let flag = "audit --profile log.csv=own.toml --by department log.csv";
    let flag =
        with(verified(&flag.replace("own.toml", "mine.toml"), "rm mine.toml svarstid.toml; "));
    flag.file("mine.toml", OWN.replace("\"own\"", "\"mine\"")).run().code(0).prints(SAME);

    with(verified(words, "rm lists/undantag.csv; "))
        .run()
        .code(4)
        .prints("undantagslista  undantag.csv")
        .prints("kan inte göras om");
    with(verified(words, "echo A1,flytt >> lists/undantag.csv; "))
        .run()
        .code(1)
        .prints("exemptions undantag.csv");
}

#[test]
fn personal_data_of_lists_and_registers_stays_out_of_the_seal() {
    let settings =
        "exemptions = [\"undantag.csv\"]\n[organisation]\nregister = [\"register.csv\"]\n";
    run("% audit -f json log.csv --with-contacts; % audit -f json log.csv")
        .file("svarstid.toml", settings)
        .file("undantag.csv", "id,reason,decided_by\nX9,flyttad,Anna Andersson\n")
        .file("register.csv", "kind,key,department\nperson,bo.berg@kommun.example,Bygg\n")
        .run()
        .hides("Anna Andersson")
        .hides("bo.berg")
        .hides("X9");
}

#[test]
fn files_are_found_by_what_they_hold_and_else_by_their_names() {
    let audit = "audit jan/log.csv feb/log.csv extra.csv";
    let with = |run: Svarstid| {
        let row = |id: &str| format!("{HEADER}{id},sms,external,Bygg,2026-03-02 10:00,,\n");
        run.file("jan/log.csv", row("J")).file("feb/log.csv", row("F")).file("extra.csv", row("E"))
    };
    with(verified(audit, "")).run().code(0).prints(SAME);
    with(verified(audit, "mv extra.csv jan/annat.txt; ")).run().code(0).prints(SAME);
    with(verified(audit, "mkdir -p x/y; mv jan feb x/y; ")).run().code(4).prints("saknas");
    let elsewhere = "mkdir arkiv; mv jan feb extra.csv arkiv; ";
    with(verified(audit, elsewhere)).run().code(0).prints(SAME);
    with(run(&format!(
        "% {audit} -q -f json -o run.json; {elsewhere} mkdir away; mv run.json away; \
         % verify --inputs arkiv away/run.json"
    )))
    .run()
    .code(0)
    .prints(SAME);
    // The folder of the run is looked through, wherever one stands.
    with(run(&format!("% {audit} -q -f json -o run.json; mkdir x; cd x; % verify ../run.json")))
        .run()
        .code(0)
        .prints(SAME);
    run("% audit -q -f json -o run.json log.csv; % verify --inputs nowhere run.json")
        .run()
        .code(4)
        .says("--inputs nowhere: there is no such folder");
}

#[test]
fn a_renamed_file_is_still_read_as_what_it_was() {
    // A source that goes by the name of its file.
    let settings = "[[source]]\nname = \"own\"\nfiles = [\"own*.csv\"]\n[source.constants]\n\
                    channel = \"sms\"\norigin = \"external\"\n";
    let log = "id,department,received,answered\n1,Bygg,2026-03-02 10:00,2026-03-02 11:00\n";
    let script = "\"$1\" audit -q -f json -o run.json own-1.csv && mv own-1.csv other.txt && \
                  \"$1\" verify run.json";
    let run = |script: &str| {
        Svarstid::new().file("own-1.csv", log).file("svarstid.toml", settings).shell(script)
    };
    run(script).run().code(0).prints(SAME);
    // What came on standard input is found in any file.
    let piped = "\"$1\" audit -q -f json -o run.json --sms - --origin external < own-1.csv && \
                 \"$1\" verify run.json";
    run(piped).run().code(0).prints(SAME);
}

#[test]
fn the_clock_moves_on_and_stamps_of_the_future_stay_refused() {
    let rows = "F1,email,external,Kansli,2098-01-01 10:00,,\n\
                F2,email,external,Kansli,2099-01-01 10:00,,\n\
                F3,email,external,Kansli,2026-03-02 10:00,2097-03-02 10:00,\n";
    let script = "\"$1\" audit -q -f json --max-rejects 100% -o run.json log.csv; \
                  \"$1\" verify run.json; cat run.json";
    let log = format!("{HEADER}{ROWS}{rows}");
    let ended = Svarstid::new().file("log.csv", log).shell(script).run().prints(SAME);
    let text = ended.text();
    assert!(text.contains("\"in-the-future\": 3"), "{text}");
    assert!(text.contains("\"earliest_refused\": \"2097-03-02T10:00:00+01:00\""), "{text}");
}

#[test]
fn what_is_missing_is_named_and_ends_with_4() {
    let ended = verified("audit log.csv", "rm log.csv; ").run().code(4);
    let ended = ended.prints("saknas  underlag  log.csv");
    assert!(!ended.text().contains("Samma"));
    let json = run("% audit -q -f json -o run.json log.csv; rm log.csv; % verify -f json run.json");
    let json = json.run().code(4).json();
    assert_eq!(json["flaws"][0]["flaw"], "missing");
    assert_eq!(json["summary"][0]["made_again"], false);
    let csv = run("% audit -q -f json -o run.json log.csv; rm log.csv; % verify -f csv run.json");
    csv.run().code(4).prints("\nmissing,input,log.csv,");
}

#[test]
fn an_input_that_changed_is_named_with_the_figures_that_it_changes() {
    verified("audit log.csv", "echo A5,sms,external,Bygg,2026-03-02,2026-03-02, >> log.csv; ")
        .run()
        .code(1)
        .prints("ändrat underlag  log.csv")
        .prints("Bygg");
    // One that changed nothing is told all the same.
    verified("audit log.csv", "echo >> log.csv; ").run().code(1).prints("Alla siffror är desamma");
}

#[test]
fn a_figure_that_was_edited_is_found() {
    let words = "audit log.csv";
    edited(words, "s/\"met\":1,\"late\":2/\"met\":2,\"late\":1/g")
        .run()
        .code(1)
        .prints("Skiljer sig")
        .prints("Kansli");
    edited(words, "s/\"met_percent\":33.3/\"met_percent\":75.0/")
        .run()
        .code(1)
        .prints("75,0  33,3");
    edited(words, "s/\"duplicates\": 0/\"duplicates\": 4/").run().code(1).prints("dubbletter");
    edited("contacts log.csv", "s/\"verdict\":\"late\"/\"verdict\":\"met\"/")
        .run()
        .code(1)
        .prints("A2");
}

#[test]
fn a_seal_that_was_edited_is_found() {
    let words = "audit log.csv";
    // The settings, with and without their fingerprint.
    let settings = "s/1 workday/5 workdays/";
    edited(words, settings).run().code(1).prints("ändrad  inställningar");
    edited(words, "/\"calendar\": {/{n;s/: \"......../: \"00000000/}")
        .run()
        .code(1)
        .prints("kalenderns sigill");
    edited(words, "s/\"guideline\": {/\"guideline\": {\"x\": \"y\",/")
        .run()
        .code(1)
        .prints("riktlinje");
    edited(words, "s/\"max_rejects\": \"1%\"/\"max_rejects\": \"2%\"/").run().code(0);
    let profile = "audit --profile log.csv=own.toml log.csv";
    edited(profile, "s/\"text\": \"/\"text\": \"# edited\\\\n/")
        .file("own.toml", OWN)
        .run()
        .code(1)
        .prints("källprofil");
}

#[test]
fn a_run_that_was_written_otherwise_is_told_with_its_line() {
    edited("audit log.csv", "s/\"rows_read\": /\"rows_read\":  /")
        .run()
        .code(1)
        .prints("Alla siffror är desamma. Filen skiljer sig från rad");
}

#[test]
fn another_program_is_told_and_its_bytes_are_not_compared() {
    edited(
        "audit log.csv",
        "s/\"version\": \"[^\"]*\"/\"version\": \"0.0.1\"/; s/\"by\":/\"by\" :/",
    )
    .run()
    .code(1)
    .prints("program")
    .prints("0.0.1")
    .prints("Alla siffror är desamma.");
}

#[test]
fn what_cannot_be_made_again_is_refused_with_the_way_out() {
    for (text, said) in [
        ("nonsense", "is no JSON"),
        ("{\"schema\": \"svarstid.audit/9\"}", "reads svarstid.audit/1 at most"),
        ("{\"schema\": \"svarstid.calendar/1\"}", "holds no figures"),
        ("{\"schema\": \"svarstid.audit/1\", \"tool\": {}}", "before runs were sealed"),
    ] {
        let run = Svarstid::new().args("verify run.json").file("run.json", text);
        run.run().code(4).says("run.json").says(said).prints_nothing();
    }
    Svarstid::new().args("verify run.json").run().code(4).says("cannot be read");
    Svarstid::new().args("verify").run().code(2);
    let words = "audit log.csv";
    edited(words, "s/\"command\": \"audit\"/\"command\": \"policy\"/")
        .run()
        .code(4)
        .says("is a run of \"policy\"");
    edited(words, "s/\"pairing\": \\[/\"parings\": [/")
        .run()
        .code(4)
        .says("was made with --parings");
    edited(words, "s/\"any\"/\"sometimes\"/").run().code(4).says("cannot be made again");
    edited(words, "s/1 workday/1 wrkday/")
        .run()
        .code(4)
        .says("its settings are not of this svarstid");
}

/// A run may come from anywhere: it must not make this program write or read what it likes.
#[test]
fn a_run_cannot_smuggle_flags_in() {
    for flag in ["output", "rejects", "config", "format", "show-values", "files"] {
        let edit = format!("s/\"pairing\": \\[/\"{flag}\": [\"victim.txt\"], \"pairing\": [/");
        let ended = edited("audit log.csv", &edit).file("victim.txt", "mine").run().code(4);
        assert_eq!(ended.read("victim.txt"), "mine", "{flag}");
    }
}

#[test]
fn pseudonyms_are_verified_with_their_secret_and_never_kept() {
    let key = "0123456789abcdef0123456789abcdef";
    let seal = "% contacts -q -f json --pseudonymise key.txt -o run.json log.csv || exit 9; ";
    let with = |then: &str| run(&format!("{seal}{then}")).file("key.txt", key).run();
    with("% verify run.json").code(2).says("--pseudonymise KEYFILE");
    with("% verify --pseudonymise key.txt run.json").code(0).prints(SAME);
    with("cat run.json").hides("key.txt").hides(key);
}

#[test]
fn the_verification_does_not_write_over_what_it_reads() {
    for target in ["log.csv", "run.json"] {
        let script =
            format!("% audit -q -f json -o run.json log.csv; % verify run.json -o {target}");
        run(&script).run().code(2).says("is read by this run");
    }
    run("% audit -q -f json -o run.json log.csv; % verify run.json -o no/where").run().code(5);
}

#[test]
fn the_run_leaves_nothing_behind_and_says_nothing_of_its_own() {
    let ended = verified("audit log.csv", "").run().code(0).says_nothing();
    assert_eq!(ended.names(), ["log.csv", "run.json"]);
    // What the audit itself had to say was said the first time.
    let script =
        "\"$1\" audit -q -f json --max-rejects 100% -o run.json log.csv; \"$1\" verify run.json";
    let log = format!("{HEADER}X,fax,external,,2026-03-02,,\n");
    let ended = Svarstid::new().file("log.csv", log).shell(script).run().code(0);
    assert_eq!(ended.stderr.matches("no contact is audited").count(), 1, "{}", ended.told());
}

/// Every source that the program knows: logs, events, mails, XML, JSON, archives.
#[test]
fn every_export_in_the_repository_can_be_made_again() {
    let folder = repository().join("fixtures/sources");
    let mut verified = Vec::new();
    for entry in std::fs::read_dir(&folder).expect("the sources") {
        let source = entry.expect("a source").path();
        if !source.is_dir() {
            continue;
        }
        let inside = std::fs::read_dir(&source).expect("a source").flatten();
        let files: Vec<String> = inside
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_none_or(|extension| extension != "md"))
            .filter(|path| path.is_file() || path.file_name().is_some_and(|name| name == "Maildir"))
            .map(|path| path.display().to_string())
            .collect();
        let settings = folder.join("svarstid.toml").display().to_string();
        let script = format!(
            "\"$1\" audit -q -f json --with-contacts --max-rejects 100% --source-zone UTC \
             --config {settings} -o run.json {} 2> /dev/null || exit 9; \
             \"$1\" verify --inputs {} run.json",
            files.join(" "),
            source.display()
        );
        let ended = Svarstid::new().shell(&script).run();
        if ended.code == Some(9) {
            // Exports that are refused, and those that need a flag more.
            continue;
        }
        let name = source.file_name().unwrap_or_default().to_string_lossy().into_owned();
        assert!(ended.code == Some(0) && ended.text().contains(SAME), "{name}\n{}", ended.told());
        verified.push(name);
    }
    assert!(verified.len() >= 25, "{verified:?}");
}

#[test]
fn the_fingerprint_of_the_settings_is_that_of_the_text_beside_it() {
    let script = "\"$1\" audit -q -f json log.csv";
    let json: Value = run(script).run().json();
    let text = json["settings"]["toml"].as_str().expect("a text");
    let sum = run("sha256sum settings.toml").file("settings.toml", text).run().text();
    assert_eq!(sum.split(' ').next(), json["settings"]["sha256"].as_str());
    // And it is settings that can be used as they are.
    run("% policy --config settings.toml > again.toml && % audit -f csv --config settings.toml log.csv")
        .file("settings.toml", text)
        .run()
        .code(0)
        .prints("Kansli");
}
