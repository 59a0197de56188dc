//! What a chart shows, before anything is drawn: the labels of its rows, and its figures as
//! every format rounds them.

use crate::report::{Cell, Chart, ChartKind, Lang, People, Rows, Table};

use super::printed::{digits, for_people, printable};

/// The figures of a chart.
pub(super) struct Picture<'t> {
    pub(super) kind: ChartKind,
    pub(super) chart: &'t Chart,
    /// The rows, by name.
    pub(super) labels: Vec<String>,
    /// The columns of values.
    pub(super) series: Vec<Series>,
    /// The greatest figure of the axis, in the digits of the points.
    pub(super) top: i64,
    /// How many digits of a point are decimals.
    places: u32,
    people: People,
    lang: Lang,
}

/// The figures of one column.
pub(super) struct Series {
    pub(super) title: String,
    pub(super) points: Vec<Point>,
}

/// One figure.
pub(super) struct Point {
    /// Its digits; none where there is no value, or where it is held back.
    pub(super) value: Option<i64>,
    /// Whether it is held back.
    pub(super) is_held_back: bool,
    /// What people read.
    pub(super) text: String,
}

/// Steps of shading of a heat map, besides none.
pub(super) const LEVELS: i64 = 4;

impl<'t> Picture<'t> {
    /// The figures of the chart of `table`; none without a chart, or without any figure.
    pub(super) fn of(table: &'t Table<'_>, lang: Lang) -> Option<Self> {
        let (Some(chart), Rows::Kept(rows)) = (&table.chart, &table.rows) else { return None };
        let people = People::new(lang);
        let text = |cell: Option<&Cell>| cell.map(|cell| for_people(cell, &people, lang));
        let labels = rows.iter().map(|row| text(row.get(chart.labels)).unwrap_or_default());
        let labels = labels.collect();
        let mut places = 0;
        let mut is_share = false;
        let point = |cell: Option<&Cell>| {
            let value = cell.and_then(digits);
            if let Some((_, own)) = value {
                places = own;
            }
            is_share |= matches!(cell, Some(Cell::Share { .. } | Cell::Percent(_)));
            Point {
                value: value.map(|(digits, _)| digits),
                is_held_back: cell == Some(&Cell::Suppressed),
                text: text(cell).unwrap_or_default(),
            }
        };
        let mut point = point;
        let mut series = Vec::new();
        for column in &chart.values {
            let title = table.columns.get(*column).map(|column| printable(&column.plain_title()));
            let points = rows.iter().map(|row| point(row.get(*column))).collect();
            series.push(Series { title: title.unwrap_or_default(), points });
        }
        let points = series.iter().flat_map(|series: &Series| &series.points);
        let most = points.filter_map(|point| point.value).max()?;
        let top = if is_share { 1000 } else { round_up(most.max(1)) };
        Some(Self { kind: chart.kind, chart, labels, series, top, places, people, lang })
    }

    /// Whether some of its figures are held back.
    pub(super) fn holds_back(&self) -> bool {
        self.series.iter().flat_map(|series| &series.points).any(|point| point.is_held_back)
    }

    /// What a legend says of figures that are held back.
    pub(super) fn held_back(&self) -> &'static str {
        self.lang.pick("visas inte", "not shown")
    }

    /// A figure of the axis, as people read it.
    pub(super) fn axis(&self, value: i64) -> String {
        let unit = 10_i64.pow(self.places);
        match value % unit {
            0 => self.people.write(value / unit, 0),
            _ => self.people.write(value, self.places),
        }
    }

    /// What part of the axis a figure is, from 0 to 1.
    pub(super) fn part(&self, value: i64) -> f64 {
        (value as f64 / self.top as f64).clamp(0.0, 1.0)
    }

    /// The greatest figure; none where no figure is more than 0.
    fn most(&self) -> Option<i64> {
        let points = self.series.iter().flat_map(|series| &series.points);
        points.filter_map(|point| point.value).max().filter(|most| *most > 0)
    }

    /// How dark a field is: 0 for none, and up to [`LEVELS`].
    pub(super) fn level(&self, value: Option<i64>) -> i64 {
        let value = i128::from(value.unwrap_or(0).max(0));
        let most = i128::from(self.most().unwrap_or(1));
        ((value * i128::from(LEVELS) + most - 1) / most) as i64
    }

    /// The least and the greatest figure of each level that has any, in words.
    pub(super) fn levels(&self) -> Vec<(i64, String)> {
        let Some(most) = self.most() else { return Vec::new() };
        let last_of = |level| (i128::from(most) * i128::from(level) / i128::from(LEVELS)) as i64;
        let range = |level: i64| {
            let (first, last) = (last_of(level - 1) + 1, last_of(level));
            match last - first {
                ..0 => None,
                0 => Some((level, self.axis(last))),
                _ => Some((level, format!("{}–{}", self.axis(first), self.axis(last)))),
            }
        };
        (1..=LEVELS).filter_map(range).collect()
    }
}

/// The next figure with one digit that is 1, 2 or 5 and only zeros behind it.
fn round_up(most: i64) -> i64 {
    let mut unit = 1_i64;
    loop {
        for step in [1, 2, 5] {
            match unit.checked_mul(step) {
                Some(top) if top >= most => return top,
                Some(_) => {}
                None => return most,
            }
        }
        unit = unit.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Column, Rows};

    fn table(cells: &[u64]) -> Table<'static> {
        let rows = cells.iter().map(|count| vec![Cell::word("x"), Cell::Count(*count)]).collect();
        Table {
            id: "x",
            title: String::new(),
            columns: vec![Column::words("x", "x"), Column::numbers("y", "y")],
            key_columns: 1,
            rows: Rows::Kept(rows),
            total: None,
            is_optional: false,
            lead: Vec::new(),
            chart: Some(Chart {
                kind: ChartKind::HeatMap,
                title: String::new(),
                description: String::new(),
                labels: 0,
                values: vec![1],
                in_terminal: true,
            }),
        }
    }

    #[test]
    fn each_figure_is_in_the_range_that_its_level_tells() {
        for most in [1, 2, 3, 4, 5, 7, 19, 100] {
            let cells: Vec<u64> = (0..=most).collect();
            let table = table(&cells);
            let picture = Picture::of(&table, Lang::Swedish).expect("a picture");
            let levels = picture.levels();
            assert_eq!(picture.level(Some(0)), 0);
            for value in 1..=most as i64 {
                let level = picture.level(Some(value));
                let (_, range) = levels.iter().find(|own| own.0 == level).expect("a level");
                let mut ends = range.split('–').map(|end| end.parse::<i64>().expect("a count"));
                let first = ends.next().expect("a figure");
                let last = ends.next().unwrap_or(first);
                assert!((first..=last).contains(&value), "{value} of {most}: {range}");
            }
        }
    }

    #[test]
    fn an_axis_ends_at_a_round_figure() {
        for (most, top) in [(1, 1), (3, 5), (7, 10), (11, 20), (76_860, 100_000)] {
            assert_eq!(round_up(most), top);
        }
        assert_eq!(round_up(i64::MAX), i64::MAX);
    }
}
