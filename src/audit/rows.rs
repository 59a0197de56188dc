//! Rows: what each row of a part becomes, and what is known of the part when all are read.

use crate::contact::{Channel, Contact};
use crate::fault::{Fault, Place};
use crate::normalise::assemble::Assembler;
use crate::normalise::extract::{Extracted, Extractor, Told};
use crate::normalise::{Columns, Field, Mapping};
use crate::profile::DateOrder;
use crate::profile::language::{Family, Ignored, Profile, Slot};
use crate::read::Records;

use super::ahead::Gleaned;
use super::gathered::{Gathered, InputFacts};
use super::harvest::{Harvest, Origin, add_contact, latest_of};
use super::input::InputFault;
use super::log::{Ended, Log};
use super::mapping::UsedSource;
use super::ready::{How, Ready};
use super::record::record_fault;
use super::request::{Request, Watch};

/// Rows between two looks at how far the reading is.
const ROWS_BETWEEN_LOOKS: u64 = 4096;

/// Where rows go.
pub(super) struct Reading<'g, 'a> {
    pub(super) gathered: &'g mut Gathered,
    pub(super) assembler: &'g mut Assembler<'a>,
    pub(super) watch: &'g mut dyn Watch,
}

impl Reading<'_, '_> {
    /// Keeps and counts a row that cannot be judged.
    pub(super) fn reject(
        &mut self,
        name: &str,
        fault: Fault,
        record: &[u8],
    ) -> Result<(), InputFault> {
        self.watch.rejected(name, &fault, record).map_err(InputFault::Rejects)?;
        self.gathered.faults.push(fault);
        Ok(())
    }

    /// Tells how far the reading is, if that is worth telling.
    pub(super) fn look(
        &mut self,
        name: &str,
        counts: &mut Counts,
        progress: &impl Fn(&mut u64) -> (bool, Option<u64>),
    ) {
        if let (true, length) = progress(&mut counts.told) {
            self.watch.progress(name, counts.told, length);
        }
    }
}

/// What is counted while the rows of a part are read.
#[derive(Default)]
pub(super) struct Counts {
    rows: u64,
    bare_dates: u64,
    told: u64,
}

impl Counts {
    /// Counts the rows of a harvest.
    pub(super) fn add(&mut self, harvest: &Harvest) {
        self.rows += harvest.rows;
        self.bare_dates += harvest.bare_dates;
    }
}

/// Reads all rows of a part. `progress` tells how many bytes were read if that is worth telling,
/// and how many there are.
pub(super) fn read_rows(
    ready: Ready<'_>,
    name: &str,
    channel: Option<Channel>,
    request: &Request<'_>,
    reading: &mut Reading<'_, '_>,
    progress: impl Fn(&mut u64) -> (bool, Option<u64>),
) -> Result<InputFacts, InputFault> {
    let Ready { records, how, source } = ready;
    let mut counts = Counts::default();
    let mut understood = Understood { source, ..Understood::default() };
    let ended = match how {
        How::Log(mapping) => {
            understood.tell(&mapping, channel);
            Log { name, mapping, request }.read(records, reading, &mut counts, progress)?
        }
        How::Export { profile, extractor, name: source } => {
            let input = reading.gathered.inputs.len() as u32;
            let source = match profile.family {
                Family::Events => {
                    let number = reading.assembler.source(profile, &source);
                    reading.assembler.begin_input(number, input);
                    Some(number)
                }
                _ => None,
            };
            let export = Export { name, profile, extractor: &extractor, source, request };
            let ended = export.read(records, reading, &mut counts, progress)?;
            let warnings = extractor.warnings().map(|told| format!("{name}: {told}"));
            reading.gathered.notes.extend(warnings);
            ended
        }
        How::Failed(fault) => return Err(fault),
    };
    Ok(understood.facts(name, &counts, ended))
}

/// Joins all rows of a contact log that was read before its turn.
pub(super) fn join_rows(
    gleaned: Gleaned,
    name: &str,
    channel: Option<Channel>,
    reading: &mut Reading<'_, '_>,
    progress: impl Fn(&mut u64) -> (bool, Option<u64>),
) -> Result<InputFacts, InputFault> {
    let Gleaned { source, mapping, harvests, ended } = gleaned;
    let mut counts = Counts::default();
    let at = Origin { input: reading.gathered.inputs.len() as u32, lines: 0 };
    for harvest in harvests {
        counts.add(&harvest);
        harvest.join(reading, name, at)?;
        reading.look(name, &mut counts, &progress);
    }
    let mut understood = Understood { source, ..Understood::default() };
    understood.tell(&mapping, channel);
    Ok(understood.facts(name, &counts, ended?))
}

/// How the rows of a part were understood.
#[derive(Default)]
struct Understood {
    source: Option<UsedSource>,
    columns: Columns,
    date_order: Option<DateOrder>,
    overruled_channel: bool,
}

impl Understood {
    /// What the mapping of a contact log says; `channel` is the one that the user says.
    fn tell(&mut self, mapping: &Mapping, channel: Option<Channel>) {
        (self.columns, self.date_order) = (mapping.columns, mapping.date_order);
        self.overruled_channel = channel.is_some() && self.columns.get(Field::Channel).is_some();
    }

    fn facts(self, name: &str, counts: &Counts, ended: Ended) -> InputFacts {
        InputFacts {
            name: name.to_owned(),
            sha256: None,
            rows: counts.rows,
            blank_rows: ended.blank_rows,
            detected: ended.detected,
            source: self.source,
            columns: self.columns,
            date_order: self.date_order,
            bare_dates: counts.bare_dates,
            overruled_channel: self.overruled_channel,
        }
    }
}

/// An export that a profile describes.
struct Export<'p> {
    name: &'p str,
    profile: &'p Profile,
    extractor: &'p Extractor<'p>,
    /// Its number where its rows are events.
    source: Option<u16>,
    request: &'p Request<'p>,
}

impl Export<'_> {
    fn read(
        self,
        mut records: Records,
        reading: &mut Reading<'_, '_>,
        counts: &mut Counts,
        progress: impl Fn(&mut u64) -> (bool, Option<u64>),
    ) -> Result<Ended, InputFault> {
        let Self { name, extractor, request, .. } = self;
        let input = reading.gathered.inputs.len() as u32;
        while records.advance()? {
            counts.rows += 1;
            let place = Place { input, line: records.line() };
            let row = records.row();
            let fault = match record_fault(&records, place) {
                Some(fault) => Some(fault),
                None => match extractor.extract(row) {
                    Ok(Extracted::Ignored(why)) => {
                        reading.gathered.ignored.add(why, 1);
                        None
                    }
                    Ok(Extracted::Told(told)) => {
                        counts.bare_dates += u64::from(told.at.is_bare_date());
                        if let Some(why) = self.add(&told, reading, place) {
                            reading.gathered.ignored.add(why, 1);
                        }
                        None
                    }
                    Err(refused) => Some(extractor.fault(&refused, place, request.shows_values)),
                },
            };
            if let Some(fault) = fault {
                reading.reject(name, fault, &records.raw())?;
            }
            if counts.rows.is_multiple_of(ROWS_BETWEEN_LOOKS) {
                reading.look(name, counts, &progress);
            }
        }
        let detected = records.detected().clone();
        Ok(Ended { detected, blank_rows: records.blank_rows() })
    }

    /// Adds what a row tells, or says why it tells nothing.
    fn add(&self, told: &Told<'_>, reading: &mut Reading<'_, '_>, place: Place) -> Option<Ignored> {
        let Reading { gathered, assembler, .. } = reading;
        gathered.ambiguous_stamps += u64::from(told.ambiguous_stamps);
        let Some(source) = self.source else {
            debug_assert!(self.profile.family == Family::Rows, "events have a source");
            let origin = assembler.origin_of_row(told, self.extractor);
            let (Some(channel), Some(origin)) = (told.channel, origin.or(self.request.origin))
            else {
                return Some(Ignored::NoParty);
            };
            let nobody = crate::normalise::event::PartyId::NOBODY;
            let department =
                assembler.department(&mut gathered.ledger, told, self.extractor, nobody);
            let contact = Contact::new(told.at, told.answered, channel, origin, department);
            let (id, exempt) = (told.text(Slot::Id), told.text(Slot::Exempt));
            let Gathered { ledger, latest, listed_ids, .. } = &mut **gathered;
            add_contact(ledger, listed_ids, latest, contact, [&id, &exempt], place, self.request);
            return None;
        };
        let ignored = assembler.add(source, told, self.extractor, &mut gathered.ledger, place);
        if ignored.is_none() {
            let latest = latest_of(told.at, told.answered);
            gathered.latest = gathered.latest.max(Some(latest));
        }
        ignored
    }
}
