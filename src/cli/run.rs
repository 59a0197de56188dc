//! What `audit`, `contacts` and `explain` share: settings, inputs, gathering, as-of.

use std::io;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use svarstid::audit::{
    Gathered, Input, InputError, InputErrors, InputFault, Request, Watch, gather, read_exemptions,
};
use svarstid::calendar::{Calendar, Instant, Period, Zone};
use svarstid::fault::Fault;
use svarstid::normalise::Horizon;
use svarstid::policy::{BuiltInReading, ExemptionList, Policy};
use svarstid::render::Format;
use svarstid::report::{InputRecord, Lang, Provenance, ReadingName};
use svarstid::seal::Sealed;
use svarstid::settings::{MaxRejects, Settings};
use svarstid::tally::Account;

use super::args::{ConfigArgs, InputArgs, LangArg, MomentArgs, OutputArgs, ScopeArgs};
use super::beside;
use super::clock;
use super::config;
use super::exit::{OrStop, Run, Status, Stop, stop};
use super::keeping;
use super::known::Known;
use super::output::Output;
use super::outputs::Outputs;
use super::plan;
use super::rejects::Rejects;
use super::sealing;
use super::states;
use super::talk::{self, Progress};

/// Settings, calendar and policy of a run.
pub(crate) struct Ground {
    pub(crate) settings: Settings,
    pub(crate) calendar: Calendar,
    pub(crate) policy: Policy,
    pub(crate) reading: Option<String>,
    pub(crate) as_of: Option<Instant>,
    /// Settings, calendar and request, where they are to be printed.
    pub(crate) sealed: Option<Box<Sealed>>,
    /// What refuses stamps of the future: a day from now, unless as-of is said.
    horizon: Option<Instant>,
    /// What is known of sources.
    known: Known,
    /// The settings file and the exemption lists: files that no output may replace.
    files: Vec<PathBuf>,
}

impl Ground {
    /// What the settings and the flags about time say.
    pub(crate) fn new(config: &ConfigArgs, moment: &MomentArgs, inputs: &InputArgs) -> Run<Self> {
        let (settings, path) = config::settings(config)?;
        let known = Known::new(&settings, inputs)?;
        let files = path.into_iter().chain(settings.exemption_files.clone());
        let files = files.chain(known.files.clone()).collect();
        let calendar = settings.calendar();
        let policy = plan::policy(moment.reading.as_deref(), &settings)?;
        let as_of = plan::as_of(moment, &calendar)?;
        Ok(Self {
            settings,
            calendar,
            policy,
            reading: moment.reading.clone(),
            as_of,
            sealed: None,
            horizon: match &config.again {
                Some(again) => again.horizon(),
                None => as_of.is_none().then(clock::tomorrow),
            },
            known,
            files,
        })
    }

    /// The zone of the audit.
    pub(crate) fn zone(&self) -> Zone {
        self.settings.time_zone
    }

    /// What is known of sources.
    pub(crate) fn known(&self) -> &Known {
        &self.known
    }

    /// The same, looking back from now where no flag says from when.
    #[must_use]
    pub(crate) fn or_from_now(self) -> Self {
        Self { as_of: Some(self.as_of.unwrap_or_else(clock::now)), ..self }
    }

    /// The contacts that the lists of the settings exempt.
    pub(crate) fn exemptions(&self) -> Run<ExemptionList> {
        let mut exemptions = ExemptionList::default();
        for path in &self.settings.exemption_files {
            read_exemptions(path, &mut exemptions).or_stop(Status::Input)?;
        }
        Ok(exemptions)
    }

    /// Every file that is read, and that no output may replace.
    pub(crate) fn kept(&self, inputs: &[Input]) -> Vec<PathBuf> {
        let logs = inputs.iter().filter_map(Input::path);
        self.files.iter().cloned().chain(logs).collect()
    }

    /// The reading as a report names it.
    pub(crate) fn reading_name(&self, lang: Lang) -> Option<ReadingName> {
        self.reading.as_deref().map(|name| reading_name(name, lang))
    }
}

/// A reading as a report names it.
pub(crate) fn reading_name(name: &str, lang: Lang) -> ReadingName {
    let built_in = BuiltInReading::named(name);
    let meaning = built_in.map_or("", |r| lang.pick(r.swedish(), r.english())).to_owned();
    ReadingName { name: name.to_owned(), meaning }
}

/// The flags that `audit` and `contacts` share.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Named<'a> {
    /// The command, as it is typed.
    pub(crate) command: &'static str,
    pub(crate) inputs: &'a InputArgs,
    pub(crate) scope: &'a ScopeArgs,
    pub(crate) output: &'a OutputArgs,
    pub(crate) config: &'a ConfigArgs,
    /// Where the state goes, if one is kept.
    pub(crate) state: Option<&'a Path>,
}

/// A run whose inputs are read and whose outputs are open.
pub(crate) struct Begun {
    pub(crate) ground: Ground,
    pub(crate) period: Option<Period>,
    pub(crate) most: MaxRejects,
    pub(crate) lang: Lang,
    pub(crate) outs: Outputs,
    /// Where the state goes, if one is kept.
    pub(crate) state: Option<Output>,
    pub(crate) gathered: Gathered,
    pub(crate) as_of: Instant,
    /// Files that are read, and that no output may replace.
    pub(crate) kept: Vec<PathBuf>,
}

/// Settles what the flags mean, opens the outputs and reads the inputs, in that order: what is
/// wrong with the command line is told before any file is read.
pub(crate) fn begin(
    named: Named<'_>,
    matches: &ArgMatches,
    formats: &[Format],
    places: bool,
) -> Run<Begun> {
    let ground = Ground::new(named.config, &named.scope.moment, named.inputs)?;
    begin_on(ground, named, matches, formats, places)
}

/// The same, on a ground that is settled already.
pub(crate) fn begin_on(
    mut ground: Ground,
    named: Named<'_>,
    matches: &ArgMatches,
    formats: &[Format],
    places: bool,
) -> Run<Begun> {
    let again = named.config.again.as_deref();
    let period = match again {
        Some(again) => again.period.clone(),
        None => {
            let today = clock::today(ground.as_of, &ground.calendar);
            plan::period(named.scope.period.as_deref(), &ground.settings, today)?
        }
    };
    let most = plan::max_rejects(named.inputs.max_rejects.as_deref(), &ground.settings)?;
    let inputs = match again {
        Some(again) => again.inputs(),
        None => {
            let inputs = plan::inputs(named.inputs, matches)?;
            beside::logs(inputs, &ground.settings, named.output.quiet)?
        }
    };
    states::refuse_states(&inputs)?;
    let files = sealing::files(&inputs, &ground.known);
    let kept = ground.kept(&inputs);
    let (outs, rejects) = outputs(named.output, formats, named.inputs.rejects.as_ref(), &kept)?;
    let state = keeping::output(named.state, &outs, rejects.as_ref(), &kept)?;
    let digests = outs.any(Format::tells_inputs) || state.is_some();
    let wanted = Wanted { places, digests, quiet: named.output.quiet };
    let exemptions = ground.exemptions()?;
    let gathered = gathered(named.inputs, inputs, rejects, &ground, &exemptions, wanted)?;
    let as_of = as_of(&ground, &gathered);
    if wanted.digests {
        let asked = (named.command, matches);
        let mut sealed = sealing::sealed(&ground, asked, files, &gathered, most)?;
        if let Some(again) = again {
            again.tell_as_then(&mut sealed);
        }
        ground.sealed = Some(Box::new(sealed));
    }
    let lang = lang(named.output.lang);
    Ok(Begun { ground, period, most, lang, outs, state, gathered, as_of, kept })
}

/// What a gathering is wanted for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted {
    pub(crate) places: bool,
    pub(crate) digests: bool,
    pub(crate) quiet: bool,
}

/// What the flags say about how to read the inputs.
pub(crate) fn request<'a>(
    args: &InputArgs,
    settings: &'a Settings,
    known: &'a Known,
    calendar: &'a Calendar,
    exemptions: &'a ExemptionList,
) -> Run<Request<'a>> {
    let mut request = Request {
        sources: &settings.sources,
        origin: plan::origin(args.origin.as_deref())?,
        department: args.department.clone(),
        options: plan::options(args)?,
        date_order: plan::date_order(args)?,
        shows_values: args.show_values,
        threads: plan::threads(args.threads),
        ..Request::new(calendar, exemptions)
    };
    known.tell(&mut request, settings);
    Ok(request)
}

/// Reads every input that the command line names.
pub(crate) fn gathered(
    args: &InputArgs,
    inputs: Vec<Input>,
    rejects: Option<Output>,
    ground: &Ground,
    exemptions: &ExemptionList,
    wanted: Wanted,
) -> Run<Gathered> {
    let horizon = ground.horizon.map(Horizon::new);
    let request = Request {
        horizon: horizon.as_ref(),
        keeps_places: wanted.places,
        digests: wanted.digests,
        ..request(args, &ground.settings, &ground.known, &ground.calendar, exemptions)?
    };
    let mut watcher = Watcher {
        progress: Progress::new(wanted.quiet),
        rejects: rejects.map(Rejects::new).transpose()?,
    };
    let gathered = gather(inputs, &request, &mut watcher);
    watcher.progress.finish();
    let gathered = gathered.map_err(input_stop)?;
    if let Some(rejects) = watcher.rejects {
        rejects.finish()?;
    }
    if !wanted.quiet {
        gathered.notes.iter().for_each(|note| talk::say(note));
        talk::say_unfilled(ground.known.unfilled_rows);
        talk::say_inputs(&gathered);
        talk::say_faults(&gathered);
        let unused = exemptions.len() - gathered.listed_ids.len();
        if unused > 0 {
            let (ids, name) = if unused == 1 { ("id", "names") } else { ("ids", "name") };
            talk::say(&format!(
                "{unused} {ids} of the exemption lists {name} no contact that was read"
            ));
        }
    }
    Ok(gathered)
}

fn input_stop(errors: InputErrors) -> Stop {
    let is_output = |error: &InputError| matches!(error.fault, InputFault::Rejects(_));
    let status = if errors.0.iter().any(is_output) { Status::Output } else { Status::Input };
    Stop { status, error: errors.into() }
}

/// Tells progress and keeps rejected rows.
struct Watcher {
    progress: Progress,
    rejects: Option<Rejects>,
}

impl Watch for Watcher {
    fn progress(&mut self, name: &str, bytes: u64, length: Option<u64>) {
        self.progress.show(name, bytes, length);
    }

    fn rejected(&mut self, name: &str, fault: &Fault, record: &[u8]) -> io::Result<()> {
        match &mut self.rejects {
            Some(rejects) => rejects.add(name, fault, record),
            None => Ok(()),
        }
    }
}

/// The moment that the audit looks back from: as asked, or the latest stamp of the input. In
/// an input without any contact every moment is the same.
pub(crate) fn as_of(ground: &Ground, gathered: &Gathered) -> Instant {
    ground.as_of.or(gathered.latest).unwrap_or(Instant::from_unix_seconds(0))
}

/// What the run was made of.
pub(crate) fn provenance(
    ground: &Ground,
    gathered: &Gathered,
    period: Option<&Period>,
    account: Account,
    lang: Lang,
) -> Provenance {
    let as_of = ground.as_of.or(gathered.latest);
    let zone = ground.settings.time_zone;
    Provenance {
        guideline: ground.policy.guideline.clone(),
        reading: ground.reading_name(lang),
        period: period.map(|p| (p.name().to_owned(), p.first(), p.last())),
        as_of: as_of.map(|instant| zone.rfc3339(instant)),
        time_zone: zone.name(),
        inputs: gathered
            .inputs
            .iter()
            .map(|input| InputRecord {
                name: input.name.clone(),
                sha256: input.sha256.clone(),
                rows: input.rows,
            })
            .collect(),
        sealed: ground.sealed.clone(),
        states: Vec::new(),
        account,
        board: None,
        min_n: None,
        faults: gathered.faults.counts().clone(),
    }
}

/// Whether too many rows were rejected, said aloud when they were.
pub(crate) fn rejects_status(gathered: &Gathered, most: MaxRejects) -> Status {
    let read: u64 = gathered.inputs.iter().map(|input| input.rows).sum();
    rejected_status(gathered.faults.counts().total(), read, most)
}

/// The same, of so many rows rejected among those read.
pub(crate) fn rejected_status(rejected: u64, read: u64, most: MaxRejects) -> Status {
    if most.allows(rejected, read) {
        return Status::Done;
    }
    let rows = if read == 1 { "row" } else { "rows" };
    talk::say(&format!(
        "svarstid: {rejected} of {read} {rows} rejected, more than --max-rejects {most} allows; \
         --rejects FILE keeps them"
    ));
    Status::TooManyRejects
}

/// The outputs of the report and the one of `--rejects`, opened before the work begins.
pub(crate) fn outputs(
    args: &OutputArgs,
    formats: &[Format],
    rejects: Option<&PathBuf>,
    kept: &[PathBuf],
) -> Run<(Outputs, Option<Output>)> {
    let reports = Outputs::open(args, formats, kept)?;
    let Some(path) = rejects else { return Ok((reports, None)) };
    let rejects = Output::open(Some(path), kept)?;
    if reports.has_file(&rejects) {
        return stop(Status::Usage, "--output and --rejects name the same file");
    }
    if reports.has_standard() && rejects.is_standard() {
        return stop(
            Status::Usage,
            "--rejects - and the report both go to standard output; give one of them a file",
        );
    }
    Ok((reports, Some(rejects)))
}

/// `--lang`.
pub(crate) fn lang(arg: LangArg) -> Lang {
    match arg {
        LangArg::Sv => Lang::Swedish,
        LangArg::En => Lang::English,
    }
}
