//! Records with quotes, taken apart where they stand: 64 bytes at a time, without copying.
//!
//! Only what every reader of such files agrees on: a quote stands at both ends of a field, and two
//! together within one are a quote. csv-core takes every other record apart.

use std::cell::{OnceCell, RefCell};

use wide::u8x16;

use super::row::RawRow;

/// What the quotes of one record are to its fields.
#[derive(Clone, Debug, Default)]
pub(super) struct Quotes {
    /// Fields that have quotes inside, in order.
    fields: Vec<usize>,
    /// Those fields without what their quotes were written with: made when the first of them is
    /// asked for, since most that have such quotes never are.
    text: OnceCell<Unquoted>,
    /// That of a record before, for its memory.
    spare: RefCell<Unquoted>,
}

/// Fields without what their quotes were written with.
#[derive(Clone, Debug, Default)]
struct Unquoted {
    text: Vec<u8>,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Quotes {
    /// The field at `index` of `row` without its quotes; it stands as `written`.
    #[inline]
    pub(super) fn unquoted<'a>(
        &'a self,
        index: usize,
        written: &'a [u8],
        row: &RawRow<'a>,
    ) -> &'a [u8] {
        let [b'"', inner @ .., b'"'] = written else { return written };
        if self.fields.is_empty() {
            return inner;
        }
        match self.fields.iter().position(|own| *own == index) {
            Some(at) => self.text.get_or_init(|| self.without_quotes(row)).field(at),
            None => inner,
        }
    }

    /// Forgets the record before.
    #[inline]
    fn clear(&mut self) {
        self.fields.clear();
        if let Some(text) = self.text.take() {
            *self.spare.get_mut() = text;
        }
    }

    #[cold]
    fn without_quotes(&self, row: &RawRow<'_>) -> Unquoted {
        let Unquoted { mut text, mut ends } = self.spare.take();
        text.clear();
        ends.clear();
        for field in &self.fields {
            let start = field.checked_sub(1).map_or(0, |before| row.ends[before] + 1);
            let mut rest = row.text.get(start + 1..row.ends[*field] - 1).unwrap_or_default();
            while let Some(at) = memchr::memchr(b'"', rest) {
                text.extend_from_slice(&rest[..=at]);
                rest = rest.get(at + 2..).unwrap_or_default();
            }
            text.extend_from_slice(rest);
            ends.push(text.len());
        }
        Unquoted { text, ends }
    }
}

impl Unquoted {
    fn field(&self, at: usize) -> &[u8] {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[at]]
    }
}

/// Bytes that are looked at together: a bit for each.
const BLOCK: usize = 64;

/// Ends of fields that are written without a look at whether there are more.
const AT_ONCE: usize = 8;

/// What the block before leaves to the next one: bits at its lowest place.
struct Carry {
    /// Whether a quote is open, in every bit.
    is_open: u64,
    /// Whether a field begins.
    begins: u64,
    /// Whether the last byte closed a quote.
    closed: u64,
}

/// Where the fields of a record end, and how many there are; `None` where it has a quote that
/// does not belong to a whole field, or more fields than `ends` may have.
pub(super) fn end_quoted_fields(
    record: &[u8],
    delimiter: u8,
    ends: &mut Vec<usize>,
    quotes: &mut Quotes,
) -> Option<usize> {
    quotes.clear();
    let mut carry = Carry { is_open: 0, begins: 1, closed: 0 };
    let mut count = 0;
    for (index, block) in record.chunks(BLOCK).enumerate() {
        let (quote, parting) = match <&[u8; BLOCK]>::try_from(block) {
            Ok(block) => (places(block, b'"'), places(block, delimiter)),
            Err(_) => {
                let mut padded = [0; BLOCK];
                padded[..block.len()].copy_from_slice(block);
                (places(&padded, b'"'), places(&padded, delimiter))
            }
        };
        // Set from each quote that opens to before the one that closes.
        let open = parity(quote) ^ carry.is_open;
        let outside = parting & !open;
        let (opening, closing) = (quote & open, quote & !open);
        let begins = outside << 1 | carry.begins;
        let after_closing = closing << 1 | carry.closed;
        // A quote opens a field, or stands beside one that seemed to close it.
        let again = opening & after_closing;
        let known = if block.len() < BLOCK { (1 << block.len()) - 1 } else { u64::MAX };
        let is_sound =
            opening & !begins & !again == 0 && after_closing & !outside & !opening & known == 0;
        if !is_sound {
            return None;
        }
        if ends.len() < count + BLOCK + 1 {
            ends.resize((ends.len() * 2).max(count + BLOCK + 1), 0);
        }
        let mut twice = again;
        while twice != 0 {
            let up_to_here = (1 << twice.trailing_zeros()) - 1;
            let field = count + (outside & up_to_here).count_ones() as usize;
            if quotes.fields.last() != Some(&field) {
                quotes.fields.push(field);
            }
            // The others of the same field say nothing more: on to those behind its end.
            let end = outside & !up_to_here;
            twice &= if end == 0 { 0 } else { !(end ^ (end - 1)) };
        }
        // Some more at once than most blocks have: where the last of a few ends is hard to foresee
        // for a processor. What is written too much is written over.
        let found = outside.count_ones() as usize;
        let (mut left, mut written) = (outside, 0);
        while written < found {
            for end in &mut ends[count + written..count + written + AT_ONCE] {
                *end = index * BLOCK + left.trailing_zeros() as usize;
                left &= left.wrapping_sub(1);
            }
            written += AT_ONCE;
        }
        count += found;
        carry = Carry {
            is_open: if open >> (BLOCK - 1) == 0 { 0 } else { u64::MAX },
            begins: outside >> (BLOCK - 1),
            closed: closing >> (BLOCK - 1),
        };
    }
    if carry.is_open != 0 || count >= super::split::MAX_FIELDS {
        return None;
    }
    ends[count] = record.len();
    Some(count + 1)
}

/// A bit for each byte of `block` that is `byte`.
#[inline]
fn places(block: &[u8; BLOCK], byte: u8) -> u64 {
    let sought = u8x16::splat(byte);
    let (parts, _) = block.as_chunks::<16>();
    let mut found = 0;
    for (index, part) in parts.iter().enumerate() {
        let bits = u8x16::new(*part).simd_eq(sought).to_bitmask();
        found |= u64::from(bits) << (index * 16);
    }
    found
}

/// Each bit whether the bits up to it, itself included, are an odd number.
const fn parity(mut bits: u64) -> u64 {
    bits ^= bits << 1;
    bits ^= bits << 2;
    bits ^= bits << 4;
    bits ^= bits << 8;
    bits ^= bits << 16;
    bits ^ bits << 32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::read::split::{Cuts, Fed, Splitter};

    /// The fields of `record` as it stands, if it can be taken so.
    fn taken(record: &str) -> Option<Vec<String>> {
        let mut splitter = Splitter::new(Cuts::quoted(';'));
        let length = splitter.take_plain(format!("{record}\n").as_bytes(), true)?;
        assert_eq!(length, record.len(), "{record}");
        Some(splitter.plain_row(record.as_bytes()).cells())
    }

    /// The slow, obvious way: csv-core.
    fn read(record: &str) -> Vec<String> {
        let mut splitter = Splitter::new(Cuts::quoted(';'));
        assert_eq!(splitter.feed(format!("{record}\n").as_bytes()).0, Fed::Record, "{record}");
        splitter.row().cells()
    }

    #[test]
    fn whole_quoted_fields_are_taken_where_they_stand() {
        let long = "x".repeat(200);
        for record in [
            r#""a";"b";c"#,
            r#""";"""";"""a""";"#,
            r##""a;b";"c""d;e""f";"""##,
            r#"a;;"";"b""#,
            &format!(r#""{long}";"{long}""{long}";a"#),
            &format!("{};\"\"", ";".repeat(62)),
            &format!("{};\"\";a", ";".repeat(63)),
        ] {
            assert_eq!(taken(record).as_ref(), Some(&read(record)), "{record}");
        }
    }

    #[test]
    fn a_field_is_that_of_its_own_record_however_often_it_is_asked_for() {
        let mut splitter = Splitter::new(Cuts::quoted(';'));
        for (record, first, last) in [
            (r#""a""b";c;"d""""#, r#"a"b"#, r#"d""#),
            (r#""x";c;"y""""z""#, "x", r#"y""z"#),
            (r#""x";c;"y""#, "x", "y"),
            ("\"a\";c;\"\"\"\"", "a", "\""),
        ] {
            let length = splitter.take_plain(format!("{record}\n").as_bytes(), true);
            assert_eq!(length, Some(record.len()), "{record}");
            let row = splitter.plain_row(record.as_bytes());
            for _ in 0..2 {
                assert_eq!(row.get(2), Some(last.as_bytes()), "{record}");
                assert_eq!(row.get(0), Some(first.as_bytes()), "{record}");
            }
        }
    }

    #[test]
    fn a_quote_that_does_not_stand_around_a_field_is_left_to_csv_core() {
        for record in [r#"Gatan 5 "Röda" huset;x"#, r#""a"b;c"#, r#"a;"b" ;c"#, r#"a;"b"#, r#"a""#]
        {
            assert_eq!(taken(record), None, "{record}");
        }
    }

    proptest! {
        #[test]
        fn what_is_taken_is_what_csv_core_reads(record in "([a\";]{0,9}|a{0,70}){0,12}") {
            prop_assume!(!record.is_empty());
            if let Some(fields) = taken(&record) {
                prop_assert_eq!(fields, read(&record));
            }
        }

        #[test]
        fn fields_that_are_quoted_as_they_should_be_are_taken(
            fields in prop::collection::vec("[a\"; å]{0,70}", 1..20),
            bare in any::<u32>(),
        ) {
            let quoted = fields.iter().enumerate().map(|(index, field)| {
                match field.contains(['"', ';']) || bare >> (index % 32) & 1 == 0 {
                    true => format!("\"{}\"", field.replace('"', "\"\"")),
                    false => field.clone(),
                }
            });
            let record = quoted.collect::<Vec<_>>().join(";");
            prop_assume!(!record.is_empty());
            prop_assert_eq!(taken(&record), Some(fields));
        }
    }
}
