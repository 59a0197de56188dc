//! Reading: the bytes of a contact log become records of fields, each with its true line.
//!
//! Encoding, delimiter, line ends and header are detected, shown and can be overridden. No cell
//! is understood here, and nothing is repaired.

mod archive;
mod decode;
mod detected;
mod dialect;
mod encoding;
mod error;
mod fields;
mod form;
mod grid;
mod head;
mod json;
mod lines;
mod mail;
mod malformed;
mod markup;
mod pieces;
mod quotes;
mod records;
mod row;
mod split;
mod suspicion;
mod table;
mod text;
mod walk;
mod whole;
mod width;
mod workbook;

#[cfg(test)]
mod tests;

pub use archive::{
    Archive, ArchiveError, MEMBER_LIMIT, Member, PACKED_LIMIT, RATIO_FREE, RATIO_LIMIT,
    UNPACKED_LIMIT, Zipped, gunzip, whole, zipped,
};
pub use detected::{Detected, Nature, Sample, SampleRow};
pub use dialect::LineEnd;
pub use encoding::{Encoding, EncodingReason};
pub use error::{Foreign, ReadError};
pub use form::{Form, HeaderForm, Ragged};
pub use grid::Grid;
pub use head::{Head, HeaderLine, Kind, peek};
pub use json::{first_record_keys, json};
pub use mail::{MAIL_COLUMNS, MailGrid, mail, mbox};
pub use malformed::{Malformed, Notation};
pub use markup::{check_path, check_record_path, root_name, xml};
pub use pieces::{Piece, Pieces};
pub use records::Records;
pub use row::RawRow;
pub use suspicion::Warning;
pub use table::Table;
pub use workbook::{CELL_LIMIT, Sheet, SheetTable, WORKBOOK_LIMIT, WorkbookError, sheets};

/// What the user says about a file instead of leaving it to detection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The encoding.
    pub encoding: Option<Encoding>,
    /// What separates fields: an ASCII character. Wins over the form.
    pub delimiter: Option<u8>,
    /// The line of the header, counted from 1 over all lines of the file. Wins over the form.
    pub header_line: Option<u64>,
    /// What is known of the source's files.
    pub form: Form,
    /// About how many bytes a [piece](Pieces) has; as many as go fastest where it is not said. No
    /// figure depends on it: tests make it small, so that cuts fall everywhere.
    pub piece: Option<usize>,
}
