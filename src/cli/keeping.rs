//! `--save-state`: what is kept of an audit, and said of it.

use std::path::{Path, PathBuf};

use svarstid::audit::{Gathered, Keeping, keep};
use svarstid::calendar::Period;
use svarstid::judge::Judge;
use svarstid::organisation::PseudonymKey;
use svarstid::settings::FileUse;
use svarstid::state::{Rules, State, write};

use super::args::StateArgs;
use super::exit::{OrStop, Run, Status, stop};
use super::file;
use super::output::{Output, Written};
use super::outputs::Outputs;
use super::readings;
use super::run::Ground;
use super::talk;

/// What `--save-state` and its flags mean; nothing where it is not said.
pub(crate) struct Wish<'a> {
    part: &'a str,
    key: Option<PseudonymKey>,
    overlap_days: u16,
}

/// How many days exports commonly overlap.
const OVERLAP_DAYS: u16 = 7;

impl<'a> Wish<'a> {
    /// Settles what can be settled before any log is read.
    pub(crate) fn new(args: &'a StateArgs, period: Option<&str>) -> Run<Option<Self>> {
        if args.save_state.is_none() {
            return Ok(None);
        }
        if period.is_none() {
            return stop(
                Status::Usage,
                "--save-state needs --period: the days of receipt that the state answers for, \
                 such as --period 2026-01",
            );
        }
        let part = args.state_part.as_deref().map_or("", str::trim);
        if part.is_empty() && args.state_part.is_some() {
            return stop(Status::Usage, "--state-part is empty; name the logs, such as telefoni");
        }
        let key = args.state_key.as_deref().map(|path| secret("--state-key", path)).transpose()?;
        let overlap_days = args.state_overlap.unwrap_or(OVERLAP_DAYS);
        Ok(Some(Self { part, key, overlap_days }))
    }

    /// What is kept of an audit.
    pub(crate) fn keep(
        &self,
        gathered: &Gathered,
        judge: &Judge<'_>,
        ground: &Ground,
        period: &Period,
    ) -> Run<State> {
        let seal = ground.settings.seal(|path| std::fs::read(path)).or_stop(Status::Usage)?;
        let lists = seal.files.iter().filter(|file| file.used_for != FileUse::Profile);
        let reading = ground.reading.as_deref();
        let keeping = Keeping {
            period,
            part: self.part,
            key: self.key.as_ref(),
            overlap_days: self.overlap_days,
            rules: Rules::of(&ground.settings, reading, &ground.calendar),
            settings_sha256: seal.sha256.clone(),
            lists: lists.map(|file| (file.used_for.id().to_owned(), file.sha256.clone())).collect(),
            as_of: ground.as_of,
            readings: readings::others(&ground.settings, reading)?
                .into_iter()
                .filter_map(|(name, policy)| Some((name, policy?)))
                .collect(),
        };
        keep(gathered, judge, keeping).or_stop(Status::Input)
    }
}

/// Where a state goes, if one is kept: a place of its own, opened before the work begins.
pub(crate) fn output(
    path: Option<&Path>,
    reports: &Outputs,
    rejects: Option<&Output>,
    kept: &[PathBuf],
) -> Run<Option<Output>> {
    let Some(path) = path else { return Ok(None) };
    let state = Output::open(Some(path), kept)?;
    let takes_standard = reports.has_standard() || rejects.is_some_and(Output::is_standard);
    if state.is_standard() && takes_standard {
        return stop(
            Status::Usage,
            "--save-state - and another output both go to standard output; give one of them a file",
        );
    }
    if reports.has_file(&state) || rejects.is_some_and(|rejects| rejects.is_same_file(&state)) {
        return stop(Status::Usage, "--save-state names the same file as another output");
    }
    Ok(Some(state))
}

/// Writes a state, to be put in its place when all else is written, and says what to know
/// about it.
pub(crate) fn filled(state: &State, out: Output, quiet: bool) -> Run<Option<Written>> {
    if !quiet {
        say(state);
    }
    out.filled(|out| write(state, out))
}

fn say(state: &State) {
    let contacts = |count: u64| if count == 1 { "contact" } else { "contacts" };
    let sum = |singles: &mut dyn Iterator<Item = u64>| singles.sum::<u64>();
    let open = state.singles.iter().filter(|one| one.answered.is_none());
    let unkeyed = sum(&mut open.filter(|one| one.fingerprint.is_none()).map(|one| one.count));
    let ids = state.saved.iter().map(|saved| saved.unkeyed.own).sum::<u64>();
    if unkeyed > 0 && ids > 0 {
        talk::say(&format!(
            "--save-state: {unkeyed} open {} without a fingerprint, which no later state can \
             close; --state-key KEYFILE makes fingerprints",
            contacts(unkeyed)
        ));
    }
    let strangers: u64 =
        state.saved.iter().flat_map(|saved| saved.unkeyed.strangers.values()).sum();
    if strangers > 0 {
        talk::say(&format!(
            "--save-state: {strangers} {} with an id received outside --period; without \
             --state-key it cannot be merged with a state of those days",
            contacts(strangers)
        ));
    }
}

/// The secret in a key file.
pub(crate) fn secret(flag: &str, path: &Path) -> Run<PseudonymKey> {
    let name = path.display();
    let bytes = match file::bytes(path, file::WRITTEN) {
        Ok(bytes) => bytes,
        Err(error) => {
            return stop(Status::Usage, format!("{flag} {name}: cannot be read: {error}"));
        }
    };
    match PseudonymKey::new(&bytes) {
        Ok(key) => Ok(key),
        Err(error) => stop(Status::Usage, format!("{flag} {name}: {error}")),
    }
}
