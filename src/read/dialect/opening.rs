//! Lines above the data that say how to read them: `sep=;`, `#TYPE …`, `#Fields: …`.

use crate::read::error::ReadError;
use crate::read::lines::{after_break, first_line};
use crate::read::split::BOM;

use super::check_delimiter;

/// The line `sep=X` that tells spreadsheet programs the delimiter.
pub(super) struct SepLine {
    pub(super) delimiter: char,
    /// Where the next line starts.
    pub(super) end: usize,
}

/// The first line, if it is a `sep=` line.
pub(super) fn sep_line(head: &[u8], is_quoted: bool) -> Result<Option<SepLine>, ReadError> {
    let line = first_line(head);
    let bare = line.strip_prefix(b"\"").map_or(line, |it| it.strip_suffix(b"\"").unwrap_or(it));
    let Some((name, value)) = bare.split_at_checked(4) else { return Ok(None) };
    if !name.eq_ignore_ascii_case(b"sep=") {
        return Ok(None);
    }
    let mut letters = std::str::from_utf8(value).unwrap_or_default().chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else { return Ok(None) };
    let delimiter = check_delimiter(letter, is_quoted)?;
    Ok(Some(SepLine { delimiter, end: next_line(head, 0) }))
}

/// Where the data may start: at `top`, or behind the line there that names the type of the
/// objects that PowerShell wrote.
pub(super) fn behind_type_line(head: &[u8], top: usize) -> usize {
    if head[top..].starts_with(b"#TYPE ") { next_line(head, top) } else { top }
}

/// What stands behind `prefix` on the first line that begins with it; spaces between do not
/// matter.
pub(super) fn behind_prefix(head: &[u8], prefix: &str) -> Option<usize> {
    let mut start = 0;
    while start < head.len() {
        let line = first_line(&head[start..]);
        if let Some(names) = after_prefix(line, prefix).filter(|names| !names.is_empty()) {
            return Some(start + line.len() - names.len());
        }
        start = next_line(head, start);
    }
    None
}

/// What stands behind `prefix` on `line`, without the spaces before it.
pub(in crate::read) fn after_prefix<'a>(line: &'a [u8], prefix: &str) -> Option<&'a [u8]> {
    let line = line.strip_prefix(BOM).unwrap_or(line);
    line.strip_prefix(prefix.trim_end().as_bytes()).map(<[u8]>::trim_ascii_start)
}

/// Where the line behind the one at `start` starts.
fn next_line(head: &[u8], start: usize) -> usize {
    let end = start + first_line(&head[start..]).len();
    if end < head.len() { after_break(head, end) } else { end }
}
