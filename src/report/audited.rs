//! What stands above and below the tables of an audit: what was audited, and the account.

use crate::calendar::Wall;
use crate::judge::Outcome;
use crate::policy::Guideline;
use crate::tally::Account;

use super::audit::AuditFacts;
use super::provenance_words::account_parts;
use super::small::Shown;
use super::sources::gaps_in_words;
use super::{Cell, Fact, Lang, People, Section, Table};

/// The sentences around the tables.
pub(super) struct Text {
    pub(super) lang: Lang,
    pub(super) people: People,
}

impl Text {
    pub(super) fn count(&self, count: u64) -> String {
        self.people.count(count)
    }

    /// `87,4 % (104 av 119)`, or a dash of nothing.
    fn share(&self, met: u64, judged: u64) -> String {
        let Some(tenths) = super::percent_tenths(met, judged) else { return "–".to_owned() };
        format!(
            "{} % ({} {} {})",
            self.people.write(i64::from(tenths), 1),
            self.count(met),
            self.lang.pick("av", "of"),
            self.count(judged)
        )
    }

    /// What stands above the tables; `groups` is the first of them, whose total is told.
    pub(super) fn audited(
        &self,
        facts: &AuditFacts<'_>,
        groups: &Table<'_>,
        shown: &Shown,
    ) -> Vec<Fact> {
        let lang = self.lang;
        let provenance = &facts.provenance;
        let fact =
            |sv: &str, en: &str, value: String| Fact { label: lang.pick(sv, en).to_owned(), value };
        let mut lines =
            vec![fact("Riktlinje", "Guideline", guideline(&provenance.guideline, lang))];
        if let Some(reading) = &provenance.reading {
            let meaning = match reading.meaning.as_str() {
                "" => String::new(),
                meaning => format!(": {meaning}"),
            };
            lines.push(fact("Tolkning", "Reading", format!("{}{meaning}", reading.name)));
        }
        let period = match &provenance.period {
            Some((asked, first, last)) => format!("{first} – {last} ({asked})"),
            None => {
                let all = lang.pick("hela underlaget", "everything in the input");
                match facts.receipts {
                    Some((first, last)) => format!("{all}, {first} – {last}"),
                    None => all.to_owned(),
                }
            }
        };
        lines.push(fact("Period", "Period", period));
        let as_of = facts.as_of.map_or("–".to_owned(), |wall| {
            let zone = provenance.time_zone;
            format!("{} ({zone})", wall_in_words(wall, lang))
        });
        lines.push(fact("Per", "As of", as_of));
        let inputs: Vec<String> = provenance
            .inputs
            .iter()
            .map(|input| {
                let rows =
                    lang.plural(input.rows, lang.pick("rad", "row"), lang.pick("rader", "rows"));
                format!("{} ({} {rows})", input.name, self.count(input.rows))
            })
            .collect();
        lines.push(fact("Underlag", "Input", inputs.join(", ")));
        let paired = facts.paired.iter();
        for gap in paired.flat_map(|paired| gaps_in_words(&paired.coverage, lang)) {
            lines.push(fact("Saknas", "Missing", gap));
        }
        let share = match groups.total_cell("met_percent") {
            Some(Cell::Share { part, whole }) => {
                let word = groups.total_cell("rating").and_then(|cell| match cell {
                    Cell::Term { label, .. } => Some(format!(": {label}")),
                    _ => None,
                });
                self.share(*part, *whole) + &word.unwrap_or_default()
            }
            _ => self.held_back().to_owned(),
        };
        lines.push(fact("I tid", "Met", share));
        if facts.total.count(Outcome::Exempt) > 0 {
            let share = match shown.without_exemptions {
                true => self.share(facts.with_exempt.0, facts.with_exempt.1),
                false => self.held_back().to_owned(),
            };
            lines.push(fact("… utan undantag", "… without exemptions", share));
        }
        if let Some(least) = facts.extras.min_n {
            let most = self.count(least.saturating_sub(1));
            lines.push(fact(
                "Små tal",
                "Small numbers",
                match lang {
                    Lang::Swedish => format!(
                        "antal kontakter från 1 till {most} visas inte (..), och inte heller tal \
                         som skulle avslöja dem"
                    ),
                    Lang::English => format!(
                        "numbers of contacts from 1 to {most} are held back (..), and numbers \
                         that would reveal them are too"
                    ),
                },
            ));
        }
        lines
    }

    /// What people read where a share is held back.
    fn held_back(&self) -> &'static str {
        self.lang.pick("visas inte (små tal)", "held back (small numbers)")
    }

    /// Where every row went; `groups` is the first table, whose total is told.
    pub(super) fn account(
        &self,
        account: &Account,
        groups: &Table<'_>,
        board: Option<&str>,
    ) -> Section {
        let lang = self.lang;
        let sum = |whole: (&str, String), parts: &[(&str, String)]| {
            let parts: Vec<String> =
                parts.iter().map(|(name, count)| format!("{count} {name}")).collect();
            format!("{} {} = {}", whole.1, whole.0, parts.join(" +\u{a0}"))
        };
        let all = account_parts(account, lang).into_iter();
        let all: Vec<(&str, String)> =
            all.map(|(name, count)| (of_number(name, count), self.count(count))).collect();
        let rows = sum(all[0].clone(), &all[1..]);
        let outcomes = [
            (lang.pick("i tid", "met"), Outcome::Met),
            (lang.pick("sena", "late"), Outcome::Late),
            (lang.pick("obesvarade", "overdue"), Outcome::Overdue),
            (lang.pick("öppna", "pending"), Outcome::Pending),
            (lang.pick("undantagna", "exempt"), Outcome::Exempt),
            (lang.pick("utan regel", "without a rule"), Outcome::Unregulated),
        ];
        let told = |name: &'static str, column: &str| match groups.total_cell(column) {
            Some(Cell::Count(count)) => (of_number(name, *count), self.count(*count)),
            _ => (name, "..".to_owned()),
        };
        let parts = outcomes.map(|(name, outcome)| told(name, outcome.id()));
        let contacts = sum(told(lang.pick("kontakter", "contacts"), "contacts"), &parts);
        let contacts = match board {
            Some(board) => format!("{board}: {contacts}"),
            None => contacts,
        };
        Section::prose(lang.pick("Avstämning", "Account"), vec![rows, contacts])
    }
}

/// A label of the account as it is written after a number: of one, in the singular.
fn of_number(label: &'static str, count: u64) -> &'static str {
    const ONE: [(&str, &str); 11] = [
        ("lästa rader", "läst rad"),
        ("kontakter", "kontakt"),
        ("dubbletter", "dubblett"),
        ("avvisade", "avvisad"),
        ("sena", "sen"),
        ("obesvarade", "obesvarad"),
        ("öppna", "öppen"),
        ("undantagna", "undantagen"),
        ("rows read", "row read"),
        ("contacts", "contact"),
        ("duplicates", "duplicate"),
    ];
    let one = ONE.iter().find(|(many, _)| count == 1 && *many == label);
    one.map_or(label, |(_, one)| one)
}

/// `tor 2026-06-18 15:00:00`.
pub(super) fn wall_in_words(wall: Wall, lang: Lang) -> String {
    format!("{} {wall}", lang.weekday_short(wall.day.weekday()))
}

fn guideline(guideline: &Guideline, lang: Lang) -> String {
    let mut parts = vec![guideline.name.clone()];
    parts.extend([&guideline.authority, &guideline.reference].map(Clone::clone));
    parts.extend(guideline.adopted.map(|day| format!("{} {day}", lang.pick("antagen", "adopted"))));
    parts.extend(
        guideline.revised.map(|day| format!("{} {day}", lang.pick("reviderad", "revised"))),
    );
    parts.retain(|part| !part.is_empty());
    parts.join(", ")
}
