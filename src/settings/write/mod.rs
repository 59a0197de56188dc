//! The settings in force as TOML with comments: something to read, to keep and to change.

mod calendar;
mod organisation;
mod page;
mod policy;
mod source;
mod target;

use super::{MaxRejects, Remarks, Settings};
use crate::document::literal::{list, quoted};
use page::{Page, some_text};

/// All of `settings`, with remarks on some of their keys.
pub(super) fn settings(settings: &Settings, remarks: &Remarks) -> String {
    let mut page = Page::new(remarks);
    page.comment(
        "Inställningar för svarstid. Det som gäller är utskrivet; det som är bortkommenterat är\n\
         alternativ som inte används, med sitt förval eller ett exempel. Sparad som svarstid.toml\n\
         ger filen samma granskning.",
        "The settings of svarstid. What is in force is written out; what is commented out is\n\
         an option that is not used, with its default or an example. Save this as svarstid.toml\n\
         and it gives the same audit.",
    );
    page.remarks_on("");
    general(settings, &mut page);
    policy::write(&settings.policy, &mut page);
    target::write(&settings.targets, &settings.rating, &mut page);
    calendar::write(&settings.working, &mut page);
    organisation::write(&settings.organisation, &settings.register_files, &mut page);
    organisation::pairing(&settings.pairing, &mut page);
    source::write(&settings.sources, &mut page);
    page.text
}

/// What stands outside any table.
fn general(settings: &Settings, page: &mut Page<'_>) {
    page.comment(
        "Granskningens tidszon, och den för tidsstämplar som inte anger sin egen.",
        "The zone of the audit, and of stamps that carry no offset.",
    );
    page.set("time_zone", quoted(settings.time_zone.name()));
    page.comment(
        "Månad och dag då delårsrapporten slutar, från \"06-30\" till \"08-31\": minst hälften och\n\
         högst två tredjedelar av året (lag (2018:597) 13 kap. 1 §; RKR R17). Där slutar\n\
         --period ÅR-delår.",
        "The month and day on which the interim report (delårsrapport) ends, from \"06-30\" to\n\
         \"08-31\": at least half and at most two thirds of the year (lag (2018:597) 13 kap. 1 §;\n\
         RKR R17). It is the end of --period YEAR-delår.",
    );
    let (month, day) = settings.interim_report_ends;
    page.set("interim_report_ends", quoted(&format!("{month:02}-{day:02}")));
    page.comment(
        "Hur många rader som får avvisas innan körningen räknas som misslyckad (slutkod 3): en\n\
         andel av de lästa raderna såsom \"1%\", eller ett antal rader såsom 10.",
        "How many rows may be rejected before the run counts as failed (exit status 3): a share\n\
         of the rows read such as \"1%\", or a number of rows such as 10.",
    );
    match settings.max_rejects {
        MaxRejects::Rows(rows) => page.set("max_rejects", rows.to_string()),
        share @ MaxRejects::Share(_) => page.set("max_rejects", quoted(&share.to_string())),
    }
    page.comment(
        "Förteckningar över kontakter som ett beslut undantar (kolumnerna id, reason, decided_by,\n\
         date). En relativ sökväg börjar i den här filens mapp.",
        "Lists of contacts that a decision exempts (columns id, reason, decided_by, date). A\n\
         relative path starts at the folder of this file.",
    );
    let names = |files: &[std::path::PathBuf]| {
        (!files.is_empty()).then(|| list(files.iter().map(|file| file.to_string_lossy())))
    };
    let lists = names(&settings.exemption_files);
    page.option("exemptions", lists, "[\"undantag.csv\"]", "inga förteckningar", "no lists");
    page.comment(
        "Egna källprofiler, utöver de inbyggda (`svarstid profiles` räknar upp alla). En relativ\n\
         sökväg börjar i den här filens mapp.",
        "Your own source profiles, besides those that are built in (`svarstid profiles` lists all).\n\
         A relative path starts at the folder of this file.",
    );
    let profiles = names(&settings.profile_files);
    page.option("profiles", profiles, "[\"profiles/own.toml\"]", "inga", "none");
}

/// One source, to be pasted into a settings file.
pub(super) fn one_source(source: &crate::profile::Source) -> String {
    let remarks = Remarks::default();
    let mut page = Page::new(&remarks);
    source::one(source, &mut page);
    page.text
}

/// What is in force of `settings`, without comments and blank lines.
pub(super) fn in_force(own: &Settings) -> String {
    let text = settings(own, &Remarks::default());
    // No value runs over a line, and no key begins with `#` without quotes.
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.flat_map(|line| [line, "\n"]).collect()
}
