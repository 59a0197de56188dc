//! Reading for a survey: a file is looked at until it can be read, and then read row by row.

use std::path::Path;

use rustc_hash::FxHashMap;

use crate::calendar::{Calendar, DayTable, Instant, Wall, Zone};
use crate::fault::Place;
use crate::normalise::extract::Extracted;
use crate::normalise::{ColumnError, Field, Mapping, Normaliser};
use crate::policy::ExemptionList;
use crate::profile::Source;
use crate::profile::language::{Family, Profile, SourceZone};
use crate::read::{ReadError, Records};

use super::guess::{Failing, Guess, Guessed};
use super::sightings::Sightings;
use super::{SurveyedPart, Taking, ZoneEvidence};
use crate::audit::choice::ChoiceError;
use crate::audit::gather::{OpenedParts, open_parts};
use crate::audit::input::{Input, InputFault, Trace};
use crate::audit::mapping::MappingError;
use crate::audit::probe::Unknown;
use crate::audit::ready::{How, Ready, Taken, take};
use crate::audit::record::record_fault;
use crate::audit::request::{Request, Watch};

/// Things that may have to be guessed of one file, at most.
const MOST_GUESSES: usize = 10;

/// Words of a column that nobody knows, at most; more are no words.
const MOST_WORDS: usize = 12;

/// Rows between two looks at how far the reading is.
const ROWS_BETWEEN_LOOKS: u64 = 4096;

/// Why a file cannot be read.
#[derive(Debug)]
pub(super) struct Failed {
    /// The part, where it is not the whole file.
    pub(super) part: Option<String>,
    pub(super) fault: InputFault,
    /// What looks like a table in it.
    pub(super) unknown: Option<Unknown>,
}

impl Failed {
    fn new(part: Option<String>, fault: InputFault) -> Box<Self> {
        Box::new(Self { part, fault, unknown: None })
    }
}

/// Takes a file for what it is, guesses what it does not say, and reads it.
pub(super) fn take_file(
    path: &Path,
    calendar: &Calendar,
    sightings: &mut Sightings,
    watch: &mut dyn Watch,
) -> Result<Taking, Box<Failed>> {
    let mut guess = Guess::new(path);
    for _ in 0..MOST_GUESSES {
        let Some(failing) = look(path, &guess, calendar)? else { break };
        if let InputFault::Choice(ChoiceError::Several(names)) = &failing.fault
            && guess.source.profile.is_none()
            && let Some(name) = best_of(names, path, calendar)
        {
            guess.source.profile = Some(name);
            guess.guessed.push(Guessed::Profile(names.clone()));
        } else if !guess.mend(&failing) {
            let Failing { name, fault, unknown, .. } = failing;
            return Err(Box::new(Failed { part: Some(name), fault, unknown }));
        }
    }
    let parts = read(path, &guess, calendar, Some(sightings), watch)?;
    Ok(Taking { source: guess.source, guessed: guess.guessed, parts })
}

/// A file under a guess, opened; the zone of systems that do not tell theirs is guessed later.
fn opened<'r>(
    path: &Path,
    sources: &'r [Source],
    calendar: &'r Calendar,
    exemptions: &'r ExemptionList,
) -> Result<(OpenedParts, Request<'r>), Box<Failed>> {
    let request = Request {
        sources,
        source_zone: Some(calendar.table.zone()),
        ..Request::new(calendar, exemptions)
    };
    let opened =
        open_parts(Input::file(path), &request).map_err(|fault| Failed::new(None, fault))?;
    Ok((opened, request))
}

fn sources(guess: &Guess) -> &[Source] {
    if guess.is_nothing() { &[] } else { std::slice::from_ref(&guess.source) }
}

/// The names of a file that globs and flags are compared with.
fn named(path: &Path) -> [String; 2] {
    let base_name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    [path.display().to_string(), base_name.into_owned()]
}

/// The first part of a file that cannot be read under a guess.
fn look(path: &Path, guess: &Guess, calendar: &Calendar) -> Result<Option<Failing>, Box<Failed>> {
    let exemptions = ExemptionList::default();
    let (opened, request) = opened(path, sources(guess), calendar, &exemptions)?;
    let names = named(path);
    let names = [names[0].as_str(), names[1].as_str()];
    let mut sheets = Vec::new();
    let mut is_any_read = false;
    for part in opened.parts.parts {
        let name = part.name.clone();
        let unknown = Unknown::of(&part);
        let failing = |fault, unknown| Failing {
            name: name.clone(),
            fault,
            profile: None,
            header: Vec::new(),
            rows: Vec::new(),
            unknown,
        };
        match take(part, names, None, &request) {
            Err(fault) => {
                let is_unknown = matches!(fault, InputFault::Read(ReadError::NoHeader { .. }));
                return Ok(Some(failing(fault, unknown.filter(|_| is_unknown))));
            }
            Ok(Taken::NoHeader) => sheets.push((name.clone(), unknown)),
            Ok(Taken::Ready(ready)) => {
                let Ready { records, how, source } = *ready;
                is_any_read = true;
                if let How::Failed(fault) = how {
                    let profile = source.filter(|source| source.is_profile).map(|own| own.name);
                    let header = records.detected().header.clone();
                    let rows: Vec<Vec<String>> =
                        records.sample().rows.into_iter().map(|row| row.cells).collect();
                    let unknown = unknown.map(|own| Unknown {
                        line: records.detected().header_line,
                        header: header.clone(),
                        rows: rows.clone(),
                        ..own
                    });
                    let is_unknown = matches!(
                        &fault,
                        InputFault::Mapping(MappingError::Columns(ColumnError::NoReceived { .. }))
                    );
                    return Ok(Some(Failing {
                        // Behind a guess the name of the profile stands there already.
                        profile: guess.source.profile.clone().or(profile),
                        header,
                        rows,
                        ..failing(fault, unknown.filter(|_| is_unknown))
                    }));
                }
            }
        }
    }
    if is_any_read || sheets.is_empty() {
        return Ok(None);
    }
    let names = sheets.iter().map(|(name, _)| name.clone()).collect();
    // The widest sheet is the one that most likely is a log.
    let width = |unknown: &Option<Unknown>| unknown.as_ref().map_or(0, |own| own.header.len());
    let widest = sheets.into_iter().rev().max_by_key(|(_, unknown)| width(unknown));
    Ok(widest.map(|(name, unknown)| Failing {
        name,
        fault: InputFault::Choice(ChoiceError::NoSheet { sheets: names }),
        profile: None,
        header: Vec::new(),
        rows: Vec::new(),
        unknown,
    }))
}

/// The profile of several that reads most rows of a file, where one reads more than the others.
fn best_of(names: &[String], path: &Path, calendar: &Calendar) -> Option<String> {
    let mut read_rows: Vec<(u64, &String)> = Vec::new();
    for name in names {
        let mut guess = Guess::new(path);
        guess.source.profile = Some(name.clone());
        guess.guessed.push(Guessed::Profile(names.to_vec()));
        let parts = read(path, &guess, calendar, None, &mut ()).ok()?;
        let sound = parts.iter().map(|part| part.rows - part.rejected).sum();
        read_rows.push((sound, name));
    }
    read_rows.sort_by(|a, b| b.cmp(a));
    match read_rows[..] {
        [(most, name), (second, _), ..] if most > second => Some(name.clone()),
        _ => None,
    }
}

/// Reads a file that can be read under a guess.
fn read(
    path: &Path,
    guess: &Guess,
    calendar: &Calendar,
    mut sightings: Option<&mut Sightings>,
    watch: &mut dyn Watch,
) -> Result<Vec<SurveyedPart>, Box<Failed>> {
    let exemptions = ExemptionList::default();
    let (opened, request) = opened(path, sources(guess), calendar, &exemptions)?;
    let OpenedParts { parts, trace, length } = opened;
    let names = named(path);
    let names = [names[0].as_str(), names[1].as_str()];
    let mut read = Vec::new();
    for part in parts.parts {
        let name = part.name.clone();
        let failed = |fault| Failed::new(Some(name.clone()), fault);
        if let Taken::Ready(ready) = take(part, names, None, &request).map_err(failed)? {
            let mut rows = Rows {
                part: SurveyedPart { name: name.clone(), ..SurveyedPart::default() },
                sightings: sightings.as_deref_mut(),
                table: &calendar.table,
                progress: Progress { watch, trace: &trace, told: 0, length },
            };
            rows.read(*ready).map_err(failed)?;
            read.push(rows.part);
        }
    }
    Ok(read)
}

/// How far the reading is.
struct Progress<'p> {
    watch: &'p mut dyn Watch,
    trace: &'p Trace,
    told: u64,
    length: Option<u64>,
}

impl Progress<'_> {
    fn look(&mut self, name: &str, rows: u64) {
        if rows.is_multiple_of(ROWS_BETWEEN_LOOKS) && self.trace.is_due(&mut self.told) {
            self.watch.progress(name, self.told, self.length);
        }
    }
}

/// The rows of a part, on the way to what they show.
struct Rows<'p> {
    part: SurveyedPart,
    sightings: Option<&'p mut Sightings>,
    table: &'p DayTable,
    progress: Progress<'p>,
}

impl Rows<'_> {
    fn read(&mut self, ready: Ready<'_>) -> Result<(), InputFault> {
        let Ready { mut records, how, .. } = ready;
        match how {
            How::Log(mapping) => self.log(&mut records, mapping),
            How::Export { profile, extractor, .. } => {
                self.part.profile = Some(profile.name.clone());
                self.part.zone = needs_zone(profile).then(ZoneEvidence::default);
                while records.advance()? {
                    self.begin_row();
                    if record_fault(&records, PLACE).is_some() {
                        self.part.rejected += 1;
                        continue;
                    }
                    let row = records.row();
                    match extractor.extract(row) {
                        Ok(Extracted::Told(told)) => {
                            let acts = match profile.family {
                                Family::Rows => told.answered,
                                _ => Some(told.at),
                            };
                            if let Some(act) = acts.filter(|act| !act.is_bare_date()) {
                                self.saw_work(act.instant);
                            }
                            if let Some(sightings) = &mut self.sightings {
                                sightings.told(&told, profile, &extractor);
                            }
                        }
                        Ok(Extracted::Ignored(_)) => {}
                        Err(_) => self.part.rejected += 1,
                    }
                }
                Ok(())
            }
            How::Failed(fault) => Err(fault),
        }
    }

    fn begin_row(&mut self) {
        self.part.rows += 1;
        self.progress.look(&self.part.name, self.part.rows);
    }

    /// A contact log.
    fn log(&mut self, records: &mut Records, mapping: Mapping) -> Result<(), InputFault> {
        let header = records.detected().header.clone();
        let columns = mapping.columns;
        let named = |field| Some((field, header.get(columns.get(field)?)?.clone()));
        self.part.columns = Field::ALL.into_iter().filter_map(named).collect();
        let mut channels = mapping.channel.is_none().then(|| Words::new(Field::Channel));
        let mut origins = mapping.origin.is_none().then(|| Words::new(Field::Origin));
        let (channel_words, origin_words) =
            (mapping.channel_words.clone(), mapping.origin_words.clone());
        let mut normaliser = Normaliser::new(mapping, self.table, None);
        while records.advance()? {
            self.begin_row();
            if record_fault(records, PLACE).is_some() {
                self.part.rejected += 1;
                continue;
            }
            let row = records.row();
            let cell = |field| columns.get(field).and_then(|at| row.get(at)).unwrap_or_default();
            // Also of rows that cannot be judged: what is wrong with them may be mended.
            if let Some(sightings) = &mut self.sightings {
                sightings.department(cell(Field::Department));
            }
            if normaliser.understand(|index| row.get(index)).is_err() {
                self.part.rejected += 1;
                let is_channel = |word: &[u8]| channel_words.get(word).is_some();
                let is_origin = |word: &[u8]| origin_words.get(word).is_some();
                channels.iter_mut().for_each(|own| own.add(cell(own.field), is_channel));
                origins.iter_mut().for_each(|own| own.add(cell(own.field), is_origin));
            }
        }
        self.part.channel_words = channels.map(Words::found).unwrap_or_default();
        self.part.origin_words = origins.map(Words::found).unwrap_or_default();
        Ok(())
    }

    /// A moment at which somebody did something.
    fn saw_work(&mut self, instant: Instant) {
        let Some(zone) = &mut self.part.zone else { return };
        let wall = self.table.wall(instant);
        // What the clocks here show if the stamp was written in UTC.
        let if_utc = Zone::STOCKHOLM.wall(Instant::from_unix_seconds(wall.unix_seconds()));
        let is_at_work = |wall: Wall| {
            const FROM_S: u32 = 7 * 3600;
            const UNTIL_S: u32 = 18 * 3600;
            let is_weekday = !wall.day.weekday().is_weekend();
            is_weekday && (FROM_S..UNTIL_S).contains(&wall.second_of_day)
        };
        zone.stamps += 1;
        zone.at_work_if_local += u64::from(is_at_work(wall));
        zone.at_work_if_utc += u64::from(is_at_work(if_utc));
    }
}

/// Where a fault is does not matter here.
const PLACE: Place = Place { input: 0, line: 0 };

/// Whether the profile cannot know the zone of its stamps.
fn needs_zone(profile: &Profile) -> bool {
    let mut moments = profile.fields.iter().filter_map(|(_, rule)| rule.moment.as_ref());
    moments.any(|moment| moment.zone == SourceZone::Site)
}

/// Words of a column that nobody knows.
struct Words {
    field: Field,
    counts: FxHashMap<Vec<u8>, u64>,
}

impl Words {
    fn new(field: Field) -> Self {
        Self { field, counts: FxHashMap::default() }
    }

    fn add(&mut self, word: &[u8], is_known: impl Fn(&[u8]) -> bool) {
        if !word.trim_ascii().is_empty() && !is_known(word) && self.counts.len() <= MOST_WORDS {
            *self.counts.entry(word.to_owned()).or_default() += 1;
        }
    }

    /// The words, where they are words: few, and without what only names of people and numbers
    /// have.
    fn found(self) -> Vec<(String, u64)> {
        if self.counts.len() > MOST_WORDS {
            return Vec::new();
        }
        let is_word = |word: &str| {
            word.chars().count() <= 30
                && word.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '/' | '&'))
        };
        let words = self.counts.into_iter();
        let words = words.map(|(word, count)| (String::from_utf8_lossy(&word).into_owned(), count));
        let words = words.map(|(word, count)| (word.trim().to_owned(), count));
        let mut words: Vec<(String, u64)> = words.filter(|(word, _)| is_word(word)).collect();
        words.sort();
        words
    }
}
