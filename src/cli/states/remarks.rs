//! What to know of merged states besides what one audit over their logs would say.

use svarstid::report::Lang;
use svarstid::state::{Gap, Resolved, State};

use crate::cli::facts;

/// The remarks, in the language of the report.
pub(super) fn remarks(state: &State, resolved: &Resolved, gaps: &[Gap], lang: Lang) -> Vec<String> {
    let inputs = state.saved.iter().flat_map(|saved| &saved.inputs);
    let overruled = inputs.filter(|input| input.overruled_channel);
    let mut remarks: Vec<String> =
        overruled.map(|input| facts::overruled(&input.name, lang)).collect();
    let mut unknown: Vec<&str> = state
        .saved
        .iter()
        .flat_map(|saved| &saved.unknown_departments)
        .map(String::as_str)
        .collect();
    unknown.sort_unstable();
    unknown.dedup();
    remarks.extend(facts::unknown_departments(unknown, lang));
    let count = state.saved.len() as u64;
    remarks.push(match lang {
        Lang::Swedish => format!(
            "siffrorna är sammanfogade av {count} {}",
            plural(count, "lägesfil", "lägesfiler")
        ),
        Lang::English => {
            format!("the figures are merged from {count} kept {}", plural(count, "state", "states"))
        }
    });
    for Gap { first, last, part } in gaps {
        let part = if part.is_empty() { String::new() } else { format!(" ({part})") };
        remarks.push(match lang {
            Lang::Swedish => format!("ingen lägesfil svarar för {first} – {last}{part}"),
            Lang::English => format!("no kept state answers for {first} – {last}{part}"),
        });
    }
    if resolved.unheard > 0 {
        let rows = resolved.unheard;
        remarks.push(match lang {
            Lang::Swedish => format!(
                "{rows} {} säger annat om kontakter vars månad redan är avgjord, och räknas som \
                 {}",
                plural(rows, "rad", "rader"),
                plural(rows, "dubblett", "dubbletter")
            ),
            Lang::English => format!(
                "{rows} {} otherwise of contacts whose month is settled, and {} as {}",
                plural(rows, "row tells", "rows tell"),
                plural(rows, "counts", "count"),
                plural(rows, "a duplicate", "duplicates")
            ),
        });
    }
    let first = state.saved.first();
    if state.saved.iter().any(|saved| first.is_some_and(|first| first.lists != saved.lists)) {
        remarks.push(
            lang.pick(
                "undantagslistorna eller registren var inte desamma när lägesfilerna sparades; varje \
                 lägesfil följer sina",
                "the exemption lists or registers were not the same when the states were saved; each \
                 goes by its own",
            )
            .to_owned(),
        );
    }
    remarks
}

fn plural(count: u64, one: &'static str, many: &'static str) -> &'static str {
    if count == 1 { one } else { many }
}
