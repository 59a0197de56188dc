//! Resolving: which singles are the same contact, and what became of it.

use super::refusal::{Refusal, Refusals};
use super::{Fingerprint, Single, State};
use crate::calendar::{Day, DayTable, Instant};
use crate::contact::Precision;

/// The contacts of a state that are kept one by one, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolved {
    /// What is known of each, from all audits that told of it.
    pub singles: Vec<Single>,
    /// Rows that told again of a contact that another audit told.
    pub duplicates: u64,
    /// How many of these told otherwise of a contact that is settled, and were not heard.
    pub unheard: u64,
}

/// The better of two answers is the earlier one: by its day, then a stamp before a bare date.
type AnswerOrder = (Day, Precision, Instant);

impl State {
    /// Finds the same contacts again (SPEC 7): of each the earliest answer, and all else from
    /// the audit that was read last.
    ///
    /// # Errors
    /// [`Refusals`] when rows tell otherwise of contacts that are settled, unless
    /// `keeps_settled`.
    pub fn resolve(&self, table: &DayTable, keeps_settled: bool) -> Result<Resolved, Refusals> {
        let mut resolved = Resolved::default();
        let mut keyed: Vec<&Single> = Vec::new();
        for single in &self.singles {
            match single.fingerprint {
                Some(_) => keyed.push(single),
                None => resolved.singles.push(*single),
            }
        }
        let identity = |single: &Single| {
            let Fingerprint { contact, .. } = single.fingerprint?;
            let received = (single.received.instant, single.received.precision);
            Some((contact, received, single.channel))
        };
        let index = self.index(!keyed.is_empty());
        // Stable: those of one contact stay in the order of their audits.
        keyed.sort_by_key(|single| identity(single));
        let mut changed: std::collections::BTreeMap<(u32, u32), u64> = Default::default();
        for same in keyed.chunk_by(|a, b| identity(a) == identity(b)) {
            let Some((last, _)) = same.split_last() else { continue };
            let rows = same.len() as u64;
            if let Some((owner, settled)) = find(&index, last) {
                resolved.duplicates += rows;
                for single in same.iter().filter(|own| !self.agrees(own, owner, settled, table)) {
                    *changed.entry((single.saved, owner)).or_default() += 1;
                }
                continue;
            }
            let order = |single: &&&Single| -> Option<AnswerOrder> {
                let answered = single.answered?;
                Some((table.day_of(answered.instant), answered.precision, answered.instant))
            };
            let answers = same.iter().filter(|single| single.answered.is_some());
            let earliest = answers.min_by_key(order).and_then(|single| single.answered);
            resolved.singles.push(Single { answered: earliest, ..**last });
            resolved.duplicates += rows - 1;
        }
        if keeps_settled {
            resolved.unheard = changed.values().sum();
            return Ok(resolved);
        }
        let name = |number: u32| self.saved[number as usize].to_string();
        let refusal = |((a, b), rows)| Refusal::Changed { a: name(a), b: name(b), rows };
        Refusals(changed.into_iter().map(refusal).collect()).settle()?;
        Ok(resolved)
    }

    /// What the audits have settled, by contact, where it is `wanted`.
    fn index(&self, wanted: bool) -> Vec<(Fingerprint, u32)> {
        let audits = self.saved.iter().zip(0u32..).filter(|_| wanted);
        let settled = audits.flat_map(|(saved, number)| {
            saved.settled.fingerprints().iter().map(move |known| (*known, number))
        });
        let mut index: Vec<(Fingerprint, u32)> = settled.collect();
        index.sort_unstable();
        index
    }

    /// Whether a row changes nothing of the contact that `owner` has settled.
    fn agrees(&self, row: &Single, owner: u32, settled: Fingerprint, table: &DayTable) -> bool {
        let Some(own) = row.fingerprint else { return false };
        let is_answered_later = |answered: Instant| {
            let until = self.saved[owner as usize].settled_until;
            until.is_some_and(|until| table.day_of(answered) > table.day_of(until))
        };
        let same_answer = row.answered.is_none_or(|answered| {
            own.answer == settled.answer || is_answered_later(answered.instant)
        });
        // Where the settled contact was read last, the other fields are its own.
        same_answer && (row.saved < owner || own.fields == settled.fields)
    }
}

/// Which audit has settled the contact, and what it knows of it.
fn find(index: &[(Fingerprint, u32)], single: &Single) -> Option<(u32, Fingerprint)> {
    let contact = single.fingerprint?.contact;
    let at = index.partition_point(|(known, _)| known.contact < contact);
    let (known, owner) = index.get(at).filter(|(known, _)| known.contact == contact)?;
    Some((*owner, *known))
}
