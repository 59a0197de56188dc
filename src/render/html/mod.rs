//! A page (HTML): one file that needs nothing else, with charts, for screen, phone and paper.
//!
//! It has no script and loads nothing. The template escapes all text; WCAG 2.1 AA is what the
//! law asks of public bodies (lag 2018:1937).

mod page;
mod svg;

use std::io::{self, Write};

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};

use crate::report::Report;

use page::Page;

/// The templates by name; the first is the page.
const TEMPLATES: [(&str, &str); 3] = [
    ("report.html", include_str!("report.html")),
    ("table.html", include_str!("table.html")),
    ("chart.html", include_str!("chart.html")),
];

const STYLE: &str = include_str!("style.css");

/// Writes `report` as a page.
///
/// Of a table with more than 10 000 rows it shows the first, and says how many there are more.
///
/// # Errors
/// What writing to `out` fails with.
pub fn html(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let page = Page::new(report, STYLE)?;
    let text = rendered(&page).map_err(io::Error::other)?;
    out.write_all(text.as_bytes())
}

fn rendered(page: &Page) -> Result<String, minijinja::Error> {
    let mut templates = Environment::new();
    templates.set_auto_escape_callback(|_| AutoEscape::Html);
    templates.set_undefined_behavior(UndefinedBehavior::Strict);
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build()?;
    templates.set_syntax(syntax);
    for (name, text) in TEMPLATES {
        templates.add_template(name, text)?;
    }
    templates.get_template(TEMPLATES[0].0)?.render(Serde(page))
}

#[cfg(test)]
mod tests;
