//! `svarstid report`: the report for the accounts.

mod boards;
mod source;

use std::path::Path;

use clap::ArgMatches;
use svarstid::audit::{Details, Judged, Scope, TARGET_DIMENSIONS, Wanted};
use svarstid::calendar::{Instant, Period};
use svarstid::judge::Judge;
use svarstid::policy::{GroupTarget, Lint, lint};
use svarstid::render::{Format, render};
use svarstid::report::{
    AuditFacts, DocumentFacts, Earlier, Extras, Lang, Report, Template, document_reports,
};
use svarstid::tally::{BoardId, Dimension};

use super::args::{OutputArgs, ReportArgs};
use super::audit::say_emptiness;
use super::compare::{self, Compare};
use super::exit::{OrStop, Run, Status, stop};
use super::file;
use super::output::Output;
use super::outputs::{self, Outputs, TABLES};
use super::plan;
use super::run;
use super::stratsys;
use super::targets::{self, Gate};
use boards::{Names, board, placeholder};
use source::{Begun, Source};

/// What the departments of the report are grouped by.
const BY: [Dimension; 1] = [Dimension::Department];

/// What is counted besides; targets come last, for they may be none. Small numbers need their
/// groups too, which tell what each department has under each board.
const ALSO: [&[Dimension]; 4] = [
    &[Dimension::Month],
    &[Dimension::Weekday, Dimension::Hour],
    &[Dimension::Board],
    &TARGET_DIMENSIONS,
];

/// Where the groups by board stand in [`ALSO`], and those that targets name.
const OF_BOARDS: usize = 2;
const OF_TARGETS: usize = 3;

/// Settles the figures and the exit status, and then prints the report or the reports.
pub(crate) fn report(args: &ReportArgs, matches: &ArgMatches) -> Run<Status> {
    let lang = run::lang(args.output.lang);
    if args.print_template {
        return print_template(&args.output, lang);
    }
    let formats = outputs::formats(&args.output, &[&TABLES[..], &[Format::Stratsys]].concat())?;
    let names = args.figures.stratsys_names.as_ref();
    let measures = stratsys::names(names, &formats, &args.output, &args.scope, &BY)?;
    let fail_under = plan::fail_under(args.figures.fail_under.as_deref())?;
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
    let Begun { source, period, most, lang, outs, as_of, kept } =
        source::begin(args, &probed, matches, &formats)?;
    let findings = lint(source.policy(), source.calendar());
    let earlier_period = match &compare {
        Some(compare) => {
            let asked = plan::as_of(&args.scope.moment, source.calendar())?;
            let interim_ends = source.settings().interim_report_ends;
            compare::period(compare, period.as_ref(), source.today(asked), interim_ends)?
        }
        None => None,
    };
    let making = Making {
        args,
        source: &source,
        as_of,
        period: period.as_ref(),
        earlier: compare.as_ref().map(|compare| (compare, earlier_period.as_ref())),
        findings: &findings,
        lang,
    };
    let only = args.board.as_deref().map(|name| board(name, source.boards())).transpose()?;
    let (judged, details) = making.judged(only)?;
    say_emptiness(&judged, as_of, source.calendar());
    let of_targets = details.also.get(OF_TARGETS..).unwrap_or_default();
    let groups = source.group_names();
    let gate = Gate {
        rules: &source.policy().rules,
        names: groups,
        fail_under,
        tells: args.figures.min_n.is_none(),
    };
    let of_groups = targets::group_targets(&source.settings().targets, of_targets, groups);
    let account = &judged.account;
    let status = run::rejected_status(account.rejected, account.rows_read, most)
        .max(gate.status(&judged, &of_groups));
    let printed = |outs: Outputs, report: &Report<'_>| {
        let measures = measures.as_ref().map(|names| names.report(report)).transpose()?;
        outs.write(|format, style, out| {
            let for_stratsys = measures.as_ref().filter(|_| format == Format::Stratsys);
            render(for_stratsys.unwrap_or(report), format, style, out)
        })
    };
    if args.split.is_none() {
        let facts = making.facts(only, judged, details)?;
        let reports = document_reports(vec![facts], &template, lang).or_stop(Status::Usage)?;
        let outs = match only {
            Some(board) if probed.output != args.output.output => {
                let names = Names::new(source.boards(), &[board])?;
                Outputs::open(&names.of(board, &args.output), &formats, &kept)?
            }
            _ => outs,
        };
        reports.first().map_or(Ok(()), |report| printed(outs, report))?;
        return Ok(status);
    }
    drop(outs);
    let boards = boards::all(source.boards(), &details.also[OF_BOARDS])?;
    let names = Names::new(source.boards(), &boards)?;
    let each = boards.iter().map(|board| {
        let (judged, details) = making.judged(Some(*board))?;
        making.facts(Some(*board), judged, details)
    });
    let each: Vec<DocumentFacts<'_>> = each.collect::<Run<_>>()?;
    let reports = document_reports(each, &template, lang).or_stop(Status::Usage)?;
    // All are opened before any is written.
    let opened = boards.iter().map(|board| names.of(*board, &args.output));
    let opened: Vec<Outputs> =
        opened.map(|output| Outputs::open(&output, &formats, &kept)).collect::<Run<_>>()?;
    for (outs, report) in opened.into_iter().zip(&reports) {
        printed(outs, report)?;
    }
    Ok(status)
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
    let text = match file::text(path, file::WRITTEN) {
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
    source: &'a Source,
    as_of: Instant,
    period: Option<&'a Period>,
    /// The earlier period: as it was asked for, and where this run has its contacts.
    earlier: Option<(&'a Compare, Option<&'a Period>)>,
    findings: &'a [Lint],
    lang: Lang,
}

impl<'a> Making<'a> {
    fn scope(&self) -> Scope<'a> {
        Scope { period: self.period, by: &BY, is_whole: true }
    }

    fn judge(&self) -> Judge<'a> {
        Judge::new(self.source.policy(), self.source.calendar(), self.as_of)
    }

    /// The figures of one board, or of everything, and what is counted besides.
    fn judged(&self, board: Option<BoardId>) -> Run<(Judged, Details)> {
        let has_targets = !self.source.settings().targets.is_empty();
        let holds_back = self.args.figures.min_n.is_some();
        let also = if has_targets || holds_back { &ALSO[..] } else { &ALSO[..OF_TARGETS] };
        self.source.judged(&self.judge(), self.scope(), Wanted { board, also, answers: true })
    }

    /// The facts of the report of one board, or of everything.
    fn facts(
        &self,
        board: Option<BoardId>,
        judged: Judged,
        details: Details,
    ) -> Run<DocumentFacts<'a>> {
        let Self { args, source, lang, .. } = *self;
        let mut also = details.also.into_iter();
        let mut next = || also.next().unwrap_or_default();
        let (months, hours, boards) = (next(), next(), next());
        let mut also: Vec<_> = also.collect();
        let name = board.map(|board| boards::shown_name(source.boards(), board, lang));
        let settings = source.settings();
        let is_own = |target: &&GroupTarget| match (&target.board, &name) {
            (Some(wanted), Some(name)) => wanted == name,
            _ => true,
        };
        let own: Vec<GroupTarget> = settings.targets.iter().filter(is_own).cloned().collect();
        let wanted = Wanted { board, ..Wanted::default() };
        let extras = Extras {
            readings: Some(source.readings(self.as_of, self.scope(), wanted)?),
            targets: targets::group_targets(&own, &also, source.group_names()),
            interval: args.figures.interval,
            min_n: args.figures.min_n,
            rating: Some(&settings.rating).filter(|rating| !rating.is_empty()),
        };
        let mut audit = source.audit_facts(judged, self.scope(), self.findings, extras, lang);
        self.seal(&mut audit, board);
        let earlier = match self.earlier {
            Some((Compare::Printed(file, text), _)) => {
                let printed = compare::earlier(file, text, source.reading())?;
                let own = audit.groups.iter().filter_map(|(key, _)| key.first().copied());
                let own: Vec<_> = own.collect();
                Some(printed.of_board(name.as_deref(), &own, &audit).or_stop(Status::Input)?)
            }
            Some((_, Some(period))) => Some(self.judged_earlier(period, board, &audit)?),
            _ => None,
        };
        Ok(DocumentFacts {
            board: name,
            elsewhere: details.elsewhere,
            boards: if board.is_none() && source.boards().len() > 1 { boards } else { Vec::new() },
            posts: also.pop().unwrap_or_default(),
            months,
            hours,
            answers: details.answers.unwrap_or_default(),
            earlier,
            audit,
        })
    }

    /// Seals the report so that it can be made again alone and on another day: one of several as
    /// that of its board, and a relative period as it was understood.
    fn seal(&self, audit: &mut AuditFacts<'_>, board: Option<BoardId>) {
        // Machine formats do not change with the language.
        let name = |board| boards::shown_name(self.source.boards(), board, Lang::Swedish);
        audit.provenance.board = board.map(name);
        let Some(sealed) = audit.provenance.sealed.as_mut() else { return };
        let flags = &mut sealed.request.flags;
        if let Some((Compare::Named(_), Some(period))) = self.earlier {
            flags.insert("compare".to_owned(), vec![period.name().to_owned()]);
        }
        if let (Some(board), None) = (&audit.provenance.board, self.args.figures.min_n)
            && flags.remove("split").is_some()
        {
            flags.insert("board".to_owned(), vec![board.clone()]);
        }
    }

    /// The earlier period, judged by this run.
    fn judged_earlier(
        &self,
        period: &Period,
        board: Option<BoardId>,
        facts: &AuditFacts<'_>,
    ) -> Run<Earlier> {
        let scope = Scope { period: Some(period), by: &BY, is_whole: false };
        let wanted = Wanted { board, ..Wanted::default() };
        let (judged, _) = self.source.judged(&self.judge(), scope, wanted)?;
        let files = self.source.files();
        if judged.account.contacts == 0 {
            return stop(
                Status::Input,
                format!(
                    "--compare: no contact of the {files} was received {} – {} ({}); name {files} \
                     that have them too, or the JSON of an earlier run",
                    period.first(),
                    period.last(),
                    period.name()
                ),
            );
        }
        self.source.answers_for(period)?;
        let name = period.name().to_owned();
        Ok(Earlier::of_groups(name, &judged.groups, &judged.total, facts))
    }
}
