//! Columns of one file: from the names that a profile uses to where they stand in a row.

use crate::normalise::fold;
use crate::profile::language::Cell;

/// The header of one file, ready to be asked for names.
pub(super) struct Header {
    exact: Vec<String>,
    /// What the file's own name tells.
    file: String,
    folded: Vec<String>,
}

impl Header {
    /// Where what the file's own name tells seems to stand in every row: no row has a column
    /// there.
    pub(super) const FILE: usize = u32::MAX as usize;

    /// `file` is what the file's own name tells.
    pub(super) fn of(header: &[String], file: &str) -> Self {
        let folded = header.iter().map(|name| fold(name)).collect();
        Self { exact: header.to_vec(), file: file.to_owned(), folded }
    }

    /// What the file's own name tells.
    pub(super) fn file(&self) -> &str {
        &self.file
    }

    /// Where a column stands. A name as it is written wins over one that only folds to the same:
    /// paths into XML differ in signs that folding removes.
    pub(super) fn find(&self, cell: &Cell) -> Option<usize> {
        if cell.is_file() {
            return Some(Self::FILE);
        }
        let nth = |names: &[String], name: &str| {
            let same = names.iter().enumerate().filter(|(_, own)| *own == name);
            same.map(|(at, _)| at).nth(cell.nth.saturating_sub(1))
        };
        nth(&self.exact, &cell.name).or_else(|| nth(&self.folded, &fold(&cell.name)))
    }

    /// Where the first of `cells` that the header has stands.
    pub(super) fn first(&self, cells: &[Cell]) -> Option<usize> {
        cells.iter().find_map(|cell| self.find(cell))
    }

    /// Where those of `cells` stand that the header has.
    pub(super) fn all(&self, cells: &[Cell]) -> Vec<usize> {
        cells.iter().filter_map(|cell| self.find(cell)).collect()
    }

    /// The name of a column as the file writes it.
    pub(super) fn name(&self, at: usize) -> &str {
        self.exact.get(at).map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_found_by_its_name_and_by_which_of_that_name_it_is() {
        let header = Header::of(&["Created".into(), "Comment".into(), "comment".into()], "");
        let cell = |name: &str, nth| Cell { name: name.into(), nth };
        assert_eq!(header.find(&cell("CREATED", 1)), Some(0));
        assert_eq!(header.find(&cell("Comment", 1)), Some(1));
        assert_eq!(header.find(&cell("COMMENT", 2)), Some(2));
        assert_eq!(header.find(&cell("Comment", 3)), None);
        assert_eq!(header.first(&[cell("Skapad", 1), cell("created", 1)]), Some(0));
    }

    #[test]
    fn a_path_is_not_another_path_that_folds_to_the_same() {
        let paths = ["date[@type='a']", "date/@type"].map(String::from);
        let header = Header::of(&paths, "");
        assert_eq!(header.find(&Cell { name: paths[1].clone(), nth: 1 }), Some(1));
    }
}
