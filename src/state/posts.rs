//! Departments and boards of a state, as tables group by them.

use rustc_hash::FxHashMap;

use super::State;
use crate::tally::Grouping;

impl State {
    /// The names of departments by number; the first is empty.
    pub fn department_names(&self) -> Vec<String> {
        self.departments.iter().map(|(name, _)| name.clone()).collect()
    }

    /// The names of boards by number; the first is empty.
    pub fn board_names(&self) -> Vec<String> {
        self.boards().0
    }

    /// Which departments are one in a table, and under which board.
    pub fn grouping(&self) -> Grouping {
        Grouping::by_name(&self.department_names(), &self.boards().1)
    }

    /// The names of boards, and the number of each department's.
    fn boards(&self) -> (Vec<String>, Vec<u32>) {
        let mut names = vec![String::new()];
        let mut numbers: FxHashMap<&str, u32> = FxHashMap::from_iter([("", 0)]);
        let of_department = self.departments.iter().map(|(_, board)| {
            let next = names.len() as u32;
            let number = *numbers.entry(board).or_insert(next);
            if number == next {
                names.push(board.clone());
            }
            number
        });
        let of_department = of_department.collect();
        (names, of_department)
    }
}
