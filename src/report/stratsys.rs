//! Measures for Stratsys: a table of organisation, period, measure and value, with the names
//! that Stratsys has for them.
//!
//! Stratsys takes a value only when organisation and measure are spelled exactly as it has them,
//! and any date inside a period stands for it (stratsys.com, "Importera måttdata").

use std::collections::BTreeMap;
use std::fmt;

use super::band;
use super::{Cell, Column, Kind, Report, Rows, Table};

/// The names that Stratsys has, by what this program calls them.
///
/// # Example
/// ```
/// use svarstid::report::StratsysNames;
/// let names = StratsysNames::parse("# enheter\nServicecenter\nTotalt\tNykvarns kommun\n").unwrap();
/// assert_eq!(names.theirs("Servicecenter"), Some("Servicecenter"));
/// assert_eq!(names.theirs("Totalt"), Some("Nykvarns kommun"));
/// assert_eq!(names.theirs("Kansli"), None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StratsysNames(BTreeMap<String, String>);

/// What stands in the list for a name that is not to be imported.
const LEFT_OUT: &str = "-";

impl StratsysNames {
    /// Reads a list: a name a line, as Stratsys has it; or what this program calls it, a tab,
    /// and the name of Stratsys, which is `-` for what is not to be imported. Empty lines and
    /// lines that begin with `#` say nothing.
    ///
    /// # Errors
    /// A line with more than two fields, without a name, or with a name that was told before.
    pub fn parse(text: &str) -> Result<Self, StratsysError> {
        let mut names = BTreeMap::new();
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.trim_end_matches('\r');
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let (ours, theirs) = line.split_once('\t').unwrap_or((line, line));
            let wrong = |what| StratsysError::Line { number, what };
            if ours.is_empty() || theirs.is_empty() {
                return Err(wrong("a name is empty"));
            }
            if theirs.contains('\t') {
                return Err(wrong("more than two fields"));
            }
            if names.insert(ours.to_owned(), theirs.to_owned()).is_some() {
                return Err(wrong("the name stands there twice"));
            }
        }
        Ok(Self(names))
    }

    /// What Stratsys calls something.
    pub fn theirs(&self, ours: &str) -> Option<&str> {
        self.0.get(ours).map(String::as_str)
    }

    /// A listed name that differs from `ours` in case and spaces only.
    fn near(&self, ours: &str) -> Option<&str> {
        let folded = |name: &str| {
            name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
        };
        let wanted = folded(ours);
        self.0.keys().map(String::as_str).find(|name| folded(name) == wanted)
    }
}

/// Why there is nothing that Stratsys would take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StratsysError {
    /// A line of the list is not understood.
    Line {
        /// Its number, counted from 1.
        number: usize,
        /// What is wrong with it.
        what: &'static str,
    },
    /// The report has no period.
    NoPeriod,
    /// The rows of the report are not named by one thing.
    NotOneName,
    /// Names that are not in the list; each with one that differs in case and spaces only.
    Unlisted(Vec<(String, Option<String>)>),
}

impl fmt::Display for StratsysError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line { number, what } => write!(
                f,
                "{number}: {what}; expected a name, or a name, a tab and what Stratsys calls it"
            ),
            Self::NoPeriod => f.write_str("no period; a value is imported into one"),
            Self::NotOneName => f.write_str("the rows have more than one name each"),
            Self::Unlisted(names) => {
                let names: Vec<String> = names
                    .iter()
                    .map(|(name, near)| match near {
                        Some(near) => format!("\"{name}\" (there is \"{near}\")"),
                        None => format!("\"{name}\""),
                    })
                    .collect();
                write!(
                    f,
                    "not in the list: {}; add each as Stratsys spells it, or behind a tab what \
                     Stratsys calls it, or - to leave it out",
                    names.join(", ")
                )
            }
        }
    }
}

impl std::error::Error for StratsysError {}

/// The figures of the first table of `report`, one a row: organisation, period, measure, value.
/// Where there is no value, or where it is held back, there is no row.
///
/// # Errors
/// When the report has no period, its rows are not named by one thing, or an organisation or a
/// measure is not in the list.
pub fn stratsys_report(
    report: &Report<'_>,
    names: &StratsysNames,
) -> Result<Report<'static>, StratsysError> {
    let period = report.provenance.as_ref().and_then(|own| own.period.as_ref());
    let Some((_, _, last)) = period else { return Err(StratsysError::NoPeriod) };
    let Some(table) = report.tables.first() else { return Err(StratsysError::NotOneName) };
    let Rows::Kept(kept) = &table.rows else { return Err(StratsysError::NotOneName) };
    if table.key_columns != 1 {
        return Err(StratsysError::NotOneName);
    }
    let mut unlisted = Vec::new();
    let mut theirs = |ours: &str| match names.theirs(ours) {
        Some(name) => Some(name.to_owned()),
        None => {
            let told = (ours.to_owned(), names.near(ours).map(str::to_owned));
            if !unlisted.contains(&told) {
                unlisted.push(told);
            }
            None
        }
    };
    let mut measures = Vec::new();
    for (at, column) in table.columns.iter().enumerate().skip(1) {
        // The columns that stay: what a release adds must not stop the import of a measure.
        if column.kind == Kind::Numbers && column.in_csv {
            // A band is imported where its measures are listed, and asks for none.
            if band::has(column) && names.theirs(&column.spelled_title(report.lang)).is_none() {
                continue;
            }
            measures.push((at, theirs(&column.spelled_title(report.lang))));
        }
    }
    let mut rows = Vec::new();
    for row in kept.iter().chain(&table.total) {
        let name = match row.first() {
            Some(Cell::Text(name)) => name.as_str(),
            Some(Cell::Term { label, .. }) => label,
            _ => return Err(StratsysError::NotOneName),
        };
        let organisation = theirs(name).filter(|name| name != LEFT_OUT);
        let Some(organisation) = organisation else { continue };
        for (at, measure) in &measures {
            let measure = measure.as_ref().filter(|name| *name != LEFT_OUT);
            let (Some(measure), Some(value)) = (measure, row.get(*at)) else { continue };
            if matches!(value, Cell::Absent | Cell::Suppressed | Cell::Share { whole: 0, .. }) {
                continue;
            }
            rows.push(vec![
                Cell::Text(organisation.clone()),
                Cell::Day(*last),
                Cell::Text(measure.clone()),
                value.clone(),
            ]);
        }
    }
    if !unlisted.is_empty() {
        return Err(StratsysError::Unlisted(unlisted));
    }
    Ok(Report {
        schema: report.schema,
        lang: report.lang,
        title: report.title.clone(),
        lead: Vec::new(),
        facts: Vec::new(),
        tables: vec![Table::new(
            "measures",
            String::new(),
            vec![
                Column::words("organisation", "Organisation"),
                Column::words("period", "Period"),
                Column::words("measure", "Mått"),
                Column::numbers("value", "Värde"),
            ],
            Rows::Kept(rows),
        )],
        sections: Vec::new(),
        provenance: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_is_not_understood_says_where() {
        for (text, told) in [
            ("a\nb\tc\td\n", "2: more than two fields"),
            ("a\r\n\r\na\r\n", "3: the name stands there twice"),
            ("a\t\n", "1: a name is empty"),
            ("\tb\n", "1: a name is empty"),
        ] {
            let error = StratsysNames::parse(text).expect_err("a wrong line").to_string();
            assert!(error.starts_with(told), "{text:?}: {error}");
        }
        assert_eq!(StratsysNames::parse("# a\n\n  \n"), Ok(StratsysNames::default()));
    }
}
