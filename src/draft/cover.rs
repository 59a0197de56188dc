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

/// What a key would add to a cover.
#[derive(Clone, Copy, Debug)]
pub(super) struct Offer<'t> {
    pub(super) key: usize,
    /// Events that have it, and none of those taken before.
    pub(super) adds: u64,
    /// All events.
    pub(super) all: u64,
    /// The keys that were taken before.
    pub(super) taken: &'t [usize],
}

impl Offer<'_> {
    /// Whether it adds so many percent of all events.
    pub(super) const fn is_percent(&self, percent: u64) -> bool {
        self.adds * 100 >= self.all * percent
    }
}

/// The keys of the cover, in the order in which they were taken, and in how many events each is.
///
/// `start` are keys that are known to belong. Of the others, one that adds the most among those
/// that `is_enough` allows is taken next; of keys that add the same, the first by `rank`.
pub(super) fn cover<R: Ord>(
    events: &[Event],
    keys: usize,
    start: &[usize],
    is_enough: impl Fn(Offer<'_>) -> bool,
    rank: impl Fn(usize) -> R,
) -> Vec<(usize, u64)> {
    let all: u64 = events.iter().map(|event| event.count).sum();
    let total = sums(events.iter(), keys);
    let mut taken: Vec<usize> = start.to_vec();
    let mut open: Vec<&Event> = events.iter().collect();
    open.retain(|event| !event.keys.iter().any(|key| start.contains(key)));
    loop {
        let adds = sums(open.iter().copied(), keys);
        let offer = |key: usize| Offer { key, adds: adds[key], all, taken: &taken };
        let offered = (0..keys).filter(|key| adds[*key] > 0 && is_enough(offer(*key)));
        let best = offered.min_by_key(|key| (std::cmp::Reverse(adds[*key]), rank(*key)));
        let Some(best) = best else {
            return taken.into_iter().map(|key| (key, total[key])).collect();
        };
        open.retain(|event| !event.keys.contains(&best));
        taken.push(best);
    }
}

/// In how many events each key is.
pub(super) fn sums<'e>(events: impl Iterator<Item = &'e Event>, keys: usize) -> Vec<u64> {
    let mut sums = vec![0; keys];
    for event in events {
        event.keys.iter().for_each(|key| sums[*key] += event.count);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covered(events: &[(&[usize], u64)], start: &[usize], never: &[usize]) -> Vec<usize> {
        let own = |(keys, count): &(&[usize], u64)| Event { keys: keys.to_vec(), count: *count };
        let events: Vec<Event> = events.iter().map(own).collect();
        let is_enough = |offer: Offer<'_>| {
            let percent = if offer.taken.is_empty() { 50 } else { 5 };
            offer.is_percent(percent) && !never.contains(&offer.key)
        };
        cover(&events, 9, start, is_enough, |key| key).into_iter().map(|(key, _)| key).collect()
    }

    #[test]
    fn what_is_in_every_event_is_taken_and_customers_are_not() {
        for (events, start, never, expected) in [
            (&[(&[1, 5][..], 3), (&[1, 6], 3), (&[7, 1], 1)][..], &[][..], &[][..], &[1][..]),
            // Two own keys, and a third that adds too little.
            (&[(&[1, 5], 30), (&[2, 6], 20), (&[3, 7], 1)], &[], &[], &[1, 2]),
            // Nothing is in half of the events.
            (&[(&[1, 5], 1), (&[2, 6], 1), (&[3, 7], 1)], &[], &[], &[]),
            // Of two that are in every event, the first by rank; or the one that may be taken.
            (&[(&[1, 5], 4)], &[], &[], &[1]),
            (&[(&[1, 5], 4)], &[], &[1], &[5]),
            // What is known to belong is taken first.
            (&[(&[1, 5], 4), (&[5, 6], 9)], &[6], &[], &[6, 1]),
            (&[], &[], &[], &[]),
        ] {
            assert_eq!(covered(events, start, never), expected, "{events:?}");
        }
    }
}
