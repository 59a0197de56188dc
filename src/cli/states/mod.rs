//! Runs over kept states: what `merge` and `report` share. The states are read and merged, and
//! give figures as logs do.

mod gaps;
mod read;
mod remarks;
mod sealed;

use std::path::{Path, PathBuf};

use clap::ArgMatches;
use svarstid::audit::{Details, GroupNames, Judged, Merged, Scope, Wanted};
use svarstid::calendar::{Calendar, DayTable, Instant, Period};
use svarstid::fault::FaultCounts;
use svarstid::judge::Judge;
use svarstid::policy::{Lint, Policy};
use svarstid::render::Format;
use svarstid::report::{AuditFacts, Extras, InputRecord, Lang, Provenance, Readings, StateRecord};
use svarstid::seal::Sealed;
use svarstid::settings::{MaxRejects, Settings};
use svarstid::state::{Gap, Resolved, Rules, State};
use svarstid::tally::Dimension;

use super::args::{ConfigArgs, KeptArgs, OutputArgs, ScopeArgs};
use super::clock;
use super::config;
use super::exit::{OrStop, Run, Status, stop};
use super::keeping;
use super::output::Output;
use super::outputs::Outputs;
use super::plan;
use super::readings;
use super::run;
use super::talk;
use read::{Read, base_name, read};
use remarks::remarks;
use sealed::{effective, sealed};

pub(crate) use read::{Kind, kind, paths, refuse_states};

/// A run over states, as it was typed.
#[derive(Clone, Copy)]
pub(crate) struct Named<'a> {
    /// The command.
    pub(crate) command: &'static str,
    /// The files of the states.
    pub(crate) paths: &'a [PathBuf],
    pub(crate) scope: &'a ScopeArgs,
    pub(crate) accepts: &'a KeptArgs,
    pub(crate) max_rejects: Option<&'a str>,
    pub(crate) output: &'a OutputArgs,
    pub(crate) config: &'a ConfigArgs,
    /// Where the sum of the states goes, if it is kept.
    pub(crate) sum: Option<&'a Path>,
}

/// A run whose states are read and whose outputs are open.
pub(crate) struct Begun {
    pub(crate) held: Held,
    pub(crate) period: Option<Period>,
    pub(crate) most: MaxRejects,
    pub(crate) lang: Lang,
    pub(crate) outs: Outputs,
    /// Where the sum of the states goes, if it is kept.
    pub(crate) sum: Option<Output>,
    pub(crate) as_of: Instant,
    /// Files that are read, and that no output may replace.
    pub(crate) kept: Vec<PathBuf>,
}

/// Merged states, and what they are judged by.
pub(crate) struct Held {
    pub(crate) settings: Settings,
    pub(crate) calendar: Calendar,
    pub(crate) policy: Policy,
    pub(crate) state: State,
    resolved: Resolved,
    records: Vec<StateRecord>,
    gaps: Vec<Gap>,
    allows_gaps: bool,
    departments: Vec<String>,
    boards: Vec<String>,
    /// The moment that the run looks back from, where there is any.
    as_of: Option<Instant>,
    sealed: Option<Box<Sealed>>,
}

/// Opens the outputs, reads the states and merges them.
pub(crate) fn begin(named: Named<'_>, matches: &ArgMatches, formats: &[Format]) -> Run<Begun> {
    let Named { config: typed, output, scope, .. } = named;
    let (settings, config) = config::settings(typed)?;
    let most = plan::max_rejects(named.max_rejects, &settings)?;
    let again = typed.again.as_deref();
    let known_as: Vec<String> = match again {
        Some(again) => again.request.files.iter().map(|file| file.name.clone()).collect(),
        None => named.paths.iter().map(|path| base_name(path)).collect(),
    };
    let kept: Vec<PathBuf> = config.iter().chain(named.paths).cloned().collect();
    let outs = Outputs::open(output, formats, &kept)?;
    let sum = keeping::output(named.sum, &outs, None, &kept)?;
    let lang = run::lang(output.lang);

    let Read { state, records, rules, files } = read(named.paths, &known_as)?;
    same_reading(&state, scope.moment.reading.as_deref())?;
    same_rules(&state, &settings, config.is_some(), named)?;
    let calendar = rules.calendar;
    let settings = effective(&settings, rules.settings);
    let policy = plan::policy(state.rules.reading.as_deref(), &settings)?;
    let asked = plan::as_of(&scope.moment, &calendar)?;
    let period = match again {
        Some(again) => again.period.clone(),
        None => {
            let today = clock::today(asked, &calendar);
            plan::period(scope.period.as_deref(), &settings, today)?
        }
    };
    not_before(asked, &state, &calendar.table)?;
    let as_of = asked.or(state.latest());
    let ends = asked.map(|as_of| calendar.table.day_of(as_of));
    let allows_gaps = named.accepts.allow_gaps;
    let gaps = gaps::of(&state, period.as_ref(), ends, allows_gaps)?;
    let keeps_settled = named.accepts.keep_settled;
    let resolved = state.resolve(&calendar.table, keeps_settled).or_stop(Status::Input)?;
    let sealed = match outs.any(Format::tells_inputs) {
        true => {
            let asked = (named.command, matches, again);
            Some(Box::new(sealed(&settings, &calendar, files, most, asked)?))
        }
        false => None,
    };
    let (departments, boards) = (state.department_names(), state.board_names());
    let held = Held {
        settings,
        calendar,
        policy,
        state,
        resolved,
        records,
        gaps,
        allows_gaps,
        departments,
        boards,
        as_of,
        sealed,
    };
    let as_of = as_of.unwrap_or(Instant::from_unix_seconds(0));
    Ok(Begun { held, period, most, lang, outs, sum, as_of, kept })
}

impl Held {
    /// The reading that the states were judged by, where it is not the default one.
    pub(crate) fn reading(&self) -> Option<&str> {
        self.state.rules.reading.as_deref()
    }

    pub(crate) fn group_names(&self) -> GroupNames<'_> {
        GroupNames { departments: &self.departments, boards: &self.boards }
    }

    fn contacts(&self) -> Merged<'_> {
        Merged::new(&self.state, &self.resolved)
    }

    /// The figures by the rules of the run.
    pub(crate) fn judged(
        &self,
        judge: &Judge<'_>,
        scope: Scope<'_>,
        wanted: Wanted<'_>,
    ) -> Run<(Judged, Details)> {
        self.contacts().judged(judge, None, scope, wanted).or_stop(Status::Output)
    }

    /// The figures under every other reading, which each contact was judged by when it was
    /// settled.
    pub(crate) fn readings(
        &self,
        as_of: Instant,
        scope: Scope<'_>,
        wanted: Wanted<'_>,
    ) -> Run<Readings> {
        let contacts = self.contacts();
        let own = Judge::new(&self.policy, &self.calendar, as_of);
        readings::of_each(&self.settings, self.reading(), |name, policy| {
            let judge = Judge::new(policy, &self.calendar, as_of);
            let judged = contacts.judged(&judge, Some(name), scope, wanted);
            let changed =
                contacts.changed_outcomes(&own, (name, &judge), scope.period, wanted.board);
            let (judged, _) = judged.or_stop(Status::Output)?;
            Ok(readings::figures(judged, changed.or_stop(Status::Output)?))
        })
    }

    /// Refuses days of an earlier period that no state answers for, unless they are allowed.
    pub(crate) fn answers_for(&self, earlier: &Period) -> Run<()> {
        gaps::of(&self.state, Some(earlier), None, self.allows_gaps).map(|_| ())
    }

    /// The facts of a report of `judged`, whose first table is by `by`.
    pub(crate) fn audit_facts<'a>(
        &'a self,
        judged: Judged,
        period: Option<&Period>,
        (by, lint): (&'a [Dimension], &'a [Lint]),
        extras: Extras<'a>,
        lang: Lang,
    ) -> AuditFacts<'a> {
        let Self { state, calendar, policy, as_of, .. } = self;
        let table = &calendar.table;
        let reason =
            |number: u16| state.reasons.get(usize::from(number)).cloned().unwrap_or_default();
        AuditFacts {
            provenance: Provenance {
                board: None,
                min_n: extras.min_n,
                guideline: policy.guideline.clone(),
                reading: self.reading().map(|name| run::reading_name(name, lang)),
                period: period.map(|p| (p.name().to_owned(), p.first(), p.last())),
                as_of: as_of.map(|instant| table.zone().rfc3339(instant)),
                time_zone: table.zone().name(),
                inputs: inputs(state),
                sealed: self.sealed.clone(),
                states: self.records.clone(),
                account: judged.account,
                faults: faults(state),
            },
            rules: &policy.rules,
            departments: &self.departments,
            boards: &self.boards,
            receipts: judged
                .receipts
                .map(|(first, last)| (table.day_of(first), table.day_of(last))),
            as_of: as_of.map(|at| table.wall(at)),
            by,
            groups: judged.groups,
            kinds: judged.kinds,
            total: judged.total,
            exemptions: judged.exemptions.iter().map(|(r, f)| (reason(r.0), *f)).collect(),
            with_exempt: judged.with_exempt,
            targets: judged.targets.iter().map(|t| (t.rule, t.met, t.judged)).collect(),
            ambiguous_stamps: state.saved.iter().map(|saved| saved.ambiguous_stamps).sum(),
            bare_dates: judged.bare_dates,
            lint,
            remarks: remarks(state, &self.resolved, &self.gaps, lang),
            paired: None,
            extras,
        }
    }
}

/// Refuses another reading than that of the states: what is only counted has the verdicts of the
/// run that counted it.
fn same_reading(state: &State, asked: Option<&str>) -> Run<()> {
    let Some(asked) = asked.filter(|asked| state.rules.reading.as_deref() != Some(*asked)) else {
        return Ok(());
    };
    let own = state.rules.reading.as_deref().unwrap_or("as written");
    stop(
        Status::Usage,
        format!(
            "--reading {asked}: the states were judged by the reading \"{own}\"; leave it out, for \
             the report shows every reading beside it, or save the states with --reading {asked}"
        ),
    )
}

/// Whether the settings in force have the rules of the states. Those of the states hold: what is
/// only counted cannot be judged anew.
fn same_rules(state: &State, settings: &Settings, has_file: bool, named: Named<'_>) -> Run<()> {
    if !has_file {
        return Ok(());
    }
    let reading = state.rules.reading.as_deref();
    let own = Rules::of(settings, reading, &settings.calendar());
    let Some(what) = state.rules.difference(&own, ["the states", "the settings"]) else {
        return Ok(());
    };
    if named.config.config.is_some() {
        return stop(
            Status::Usage,
            format!(
                "--config: the states were judged by other rules ({what}), and cannot be judged \
                 anew; leave it out, or save the states anew"
            ),
        );
    }
    if !named.output.quiet {
        talk::say(&format!(
            "the states were judged by other rules than the settings in force ({what}); theirs \
             hold here"
        ));
    }
    Ok(())
}

/// Refuses to look back from before what is settled.
fn not_before(asked: Option<Instant>, state: &State, table: &DayTable) -> Run<()> {
    let (Some(asked), Some(until)) = (asked, state.settled_until()) else { return Ok(()) };
    if until <= asked {
        return Ok(());
    }
    let (asked, until) = (table.wall(asked), table.wall(until));
    stop(
        Status::Usage,
        format!(
            "--as-of {asked}: the states have settled what happened until {until}, and cannot look \
             back from earlier; say a later one, or save them with --as-of {asked}"
        ),
    )
}

fn inputs(state: &State) -> Vec<InputRecord> {
    let inputs = state.saved.iter().flat_map(|saved| &saved.inputs);
    inputs
        .map(|input| InputRecord {
            name: input.name.clone(),
            sha256: input.sha256.clone(),
            rows: input.rows,
        })
        .collect()
}

fn faults(state: &State) -> FaultCounts {
    let mut faults = FaultCounts::default();
    state.saved.iter().for_each(|saved| faults.merge(&saved.faults));
    faults
}
