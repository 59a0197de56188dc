//! Refusing: the fault of a row that cannot be used, and what is told of rows that can.

use super::{Extractor, Refused};
use crate::fault::{Fault, Place};
use crate::normalise::refusal::RefusalKind;
use crate::profile::language::Slot;

impl Extractor<'_> {
    /// The fault of a refused row. Shows the cell's shape, or the cell itself where the user
    /// asks for values.
    pub fn fault(&self, refused: &Refused<'_>, place: Place, values: bool) -> Fault {
        if let RefusalKind::ByProfile(nth) = refused.why {
            let (_, why) = &self.reject[nth];
            let fault = refused.why.fault(place, "", "", b"", values);
            return Fault { message: format!("{why}; {}", fault.message), ..fault };
        }
        let text = self.texts[refused.slot as usize].as_ref();
        let column = text.map_or("", |text| text.column.as_str());
        let field = match refused.slot {
            Slot::At => "received",
            slot => slot.id(),
        };
        let column = if column.is_empty() { field } else { column };
        refused.why.fault(place, field, column, &refused.cell, values)
    }

    #[cold]
    pub(super) fn warn(&self, slot: Slot) {
        let count = &self.warned[slot as usize];
        count.set(count.get() + 1);
    }

    /// What to know of the rows that it has seen: words that a map does not know and keeps.
    pub fn warnings(&self) -> impl Iterator<Item = String> + '_ {
        let warned =
            Slot::ALL.into_iter().map(move |slot| (slot, self.warned[slot as usize].get()));
        warned.filter(|(_, rows)| *rows > 0).map(move |(slot, rows)| {
            let column = self.texts[slot as usize].as_ref().map_or("", |text| text.column.as_str());
            let (rows, have) = (counted(rows), if rows == 1 { "has" } else { "have" });
            format!(
                "{rows} {have} a word in \"{column}\" that the map of \"{}\" in the source profile \
                 does not know; it was taken as it stands",
                slot.id()
            )
        })
    }
}

fn counted(rows: u64) -> String {
    format!("{rows} {}", if rows == 1 { "row" } else { "rows" })
}
