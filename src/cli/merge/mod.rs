//! `svarstid merge`: the figures of kept states, as one audit over all their logs gives them.

mod read;
mod remarks;
mod sealed;

use std::path::PathBuf;

use clap::ArgMatches;
use svarstid::audit::{GroupNames, Judged, Scope, TARGET_DIMENSIONS, Wanted};
use svarstid::calendar::{Day, DayTable, Instant, Period};
use svarstid::fault::FaultCounts;
use svarstid::judge::Judge;
use svarstid::policy::lint;
use svarstid::render::{Format, render};
use svarstid::report::{AuditFacts, Extras, InputRecord, Provenance, audit_report};
use svarstid::settings::Settings;
use svarstid::state::{self, Gap, Rules, State};
use svarstid::tally::Dimension;

use super::args::{MergeArgs, MomentArgs, ScopeArgs};
use super::audit;
use super::clock;
use super::config;
use super::exit::{OrStop, Run, Status, stop};
use super::keeping;
use super::output::Written;
use super::outputs::{self, Outputs, TABLES};
use super::plan;
use super::run;
use super::stratsys;
use super::talk;
use super::targets;
use read::{Read, base_name, paths, read};
use remarks::remarks;
use sealed::{effective, sealed};

/// Settles the figures and the exit status, and then prints the report.
pub(crate) fn merge(args: &MergeArgs, matches: &ArgMatches) -> Run<Status> {
    let formats = outputs::formats(&args.output, &[&TABLES[..], &[Format::Stratsys]].concat())?;
    let by = plan::dimensions(&args.by)?;
    let asked = MomentArgs { as_of: args.as_of.clone(), reading: None };
    let asked_of = ScopeArgs { period: args.period.clone(), moment: asked };
    let names = args.stratsys_names.as_ref();
    let names = stratsys::names(names, &formats, &args.output, &asked_of, &by)?;
    let fail_under = plan::fail_under(args.fail_under.as_deref())?;
    let (settings, config) = config::settings(&args.config)?;
    let most = plan::max_rejects(args.max_rejects.as_deref(), &settings)?;
    let again = args.config.again.as_deref();
    let (paths, known_as) = match again {
        Some(again) => {
            let names = again.request.files.iter().map(|file| file.name.clone());
            (again.places.clone(), names.collect())
        }
        None => {
            let paths = paths(&args.states)?;
            let names = paths.iter().map(|path| base_name(path)).collect::<Vec<_>>();
            (paths, names)
        }
    };
    let kept: Vec<PathBuf> = config.iter().chain(&paths).cloned().collect();
    let outs = Outputs::open(&args.output, &formats, &kept)?;
    let saved = keeping::output(args.save_state.as_deref(), &outs, None, &kept)?;
    let lang = run::lang(args.output.lang);

    let Read { state, records, rules, files } = read(&paths, &known_as)?;
    same_rules(&state, &settings, config.is_some(), args)?;
    let calendar = rules.calendar;
    let settings = effective(&settings, rules.settings);
    let policy = plan::policy(state.rules.reading.as_deref(), &settings)?;
    let asked = plan::as_of(&asked_of.moment, &calendar)?;
    let today = clock::today(asked, &calendar);
    let period = match again {
        Some(again) => again.period.clone(),
        None => plan::period(args.period.as_deref(), &settings, today)?,
    };
    not_before(asked, &state, &calendar.table)?;
    let as_of = asked.or(state.latest());
    let looked_back_from = as_of.unwrap_or(Instant::from_unix_seconds(0));
    let ends = asked.map(|as_of| calendar.table.day_of(as_of));
    let gaps = gaps(&state, period.as_ref(), ends, args.allow_gaps)?;
    let resolved = state.resolve(&calendar.table, args.keep_settled).or_stop(Status::Input)?;

    let seal = match outs.any(Format::tells_inputs) {
        true => Some(sealed(&settings, &calendar, files, most, (matches, again))?),
        false => None,
    };
    let judge = Judge::new(&policy, &calendar, looked_back_from);
    // What is held back depends on every table, and is the same in every format.
    let is_whole = outs.any(Format::is_whole) || args.min_n.is_some();
    let scope = Scope { period: period.as_ref(), by: &by, is_whole };
    let also: &[&[Dimension]] =
        if settings.targets.is_empty() { &[] } else { &[&TARGET_DIMENSIONS] };
    let wanted = Wanted { also, ..Wanted::default() };
    let (judged, details) =
        Judged::of_state(&state, &resolved, &judge, scope, wanted).or_stop(Status::Output)?;
    let (departments, boards) = (state.department_names(), state.board_names());
    let groups = GroupNames { departments: &departments, boards: &boards };
    let group_targets = targets::group_targets(&settings.targets, &details.also, groups);
    // What is held back in the report is not told beside it either.
    let tells = args.min_n.is_none();
    let status = run::rejected_status(judged.account.rejected, judged.account.rows_read, most)
        .max(targets::rules_status(&judged, &policy.rules, tells))
        .max(targets::groups_status(&group_targets, groups, tells))
        .max(targets::fail_under_status(&judged.total, fail_under, tells));
    audit::say_emptiness(&judged, looked_back_from, &calendar);
    let findings = lint(&policy, &calendar);
    let reason = |number: u16| state.reasons.get(usize::from(number)).cloned().unwrap_or_default();
    let facts = AuditFacts {
        provenance: Provenance {
            board: None,
            min_n: args.min_n,
            guideline: policy.guideline.clone(),
            reading: state.rules.reading.as_deref().map(|name| run::reading_name(name, lang)),
            period: period.as_ref().map(|p| (p.name().to_owned(), p.first(), p.last())),
            as_of: as_of.map(|instant| calendar.table.zone().rfc3339(instant)),
            time_zone: calendar.table.zone().name(),
            inputs: inputs(&state),
            sealed: seal.map(Box::new),
            states: records,
            account: judged.account,
            faults: faults(&state),
        },
        rules: &policy.rules,
        departments: &departments,
        boards: &boards,
        receipts: judged
            .receipts
            .map(|(first, last)| (calendar.table.day_of(first), calendar.table.day_of(last))),
        as_of: as_of.map(|at| calendar.table.wall(at)),
        by: &by,
        groups: judged.groups,
        kinds: judged.kinds,
        total: judged.total,
        exemptions: judged.exemptions.iter().map(|(r, f)| (reason(r.0), *f)).collect(),
        with_exempt: judged.with_exempt,
        targets: judged.targets.iter().map(|t| (t.rule, t.met, t.judged)).collect(),
        ambiguous_stamps: state.saved.iter().map(|saved| saved.ambiguous_stamps).sum(),
        bare_dates: judged.bare_dates,
        lint: &findings,
        remarks: remarks(&state, &resolved, &gaps, lang),
        paired: None,
        extras: Extras {
            readings: None,
            interval: args.interval,
            min_n: args.min_n,
            targets: group_targets,
            rating: Some(&settings.rating).filter(|rating| !rating.is_empty()),
        },
    };
    let report = audit_report(facts, lang);
    let saved = saved.map(|out| keeping::filled(&state, out, true)).transpose()?.flatten();
    let measures = names.map(|names| names.report(&report)).transpose()?;
    outs.write(|format, style, out| {
        let for_stratsys = measures.as_ref().filter(|_| format == Format::Stratsys);
        render(for_stratsys.unwrap_or(&report), format, style, out)
    })?;
    saved.map_or(Ok(()), Written::put)?;
    Ok(status)
}

/// Whether the settings in force have the rules of the states. Those of the states hold: what is
/// only counted cannot be judged anew.
fn same_rules(state: &State, settings: &Settings, has_file: bool, args: &MergeArgs) -> Run<()> {
    if !has_file {
        return Ok(());
    }
    let reading = state.rules.reading.as_deref();
    let own = Rules::of(settings, reading, &settings.calendar());
    let Some(what) = state.rules.difference(&own) else { return Ok(()) };
    if args.config.config.is_some() {
        return stop(
            Status::Usage,
            format!(
                "--config: the states were judged by other rules ({what}), and cannot be judged \
                 anew; leave it out, or save the states anew"
            ),
        );
    }
    if !args.output.quiet {
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

/// The days that no state answers for; refused unless they are allowed.
fn gaps(
    state: &State,
    period: Option<&Period>,
    ends: Option<Day>,
    are_allowed: bool,
) -> Run<Vec<Gap>> {
    // What lies after as-of has not happened yet.
    let span = period.map(|own| (own.first(), ends.map_or(own.last(), |end| end.min(own.last()))));
    let gaps = state.gaps(span);
    if are_allowed || gaps.is_empty() {
        return Ok(gaps);
    }
    let refusals =
        gaps.into_iter().map(|Gap { first, last, part }| state::Refusal::Gap { first, last, part });
    Err(state::Refusals(refusals.collect())).or_stop(Status::Input)
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
