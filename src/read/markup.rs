//! XML: the records of a document become rows, and the paths of a profile columns.
//!
//! Namespaces are ignored: elements and attributes go by their local names. No document type
//! is read, no other file is fetched, and no cell is understood here.

mod grammar;
mod path;
mod prolog;
mod references;

#[cfg(test)]
mod tests;

use roxmltree::{Document, Error, Node, NodeId, ParsingOptions};

use super::error::ReadError;
use super::grid::Grid;
use super::lines::{breaks, line_at};
use super::malformed::{Malformed, Notation};
use super::whole;
use path::Path;

pub use prolog::root_name;

/// How much of a document is held in memory, and how deep it may be. The parser makes room for
/// as many elements and attributes as there are signs of them before it reads any.
#[derive(Clone, Copy, Debug)]
struct Limits {
    nodes: usize,
    equals: usize,
    /// A record inside records is read once for each, so the depth bounds the work.
    depth: usize,
}

impl Limits {
    const USUAL: Self = Self { nodes: 1 << 24, equals: 1 << 25, depth: 256 };
}

/// Reads the records of an XML document into a table whose header is `columns`.
///
/// `records` are paths from the root, such as `smses/sms`; `//name` stands for any depth.
/// `columns` are paths from a record (see [`check_path`]). A value is the trimmed text of the
/// first match, all text below it included; a path that ends with `[*]` joins all matches with
/// `;`. What is not there is empty. The line of a row is that of its element.
///
/// # Errors
/// What is wrong with the document or with a path: see [`Malformed`].
///
/// # Example
/// ```
/// use svarstid::read::xml;
/// let document = br#"<smses count="1">
///   <sms address="070-000 00 01" date="1772434800000" type="1"/>
/// </smses>"#;
/// let columns = ["@address".to_owned(), "@type".to_owned()];
/// let grid = xml(document, &["smses/sms".to_owned()], &columns)?;
/// assert_eq!(grid.cell(0, 0), Some(&b"070-000 00 01"[..]));
/// assert_eq!(grid.line(0), 2);
/// # Ok::<(), svarstid::read::ReadError>(())
/// ```
pub fn xml(bytes: &[u8], records: &[String], columns: &[String]) -> Result<Grid, ReadError> {
    read(bytes, records, columns, Limits::USUAL)
}

/// Whether `path` can lead from a record to a value.
///
/// Steps are parted by `/` and are local names, `*` for any, with conditions
/// (`[@attribute='value']` or `[child='value']`). The path may begin with `..`, several times,
/// for what stands above the record. `//` (once) stands for any depth. The last step may be
/// `@attribute` or `name()`; `.` is the text of the record. `[*]` at the end takes all matches.
///
/// # Errors
/// Why it cannot, in one English clause.
///
/// # Example
/// ```
/// use svarstid::read::check_path;
/// assert!(check_path("dates/date[@dateType='received']").is_ok());
/// assert!(check_path("../string[@key='concept:name']/@value").is_ok());
/// assert!(check_path("count(date)").is_err());
/// ```
pub fn check_path(path: &str) -> Result<(), String> {
    Path::value(path).map(drop)
}

/// Whether `path` can lead from the root to records: elements only, `//` for any depth.
///
/// # Errors
/// Why it cannot, in one English clause.
///
/// # Example
/// ```
/// use svarstid::read::check_record_path;
/// assert!(check_record_path("//record").is_ok());
/// assert!(check_record_path("smses/@count").is_err());
/// ```
pub fn check_record_path(path: &str) -> Result<(), String> {
    Path::records(path).map(drop)
}

fn read(
    bytes: &[u8],
    records: &[String],
    columns: &[String],
    limits: Limits,
) -> Result<Grid, ReadError> {
    let record_paths = parsed(records, Path::records)?;
    let column_paths = parsed(columns, Path::value)?;
    let declared =
        if whole::wide_or_marked(bytes).is_some() { None } else { prolog::declared(bytes)? };
    let text = references::sound(whole::text(bytes, Notation::Xml, declared)?);
    let document = parse(&text, limits)?;
    check_depth(&document, limits.depth)?;
    let found = found(&document, &record_paths);
    let root = document.root_element();
    let may_be_empty = |path: &Path| path.may_begin_with(root.tag_name().name());
    if found.is_empty() && !record_paths.iter().any(may_be_empty) {
        let line = line_at(text.as_bytes(), root.range().start);
        let path = records.join(", ");
        return Err(Malformed::NoRecords { form: Notation::Xml, line, path }.into());
    }
    Ok(filled(&text, &found, columns, &column_paths))
}

fn parsed(
    paths: &[String],
    parse: fn(&str) -> Result<Path, String>,
) -> Result<Vec<Path>, Malformed> {
    let one =
        |path: &String| parse(path).map_err(|why| Malformed::Path { path: path.clone(), why });
    paths.iter().map(one).collect()
}

fn parse(text: &str, limits: Limits) -> Result<Document<'_>, Malformed> {
    for (sign, what, limit) in
        [(b'<', "elements", limits.nodes), (b'=', "attributes", limits.equals)]
    {
        if memchr::memchr_iter(sign, text.as_bytes()).count() > limit {
            return Err(Malformed::TooLarge { what, limit });
        }
    }
    // As many texts as tags, and some.
    let nodes_limit = u32::try_from(limits.nodes * 2 + 2).unwrap_or(u32::MAX);
    let options = ParsingOptions { nodes_limit, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| told(&error, text, limits))
}

/// What the parser complains of.
fn told(error: &Error, text: &str, limits: Limits) -> Malformed {
    let bytes = text.as_bytes();
    let line = match error {
        Error::DtdDetected => {
            let at = memchr::memmem::find(bytes, b"<!DOCTYPE").unwrap_or(0);
            return Malformed::Doctype { line: line_at(bytes, at) };
        }
        Error::NodesLimitReached => {
            return Malformed::TooLarge { what: "elements", limit: limits.nodes };
        }
        // The parser knows no place for what is missing at the end.
        Error::NoRootNode | Error::UnclosedRootNode | Error::UnexpectedEndOfStream => {
            line_at(bytes, text.trim_end().len())
        }
        error => u64::from(error.pos().row),
    };
    let what = error.to_string().replace(&format!(" at {}", error.pos()), "");
    Malformed::Syntax { form: Notation::Xml, line, what }
}

/// Walks over the document without recursion, since its depth is what is in question.
fn check_depth(document: &Document<'_>, limit: usize) -> Result<(), Malformed> {
    let mut node = document.root();
    let mut depth = 0;
    loop {
        if let Some(child) = node.first_child() {
            node = child;
            depth += 1;
            if depth > limit {
                let line = line_at(document.input_text().as_bytes(), node.range().start);
                return Err(Malformed::TooDeep { line, limit });
            }
            continue;
        }
        node = loop {
            if let Some(next) = node.next_sibling() {
                break next;
            }
            match node.parent() {
                Some(parent) => node = parent,
                None => return Ok(()),
            }
            depth -= 1;
        };
    }
}

/// The records, in the order of the document, each once.
fn found<'a, 'i>(document: &'a Document<'i>, paths: &[Path]) -> Vec<Node<'a, 'i>> {
    let mut found: Vec<_> = paths.iter().flat_map(|path| path.elements(document.root())).collect();
    found.sort_by_key(|node| node.id().get_usize());
    found.dedup_by_key(|node| node.id());
    found
}

fn filled(text: &str, records: &[Node<'_, '_>], columns: &[String], paths: &[Path]) -> Grid {
    let mut grid = Grid::new(columns.to_vec(), 0);
    let mut cells = vec![String::new(); paths.len()];
    // Values from above are the same for all records below one element. Without this, a
    // thousand events of one trace would look through the trace a thousand times.
    let mut shared: Vec<Option<NodeId>> = vec![None; paths.len()];
    let (mut line, mut counted) = (1, 0);
    for record in records {
        for ((path, cell), shared) in paths.iter().zip(&mut cells).zip(&mut shared) {
            let anchor = path.anchor(*record);
            let id = anchor.map(|anchor| anchor.id());
            if path.is_shared() && id.is_some() && *shared == id {
                continue;
            }
            *shared = id;
            cell.clear();
            if let Some(anchor) = anchor {
                path.append(anchor, cell);
            }
        }
        let begin = record.range().start;
        line += breaks(&text.as_bytes()[counted..begin]);
        counted = begin;
        grid.push(line, cells.iter().map(String::as_bytes));
    }
    grid
}
