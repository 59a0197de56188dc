//! What event logs can prove: how answers were found, and which days the logs cover.

use crate::calendar::Day;
use crate::contact::Pairing;
use crate::profile::language::Ignored;

use super::{Cell, Column, Lang, Rows, Table};

/// What the files of one event source cover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageFacts {
    /// The source profile, with its department or name where the settings give one.
    pub source: String,
    /// How many files.
    pub files: u64,
    /// How many events.
    pub events: u64,
    /// The local days of the first and the last event.
    pub days: Option<(Day, Day)>,
    /// Workdays between the files of the source on which none of them has an event: the first,
    /// the last, and how many workdays.
    pub gaps: Vec<(Day, Day, u64)>,
    /// Workdays without an event inside what one file covers.
    pub silent_workdays: Vec<Day>,
    /// Pairs of files that cover the same days.
    pub overlaps: u64,
    /// Answers that are earlier than what they answer.
    pub clock_skew: u64,
}

impl CoverageFacts {
    fn is_whole(&self) -> bool {
        let is_whole = self.gaps.is_empty() && self.silent_workdays.is_empty();
        is_whole && self.overlaps == 0 && self.clock_skew == 0
    }
}

/// How answers were found.
pub(super) fn pairing_table<'a>(pairings: &[u64; Pairing::ALL.len()], lang: Lang) -> Table<'a> {
    let columns = vec![
        Column::words("pairing", lang.pick("Svaret hittat", "Answer found")),
        Column::numbers("contacts", lang.pick("Kon\u{ad}takter", "Con\u{ad}tacts")),
    ];
    let row = |pairing: Pairing| {
        let label = lang.pick(pairing.swedish(), pairing.english());
        let name = Cell::Term { id: pairing.id().into(), label: label.into() };
        vec![name, Cell::Count(pairings[pairing as usize])]
    };
    Table::new(
        "pairing",
        lang.pick("Så hittades svaren", "How answers were found").to_owned(),
        columns,
        Rows::Kept(Pairing::ALL.map(row).to_vec()),
    )
}

/// What each source covers.
pub(super) fn coverage_table<'a>(coverage: &[CoverageFacts], lang: Lang) -> Table<'a> {
    let columns = vec![
        Column::words("source", lang.pick("Källa", "Source")),
        Column::numbers("files", lang.pick("Filer", "Files")),
        Column::numbers("events", lang.pick("Hän\u{ad}delser", "Events")),
        Column::words("first", lang.pick("Från", "From")),
        Column::words("last", lang.pick("Till", "To")),
        Column::numbers("gap_workdays", lang.pick("Vardagar i luckor", "Workdays in gaps")),
        Column::numbers("silent_workdays", lang.pick("Tysta vardagar", "Silent workdays")),
        Column::numbers("overlaps", lang.pick("Över\u{ad}lapp", "Over\u{ad}laps")),
        Column::numbers("clock_skew", lang.pick("Klockfel", "Clock skew")),
    ];
    let row = |own: &CoverageFacts| {
        let day = |day: Option<Day>| day.map_or(Cell::Absent, Cell::Day);
        vec![
            Cell::Text(own.source.clone()),
            Cell::Count(own.files),
            Cell::Count(own.events),
            day(own.days.map(|days| days.0)),
            day(own.days.map(|days| days.1)),
            Cell::Count(own.gaps.iter().map(|gap| gap.2).sum()),
            Cell::Count(own.silent_workdays.len() as u64),
            Cell::Count(own.overlaps),
            Cell::Count(own.clock_skew),
        ]
    };
    Table {
        is_optional: true,
        ..Table::new(
            "coverage",
            lang.pick("Vad loggarna täcker", "What the logs cover").to_owned(),
            columns,
            Rows::Kept(coverage.iter().map(row).collect()),
        )
    }
}

/// What is missing from the logs, one sentence a source; shown before any percentage.
pub(super) fn gaps_in_words(coverage: &[CoverageFacts], lang: Lang) -> Vec<String> {
    coverage.iter().filter(|own| !own.is_whole()).map(|own| in_words(own, lang)).collect()
}

fn in_words(own: &CoverageFacts, lang: Lang) -> String {
    /// Days that a sentence names; the table counts all.
    const NAMED: usize = 5;
    let mut parts = Vec::new();
    for (first, last, workdays) in own.gaps.iter().take(NAMED) {
        let days = lang.plural(
            *workdays,
            lang.pick("vardag", "workday"),
            lang.pick("vardagar", "workdays"),
        );
        let span = if first == last { first.to_string() } else { format!("{first} – {last}") };
        parts.push(match lang {
            Lang::Swedish => format!("lucka mellan filerna {span} ({workdays} {days})"),
            Lang::English => format!("a gap between the files, {span} ({workdays} {days})"),
        });
    }
    if own.gaps.len() > NAMED {
        let more = own.gaps.len() - NAMED;
        parts.push(match lang {
            Lang::Swedish => format!("och {more} luckor till"),
            Lang::English => format!("and {more} more gaps"),
        });
    }
    if !own.silent_workdays.is_empty() {
        let named = own.silent_workdays.iter().take(NAMED).map(Day::to_string);
        let mut named: Vec<String> = named.collect();
        let more = own.silent_workdays.len().saturating_sub(NAMED);
        if more > 0 {
            named.push(match lang {
                Lang::Swedish => format!("och {more} till"),
                Lang::English => format!("and {more} more"),
            });
        }
        let named = named.join(", ");
        parts.push(match lang {
            Lang::Swedish => format!("inga händelser på vardagarna {named}"),
            Lang::English => format!("no events on the workdays {named}"),
        });
    }
    if own.overlaps > 0 {
        let count = own.overlaps;
        let pairs = lang.plural(
            count,
            lang.pick("par filer täcker", "pair of files covers"),
            lang.pick("par filer täcker", "pairs of files cover"),
        );
        parts.push(match lang {
            Lang::Swedish => {
                format!("{count} {pairs} samma tid (det som står i båda räknas en gång)")
            }
            Lang::English => {
                format!("{count} {pairs} the same time (what is in both counts once)")
            }
        });
    }
    if own.clock_skew > 0 {
        let count = own.clock_skew;
        let answers = lang.plural(count, "answer", "answers");
        parts.push(match lang {
            Lang::Swedish => format!("{count} svar tidigare än frågan (klockor går olika)"),
            Lang::English => format!("{count} {answers} earlier than the question (clocks differ)"),
        });
    }
    format!("{}: {}", own.source, parts.join("; "))
}

/// What a reason to merge or leave out a row is called in the account.
pub(super) fn ignored_label(reason: Ignored, lang: Lang) -> &'static str {
    match reason {
        Ignored::Filtered => lang.pick("ej kontakter enligt profilen", "left out by the profile"),
        Ignored::UnknownWord => lang.pick("okända ord", "unknown words"),
        Ignored::Leg => lang.pick("delar av samma samtal eller meddelande", "legs of the same"),
        Ignored::Answer => lang.pick("svar", "answers"),
        Ignored::Repeat => lang.pick("upprepningar", "repeats"),
        Ignored::Outgoing => lang.pick("utgående", "outgoing"),
        Ignored::Automatic => lang.pick("automatiska", "automatic"),
        Ignored::Forwarding => lang.pick("vidarebefordringar", "forwarded"),
        Ignored::Unsent => lang.pick("ej skickade", "unsent"),
        Ignored::Cancelled => lang.pick("makulerade", "cancelled"),
        Ignored::NoParty => lang.pick("ingen att svara", "nobody to answer"),
        Ignored::Foreign => lang.pick("varken till eller från kommunen", "not the municipality's"),
        Ignored::ShortRing => lang.pick("korta signaler", "short rings"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(of_month: u32) -> Day {
        Day::from_ymd(2026, 3, of_month).unwrap_or_else(|| Day::from_unix_days(0))
    }

    #[test]
    fn only_what_is_missing_is_said_and_long_lists_are_cut() {
        let whole = CoverageFacts {
            source: "asterisk-csv".into(),
            files: 1,
            events: 9,
            days: Some((day(1), day(31))),
            gaps: Vec::new(),
            silent_workdays: Vec::new(),
            overlaps: 0,
            clock_skew: 0,
        };
        assert!(gaps_in_words(std::slice::from_ref(&whole), Lang::Swedish).is_empty());
        let holed = CoverageFacts {
            gaps: vec![(day(2), day(3), 2)],
            silent_workdays: (9..=15).map(day).collect(),
            overlaps: 1,
            clock_skew: 1,
            ..whole
        };
        let said = gaps_in_words(&[holed], Lang::English);
        assert_eq!(
            said,
            ["asterisk-csv: a gap between the files, 2026-03-02 – 2026-03-03 (2 workdays); no \
              events on the workdays 2026-03-09, 2026-03-10, 2026-03-11, 2026-03-12, 2026-03-13, \
              and 2 more; 1 pair of files covers the same time (what is in both counts once); 1 \
              answer earlier than the question (clocks differ)"]
        );
    }
}
