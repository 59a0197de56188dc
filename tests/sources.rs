//! What real systems export, as a controller reads it: every folder of `fixtures/sources` with
//! the account and the contacts that a person gets who pairs by hand.
//!
//! The figures are those of the folder's `expected.md`, never those that the program printed.

mod harness;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use harness::{Ended, Svarstid, repository};

/// Files that are read together, and what is to come of them.
struct Case {
    /// The folder below `fixtures/sources`.
    folder: &'static str,
    /// The source profile that knows every file by itself; empty for none, or for several.
    profile: &'static str,
    /// Flags in front of the files.
    flags: &'static str,
    files: &'static [&'static str],
    /// Rows by where they went; what is not named is 0.
    account: &'static str,
    /// `LINE CHANNEL ORIGIN RECEIVED ANSWERED PAIRING ANSWER`, where it is to be looked at with
    /// `; DEPARTMENT` behind. Of several files a line is `FILE:LINE`, and so is an answer in
    /// another file. Stamps are of 2026 and of Swedish winter time where they do not say more.
    contacts: &'static [&'static str],
    /// `FILE:LINE CODE` of rejected rows.
    faults: &'static [&'static str],
}

const CASES: [Case; 46] = [
    Case {
        folder: "46elks",
        profile: "46elks",
        flags: "",
        files: &["sms-1.json", "sms-2.json"],
        account: "rows_read 16, contacts 5, duplicates 1, rejected 2, answers 3, repeats 1, automatic 1, unsent 1, no_party 1, outgoing 1",
        contacts: &[
            "sms-2.json:7 sms external 03-02T08:58:00 03-02T13:10:00 exact 5",
            "sms-2.json:4 sms external 03-03T10:00:00 03-04T09:00:00 exact sms-1.json:9",
            "sms-1.json:6 sms external 03-29T01:30:00 03-29T03:15:00+02 exact 5",
            "sms-1.json:4 sms external 03-30T08:00:00+02 - none -",
            "sms-1.json:1 sms external 03-30T10:00:00+02 - none -",
        ],
        faults: &["sms-1.json:2 unknown-word", "sms-1.json:3 unreadable-stamp"],
    },
    Case {
        folder: "asterisk-csv",
        profile: "asterisk-csv",
        flags: "",
        files: &["Master.csv"],
        account: "rows_read 23, contacts 9, rejected 1, legs 4, answers 3, repeats 1, outgoing 2, no_party 1, filtered 2",
        contacts: &[
            "1 phone external 03-02T08:05:00 03-02T08:05:09 direct -",
            "2 phone external 03-02T09:00:00 03-02T13:20:12 exact 18",
            "4 phone external 03-02T10:00:00 03-02T10:00:18 direct -",
            "8 phone external 03-02T10:30:00 - none -",
            "11 phone external 03-02T11:10:00 03-02T11:40:06 exact 13",
            "15 phone external 03-02T12:10:00 03-02T12:10:04 direct -",
            "16 phone internal 03-02T12:30:00 03-02T12:30:03 direct -",
            "17 phone internal 03-02T12:40:00 03-02T14:00:05 exact 21",
            "20 phone external 03-02T13:40:00 - none -",
        ],
        faults: &["Master.csv:23 unreadable-stamp"],
    },
    Case {
        folder: "asterisk-csv",
        profile: "asterisk-csv",
        flags: "",
        files: &["Master.csv", "servicecenter.csv"],
        account: "rows_read 25, contacts 9, rejected 1, legs 4, answers 3, repeats 1, outgoing 2, no_party 1, filtered 2, duplicates 2",
        contacts: &[
            "Master.csv:1 phone external 03-02T08:05:00 03-02T08:05:09 direct -",
            "Master.csv:2 phone external 03-02T09:00:00 03-02T13:20:12 exact 18",
            "Master.csv:4 phone external 03-02T10:00:00 03-02T10:00:18 direct -",
            "Master.csv:8 phone external 03-02T10:30:00 - none -",
            "Master.csv:11 phone external 03-02T11:10:00 03-02T11:40:06 exact 13",
            "Master.csv:15 phone external 03-02T12:10:00 03-02T12:10:04 direct -",
            "Master.csv:16 phone internal 03-02T12:30:00 03-02T12:30:03 direct -",
            "Master.csv:17 phone internal 03-02T12:40:00 03-02T14:00:05 exact 21",
            "Master.csv:20 phone external 03-02T13:40:00 - none -",
        ],
        faults: &["Master.csv:23 unreadable-stamp"],
    },
    Case {
        folder: "asterisk-csv",
        profile: "asterisk-csv",
        flags: "",
        files: &["Master-16.csv"],
        account: "rows_read 3, contacts 1, filtered 1, outgoing 1",
        contacts: &["1 phone external 03-02T08:05:00 03-02T08:05:09 direct -"],
        faults: &[],
    },
    Case {
        folder: "asterisk-custom",
        profile: "asterisk-custom",
        flags: "",
        files: &["Master.csv"],
        account: "rows_read 23, contacts 9, rejected 1, legs 4, answers 3, repeats 1, outgoing 2, no_party 1, filtered 2",
        contacts: &[
            "1 phone external 03-02T08:05:00 03-02T08:05:09 direct -",
            "2 phone external 03-02T09:00:00 03-02T13:20:12 exact 18",
            "4 phone external 03-02T10:00:00 03-02T10:00:18 direct -",
            "8 phone external 03-02T10:30:00 - none -",
            "11 phone external 03-02T11:10:00 03-02T11:40:06 exact 13",
            "15 phone external 03-02T12:10:00 03-02T12:10:04 direct -",
            "16 phone internal 03-02T12:30:00 03-02T12:30:03 direct -",
            "17 phone internal 03-02T12:40:00 03-02T14:00:05 exact 21",
            "20 phone external 03-02T13:40:00 - none -",
        ],
        faults: &["Master.csv:23 missing-received"],
    },
    Case {
        folder: "asterisk-header",
        profile: "asterisk-header",
        flags: "",
        files: &["cdr.csv"],
        account: "rows_read 22, contacts 9, legs 4, answers 3, repeats 1, outgoing 2, no_party 1, filtered 2",
        contacts: &[
            "2 phone external 03-02T08:05:00 03-02T08:05:09 direct -",
            "3 phone external 03-02T09:00:00 03-02T13:20:12 exact 19",
            "5 phone external 03-02T10:00:00 03-02T10:00:18 direct -",
            "9 phone external 03-02T10:30:00 - none -",
            "12 phone external 03-02T11:10:00 03-02T11:40:06 exact 14",
            "16 phone external 03-02T12:10:00 03-02T12:10:04 direct -",
            "17 phone internal 03-02T12:30:00 03-02T12:30:03 direct -",
            "18 phone internal 03-02T12:40:00 03-02T14:00:05 exact 22",
            "21 phone external 03-02T13:40:00 - none -",
        ],
        faults: &[],
    },
    Case {
        folder: "asterisk-queue",
        profile: "",
        flags: "",
        files: &["queue_log", "Master.csv"],
        account: "rows_read 24, contacts 5, filtered 11, legs 4, no_party 1, repeats 1, outgoing 1, answers 1",
        contacts: &[
            "queue_log:3 phone external 03-02T08:05:00 03-02T08:05:12 direct -; servicecenter",
            "queue_log:7 phone external 03-02T09:00:00 03-02T13:30:10 exact Master.csv:2; servicecenter",
            "queue_log:9 phone external 03-02T10:00:00 03-02T10:01:30 direct -; servicecenter",
            "queue_log:14 phone external 03-02T10:30:04 03-02T10:30:04 direct -; servicecenter",
            "queue_log:19 phone external 03-02T11:20:00 - none -; bygglov",
        ],
        faults: &[],
    },
    Case {
        folder: "asterisk-queue",
        profile: "",
        flags: "",
        files: &["queue_log", "Master-queue.csv", "Master.csv"],
        account: "rows_read 35, contacts 6, filtered 11, legs 14, no_party 1, answers 2, outgoing 1",
        contacts: &[
            "Master-queue.csv:1 phone external 03-02T08:05:00 03-02T08:05:12 direct -; servicecenter",
            "Master-queue.csv:2 phone external 03-02T09:00:00 03-02T13:30:10 exact Master.csv:2; servicecenter",
            "Master-queue.csv:3 phone external 03-02T10:00:00 03-02T10:01:30 direct -; servicecenter",
            "Master-queue.csv:5 phone external 03-02T10:29:55 03-02T10:30:04 direct -; servicecenter",
            "Master-queue.csv:8 phone external 03-02T11:20:00 03-02T11:30:40 exact 10; bygglov",
            "Master-queue.csv:11 phone external 03-02T11:40:00 03-02T11:40:05 direct -;",
        ],
        faults: &[],
    },
    Case {
        folder: "asterisk-queue",
        profile: "asterisk-queue",
        flags: "",
        files: &["queue_log"],
        account: "rows_read 22, contacts 5, filtered 11, legs 4, no_party 1, repeats 1",
        contacts: &[
            "3 phone external 03-02T08:05:00 03-02T08:05:12 direct -; servicecenter",
            "7 phone external 03-02T09:00:00 - none -; servicecenter",
            "9 phone external 03-02T10:00:00 03-02T10:01:30 direct -; servicecenter",
            "14 phone external 03-02T10:30:04 03-02T10:30:04 direct -; servicecenter",
            "19 phone external 03-02T11:20:00 - none -; bygglov",
        ],
        faults: &[],
    },
    Case {
        folder: "boston311",
        profile: "boston311",
        flags: "",
        files: &["cases.csv"],
        account: "rows_read 12, contacts 7, duplicates 1, rejected 4",
        contacts: &[
            "13 phone external 03-02T14:00:00 03-02T15:30:10 - -; PWDx",
            "3 phone external 03-02T19:00:00 03-04T19:00:00 - -; BTDT",
            "4 web external 03-03T15:00:00 03-03T15:10:00 - -; PWDx",
            "5 web external 03-03T16:00:00 - - -; PWDx",
            "6 web internal 03-04T17:00:00 03-06T16:00:00 - -; PARK",
            "7 web external 03-04T18:00:00 03-05T00:00:00 - -; ISD",
            "10 phone external 03-08T02:00:00 03-09T01:00:00 - -; PWDx",
        ],
        faults: &[
            "cases.csv:8 answered-before-received",
            "cases.csv:9 nonexistent-time",
            "cases.csv:11 unknown-channel",
            "cases.csv:12 missing-received",
        ],
    },
    Case {
        folder: "ciceron-csv",
        profile: "ciceron-csv",
        flags: "",
        files: &["TNDiariumHandlingar.csv"],
        account: "rows_read 23, contacts 7, duplicates 1, rejected 4, answers 5, repeats 1, outgoing 1, unsent 2, no_party 2",
        contacts: &[
            "2 letter external 03-02 03-03 exact 3; STAD",
            "4 letter external 03-03 03-09 exact 6; STAD",
            "7 letter external 03-04 03-10 exact 9; GATA",
            "10 letter external 03-12 - none -; GATA",
            "15 letter external 03-06 03-06 exact 16; STAD",
            "19 letter external 03-09 - none -; TN",
            "22 letter external 03-10 03-11 exact 23; STAD",
        ],
        faults: &[
            "TNDiariumHandlingar.csv:17 wrong-field-count",
            "TNDiariumHandlingar.csv:18 wrong-field-count",
            "TNDiariumHandlingar.csv:20 unknown-word",
            "TNDiariumHandlingar.csv:21 unreadable-stamp",
        ],
    },
    Case {
        folder: "ciceron-csv",
        profile: "ciceron-csv",
        flags: "",
        files: &["TNDiariumHandlingar.csv", "KSDiariumHandlingar.csv"],
        account: "rows_read 26, contacts 9, duplicates 1, rejected 4, answers 6, repeats 1, outgoing 1, unsent 2, no_party 2",
        contacts: &[
            "TNDiariumHandlingar.csv:2 letter external 03-02 03-03 exact 3; STAD",
            "TNDiariumHandlingar.csv:4 letter external 03-03 03-09 exact 6; STAD",
            "TNDiariumHandlingar.csv:7 letter external 03-04 03-10 exact 9; GATA",
            "TNDiariumHandlingar.csv:10 letter external 03-12 - none -; GATA",
            "TNDiariumHandlingar.csv:15 letter external 03-06 03-06 exact 16; STAD",
            "TNDiariumHandlingar.csv:19 letter external 03-09 - none -; TN",
            "TNDiariumHandlingar.csv:22 letter external 03-10 03-11 exact 23; STAD",
            "KSDiariumHandlingar.csv:2 letter external 03-02 03-05 exact 4; KANS",
            "KSDiariumHandlingar.csv:3 letter external 03-03 - none -; KS",
        ],
        faults: &[
            "TNDiariumHandlingar.csv:17 wrong-field-count",
            "TNDiariumHandlingar.csv:18 wrong-field-count",
            "TNDiariumHandlingar.csv:20 unknown-word",
            "TNDiariumHandlingar.csv:21 unreadable-stamp",
        ],
    },
    Case {
        folder: "ciceron-csv",
        profile: "ciceron-csv",
        flags: "",
        files: &["BNDiariumHandlingar-makulerat.csv"],
        account: "rows_read 5, contacts 2, answers 1, cancelled 2",
        contacts: &["2 letter external 03-02 03-04 exact 3", "6 letter external 03-03 - none -"],
        faults: &[],
    },
    Case {
        folder: "cits-erms",
        profile: "cits-erms",
        flags: "",
        files: &["leverans.xml"],
        account: "rows_read 14, contacts 4, rejected 1, answers 3, repeats 1, outgoing 1, unsent 3, no_party 1",
        contacts: &[
            "15 letter external 03-02 03-04 exact 30; Kansliet",
            "54 letter external 03-05T14:30:00 03-09 exact 81; Kansliet",
            "140 letter external 03-10 - none -; Kansliet",
            "111 letter external 03-11T08:00:00 03-12T15:20:00 exact 125; Kansliet",
        ],
        faults: &["leverans.xml:230 missing-received"],
    },
    Case {
        folder: "cucm-cdr",
        profile: "cucm-cdr",
        flags: "",
        files: &["cdr_StandAloneCluster_01_202603021430_17"],
        account: "rows_read 16, contacts 8, rejected 1, legs 1, answers 3, repeats 1, outgoing 1, no_party 1",
        contacts: &[
            "3 phone external 03-02T08:05:00 03-02T08:05:09 direct -",
            "4 phone external 03-02T09:00:00 03-02T13:20:12 exact 16",
            "5 phone external 03-02T09:30:00 03-02T09:30:15 direct -",
            "6 phone external 03-02T10:00:00 03-02T10:00:05 direct -",
            "8 phone external 03-02T10:30:00 - none -",
            "9 phone external 03-02T10:40:00 - none -",
            "11 phone external 03-02T11:10:00 03-02T11:40:06 exact 13",
            "15 phone internal 03-02T12:40:00 03-02T14:00:05 exact 17",
        ],
        faults: &["cdr_StandAloneCluster_01_202603021430_17:18 missing-received"],
    },
    Case {
        folder: "exchange-mtl",
        profile: "exchange-mtl",
        flags: "",
        files: &["MSGTRK2026030207-1.LOG"],
        account: "rows_read 26, contacts 3, rejected 1, filtered 6, forwarding 1, legs 6, answers 2, automatic 5, repeats 1, outgoing 1",
        contacts: &[
            "8 email external 03-02T08:05:02 03-02T10:15:00 inferred 11",
            "14 email external 03-02T09:00:03 - none -",
            "21 email internal 03-02T11:00:00 03-03T09:00:00 inferred 28",
        ],
        faults: &["MSGTRK2026030207-1.LOG:36 unreadable-stamp"],
    },
    Case {
        folder: "exchange-mtl",
        profile: "exchange-mtl",
        flags: "",
        files: &["MSGTRK20260302-2010.LOG"],
        account: "rows_read 3, contacts 1, answers 1, legs 1",
        contacts: &["6 email external 03-02T08:05:02 03-02T10:15:00 inferred 7"],
        faults: &[],
    },
    Case {
        folder: "exchange-mtl",
        profile: "exchange-mtl",
        flags: "",
        files: &["MSGTRK2026030207-1.LOG", "MSGTRK20260302-2010.LOG"],
        account: "rows_read 29, contacts 3, rejected 1, filtered 6, forwarding 1, legs 6, answers 2, automatic 5, repeats 1, outgoing 1, duplicates 3",
        contacts: &[
            "MSGTRK2026030207-1.LOG:8 email external 03-02T08:05:02 03-02T10:15:00 inferred 11",
            "MSGTRK2026030207-1.LOG:14 email external 03-02T09:00:03 - none -",
            "MSGTRK2026030207-1.LOG:21 email internal 03-02T11:00:00 03-03T09:00:00 inferred 28",
        ],
        faults: &["MSGTRK2026030207-1.LOG:36 unreadable-stamp"],
    },
    Case {
        folder: "exchange-mtl-ps",
        profile: "exchange-mtl-ps",
        flags: "",
        files: &["sparning.csv"],
        account: "rows_read 26, contacts 3, no_party 1, filtered 6, forwarding 1, legs 6, answers 2, automatic 5, repeats 1, outgoing 1",
        contacts: &[
            "5 email external 03-02T08:05:02 03-02T10:15:00 inferred 8",
            "11 email external 03-02T09:00:03 - none -",
            "18 email internal 03-02T11:00:00 03-03T09:00:00 inferred 20",
        ],
        faults: &[],
    },
    Case {
        folder: "exchange-mtl-ps",
        profile: "exchange-mtl-ps",
        flags: "",
        files: &["tracking-us.csv"],
        account: "rows_read 3, contacts 1, answers 1, legs 1",
        contacts: &["2 email external 03-02T08:05:02 03-02T10:15:00 inferred 3"],
        faults: &[],
    },
    Case {
        folder: "exo-trace",
        profile: "exo-trace",
        flags: "",
        files: &["extended.csv"],
        account: "rows_read 25, contacts 3, filtered 6, forwarding 1, legs 6, answers 2, automatic 5, repeats 1, outgoing 1",
        contacts: &[
            "16 email external 03-02T08:05:02 03-02T10:15:00 inferred 12",
            "8 email external 03-02T09:00:03 - none -",
            "7 email internal 03-02T11:00:00 03-03T09:00:00 inferred 21",
        ],
        faults: &[],
    },
    Case {
        folder: "exo-trace",
        profile: "exo-trace",
        flags: "",
        files: &["summary.csv"],
        account: "rows_read 12, contacts 3, forwarding 1, answers 2, automatic 3, repeats 1, outgoing 1, filtered 1",
        contacts: &[
            "2 email external 03-02T08:05:00 03-02T10:15:00 inferred 4",
            "5 email external 03-02T09:00:00 - none -",
            "9 email internal 03-02T11:00:00 03-03T09:00:00 inferred 10",
        ],
        faults: &[],
    },
    Case {
        folder: "exo-trace",
        profile: "exo-trace",
        flags: "",
        files: &["get-messagetrace.csv"],
        account: "rows_read 11, contacts 3, forwarding 1, answers 2, legs 1, automatic 2, repeats 1, filtered 1",
        contacts: &[
            "2 email external 03-02T08:05:00 03-02T10:15:00 inferred 4",
            "5 email external 03-02T09:00:00 - none -",
            "9 email internal 03-02T11:00:00 03-03T09:00:00 inferred 10",
        ],
        faults: &[],
    },
    Case {
        folder: "fgs-arende-1",
        profile: "fgs-arende-1",
        flags: "",
        files: &["leverans.xml"],
        account: "rows_read 15, contacts 4, rejected 1, answers 3, repeats 1, outgoing 1, unsent 1, cancelled 1, no_party 1, filtered 2",
        contacts: &[
            "11 letter external 03-02T09:15:00 03-03T16:40:00 exact 27; Stadsmiljö",
            "51 letter external 03-04 03-06 exact 80; Stadsmiljö",
            "104 letter external 03-05T10:00:00 - none -; Stadsmiljö",
            "160 letter external 03-09 03-10 exact 175; Stadsmiljö",
        ],
        faults: &["leverans.xml:238 unknown-word"],
    },
    Case {
        folder: "freepbx",
        profile: "freepbx",
        flags: "",
        files: &["cdr__1772460000.csv"],
        account: "rows_read 23, contacts 9, rejected 1, legs 4, answers 3, repeats 1, outgoing 2, no_party 1, filtered 2",
        contacts: &[
            "2 phone external 03-02T08:05:00 03-02T08:05:09 direct -",
            "3 phone external 03-02T09:00:00 03-02T13:20:12 exact 19",
            "5 phone external 03-02T10:00:00 03-02T10:00:18 direct -",
            "9 phone external 03-02T10:30:00 - none -",
            "12 phone external 03-02T11:10:00 03-02T11:40:06 exact 14",
            "16 phone external 03-02T12:10:00 03-02T12:10:04 direct -",
            "17 phone internal 03-02T12:30:00 03-02T12:30:03 direct -",
            "18 phone internal 03-02T12:40:00 03-02T14:00:05 exact 22",
            "21 phone external 03-02T13:40:00 - none -",
        ],
        faults: &["cdr__1772460000.csv:24 missing-received"],
    },
    Case {
        folder: "freshdesk",
        profile: "freshdesk",
        flags: "",
        files: &["tickets.csv"],
        account: "rows_read 12, contacts 8, rejected 3, outgoing 1",
        contacts: &[
            "2 email external 03-02T08:00:00 03-02T10:15:00 - -; Servicecenter",
            "3 phone external 03-02T09:00:00 03-02T09:00:00 - -; Servicecenter",
            "4 web external 03-02T17:30:00 03-04T19:40:05 - -; Bygg",
            "5 email external 03-03T10:00:00 - - -; Bygg",
            "7 chat external 03-03T12:00:00 03-03T12:01:30 - -; Servicecenter",
            "8 web external 03-04T12:00:00 03-05T08:00:00 - -; Bygg",
            "9 email external 03-04T13:00:00 03-05T13:00:00 - -;",
            "13 social external 03-06T13:00:00 03-06T14:00:00 - -; Servicecenter",
        ],
        faults: &[
            "tickets.csv:10 unknown-channel",
            "tickets.csv:11 answered-before-received",
            "tickets.csv:12 unreadable-stamp",
        ],
    },
    Case {
        folder: "freshdesk",
        profile: "freshdesk",
        flags: "",
        files: &["freshservice.csv"],
        account: "rows_read 2, contacts 2",
        contacts: &[
            "2 email external 03-02T08:00:00 03-02T10:15:00 - -",
            "3 phone external 03-02T09:00:00 03-02T09:00:00 - -",
        ],
        faults: &[],
    },
    Case {
        folder: "generisk-rad",
        profile: "",
        flags: "",
        files: &["kontakter.csv"],
        account: "rows_read 13, contacts 9, duplicates 1, rejected 3",
        contacts: &[
            "17 phone external 03-02T08:05:00 03-02T16:10:00 - -; Servicecenter",
            "6 email internal 03-02T09:00:00 03-04T09:01:00 - -; Bygg- och miljöförvaltningen",
            "7 email external 03-02T10:30:00 03-03T23:59:00 - -; Bygg- och miljöförvaltningen",
            "8 letter external 03-02 03-03 - -; Vård- och omsorgskontoret",
            "9 letter external 03-03 03-05 - -; Vård- och omsorgskontoret",
            "10 sms external 03-03T12:00:00 - - -; Servicecenter",
            "11 visit external 03-03T13:15:00 03-03T13:20:00 - -; Servicecenter",
            "12 web external 03-04T08:00:00 03-04T08:10:00 - -; Kultur; fritid",
            "16 phone external 03-06T15:00:00 03-09T11:00:00 - -;",
        ],
        faults: &[
            "kontakter.csv:13 unknown-channel",
            "kontakter.csv:14 answered-before-received",
            "kontakter.csv:15 missing-received",
        ],
    },
    Case {
        folder: "jira-sm",
        profile: "jira-sm",
        flags: "--email",
        files: &["requests.csv"],
        account: "rows_read 12, contacts 9, rejected 3",
        contacts: &[
            "2 email external 03-02T08:05:00 03-02T09:15:00 - -; Servicecenter",
            "4 email external 03-02T12:30:00 03-03T12:30:00 - -; Servicecenter",
            "5 email external 03-02T23:59:00 03-05T08:00:00 - -; Servicecenter",
            "7 email external 03-03T00:05:00 03-03T07:45:00 - -; Servicecenter",
            "8 email external 03-03T10:00:00 - - -; Servicecenter",
            "10 email external 03-04T13:00:00 03-06T13:01:00 - -; Servicecenter",
            "11 email external 03-05T09:00:00 03-05T09:00:00 - -; Servicecenter",
            "17 email external 10-25T02:30:00+02 10-26T08:00:00 - -; Servicecenter",
            "19 email external 03-06T16:00:00 03-09T23:30:00 - -; IT-stöd",
        ],
        faults: &[
            "requests.csv:13 unreadable-stamp",
            "requests.csv:14 answered-before-received",
            "requests.csv:16 nonexistent-time",
        ],
    },
    Case {
        folder: "mail",
        profile: "mail",
        flags: "",
        files: &["eml"],
        account: "rows_read 13, contacts 5, rejected 2, answers 3, automatic 2, forwarding 1",
        contacts: &[
            "1 email external 03-02T08:05:02 03-02T10:15:00 exact 2",
            "3 email external 03-02T12:00:05 - none -",
            "4 email external 03-02T09:00:03 - none -",
            "7 email external 03-02T13:00:00 03-03T09:00:00 inferred 8",
            "11 email external 03-03T10:00:00 03-03T11:00:00 exact 12",
        ],
        faults: &["eml:9 missing-received", "eml:10 out-of-range"],
    },
    Case {
        folder: "mail",
        profile: "mail",
        flags: "",
        files: &[
            "eml/01-fraga.eml",
            "eml/02-svar.eml",
            "eml/03-foljdfraga.eml",
            "eml/04-obesvarad.eml",
            "eml/05-franvaro.eml",
            "eml/06-studs.eml",
            "eml/07-utan-tradning.eml",
            "eml/08-svar-utan-in-reply-to.eml",
            "eml/09-utan-datum.eml",
            "eml/10-ar-3609.eml",
            "eml/11-fraga.eml",
            "eml/12-svar-med-adress-i-in-reply-to.eml",
            "eml/13-vidarebefordran.eml",
        ],
        account: "rows_read 13, contacts 5, rejected 2, answers 3, automatic 2, forwarding 1",
        contacts: &[
            "01-fraga.eml:1 email external 03-02T08:05:02 03-02T10:15:00 exact 02-svar.eml:1",
            "03-foljdfraga.eml:1 email external 03-02T12:00:05 - none -",
            "04-obesvarad.eml:1 email external 03-02T09:00:03 - none -",
            "07-utan-tradning.eml:1 email external 03-02T13:00:00 03-03T09:00:00 inferred 08-svar-utan-in-reply-to.eml:1",
            "11-fraga.eml:1 email external 03-03T10:00:00 03-03T11:00:00 exact 12-svar-med-adress-i-in-reply-to.eml:1",
        ],
        faults: &["09-utan-datum.eml:1 missing-received", "10-ar-3609.eml:1 out-of-range"],
    },
    Case {
        folder: "mail",
        profile: "mail",
        flags: "",
        files: &["servicecenter.mbox"],
        account: "rows_read 4, contacts 1, repeats 1, answers 1, automatic 1",
        contacts: &["1 email external 03-04T08:00:00 03-04T15:00:00 exact 23"],
        faults: &[],
    },
    Case {
        folder: "mail",
        profile: "mail",
        flags: "",
        files: &["Maildir"],
        account: "rows_read 6, contacts 2, answers 1, outgoing 1, unsent 1, filtered 1",
        contacts: &[
            "1 email external 03-05T08:00:00 03-05T10:00:00 exact 5",
            "2 email external 03-05T09:00:00 - none -",
        ],
        faults: &[],
    },
    Case {
        folder: "nyc311",
        profile: "nyc311",
        flags: "",
        files: &["requests.csv"],
        account: "rows_read 12, contacts 7, unknown_word 2, rejected 3",
        contacts: &[
            "2 phone external 03-02T20:27:57 03-02T21:59:20 - -; Department of Examples",
            "3 phone external 03-02T06:00:00 03-02T18:00:00 - -; Department of Examples",
            "4 web external 03-03T06:30:00 03-05T05:59:59 - -; Department of Examples",
            "5 web external 03-03T15:00:00 - - -; Department of Examples",
            "6 phone external 03-03T16:00:00 - - -; Department of Examples",
            "12 phone external 03-08T03:00:00 03-09T14:00:00 - -;",
            "13 web external 03-09T14:00:00 03-09T15:30:00 - -; Department of Examples",
        ],
        faults: &[
            "requests.csv:9 answered-before-received",
            "requests.csv:10 unreadable-stamp",
            "requests.csv:11 unknown-channel",
        ],
    },
    Case {
        folder: "osticket",
        profile: "",
        flags: "",
        files: &["first-answers.csv"],
        account: "rows_read 12, contacts 12",
        contacts: &[
            "2 email external 03-02T08:00:00 03-02T09:10:00 - -",
            "3 phone external 03-02T11:00:00 03-04T10:00:00 - -",
            "4 web external 03-02T14:00:00 03-02T14:20:00 - -",
            "5 email external 03-03T08:00:00 - - -",
            "6 phone external 03-03T11:00:00 03-03T11:45:00 - -",
            "7 web external 03-03T14:00:00 03-09T08:00:00 - -",
            "8 email external 03-04T08:00:00 03-04T08:30:00 - -",
            "9 phone external 03-04T11:00:00 - - -",
            "10 web external 03-04T14:00:00 03-04T16:00:00 - -",
            "11 email external 03-05T08:00:00 03-05T08:05:00 - -",
            "12 phone external 03-05T11:00:00 03-06T09:00:00 - -",
            "13 web external 03-05T14:00:00 - - -",
        ],
        faults: &[],
    },
    Case {
        folder: "otrs",
        profile: "otrs",
        flags: "--email",
        files: &["tickets.csv"],
        account: "rows_read 12, contacts 7, duplicates 1, rejected 3, repeats 1",
        contacts: &[
            "14 email external 03-02T08:00:00 03-02T11:30:00 - -; Servicecenter::Post",
            "4 email external 03-02T16:45:00 03-03T16:45:00 - -; Servicecenter::Post",
            "5 email external 03-03T09:00:00 03-05T09:00:00 - -; Bygg",
            "6 email external 03-03T12:00:00 - - -; Bygg",
            "8 email external 03-04T13:15:10 03-04T13:15:10 - -; Servicecenter::Post",
            "11 email external 03-28T20:00:00 03-30T09:00:00+02 - -; Servicecenter::Post",
            "13 email external 03-30T08:00:00+02 03-31T23:59:59+02 - -; Bygg",
        ],
        faults: &[
            "tickets.csv:9 answered-before-received",
            "tickets.csv:10 missing-received",
            "tickets.csv:12 nonexistent-time",
        ],
    },
    Case {
        folder: "otrs",
        profile: "otrs",
        flags: "--email",
        files: &["tickets-hook.csv"],
        account: "rows_read 3, contacts 3",
        contacts: &[
            "2 email external 03-02T08:00:00 03-02T11:30:00 - -",
            "4 email external 03-02T16:45:00 03-03T16:45:00 - -",
            "5 email external 03-03T09:00:00 03-05T09:00:00 - -",
        ],
        faults: &[],
    },
    Case {
        folder: "receipt-csv",
        profile: "receipt-csv",
        flags: "",
        files: &["events.csv"],
        account: "rows_read 18, contacts 5, rejected 2, filtered 5, answers 3, outgoing 3",
        contacts: &[
            "2 letter external 03-02T10:15:40 03-03T09:00:00 exact 4; General",
            "6 email external 03-27T16:00:00 03-30T12:00:00+02 exact 7; Customer contact",
            "9 visit external 03-03T13:00:00 03-03T13:20:00 exact 11; General",
            "12 web external 03-04T08:00:00 - none -; Experts",
            "18 letter external 03-05T09:00:00 - none -; General",
        ],
        faults: &["events.csv:14 unknown-channel", "events.csv:19 unreadable-stamp"],
    },
    Case {
        folder: "sms-backup-xml",
        profile: "sms-backup-xml",
        flags: "",
        files: &["sms-20260331.xml"],
        account: "rows_read 16, contacts 4, duplicates 1, rejected 2, answers 2, repeats 1, outgoing 1, unsent 4, no_party 1",
        contacts: &[
            "4 sms external 03-02T08:15:00 03-02T15:40:00 exact 5",
            "6 sms external 03-03T09:00:00 03-05T10:00:00 exact 9",
            "12 sms external 03-04T08:30:00 - none -",
            "16 sms external 03-05T16:59:59 - none -",
        ],
        faults: &["sms-20260331.xml:17 unknown-word", "sms-20260331.xml:18 missing-received"],
    },
    Case {
        folder: "teams-dr",
        profile: "teams-dr",
        flags: "",
        files: &["DirectRouting.calls.2026-03-03.csv"],
        account: "rows_read 16, contacts 6, legs 1, answers 2, repeats 1, outgoing 2, no_party 2, filtered 2",
        contacts: &[
            "2 phone external 03-02T08:05:00 03-02T08:05:09 direct -",
            "3 phone external 03-02T09:00:00 03-02T13:20:12 exact 15",
            "4 phone external 03-02T10:00:00 03-02T10:00:12 direct -",
            "7 phone external 03-02T11:10:00 03-02T11:40:06 exact 9",
            "12 phone external 03-02T12:10:00 03-02T12:10:04 direct -",
            "17 phone external 03-02T14:30:00 - none -",
        ],
        faults: &[],
    },
    Case {
        folder: "teams-pstn",
        profile: "teams-pstn",
        flags: "",
        files: &["PSTN.calls.2026-03-03.csv"],
        account: "rows_read 18, contacts 6, rejected 1, legs 2, answers 2, repeats 1, outgoing 2, no_party 1, filtered 3",
        contacts: &[
            "2 phone external 03-02T08:05:00 03-02T08:05:09 direct -",
            "3 phone external 03-02T09:00:00 03-02T13:20:12 exact 16",
            "4 phone external 03-02T10:00:00 03-02T10:00:12 direct -",
            "7 phone external 03-02T11:10:00 03-02T11:40:06 exact 9",
            "11 phone external 03-02T12:10:00 03-02T12:10:04 direct -",
            "12 phone external 03-02T12:20:00 03-02T12:20:04 direct -",
        ],
        faults: &["PSTN.calls.2026-03-03.csv:19 unknown-word"],
    },
    Case {
        folder: "twilio-sms",
        profile: "twilio-sms",
        flags: "",
        files: &["messages.csv"],
        account: "rows_read 14, contacts 4, duplicates 1, rejected 1, answers 3, repeats 1, automatic 1, unsent 1, no_party 1, outgoing 1",
        contacts: &[
            "3 sms external 03-02T09:00:00 03-03T14:30:00 exact 6",
            "7 chat external 03-03T10:00:00 03-03T10:45:00 exact 8",
            "9 sms external 03-03T11:00:00 - none -",
            "13 sms external 03-09T09:00:00 03-10T08:00:00 exact 2",
        ],
        faults: &["messages.csv:15 missing-received"],
    },
    Case {
        folder: "xes-receipt",
        profile: "xes-receipt",
        flags: "",
        files: &["receipt.xes"],
        account: "rows_read 18, contacts 5, rejected 2, filtered 5, answers 3, outgoing 3",
        contacts: &[
            "24 letter external 03-02T10:15:40 03-03T09:00:00 exact 40; General",
            "62 email external 03-27T16:00:00 03-30T12:00:00+02 exact 70; Customer contact",
            "92 visit external 03-03T13:00:00 03-03T13:20:00 exact 108; General",
            "122 web external 03-04T08:00:00 - none -; Experts",
            "182 letter external 03-05T09:00:00 - none -; General",
        ],
        faults: &["receipt.xes:144 unknown-channel", "receipt.xes:196 unreadable-stamp"],
    },
    Case {
        folder: "zammad",
        profile: "zammad",
        flags: "",
        files: &["tickets.csv"],
        account: "rows_read 13, contacts 6, rejected 2, repeats 1, outgoing 2, automatic 1, filtered 1",
        contacts: &[
            "4 email external 03-02T08:05:00 03-02T09:30:00 - -; Servicecenter",
            "5 phone external 03-02T10:00:00 03-02T10:00:00 - -; Servicecenter",
            "6 web external 03-02T21:15:30 03-04T08:00:00 - -; Bygg och miljö",
            "7 email external 03-03T11:00:00 - - -; Bygg och miljö",
            "12 social external 03-04T09:00:00 03-04T09:20:00 - -; Servicecenter",
            "14 sms external 03-05T12:00:00 03-06T16:00:00 - -; Servicecenter",
        ],
        faults: &["tickets.csv:13 unknown-channel", "tickets.csv:15 answered-before-received"],
    },
    Case {
        folder: "zammad",
        profile: "zammad",
        flags: "",
        files: &["tickets.xlsx"],
        account: "rows_read 13, contacts 6, rejected 2, repeats 1, outgoing 2, automatic 1, filtered 1",
        contacts: &[
            "4 email external 03-02T08:05:00 03-02T09:30:00 - -; Servicecenter",
            "5 phone external 03-02T10:00:00 03-02T10:00:00 - -; Servicecenter",
            "6 web external 03-02T21:15:30 03-04T08:00:00 - -; Bygg och miljö",
            "7 email external 03-03T11:00:00 - - -; Bygg och miljö",
            "12 social external 03-04T09:00:00 03-04T09:20:00 - -; Servicecenter",
            "14 sms external 03-05T12:00:00 03-06T16:00:00 - -; Servicecenter",
        ],
        faults: &[
            "tickets.xlsx[Sheet1]:13 unknown-channel",
            "tickets.xlsx[Sheet1]:15 answered-before-received",
        ],
    },
    Case {
        folder: "zendesk",
        profile: "zendesk",
        flags: "",
        files: &["tickets.csv"],
        account: "rows_read 13, contacts 9, duplicates 1, rejected 2, outgoing 1",
        contacts: &[
            "14 email external 03-02T08:00:10 03-02T09:30:10 - -; Servicecenter",
            "3 email external 03-02T16:30:00 03-03T16:30:00 - -; Servicecenter",
            "4 web external 03-03T09:00:00 03-05T09:00:00 - -; Bygg",
            "5 email external 03-03T10:00:00 - - -; Bygg",
            "6 phone external 03-03T11:00:00 03-03T11:00:00 - -; Servicecenter",
            "8 chat external 03-03T13:00:00 03-03T13:02:00 - -; Servicecenter",
            "9 email external 03-28T18:00:00 03-29T20:00:00+02 - -; Bygg",
            "10 sms external 03-04T08:00:00 - - -; Servicecenter",
            "12 social external 03-05T09:00:00 03-05T09:15:00 - -; Servicecenter",
        ],
        faults: &["tickets.csv:11 unknown-channel", "tickets.csv:13 answered-before-received"],
    },
];

fn sources() -> PathBuf {
    repository().join("fixtures/sources")
}

/// A run in the folder of an export, with the settings of its made-up organisation.
fn about(command: &str, folder: &Path, flags: &str) -> Svarstid {
    let settings = sources().join("svarstid.toml");
    Svarstid::new()
        .cwd(folder)
        .args(command)
        .args("--source-zone Europe/Stockholm --lang en --max-rejects 100% --config")
        .arg(settings.to_string_lossy())
        .args(flags)
}

fn run(command: &str, case: &Case) -> Ended {
    let run = about(command, &sources().join(case.folder), case.flags);
    case.files.iter().fold(run, |run, file| run.arg(*file)).run().code(0)
}

/// The parts of the account that are not 0.
fn account(ended: &Ended) -> BTreeMap<String, u64> {
    let json = ended.json();
    let parts = json["account"].as_object().expect("an account");
    let counts = parts.iter().map(|(name, rows)| (name.clone(), rows.as_u64().expect("a count")));
    counts.filter(|(_, rows)| *rows > 0).collect()
}

fn counts(text: &str) -> BTreeMap<String, u64> {
    let parts = text.split(", ").map(|part| part.split_once(' ').expect("a name and a count"));
    parts.map(|(name, rows)| (name.to_owned(), rows.parse().expect("a count"))).collect()
}

/// A stamp without what all have in common.
fn short(stamp: &str) -> String {
    let stamp = stamp.strip_prefix("2026-").unwrap_or(stamp);
    let stamp = stamp.strip_suffix("+01:00").unwrap_or(stamp);
    dash(stamp.strip_suffix(":00").filter(|own| own.ends_with("+02")).unwrap_or(stamp))
}

fn dash(cell: &str) -> String {
    if cell.is_empty() { "-".to_owned() } else { cell.to_owned() }
}

/// The contacts in the form of [`Case::contacts`], each without and with its department.
fn contacts(ended: &Ended, is_one_file: bool) -> Vec<(String, String)> {
    let mut reader = csv::Reader::from_reader(ended.stdout.as_slice());
    let rows = reader.deserialize::<BTreeMap<String, String>>();
    let compact = |row: BTreeMap<String, String>| {
        let cell = |name: &str| row.get(name).map_or("", String::as_str);
        let (source, line) = (cell("source"), cell("line"));
        let place = if is_one_file { line.to_owned() } else { format!("{source}:{line}") };
        let answer = match (cell("answer_source"), cell("answer_line")) {
            // Who picks up answers the very row.
            (_, answer) if cell("pairing") == "direct" => {
                assert_eq!(answer, line, "{}", ended.told());
                "-".to_owned()
            }
            (file, answer) if file == source => answer.to_owned(),
            (_, "") => "-".to_owned(),
            (file, answer) => format!("{file}:{answer}"),
        };
        let plain = format!(
            "{place} {} {} {} {} {} {answer}",
            cell("channel"),
            cell("origin"),
            short(cell("received")),
            short(cell("answered")),
            dash(cell("pairing")),
        );
        let whole = format!("{plain}; {}", cell("department"));
        (plain, whole.trim_end().to_owned())
    };
    rows.map(|row| compact(row.expect("a row"))).collect()
}

/// The rejected rows in the form of [`Case::faults`].
fn faults(ended: &Ended) -> BTreeSet<String> {
    let coded = ended.stderr.lines().filter_map(|line| line.split_once(": ["));
    let coded = coded.filter_map(|(place, rest)| Some((place, rest.split_once(']')?.0)));
    coded.map(|(place, code)| format!("{place} {code}")).collect()
}

#[test]
fn every_export_gives_the_account_of_who_counts_by_hand() {
    for case in &CASES {
        let ended = run("audit --format json", case);
        assert_eq!(account(&ended), counts(case.account), "{}", ended.told());
        let expected: BTreeSet<String> = case.faults.iter().map(|own| (*own).to_owned()).collect();
        assert_eq!(faults(&ended), expected, "{}", ended.told());
    }
}

#[test]
fn every_export_gives_the_contacts_of_who_pairs_by_hand() {
    for case in &CASES {
        let ended = run("contacts --format csv", case);
        let mut found = contacts(&ended, case.files.len() == 1);
        for expected in case.contacts {
            let at = found.iter().position(|(plain, whole)| expected == plain || expected == whole);
            let Some(at) = at else { panic!("no contact {expected}\n{}", ended.told()) };
            found.swap_remove(at);
        }
        assert!(found.is_empty(), "too many: {found:?}\n{}", ended.told());
    }
}

#[test]
fn an_account_by_hand_adds_up() {
    for case in &CASES {
        let mut counts = counts(case.account);
        let rows = counts.remove("rows_read");
        let name = format!("{} {:?}", case.folder, case.files);
        assert_eq!(Some(counts.values().sum()), rows, "{name}");
        assert_eq!(counts["contacts"], case.contacts.len() as u64, "{name}");
        assert_eq!(counts.get("rejected").map_or(0, |n| *n), case.faults.len() as u64, "{name}");
    }
}

#[test]
fn every_folder_of_exports_has_a_case() {
    let told: BTreeSet<String> = CASES
        .iter()
        .flat_map(|case| case.files.iter().map(|file| (case.folder, *file)))
        .chain(REFUSED.iter().map(|(folder, file, _)| (*folder, *file)))
        .map(|(folder, file)| format!("{folder}/{}", file.split('/').next().unwrap_or(file)))
        .collect();
    for folder in fs::read_dir(sources()).expect("the folder") {
        let folder = folder.expect("a folder").path();
        if folder.is_file() {
            continue;
        }
        for file in fs::read_dir(&folder).expect("the folder") {
            let file = file.expect("an entry").path();
            let file = file.strip_prefix(sources()).expect("below it").to_string_lossy();
            let is_told = told.contains(file.as_ref()) || file.ends_with("/expected.md");
            assert!(is_told, "{file} is in no case");
        }
    }
}

#[test]
fn every_file_of_a_profile_is_known_by_what_it_is() {
    for case in CASES.iter().filter(|case| !case.profile.is_empty()) {
        let inspected = run("inspect --format json", case).json();
        let files = match &inspected {
            serde_json::Value::Array(files) => files.clone(),
            one => vec![one.clone()],
        };
        assert_eq!(files.len(), case.files.len(), "{}", case.folder);
        for file in files {
            assert_eq!(file["file"][0]["source"], case.profile, "{}", file["file"][0]["name"]);
        }
    }
}

/// Exports that are recognised and refused, with the advice that is given.
const REFUSED: [(&str, &str, &str); 6] = [
    ("avaya-cm", "cdr.txt", "export CSV with full dates and a header, one row a call"),
    ("osticket", "tickets.csv", "ask its database for the first answer of each ticket"),
    ("outlook-csv", "inkorg.csv", "save the folders as .eml or mbox with the sent items"),
    ("pivot-counts", "montreal.csv", "one row a contact with received and answered"),
    ("pivot-counts", "veckor.csv", "one row a contact with received and answered"),
    ("postfix-syslog", "mail.log", "save the mailboxes as mbox or Maildir with the sent items"),
];

#[test]
fn what_proves_nothing_is_refused_with_advice() {
    for (folder, file, advice) in REFUSED {
        let run = about("audit", &sources().join(folder), "").arg(file).run();
        let title = format!("svarstid: {file}: is ");
        run.code(4).prints_nothing().says(&title).says("and cannot be used: ").says(advice);
    }
}

#[test]
fn a_word_that_no_map_knows_is_told_with_its_place_and_shape() {
    about("audit", &sources().join("teams-pstn"), "")
        .arg("PSTN.calls.2026-03-03.csv")
        .run()
        .code(0)
        .says(
            "PSTN.calls.2026-03-03.csv:19: [unknown-word] Call Type \"xxxx_xx_xxx\": not a known \
             word; expected a word that the map of \"direction\" in the source profile knows; \
             `svarstid profiles show` prints it, to copy and change\n",
        );
}

#[test]
fn rows_told_twice_are_one_message_only_where_an_id_says_so() {
    let message = |id: &str| {
        format!(
            "{{{id}\"created\":\"2026-03-02T08:00:00.000000\",\"direction\":\"incoming\",\
             \"from\":\"+46700000011\",\"to\":\"+46700000090\"}}"
        )
    };
    let with_id = message("\"id\":\"s01\",");
    for (first, second, rows) in [
        (&with_id, &with_id, "rows_read 2, contacts 1, duplicates 1"),
        (&with_id, &message("\"id\":\"s02\","), "rows_read 2, contacts 1, repeats 1"),
        (&message(""), &message(""), "rows_read 2, contacts 1, repeats 1"),
    ] {
        let ended = Svarstid::new()
            .args("audit --no-config --format json --profile sms.json=46elks")
            .input("sms.json", format!("{{\"data\":[{first},{second}]}}"))
            .run()
            .code(0);
        assert_eq!(account(&ended), counts(rows), "{}", ended.told());
    }
}

/// A run in a folder with an export of Zendesk, and a profile of its own that is Zendesk's by
/// another name.
fn two_profiles() -> Svarstid {
    let profile = fs::read_to_string(repository().join("profiles/zendesk.toml")).expect("TOML");
    let own = profile.replace("name = \"zendesk\"", "name = \"own-desk\"");
    assert_ne!(own, profile);
    Svarstid::new()
        .file("own-desk.toml", own)
        .file("svarstid.toml", "profiles = [\"own-desk.toml\"]\n")
        .file("tickets.csv", fs::read(sources().join("zendesk/tickets.csv")).expect("a file"))
        .args("audit --format json --lang en --max-rejects 100% --config svarstid.toml")
        .args("--source-zone Europe/Stockholm tickets.csv")
}

#[test]
fn two_profiles_that_fit_are_listed_and_the_user_decides() {
    two_profiles().run().code(4).prints_nothing().says(
        "svarstid: tickets.csv: fits more than one source profile: own-desk, zendesk; say which \
         with --profile FILE=NAME\n",
    );
    for name in ["own-desk", "zendesk"] {
        let ended = two_profiles().args("--profile").arg(format!("tickets.csv={name}")).run();
        let ended = ended.code(0);
        let rows = "rows_read 13, contacts 9, duplicates 1, rejected 2, outgoing 1";
        assert_eq!(account(&ended), counts(rows), "{name}");
    }
}

#[test]
fn a_profile_that_there_is_not_is_refused_with_the_nearest_name() {
    two_profiles()
        .args("--profile tickets.csv=zendek")
        .run()
        .code(4)
        .prints_nothing()
        .says("there is no source profile \"zendek\"")
        .says("zendesk");
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

/// The cells of CSV as texts of a sheet.
fn workbook(bytes: &[u8]) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Blad1").expect("a name");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    for (row, record) in reader.records().enumerate() {
        for (column, cell) in record.expect("CSV").iter().enumerate() {
            sheet.write_string(row as u32, column as u16, cell).expect("a cell");
        }
    }
    workbook.save_to_buffer().expect("a workbook")
}

#[test]
fn an_export_is_the_same_packed_or_as_a_workbook() {
    for (folder, file) in [
        ("receipt-csv", "events.csv"),
        ("nyc311", "requests.csv"),
        ("zendesk", "tickets.csv"),
        ("asterisk-header", "cdr.csv"),
        ("teams-pstn", "PSTN.calls.2026-03-03.csv"),
    ] {
        let is_meant = |case: &&Case| case.folder == folder && case.files == [file];
        let case = CASES.iter().find(is_meant).expect("a case");
        let bytes = fs::read(sources().join(folder).join(file)).expect("a file");
        let stem = file.strip_suffix(".csv").expect("CSV");
        for (name, packed) in [
            (format!("{file}.gz"), gzipped(&bytes)),
            (format!("{stem}.zip"), zipped(&format!("export/{file}"), &bytes)),
            (format!("{stem}.xlsx"), workbook(&bytes)),
            (format!("{stem}.xlsx.gz"), gzipped(&workbook(&bytes))),
        ] {
            let home = tempfile::tempdir().expect("a temporary folder");
            fs::write(home.path().join(&name), packed).expect("a file");
            let ended = about("audit --format json", home.path(), "").arg(&name).run().code(0);
            assert_eq!(account(&ended), counts(case.account), "{name}\n{}", ended.told());
            let codes = |faults: &BTreeSet<String>| -> Vec<String> {
                let ends = faults.iter().filter_map(|fault| fault.rsplit(':').next());
                let mut ends: Vec<String> = ends.map(str::to_owned).collect();
                ends.sort();
                ends
            };
            let expected = case.faults.iter().map(|own| (*own).to_owned()).collect();
            assert_eq!(codes(&faults(&ended)), codes(&expected), "{name}: lines and codes");
        }
    }
}

/// What `audit`, `contacts` and `explain` say of one contact is the same: a log that ended before
/// the contact was due proves nothing, whatever the as-of.
#[test]
fn explain_looks_back_from_the_end_of_a_log_as_the_audit_does() {
    let sources = repository().join("fixtures/sources").display().to_string();
    let log = format!("{sources}/asterisk-csv/Master.csv");
    let common = format!(
        "--config {sources}/svarstid.toml --source-zone Europe/Stockholm --as-of 2026-04-30 \
         --max-rejects 100% --quiet"
    );
    let run = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().chain(common.split_whitespace()).collect();
        Svarstid::new().args(&words.join(" ")).run()
    };
    let listed = run(&format!("contacts --only pending --format csv {log}"));
    let told = String::from_utf8_lossy(&listed.stdout);
    let ids: Vec<&str> = told.lines().skip(1).filter_map(|row| row.split(',').next()).collect();
    assert!(!ids.is_empty(), "{}", listed.told());
    for id in ids {
        let explained = run(&format!("explain --format json --id {id} {log}"));
        let told = String::from_utf8_lossy(&explained.stdout);
        assert!(told.contains("\"pending\""), "{}", explained.told());
    }
}

/// A department that the register does not know keeps its name, and the report lists it; board
/// and spelling of the others are the register's.
#[test]
fn the_register_unites_spellings_tells_boards_and_unknown_departments_are_listed() {
    let settings = "[organisation]\nregister = [\"register.csv\"]\n";
    let register = "kind;key;department;board\n\
                    department;Bygg;Byggförvaltningen;Byggnämnden\n";
    let log = "channel,origin,department,received,answered\n\
               email,external,Bygg,2026-03-02 08:00,2026-03-02 09:00\n\
               email,external,BYGGFÖRVALTNINGEN,2026-03-02 08:00,2026-03-02 09:00\n\
               email,external,Kultur,2026-03-02 08:00,2026-03-02 09:00\n";
    let run = |line: &str| {
        let run = Svarstid::new().file("s.toml", settings).file("register.csv", register);
        run.file("log.csv", log).args(line).run()
    };
    let csv = run("audit --config s.toml --by board,department --format csv log.csv");
    let told = String::from_utf8_lossy(&csv.stdout);
    let begins: Vec<String> = told
        .lines()
        .skip(1)
        .map(|row| row.split(',').take(3).collect::<Vec<_>>().join(","))
        .collect();
    assert_eq!(begins, ["Byggnämnden,Byggförvaltningen,2", "(ej angiven),Kultur,1"]);
    let report = run("audit --config s.toml --lang en log.csv");
    let told = String::from_utf8_lossy(&report.stdout);
    assert!(told.contains("the register does not know: Kultur"), "{}", report.told());
}

/// A register can be filled in little by little: what is not filled in is told, and is no error.
#[test]
fn rows_of_a_register_without_a_department_are_told_and_say_nothing() {
    let run = |register: &str| {
        let run = Svarstid::audit().file("register.csv", register);
        let run = run.file("s.toml", "[organisation]\nregister = [\"register.csv\"]\n");
        run.args("--config s.toml --by board --format csv").run()
    };
    let header = "kind;key;department;board\n";
    run(&format!("{header}queue;1;;\nqueue;2;;\nqueue;3;Kansli;KS\n"))
        .code(0)
        .says("2 rows of the register name no department yet, and say nothing\n")
        .prints("\nKS,2,");
    run(&format!("{header}queue;1;;KS\n")).code(2).says("\"department\" is empty");
}

/// Two sources of one exchange tell of the same calls, whichever file is named first.
#[test]
fn a_call_that_two_logs_of_an_exchange_tell_is_the_same_in_any_order() {
    let files = ["queue_log", "Master-queue.csv", "Master.csv"];
    let folder = sources().join("asterisk-queue");
    let run = |command: &str, order: [usize; 3]| {
        let run = about(command, &folder, "");
        order.iter().fold(run, |run, at| run.arg(files[*at])).run().code(0)
    };
    let of = |order| {
        let mut all = contacts(&run("contacts --format csv", order), false);
        all.sort();
        (account(&run("audit --format json", order)), all)
    };
    let first = of([0, 1, 2]);
    assert_eq!(first.1.len(), 6);
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        assert_eq!(of(order), first, "{order:?}");
    }
}

/// `*.csv` names the register and the exemption lists as well.
#[test]
fn what_the_settings_name_beside_the_logs_is_no_log() {
    let log = "id,channel,origin,department,received,answered\n\
               1,email,external,Bygg,2026-03-02 08:00,2026-03-02 09:00\n";
    let register = "kind,key,department,board\ndepartment,Bygg,Bygg,Nämnden\n";
    let list = "id;reason\n1;test\n";
    let run = |settings: &str, line: &str| {
        let run = Svarstid::new().file("s.toml", settings).file("register.csv", register);
        let run = run.file("undantag.csv", list).file("log.csv", log);
        run.args("audit --config s.toml --format json").args(line).run()
    };
    let named = "exemptions = [\"undantag.csv\"]\n[organisation]\nregister = [\"register.csv\"]\n";
    let ended = run(named, "log.csv register.csv undantag.csv").code(0).says(
        "register.csv, undantag.csv are no logs: the settings name them as register or exemption list",
    );
    assert_eq!(ended.json()["total"]["exempt"], 1);
    run(named, "-q log.csv register.csv").code(0).says_nothing();
    run(named, "register.csv").code(4).says("register.csv is no log: the settings name it");
    // Nobody says what they are for.
    run("", "log.csv register.csv").code(4).says(
        "svarstid: register.csv: is a register of departments (kind, key, department) and no log",
    );
    run("", "log.csv undantag.csv")
        .code(4)
        .says("undantag.csv: is a list of exemptions (id, reason)");
}

/// Nothing is read from a column that no field is in.
#[test]
fn wrong_letters_are_told_only_where_something_is_read() {
    let run = |department: &str, text: &str| {
        let log = format!(
            "id,channel,origin,department,received,answered,text\n\
             1,email,external,{department},2026-03-02 08:00,2026-03-02 09:00,{text}\n"
        );
        Svarstid::new().args("audit --no-config").input("log.csv", log).run().code(0)
    };
    run("Bygg", "FÃ¶rskola").hides("encoded twice");
    run("FÃ¶rskola", "").says("line 2: \"Ã¥\"");
}

/// Own numbers and extensions of the calls below.
const OWN: &str = "[organisation]\nnumbers = [\"0855500000..0855500099\"]\nextensions = [\"1000..1099\"]\n\
                   domains = [\"kommun.example\"]\n";

#[test]
fn a_colleague_who_calls_a_queue_is_internal_where_the_queue_alone_tells_of_it() {
    let log = "1772435100|1772435100.1|servicecenter|NONE|ENTERQUEUE||1050|1\n\
               1772435112|1772435100.1|servicecenter|SIP/1031|CONNECT|12|1772435106.2|5\n\
               1772438400|1772438400.3|servicecenter|NONE|ENTERQUEUE||0700000002|1\n\
               1772438440|1772438400.3|servicecenter|NONE|ABANDON|1|1|40\n\
               1772442000|1772442000.4|servicecenter|NONE|ENTERQUEUE||+46855500050|1\n\
               1772442060|1772442000.4|servicecenter|NONE|ABANDON|1|1|60\n";
    let run = Svarstid::new().file("svarstid.toml", OWN).args("contacts --format csv");
    let list = run.input("queue_log", log).run().code(0).text();
    let origins: Vec<&str> = list.lines().skip(1).filter_map(|row| row.split(',').nth(2)).collect();
    assert_eq!(origins, ["internal", "external", "internal"], "{list}");
}

#[test]
fn a_call_missed_before_a_gap_between_two_exports_is_no_breach() {
    let log = |days: &[&str]| {
        let head = "Time stamp(UTC),Display name,SIP address,Caller number,Callee number,Call type,\
                    Start time,Invite time,Failure time,End time,Duration,Number type,Media bypass,\
                    SBC FQDN,Azure region for Media,Azure region for Signaling,Event type,Final SIP \
                    code,Final Microsoft subcode,Final SIP phrase,Correlation ID,Shared Correlation ID\n";
        let rows = days.iter().map(|day| {
            format!(
                "{day}T08:00:00Z,Anna Berg,anna.berg@kommun.example,+4670000{},+46855500010,dr_in,\
                 {day}T08:00:00Z,{day}T08:00:00Z,{day}T08:00:20Z,,0,User,TRUE,sbc,NOEA,EUWE,Attempt,\
                 487,10003,Request Terminated,00000002-0000-4000-8000-0000{},\n",
                &day.replace('-', "")[4..],
                day.replace('-', ""),
            )
        });
        head.to_owned() + &rows.collect::<String>()
    };
    let january = log(&["2026-01-27", "2026-01-30"]);
    let february = log(&["2026-02-02", "2026-02-10", "2026-02-27"]);
    let march = log(&["2026-03-02", "2026-03-31"]);
    let verdicts = |files: &[(&str, &str)]| {
        let run = Svarstid::new().file("svarstid.toml", OWN);
        let run = run.args("contacts --format csv --as-of 2026-04-30");
        let ended = files.iter().fold(run, |run, (name, text)| run.input(name, text)).run().code(0);
        let text = ended.text();
        assert!(!text.contains("anna.berg"), "{text}");
        let row = |row: &str| {
            let cells: Vec<&str> = row.split(',').collect();
            format!("{} {}", &cells[4][5..10], cells[8])
        };
        text.lines().skip(1).map(row).collect::<Vec<_>>()
    };
    let (january, march) = (("DirectRouting.01.csv", &*january), ("DirectRouting.03.csv", &*march));
    // The answer of 30 January may be in February; that of 27 January was due in time.
    let holed = ["01-27 overdue", "01-30 pending", "03-02 overdue", "03-31 pending"];
    assert_eq!(verdicts(&[january, march]), holed);
    let mut other_order = verdicts(&[march, january]);
    other_order.sort();
    assert_eq!(other_order, holed);
    let whole = verdicts(&[january, ("DirectRouting.02.csv", &*february), march]);
    let pending: Vec<&String> = whole.iter().filter(|row| row.ends_with("pending")).collect();
    assert_eq!(pending, ["03-31 pending"], "nothing is missing between the files: {whole:?}");
}

#[test]
fn what_several_registers_say_against_each_other_is_told_with_the_right_file() {
    let settings = "[organisation]\nregister = [\"a.csv\", \"b.csv\"]\n";
    let log = "id,channel,origin,department,received\n1,email,external,Bygg,2026-03-02 08:00\n";
    let head = "kind,key,department,board\n";
    let run = |a: &str, b: &str| {
        let run = Svarstid::new().file("svarstid.toml", settings).file("a.csv", a).file("b.csv", b);
        run.args("audit").input("log.csv", log).run().code(2)
    };
    run(
        &format!("{head}unit,7,Bygg,Nämnden\n"),
        &format!("{head}unit,9,Skola,Nämnden\nunit,7,Vård,Nämnden\nunit,9,Kultur,Nämnden\n"),
    )
    .says("b.csv:3: the same unit has another department on line 2 of another file")
    .says("b.csv:4: the same unit has another department on line 2, and")
    .hides("a.csv");
    run("id,name\n1,x\n", head).says("a.csv: is no register: its first row names the columns kind");
    run("", head).says("a.csv: is no register");
}
