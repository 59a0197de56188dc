//! The elements and attributes of OpenDocument that matter for the cells of a sheet.

use quick_xml::events::BytesStart;

use super::XML;
use crate::read::workbook::WorkbookError;
use crate::read::workbook::value::{write_bool, write_iso, write_iso_span, write_number};

/// The elements that matter here.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    Spreadsheet,
    Style,
    TableProperties,
    Sheet,
    Row,
    Cell,
    Paragraph,
    Spaces,
    Tab,
    LineBreak,
    /// What holds tables, cells or text that are none of the sheet's.
    Aside,
    Other,
}

impl Tag {
    pub(super) fn of(name: &str) -> Self {
        match name {
            "office:spreadsheet" => Self::Spreadsheet,
            "style:style" => Self::Style,
            "style:table-properties" => Self::TableProperties,
            "table:table" => Self::Sheet,
            "table:table-row" => Self::Row,
            "table:table-cell" | "table:covered-table-cell" => Self::Cell,
            "text:p" => Self::Paragraph,
            "text:s" => Self::Spaces,
            "text:tab" => Self::Tab,
            "text:line-break" => Self::LineBreak,
            "office:annotation"
            | "table:shapes"
            | "table:dde-links"
            | "table:tracked-changes"
            | "table:table-source"
            | "office:forms" => Self::Aside,
            _ => Self::Other,
        }
    }
}

/// The attributes that matter here.
#[derive(Default)]
pub(super) struct Attributes {
    pub(super) style_name: Option<String>,
    pub(super) table_name: Option<String>,
    pub(super) table_style: Option<String>,
    pub(super) is_undisplayed: bool,
    pub(super) rows_repeated: u32,
    pub(super) columns_repeated: u32,
    pub(super) spaces: u32,
    pub(super) value: Value,
}

/// The value of a cell.
#[derive(Default)]
pub(super) enum Value {
    /// What its paragraphs show.
    #[default]
    Shown,
    Text(String),
    Number(String),
    Date(String),
    Time(String),
    Bool(bool),
}

impl Value {
    /// The value as text; `shown` is what the cell's paragraphs show.
    pub(super) fn text(self, shown: String) -> String {
        let mut out = String::new();
        match self {
            Self::Shown => return shown,
            Self::Text(text) if text.is_empty() => return shown,
            Self::Text(text) => return text,
            Self::Number(text) => match text.parse() {
                Ok(number) => write_number(&mut out, number),
                Err(_) => out = text,
            },
            Self::Date(stamp) => {
                // 0:00, 00.00, or 12:00 AM: the dots are how Finland and some in Sweden write it.
                let clocks = ["0:00", "00.00", "12:00"];
                let shows_time = clocks.iter().any(|clock| shown.contains(clock));
                write_iso(&mut out, &stamp, shows_time);
            }
            Self::Time(span) => write_iso_span(&mut out, &span),
            Self::Bool(is_true) => write_bool(&mut out, is_true),
        }
        out
    }
}

pub(super) fn attributes(tag: &BytesStart<'_>) -> Result<Attributes, WorkbookError> {
    /// More spaces than a cell has room for are a trick.
    const MOST_SPACES: u32 = 32_767;
    let mut all =
        Attributes { rows_repeated: 1, columns_repeated: 1, spaces: 1, ..Attributes::default() };
    let mut is_error = false;
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| XML)?;
        let text = || {
            let text = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
            text.map(String::from).map_err(|_| XML)
        };
        let count = || attribute.value.trim().parse::<u32>().map_err(|_| XML);
        match attribute.key.as_ref() {
            "style:name" => all.style_name = Some(text()?),
            "table:name" => all.table_name = Some(text()?),
            "table:style-name" => all.table_style = Some(text()?),
            "table:display" => all.is_undisplayed = &*attribute.value == "false",
            "table:number-rows-repeated" => all.rows_repeated = count()?.max(1),
            "table:number-columns-repeated" => all.columns_repeated = count()?.max(1),
            "text:c" => all.spaces = count()?.min(MOST_SPACES),
            "office:value" => all.value = Value::Number(text()?),
            "office:string-value" => all.value = Value::Text(text()?),
            "office:date-value" => all.value = Value::Date(text()?),
            "office:time-value" => all.value = Value::Time(text()?),
            "office:boolean-value" => {
                all.value = Value::Bool(attribute.value.eq_ignore_ascii_case("true"));
            }
            "calcext:value-type" => is_error = &*attribute.value == "error",
            _ => {}
        }
    }
    if is_error {
        // It shows its name; its value is an empty text or 0.
        all.value = Value::Shown;
    }
    Ok(all)
}
