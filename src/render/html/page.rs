//! A report as the template sees it: text that is ready to be read, and nothing to reckon.

use std::borrow::Cow;

use serde::Serialize;

use crate::render::picture::Picture;
use crate::render::printed::{for_people, printable, unbroken};
use crate::report::{Cell, Column, Fact, Kind, Lang, People, Report, Section, Table};

use super::svg::Svg;

/// Rows that a page shows at most: a browser lays out no more at once.
pub(super) const MOST_ROWS: usize = 10_000;

/// A page.
#[derive(Debug, Serialize)]
pub(super) struct Page {
    lang: &'static str,
    title: String,
    lead: Vec<String>,
    facts: Vec<Pair>,
    tables: Vec<Shown>,
    sections: Vec<Block>,
    provenance: Option<Made>,
    words: Words,
    program: &'static str,
    style: minijinja::Value,
}

/// A label and what it says.
#[derive(Debug, Serialize)]
struct Pair {
    label: String,
    value: String,
}

/// A heading and the lines below it.
#[derive(Debug, Serialize)]
struct Block {
    title: String,
    lines: Vec<String>,
    is_verbatim: bool,
}

/// What the run was made of.
#[derive(Debug, Serialize)]
struct Made {
    facts: Vec<Pair>,
    tables: Vec<Shown>,
}

/// A table.
#[derive(Debug, Serialize)]
struct Shown {
    title: String,
    lead: Vec<String>,
    chart: Option<Svg>,
    columns: Vec<Head>,
    rows: Vec<Vec<Field>>,
    total: Option<Vec<Field>>,
    /// How many rows are not shown, in words.
    more: Option<String>,
}

#[derive(Debug, Serialize)]
struct Head {
    id: Cow<'static, str>,
    title: String,
    is_number: bool,
}

#[derive(Debug, Serialize)]
struct Field {
    /// The name of its column.
    id: Cow<'static, str>,
    text: String,
    is_number: bool,
    is_key: bool,
    is_held_back: bool,
}

/// The page's own words.
#[derive(Debug, Serialize)]
struct Words {
    skip: &'static str,
    contents: &'static str,
    facts: &'static str,
    provenance: &'static str,
    none: &'static str,
    held_back: &'static str,
    scrolls: &'static str,
}

impl Words {
    fn new(lang: Lang) -> Self {
        Self {
            skip: lang.pick("Till innehållet", "Skip to the content"),
            contents: lang.pick("Innehåll", "Contents"),
            facts: lang.pick("Det här är granskat", "What was audited"),
            provenance: lang.pick("Underlag och program", "Input and program"),
            none: lang.pick("(inga)", "(none)"),
            held_back: lang.pick("visas inte, för få kontakter", "not shown, too few contacts"),
            scrolls: lang.pick("tabell, kan rullas i sidled", "table, scrolls sideways"),
        }
    }
}

impl Page {
    /// What the template is given of `report`.
    pub(super) fn new(report: &Report<'_>, style: &'static str) -> std::io::Result<Self> {
        let lang = report.lang;
        let mut tables = Vec::new();
        for table in &report.tables {
            tables.extend(shown(table, &report.title, lang)?);
        }
        let provenance = match &report.provenance {
            Some(provenance) => {
                let mut tables = Vec::new();
                for table in &provenance.tables(lang) {
                    tables.extend(shown(table, &report.title, lang)?);
                }
                Some(Made { facts: pairs(&provenance.facts(lang)), tables })
            }
            None => None,
        };
        Ok(Self {
            lang: lang.id(),
            title: printable(&report.title),
            lead: safe(&report.lead),
            facts: pairs(&report.facts),
            tables,
            sections: report.sections.iter().map(block).collect(),
            provenance,
            words: Words::new(lang),
            program: concat!("svarstid ", env!("CARGO_PKG_VERSION")),
            style: minijinja::Value::from_safe_string(style.to_owned()),
        })
    }
}

fn pairs(facts: &[Fact]) -> Vec<Pair> {
    let pair = |fact: &Fact| Pair {
        label: printable(&fact.label),
        value: unbroken(&printable(&fact.value)),
    };
    facts.iter().map(pair).collect()
}

fn safe(lines: &[String]) -> Vec<String> {
    lines.iter().map(|line| unbroken(&printable(line))).collect()
}

fn block(section: &Section) -> Block {
    Block {
        title: printable(&section.title),
        lines: match section.is_verbatim {
            true => section.lines.iter().map(|line| printable(line)).collect(),
            false => safe(&section.lines),
        },
        is_verbatim: section.is_verbatim,
    }
}

/// A table as it is shown; none for an empty one that people need not see.
fn shown(table: &Table<'_>, untitled: &str, lang: Lang) -> std::io::Result<Option<Shown>> {
    let people = People::new(lang);
    let fields = |row: &[Cell], is_total: bool| -> Vec<Field> {
        let cells = row.iter().zip(&table.columns).enumerate();
        let field = |(at, (cell, column)): (usize, (&Cell, &Column))| {
            // A total names itself in its first cell; the other key cells stay blank.
            let is_blank = is_total && at > 0 && at < table.key_columns;
            Field {
                id: column.id.clone(),
                text: if is_blank { String::new() } else { for_people(cell, &people, lang) },
                is_number: column.kind == Kind::Numbers,
                is_key: at < table.key_columns.max(1),
                is_held_back: *cell == Cell::Suppressed,
            }
        };
        cells.map(field).collect()
    };
    let mut rows = Vec::new();
    let mut more = 0_u64;
    table.each_row(&mut |row| {
        if rows.len() < MOST_ROWS {
            rows.push(fields(row, false));
        } else {
            more += 1;
        }
        Ok(())
    })?;
    if rows.is_empty() && table.is_optional {
        return Ok(None);
    }
    let more = (more > 0).then(|| {
        let more = people.count(more);
        match lang {
            Lang::Swedish => {
                format!("… och {more} rader till; alla finns i .csv, .jsonl och .xlsx")
            }
            Lang::English => {
                format!("… and {more} more rows; .csv, .jsonl and .xlsx have them all")
            }
        }
    });
    let title = if table.title.is_empty() { untitled } else { &table.title };
    let head = |column: &Column| Head {
        id: column.id.clone(),
        title: printable(&column.title),
        is_number: column.kind == Kind::Numbers,
    };
    Ok(Some(Shown {
        title: printable(title),
        lead: safe(&table.lead),
        chart: Picture::of(table, lang).map(|picture| Svg::of(&picture)),
        columns: table.columns.iter().map(head).collect(),
        rows,
        total: table.total.as_ref().map(|total| fields(total, true)),
        more,
    }))
}
