//! Targets of groups and words for shares: what the municipality itself wants of its figures.
//! Neither changes a figure; nothing is wanted where the settings say nothing.

use std::fmt;

use crate::contact::{Channel, Origin};

use super::rule::Permille;

/// The share of some contacts that should be answered in time. Every part that is named must
/// hold; with none, it is all contacts.
///
/// # Example
/// ```
/// use svarstid::contact::Channel;
/// use svarstid::policy::{GroupTarget, Permille};
/// let percent = Permille::from_percent(90.0).expect("0 to 100");
/// let target = GroupTarget { channel: Some(Channel::Email), ..GroupTarget::all(percent) };
/// assert_eq!(target.to_string(), "channel=email");
/// assert_eq!(GroupTarget::all(percent).to_string(), "all");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupTarget {
    /// Only contacts of this board.
    pub board: Option<String>,
    /// Only contacts of this department.
    pub department: Option<String>,
    /// Only contacts of this channel.
    pub channel: Option<Channel>,
    /// Only contacts of this origin.
    pub origin: Option<Origin>,
    /// The share that is wanted.
    pub percent: Permille,
}

impl GroupTarget {
    /// A target of all contacts.
    pub const fn all(percent: Permille) -> Self {
        Self { board: None, department: None, channel: None, origin: None, percent }
    }

    /// Whether both are of the same contacts.
    pub fn is_of_the_same(&self, other: &Self) -> bool {
        *self == Self { percent: self.percent, ..other.clone() }
    }
}

impl fmt::Display for GroupTarget {
    /// Of which contacts it is, in the words of machine formats.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            ("board", self.board.as_deref()),
            ("department", self.department.as_deref()),
            ("channel", self.channel.map(Channel::id)),
            ("origin", self.origin.map(Origin::id)),
        ];
        let named = parts.iter().filter_map(|(name, value)| Some(format!("{name}={}", (*value)?)));
        let named: Vec<String> = named.collect();
        f.write_str(if named.is_empty() { "all".into() } else { named.join(",") }.as_str())
    }
}

/// The words of the municipality for shares, each from a limit on.
///
/// # Example
/// ```
/// use svarstid::policy::{Permille, Rating};
/// let from = |percent| Permille::from_percent(percent).expect("0 to 100");
/// let rating = Rating::new(vec![(from(0.0), "dåligt".into()), (from(90.0), "bra".into())]);
/// assert_eq!(rating.word(9, 10), Some("bra"));
/// assert_eq!(rating.word(8_999, 10_000), Some("dåligt"));
/// assert_eq!(rating.word(0, 0), None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rating {
    /// The highest limit first.
    levels: Vec<(Permille, String)>,
}

impl Rating {
    /// Of words and the shares from which on they hold, in any order.
    pub fn new(mut levels: Vec<(Permille, String)>) -> Self {
        levels.sort_by(|(a, _), (b, _)| b.cmp(a));
        Self { levels }
    }

    /// Whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.levels.is_empty()
    }

    /// The limits and their words, the highest first.
    pub fn levels(&self) -> &[(Permille, String)] {
        &self.levels
    }

    /// The word for `part` of `whole`, compared exactly; none for nothing.
    pub fn word(&self, part: u64, whole: u64) -> Option<&str> {
        let holds = |(from, _): &&(Permille, String)| from.is_reached_by(part, whole);
        self.levels.iter().find(holds).filter(|_| whole > 0).map(|(_, word)| word.as_str())
    }
}
