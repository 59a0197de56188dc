//! The rejects file: every rejected row with its place, its code and what would be right.

use std::io;

use svarstid::fault::Fault;
use svarstid::render::{csv_io_error, without_formula};

use super::exit::{OrStop, Run, Status};
use super::output::{Output, Sink};

/// Its columns (SPEC 9).
pub(crate) const COLUMNS: [&str; 6] = ["file", "line", "column", "code", "message", "record"];

/// Rejected rows, written as they are met and put in place when the run is done.
pub(crate) struct Rejects {
    writer: csv::Writer<Sink>,
    /// Whether the reader of a pipe has gone away; the audit goes on without it.
    is_closed: bool,
}

impl Rejects {
    /// An empty list with its header, to be put at `output`.
    pub(crate) fn new(output: Output) -> Run<Self> {
        let mut writer = csv::Writer::from_writer(output.into_sink());
        writer.write_record(COLUMNS).or_stop(Status::Output)?;
        Ok(Self { writer, is_closed: false })
    }

    /// Adds a rejected row; `record` is what stands in the file.
    pub(crate) fn add(&mut self, name: &str, fault: &Fault, record: &[u8]) -> io::Result<()> {
        if self.is_closed {
            return Ok(());
        }
        let text = |text: &str| without_formula(text.to_owned());
        let record = String::from_utf8_lossy(record);
        let written = self.writer.write_record([
            text(name),
            fault.place.line.to_string(),
            text(&fault.column),
            fault.code.to_string(),
            fault.message.clone(),
            text(&record),
        ]);
        match written.map_err(csv_io_error) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.is_closed = true;
                Ok(())
            }
            written => written,
        }
    }

    /// Puts the list in its place.
    pub(crate) fn finish(self) -> Run<()> {
        if self.is_closed {
            return Ok(());
        }
        match self.writer.into_inner() {
            Ok(sink) => sink.finish(),
            Err(error) if error.error().kind() == io::ErrorKind::BrokenPipe => Ok(()),
            Err(error) => Err(error.into_error()).or_stop(Status::Output),
        }
    }
}
