//! Faults: rows that cannot be judged, each with its place and code.
//!
//! A fault is about the data: it is counted and kept, and the run goes on. What stops a run
//! is an error of the stage that met it.

use std::collections::HashMap;
use std::fmt;

/// Why a row is rejected. The order is the order in which SPEC 7 looks for faults.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// The record has bytes that its encoding does not know.
    UndecodableText,
    /// The record has more or fewer fields than the header.
    WrongFieldCount,
    /// The source profile says that such rows are wrong.
    RejectedByProfile,
    /// The channel cell is not a known word.
    UnknownChannel,
    /// The origin cell is not a known word.
    UnknownOrigin,
    /// A word that a source profile has to know is not one of those that it knows.
    UnknownWord,
    /// There is no receipt.
    MissingReceived,
    /// The stamp follows no known layout, or names a date that does not exist.
    UnreadableStamp,
    /// The local time was skipped by the clock change in spring.
    NonexistentTime,
    /// The year is outside 1990-2099.
    OutOfRange,
    /// The stamp is later than now and one day (checked without `--as-of` only).
    InTheFuture,
    /// The answer went out before the question came in.
    AnsweredBeforeReceived,
}

impl Code {
    /// Every code, in order.
    pub const ALL: [Self; 12] = [
        Self::UndecodableText,
        Self::WrongFieldCount,
        Self::RejectedByProfile,
        Self::UnknownChannel,
        Self::UnknownOrigin,
        Self::UnknownWord,
        Self::MissingReceived,
        Self::UnreadableStamp,
        Self::NonexistentTime,
        Self::OutOfRange,
        Self::InTheFuture,
        Self::AnsweredBeforeReceived,
    ];

    /// The code as SPEC 8 writes it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::UndecodableText => "undecodable-text",
            Self::WrongFieldCount => "wrong-field-count",
            Self::RejectedByProfile => "rejected-by-profile",
            Self::UnknownChannel => "unknown-channel",
            Self::UnknownOrigin => "unknown-origin",
            Self::UnknownWord => "unknown-word",
            Self::MissingReceived => "missing-received",
            Self::UnreadableStamp => "unreadable-stamp",
            Self::NonexistentTime => "nonexistent-time",
            Self::OutOfRange => "out-of-range",
            Self::InTheFuture => "in-the-future",
            Self::AnsweredBeforeReceived => "answered-before-received",
        }
    }

    /// What the code means, in one English sentence.
    pub const fn description(self) -> &'static str {
        match self {
            Self::UndecodableText => "the record has bytes that the file's encoding does not know",
            Self::WrongFieldCount => "the record has more or fewer fields than the header",
            Self::RejectedByProfile => "the source profile says that such a row is wrong",
            Self::UnknownChannel => "the channel is not a known word",
            Self::UnknownOrigin => "the origin is not a known word",
            Self::UnknownWord => "a word that the source profile does not know",
            Self::MissingReceived => "there is no time of receipt",
            Self::UnreadableStamp => "the time stamp cannot be read",
            Self::NonexistentTime => "the clock change in spring skipped this time",
            Self::OutOfRange => "the year is outside 1990-2099",
            Self::InTheFuture => "the time stamp is later than tomorrow",
            Self::AnsweredBeforeReceived => "the answer is earlier than the receipt",
        }
    }

    /// What the code means, in one Swedish sentence.
    pub const fn swedish(self) -> &'static str {
        match self {
            Self::UndecodableText => "raden har byte som filens teckenkodning inte känner",
            Self::WrongFieldCount => "raden har fler eller färre fält än rubrikraden",
            Self::RejectedByProfile => "källprofilen säger att en sådan rad är fel",
            Self::UnknownChannel => "kanalen är inte ett känt ord",
            Self::UnknownOrigin => "ursprunget är inte ett känt ord",
            Self::UnknownWord => "ett ord som källprofilen inte känner",
            Self::MissingReceived => "tidpunkt för när kontakten inkom saknas",
            Self::UnreadableStamp => "tidsstämpeln går inte att läsa",
            Self::NonexistentTime => "klockslaget finns inte (övergång till sommartid)",
            Self::OutOfRange => "året ligger utanför 1990–2099",
            Self::InTheFuture => "tidsstämpeln ligger i framtiden",
            Self::AnsweredBeforeReceived => "svaret är tidigare än kontakten",
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// Where a row stands: its input and the line on which its record begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Which input, counted from 0 in the order they were named.
    pub input: u32,
    /// The line on which the record begins, counted from 1.
    pub line: u64,
}

/// One rejected row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where the record begins.
    pub place: Place,
    /// The column's name as the header spells it; empty when the whole record is meant.
    pub column: String,
    /// Why.
    pub code: Code,
    /// What the cell looks like without saying what it says (see [`shape`]); empty when the
    /// whole record is meant.
    pub shape: String,
    /// What is wrong, and what would be right; lower case, no full stop.
    pub message: String,
}

/// What `value` looks like without what it says: digits become `9`, letters `x` or `X`.
///
/// Values can be personal data, so messages show this instead. At most 40 characters.
///
/// # Example
/// ```
/// assert_eq!(svarstid::fault::shape("2026-13-02 kl. 9"), "9999-99-99 xx. 9");
/// ```
pub fn shape(value: &str) -> String {
    const LONGEST: usize = 40;
    let mut out: String = value
        .chars()
        .take(LONGEST)
        .map(|c| match c {
            c if c.is_numeric() => '9',
            c if c.is_uppercase() => 'X',
            c if c.is_alphabetic() => 'x',
            c if c.is_control() => '\u{b7}',
            c => c,
        })
        .collect();
    if value.chars().nth(LONGEST).is_some() {
        out.push('…');
    }
    out
}

/// How many faults of each code there were: exact, and merged in any order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FaultCounts([u64; Code::ALL.len()]);

impl FaultCounts {
    /// Counts one more fault of `code`.
    pub fn add(&mut self, code: Code) {
        self.0[code as usize] += 1;
    }

    /// Counts `rows` more faults of `code`.
    pub fn add_rows(&mut self, code: Code, rows: u64) {
        self.0[code as usize] += rows;
    }

    /// Adds the counts of `other`.
    pub fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine += theirs;
        }
    }

    /// How many faults of `code`.
    pub fn of(&self, code: Code) -> u64 {
        self.0[code as usize]
    }

    /// All of them.
    pub fn total(&self) -> u64 {
        self.0.iter().sum()
    }
}

/// Faults of a run: exact counts, and the first of each kind to show.
#[derive(Clone, Debug, Default)]
pub struct FaultLog {
    counts: FaultCounts,
    folded: Vec<Folded>,
    index: HashMap<Kind, usize>,
}

/// What faults must share to be folded into one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Kind {
    input: u32,
    code: Code,
    column: String,
    shape: String,
    message: String,
}

/// Equal faults of one input folded into one: the first, and how many there were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded {
    /// The first of them.
    pub first: Fault,
    /// How many there were, the first included.
    pub count: u64,
}

impl FaultLog {
    /// Kinds of faults that are kept with their place; past that, they are only counted.
    pub const KEPT: usize = 1000;

    /// Counts `fault` and keeps the first of its kind.
    pub fn push(&mut self, fault: Fault) {
        self.counts.add(fault.code);
        let kind = Kind {
            input: fault.place.input,
            code: fault.code,
            column: fault.column.clone(),
            shape: fault.shape.clone(),
            message: fault.message.clone(),
        };
        if let Some(known) = self.index.get(&kind) {
            self.folded[*known].count += 1;
        } else if self.folded.len() < Self::KEPT {
            self.index.insert(kind, self.folded.len());
            self.folded.push(Folded { first: fault, count: 1 });
        }
    }

    /// Exact counts by code.
    pub fn counts(&self) -> &FaultCounts {
        &self.counts
    }

    /// Faults with equal ones folded, in the order in which they were met.
    pub fn folded(&self) -> &[Folded] {
        &self.folded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_stands_where_its_number_says() {
        for (index, code) in Code::ALL.into_iter().enumerate() {
            assert_eq!(code as usize, index);
        }
    }

    #[test]
    fn no_two_codes_share_an_id_or_a_description() {
        for (index, code) in Code::ALL.iter().enumerate() {
            for other in &Code::ALL[index + 1..] {
                assert_ne!(code.id(), other.id());
                assert_ne!(code.description(), other.description());
                assert_ne!(code.swedish(), other.swedish());
            }
        }
    }

    #[test]
    fn a_shape_shows_no_letter_and_no_digit_of_the_value() {
        assert_eq!(shape("Åsa 070-123 45 67"), "Xxx 999-999 99 99");
        assert_eq!(shape("\u{1b}[31m"), "·[99x");
        assert_eq!(shape(&"a".repeat(41)), format!("{}…", "x".repeat(40)));
    }

    #[test]
    fn equal_faults_are_folded_and_all_are_counted() {
        let fault = |line, code| Fault {
            place: Place { input: 0, line },
            column: "received".into(),
            code,
            shape: "9999".into(),
            message: "no".into(),
        };
        let mut log = FaultLog::default();
        log.push(fault(2, Code::UnreadableStamp));
        log.push(fault(3, Code::UnreadableStamp));
        log.push(fault(4, Code::OutOfRange));
        assert_eq!(log.folded().len(), 2);
        assert_eq!((log.folded()[0].first.place.line, log.folded()[0].count), (2, 2));
        assert_eq!(log.counts().of(Code::UnreadableStamp), 2);
        assert_eq!(log.counts().total(), 3);
    }
}
