//! Verdicts: whether a contact was answered in time. Pure: the same contact, policy,
//! calendar and as-of always give the same verdict.

mod explain;

pub use explain::{DayProof, Explanation, Proof};

use crate::calendar::{Calendar, Day, Instant};
use crate::contact::{Channel, Contact, Moment, Origin};
use crate::policy::{Policy, Rule, due};

/// What became of a contact, in the order in which reports list them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Answered in time.
    Met,
    /// Answered too late.
    Late,
    /// Not answered, and the due moment has passed.
    Overdue,
    /// Not answered, and there is still time.
    Pending,
    /// Taken out of the reckoning, with a reason.
    Exempt,
    /// No rule holds for it.
    Unregulated,
}

impl Outcome {
    /// Every outcome, in order.
    pub const ALL: [Self; 6] =
        [Self::Met, Self::Late, Self::Overdue, Self::Pending, Self::Exempt, Self::Unregulated];

    /// The code that machine formats use.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Late => "late",
            Self::Overdue => "overdue",
            Self::Pending => "pending",
            Self::Exempt => "exempt",
            Self::Unregulated => "unregulated",
        }
    }

    /// The Swedish word.
    pub const fn swedish(self) -> &'static str {
        match self {
            Self::Met => "i tid",
            Self::Late => "sent",
            Self::Overdue => "obesvarad",
            Self::Pending => "öppen",
            Self::Exempt => "undantagen",
            Self::Unregulated => "utan regel",
        }
    }

    /// The English word.
    pub const fn english(self) -> &'static str {
        self.id()
    }

    /// Whether it counts in the share of contacts met: met, late or overdue.
    pub const fn is_judged(self) -> bool {
        matches!(self, Self::Met | Self::Late | Self::Overdue)
    }
}

/// What the audit says of one contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What became of it.
    pub outcome: Outcome,
    /// Which rule holds for it, as an index into the policy's rules; also told for an exempt
    /// contact.
    pub rule: Option<u16>,
    /// The last second in which an answer is in time (inclusive); absent without a rule.
    pub due: Option<Instant>,
    /// Time to answer in seconds, when it was answered by as-of: elapsed seconds, or whole
    /// days of 86 400 where either end is a bare date.
    pub to_answer_s: Option<u32>,
    /// Seconds past due, to the answer or to as-of; only for late and overdue contacts.
    pub late_s: Option<i64>,
}

/// Judges contacts by one policy, on one calendar, as of one moment.
///
/// # Example
/// ```
/// use svarstid::calendar::{Calendar, Instant};
/// use svarstid::contact::{Channel, Contact, DepartmentId, Moment, Origin};
/// use svarstid::judge::{Judge, Outcome};
/// use svarstid::policy::Policy;
/// let (policy, calendar) = (Policy::guideline(), Calendar::swedish());
/// // Thursday 2026-06-18 15:00, before Midsummer Eve; answered on Monday at noon.
/// let received = Instant::from_unix_seconds(1_781_787_600);
/// let answered = received.plus_s(93 * 3600);
/// let contact = Contact::new(Moment::second(received), Some(Moment::second(answered)),
///                            Channel::Email, Origin::External, DepartmentId::UNSTATED);
/// let judge = Judge::new(&policy, &calendar, answered);
/// assert_eq!(judge.judge(&contact).outcome, Outcome::Met);
/// ```
#[derive(Debug)]
pub struct Judge<'a> {
    policy: &'a Policy,
    calendar: &'a Calendar,
    as_of: Instant,
    /// The rules that hold for each channel and origin, in the policy's order.
    by_kind: [[Vec<u16>; Origin::ALL.len()]; Channel::ALL.len()],
}

impl<'a> Judge<'a> {
    /// A judge that looks back from `as_of`.
    pub fn new(policy: &'a Policy, calendar: &'a Calendar, as_of: Instant) -> Self {
        let holding = |channel, origin| {
            let holds = |(_, rule): &(usize, &Rule)| rule.covers(channel, origin);
            policy.rules.iter().enumerate().filter(holds).map(|(index, _)| index as u16).collect()
        };
        let by_kind =
            Channel::ALL.map(|channel| Origin::ALL.map(|origin| holding(channel, origin)));
        Self { policy, calendar, as_of, by_kind }
    }

    /// The same judge, looking back from another moment.
    #[must_use]
    pub fn looking_back_from(&self, as_of: Instant) -> Self {
        Self { as_of, by_kind: self.by_kind.clone(), ..*self }
    }

    /// The moment that this judge looks back from.
    pub fn as_of(&self) -> Instant {
        self.as_of
    }

    /// The policy that this judge applies.
    pub fn policy(&self) -> &Policy {
        self.policy
    }

    /// The calendar that this judge applies it on.
    pub fn calendar(&self) -> &Calendar {
        self.calendar
    }

    /// The verdict on `contact` (SPEC 5).
    #[inline]
    pub fn judge(&self, contact: &Contact) -> Verdict {
        let received = contact.received();
        let answered = contact.answered().filter(|answer| answer.instant <= self.as_of);
        let rule = self.rule_for(contact.channel(), contact.origin(), received);
        let due = rule.map(|index| {
            let rule = &self.policy.rules[usize::from(index)];
            due(
                received,
                rule.within,
                rule.deems(contact.channel(), contact.origin()),
                self.calendar,
            )
        });
        let mut verdict = Verdict {
            outcome: Outcome::Exempt,
            rule,
            due,
            to_answer_s: answered.map(|answer| self.to_answer_s(received, answer)),
            late_s: None,
        };
        if contact.exemption().is_some() {
            return verdict;
        }
        let Some(due) = due else {
            verdict.outcome = Outcome::Unregulated;
            return verdict;
        };
        match answered {
            Some(answer) => match self.past_due_s(answer, due) {
                None => verdict.outcome = Outcome::Met,
                late_s => {
                    verdict.outcome = Outcome::Late;
                    verdict.late_s = late_s;
                }
            },
            None if self.as_of <= due => verdict.outcome = Outcome::Pending,
            None => {
                verdict.outcome = Outcome::Overdue;
                verdict.late_s = Some(self.as_of.since_s(due));
            }
        }
        verdict
    }

    /// The rule for a contact, by the local date of receipt; the first that matches.
    #[inline]
    fn rule_for(&self, channel: Channel, origin: Origin, received: Moment) -> Option<u16> {
        let candidates = &self.by_kind[channel as usize][origin as usize];
        let mut day: Option<Day> = None;
        candidates.iter().copied().find(|index| {
            let rule = &self.policy.rules[usize::from(*index)];
            if rule.from.is_none() && rule.until.is_none() {
                return true;
            }
            let day = *day.get_or_insert_with(|| self.calendar.table.day_of(received.instant));
            rule.is_in_force(day)
        })
    }

    /// Time to answer in seconds (SPEC 2: days of 24 h where either end is a bare date).
    #[inline]
    fn to_answer_s(&self, received: Moment, answered: Moment) -> u32 {
        if received.is_bare_date() || answered.is_bare_date() {
            return (self.days_between(received.instant, answered.instant).max(0) * 86_400) as u32;
        }
        answered.instant.since_s(received.instant).max(0) as u32
    }

    /// Seconds from `due` to an answer after it; `None` for an answer in time.
    ///
    /// A bare date is in time when it is not after the local date of `due`.
    #[inline]
    fn past_due_s(&self, answered: Moment, due: Instant) -> Option<i64> {
        let late_s = if answered.is_bare_date() {
            i64::from(self.days_between(due, answered.instant)) * 86_400
        } else {
            answered.instant.since_s(due)
        };
        (late_s > 0).then_some(late_s)
    }

    /// Local dates from `from` to `until`.
    fn days_between(&self, from: Instant, until: Instant) -> i32 {
        let table = &self.calendar.table;
        table.day_of(until).days_since(table.day_of(from))
    }
}
