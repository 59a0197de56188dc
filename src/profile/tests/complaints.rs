//! Complaints: each mistake is told once, at its place, with what would be right.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::whole::{ASTERISK, CICERON, EXO};
use crate::profile::language::Profile;

fn complaints(text: &str) -> Vec<String> {
    match Profile::parse(text) {
        Ok(_) => Vec::new(),
        Err(complaints) => complaints.iter().map(ToString::to_string).collect(),
    }
}

/// Writes `new` for `old` in `text` and expects one complaint, which holds `part` and stands on
/// the line where `new` begins or, where a key is lacking, at the table that lacks it.
fn tells(text: &str, old: &str, new: &str, part: &str) {
    assert!(text.contains(old), "{old}");
    let changed = text.replacen(old, new, 1);
    let found = complaints(&changed);
    assert!(
        found.len() == 1 && found[0].contains(part),
        "{old:?} -> {new:?}: expected {part:?}, found {found:#?}"
    );
}

#[test]
fn every_mistake_of_the_head_is_told() {
    for (old, new, part) in [
        ("name = \"ciceron-test\"", "name = \"Ciceron\"", "2:8: the name \"Ciceron\" must be of"),
        ("name = \"ciceron-test\"", "name = \"a-\"", "lower-case letters, digits and dashes"),
        ("name = \"ciceron-test\"\n", "", "1:1: the profile has no \"name\""),
        ("family = \"events\"", "family = \"event\"", "unknown family \"event\"; did you mean"),
        ("family = \"events\"", "family = \"events\"\nadvice = \"x\"", "5:10: \"advice\" is for"),
        ("family", "titel = \"x\"\nfamily", "4:1: unknown key \"titel\" in the profile; did you"),
        ("files = [\"*Handlingar*.csv\"]", "files = [\"a/b.csv\"]", "it names a folder"),
        ("files = [\"*Handlingar*.csv\"]", "mail = true", "\"mail\" is never found in a table"),
        ("header = [\"diarienr\", \"atgardsnr\", \"ink_utg\"]", "header = []", "would fit any"),
        ("files =", "first_line = \"(\"\nfiles =", "8:14: \"(\" is no pattern: unclosed group"),
        ("files =", "file =", "unknown key \"file\" in [detect]; did you mean \"files\"?"),
        ("\"diarienr\", \"atg", "\" \", \"atg", "says nothing"),
    ] {
        tells(CICERON, old, new, part);
    }
    let header = "header = [\"diarienr\", \"atgardsnr\", \"ink_utg\"]\n";
    tells(CICERON, &format!("{header}files = [\"*Handlingar*.csv\"]\n"), "", "6:1: [detect] is");
    let detect = format!("[detect]\n{header}files = [\"*Handlingar*.csv\"]\n");
    tells(CICERON, &detect, "", "1:1: the profile has no [detect]");
}

#[test]
fn every_mistake_of_the_input_is_told() {
    for (old, new, part) in [
        ("delimiter = \"¤\"", "delimiter = \"¤¤\"", "11:13: the delimiter \"¤¤\" must be one"),
        ("delimiter = \"¤\"", "delimiter = \"\\n\"", "and no quote or line end"),
        ("quote = false\n", "", "write quote = false"),
        ("quote = false", "quote = \"none\"", "12:9: \"quote\" is a string, and must be true or"),
        ("quote = false", "quote = false\nencoding = \"ansi\"", "did you mean \"windows-1252\"?"),
        ("quote = false", "quote = false\nformat = \"csv\"", "did you mean \"table\"?"),
        ("quote = false", "quote = false\nrecords = \"a\"", "\"records\" says nothing of table"),
        ("quote = false", "quote = false\nskip_rows = [0]", "must be 1 or more"),
        ("quote = false", "quote = false\nragged = \"join\"", "known: \"reject\", \"pad\""),
        ("quote = false", "quote = false\nheader = \"first\"", "known: \"found\", \"none\""),
        ("quote = false", "quote = false\nheader = 3", "must be a string or a table such as"),
        ("quote = false", "quote = false\nheader = { lin = 3 }\n", "\"lin\" in \"header\""),
        ("quote = false", "quote = false\nheader = { line = 0 }\n", "must be 1 or more"),
        (
            "quote = false",
            "quote = false\nheader = { line = 2, prefix = \"#\" }",
            "one of \"line\"",
        ),
        ("quote = false", "quote = false\nheader = { prefix = \"\" }", "\"prefix\" is empty"),
        ("quote = false", "quote = false\ncolumns = [\"a\"]", "write header = \"none\" as well"),
        ("quote = false", "quote = false\nsheet = \"\"", "\"sheet\" is empty"),
    ] {
        if new.contains("lin = 3") {
            // The misspelt key is told, and that none of the right ones is there.
            assert_eq!(complaints(&CICERON.replacen(old, new, 1)).len(), 2);
            continue;
        }
        tells(CICERON, old, new, part);
    }
    for (old, new, part) in [
        ("\"userfield?\"", "\"userfield?\", \"x\"", "stands behind one that may be left out"),
        ("\"userfield?\"", "\"?\"", "a column without a name"),
        (
            "from = \"src\"",
            "from = \"scr\"",
            "no column \"scr\" in \"columns\"; did you mean \"src\"",
        ),
        ("from = \"src\"", "from = \"src#2\"", "\"columns\" has 1 of the name \"src\""),
        (
            "first_line = '^\"[^\"]*\",\"[^\"]*\",\"[^\"]*\"'",
            "header = [\"src\"]",
            "without a header",
        ),
    ] {
        tells(ASTERISK, old, new, part);
    }
    let list = ASTERISK.lines().find(|line| line.starts_with("columns = ")).unwrap();
    tells(ASTERISK, list, "", "header = \"none\" needs \"columns\"");
    let table = "quote = false\n";
    for (format, part) in [("xml", "no \"records\": the elements"), ("json", "where the list is")] {
        let text = CICERON
            .replace("delimiter = \"¤\"\n", "")
            .replace("header = [\"diarienr\", \"atgardsnr\", \"ink_utg\"]\n", "");
        tells(&text, table, &format!("format = \"{format}\"\n"), part);
        let with = format!("format = \"{format}\"\nrecords = \"a\"\nquote = false\n");
        tells(&text, table, &with, &format!("\"quote\" says nothing of {format}"));
    }
}

#[test]
fn every_mistake_of_a_rule_is_told() {
    let unit = "unit = { from = \"enhet_kod\" }";
    for (new, part) in [
        ("uni = { from = \"a\" }", "unknown slot \"uni\" in [fields]; did you mean \"unit\"?"),
        ("unit = 3", "\"unit\" is an integer, and must be a table such as"),
        ("unit = \" \"", "\"unit\" is empty; leave it out"),
        ("unit = { form = \"a\", from = \"b\" }", "unknown key \"form\" in a rule of [fields]"),
        ("unit = {}", "the rule of \"unit\" has no source"),
        ("unit = { from = \"a\", const = \"b\" }", "\"const\" besides \"from\""),
        ("unit = { from = [] }", "\"from\" names no column"),
        ("unit = { coalesce = [\"a\", \"\"] }", "names no column"),
        ("unit = { template = \"{a\" }", "a \"{\" that is not closed"),
        ("unit = { template = \"a}{b}\" }", "a \"}\" that closes nothing"),
        ("unit = { template = \"a {{b}}\" }", "has no column"),
        ("unit = { by_direction = {} }", "\"by_direction\" names no column"),
        ("unit = { by_direction = { inn = \"a\", in = \"b\" } }", "did you mean \"in\"?"),
        ("unit = { from = \"a\", regex = \"a\" }", "has 0 groups, and must have one"),
        ("unit = { from = \"a\", regex = \"(a)|(b)\" }", "has 2 groups"),
        ("unit = { from = \"a\", regex = \"[\" }", "unclosed character class at character 1"),
        ("unit = { from = \"a\", substr = [4] }", "has 1 elements, and must have two"),
        ("unit = { from = \"a\", substr = [4, 4] }", "from the first to before the second"),
        ("unit = { from = \"a\", substr = [-1, 4] }", "must be 0 or more"),
        ("unit = { from = \"a\", split = [] }", "\"split\" has no separator"),
        ("unit = { from = \"a\", split = [\"\"] }", "an empty separator"),
        (
            "unit = { from = \"a\", kind = \"mail\" }",
            "unknown kind \"mail\"; did you mean \"email\"?",
        ),
        ("unit = { from = \"a\", zone = \"UTC\" }", "\"zone\" is for moments"),
        ("unit = { const = \"a\", substr = [0, 1] }", "changes nothing of a constant"),
        ("unit = { from = \"a\", on_unknown = \"keep\" }", "without \"map\" or \"map_regex\""),
        ("unit = { from = \"a\", map = { b = 1 } }", "\"b\" is an integer"),
        ("unit = { from = \"a\", map = { \"å b\" = \"1\", a-b = \"2\" } }", "is the same word as"),
        ("unit = { from = \"a\", map_regex = [\"^a\"] }", "must be a list such as"),
        ("unit = { from = \"a\", map_regex = [[\"(\", \"a\"]] }", "unclosed group"),
        (
            "unit = { from = \"a\", map = { a = \"b\" }, on_unknown = \"skip\" }",
            "known: \"reject\"",
        ),
        ("exempt = \"x\"", "a profile of events has no use for the slot \"exempt\""),
        ("origin = \"extern\"", "did you mean \"external\"?"),
    ] {
        tells(CICERON, unit, new, part);
    }
    for (old, new, part) in [
        (
            "channel = \"letter\"",
            "channel = \"brev\"",
            "unknown channel \"brev\"; did you mean \"letter\"",
        ),
        (
            "channel = \"letter\"",
            "channel = { from = \"a\", kind = \"text\" }",
            "and not for \"channel\"",
        ),
        ("I = \"in\"", "I = \"inbound\"", "unknown direction \"inbound\"; did you mean \"in\"?"),
        (
            "on_unknown = \"reject\"",
            "on_unknown = \"= ut\"",
            "unknown direction \"ut\"; did you mean",
        ),
        ("on_unknown = \"reject\"", "on_empty = \"x\"", "unknown direction \"x\""),
        (
            "from = { from = \"kund_namn\", kind = \"text\" }",
            "from = { from = \"x\" }",
            "does not say its kind",
        ),
        (
            "direction = { from = \"ink_utg\",",
            "direction = { by_direction = { in = \"a\" },",
            "by the direction",
        ),
    ] {
        tells(CICERON, old, new, part);
    }
}

#[test]
fn every_mistake_of_a_moment_is_told() {
    for (old, new, part) in [
        (", zone = \"Europe/Stockholm\"", "", "the rule of \"at\" has no \"zone\""),
        ("Europe/Stockholm", "Stockholm", "did you mean \"Europe/Stockholm\"?"),
        ("Europe/Stockholm", "sitee", "did you mean \"site\"?"),
        ("\"%Y-%m-%d\"", "[]", "\"formats\" is empty"),
        ("\"%Y-%m-%d\"", "\"iso\"", "unknown format \"iso\"; known: \"usual\""),
        ("\"%Y-%m-%d\"", "\"epoch_s\"", "did you mean \"epoch-s\"?"),
        ("\"%Y-%m-%d\"", "[\"%H:%M\"]", "has no whole date"),
        ("\"%Y-%m-%d\"", "[\"%Y-%m-%d %I:%M\"]", "%I, %M and %p"),
        ("date_only = true", "date_only = 1", "\"date_only\" is an integer, and must be true"),
        ("date_only", "midnight_means_day = true, date_only", "says nothing besides"),
        ("date_only", "dst = \"first\", date_only", "known: \"usual\", \"earlier\""),
        (
            "date_only",
            "plus = [{ column = \"a\", unit = \"minute\" }], date_only",
            "did you mean \"minutes\"",
        ),
        ("date_only", "plus = [{ unit = \"span\" }], date_only", "plus has no \"column\""),
        (
            "date_only",
            "map = { a = \"b\" }, date_only",
            "\"map\" is for words, and this is a moment",
        ),
    ] {
        tells(CICERON, old, new, part);
    }
    let at = CICERON.lines().find(|line| line.starts_with("at = ")).unwrap();
    tells(CICERON, at, "at = \"2026-01-01\"", "\"at\" is a moment, and no moment is that of every");
    let stated = "at = { from = \"a\", formats = \"%Y-%m-%d %H:%M\", zone = \"stated\" }";
    tells(CICERON, at, stated, "has no offset (%z)");
}

#[test]
fn every_mistake_of_a_span_is_told() {
    let group = "group = { coalesce = [\"linkedid\", \"uniqueid\"] }";
    for (new, part) in [
        ("ring = { since = \"start\" }", "\"since\" needs \"until\""),
        ("ring = { until = \"end\" }", "\"until\" needs \"since\": the other end"),
        ("ring = { since = \"start\", until = \"end\" }", "the rule of \"ring\" has no \"zone\""),
        (
            "ring = { since = \"start\", until = \"ende\", zone = \"site\" }",
            "no column \"ende\" in \"columns\"; did you mean \"end\"",
        ),
        (
            "ring = { since = \"start\", until = \"end\", zone = \"site\", unit = \"hours\" }",
            "\"unit\" says nothing of the span between two moments",
        ),
        (
            "ring = { since = \"start\", until = \"end\", zone = \"site\", date_only = true }",
            "\"date_only\" says nothing of the span",
        ),
        ("ring = { from = \"duration\", unit = \"second\" }", "did you mean \"seconds\"?"),
        ("ring = { from = \"duration\", zone = \"UTC\" }", "\"zone\" is for moments"),
        (
            "ring = { from = \"duration\", minus = [{ column = \"billsec\" }] }",
            "minus has no \"unit\"",
        ),
        (
            "ring = { from = \"duration\", minus = [{ since = \"start\", until = \"end\" }] }",
            "a ring has \"since\" and \"until\" itself",
        ),
        ("userfield = \"x\"", "unknown slot \"userfield\""),
        ("id = { since = \"start\", until = \"end\" }", "and \"id\" is none"),
        ("unit = { from = \"src\", unit = \"seconds\" }", "\"unit\" is for the span of a ring"),
        ("unit = { from = \"src\", take = 0 }", "\"take\" needs \"split\""),
        ("unit = { union = [\"src\", \"dst\"] }", "\"union\" is for what may be several"),
        ("unit = { from = \"{fil}\" }", "no column \"{fil}\" in \"columns\""),
        ("leg = { from = \"uniqueid\" }", "\"leg\" needs \"exchange\" in [collapse]"),
    ] {
        tells(ASTERISK, group, &format!("{group}\n{new}"), part);
    }
    for new in [
        "ring = { since = \"start\", until = [\"answer\", \"end\"], formats = \"epoch-s\", zone = \"stated\" }",
        "ring = { from = \"duration\", unit = \"milliseconds\", minus = [{ column = \"billsec\", unit = \"seconds\" }] }",
        "unit = { template = \"{file} {src}\" }",
        "unit = { coalesce = [\"src\", \"{file}\"] }",
    ] {
        let more = ASTERISK.replacen(group, &format!("{group}\n{new}"), 1);
        assert_eq!(complaints(&more), [""; 0], "{new}");
    }
}

#[test]
fn every_mistake_of_what_is_rejected_and_collapsed_is_told() {
    let rows = "[collapse]";
    for (new, part) in [
        ("[[reject]]\ncolumn = \"src\"\nempty = true\n[collapse]", "[[reject]] has no \"why\""),
        ("[[reject]]\nwhy = \"x\"\n[collapse]", "[[reject]] has no condition"),
        (
            "[[reject]]\nwhy = \"x\"\nreason = \"legs\"\ncolumn = \"src\"\nempty = true\n[collapse]",
            "unknown key \"reason\" in [[reject]]",
        ),
        ("[collapse]\nlast = [\"too\"]", "unknown slot \"too\"; did you mean \"to\"?"),
        ("[collapse]\nlast = \"unit\"", "the slot \"unit\" has no rule in [fields]"),
        ("[collapse]\nexchange = \" \"", "\"exchange\" is empty"),
        (
            "[collapse]\ndefers_when = { column = \"lastapp\", is = \"Queue\" }",
            "\"defers_when\" needs \"exchange\"",
        ),
    ] {
        tells(ASTERISK, rows, new, part);
    }
    tells(CICERON, "quote = false", "quote = false\nfile = \"Diarium\"", "has 0 groups");
    tells(CICERON, "quote = false", "quote = false\nskip_lines = \"(\"", "is no pattern");
}

#[test]
fn every_mistake_of_a_condition_is_told() {
    let all = "all = [{ field = \"direction\", is = \"out\" }, { field = \"to\", empty = true }]";
    for (new, part) in [
        ("", "[[drop]] has no condition"),
        ("all = []", "\"all\" is empty"),
        ("all = { column = \"a\" }", "\"all\" is a table, and must be a list"),
        ("all = [1]", "\"all\" is an integer, and must be a table"),
        ("any = [{ column = \"a\" }]", "nothing is tested; write one of is, in, not_in"),
        ("any = [{ column = \"a\", is = \"b\" }]\ncolumn = \"a\"", "\"column\" besides \"any\""),
        (
            "any = [{ column = \"a\", is = \"b\" }]\nis = \"a\"",
            "\"is\" besides \"any\" tests nothing",
        ),
        ("column = \"a\"\nis = \"b\"\nempty = true", "\"empty\" besides \"is\""),
        ("column = \"a\"\nis = 1", "\"is\" is an integer, and must be a string"),
        ("column = \"a\"\nequals = \"b\"\nis = \"b\"", "unknown key \"equals\" in [[drop]]"),
        ("column = \"\"\nis = \"b\"", "an empty name names no column"),
        ("column = []\nis = \"b\"", "\"column\" names none"),
        ("column = \"a\"\nin = []", "\"in\" is empty"),
        ("column = \"a\"\nmatches = \"*\"", "repetition operator missing expression"),
        ("column = \"a\"\nabove = \"1\"", "\"above\" is a string, and must be a number"),
        ("column = \"a\"\nbetween = [5, 1]", "begins at 5 and ends before, at 1"),
        ("field = \"way\"\nis = \"b\"", "unknown field \"way\""),
        ("field = \"subject\"\nis = \"b\"", "the field \"subject\" has no rule in [fields]"),
        ("field = \"direction\"\nis = \"U\"", "unknown direction \"U\""),
        ("not = { field = \"direction\", in = [\"out\", \"ut\"] }", "unknown direction \"ut\""),
        (
            "not = { colum = \"a\", column = \"a\", is = \"b\" }",
            "in a condition; did you mean \"column\"",
        ),
    ] {
        tells(CICERON, all, new, part);
    }
    tells(CICERON, "reason = \"unsent\"\n", "", "[[drop]] has no \"reason\"");
    tells(CICERON, "reason = \"unsent\"", "reason = \"draft\"", "unknown reason \"draft\"; known:");
}

#[test]
fn every_lack_of_a_family_is_told() {
    for (old, new, part) in [
        ("channel = \"letter\"\n", "", "has no \"channel\", which a profile of events needs"),
        ("by = [\"case\"]\n", "", "[pairing] has no \"by\""),
        ("by = [\"case\"]", "by = []", "\"by\" is empty"),
        (
            "by = [\"case\"]",
            "by = [\"cases\"]",
            "unknown strategy \"cases\"; did you mean \"case\"?",
        ),
        ("by = [\"case\"]", "by = [\"case\", \"case\"]", "a second time"),
        ("by = [\"case\"]", "by = [\"message\"]", "pairing by message needs the slot \"message\""),
        ("by = [\"case\"]", "by = [\"subject\"]", "pairing by subject needs the slot \"subject\""),
        ("window_days = 180", "window_days = 70000", "can be 65535 at most"),
        ("window_days = 180", "window = 180", "unknown key \"window\" in [pairing]"),
        ("[pairing]", "[collapse]\n[pairing]", "needs the slot \"group\" or \"id\""),
        ("[pairing]\nby = [\"case\"]\nwindow_days = 180\n", "", "the profile has no [pairing]"),
        (
            "to = { from = \"kund_namn\", kind = \"text\" }",
            "ring = \"3\"",
            "the field \"to\" has no rule",
        ),
    ] {
        tells(CICERON, old, new, part);
    }
    let at = CICERON.lines().find(|line| line.starts_with("at = ")).unwrap();
    tells(CICERON, at, "", "has no \"at\", which a profile of events needs");
    tells(ASTERISK, "to = { from = \"dst\", kind = \"phone\" }", "", "party needs the slot \"to\"");
    // Nobody calls out through a queue, and its own number says nothing.
    let queue = ASTERISK.replace("to = { from = \"dst\", kind = \"phone\" }", "direction = \"in\"");
    assert_eq!(complaints(&queue), [""; 0]);
    let rows =
        "name = \"a\"\ntitle = \"b\"\nfamily = \"rows\"\n[detect]\nfiles = [\"a\"]\n[fields]\n";
    assert!(complaints(rows)[0].contains("has no \"received\", which a profile of rows needs"));
    let rows = format!("{rows}received = {{ from = \"a\", zone = \"UTC\" }}\n");
    assert_eq!(complaints(&rows), [""; 0]);
    for (more, part) in [
        (
            "from = { from = \"a\", kind = \"phone\" }",
            "a profile of rows has no use for the slot \"from\"",
        ),
        ("[collapse]", "[collapse] is for events"),
        ("[pairing]\nby = [\"party\"]", "[pairing] is for events"),
    ] {
        let found = complaints(&format!("{rows}{more}\n"));
        assert!(found.iter().any(|told| told.contains(part)), "{more}: {found:#?}");
    }
    let refused = "name = \"a\"\ntitle = \"b\"\nfamily = \"refused\"\n";
    let detect = "[detect]\nfiles = [\"a\"]\n";
    tells(&format!("{refused}{detect}"), "title", "title", "a refused profile needs \"advice\"");
    let advice = format!("{refused}advice = \"x\"\n{detect}[fields]\n");
    tells(&advice, "[fields]", "[fields]", "7:1: \"fields\" in a profile that is refused");
}

#[test]
fn all_mistakes_are_told_at_once_in_the_order_of_the_text() {
    let text = CICERON
        .replace("\"ciceron-test\"", "\"Ciceron\"")
        .replace("\"¤\"", "\"¤¤\"")
        .replace("I = \"in\"", "I = \"inn\"")
        .replace("\"unsent\"", "\"unsend\"")
        .replace("\"case\"]", "\"casse\"]");
    let found = complaints(&text);
    let lines: Vec<&str> = found.iter().filter_map(|told| told.split(':').next()).collect();
    assert_eq!(lines, ["2", "11", "21", "25", "29"], "{found:#?}");
}

/// Complaints lie inside the text and are one line each.
fn is_told_well(text: &str) {
    if let Err(complaints) = Profile::parse(text) {
        assert!(!complaints.is_empty());
        let lines = text.split('\n').count() as u64;
        for complaint in complaints {
            assert!((1..=lines).contains(&complaint.line) && complaint.column > 0);
            assert!(!complaint.message.contains('\n'), "{complaint}");
        }
    }
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_panic(text in "\\PC*") {
        is_told_well(&text);
    }

    #[test]
    fn no_change_of_a_profile_makes_the_parser_panic(
        base in select(vec![CICERON, ASTERISK, EXO]),
        at in any::<prop::sample::Index>(),
        length in 0..12_usize,
        inserts in vec(select(PARTS.to_vec()), 0..4),
    ) {
        let chars: Vec<char> = base.chars().collect();
        let at = at.index(chars.len());
        let end = (at + length).min(chars.len());
        let mut changed: String = chars[..at].iter().collect();
        changed.push_str(&inserts.concat());
        changed.extend(&chars[end..]);
        is_told_well(&changed);
    }
}

/// Pieces of profiles that fit together often enough to get past the syntax.
const PARTS: [&str; 24] = [
    "\"",
    "'",
    "[",
    "]",
    "{ ",
    " }",
    ", ",
    " = ",
    "1",
    "-1",
    "1.5",
    "true",
    "\"%\"",
    "\"(\"",
    "\"{\"",
    "\"#2\"",
    "from",
    "in",
    "all",
    "column",
    "\n",
    "\n[pairing]\n",
    "[[keep]]\n",
    "å",
];
