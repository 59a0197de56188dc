//! `svarstid inspect`: what was detected in each file, how it is mapped, what is refused.

mod exports;

use std::io::Cursor;
use std::rc::Rc;

use clap::ArgMatches;
use svarstid::audit::{
    Found, Gathered, Input, InputError, InputErrors, InputFault, Probe, Request, Stream, Unknown,
    gather, probe,
};
use svarstid::calendar::Calendar;
use svarstid::fault::Folded;
use svarstid::normalise::{Field, Horizon, Mapping, field};
use svarstid::policy::ExemptionList;
use svarstid::profile::{DateOrder, Source};
use svarstid::read::Nature;
use svarstid::render::{Format, render_each};
use svarstid::report::{
    Cell, InspectFacts, Lang, Mapped, inspect_record, inspect_report, moment_cell, unknown_record,
};
use svarstid::settings::source_toml;

use super::args::InspectArgs;
use super::beside;
use super::clock;
use super::config;
use super::exit::{Run, Status};
use super::file;
use super::known::Known;
use super::outputs::{self, Outputs, TEXTS};
use super::plan;
use super::run;
use super::talk;

/// Inspects each file on its own.
pub(crate) fn inspect(args: &InspectArgs, matches: &ArgMatches) -> Run<Status> {
    let formats = outputs::formats(&args.output, &TEXTS)?;
    let (settings, path) = config::settings(&args.config)?;
    let known = Known::new(&settings, &args.inputs)?;
    let calendar = settings.calendar();
    let lang = run::lang(args.output.lang);
    let exemptions = ExemptionList::default();
    let horizon = Horizon::new(clock::tomorrow());
    let request = Request {
        horizon: Some(&horizon),
        keeps_places: true,
        ..run::request(&args.inputs, &settings, &known, &calendar, &exemptions)?
    };
    let inputs = plan::inputs(&args.inputs, matches)?;
    let inputs = beside::logs(inputs, &settings, args.output.quiet)?;
    let read: Vec<_> = path.into_iter().chain(inputs.iter().filter_map(Input::path)).collect();
    let outs = Outputs::open(&args.output, &formats, &read)?;
    let mut status = Status::Done;
    let mut inspected = Vec::new();
    let mut proposals = Vec::new();
    for input in inputs {
        match one(input, &request) {
            Ok(parts) => {
                for part in parts {
                    status = status.max(part.status());
                    inspected.push(part);
                }
            }
            Err((error, unknown)) => {
                talk::say(&format!("svarstid: {error}"));
                status = status.max(Status::Input);
                match unknown.map(|unknown| exports::proposed(&unknown, &request)) {
                    Some(Ok(toml)) => proposals.push((error, toml)),
                    Some(Err(why)) => talk::say(&why),
                    None => {}
                }
            }
        }
    }
    outs.write(|format, style, out| {
        let reports = inspected.iter().map(|one| {
            let facts = one.facts(&calendar, lang);
            match format {
                Format::Json => inspect_record(&facts, lang),
                _ => inspect_report(&facts, lang),
            }
        });
        if format == Format::Json {
            let unknown = proposals
                .iter()
                .map(|(error, toml)| unknown_record(&error.name, &error.to_string(), toml, lang));
            return render_each(reports.chain(unknown), format, style, out);
        }
        render_each(reports, format, style, out)?;
        for (index, (_, toml)) in proposals.iter().enumerate() {
            let gap = if index > 0 || !inspected.is_empty() { "\n" } else { "" };
            match format {
                Format::Markdown => write!(out, "{gap}```toml\n{toml}```\n")?,
                _ => write!(out, "{gap}{toml}")?,
            }
        }
        Ok(())
    })?;
    Ok(status)
}

/// What was found out about one file, or one sheet or member of it.
struct Inspected {
    name: String,
    found: Found,
    /// All parts of the file.
    gathered: Rc<Result<Gathered, InputErrors>>,
    said: Constants,
}

/// What the flags say about every row.
#[derive(Clone)]
struct Constants {
    channel: Option<svarstid::contact::Channel>,
    origin: Option<svarstid::contact::Origin>,
    department: Option<String>,
}

/// Why an input cannot be inspected, and what it shows of a table.
type Failed = (InputError, Option<Box<Unknown>>);

fn one(input: Input, request: &Request<'_>) -> Result<Vec<Inspected>, Failed> {
    let said = Constants {
        channel: input.channel,
        origin: request.origin,
        department: request.department.clone(),
    };
    let (first, second) = twice(input).map_err(|error| (error, None))?;
    let mut inspected = Vec::new();
    let mut failed = Vec::new();
    let gathered = Rc::new(gather(vec![second], request, &mut ()));
    let probes = probe(first, request).map_err(|error| (error, None))?;
    for Probe { name, found, unknown } in probes {
        let (said, gathered) = (said.clone(), Rc::clone(&gathered));
        match found {
            Ok(found) => inspected.push(Inspected { name, found, gathered, said }),
            Err(fault) => failed.push((InputError { name, fault }, unknown.map(Box::new))),
        }
    }
    match failed.pop() {
        // Of a workbook, sheets without a header are left out as long as there is another.
        Some(error) if inspected.is_empty() => Err(error),
        _ => Ok(inspected),
    }
}

/// An input that can be read twice: what comes once is kept.
fn twice(input: Input) -> Result<(Input, Input), InputError> {
    let Input { name, channel, stream, base_name } = input;
    let failed = |error| InputError {
        name: name.clone(),
        fault: InputFault::Read(svarstid::read::ReadError::Io(error)),
    };
    let (first, second) =
        match stream {
            Stream::File(path) if path.is_file() || path.is_dir() => {
                (Stream::File(path.clone()), Stream::File(path))
            }
            Stream::File(path) => kept(file::bytes(&path, file::PRINTED).map_err(|error| {
                InputError { name: name.clone(), fault: InputFault::Open(error) }
            })?),
            Stream::Once(reader) => kept(file::all(reader, file::PRINTED).map_err(failed)?),
        };
    Ok((
        Input { name: name.clone(), channel, stream: first, base_name: base_name.clone() },
        Input { name, channel, stream: second, base_name },
    ))
}

fn kept(bytes: Vec<u8>) -> (Stream, Stream) {
    let again = bytes.clone();
    (Stream::Once(Box::new(Cursor::new(bytes))), Stream::Once(Box::new(Cursor::new(again))))
}

impl Inspected {
    fn status(&self) -> Status {
        if self.gathered.is_ok() { Status::Done } else { Status::Input }
    }

    fn facts<'a>(&'a self, calendar: &Calendar, lang: Lang) -> InspectFacts<'a> {
        let mapping = self.found.mapping.as_ref();
        let header = &self.found.detected.header;
        let gathered = (*self.gathered).as_ref();
        let number = gathered
            .ok()
            .and_then(|all| all.inputs.iter().position(|input| input.name == self.name));
        let facts = gathered.ok().zip(number).map(|(all, number)| &all.inputs[number]);
        let order = facts.and_then(|facts| facts.date_order);
        let mine = |fault: &&Folded| number == Some(fault.first.place.input as usize);
        let faults: Vec<&Folded> =
            gathered.map_or(Vec::new(), |all| all.faults.folded().iter().filter(mine).collect());
        let refusals = faults.iter().map(|fault| talk::fault_line(fault, &self.name)).collect();
        let rejected: u64 = faults.iter().map(|fault| fault.count).sum();
        let error = gathered.err().map_or(String::new(), ToString::to_string);
        InspectFacts {
            name: &self.name,
            // The encoding is final only when the whole file was read.
            detected: facts.map_or(&self.found.detected, |facts| &facts.detected),
            source: self.found.source.as_ref().map(|s| (s.name.as_str(), s.by_name)),
            profile: self.found.profile.as_ref().map(|profile| profile.name.as_str()),
            mapped: match &self.found.profile {
                Some(profile) => exports::mapped(profile, header, &self.said),
                None => mapped(mapping, header, &self.said),
            },
            conditions: match &self.found.profile {
                Some(profile) => exports::conditions(profile, header),
                None => Vec::new(),
            },
            date_order: order,
            rows: facts.map(|facts| (facts.rows, rejected)),
            contacts: match (gathered, number) {
                (Ok(all), Some(number)) => contacts(all, number as u32, calendar, lang),
                _ => Vec::new(),
            },
            refusals,
            error,
            source_toml: match &self.found.profile {
                Some(profile) => exports::source(profile, &self.name, &self.said),
                None => self.proposal(mapping, order),
            },
        }
    }

    /// A source for this file: what was detected, and a question where something is missing.
    fn proposal(&self, mapping: Option<&Mapping>, order: Option<DateOrder>) -> String {
        let detected = &self.found.detected;
        let header = &detected.header;
        let file = exports::file(&self.name);
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let is_text = detected.nature == Nature::Text;
        let columns: Vec<(Field, String)> = Field::ALL
            .into_iter()
            .filter_map(|wanted| {
                let cell = match mapping {
                    Some(mapping) => mapping.columns.get(wanted).and_then(|at| header.get(at)),
                    None => header.iter().find(|cell| field(cell) == Some(wanted)),
                };
                cell.map(|cell| (wanted, cell.clone()))
            })
            .collect();
        let has = |field| columns.iter().any(|(own, _)| *own == field);
        let source = Source {
            name: if stem.is_empty() || stem == "-" {
                "source".to_owned()
            } else {
                stem.to_owned()
            },
            files: if self.name == "-" { Vec::new() } else { vec![glob::Pattern::escape(file)] },
            channel: self.said.channel.filter(|_| !has(Field::Channel)),
            origin: self.said.origin.filter(|_| !has(Field::Origin)),
            department: self.said.department.clone().filter(|_| !has(Field::Department)),
            date_order: order,
            encoding: is_text.then(|| detected.encoding.id().to_owned()),
            delimiter: is_text.then_some(detected.delimiter),
            // Of a workbook every sheet is read, and the header of each is looked for.
            header_line: (is_text && detected.preamble_lines > 0).then_some(detected.header_line),
            columns: columns.clone(),
            ..Source::default()
        };
        let mut toml = source_toml(&source);
        let missing: Vec<&str> = Field::ALL
            .into_iter()
            .filter(|field| !has(*field) && !matches!(field, Field::Exempt | Field::Id))
            .filter(|field| match field {
                Field::Channel => source.channel.is_none(),
                Field::Origin => source.origin.is_none(),
                Field::Department => source.department.is_none(),
                _ => true,
            })
            .map(Field::id)
            .collect();
        if !missing.is_empty() {
            let cells: Vec<String> = header.iter().map(|cell| format!("\"{cell}\"")).collect();
            toml.push_str(&format!(
                "# not found: {}; name their columns above, or set constants; the file has {}\n",
                missing.join(", "),
                cells.join(", ")
            ));
        }
        toml
    }
}

/// Where the values of each field come from.
fn mapped(
    mapping: Option<&Mapping>,
    header: &[String],
    said: &Constants,
) -> Vec<(&'static str, Mapped)> {
    let constant = |field: Field| match (field, mapping) {
        (Field::Channel, Some(mapping)) => mapping.channel.map(|c| c.id().to_owned()),
        (Field::Origin, Some(mapping)) => mapping.origin.map(|o| o.id().to_owned()),
        (Field::Department, Some(mapping)) => mapping.department.clone(),
        (Field::Channel, None) => said.channel.map(|c| c.id().to_owned()),
        (Field::Origin, None) => said.origin.map(|o| o.id().to_owned()),
        (Field::Department, None) => said.department.clone(),
        _ => None,
    };
    Field::ALL
        .into_iter()
        .map(|wanted| {
            let cell = match mapping {
                Some(mapping) => mapping.columns.get(wanted).and_then(|at| header.get(at)),
                None => header.iter().find(|cell| field(cell) == Some(wanted)),
            };
            let mapped = match (constant(wanted), cell) {
                (Some(value), _) => Mapped::Constant(value),
                (None, Some(cell)) => Mapped::Column(cell.clone()),
                (None, None) => Mapped::Nothing,
            };
            (wanted.id(), mapped)
        })
        .collect()
}

/// The first contacts, as they were understood.
fn contacts(gathered: &Gathered, input: u32, calendar: &Calendar, lang: Lang) -> Vec<Vec<Cell>> {
    let ledger = &gathered.ledger;
    let text = |text: String| if text.is_empty() { Cell::Absent } else { Cell::Text(text) };
    ledger
        .contacts()
        .iter()
        .enumerate()
        .filter(|(index, _)| ledger.place(*index).is_some_and(|place| place.input == input))
        .take(Probe::ROWS)
        .map(|(index, contact)| {
            let (channel, origin) = (contact.channel(), contact.origin());
            let department = &gathered.departments()[contact.department().0 as usize];
            let id = String::from_utf8_lossy(&ledger.id(index)).into_owned();
            vec![
                ledger.place(index).map_or(Cell::Absent, |place| Cell::Count(place.line)),
                moment_cell(contact.received(), calendar),
                contact.answered().map_or(Cell::Absent, |answer| moment_cell(answer, calendar)),
                Cell::Term { id: channel.id().into(), label: lang.channel(channel).into() },
                Cell::Term { id: origin.id().into(), label: lang.origin(origin).into() },
                text(department.clone()),
                text(id),
            ]
        })
        .collect()
}
