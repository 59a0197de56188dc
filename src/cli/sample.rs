//! `svarstid sample`: contacts drawn by lot, to be checked by hand.

use clap::ArgMatches;
use svarstid::audit::{Judged, SamplePlan, Scope, draw};
use svarstid::judge::Judge;
use svarstid::render::{Format, render};
use svarstid::report::{Reader, SampleFacts, Shown, StratumRows, sample_report};

use super::args::SampleArgs;
use super::audit::{Listing, say_emptiness};
use super::exit::{OrStop, Run, Status, stop};
use super::outputs::{self, TABLES};
use super::plan;
use super::run::{self, Begun, Named};

/// Draws contacts from each stratum and lists them.
pub(crate) fn sample(args: &SampleArgs, matches: &ArgMatches) -> Run<Status> {
    let formats = outputs::formats(&args.output, &TABLES)?;
    let by = match args.by.as_slice() {
        [word] if word == "none" => Vec::new(),
        words => plan::dimensions(words)?,
    };
    let only = plan::outcomes(&args.only)?;
    let named = Named {
        command: "sample",
        inputs: &args.inputs,
        scope: &args.scope,
        output: &args.output,
        config: &args.config,
        state: None,
    };
    let Begun { ground, period, most, lang, outs, gathered, as_of, .. } =
        run::begin(named, matches, &formats, true)?;
    let judge = Judge::new(&ground.policy, &ground.calendar, as_of);
    let scope = Scope { period: period.as_ref(), by: &[], is_whole: false };
    let judged = Judged::new(&gathered, &judge, scope).or_stop(Status::Output)?;
    let status = run::rejects_status(&gathered, most);
    say_emptiness(&judged, as_of, &ground.calendar);

    let wanted =
        SamplePlan { size: args.n, seed: args.seed, by: &by, period: period.as_ref(), only: &only };
    let strata = match draw(&gathered, &judge, wanted) {
        Ok(strata) => strata,
        Err(error) => {
            return stop(
                Status::Usage,
                format!(
                    "--n: {error}; draw {} or more, or name fewer dimensions in --by",
                    error.strata
                ),
            );
        }
    };
    let shown = if gathered.has_events() { Shown::Paired } else { Shown::Rows };
    let listing = Listing {
        chosen: None,
        gathered: &gathered,
        judge: &judge,
        period: period.as_ref(),
        only: &only,
        shown,
        key: None,
        lang,
    };
    let strata = strata.into_iter().map(|stratum| StratumRows {
        rows: stratum
            .drawn
            .iter()
            .map(|own| listing.cells(own.index, &own.contact, &own.verdict))
            .collect(),
        key: stratum.key,
        contacts: stratum.contacts,
    });
    let facts = SampleFacts {
        strata: strata.collect(),
        provenance: run::provenance(&ground, &gathered, period.as_ref(), judged.account, lang),
        rules: &ground.policy.rules,
        departments: gathered.departments(),
        boards: gathered.boards(),
        by: &by,
        size: args.n,
        seed: args.seed,
        shown,
    };
    let made = |format| {
        let reader = if Format::is_for_people(format) { Reader::Person } else { Reader::Program };
        sample_report(&facts, lang, reader)
    };
    outs.write(|format, style, out| render(&made(format), format, style, out))?;
    Ok(status)
}
