//! Texts, each kept once and known by its number: no more than 13 bytes for each besides its
//! own, so that a million parties fit beside their events.

use std::hash::Hasher;

use rustc_hash::FxHasher;

/// Texts by number, in the order in which they were first met; number 0 is the empty text.
///
/// The texts stand one behind the other, at most 4 GiB of them; a table of their numbers finds
/// them again. Two texts are the same when their bytes are: nothing here is probabilistic.
#[derive(Clone, Debug)]
pub(super) struct Texts {
    bytes: Vec<u8>,
    /// Where each text ends.
    ends: Vec<u32>,
    /// Numbers by hash, in the first free place from there; 0 is free.
    table: Vec<u32>,
}

/// Places of the first table; a power of two.
const FIRST_PLACES: usize = 64;

impl Default for Texts {
    fn default() -> Self {
        Self { bytes: Vec::new(), ends: vec![0], table: vec![0; FIRST_PLACES] }
    }
}

impl Texts {
    /// How many there are, the empty one included.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text of a number.
    #[inline]
    pub(super) fn get(&self, number: u32) -> &[u8] {
        let start = (number as usize).checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.bytes[start..self.ends[number as usize] as usize]
    }

    /// Bytes that are held for them.
    #[cfg(test)]
    pub(super) fn held_bytes(&self) -> usize {
        let numbers = self.ends.capacity() + self.table.capacity();
        self.bytes.capacity() + numbers * size_of::<u32>()
    }

    /// The number of `text`, which is new or known.
    #[inline]
    pub(super) fn number(&mut self, text: &[u8]) -> u32 {
        if text.is_empty() {
            return 0;
        }
        let mask = self.table.len() - 1;
        let mut place = hash(text) & mask;
        loop {
            match self.table[place] {
                0 => return self.add(text, place),
                number if self.get(number) == text => return number,
                _ => place = (place + 1) & mask,
            }
        }
    }

    /// Adds a text that is not there, at its free place.
    #[cold]
    fn add(&mut self, text: &[u8], place: usize) -> u32 {
        let number = self.ends.len() as u32;
        self.bytes.extend_from_slice(text);
        assert!(self.bytes.len() <= u32::MAX as usize, "more than 4 GiB of different texts");
        self.ends.push(self.bytes.len() as u32);
        self.table[place] = number;
        // Seven of eight places taken is the most before runs of them grow long.
        if self.ends.len() * 8 > self.table.len() * 7 {
            self.grow();
        }
        number
    }

    fn grow(&mut self) {
        let mask = self.table.len() * 2 - 1;
        self.table = vec![0; mask + 1];
        for number in 1..self.ends.len() as u32 {
            let mut place = hash(self.get(number)) & mask;
            while self.table[place] != 0 {
                place = (place + 1) & mask;
            }
            self.table[place] = number;
        }
    }
}

#[inline]
fn hash(text: &[u8]) -> usize {
    let mut hasher = FxHasher::default();
    hasher.write(text);
    hasher.finish() as usize
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// The obvious way: a map of the standard library.
        #[test]
        fn texts_are_numbered_as_they_are_first_met(
            met in prop::collection::vec("[ab]{0,3}|[a-z0-9+@.]{0,20}", 0..400),
        ) {
            let mut texts = Texts::default();
            let mut known = HashMap::from([(String::new(), 0)]);
            for text in &met {
                let next = known.len() as u32;
                let expected = *known.entry(text.clone()).or_insert(next);
                prop_assert_eq!(texts.number(text.as_bytes()), expected);
            }
            prop_assert_eq!(texts.len(), known.len());
            for (text, number) in known {
                prop_assert_eq!(texts.get(number), text.as_bytes());
            }
        }
    }
}
