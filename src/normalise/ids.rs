//! Contact ids, packed: eight bytes for each that ends in digits, exact for all.
//!
//! Most ids are a fixed beginning and a running number (`K2026-0000042`). Beginnings are kept
//! once and the number beside them; every other id is kept as it is. Two ids are the same
//! when their bytes are: nothing here is probabilistic.

use rustc_hash::FxHashMap;

/// A packed id. Meaningful only with the [`Ids`] that made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackedId(u64);

impl PackedId {
    /// A contact without an id.
    pub const NONE: Self = Self(u64::MAX);

    /// Whether there is an id.
    pub const fn is_some(self) -> bool {
        self.0 != u64::MAX
    }
}

/// The beginning that many ids share, and how many digits follow it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Stem {
    prefix: Vec<u8>,
    digits: u8,
}

/// The ids of a run.
#[derive(Clone, Debug, Default)]
pub struct Ids {
    stems: Vec<Stem>,
    by_stem: FxHashMap<Stem, u64>,
    /// The stem of the last id: the next one most often shares it.
    last: usize,
    /// Ids that do not fit a stem, one after the other.
    bytes: Vec<u8>,
    /// The last of them: rows of one call stand together and share their id.
    last_whole: Option<PackedId>,
}

const NUMBER_BITS: u32 = 48;
const NUMBER_MASK: u64 = (1 << NUMBER_BITS) - 1;
/// The largest number of digits that surely fits in 48 bits.
const MOST_DIGITS: usize = 14;
/// Beginnings that are kept; past that ids are kept as they are.
const MOST_STEMS: usize = 4096;
/// Set for an id that is kept as it is; the rest is where it begins and how long it is.
const WHOLE: u64 = 1 << 63;
const LENGTH_BITS: u32 = 24;

impl Ids {
    /// Packs `id`; the same bytes always give the same stem and number.
    #[inline]
    pub fn pack(&mut self, id: &[u8]) -> PackedId {
        match self.pack_like_last(id) {
            Some(packed) => packed,
            None => self.pack_any(id),
        }
    }

    /// Packs an id that continues the stem of the last one.
    ///
    /// A stem never ends in a digit unless it has the most digits there may be, so an id that
    /// has its beginning and only digits behind it can have no other stem.
    #[inline]
    fn pack_like_last(&self, id: &[u8]) -> Option<PackedId> {
        let stem = self.stems.get(self.last)?;
        let number = id.strip_prefix(stem.prefix.as_slice())?;
        if number.len() != usize::from(stem.digits) {
            return None;
        }
        let mut sum = 0u64;
        for byte in number {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                return None;
            }
            sum = sum * 10 + u64::from(digit);
        }
        Some(PackedId((self.last as u64) << NUMBER_BITS | sum))
    }

    fn pack_any(&mut self, id: &[u8]) -> PackedId {
        if id.is_empty() {
            return PackedId::NONE;
        }
        // Beginnings are never forgotten, so what was kept as it is has none now either.
        if let Some(last) = self.last_whole
            && self.whole_bytes(last) == Some(id)
        {
            return last;
        }
        let digits = id.iter().rev().take(MOST_DIGITS).take_while(|b| b.is_ascii_digit()).count();
        if digits == 0 {
            return self.whole(id);
        }
        let (prefix, number) = id.split_at(id.len() - digits);
        let Some(stem) = self.stem(prefix, digits as u8) else { return self.whole(id) };
        let number = number.iter().fold(0u64, |sum, digit| sum * 10 + u64::from(digit - b'0'));
        PackedId((stem as u64) << NUMBER_BITS | number)
    }

    fn stem(&mut self, prefix: &[u8], digits: u8) -> Option<usize> {
        let stem = Stem { prefix: prefix.to_vec(), digits };
        if let Some(known) = self.by_stem.get(&stem) {
            self.last = *known as usize;
            return Some(self.last);
        }
        if self.stems.len() == MOST_STEMS {
            return None;
        }
        self.last = self.stems.len();
        self.by_stem.insert(stem.clone(), self.last as u64);
        self.stems.push(stem);
        Some(self.last)
    }

    /// Keeps `id` as it is. Ids longer than 16 MiB cannot come: no record is.
    fn whole(&mut self, id: &[u8]) -> PackedId {
        let begin = self.bytes.len() as u64;
        self.bytes.extend_from_slice(id);
        let packed = PackedId(WHOLE | begin << LENGTH_BITS | id.len() as u64);
        self.last_whole = Some(packed);
        packed
    }

    fn whole_bytes(&self, id: PackedId) -> Option<&[u8]> {
        if id.0 & WHOLE == 0 {
            return None;
        }
        let begin = ((id.0 & !WHOLE) >> LENGTH_BITS) as usize;
        let length = (id.0 & ((1 << LENGTH_BITS) - 1)) as usize;
        self.bytes.get(begin..begin + length)
    }

    /// The bytes of `id`; empty for [`PackedId::NONE`].
    pub fn bytes(&self, id: PackedId) -> Vec<u8> {
        if !id.is_some() {
            return Vec::new();
        }
        if let Some(whole) = self.whole_bytes(id) {
            return whole.to_vec();
        }
        let stem = &self.stems[(id.0 >> NUMBER_BITS) as usize];
        let number = format!("{:0width$}", id.0 & NUMBER_MASK, width = usize::from(stem.digits));
        [stem.prefix.as_slice(), number.as_bytes()].concat()
    }

    /// A number that orders ids of one stem; `None` for an id that has no stem.
    ///
    /// Two ids with different numbers have different bytes.
    #[inline]
    pub const fn rank(id: PackedId) -> Option<u64> {
        if id.0 & WHOLE == 0 { Some(id.0) } else { None }
    }

    /// Whether two ids of this run have the same bytes.
    #[inline]
    pub fn are_same(&self, a: PackedId, b: PackedId) -> bool {
        match (self.whole_bytes(a), self.whole_bytes(b)) {
            (Some(a), Some(b)) => a == b,
            _ => a == b,
        }
    }

    /// A number that is the same for the same bytes.
    #[inline]
    pub fn hash(&self, id: PackedId) -> u64 {
        use std::hash::Hasher;
        let mut hasher = rustc_hash::FxHasher::default();
        match self.whole_bytes(id) {
            Some(bytes) => hasher.write(bytes),
            None => hasher.write_u64(id.0),
        }
        hasher.finish()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ids_that_look_alike_stay_apart() {
        let mut ids = Ids::default();
        let texts = [
            "1",
            "01",
            "001",
            "A1",
            "A01",
            "a1",
            "A",
            "A1 ",
            "KS/2020:548",
            "99999999999999",
            "100000000000000",
            "1000000000000001",
            "0000000000000000000001",
            "Å7",
            "7Å",
            "-1",
        ];
        let packed: Vec<PackedId> = texts.iter().map(|text| ids.pack(text.as_bytes())).collect();
        for (i, text) in texts.iter().enumerate() {
            assert_eq!(ids.bytes(packed[i]), text.as_bytes());
            for (j, other) in packed.iter().enumerate() {
                assert_eq!(ids.are_same(packed[i], *other), i == j, "{text} and {}", texts[j]);
            }
        }
        assert!(!ids.pack(b"").is_some());
    }

    #[test]
    fn more_beginnings_than_are_kept_change_nothing() {
        let mut ids = Ids::default();
        let texts: Vec<String> = (0..MOST_STEMS + 50).map(|n| format!("{n:x}-7")).collect();
        let first: Vec<PackedId> = texts.iter().map(|text| ids.pack(text.as_bytes())).collect();
        for (text, first) in texts.iter().zip(first) {
            let again = ids.pack(text.as_bytes());
            assert!(ids.are_same(first, again), "{text}");
            assert_eq!(ids.hash(first), ids.hash(again));
            assert_eq!(ids.bytes(again), text.as_bytes());
        }
    }

    proptest! {
        #[test]
        fn ids_are_the_same_when_their_bytes_are(
            texts in prop::collection::vec("[a-c]{0,2}[0-2]{0,16}", 1..40),
        ) {
            let mut ids = Ids::default();
            let packed: Vec<PackedId> = texts.iter().map(|text| ids.pack(text.as_bytes())).collect();
            for (a, text_a) in packed.iter().zip(&texts) {
                prop_assert_eq!(&ids.bytes(*a), text_a.as_bytes());
                for (b, text_b) in packed.iter().zip(&texts) {
                    prop_assert_eq!(ids.are_same(*a, *b), text_a == text_b);
                }
            }
        }
    }
}
