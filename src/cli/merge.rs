//! `svarstid merge`: the figures of kept states, as one audit over all their logs gives them.

use clap::ArgMatches;
use svarstid::audit::{Scope, TARGET_DIMENSIONS, Wanted};
use svarstid::judge::Judge;
use svarstid::policy::lint;
use svarstid::render::{Format, render};
use svarstid::report::{Extras, audit_report};
use svarstid::tally::Dimension;

use super::args::{MergeArgs, MomentArgs, ScopeArgs};
use super::audit;
use super::exit::{Run, Status};
use super::keeping;
use super::output::Written;
use super::outputs::{self, TABLES};
use super::plan;
use super::run;
use super::states::{self, Begun, Named};
use super::stratsys;
use super::targets::{self, Gate};

/// Settles the figures and the exit status, and then prints the report.
pub(crate) fn merge(args: &MergeArgs, matches: &ArgMatches) -> Run<Status> {
    let formats = outputs::formats(&args.output, &[&TABLES[..], &[Format::Stratsys]].concat())?;
    let by = plan::dimensions(&args.by.by)?;
    let moment = MomentArgs { as_of: args.as_of.clone(), reading: None };
    let asked = ScopeArgs { period: args.period.clone(), moment };
    let figures = &args.figures;
    let names = figures.stratsys_names.as_ref();
    let names = stratsys::names(names, &formats, &args.output, &asked, &by)?;
    let fail_under = plan::fail_under(figures.fail_under.as_deref())?;
    let paths = match &args.config.again {
        Some(again) => again.places.clone(),
        None => states::paths(&args.states)?,
    };
    let named = Named {
        command: "merge",
        paths: &paths,
        scope: &asked,
        accepts: &args.kept,
        max_rejects: args.max_rejects.as_deref(),
        output: &args.output,
        config: &args.config,
        sum: args.save_state.as_deref(),
    };
    let Begun { held, period, most, lang, outs, sum, as_of, .. } =
        states::begin(named, matches, &formats)?;

    let judge = Judge::new(&held.policy, &held.calendar, as_of);
    // What is held back depends on every table, and is the same in every format.
    let is_whole = outs.any(Format::is_whole) || figures.min_n.is_some();
    let scope = Scope { period: period.as_ref(), by: &by, is_whole };
    let settings = &held.settings;
    let also: &[&[Dimension]] =
        if settings.targets.is_empty() { &[] } else { &[&TARGET_DIMENSIONS] };
    let (judged, details) = held.judged(&judge, scope, Wanted { also, ..Wanted::default() })?;
    let groups = held.group_names();
    let group_targets = targets::group_targets(&settings.targets, &details.also, groups);
    let gate = Gate {
        rules: &held.policy.rules,
        names: groups,
        fail_under,
        tells: figures.min_n.is_none(),
    };
    let account = &judged.account;
    let status = run::rejected_status(account.rejected, account.rows_read, most)
        .max(gate.status(&judged, &group_targets));
    audit::say_emptiness(&judged, as_of, &held.calendar);
    let findings = lint(&held.policy, &held.calendar);
    let readings = match args.readings {
        true => Some(held.readings(as_of, scope, Wanted::default())?),
        false => None,
    };
    let extras = Extras {
        readings,
        interval: figures.interval,
        min_n: figures.min_n,
        targets: group_targets,
        rating: Some(&settings.rating).filter(|rating| !rating.is_empty()),
    };
    let facts = held.audit_facts(judged, period.as_ref(), (&by[..], &findings[..]), extras, lang);
    let report = audit_report(facts, lang);
    let sum = sum.map(|out| keeping::filled(&held.state, out, true)).transpose()?.flatten();
    let measures = names.map(|names| names.report(&report)).transpose()?;
    outs.write(|format, style, out| {
        let for_stratsys = measures.as_ref().filter(|_| format == Format::Stratsys);
        render(for_stratsys.unwrap_or(&report), format, style, out)
    })?;
    sum.map_or(Ok(()), Written::put)?;
    Ok(status)
}
