//! A look through the records of an old Excel workbook ([MS-XLS]) before calamine reads them.
//!
//! Finds how far apart the cells of each sheet lie, and which cells show a day, a time or both,
//! which calamine does not tell. Reads no value.

use rustc_hash::FxHashMap;

use super::WorkbookError;
use super::shows::Shows;

/// The most cells that the rectangles around the cells of all sheets may have: one full sheet.
/// calamine fills them all, and that is 400 MB.
const SPREAD_LIMIT: u64 = 65_536 * 256;

/// Cells of the rectangles for each that is filled, above [`SPREAD_FREE`]: two filled corners must
/// not take as much memory as a full sheet.
const SPREAD_RATIO: u64 = 64;

/// Cells of the rectangles that cost too little to be counted.
const SPREAD_FREE: u64 = 1 << 20;

const DAMAGED: WorkbookError = WorkbookError::Damaged { why: "its records cannot be read" };

/// What was seen of a workbook.
#[derive(Debug, Default)]
pub(super) struct Looked {
    /// By sheet: the cells whose number format shows a date or a time.
    sheets: Vec<FxHashMap<(u32, u32), Shows>>,
}

impl Looked {
    /// What the number format of a cell shows, if that is a date or a time.
    pub(super) fn shows(&self, sheet: usize, position: (u32, u32)) -> Shows {
        self.sheets.get(sheet).and_then(|cells| cells.get(&position)).copied().unwrap_or_default()
    }
}

/// Looks through the stream of a workbook.
///
/// What the sheets claim as their size is overwritten, since calamine believes it; nothing else
/// depends on it.
///
/// # Errors
/// When the workbook needs a password, its records do not fit together, or its cells lie so far
/// apart that the rectangles around them do not fit into memory.
pub(super) fn look(stream: &mut [u8]) -> Result<Looked, WorkbookError> {
    let (shows, begins) = globals(stream)?;
    let mut looked = Looked::default();
    let (mut spread, mut filled, mut walked) = (0, 0, 0);
    for begin in begins {
        let mut sheet = SheetLook { shows: &shows, ..SheetLook::default() };
        walked += sheet.walk(stream, begin)? - begin;
        // Sheets that are the same stretch of the stream would make endless ones of a small file.
        if walked > 2 * stream.len() {
            return Err(DAMAGED);
        }
        spread += sheet.bounds.as_ref().map_or(0, Bounds::area);
        filled += sheet.filled;
        let limit = (filled * SPREAD_RATIO).clamp(SPREAD_FREE, SPREAD_LIMIT);
        if spread > limit {
            return Err(WorkbookError::Spread { limit });
        }
        looked.sheets.push(sheet.stamps);
    }
    Ok(looked)
}

/// What each cell format shows, and where the sheets begin, in their order.
fn globals(stream: &[u8]) -> Result<(Vec<Shows>, Vec<usize>), WorkbookError> {
    let (mut cell_formats, mut codes) = (Vec::new(), FxHashMap::default());
    let (mut begins, mut is_old) = (Vec::new(), false);
    let mut at = 0;
    while let Some(record) = Record::at(stream, at)? {
        match record.kind {
            Record::BOF => is_old = record.u16(0)? <= 0x0500,
            Record::FILE_PASS => return Err(WorkbookError::Protected),
            Record::BOUND_SHEET => begins.push(record.u32(0)? as usize),
            Record::XF => cell_formats.push(record.u16(2)?),
            Record::FORMAT => {
                codes.insert(record.u16(0)?, Shows::of(&code(record.data, is_old)));
            }
            Record::EOF => break,
            _ => {}
        }
        at = record.end;
    }
    let shows = |id| codes.get(id).copied().unwrap_or_else(|| Shows::built_in(*id));
    Ok((cell_formats.iter().map(shows).collect(), begins))
}

/// The text of a number format.
fn code(data: &[u8], is_old: bool) -> String {
    let latin = |bytes: &[u8]| bytes.iter().map(|&byte| char::from(byte)).collect();
    match data {
        // Before Excel 97: the number, a length of one byte, the text.
        [_, _, _, text @ ..] if is_old => latin(text),
        // The number, a length of two bytes, how wide a letter is, the text.
        [_, _, _, _, flags, text @ ..] if flags & 1 == 1 => {
            let letters = text.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
            char::decode_utf16(letters).map(|letter| letter.unwrap_or('\u{fffd}')).collect()
        }
        [_, _, _, _, _, text @ ..] => latin(text),
        _ => String::new(),
    }
}

/// A record: its kind and what it holds.
struct Record<'s> {
    kind: u16,
    data: &'s [u8],
    /// Where its data begin and the next record begins.
    begin: usize,
    end: usize,
}

impl<'s> Record<'s> {
    const FORMULA: u16 = 0x0006;
    const EOF: u16 = 0x000a;
    const FILE_PASS: u16 = 0x002f;
    const BOUND_SHEET: u16 = 0x0085;
    const MUL_RK: u16 = 0x00bd;
    const RICH_STRING: u16 = 0x00d6;
    const XF: u16 = 0x00e0;
    const LABEL_SST: u16 = 0x00fd;
    const DIMENSIONS: u16 = 0x0200;
    const NUMBER: u16 = 0x0203;
    const LABEL: u16 = 0x0204;
    const BOOL_ERR: u16 = 0x0205;
    const RK: u16 = 0x027e;
    const FORMAT: u16 = 0x041e;
    const BOF: u16 = 0x0809;

    /// The record that begins at `at`; `None` at the end of the stream.
    fn at(stream: &'s [u8], at: usize) -> Result<Option<Self>, WorkbookError> {
        let rest = stream.get(at..).ok_or(DAMAGED)?;
        let Some((&[k1, k2, l1, l2], rest)) = rest.split_first_chunk::<4>() else {
            return if rest.is_empty() { Ok(None) } else { Err(DAMAGED) };
        };
        let length = usize::from(u16::from_le_bytes([l1, l2]));
        let data = rest.get(..length).ok_or(DAMAGED)?;
        let (kind, begin) = (u16::from_le_bytes([k1, k2]), at + 4);
        Ok(Some(Self { kind, data, begin, end: begin + length }))
    }

    fn u16(&self, at: usize) -> Result<u16, WorkbookError> {
        let bytes = self.data.get(at..).and_then(<[u8]>::first_chunk).ok_or(DAMAGED)?;
        Ok(u16::from_le_bytes(*bytes))
    }

    fn u32(&self, at: usize) -> Result<u32, WorkbookError> {
        let bytes = self.data.get(at..).and_then(<[u8]>::first_chunk).ok_or(DAMAGED)?;
        Ok(u32::from_le_bytes(*bytes))
    }
}

/// A rectangle of cells, its edges included.
struct Bounds {
    rows: (u16, u16),
    columns: (u16, u16),
}

impl Bounds {
    fn area(&self) -> u64 {
        let length = |(first, last): (u16, u16)| u64::from(last - first) + 1;
        length(self.rows) * length(self.columns)
    }
}

#[derive(Default)]
struct SheetLook<'f> {
    shows: &'f [Shows],
    bounds: Option<Bounds>,
    /// Cells that hold something.
    filled: u64,
    stamps: FxHashMap<(u32, u32), Shows>,
}

impl SheetLook<'_> {
    /// Goes through the records of the sheet that begins at `begin`; gives its end.
    fn walk(&mut self, stream: &mut [u8], begin: usize) -> Result<usize, WorkbookError> {
        let (mut at, mut depth) = (begin, 0_u32);
        while let Some(record) = Record::at(stream, at)? {
            at = record.end;
            match record.kind {
                // The first is the sheet's own; within it stand charts.
                Record::BOF => depth += 1,
                Record::EOF if depth <= 1 => return Ok(at),
                Record::EOF => depth -= 1,
                _ if depth > 1 => {}
                Record::DIMENSIONS => {
                    let claimed = record.begin..record.end;
                    stream[claimed].fill(0);
                }
                Record::MUL_RK => self.see_several(&record)?,
                Record::FORMULA | Record::NUMBER | Record::RK => {
                    self.see(record.u16(0)?, record.u16(2)?, Some(record.u16(4)?));
                }
                Record::LABEL | Record::LABEL_SST | Record::RICH_STRING | Record::BOOL_ERR => {
                    self.see(record.u16(0)?, record.u16(2)?, None);
                }
                _ => {}
            }
        }
        Ok(at)
    }

    /// A row's neighbouring numbers: row, first column, (format, number) each, last column.
    fn see_several(&mut self, record: &Record<'_>) -> Result<(), WorkbookError> {
        let (row, first) = (record.u16(0)?, record.u16(2)?);
        let count = record.data.len().saturating_sub(6) / 6;
        for index in 0..count {
            let column = u16::try_from(index).ok().and_then(|index| first.checked_add(index));
            self.see(row, column.ok_or(DAMAGED)?, Some(record.u16(4 + 6 * index)?));
        }
        Ok(())
    }

    fn see(&mut self, row: u16, column: u16, format: Option<u16>) {
        self.filled += 1;
        match &mut self.bounds {
            Some(Bounds { rows, columns }) => {
                *rows = (rows.0.min(row), rows.1.max(row));
                *columns = (columns.0.min(column), columns.1.max(column));
            }
            None => self.bounds = Some(Bounds { rows: (row, row), columns: (column, column) }),
        }
        let shows = format.and_then(|format| self.shows.get(usize::from(format))).copied();
        if let Some(shows) = shows.filter(|shows| shows.date || shows.time) {
            self.stamps.insert((u32::from(row), u32::from(column)), shows);
        }
    }
}
