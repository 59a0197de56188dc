//! `svarstid calendar` and `svarstid policy`.

use svarstid::calendar::Period;
use svarstid::policy::lint;
use svarstid::render::{Format, render};
use svarstid::report::{
    Lang, calendar_overview, calendar_report, deadlines_overview, deadlines_report,
};

use super::args::{CalendarArgs, MomentArgs, PolicyArgs};
use super::clock;
use super::config;
use super::exit::{Run, Status, stop};
use super::output::Output;
use super::outputs::{self, Outputs, TABLES};
use super::plan;
use super::run;
use super::talk;

/// Prints workdays and holidays.
pub(crate) fn calendar(args: &CalendarArgs) -> Run<Status> {
    let formats = outputs::formats(&args.output, &[&TABLES[..], &[Format::Ics]].concat())?;
    let (settings, _) = config::settings(&args.config)?;
    let calendar = settings.calendar();
    let moment = MomentArgs { as_of: args.as_of.clone(), ..MomentArgs::default() };
    let today = clock::today(plan::as_of(&moment, &calendar)?, &calendar);
    let period = match Period::parse_on(&args.period, today, settings.interim_report_ends) {
        Ok(period) => period,
        Err(error) => return stop(Status::Usage, error),
    };
    let lang = run::lang(args.output.lang);
    if args.deadlines && formats.contains(&Format::Ics) {
        return stop(
            Status::Usage,
            "--deadlines is a table and no list of days off; say --format csv, json or table",
        );
    }
    let policy = plan::policy(args.reading.as_deref(), &settings)?;
    let outs = Outputs::open(&args.output, &formats, &[])?;
    let made = |format| match format {
        // Databases read these; the others people do.
        Format::Csv | Format::Json | Format::Jsonl if args.deadlines => {
            deadlines_report(&period, &policy, args.reading.as_deref(), &calendar)
        }
        _ if args.deadlines => {
            let reading = args.reading.as_deref().map(|name| run::reading_name(name, lang));
            deadlines_overview(&period, &policy, reading.as_ref(), &calendar, lang)
        }
        Format::Table | Format::Markdown | Format::Html => {
            calendar_overview(&period, &calendar, lang)
        }
        Format::CsvExcel | Format::Xlsx => calendar_report(&period, &calendar, lang),
        // Machine formats never change with language (SPEC 9): the name of an iCalendar neither.
        Format::Csv | Format::Json | Format::Jsonl | Format::Stratsys | Format::Ics => {
            calendar_report(&period, &calendar, Lang::Swedish)
        }
    };
    outs.write(|format, style, out| render(&made(format), format, style, out))?;
    Ok(Status::Done)
}

/// Prints the settings in force, and what is odd about them on standard error.
pub(crate) fn policy(args: &PolicyArgs) -> Run<Status> {
    let (settings, _) = config::settings(&args.config)?;
    let calendar = settings.calendar();
    let out = Output::open(args.output.as_deref(), &[])?;
    if !args.quiet {
        talk::say_lint(&lint(&settings.policy, &calendar));
    }
    out.write(|out| out.write_all(settings.to_toml().as_bytes()))?;
    Ok(Status::Done)
}
