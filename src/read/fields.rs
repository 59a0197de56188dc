//! Where the fields of a record without quotes end.

use memchr::memmem::Finder;

/// [`end_fields`] for a delimiter of more than one byte.
pub(super) fn end_wide_fields(
    record: &[u8],
    delimiter: &Finder<'_>,
    ends: &mut [usize],
) -> Option<usize> {
    let mut count = 0;
    for end in delimiter.find_iter(record).chain([record.len()]) {
        *ends.get_mut(count)? = end;
        count += 1;
    }
    Some(count)
}

/// Where the fields of a record without quotes end, and how many there are; `None` where they
/// do not fit in `ends`.
///
/// Eight bytes at a time: fields are short, and a call for each costs more than it finds.
#[inline]
pub(super) fn end_fields(record: &[u8], delimiter: u8, ends: &mut [usize]) -> Option<usize> {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const LOW: u64 = u64::from_le_bytes([0x7f; 8]);
    let sought = ONES * u64::from(delimiter);
    let mut count = 0;
    let mut end_at = |at: usize| {
        *ends.get_mut(count)? = at;
        count += 1;
        Some(())
    };
    let (chunks, rest) = record.as_chunks::<8>();
    for (index, chunk) in chunks.iter().enumerate() {
        let differs = u64::from_le_bytes(*chunk) ^ sought;
        // The high bit of each byte that does not differ, and of no other.
        let mut found = !(((differs & LOW) + LOW) | differs | LOW);
        while found != 0 {
            end_at(index * 8 + found.trailing_zeros() as usize / 8)?;
            found &= found - 1;
        }
    }
    let behind = record.len() - rest.len();
    for (index, byte) in rest.iter().enumerate() {
        if *byte == delimiter {
            end_at(behind + index)?;
        }
    }
    end_at(record.len())?;
    Some(count)
}
