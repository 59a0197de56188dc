//! Numbers, each known by another number: one look at one place of memory finds it.
//!
//! A million parties do not fit into a processor's cache. A general map looks at two places for
//! each, which took a tenth of the time of a whole audit of calls.

use crate::organisation::SwedishNumber;

/// Whose each Swedish number is.
#[derive(Clone, Debug)]
pub(super) struct Numbers {
    /// A number's value and its party, in the first free place from where its hash leads; 0 is
    /// free, and no number has that value.
    places: Vec<(u32, u32)>,
    taken: usize,
}

/// Places of the first table; a power of two.
const FIRST_PLACES: usize = 64;

impl Default for Numbers {
    fn default() -> Self {
        Self { places: vec![(0, 0); FIRST_PLACES], taken: 0 }
    }
}

impl Numbers {
    /// The party of a number, if it was met.
    #[inline]
    pub(super) fn get(&self, number: SwedishNumber) -> Option<u32> {
        let (value, party) = self.places[self.place(number.value())];
        (value != 0).then_some(party)
    }

    /// Adds a number that was not met.
    pub(super) fn add(&mut self, number: SwedishNumber, party: u32) {
        self.taken += 1;
        // Four of five places taken is the most before runs of them grow long.
        if self.taken * 5 > self.places.len() * 4 {
            let twice = vec![(0, 0); self.places.len() * 2];
            for entry in std::mem::replace(&mut self.places, twice) {
                if entry.0 != 0 {
                    let place = self.place(entry.0);
                    self.places[place] = entry;
                }
            }
        }
        let place = self.place(number.value());
        self.places[place] = (number.value(), party);
    }

    /// The place of a value, or the free one where it would be.
    #[inline]
    fn place(&self, value: u32) -> usize {
        let mask = self.places.len() - 1;
        // Numbers of one exchange run on: their last digits must reach every bit.
        let mixed = u64::from(value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut place = (mixed >> 32) as usize & mask;
        while self.places[place].0 != value && self.places[place].0 != 0 {
            place = (place + 1) & mask;
        }
        place
    }

    /// Bytes that are held.
    #[cfg(test)]
    pub(super) fn held_bytes(&self) -> usize {
        self.places.capacity() * size_of::<(u32, u32)>()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// The obvious way: a map of the standard library.
        #[test]
        fn a_number_is_found_again_and_no_other_is(
            met in prop::collection::vec("0(70000|8555|911)[0-9]{4}", 0..400),
        ) {
            let (mut numbers, mut known) = (Numbers::default(), HashMap::new());
            for (party, text) in met.iter().enumerate() {
                let number = SwedishNumber::of_digits(text.as_bytes()).unwrap();
                prop_assert_eq!(numbers.get(number), known.get(text).copied());
                if known.insert(text.clone(), party as u32).is_none() {
                    numbers.add(number, party as u32);
                } else {
                    known.insert(text.clone(), numbers.get(number).unwrap());
                }
            }
        }
    }
}
