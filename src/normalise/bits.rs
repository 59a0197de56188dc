//! Bits: which hashes were met, so that only those met twice are looked at closely.

/// A bit for each of many hashes, in lines of 512 bits.
///
/// Which line is decided by the receipt: logs are mostly in the order of time, and then the
/// next contact's bit is in a line that is already near the processor.
pub(super) struct Bits {
    words: Vec<u64>,
    line_mask: u64,
}

/// Words of 64 bits in a line.
const LINE: u64 = 8;

/// Seconds of receipts that share a line, as a power of two.
const SECONDS_SHIFT: u32 = 6;

impl Bits {
    /// About four bits for each of `count` contacts.
    pub(super) fn new(count: usize) -> Self {
        let lines = (count as u64 * 4 / (LINE * 64)).next_power_of_two();
        Self { words: vec![0; (lines * LINE) as usize], line_mask: lines - 1 }
    }

    /// The word and the bit of a hash.
    #[inline]
    fn at(&self, second: u64, hash: u64) -> (usize, u64) {
        let line = second >> SECONDS_SHIFT & self.line_mask;
        ((line * LINE + (hash & (LINE - 1))) as usize, 1 << (hash >> 58))
    }

    /// Sets the bit of a hash; whether it was not set before.
    #[inline]
    pub(super) fn set(&mut self, second: u64, hash: u64) -> bool {
        let (word, bit) = self.at(second, hash);
        let is_new = self.words[word] & bit == 0;
        self.words[word] |= bit;
        is_new
    }

    #[inline]
    pub(super) fn has(&self, second: u64, hash: u64) -> bool {
        let (word, bit) = self.at(second, hash);
        self.words[word] & bit != 0
    }
}
