//! Cells that mean nothing, and the spaces around the others.

/// The cells of one file that mean nothing.
#[derive(Clone, Debug, Default)]
pub(super) struct Nulls {
    words: Vec<String>,
    /// A bit for each length of theirs, the last one for all that are longer: nearly every cell
    /// is of another length, and nine of ten cells need no more than this look.
    lengths: u64,
}

impl Nulls {
    /// These words, beside the empty one.
    pub(super) fn new(words: Vec<String>) -> Self {
        let lengths = words.iter().fold(0, |all, word| all | bit(word.len()));
        Self { words, lengths }
    }

    /// `cell` without the spaces around it; empty when it means nothing.
    #[inline]
    pub(super) fn meant<'r>(&self, cell: &'r [u8]) -> &'r [u8] {
        // Nearly every cell begins and ends with a visible ASCII character.
        let is_bare = match cell {
            [] => true,
            [first, .., last] => first.is_ascii_graphic() && last.is_ascii_graphic(),
            [only] => only.is_ascii_graphic(),
        };
        let trimmed = if is_bare { cell } else { trimmed(cell) };
        // A word may be written with spaces of its own.
        if self.has(trimmed) || trimmed.len() != cell.len() && self.has(cell) {
            return &[];
        }
        trimmed
    }

    #[inline]
    fn has(&self, cell: &[u8]) -> bool {
        self.lengths & bit(cell.len()) != 0 && self.words.iter().any(|word| word.as_bytes() == cell)
    }
}

const fn bit(length: usize) -> u64 {
    1 << if length < 63 { length } else { 63 }
}

/// Without ASCII white space and no-break spaces around it.
#[inline]
pub(crate) fn trimmed(mut cell: &[u8]) -> &[u8] {
    const NO_BREAK_SPACE: &[u8] = "\u{a0}".as_bytes();
    loop {
        let trimmed = cell.trim_ascii();
        let trimmed = trimmed.strip_prefix(NO_BREAK_SPACE).unwrap_or(trimmed);
        let trimmed = trimmed.strip_suffix(NO_BREAK_SPACE).unwrap_or(trimmed);
        if trimmed.len() == cell.len() {
            return cell;
        }
        cell = trimmed;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_means_nothing_when_it_is_one_of_the_words() {
        let long = "x".repeat(200);
        let nulls = Nulls::new(vec!["NULL".into(), "- ".into(), long.clone()]);
        for (cell, meant) in [
            ("NULL", ""),
            (" NULL\u{a0}", ""),
            ("null", "null"),
            ("- ", ""),
            ("-", "-"),
            ("", ""),
            ("  ", ""),
            (" a b ", "a b"),
            (long.as_str(), ""),
            (&long[1..], &long[1..]),
        ] {
            assert_eq!(nulls.meant(cell.as_bytes()), meant.as_bytes(), "{cell:?}");
        }
        assert_eq!(Nulls::default().meant(b" - "), b"-");
    }
}
