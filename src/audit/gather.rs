//! Gathering: every row of every input into one ledger, or into the log of faults.

use std::path::PathBuf;

use crate::contact::{Channel, Contact};
use crate::normalise::assemble::Assembler;
use crate::normalise::{Columns, Horizon, Ledger};
use crate::profile::Source;
use crate::read::{Encoding, Options, Table};

use super::choice::ChoiceError;
use super::gathered::{FileFacts, Gathered};
use super::harvest::exempted;
use super::input::{Input, InputError, InputErrors, InputFault, Opened, Stream, open, open_folder};
use super::mapping::{self, Evidence, Said};
use super::part::{Part, Parts, folder_of_mails, mail_files, parts};
use super::ready::{How, Taken, take};
use super::request::{Request, Watch};
use super::rows::{Reading, read_rows};

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
    let mut gathered = Gathered::nothing(request.keeps_places);
    let table = &request.calendar.table;
    let mut assembler = Assembler::new(request.organisation, request.register, table);
    for input in inputs {
        let (name, path) = (input.name.clone(), input.path());
        let mut reading = Reading { gathered: &mut gathered, assembler: &mut assembler, watch };
        let read = match errors.is_empty() {
            true => read_input(input, request, Some(&mut reading)),
            false => read_input(input, request, None),
        };
        if let Err((part, fault)) = read {
            errors.push(InputError::new(part.unwrap_or(name), path, fault));
        }
    }
    if !errors.is_empty() {
        return Err(InputErrors(errors));
    }
    gathered.earliest_refused = request.horizon.and_then(Horizon::earliest_refused);
    gathered.duplicates = gathered.ledger.merge_duplicates(table);
    finish(assembler, &mut gathered, request);
    Ok(gathered)
}

/// Makes contacts of the events.
fn finish(assembler: Assembler<'_>, gathered: &mut Gathered, request: &Request<'_>) {
    let Gathered { ledger, listed_ids, .. } = gathered;
    let exempt = (!request.exemptions.is_empty()).then_some(
        |ledger: &mut Ledger, contact: Contact, id: &[u8]| {
            exempted(contact, id, b"", ledger, listed_ids, request)
        },
    );
    let assembled = assembler.finish(&request.pairing, request.infers, ledger, exempt);
    for (reason, rows) in assembled.ignored {
        gathered.ignored.add(reason, rows);
    }
    gathered.duplicates += assembled.duplicates;
    gathered.coverage = assembled.coverage;
    gathered.parties = assembled.parties;
    gathered.posts = assembled.posts;
    gathered.senders = assembled.senders;
}

/// Reads an input part by part; without a reading its parts are only taken for what they are.
/// What fails is told with the part that it failed in.
fn read_input(
    input: Input,
    request: &Request<'_>,
    mut reading: Option<&mut Reading<'_, '_>>,
) -> Result<(), (Option<String>, InputFault)> {
    let whole = |fault| (None, fault);
    let channel = input.channel;
    let name = input.name.clone();
    let typed = input.path().map_or(name.clone(), |path| path.display().to_string());
    let base_name = input.base_name();
    let named = [typed.as_str(), base_name.as_str()];
    let OpenedParts { parts, trace, length } = open_parts(input, request).map_err(whole)?;
    let mut without_header = Vec::new();
    let begun = reading.as_ref().map_or(0, |reading| reading.gathered.inputs.len());
    if let Some(reading) = &mut reading {
        reading.gathered.notes.extend(parts.notes);
    }
    let sheets = parts.parts.iter().filter(|part| part.is_sheet()).count();
    for part in parts.parts {
        let part_name = part.name.clone();
        let failed = |fault| (Some(part_name.clone()), fault);
        match take(part, named, channel, request).map_err(failed)? {
            Taken::NoHeader => without_header.push(part_name),
            Taken::Ready(ready) => {
                if let Some(reading) = &mut reading {
                    let facts = read_rows(*ready, &part_name, channel, request, reading, |told| {
                        (trace.is_due(told), length)
                    });
                    reading.gathered.inputs.push(facts.map_err(failed)?);
                } else if let How::Failed(fault) = ready.how {
                    return Err(failed(fault));
                }
            }
        }
    }
    if sheets > 0 && without_header.len() == sheets {
        return Err(whole(InputFault::Choice(ChoiceError::NoSheet { sheets: without_header })));
    }
    let bytes = trace.count();
    let sha256 = trace.finish().map_err(whole)?;
    if let Some(reading) = reading {
        let without = without_header.into_iter();
        let notes = without.map(|name| format!("{name} is not read: it has no known header"));
        reading.gathered.notes.extend(notes);
        for facts in &mut reading.gathered.inputs[begun..] {
            facts.sha256.clone_from(&sha256);
        }
        reading.gathered.files.push(FileFacts { name, bytes, sha256 });
    }
    Ok(())
}

/// An opened input and its parts.
pub(super) struct OpenedParts {
    pub(super) parts: Parts,
    pub(super) trace: super::input::Trace,
    pub(super) length: Option<u64>,
}

/// Opens an input and tells its parts apart.
pub(super) fn open_parts(input: Input, request: &Request<'_>) -> Result<OpenedParts, InputFault> {
    let name = input.name.clone();
    let again = match &input.stream {
        Stream::File(path) if path.is_dir() => {
            let files = mail_files(path).ok_or(InputFault::Directory)?;
            let files = files.map_err(InputFault::Open)?;
            let (grid, trace) = open_folder(&files, request.digests)?;
            let parts = folder_of_mails(&name, grid);
            return Ok(OpenedParts { parts, trace, length: None });
        }
        Stream::File(path) => Some(path.clone()),
        Stream::Once(_) => None,
    };
    let opened = open(input.stream, request.digests)?;
    let length = opened.length;
    let again = again.filter(|_| length.is_some());
    let (bytes, trace) = opened.split();
    Ok(OpenedParts { parts: parts(&name, bytes, again)?, trace, length })
}

impl Part {
    fn is_sheet(&self) -> bool {
        matches!(self.body, super::part::Body::Sheet(_))
    }
}

/// What the user says about the rows of a file.
pub(super) fn said(channel: Option<Channel>, request: &Request<'_>) -> Said {
    Said {
        channel,
        origin: request.origin,
        department: request.department.clone(),
        date_order: request.date_order,
    }
}

/// What the user says comes before what the source says.
pub(super) fn options(said: &Options, source: Option<&Source>) -> Options {
    let Some(source) = source else { return said.clone() };
    let encoding = source.encoding.as_deref().and_then(Encoding::from_name);
    let delimiter = source.delimiter.and_then(|delimiter| u8::try_from(delimiter).ok());
    Options {
        encoding: said.encoding.or(encoding),
        delimiter: said.delimiter.or(delimiter),
        header_line: said.header_line.or(source.header_line),
        form: said.form.clone(),
        piece: said.piece,
    }
}

/// What all stamps of a file say about the order of day and month: one more reading of it,
/// which only files need whose first thousands of rows do not decide.
pub(super) fn whole_evidence(
    path: PathBuf,
    options: &Options,
    request: &Request<'_>,
    columns: &Columns,
) -> Result<Evidence, InputFault> {
    let opened: Opened = open(Stream::File(path), false)?;
    let (bytes, _trace) = opened.split();
    let known = |cell: &str| mapping::is_known(cell, request.sources);
    let mut table = Table::open(bytes, options, &known)?;
    let mut evidence = Evidence::default();
    while table.advance()? {
        let row = table.row();
        evidence.add(table.line(), columns, |index| row.get(index));
    }
    Ok(evidence)
}
