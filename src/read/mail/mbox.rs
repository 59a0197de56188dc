//! Mailboxes in one file: mails one after the other, each below a `From ` line.
//!
//! Read line by line; only headers are held, so a mailbox may be larger than the memory.

use std::io::{BufRead, BufReader, ErrorKind, Read};

use super::MailGrid;
use super::head::Head;
use crate::read::error::ReadError;
use crate::read::grid::Grid;

/// Bytes of a line that are kept.
const LINE: usize = 1 << 20;

/// Reads a mailbox (mbox) into a table; the line of a row is that of the mail's `From ` line.
///
/// A line parts two mails when it begins with `From ` and has a time and a year. Writers quote
/// such lines of a body (`>From `), but not all of them quote `From ` alone; nor do all of them
/// leave the line above it blank.
///
/// # Errors
/// When `input` cannot be read.
///
/// # Example
/// ```
/// use svarstid::read::mbox;
/// let mailbox = b"From anna@example.se Mon Mar  2 08:00:00 2026\nFrom: anna@example.se\n\nHej\n\n\
///     From bo@example.se Mon Mar  2 09:00:00 2026\nFrom: bo@example.se\n\nHej\n";
/// let grid = mbox(&mailbox[..])?;
/// assert_eq!((grid.len(), grid.line(1)), (2, 6));
/// # Ok::<(), svarstid::read::ReadError>(())
/// ```
pub fn mbox(input: impl Read) -> Result<Grid, ReadError> {
    let mut input = BufReader::with_capacity(1 << 16, input);
    let mut mails = MailGrid::new();
    let mut open: Option<(u64, Head)> = None;
    let mut line = Vec::new();
    let mut number = 0;
    while next_line(&mut input, &mut line)? {
        number += 1;
        let text =
            if number == 1 { line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&line) } else { &line };
        if is_separator(text) || (number == 1 && text.starts_with(b"From ")) {
            if let Some((begin, head)) = open.replace((number, Head::default())) {
                mails.push_head(begin, &head);
            }
        } else if let Some((_, head)) = &mut open {
            head.add(text);
        } else if !text.trim_ascii().is_empty() {
            // A mail without the line that should stand above it.
            open.insert((number, Head::default())).1.add(text);
        }
    }
    if let Some((begin, head)) = open {
        mails.push_head(begin, &head);
    }
    Ok(mails.finish())
}

/// Reads a line with its end into `line`, which keeps at most [`LINE`] bytes of it; whether
/// there was one.
fn next_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> Result<bool, ReadError> {
    line.clear();
    let mut has_begun = false;
    loop {
        let block = match input.fill_buf() {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            block => block?,
        };
        if block.is_empty() {
            return Ok(has_begun);
        }
        has_begun = true;
        let end = memchr::memchr(b'\n', block);
        let used = end.map_or(block.len(), |at| at + 1);
        line.extend_from_slice(&block[..used.min(LINE - line.len())]);
        input.consume(used);
        if end.is_some() {
            return Ok(true);
        }
    }
}

/// Whether a line parts two mails.
fn is_separator(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else {
        return false;
    };
    let are_digits = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    let is_time = |word: &[u8]| {
        let mut parts = word.split(|byte| *byte == b':');
        word.contains(&b':') && parts.all(|part| part.len() <= 2 && are_digits(part))
    };
    let is_year = |word: &[u8]| {
        word.len() == 4 && are_digits(word) && (word.starts_with(b"19") || word.starts_with(b"20"))
    };
    let words = || rest.split(u8::is_ascii_whitespace);
    words().any(is_time) && words().any(is_year)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The line and the sender of every mail.
    fn mails(mailbox: &[u8]) -> Vec<(u64, String)> {
        let grid = mbox(mailbox).unwrap();
        let from = |row| String::from_utf8(grid.cell(row, 5).unwrap().to_vec()).unwrap();
        (0..grid.len()).map(|row| (grid.line(row), from(row))).collect()
    }

    #[test]
    fn a_separator_has_a_time_and_a_year() {
        for (line, is_one) in [
            ("From anna@example.se Mon Mar  2 08:00:00 2026\n", true),
            ("From - Mon Mar 02 08:00:00 2026\r\n", true),
            ("From 17@xxx Mon Mar 02 08:00:00 +0000 2026", true),
            ("From MAILER-DAEMON Mon Mar  2 08:00 1998", true),
            ("From Monday 08:00 on we are closed\n", false),
            ("From 2026 on, at 8:00, we\n", false),
            ("From 2026 on\n", false),
            (">From anna@example.se Mon Mar  2 08:00:00 2026\n", false),
            ("From: anna@example.se Mon Mar  2 08:00:00 2026\n", false),
            ("from anna@example.se Mon Mar  2 08:00:00 2026\n", false),
        ] {
            assert_eq!(is_separator(line.as_bytes()), is_one, "{line}");
        }
    }

    #[test]
    fn mails_are_parted_whatever_their_bodies_say() {
        let mailbox = "From - Mon Mar 02 08:00:00 2026\nFrom: a@example.se\nSubject: 1\n\n\
            From now on: nothing\nFrom: x@example.se\n>From y Mon Mar  2 08:00:00 2026\n\n\
            From - Mon Mar 02 09:00:00 2026\n\nFrom: body@example.se\n\
            From - Mon Mar 02 10:00:00 2026\n>From z Mon Mar  2 08:00:00 2026\nFrom: c@example.se\n";
        let expected = [(1, "a@example.se"), (9, ""), (12, "c@example.se")];
        let expected = expected.map(|(line, from)| (line, from.to_owned()));
        assert_eq!(mails(mailbox.as_bytes()), expected);
        assert_eq!(mails(mailbox.replace('\n', "\r\n").as_bytes()), expected);
        assert_eq!(mails(format!("\u{feff}{mailbox}").as_bytes()), expected);
    }

    #[test]
    fn a_mail_without_a_separator_is_not_lost() {
        assert_eq!(mails(b"\n\nFrom: a@example.se\n\nx\n"), [(3, "a@example.se".to_owned())]);
        assert_eq!(mails(b"From someone\nFrom: a@example.se"), [(1, "a@example.se".to_owned())]);
        assert_eq!(mails(b""), []);
        assert_eq!(mails(b"\n \r\n"), []);
    }

    #[test]
    fn a_line_without_end_is_not_kept_without_end() {
        let mut mailbox = b"From a Mon Mar  2 08:00:00 2026\nX: ".to_vec();
        mailbox.resize(3 * LINE, b'x');
        mailbox.extend_from_slice(b"\nFrom: a@example.se\n");
        let mut input = BufReader::new(&mailbox[..]);
        let mut line = Vec::new();
        assert!(next_line(&mut input, &mut line).unwrap());
        assert!(next_line(&mut input, &mut line).unwrap());
        assert_eq!(line.len(), LINE);
        assert!(next_line(&mut input, &mut line).unwrap());
        assert_eq!(line, b"From: a@example.se\n");
        assert!(!next_line(&mut input, &mut line).unwrap());
    }
}
