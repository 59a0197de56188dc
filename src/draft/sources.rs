//! Sources: one for each kind of file, with what had to be guessed so that it can be read.

use std::collections::BTreeSet;

use super::alike::{CHANNELS, NO_SLIP, ORIGINS, understood};
use super::globs::{Names, globs, title};
use super::note::Notes;
use super::reasons::{value, why};
use super::words::Words;
use crate::audit::{Guessed, Survey, SurveyedFile, SurveyedPart, Taking, ZoneEvidence};
use crate::calendar::Zone;
use crate::profile::Source;

/// Files that one source takes.
struct Group<'s> {
    /// Without name, files and zone.
    source: Source,
    files: Vec<&'s SurveyedFile>,
    takings: Vec<&'s Taking>,
}

/// The sources for the files of a survey.
pub(super) fn draft(survey: &Survey, words: Words, notes: &mut Notes) -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    let mut untaken: BTreeSet<&str> = BTreeSet::new();
    for group in groups(survey) {
        let (files, shared) = group.globs(survey);
        untaken.extend(shared);
        if files.is_empty() {
            continue;
        }
        let mut source = group.source.clone();
        source.name = named(&source, &files, &sources);
        source.files = files;
        let at = format!("source.{}", sources.len());
        let guesses = group.tell(&mut source, &at, words, notes);
        notes.check_source(&source.name, &guesses, words.pick("gissat", "guessed"));
        sources.push(source);
    }
    untold(&untaken.into_iter().collect::<Vec<_>>(), words, notes);
    sources
}

/// Files that are read alike, in the order of their first one.
fn groups(survey: &Survey) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for file in &survey.files {
        let Ok(taking) = &file.taken else { continue };
        let Some(source) = kind(taking) else { continue };
        match groups.iter_mut().find(|group| group.source == source) {
            Some(group) => {
                group.files.push(file);
                group.takings.push(taking);
            }
            None => groups.push(Group { source, files: vec![file], takings: vec![taking] }),
        }
    }
    groups
}

/// What a source says of a file besides its name; `None` where parts of it are read in different
/// ways, so that each has to be known by itself.
fn kind(taking: &Taking) -> Option<Source> {
    let said = Source { name: String::new(), files: Vec::new(), ..taking.source.clone() };
    if !taking.is_of_one_kind() {
        return (!taking.guessed.is_empty()).then_some(said);
    }
    let part = taking.parts.first()?;
    Some(match &part.profile {
        Some(profile) => Source { profile: Some(profile.clone()), ..said },
        None => Source { columns: part.columns.clone(), ..said },
    })
}

/// A name that no other source has.
fn named(source: &Source, files: &[String], others: &[Source]) -> String {
    let base = source.profile.clone().unwrap_or_else(|| title(files));
    let is_free = |name: &String| others.iter().all(|other| other.name != *name);
    let further = (2..).map(|number| format!("{base}-{number}"));
    std::iter::once(base.clone()).chain(further).find(is_free).unwrap_or(base)
}

/// Says that files have no source of their own, and what that means.
fn untold(names: &[&str], words: Words, notes: &mut Notes) {
    if names.is_empty() {
        return;
    }
    let names = names.join(", ");
    let text = words.pick(
        format!(
            "{names}: filer av olika slag har samma namn, så ingen källa kan ta dem; de läses som det \
             de känns igen som. Döp om dem om något behöver sägas om dem"
        ),
        format!(
            "{names}: files of different kinds have the same name, so no source can take them; they \
             are read as what they are known to be. Rename them if something has to be said of them"
        ),
    );
    notes.remark("sources", &text);
    notes.check(&text);
}

impl<'s> Group<'s> {
    fn globs(&self, survey: &'s Survey) -> (Vec<String>, Vec<&'s str>) {
        let is_own = |file: &&SurveyedFile| self.files.iter().any(|own| std::ptr::eq(*own, *file));
        let own = self.files.iter().map(|file| file.base_name.as_str()).collect();
        let others = survey.files.iter().filter(|file| !is_own(file));
        globs(&Names {
            own,
            others: others.map(|file| file.base_name.as_str()).collect(),
            hides: self.source.profile.as_deref() == Some("mail")
                && self.files.iter().all(|file| !file.is_folder),
        })
    }

    fn parts(&self) -> impl Iterator<Item = &SurveyedPart> {
        self.takings.iter().flat_map(|taking| &taking.parts)
    }

    /// Says what is known of the source, and completes what is guessed of all its files together;
    /// what was guessed, each in a word or two.
    fn tell(&self, source: &mut Source, at: &str, words: Words, notes: &mut Notes) -> Vec<String> {
        let mut guessed: Vec<&Guessed> = Vec::new();
        for own in self.takings.iter().flat_map(|taking| &taking.guessed) {
            if !guessed.contains(&own) {
                guessed.push(own);
            }
        }
        let mut guesses = Vec::new();
        for own in guessed {
            let (key, why) = why(own, source, words);
            let name = key.rsplit('.').next().unwrap_or(&key).to_owned();
            let why = match own {
                Guessed::Answered(false) => {
                    guesses.push(words.pick("inget svar", "no answer").to_owned());
                    words.not_guessed(&why)
                }
                _ => {
                    guesses
                        .push(value(source, &name).map_or(name.clone(), |v| format!("{name} {v}")));
                    words.guessed(&why)
                }
            };
            notes.remark(&format!("{at}.{key}"), &why);
        }
        guesses.extend(self.zone(source, at, words, notes));
        let told = guesses.len();
        guesses.extend(self.words(source, at, words, notes));
        let mends_rows = guesses.len() > told;
        notes.remark(at, &words.guessed(&self.what(source, mends_rows, words)));
        guesses
    }

    /// What the files are, and how many rows they have; where guesses mend some of those that
    /// cannot be read, nobody has counted how many are left.
    fn what(&self, source: &Source, mends_rows: bool, words: Words) -> String {
        let rows = self.parts().map(|part| part.rows).sum();
        let rejected: u64 = self.parts().map(|part| part.rejected).sum();
        let (files, rows) = (words.files(self.files.len()), words.rows(rows));
        let refused = match rejected {
            0 => String::new(),
            _ if mends_rows => String::new(),
            _ => words.pick(
                format!(", varav {rejected} inte går att läsa"),
                format!(", {rejected} of which cannot be read"),
            ),
        };
        match &source.profile {
            Some(profile) => words.pick(
                format!("källprofilen {profile} känner igen {files} med {rows}{refused}"),
                format!("the source profile {profile} knows {files} with {rows}{refused}"),
            ),
            None => words.pick(
                format!("en rad per kontakt i {files} med {rows}{refused}"),
                format!("one row a contact in {files} with {rows}{refused}"),
            ),
        }
    }

    /// The zone of stamps whose profile cannot know it.
    fn zone(
        &self,
        source: &mut Source,
        at: &str,
        words: Words,
        notes: &mut Notes,
    ) -> Option<String> {
        let mut needed = None;
        for own in self.parts().filter_map(|part| part.zone) {
            let sum = needed.get_or_insert_with(ZoneEvidence::default);
            sum.stamps += own.stamps;
            sum.at_work_if_local += own.at_work_if_local;
            sum.at_work_if_utc += own.at_work_if_utc;
        }
        let evidence = needed?;
        let zone = match evidence.is_utc() {
            true => Zone::named("UTC").unwrap_or(Zone::STOCKHOLM),
            false => Zone::STOCKHOLM,
        };
        source.time_zone = Some(zone);
        let ZoneEvidence { stamps, at_work_if_local: local, at_work_if_utc: utc } = evidence;
        let why = words.pick(
            format!(
                "källprofilen kan inte veta tidszonen. Som svensk tid ligger {local} av {stamps} \
                 tidsstämplar på en vardag kl. 7–18, som UTC {utc}"
            ),
            format!(
                "the source profile cannot know the zone. As Swedish time {local} of {stamps} stamps \
                 lie on a weekday from 7 to 18, as UTC {utc}"
            ),
        );
        notes.remark(&format!("{at}.time_zone"), &words.guessed(&why));
        Some(format!("time_zone {}", zone.name()))
    }

    /// Words of channels and origins that nobody knows.
    fn words(&self, source: &mut Source, at: &str, words: Words, notes: &mut Notes) -> Vec<String> {
        let mut guesses = Vec::new();
        let mut tell = |kind: &str, guessed: u64, unknown: u64| {
            let key = format!("{at}.words.{kind}");
            if guessed > 0 {
                let rows = words.rows(guessed);
                let why = words.pick(
                    format!("ord som liknar kända, i {rows}"),
                    format!("words that are like known ones, in {rows}"),
                );
                notes.remark(&key, &words.guessed(&why));
                guesses.push(format!("words.{kind}"));
            }
            if unknown > 0 {
                let rows = words.rows(unknown);
                let why = words.pick(
                    format!(
                        "okända ord i {rows}, som avvisas; `svarstid inspect --show-values` visar dem"
                    ),
                    format!(
                        "unknown words in {rows}, which are rejected; `svarstid inspect --show-values` \
                         shows them"
                    ),
                );
                notes.remark(&key, &words.not_guessed(&why));
                if unknown >= NO_SLIP {
                    notes.check(&format!(
                        "[[source]] \"{}\" words.{kind}: {}",
                        source.name,
                        words.not_guessed(&why)
                    ));
                }
            }
        };
        let (channels, guessed, unknown) =
            understood(self.parts().flat_map(|part| &part.channel_words), &CHANNELS);
        tell("channel", guessed, unknown);
        let (origins, guessed, unknown) =
            understood(self.parts().flat_map(|part| &part.origin_words), &ORIGINS);
        tell("origin", guessed, unknown);
        source.channel_words = channels;
        source.origin_words = origins;
        guesses
    }
}
