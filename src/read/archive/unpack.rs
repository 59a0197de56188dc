//! Streams that unpack, and stop at what no log can be.

use std::io::{self, BufRead, Read};
use std::ops::Range;
use std::sync::Arc;

use flate2::Crc;
use flate2::bufread::DeflateDecoder;
use flate2::read::MultiGzDecoder;

use super::{ArchiveError, RATIO_FREE, RATIO_LIMIT, UNPACKED_LIMIT};

/// Unpacks a gzip file of one or several parts while it is read.
///
/// Reading fails with an [`ArchiveError`] inside the [`io::Error`] when the file is damaged, or
/// unpacks to more than [`UNPACKED_LIMIT`] or [`RATIO_LIMIT`] allow; the error of the input
/// itself stays what it is.
///
/// # Example
/// ```
/// # use std::io::{Read, Write};
/// # let mut packer = flate2::write::GzEncoder::new(Vec::new(), Default::default());
/// # packer.write_all(b"kanal;inkom\n")?;
/// # let packed = std::io::Cursor::new(packer.finish()?);
/// let mut text = String::new();
/// svarstid::read::gunzip(Box::new(packed)).read_to_string(&mut text)?;
/// assert_eq!(text, "kanal;inkom\n");
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn gunzip(input: Box<dyn Read + Send>) -> Box<dyn Read + Send> {
    Box::new(Gunzip::new(input, Limits::USUAL))
}

/// What a stream may unpack to.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    pub(super) unpacked: u64,
    pub(super) ratio: u64,
    pub(super) ratio_free: u64,
}

impl Limits {
    const USUAL: Self =
        Self { unpacked: UNPACKED_LIMIT, ratio: RATIO_LIMIT, ratio_free: RATIO_FREE };
}

pub(super) struct Gunzip {
    decoder: MultiGzDecoder<Counted>,
    unpacked: u64,
    limits: Limits,
}

impl Gunzip {
    pub(super) fn new(input: Box<dyn Read + Send>, limits: Limits) -> Self {
        let input = Counted { input, count: 0, has_failed: false };
        Self { decoder: MultiGzDecoder::new(input), unpacked: 0, limits }
    }
}

impl Read for Gunzip {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.decoder.read(buffer);
        if read.is_err() && self.decoder.get_ref().has_failed {
            return read;
        }
        let read = read.map_err(damaged)?;
        self.unpacked += read as u64;
        let Limits { unpacked, ratio, ratio_free } = self.limits;
        if self.unpacked > unpacked {
            return Err(ArchiveError::Unpacked { limit: unpacked }.into());
        }
        if self.unpacked > ratio_free && self.unpacked / ratio > self.decoder.get_ref().count {
            return Err(ArchiveError::Ratio { member: None, limit: ratio }.into());
        }
        Ok(read)
    }
}

/// An input that knows how much was read of it, and whether it itself has failed.
struct Counted {
    input: Box<dyn Read + Send>,
    count: u64,
    has_failed: bool,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer);
        match &read {
            Ok(read) => self.count += *read as u64,
            Err(error) => self.has_failed = error.kind() != io::ErrorKind::Interrupted,
        }
        read
    }
}

/// How a member is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    Stored,
    Deflated,
}

/// The packed bytes of a member.
pub(super) struct Packed {
    archive: Arc<Vec<u8>>,
    rest: Range<usize>,
}

impl Packed {
    /// `range` lies in `archive`.
    pub(super) fn new(archive: Arc<Vec<u8>>, range: Range<usize>) -> Self {
        Self { archive, rest: range }
    }
}

impl Read for Packed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Packed {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        Ok(&self.archive[self.rest.clone()])
    }

    fn consume(&mut self, amount: usize) {
        self.rest.start += amount;
    }
}

/// A member while it is unpacked: no more, no less and nothing else than the archive says.
pub(super) struct Unpacking {
    source: Source,
    /// Bytes that are still to come.
    due: u64,
    crc: Crc,
    crc32: u32,
}

enum Source {
    Stored(Packed),
    Deflated(DeflateDecoder<Packed>),
}

impl Unpacking {
    pub(super) fn new(packed: Packed, packing: Packing, size: u64, crc32: u32) -> Self {
        let source = match packing {
            Packing::Stored => Source::Stored(packed),
            Packing::Deflated => Source::Deflated(DeflateDecoder::new(packed)),
        };
        Self { source, due: size, crc: Crc::new(), crc32 }
    }
}

impl Read for Unpacking {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        let read = match &mut self.source {
            Source::Stored(packed) => packed.read(buffer),
            Source::Deflated(decoder) => decoder.read(buffer),
        }
        .map_err(damaged)?;
        self.crc.update(&buffer[..read]);
        self.due = self.due.checked_sub(read as u64).ok_or(ArchiveError::Damaged)?;
        if read == 0 && (self.due > 0 || self.crc.sum() != self.crc32) {
            return Err(ArchiveError::Damaged.into());
        }
        Ok(read)
    }
}

fn damaged(error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::Interrupted => error,
        _ => ArchiveError::Damaged.into(),
    }
}
