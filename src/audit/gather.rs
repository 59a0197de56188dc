//! Gathering: every row of every input into one ledger, or into the log of faults.

use std::convert::Infallible;
use std::path::PathBuf;

use crate::contact::{Channel, Contact};
use crate::normalise::assemble::Assembler;
use crate::normalise::{Columns, Horizon, Ledger};
use crate::profile::Source;
use crate::read::{Encoding, Options, Table};

use super::ahead::{Ahead, Named, Opened as OpenedAhead, Stage};
use super::choice::ChoiceError;
use super::gathered::{FileFacts, Gathered};
use super::harvest::exempted;
use super::input::{Input, InputError, InputErrors, InputFault, Opened, Stream, open, open_folder};
use super::mapping::{self, Evidence, Said};
use super::ordered::in_order;
use super::part::{Part, Parts, folder_of_mails, mail_files, parts};
use super::ready::{How, Ready, Taken, take};
use super::request::{Request, Watch};
use super::rows::{Reading, join_rows, read_rows};

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
    let table = &request.calendar.table;
    let mut gathered = Gathered::nothing(request.keeps_places, request.threads);
    let mut assembler = Assembler::new(request.organisation, request.register, table);
    let mut errors: Vec<InputError> = Vec::new();
    let mut state = (inputs.into_iter(), &mut gathered, &mut assembler, &mut errors);
    let read = in_order(
        request.threads,
        &mut state,
        |(inputs, ..)| Ok::<_, Infallible>(inputs.next()),
        |input| Ahead::read(input, request),
        |(_, gathered, assembler, errors), ahead| {
            let Ahead { input, opened } = ahead;
            let mut reading = Reading { gathered, assembler, watch };
            let reading = errors.is_empty().then_some(&mut reading);
            if let Err((part, fault)) = read_input(&input, opened, request, reading) {
                errors.push(InputError::new(part.unwrap_or(input.name), input.path, fault));
            }
            Ok(())
        },
    );
    match read {
        Ok(()) => {}
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
    input: &Named,
    opened: Result<OpenedAhead<'_>, (Option<String>, InputFault)>,
    request: &Request<'_>,
    mut reading: Option<&mut Reading<'_, '_>>,
) -> Result<(), (Option<String>, InputFault)> {
    let whole = |fault| (None, fault);
    let channel = input.channel;
    let OpenedAhead { stage, notes, trace, length } = opened?;
    let progress = |told: &mut u64| (trace.is_due(told), length);
    let begun = reading.as_ref().map_or(0, |reading| reading.gathered.inputs.len());
    if let Some(reading) = &mut reading {
        reading.gathered.notes.extend(notes);
    }
    let mut read = |name: &str, ready: Ready<'_>| {
        if let Some(reading) = &mut reading {
            let facts = read_rows(ready, name, channel, request, reading, progress)?;
            reading.gathered.inputs.push(facts);
        } else if let How::Failed(fault) = ready.how {
            return Err(fault);
        }
        Ok(())
    };
    let mut without_header = Vec::new();
    match stage {
        Stage::Parts(parts) => {
            let sheets = parts.iter().filter(|part| part.is_sheet()).count();
            for part in parts {
                let name = part.name.clone();
                let failed = |fault| (Some(name.clone()), fault);
                match take(part, input.names(), channel, request).map_err(failed)? {
                    Taken::NoHeader => without_header.push(name),
                    Taken::Ready(ready) => read(&name, *ready).map_err(failed)?,
                }
            }
            if sheets > 0 && without_header.len() == sheets {
                let sheets = without_header;
                return Err(whole(InputFault::Choice(ChoiceError::NoSheet { sheets })));
            }
        }
        Stage::Taken(name, ready) => read(&name, *ready).map_err(|fault| (Some(name), fault))?,
        Stage::Read(name, gleaned) => {
            if let Some(reading) = &mut reading {
                let facts = join_rows(*gleaned, &name, channel, reading, progress);
                reading.gathered.inputs.push(facts.map_err(|fault| (Some(name), fault))?);
            }
        }
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
        reading.gathered.files.push(FileFacts { name: input.name.clone(), bytes, sha256 });
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
    pub(super) fn is_sheet(&self) -> bool {
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
