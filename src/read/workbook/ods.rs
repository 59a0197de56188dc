//! OpenDocument workbooks (`.ods`), cell by cell.
//!
//! Not through calamine: it fills every row that is said to repeat before it counts, and goes
//! round for ever in a file that is cut short. A date stands in the file as text, so nothing is
//! computed here.

mod element;

use std::io::{BufReader, Read};
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::Event;
use rustc_hash::FxHashSet;

use super::{COLUMNS, Collected, ROWS, WORKBOOK_LIMIT, WorkbookError};
use crate::read::archive::{directory, unpacked_size};
use element::{Attributes, Tag, attributes};

const UNPACKED: WorkbookError = WorkbookError::Damaged { why: "its parts cannot be unpacked" };
const MISSING: WorkbookError = WorkbookError::Damaged { why: "a part of it is missing" };
const XML: WorkbookError = WorkbookError::Damaged { why: "its XML cannot be read" };

/// The most bytes of a manifest that are looked through: it lists the parts, a line each.
const MANIFEST_LIMIT: u64 = 16 << 20;

/// Reads the wanted sheets into `collected`.
pub(super) fn read(bytes: &[u8], collected: &mut Collected<'_>) -> Result<(), WorkbookError> {
    let mut zip = directory(bytes).map_err(|_| UNPACKED)?;
    if unpacked_size(&zip) > u128::from(WORKBOOK_LIMIT) {
        return Err(WorkbookError::Unpacked { limit: WORKBOOK_LIMIT });
    }
    if let Ok(file) = zip.by_name("META-INF/manifest.xml") {
        let mut manifest = Vec::new();
        file.take(MANIFEST_LIMIT).read_to_end(&mut manifest).map_err(|_| UNPACKED)?;
        if memchr::memmem::find(&manifest, b"encryption-data").is_some() {
            return Err(WorkbookError::Protected);
        }
    }
    let content = zip.by_name("content.xml").map_err(|_| MISSING)?;
    Content::new(BufReader::new(content)).read(collected)
}

/// The document while it is read.
struct Content<R> {
    xml: Reader<BufReader<R>>,
    buffer: Vec<u8>,
    /// Styles of sheets that are not shown.
    hidden: FxHashSet<String>,
}

/// Neighbouring cells of a row that hold the same.
type Run = (Range<u32>, String);

impl<R: Read> Content<R> {
    fn new(input: BufReader<R>) -> Self {
        let mut xml = Reader::from_reader(input);
        // Then every element that begins also ends.
        xml.config_mut().expand_empty_elements = true;
        Self { xml, buffer: Vec::new(), hidden: FxHashSet::default() }
    }

    fn read(&mut self, collected: &mut Collected<'_>) -> Result<(), WorkbookError> {
        let mut style = None;
        let mut is_in_body = false;
        loop {
            match self.next()? {
                Met::Begin(Tag::Style, attributes) => style = attributes.style_name,
                Met::Begin(Tag::TableProperties, attributes) if attributes.is_undisplayed => {
                    self.hidden.extend(style.take());
                }
                Met::Begin(Tag::Spreadsheet, _) => is_in_body = true,
                Met::Begin(Tag::Sheet, attributes) if is_in_body => {
                    let name = attributes.table_name.unwrap_or_default();
                    let is_hidden =
                        attributes.table_style.is_some_and(|style| self.hidden.contains(&style));
                    let is_wanted = collected.begin(&name, is_hidden);
                    self.sheet(is_wanted.then_some(&mut *collected))?;
                }
                // What another file's tables are like, not tables of this one.
                Met::Begin(Tag::Aside, _) => self.skip()?,
                Met::End(Tag::Spreadsheet) => return Ok(()),
                Met::Eof => return if is_in_body { Err(XML) } else { Ok(()) },
                _ => {}
            }
        }
    }

    /// Reads to the end of a sheet; its cells go nowhere if nobody asked for it.
    fn sheet(&mut self, mut collected: Option<&mut Collected<'_>>) -> Result<(), WorkbookError> {
        let mut row = 0_u32;
        loop {
            match self.next()? {
                Met::Begin(Tag::Row, attributes) => {
                    let runs = self.row()?;
                    // Kept at the first row outside the sheet, so that cells there are told of
                    // and rows that are empty to the end may pass it.
                    let next = row.saturating_add(attributes.rows_repeated).min(ROWS + 1);
                    if let Some(collected) = collected.as_deref_mut().filter(|_| !runs.is_empty()) {
                        for row in row..next {
                            push(collected, row, &runs)?;
                        }
                    }
                    row = next.min(ROWS);
                }
                Met::Begin(Tag::Aside | Tag::Sheet, _) => self.skip()?,
                Met::End(Tag::Sheet) => return Ok(()),
                Met::Eof => return Err(XML),
                _ => {}
            }
        }
    }

    fn row(&mut self) -> Result<Vec<Run>, WorkbookError> {
        let (mut runs, mut column) = (Vec::new(), 0_u32);
        loop {
            match self.next()? {
                Met::Begin(Tag::Cell, attributes) => {
                    let next = column.saturating_add(attributes.columns_repeated).min(COLUMNS + 1);
                    let text = self.cell(attributes)?;
                    if !text.is_empty() {
                        runs.push((column..next, text));
                    }
                    column = next.min(COLUMNS);
                }
                Met::Begin(..) => self.skip()?,
                Met::End(Tag::Row) => return Ok(runs),
                Met::Eof => return Err(XML),
                _ => {}
            }
        }
    }

    /// Reads to the end of a cell: its value, or else the paragraphs that it shows.
    fn cell(&mut self, attributes: Attributes) -> Result<String, WorkbookError> {
        let (mut shown, mut paragraphs) = (String::new(), 0);
        loop {
            match self.next()? {
                Met::Begin(Tag::Paragraph, _) => {
                    if paragraphs > 0 {
                        shown.push('\n');
                    }
                    paragraphs += 1;
                    self.paragraph(&mut shown)?;
                }
                // Notes, pictures and tables in a cell are not its value.
                Met::Begin(..) => self.skip()?,
                Met::End(Tag::Cell) => return Ok(attributes.value.text(shown)),
                Met::Eof => return Err(XML),
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, out: &mut String) -> Result<(), WorkbookError> {
        let mut depth = 1;
        loop {
            match self.next()? {
                Met::Text(text) => out.push_str(&text),
                Met::Begin(Tag::Aside, _) => self.skip()?,
                Met::Begin(tag, attributes) => {
                    depth += 1;
                    match tag {
                        Tag::Spaces => (0..attributes.spaces).for_each(|_| out.push(' ')),
                        Tag::Tab => out.push('\t'),
                        Tag::LineBreak => out.push('\n'),
                        _ => {}
                    }
                }
                Met::End(_) if depth == 1 => return Ok(()),
                Met::End(_) => depth -= 1,
                Met::Eof => return Err(XML),
            }
        }
    }

    /// Goes behind the end of the element that was just begun.
    fn skip(&mut self) -> Result<(), WorkbookError> {
        let mut depth = 1;
        while depth > 0 {
            match self.next()? {
                Met::Begin(..) => depth += 1,
                Met::End(_) => depth -= 1,
                Met::Text(_) => {}
                Met::Eof => return Err(XML),
            }
        }
        Ok(())
    }

    fn next(&mut self) -> Result<Met, WorkbookError> {
        loop {
            self.buffer.clear();
            return Ok(match self.xml.read_event_into(&mut self.buffer).map_err(|_| XML)? {
                Event::Start(tag) => Met::Begin(Tag::of(tag.name().as_ref()), attributes(&tag)?),
                Event::End(tag) => Met::End(Tag::of(tag.name().as_ref())),
                Event::Text(text) => Met::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Met::Text(text.xml10_content().into_owned()),
                Event::GeneralRef(reference) => {
                    let letter = reference.resolve_char_ref().map_err(|_| XML)?;
                    match (letter, resolve_xml_entity(&reference.xml10_content())) {
                        (Some(letter), _) => Met::Text(letter.to_string()),
                        (None, Some(text)) => Met::Text(text.to_owned()),
                        (None, None) => return Err(XML),
                    }
                }
                Event::Eof => Met::Eof,
                _ => continue,
            });
        }
    }
}

/// Adds the runs of a row.
fn push(collected: &mut Collected<'_>, row: u32, runs: &[Run]) -> Result<(), WorkbookError> {
    for (columns, text) in runs {
        for column in columns.clone() {
            collected.push((row, column), |out| out.push_str(text))?;
        }
    }
    Ok(())
}

/// What stands next in the document.
enum Met {
    Begin(Tag, Attributes),
    End(Tag),
    Text(String),
    Eof,
}
