//! Grouping: which departments are one in a table, and which board each is under.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::contact::DepartmentId;

/// A board, as an index into the run's list of names; 0 is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BoardId(pub u32);

impl BoardId {
    /// No board, or one that nobody told.
    pub const NONE: Self = Self(0);

    /// The largest number of a board: a key of every dimension has room for no larger one.
    pub const MOST: u32 = (1 << 14) - 1;
}

/// Under which board and under which number each department is counted.
///
/// A register tells departments under different boards apart although they have one name; in a
/// table by department they are one. Without a register every department is itself, and under
/// no board: that costs nothing.
#[derive(Clone, Debug, Default)]
pub struct Grouping {
    /// By department; those beyond are themselves.
    posts: Arc<[(DepartmentId, BoardId)]>,
}

impl Grouping {
    /// Of pairs by department: the department that it is counted as, and its board. A board
    /// with a number beyond [`BoardId::MOST`] is counted as none.
    pub fn new(posts: impl Iterator<Item = (DepartmentId, BoardId)>) -> Self {
        let within = |board: BoardId| if board.0 <= BoardId::MOST { board } else { BoardId::NONE };
        Self { posts: posts.map(|(department, board)| (department, within(board))).collect() }
    }

    /// Of names and boards by department: departments of the same name are the first of them.
    ///
    /// # Example
    /// ```
    /// use svarstid::contact::DepartmentId;
    /// use svarstid::tally::{BoardId, Grouping};
    /// let names = ["", "Bygg", "Skola", "Bygg"].map(str::to_owned);
    /// let grouping = Grouping::by_name(&names, &[0, 1, 2, 3]);
    /// assert_eq!(grouping.department(DepartmentId(3)), DepartmentId(1));
    /// assert_eq!(grouping.board(DepartmentId(3)), BoardId(3));
    /// ```
    pub fn by_name(names: &[String], boards: &[u32]) -> Self {
        let mut first: FxHashMap<&str, DepartmentId> = FxHashMap::default();
        Self::new(names.iter().zip(0..).zip(boards).map(|((name, number), board)| {
            let department = *first.entry(name.as_str()).or_insert(DepartmentId(number));
            (department, BoardId(*board))
        }))
    }

    /// The department that `department` is counted as.
    #[inline]
    pub fn department(&self, department: DepartmentId) -> DepartmentId {
        self.posts.get(department.0 as usize).map_or(department, |(counted, _)| *counted)
    }

    /// The board of `department`.
    #[inline]
    pub fn board(&self, department: DepartmentId) -> BoardId {
        self.posts.get(department.0 as usize).map_or(BoardId::NONE, |(_, board)| *board)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_register_every_department_is_itself_and_under_no_board() {
        let identity = Grouping::default();
        for number in [0, 1, u32::MAX] {
            assert_eq!(identity.department(DepartmentId(number)), DepartmentId(number));
            assert_eq!(identity.board(DepartmentId(number)), BoardId::NONE);
        }
    }

    #[test]
    fn a_board_that_no_key_has_room_for_is_none() {
        let posts =
            [BoardId::MOST, BoardId::MOST + 1].map(|board| (DepartmentId(0), BoardId(board)));
        let grouping = Grouping::new(posts.into_iter());
        assert_eq!(grouping.board(DepartmentId(0)), BoardId(BoardId::MOST));
        assert_eq!(grouping.board(DepartmentId(1)), BoardId::NONE);
    }
}
