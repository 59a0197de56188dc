//! Markdown (CommonMark with the tables of GitHub): for minutes, wikis and issues. Charts are
//! left out; what they show stands in their tables.

use std::io::{self, Write};

use crate::report::{Cell, Fact, Kind, People, Report, Section, Table};

use super::printed::{for_people, printable};

/// Writes `report` as Markdown.
///
/// # Errors
/// What writing to `out` fails with.
pub fn markdown(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {}", inline(&report.title))?;
    paragraphs(&report.lead, out)?;
    list(&report.facts, out)?;
    for table in &report.tables {
        write_table(table, "##", report, out)?;
    }
    for section in &report.sections {
        write_section(section, out)?;
    }
    if let Some(provenance) = &report.provenance {
        let title = report.lang.pick("Underlag och program", "Input and program");
        writeln!(out, "\n## {title}")?;
        list(&provenance.facts(report.lang), out)?;
        for table in &provenance.tables(report.lang) {
            write_table(table, "###", report, out)?;
        }
    }
    Ok(())
}

/// Writes Markdown of another report below one that was written.
pub(super) fn rule(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n---\n")
}

fn paragraphs(lines: &[String], out: &mut dyn Write) -> io::Result<()> {
    lines.iter().try_for_each(|text| writeln!(out, "\n{}", line(text)))
}

fn list(facts: &[Fact], out: &mut dyn Write) -> io::Result<()> {
    if !facts.is_empty() {
        writeln!(out)?;
    }
    facts.iter().try_for_each(|fact| {
        writeln!(out, "- **{}:** {}", inline(&fact.label), inline(&fact.value))
    })
}

fn write_section(section: &Section, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n## {}\n", inline(&section.title))?;
    if !section.is_verbatim {
        return section.lines.iter().try_for_each(|text| writeln!(out, "- {}", line(text)));
    }
    let lines: Vec<String> = section.lines.iter().map(|text| printable(text)).collect();
    // A fence is longer than any run of its own sign inside.
    let longest = lines.iter().flat_map(|line| line.split(|c| c != '`')).map(str::len).max();
    let fence = "`".repeat(longest.unwrap_or(0).max(2) + 1);
    writeln!(out, "{fence}text")?;
    lines.iter().try_for_each(|line| writeln!(out, "{line}"))?;
    writeln!(out, "{fence}")
}

fn write_table(
    table: &Table<'_>,
    level: &str,
    report: &Report<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let people = People::new(report.lang);
    let text = |cell: &Cell| inline(&for_people(cell, &people, report.lang));
    let begin = |out: &mut dyn Write| {
        if !table.title.is_empty() {
            writeln!(out, "\n{level} {}", inline(&table.title))?;
        }
        paragraphs(&table.lead, out)?;
        let titles = table.columns.iter().map(|column| inline(&column.plain_title()));
        writeln!(out)?;
        row(titles, out)?;
        let rules = table.columns.iter().map(|column| match column.kind {
            Kind::Words => "---".to_owned(),
            Kind::Numbers => "---:".to_owned(),
        });
        row(rules, out)
    };
    // Rows may be made one at a time, and whether there is any is known only then.
    let mut has_begun = !table.is_optional;
    if has_begun {
        begin(out)?;
    }
    table.each_row(&mut |cells| {
        if !std::mem::replace(&mut has_begun, true) {
            begin(out)?;
        }
        row(cells.iter().map(text), out)
    })?;
    if let (Some(total), true) = (&table.total, has_begun) {
        // The total names itself in its first cell; the other key cells stay blank.
        let is_blank = |at: usize| (1..table.key_columns.max(1)).contains(&at);
        let cells = total.iter().enumerate().map(|(at, cell)| match is_blank(at) {
            true => String::new(),
            false => strong(&text(cell)),
        });
        row(cells, out)?;
    }
    Ok(())
}

fn row(cells: impl Iterator<Item = String>, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "|")?;
    for cell in cells {
        write!(out, " {cell} |")?;
    }
    writeln!(out)
}

fn strong(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("**{text}**") }
}

/// `text` that opens a paragraph or the item of a list, and neither a heading, a quotation nor
/// a list of its own.
fn line(text: &str) -> String {
    let text = inline(text);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match text.as_bytes().get(digits) {
        Some(b'-' | b'+' | b'=') if digits == 0 => format!("\\{text}"),
        Some(b'.' | b')') if digits > 0 => format!("{}\\{}", &text[..digits], &text[digits..]),
        _ => text,
    }
}

/// `text` in which nothing is markup, a link, an address or the end of a cell.
fn inline(text: &str) -> String {
    let text = printable(text);
    let text = text.trim();
    let mut safe = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '!' | '#' | '$' | '@' => {
                safe.push('\\');
                safe.push(c);
            }
            // What GitHub takes for a link, without being told.
            ':' if text[at..].starts_with("://") || text[..at].ends_with(is_scheme) => {
                safe.push_str("\\:");
            }
            '.' if ends_with_www(&text[..at]) => safe.push_str("\\."),
            c => safe.push(c),
        }
    }
    safe
}

fn is_scheme(c: char) -> bool {
    // The last letter of mailto and xmpp.
    matches!(c, 'o' | 'O' | 'p' | 'P')
}

fn ends_with_www(text: &str) -> bool {
    text.get(text.len().wrapping_sub(3)..).is_some_and(|end| end.eq_ignore_ascii_case("www"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup() {
        for (text, safe) in [
            ("a|b\nc", "a\\|b·c"),
            ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
            ("*x* _y_ `z` [l](u)", "\\*x\\* \\_y\\_ \\`z\\` \\[l\\](u)"),
            ("https://example.se", "https\\://example.se"),
            ("mailto:a@example.se", "mailto\\:a\\@example.se"),
            ("www.example.se", "www\\.example.se"),
            ("e-post-2026-05.csv", "e-post-2026-05.csv"),
            ("Bygg: miljö", "Bygg: miljö"),
            ("    kod", "kod"),
        ] {
            assert_eq!(inline(text), safe);
        }
        for (text, safe) in [
            ("- x", "\\- x"),
            ("+46", "\\+46"),
            ("1. x", "1\\. x"),
            ("12) x", "12\\) x"),
            ("# x", "\\# x"),
            ("=== x", "\\=== x"),
            ("2026-05", "2026-05"),
            ("1,5 timmar", "1,5 timmar"),
        ] {
            assert_eq!(line(text), safe);
        }
    }

    #[test]
    fn a_fence_is_longer_than_what_it_holds() {
        let lines = vec!["````".to_owned(), "x ``` y".to_owned()];
        let section = Section { title: "T".to_owned(), lines, is_verbatim: true };
        let mut out = Vec::new();
        write_section(&section, &mut out).expect("written");
        let text = String::from_utf8(out).expect("text");
        assert_eq!(text, "\n## T\n\n`````text\n````\nx ``` y\n`````\n");
    }
}
