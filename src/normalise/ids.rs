//! Contact ids, packed: eight bytes for each that ends in digits, exact for all.
//!
//! Most ids are a fixed beginning and a running number (`K2026-0000042`), or two numbers with a
//! sign between them (`srv-1735804820.12`). Beginnings are kept once and the number beside them;
//! every other id is kept as it is. Two ids are the same
//! when their bytes are: nothing here is probabilistic.

use std::io::Write;

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

/// What many ids share: how they begin, and how many digits follow.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Stem {
    prefix: Vec<u8>,
    /// Digits behind the beginning, and the sign between them and the running number; none where
    /// the running number follows at once.
    upper: Option<(u8, u8)>,
    /// Digits of the running number.
    digits: u8,
}

impl Stem {
    /// The number that `rest` is, what follows the beginning; `None` where it is of another form.
    #[inline]
    fn number(&self, rest: &[u8]) -> Option<u64> {
        let mut sum = 0u64;
        let mut running = rest;
        if let Some((digits, sign)) = self.upper {
            let (upper, behind) = rest.split_at_checked(usize::from(digits))?;
            sum = add_digits(sum, upper)?;
            running = behind.strip_prefix(&[sign])?;
        }
        if running.len() != usize::from(self.digits) {
            return None;
        }
        add_digits(sum, running)
    }

    /// Writes the id of a number.
    fn write(&self, number: u64, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.prefix);
        let scale = 10_u64.pow(u32::from(self.digits));
        // A `Vec` takes everything that is written to it.
        if let Some((digits, sign)) = self.upper {
            let _ = write!(out, "{:0width$}", number / scale, width = usize::from(digits));
            out.push(sign);
        }
        let _ = write!(out, "{:0width$}", number % scale, width = usize::from(self.digits));
    }
}

/// `sum` with more digits behind it; `None` where a byte is no digit.
#[inline]
fn add_digits(mut sum: u64, text: &[u8]) -> Option<u64> {
    for byte in text {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        sum = sum * 10 + u64::from(digit);
    }
    Some(sum)
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
/// The most digits that are taken from in front of the sign before the running number. Of a
/// number of seconds the last five: a new beginning each day.
const MOST_UPPER_DIGITS: usize = 5;
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
    /// What a stem takes of an id is decided from its end, by what is a digit and what is not.
    /// An id with the same beginning and the same form behind it can have no other stem.
    #[inline]
    fn pack_like_last(&self, id: &[u8]) -> Option<PackedId> {
        let stem = self.stems.get(self.last)?;
        let number = stem.number(id.strip_prefix(stem.prefix.as_slice())?)?;
        Some(PackedId((self.last as u64) << NUMBER_BITS | number))
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
        let digits = trailing_digits(id, MOST_DIGITS);
        if digits == 0 {
            return self.whole(id);
        }
        let (mut prefix, running) = id.split_at(id.len() - digits);
        let mut upper = None;
        // The number of a day or of a second, and one that runs within it: `1735804820.12`.
        if let [before @ .., sign] = prefix {
            let most = MOST_UPPER_DIGITS.min(MOST_DIGITS - digits);
            let count = if sign.is_ascii_digit() { 0 } else { trailing_digits(before, most) };
            if count > 0 {
                upper = Some((count as u8, *sign));
                prefix = &before[..before.len() - count];
            }
        }
        let Some(stem) = self.stem(prefix, upper, digits as u8) else { return self.whole(id) };
        debug_assert!(running.len() == digits, "they are what stands behind the beginning");
        match self.stems[stem].number(&id[prefix.len()..]) {
            Some(number) => PackedId((stem as u64) << NUMBER_BITS | number),
            None => self.whole(id),
        }
    }

    fn stem(&mut self, prefix: &[u8], upper: Option<(u8, u8)>, digits: u8) -> Option<usize> {
        let number = self.adopt_stem(&Stem { prefix: prefix.to_vec(), upper, digits })?;
        self.last = number as usize;
        Some(self.last)
    }

    /// Adds ids that `others` packed to `packed`, packed as if they had come here in their order.
    ///
    /// What has a stem there and finds no more room for it here is kept as it is; so is what has
    /// none there, unless only room was wanting.
    pub(super) fn adopt(&mut self, others: &Self, ids: &[PackedId], packed: &mut Vec<PackedId>) {
        let stems: Vec<Option<u64>> =
            others.stems.iter().map(|stem| self.adopt_stem(stem)).collect();
        let had_room = others.stems.len() < MOST_STEMS;
        let begin = self.bytes.len() as u64;
        if had_room {
            self.bytes.extend_from_slice(&others.bytes);
        }
        packed.extend(ids.iter().map(|&id| {
            if !id.is_some() {
                return id;
            }
            if id.0 & WHOLE != 0 {
                return match others.whole_bytes(id) {
                    Some(bytes) if !had_room => self.pack_any(bytes),
                    _ => PackedId(id.0 + (begin << LENGTH_BITS)),
                };
            }
            match stems[(id.0 >> NUMBER_BITS) as usize] {
                Some(stem) => PackedId(stem << NUMBER_BITS | id.0 & NUMBER_MASK),
                None => self.whole(&others.bytes(id)),
            }
        }));
    }

    fn adopt_stem(&mut self, stem: &Stem) -> Option<u64> {
        if let Some(known) = self.by_stem.get(stem) {
            return Some(*known);
        }
        if self.stems.len() == MOST_STEMS {
            return None;
        }
        let number = self.stems.len() as u64;
        self.by_stem.insert(stem.clone(), number);
        self.stems.push(stem.clone());
        Some(number)
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
        let mut bytes = Vec::new();
        self.write(id, &mut bytes);
        bytes
    }

    /// Writes the bytes of `id` to `out`, which it empties before.
    pub fn write(&self, id: PackedId, out: &mut Vec<u8>) {
        out.clear();
        if !id.is_some() {
            return;
        }
        match self.whole_bytes(id) {
            Some(whole) => out.extend_from_slice(whole),
            None => self.stems[(id.0 >> NUMBER_BITS) as usize].write(id.0 & NUMBER_MASK, out),
        }
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

/// How many digits `text` ends in, `most` of them at most.
fn trailing_digits(text: &[u8], most: usize) -> usize {
    text.iter().rev().take(most).take_while(|byte| byte.is_ascii_digit()).count()
}

#[cfg(test)]
mod tests;
