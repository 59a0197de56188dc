//! The sample of a table: its first records, which decide what its columns hold.

use crate::read::detected::{Sample, SampleRow};
use crate::read::lines::breaks;
use crate::read::walk::{Met, Walk};

use super::Table;

impl Table {
    /// The records that lie completely in the first block, about 1 MiB, without consuming them.
    /// Empty once [`advance`](Self::advance) was called.
    pub fn sample(&self) -> Sample {
        let mut rows = Vec::new();
        if self.has_advanced {
            return Sample { rows, is_whole: false };
        }
        let (text, whole) = (self.text.sound(), self.text.is_whole());
        let mut walk = Walk::new(text, self.cursor, whole, self.cuts);
        let (mut line, mut counted, mut number) = (1, 0, 0);
        let is_whole = loop {
            match walk.next() {
                Met::Record { .. } if walk.row().is_blank() => {}
                Met::Record { begin, end, .. } => {
                    number += 1;
                    if self.left_out.has_row(number) || self.left_out.has_line(&text[begin..end]) {
                        continue;
                    }
                    line += breaks(&text[counted..begin]);
                    counted = begin;
                    if let Some(index) = self.widths.join_from(&walk.row()) {
                        walk.join_from(index);
                    }
                    rows.push(SampleRow { line, cells: walk.row().cells() });
                }
                Met::End => break whole,
                Met::Cut { .. } | Met::TooManyFields { .. } => break false,
            }
        };
        Sample { rows, is_whole }
    }
}
