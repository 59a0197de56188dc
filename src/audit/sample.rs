//! Samples: contacts drawn by chance from every stratum, to be checked by hand.
//!
//! Each contact has a number that only its own words and the seed decide, as if drawn by lot once
//! and for all (permanent random numbers, as statistical offices use for samples that are to
//! overlap). A stratum gives the contacts with its smallest numbers. So the order of rows and of
//! files decides nothing, nor does the machine, and a larger sample holds the smaller one of the
//! same stratum.

mod allocation;
#[cfg(test)]
mod tests;

use std::convert::Infallible;
use std::fmt;

use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use crate::calendar::{DayTable, Period};
use crate::contact::{Contact, Moment};
use crate::judge::{Judge, Outcome, Verdict};
use crate::tally::{Dimension, Key, KeyPart, Keyer};

use super::gathered::Gathered;
use super::judged::Judged;

pub use allocation::allocate;

/// What is to be drawn.
#[derive(Clone, Copy, Debug)]
pub struct SamplePlan<'a> {
    /// How many contacts.
    pub size: u64,
    /// Another seed draws others.
    pub seed: u64,
    /// The dimensions whose groups are the strata.
    pub by: &'a [Dimension],
    /// Only contacts received in it; all when absent.
    pub period: Option<&'a Period>,
    /// Only contacts with these verdicts; all when empty.
    pub only: &'a [Outcome],
}

/// A group that contacts are drawn from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stratum {
    /// The parts of its key.
    pub key: Vec<KeyPart>,
    /// How many contacts it has.
    pub contacts: u64,
    /// Those that are drawn, by their numbers: in no order that means anything.
    pub drawn: Vec<Drawn>,
}

/// A contact that is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// Its index in the ledger.
    pub index: usize,
    /// The contact.
    pub contact: Contact,
    /// What the audit says of it.
    pub verdict: Verdict,
}

/// The sample is too small to have one of each stratum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooFewToDraw {
    /// How many were to be drawn.
    pub size: u64,
    /// How many strata there are.
    pub strata: u64,
}

impl fmt::Display for TooFewToDraw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { size, strata } = self;
        write!(f, "{size} are fewer than the {strata} strata, each of which gives one at the least")
    }
}

impl std::error::Error for TooFewToDraw {}

/// A contact among those that can be drawn.
struct Lot {
    stratum: u32,
    number: u128,
    index: usize,
}

/// Draws contacts from each stratum in proportion to its size, and one at the least; the strata
/// are in no order. All of them when there are not more than were asked for.
///
/// # Errors
/// [`TooFewToDraw`] when there are more strata than contacts to draw.
pub fn draw(
    gathered: &Gathered,
    judge: &Judge<'_>,
    plan: SamplePlan<'_>,
) -> Result<Vec<Stratum>, TooFewToDraw> {
    let table = &judge.calendar().table;
    let keyer = Keyer::new(plan.by, &gathered.grouping());
    let mut strata: FxHashMap<Key, u32> = FxHashMap::default();
    let mut keys: Vec<Key> = Vec::new();
    let mut lots: Vec<Lot> = Vec::new();
    let words = Words { gathered, table, seed: plan.seed };
    let Ok(()) = Judged::each_verdict(gathered, judge, plan.period, |index, contact, verdict| {
        if plan.only.is_empty() || plan.only.contains(&verdict.outcome) {
            let key = keyer.key(contact, verdict, table);
            let stratum = *strata.entry(key).or_insert_with(|| {
                keys.push(key);
                keys.len() as u32 - 1
            });
            lots.push(Lot { stratum, number: words.number(index, contact, 0), index });
        }
        Ok::<(), Infallible>(())
    });
    tell_apart(&mut lots, |index, nth| {
        words.number(index, &gathered.ledger.contacts()[index], nth)
    });
    lots.sort_unstable_by_key(|lot| (lot.stratum, lot.number, lot.index));

    // The strata by their smallest number: where two of them have the same claim on the last
    // contact to draw, neither the order of rows nor the alphabet decides.
    let mut groups: Vec<&[Lot]> = lots.chunk_by(|a, b| a.stratum == b.stratum).collect();
    groups.sort_by_key(|group| group.first().map(|lot| lot.number));
    let sizes: Vec<u64> = groups.iter().map(|group| group.len() as u64).collect();
    let shares = allocate(plan.size, &sizes)
        .ok_or(TooFewToDraw { size: plan.size, strata: sizes.len() as u64 })?;

    let mut place_of: FxHashMap<usize, (usize, usize)> = FxHashMap::default();
    let mut drawn: Vec<Stratum> = Vec::with_capacity(groups.len());
    for (group, share) in groups.iter().zip(shares) {
        let chosen = &group[..share as usize];
        for (at, lot) in chosen.iter().enumerate() {
            place_of.insert(lot.index, (drawn.len(), at));
        }
        let key = group.first().map(|lot| keyer.parts(keys[lot.stratum as usize]));
        drawn.push(Stratum {
            key: key.unwrap_or_default(),
            contacts: group.len() as u64,
            drawn: Vec::with_capacity(chosen.len()),
        });
    }
    // The verdicts of the few once more, instead of those of all in memory.
    let mut found: Vec<Vec<(usize, Drawn)>> = vec![Vec::new(); drawn.len()];
    let Ok(()) = Judged::each_verdict(gathered, judge, plan.period, |index, contact, verdict| {
        if let Some((stratum, at)) = place_of.get(&index) {
            let own = Drawn { index, contact: *contact, verdict: *verdict };
            found[*stratum].push((*at, own));
        }
        Ok::<(), Infallible>(())
    });
    for (stratum, mut found) in drawn.iter_mut().zip(found) {
        found.sort_unstable_by_key(|(at, _)| *at);
        stratum.drawn = found.into_iter().map(|(_, drawn)| drawn).collect();
    }
    Ok(drawn)
}

/// Gives contacts that tell the same a number each, the nth of them its own.
fn tell_apart(lots: &mut [Lot], number: impl Fn(usize, u64) -> u128) {
    lots.sort_unstable_by_key(|lot| (lot.number, lot.index));
    for alike in lots.chunk_by_mut(|a, b| a.number == b.number) {
        for (nth, lot) in alike.iter_mut().enumerate().skip(1) {
            lot.number = number(lot.index, nth as u64);
        }
    }
}

/// What decides the number of a contact.
struct Words<'a> {
    gathered: &'a Gathered,
    table: &'a DayTable,
    seed: u64,
}

impl Words<'_> {
    /// The first 128 bits of SHA-256 of these lines, with a line feed between them: the seed, the
    /// channel, the receipt, the id; without an id also the origin, the department and the
    /// answer; and how many contacts that tell the same were read before.
    ///
    /// Moments are whole seconds since 1970, or a bare date. An id with its channel and receipt
    /// says which contact it is, so that its number stays when it is answered or moved.
    fn number(&self, index: usize, contact: &Contact, nth: u64) -> u128 {
        let id = self.gathered.ledger.id(index);
        let mut hash = Sha256::new();
        hash.update(format!(
            "{}\n{}\n{}\n",
            self.seed,
            contact.channel(),
            self.moment(Some(contact.received()))
        ));
        hash.update(&id);
        if id.is_empty() {
            let department = contact.department().0 as usize;
            let department = self.gathered.departments().get(department);
            hash.update(format!(
                "\n{}\n{}\n{}",
                contact.origin(),
                department.map_or("", String::as_str),
                self.moment(contact.answered())
            ));
        }
        hash.update(format!("\n{nth}"));
        let digest = hash.finalize();
        digest[..16].iter().fold(0, |number, byte| number << 8 | u128::from(*byte))
    }

    fn moment(&self, moment: Option<Moment>) -> String {
        match moment {
            None => String::new(),
            Some(date) if date.is_bare_date() => self.table.day_of(date.instant).to_string(),
            Some(moment) => moment.instant.unix_seconds().to_string(),
        }
    }
}
