//! The 13 mails of mikel/mail (MIT) in the folder that `SVARSTID_REAL_DATA` names, as rows.
//! Without the variable this test says so and passes; with it, a missing file is a failure.
//!
//! The cells were worked out by hand from the files: each header as it stands there, folded
//! lines put together, comments left out; the encoded words decoded with Python's `email`.

use std::env;
use std::fs;
use std::path::Path;

use svarstid::read::{MAIL_COLUMNS, mail};

/// A mail's file name, and its cells that are not empty, in the order of the columns.
type Expected = (&'static str, &'static [(&'static str, &'static str)]);

const MAILS: [Expected; 13] = [
    // `Date:` is empty, and the blank line that should follow stands below a line of the body,
    // which is thereby folded into it. In-Reply-To holds an address: no id. No Message-ID.
    (
        "bad_date_header.eml",
        &[
            ("date", "<HR>"),
            ("received", "2010-12-10T19:20:19-08:00"),
            ("from", "infoz@reactive-outpost.com"),
            ("to", "someone@yahoo.com"),
            ("subject", "You may_be Eligible for Legitimate_Cash from_GovAgencies!"),
            ("precedence", "junk"),
            ("content-type", "text/html"),
        ],
    ),
    // `In-Reply-To:` is empty. The topmost of four Received is the one from 21:41:30.
    (
        "empty_in_reply_to.eml",
        &[
            ("message-id", "<F194F88AF3E341A6B2B135CC17912811@articondell>"),
            ("date", "2009-09-19T19:49:36+04:00"),
            ("received", "2009-09-19T21:41:30+04:00"),
            ("from", "ak@g.com"),
            ("to", "abuser@r.ru"),
            ("reply-to", "ak@g.com"),
            ("subject", "illegal copy of our patient education software"),
            ("return-path", "ak@g.com"),
            ("content-type", "multipart/related"),
            ("list-id", "abuser@rg.com Mailing List"),
        ],
    ),
    // Reply-To is raw UTF-8 with an empty address: nobody.
    (
        "encoding_madness.eml",
        &[
            ("message-id", "<201009220730.o8M7Urh3018672@aquila.el-example.org>"),
            ("date", "2010-09-22T02:30:53-05:00"),
            ("received", "2010-09-22T00:30:55-07:00"),
            ("from", "no-reply@crm.el-example.org"),
            ("to", "e-f5f4@app.ar-example.com"),
            (
                "subject",
                "eBay Bid - 2008 Ford Super Duty F-350 DRW King Ranch Crew Cab 4x4 (156) - \
                 Stock# XXXX",
            ),
            ("return-path", "production@aquila.el-example.org"),
            ("content-type", "text/plain"),
            ("delivered-to", "e-f5f4@app.ar-example.com"),
        ],
    ),
    // The first of three mails of one thread.
    (
        "example01.eml",
        &[
            ("message-id", "<1234@local.machine.example>"),
            ("date", "1997-11-21T09:55:06-06:00"),
            ("from", "jdoe@machine.example"),
            ("to", "mary@example.net"),
            ("subject", "Saying Hello"),
        ],
    ),
    // The second answers the first.
    (
        "example06.eml",
        &[
            ("message-id", "<3456@example.net>"),
            ("in-reply-to", "<1234@local.machine.example>"),
            ("references", "<1234@local.machine.example>"),
            ("date", "1997-11-21T10:01:10-06:00"),
            ("from", "mary@example.net"),
            ("to", "jdoe@machine.example"),
            ("reply-to", "smith@home.example"),
            ("subject", "Re: Saying Hello"),
        ],
    ),
    // The third answers the second, and knows both.
    (
        "example07.eml",
        &[
            ("message-id", "<abcd.1234@local.machine.tld>"),
            ("in-reply-to", "<3456@example.net>"),
            ("references", "<1234@local.machine.example> <3456@example.net>"),
            ("date", "1997-11-21T11:00:00-06:00"),
            ("from", "jdoe@machine.example"),
            ("to", "smith@home.example"),
            ("subject", "Re: Saying Hello"),
        ],
    ),
    // Two References. In the second, `<invalid.` is never closed: its other half stands on a
    // line that is not folded, and so is no part of it. Neither Date nor Received.
    (
        "multiple_references_with_one_invalid.eml",
        &[
            ("message-id", "<105647271315.NCV17523@x263.net>"),
            ("references", "<foo@bar.net> <baz@bar.net>"),
            ("from", "redacted@flashmail.net"),
            ("to", "redacted@Enron.com"),
            ("subject", "Redacted"),
            ("content-type", "multipart/alternative"),
        ],
    ),
    // The year 3609 stays as it stands.
    (
        "raw_email_bad_time.eml",
        &[
            ("message-id", "<86a2019dbec6$caa86cc0$390b0485@auracom.net>"),
            ("date", "Mon, 30 Jun 3609 15:33:50 +0600"),
            ("received", "2008-06-30T02:34:00-07:00"),
            ("from", "yusuf75thu@auracom.net"),
            ("to", "abcdefg@AAAAAAAAA.net"),
            ("subject", "[0]: XXXXXXX XXXXX XXXXX !"),
            ("return-path", "yusuf75thu@auracom.net"),
            ("content-type", "multipart/alternative"),
        ],
    ),
    (
        "raw_email_reply.eml",
        &[
            ("message-id", "<473FFE27.20003@xxx.org>"),
            ("in-reply-to", "<348F04F142D69C21-291E56D292BC@xxxx.net>"),
            ("references", "<473FF3B8.9020707@xxx.org> <348F04F142D69C21-291E56D292BC@xxxx.net>"),
            ("date", "2007-11-18T19:56:07+11:00"),
            ("received", "2007-11-18T00:56:33-08:00"),
            ("from", "xxxxxxxx@xxx.org"),
            ("to", "mikel@xxxx.net"),
            ("subject", "Re: Test reply email"),
            ("return-path", "xxxxxxxx@xxx.org"),
            ("content-type", "text/plain"),
        ],
    ),
    // A separator of a mailbox stands above the headers. Behind the offset of Date stands a
    // comment that is no text; a parenthesis in Received is never closed; the subject is EUC-KR.
    (
        "raw_email_string_in_date_field.eml",
        &[
            ("message-id", "<d3b8cf8e49f04480850c28713a1f473e@lindsaar.net>"),
            ("date", "2008-09-20T20:04:30+03:00"),
            ("received", "2008-09-22T20:20:25+00:00"),
            ("from", "mikel@me.com"),
            ("to", "bob@bob.com"),
            ("subject", "NOTE: 한국말로 하는 것"),
            ("content-type", "text/plain"),
        ],
    ),
    // Weekday and month in no language: as it stands. Resent-Date is not Date.
    (
        "raw_email_with_bad_date.eml",
        &[
            ("message-id", "<000001c81a67$a4450700$0100007f@localhost>"),
            ("date", "Pn, 29 paX 2007 21:13:00 +0100"),
            ("received", "2007-11-05T20:17:37+11:00"),
            ("from", "subventive@vodtravel.com"),
            ("to", "sydney@xxxxxxxx.xxx"),
            (
                "subject",
                "Microsoft Vlsta & Office2007, Just released for 79$ Save 1599.95$ 0ff Retai|",
            ),
            ("return-path", "me@xxx.xxxxxxxx.xxx.xx"),
            ("content-type", "text/plain"),
            ("delivered-to", "external@xxx.xxxxxxxx.xxx.xx"),
        ],
    ),
    // Despite its name, one From: the other stands in the body.
    (
        "two_from_in_message.eml",
        &[
            ("message-id", "<8fc5086d0912020139y1564ad32jb4f4209fa464f4a6@test.com>"),
            ("in-reply-to", "<8fc5086d0912020131y377ba0ccpf8f14783cfc3014a@test.com>"),
            ("references", "<8fc5086d0912020131y377ba0ccpf8f14783cfc3014a@test.com>"),
            ("date", "2009-12-02T22:39:33+13:00"),
            ("received", "2009-12-02T09:39:57+00:00"),
            ("from", "tester1@test.com"),
            ("to", "tester2@test.com"),
            ("subject", "Sending messages include last little bit"),
            ("return-path", "test@test.com"),
            ("content-type", "multipart/alternative"),
        ],
    ),
    // Raw UTF-8 in every header, addresses included. Neither Date nor Message-ID.
    (
        "utf8_headers.eml",
        &[
            ("from", "jdöe@mächine.example"),
            ("to", "märy@exämple.net"),
            ("subject", "Säying Hello"),
        ],
    ),
];

#[test]
#[allow(clippy::print_stderr, reason = "a test that is left out says so")]
fn thirteen_mails_that_nobody_here_wrote_give_what_they_say() {
    let Some(folder) = env::var_os("SVARSTID_REAL_DATA") else {
        eprintln!("mails: not tested, SVARSTID_REAL_DATA is not set");
        return;
    };
    for (name, expected) in MAILS {
        let path = Path::new(&folder).join("eml").join(name);
        let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let grid = mail(&bytes);
        assert_eq!((grid.len(), grid.line(0)), (1, 1), "{name}");
        let text = |column| std::str::from_utf8(grid.cell(0, column).expect("a cell"));
        let cells: Vec<(&str, &str)> = MAIL_COLUMNS
            .into_iter()
            .enumerate()
            .map(|(column, title)| (title, text(column).expect("UTF-8")))
            .filter(|(_, cell)| !cell.is_empty())
            .collect();
        assert_eq!(cells, expected, "{name}");
    }
}
