//! Conditions: what is asked of a row.

use super::{Cell, Pattern, Slot};

/// A condition on a row.
#[derive(Clone, Debug)]
pub enum Condition {
    /// All hold.
    All(Vec<Condition>),
    /// One holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// A cell or slot passes a test. A column that the file does not have is empty.
    Test {
        /// What is tested.
        subject: Subject,
        /// How.
        test: Test,
    },
}

/// What a condition looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The first of these columns that the file has.
    Column(Vec<Cell>),
    /// The value of a slot, after its map.
    Slot(Slot),
}

/// A test of a text.
#[derive(Clone, Debug)]
pub enum Test {
    /// It is one of these, compared folded.
    In(Vec<String>),
    /// It is none of these.
    NotIn(Vec<String>),
    /// It matches.
    Matches(Pattern),
    /// It is empty.
    Empty,
    /// It is not empty.
    Present,
    /// It is a number below this.
    Below(f64),
    /// It is a number above this.
    Above(f64),
    /// It is a number from the first to the second, both included.
    Between(f64, f64),
}
