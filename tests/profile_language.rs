//! The language of source profiles at work: own profiles for exports that nobody has a built-in one
//! for, one for each thing that the language can say and that no built-in profile says.

mod harness;

use harness::{Ended, Svarstid};

/// A run with an own profile on one file or several.
fn run(command: &str, profile: &str, files: &[(&str, &str)]) -> Ended {
    let settings = "profiles = [\"own.toml\"]\n\
                    [organisation]\ndomains = [\"kommun.example\"]\nnumbers = [\"0855500000..0855500099\"]\n";
    let run = Svarstid::new().file("own.toml", profile).file("s.toml", settings);
    let run = files.iter().fold(run, |run, (name, text)| run.file(name, text));
    let run = run.args(command).args("--config s.toml --lang en --max-rejects 100%");
    files.iter().fold(run, |run, (name, _)| run.arg(*name)).run()
}

/// What a profile of rows begins with.
const ROWS: &str = "name = \"own\"\ntitle = \"The reception's list\"\nversion = \"2026-03\"\n\
                    family = \"rows\"\n[detect]\nheader = [\"Nr\", \"In\", \"Ut\"]\n";

/// The rest of one whose stamps are usual.
const FIELDS: &str = "[fields]\nid = { from = \"Nr\" }\nchannel = \"phone\"\norigin = \"external\"\n\
                      received = { from = \"In\", zone = \"Europe/Stockholm\" }\n\
                      answered = { from = \"Ut\", zone = \"Europe/Stockholm\" }\n";

/// The cells of these columns of `contacts --format csv`.
fn cells(ended: &Ended, names: &[&str]) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(ended.stdout.as_slice());
    let header = reader.headers().expect("a header").clone();
    let at = |name: &&str| header.iter().position(|own| own == *name).expect("a column");
    let at: Vec<usize> = names.iter().map(at).collect();
    let row = |row: csv::StringRecord| at.iter().map(|at| row[*at].to_owned()).collect();
    reader.records().map(|record| row(record.expect("a row"))).collect()
}

#[test]
fn the_number_of_a_spreadsheet_is_a_moment() {
    let profile = format!("{ROWS}{}", FIELDS.replace("zone", "formats = \"excel\", zone"));
    let log = "Nr;In;Ut\n1;46083,3368055556;46083.5\n2;46084;\n";
    let ended = run("contacts --format csv", &profile, &[("lista.csv", log)]).code(0);
    assert_eq!(
        cells(&ended, &["id", "received", "answered"]),
        [["1", "2026-03-02T08:05:00+01:00", "2026-03-02T12:00:00+01:00"], ["2", "2026-03-03", ""],]
    );
}

#[test]
fn rows_that_a_profile_rejects_are_faults_with_its_own_words() {
    let reject = "[[reject]]\nwhy = \"a duration below 0; expected one from 0\"\ncolumn = \"Tid\"\nbelow = 0\n\
                  [[drop]]\nreason = \"cancelled\"\ncolumn = \"Tid\"\nis = \"-9\"\n";
    let log = "Nr;In;Ut;Tid\n1;2026-03-02 08:00;2026-03-02 09:00;5\n2;2026-03-02 08:00;;-1\n3;2026-03-02 08:00;;-9\n";
    let profile = format!("{ROWS}{FIELDS}{reject}");
    let ended = run("audit --format json", &profile, &[("lista.csv", log)]).code(0).says(
        "lista.csv:3: [rejected-by-profile] a duration below 0; expected one from 0; the source profile \
         rejects such rows\n",
    );
    let account = ended.json()["account"].clone();
    assert_eq!(account["contacts"], 1);
    assert_eq!(account["rejected"], 1);
    // What is left out is not looked at further.
    assert_eq!(account["cancelled"], 1);
}

#[test]
fn lines_that_are_no_data_are_skipped_in_text_and_rows_in_a_workbook() {
    let profile = format!("{ROWS}[input]\nskip_lines = '^(?:-+|Summa)'\n{FIELDS}");
    let log =
        "Nr;In;Ut\n1;2026-03-02 08:00;2026-03-02 09:00\n-------\nSumma;;\n2;2026-03-02 10:00;\n";
    let ended = run("contacts --format csv", &profile, &[("lista.csv", log)]).code(0);
    assert_eq!(cells(&ended, &["id", "line"]), [["1", "2"], ["2", "5"]]);
}

#[test]
fn a_header_and_rows_without_data_are_where_a_profile_says_in_a_workbook_too() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("Data").expect("a name");
    let rows: [&[&str]; 5] = [
        &["Nr", "In", "Ut"],
        &["an older header stands above"],
        &["Nr", "In", "Ut"],
        &["text", "date", "date"],
        &["7", "2026-03-02 08:00", "2026-03-02 09:00"],
    ];
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            sheet.write_string(row as u32, column as u16, *cell).expect("a cell");
        }
    }
    let bytes = book.save_to_buffer().expect("a workbook");
    let profile = format!("{ROWS}[input]\nheader = {{ line = 3 }}\nskip_rows = [1]\n{FIELDS}");
    let ended = Svarstid::new()
        .file("own.toml", &profile)
        .file("s.toml", "profiles = [\"own.toml\"]\n")
        .file("lista.xlsx", &bytes)
        .args("contacts --format csv --config s.toml lista.xlsx")
        .run()
        .code(0);
    assert_eq!(cells(&ended, &["id", "line"]), [["7", "5"]]);
}

#[test]
fn the_name_of_a_file_tells_the_department() {
    let profile = format!(
        "{ROWS}[input]\nfile = '^samtal-([^-]+)-'\n{FIELDS}department = {{ from = \"{{file}}\", map = \
         {{ bygg = \"Bygg och miljö\" }}, on_unknown = \"keep\" }}\n"
    );
    let log = |nr: u8| format!("Nr;In;Ut\n{nr};2026-03-02 08:00;2026-03-02 09:00\n");
    let files =
        [("samtal-bygg-03.csv", log(1)), ("samtal-kultur-03.csv", log(2)), ("x.csv", log(3))];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, log)| (*name, log.as_str())).collect();
    let ended = run("contacts --format csv", &profile, &files).code(0);
    let told = cells(&ended, &["id", "department"]);
    assert_eq!(told, [["1", "Bygg och miljö"], ["2", "kultur"], ["3", ""]]);
}

#[test]
fn a_word_that_a_map_does_not_know_can_stay_with_a_note() {
    let profile = format!(
        "{ROWS}{FIELDS}department = {{ from = \"Kontor\", map = {{ B = \"Bygg\" }}, on_unknown = \"warn\" }}\n"
    );
    let log = "Nr;In;Ut;Kontor\n1;2026-03-02 08:00;;B\n2;2026-03-02 08:00;;Kultur\n3;2026-03-02 08:00;;\n";
    let ended = run("contacts --format csv", &profile, &[("lista.csv", log)]).code(0).says(
        "lista.csv: 1 row has a word in \"Kontor\" that the map of \"department\" in the source profile \
         does not know; it was taken as it stands\n",
    );
    assert_eq!(cells(&ended, &["department"]), [["Bygg"], ["Kultur"], [""]]);
}

/// What a profile of events begins with.
fn events(format: &str, fields: &str, rest: &str) -> String {
    format!(
        "name = \"own\"\ntitle = \"The exchange's list\"\nfamily = \"events\"\n{format}[fields]\n{fields}{rest}"
    )
}

#[test]
fn a_mail_to_several_columns_of_recipients_is_answered_from_any() {
    let profile = events(
        "[detect]\nheader = [\"När\", \"Från\", \"Till\", \"Kopia\"]\n",
        "channel = \"email\"\nat = { from = \"När\", zone = \"Europe/Stockholm\" }\n\
         from = { from = \"Från\", kind = \"email\" }\nto = { union = [\"Till\", \"Kopia\"], kind = \"email\" }\n\
         subject = { from = \"Ämne\" }\n",
        "[pairing]\nby = [\"subject\"]\n",
    );
    // The organisation is only in the copy of the question, and the customer in that of the answer.
    let log = "När;Från;Till;Kopia;Ämne\n\
               2026-03-02 08:00;kund@example.com;annan@example.org;bygg@kommun.example;Fråga\n\
               2026-03-02 09:00;bygg@kommun.example;chef@kommun.example;kund@example.com;SV: Fråga\n";
    let ended = run("contacts --format csv", &profile, &[("post.csv", log)]).code(0);
    let told = cells(&ended, &["received", "answered", "pairing"]);
    let [received, answered] = ["2026-03-02T08:00:00+01:00", "2026-03-02T09:00:00+01:00"];
    assert_eq!(told, [[received, answered, "inferred"]]);
}

#[test]
fn a_ring_lies_between_two_moments_or_is_what_one_number_is_more_than_another() {
    let header = "[detect]\nheader = [\"Start\", \"Pick\", \"End\", \"Total\", \"Talk\"]\n";
    let log = "Start;Pick;End;Total;Talk;A;B\n\
               2026-03-02 08:00:00;;2026-03-02 08:00:04;4;0;0700000001;0855500001\n\
               2026-03-02 09:00:00;;2026-03-02 09:00:30;30;0;0700000002;0855500001\n";
    for ring in [
        "{ since = \"Start\", until = [\"Pick\", \"End\"], zone = \"Europe/Stockholm\" }",
        "{ from = \"Total\", minus = [{ column = \"Talk\", unit = \"seconds\" }] }",
        "{ from = \"Total\", plus = [{ column = \"Talk\", unit = \"milliseconds\" }], unit = \"seconds\" }",
    ] {
        let fields = format!(
            "channel = \"phone\"\nat = {{ from = \"Start\", zone = \"Europe/Stockholm\" }}\n\
             answered = {{ from = \"End\", zone = \"Europe/Stockholm\", minus = [{{ since = \"Pick\", until = \"End\" }}] }}\n\
             from = {{ from = \"A\", kind = \"phone\" }}\nto = {{ from = \"B\", kind = \"phone\" }}\nring = {ring}\n"
        );
        let profile = events(header, &fields, "[pairing]\nby = [\"party\"]\n");
        let ended = Svarstid::new()
            .file("own.toml", &profile)
            .file(
                "s.toml",
                "profiles = [\"own.toml\"]\n[organisation]\nnumbers = [\"0855500000..0855500099\"]\n\
                 [pairing]\nignore_rings_under = \"5 s\"\n",
            )
            .file("samtal.csv", log)
            .args("audit --format json --config s.toml samtal.csv")
            .run()
            .code(0);
        let account = ended.json()["account"].clone();
        assert_eq!(
            (&account["contacts"], &account["short_rings"]),
            (&1.into(), &1.into()),
            "{ring}"
        );
    }
}

#[test]
fn a_moment_can_be_moved_by_what_lies_between_two_others() {
    let profile = format!(
        "{ROWS}{}",
        FIELDS.replace(
            "{ from = \"Ut\",",
            "{ from = \"In\", plus = [{ since = \"Ring\", until = \"Svar\" }],"
        )
    );
    let log = "Nr;In;Ut;Ring;Svar\n1;2026-03-02 08:00;x;2026-03-02 07:00:10;2026-03-02 07:00:52\n2;2026-03-02 09:00;x;2026-03-02 07:00:10;\n";
    let ended = run("contacts --format csv", &profile, &[("lista.csv", log)]).code(0);
    assert_eq!(cells(&ended, &["answered"]), [["2026-03-02T08:00:42+01:00"], [""]]);
}

#[test]
fn an_event_of_several_rows_can_be_as_its_last_row_says() {
    let fields = "channel = \"phone\"\nid = { from = \"Call\" }\ngroup = { from = \"Call\" }\n\
                  at = { from = \"Start\", zone = \"Europe/Stockholm\" }\n\
                  answered = { from = \"Pick\", zone = \"Europe/Stockholm\" }\n\
                  from = { from = \"A\", kind = \"phone\" }\nto = { from = \"B\", kind = \"phone\" }\n\
                  unit = { from = \"Queue\" }\ndirection = \"in\"\n";
    let log = "Call;Start;Pick;A;B;Queue\n\
               1;2026-03-02 08:00:00;2026-03-02 08:00:05;0700000001;0855500001;Växel\n\
               1;2026-03-02 08:01:00;2026-03-02 08:01:20;0700000001;0855500002;Bygg\n";
    let header = "[detect]\nheader = [\"Call\", \"Start\", \"Pick\", \"Queue\"]\n";
    for (last, expected) in [
        ("", ["2026-03-02T08:00:00+01:00", "2026-03-02T08:00:05+01:00", "Växel"]),
        ("last = \"unit\"\n", ["2026-03-02T08:00:00+01:00", "2026-03-02T08:00:05+01:00", "Bygg"]),
        (
            "last = [\"answered\", \"unit\"]\n",
            ["2026-03-02T08:00:00+01:00", "2026-03-02T08:01:20+01:00", "Bygg"],
        ),
        (
            "last = [\"at\", \"answered\"]\n",
            ["2026-03-02T08:01:00+01:00", "2026-03-02T08:01:20+01:00", "Växel"],
        ),
    ] {
        let rest = format!("[collapse]\n{last}[pairing]\nby = [\"party\"]\n");
        let ended =
            run("contacts --format csv", &events(header, fields, &rest), &[("k.csv", log)]).code(0);
        assert_eq!(cells(&ended, &["received", "answered", "department"]), [expected], "{last}");
    }
}

#[test]
fn a_message_in_json_has_the_number_of_the_case_above_it() {
    let profile = events(
        "[detect]\njson_keys = [\"way\", \"when\"]\n[input]\nformat = \"json\"\nrecords = \"cases.messages\"\n",
        "channel = \"letter\"\norigin = \"external\"\ncase = { from = \"../number\", kind = \"case\" }\n\
         unit = { from = \"refs\", split = \"/\", take = 1 }\n\
         direction = { from = \"way\", map = { I = \"in\", U = \"out\" } }\n\
         at = { from = \"when\", date_only = true, zone = \"Europe/Stockholm\" }\n",
        "[pairing]\nby = [\"case\"]\n",
    );
    let log = r#"{"cases": [
        {"messages": [{"way": "I", "when": "2026-03-02", "refs": "a/BYGG/c"}], "number": "KS 2026/7"},
        {"number": "KS 2026/8", "messages": [{"way": "I", "when": "2026-03-03", "refs": "a"},
                                             {"way": "U", "when": "2026-03-04", "refs": "a"}]}
    ]}"#;
    let ended = run("contacts --format csv", &profile, &[("dump.json", log)]).code(0);
    let told = cells(&ended, &["received", "answered", "department", "pairing"]);
    assert_eq!(
        told,
        [["2026-03-02", "", "BYGG", "none"], ["2026-03-03", "2026-03-04", "", "exact"]]
    );
}
