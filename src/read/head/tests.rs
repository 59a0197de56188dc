//! Heads of every kind of input, all synthetic.

use proptest::prelude::*;

use super::*;

fn head(text: &str) -> Head {
    Head::of(text.as_bytes(), true, None)
}

const MAIL: &str = "Received: from mx.example.se\r\n\tby post.kommun.example;\r\n Mon\r\n\
                    From: Eva <eva@example.se>\r\nX-Odd: \u{e5}\r\n\r\nHej: d\u{e5}\r\n";

#[test]
fn a_kind_is_known_by_its_first_bytes() {
    let mbox = format!("From eva@example.se Mon Mar  2 08:00:00 2026\n{MAIL}");
    let report = "Report: Calls\nDate: 2026-03-02\nFrom: 2026-03-01\nTo: 2026-03-31\n\nid,from\n";
    let table: [(&[u8], Kind); 38] = [
        (b"id;kanal\n1;sms\n", Kind::Text),
        (b"", Kind::Text),
        (b"id\n", Kind::Text),
        (b"<?xml version='1.0'?>\n<!-- <a> -->\n<e:erms xmlns:e='x'/>", Kind::Xml),
        (b"\xEF\xBB\xBF\r\n<smses count=\"1\">", Kind::Xml),
        (b"<log>", Kind::Xml),
        (b"<?xml version='1.0'?><!-- cut", Kind::Xml),
        (b"<?xml version='1.0'?><!DOCTYPE html><html xmlns='x'>", Kind::Text),
        (b"<!DOCTYPE HTML PUBLIC \"-//W3C\"><HTML>", Kind::Text),
        (b"\n <TABLE border=1>", Kind::Text),
        (b"<eva@example.se>;1", Kind::Text),
        (b"<3 svar;1 >", Kind::Text),
        (b" \r\n{\"data\":[]}", Kind::Json),
        (b"\xEF\xBB\xBF[\n{}]", Kind::Json),
        (MAIL.as_bytes(), Kind::Mail),
        (b"\r\nmessage-id : <1@example.se>\r\nDATE:\r\n\r\n", Kind::Mail),
        (b"Date: x\nFrom: eva@example.se\n", Kind::Mail),
        (b"Delivered-To: a@example.se\rReturn-Path: <>\r\rtext", Kind::Mail),
        (mbox.as_bytes(), Kind::Mbox),
        (b"From here to there\nid;kanal\n", Kind::Text),
        (report.as_bytes(), Kind::Text),
        (b"Received: 1\nid;kanal\n", Kind::Text),
        (b"Note: 1\n\nFrom: a@example.se\nMessage-ID: 2\n", Kind::Text),
        (b" From: a@example.se\nMessage-ID: 2\n", Kind::Text),
        (b"PK\x03\x04\x14\0", Kind::Zip),
        (b"PK\x05\x06\0\0", Kind::Zip),
        (b"\xD0\xCF\x11\xE0\xA1\xB1", Kind::Ole),
        (b"\x1F\x8B\x08", Kind::Gzip),
        (b"%PDF-1.7\n", Kind::Pdf),
        (b"\x89PNG\r\n\x1A\n", Kind::Image),
        (b"\xFF\xD8\xFF\xE0", Kind::Image),
        (b"\x7FELF\x02\x01\x01\0\0\0\0\0", Kind::Binary),
        (b"<\0l\0o\0g\0>\0", Kind::Xml),
        (b"\xFF\xFE{\0}\0", Kind::Json),
        (b"\xFE\xFF\0i\0d", Kind::Text),
        (b"i\0d\0;\0k\0", Kind::Text),
        (b"id;v\xE5rd\n", Kind::Text),
        (b"id;v\xC3\xA5rd\n", Kind::Text),
    ];
    for (bytes, kind) in table {
        assert_eq!(Head::of(bytes, true, None).kind(), kind, "{}", bytes.escape_ascii());
    }
}

#[test]
fn the_root_of_xml_is_named_without_its_prefix() {
    for (text, root) in [
        ("<erms>", Some("erms")),
        (
            "<?xml version='1.0'?>\n<?style x?><!-- <a> --> <e:ArkivobjektLista x='1'>",
            Some("ArkivobjektLista"),
        ),
        (
            "<!DOCTYPE log SYSTEM \"a>b\" [ <!ENTITY x \"]>\"> <!-- it's ]> --> ]>\n<log/>",
            Some("log"),
        ),
        ("<å>", Some("å")),
        ("<?xml version='1.0'?><cut", None),
        ("<!DOCTYPE log [", None),
        ("<html>", None),
        ("id;<a>", None),
        ("", None),
    ] {
        assert_eq!(head(text).xml_root().as_deref(), root, "{text}");
    }
}

#[test]
fn lines_are_decoded_and_the_cut_one_is_left_out() {
    let table: [(&[u8], bool, &[&str]); 9] = [
        (b"a\r\n\r\nb\rc\nd", true, &["a", "", "b", "c", "d"]),
        (b"a\nb\n", true, &["a", "b"]),
        (b"a\nb", false, &["a"]),
        (b"a\nb\n", false, &["a", "b"]),
        (b"ab", false, &["ab"]),
        (b"", true, &[]),
        (b"\xEF\xBB\xBFv\xC3\xA5rd", true, &["vård"]),
        (b"v\xE5rd", true, &["vård"]),
        (b"a\0\n\0b\0", true, &["a", "b"]),
    ];
    for (bytes, is_whole, lines) in table {
        assert_eq!(Head::of(bytes, is_whole, None).lines(), lines, "{}", bytes.escape_ascii());
    }
    let asked = Head::of("å".as_bytes(), true, Some(Encoding::Windows1252));
    assert_eq!(asked.lines(), ["Ã¥"]);
    for (count, kept) in [(49, 49), (50, 50), (51, 50), (200, 50)] {
        let text = "x\n".repeat(count);
        assert_eq!(head(&text).lines().len(), kept);
        assert_eq!(head(text.trim_end()).lines().len(), kept);
    }
}

#[test]
fn every_line_shows_what_header_it_would_be() {
    let lines = |text: &str| -> Vec<(u64, char, Vec<String>)> {
        let headers = head(text).headers();
        headers.into_iter().map(|it| (it.line, it.delimiter, it.cells)).collect()
    };
    type Case<'a> = (&'a str, &'a [(u64, char, &'a [&'a str])]);
    let table: [Case<'_>; 9] = [
        ("Rapport\n\nid ;\"kanal\";;\n", &[(3, ';', &["id", "kanal"])]),
        ("Kontaktlogg;;;\n", &[]),
        (
            "#Software: x\r\n#Fields: date-time,event-id\r\n",
            &[(2, ',', &["date-time", "event-id"])],
        ),
        ("\"a,b\",\" c \"\"d\"\"\"\n", &[(1, ',', &["a,b", "c \"d"])]),
        ("diarienr¤ink_utg¤ink_dat", &[(1, '¤', &["diarienr", "ink_utg", "ink_dat"])]),
        ("a♥\"b\"", &[(1, '♥', &["a", "b"])]),
        ("a;b,c\n", &[(1, ';', &["a", "b,c"]), (1, ',', &["a;b", "c"])]),
        // A quote that stays open is a letter.
        ("\"a\tb\n", &[(1, '\t', &["a", "b"])]),
        (";;a|b", &[(1, ';', &["", "", "a|b"]), (1, '|', &[";;a", "b"])]),
    ];
    for (text, expected) in table {
        let expected: Vec<_> = expected
            .iter()
            .map(|(line, delimiter, cells)| {
                (*line, *delimiter, cells.iter().map(ToString::to_string).collect::<Vec<_>>())
            })
            .collect();
        assert_eq!(lines(text), expected, "{text}");
    }
}

#[test]
fn a_peek_takes_nothing_from_the_input() {
    for (length, is_whole) in [
        (0, true),
        (10, true),
        (Head::SIZE, true),
        (Head::SIZE + 1, false),
        (3 * Head::SIZE, false),
    ] {
        let all: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
        let (bytes, whole, mut input) = peek(Box::new(Cursor::new(all.clone()))).unwrap();
        assert_eq!((bytes.as_slice(), whole), (&all[..length.min(Head::SIZE)], is_whole));
        let mut read = Vec::new();
        input.read_to_end(&mut read).unwrap();
        assert_eq!(read, all);
    }
}

#[test]
fn an_input_that_fails_is_told() {
    struct Failing;
    impl Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is gone"))
        }
    }
    assert_eq!(peek(Box::new(Failing)).err().unwrap().to_string(), "the disk is gone");
}

proptest! {
    #[test]
    fn bytes_without_sense_have_a_head(
        parts in prop::collection::vec(
            prop_oneof![
                prop::sample::select(vec!["<", ">", "<!", "<!--", "-->", "[", "]", "'", "\"", "<?",
                    "?>", "\r", "\n", "From ", "a:", ";", "¤", "å", "#Fields: ", "\0"])
                    .prop_map(|text| text.as_bytes().to_vec()),
                prop::collection::vec(any::<u8>(), 0..8),
            ],
            0..40,
        ),
        is_whole in any::<bool>(),
        encoding in prop::option::of(prop::sample::select(Encoding::ALL.to_vec())),
    ) {
        let head = Head::of(&parts.concat(), is_whole, encoding);
        prop_assert!(head.headers().iter().all(|it| it.cells.len() > 1));
        prop_assert!(head.lines().iter().all(|line| !line.contains(['\r', '\n'])));
        prop_assert!(head.xml_root().is_none() || head.kind() == Kind::Xml);
    }
}
