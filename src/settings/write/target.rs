//! Targets of groups, and words for shares.

use crate::policy::{GroupTarget, Rating};

use super::Page;
use crate::document::literal::{key, quoted};

pub(super) fn write(targets: &[GroupTarget], rating: &Rating, page: &mut Page<'_>) {
    page.comment(
        "Mål för grupper, vid sidan av reglernas: den andel av de bedömda kontakterna som bör\n\
         besvaras i tid. Allt som nämns ska stämma; ett mål som inte nämner något gäller alla\n\
         kontakter. Ett mål som inte nås ger slutkod 1.",
        "Targets of groups, besides the targets of rules: the share of the judged contacts that\n\
         should be answered in time. What is named must all hold; a target that names nothing is\n\
         of all contacts. A target that is missed makes the exit code 1.",
    );
    if targets.is_empty() {
        page.remark(
            "[[target]]\npercent = 90.0\nboard = \"Byggnadsnämnden\"\ndepartment = \
             \"Servicecenter\"\nchannel = \"email\"\norigin = \"external\"",
        );
    }
    for target in targets {
        page.header("[[target]]");
        page.set("percent", target.percent.to_string());
        let name = |name: &Option<String>| name.as_deref().map(quoted);
        page.option(
            "board",
            name(&target.board),
            "\"Byggnadsnämnden\"",
            "alla nämnder",
            "every board",
        );
        let department = name(&target.department);
        page.option(
            "department",
            department,
            "\"Servicecenter\"",
            "alla förvaltningar",
            "every department",
        );
        let channel = target.channel.map(|channel| quoted(channel.id()));
        page.option("channel", channel, "\"email\"", "alla kanaler", "every channel");
        let origin = target.origin.map(|origin| quoted(origin.id()));
        page.option("origin", origin, "\"external\"", "båda ursprungen", "both origins");
    }
    page.comment(
        "Egna ord för andelar, vart och ett med den procent från vilken det gäller; ett av dem\n\
         från 0. Utan dem har ingen andel något ord.",
        "Your own words for shares, each with the percentage from which on it holds; one of them\n\
         from 0 on. Without them no share has a word.",
    );
    if rating.is_empty() {
        page.remark("[rating]\n\"bra\" = 90.0\n\"OK\" = 75.0\n\"dåligt\" = 0.0");
        return;
    }
    page.line("[rating]");
    for (from, word) in rating.levels() {
        page.set(&key(word), from.to_string());
    }
}
