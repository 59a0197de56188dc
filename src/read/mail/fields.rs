//! What single headers say: ids, stamps and words, as mails in the wild have them.

use chrono::{DateTime, Datelike};

/// Characters of an unreadable date that are kept, to be told.
const SHOWN: usize = 80;

/// Zones that have a name in RFC 5322; any other name would have to be guessed.
const ZONES: [&str; 12] =
    ["UT", "UTC", "GMT", "Z", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT"];

const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// `text` on one line, without control characters and with single blanks.
pub(super) fn one_line(text: &str) -> String {
    let is_blank = |c: char| c.is_whitespace() || c.is_control();
    text.split(is_blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// `text` on one line, without what stands in parentheses.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut depth = 0_usize;
    let mut is_escaped = false;
    for c in text.chars() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' if depth > 0 => is_escaped = true,
            '(' => depth += 1,
            ')' if depth > 0 => {
                depth -= 1;
                out.push(' ');
            }
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    one_line(&out)
}

/// The ids in angle brackets. One that a mail program broke over two lines is put together.
pub(super) fn ids(text: &str) -> Vec<String> {
    let closed = text.split('>').collect::<Vec<_>>();
    let ends = closed.len() - 1;
    let behind = |part: &&str| part.rsplit_once('<').map(|(_, id)| bracketed(id));
    closed[..ends].iter().filter_map(behind).flatten().collect()
}

/// The ids of a header that holds ids only, where those without brackets are meant as well.
pub(super) fn listed_ids(text: &str) -> Vec<String> {
    if text.contains('<') {
        return ids(text);
    }
    let words = text.split(|c: char| c.is_whitespace() || c == ',');
    words.filter(|word| word.contains('@')).filter_map(bracketed).collect()
}

/// The id of the mail itself.
pub(super) fn own_id(text: &str) -> Option<String> {
    let is_bare = !text.contains('<') && !text.trim().contains(char::is_whitespace);
    if is_bare { bracketed(text) } else { ids(text).into_iter().next() }
}

fn bracketed(id: &str) -> Option<String> {
    let id: String = id.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    (!id.is_empty()).then(|| format!("<{id}>"))
}

/// When a mail was written; as it stands where that is no date.
pub(super) fn date(text: &str) -> String {
    stamp(text).unwrap_or_else(|| one_line(text).chars().take(SHOWN).collect())
}

/// When a server took a mail: what stands behind the last semicolon.
pub(super) fn received(text: &str) -> Option<String> {
    let behind = |text: &str| text.rsplit_once(';').and_then(|(_, date)| stamp(date));
    // A parenthesis that is never closed would hide the date.
    behind(&plain(text)).or_else(|| behind(text))
}

/// A date of RFC 5322 as RFC 3339. A weekday that contradicts the date, a day that the month
/// does not have, a zone without a meaning and a year outside 1990-2099 make it none; a weekday
/// in another language is passed over.
fn stamp(text: &str) -> Option<String> {
    let plain = plain(text);
    let date = match plain.split_once(',') {
        Some((day, rest)) if !WEEKDAYS.contains(&day.to_ascii_lowercase().as_str()) => rest,
        _ => &plain,
    };
    let zone = date.rsplit(' ').next()?;
    let is_offset = zone.starts_with(['+', '-']);
    if !is_offset && !ZONES.iter().any(|known| known.eq_ignore_ascii_case(zone)) {
        return None;
    }
    // chrono knows no UTC by its name.
    let date = match zone.eq_ignore_ascii_case("UTC") {
        true => format!("{}GMT", &date[..date.len() - zone.len()]),
        false => date.to_owned(),
    };
    let stamp = DateTime::parse_from_rfc2822(&date).ok()?;
    let is_known = (1990..=2099).contains(&stamp.year())
        && stamp.offset().local_minus_utc().abs() <= 14 * 3600;
    is_known.then(|| stamp.to_rfc3339())
}

/// The address that bounces go to; `<>` for none.
pub(super) fn return_path(text: &str) -> String {
    let line = one_line(text);
    let within = line.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    match within {
        Some((address, _)) if address.trim().is_empty() => "<>".to_owned(),
        Some((address, _)) => address.trim().to_owned(),
        None => line,
    }
}

/// Type and subtype, in lower case.
pub(super) fn media_type(text: &str) -> String {
    plain(text).split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_or_stays_as_it_is() {
        for (text, read) in [
            ("Mon, 2 Mar 2026 08:05:00 +0100", "2026-03-02T08:05:00+01:00"),
            ("2 Mar 2026 08:05 +0100", "2026-03-02T08:05:00+01:00"),
            ("Mon,\r\n\t02 Mar 2026\r\n 08:05:00 -0000", "2026-03-02T08:05:00+00:00"),
            ("Mon, 02 Mar 26 08:05:00 GMT", "2026-03-02T08:05:00+00:00"),
            ("Mon, 02 Mar 2026 08:05:00 utc (x)", "2026-03-02T08:05:00+00:00"),
            ("Mon, 02 Mar 2026 08:05:00 EST", "2026-03-02T08:05:00-05:00"),
            ("Mon, 2 Mar 2026 08:05:00 +0100 (a (b) \\) c)", "2026-03-02T08:05:00+01:00"),
            ("Mon, 2 Mar 2026 08:05:00 +0100 (never closed", "2026-03-02T08:05:00+01:00"),
            ("mån, 2 Mar 2026 08:05:00 +0100", "2026-03-02T08:05:00+01:00"),
            ("Thu, 29 Feb 2024 23:59:59 +1400", "2024-02-29T23:59:59+14:00"),
            ("Tue, 2 Mar 2026 08:05:00 +0100", "Tue, 2 Mar 2026 08:05:00 +0100"),
            ("45 Jun 2026 08:05:00 +0200", "45 Jun 2026 08:05:00 +0200"),
            ("29 Feb 2026 08:05:00 +0100", "29 Feb 2026 08:05:00 +0100"),
            ("2 Mar 2026 24:05:00 +0100", "2 Mar 2026 24:05:00 +0100"),
            ("2 maj 2026 08:05:00 +0200", "2 maj 2026 08:05:00 +0200"),
            ("2 Mar 2026 08:05:00", "2 Mar 2026 08:05:00"),
            ("2 Mar 2026 08:05:00 CET", "2 Mar 2026 08:05:00 CET"),
            ("2 Mar 2026 08:05:00 A", "2 Mar 2026 08:05:00 A"),
            ("2 Mar 2026 08:05:00 +2359", "2 Mar 2026 08:05:00 +2359"),
            ("31 Dec 1989 08:05:00 +0100", "31 Dec 1989 08:05:00 +0100"),
            ("1 Jan 3609 08:05:00 +0100", "1 Jan 3609 08:05:00 +0100"),
            (
                "1 Jan 99999999999999999999 08:05:00 +0100",
                "1 Jan 99999999999999999999 08:05:00 +0100",
            ),
            ("\0\r\n <HR>", "<HR>"),
            (",", ","),
            ("", ""),
        ] {
            assert_eq!(date(text), read, "{text:?}");
        }
        assert_eq!(date(&"å".repeat(200)).chars().count(), SHOWN);
    }

    #[test]
    fn a_server_stamp_stands_behind_the_last_semicolon() {
        let read = Some("2026-03-02T08:05:00+01:00".to_owned());
        for (text, stamp) in [
            ("from a by b; Mon, 2 Mar 2026 08:05:00 +0100", read.clone()),
            ("from a by b (c; d);\r\n\tMon, 2 Mar 2026 08:05:00 +0100 (CET; x)", read.clone()),
            ("from a by b (c; Mon, 2 Mar 2026 08:05:00 +0100", read),
            ("from a by b Mon, 2 Mar 2026 08:05:00 +0100", None),
            ("from a by b; yesterday", None),
            ("", None),
        ] {
            assert_eq!(received(text), stamp, "{text:?}");
        }
    }

    #[test]
    fn an_id_stands_in_brackets_unless_its_header_has_nothing_else() {
        let own = |text| own_id(text).unwrap_or_default();
        for (text, all, listed, one) in [
            ("<a@b>", "<a@b>", "<a@b>", "<a@b>"),
            ("<a@b> <c@d>", "<a@b> <c@d>", "<a@b> <c@d>", "<a@b>"),
            ("<a@b>, <c.\r\n d@e>", "<a@b> <c.d@e>", "<a@b> <c.d@e>", "<a@b>"),
            ("Your mail of Monday <a@b>", "<a@b>", "<a@b>", "<a@b>"),
            ("<broken <a@b> >", "<a@b>", "<a@b>", "<a@b>"),
            ("<no-at>", "<no-at>", "<no-at>", "<no-at>"),
            ("<cut@off", "", "", ""),
            ("<> < >", "", "", ""),
            ("anna@example.se", "", "<anna@example.se>", "<anna@example.se>"),
            ("a@b, c@d", "", "<a@b> <c@d>", ""),
            ("your mail", "", "", ""),
            ("  ", "", "", ""),
        ] {
            let found = (ids(text).join(" "), listed_ids(text).join(" "), own(text));
            assert_eq!(found, (all.to_owned(), listed.to_owned(), one.to_owned()), "{text:?}");
        }
    }

    #[test]
    fn words_lose_their_comments_and_their_folds() {
        assert_eq!(plain(" auto-replied\r\n (vacation (x) )"), "auto-replied");
        assert_eq!(plain("a) b (c"), "a) b");
        assert_eq!(one_line(" a\r\n\tb\0 c "), "a b c");
        assert_eq!(media_type("Multipart/REPORT (x);\r\n report-type=y"), "multipart/report");
        for (text, path) in [
            ("<>", "<>"),
            (" < > ", "<>"),
            ("<anna@example.se> (x)", "anna@example.se"),
            ("anna@example.se", "anna@example.se"),
            ("", ""),
        ] {
            assert_eq!(return_path(text), path, "{text:?}");
        }
    }
}
