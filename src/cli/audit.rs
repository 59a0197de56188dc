//! `svarstid audit` and `svarstid contacts`.

use clap::ArgMatches;
use svarstid::audit::{Gathered, Judged, Scope, TARGET_DIMENSIONS, Wanted};
use svarstid::calendar::{Calendar, Instant, Period};
use svarstid::contact::Contact;
use svarstid::judge::{Judge, Outcome, Verdict};
use svarstid::organisation::PseudonymKey;
use svarstid::policy::lint;
use svarstid::profile::language::Ignored;
use svarstid::render::{Format, render};
use svarstid::report::{
    Cell, ContactRow, DueFacts, Extras, Lang, PairedRow, RowSink, Shown, audit_report,
    contact_cells, contacts_report, contacts_table,
};
use svarstid::tally::Dimension;

use super::args::{AuditArgs, ContactsArgs};
use super::clock;
use super::due::{Chosen, DueDays};
use super::exit::{OrStop, Run, Status};
use super::facts::Told;
use super::keeping;
use super::output::Written;
use super::outputs::{self, TABLES};
use super::plan;
use super::readings;
use super::run::{self, Begun, Ground, Named};
use super::stratsys;
use super::talk;
use super::targets::{self, Gate};

/// Settles the figures and the exit status, and then prints the report.
pub(crate) fn audit(args: &AuditArgs, matches: &ArgMatches) -> Run<Status> {
    let formats = outputs::formats(&args.output, &[&TABLES[..], &[Format::Stratsys]].concat())?;
    let by = plan::dimensions(&args.by.by)?;
    let names = args.figures.stratsys_names.as_ref();
    let names = stratsys::names(names, &formats, &args.output, &args.scope, &by)?;
    let fail_under = plan::fail_under(args.figures.fail_under.as_deref())?;
    let named = Named {
        command: "audit",
        inputs: &args.inputs,
        scope: &args.scope,
        output: &args.output,
        config: &args.config,
        state: args.state.save_state.as_deref(),
    };
    let kept = keeping::Wish::new(&args.state, args.scope.period.as_deref())?;
    let Begun { ground, period, most, lang, outs, state, gathered, as_of, .. } =
        run::begin(named, matches, &formats, args.with_contacts)?;
    let judge = Judge::new(&ground.policy, &ground.calendar, as_of);
    let kept = match kept.zip(period.as_ref()) {
        Some((wish, period)) => Some(wish.keep(&gathered, &judge, &ground, period)?),
        None => None,
    };
    // What is held back depends on every table, and is the same in every format.
    let is_whole = outs.any(Format::is_whole) || args.figures.min_n.is_some();
    let scope = Scope { period: period.as_ref(), by: &by, is_whole };
    // A broken account is an error of this program: no figures, and the most severe status.
    let settings = &ground.settings;
    let also: &[&[Dimension]] =
        if settings.targets.is_empty() { &[] } else { &[&TARGET_DIMENSIONS] };
    let wanted = Wanted { also, ..Wanted::default() };
    let (judged, details) =
        Judged::with_details(&gathered, &judge, scope, wanted).or_stop(Status::Output)?;
    let names_of_groups = gathered.group_names();
    let group_targets = targets::group_targets(&settings.targets, &details.also, names_of_groups);
    let gate = Gate {
        rules: &ground.policy.rules,
        names: names_of_groups,
        fail_under,
        tells: args.figures.min_n.is_none(),
    };
    let status = run::rejects_status(&gathered, most).max(gate.status(&judged, &group_targets));
    say_emptiness(&judged, as_of, &ground.calendar);
    let findings = lint(&ground.policy, &ground.calendar);
    let readings = match args.readings {
        true => {
            let judged =
                |judge: &Judge<'_>| Judged::new(&gathered, judge, scope).or_stop(Status::Output);
            let within = (period.as_ref(), None);
            Some(readings::readings(&ground, &gathered, as_of, within, judged)?)
        }
        false => None,
    };
    let extras = Extras {
        readings,
        interval: args.figures.interval,
        min_n: args.figures.min_n,
        targets: group_targets,
        rating: Some(&settings.rating).filter(|rating| !rating.is_empty()),
    };
    let told = Told { ground: &ground, gathered: &gathered, period: period.as_ref(), lang };
    let facts = told.audit_facts(judged, &by, &findings, extras);
    let listing = Listing {
        chosen: None,
        gathered: &gathered,
        judge: &judge,
        period: period.as_ref(),
        only: &[],
        shown: if gathered.has_events() { Shown::Paired } else { Shown::Rows },
        key: None,
        lang,
    };
    let mut report = audit_report(facts, lang);
    if args.with_contacts {
        let stream = Box::new(|sink: &mut RowSink<'_>| listing.each(sink));
        report.tables.push(contacts_table(stream, listing.shown, lang));
    }
    // The report and the state are of one run: neither is put in its place without the other.
    let state = kept.zip(state).map(|(kept, out)| keeping::filled(&kept, out, args.output.quiet));
    let state = state.transpose()?.flatten();
    let measures = names.map(|names| names.report(&report)).transpose()?;
    outs.write(|format, style, out| {
        let for_stratsys = measures.as_ref().filter(|_| format == Format::Stratsys);
        render(for_stratsys.unwrap_or(&report), format, style, out)
    })?;
    state.map_or(Ok(()), Written::put)?;
    Ok(status)
}

/// Says why there is nothing to see; also when asked to be quiet, for then all is not well.
pub(crate) fn say_emptiness(judged: &Judged, as_of: Instant, calendar: &Calendar) {
    let account = &judged.account;
    if account.contacts > 0 {
        return;
    }
    let wall = calendar.table.wall(as_of);
    let why = if account.rows_read == 0 {
        "the logs have no rows".to_owned()
    } else if account.after_as_of > 0 {
        format!("every contact in scope was received after as-of ({wall}); say another --as-of")
    } else if account.outside_period > 0 {
        "every contact was received outside --period".to_owned()
    } else if account.ignored.of(Ignored::Foreign) > 0 {
        "every message or call is between others; say in [organisation] of the settings which \
         mail domains, numbers and extensions are your own"
            .to_owned()
    } else if account.ignored.total() > 0 {
        "no row is the beginning of a contact; the account says what the rows are".to_owned()
    } else {
        "every row was rejected".to_owned()
    };
    talk::say(&format!("no contact is audited: {why}"));
}

/// `svarstid contacts`.
pub(crate) fn contacts(args: &ContactsArgs, matches: &ArgMatches) -> Run<Status> {
    let formats = outputs::formats(&args.output, &TABLES)?;
    let only = plan::outcomes(&args.only)?;
    let key = args.pseudonymise.as_deref();
    let key = key.map(|path| keeping::secret("--pseudonymise", path)).transpose()?;
    let named = Named {
        command: "contacts",
        inputs: &args.inputs,
        scope: &args.scope,
        output: &args.output,
        config: &args.config,
        state: None,
    };
    let ground = Ground::new(named.config, &named.scope.moment, named.inputs)?;
    let ground = if args.due.is_some() { ground.or_from_now() } else { ground };
    let today = clock::today(ground.as_of, &ground.calendar);
    let due = args.due.as_deref().map(|text| DueDays::parse(text, &ground.settings, today));
    let due = due.transpose()?;
    let Begun { ground, period, most, lang, outs, gathered, as_of, .. } =
        run::begin_on(ground, named, matches, &formats, true)?;
    let judge = Judge::new(&ground.policy, &ground.calendar, as_of);
    let scope = Scope { period: period.as_ref(), by: &[], is_whole: false };
    let judged = Judged::new(&gathered, &judge, scope).or_stop(Status::Output)?;
    let status = run::rejects_status(&gathered, most);
    say_emptiness(&judged, as_of, &ground.calendar);
    let shown = match (gathered.has_events(), args.show_parties || key.is_some()) {
        (false, _) => Shown::Rows,
        (true, false) => Shown::Paired,
        (true, true) => Shown::Parties,
    };
    let chosen = due.map(|due| due.choose(&gathered, &judge, period.as_ref(), &only));
    let due_facts = due.zip(chosen.as_ref()).map(|(due, chosen)| DueFacts {
        days: (due.first, due.last),
        count: chosen.len() as u64,
        overdue: chosen.iter().filter(|c| c.2.outcome == Outcome::Overdue).count() as u64,
        as_of,
        calendar: &ground.calendar,
    });
    let listing = Listing {
        chosen: chosen.as_deref(),
        gathered: &gathered,
        judge: &judge,
        period: period.as_ref(),
        only: &only,
        shown,
        key: key.as_ref(),
        lang,
    };
    let provenance = run::provenance(&ground, &gathered, period.as_ref(), judged.account, lang);
    let mut report = contacts_report(
        Box::new(|sink: &mut RowSink<'_>| listing.each(sink)),
        provenance,
        shown,
        lang,
    );
    if let Some(facts) = due_facts {
        facts.head(&mut report, lang);
    }
    outs.write(|format, style, out| render(&report, format, style, out))?;
    Ok(status)
}

/// The rows of the list of contacts, made one at a time.
pub(crate) struct Listing<'a> {
    /// Those that are listed, in order, where they were chosen.
    pub(crate) chosen: Option<&'a [Chosen]>,
    pub(crate) gathered: &'a Gathered,
    pub(crate) judge: &'a Judge<'a>,
    pub(crate) period: Option<&'a Period>,
    pub(crate) only: &'a [Outcome],
    pub(crate) shown: Shown,
    /// Makes pseudonyms of parties, where they are not to be shown themselves.
    pub(crate) key: Option<&'a PseudonymKey>,
    pub(crate) lang: Lang,
}

impl Listing<'_> {
    /// What pairing tells of a contact; of a row that told all itself, nothing but that.
    fn paired<'r>(
        &'r self,
        index: usize,
        parties: Option<&'r (String, String)>,
    ) -> Option<PairedRow<'r>> {
        if self.shown == Shown::Rows {
            return None;
        }
        let gathered = self.gathered;
        let trail = gathered.ledger.trail(index);
        let answer = trail.map_or(gathered.ledger.place(index), |trail| trail.answer);
        let input = |number: u32| gathered.inputs.get(number as usize);
        let answer =
            answer.and_then(|place| input(place.input).map(|own| (own.name.as_str(), place.line)));
        let parties = parties.map(|(party, own)| (party.as_str(), own.as_str()));
        Some(PairedRow { answer, parties })
    }

    /// Who asked and who was asked, as they are to be shown; nothing where they are not.
    fn parties(&self, index: usize) -> Option<(String, String)> {
        if self.shown != Shown::Parties {
            return None;
        }
        let Some(trail) = self.gathered.ledger.trail(index) else {
            return Some(Default::default());
        };
        let parties = &self.gathered.parties;
        let shown = |party| match (self.key, parties.kind(party)) {
            (_, None) => String::new(),
            (None, Some(_)) => parties.text(party).into_owned(),
            (Some(key), Some(kind)) => key.pseudonym(kind, &parties.text(party)),
        };
        Some((shown(trail.party), shown(trail.own)))
    }

    fn each(&self, sink: &mut RowSink<'_>) -> std::io::Result<()> {
        if let Some(chosen) = self.chosen {
            let mut chosen = chosen.iter();
            return chosen.try_for_each(|(index, contact, verdict)| {
                sink(&self.cells(*index, contact, verdict))
            });
        }
        Judged::each_verdict(self.gathered, self.judge, self.period, |index, contact, verdict| {
            if !self.only.is_empty() && !self.only.contains(&verdict.outcome) {
                return Ok(());
            }
            sink(&self.cells(index, contact, verdict))
        })
    }

    /// The cells of one contact.
    pub(crate) fn cells(&self, index: usize, contact: &Contact, verdict: &Verdict) -> Vec<Cell> {
        let ledger = &self.gathered.ledger;
        let id = ledger.id(index);
        let place = ledger.place(index);
        let source = place.and_then(|place| self.gathered.inputs.get(place.input as usize));
        let parties = self.parties(index);
        let row = ContactRow {
            contact,
            verdict,
            id: &String::from_utf8_lossy(&id),
            department: &self.gathered.departments()[contact.department().0 as usize],
            source: source.map_or("", |input| input.name.as_str()),
            line: place.map_or(0, |place| place.line),
            paired: self.paired(index, parties.as_ref()),
        };
        contact_cells(row, &self.judge.policy().rules, self.judge.calendar(), self.lang)
    }
}
