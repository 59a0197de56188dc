//! Whole mails, read: headers as they are, and headers that nobody should write.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

/// The cells that are not empty, by their columns.
fn told(grid: &Grid, row: usize) -> Vec<(&'static str, String)> {
    let cell = |column| String::from_utf8(grid.cell(row, column).unwrap().to_vec()).unwrap();
    let cells = MAIL_COLUMNS.iter().enumerate().map(|(column, name)| (*name, cell(column)));
    cells.filter(|(_, cell)| !cell.is_empty()).collect()
}

fn read(text: impl AsRef<[u8]>) -> Vec<(&'static str, String)> {
    told(&mail(text.as_ref()), 0)
}

/// Whether exactly these cells are not empty.
#[track_caller]
fn check(mail: impl AsRef<[u8]>, cells: &[(&'static str, &str)]) {
    let cells: Vec<_> = cells.iter().map(|(name, cell)| (*name, (*cell).to_owned())).collect();
    assert_eq!(read(&mail), cells, "{}", String::from_utf8_lossy(mail.as_ref()));
}

#[test]
fn every_column_is_filled_from_its_header() {
    let mail = "Return-Path: <anna@example.se>\r\nDelivered-To: kommun@kommun.example\r\n\
        Received: from a by b; Mon, 2 Mar 2026 08:05:02 +0100 (CET)\r\n\
        Received: from c by a; Mon, 2 Mar 2026 07:05:01 +0000\r\n\
        Message-ID: <1@example.se>\r\nIn-Reply-To: <0@kommun.example>\r\n\
        References: <00@kommun.example>\r\n <0@kommun.example>\r\n\
        Date: Mon, 2 Mar 2026 08:05:00 +0100\r\nFrom: =?utf-8?q?Anna_=C3=85?= <Anna@Example.se>\r\n\
        Sender: list@example.se\r\nReply-To: a@example.se, b@example.se\r\n\
        To: \"Kommun; X\" <kommun@kommun.example>, Bo (x) <bo@kommun.example>\r\n\
        Cc: Team: c@kommun.example, d@kommun.example;, e@kommun.example\r\n\
        Subject: SV: =?iso-8859-1?Q?Sn=F6r=F6jning?=\r\n =?iso-8859-1?Q?_p=E5_v=E4gen?=\r\n\
        Auto-Submitted: auto-replied (out of office)\r\nPrecedence: bulk\r\n\
        X-Auto-Response-Suppress: All\r\nX-AUTOREPLY: yes\r\nX-Gmail-Labels: =?utf-8?q?Inkorg?=\r\n\
        Content-Type: multipart/report; report-type=delivery-status;\r\n\tboundary=\"x\"\r\n\
        List-Id: Lista <lista.example.se>\r\n\r\nSubject: body\r\n";
    let cells = [
        ("message-id", "<1@example.se>"),
        ("in-reply-to", "<0@kommun.example>"),
        ("references", "<00@kommun.example> <0@kommun.example>"),
        ("date", "2026-03-02T08:05:00+01:00"),
        ("received", "2026-03-02T08:05:02+01:00"),
        ("from", "Anna@Example.se"),
        ("to", "kommun@kommun.example;bo@kommun.example"),
        ("cc", "c@kommun.example;d@kommun.example;e@kommun.example"),
        ("reply-to", "a@example.se;b@example.se"),
        ("sender", "list@example.se"),
        ("subject", "SV: Snöröjning på vägen"),
        ("auto-submitted", "auto-replied"),
        ("precedence", "bulk"),
        ("x-autoreply", "X-Autoreply;X-Auto-Response-Suppress"),
        ("return-path", "anna@example.se"),
        ("content-type", "multipart/report"),
        ("list-id", "Lista <lista.example.se>"),
        ("delivered-to", "kommun@kommun.example"),
        ("folder", "Inkorg"),
    ];
    assert_eq!(cells.map(|(name, _)| name), MAIL_COLUMNS);
    check(mail, &cells);
    check(mail.replace("\r\n", "\n"), &cells);
}

#[test]
fn broken_headers_cost_their_own_cell_only() {
    type Case = (&'static [u8], &'static [(&'static str, &'static str)]);
    let table: [Case; 14] = [
        (b"", &[]),
        (b"\r\n\r\nbody", &[]),
        (b"no header at all\n", &[]),
        (b"From: a@example.se", &[("from", "a@example.se")]),
        (b"From: a@example.se\nFrom: b@example.se\n\n", &[("from", "a@example.se;b@example.se")]),
        (b"From: \"A\" <>\nTo: undisclosed-recipients:;\nSubject: x\n\n", &[("subject", "x")]),
        (
            b"From: MAILER-DAEMON (Mail)\nReturn-Path: <>\n",
            &[("from", "MAILER-DAEMON"), ("return-path", "<>")],
        ),
        (b"Subject: Sn\xF6\nTo: a@example.se\n", &[("to", "a@example.se"), ("subject", "Snö")]),
        (b"Subject: =?klingon?q?x?= =?utf-8?b?!!?=\n", &[("subject", "x =?utf-8?b?!!?=")]),
        (b"Subject: =?utf-8?q?cut", &[("subject", "=?utf-8?q?cut")]),
        (b"Subject: a\0b\n\tc\n", &[("subject", "a b c")]),
        (b"Date:\nIn-Reply-To: \nReferences:\r\n", &[]),
        (b"Date: soon\nReceived: by x; then\n", &[("date", "soon")]),
        (b": x\n:\nSubject : y\nSubject: z\n", &[("subject", "y")]),
    ];
    for (mail, cells) in table {
        check(mail, cells);
    }
}

#[test]
fn words_in_far_encodings_are_decoded() {
    for (subject, decoded) in [
        ("=?EUC-KR?Q?=C7=D1=B1=B9?=", "한국"),
        ("=?windows-1251?B?z/Do4uXy?=", "Привет"),
        ("=?GB2312?B?xOO6ww==?=", "你好"),
        ("=?Shift_JIS?B?g26DjQ==?=", "ハロ"),
    ] {
        check(format!("Subject: {subject}\n\n"), &[("subject", decoded)]);
    }
}

#[test]
fn a_folder_that_is_said_goes_before_labels() {
    let mut mails = MailGrid::default();
    mails.push(1, b"X-Gmail-Labels: Skickat\n\n");
    mails.set_folder("Inkorg");
    mails.push(7, b"X-Gmail-Labels: Skickat\n\n");
    mails.push(9, b"");
    let grid = mails.finish();
    let folder = |folder: &str| vec![("folder", folder.to_owned())];
    assert_eq!([0, 1, 2].map(|row| told(&grid, row)), ["Skickat", "Inkorg", "Inkorg"].map(folder));
    assert_eq!([0, 1, 2].map(|row| grid.line(row)), [1, 7, 9]);
}

#[test]
fn long_and_nested_headers_end() {
    for piece in ["(", "<", "\"", "a:", ",", ";", "=?", "=?utf-8?q?", "\n ", "\\", "@", "(\n <"] {
        for name in ["From", "Subject", "Date", "Received", "References", "Content-Type"] {
            let text = format!("{name}: {}\nPrecedence: bulk\n\n", piece.repeat(20_000));
            let grid = mail(text.as_bytes());
            assert_eq!((grid.len(), grid.width(0)), (1, MAIL_COLUMNS.len()), "{name} {piece}");
        }
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(
        pieces in vec(0..PIECES.len(), 0..40),
        bytes in vec(any::<u8>(), 0..6),
        at in 0..80_usize,
    ) {
        let mut text: Vec<u8> = pieces.iter().flat_map(|&piece| PIECES[piece].bytes()).collect();
        let at = at.min(text.len());
        text.splice(at..at, bytes);
        let grid = mail(&text);
        prop_assert_eq!((grid.len(), grid.width(0)), (1, MAIL_COLUMNS.len()));
        prop_assert!(mbox(&text[..]).is_ok());
    }
}

const PIECES: [&str; 26] = [
    "From: ",
    "To: ",
    "Subject: ",
    "Date: ",
    "Received: ",
    "References: ",
    "Return-Path: ",
    "\n",
    "\r\n",
    "\n ",
    "<",
    ">",
    "\"",
    "(",
    ")",
    "\\",
    ",",
    ";",
    ":",
    "@",
    "=?utf-8?q?",
    "?=",
    "=E5",
    "a",
    "å",
    "From - Mon Mar 02 08:00:00 2026\n",
];
