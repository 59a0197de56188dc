//! Numbers in every spelling that a system was seen to write.

use proptest::prelude::*;

use super::*;

fn read(text: &str) -> (Spelt, String) {
    let mut out = "left over".to_owned();
    (phone(text, |digits| digits.len() == 7 && digits.starts_with('4'), &mut out), out)
}

#[test]
fn spellings_of_a_number_are_one_number() {
    for (spellings, expected) in [
        (
            &[
                "+46700000042",
                "0046700000042",
                "0700000042",
                "070-000 00 42",
                "070 000 00 42",
                "070/000 00 42",
                "070\u{a0}000\u{a0}00\u{a0}42",
                "070\u{2013}000 00 42",
                "(070) 000 00 42",
                "+46 (0)70 000 00 42",
                "0046 (0)70-000 00 42",
                "+46 70-000 00 42",
                "+460700000042",
                "46700000042",
                // A spreadsheet took it for a number.
                "700000042",
                " 0700000042\t",
                "'0700000042'",
                "\"Anna Berg\" <0700000042>",
                "\"\"\"Anna\"\" <0700000042>",
                "tel:+46-70-000-00-42",
                "TEL:0700000042",
                "tel:0700000042;phone-context=+46",
                "sip:+46700000042@sip.example.se;user=phone",
                "sips:0700000042@example.se",
                "<sip:+46700000042@example.se>",
                "whatsapp:+46700000042",
                "SIP/0700000042-0000001a",
                "Local/0700000042@from-queue-00000003;1",
                "Ext.0700000042",
                "070-000 00 42 ankn 12",
                "070-000 00 42 anknytning 12",
                "070-000 00 42 ext. 12",
                "0700000042;ext=12",
                "070-000 00 42, 12",
                "0700000042#12",
                "+46700000042x12",
            ][..],
            "+46700000042",
        ),
        (&["08-555 00 100", "+46855500100", "8 555 00 100", "0046 8 555 001 00"], "+46855500100"),
        // Lund's area code looks like the country's.
        (&["046-555 00 10", "+46 46 555 00 10", "0046465550010"], "+46465550010"),
        (&["+47 23 50 00 00", "004723500000", "+4723500000"], "+4723500000"),
        (&["+1 (212) 555-0100", "001 212 555 0100"], "+12125550100"),
        (&["020-555 000", "+4620555000"], "+4620555000"),
    ] {
        for spelling in spellings {
            assert_eq!(read(spelling), (Spelt::Number, expected.to_owned()), "{spelling}");
        }
    }
}

#[test]
fn short_numbers_stay_as_they_are() {
    for (text, digits) in [
        ("1042", "1042"),
        ("Ext.1042", "1042"),
        ("Ext. 1042", "1042"),
        ("SIP/1042", "1042"),
        ("PJSIP/1042-0000001a", "1042"),
        ("\"Anna Berg\" <1042>", "1042"),
        ("sip:1042@pbx.example.se", "1042"),
        ("tel:1042", "1042"),
        ("0042", "0042"),
        ("11 77", "1177"),
        ("0", "0"),
        ("112", "112"),
        ("118118", "118118"),
        // Seven digits that the plan has.
        ("4000000", "4000000"),
    ] {
        assert_eq!(read(text), (Spelt::Digits, digits.to_owned()), "{text}");
    }
}

#[test]
fn a_number_that_nobody_has_is_nobody() {
    for text in [
        "",
        " ",
        "-",
        "<>",
        "\"\" <>",
        "anonymous",
        "Anonymous",
        "ANONYM",
        "unknown",
        "<unknown>",
        "\"unknown\" <unknown>",
        "withheld",
        "Restricted",
        "Private",
        "private number",
        "Hemligt nummer",
        "hemligt  nummer",
        "Skyddat nummer",
        "Dolt nummer",
        "Okänt nummer",
        "NULL",
        "n/a",
        "sip:anonymous@anonymous.invalid",
        "tel:anonymous",
    ] {
        assert_eq!(read(text), (Spelt::Nobody, read(text).1), "{text:?}");
    }
}

#[test]
fn words_and_addresses_in_a_numbers_place_are_kept_as_what_they_are() {
    for (text, spelt, normal) in [
        ("KOMMUNEN", Spelt::Name, "kommunen"),
        ("Anna  Berg", Spelt::Name, "anna berg"),
        ("1-800-FLOWERS", Spelt::Name, "1-800-flowers"),
        ("s", Spelt::Name, "s"),
        ("*98", Spelt::Name, "*98"),
        ("000000001", Spelt::Name, "000000001"),
        ("anna@", Spelt::Name, "anna@"),
        ("123456789012345678901234", Spelt::Name, "123456789012345678901234"),
        ("sip:Anna.Berg@example.se", Spelt::Address, "anna.berg@example.se"),
        ("anna.berg@example.se", Spelt::Address, "anna.berg@example.se"),
    ] {
        assert_eq!(read(text), (spelt, normal.to_owned()), "{text}");
    }
}

#[test]
fn the_beginning_of_a_number_is_read_without_the_library() {
    for (text, digits) in [
        ("08-555 00", Some("46855500")),
        ("+46 8 555 00", Some("46855500")),
        ("0046 (8) 555", Some("468555")),
        ("555 00", None),
        ("08-x", None),
        ("0", None),
        ("", None),
    ] {
        assert_eq!(beginning(text).as_deref(), digits, "{text}");
    }
}

/// A spelling of a national number: its digits in groups with something between them.
fn spelt_out(national: &str, style: usize, gaps: &[usize]) -> String {
    let between = ["", " ", "-", "\u{a0}", "\u{2013}"];
    let mut out =
        ["0", "+46", "0046", "+46 (0)", "0046 (0)", "tel:+46", "whatsapp:+46"][style].to_owned();
    for (at, digit) in national.chars().enumerate() {
        if at > 0 {
            out.push_str(between[gaps.get(at).copied().unwrap_or(0)]);
        }
        out.push(digit);
    }
    out
}

#[test]
fn a_readable_number_is_written_as_people_do() {
    for (normal, expected) in [
        ("+46855500010", "08-555 000 10"),
        ("+46700000090", "070-000 00 90"),
        ("+46102001000", "010-200 10 00"),
        ("+46771123456", "077-112 34 56"),
        ("+4685550001", "08-555 00 01"),
        ("+4532000042", "0045-32000042"),
        ("+12025550142", "001-2025550142"),
        ("no number", "no number"),
    ] {
        assert_eq!(readable_number(normal), expected);
    }
}

proptest! {
    #[test]
    fn a_readable_number_is_the_same_number(digits in "46[1-9][0-9]{6,8}|45[2-9][0-9]{7}|1202555[0-9]{4}") {
        let normal = format!("+{digits}");
        let written = readable_number(&normal);
        prop_assert!(written.starts_with('0'), "{}", written);
        prop_assert_eq!(read(&written), (Spelt::Number, normal));
    }

    #[test]
    fn every_spelling_of_a_swedish_number_is_one_number(
        national in "[1-9][0-9]{6,8}",
        style in 0..7_usize,
        gaps in prop::collection::vec(0..5_usize, 9),
    ) {
        let spelling = spelt_out(&national, style, &gaps);
        let expected = (Spelt::Number, format!("+46{national}"));
        prop_assert_eq!(read(&spelling), expected, "{}", spelling);
    }

    /// The slow way: the library.
    #[test]
    fn the_short_cut_gives_what_the_library_gives(
        text in "(\\+46|0046|0|00|\\+|)[0-9]{0,11}|(\\+46|0046|0)[1-9][0-9]{6,8}",
    ) {
        let (mut short_cut, mut by_library) = (text.clone(), text.clone());
        if is_swedish(&mut short_cut) {
            prop_assert!(super::by_library(&mut by_library), "{}", text);
            prop_assert_eq!(short_cut, by_library, "{}", text);
        } else {
            prop_assert_eq!(short_cut, text);
        }
    }

    #[test]
    fn the_normal_form_of_a_normal_form_is_itself(text in "\\PC{0,20}|[+0-9() -]{0,18}") {
        let (spelt, once) = read(&text);
        if spelt == Spelt::Number {
            prop_assert_eq!(read(&once), (spelt, once.clone()), "{}", text);
        }
    }
}
