//! How cells look: Swedish number formats, and one accent colour.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::report::{Cell, Kind, Lang};

/// Dark blue; white on it has a contrast of 7.6.
pub(super) const ACCENT: Color = Color::RGB(0x1F_4E_79);

/// The fill of the least in a heat map; black on it has a contrast of 21.
pub(super) const LEAST: Color = Color::RGB(0xFF_FF_FF);

/// The fill of the most in a heat map; black on it has a contrast of 10.
pub(super) const MOST: Color = Color::RGB(0xF4_A2_61);

/// The formats of a workbook.
#[derive(Debug)]
pub(super) struct Looks {
    pub(super) title: Format,
    pub(super) heading: Format,
    pub(super) label: Format,
    pub(super) link: Format,
    pub(super) text: Format,
    pub(super) verbatim: Format,
    words_header: Format,
    numbers_header: Format,
    cells: Styles,
    totals: Styles,
    pub(super) count: String,
    pub(super) share: String,
    pub(super) span: String,
}

/// The formats of one kind of row.
#[derive(Debug)]
struct Styles {
    words: Format,
    held_back: Format,
    count: Format,
    share: Format,
    span: Format,
    day: Format,
    stamp: Format,
    flag: Format,
}

impl Styles {
    fn new(base: &Format, [count, share, span]: [&str; 3]) -> Self {
        let number = |code: &str| base.clone().set_num_format(code);
        // Words begin a little behind the number that ends in front of them.
        let left = |format: Format| format.set_align(FormatAlign::Left).set_indent(1);
        Self {
            words: left(base.clone()),
            held_back: base.clone().set_align(FormatAlign::Right),
            count: number(count),
            share: number(share),
            span: number(span),
            day: left(number("yyyy-mm-dd")),
            stamp: left(number("yyyy-mm-dd hh:mm:ss")),
            flag: base.clone().set_align(FormatAlign::Center),
        }
    }

    fn of(&self, cell: &Cell) -> &Format {
        match cell {
            Cell::Text(_) | Cell::Term { .. } | Cell::Absent => &self.words,
            Cell::Suppressed => &self.held_back,
            Cell::Count(_) => &self.count,
            Cell::Share { .. } | Cell::Percent(_) => &self.share,
            Cell::Span(_) => &self.span,
            Cell::Day(_) => &self.day,
            Cell::Stamp(..) => &self.stamp,
            Cell::Flag(_) => &self.flag,
        }
    }
}

impl Looks {
    pub(super) fn new(lang: Lang) -> Self {
        // The locale makes a spreadsheet write decimal commas and no-break spaces also where
        // its own language is another: 041D is sv-SE, 0809 en-GB.
        let locale = lang.pick("[$-41D]", "[$-809]");
        let codes = ["#,##0", "0.0", "#,##0.00"].map(|code| format!("{locale}{code}"));
        let [count, share, span] = codes;
        let codes = [count.as_str(), share.as_str(), span.as_str()];
        let top = Format::new().set_align(FormatAlign::Top);
        let header = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_font_color(Color::White)
            .set_background_color(ACCENT);
        let total = top.clone().set_bold().set_border_top(FormatBorder::Thin);
        Self {
            title: Format::new().set_bold().set_font_size(18).set_font_color(ACCENT),
            heading: Format::new().set_bold().set_font_size(13).set_font_color(ACCENT),
            label: top.clone().set_bold().set_text_wrap(),
            link: top.clone().set_hyperlink().set_text_wrap(),
            text: top.clone().set_text_wrap(),
            verbatim: top.clone().set_font_name("Courier New"),
            numbers_header: header.clone().set_align(FormatAlign::Right),
            words_header: header.set_align(FormatAlign::Left).set_indent(1),
            cells: Styles::new(&top, codes),
            totals: Styles::new(&total, codes),
            count,
            share,
            span,
        }
    }

    /// The format of a column's title.
    pub(super) fn header(&self, kind: Kind) -> &Format {
        match kind {
            Kind::Words => &self.words_header,
            Kind::Numbers => &self.numbers_header,
        }
    }

    /// The format of a cell.
    pub(super) fn cell(&self, cell: &Cell, is_total: bool) -> &Format {
        if is_total { self.totals.of(cell) } else { self.cells.of(cell) }
    }

    /// The number format of the values of a chart, by one of its cells.
    pub(super) fn number(&self, cell: &Cell) -> &str {
        match cell {
            Cell::Share { .. } | Cell::Percent(_) => &self.share,
            Cell::Span(_) => &self.span,
            _ => &self.count,
        }
    }
}
