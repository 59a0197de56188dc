//! Dice: pseudo-random numbers that are the same on every machine (splitmix64).

/// One throw after the other, told by the seed alone.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `from` to before `end`.
    pub(crate) fn between(&mut self, from: i64, end: i64) -> i64 {
        from + (self.next() % (end - from) as u64) as i64
    }

    /// Whether one throw in `of` hits.
    pub(crate) fn one_in(&mut self, of: i64) -> bool {
        self.between(0, of) == 0
    }

    /// One of `choices`.
    pub(crate) fn pick<'c, T>(&mut self, choices: &'c [T]) -> &'c T {
        &choices[self.between(0, choices.len() as i64) as usize]
    }
}
