//! Excel workbooks (`.xlsx`, `.xlsm`), cell by cell through calamine.
//!
//! Never through its ranges: they are rectangles, and one stray cell far away asks for a hundred
//! gigabytes. What calamine trusts a workbook to say is checked before.

use std::io::{BufReader, Cursor};

use calamine::{Reader as _, SheetType, SheetVisible, Style, Xlsx, XlsxError};
use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::shows::Shows;
use super::{Collected, WORKBOOK_LIMIT, WorkbookError, guarded, value};
use crate::read::archive::{directory, unpacked_size};

/// Reads the wanted sheets into `collected`.
pub(super) fn read(bytes: &[u8], collected: &mut Collected<'_>) -> Result<(), WorkbookError> {
    let damaged = || WorkbookError::Damaged { why: "its parts cannot be unpacked" };
    let mut zip = directory(bytes).map_err(|_| damaged())?;
    if unpacked_size(&zip) > u128::from(WORKBOOK_LIMIT) {
        return Err(WorkbookError::Unpacked { limit: WORKBOOK_LIMIT });
    }
    check_shared_strings(&mut zip)?;
    guarded("its sheets cannot be read", || cells(bytes, collected))
}

fn cells(bytes: &[u8], collected: &mut Collected<'_>) -> Result<(), WorkbookError> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| wrong(&error))?;
    let is_1904 = book.has_1904_epoch();
    for sheet in book.sheets_metadata().to_vec() {
        if sheet.typ != SheetType::WorkSheet
            || !collected.begin(&sheet.name, sheet.visible != SheetVisible::Visible)
        {
            continue;
        }
        let mut reader = match book.worksheet_cells_reader(&sheet.name) {
            Ok(reader) => reader,
            // Some programs list a chart as a sheet; it has no cells.
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(wrong(&error)),
        };
        let shows: Vec<Shows> = reader.styles().iter().map(shows).collect();
        while let Some((cell, style)) =
            reader.next_cell_with_style_id().map_err(|error| wrong(&error))?
        {
            let shows = shows.get(style).copied().unwrap_or_default();
            collected.push(cell.get_position(), |out| {
                value::write(out, cell.get_value(), shows, is_1904);
            })?;
        }
    }
    Ok(())
}

fn shows(style: &Style) -> Shows {
    let Some(format) = &style.number_format else { return Shows::default() };
    match Shows::of(&format.format_code) {
        Shows { date: false, time: false } => format
            .format_id
            .and_then(|id| id.try_into().ok())
            .map_or_else(Shows::default, Shows::built_in),
        shows => shows,
    }
}

/// Refuses a table of shared texts that claims more of them than it has bytes for: calamine
/// makes room for as many as it claims.
fn check_shared_strings(zip: &mut ZipArchive<Cursor<&[u8]>>) -> Result<(), WorkbookError> {
    /// `<si/>`
    const SHORTEST: u64 = 5;
    const DAMAGED: WorkbookError =
        WorkbookError::Damaged { why: "its table of texts claims more texts than it can have" };
    for index in 0..zip.len() {
        let Ok(file) = zip.by_index(index) else { continue };
        let is_table = |name: &str| name.to_ascii_lowercase().ends_with("sharedstrings.xml");
        if !file.name().is_ok_and(|name| is_table(&name)) {
            continue;
        }
        let size = file.size();
        let mut xml = Reader::from_reader(BufReader::new(file));
        xml.config_mut().check_end_names = false;
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer) {
                Ok(Event::Start(tag) | Event::Empty(tag)) if tag.local_name().as_ref() == "sst" => {
                    let claimed = tag.try_get_attribute("uniqueCount").ok().flatten();
                    let claimed = claimed.and_then(|count| count.value.trim().parse::<u64>().ok());
                    if claimed.is_some_and(|count| count > size / SHORTEST) {
                        return Err(DAMAGED);
                    }
                    break;
                }
                Ok(Event::Eof) | Err(_) => break,
                Ok(_) => {}
            }
        }
    }
    Ok(())
}

/// What is wrong, without what a cell holds: calamine's own messages may cite it.
fn wrong(error: &XlsxError) -> WorkbookError {
    let why = match error {
        XlsxError::Password => return WorkbookError::Protected,
        XlsxError::Io(_) | XlsxError::Zip(_) => "its parts cannot be unpacked",
        XlsxError::FileNotFound(_)
        | XlsxError::RelationshipNotFound
        | XlsxError::WorksheetNotFound(_) => "a part of it is missing",
        XlsxError::CellError(_) => "a cell has an unknown error value",
        XlsxError::ParseFloat(_) | XlsxError::ParseInt(_) | XlsxError::Unrecognized { .. } => {
            "a cell or a sheet has a value that cannot be"
        }
        _ => "its XML cannot be read",
    };
    WorkbookError::Damaged { why }
}
