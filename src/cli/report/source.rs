//! What a report is made of: logs, or the states that were kept of them.

use std::path::PathBuf;

use clap::ArgMatches;
use clap::parser::ValueSource;
use svarstid::audit::{Details, Gathered, GroupNames, Judged, Scope, Wanted};
use svarstid::calendar::{Calendar, Day, Instant, Period};
use svarstid::judge::Judge;
use svarstid::policy::{Lint, Policy};
use svarstid::render::Format;
use svarstid::report::{AuditFacts, Extras, Lang, Readings};
use svarstid::settings::{MaxRejects, Settings};

use crate::cli::args::{OutputArgs, ReportArgs};
use crate::cli::clock;
use crate::cli::exit::{OrStop, Run, Status, stop};
use crate::cli::facts::Told;
use crate::cli::outputs::Outputs;
use crate::cli::readings;
use crate::cli::run::{self, Ground, Named};
use crate::cli::states::{self, Held, Kind};

/// Flags that say how logs are read.
const OF_LOGS: [&str; 15] = [
    "phone",
    "sms",
    "email",
    "letter",
    "origin",
    "department",
    "date_order",
    "encoding",
    "delimiter",
    "header_line",
    "profile",
    "source_zone",
    "pairing",
    "rejects",
    "show_values",
];

/// A run whose inputs are read and whose outputs are open.
pub(super) struct Begun {
    pub(super) source: Source,
    pub(super) period: Option<Period>,
    pub(super) most: MaxRejects,
    pub(super) lang: Lang,
    pub(super) outs: Outputs,
    pub(super) as_of: Instant,
    /// Files that are read, and that no output may replace.
    pub(super) kept: Vec<PathBuf>,
}

/// Reads whatever the command line names; the outputs are those of `output`.
pub(super) fn begin(
    args: &ReportArgs,
    output: &OutputArgs,
    matches: &ArgMatches,
    formats: &[Format],
) -> Run<Begun> {
    let kind = match &args.config.again {
        Some(again) => states::kind(&again.places)?,
        None => states::kind(&args.inputs.files)?,
    };
    match kind {
        Kind::Logs => of_logs(args, output, matches, formats),
        Kind::States(paths) => of_states(args, &paths, output, matches, formats),
    }
}

fn of_logs(
    args: &ReportArgs,
    output: &OutputArgs,
    matches: &ArgMatches,
    formats: &[Format],
) -> Run<Begun> {
    for (flag, is_said) in
        [("allow-gaps", args.kept.allow_gaps), ("keep-settled", args.kept.keep_settled)]
    {
        if is_said {
            return stop(
                Status::Usage,
                format!("--{flag} is about kept states, and these are logs; leave it out"),
            );
        }
    }
    let named = Named {
        command: "report",
        inputs: &args.inputs,
        scope: &args.scope,
        output,
        config: &args.config,
        state: None,
    };
    let run::Begun { ground, period, most, lang, outs, gathered, as_of, kept, .. } =
        run::begin(named, matches, formats, false)?;
    let source = Source::Logs(Box::new((ground, gathered)));
    Ok(Begun { source, period, most, lang, outs, as_of, kept })
}

fn of_states(
    args: &ReportArgs,
    paths: &[PathBuf],
    output: &OutputArgs,
    matches: &ArgMatches,
    formats: &[Format],
) -> Run<Begun> {
    let is_typed = |id: &&str| matches.value_source(id) == Some(ValueSource::CommandLine);
    if let (None, Some(id)) = (&args.config.again, OF_LOGS.into_iter().find(is_typed)) {
        return stop(
            Status::Usage,
            format!(
                "--{} says how logs are read, and these are kept states, whose logs are read \
                 already; leave it out",
                id.replace('_', "-")
            ),
        );
    }
    let named = states::Named {
        command: "report",
        paths,
        scope: &args.scope,
        accepts: &args.kept,
        max_rejects: args.inputs.max_rejects.as_deref(),
        output,
        config: &args.config,
        sum: None,
    };
    let states::Begun { held, period, most, lang, outs, as_of, kept, .. } =
        states::begin(named, matches, formats)?;
    Ok(Begun { source: Source::States(Box::new(held)), period, most, lang, outs, as_of, kept })
}

/// Logs or states: both give figures by board, group, reading and period.
pub(super) enum Source {
    Logs(Box<(Ground, Gathered)>),
    States(Box<Held>),
}

impl Source {
    pub(super) fn settings(&self) -> &Settings {
        match self {
            Self::Logs(own) => &own.0.settings,
            Self::States(held) => &held.settings,
        }
    }

    pub(super) fn calendar(&self) -> &Calendar {
        match self {
            Self::Logs(own) => &own.0.calendar,
            Self::States(held) => &held.calendar,
        }
    }

    pub(super) fn policy(&self) -> &Policy {
        match self {
            Self::Logs(own) => &own.0.policy,
            Self::States(held) => &held.policy,
        }
    }

    /// The reading of the run, where it is not the default one.
    pub(super) fn reading(&self) -> Option<&str> {
        match self {
            Self::Logs(own) => own.0.reading.as_deref(),
            Self::States(held) => held.reading(),
        }
    }

    /// The day from which relative periods are told.
    pub(super) fn today(&self, asked: Option<Instant>) -> Day {
        clock::today(asked, self.calendar())
    }

    pub(super) fn group_names(&self) -> GroupNames<'_> {
        match self {
            Self::Logs(own) => own.1.group_names(),
            Self::States(held) => held.group_names(),
        }
    }

    /// The names of boards by number; the first is empty.
    pub(super) fn boards(&self) -> &[String] {
        self.group_names().boards
    }

    /// The figures by the rules of the run, whose judge is `judge`.
    pub(super) fn judged(
        &self,
        judge: &Judge<'_>,
        scope: Scope<'_>,
        wanted: Wanted<'_>,
    ) -> Run<(Judged, Details)> {
        match self {
            Self::Logs(own) => {
                Judged::with_details(&own.1, judge, scope, wanted).or_stop(Status::Output)
            }
            Self::States(held) => held.judged(judge, scope, wanted),
        }
    }

    /// The figures under every other reading.
    pub(super) fn readings(
        &self,
        as_of: Instant,
        scope: Scope<'_>,
        wanted: Wanted<'_>,
    ) -> Run<Readings> {
        let (ground, gathered) = match self {
            Self::Logs(own) => &**own,
            Self::States(held) => return held.readings(as_of, scope, wanted),
        };
        let within = (scope.period, wanted.board);
        readings::readings(ground, gathered, as_of, within, |judge| {
            let judged = Judged::with_details(gathered, judge, scope, wanted);
            judged.map(|(judged, _)| judged).or_stop(Status::Output)
        })
    }

    /// The facts of a report of `judged`, whose first table is by `scope.by`.
    pub(super) fn audit_facts<'a>(
        &'a self,
        judged: Judged,
        scope: Scope<'a>,
        findings: &'a [Lint],
        extras: Extras<'a>,
        lang: Lang,
    ) -> AuditFacts<'a> {
        let (ground, gathered) = match self {
            Self::Logs(own) => &**own,
            Self::States(held) => {
                let tables = (scope.by, findings);
                return held.audit_facts(judged, scope.period, tables, extras, lang);
            }
        };
        let told = Told { ground, gathered, period: scope.period, lang };
        told.audit_facts(judged, scope.by, findings, extras)
    }

    /// Refuses an earlier period that is not wholly there.
    pub(super) fn answers_for(&self, earlier: &Period) -> Run<()> {
        match self {
            Self::Logs(_) => Ok(()),
            Self::States(held) => held.answers_for(earlier),
        }
    }

    /// What files it is made of are called in a message.
    pub(super) fn files(&self) -> &'static str {
        match self {
            Self::Logs(_) => "logs",
            Self::States(_) => "states",
        }
    }
}
