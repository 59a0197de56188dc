//! Posts of a run: which departments, under which boards, its contacts belong to.

use rustc_hash::FxHashMap;

use super::{Post, Register};
use crate::contact::DepartmentId;

/// Departments under boards by the number that contacts have; number 0 is the one without a
/// name.
///
/// A department that came under another board is two posts with one name.
#[derive(Clone, Debug)]
pub struct Posts {
    names: Vec<String>,
    boards: Vec<u32>,
    board_names: Vec<String>,
    department_names: Vec<String>,
    by_post: FxHashMap<Post, DepartmentId>,
    unknown: FxHashMap<String, DepartmentId>,
    /// Own numbers and addresses that contacts came to and that the register does not know.
    pub unknown_parties: u64,
}

impl Posts {
    /// None yet; their names will be those of `register`.
    pub fn new(register: &Register) -> Self {
        Self {
            names: vec![String::new()],
            boards: vec![0],
            board_names: register.boards().to_vec(),
            department_names: register.departments().to_vec(),
            by_post: FxHashMap::default(),
            unknown: FxHashMap::default(),
            unknown_parties: 0,
        }
    }

    /// The number of a post of the register.
    pub fn number(&mut self, post: Post) -> DepartmentId {
        let next = DepartmentId(self.names.len() as u32);
        let number = *self.by_post.entry(post).or_insert(next);
        if number == next {
            self.names.push(self.department_names[post.department as usize].clone());
            self.boards.push(post.board);
        }
        number
    }

    /// The number of a department that the register does not know: as it is written, without a
    /// board. The empty name is that of contacts whose department nobody told.
    pub fn unknown(&mut self, name: &str) -> DepartmentId {
        if name.is_empty() {
            return DepartmentId::UNSTATED;
        }
        if let Some(number) = self.unknown.get(name) {
            return *number;
        }
        let number = DepartmentId(self.names.len() as u32);
        self.unknown.insert(name.to_owned(), number);
        self.names.push(name.to_owned());
        self.boards.push(0);
        number
    }

    /// The names of departments by number; the first is empty.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The numbers of their boards, as indices into [`Posts::board_names`].
    pub fn boards(&self) -> &[u32] {
        &self.boards
    }

    /// The names of boards; the first is empty.
    pub fn board_names(&self) -> &[String] {
        &self.board_names
    }

    /// The departments that the register does not know, in the order of their names' bytes.
    pub fn unknown_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.unknown.keys().map(String::as_str).collect();
        names.sort_unstable();
        names
    }
}
