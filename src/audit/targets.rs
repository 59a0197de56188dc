//! Targets of groups: how the contacts that each is of fared.

use crate::judge::Outcome;
use crate::policy::GroupTarget;
use crate::tally::{Dimension, KeyPart};

use super::judged::Row;

/// The names that targets can have: those of departments and of boards, by their numbers.
#[derive(Clone, Copy, Debug)]
pub struct GroupNames<'a> {
    /// Of departments.
    pub departments: &'a [String],
    /// Of boards.
    pub boards: &'a [String],
}

/// The grouping that targets of groups are counted by.
pub const TARGET_DIMENSIONS: [Dimension; 4] =
    [Dimension::Board, Dimension::Department, Dimension::Channel, Dimension::Origin];

/// Met and judged contacts of those that `target` is of; `groups` are by [`TARGET_DIMENSIONS`].
pub fn target_counts(target: &GroupTarget, groups: &[Row], names: GroupNames<'_>) -> (u64, u64) {
    let name_is = |names: &[String], number: u32, wanted: &str| {
        names.get(number as usize).is_some_and(|name| name == wanted)
    };
    let holds = |part: &KeyPart| match part {
        KeyPart::Board(id) => {
            target.board.as_deref().is_none_or(|own| name_is(names.boards, id.0, own))
        }
        KeyPart::Department(id) => {
            target.department.as_deref().is_none_or(|own| name_is(names.departments, id.0, own))
        }
        KeyPart::Channel(channel) => target.channel.is_none_or(|own| own == *channel),
        KeyPart::Origin(origin) => target.origin.is_none_or(|own| own == *origin),
        _ => true,
    };
    let own = groups.iter().filter(|(key, _)| key.iter().all(holds));
    own.fold((0, 0), |(met, judged), (_, figures)| {
        (met + figures.count(Outcome::Met), judged + figures.judged())
    })
}

/// The names in a target that nothing that was read has: what they are of, and the names.
pub fn unknown_names<'t>(
    target: &'t GroupTarget,
    names: GroupNames<'_>,
) -> Vec<(&'static str, &'t str)> {
    let mut unknown = Vec::new();
    let mut check = |what, wanted: Option<&'t str>, names: &[String]| {
        if let Some(wanted) = wanted.filter(|wanted| !names.iter().any(|name| name == wanted)) {
            unknown.push((what, wanted));
        }
    };
    check("board", target.board.as_deref(), names.boards);
    check("department", target.department.as_deref(), names.departments);
    unknown
}
