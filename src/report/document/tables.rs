//! The tables that only the report for the accounts has: how soon answers came, when what was
//! missed came in, what is known of it, and a comparison with an earlier period.

use std::borrow::Cow;
use std::cmp::Ordering;

use crate::calendar::Weekday;
use crate::judge::Outcome;
use crate::report::{Cell, Chart, ChartKind, Column, Lang, Rows, SwedishOrder, Table};
use crate::tally::{AnswerClass, Answers, Figures, KeyPart, changed};

use super::earlier::{Earlier, key};

/// How soon judged contacts were answered.
pub(super) fn times_table<'a>(answers: &Answers, judged: u64, lang: Lang) -> Table<'a> {
    let row = |class: AnswerClass| {
        let label = lang.pick(class.swedish(), class.english());
        let contacts = answers.of(class);
        vec![
            Cell::Term { id: class.id().into(), label: label.into() },
            Cell::Count(contacts),
            Cell::Share { part: contacts, whole: judged },
        ]
    };
    let title = lang.pick("Så snart kom svaren", "How soon answers came").to_owned();
    let description = lang.pick(
        "Bedömda kontakter efter hur snart de besvarades, procent av alla bedömda.",
        "Judged contacts by how soon they were answered, percent of all judged.",
    );
    let chart = Chart {
        kind: ChartKind::Bars,
        title: lang
            .pick(
                "Andel av de bedömda kontakterna, procent",
                "Share of the judged contacts, percent",
            )
            .to_owned(),
        description: description.to_owned(),
        labels: 0,
        values: vec![2],
        in_terminal: true,
    };
    let columns = vec![
        Column::words("class", lang.pick("Svaret kom", "The answer came")),
        Column::numbers("contacts", lang.pick("Kon\u{ad}takter", "Con\u{ad}tacts")),
        Column::numbers("percent", lang.pick("Av bedömda %", "Of judged %")),
    ];
    table("times", title, columns, AnswerClass::ALL.map(row).to_vec(), Some(chart))
}

/// A table without a total.
fn table<'a>(
    id: &'static str,
    title: String,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    chart: Option<Chart>,
) -> Table<'a> {
    Table { is_optional: true, chart, ..Table::new(id, title, columns, Rows::Kept(rows)) }
}

/// Missed contacts by hour and weekday of receipt; `groups` are by weekday and hour. From the
/// first to the last hour in which any judged contact came in; bare dates have no hour, and a row
/// of their own.
pub(super) fn late_hours_table<'a>(groups: &[(Vec<KeyPart>, Figures)], lang: Lang) -> Table<'a> {
    let mut hours: Vec<Option<u32>> = Vec::new();
    let mut found: Vec<(Weekday, Option<u32>, u64)> = Vec::new();
    for (key, figures) in groups.iter().filter(|(_, figures)| figures.judged() > 0) {
        let [KeyPart::Weekday(weekday), KeyPart::Hour(hour)] = key[..] else { continue };
        hours.push(hour);
        found.push((weekday, hour, figures.judged() - figures.count(Outcome::Met)));
    }
    let known = || hours.iter().flatten().copied();
    let mut rows: Vec<Option<u32>> = match (known().min(), known().max()) {
        (Some(first), Some(last)) => (first..=last).map(Some).collect(),
        _ => Vec::new(),
    };
    rows.extend(hours.contains(&None).then_some(None));
    let cell = |weekday: Weekday, hour: Option<u32>| {
        let own = found.iter().filter(|(on, at, _)| *on == weekday && *at == hour);
        Cell::Count(own.map(|(.., missed)| missed).sum())
    };
    let row = |hour: &Option<u32>| {
        let name = match hour {
            Some(hour) => Cell::Term {
                id: format!("{hour:02}").into(),
                label: format!("{hour:02}–{:02}", hour + 1).into(),
            },
            None => Cell::Term {
                id: Cow::Borrowed("date-only"),
                label: lang.pick("bara datum", "date only").into(),
            },
        };
        std::iter::once(name).chain(Weekday::ALL.map(|weekday| cell(weekday, *hour))).collect()
    };
    let mut columns = vec![Column::words("hour", lang.pick("Inkom kl.", "Received at"))];
    columns.extend(
        Weekday::ALL.map(|weekday| Column::numbers(weekday.id(), lang.weekday_short(weekday))),
    );
    let title = lang
        .pick("När det kom in som inte besvarades i tid", "When that came in which was not met")
        .to_owned();
    let description = lang.pick(
        "Antal sena och obesvarade kontakter efter veckodag och timme då de inkom.",
        "Late and unanswered contacts by the weekday and the hour of their receipt.",
    );
    let chart = Chart {
        kind: ChartKind::HeatMap,
        title: lang
            .pick("Antal sena och obesvarade kontakter", "Late and unanswered contacts")
            .to_owned(),
        description: description.to_owned(),
        labels: 0,
        values: (1..=Weekday::ALL.len()).collect(),
        in_terminal: true,
    };
    table("late_hours", title, columns, rows.iter().map(row).collect(), Some(chart))
}

/// The reason among [`reasons_table`] that a class of answers is counted as; none in time.
pub(in crate::report) fn reason_of(class: AnswerClass) -> Option<&'static str> {
    match class {
        AnswerClass::Hour | AnswerClass::SameDay | AnswerClass::InTime => None,
        AnswerClass::LateWorkday => Some("late-one-workday"),
        AnswerClass::LateWeek | AnswerClass::LateMore => Some("late-more"),
        AnswerClass::Unanswered => Some("unanswered"),
    }
}

/// What the data prove of missed contacts, the largest first. The first three are parts of the
/// whole; where a contact came in is another question, so one contact may be in two rows.
pub(super) fn reasons_table<'a>(answers: &Answers, missed: u64, lang: Lang) -> Table<'a> {
    let of = |reason: &str| -> u64 {
        let classes = AnswerClass::ALL.into_iter();
        let own = classes.filter(|class| reason_of(*class) == Some(reason));
        own.map(|class| answers.of(class)).sum()
    };
    let mut reasons = vec![
        ("unanswered", "inte besvarade alls", "not answered at all"),
        (
            "late-one-workday",
            "besvarade högst en arbetsdag för sent",
            "answered at most one workday too late",
        ),
        (
            "late-more",
            "besvarade mer än en arbetsdag för sent",
            "answered more than one workday too late",
        ),
    ]
    .into_iter()
    .map(|(id, sv, en)| (id, lang.pick(sv, en), of(id)))
    .collect::<Vec<_>>();
    reasons.push((
        "received-off-workdays",
        lang.pick(
            "inkomna på en dag som inte är arbetsdag",
            "received on a day that is no workday",
        ),
        answers.missed_off_workdays,
    ));
    reasons.extend(answers.missed_off_hours.map(|contacts| {
        let label = lang.pick(
            "inkomna på en arbetsdag utanför öppettid",
            "received on a workday outside the opening hours",
        );
        ("received-off-hours", label, contacts)
    }));
    reasons.sort_by_key(|(.., contacts)| std::cmp::Reverse(*contacts));
    let rows = match missed {
        0 => Vec::new(),
        missed => reasons
            .into_iter()
            .map(|(id, label, contacts)| {
                vec![
                    Cell::Term { id: id.into(), label: label.into() },
                    Cell::Count(contacts),
                    Cell::Share { part: contacts, whole: missed },
                ]
            })
            .collect(),
    };
    let columns = vec![
        Column::words("reason", lang.pick("Inte i tid", "Not met")),
        Column::numbers("contacts", lang.pick("Kon\u{ad}takter", "Con\u{ad}tacts")),
        Column::numbers("percent", lang.pick("Av dem %", "Of them %")),
    ];
    let title = lang.pick(
        "Vad som är känt om det som inte besvarades i tid",
        "What is known of what was not met",
    );
    table("reasons", title.to_owned(), columns, rows, None)
}

/// The groups of this period beside those of an earlier one, by their names; the change is told
/// once it is settled what is shown ([`tell_changes`]).
pub(super) fn comparison_table<'a>(groups: &Table<'a>, earlier: &Earlier, lang: Lang) -> Table<'a> {
    let at = |id: &str| groups.columns.iter().position(|column| column.id == id);
    let now = |row: Option<&[Cell]>| {
        ["judged", "met_percent"].map(|id| match (row, at(id)) {
            (Some(row), Some(at)) => row[at].clone(),
            _ => Cell::Absent,
        })
    };
    let before = |counts: Option<&Option<(u64, u64)>>| match counts {
        None => [Cell::Absent, Cell::Absent],
        Some(None) => [Cell::Suppressed, Cell::Suppressed],
        Some(Some((met, judged))) => {
            [Cell::Count(*judged), Cell::Share { part: *met, whole: *judged }]
        }
    };
    let kept = match &groups.rows {
        Rows::Kept(rows) => rows.as_slice(),
        Rows::Streamed(_) => &[],
    };
    let mut rows: Vec<Vec<Cell>> = kept
        .iter()
        .map(|row| {
            let old = earlier.rows.iter().find(|(name, _)| *name == key(&row[0]));
            let cells = now(Some(row)).into_iter().chain(before(old.map(|(_, counts)| counts)));
            std::iter::once(row[0].clone()).chain(cells).collect()
        })
        .collect();
    let is_gone = |name: &String| !kept.iter().any(|row| key(&row[0]) == *name);
    let mut gone: Vec<&(String, Option<(u64, u64)>)> =
        earlier.rows.iter().filter(|(name, _)| is_gone(name)).collect();
    let order = SwedishOrder::default();
    gone.sort_by(|(a, _), (b, _)| order.compare(a, b));
    rows.extend(gone.into_iter().map(|(name, counts)| {
        let cells = now(None).into_iter().chain(before(Some(counts)));
        std::iter::once(Cell::Text(name.clone())).chain(cells).collect()
    }));
    let total = groups.total.as_deref();
    let mut all = vec![Cell::word(lang.pick("Totalt", "Total"))];
    all.extend(now(total).into_iter().chain(before(Some(&earlier.total))));
    let columns = vec![
        groups.columns[0].clone(),
        Column::numbers("judged", lang.pick("Be\u{ad}dömda", "Judged")),
        Column::numbers("met_percent", lang.pick("I\u{a0}tid %", "Met %")),
        Column::numbers("judged_before", lang.pick("Be\u{ad}dömda då", "Judged then")),
        Column::numbers("met_percent_before", lang.pick("I\u{a0}tid då %", "Met then %")),
    ];
    let title = match lang {
        Lang::Swedish => format!("Jämfört med {}", earlier.name),
        Lang::English => format!("Compared with {}", earlier.name),
    };
    let mut table = table("comparison", title, columns, rows, None);
    table.total = Some(all);
    table
}

/// A change as a sign and words: an arrow only where the intervals part.
fn change(before: &Cell, now: &Cell, lang: Lang) -> Cell {
    let (Cell::Share { part: a, whole: b }, Cell::Share { part: c, whole: d }) = (before, now)
    else {
        return Cell::Absent;
    };
    let (id, label) = match changed((*a, *b), (*c, *d)) {
        None => return Cell::Absent,
        Some(Ordering::Greater) => ("higher", lang.pick("▲ högre", "▲ higher")),
        Some(Ordering::Less) => ("lower", lang.pick("▼ lägre", "▼ lower")),
        Some(Ordering::Equal) => ("uncertain", lang.pick("≈ osäkert", "≈ uncertain")),
    };
    Cell::Term { id: id.into(), label: label.into() }
}

/// Adds the column of changes, from the shares that are shown: of each month against the row
/// above it, and of each group against the earlier period.
pub(super) fn tell_changes(tables: &mut [Table<'_>], lang: Lang) {
    for table in tables {
        let at = |id: &str| table.columns.iter().position(|column| column.id == id);
        let Some(now) = at("met_percent") else { continue };
        let Rows::Kept(rows) = &mut table.rows else { continue };
        let title = match table.id {
            "months" => {
                let mut before = Cell::Absent;
                for row in rows.iter_mut() {
                    row.push(change(&before, &row[now], lang));
                    before = row[now].clone();
                }
                table.total.iter_mut().for_each(|total| total.push(Cell::Absent));
                lang.pick("Mot månaden före", "Against the month before")
            }
            "comparison" => {
                let Some(then) =
                    table.columns.iter().position(|own| own.id == "met_percent_before")
                else {
                    continue;
                };
                for row in rows.iter_mut().chain(&mut table.total) {
                    row.push(change(&row[then], &row[now], lang));
                }
                lang.pick("Skillnad", "Difference")
            }
            _ => continue,
        };
        table.columns.push(Column::words("change", title));
    }
}
