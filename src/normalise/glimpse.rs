//! Glimpses: short words as three numbers, so that a word met again costs no hash of its
//! bytes and no call to compare them.

/// The first and the last bytes of a word, and its length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Glimpse {
    first: u64,
    last: u64,
    length: usize,
}

impl Glimpse {
    /// The longest word that its glimpse tells from every other, in bytes.
    pub(super) const EXACT: usize = 16;

    /// The glimpse of `word`: two words of at most [`EXACT`](Self::EXACT) bytes have the same
    /// glimpse only if they are the same; longer ones may differ in the middle.
    #[inline]
    pub(super) fn of(word: &[u8]) -> Self {
        let length = word.len();
        let (first, last) =
            if let (Some(first), Some(last)) = (word.first_chunk(), word.last_chunk()) {
                (u64::from_le_bytes(*first), u64::from_le_bytes(*last))
            } else if let (Some(first), Some(last)) = (word.first_chunk(), word.last_chunk()) {
                (u64::from(u32::from_le_bytes(*first)), u64::from(u32::from_le_bytes(*last)))
            } else {
                let byte = |at: usize| word.get(at).copied().map_or(0, u64::from);
                (byte(0), byte(1) << 8 | byte(2))
            };
        Self { first, last, length }
    }

    /// Which of `slots` (a power of two) the word belongs to.
    #[inline]
    pub(super) const fn slot(self, slots: usize) -> usize {
        let mixed = (self.first ^ self.last.rotate_left(29) ^ (self.length as u64) << 7)
            .wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> (64 - slots.trailing_zeros())) as usize
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn short_words_are_the_same_when_their_glimpses_are(
            a in prop::collection::vec(0u8..3, 0..=16),
            b in prop::collection::vec(0u8..3, 0..=16),
        ) {
            prop_assert_eq!(Glimpse::of(&a) == Glimpse::of(&b), a == b);
            prop_assert!(Glimpse::of(&a).slot(64) < 64);
        }
    }
}
