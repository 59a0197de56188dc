//! Covers: the few keys of which one stands in nearly every event.
//!
//! Each mail and each call of an organisation's own log has one end that is its own. Customers
//! are many and its domains and number series few, so that those are what is in every event.

/// What happened so many times, with the keys that stand in it.
#[derive(Clone, Debug)]
pub(super) struct Event {
    pub(super) keys: Vec<usize>,
    pub(super) count: u64,
}

/// When a key is taken into the cover.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Percent of all events that the first key has to be in.
    pub(super) first_percent: u64,
    /// Percent of all events that a later key has to add, and how many.
    pub(super) further_percent: u64,
    pub(super) further_least: u64,
    /// Keys at most.
    pub(super) most: usize,
}

/// The keys of the cover, in the order in which they were taken, and in how many events each is.
///
/// `start` are keys that are known to belong; `handicap` says by how much less a key counts;
/// of keys that add the same, the first by `rank` is taken.
pub(super) fn cover<R: Ord>(
    events: &[Event],
    keys: usize,
    start: &[usize],
    limits: Limits,
    handicap: impl Fn(usize) -> u64,
    rank: impl Fn(usize) -> R,
) -> Vec<(usize, u64)> {
    let all: u64 = events.iter().map(|event| event.count).sum();
    let mut total = vec![0; keys];
    for event in events {
        event.keys.iter().for_each(|key| total[*key] += event.count);
    }
    let mut taken: Vec<usize> = start.to_vec();
    while taken.len() < limits.most.max(start.len()) {
        let mut adds = vec![0_u64; keys];
        for event in events.iter().filter(|own| !own.keys.iter().any(|key| taken.contains(key))) {
            event.keys.iter().for_each(|key| adds[*key] += event.count);
        }
        let worth = |key: usize| adds[key].saturating_sub(handicap(key));
        let best = (0..keys).filter(|key| worth(*key) > 0);
        let best = best.min_by_key(|key| (std::cmp::Reverse(worth(*key)), rank(*key)));
        let Some(best) = best else { break };
        let is_enough = match taken.is_empty() {
            true => adds[best] * 100 >= all * limits.first_percent,
            false => {
                adds[best] * 100 >= all * limits.further_percent
                    && adds[best] >= limits.further_least
            }
        };
        if !is_enough {
            break;
        }
        taken.push(best);
    }
    taken.into_iter().map(|key| (key, total[key])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits =
        Limits { first_percent: 50, further_percent: 5, further_least: 2, most: 4 };

    fn covered(
        events: &[(&[usize], u64)],
        start: &[usize],
        handicap: &[(usize, u64)],
    ) -> Vec<usize> {
        let events: Vec<Event> = events
            .iter()
            .map(|(keys, count)| Event { keys: keys.to_vec(), count: *count })
            .collect();
        let of = |key| handicap.iter().find(|(own, _)| *own == key).map_or(0, |(_, by)| *by);
        cover(&events, 9, start, LIMITS, of, |key| key).into_iter().map(|(key, _)| key).collect()
    }

    #[test]
    fn what_is_in_every_event_is_taken_and_customers_are_not() {
        for (events, start, handicap, expected) in [
            (&[(&[1, 5][..], 3), (&[1, 6], 3), (&[7, 1], 1)][..], &[][..], &[][..], &[1][..]),
            // Two own keys, and a third that adds too little.
            (&[(&[1, 5], 30), (&[2, 6], 20), (&[3, 7], 1)], &[], &[], &[1, 2]),
            // Nothing is in half of the events.
            (&[(&[1, 5], 1), (&[2, 6], 1), (&[3, 7], 1)], &[], &[], &[]),
            // Of two that are in every event, the first by rank, or the one that nothing speaks against.
            (&[(&[1, 5], 4)], &[], &[], &[1]),
            (&[(&[1, 5], 4)], &[], &[(1, 2)], &[5]),
            // What is known to belong is taken first.
            (&[(&[1, 5], 4), (&[5, 6], 9)], &[6], &[], &[6, 1]),
            (&[], &[], &[], &[]),
        ] {
            assert_eq!(covered(events, start, handicap), expected, "{events:?}");
        }
    }
}
