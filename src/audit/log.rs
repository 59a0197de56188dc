//! A contact log: a row is a contact. Its text is cut into pieces that several threads read.
//!
//! One thread cuts and joins, in the order of the file, so that the same contacts come in the same
//! order from any number of threads.

use crate::normalise::{Mapping, Normaliser};
use crate::read::{Detected, Piece, Pieces, Records, Table};

use super::harvest::{Harvest, Origin};
use super::input::InputFault;
use super::ordered::in_order;
use super::request::Request;
use super::rows::{Counts, Reading};

/// Rows of a grid that are joined at once: few enough to stay in the cache.
const ROWS_AT_ONCE: u64 = 4096;

/// A contact log.
pub(super) struct Log<'p> {
    pub(super) name: &'p str,
    pub(super) mapping: Mapping,
    pub(super) request: &'p Request<'p>,
}

/// What is known of a log when all of it was read.
pub(super) struct Ended {
    pub(super) detected: Detected,
    pub(super) blank_rows: u64,
}

/// What came of a piece.
struct Reaped {
    harvest: Harvest,
    blank_rows: u64,
    table: Option<Table>,
    /// Whether there may be more rows in it.
    filled: Result<bool, InputFault>,
}

/// How far the joining of pieces is.
struct Joining<'r, 'g, 'a, P> {
    pieces: Pieces,
    reading: &'r mut Reading<'g, 'a>,
    counts: &'r mut Counts,
    progress: P,
    blank_rows: u64,
    /// The piece joined last, where it leaves a record open: its end was no cut.
    open: Option<Table>,
    at: Origin,
}

impl Log<'_> {
    /// Reads all of it.
    pub(super) fn read(
        &self,
        records: Records,
        reading: &mut Reading<'_, '_>,
        counts: &mut Counts,
        progress: impl Fn(&mut u64) -> (bool, Option<u64>),
    ) -> Result<Ended, InputFault> {
        let at = Origin { input: reading.gathered.inputs.len() as u32, lines: 0 };
        let pieces = match records.into_pieces() {
            Ok(pieces) => pieces,
            Err(records) => {
                return self.read_from_the_top(records, |harvest| {
                    counts.add(&harvest);
                    harvest.join(reading, self.name, at)
                });
            }
        };
        let at = Origin { lines: pieces.first_line() - 1, ..at };
        let mut joining =
            Joining { pieces, reading, counts, progress, blank_rows: 0, open: None, at };
        in_order(
            self.request.threads,
            &mut joining,
            |joining| Ok(joining.pieces.next()?),
            |piece: Piece| self.reap(piece.into_table()),
            |joining, reaped| self.join(joining, reaped),
        )?;
        debug_assert!(joining.open.is_none(), "the last piece is closed or fails");
        let detected = joining.pieces.detected().clone();
        Ok(Ended { detected, blank_rows: joining.blank_rows })
    }

    /// Reads the rows of a piece, or those that are left of it.
    fn reap(&self, table: Table) -> Reaped {
        let blank_before = table.blank_rows();
        let mut records = Records::text(table);
        let mut harvest = Harvest::new(self.request);
        let mut normaliser = self.normaliser();
        let columns = &self.mapping.columns;
        let filled = harvest.fill(&mut records, &mut normaliser, columns, u64::MAX, self.request);
        let blank_rows = records.blank_rows() - blank_before;
        Reaped { harvest, blank_rows, table: records.into_table(), filled }
    }

    /// Joins a piece to those before it; where the one before it did not end in front of it, that
    /// one is read on instead.
    fn join<P: Fn(&mut u64) -> (bool, Option<u64>)>(
        &self,
        joining: &mut Joining<'_, '_, '_, P>,
        mut reaped: Reaped,
    ) -> Result<(), InputFault> {
        if let Some(open) = joining.open.take()
            && let Some(next) = reaped.table.take()
        {
            reaped = self.reap(open.go_on(next));
        }
        let table = loop {
            let Reaped { harvest, blank_rows, table, filled } = reaped;
            joining.blank_rows += blank_rows;
            joining.counts.add(&harvest);
            harvest.join(joining.reading, self.name, joining.at)?;
            joining.reading.look(self.name, joining.counts, &joining.progress);
            let more = filled.map_err(|fault| match fault {
                InputFault::Read(error) => InputFault::Read(error.below(joining.at.lines)),
                other => other,
            })?;
            match table {
                Some(table) if more => reaped = self.reap(table),
                Some(table) => break table,
                None => return Ok(()),
            }
        };
        if table.is_closed() {
            joining.at.lines += table.lines();
            joining.pieces.reuse(table);
        } else {
            joining.open = Some(table);
        }
        Ok(())
    }

    /// Reads records from the first to the last, and gives what they become to `take`: of what is no
    /// text, of text that only one reading can tell, and of what is too short to be cut.
    pub(super) fn read_from_the_top(
        &self,
        mut records: Records,
        mut take: impl FnMut(Harvest) -> Result<(), InputFault>,
    ) -> Result<Ended, InputFault> {
        let mut normaliser = self.normaliser();
        let columns = &self.mapping.columns;
        loop {
            let mut harvest = Harvest::new(self.request);
            let more =
                harvest.fill(&mut records, &mut normaliser, columns, ROWS_AT_ONCE, self.request);
            take(harvest)?;
            if !more? {
                break;
            }
        }
        let detected = records.detected().clone();
        Ok(Ended { detected, blank_rows: records.blank_rows() })
    }

    fn normaliser(&self) -> Normaliser<'_> {
        let Request { calendar, horizon, .. } = self.request;
        Normaliser::new(self.mapping.clone(), &calendar.table, *horizon)
    }
}
