//! What is wrong with a workbook. The caller puts the file's name in front.

use std::fmt;

use crate::read::archive::Bytes;

/// Why a workbook is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WorkbookError {
    /// It needs a password.
    Protected,
    /// It is not what its format says.
    Damaged {
        /// What is wrong, without anything of what its cells hold.
        why: &'static str,
    },
    /// It is a file of another kind.
    Other {
        /// What it is.
        is: &'static str,
    },
    /// It has no sheet.
    NoSheet,
    /// It has no sheet of this name.
    NoSuchSheet {
        /// The name asked for.
        asked: String,
        /// The names that there are.
        sheets: Vec<String>,
    },
    /// A cell stands where no sheet has cells.
    Outside {
        /// The sheet.
        sheet: String,
    },
    /// It has too many cells.
    Cells {
        /// The most cells that are read.
        limit: usize,
    },
    /// Its cells hold too much text.
    Text {
        /// The most bytes that are read.
        limit: u64,
    },
    /// It unpacks to too much.
    Unpacked {
        /// The most bytes that it may unpack to.
        limit: u64,
    },
    /// The rectangle around the cells of an old workbook is too large.
    Spread {
        /// The most cells that the rectangles of all its sheets may have.
        limit: u64,
    },
}

impl fmt::Display for WorkbookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Protected => f.write_str(
                "is a workbook that needs a password; open it in the spreadsheet program and \
                 save it without one",
            ),
            Self::Damaged { why } => write!(
                f,
                "is a damaged workbook: {why}; open it in the spreadsheet program and save it \
                 again as .xlsx"
            ),
            Self::Other { is } => write!(
                f,
                "is {is}, not a workbook that is read; save its table as .xlsx or \"CSV UTF-8\""
            ),
            Self::NoSheet => f.write_str("is a workbook without sheets; the log should be on one"),
            Self::NoSuchSheet { asked, sheets } => {
                write!(f, "has no sheet {asked:?}; it has ")?;
                for (index, sheet) in sheets.iter().enumerate() {
                    write!(f, "{}{sheet:?}", if index == 0 { "" } else { ", " })?;
                }
                Ok(())
            }
            Self::Outside { sheet } => write!(
                f,
                "has a cell outside the {} rows and {} columns of sheet {sheet:?}; open it in \
                 the spreadsheet program and save it again as .xlsx",
                super::ROWS,
                super::COLUMNS
            ),
            Self::Cells { limit } => write!(
                f,
                "has more than {limit} cells, the most that are read; export a shorter period \
                 or CSV"
            ),
            Self::Text { limit } => write!(
                f,
                "holds more than {} of text, the most that is read; export a shorter period \
                 or CSV",
                Bytes(*limit)
            ),
            Self::Unpacked { limit } => write!(
                f,
                "is a workbook that unpacks to more than {}, the most that is read; export a \
                 shorter period or CSV",
                Bytes(*limit)
            ),
            Self::Spread { limit } => write!(
                f,
                "is an old workbook (.xls) whose cells lie too far apart: the rectangles around \
                 them have more than {limit} cells; clear the cells beside the table, or save it \
                 as .xlsx"
            ),
        }
    }
}

impl std::error::Error for WorkbookError {}
