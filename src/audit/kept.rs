//! Keeping: from what was gathered to a state.

use std::fmt;

use rustc_hash::FxHashMap;

use crate::calendar::{Instant, Period};
use crate::contact::{Contact, DepartmentId, ExemptionId, Moment};
use crate::judge::{Judge, Outcome};
use crate::organisation::PseudonymKey;
use crate::policy::Policy;
use crate::state::{
    CellKey, Fingerprint, Rules, Saved, SavedInput, Settled, Single, State, Tool, Unkeyed,
    fingerprint,
};
use crate::tally::Answers;

use super::gathered::Gathered;

/// What is said of an audit that is kept.
#[derive(Debug)]
pub struct Keeping<'a> {
    /// The days of receipt that the state answers for.
    pub period: &'a Period,
    /// Which logs it is of, where there are others of the same days; empty for all.
    pub part: &'a str,
    /// Makes fingerprints, so that a later state can close what is open.
    pub key: Option<&'a PseudonymKey>,
    /// How many of the last days a later log may tell again, and otherwise: contacts received
    /// then that have a fingerprint are kept one by one, also when they are answered.
    pub overlap_days: u16,
    /// What the judge judges by.
    pub rules: Rules,
    /// The fingerprint of all settings.
    pub settings_sha256: String,
    /// Fingerprints of exemption lists and registers, each with what it is for.
    pub lists: Vec<(String, String)>,
    /// The moment that the audit looks back from, where that was asked for.
    pub as_of: Option<Instant>,
    /// The rules under each other reading that applies, by its name.
    pub readings: Vec<(String, Policy)>,
}

/// Why an audit cannot be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeepError {
    /// Contacts were paired from events.
    Events,
    /// As-of lies before the period.
    NothingYet,
}

impl fmt::Display for KeepError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NothingYet => {
                "--save-state: --as-of lies before --period, so there is nothing to keep yet"
            }
            Self::Events => {
                "--save-state: logs of events cannot be kept, for a later call or message may answer, \
             or belong to, one of these; make contacts of them first (svarstid contacts --format \
             csv) when the days in which an answer counts are over, and save the state of that list"
            }
        })
    }
}

impl std::error::Error for KeepError {}

/// What is kept of what was gathered.
///
/// # Errors
/// [`KeepError`] when some of it was paired from events.
pub fn keep(
    gathered: &Gathered,
    judge: &Judge<'_>,
    keeping: Keeping<'_>,
) -> Result<State, KeepError> {
    if gathered.has_events() {
        return Err(KeepError::Events);
    }
    // What lies after as-of is for the next state to answer for.
    let table = &judge.calendar().table;
    let (first, last) = (keeping.period.first(), keeping.period.last());
    let last = keeping.as_of.map_or(last, |as_of| last.min(table.day_of(as_of)));
    if last < first {
        return Err(KeepError::NothingYet);
    }
    let bounds = (table.midnight(first), table.midnight(last.plus(1)));
    let mut keeper = Keeper::new(gathered, judge, &keeping, bounds);
    for (index, contact) in gathered.ledger.contacts().iter().enumerate() {
        let id = gathered.ledger.id(index);
        keeper.add(contact, &id);
    }
    let Keeper { mut state, settled, unkeyed, settled_until, .. } = keeper;
    let input = |input: &super::InputFacts| SavedInput {
        name: input.name.clone(),
        sha256: input.sha256.clone(),
        rows: input.rows,
        overruled_channel: input.overruled_channel,
    };
    let unknown = gathered.posts.iter().flat_map(|posts| posts.unknown_names());
    state.saved.push(Saved {
        first,
        last,
        part: keeping.part.to_owned(),
        as_of: keeping.as_of,
        latest: gathered.latest,
        settled_until,
        tool: Tool {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            tz_database: crate::calendar::TZ_DATABASE.to_owned(),
        },
        settings_sha256: keeping.settings_sha256,
        lists: keeping.lists,
        inputs: gathered.inputs.iter().map(input).collect(),
        duplicates: gathered.duplicates,
        ignored: gathered.ignored,
        faults: gathered.faults.counts().clone(),
        ambiguous_stamps: gathered.ambiguous_stamps,
        unknown_departments: unknown.map(str::to_owned).collect(),
        unkeyed,
        settled: Settled::new(settled),
    });
    state.rules = keeping.rules;
    Ok(state.in_order())
}

/// Sorts contacts into cells and singles.
struct Keeper<'k, 'a> {
    gathered: &'k Gathered,
    judge: &'k Judge<'a>,
    keeping: &'k Keeping<'k>,
    /// What it answers for.
    bounds: (Instant, Instant),
    /// Where the days begin that a later log may tell again.
    overlap: Instant,
    state: State,
    /// The judge of each other reading.
    readings: Vec<Judge<'k>>,
    /// The number of each reason of the ledger.
    reasons: FxHashMap<ExemptionId, u32>,
    settled: Vec<Fingerprint>,
    unkeyed: Unkeyed,
    settled_until: Option<Instant>,
}

impl<'k, 'a> Keeper<'k, 'a> {
    fn new(
        gathered: &'k Gathered,
        judge: &'k Judge<'a>,
        keeping: &'k Keeping<'k>,
        bounds: (Instant, Instant),
    ) -> Self {
        let table = &judge.calendar().table;
        let boards = gathered.posts.as_ref().map_or(&[][..], |posts| posts.boards());
        let board = |number: usize| {
            let board = boards.get(number).and_then(|own| gathered.boards().get(*own as usize));
            board.cloned().unwrap_or_default()
        };
        let names = gathered.departments().iter().enumerate();
        let departments = names.map(|(number, name)| (name.clone(), board(number))).collect();
        let state = State {
            rules: keeping.rules.clone(),
            key: keeping.key.map(PseudonymKey::id),
            saved: Vec::new(),
            departments,
            reasons: Vec::new(),
            readings: keeping.readings.iter().map(|(name, _)| name.clone()).collect(),
            cells: Default::default(),
            singles: Vec::new(),
        };
        let (calendar, as_of) = (judge.calendar(), judge.as_of());
        let readings = keeping.readings.iter();
        let readings = readings.map(|(_, policy)| Judge::new(policy, calendar, as_of)).collect();
        Self {
            gathered,
            judge,
            readings,
            keeping,
            bounds,
            overlap: table.midnight(table.day_of(bounds.1).plus(-i32::from(keeping.overlap_days))),
            state,
            reasons: FxHashMap::default(),
            settled: Vec::new(),
            unkeyed: Unkeyed::default(),
            settled_until: None,
        }
    }

    fn add(&mut self, contact: &Contact, id: &[u8]) {
        let table = &self.judge.calendar().table;
        let received = contact.received();
        let is_own = self.bounds.0 <= received.instant && received.instant < self.bounds.1;
        let reason = contact.exemption().map(|reason| self.reason(reason));
        let fingerprint = match self.keeping.key {
            Some(key) if !id.is_empty() => {
                let DepartmentId(number) = contact.department();
                let (department, board) = &self.state.departments[number as usize];
                let why = reason.map_or("", |own| &self.state.reasons[own as usize]);
                Some(fingerprint(key, contact, id, [department, board, why]))
            }
            _ => None,
        };
        if fingerprint.is_none() && !id.is_empty() {
            match is_own {
                true => self.unkeyed.own += 1,
                false => {
                    let day = table.day_of(received.instant);
                    *self.unkeyed.strangers.entry(day).or_default() += 1;
                }
            }
        }
        let verdict = self.judge.judge(&contact.exempt_for(None));
        let as_of = self.judge.as_of();
        // A row of another period may tell again of that period's contact, and a later log of
        // the last ones of this.
        let is_safe = fingerprint.is_none() || is_own && received.instant < self.overlap;
        let is_final = match contact.answered() {
            Some(answered) => answered.instant <= as_of,
            // Nothing can close it, and no as-of changes what it is.
            None => verdict.outcome == Outcome::Unregulated && fingerprint.is_none(),
        };
        if !(is_safe && is_final && received.instant <= as_of) {
            self.state.singles.push(Single {
                saved: 0,
                fingerprint,
                received,
                answered: contact.answered(),
                channel: contact.channel(),
                origin: contact.origin(),
                department: contact.department().0,
                reason,
                count: 1,
            });
            return;
        }
        let hour = table.wall(received.instant).hour();
        let key = CellKey {
            day: table.day_of(received.instant),
            hour: (!received.is_bare_date()).then_some(hour as u8),
            department: contact.department().0,
            channel: contact.channel(),
            origin: contact.origin(),
            rule: verdict.rule,
            reason,
            has_bare_answer: contact.answered().is_some_and(Moment::is_bare_date),
        };
        let calendar = self.judge.calendar();
        let mut answers = Answers::new(calendar);
        answers.add(contact, &verdict, calendar);
        let cell = self.state.cells.entry(key).or_default();
        cell.add(&verdict);
        cell.answers.merge(&answers);
        for (reading, judge) in (0..).zip(&self.readings) {
            let other = judge.judge(&contact.exempt_for(None));
            cell.turn(reading, verdict.outcome, other.outcome);
        }
        let last = contact.answered().map_or(received.instant, |at| at.instant);
        self.settled_until = self.settled_until.max(Some(last.max(received.instant)));
        self.settled.extend(fingerprint);
    }

    /// The number of a reason in the state.
    fn reason(&mut self, reason: ExemptionId) -> u32 {
        let next = self.state.reasons.len() as u32;
        let number = *self.reasons.entry(reason).or_insert(next);
        if number == next {
            self.state.reasons.push(self.gathered.ledger.reason(reason).to_owned());
        }
        number
    }
}
