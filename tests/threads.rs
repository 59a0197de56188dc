//! Threads: whatever their number, and wherever the text is cut, the same contacts come in the same
//! order, and the same rows are refused on the same lines.

mod harness;

use std::num::NonZeroUsize;
use std::sync::LazyLock;

use harness::Svarstid;
use proptest::prelude::*;
use svarstid::audit::{Gathered, Input, Request, Watch, gather};
use svarstid::calendar::Calendar;
use svarstid::contact::Contact;
use svarstid::fault::{Fault, Place};
use svarstid::organisation::{Register, RegisterRow};
use svarstid::policy::ExemptionList;
use svarstid::read::Options;

/// Keeps what is rejected.
#[derive(Default)]
struct Kept(Vec<(String, Fault, Vec<u8>)>);

impl Watch for Kept {
    fn rejected(&mut self, name: &str, fault: &Fault, record: &[u8]) -> std::io::Result<()> {
        self.0.push((name.to_owned(), fault.clone(), record.to_vec()));
        Ok(())
    }
}

/// All that a gathering tells of its contacts: id, department, reason, place and the rest.
type Told = Vec<(Vec<u8>, String, String, Option<Place>, Contact)>;

fn told(gathered: &Gathered) -> Told {
    let contacts = gathered.ledger.contacts().iter().enumerate();
    contacts
        .map(|(index, contact)| {
            let department = gathered.departments()[contact.department().0 as usize].clone();
            let reason = contact.exemption().map(|own| gathered.ledger.reason(own).to_owned());
            let place = gathered.ledger.place(index);
            (gathered.ledger.id(index), department, reason.unwrap_or_default(), place, *contact)
        })
        .collect()
}

/// Where logs come from: small files may be read before their turn.
#[derive(Clone, Copy)]
enum From<'f> {
    Memory,
    Files(&'f std::path::Path),
}

/// What reading `logs` gives, as text that shows every difference.
fn read(
    logs: &[Vec<u8>],
    from: From<'_>,
    threads: usize,
    piece: Option<usize>,
    register: Option<&Register>,
) -> String {
    static CALENDAR: LazyLock<Calendar> = LazyLock::new(Calendar::swedish);
    let exemptions = ExemptionList::default();
    let request = Request {
        keeps_places: true,
        digests: true,
        register,
        options: Options { piece, ..Options::default() },
        threads: NonZeroUsize::new(threads).expect("at least one"),
        ..Request::new(&CALENDAR, &exemptions)
    };
    let input = |(number, log): (usize, &Vec<u8>)| {
        let name = format!("{number}.csv");
        match from {
            From::Memory => Input::once(name, std::io::Cursor::new(log.clone())),
            From::Files(folder) => {
                let path = folder.join(name);
                std::fs::write(&path, log).expect("a file");
                Input::file(path)
            }
        }
    };
    let mut kept = Kept::default();
    match gather(logs.iter().enumerate().map(input).collect(), &request, &mut kept) {
        Err(errors) => format!("{errors}"),
        Ok(gathered) => format!(
            "{:?}\n{:?}\n{:?}\n{} {} {:?} {:?} {:?}",
            told(&gathered),
            kept.0,
            gathered.faults.folded(),
            gathered.duplicates,
            gathered.ambiguous_stamps,
            gathered.latest,
            gathered.inputs,
            gathered.files,
        ),
    }
}

fn rows() -> impl Strategy<Value = Vec<u8>> {
    let row = (
        "(|A[0-9]|K-0[0-9]{2}|[a-f]{2})",
        prop::sample::select(vec!["telefon", "email", "\"sms\"", "brev", "besk", "\"e-\npost\""]),
        prop::sample::select(vec!["extern", "intern", "nobody"]),
        prop::sample::select(vec!["Bygg", "\"Vård; och \"\"omsorg\"\"\"", "", "Skola\"n", "Åre"]),
        prop::sample::select(vec![
            "2026-03-02 08:00",
            "2026-03-02",
            "2026-03-29 02:30",
            "2026-10-25 02:30",
            "\"2026-03-02 09:00\r\n\"",
            "",
            "i går",
        ]),
        prop::sample::select(vec!["2026-03-02 08:30", "2026-03-04", "", "1999-01-01"]),
        prop::sample::select(vec!["", "", "", "anonym", "\"ingen;\navsändare\""]),
    )
        .prop_map(|(id, channel, origin, department, received, answered, exempt)| {
            format!("{id};{channel};{origin};{department};{received};{answered};{exempt}")
        });
    let stray = prop::sample::select(vec!["", "\"", ";;;\"", "a\"b;c", "\u{0}", "\r\r"])
        .prop_map(str::to_owned);
    (
        prop::collection::vec(prop_oneof![12 => row, 1 => stray], 0..60),
        prop::sample::select(vec!["\n", "\r\n", "\r"]),
        any::<bool>(),
    )
        .prop_map(|(rows, line_end, is_utf8)| {
            let header = "id;kanal;ursprung;förvaltning;inkom;besvarad;undantag".to_owned();
            let lines: Vec<String> = std::iter::once(header).chain(rows).collect();
            let text = lines.join(line_end);
            if is_utf8 { text.into_bytes() } else { text.chars().map(|c| c as u8).collect() }
        })
}

fn register() -> Register {
    let row = |key: &str, department: &str, from: &str, until: &str, line| RegisterRow {
        file: 0,
        line,
        kind: "department".into(),
        key: key.into(),
        department: department.into(),
        board: format!("{department}nämnden"),
        from: from.into(),
        until: until.into(),
    };
    let rows = [
        row("Bygg", "Samhällsbyggnad", "", "2026-06-30", 2),
        row("Bygg", "Miljö och bygg", "2026-07-01", "", 3),
    ];
    Register::new(rows.into_iter()).expect("no contradictions")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn one_two_and_seven_threads_read_the_same(
        logs in prop::collection::vec(rows(), 1..6),
        piece in 1_usize..400,
        has_register in any::<bool>(),
    ) {
        let register = has_register.then(register);
        let register = register.as_ref();
        let folder = tempfile::tempdir().expect("a folder");
        let expected = read(&logs, From::Memory, 1, None, register);
        for threads in [1, 2, 7] {
            for from in [From::Memory, From::Files(folder.path())] {
                prop_assert_eq!(&read(&logs, from, threads, Some(piece), register), &expected);
            }
        }
    }
}

/// Files of every kind, sound ones and others, in one run: what is told of them does not depend on
/// who read them when.
#[test]
fn many_small_files_are_told_of_in_the_order_in_which_they_were_named() {
    let header = "kanal;ursprung;förvaltning;inkom;besvarad\n";
    let row = "telefon;extern;Bygg;2026-03-02 08:00;2026-03-02 09:00\n";
    let mut files: Vec<(String, String)> = (0..60)
        .map(|n| {
            let rows = match n % 4 {
                0 => row.repeat(n),
                1 => format!("{row}telefon;extern;Bygg;okänt;\n"),
                2 => row.replace("Bygg", &format!("Enhet {n}")),
                _ => String::new(),
            };
            (format!("{n:02}.csv"), format!("{header}{rows}"))
        })
        .collect();
    let run = |files: &[(String, String)], threads: &str, code: i32| {
        let flags = format!("audit -f json --max-rejects 100% --threads {threads}");
        let run = Svarstid::new().args(&flags);
        let run = files.iter().fold(run, |run, (name, text)| run.input(name, text));
        let ended = run.run().code(code);
        (ended.stdout, ended.stderr)
    };
    let sound = run(&files, "1", 0);
    assert_eq!(run(&files, "7", 0), sound);
    files[20].1 = "namn;ort\nEva;Lund\n".to_owned();
    files[40].1 = format!("{header}telefon;\"extern\n");
    let failed = run(&files, "1", 4);
    assert_eq!(run(&files, "7", 4), failed);
    assert!(failed.1.contains("20.csv"), "{}", failed.1);
}

/// A log of several pieces as they go fastest, with what misleads a guess of where to cut.
#[test]
fn a_long_log_gives_the_same_bytes_from_any_number_of_threads() {
    let mut log = String::from("id,channel,origin,department,received,answered,exempt\n");
    for n in 0..80_000 {
        let day = 1 + n % 28;
        let answered = if n % 7 == 0 { String::new() } else { format!("2026-05-{day:02} 10:00") };
        let department = match n % 5 {
            0 => "\"Bygg\n5,email,external,x,2026-01-01,,\nkontoret\"".to_owned(),
            1 => "Vård \"och\" omsorg".to_owned(),
            other => format!("Enhet {other}"),
        };
        let received = if n % 1000 == 999 { "okänt" } else { "2026-05-01 08:00" };
        let exempt = if n % 11 == 0 { format!("skäl {}", n / 20_000) } else { String::new() };
        log += &format!("K{n:06},email,external,{department},{received},{answered},{exempt}\n");
    }
    assert!(log.len() > 4 << 20, "several pieces, and contacts for several threads to judge");
    let run = |threads: &str, format: &str, command: &str| {
        let flags = format!("{command} --threads {threads} --max-rejects 100% --format {format}");
        let ended = Svarstid::new().args(&flags).input("log.csv", &log).run().code(0);
        (ended.stdout, ended.stderr)
    };
    for (command, format) in [
        ("audit", "csv"),
        ("audit --readings --by department,month", "json"),
        ("contacts", "csv"),
        ("report --period 2026-H1", "json"),
    ] {
        let expected = run("1", format, command);
        assert!(expected.0.len() > 100, "something is printed");
        for threads in ["2", "7"] {
            assert_eq!(run(threads, format, command), expected, "{threads} threads, {command}");
        }
    }
}
