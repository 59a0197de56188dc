//! `svarstid explain`: one contact, typed or found in the logs.

use clap::ArgMatches;
use svarstid::audit::Gathered;
use svarstid::calendar::{Calendar, Instant};
use svarstid::contact::{Channel, Contact, DepartmentId, Moment, Origin};
use svarstid::judge::Judge;
use svarstid::policy::{BuiltInReading, Exemption, ExemptionList};
use svarstid::render::{Format, render_each};
use svarstid::report::{ExplainFacts, Lang, OtherReading, explain_record, explain_report};

use super::args::ExplainArgs;
use super::beside;
use super::exit::{Run, Status, stop};
use super::outputs::{self, Outputs, TEXTS};
use super::plan;
use super::run::{self, Ground, Wanted};

/// A contact to explain, and what is known about it besides.
struct Subject {
    contact: Contact,
    id: String,
    department: String,
    place: String,
    exemption: String,
    /// Where the log of an unanswered contact ends, if it was paired from events.
    covered_until: Option<Instant>,
}

/// Explains one contact, or each contact that has the id.
pub(crate) fn explain(args: &ExplainArgs, matches: &ArgMatches) -> Run<Status> {
    let formats = outputs::formats(&args.output, &TEXTS)?;
    let ground = Ground::new(&args.config, &args.moment, &args.inputs)?;
    let (subjects, gathered, outs) = match &args.id {
        Some(id) => {
            let inputs = plan::inputs(&args.inputs, matches)?;
            let inputs = beside::logs(inputs, &ground.settings, true)?;
            let rejects = args.inputs.rejects.as_ref();
            let kept = ground.kept(&inputs);
            let (outs, rejects) = run::outputs(&args.output, &formats, rejects, &kept)?;
            let wanted = Wanted { places: true, digests: false, quiet: true };
            let exemptions = ground.exemptions()?;
            let gathered =
                run::gathered(&args.inputs, inputs, rejects, &ground, &exemptions, wanted)?;
            (found(id, &gathered, &exemptions)?, Some(gathered), outs)
        }
        None => {
            let subject = typed(args, &ground)?;
            (vec![subject], None, Outputs::open(&args.output, &formats, &[])?)
        }
    };
    let as_of = match &gathered {
        Some(gathered) => Some(run::as_of(&ground, gathered)),
        // A typed contact has a verdict only when something says from when to look back.
        None => {
            let answered = subjects[0].contact.answered();
            ground.as_of.or(answered.map(|answer| answer.instant))
        }
    };
    outs.write(|format, style, out| {
        // Machine formats never change with language (SPEC 9): names and notes stay Swedish, as
        // in the calendar's.
        let lang = match format {
            Format::Json => Lang::Swedish,
            _ => run::lang(args.output.lang),
        };
        let reports = subjects.iter().map(|subject| {
            let facts = facts(subject, as_of, &ground, lang);
            match format {
                Format::Json => explain_record(&facts, lang),
                _ => explain_report(&facts, lang),
            }
        });
        render_each(reports, format, style, out)
    })?;
    Ok(Status::Done)
}

/// Whether an answer is earlier than its receipt; where one is a bare date, dates decide
/// (SPEC 2).
fn is_before(answered: Moment, received: Moment, calendar: &Calendar) -> bool {
    let day = |moment: Moment| calendar.table.day_of(moment.instant);
    if answered.is_bare_date() || received.is_bare_date() {
        day(answered) < day(received)
    } else {
        answered.instant < received.instant
    }
}

fn typed(args: &ExplainArgs, ground: &Ground) -> Run<Subject> {
    let inputs = &args.inputs;
    let files = [&inputs.files, &inputs.phone, &inputs.sms, &inputs.email, &inputs.letter];
    if files.iter().any(|files| !files.is_empty()) {
        return stop(
            Status::Usage,
            "--received explains a typed contact and reads no file; leave the files out, or \
             name the contact with --id",
        );
    }
    let Some(received) = &args.received else {
        return stop(Status::Usage, "say --received T, or --id ID and files");
    };
    let received = plan::moment("--received", received, &ground.calendar)?;
    let answered = match &args.answered {
        Some(text) => Some(plan::moment("--answered", text, &ground.calendar)?),
        None => None,
    };
    if answered.is_some_and(|answered| is_before(answered, received, &ground.calendar)) {
        return stop(Status::Usage, "--answered is earlier than --received");
    }
    let channel = args.channel.as_deref().map_or(Ok(Channel::Email), plan::channel)?;
    let origin = plan::origin(args.inputs.origin.as_deref())?.unwrap_or(Origin::External);
    let department = args.inputs.department.clone().unwrap_or_default();
    Ok(Subject {
        contact: Contact::new(received, answered, channel, origin, DepartmentId::UNSTATED),
        id: String::new(),
        department,
        place: String::new(),
        exemption: String::new(),
        covered_until: None,
    })
}

fn found(id: &str, gathered: &Gathered, exemptions: &ExemptionList) -> Run<Vec<Subject>> {
    let ledger = &gathered.ledger;
    let subjects: Vec<Subject> = ledger
        .contacts()
        .iter()
        .enumerate()
        .filter(|(index, _)| ledger.id(*index) == id.trim().as_bytes())
        .map(|(index, contact)| {
            let place = ledger.place(index).map_or(String::new(), |place| {
                format!("{}:{}", gathered.inputs[place.input as usize].name, place.line)
            });
            Subject {
                contact: *contact,
                id: id.trim().to_owned(),
                department: gathered.departments()[contact.department().0 as usize].clone(),
                place,
                exemption: contact.exemption().map_or(String::new(), |reason| {
                    let listed = exemptions.get(id.trim().as_bytes());
                    exemption(ledger.reason(reason), listed)
                }),
                covered_until: gathered.covered_until(index),
            }
        })
        .collect();
    if subjects.is_empty() {
        let rejected = gathered.faults.counts().total();
        let hint = match rejected {
            0 => String::new(),
            1 => " (one row was rejected; see svarstid inspect)".to_owned(),
            n => format!(" ({n} rows were rejected; see svarstid inspect)"),
        };
        return stop(Status::Input, format!("no contact has the id \"{}\"{hint}", id.trim()));
    }
    Ok(subjects)
}

/// `reason (decided_by, date)`, where a list gives the reason and says who decided it and when.
fn exemption(reason: &str, listed: Option<&Exemption>) -> String {
    let decision: Vec<&str> = listed
        .filter(|listed| listed.reason == reason)
        .into_iter()
        .flat_map(|listed| [listed.decided_by.as_str(), listed.date.as_str()])
        .filter(|text| !text.is_empty())
        .collect();
    if decision.is_empty() {
        reason.to_owned()
    } else {
        format!("{reason} ({})", decision.join(", "))
    }
}

fn facts<'a>(
    subject: &'a Subject,
    as_of: Option<svarstid::calendar::Instant>,
    ground: &'a Ground,
    lang: Lang,
) -> ExplainFacts<'a> {
    // Without as-of only the due moment is asked for, and that does not depend on it.
    let looked_back = as_of.unwrap_or(subject.contact.received().instant);
    // What its log does not cover, it cannot prove.
    let looked_back = subject.covered_until.map_or(looked_back, |end| looked_back.min(end));
    let judge = Judge::new(&ground.policy, &ground.calendar, looked_back);
    let explanation = judge.explain(&subject.contact);
    let others = ground
        .settings
        .policy
        .reading_names()
        .filter(|name| ground.reading.as_deref() != Some(*name))
        .map(|name| {
            let built_in = BuiltInReading::named(name);
            let meaning = built_in.map_or("", |r| lang.pick(r.swedish(), r.english()));
            let verdict = match ground.settings.policy.under(name, &ground.settings.working) {
                Ok(policy) => {
                    Ok(Judge::new(&policy, &ground.calendar, looked_back).judge(&subject.contact))
                }
                Err(_) => Err(lang
                    .pick(
                        "kräver öppettider i inställningarna",
                        "needs opening hours in the settings",
                    )
                    .to_owned()),
            };
            OtherReading { name: name.to_owned(), meaning: meaning.to_owned(), verdict }
        })
        .collect();
    ExplainFacts {
        contact: &subject.contact,
        id: subject.id.clone(),
        department: subject.department.clone(),
        place: subject.place.clone(),
        exemption: subject.exemption.clone(),
        explanation,
        reading: ground.reading_name(lang).map_or(String::new(), |r| {
            if r.meaning.is_empty() { r.name } else { format!("{}: {}", r.name, r.meaning) }
        }),
        others,
        as_of,
        calendar: &ground.calendar,
    }
}
