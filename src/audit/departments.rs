//! Departments and boards of what was gathered, by the numbers that contacts have.

use crate::tally::Grouping;

use super::gathered::Gathered;
use super::targets::GroupNames;

/// The one board that there is without a register: none.
const NO_BOARDS: &[String] = &[String::new()];

impl Gathered {
    /// The names of departments by their number; the first is empty.
    pub fn departments(&self) -> &[String] {
        self.posts.as_ref().map_or(self.ledger.departments.names(), |posts| posts.names())
    }

    /// The names of boards by their number; the first is empty.
    pub fn boards(&self) -> &[String] {
        self.posts.as_ref().map_or(NO_BOARDS, |posts| posts.board_names())
    }

    /// The names of both.
    pub fn group_names(&self) -> GroupNames<'_> {
        GroupNames { departments: self.departments(), boards: self.boards() }
    }

    /// Which departments are one in a table, and under which board.
    pub fn grouping(&self) -> Grouping {
        self.posts.as_ref().map_or_else(Grouping::default, |posts| {
            Grouping::by_name(posts.names(), posts.boards())
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::{Input, Judged, Request, Scope, gather};
    use crate::calendar::Calendar;
    use crate::contact::DepartmentId;
    use crate::judge::Judge;
    use crate::organisation::{Posts, Register, RegisterRow};
    use crate::policy::{ExemptionList, Policy};
    use crate::tally::{BoardId, Dimension, KeyPart};

    fn row(line: u64, key: &str, department: &str, board: &str) -> RegisterRow {
        RegisterRow {
            file: 0,
            line,
            kind: "unit".into(),
            key: key.into(),
            department: department.into(),
            board: board.into(),
            from: if line == 3 { "2026-04-01".into() } else { String::new() },
            until: if line == 2 { "2026-03-31".into() } else { String::new() },
        }
    }

    /// Bygg came under another board in April; Skola did not; nobody knows Kultur.
    #[test]
    fn a_department_under_two_boards_is_one_department_and_two_boards() {
        let log = "id,channel,origin,department,received\n\
                   1,email,external,A,2026-03-02 09:00\n\
                   2,email,external,B,2026-04-02 09:00\n\
                   3,email,external,C,2026-04-02 09:00\n\
                   4,email,external,D,2026-04-02 09:00\n\
                   5,email,external,,2026-04-02 09:00\n";
        let calendar = Calendar::swedish();
        let exemptions = ExemptionList::default();
        let request = Request::new(&calendar, &exemptions);
        let inputs = vec![Input::once("log.csv", log.as_bytes())];
        let mut gathered = gather(inputs, &request, &mut ()).unwrap();

        let rows =
            [row(2, "A", "Bygg", "BN"), row(3, "A", "Bygg", "KS"), row(4, "C", "Skola", "KS")];
        let register = Register::new(rows.into_iter()).unwrap();
        let mut posts = Posts::new(&register);
        let day = |month| crate::calendar::Day::from_ymd(2026, month, 2).unwrap();
        for (code, month) in [("A", 3), ("A", 4), ("C", 4)] {
            posts.number(register.code(code, day(month)).unwrap());
        }
        posts.unknown("Kultur");
        gathered.posts = Some(posts);
        assert_eq!(gathered.departments(), ["", "Bygg", "Bygg", "Skola", "Kultur"]);
        assert_eq!(gathered.boards(), ["", "BN", "KS"]);

        let policy = Policy::guideline();
        let judge = Judge::new(&policy, &calendar, gathered.latest.unwrap());
        let groups = |by: &[Dimension]| {
            let scope = Scope { period: None, by, is_whole: false };
            let judged = Judged::new(&gathered, &judge, scope).unwrap();
            let mut groups: Vec<(Vec<KeyPart>, u64)> =
                judged.groups.into_iter().map(|(key, figures)| (key, figures.contacts())).collect();
            groups.sort();
            groups
        };
        let board = |number| vec![KeyPart::Board(BoardId(number))];
        assert_eq!(groups(&[Dimension::Board]), [(board(0), 2), (board(1), 1), (board(2), 2)]);
        let department = |number| vec![KeyPart::Department(DepartmentId(number))];
        assert_eq!(
            groups(&[Dimension::Department]),
            [(department(0), 1), (department(1), 2), (department(3), 1), (department(4), 1)]
        );
        assert_eq!(groups(&[Dimension::Board, Dimension::Department]).len(), 5);

        // Without a register, departments are as the log writes them, and under no board.
        gathered.posts = None;
        assert_eq!(gathered.departments(), ["", "A", "B", "C", "D"]);
        assert_eq!(gathered.boards(), [""]);
    }
}
