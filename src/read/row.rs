//! One record: its fields, lent by index.
//!
//! Nothing here knows where a field comes from or what it means.

use super::quotes::Quotes;

/// The fields of one record, unquoted, as bytes of UTF-8.
#[derive(Clone, Copy, Debug)]
pub struct RawRow<'a> {
    pub(super) text: &'a [u8],
    /// Where each field ends.
    pub(super) ends: &'a [usize],
    /// Bytes between two fields: the delimiter, where it is still there.
    pub(super) gap: usize,
    /// The quotes around and in the fields, where they are still there.
    pub(super) quotes: Option<&'a Quotes>,
}

impl<'a> RawRow<'a> {
    /// The field at `index`, counted from 0; `None` behind the last one.
    #[inline]
    pub fn get(&self, index: usize) -> Option<&'a [u8]> {
        let end = *self.ends.get(index)?;
        let start = if index == 0 { 0 } else { self.ends[index - 1] + self.gap };
        let field = self.text.get(start..end)?;
        Some(match self.quotes {
            None => field,
            Some(quotes) => quotes.unquoted(index, field, self),
        })
    }

    /// How many fields there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no field at all: no record was read yet, or there are no more.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The fields in order.
    pub fn iter(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let row = *self;
        (0..row.len()).filter_map(move |index| row.get(index))
    }

    /// Whether every field is empty or has only spaces.
    #[inline]
    pub(super) fn is_blank(&self) -> bool {
        // Nearly every record begins with a visible ASCII character.
        if self.get(0).and_then(<[u8]>::first).is_some_and(u8::is_ascii_graphic) {
            return false;
        }
        let is_blank = |field: &[u8]| {
            !field.first().is_some_and(u8::is_ascii_graphic)
                && std::str::from_utf8(field).is_ok_and(|field| field.trim().is_empty())
        };
        self.iter().all(is_blank)
    }

    /// The fields as text.
    pub(super) fn cells(&self) -> Vec<String> {
        self.iter().map(|field| String::from_utf8_lossy(field).into_owned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::read::split::{Cuts, Splitter};

    #[test]
    fn a_row_lends_its_fields_by_index() {
        let mut splitter = Splitter::new(Cuts::quoted(','));
        let _ = splitter.feed(b"a,,c\n");
        let row = splitter.row();
        assert_eq!((row.len(), row.is_empty()), (3, false));
        assert_eq!(row.get(0), Some(&b"a"[..]));
        assert_eq!(row.get(1), Some(&b""[..]));
        assert_eq!(row.get(2), Some(&b"c"[..]));
        assert_eq!(row.get(3), None);
    }
}
