//! Signs that text was decoded wrongly, here or in the system that wrote it.
//!
//! Only signs: nothing is repaired, because a repair nobody saw would be a second error.

use std::fmt;

use super::encoding::Encoding;
use super::lines::line_at;

/// Text that looks wrongly decoded, and the line on which it is first seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Warning {
    /// UTF-8 that was taken for Windows-1252 before it was written: `Ã¥` for å.
    DoubleUtf8 {
        /// Where it is first seen.
        line: u64,
    },
    /// The code page of MS-DOS taken for Windows-1252: `f”rskola` for förskola.
    Cp850 {
        /// Where it is first seen.
        line: u64,
    },
    /// The old Macintosh encoding taken for Windows-1252: `fšrskola` for förskola.
    MacRoman {
        /// Where it is first seen.
        line: u64,
    },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DoubleUtf8 { line } => write!(
                f,
                "line {line}: \"Ã¥\", \"Ã¤\" or \"Ã¶\" where å, ä or ö should be; \
                 the file was encoded twice: export it again as UTF-8"
            ),
            Self::Cp850 { line } => write!(
                f,
                "line {line}: \"†\", \"„\" or \"”\" inside a word where å, ä or ö should be; \
                 the file is probably in code page 850: convert it to UTF-8"
            ),
            Self::MacRoman { line } => write!(
                f,
                "line {line}: \"Œ\", \"Š\" or \"š\" inside a word where å, ä or ö should be; \
                 the file is probably in Mac OS Roman: convert it to UTF-8"
            ),
        }
    }
}

/// What looks wrong in the first block of a file that was read as `encoding`.
pub(super) fn suspect(head: &[u8], encoding: Encoding) -> Vec<Warning> {
    // `…`, `„` and `–` are what Windows-1252 makes of the second byte of Å, Ä and Ö.
    const DOUBLE: [&str; 9] = ["Ã¥", "Ã¤", "Ã¶", "Ã…", "Ã„", "Ã–", "Ã\u{85}", "Ã\u{84}", "Ã\u{96}"];
    let doubled = DOUBLE.iter().filter_map(|sign| memchr::memmem::find(head, sign.as_bytes()));
    if let Some(at) = doubled.min() {
        return vec![Warning::DoubleUtf8 { line: line_at(head, at) }];
    }
    let is_swedish = || {
        const LETTERS: [&str; 6] = ["å", "ä", "ö", "Å", "Ä", "Ö"];
        LETTERS.iter().any(|letter| memchr::memmem::find(head, letter.as_bytes()).is_some())
    };
    // Only a text that has not one å, ä or ö can have lost them all.
    if encoding != Encoding::Windows1252 || is_swedish() {
        return Vec::new();
    }
    let cp850 =
        inside_word(head, &['†', '„', '”']).map(|at| Warning::Cp850 { line: line_at(head, at) });
    let mac =
        inside_word(head, &['Œ', 'Š', 'š']).map(|at| Warning::MacRoman { line: line_at(head, at) });
    cp850.into_iter().chain(mac).collect()
}

/// What looks wrong in these cells, each with its line, of a file that was read as `encoding`.
pub(super) fn suspect_cells(cells: &[(u64, &str)], encoding: Encoding) -> Vec<Warning> {
    // One line a cell, so that the line of a sign tells its cell.
    let lines = cells.iter().map(|(_, cell)| cell.replace(['\r', '\n'], " "));
    let text = lines.collect::<Vec<_>>().join("\n");
    let place = |line: u64| cells.get(line as usize - 1).map_or(0, |(line, _)| *line);
    let warnings = suspect(text.as_bytes(), encoding).into_iter();
    let placed = warnings.map(|warning| match warning {
        Warning::DoubleUtf8 { line } => Warning::DoubleUtf8 { line: place(line) },
        Warning::Cp850 { line } => Warning::Cp850 { line: place(line) },
        Warning::MacRoman { line } => Warning::MacRoman { line: place(line) },
    });
    placed.collect()
}

/// Where one of `signs` first stands between two lower-case letters.
fn inside_word(head: &[u8], signs: &[char]) -> Option<usize> {
    let text = String::from_utf8_lossy(head);
    let mut letters = text.char_indices();
    let mut before = ' ';
    while let Some((at, letter)) = letters.next() {
        let after = letters.as_str().chars().next().unwrap_or(' ');
        let in_word = before.is_lowercase() && after.is_lowercase();
        if in_word && signs.contains(&letter) {
            return Some(at);
        }
        before = letter;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrongly_decoded_letters_are_noticed_with_their_line() {
        use Encoding::{Utf8, Windows1252};
        let table: [(&str, Encoding, &[Warning]); 6] = [
            ("a\r\nFÃ¶rskola", Utf8, &[Warning::DoubleUtf8 { line: 2 }]),
            ("a\nÃ„ldre", Windows1252, &[Warning::DoubleUtf8 { line: 2 }]),
            ("a\rb\rf”rskola", Windows1252, &[Warning::Cp850 { line: 3 }]),
            ("fšrskola", Windows1252, &[Warning::MacRoman { line: 1 }]),
            ("Dušan på förskola", Windows1252, &[]),
            ("förskola ”Ängen”", Utf8, &[]),
        ];
        for (text, encoding, warnings) in table {
            assert_eq!(suspect(text.as_bytes(), encoding), warnings, "{text}");
        }
    }

    #[test]
    fn a_sign_in_a_cell_is_told_with_the_line_of_the_cell() {
        let cells = [(1, "Förvaltning"), (4, "Vård\r\noch omsorg"), (9, "FÃ¶rskola")];
        let warnings = suspect_cells(&cells, Encoding::Utf8);
        assert_eq!(warnings, [Warning::DoubleUtf8 { line: 9 }]);
        assert_eq!(suspect_cells(&cells[..2], Encoding::Utf8), []);
    }
}
