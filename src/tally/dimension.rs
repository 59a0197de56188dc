//! Dimensions: what contacts can be grouped by.

use crate::calendar::{Day, DayTable, Weekday};
use crate::contact::{Channel, Contact, DepartmentId, Origin};
use crate::judge::Verdict;

use super::grouping::{BoardId, Grouping};

/// Something that contacts can be grouped by. Times are those of the receipt, local.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// The board that the department answers to.
    Board,
    /// Who owed the answer.
    Department,
    /// The way the contact came in.
    Channel,
    /// Customer or colleague.
    Origin,
    /// The rule that holds for it.
    Rule,
    /// The calendar year.
    Year,
    /// A third of the year: four months.
    Tertial,
    /// A quarter of the year.
    Quarter,
    /// The month.
    Month,
    /// The ISO 8601 week.
    Week,
    /// Monday to Sunday.
    Weekday,
    /// The hour of the day; absent for a bare date.
    Hour,
}

impl Dimension {
    /// Every dimension, in the order of SPEC 9.
    pub const ALL: [Self; 12] = [
        Self::Board,
        Self::Department,
        Self::Channel,
        Self::Origin,
        Self::Rule,
        Self::Year,
        Self::Tertial,
        Self::Quarter,
        Self::Month,
        Self::Week,
        Self::Weekday,
        Self::Hour,
    ];

    /// The name in `--by` and the column in machine formats.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Board => "board",
            Self::Department => "department",
            Self::Channel => "channel",
            Self::Origin => "origin",
            Self::Rule => "rule",
            Self::Year => "year",
            Self::Tertial => "tertial",
            Self::Quarter => "quarter",
            Self::Month => "month",
            Self::Week => "week",
            Self::Weekday => "weekday",
            Self::Hour => "hour",
        }
    }

    /// Bits that a key needs for it.
    const fn bits(self) -> u32 {
        match self {
            Self::Board => 14,
            Self::Department => 32,
            Self::Channel => 3,
            Self::Origin => 1,
            Self::Rule => 16,
            Self::Year => 8,
            Self::Tertial | Self::Quarter => 10,
            Self::Month => 12,
            Self::Week => 14,
            Self::Weekday => 3,
            Self::Hour => 5,
        }
    }
}

/// A group of a tally, packed: the parts of its key side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key(u128);

impl Key {
    /// The key as a number below `end`, if it is one.
    #[inline]
    pub(super) const fn small(self, end: usize) -> Option<usize> {
        if self.0 < end as u128 { Some(self.0 as usize) } else { None }
    }
}

/// One part of a group's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyPart {
    /// A board.
    Board(BoardId),
    /// A department.
    Department(DepartmentId),
    /// A channel.
    Channel(Channel),
    /// An origin.
    Origin(Origin),
    /// A rule, as an index into the policy's rules.
    Rule(Option<u16>),
    /// A calendar year.
    Year(i32),
    /// Year and tertial, 1 to 3.
    Tertial(i32, u32),
    /// Year and quarter, 1 to 4.
    Quarter(i32, u32),
    /// Year and month, 1 to 12.
    Month(i32, u32),
    /// ISO year and week, 1 to 53.
    Week(i32, u32),
    /// A day of the week.
    Weekday(Weekday),
    /// An hour, 0 to 23; absent for a bare date.
    Hour(Option<u32>),
}

/// Years in keys are counted from here, so that they fit in 8 bits.
const FIRST_KEY_YEAR: i32 = 1980;

/// A rule's number in a key when there is none.
const NO_RULE: u16 = u16::MAX;

/// An hour's number in a key when there is none.
const NO_HOUR: u32 = 31;

/// Makes keys of some dimensions, and reads them.
#[derive(Clone, Debug)]
pub struct Keyer {
    dimensions: Vec<Dimension>,
    posts: Grouping,
    /// Whether any dimension needs the local day of receipt.
    needs_day: bool,
}

impl Keyer {
    /// For `dimensions`, none of them twice; `posts` says which departments are one.
    pub fn new(dimensions: &[Dimension], posts: &Grouping) -> Self {
        let needs_day = dimensions.iter().any(|dimension| *dimension >= Dimension::Year);
        Self { dimensions: dimensions.to_vec(), posts: posts.clone(), needs_day }
    }

    /// The dimensions.
    pub fn dimensions(&self) -> &[Dimension] {
        &self.dimensions
    }

    /// The key of a contact's group.
    #[inline]
    pub fn key(&self, contact: &Contact, verdict: &Verdict, table: &DayTable) -> Key {
        let day = if self.needs_day {
            table.day_of(contact.received().instant)
        } else {
            Day::from_unix_days(0)
        };
        let mut key = 0u128;
        for dimension in &self.dimensions {
            let part = match dimension {
                Dimension::Board => self.posts.board(contact.department()).0,
                Dimension::Department => self.posts.department(contact.department()).0,
                Dimension::Channel => contact.channel() as u32,
                Dimension::Origin => contact.origin() as u32,
                Dimension::Rule => u32::from(verdict.rule.unwrap_or(NO_RULE)),
                Dimension::Year => year(day.year()),
                Dimension::Tertial => year(day.year()) * 3 + (day.month() - 1) / 4,
                Dimension::Quarter => year(day.year()) * 4 + (day.month() - 1) / 3,
                Dimension::Month => year(day.year()) * 12 + day.month() - 1,
                Dimension::Week => {
                    let (iso_year, week) = day.iso_week();
                    year(iso_year) * 54 + week
                }
                Dimension::Weekday => day.weekday().index() as u32,
                Dimension::Hour if contact.received().is_bare_date() => NO_HOUR,
                Dimension::Hour => table.wall(contact.received().instant).hour(),
            };
            key = (key << dimension.bits()) | u128::from(part);
        }
        Key(key)
    }

    /// The parts of `key`, in the order of the dimensions.
    pub fn parts(&self, Key(mut key): Key) -> Vec<KeyPart> {
        let mut parts: Vec<KeyPart> = self
            .dimensions
            .iter()
            .rev()
            .map(|dimension| {
                let part = (key & ((1 << dimension.bits()) - 1)) as u32;
                key >>= dimension.bits();
                key_part(*dimension, part)
            })
            .collect();
        parts.reverse();
        parts
    }
}

fn year(year: i32) -> u32 {
    (year - FIRST_KEY_YEAR) as u32
}

fn key_part(dimension: Dimension, part: u32) -> KeyPart {
    let split = |per_year: u32| (FIRST_KEY_YEAR + (part / per_year) as i32, part % per_year);
    match dimension {
        Dimension::Board => KeyPart::Board(BoardId(part)),
        Dimension::Department => KeyPart::Department(DepartmentId(part)),
        Dimension::Channel => KeyPart::Channel(Channel::ALL[part as usize]),
        Dimension::Origin => KeyPart::Origin(Origin::ALL[part as usize]),
        Dimension::Rule => KeyPart::Rule(Some(part as u16).filter(|rule| *rule != NO_RULE)),
        Dimension::Year => KeyPart::Year(FIRST_KEY_YEAR + part as i32),
        Dimension::Tertial => KeyPart::Tertial(split(3).0, split(3).1 + 1),
        Dimension::Quarter => KeyPart::Quarter(split(4).0, split(4).1 + 1),
        Dimension::Month => KeyPart::Month(split(12).0, split(12).1 + 1),
        Dimension::Week => KeyPart::Week(split(54).0, split(54).1),
        Dimension::Weekday => KeyPart::Weekday(Weekday::ALL[part as usize]),
        Dimension::Hour => KeyPart::Hour(Some(part).filter(|hour| *hour != NO_HOUR)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Calendar, Instant};
    use crate::contact::Moment;
    use crate::judge::Outcome;

    #[test]
    fn a_key_of_every_dimension_gives_back_its_parts() {
        let table = Calendar::swedish().table;
        let posts = [(DepartmentId::UNSTATED, BoardId::NONE), (DepartmentId(1), BoardId(9))];
        let keyer = Keyer::new(&Dimension::ALL, &Grouping::new(posts.into_iter()));
        assert!(Dimension::ALL.iter().map(|dimension| dimension.bits()).sum::<u32>() <= 128);
        // 2099-12-31 23:30 in Stockholm, the last hour there is.
        let received = Moment::second(Instant::from_unix_seconds(4_102_439_400));
        let department = DepartmentId(1);
        let contact = Contact::new(received, None, Channel::Social, Origin::Internal, department);
        let verdict = Verdict {
            outcome: Outcome::Pending,
            rule: Some(7),
            due: None,
            to_answer_s: None,
            late_s: None,
        };
        assert_eq!(
            keyer.parts(keyer.key(&contact, &verdict, &table)),
            [
                KeyPart::Board(BoardId(9)),
                KeyPart::Department(department),
                KeyPart::Channel(Channel::Social),
                KeyPart::Origin(Origin::Internal),
                KeyPart::Rule(Some(7)),
                KeyPart::Year(2099),
                KeyPart::Tertial(2099, 3),
                KeyPart::Quarter(2099, 4),
                KeyPart::Month(2099, 12),
                KeyPart::Week(2099, 53),
                KeyPart::Weekday(Weekday::Thursday),
                KeyPart::Hour(Some(23)),
            ]
        );
    }

    #[test]
    fn the_largest_parts_of_a_key_do_not_touch() {
        let table = Calendar::swedish().table;
        let keyer = Keyer::new(&[Dimension::Board, Dimension::Department], &Grouping::default());
        let received = Moment::second(Instant::from_unix_seconds(4_102_439_400));
        let department = DepartmentId(u32::MAX - 1);
        let contact = Contact::new(received, None, Channel::Social, Origin::Internal, department);
        let verdict = Verdict {
            outcome: Outcome::Pending,
            rule: None,
            due: None,
            to_answer_s: None,
            late_s: None,
        };
        assert_eq!(
            keyer.parts(keyer.key(&contact, &verdict, &table)),
            [KeyPart::Board(BoardId::NONE), KeyPart::Department(department)]
        );
    }

    #[test]
    fn a_bare_date_has_no_hour() {
        let table = Calendar::swedish().table;
        let keyer = Keyer::new(&[Dimension::Hour], &Grouping::default());
        let midnight = table.midnight(Day::from_ymd(2026, 6, 18).unwrap());
        let verdict = Verdict {
            outcome: Outcome::Pending,
            rule: None,
            due: None,
            to_answer_s: None,
            late_s: None,
        };
        for (received, hour) in [(Moment::day(midnight), None), (Moment::second(midnight), Some(0))]
        {
            let contact = Contact::new(
                received,
                None,
                Channel::Phone,
                Origin::External,
                DepartmentId::UNSTATED,
            );
            let key = keyer.key(&contact, &verdict, &table);
            assert_eq!(keyer.parts(key), [KeyPart::Hour(hour)]);
        }
    }
}
