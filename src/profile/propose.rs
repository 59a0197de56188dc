//! Proposals: a profile for a header that nobody knows, to be read, mended and kept.
//!
//! What is guessed is marked; values of cells are looked at and never written.

use std::collections::HashSet;

use super::Field;
use super::fold::fold;
use super::parse::is_name;
use crate::document::literal::{list, quoted};

/// Rows that are looked at.
const SAMPLE: usize = 100;

/// A profile in TOML for rows of contacts under `header`, as far as the names of the columns
/// give it away; the rest is left as comments to fill in.
///
/// `guess` is what a header cell means by itself. The proposal is a valid profile where it
/// finds when the contacts came in.
///
/// # Example
/// ```
/// use svarstid::profile::language::Profile;
/// use svarstid::profile::propose;
/// let header = ["Ärendenr", "Kanal", "Inkom", "Besvarad", "Handläggare"].map(String::from);
/// let text = propose(&header, &[], "Ärenden 2026.csv", &svarstid::normalise::field);
/// assert!(text.contains("received = { from = \"Inkom\", zone = \"site\" }  # guessed"));
/// assert_eq!(Profile::parse(&text).expect("valid").name, "arenden-2026");
/// ```
pub fn propose(
    header: &[String],
    sample: &[Vec<String>],
    base_name: &str,
    guess: &dyn Fn(&str) -> Option<Field>,
) -> String {
    let columns = columns(header, sample, guess);
    let title = if base_name.trim().is_empty() { "An export" } else { base_name };
    let mut lines = vec![
        "# A proposal for an export that no source profile knows. Lines that end in \"guessed\" are".to_owned(),
        "# guesses: read them all, mend them, and name the file in the settings:".to_owned(),
        format!("#     profiles = [{}]", quoted(&format!("profiles/{}.toml", name(base_name)))),
        "# docs/profiles.md tells the language.".to_owned(),
        format!("name = {}", quoted(&name(base_name))),
        format!("title = {}  # the system and the export, in one line", quoted(title)),
        "family = \"rows\"  # one row a contact; \"events\" where the answer is another row".to_owned(),
        String::new(),
        "[detect]".to_owned(),
    ];
    let cells = detected(header);
    if cells.is_empty() {
        let glob = glob::Pattern::escape(base_name);
        let glob = if super::check_glob(&glob).is_ok() { glob } else { "*.csv".to_owned() };
        lines.push(format!("files = {}  # no column has a name", list([glob])));
    } else {
        lines.push(
            "# Cells that tell this export from others; leave out those that come and go."
                .to_owned(),
        );
        lines.push(format!("header = {}", list(cells)));
    }
    lines.push(String::new());
    lines.push("[fields]".to_owned());
    for field in Field::ALL {
        lines.extend(rule(field, &columns));
    }
    let others: Vec<String> =
        columns.iter().filter(|column| column.field.is_none()).map(|c| quoted(&c.name)).collect();
    if !others.is_empty() {
        lines.push(String::new());
        lines.push("# Columns that are not used:".to_owned());
        lines.extend(others.chunks(6).map(|some| format!("#     {}", some.join(", "))));
    }
    lines.join("\n") + "\n"
}

/// The columns whose cells look like moments, counted from 0, by the first rows below `header`.
///
/// # Example
/// ```
/// use svarstid::profile::moments;
/// let header = ["Nr", "Klockan"].map(String::from);
/// assert_eq!(moments(&header, &[vec!["1".into(), "2026-03-02 08:05".into()]]), [1]);
/// ```
pub fn moments(header: &[String], sample: &[Vec<String>]) -> Vec<usize> {
    let look = |at: &usize| is_moment(&values(sample, *at));
    (0..header.len()).filter(|at| !header[*at].trim().is_empty()).filter(look).collect()
}

/// What stands in a column, blank cells left out.
fn values(sample: &[Vec<String>], at: usize) -> Vec<&str> {
    let cells = sample.iter().take(SAMPLE).filter_map(|row| row.get(at));
    cells.map(|value| value.trim()).filter(|value| !value.is_empty()).collect()
}

fn is_moment(values: &[&str]) -> bool {
    !values.is_empty() && values.iter().all(|value| looks_like_a_moment(value))
}

/// A column, and what it seems to be.
struct Column {
    /// As a profile writes it: `Comment#2` for the second of that name.
    name: String,
    /// What its name says, where no column before it says the same.
    field: Option<Field>,
    /// Whether its cells look like moments.
    is_moment: bool,
    /// Whether all of them state their offset.
    is_stated: bool,
}

fn columns(
    header: &[String],
    sample: &[Vec<String>],
    guess: &dyn Fn(&str) -> Option<Field>,
) -> Vec<Column> {
    let mut taken = HashSet::new();
    let mut columns = Vec::new();
    for (at, cell) in header.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()) {
        let folded = fold(cell);
        let nth = header[..=at].iter().filter(|other| fold(other) == folded).count();
        // A name that ends like a count needs its own, so that it is not taken for one.
        let ends_in_count = cell.rsplit_once('#').is_some_and(|(name, digits)| {
            !name.is_empty() && digits.parse::<usize>().is_ok_and(|count| count > 0)
        });
        let name = match nth {
            1 if !ends_in_count => cell.clone(),
            _ => format!("{cell}#{nth}"),
        };
        let values = values(sample, at);
        let is_moment = is_moment(&values);
        let is_stated = is_moment && values.iter().all(|value| states_its_offset(value));
        let field = guess(cell).filter(|field| taken.insert(*field));
        columns.push(Column { name, field, is_moment, is_stated });
    }
    columns
}

/// The line of a field, and what helps where nothing was found.
fn rule(field: Field, columns: &[Column]) -> Vec<String> {
    let id = field.id();
    let is_moment = matches!(field, Field::Received | Field::Answered);
    let zone = |column: &Column| if column.is_stated { "stated" } else { "site" };
    if let Some(column) = columns.iter().find(|column| column.field == Some(field)) {
        let from = quoted(&column.name);
        return match is_moment {
            true => {
                let zone = zone(column);
                let why = match zone {
                    "site" => "; \"site\": say the zone with --source-zone, or write it here",
                    _ => "; every stamp has its offset",
                };
                vec![format!("{id} = {{ from = {from}, zone = \"{zone}\" }}  # guessed{why}")]
            }
            false => vec![format!("{id} = {{ from = {from} }}  # guessed")],
        };
    }
    let free = columns.iter().filter(|column| column.field.is_none() && column.is_moment);
    let free: Vec<String> = free.map(|column| quoted(&column.name)).collect();
    let mut lines = Vec::new();
    if is_moment && !free.is_empty() {
        lines.push(format!("# These look like moments: {}", free.join(", ")));
    }
    lines.push(match field {
        Field::Received => format!(
            "# {id} = {{ from = \"…\", zone = \"site\" }}  # needed: when the contact came in"
        ),
        Field::Answered => {
            format!("# {id} = {{ from = \"…\", zone = \"site\" }}  # when the answer went out")
        }
        Field::Channel => format!("# {id} = \"phone\"  # the same for every row; or a column"),
        Field::Origin => format!("# {id} = \"external\"  # the same for every row; or a column"),
        Field::Department => {
            format!("# {id} = \"Servicecenter\"  # the same for every row; or a column")
        }
        Field::Id => format!("# {id} = {{ from = \"…\" }}  # what the system calls the contact"),
        Field::Exempt => {
            format!("# {id} = {{ from = \"…\" }}  # why a contact is exempt, where it is")
        }
    });
    lines
}

/// The header cells that say something, each once.
fn detected(header: &[String]) -> Vec<&String> {
    let mut seen = HashSet::new();
    let says = |cell: &&String| {
        let folded = fold(cell);
        !folded.is_empty() && seen.insert(folded)
    };
    header.iter().filter(says).collect()
}

/// A name for the profile of a file.
fn name(base_name: &str) -> String {
    let stem = base_name.rsplit_once('.').map_or(base_name, |(stem, _)| stem);
    let plain = fold(stem);
    let parts = plain.split(|c: char| !c.is_ascii_lowercase() && !c.is_ascii_digit());
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let name = parts.join("-");
    if is_name(&name) { name } else { "own-export".to_owned() }
}

/// Whether a cell has the digits and signs of a date, and nothing that a moment has not.
fn looks_like_a_moment(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let signs = text.bytes().filter(|byte| matches!(byte, b'-' | b'/' | b'.' | b':')).count();
    let may_be = |c: char| c.is_ascii_digit() || "-/.:,+ TZAPMapm".contains(c);
    (6..=24).contains(&digits) && signs >= 2 && text.chars().all(may_be)
}

/// Whether a cell that looks like a moment ends in an offset.
fn states_its_offset(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_offset = |tail: &[u8]| match tail {
        [b'+' | b'-', rest @ ..] => rest.iter().all(|byte| byte.is_ascii_digit() || *byte == b':'),
        _ => false,
    };
    let tail = |length: usize| bytes.len().checked_sub(length).map(|at| &bytes[at..]);
    // A date alone may end in -03-02.
    text.contains(':')
        && (text.ends_with('Z') || [5, 6].into_iter().filter_map(tail).any(is_offset))
}
