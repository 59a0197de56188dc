//! Why states cannot be merged, each reason with the way out.

use std::fmt;

use crate::calendar::Day;

/// One reason why states do not go together. States and audits are named as people know them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// They were judged differently.
    OtherRules {
        /// One of them.
        a: String,
        /// The other.
        b: String,
        /// What differs.
        what: String,
    },
    /// Their fingerprints are of different keys.
    OtherKey {
        /// One of them, and the id of its key.
        a: (String, String),
        /// The other, and the id of its key.
        b: (String, String),
    },
    /// Both answer for the same days of the same logs.
    Overlap {
        /// One of them.
        a: String,
        /// The other.
        b: String,
        /// The first day that both answer for.
        first: Day,
        /// The last day that both answer for.
        last: Day,
    },
    /// Several have read the same logs.
    SameInput {
        /// All of them.
        states: Vec<String>,
        /// The logs.
        inputs: Vec<String>,
    },
    /// Rows may tell again of another's contacts, and nobody can know.
    Unkeyed {
        /// Whose rows.
        a: String,
        /// Whose contacts.
        b: String,
        /// How many rows.
        rows: u64,
        /// The first day on which they were received.
        first: Day,
        /// The last day on which they were received.
        last: Day,
    },
    /// The same contacts are counted in both.
    SettledTwice {
        /// One of them.
        a: String,
        /// The other.
        b: String,
        /// How many.
        contacts: u64,
    },
    /// Rows tell otherwise of contacts that are counted already.
    Changed {
        /// Whose rows.
        a: String,
        /// Whose contacts.
        b: String,
        /// How many rows.
        rows: u64,
    },
    /// Days that nothing answers for.
    Gap {
        /// The first day.
        first: Day,
        /// The last day.
        last: Day,
        /// Of which part, where there are several.
        part: String,
    },
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = |rows: &u64| if *rows == 1 { "row" } else { "rows" };
        match self {
            Self::OtherRules { a, b, what } => write!(
                f,
                "{a} and {b} were judged differently ({what}); save one of them anew with the \
                 settings and the reading of the other"
            ),
            Self::OtherKey { a, b } => write!(
                f,
                "{} and {} have fingerprints of different keys ({} and {}), which cannot be \
                 compared; save one of them anew with the key of the other",
                a.0, b.0, a.1, b.1
            ),
            Self::Overlap { a, b, first, last } => write!(
                f,
                "{a} and {b} both answer for {first} – {last}, so contacts would count twice; \
                 leave one of them out or, if they are of different logs, save each with a \
                 --state-part of its own"
            ),
            Self::SameInput { states, inputs } => write!(
                f,
                "{} have {} read {}, so {} rows would count {}; read each log into one state: \
                 save one of all its days, or cut it at the periods and save each from its own \
                 piece",
                listed(states),
                if states.len() == 2 { "both" } else { "all" },
                listed(inputs),
                if inputs.len() == 1 { "its" } else { "their" },
                if states.len() == 2 { "twice" } else { "more than once" }
            ),
            Self::Unkeyed { a, b, rows: count, first, last } => write!(
                f,
                "{a} has {count} {} with an id received {first} – {last}, which {b} has contacts \
                 of too, and without fingerprints nobody can tell whether they are the same; save \
                 both with the same --state-key, or cut the export at its period",
                rows(count)
            ),
            Self::SettledTwice { a, b, contacts } => write!(
                f,
                "{a} and {b} have both counted the same {contacts} answered {}; read their logs \
                 in one audit",
                if *contacts == 1 { "contact" } else { "contacts" }
            ),
            Self::Changed { a, b, rows: count } => write!(
                f,
                "{count} {} of {a} {} otherwise of contacts that {b} has settled (another answer, \
                 department, origin or reason), and what is only counted cannot be changed; save \
                 the latter anew from the logs of both, or say --keep-settled to leave it as it \
                 is (a longer --state-overlap keeps contacts open to change)",
                rows(count),
                if *count == 1 { "tells" } else { "tell" }
            ),
            Self::Gap { first, last, part } => {
                write!(f, "no state answers for {first} – {last}")?;
                if !part.is_empty() {
                    write!(f, " of part \"{part}\"")?;
                }
                write!(
                    f,
                    "; merge the state of those days too, or say --allow-gaps if there is none"
                )
            }
        }
    }
}

/// Names with commas and an "and"; of many the first, and how many more there are.
fn listed(names: &[String]) -> String {
    /// Names that are told.
    const MOST: usize = 6;
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] if names.len() <= MOST => format!("{} and {last}", first.join(", ")),
        _ => format!("{} and {} more", names[..MOST - 1].join(", "), names.len() + 1 - MOST),
    }
}

/// Every reason why states do not go together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusals(pub Vec<Refusal>);

impl fmt::Display for Refusals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// Reasons that are told; hundreds of states can have thousands.
        const MOST_TOLD: usize = 20;
        for (index, refusal) in self.0.iter().take(MOST_TOLD).enumerate() {
            write!(f, "{}{refusal}", if index == 0 { "" } else { "\n" })?;
        }
        match self.0.len().saturating_sub(MOST_TOLD) {
            0 => Ok(()),
            more => write!(f, "\n… and {more} more such reasons"),
        }
    }
}

impl std::error::Error for Refusals {}

impl Refusals {
    /// `Ok` where there is none.
    pub(super) fn settle(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }
}
