//! Complaints: what is wrong with a settings file, each at its line and column.

use std::fmt;

/// One thing that is wrong with a settings file.
///
/// Shown as `line:column: message`; whoever knows the file's name puts it in front.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The line, from 1.
    pub line: u64,
    /// The column in characters, from 1.
    pub column: u64,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}

impl std::error::Error for Complaint {}

/// The complaints about one text so far, by byte offset.
#[derive(Debug, Default)]
pub(crate) struct Complaints {
    found: Vec<(usize, String)>,
}

impl Complaints {
    /// Adds one about what begins at byte `at`.
    pub(crate) fn add(&mut self, at: usize, message: impl Into<String>) {
        self.found.push((at, message.into()));
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.found.len()
    }

    /// The complaints in the order of their places in `text`.
    pub(crate) fn placed_in(mut self, text: &str) -> Vec<Complaint> {
        self.found.sort_by_key(|(at, _)| *at);
        let mut chars = text.char_indices().peekable();
        let (mut line, mut column) = (1, 1);
        let mut placed = Vec::with_capacity(self.found.len());
        for (at, message) in self.found {
            while let Some((_, passed)) = chars.next_if(|(offset, _)| *offset < at) {
                match passed {
                    '\n' => (line, column) = (line + 1, 1),
                    // A byte order mark takes no place in any editor.
                    '\u{feff}' if (line, column) == (1, 1) => {}
                    _ => column += 1,
                }
            }
            placed.push(Complaint { line, column, message });
        }
        placed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_lines_and_characters_from_one() {
        let text = "\u{feff}åäö = 1\r\nb = \"é\"\n";
        let mut complaints = Complaints::default();
        for part in ["\"é", "b =", "1", "åäö"] {
            complaints.add(text.find(part).unwrap(), part);
        }
        complaints.add(text.len(), "the end");
        let shown: Vec<String> =
            complaints.placed_in(text).iter().map(Complaint::to_string).collect();
        assert_eq!(shown, ["1:1: åäö", "1:7: 1", "2:1: b =", "2:5: \"é", "3:1: the end"]);
    }
}
