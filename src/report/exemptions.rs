//! The table of exempt contacts, and what would hold if they were not.

use crate::judge::Outcome;
use crate::tally::Figures;

use super::{Cell, Column, Lang, Rows, SwedishOrder, Table};

/// Exempt contacts by reason, the largest first.
pub(super) fn exemptions_table<'a>(exemptions: &[(String, Figures)], lang: Lang) -> Table<'a> {
    let order = SwedishOrder::default();
    let mut reasons: Vec<&(String, Figures)> = exemptions.iter().collect();
    reasons.sort_by(|(a, a_figures), (b, b_figures)| {
        b_figures.contacts().cmp(&a_figures.contacts()).then_with(|| order.compare(a, b))
    });
    let shown = [Outcome::Met, Outcome::Late, Outcome::Overdue, Outcome::Pending];
    let mut columns = vec![
        Column::words("reason", lang.pick("Skäl", "Reason")),
        Column::numbers("contacts", lang.pick("Kon\u{ad}takter", "Con\u{ad}tacts")),
    ];
    let titles = [
        ("met", "I\u{a0}tid", "Met"),
        ("late", "Sent", "Late"),
        ("overdue", "Obe\u{ad}svarade", "Over\u{ad}due"),
        ("pending", "Öppna", "Pending"),
    ];
    columns.extend(titles.map(|(id, sv, en)| Column::numbers(id, lang.pick(sv, en))));
    columns.push(Column::numbers("unregulated", lang.pick("Utan regel", "No rule")));
    let rows = reasons
        .into_iter()
        .map(|(reason, figures)| {
            let reason = match reason.as_str() {
                "" => Cell::Term {
                    id: "(övriga skäl)".into(),
                    label: lang.pick("(övriga skäl)", "(other reasons)").into(),
                },
                reason => Cell::Text(reason.to_owned()),
            };
            let mut row = vec![reason, Cell::Count(figures.contacts())];
            row.extend(shown.map(|outcome| Cell::Count(figures.count(outcome))));
            row.push(Cell::Count(figures.count(Outcome::Unregulated)));
            row
        })
        .collect();
    Table {
        is_optional: true,
        ..Table::new(
            "exemptions",
            lang.pick(
                "Undantagna, och vad som annars hade gällt",
                "Exempt, and what would hold otherwise",
            )
            .to_owned(),
            columns,
            Rows::Kept(rows),
        )
    }
}
