//! Ready: a part that was taken for something, in front of its first row.

use std::collections::HashSet;

use crate::normalise::Mapping;
use crate::normalise::extract::{Extractor, Site};
use crate::profile::fold::fold;
use crate::profile::language::{self, Family, Format, Profile, Slot, TableForm};
use crate::read::{
    self, Encoding, Form, Head, HeaderForm, Kind, Nature, Options, Ragged, Records, Sheet,
    SheetTable, Table,
};

use super::choice::{Choice, ChoiceError, Export, Shown, Unchosen, choose};
use super::gather::options;
use super::input::InputFault;
use super::mapping::{self, MappingError, UsedSource};
use super::part::{Body, Part};
use super::request::Request;

/// A part that was taken for something.
pub(super) struct Ready<'r> {
    pub(super) records: Records,
    pub(super) how: How<'r>,
    pub(super) source: Option<UsedSource>,
}

/// How the rows of a part are understood.
#[expect(clippy::large_enum_variant, reason = "one a file")]
pub(super) enum How<'r> {
    /// As a contact log.
    Log(Mapping),
    /// By a profile.
    Export {
        profile: &'r Profile,
        extractor: Extractor<'r>,
        /// What its source is called in reports.
        name: String,
    },
    /// Not at all, and why.
    Failed(InputFault),
}

/// What a part was taken for, or that it is a sheet without any known header.
pub(super) enum Taken<'r> {
    Ready(Box<Ready<'r>>),
    NoHeader,
}

impl From<Unchosen> for InputFault {
    fn from(unchosen: Unchosen) -> Self {
        match unchosen {
            Unchosen::Choice(error) => Self::Choice(error),
            Unchosen::Mapping(error) => Self::Mapping(error),
        }
    }
}

/// Takes a part for what it is. `input` is the whole input's name and base name.
pub(super) fn take<'r>(
    part: Part,
    input: [&str; 2],
    channel: Option<crate::contact::Channel>,
    request: &Request<'r>,
) -> Result<Taken<'r>, InputFault> {
    let Part { base_name, body, again, .. } = part;
    let file = base_name.as_str();
    match body {
        Body::Sheet(sheet) => {
            let shown = Shown::of_sheet(input, sheet.header_candidates());
            match choose(&shown, request)? {
                Choice::Log(source) => log_sheet(sheet, source, channel, request),
                Choice::Export(export) => {
                    if let Format::Table(form) = &export.profile.input.format
                        && form.sheet.as_ref().is_some_and(|only| only != sheet.name())
                    {
                        return Ok(Taken::NoHeader);
                    }
                    let known = known_columns(export.profile);
                    let Some(table) = sheet_table(sheet, &export, &known)? else {
                        return Ok(Taken::NoHeader);
                    };
                    let records = Records::grid(table.grid, Nature::Sheet);
                    exported(records, file, export, channel, request).map(ready)
                }
            }
        }
        Body::Mails(grid) => match choose(&Shown::of_mails(input), request)? {
            Choice::Log(_) => Err(InputFault::Directory),
            Choice::Export(export) => {
                let records = Records::grid(grid, Nature::Mail);
                exported(records, file, export, channel, request).map(ready)
            }
        },
        Body::Stream(bytes, head) => {
            let (bytes, keys) = json_keys(bytes, &head, request)?;
            let shown = Shown::of_head(input, &base_name, &head, keys);
            match choose(&shown, request)? {
                Choice::Log(source) => {
                    let options = options(&request.options, source);
                    let known = |cell: &str| mapping::is_known(cell, request.sources);
                    let mut table = Table::open(bytes, &options, &known)?;
                    table.suspect_only(&known);
                    let records = Records::text(table);
                    log(records, source, channel, again, request).map(ready)
                }
                Choice::Export(export) => {
                    let records = records(bytes, &head, &export, request)?;
                    exported(records, file, export, channel, request).map(ready)
                }
            }
        }
    }
}

/// The table of a sheet, as far as what the profile says of its form holds for one.
fn sheet_table(
    sheet: Sheet,
    export: &Export<'_>,
    known: &dyn Fn(&str) -> bool,
) -> Result<Option<SheetTable>, InputFault> {
    let Format::Table(form) = &export.profile.input.format else {
        return Ok(sheet.into_grid(known, export.line)?);
    };
    let line = match form.header {
        language::Header::Line(line) => Some(line),
        _ => export.line,
    };
    let mut table = sheet.into_grid(known, line)?;
    if let Some(table) = table.as_mut().filter(|_| !form.skip_rows.is_empty()) {
        table.grid.leave_out(&form.skip_rows);
    }
    Ok(table)
}

fn ready(ready: Ready<'_>) -> Taken<'_> {
    Taken::Ready(Box::new(ready))
}

/// The keys of the first record of JSON; its bytes come again.
fn json_keys(
    bytes: Box<dyn std::io::Read + Send>,
    head: &Head,
    request: &Request<'_>,
) -> Result<(Box<dyn std::io::Read + Send>, Vec<String>), InputFault> {
    if head.kind() != Kind::Json {
        return Ok((bytes, Vec::new()));
    }
    let (first, _, bytes) = read::peek(bytes).map_err(|error| InputFault::Read(error.into()))?;
    // Each profile says where its records stand; what it is known by stands there.
    let profiles = request.profiles.iter().chain(request.built_in);
    let paths = profiles.filter_map(|profile| match &profile.input.format {
        Format::Json { records } => Some(records),
        _ => None,
    });
    let mut keys: Vec<String> =
        paths.flat_map(|path| read::first_record_keys(&first, path)).collect();
    keys.sort_unstable();
    keys.dedup();
    Ok((bytes, keys))
}

fn log_sheet<'r>(
    sheet: Sheet,
    source: Option<&'r crate::profile::Source>,
    channel: Option<crate::contact::Channel>,
    request: &Request<'r>,
) -> Result<Taken<'r>, InputFault> {
    let options = options(&request.options, source);
    let known = |cell: &str| mapping::is_known(cell, request.sources);
    match sheet.into_grid(&known, options.header_line)? {
        None => Ok(Taken::NoHeader),
        Some(table) => {
            let records = Records::grid(table.grid, Nature::Sheet);
            log(records, source, channel, None, request).map(ready)
        }
    }
}

/// A contact log with its mapping.
fn log<'r>(
    records: Records,
    source: Option<&'r crate::profile::Source>,
    channel: Option<crate::contact::Channel>,
    again: Option<std::path::PathBuf>,
    request: &Request<'r>,
) -> Result<Ready<'r>, InputFault> {
    let header = &records.detected().header;
    let source = match source {
        Some(source) => Some(source),
        None => mapping::source_by_header(header, request.sources).map_err(InputFault::Mapping)?,
    };
    let used = source.map(|source| UsedSource {
        name: source.name.clone(),
        by_name: !source.files.is_empty(),
        is_profile: false,
    });
    let how = match mapped(&records, source, channel, again, request) {
        Ok(mapping) => How::Log(mapping),
        Err(fault) => How::Failed(fault),
    };
    Ok(Ready { records, how, source: used })
}

/// How the cells of a contact log are to be understood.
fn mapped(
    records: &Records,
    source: Option<&crate::profile::Source>,
    channel: Option<crate::contact::Channel>,
    again: Option<std::path::PathBuf>,
    request: &Request<'_>,
) -> Result<Mapping, InputFault> {
    let header = &records.detected().header;
    let said = super::gather::said(channel, request);
    let mut mapping = mapping::mapping(header, source, &said).map_err(InputFault::Mapping)?;
    if mapping.date_order.is_none() {
        let sample = records.sample();
        let evidence = mapping::Evidence::of(&sample, &mapping.columns);
        mapping.date_order = match (evidence.order(header, &mapping.columns), again) {
            // The rest of a long file may decide, or contradict.
            (Err(MappingError::AmbiguousOrder { .. }), Some(path)) if !sample.is_whole => {
                let options = options(&request.options, source);
                let whole =
                    super::gather::whole_evidence(path, &options, request, &mapping.columns)?;
                whole.order(header, &mapping.columns).map_err(InputFault::Mapping)?
            }
            (order, _) => order.map_err(InputFault::Mapping)?,
        };
    }
    Ok(mapping)
}

/// The records of an export that is no sheet.
fn records(
    bytes: Box<dyn std::io::Read + Send>,
    head: &Head,
    export: &Export<'_>,
    request: &Request<'_>,
) -> Result<Records, InputFault> {
    let profile = export.profile;
    let malformed = |fault| InputFault::Read(fault);
    match &profile.input.format {
        Format::Table(form) => {
            let options = table_options(form, export, request);
            let known = known_columns(profile);
            let mut table = Table::open(bytes, &options, &known)?;
            let used: HashSet<String> = profile.columns().iter().map(|name| fold(name)).collect();
            table.suspect_only(&|cell| used.contains(&fold(cell)));
            Ok(Records::text(table))
        }
        Format::Xml { records } => {
            let columns = profile.columns();
            let grid = read::xml(&read::whole(bytes)?, records, &columns).map_err(malformed)?;
            Ok(Records::grid(grid, Nature::Xml))
        }
        Format::Json { records } => {
            let columns = profile.columns();
            let grid = read::json(&read::whole(bytes)?, records, &columns).map_err(malformed)?;
            Ok(Records::grid(grid, Nature::Json))
        }
        Format::Mail => {
            let grid = match head.kind() {
                Kind::Mbox => read::mbox(bytes).map_err(malformed)?,
                _ => read::mail(&read::whole(bytes)?),
            };
            Ok(Records::grid(grid, Nature::Mail))
        }
    }
}

/// Whether a header cell is a column that the profile looks at or is known by.
fn known_columns(profile: &Profile) -> impl Fn(&str) -> bool + use<> {
    let detect = profile.detect.header_sets.iter().flatten();
    let names = profile.columns();
    let names: HashSet<String> = names.iter().chain(detect).map(|name| fold(name)).collect();
    move |cell: &str| names.contains(&fold(cell))
}

/// What the user says comes before the source of the settings, and that before the profile.
fn table_options(form: &TableForm, export: &Export<'_>, request: &Request<'_>) -> Options {
    let said = options(&request.options, export.source);
    let encoding = export.profile.input.encoding.as_deref().and_then(Encoding::from_name);
    let delimiter = form.delimiter.or(export.delimiter);
    let header = match &form.header {
        language::Header::Found => match export.line {
            Some(line) => HeaderForm::Line(line),
            None => HeaderForm::Found,
        },
        language::Header::Line(line) => HeaderForm::Line(*line),
        language::Header::Prefix(prefix) => HeaderForm::Prefix(prefix.clone()),
        language::Header::None { columns, required } => {
            HeaderForm::None { columns: columns.clone(), required: *required }
        }
    };
    Options {
        encoding: said.encoding.or(encoding),
        delimiter: said.delimiter,
        header_line: said.header_line,
        piece: said.piece,
        form: Form {
            header,
            is_quoted: form.is_quoted,
            delimiter,
            skip_rows: form.skip_rows.clone(),
            skip_lines: form.skip_lines.as_ref().map(|pattern| pattern.text().to_owned()),
            ragged: match form.ragged {
                language::Ragged::Reject => Ragged::Reject,
                language::Ragged::Pad => Ragged::Pad,
                language::Ragged::JoinLast => Ragged::JoinLast,
            },
        },
    }
}

/// An export with what understands its rows.
fn exported<'r>(
    records: Records,
    file: &str,
    export: Export<'r>,
    channel: Option<crate::contact::Channel>,
    request: &Request<'r>,
) -> Result<Ready<'r>, InputFault> {
    let Export { profile, source, is_said, .. } = export;
    let used = UsedSource {
        name: match source {
            Some(source) if source.name != profile.name => {
                format!("{} ({})", source.name, profile.name)
            }
            _ => profile.name.clone(),
        },
        by_name: is_said,
        is_profile: true,
    };
    let how = match extracting(&records, file, export, channel, request) {
        Ok(extractor) => {
            let name = source.map_or(&profile.name, |source| &source.name).clone();
            How::Export { profile, extractor, name }
        }
        Err(fault) => How::Failed(fault),
    };
    Ok(Ready { records, how, source: Some(used) })
}

/// What understands the rows of an export.
fn extracting<'r>(
    records: &Records,
    file: &str,
    export: Export<'r>,
    channel: Option<crate::contact::Channel>,
    request: &Request<'r>,
) -> Result<Extractor<'r>, InputFault> {
    let Export { profile, source, .. } = export;
    let of_source = source.cloned().unwrap_or_default();
    let tells = |slot: Slot| profile.fields.iter().any(|(own, _)| *own == slot);
    let tells_department = tells(Slot::Department) || tells(Slot::Unit);
    let department = if tells_department { None } else { request.department.clone() };
    let origin = if tells(Slot::Origin) { None } else { request.origin };
    let site = Site {
        file: file.to_owned(),
        zone: of_source.time_zone,
        site_zone: request.source_zone,
        date_order: request.date_order.or(of_source.date_order),
        channel: channel.or(of_source.channel),
        origin: of_source.origin.or(origin),
        department: of_source.department.or(department),
        nulls: of_source.nulls,
        channel_words: of_source.channel_words,
        origin_words: of_source.origin_words,
    };
    if site.channel.is_none() && !tells(Slot::Channel) {
        return Err(InputFault::Mapping(MappingError::NoChannel));
    }
    let nobody_tells = site.origin.is_none() && !tells(Slot::Origin) && !tells(Slot::From);
    if profile.family == Family::Rows && nobody_tells {
        return Err(InputFault::Mapping(MappingError::NoOrigin));
    }
    let header = &records.detected().header;
    let home = &request.calendar.table;
    Extractor::new(profile, header, site, home, request.horizon)
        .map_err(|error| InputFault::Choice(ChoiceError::Extract(error)))
}
