//! Targets: what was wanted of which contacts, and whether it was reached. The mark is a sign
//! and a word, never a colour alone.

use std::borrow::Cow;

use crate::policy::{GroupTarget, Permille, Rating, Rule};

use super::{Cell, Column, Lang, Rows, Table};

/// How the contacts of a target fared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupTargetFacts {
    /// The target.
    pub target: GroupTarget,
    /// Contacts met.
    pub met: u64,
    /// Contacts judged.
    pub judged: u64,
}

/// Targets of rules, each with met and judged contacts, and then those of groups. Nothing
/// where nobody has set a target.
pub(super) fn targets_table<'a>(
    of_rules: &[(u16, u64, u64)],
    rules: &[Rule],
    of_groups: &[GroupTargetFacts],
    lang: Lang,
) -> Option<Table<'a>> {
    let columns = vec![
        Column::words("target", lang.pick("Mål för", "Target of")),
        Column::numbers("target_percent", lang.pick("Mål %", "Target %")),
        Column::numbers("judged", lang.pick("Be\u{ad}dömda", "Judged")),
        Column::numbers("met", lang.pick("I\u{a0}tid", "Met")),
        Column::numbers("met_percent", lang.pick("I\u{a0}tid %", "Met %")),
        Column::words("result", lang.pick("Utfall", "Result")),
    ];
    let row = |name: Cell, wanted: Permille, met: u64, judged: u64| {
        vec![
            name,
            Cell::Percent(wanted.tenths()),
            Cell::Count(judged),
            Cell::Count(met),
            Cell::Share { part: met, whole: judged },
            mark(wanted, met, judged, lang),
        ]
    };
    let of_rules = of_rules.iter().filter_map(|(index, met, judged)| {
        let rule = rules.get(usize::from(*index))?;
        let name = Cell::Term {
            id: format!("rule={}", rule.id).into(),
            label: format!("{} {}", lang.pick("regel", "rule"), rule.id).into(),
        };
        Some(row(name, rule.target?, *met, *judged))
    });
    let of_groups = of_groups.iter().map(|own| {
        let name = Cell::Term {
            id: own.target.to_string().into(),
            label: in_words(&own.target, lang).into(),
        };
        row(name, own.target.percent, own.met, own.judged)
    });
    let rows: Vec<Vec<Cell>> = of_rules.chain(of_groups).collect();
    (!rows.is_empty()).then(|| Table {
        is_optional: true,
        ..Table::new("targets", lang.pick("Mål", "Targets").to_owned(), columns, Rows::Kept(rows))
    })
}

/// Whether a target is reached: a sign and a word.
fn mark(wanted: Permille, met: u64, judged: u64, lang: Lang) -> Cell {
    let (id, label) = match judged {
        0 => ("nothing-judged", lang.pick("– inget att bedöma", "– nothing to judge")),
        _ if wanted.is_reached_by(met, judged) => ("reached", lang.pick("✓ nått", "✓ reached")),
        _ => ("missed", lang.pick("✗ inte nått", "✗ missed")),
    };
    Cell::Term { id: id.into(), label: label.into() }
}

/// Of which contacts a target is: `Servicecenter, e-post, extern`.
fn in_words(target: &GroupTarget, lang: Lang) -> String {
    let parts: Vec<&str> = [
        target.board.as_deref(),
        target.department.as_deref(),
        target.channel.map(|channel| lang.channel(channel)),
        target.origin.map(|origin| lang.origin(origin)),
    ]
    .into_iter()
    .flatten()
    .collect();
    match parts.is_empty() {
        true => lang.pick("alla kontakter", "all contacts").to_owned(),
        false => parts.join(", "),
    }
}

/// The column of words for shares.
pub(super) fn rating_column(lang: Lang) -> Column {
    Column::words("rating", lang.pick("Betyg", "Rating"))
}

/// The word for a share; absent of nothing.
pub(super) fn rating_cell(rating: &Rating, met: u64, judged: u64) -> Cell {
    let word = rating.word(met, judged).map(str::to_owned);
    word.map_or(Cell::Absent, |word| Cell::word(Cow::Owned(word)))
}
