//! Gathering: every row of every input into one ledger, or into the log of faults.

use rustc_hash::FxHashSet;

use crate::calendar::Instant;
use crate::contact::{Contact, DepartmentId};
use crate::fault::{FaultLog, Place};
use crate::normalise::{Columns, Ledger, Mapping, Normaliser};
use crate::organisation::Posts;
use crate::profile::{DateOrder, Source};
use crate::read::{Detected, Encoding, Options, ReadError, Table};
use crate::tally::IgnoredCounts;

use super::input::{Input, InputError, InputErrors, InputFault, Opened, Stream, Trace, open};
use super::mapping::{self, Evidence, MappingError, Said, UsedSource};
use super::record::record_fault;
use super::request::{Request, Watch};

/// What a look at the head of an input shows, before any row is judged.
#[derive(Clone, Debug)]
pub struct Probe {
    /// Encoding, delimiter, header and so on.
    pub detected: Detected,
    /// The source of the settings that it was taken to be of.
    pub source: Option<UsedSource>,
    /// How its cells are to be understood, or why they cannot be.
    pub mapping: Result<Mapping, MappingError>,
    /// What stands in the cells of the first rows: at most [`Probe::ROWS`].
    pub first_rows: Vec<Vec<String>>,
}

impl Probe {
    /// Rows that a probe keeps.
    pub const ROWS: usize = 5;
}

/// Looks at the head of an input.
///
/// # Errors
/// [`InputError`] when it cannot be read as a table at all.
pub fn probe(input: Input, request: &Request<'_>) -> Result<Probe, InputError> {
    let name = input.name.clone();
    let failed = |fault| InputError { name: name.clone(), fault };
    let by_name = mapping::source_by_name(&input.base_name(), request.sources)
        .map_err(|error| failed(InputFault::Mapping(error)))?;
    let options = options(&request.options, by_name);
    let opened = open(input.stream, false).map_err(failed)?;
    let (table, _) = open_table(opened, &options, request.sources).map_err(failed)?;
    let detected = table.detected().clone();
    let by_header = mapping::source_by_header(&detected.header, request.sources);
    let (source, mapping) = match by_name.map_or(by_header, |source| Ok(Some(source))) {
        Err(error) => (None, Err(error)),
        Ok(source) => {
            let said = said(input.channel, request);
            (source, mapping::mapping(&detected.header, source, &said))
        }
    };
    let source =
        source.map(|source| UsedSource { name: source.name.clone(), by_name: by_name.is_some() });
    let rows = table.sample().rows.into_iter().take(Probe::ROWS);
    Ok(Probe { detected, source, mapping, first_rows: rows.map(|row| row.cells).collect() })
}

fn said(channel: Option<crate::contact::Channel>, request: &Request<'_>) -> Said {
    Said {
        channel,
        origin: request.origin,
        department: request.department.clone(),
        date_order: request.date_order,
    }
}

/// What is known of one input after it was read.
#[derive(Clone, Debug)]
pub struct InputFacts {
    /// Its name.
    pub name: String,
    /// SHA-256 of its bytes, where it was asked for.
    pub sha256: Option<String>,
    /// Rows below the header, blank ones left out.
    pub rows: u64,
    /// Blank rows.
    pub blank_rows: u64,
    /// Encoding, delimiter, header and so on.
    pub detected: Detected,
    /// The source of the settings that it was taken to be of.
    pub source: Option<UsedSource>,
    /// Where the fields stand.
    pub columns: Columns,
    /// Which comes first in `03/04/2026`, where that matters.
    pub date_order: Option<DateOrder>,
    /// Receipts that are bare dates.
    pub bare_dates: u64,
    /// Whether it has a channel column that a flag overrules.
    pub overruled_channel: bool,
}

/// Everything that was read.
#[derive(Debug)]
pub struct Gathered {
    /// The contacts, duplicates merged.
    pub ledger: Ledger,
    /// The inputs, in the order in which they were read.
    pub inputs: Vec<InputFacts>,
    /// Rejected rows.
    pub faults: FaultLog,
    /// Rows that told again of a contact told before.
    pub duplicates: u64,
    /// Stamps in the hour that the clock showed twice.
    pub ambiguous_stamps: u64,
    /// The latest receipt or answer of any accepted row; a bare date counts from 00:00.
    pub latest: Option<Instant>,
    /// Rows that a source profile merged or left out.
    pub ignored: IgnoredCounts,
    /// Ids of the exemption lists that a contact has, exempt by the list or by its own cell.
    pub listed_ids: FxHashSet<Vec<u8>>,
    /// The departments of the contacts, where a register tells them; else the ledger has them.
    pub posts: Option<Posts>,
}

/// Rows between two looks at how far the reading is.
const ROWS_BETWEEN_LOOKS: u64 = 4096;

/// Bytes between two reports of progress.
const PROGRESS_STEP: u64 = 4 << 20;

/// Reads every input.
///
/// # Errors
/// [`InputErrors`] for every input that cannot be read or understood. Behind the first one,
/// inputs are only opened and their headers looked at.
pub fn gather(
    inputs: Vec<Input>,
    request: &Request<'_>,
    watch: &mut dyn Watch,
) -> Result<Gathered, InputErrors> {
    let mut errors: Vec<InputError> = Vec::new();
    let mut gathered = Gathered {
        ledger: Ledger::new(request.keeps_places),
        inputs: Vec::new(),
        faults: FaultLog::default(),
        duplicates: 0,
        ambiguous_stamps: 0,
        latest: None,
        ignored: IgnoredCounts::default(),
        listed_ids: FxHashSet::default(),
        posts: None,
    };
    for (number, input) in inputs.into_iter().enumerate() {
        let (name, path) = (input.name.clone(), input.path());
        let read = if errors.is_empty() {
            read_input(number as u32, input, request, &mut gathered, watch)
                .map(|facts| gathered.inputs.push(facts))
        } else {
            make_ready(input, request).map(drop)
        };
        if let Err(fault) = read {
            errors.push(InputError::new(name, path, fault));
        }
    }
    if !errors.is_empty() {
        return Err(InputErrors(errors));
    }
    gathered.duplicates = gathered.ledger.merge_duplicates(&request.calendar.table);
    Ok(gathered)
}

/// An input that was opened and understood, in front of its first row.
struct Ready {
    table: Table,
    trace: Trace,
    length: Option<u64>,
    mapping: Mapping,
    source: Option<UsedSource>,
    overruled_channel: bool,
}

fn read_input(
    number: u32,
    input: Input,
    request: &Request<'_>,
    gathered: &mut Gathered,
    watch: &mut dyn Watch,
) -> Result<InputFacts, InputFault> {
    let name = input.name.clone();
    let ready = make_ready(input, request)?;
    let Ready { mut table, trace, length, mapping, source, overruled_channel } = ready;
    let (columns, date_order) = (mapping.columns, mapping.date_order);
    let header = table.detected().header.clone();
    let mut normaliser = Normaliser::new(mapping, &request.calendar.table, request.horizon);
    let mut rows = 0;
    let mut bare_dates = 0;
    let mut told = 0;
    while table.advance().map_err(InputFault::Read)? {
        rows += 1;
        let place = Place { input: number, line: table.line() };
        let row = table.row();
        let fault = match record_fault(&table, place) {
            Some(fault) => fault,
            None => match normaliser.understand(|index| row.get(index)) {
                Ok(understood) => {
                    let Gathered { ledger, latest, ambiguous_stamps, listed_ids, .. } = gathered;
                    let department = DepartmentId(ledger.departments.number(understood.department));
                    let mut contact = understood.contact(department);
                    let listed = request.exemptions.get(understood.id);
                    if listed.is_some() && !listed_ids.contains(understood.id) {
                        listed_ids.insert(understood.id.to_owned());
                    }
                    if !understood.exempt.is_empty() {
                        contact = contact.exempt_for(Some(ledger.exemption(understood.exempt)));
                    } else if let Some(exemption) = listed {
                        let reason = ledger.exemption(exemption.reason.as_bytes());
                        contact = contact.exempt_for(Some(reason));
                    }
                    *latest = (*latest).max(Some(latest_of(&contact)));
                    bare_dates += u64::from(contact.received().is_bare_date());
                    *ambiguous_stamps += u64::from(understood.ambiguous_stamps);
                    ledger.push(contact, understood.id, || place);
                    if rows % ROWS_BETWEEN_LOOKS == 0 && trace_is_due(&trace, &mut told) {
                        watch.progress(&name, told, length);
                    }
                    continue;
                }
                Err(refusal) => refusal.fault(place, &header, &columns, request.shows_values),
            },
        };
        watch.rejected(&name, &fault, table.raw()).map_err(InputFault::Rejects)?;
        gathered.faults.push(fault);
    }
    let detected = table.detected().clone();
    let blank_rows = table.blank_rows();
    Ok(InputFacts {
        name,
        sha256: trace.finish()?,
        rows,
        blank_rows,
        detected,
        source,
        columns,
        date_order,
        bare_dates,
        overruled_channel,
    })
}

#[inline]
fn trace_is_due(trace: &Trace, told: &mut u64) -> bool {
    let count = trace.count();
    let is_due = count >= *told + PROGRESS_STEP;
    if is_due {
        *told = count;
    }
    is_due
}

/// The latest moment that a contact tells of; a bare date counts from 00:00.
#[inline]
fn latest_of(contact: &Contact) -> Instant {
    let received = contact.received().instant;
    contact.answered().map_or(received, |answered| answered.instant.max(received))
}

/// Opens an input and understands its header.
fn make_ready(input: Input, request: &Request<'_>) -> Result<Ready, InputFault> {
    let again = match &input.stream {
        Stream::File(path) => Some(path.clone()),
        Stream::Once(_) => None,
    };
    let by_name = mapping::source_by_name(&input.base_name(), request.sources)
        .map_err(InputFault::Mapping)?;
    let options = options(&request.options, by_name);
    let opened = open(input.stream, request.digests)?;
    let can_reopen = opened.length.is_some();
    let length = opened.length;
    let (table, trace) = open_table(opened, &options, request.sources)?;
    let header = &table.detected().header;
    let source = match by_name {
        Some(source) => Some(source),
        None => mapping::source_by_header(header, request.sources).map_err(InputFault::Mapping)?,
    };
    let said = said(input.channel, request);
    let mut mapping = mapping::mapping(header, source, &said).map_err(InputFault::Mapping)?;
    if mapping.date_order.is_none() {
        let sample = table.sample();
        let evidence = Evidence::of(&sample, &mapping.columns);
        mapping.date_order = match evidence.order(header, &mapping.columns) {
            // The rest of a long file may decide, or contradict.
            Err(MappingError::AmbiguousOrder { .. }) if !sample.is_whole && can_reopen => {
                let path = again.unwrap_or_default();
                let evidence = whole_evidence(path, &options, request, &mapping.columns)?;
                evidence.order(header, &mapping.columns).map_err(InputFault::Mapping)?
            }
            order => order.map_err(InputFault::Mapping)?,
        };
    }
    let overruled_channel =
        input.channel.is_some() && mapping.columns.get(crate::normalise::Field::Channel).is_some();
    let used =
        source.map(|source| UsedSource { name: source.name.clone(), by_name: by_name.is_some() });
    Ok(Ready { table, trace, length, mapping, source: used, overruled_channel })
}

/// What the user says comes before what the source says.
fn options(said: &Options, source: Option<&Source>) -> Options {
    let Some(source) = source else { return said.clone() };
    let encoding = source.encoding.as_deref().and_then(Encoding::from_name);
    let delimiter = source.delimiter.and_then(|delimiter| u8::try_from(delimiter).ok());
    Options {
        encoding: said.encoding.or(encoding),
        delimiter: said.delimiter.or(delimiter),
        header_line: said.header_line.or(source.header_line),
        form: said.form.clone(),
    }
}

fn open_table(
    opened: Opened,
    options: &Options,
    sources: &[Source],
) -> Result<(Table, Trace), InputFault> {
    let (bytes, trace) = opened.split();
    let known = |cell: &str| mapping::is_known(cell, sources);
    let table = Table::open(bytes, options, &known).map_err(InputFault::Read)?;
    Ok((table, trace))
}

/// What all stamps of a file say about the order of day and month: one more reading of it,
/// which only files need whose first thousands of rows do not decide.
fn whole_evidence(
    path: std::path::PathBuf,
    options: &Options,
    request: &Request<'_>,
    columns: &Columns,
) -> Result<Evidence, InputFault> {
    let opened = open(Stream::File(path), false)?;
    let (mut table, _trace) = open_table(opened, options, request.sources)?;
    let mut evidence = Evidence::default();
    while table.advance().map_err(InputFault::Read)? {
        let row = table.row();
        evidence.add(table.line(), columns, |index| row.get(index));
    }
    Ok(evidence)
}

impl From<ReadError> for InputFault {
    fn from(error: ReadError) -> Self {
        Self::Read(error)
    }
}
