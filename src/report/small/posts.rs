//! Departments under boards: whoever reads a table of boards knows which departments each has,
//! and so that the figures of a board are the sums of theirs.

use std::collections::BTreeMap;

use super::enrol::{kept, row_name};
use super::model::{Model, Worth};
use super::{Sheet, is_of_groups};
use crate::judge::Outcome;
use crate::report::keys::Names;
use crate::report::{Cell, Lang, Table};
use crate::tally::{Figures, KeyPart};

/// The contacts of a department that are under one board.
#[derive(Clone, Debug)]
pub(in crate::report) struct Post {
    board: Cell,
    department: Cell,
    counts: [u64; Outcome::ALL.len()],
}

impl Post {
    /// Of groups by board, department and more; none where nothing has a board.
    pub(in crate::report) fn all(
        groups: &[(Vec<KeyPart>, Figures)],
        names: &Names<'_>,
        lang: Lang,
    ) -> Vec<Self> {
        let mut counts: BTreeMap<(KeyPart, KeyPart), [u64; Outcome::ALL.len()]> = BTreeMap::new();
        for (key, figures) in groups {
            let [board @ KeyPart::Board(_), department @ KeyPart::Department(_), ..] = key[..]
            else {
                continue;
            };
            let own = counts.entry((board, department)).or_default();
            for (own, outcome) in own.iter_mut().zip(Outcome::ALL) {
                *own += figures.count(outcome);
            }
        }
        let cell = |part| names.cell(part, lang);
        let posts = counts.into_iter();
        posts
            .map(|((board, department), counts)| Self {
                board: cell(board),
                department: cell(department),
                counts,
            })
            .collect()
    }
}

/// Says that each board is the sum of its departments, in every figure that both tables have.
/// What a department has under one board of several is in no cell, and must not be computed
/// from them either.
pub(super) fn enrol(model: &mut Model, prefix: &str, sheet: &Sheet<'_, '_>) {
    let by = |column: &str| {
        let mut tables = sheet.tables.iter();
        tables.find(|table| {
            is_of_groups(table) && table.key_columns == 1 && table.columns[0].id == column
        })
    };
    let (Some(boards), Some(departments)) = (by("board"), by("department")) else { return };
    let parts: Vec<[usize; Outcome::ALL.len()]> = sheet
        .posts
        .iter()
        .enumerate()
        .map(|(at, post)| own(model, &format!("{prefix}posts/{at}/"), post))
        .collect();
    sums(model, prefix, departments, &parts, |row| {
        positions(sheet.posts, |post| post.department == *row)
    });
    sums(model, prefix, boards, &parts, |row| positions(sheet.posts, |post| post.board == *row));
}

fn positions(posts: &[Post], is_wanted: impl Fn(&Post) -> bool) -> Vec<usize> {
    posts.iter().enumerate().filter(|(_, post)| is_wanted(post)).map(|(at, _)| at).collect()
}

/// The numbers of a post by outcome, none of them printed, and the sums inside it.
fn own(model: &mut Model, name: &str, post: &Post) -> [usize; Outcome::ALL.len()] {
    let mut number =
        |column: &str, value| model.number(&format!("{name}{column}"), value, Worth::Aside);
    let outcomes = Outcome::ALL.map(|outcome| number(outcome.id(), post.counts[outcome as usize]));
    let contacts = number("contacts", post.counts.iter().sum());
    let of = |own: &[Outcome]| own.iter().map(|outcome| post.counts[*outcome as usize]).sum();
    let (judged, missed) = (number("judged", of(&JUDGED)), number("missed", of(&JUDGED[1..])));
    model.sum(contacts, outcomes);
    let at = |outcome: Outcome| outcomes[outcome as usize];
    model.sum(judged, [at(Outcome::Met), missed]);
    model.sum(missed, [at(Outcome::Late), at(Outcome::Overdue)]);
    outcomes
}

/// The outcomes that count in a share; the first of them is met.
const JUDGED: [Outcome; 3] = [Outcome::Met, Outcome::Late, Outcome::Overdue];

/// Says that each row of a table is the sum of its posts, outcome by outcome.
fn sums(
    model: &mut Model,
    prefix: &str,
    table: &Table<'_>,
    parts: &[[usize; Outcome::ALL.len()]],
    posts_of: impl Fn(&Cell) -> Vec<usize>,
) {
    for (number, row) in kept(table).iter().enumerate() {
        let posts = posts_of(&row[0]);
        for outcome in Outcome::ALL {
            let name = format!("{}{}", row_name(prefix, table, number), outcome.id());
            if let Some(whole) = model.named(&name) {
                model.sum(whole, posts.iter().map(|at| parts[*at][outcome as usize]));
            }
        }
    }
}
