//! Registers: a file of departments and boards, read into rows that contradict nothing.

use std::fmt;
use std::io::Read;
use std::path::Path;

use crate::organisation::{Register, RegisterColumn, RegisterComplaint, RegisterRow};
use crate::read::{Nature, Options, ReadError, Records, Table};

use super::input::{Input, InputError, InputFault, Stream, open};
use super::part::{Body, parts};

/// Why a register cannot be used.
#[derive(Debug)]
pub enum RegisterError {
    /// The file cannot be read.
    Input(InputError),
    /// A column that every register has is missing.
    NoColumn {
        /// The register's name.
        name: String,
        /// The column.
        column: &'static str,
    },
    /// What is wrong with its rows, all at once.
    Rows {
        /// The names of its files, as its rows count them.
        files: Vec<String>,
        /// What is wrong, each with its line.
        complaints: Vec<RegisterComplaint>,
    },
}

impl fmt::Display for RegisterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(InputError {
                name,
                fault: InputFault::Read(ReadError::NoHeader { .. } | ReadError::Empty),
            }) => write!(
                f,
                "{name}: is no register: its first row names the columns kind, key and \
                 department, and may name board, from and until"
            ),
            Self::Input(error) => write!(f, "{error}"),
            Self::NoColumn { name, column } => write!(
                f,
                "{name}: a register needs the columns kind, key and department (and may have \
                 board, from and until); there is no {column}"
            ),
            Self::Rows { files, complaints } => {
                for (index, complaint) in complaints.iter().enumerate() {
                    let begin = if index == 0 { "" } else { "\n" };
                    let name = files.get(complaint.place.file as usize).map_or("", String::as_str);
                    write!(f, "{begin}{name}:{complaint}")?;
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for RegisterError {}

/// Reads the rows of a register: CSV, or the sheets of a workbook. Adds what its file, or each of its
/// sheets, is called to `files`, by which the rows say where they stand.
///
/// # Errors
/// [`RegisterError`] when the file cannot be read or lacks a column.
pub fn read_register_rows(
    path: &Path,
    files: &mut Vec<String>,
) -> Result<Vec<RegisterRow>, RegisterError> {
    let input = Input::file(path);
    let name = input.name.clone();
    let failed =
        |fault| RegisterError::Input(InputError::new(name.clone(), Some(path.to_owned()), fault));
    let opened = open(Stream::File(path.to_owned()), false).map_err(failed)?;
    let (bytes, _trace) = opened.split();
    let known = |cell: &str| RegisterColumn::of(cell).is_some();
    let mut rows = Vec::new();
    for part in parts(&name, bytes, None).map_err(failed)?.parts {
        let records = match part.body {
            Body::Stream(bytes, _) => Some(text(bytes, &known).map_err(failed)?),
            Body::Sheet(sheet) => {
                let table = sheet.into_grid(&known, None).map_err(|e| failed(e.into()))?;
                table.map(|table| Records::grid(table.grid, Nature::Sheet))
            }
            Body::Mails(_) => None,
        };
        if let Some(records) = records {
            let file = files.len() as u32;
            files.push(part.name.clone());
            add_rows(records, &part.name, file, &mut rows)
                .map_err(|error| error.unwrap_or_else(|fault| failed(*fault)))?;
        }
    }
    Ok(rows)
}

/// Makes a register of rows read from any number of files.
///
/// # Errors
/// Everything that is wrong with the rows, at once.
pub fn register(files: Vec<String>, rows: Vec<RegisterRow>) -> Result<Register, RegisterError> {
    Register::new(rows.into_iter()).map_err(|complaints| RegisterError::Rows { files, complaints })
}

fn text(bytes: Box<dyn Read + Send>, known: &dyn Fn(&str) -> bool) -> Result<Records, InputFault> {
    Ok(Records::text(Table::open(bytes, &Options::default(), known)?))
}

/// Why rows cannot be added: the register's own fault, or the input's.
type AddError = Result<RegisterError, Box<InputFault>>;

fn add_rows(
    mut records: Records,
    name: &str,
    file: u32,
    rows: &mut Vec<RegisterRow>,
) -> Result<(), AddError> {
    let header = &records.detected().header;
    let columns: Vec<Option<RegisterColumn>> =
        header.iter().map(|cell| RegisterColumn::of(cell)).collect();
    for needed in [RegisterColumn::Kind, RegisterColumn::Key, RegisterColumn::Department] {
        if !columns.contains(&Some(needed)) {
            let column = needed.id();
            return Err(Ok(RegisterError::NoColumn { name: name.to_owned(), column }));
        }
    }
    while records.advance().map_err(|error| Err(Box::new(error.into())))? {
        let mut row = RegisterRow { file, line: records.line(), ..RegisterRow::default() };
        for (cell, column) in records.row().iter().zip(&columns) {
            if let Some(column) = column {
                *row.cell_mut(*column) = String::from_utf8_lossy(cell).trim().to_owned();
            }
        }
        rows.push(row);
    }
    Ok(())
}
