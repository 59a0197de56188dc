//! The form of delimited text: what a profile of its source knows, and detection cannot.
//!
//! Only said here; `dialect`, `split` and `table` obey it.

/// The form of a file.
///
/// The default leaves everything to detection, as for a contact log.
///
/// # Example
/// ```
/// use svarstid::read::{Form, HeaderForm, Options, Ragged, Table};
///
/// let file = "1366720340|1366720340.30|NONE|NONE|RINGNOANSWER|1000\n";
/// let names = ["epoch", "call", "queue", "agent", "event", "data"];
/// let columns = names.map(String::from).to_vec();
/// let form = Form {
///     header: HeaderForm::None { columns, required: 5 },
///     is_quoted: false,
///     delimiter: Some('|'),
///     ragged: Ragged::JoinLast,
///     ..Form::default()
/// };
/// let options = Options { form, ..Options::default() };
/// let mut table = Table::open(Box::new(file.as_bytes()), &options, &|_| false)?;
/// assert_eq!(table.detected().header, names);
/// assert!(table.advance()?);
/// assert_eq!((table.line(), table.row().get(4)), (1, Some(&b"RINGNOANSWER"[..])));
/// # Ok::<(), svarstid::read::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Where the names of the columns stand.
    pub header: HeaderForm,
    /// Whether `"` quotes a field. If not, it is a character like any other.
    pub is_quoted: bool,
    /// What parts the fields: one ASCII character, or any one character where nothing is
    /// quoted; detected where absent.
    pub delimiter: Option<char>,
    /// Rows below the header that are no data, counted from 1 and without blank ones.
    pub skip_rows: Vec<u64>,
    /// Rows below the header that are no data: those that this pattern matches as they stand in
    /// the file, decoded. One that is no pattern matches none.
    pub skip_lines: Option<String>,
    /// What becomes of rows with another number of fields than the header.
    pub ragged: Ragged,
}

impl Default for Form {
    fn default() -> Self {
        Self {
            header: HeaderForm::Found,
            is_quoted: true,
            delimiter: None,
            skip_rows: Vec::new(),
            skip_lines: None,
            ragged: Ragged::Reject,
        }
    }
}

/// Where the names of the columns stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum HeaderForm {
    /// In a row that is looked for: the one that names most known columns.
    #[default]
    Found,
    /// On this line, counted from 1 over all lines of the file.
    Line(u64),
    /// Behind this, at the beginning of a line: `#Fields: `. Lines that begin with `#` are no
    /// data then; one that names other columns is an error.
    Prefix(String),
    /// Nowhere: the first line that is not blank is data.
    None {
        /// The names of the columns, in order.
        columns: Vec<String>,
        /// How many of them every row has; the others may be left out at its end.
        required: usize,
    },
}

/// What becomes of rows with another number of fields than the header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ragged {
    /// They are faults, unless what they have too much is empty.
    #[default]
    Reject,
    /// Fields may be left out at the end. More fields are a fault still.
    Pad,
    /// What is too much belongs to the last field, with the delimiters between. Fewer fields
    /// are a fault still.
    JoinLast,
}
