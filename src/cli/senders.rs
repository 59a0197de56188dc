//! `svarstid senders`, and what `audit` says of senders.

use clap::ArgMatches;
use svarstid::audit::{Gathered, Senders};
use svarstid::render::{Format, render};
use svarstid::report::{Lang, SendersFacts, senders_record, senders_report};

use super::args::{ScopeArgs, SendersArgs};
use super::exit::{Run, Status};
use super::outputs::{self, TABLES};
use super::run::{self, Begun, Named};
use super::talk;

/// Counts the forms of address that mails went out from.
pub(crate) fn senders(args: &SendersArgs, matches: &ArgMatches) -> Run<Status> {
    let formats = outputs::formats(&args.output, &TABLES)?;
    // Every mail counts, whenever it was sent.
    let scope = ScopeArgs::default();
    let named = Named {
        command: "senders",
        inputs: &args.inputs,
        scope: &scope,
        output: &args.output,
        config: &args.config,
        state: None,
    };
    let Begun { most, lang, outs, gathered, .. } = run::begin(named, matches, &formats, false)?;
    say_unknown(&gathered);
    let Senders { by_form, others } = gathered.senders_by_form();
    let facts = SendersFacts { by_form, others };
    let made = |format: Format| match format.is_for_people() {
        true => senders_report(facts.clone(), lang),
        // Machine formats never change with language.
        false => senders_record(facts.clone(), Lang::Swedish),
    };
    outs.write(|format, style, out| render(&made(format), format, style, out))?;
    Ok(run::rejects_status(&gathered, most))
}

/// Says why nothing is counted where that is not because nobody wrote; also when asked to be
/// quiet, for then all is not well.
fn say_unknown(gathered: &Gathered) {
    if gathered.parties.organisation().domains.is_empty() {
        talk::say(
            "no sender can be told: the settings name no mail domain of the organisation; write \
             domains = [\"…\"] under [organisation]",
        );
    } else if gathered.senders.is_empty() {
        talk::say("no sender is counted: the logs tell of no outgoing mail with its sender");
    }
}

/// What the audit's report says of senders that guideline § 6 does not know.
pub(crate) fn remark(gathered: &Gathered, lang: Lang) -> Option<String> {
    let (addresses, mails) = gathered.senders_by_form().wrong();
    let one = |count, one, many| if count == 1 { one } else { many };
    (addresses > 0).then(|| match lang {
        Lang::Swedish => format!(
            "{mails} mejl från {addresses} {} som varken är namn.efternamn@ eller en känd \
             funktionslåda (riktlinjen § 6); `svarstid senders` visar vilka",
            one(addresses, "egen adress", "egna adresser")
        ),
        Lang::English => format!(
            "{mails} {} from {addresses} own {} neither namn.efternamn@ nor a known \
             function box (guideline § 6); `svarstid senders` shows which",
            one(mails, "mail", "mails"),
            one(addresses, "address that is", "addresses that are")
        ),
    })
}
