//! Paths, names, markup and templates that try to reach further than a log may: nothing is
//! written, read or run that nobody asked for; `docs/security.md` lists them.

#![cfg(target_os = "linux")]

mod harness;

use std::fs;
use std::io::{Cursor, Write};
use std::os::unix::fs::symlink;

use harness::{Ended, HEADER, LOG, Svarstid};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Enough for the program, and an end with 124 for whoever goes on after a minute.
const BOUNDED: &str = "ulimit -v 250000; exec timeout 60 \"$@\"";

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a member");
        writer.write_all(bytes).expect("its bytes");
    }
    writer.finish().expect("an archive").into_inner()
}

#[test]
fn the_names_in_an_archive_are_names_and_no_paths() {
    let members: [(&str, &[u8]); 4] = [
        ("../../outside.csv", LOG.as_bytes()),
        ("/etc/svarstid-test.csv", LOG.as_bytes()),
        ("..\\..\\windows.csv", LOG.as_bytes()),
        ("\u{1b}]0;title\u{7}.csv", LOG.as_bytes()),
    ];
    let run = Svarstid::new().args("audit -f json").input("logs.zip", zipped(&members));
    let ended = run.run().code(0).hides("\u{1b}").hides("\u{7}");
    // Four times the same two contacts.
    assert_eq!(ended.json()["account"]["rows_read"], 8);
    assert_eq!(ended.json()["account"]["contacts"], 2);
    assert_eq!(ended.names(), ["logs.zip"]);
    assert!(!fs::exists("/etc/svarstid-test.csv").expect("a look"));
}

#[test]
fn a_list_of_the_settings_is_read_where_it_lies_and_none_of_it_is_told() {
    let secret = "root:$6$hemligt:20000\n";
    for path in ["../secret", "{}/secret", "link", "../work/../secret"] {
        let run = Svarstid::new().file("secret", secret).file("work/log.csv", LOG);
        symlink(run.path("secret"), run.path("work/link")).expect("a link");
        let path = path.replace("{}", &run.path("").to_string_lossy());
        for key in ["exemptions", "register", "profiles"] {
            let settings = match key {
                "register" => format!("[organisation]\nregister = [{path:?}]\n"),
                key => format!("{key} = [{path:?}]\n"),
            };
            fs::write(run.path("work/svarstid.toml"), settings).expect("settings");
            let cwd = run.path("work");
            let line = "audit log.csv --config svarstid.toml";
            let run = Svarstid::new().args(line).cwd(cwd).run();
            assert!(matches!(run.code, Some(2 | 4)), "{key} {path}\n{}", run.told());
            run.hides("hemligt").hides("root").prints_nothing();
        }
    }
}

#[test]
fn an_output_never_takes_the_place_of_an_input_by_another_name() {
    for (name, make) in [("a link", true), ("a hard link", false)] {
        let run = Svarstid::audit().args("-q -f csv -o out.csv");
        match make {
            true => symlink("log.csv", run.path("out.csv")).expect("a link"),
            false => fs::hard_link(run.path("log.csv"), run.path("out.csv")).expect("a link"),
        }
        let ended = run.run();
        assert_eq!(ended.read("log.csv"), LOG, "{name}");
        match make {
            true => drop(ended.code(2).says("out.csv: is read by this run")),
            // Another name for the same bytes: the name is given to the report.
            false => assert!(ended.code(0).read("out.csv").starts_with("department,")),
        }
    }
}

#[test]
fn a_lock_that_is_a_link_touches_nothing_of_what_it_leads_to() {
    let run = Svarstid::audit().args("-q -f csv -o out.csv").file("victim", "precious");
    symlink("victim", run.path(".svarstid-out.csv.lock")).expect("a link");
    symlink("victim", run.path(".svarstid-out.csv-a1b2c3.part")).expect("a link");
    let ended = run.run().code(0);
    assert_eq!(ended.read("victim"), "precious");
    assert!(ended.read("out.csv").starts_with("department,"));
}

#[test]
fn a_folder_a_device_and_a_pipe_are_told_from_a_file() {
    Svarstid::new().args("audit .").run().code(4).says("is a directory");
    Svarstid::new().args("audit /dev/null").run().code(4).says("is empty");
    Svarstid::audit().args("-o .").run().code(5).says("is a directory; name a file in it");
    let pipe = "mkfifo pipe && { cat pipe >copy & } && \"$@\"; code=$?; wait; exit $code";
    let ended = Svarstid::audit().args("-f csv -o pipe").shell(pipe).run().code(0);
    assert!(ended.read("copy").starts_with("department,"));
}

/// A report with a template of one's own.
fn report(template: &str) -> Ended {
    let line = "report log.csv --period 2026-03 --template own.txt -o old.txt";
    let run = Svarstid::new().args(line).file("log.csv", LOG).file("own.txt", template);
    run.file("old.txt", "old").file("secret.txt", "hemligt").shell(BOUNDED).run()
}

#[test]
fn a_template_that_loops_grows_or_reaches_for_files_is_refused() {
    let doubling = "{% set x = \"xxxxxxxx\" %}".to_owned() + &"{% set x = x ~ x %}".repeat(40);
    let cases = [
        (
            "loops in loops",
            "{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}",
            "too many steps",
        ),
        ("text that doubles", doubling.as_str(), "too many steps"),
        ("text times a number", "{{ \"x\" * 1000000000 }}", "too many steps"),
        ("a wide number", "{{ \"%1000000000d\"|format(1) }}", ""),
        ("indentation", "{{ \"x\\ny\"|indent(1000000000) }}", ""),
        ("a list that is too long", "{{ range(1000000000)|list }}", ""),
        ("a macro that calls itself", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", ""),
        ("another file", "{% include \"secret.txt\" %}", "cannot take in another file"),
        (
            "another file by its path",
            "{% include \"/etc/passwd\" %}",
            "cannot take in another file",
        ),
        ("another template", "{% extends \"secret.txt\" %}", ""),
        ("an import", "{% import \"secret.txt\" as x %}", "cannot take in another file"),
    ];
    for (name, body, said) in cases {
        let ended = report(&format!("{{% block lead %}}{body}{{% endblock %}}"));
        assert_eq!(ended.code, Some(2), "{name}\n{}", ended.told());
        assert!(ended.stderr.contains(said), "{name}\n{}", ended.told());
        assert!(ended.stderr.contains("own.txt"), "{name}\n{}", ended.told());
        assert!(ended.stderr.len() < 2000, "{name}\n{}", ended.told());
        assert_eq!(ended.read("old.txt"), "old", "{name}");
        ended.hides("hemligt").hides("root:");
    }
}

/// A workbook with one sheet, whose shared texts begin with `prolog`.
fn workbook(prolog: &str, text: &str) -> Vec<u8> {
    let types = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#;
    let rels = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    let book = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    let book_rels = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let cell = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let row = |cells: &[&str]| {
        let cells: String = cells.iter().map(|text| cell(text)).collect();
        format!("<row>{cells}</row>")
    };
    let header: Vec<&str> = HEADER.trim().split(',').collect();
    let rows = row(&header)
        + &row(&["A1", "email", "external", text, "2026-03-02 10:00", "2026-03-03 09:00", ""]);
    let sheet = format!(
        "<?xml version=\"1.0\"?>{prolog}<worksheet xmlns=\"http://schemas.openxmlformats.org/\
         spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"
    );
    zipped(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", rels.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", book_rels.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

/// Ten entities, each ten of the one before: a billion laughs.
fn laughs() -> String {
    let more: String = (1..10)
        .map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10)))
        .collect();
    format!("<!DOCTYPE smses [<!ENTITY l0 \"lol\">{more}]>")
}

#[test]
fn entities_of_an_xml_file_are_refused_wherever_they_stand() {
    let external = "<!DOCTYPE smses [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>".to_owned();
    for (prolog, entity) in [(laughs(), "&l9;"), (external, "&f;")] {
        let log = format!(
            "<?xml version='1.0'?>{prolog}<smses count='1'><sms address='070-000 00 01' \
             date='1772434800000' type='1' body='{entity}'/></smses>"
        );
        let run = Svarstid::new().args("audit").input("sms.xml", log).shell(BOUNDED).run();
        run.code(4).says("sms.xml").hides("lollol").hides("root:");
        let book = workbook(&prolog, entity);
        let run = Svarstid::new().args("audit -f csv").input("log.xlsx", book).shell(BOUNDED).run();
        assert!(matches!(run.code, Some(0 | 3 | 4)), "{}", run.told());
        assert!(run.stdout.len() + run.stderr.len() < 2000, "{}", run.told());
        run.hides("lollol").hides("root:");
    }
    let plain = Svarstid::new().args("audit -f csv").input("log.xlsx", workbook("", "Kansli"));
    plain.run().code(0).prints("Kansli,1,1,");
}

#[test]
fn an_archive_that_unpacks_to_a_thousand_times_its_size_is_refused() {
    let zeros = vec![b' '; 80 << 20];
    let bomb = zipped(&[("log.csv", &zeros)]);
    let nested = zipped(&[("inner.zip", &zipped(&[("log.csv", LOG.as_bytes())]))]);
    for (name, bytes, said) in
        [("bomb.zip", bomb, "as a bomb does"), ("nested.zip", nested, "with another one in it")]
    {
        let run = Svarstid::new().args("audit").input(name, bytes).shell(BOUNDED);
        run.run().code(4).says(name).says(said);
    }
}

/// Departments that would be something else in each place that a report is shown in.
const DEPARTMENTS: [&str; 7] = [
    "=HYPERLINK(\"http://example.se\";\"x\")",
    "@SUM(A1)",
    "+46|cmd' /C calc'!A0",
    "\u{1b}[2J\u{1b}]0;title\u{7}",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "[x](javascript:alert(1)) | **b** `c` <b>",
    "\u{202e}txt.exe",
];

#[test]
fn a_department_is_text_in_every_format() {
    let log = DEPARTMENTS.iter().fold(HEADER.to_owned(), |log, name| {
        let quoted = name.replace('"', "\"\"");
        log + &format!(",email,external,\"{quoted}\",2026-03-02 10:00,2026-03-03,\n")
    });
    let run = |format: &str| {
        let run = Svarstid::new().args("audit --color never -f").arg(format);
        run.input("log.csv", &log).run().code(0).text()
    };
    for format in ["table", "markdown", "html", "csv", "csv-excel"] {
        let text = run(format);
        if format != "csv" && format != "csv-excel" {
            assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'), "{format}");
        }
        match format {
            "html" => {
                assert!(!text.contains("<script>alert") && !text.contains("<img src=x"));
                assert!(text.contains("&lt;script"), "it is shown as it was written");
            }
            "markdown" => {
                assert!(text.contains(r"\[x\](javascript:alert(1)) \| \*\*b\*\*"), "{text}");
                assert!(!text.contains("<script>") && !text.contains("<b>"), "{text}");
            }
            "csv" | "csv-excel" => {
                for start in ["=", "@", "+"] {
                    let is_cell = |line: &str| {
                        line.starts_with(start) || line.starts_with(&format!("\"{start}"))
                    };
                    let line = text.trim_start_matches('\u{feff}').lines().find(|l| is_cell(l));
                    assert_eq!(line, None, "{format}");
                }
            }
            _ => {}
        }
    }
}
