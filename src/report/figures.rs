//! The columns of figures that every audit table ends with, and their cells.

use crate::judge::Outcome;
use crate::tally::Figures;

use super::{Cell, Column, Lang, interval_tenths};

/// The column of how many contacts a share is of.
const JUDGED: &str = "judged";

/// Where the share met stands among the columns.
pub(super) const SHARE: usize = 8;

/// `contacts,met,late,overdue,pending,exempt,unregulated,met_percent,p50_hours,p90_hours,max_hours`,
/// and before the share how many contacts it is of, which CSV leaves out.
pub(super) fn columns(lang: Lang) -> Vec<Column> {
    [
        // Soft hyphens: where a title may be broken when a terminal is narrow.
        ("contacts", "Kon\u{ad}takter", "Con\u{ad}tacts"),
        ("met", "I\u{a0}tid", "Met"),
        ("late", "Sent", "Late"),
        ("overdue", "Obe\u{ad}svarade", "Over\u{ad}due"),
        ("pending", "Öppna", "Pend\u{ad}ing"),
        ("exempt", "Undan\u{ad}tagna", "Exempt"),
        ("unregulated", "Utan regel", "No rule"),
        (JUDGED, "Be\u{ad}dömda", "Judged"),
        ("met_percent", "I\u{a0}tid %", "Met %"),
        ("p50_hours", "Median h", "Median h"),
        ("p90_hours", "P90 h", "P90 h"),
        ("max_hours", "Längst h", "Longest h"),
    ]
    .into_iter()
    .map(|(id, swedish, english)| {
        let column = Column::numbers(id, lang.pick(swedish, english));
        if id == JUDGED { column.not_in_csv() } else { column }
    })
    .collect()
}

/// The cells of `figures`, in the order of the columns.
pub(super) fn cells(figures: &Figures) -> impl Iterator<Item = Cell> {
    let counts = Outcome::ALL.map(|outcome| Cell::Count(figures.count(outcome)));
    let share = Cell::Share { part: figures.count(Outcome::Met), whole: figures.judged() };
    let spans = [figures.p50_s, figures.p90_s, figures.max_s].map(Cell::span);
    let judged = Cell::Count(figures.judged());
    std::iter::once(Cell::Count(figures.contacts()))
        .chain(counts)
        .chain([judged, share])
        .chain(spans)
}

/// The columns of the interval of the share.
pub(super) fn interval_columns(lang: Lang) -> [Column; 2] {
    [
        Column::numbers("met_low", lang.pick("Inter\u{ad}vall från %", "Inter\u{ad}val from %")),
        Column::numbers("met_high", lang.pick("Inter\u{ad}vall till %", "Inter\u{ad}val to %")),
    ]
}

/// The interval of the share of `figures`; absent of nothing.
pub(super) fn interval_cells(figures: &Figures) -> [Cell; 2] {
    match interval_tenths(figures.count(Outcome::Met), figures.judged()) {
        Some((low, high)) => [Cell::Percent(low), Cell::Percent(high)],
        None => [Cell::Absent, Cell::Absent],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_met_stands_where_charts_look_for_it() {
        assert_eq!(columns(Lang::Swedish)[SHARE].id, "met_percent");
    }
}
