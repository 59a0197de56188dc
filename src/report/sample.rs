//! The list of a sample: the contacts that are drawn, with room for what a controller finds, and
//! how many of each stratum they are.

use crate::policy::Rule;
use crate::tally::{Dimension, KeyPart};

use super::contacts::columns;
use super::keys::Names;
use super::provenance::Provenance;
use super::{Cell, Column, Lang, People, Report, Rows, Shown, SwedishOrder, Table, percent_tenths};

/// What the list of a sample is made of.
#[derive(Debug)]
pub struct SampleFacts<'a> {
    /// What the run was made of.
    pub provenance: Provenance,
    /// The rules, for the names of strata.
    pub rules: &'a [Rule],
    /// Department names by their number; 0 is the group without a name.
    pub departments: &'a [String],
    /// Board names by their number; 0 is the group without one.
    pub boards: &'a [String],
    /// The dimensions whose groups are the strata.
    pub by: &'a [Dimension],
    /// How many were to be drawn.
    pub size: u64,
    /// The seed.
    pub seed: u64,
    /// Which columns the contacts have.
    pub shown: Shown,
    /// The strata, in any order.
    pub strata: Vec<StratumRows>,
}

/// A stratum and what is drawn from it.
#[derive(Clone, Debug)]
pub struct StratumRows {
    /// The parts of its key.
    pub key: Vec<KeyPart>,
    /// How many contacts it has.
    pub contacts: u64,
    /// The cells of those that are drawn, as [`contact_cells`](super::contact_cells) has them.
    pub rows: Vec<Vec<Cell>>,
}

/// For whom a report is made: whether words are codes or labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Programs, for which nothing changes with language.
    Program,
    /// People.
    Person,
}

/// The list of a sample: strata in Swedish order, and in each the contacts as the lot fell.
pub fn sample_report<'a>(facts: &SampleFacts<'_>, lang: Lang, reader: Reader) -> Report<'a> {
    let names = Names { rules: facts.rules, departments: facts.departments, boards: facts.boards };
    let order = SwedishOrder::default();
    let mut strata: Vec<&StratumRows> = facts.strata.iter().collect();
    strata.sort_by(|a, b| names.compare(&a.key, &b.key, &order));
    let text = Text { lang, reader, names };
    let mut tables = vec![text.contacts_table(facts, &strata), text.strata_table(facts, &strata)];
    if reader == Reader::Program {
        tables.push(drawing_record(facts));
    }
    Report {
        schema: "svarstid.sample/1",
        lang,
        title: lang.pick("Urval för kontroll", "Sample for checking").to_owned(),
        lead: vec![text.sentence(facts)],
        facts: Vec::new(),
        tables,
        sections: Vec::new(),
        provenance: Some(facts.provenance.clone()),
    }
}

impl SampleFacts<'_> {
    /// How many contacts there are, and how many of them are drawn.
    fn counts(&self) -> (u64, u64) {
        self.strata.iter().fold((0, 0), |(contacts, drawn), stratum| {
            (contacts + stratum.contacts, drawn + stratum.rows.len() as u64)
        })
    }
}

/// The words of one report.
struct Text<'a> {
    lang: Lang,
    reader: Reader,
    names: Names<'a>,
}

impl Text<'_> {
    /// The name of a stratum.
    fn name(&self, key: &[KeyPart]) -> Cell {
        let part = |part: &KeyPart| match self.names.cell(*part, self.lang) {
            Cell::Text(text) => text,
            Cell::Term { id, .. } if self.reader == Reader::Program => id.into_owned(),
            Cell::Term { label, .. } => label.into_owned(),
            _ => "–".to_owned(),
        };
        let parts: Vec<String> = key.iter().map(part).collect();
        match parts.as_slice() {
            [] => Cell::Term { id: "all".into(), label: self.lang.pick("alla", "all").into() },
            parts => Cell::Text(parts.join(" / ")),
        }
    }

    fn contacts_table<'t>(&self, facts: &SampleFacts<'_>, strata: &[&StratumRows]) -> Table<'t> {
        let lang = self.lang;
        let mut columns = columns(facts.shown, lang);
        columns.extend([
            Column::words("stratum", "Stratum"),
            Column::numbers("stratum_contacts", lang.pick("Av stratum", "Stratum’s contacts")),
            Column::numbers("stratum_drawn", lang.pick("Dragna", "Drawn")),
            Column::words("checked", lang.pick("Kontrollerad", "Checked")),
            Column::words("right", lang.pick("Rätt", "Right")),
            Column::words("note", lang.pick("Anmärkning", "Note")),
        ]);
        let rows = strata.iter().flat_map(|stratum| {
            let own = [
                self.name(&stratum.key),
                Cell::Count(stratum.contacts),
                Cell::Count(stratum.rows.len() as u64),
                Cell::Absent,
                Cell::Absent,
                Cell::Absent,
            ];
            stratum.rows.iter().map(move |row| row.iter().chain(&own).cloned().collect())
        });
        Table::new(
            "contacts",
            lang.pick("Kontakter", "Contacts").to_owned(),
            columns,
            Rows::Kept(rows.collect()),
        )
    }

    fn strata_table<'t>(&self, facts: &SampleFacts<'_>, strata: &[&StratumRows]) -> Table<'t> {
        let lang = self.lang;
        let figures = |contacts, drawn| {
            [
                Cell::Count(contacts),
                Cell::Count(drawn),
                Cell::Share { part: drawn, whole: contacts },
            ]
        };
        // Programs join it with the contacts by the name; people see the parts of the name.
        let is_named = self.reader == Reader::Program || facts.by.is_empty();
        let rows = strata.iter().map(|stratum| {
            let name = is_named.then(|| self.name(&stratum.key));
            let key = stratum.key.iter().map(|part| self.names.cell(*part, lang));
            let drawn = stratum.rows.len() as u64;
            name.into_iter().chain(key).chain(figures(stratum.contacts, drawn)).collect()
        });
        let mut columns = Vec::new();
        columns.extend(is_named.then(|| Column::words("stratum", "Stratum")));
        columns.extend(facts.by.iter().map(|own| Column::words(own.id(), lang.dimension(*own))));
        columns.extend([
            Column::numbers("contacts", lang.pick("Kon\u{ad}takter", "Con\u{ad}tacts")),
            Column::numbers("drawn", lang.pick("Dragna", "Drawn")),
            Column::numbers("drawn_percent", lang.pick("Dragna %", "Drawn %")),
        ]);
        let (contacts, drawn) = facts.counts();
        let key_columns = facts.by.len() + usize::from(is_named);
        let mut total = vec![Cell::Absent; key_columns];
        total[0] = Cell::word(lang.pick("Totalt", "Total"));
        total.extend(figures(contacts, drawn));
        Table {
            key_columns,
            total: Some(total),
            is_optional: true,
            ..Table::new(
                "strata",
                lang.pick("Strata", "Strata").to_owned(),
                columns,
                Rows::Kept(rows.collect()),
            )
        }
    }

    /// How many of how many are drawn, and by which seed.
    fn sentence(&self, facts: &SampleFacts<'_>) -> String {
        let (lang, people) = (self.lang, People::new(self.lang));
        let (contacts, drawn) = facts.counts();
        let count = |number| people.count(number);
        let Some(tenths) = percent_tenths(drawn, contacts) else {
            return lang
                .pick("Det finns ingen kontakt att dra.", "There is no contact to draw.")
                .to_owned();
        };
        let percent = people.write(i64::from(tenths), 1);
        let word = lang.plural(
            contacts,
            lang.pick("kontakt", "contact"),
            lang.pick("kontakter", "contacts"),
        );
        if drawn == contacts {
            let (count, size) = (count(contacts), count(facts.size));
            return match lang {
                Lang::Swedish => format!(
                    "Urvalet är alla {count} {word} (100,0 %): {size} skulle dras, och fler finns inte."
                ),
                Lang::English => format!(
                    "The sample is all {count} {word} (100.0 %): {size} were to be drawn, and there are no more."
                ),
            };
        }
        let (count, drawn, seed) = (count(contacts), count(drawn), facts.seed);
        let how = match (facts.by.len(), lang) {
            (0, _) => String::new(),
            (_, Lang::Swedish) => {
                ", ur varje stratum i proportion till antalet, minst en".to_owned()
            }
            (_, Lang::English) => {
                ", from each stratum in proportion to its contacts, one at the least".to_owned()
            }
        };
        match lang {
            Lang::Swedish => {
                format!("Lottat urval: {drawn} av {count} {word} ({percent} %), frö {seed}{how}.")
            }
            Lang::English => {
                format!("Drawn by lot: {drawn} of {count} {word} ({percent} %), seed {seed}{how}.")
            }
        }
    }
}

/// How the sample was drawn, for programs.
fn drawing_record<'t>(facts: &SampleFacts<'_>) -> Table<'t> {
    let (contacts, drawn) = facts.counts();
    let by: Vec<&str> = facts.by.iter().map(|own| own.id()).collect();
    Table::record(
        "drawing",
        [
            ("n", Cell::Count(facts.size)),
            ("seed", Cell::Count(facts.seed)),
            ("by", Cell::word(by.join(","))),
            ("contacts", Cell::Count(contacts)),
            ("drawn", Cell::Count(drawn)),
            ("drawn_percent", Cell::Share { part: drawn, whole: contacts }),
        ],
    )
}
