//! Charts in a terminal, as they look, and that they hold the width.

use proptest::prelude::*;

use super::*;
use crate::report::{Cell, Chart, Column, Rows};

const COLUMNS: [&str; 24] = [
    "00", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14", "15",
    "16", "17", "18", "19", "20", "21", "22", "23",
];

fn table(kind: ChartKind, rows: Vec<(String, Vec<Cell>)>, in_terminal: bool) -> Table<'static> {
    let count = rows.first().map_or(0, |row| row.1.len());
    let mut columns = vec![Column::words("label", "Namn")];
    columns.extend((0..count).map(|at| Column::numbers(COLUMNS[at], COLUMNS[at])));
    let rows = rows.into_iter().map(|(label, cells)| {
        let mut row = vec![Cell::Text(label)];
        row.extend(cells);
        row
    });
    Table {
        id: "x",
        title: String::new(),
        columns,
        key_columns: 1,
        rows: Rows::Kept(rows.collect()),
        total: None,
        is_optional: false,
        lead: Vec::new(),
        chart: Some(Chart {
            kind,
            title: "Andel i tid, procent".to_owned(),
            description: String::new(),
            labels: 0,
            values: (1..=count).collect(),
            in_terminal,
        }),
    }
}

fn drawn(table: &Table<'_>, width: usize) -> String {
    let mut out = Vec::new();
    let style = Style { width, color: false };
    write(table, Lang::Swedish, style, &mut out).expect("written");
    String::from_utf8(out).expect("text")
}

fn share(part: u64, whole: u64) -> Cell {
    Cell::Share { part, whole }
}

#[test]
fn a_bar_stands_beside_its_figure() {
    let row = |name: &str, cell| (name.to_owned(), vec![cell]);
    let rows = vec![
        row("Bygg", share(1, 2)),
        row("Överförmyndarnämndens kansli i Exempelkommun", share(1, 1)),
        row("Kansli", share(0, 5)),
        row("Liten", share(1, 1000)),
        row("Ingen", share(0, 0)),
        row("Få", Cell::Suppressed),
    ];
    let table = table(ChartKind::Bars, rows, true);
    assert_eq!(
        drawn(&table, 60),
        "
Andel i tid, procent
Bygg                       50,0  █████████████▌
Överförmyndarnämndens k…  100,0  ███████████████████████████
Kansli                      0,0
Liten                       0,1  ▏
Ingen                         –
Få                           ..
"
    );
    assert!(drawn(&table, 140).lines().all(|line| line.width() <= 44 + 2 + 5 + 2 + 50));
}

#[test]
fn several_bars_a_row_stand_below_its_name() {
    let rows = vec![("Bygg".to_owned(), vec![share(1, 2), share(1, 4)])];
    assert_eq!(
        drawn(&table(ChartKind::Bars, rows, true), 40),
        "
Andel i tid, procent
Bygg
  00  50,0  ██████████████
  01  25,0  ███████
"
    );
}

#[test]
fn a_sparkline_says_its_ends_of_what_is_shown() {
    let cells = [share(7, 10), share(9, 10), Cell::Suppressed, share(5, 10), share(8, 10)];
    let rows = (1..).zip(cells).map(|(month, cell)| (format!("2026-{month:02}"), vec![cell]));
    assert_eq!(
        drawn(&table(ChartKind::Trend, rows.collect(), true), 80),
        "
Andel i tid, procent
00  ▄█×▁▆
    av det som visas: lägst 50,0 (2026-04), högst 90,0 (2026-02), senast 80,0
    (2026-05); ×\u{a0}visas inte
"
    );
    let rows = (1..3).map(|month| (format!("2026-{month:02}"), vec![share(1, 2)]));
    let text = drawn(&table(ChartKind::Trend, rows.collect(), true), 80);
    assert!(text.ends_with("00  ▄▄\n    senast 50,0 (2026-02)\n"), "{text}");
}

#[test]
fn a_heat_map_fits_a_week_of_hours_in_eighty_columns() {
    let days = ["måndag", "torsdag"];
    let row = |(index, name): (usize, &&str)| {
        let cells = (0..24).map(|hour| Cell::Count((hour * (index as u64 + 1)) % 13));
        ((*name).to_owned(), cells.collect())
    };
    let rows: Vec<(String, Vec<Cell>)> = days.iter().enumerate().map(row).collect();
    let table = table(ChartKind::HeatMap, rows, true);
    assert_eq!(
        drawn(&table, 80),
        "
Andel i tid, procent
         00  02  04  06  08  10  12  14  16  18  20  22
måndag   ··░░░░░░▒▒▒▒▒▒▓▓▓▓▓▓██████··░░░░░░▒▒▒▒▒▒▓▓▓▓▓▓██
torsdag  ··░░▒▒▒▒▓▓████░░░░▒▒▓▓▓▓██··░░▒▒▒▒▓▓████░░░░▒▒▓▓
· inga  ░\u{a0}1–3  ▒\u{a0}4–6  ▓\u{a0}7–9  █\u{a0}10–12
"
    );
    let wide = drawn(&table, 140);
    assert!(wide.contains("         00  01  02  03"), "{wide}");
}

#[test]
fn a_field_that_is_held_back_is_none_without_contacts() {
    let row = |name: &str, cells: [Cell; 3]| (name.to_owned(), cells.to_vec());
    let rows = vec![
        row("10–11", [Cell::Count(0), Cell::Suppressed, Cell::Count(4)]),
        row("11–12", [Cell::Count(0), Cell::Count(9), Cell::Suppressed]),
    ];
    assert_eq!(
        drawn(&table(ChartKind::HeatMap, rows, true), 80),
        "
Andel i tid, procent
       00  01  02
10–11  ····××××▒▒▒▒
11–12  ····████××××
· inga  ░\u{a0}1–2  ▒\u{a0}3–4  ▓\u{a0}5–6  █\u{a0}7–9  ×\u{a0}visas inte
"
    );
    let rows = vec![row("10–11", [Cell::Count(0), Cell::Suppressed, Cell::Count(0)])];
    let text = drawn(&table(ChartKind::HeatMap, rows, true), 80);
    assert!(text.ends_with("\n· inga  ×\u{a0}visas inte\n"), "no shade without a field: {text}");
}

#[test]
fn nothing_is_drawn_that_a_terminal_is_not_to_show() {
    let rows = || vec![("x".to_owned(), vec![share(1, 2)])];
    assert_eq!(drawn(&table(ChartKind::Bars, rows(), false), 80), "");
    let nothing = vec![("x".to_owned(), vec![Cell::Absent])];
    assert_eq!(drawn(&table(ChartKind::Bars, nothing, true), 80), "");
}

proptest! {
    #[test]
    fn every_chart_holds_the_width(
        kind in prop::sample::select(vec![ChartKind::Bars, ChartKind::Trend, ChartKind::HeatMap]),
        names in prop::collection::vec("[a-zåäö日\u{1b}\n ]{0,60}", 1..70),
        columns in 1_usize..24,
        counts in prop::collection::vec(prop::option::of(0..10_000_000_000_u64), 1..9),
        width in 40_usize..200,
    ) {
        let mut next = counts.iter().cycle();
        let mut cell = || match next.next() {
            Some(Some(count)) => Cell::Count(*count),
            _ => Cell::Absent,
        };
        let rows = names.into_iter().map(|name| (name, (0..columns).map(|_| cell()).collect()));
        let text = drawn(&table(kind, rows.collect(), true), width);
        for line in text.lines() {
            prop_assert!(line.width() <= width, "{} of {width}: {line:?}", line.width());
        }
    }
}
