//! Workbooks: the sheets of an XLSX, XLS or ODS file as tables of text.
//!
//! A cell becomes the text that it would be in a CSV file, written the same way in every format
//! (see `value`). Only cells that hold something are kept, so a stray one far below or to the
//! right costs nothing. No cell is understood, and a formula is its value as it was last saved.
//! The value of merged cells stands in the first of them, and the others are empty.

mod biff;
mod error;
mod ods;
mod sheet;
mod shows;
mod value;
mod xls;
mod xlsx;

#[cfg(test)]
mod tests;

use std::cell::Cell as Flag;
use std::io::{Cursor, Read};
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::sync::Once;

use zip::ZipArchive;

pub use error::WorkbookError;
use sheet::Cell;
pub use sheet::{Sheet, SheetTable};

use super::ReadError;
use super::archive::directory;

/// The most bytes that a workbook may unpack to. A million rows of twenty columns are one.
pub const WORKBOOK_LIMIT: u64 = 2 << 30;

/// The most cells with something in them that are read of a workbook.
pub const CELL_LIMIT: usize = 50_000_000;

/// The most bytes of text that are read of a workbook; a few bytes of it can repeat a long text.
const TEXT_LIMIT: usize = 1 << 30;

/// The rows and columns of a sheet, in every format that is written today.
const ROWS: u32 = 1 << 20;
const COLUMNS: u32 = 1 << 14;

/// How the contents of an OLE file begin, which is what `.xls` is.
const OLE_MAGIC: [u8; 8] = *b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Reads the sheets of a workbook in their order, hidden ones too; `only` the one of that name.
///
/// A sheet without cells is among them; charts and macros are not.
///
/// # Errors
/// When it is no workbook, needs a password, is damaged, has no sheet, or none of that name, or
/// holds more than [`WORKBOOK_LIMIT`] and [`CELL_LIMIT`] allow.
pub fn sheets(bytes: Vec<u8>, only: Option<&str>) -> Result<Vec<Sheet>, ReadError> {
    sheets_within(bytes, only, Limits::USUAL)
}

fn sheets_within(
    bytes: Vec<u8>,
    only: Option<&str>,
    limits: Limits,
) -> Result<Vec<Sheet>, ReadError> {
    let mut collected = Collected::new(only, limits);
    if bytes.starts_with(&OLE_MAGIC) {
        xls::read(bytes, &mut collected)?;
    } else {
        match kind(&mut directory(bytes.as_slice())?)? {
            Some(Kind::Xlsx) => xlsx::read(&bytes, &mut collected)?,
            Some(Kind::Ods) => ods::read(&bytes, &mut collected)?,
            None => return Err(WorkbookError::Other { is: "a zip file" }.into()),
        }
    }
    Ok(collected.finish()?)
}

/// Runs calamine, which panics where a workbook is not what it says.
fn guarded<T>(
    why: &'static str,
    read: impl FnOnce() -> Result<T, WorkbookError>,
) -> Result<T, WorkbookError> {
    keep_quiet();
    IS_GUARDED.set(true);
    // What it was reading is dropped, so nothing half-done is seen.
    let read = catch_unwind(AssertUnwindSafe(read));
    IS_GUARDED.set(false);
    read.unwrap_or(Err(WorkbookError::Damaged { why }))
}

thread_local! {
    /// Whether this thread runs what is [`guarded`].
    static IS_GUARDED: Flag<bool> = const { Flag::new(false) };
}

/// Lets panics that are guarded against say nothing: what is wrong with the workbook is told as
/// an error. Every other panic is told as before.
fn keep_quiet() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !IS_GUARDED.get() {
                before(info);
            }
        }));
    });
}

/// The workbooks that are zip files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Xlsx,
    Ods,
}

/// Which workbook a zip file is; `None` for a zip of anything else.
///
/// # Errors
/// When it is a document of another kind.
pub(super) fn kind<R: AsRef<[u8]>>(
    zip: &mut ZipArchive<Cursor<R>>,
) -> Result<Option<Kind>, WorkbookError> {
    let has = |start: &str| {
        zip.file_names_raw().any(|name| {
            name.get(..start.len()).is_some_and(|n| n.eq_ignore_ascii_case(start.as_bytes()))
        })
    };
    let other = |is| Err(WorkbookError::Other { is });
    if has("[Content_Types].xml") {
        return match () {
            () if has("xl/workbook.bin") => other("a binary Excel workbook (.xlsb)"),
            () if has("xl/") => Ok(Some(Kind::Xlsx)),
            () if has("word/") => other("a Word document"),
            () if has("ppt/") => other("a PowerPoint presentation"),
            () => Ok(Some(Kind::Xlsx)),
        };
    }
    if has("Index/Document.iwa") || has("Index.zip") {
        return other("an Apple iWork document");
    }
    if !has("content.xml") || !(has("mimetype") || has("META-INF/manifest.xml")) {
        return Ok(None);
    }
    let mut mime = String::new();
    if let Ok(file) = zip.by_name("mimetype") {
        // What is longer is no name of a type.
        let _ = file.take(200).read_to_string(&mut mime);
    }
    if mime.is_empty() || mime.contains("spreadsheet") {
        return Ok(Some(Kind::Ods));
    }
    other("an OpenDocument file without sheets")
}

/// The most cells, and bytes of text in them, that are read of a workbook.
#[derive(Clone, Copy)]
struct Limits {
    cells: usize,
    text: usize,
}

impl Limits {
    const USUAL: Self = Self { cells: CELL_LIMIT, text: TEXT_LIMIT };
}

/// The sheets read so far, within the limits of a workbook.
struct Collected<'n> {
    only: Option<&'n str>,
    limits: Limits,
    sheets: Vec<Sheet>,
    /// The names of all sheets, read or not.
    names: Vec<String>,
    cells: usize,
    text: usize,
}

impl<'n> Collected<'n> {
    fn new(only: Option<&'n str>, limits: Limits) -> Self {
        Self { only, limits, sheets: Vec::new(), names: Vec::new(), cells: 0, text: 0 }
    }

    /// Begins the next sheet; false when nobody asked for it.
    fn begin(&mut self, name: &str, is_hidden: bool) -> bool {
        let name = super::archive::shown(name);
        let is_wanted = self.only.is_none_or(|only| only == name);
        if is_wanted {
            let (cells, text) = (Vec::new(), String::new());
            self.sheets.push(Sheet { name: name.clone(), is_hidden, cells, text });
        }
        self.names.push(name);
        is_wanted
    }

    /// Adds a cell, counted from 0, to the sheet begun last; one without text is none.
    fn push(
        &mut self,
        (row, column): (u32, u32),
        write: impl FnOnce(&mut String),
    ) -> Result<(), WorkbookError> {
        let Some(sheet) = self.sheets.last_mut() else { return Ok(()) };
        let begin = sheet.text.len();
        write(&mut sheet.text);
        let end = sheet.text.len();
        if begin == end {
            return Ok(());
        }
        if row >= ROWS || column >= COLUMNS {
            return Err(WorkbookError::Outside { sheet: sheet.name.clone() });
        }
        self.cells += 1;
        self.text += end - begin;
        if self.cells > self.limits.cells {
            return Err(WorkbookError::Cells { limit: self.limits.cells });
        }
        if self.text > self.limits.text {
            return Err(WorkbookError::Text { limit: self.limits.text as u64 });
        }
        // Both fit: they are below the limits just checked.
        let (begin, end, column) = (begin as u32, end as u32, column as u16);
        sheet.cells.push(Cell { row, column, begin, end });
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<Sheet>, WorkbookError> {
        if self.names.is_empty() {
            return Err(WorkbookError::NoSheet);
        }
        if let (Some(only), []) = (self.only, self.sheets.as_slice()) {
            let asked = super::archive::shown(only);
            return Err(WorkbookError::NoSuchSheet { asked, sheets: self.names });
        }
        for sheet in &mut self.sheets {
            // Every program writes them in order, but none must.
            if !sheet.cells.is_sorted_by_key(|cell| (cell.row, cell.column)) {
                sheet.cells.sort_by_key(|cell| (cell.row, cell.column));
            }
            sheet.cells.shrink_to_fit();
        }
        Ok(self.sheets)
    }
}
