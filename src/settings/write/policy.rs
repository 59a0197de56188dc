//! The guideline, its rules with the words they come from, and the readings.

use crate::contact::{Channel, Origin};
use crate::policy::{BuiltInReading, Guideline, Policy, Rule, WITHIN_FORMS};

use super::{Page, some_text};
use crate::document::literal::{key, list, quoted};

const WORKDAY: &str = "\"1 workday\"";

pub(super) fn write(policy: &Policy, page: &mut Page<'_>) {
    guideline(&policy.guideline, page);
    page.comment(
        "Reglerna. Den första som stämmer på en kontakt gäller; en kontakt som ingen stämmer på\n\
         räknas som utan regel. En enda [[rule]] här ersätter alla de inbyggda. \"within\" är en av:",
        "The rules. The first that matches a contact applies; a contact that none matches is\n\
         counted as unregulated. One [[rule]] here replaces all the built-in ones.\n\
         \"within\" is one of:",
    );
    for form in WITHIN_FORMS {
        page.remark(&format!("    {form}"));
    }
    for own in &policy.rules {
        rule(own, &policy.guideline, page);
    }
    readings(policy, page);
}

fn guideline(guideline: &Guideline, page: &mut Page<'_>) {
    page.comment(
        "Varifrån reglerna kommer; det står överst i varje rapport.",
        "Where the rules come from; it stands at the top of every report.",
    );
    page.line("[guideline]");
    page.set("name", quoted(&guideline.name));
    page.option(
        "authority",
        some_text(&guideline.authority),
        "\"Nykvarns kommun\"",
        "visas inte",
        "not shown",
    );
    page.option(
        "reference",
        some_text(&guideline.reference),
        "\"KS/2020:548\"",
        "visas inte",
        "not shown",
    );
    let date = |day: Option<crate::calendar::Day>| day.map(|day| day.to_string());
    page.option("adopted", date(guideline.adopted), "2020-12-01", "visas inte", "not shown");
    page.option("revised", date(guideline.revised), "2021-06-01", "visas inte", "not shown");
}

fn rule(rule: &Rule, guideline: &Guideline, page: &mut Page<'_>) {
    page.gap();
    if *guideline == Guideline::nykvarn() {
        for (paragraph, words) in sources(rule) {
            page.remark(&format!("{paragraph}: \"{words}\""));
        }
    }
    page.line("[[rule]]");
    page.set("id", quoted(&rule.id));
    page.option("paragraph", some_text(&rule.paragraph), "\"§ 4.1\"", "visas inte", "not shown");
    page.set("channels", list(rule.channels.iter()));
    let origin = rule.origin.map(|origin| quoted(origin.id()));
    page.option("origin", origin, "\"external\"", "båda ursprungen", "both origins");
    page.set("within", quoted(&rule.within.to_string()));
    let deemed = rule.deemed_previous_workday.then(|| quoted("previous-workday"));
    page.option(
        "deemed",
        deemed,
        "\"previous-workday\"",
        "\"none\" (FL 22 §, brev)",
        "\"none\" (FL 22 §, letters)",
    );
    page.option("from", rule.from.map(|day| day.to_string()), "2020-12-01", "alltid", "always");
    let until = rule.until.map(|day| day.to_string());
    page.option("until", until, "2026-12-31", "alltid (till och med)", "always (inclusive)");
    let target = rule.target.map(|target| target.to_string());
    page.option("target", target, "90.0", "inget mål (procent)", "no target (percent)");
}

/// The guideline's words for the contacts of a rule, with their paragraphs.
fn sources(rule: &Rule) -> Vec<(&'static str, &'static str)> {
    let covers = |channel, origin| rule.covers(channel, origin);
    let (external, internal) = (Origin::External, Origin::Internal);
    let either = |channel| covers(channel, external) || covers(channel, internal);
    [
        (
            covers(Channel::Phone, external) || covers(Channel::Email, external),
            "§ 4.1",
            "svarar så snart som möjligt, och senast inom en arbetsdag på externa samtal/mejl",
        ),
        (
            covers(Channel::Phone, internal) || covers(Channel::Email, internal),
            "§ 4.1",
            "Internt gäller att inom 48 timmar svara på meddelanden.",
        ),
        (
            covers(Channel::Phone, external) || covers(Channel::Phone, internal),
            "§ 5",
            "senast inom en arbetsdag på externa samtal och internt inom 48 timmar",
        ),
        (
            either(Channel::Sms),
            "§ 5",
            "SMS ska besvaras enligt samma riktlinjer som telefonsamtal.",
        ),
        (
            either(Channel::Email),
            "§ 6",
            "senast inom en arbetsdag på externa mejl och inom 48 timmar på interna",
        ),
        (either(Channel::Letter), "§ 7", "Post med vanligt brev hanteras på samma sätt som e-post"),
    ]
    .into_iter()
    .filter_map(|(applies, paragraph, words)| applies.then_some((paragraph, words)))
    .collect()
}

fn readings(policy: &Policy, page: &mut Page<'_>) {
    page.comment(
        "Tolkningar: andra sätt att läsa reglerna, för --reading NAMN. Var och en ändrar \"within\"\n\
         eller \"deemed\" i de regler som den nämner med id. Inbyggda, vilka reglerna än är:",
        "Readings: other ways to read the rules, for --reading NAME. Each overrides \"within\" or\n\
         \"deemed\" of the rules that it names by id. Built in, whatever the rules:",
    );
    for reading in BuiltInReading::ALL {
        let meaning = page.pick(reading.swedish(), reading.english());
        page.remark(&format!("    {}: {meaning}", reading.name()));
    }
    if policy.readings.is_empty() {
        let or = page.pick("eller", "or");
        page.remark(&format!(
            "[[reading]]\nname = \"two-days\"\n[reading.rules.external]\nwithin = \"2 workdays\"\n\
             deemed = \"previous-workday\"  # {or} \"none\""
        ));
    }
    for reading in &policy.readings {
        page.header("[[reading]]");
        page.set("name", quoted(&reading.name));
        for change in &reading.overrides {
            page.line(&format!("[reading.rules.{}]", key(&change.rule)));
            let within = change.within.map(|within| quoted(&within.to_string()));
            page.option("within", within, WORKDAY, "som i regeln", "as in the rule");
            let deemed = change.deemed_previous_workday.map(|deemed| match deemed {
                true => quoted("previous-workday"),
                false => quoted("none"),
            });
            page.option("deemed", deemed, "\"previous-workday\"", "som i regeln", "as in the rule");
        }
    }
}
