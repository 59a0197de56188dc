//! Pages: escaped text, nothing loaded, colours that can be read.

use super::*;
use crate::report::{Cell, Chart, ChartKind, Column, Fact, Lang, RowSink, Rows, Section, Table};

const HOSTILE: &str =
    "<script>alert(1)</script>\"'><img src=x onerror=1>&amp;{{ 7*7 }}{% x %}\u{202e}";

fn table<'a>(rows: Rows<'a>, chart: Option<Chart>) -> Table<'a> {
    Table {
        id: "rows",
        title: HOSTILE.to_owned(),
        columns: vec![Column::words("a", HOSTILE), Column::numbers("b", "B")],
        key_columns: 1,
        rows,
        total: Some(vec![Cell::Text(HOSTILE.to_owned()), Cell::Suppressed]),
        is_optional: false,
        lead: vec![HOSTILE.to_owned()],
        chart,
    }
}

fn report(tables: Vec<Table<'_>>) -> Report<'_> {
    Report {
        schema: "svarstid.test/1",
        lang: Lang::Swedish,
        title: HOSTILE.to_owned(),
        lead: vec![HOSTILE.to_owned()],
        facts: vec![Fact { label: HOSTILE.to_owned(), value: HOSTILE.to_owned() }],
        tables,
        sections: vec![
            Section::prose(HOSTILE, vec![HOSTILE.to_owned()]),
            Section { is_verbatim: true, ..Section::prose("v", vec![HOSTILE.to_owned()]) },
        ],
        provenance: None,
    }
}

fn chart(kind: ChartKind) -> Option<Chart> {
    let (title, description) = (HOSTILE.to_owned(), HOSTILE.to_owned());
    Some(Chart { kind, title, description, labels: 0, values: vec![1], in_terminal: false })
}

fn page(report: &Report<'_>) -> String {
    let mut out = Vec::new();
    html(report, &mut out).expect("a page");
    String::from_utf8(out).expect("text")
}

#[test]
fn no_text_becomes_markup_wherever_it_stands() {
    let tables = [ChartKind::Bars, ChartKind::Trend, ChartKind::HeatMap].map(|kind| {
        let row = |count| vec![Cell::Text(HOSTILE.to_owned()), Cell::Count(count)];
        table(Rows::Kept(vec![row(3), row(0)]), chart(kind))
    });
    let page = page(&report(tables.into()));
    for markup in ["<script", "<img", "{{ 49", ">49<", "\u{202e}"] {
        assert!(!page.contains(markup), "{markup}");
    }
    let told = "&lt;script&gt;alert(1)&lt;&#x2f;script&gt;";
    assert!(page.matches(told).count() > 30, "{page}");
}

#[test]
fn a_page_needs_nothing_but_itself() {
    let page = page(&report(vec![table(Rows::Kept(vec![]), None)]));
    assert!(page.starts_with("<!doctype html>\n<html lang=\"sv\">\n"), "{page}");
    for outside in ["http:", "https:", "src=\"", "url(", "@import", "<link", "<script"] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn a_field_that_is_held_back_is_told_by_its_sign_and_in_the_legend() {
    let page_of = |cell: Cell| {
        let row = vec![Cell::Text("10–11".to_owned()), cell];
        let rows = vec![row, vec![Cell::Text("11–12".to_owned()), Cell::Count(4)]];
        page(&report(vec![table(Rows::Kept(rows), chart(ChartKind::HeatMap))]))
    };
    let held = page_of(Cell::Suppressed);
    for told in
        ["class=\"field held\"", "</svg> .. visas inte</li>", "</svg> 0</li>", "\">..</text>"]
    {
        assert!(held.contains(told), "{told}\n{held}");
    }
    assert!(!page_of(Cell::Count(0)).contains("visas inte</li>"));
}

#[test]
fn no_percent_sign_stands_alone_on_a_line() {
    let mut report = report(vec![]);
    report.lead = vec!["89,2 % av 12, och 100 % av 3".to_owned()];
    report.sections[1].lines = vec!["90 % i en ordagrann rad".to_owned()];
    let page = page(&report);
    assert!(page.contains("89,2\u{a0}% av 12, och 100\u{a0}% av 3"), "{page}");
    assert!(page.contains("90 % i en ordagrann rad"), "{page}");
}

#[test]
fn a_table_longer_than_a_page_says_how_many_rows_it_leaves_out() {
    let stream = |sink: &mut RowSink<'_>| {
        (0..12_345).try_for_each(|n| sink(&[Cell::Text("x".to_owned()), Cell::Count(n)]))
    };
    let page = page(&report(vec![table(Rows::Streamed(Box::new(stream)), None)]));
    assert!(page.contains("… och 2\u{202f}345 rader till"), "no word of it");
    assert_eq!(page.matches("<th scope=\"row\">").count(), 10_000 + 1, "and the total");
}

#[test]
fn paper_has_a_heat_map_once_and_its_figures_in_the_picture() {
    let row = vec![Cell::Text("10–11".to_owned()), Cell::Count(3)];
    let page = page(&report(vec![table(Rows::Kept(vec![row]), chart(ChartKind::HeatMap))]));
    let (_, paper) = STYLE.split_once("@media print {").expect("what holds on paper");
    for rule in [
        "section > p, figcaption, .legend { break-after: avoid; }",
        "figure.heat + .scroll { display: none; }",
        ".desk { display: inline; }",
    ] {
        assert!(paper.contains(rule), "{rule}");
    }
    let (_, behind) = page.split_once("<figure class=\"heat\">").expect("a heat map");
    let (picture, behind) = behind.split_once("</figure>").expect("its end");
    assert!(behind.trim_start().starts_with("<div class=\"scroll"), "{behind}");
    assert!(picture.contains("class=\"figure desk t4\""), "{picture}");
}

/// The colours of a block of custom properties.
fn colours(block: &str) -> Vec<(&str, [f64; 3])> {
    let pairs = block.lines().filter_map(|line| line.trim().strip_prefix("--")?.split_once(": #"));
    pairs
        .map(|(name, hex)| {
            let part = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).expect("a colour");
            (name, [part(0), part(2), part(4)].map(|part| f64::from(part) / 255.0))
        })
        .collect()
}

/// WCAG 2.1, "contrast ratio" and "relative luminance".
fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let luminance = |colour: [f64; 3]| {
        let linear =
            |c: f64| if c <= 0.03928 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
        let [r, g, b] = colour.map(linear);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn every_pair_of_colours_has_the_contrast_that_wcag_asks_for() {
    let blocks: Vec<_> = STYLE.split(":root {").skip(1).map(colours).collect();
    assert_eq!(blocks.len(), 3, "light, dark and paper");
    for block in &blocks {
        // What a block leaves out is as in the first, which holds on every medium.
        let all = || block.iter().chain(&blocks[0]);
        let of = |name: &str| all().find(|own| own.0 == name).expect(name).1;
        // Text, 1.4.3.
        for (ink, paper) in [
            ("ink", "paper"),
            ("quiet", "paper"),
            ("accent", "paper"),
            ("ink", "track"),
            ("on-low", "h1"),
            ("on-low", "h2"),
            ("on-high", "h3"),
            ("on-high", "h4"),
        ] {
            let ratio = contrast(of(ink), of(paper));
            assert!(ratio >= 4.5, "{ink} on {paper}: {ratio:.2}");
        }
        // What must be seen to understand a chart, 1.4.11.
        for series in ["s0", "s1", "s2", "s3"] {
            for ground in ["paper", "track"] {
                let ratio = contrast(of(series), of(ground));
                assert!(ratio >= 3.0, "{series} on {ground}: {ratio:.2}");
            }
        }
    }
}
