//! `svarstid report`: the report for the accounts.

mod boards;

use std::fs;
use std::path::Path;

use clap::ArgMatches;
use svarstid::audit::{Gathered, Judged, Scope, TARGET_DIMENSIONS, Wanted};
use svarstid::calendar::{Instant, Period};
use svarstid::judge::Judge;
use svarstid::policy::{GroupTarget, Lint, Permille, lint};
use svarstid::render::render;
use svarstid::report::{
    AuditFacts, DocumentFacts, Earlier, Extras, Lang, Report, Template, document_reports,
};
use svarstid::tally::{BoardId, Dimension};

use super::args::{OutputArgs, ReportArgs};
use super::audit::say_emptiness;
use super::compare::{self, Compare};
use super::exit::{OrStop, Run, Status, stop};
use super::facts::Told;
use super::output::Output;
use super::outputs::{self, Outputs, TABLES};
use super::plan;
use super::readings;
use super::run::{self, Begun, Ground, Named};
use super::targets;
use boards::{Names, board, placeholder};

/// What the departments of the report are grouped by.
const BY: [Dimension; 1] = [Dimension::Department];

/// What is counted besides; targets come last, for they may be none.
const ALSO: [&[Dimension]; 4] = [
    &[Dimension::Month],
    &[Dimension::Weekday, Dimension::Hour],
    &[Dimension::Board],
    &TARGET_DIMENSIONS,
];

/// Settles the figures and the exit status, and then prints the report or the reports.
pub(crate) fn report(args: &ReportArgs, matches: &ArgMatches) -> Run<Status> {
    let lang = run::lang(args.output.lang);
    if args.print_template {
        return print_template(&args.output, lang);
    }
    let formats = outputs::formats(&args.output, &TABLES)?;
    let fail_under = plan::fail_under(args.fail_under.as_deref())?;
    // A run made again has its period from its seal.
    let again = args.config.again.as_deref();
    let sealed = again.is_some_and(|again| again.period.is_some());
    let has_period = args.scope.period.is_some() || sealed;
    let compare = compare::compare(args.compare.as_deref(), has_period)?;
    let template = match &args.template {
        Some(path) => own_template(path, lang)?,
        None => Template::built_in(lang),
    };
    // The boards are known when the logs are read; whether their files can be written, now.
    let probed = placeholder(args)?;
    let named = Named {
        command: "report",
        inputs: &args.inputs,
        scope: &args.scope,
        output: &probed,
        config: &args.config,
        state: None,
    };
    let Begun { ground, period, most, lang, outs, gathered, as_of, kept, .. } =
        run::begin(named, matches, &formats, false)?;
    let findings = lint(&ground.policy, &ground.calendar);
    let earlier_period = match &compare {
        Some(compare) => {
            compare::period(compare, period.as_ref(), ground.settings.interim_report_ends)?
        }
        None => None,
    };
    let making = Making {
        args,
        ground: &ground,
        gathered: &gathered,
        as_of,
        period: period.as_ref(),
        earlier: compare.as_ref().map(|compare| (compare, earlier_period.as_ref())),
        findings: &findings,
        lang,
    };
    let status = making.status(fail_under)?.max(run::rejects_status(&gathered, most));
    if args.split.is_none() {
        let board = args.board.as_deref().map(|name| board(name, &gathered)).transpose()?;
        let reports = made(vec![making.facts(board)?], &template, lang)?;
        let outs = match board {
            Some(board) if probed.output != args.output.output => {
                let names = Names::new(&gathered, &[board])?;
                Outputs::open(&names.of(board, &args.output), &formats, &kept)?
            }
            _ => outs,
        };
        return reports.first().map_or(Ok(status), |report| written(outs, report, status));
    }
    drop(outs);
    let boards = boards::all(&gathered, &making.judge(), period.as_ref())?;
    let names = Names::new(&gathered, &boards)?;
    let each: Vec<DocumentFacts<'_>> =
        boards.iter().map(|board| making.facts(Some(*board))).collect::<Run<_>>()?;
    let reports = made(each, &template, lang)?;
    // All are opened before any is written.
    let opened = boards.iter().map(|board| names.of(*board, &args.output));
    let opened: Vec<Outputs> =
        opened.map(|output| Outputs::open(&output, &formats, &kept)).collect::<Run<_>>()?;
    for (outs, report) in opened.into_iter().zip(&reports) {
        written(outs, report, status)?;
    }
    Ok(status)
}

fn written(outs: Outputs, report: &Report<'_>, status: Status) -> Run<Status> {
    outs.write(|format, style, out| render(report, format, style, out))?;
    Ok(status)
}

fn made<'a>(
    facts: Vec<DocumentFacts<'_>>,
    template: &Template,
    lang: Lang,
) -> Run<Vec<Report<'a>>> {
    document_reports(facts, template, lang).or_stop(Status::Usage)
}

/// `--print-template`.
fn print_template(output: &OutputArgs, lang: Lang) -> Run<Status> {
    let out = Output::open(output.output.first().map(|path| path.as_path()), &[])?;
    out.write(|out| out.write_all(Template::text(lang).as_bytes()))?;
    Ok(Status::Done)
}

/// `--template`.
fn own_template(path: &Path, lang: Lang) -> Run<Template> {
    let name = path.display().to_string();
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => {
            return stop(Status::Usage, format!("--template {name}: cannot be read: {error}"));
        }
    };
    Template::own(&name, &text, lang).or_stop(Status::Usage)
}

/// What the reports of a run are made of.
struct Making<'a> {
    args: &'a ReportArgs,
    ground: &'a Ground,
    gathered: &'a Gathered,
    as_of: Instant,
    period: Option<&'a Period>,
    /// The earlier period: as it was asked for, and where this run has its contacts.
    earlier: Option<(&'a Compare, Option<&'a Period>)>,
    findings: &'a [Lint],
    lang: Lang,
}

impl<'a> Making<'a> {
    fn scope(&self) -> Scope<'_> {
        Scope { period: self.period, by: &BY, is_whole: true }
    }

    /// What is counted besides, of one board or of all.
    fn wanted(&self, board: Option<BoardId>) -> Wanted<'static> {
        let has_targets = !self.ground.settings.targets.is_empty();
        let also = if has_targets { &ALSO[..] } else { &ALSO[..3] };
        Wanted { board, also, answers: true }
    }

    fn judge(&self) -> Judge<'_> {
        Judge::new(&self.ground.policy, &self.ground.calendar, self.as_of)
    }

    /// The exit status of the run: targets and `--fail-under`, of the board that was asked for
    /// or of all.
    fn status(&self, fail_under: Option<Permille>) -> Run<Status> {
        let board = self.args.board.as_deref().map(|name| board(name, self.gathered));
        let board = board.transpose()?;
        let judged =
            Judged::with_details(self.gathered, &self.judge(), self.scope(), self.wanted(board));
        let (judged, details) = judged.or_stop(Status::Output)?;
        say_emptiness(&judged, self.as_of, &self.ground.calendar);
        // What is held back in the report is not told beside it either.
        let tells = self.args.min_n.is_none();
        let settings = &self.ground.settings;
        let also = details.also.get(3..).unwrap_or_default();
        let of_groups =
            targets::group_targets(&settings.targets, also, self.gathered.group_names());
        Ok(targets::rules_status(&judged, &self.ground.policy.rules, tells)
            .max(targets::groups_status(&of_groups, self.gathered.group_names(), tells))
            .max(targets::fail_under_status(&judged.total, fail_under, tells)))
    }

    /// The facts of the report of one board, or of everything.
    fn facts(&self, board: Option<BoardId>) -> Run<DocumentFacts<'a>> {
        let Self { ground, gathered, lang, .. } = *self;
        let judge = Judge::new(&ground.policy, &ground.calendar, self.as_of);
        let (judged, details) =
            Judged::with_details(gathered, &judge, self.scope(), self.wanted(board))
                .or_stop(Status::Output)?;
        let mut also = details.also.into_iter();
        let mut next = || also.next().unwrap_or_default();
        let (months, hours, boards) = (next(), next(), next());
        let also: Vec<_> = also.collect();
        let name = board.map(|board| boards::shown_name(gathered, board, lang));
        let settings = &ground.settings;
        let is_own = |target: &&GroupTarget| match (&target.board, &name) {
            (Some(wanted), Some(name)) => wanted == name,
            _ => true,
        };
        let own: Vec<GroupTarget> = settings.targets.iter().filter(is_own).cloned().collect();
        let of_readings = |judge: &Judge<'_>| {
            let wanted = Wanted { board, ..Wanted::default() };
            let judged = Judged::with_details(gathered, judge, self.scope(), wanted);
            judged.map(|(judged, _)| judged).or_stop(Status::Output)
        };
        let within = (self.period, board);
        let extras = Extras {
            readings: Some(readings::readings(ground, gathered, self.as_of, within, of_readings)?),
            targets: targets::group_targets(&own, &also, gathered.group_names()),
            interval: self.args.interval,
            min_n: self.args.min_n,
            rating: Some(&settings.rating).filter(|rating| !rating.is_empty()),
        };
        let told = Told { ground, gathered, period: self.period, lang };
        let mut audit = told.audit_facts(judged, &BY, self.findings, extras);
        // Machine formats do not change with the language.
        audit.provenance.board =
            board.map(|board| boards::shown_name(gathered, board, Lang::Swedish));
        // One of several is sealed as the report of its board: so it can be made again alone.
        let sealed = audit.provenance.sealed.as_mut().filter(|_| self.args.min_n.is_none());
        if let (Some(sealed), Some(board)) = (sealed, &audit.provenance.board)
            && sealed.request.flags.remove("split").is_some()
        {
            sealed.request.flags.insert("board".to_owned(), vec![board.clone()]);
        }
        let earlier = match self.earlier {
            Some((Compare::Printed(file, text), _)) => {
                let printed = compare::earlier(file, text, ground.reading.as_deref())?;
                let own = audit.groups.iter().filter_map(|(key, _)| key.first().copied());
                let own: Vec<_> = own.collect();
                Some(printed.of_board(name.as_deref(), &own, &audit).or_stop(Status::Input)?)
            }
            Some((_, Some(period))) => Some(self.judged_earlier(&judge, period, board, &audit)?),
            _ => None,
        };
        Ok(DocumentFacts {
            board: name,
            elsewhere: details.elsewhere,
            boards: if board.is_none() && gathered.boards().len() > 1 {
                boards
            } else {
                Vec::new()
            },
            months,
            hours,
            answers: details.answers.unwrap_or_default(),
            earlier,
            audit,
        })
    }

    /// The earlier period, judged by this run.
    fn judged_earlier(
        &self,
        judge: &Judge<'_>,
        period: &Period,
        board: Option<BoardId>,
        facts: &AuditFacts<'_>,
    ) -> Run<Earlier> {
        let scope = Scope { period: Some(period), by: &BY, is_whole: false };
        let wanted = Wanted { board, ..Wanted::default() };
        let (judged, _) =
            Judged::with_details(self.gathered, judge, scope, wanted).or_stop(Status::Output)?;
        if judged.account.contacts == 0 {
            return stop(
                Status::Input,
                format!(
                    "--compare: no contact of the logs was received {} – {} ({}); name logs that \
                     have them too, or the JSON of an earlier run",
                    period.first(),
                    period.last(),
                    period.name()
                ),
            );
        }
        let name = period.name().to_owned();
        Ok(Earlier::of_groups(name, &judged.groups, &judged.total, facts))
    }
}
