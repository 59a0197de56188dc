//! From a header to a mapping: which source a file is of, and where its fields stand.

use std::fmt;

use crate::contact::{Channel, Origin};
use crate::normalise::{
    ColumnError, Columns, Field, Mapping, OrderConclusion, OrderEvidence, WordMap, fold,
};
use crate::profile::{DateOrder, Source};
use crate::read::Sample;

/// Why the columns of a file cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MappingError {
    /// The header does not say where the fields stand.
    Columns(ColumnError),
    /// More than one source of the settings fits.
    Sources(Vec<String>),
    /// A source names a header cell that the file does not have.
    NoSuchColumn {
        /// The source.
        source: String,
        /// The field.
        field: Field,
        /// The cell that it names.
        cell: String,
    },
    /// Nothing says what channel the rows are of.
    NoChannel,
    /// Nothing says what origin the rows have.
    NoOrigin,
    /// Nothing says what department the rows belong to.
    NoDepartment,
    /// Day and month could stand either way round.
    AmbiguousOrder {
        /// The first line that shows it.
        line: u64,
        /// The column, as the header spells it.
        column: String,
    },
    /// Some stamps are day-first and some are month-first.
    ContradictoryOrder {
        /// A line that is day-first.
        day_first: u64,
        /// A line that is month-first.
        month_first: u64,
    },
}

impl fmt::Display for MappingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Columns(error) => write!(f, "{error}"),
            Self::Sources(names) => write!(
                f,
                "fits more than one [[source]]: {}; make their `files` or columns differ",
                names.join(", ")
            ),
            Self::NoSuchColumn { source, field, cell } => write!(
                f,
                "the [[source]] \"{source}\" says that {field} is \"{cell}\", and the header has \
                 no such column"
            ),
            Self::NoChannel => f.write_str(
                "has no channel column; say which channel it is with --phone, --sms, --email or \
                 --letter in front of the file, add a column \"channel\", or set it in a [[source]]",
            ),
            Self::NoOrigin => f.write_str(
                "has no origin column; say --origin external or --origin internal, add a column \
                 \"origin\", or set it in a [[source]]",
            ),
            Self::NoDepartment => f.write_str(
                "has no department column; say --department NAME, add a column \"department\", \
                 or set it in a [[source]]",
            ),
            Self::AmbiguousOrder { column, .. } => write!(
                f,
                "{column}: a date that could be day-first or month-first, and no line of the \
                 file decides; say --date-order dmy or --date-order mdy"
            ),
            Self::ContradictoryOrder { day_first, month_first } => write!(
                f,
                "line {day_first} is day-first and line {month_first} is month-first; say \
                 --date-order dmy or --date-order mdy, and the other lines are rejected"
            ),
        }
    }
}

impl MappingError {
    /// The line that the error is about; messages name it behind the file: `log.csv:7: …`.
    pub(super) const fn line(&self) -> Option<u64> {
        match self {
            Self::AmbiguousOrder { line, .. } => Some(*line),
            _ => None,
        }
    }
}

/// Which source a file was taken to be of, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsedSource {
    /// The source's name.
    pub name: String,
    /// Whether the file's name decided (and not the header).
    pub by_name: bool,
    /// Whether it is a source profile (and not a source of the settings alone).
    pub is_profile: bool,
}

/// What the user says about the rows of a file, besides the settings.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    pub(super) channel: Option<Channel>,
    pub(super) origin: Option<Origin>,
    pub(super) department: Option<String>,
    pub(super) date_order: Option<DateOrder>,
}

/// Whether `cell` names a column that somebody knows.
pub(super) fn is_known(cell: &str, sources: &[Source]) -> bool {
    let names = sources.iter().flat_map(|source| &source.columns);
    crate::normalise::field(cell).is_some() || names.into_iter().any(|(_, name)| same(name, cell))
}

/// Whether two header cells are the same name.
fn same(a: &str, b: &str) -> bool {
    a.trim() == b.trim() || fold(a) == fold(b)
}

/// The source that takes a file by its base name; one at most.
pub(super) fn source_by_name<'s>(
    name: &str,
    sources: &'s [Source],
) -> Result<Option<&'s Source>, MappingError> {
    only(sources.iter().filter(|source| source.takes(name)).collect())
}

/// The source whose every column stands in the header; one at most.
pub(super) fn source_by_header<'s>(
    header: &[String],
    sources: &'s [Source],
) -> Result<Option<&'s Source>, MappingError> {
    let fits = |source: &&Source| {
        let stands = |(_, name): &(Field, String)| header.iter().any(|cell| same(name, cell));
        source.files.is_empty() && !source.columns.is_empty() && source.columns.iter().all(stands)
    };
    only(sources.iter().filter(fits).collect())
}

fn only(sources: Vec<&Source>) -> Result<Option<&Source>, MappingError> {
    match sources[..] {
        [] => Ok(None),
        [source] => Ok(Some(source)),
        _ => Err(MappingError::Sources(sources.iter().map(|s| s.name.clone()).collect())),
    }
}

/// Where the fields stand: what the source says, then what the header says.
///
/// A field that a constant decides is not looked for.
fn columns(header: &[String], source: Option<&Source>) -> Result<Columns, MappingError> {
    let Some(source) = source else {
        return Columns::find(header).map_err(MappingError::Columns);
    };
    // A cell that the source maps is what the source says it is, and nothing else.
    let is_mapped = |cell: &str| source.columns.iter().any(|(_, name)| same(name, cell));
    let is_constant = |field: Field| match field {
        Field::Channel => source.channel.is_some(),
        Field::Origin => source.origin.is_some(),
        Field::Department => source.department.is_some(),
        _ => false,
    };
    let unmapped: Vec<String> = header
        .iter()
        .map(|cell| {
            let field = crate::normalise::field(cell);
            let is_decided = field.is_some_and(|field| {
                is_constant(field) || source.columns.iter().any(|(mapped, _)| *mapped == field)
            });
            if is_mapped(cell) || is_decided { String::new() } else { cell.clone() }
        })
        .collect();
    let mut columns = match Columns::find(&unmapped) {
        Ok(columns) => columns,
        Err(ColumnError::NoReceived { .. })
            if source.columns.iter().any(|(field, _)| *field == Field::Received) =>
        {
            Columns::find_some(&unmapped).map_err(MappingError::Columns)?
        }
        Err(error) => return Err(MappingError::Columns(error)),
    };
    for (field, name) in &source.columns {
        let stands = header.iter().position(|cell| same(name, cell));
        let index = stands.ok_or_else(|| MappingError::NoSuchColumn {
            source: source.name.clone(),
            field: *field,
            cell: name.clone(),
        })?;
        columns.set(*field, index);
    }
    Ok(columns)
}

/// How the cells of a file with `header` are to be understood; the order of day and month is
/// decided later.
pub(super) fn mapping(
    header: &[String],
    source: Option<&Source>,
    said: &Said,
) -> Result<Mapping, MappingError> {
    let columns = columns(header, source)?;
    let has = |field| columns.get(field).is_some();
    // The channel of a file that the user names by its flag; otherwise the file's own.
    let channel = said.channel.or(source.and_then(|source| source.channel));
    if channel.is_none() && !has(Field::Channel) {
        return Err(MappingError::NoChannel);
    }
    let origin = source.and_then(|source| source.origin);
    let origin = origin.or(if has(Field::Origin) { None } else { said.origin });
    if origin.is_none() && !has(Field::Origin) {
        return Err(MappingError::NoOrigin);
    }
    let department = source.and_then(|source| source.department.clone());
    let department =
        department.or(if has(Field::Department) { None } else { said.department.clone() });
    if department.is_none() && !has(Field::Department) {
        return Err(MappingError::NoDepartment);
    }
    let mut channel_words = WordMap::channels();
    let mut origin_words = WordMap::origins();
    if let Some(source) = source {
        for (word, channel) in &source.channel_words {
            channel_words = channel_words.with(word, *channel);
        }
        for (word, origin) in &source.origin_words {
            origin_words = origin_words.with(word, *origin);
        }
    }
    Ok(Mapping {
        columns,
        channel,
        origin,
        department,
        channel_words,
        origin_words,
        zone: source.and_then(|source| source.time_zone),
        date_order: said.date_order.or(source.and_then(|source| source.date_order)),
        nulls: source.map(|source| source.nulls.clone()).unwrap_or_default(),
    })
}

/// What the stamps of a file say about the order of day and month, column by column.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Evidence {
    received: OrderEvidence,
    answered: OrderEvidence,
}

impl Evidence {
    /// Adds the stamps of the row on `line`.
    pub(super) fn add<'c>(
        &mut self,
        line: u64,
        columns: &Columns,
        cell: impl Fn(usize) -> Option<&'c [u8]>,
    ) {
        let stamp = |field| columns.get(field).and_then(&cell).map(<[u8]>::trim_ascii);
        if let Some(stamp) = stamp(Field::Received) {
            self.received.add(stamp, line);
        }
        if let Some(stamp) = stamp(Field::Answered) {
            self.answered.add(stamp, line);
        }
    }

    /// What the stamps of a sample say.
    pub(super) fn of(sample: &Sample, columns: &Columns) -> Self {
        let mut evidence = Self::default();
        for row in &sample.rows {
            evidence.add(row.line, columns, |index| row.cells.get(index).map(String::as_bytes));
        }
        evidence
    }

    /// The order that the stamps show, where one is needed. A file has one order: what one
    /// column shows holds for the other.
    pub(super) fn order(
        &self,
        header: &[String],
        columns: &Columns,
    ) -> Result<Option<DateOrder>, MappingError> {
        let mut both = self.received;
        both.merge(&self.answered);
        match both.conclude() {
            OrderConclusion::NotNeeded => Ok(None),
            OrderConclusion::Shown(order, _) => Ok(Some(order)),
            OrderConclusion::Ambiguous { line } => {
                let is_received = self.received.conclude() == OrderConclusion::Ambiguous { line };
                let field = if is_received { Field::Received } else { Field::Answered };
                let column = columns.get(field).and_then(|index| header.get(index));
                let column = column.map_or(field.id(), String::as_str).to_owned();
                Err(MappingError::AmbiguousOrder { line, column })
            }
            OrderConclusion::Contradictory { day_first_line, month_first_line } => {
                Err(MappingError::ContradictoryOrder {
                    day_first: day_first_line,
                    month_first: month_first_line,
                })
            }
        }
    }
}
