//! Lint: what is odd about rules that are valid. A finding is advice, never an error.

use std::collections::BTreeMap;
use std::fmt;

use crate::calendar::{Calendar, Day, FIRST_YEAR, LAST_YEAR};
use crate::contact::{Channel, Moment, Origin};

use super::due::due;
use super::rule::Rule;
use super::{BuiltInReading, Policy};

/// What kind of oddity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LintKind {
    /// Two rules hold for the same contacts; the first applies.
    Overlap,
    /// A regulated contact has no rule in some span of dates.
    Hole,
    /// A rule that no contact can reach.
    NeverMatches,
    /// An internal contact falls due before an external one of the same moment.
    FridayInversion,
    /// A setting that changes nothing.
    NoEffect,
}

impl LintKind {
    /// Its code.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Overlap => "overlap",
            Self::Hole => "hole",
            Self::NeverMatches => "never-matches",
            Self::FridayInversion => "friday-inversion",
            Self::NoEffect => "no-effect",
        }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lint {
    /// Its kind.
    pub kind: LintKind,
    /// What was found and what could be done, in Swedish.
    pub swedish: String,
    /// The same in English.
    pub english: String,
}

impl fmt::Display for Lint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}] {}", self.kind.id(), self.english)
    }
}

/// What is odd about `policy` on `calendar`.
///
/// # Example
/// ```
/// use svarstid::calendar::Calendar;
/// use svarstid::policy::{LintKind, Policy, lint};
/// let findings = lint(&Policy::guideline(), &Calendar::swedish());
/// assert_eq!(findings.len(), 1);
/// assert_eq!(findings[0].kind, LintKind::FridayInversion);
/// ```
pub fn lint(policy: &Policy, calendar: &Calendar) -> Vec<Lint> {
    let mut findings = Vec::new();
    overlaps(&policy.rules, &mut findings);
    holes(&policy.rules, &mut findings);
    inversions(&policy.rules, calendar, &mut findings);
    without_effect(policy, calendar, &mut findings);
    findings
}

/// The days that a rule is in force, half-open, within the years of the tool.
fn span(rule: &Rule) -> (i32, i32) {
    let (first, end) = whole_span();
    let from = rule.from.map_or(first, |day| day.unix_days().max(first));
    let until = rule.until.map_or(end, |day| (day.unix_days() + 1).min(end));
    (from, until.max(from))
}

fn whole_span() -> (i32, i32) {
    let day = |year| Day::from_ymd(year, 1, 1).map_or(0, Day::unix_days);
    (day(FIRST_YEAR), day(LAST_YEAR + 1))
}

/// The parts of `span` that none of `taken` covers.
fn remaining(span: (i32, i32), taken: &[(i32, i32)]) -> Vec<(i32, i32)> {
    let mut left: Vec<(i32, i32)> = [span].into_iter().filter(|(a, b)| a < b).collect();
    for (from, until) in taken {
        left = left
            .into_iter()
            .flat_map(|(a, b)| [(a, b.min(*from)), (a.max(*until), b)])
            .filter(|(a, b)| a < b)
            .collect();
    }
    left
}

fn cells() -> impl Iterator<Item = (Channel, Origin)> {
    Channel::ALL.into_iter().flat_map(|channel| Origin::ALL.map(|origin| (channel, origin)))
}

fn overlaps(rules: &[Rule], findings: &mut Vec<Lint>) {
    for (index, rule) in rules.iter().enumerate() {
        let mut reached = false;
        let mut shadowing: Vec<&str> = Vec::new();
        for (channel, origin) in cells().filter(|(c, o)| rule.covers(*c, *o)) {
            let own = span(rule);
            let earlier: Vec<&Rule> =
                rules[..index].iter().filter(|other| other.covers(channel, origin)).collect();
            let taken: Vec<(i32, i32)> = earlier.iter().map(|other| span(other)).collect();
            reached |= !remaining(own, &taken).is_empty();
            for other in earlier {
                let (from, until) = span(other);
                if from.max(own.0) < until.min(own.1) && !shadowing.contains(&other.id.as_str()) {
                    shadowing.push(&other.id);
                }
            }
        }
        if !reached {
            findings.push(Lint {
                kind: LintKind::NeverMatches,
                swedish: format!("regeln \"{}\" kan aldrig gälla någon kontakt", rule.id),
                english: format!("the rule \"{}\" can never match a contact", rule.id),
            });
        } else if !shadowing.is_empty() {
            let names = shadowing.join(", ");
            findings.push(Lint {
                kind: LintKind::Overlap,
                swedish: format!(
                    "regeln \"{}\" gäller delvis samma kontakter som {names}; den första gäller",
                    rule.id
                ),
                english: format!(
                    "the rule \"{}\" holds for some of the same contacts as {names}; the first \
                     one applies",
                    rule.id
                ),
            });
        }
    }
}

/// Holes of the same span are one finding, however many channels they are of.
fn holes(rules: &[Rule], findings: &mut Vec<Lint>) {
    let mut holes: BTreeMap<(i32, i32), Vec<(Channel, Origin)>> = BTreeMap::new();
    for (channel, origin) in cells().filter(|(channel, _)| channel.is_regulated()) {
        let taken: Vec<(i32, i32)> =
            rules.iter().filter(|rule| rule.covers(channel, origin)).map(span).collect();
        for hole in remaining(whole_span(), &taken) {
            holes.entry(hole).or_default().push((channel, origin));
        }
    }
    for ((from, until), cells) in holes {
        let days = (Day::from_unix_days(from), Day::from_unix_days(until - 1));
        let listed = |name: fn(&(Channel, Origin)) -> String| {
            cells.iter().map(name).collect::<Vec<_>>().join(", ")
        };
        let swedish = listed(|(c, o)| format!("{} ({})", c.swedish(), o.swedish()));
        let english = listed(|(c, o)| format!("{} ({})", c.english(), o.english()));
        findings.push(Lint {
            kind: LintKind::Hole,
            swedish: format!("ingen regel från {} till {} för {swedish}", days.0, days.1),
            english: format!("no rule from {} to {} for {english}", days.0, days.1),
        });
    }
}

/// An ordinary week without a holiday near it; the inversion shows on its Friday.
const ORDINARY_FRIDAY: (i32, u32, u32) = (2026, 9, 11);

fn inversions(rules: &[Rule], calendar: &Calendar, findings: &mut Vec<Lint>) {
    let (year, month, day) = ORDINARY_FRIDAY;
    let Some(friday) = Day::from_ymd(year, month, day) else { return };
    let Some(instant) = calendar.table.resolve(friday.at(16 * 3600)).earliest() else { return };
    let received = Moment::second(instant);
    let mut told: Vec<(&str, &str)> = Vec::new();
    for channel in Channel::ALL {
        let rule_of = |origin| {
            let applies = |rule: &&Rule| rule.covers(channel, origin) && rule.is_in_force(friday);
            rules.iter().find(applies)
        };
        let (Some(external), Some(internal)) =
            (rule_of(Origin::External), rule_of(Origin::Internal))
        else {
            continue;
        };
        let due_of =
            |rule: &Rule, origin| due(received, rule.within, rule.deems(channel, origin), calendar);
        let (due_external, due_internal) =
            (due_of(external, Origin::External), due_of(internal, Origin::Internal));
        if due_internal >= due_external || told.contains(&(&external.id, &internal.id)) {
            continue;
        }
        told.push((&external.id, &internal.id));
        let walls = (calendar.table.wall(due_internal), calendar.table.wall(due_external));
        findings.push(Lint {
            kind: LintKind::FridayInversion,
            swedish: format!(
                "en intern kontakt fredag {friday} kl. 16.00 ska besvaras senast {}, en extern \
                 senast {}: löftet till kollegor är strängare än till kunder; jämför med \
                 tolkningen workday-hours",
                walls.0, walls.1
            ),
            english: format!(
                "an internal contact on Friday {friday} at 16:00 is due {}, an external one {}: \
                 the promise to colleagues is stricter than to customers; compare the reading \
                 workday-hours",
                walls.0, walls.1
            ),
        });
    }
}

fn without_effect(policy: &Policy, calendar: &Calendar, findings: &mut Vec<Lint>) {
    let mut push = |swedish: String, english: String| {
        findings.push(Lint { kind: LintKind::NoEffect, swedish, english });
    };
    for rule in &policy.rules {
        if rule.deemed_previous_workday && !rule.channels.contains(&Channel::Letter) {
            push(
                format!("\"deemed\" i regeln \"{}\" har ingen verkan: inga brev", rule.id),
                format!("\"deemed\" in the rule \"{}\" has no effect: no letters", rule.id),
            );
        }
    }
    for reading in &policy.readings {
        if policy.rules.iter().all(|rule| reading.apply(rule) == *rule) {
            push(
                format!("tolkningen \"{}\" ändrar ingen regel", reading.name),
                format!("the reading \"{}\" changes no rule", reading.name),
            );
        }
    }
    for closure in calendar.working.closures() {
        let otherwise_open = closure.first.until(closure.last.plus(1)).any(|day| {
            calendar.working.reasons(day).iter().all(
                |reason| matches!(reason, crate::calendar::Reason::Closed(other) if *other == closure),
            )
        });
        if !otherwise_open {
            push(
                format!(
                    "stängningen {} \"{}\" stänger ingen arbetsdag",
                    closure.first, closure.name
                ),
                format!("the closure {} \"{}\" closes no workday", closure.first, closure.name),
            );
        }
    }
    let uses_hours = |rule: &Rule| rule.within.needs_opening_hours();
    let read_by_hours = policy.rules.iter().any(uses_hours)
        || policy.rules.iter().any(|rule| uses_hours(&BuiltInReading::Closing.apply(rule)))
        || policy
            .readings
            .iter()
            .any(|r| policy.rules.iter().any(|rule| uses_hours(&r.apply(rule))));
    if !calendar.working.hours().is_empty() && !read_by_hours {
        push(
            "öppettiderna används inte av någon regel eller tolkning".to_owned(),
            "no rule and no reading uses the opening hours".to_owned(),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Closure, Interval, OpeningHours, Weekday, WorkingCalendar, Zone};
    use crate::policy::{DeclaredReading, Override};

    fn kinds(policy: &Policy, calendar: &Calendar) -> Vec<LintKind> {
        lint(policy, calendar).into_iter().map(|finding| finding.kind).collect()
    }

    #[test]
    fn the_friday_inversion_goes_away_with_hours_on_workdays() {
        let calendar = Calendar::swedish();
        let mut policy = Policy::guideline();
        assert_eq!(kinds(&policy, &calendar), [LintKind::FridayInversion]);
        policy.rules[1].within = "48 hours on workdays".parse().unwrap();
        assert_eq!(kinds(&policy, &calendar), []);
    }

    #[test]
    fn a_rule_behind_others_is_an_overlap_or_never_matches() {
        let calendar = Calendar::swedish();
        let mut policy = Policy::guideline();
        policy.rules[1].within = "48 hours on workdays".parse().unwrap();
        let mut third = policy.rules[0].clone();
        third.id = "third".into();
        policy.rules.push(third);
        assert_eq!(kinds(&policy, &calendar), [LintKind::NeverMatches]);
        policy.rules[2].channels.push(Channel::Visit);
        assert_eq!(kinds(&policy, &calendar), [LintKind::Overlap]);
        policy.rules[2].channels = vec![Channel::Visit];
        assert_eq!(kinds(&policy, &calendar), []);
        policy.rules[2].from = Day::from_ymd(2026, 2, 1);
        policy.rules[2].until = Day::from_ymd(2026, 1, 31);
        assert_eq!(kinds(&policy, &calendar), [LintKind::NeverMatches]);
    }

    #[test]
    fn dates_that_no_rule_covers_are_a_hole() {
        let calendar = Calendar::swedish();
        let mut policy = Policy::guideline();
        policy.rules.truncate(1);
        policy.rules[0].origin = None;
        policy.rules[0].channels = vec![Channel::Phone, Channel::Sms, Channel::Email];
        let findings = lint(&policy, &calendar);
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert_eq!(findings[0].kind, LintKind::Hole);
        let all = "no rule from 1990-01-01 to 2099-12-31 for letter (external), letter (internal)";
        assert_eq!(findings[0].english, all);
        policy.rules[0].channels.push(Channel::Letter);
        policy.rules[0].from = Day::from_ymd(2020, 12, 1);
        let findings = lint(&policy, &calendar);
        assert_eq!(findings.len(), 1);
        let part = "from 1990-01-01 to 2020-11-30 for phone (external), phone (internal), SMS";
        assert!(findings[0].english.contains(part), "{}", findings[0]);
    }

    #[test]
    fn settings_that_change_nothing_are_told() {
        let closure = |date: (i32, u32, u32), name: &str| {
            let day = Day::from_ymd(date.0, date.1, date.2).unwrap();
            Closure { first: day, last: day, name: name.into(), ground: String::new() }
        };
        let mut hours = OpeningHours::default();
        let interval = Interval::parse("08:00-16:00").unwrap();
        hours.set_weekday(Weekday::Monday, vec![interval]).unwrap();
        let closures = vec![closure((2026, 5, 15), "klämdag"), closure((2026, 6, 20), "midsommar")];
        let working = WorkingCalendar::new(closures, hours);
        let calendar = Calendar::new(working, Zone::STOCKHOLM);
        let mut policy = Policy::guideline();
        policy.rules.remove(0);
        policy.rules[0].origin = None;
        policy.rules[0].deemed_previous_workday = true;
        policy.rules.push(Rule {
            id: "visits".into(),
            channels: vec![Channel::Visit],
            ..policy.rules[0].clone()
        });
        policy.readings.push(DeclaredReading {
            name: "same".into(),
            overrides: vec![Override { rule: "internal".into(), ..Override::default() }],
        });
        let told: Vec<String> = lint(&policy, &calendar).iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), 4, "{told:#?}");
        assert!(told[0].contains("no letters"));
        assert!(told[1].contains("\"same\" changes no rule"));
        assert!(told[2].contains("2026-06-20"));
        assert!(told[3].contains("opening hours"));
    }
}
