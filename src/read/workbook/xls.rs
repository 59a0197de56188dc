//! Old Excel workbooks (`.xls`) through calamine, which knows them as a whole or not at all.
//!
//! calamine follows what the container says in circles, makes room for whatever rectangle a
//! sheet claims, and panics where a record is cut short. So the workbook's stream is taken out
//! of its container, looked through, and given to calamine in a container of our own.

use std::io::{Cursor, Read, Write};

use calamine::{Reader as _, SheetType, SheetVisible, Xls, XlsError};
use cfb::{CompoundFile, Version};

use super::biff::{self, Looked};
use super::{Collected, WorkbookError, guarded, value};

const DAMAGED: WorkbookError = WorkbookError::Damaged { why: "its container cannot be read" };

/// Reads the wanted sheets into `collected`.
pub(super) fn read(bytes: Vec<u8>, collected: &mut Collected<'_>) -> Result<(), WorkbookError> {
    let mut stream = workbook_stream(bytes)?;
    let looked = biff::look(&mut stream)?;
    let container = contained(&stream).map_err(|_| DAMAGED)?;
    drop(stream);
    guarded("its records cannot be read", || cells(container, &looked, collected))
}

/// The stream that holds the sheets.
fn workbook_stream(bytes: Vec<u8>) -> Result<Vec<u8>, WorkbookError> {
    let length = bytes.len() as u64;
    let mut container = CompoundFile::open(Cursor::new(bytes)).map_err(|_| DAMAGED)?;
    // A modern workbook with a password is an old container around an encrypted zip file.
    if container.is_stream("/EncryptedPackage") {
        return Err(WorkbookError::Protected);
    }
    let name = ["/Workbook", "/Book"].into_iter().find(|name| container.is_stream(name));
    let Some(name) = name else {
        return Err(WorkbookError::Other { is: "a Word document, an Outlook message or the like" });
    };
    let stream = container.open_stream(name).map_err(|_| DAMAGED)?;
    let mut workbook = Vec::new();
    stream.take(length).read_to_end(&mut workbook).map_err(|_| DAMAGED)?;
    Ok(workbook)
}

/// A sound container around the stream.
fn contained(stream: &[u8]) -> std::io::Result<Vec<u8>> {
    let file = Cursor::new(Vec::with_capacity(stream.len()));
    // calamine reads no container of version 4 without small streams.
    let mut container = CompoundFile::create_with_version(Version::V3, file)?;
    let mut workbook = container.create_stream("/Workbook")?;
    workbook.write_all(stream)?;
    workbook.flush()?;
    drop(workbook);
    container.flush()?;
    Ok(container.into_inner().into_inner())
}

fn cells(
    container: Vec<u8>,
    looked: &Looked,
    collected: &mut Collected<'_>,
) -> Result<(), WorkbookError> {
    let mut book = Xls::new(Cursor::new(container)).map_err(|error| wrong(&error))?;
    let is_1904 = book.has_1904_epoch();
    for (index, sheet) in book.sheets_metadata().to_vec().into_iter().enumerate() {
        if sheet.typ != SheetType::WorkSheet
            || !collected.begin(&sheet.name, sheet.visible != SheetVisible::Visible)
        {
            continue;
        }
        let range = book.worksheet_range(&sheet.name).map_err(|error| wrong(&error))?;
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, column, cell) in range.used_cells() {
            // A rectangle of an old sheet is small enough for both; see `biff`.
            let position = (first_row + row as u32, first_column + column as u32);
            let shows = looked.shows(index, position);
            collected.push(position, |out| value::write(out, cell, shows, is_1904))?;
        }
    }
    Ok(())
}

/// What is wrong, without what a cell holds: calamine's own messages may cite it.
fn wrong(error: &XlsError) -> WorkbookError {
    match error {
        XlsError::Password => WorkbookError::Protected,
        _ => WorkbookError::Damaged { why: "its records cannot be read" },
    }
}
