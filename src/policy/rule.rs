//! Rules: what the guideline demands, of whom, and from when to when.

use crate::calendar::Day;
use crate::contact::{Channel, Origin};

use super::within::Within;

/// A share in tenths of a percent: 0 to 1000.
///
/// # Example
/// ```
/// use svarstid::policy::Permille;
/// let target = Permille::from_percent(92.5).expect("0 to 100");
/// assert_eq!(target.to_string(), "92.5");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Permille(u16);

impl Permille {
    /// The share of a percentage from 0 to 100 with at most one decimal, or `None`.
    pub fn from_percent(percent: f64) -> Option<Self> {
        let tenths = percent * 10.0;
        let whole = tenths.round();
        let exact = (tenths - whole).abs() < 1e-6 && (0.0..=1000.0).contains(&whole);
        exact.then_some(Self(whole as u16))
    }

    /// Tenths of a percent, 0 to 1000.
    pub const fn tenths(self) -> u16 {
        self.0
    }

    /// Whether `part` of `whole` reaches this share; exact, without rounding.
    pub const fn is_reached_by(self, part: u64, whole: u64) -> bool {
        part as u128 * 1000 >= whole as u128 * self.0 as u128
    }
}

impl std::fmt::Display for Permille {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.0 / 10, self.0 % 10)
    }
}

/// What one rule demands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name in output and settings.
    pub id: String,
    /// The paragraphs of the guideline that it comes from.
    pub paragraph: String,
    /// The channels it holds for.
    pub channels: Vec<Channel>,
    /// The origin it holds for; `None` for both.
    pub origin: Option<Origin>,
    /// How long it allows.
    pub within: Within,
    /// Whether a letter is deemed received on the workday before (FL 22 §).
    pub deemed_previous_workday: bool,
    /// The same of external letters alone, which the reading `letter-22` asks of a rule that
    /// may hold for internal ones too.
    pub deemed_external: bool,
    /// The first day of receipt it holds for.
    pub from: Option<Day>,
    /// The last day of receipt it holds for (inclusive, as people write it).
    pub until: Option<Day>,
    /// The share of contacts that should be answered in time.
    pub target: Option<Permille>,
}

impl Rule {
    /// Whether it holds for contacts of `channel` and `origin`, at some date.
    pub fn covers(&self, channel: Channel, origin: Origin) -> bool {
        self.channels.contains(&channel) && self.origin.is_none_or(|own| own == origin)
    }

    /// Whether it is in force for contacts received on `day`.
    #[inline]
    pub fn is_in_force(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether a contact of `channel` and `origin` is deemed received on the workday before.
    #[inline]
    pub fn deems(&self, channel: Channel, origin: Origin) -> bool {
        channel == Channel::Letter
            && (self.deemed_previous_workday
                || (self.deemed_external && origin == Origin::External))
    }
}

/// The guideline that the rules come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guideline {
    /// Its title.
    pub name: String,
    /// Whose it is.
    pub authority: String,
    /// Its reference in the register.
    pub reference: String,
    /// The day it was adopted.
    pub adopted: Option<Day>,
    /// The day it was last revised.
    pub revised: Option<Day>,
}

impl Guideline {
    /// Riktlinjer för service och bemötande of Nykvarns kommun.
    pub fn nykvarn() -> Self {
        Self {
            name: "Riktlinjer för service och bemötande".to_owned(),
            authority: "Nykvarns kommun".to_owned(),
            reference: "KS/2020:548".to_owned(),
            adopted: Day::from_ymd(2020, 12, 1),
            revised: Day::from_ymd(2021, 6, 1),
        }
    }
}
