//! Charts of a workbook: the spreadsheet's own, over the cells of the table.

use rust_xlsxwriter::{
    Chart as Native, ChartAxisLabelPosition, ChartDataLabel, ChartDataLabelPosition,
    ChartEmptyCells, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartMarker,
    ChartMarkerType, ChartSolidFill, Color, ConditionalFormat2ColorScale, Worksheet, XlsxError,
};

use crate::render::printed::number;
use crate::report::{Cell, Chart, ChartKind, Rows, Table};

use super::look::{ACCENT, LEAST, Looks, MOST};
use super::sheet::safe;

/// Colours of the series; those next to each other differ in lightness too.
const SERIES: [Color; 5] = [
    ACCENT,
    Color::RGB(0xE0_7B_39),
    Color::RGB(0x5B_8F_4E),
    Color::RGB(0x8A_4F_9E),
    Color::RGB(0x7F_7F_7F),
];

/// Shapes of the points of a line, so that lines are not told apart by colour alone.
const MARKS: [ChartMarkerType; 5] = [
    ChartMarkerType::Circle,
    ChartMarkerType::Square,
    ChartMarkerType::Triangle,
    ChartMarkerType::Diamond,
    ChartMarkerType::X,
];

/// The lines behind the bars.
const GRID: Color = Color::RGB(0xD9_D9_D9);

/// Width of a chart, in pixels.
const WIDTH: u32 = 820;

/// Adds the chart of `table`, whose last row is `last`, at the row `below`.
pub(super) fn add(
    table: &Table<'_>,
    name: &str,
    last: u32,
    below: u32,
    looks: &Looks,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let (Some(chart), Rows::Kept(rows)) = (&table.chart, &table.rows) else { return Ok(()) };
    if last == 0 || chart.values.is_empty() {
        return Ok(());
    }
    if chart.kind == ChartKind::HeatMap {
        return shade(chart, last, sheet);
    }
    let values = chart.values.iter().map(|column| {
        let cells = || rows.iter().filter_map(|row| row.get(*column));
        // A spreadsheet draws text as 0: what is held back must be an empty cell for it.
        let has_text = cells().any(|cell| *cell == Cell::Suppressed);
        (*column, has_text)
    });
    let mut spare = table.columns.len() + 1;
    let mut places = Vec::new();
    for (column, has_text) in values {
        let mut place = column;
        if has_text {
            place = spare;
            spare += 1;
            copy(rows, column, place, sheet)?;
        }
        places.push(u16::try_from(place).unwrap_or(u16::MAX));
    }
    let native = native(chart, table, rows, name, last, &places, looks);
    sheet.insert_chart(below, 0, &native)?;
    Ok(())
}

/// Copies the numbers of a column to a hidden one, without the text between them.
fn copy(
    rows: &[Vec<Cell>],
    column: usize,
    place: usize,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let place = u16::try_from(place).unwrap_or(u16::MAX);
    for (at, row) in (1_u32..).zip(rows) {
        if let Some(number) = row.get(column).and_then(number) {
            sheet.write_number(at, place, number)?;
        }
    }
    sheet.set_column_hidden(place)?;
    Ok(())
}

/// Shades the cells of a heat map; each still shows its figure.
fn shade(chart: &Chart, last: u32, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let columns = || chart.values.iter().filter_map(|column| u16::try_from(*column).ok());
    let (Some(first), Some(end)) = (columns().min(), columns().max()) else { return Ok(()) };
    let scale =
        ConditionalFormat2ColorScale::new().set_minimum_color(LEAST).set_maximum_color(MOST);
    sheet.add_conditional_format(1, first, last, end, &scale)?;
    Ok(())
}

fn native(
    chart: &Chart,
    table: &Table<'_>,
    rows: &[Vec<Cell>],
    name: &str,
    last: u32,
    places: &[u16],
    looks: &Looks,
) -> Native {
    let mut native = match chart.kind {
        ChartKind::Bars => Native::new_bar(),
        ChartKind::Trend | ChartKind::HeatMap => Native::new_line(),
    };
    let is_bars = chart.kind == ChartKind::Bars;
    let labels = u16::try_from(chart.labels).unwrap_or(0);
    let mut cells = chart.values.iter().flat_map(|at| rows.iter().filter_map(|row| row.get(*at)));
    let sample = cells.find(|cell| number(cell).is_some()).cloned().unwrap_or(Cell::Absent);
    for (index, place) in places.iter().enumerate() {
        let color = SERIES[index % SERIES.len()];
        let title = chart.values.get(index).and_then(|at| table.columns.get(*at));
        let title = title.map_or(String::new(), |column| safe(&column.plain_title()));
        let series = native.add_series();
        series.set_categories((name, 1, labels, last, labels));
        series.set_values((name, 1, *place, last, *place));
        series.set_name(title.as_str());
        let fill = ChartSolidFill::new().set_color(color).clone();
        if is_bars {
            series.set_format(ChartFormat::new().set_solid_fill(&fill)).set_gap(40);
        } else {
            let line = ChartLine::new().set_color(color).set_width(2.25).clone();
            series.set_format(ChartFormat::new().set_line(&line));
            let mark = MARKS[index % MARKS.len()];
            let mut marker = ChartMarker::new();
            marker.set_type(mark).set_format(ChartFormat::new().set_solid_fill(&fill));
            series.set_marker(&marker);
        }
        if places.len() == 1 {
            let mut label = ChartDataLabel::new();
            label.show_value().set_num_format(looks.number(&sample));
            if !is_bars {
                label.set_position(ChartDataLabelPosition::Above);
            }
            series.set_data_label(&label);
        }
    }
    let font = ChartFont::new().set_bold().set_size(12).clone();
    native.title().set_name(safe(&chart.title).as_str()).set_font(&font);
    native.set_alt_text(safe(&chart.description));
    native.show_empty_cells_as(ChartEmptyCells::Gaps).show_hidden_data();
    if places.len() == 1 {
        native.legend().set_hidden();
    } else {
        native.legend().set_position(ChartLegendPosition::Bottom);
    }
    // Of a bar chart the axis across is the one of values.
    let axis = if is_bars { native.x_axis() } else { native.y_axis() };
    let grid = ChartLine::new().set_color(GRID).clone();
    axis.set_min(0).set_num_format(looks.number(&sample)).set_major_gridlines_line(&grid);
    if matches!(sample, Cell::Share { .. } | Cell::Percent(_)) {
        axis.set_max(100);
    }
    let height = if is_bars {
        // The first row on top; the figures then stand below again, at the far end.
        native.y_axis().set_reverse();
        native.x_axis().set_label_position(ChartAxisLabelPosition::High);
        100 + last * (14 + 12 * places.len() as u32)
    } else {
        360
    };
    native.set_width(WIDTH).set_height(height.clamp(220, 1600));
    native
}
