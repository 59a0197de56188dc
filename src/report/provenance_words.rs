//! Provenance for people: what a run was made of, in words and in two small tables.

use crate::calendar::TZ_DATABASE;
use crate::seal::Sealed;
use crate::tally::Account;

use super::sources::ignored_label;
use super::{Cell, Column, Fact, Lang, Provenance, Rows, Table};

impl Provenance {
    /// What machines are told of a run, for people: the program, its zones, the reading,
    /// as-of, and what settings and calendar are told by.
    pub fn facts(&self, lang: Lang) -> Vec<Fact> {
        let fact =
            |sv: &str, en: &str, value: String| Fact { label: lang.pick(sv, en).to_owned(), value };
        let program = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));
        let mut facts = vec![
            fact("Program", "Program", program.to_owned()),
            fact("Tidszoner", "Time zones", format!("{}, tzdb {TZ_DATABASE}", self.time_zone)),
        ];
        let reading = match &self.reading {
            Some(reading) => reading.name.clone(),
            None => lang.pick("riktlinjens egen", "the guideline's own").to_owned(),
        };
        facts.push(fact("Tolkning", "Reading", reading));
        facts.extend(self.as_of.iter().map(|at| fact("Per", "As of", at.clone())));
        if let Some(sealed) = &self.sealed {
            let digest = |sha256: &str| format!("SHA-256 {sha256}");
            let Sealed { settings, calendar, .. } = &**sealed;
            facts.push(fact("Inställningar", "Settings", digest(&settings.sha256)));
            facts.extend(settings.files.iter().map(|file| {
                let label = format!("{} {}", lang.pick("Fil", "File"), file.name);
                Fact { label, value: digest(&file.sha256) }
            }));
            facts.push(fact("Kalender", "Calendar", digest(&calendar.sha256)));
        }
        facts
    }

    /// The inputs with their digests, and the account: where every row went.
    pub fn tables(&self, lang: Lang) -> [Table<'static>; 2] {
        [self.inputs_table(lang), account_table(&self.account, lang)]
    }

    fn inputs_table(&self, lang: Lang) -> Table<'static> {
        let rows = self.inputs.iter().map(|input| {
            let digest = input.sha256.clone().map_or(Cell::Absent, Cell::word);
            vec![Cell::Text(input.name.clone()), digest, Cell::Count(input.rows)]
        });
        small(
            "inputs",
            lang.pick("Filer", "Files"),
            vec![
                Column::words("name", lang.pick("Fil", "File")),
                Column::words("sha256", "SHA-256"),
                Column::numbers("rows", lang.pick("Rader", "Rows")),
            ],
            rows.collect(),
        )
    }
}

fn account_table(account: &Account, lang: Lang) -> Table<'static> {
    let parts = account_parts(account, lang);
    let ids = account.parts().into_iter().map(|(id, _)| id);
    let rows = ids.zip(parts).map(|(id, (label, rows))| {
        vec![Cell::Term { id: id.into(), label: label.into() }, Cell::Count(rows)]
    });
    small(
        "account",
        lang.pick("Lästa rader", "Rows read"),
        vec![
            Column::words("part", lang.pick("Del", "Part")),
            Column::numbers("rows", lang.pick("Rader", "Rows")),
        ],
        rows.collect(),
    )
}

fn small(
    id: &'static str,
    title: &str,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
) -> Table<'static> {
    Table { is_optional: true, ..Table::new(id, title.to_owned(), columns, Rows::Kept(rows)) }
}

/// The rows read and the parts that they are the sum of, in the words of people.
pub(super) fn account_parts(account: &Account, lang: Lang) -> Vec<(&'static str, u64)> {
    let mut parts = vec![
        (lang.pick("lästa rader", "rows read"), account.rows_read),
        (lang.pick("kontakter", "contacts"), account.contacts),
        (lang.pick("utanför perioden", "outside the period"), account.outside_period),
        (lang.pick("efter per-tidpunkten", "after as-of"), account.after_as_of),
        (lang.pick("dubbletter", "duplicates"), account.duplicates),
        (lang.pick("avvisade", "rejected"), account.rejected),
    ];
    let ignored = account.ignored.reasons();
    parts.extend(ignored.map(|(reason, rows)| (ignored_label(reason, lang), rows)));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::language::Ignored;

    #[test]
    fn the_account_for_people_has_the_parts_of_the_account_for_machines() {
        let mut account = Account {
            rows_read: 9,
            contacts: 2,
            outside_period: 1,
            after_as_of: 1,
            duplicates: 1,
            rejected: 1,
            ..Account::default()
        };
        account.ignored.add(Ignored::Foreign, 3);
        for lang in [Lang::Swedish, Lang::English] {
            let counts = |parts: Vec<(&'static str, u64)>| parts.into_iter().map(|part| part.1);
            let people: Vec<u64> = counts(account_parts(&account, lang)).collect();
            assert_eq!(people, counts(account.parts()).collect::<Vec<_>>());
        }
    }
}
