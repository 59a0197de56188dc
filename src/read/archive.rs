//! Packed files: a zip of exports, and a log that is packed with gzip.
//!
//! Everything is unpacked while it is read and nothing is ever written, so the paths in an
//! archive are names to show and no more. What unpacks to more than a log can be is refused
//! before it fills the memory, with the limit in the message.

mod error;
mod unpack;

#[cfg(test)]
mod tests;

use std::io::{Cursor, Read};
use std::ops::Range;
use std::sync::Arc;

use zip::ZipArchive;
use zip::read::ZipFile;

pub use error::ArchiveError;
pub(super) use error::Bytes;
pub use unpack::gunzip;

use super::error::ReadError;
use unpack::{Packing, Unpacking};

/// The most bytes of a packed file that is held in memory: a gigabyte of zip is ten of logs,
/// years of any municipality.
pub const PACKED_LIMIT: u64 = 1 << 30;

/// The most bytes that a packed log, or an archive in all, may unpack to. It is read as a
/// stream, so this bounds the time and not the memory.
pub const UNPACKED_LIMIT: u64 = 64 << 30;

/// How many times its packed size something may unpack to, above [`RATIO_FREE`]. Logs reach 5
/// to 20, the wordiest XML 100; deflate itself ends at 1032, where bombs are.
pub const RATIO_LIMIT: u64 = 200;

/// Bytes that may be unpacked at any ratio: what is this small does no harm.
pub const RATIO_FREE: u64 = 64 << 20;

/// The most members that an archive may have: an export a day makes 365 a year.
pub const MEMBER_LIMIT: usize = 10_000;

/// How the contents of every zip file begin that has a member.
const ZIP_MAGIC: [u8; 4] = *b"PK\x03\x04";

/// Reads a container into memory: sheets and archives are read from their end.
///
/// # Errors
/// When the input cannot be read, or is larger than [`PACKED_LIMIT`].
pub fn whole(input: Box<dyn Read + Send>) -> Result<Vec<u8>, ReadError> {
    whole_within(input, PACKED_LIMIT)
}

fn whole_within(input: Box<dyn Read + Send>, limit: u64) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    let length = input.take(limit + 1).read_to_end(&mut bytes)?;
    if length as u64 > limit {
        return Err(ArchiveError::Large { limit }.into());
    }
    Ok(bytes)
}

/// A zip of exports, opened. Lends its members as streams.
///
/// # Example
/// ```
/// # use std::io::{Cursor, Write};
/// # let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
/// # writer.start_file("sms.csv", zip::write::SimpleFileOptions::default())?;
/// # writer.write_all(b"kanal;inkom\n")?;
/// # let bytes = writer.finish()?.into_inner();
/// use svarstid::read::Archive;
///
/// let archive = Archive::open(bytes)?;
/// assert_eq!(archive.members()[0].name(), "sms.csv");
/// let mut text = String::new();
/// archive.unpack(0).read_to_string(&mut text)?;
/// assert_eq!(text, "kanal;inkom\n");
/// # use std::io::Read;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Archive {
    bytes: Shared,
    members: Vec<Member>,
}

/// A file in an [`Archive`].
#[derive(Clone, Debug)]
pub struct Member {
    name: String,
    size: u64,
    packed: Range<usize>,
    packing: Packing,
    crc32: u32,
}

impl Member {
    /// Its path in the archive, with `\u{b7}` for what would play tricks on a terminal.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many bytes it unpacks to.
    pub fn size(&self) -> u64 {
        self.size
    }
}

impl Archive {
    /// Opens an archive and lists its members in the order of their names.
    ///
    /// Folders, links, hidden files and what macOS and Windows add by themselves are no members.
    ///
    /// # Errors
    /// When it is damaged, has nothing to read, holds something encrypted, another archive or
    /// two members of one name, or would unpack to more than the limits of this module allow.
    pub fn open(bytes: Vec<u8>) -> Result<Self, ReadError> {
        let bytes = Shared(Arc::new(bytes));
        let mut zip = directory(bytes.clone())?;
        let mut members = Vec::new();
        for index in 0..zip.len() {
            let file = zip.by_index_raw(index).map_err(|_| ArchiveError::Damaged)?;
            members.extend(member(&file, bytes.as_ref().len())?);
        }
        if members.is_empty() {
            return Err(ArchiveError::Empty.into());
        }
        members.sort_by(|a, b| a.name.cmp(&b.name));
        let archive = Self { bytes, members };
        for index in 0..archive.members.len() {
            archive.refuse_nested(index)?;
        }
        Ok(archive)
    }

    /// The members, in the order of their names.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// The contents of a member, unpacked while they are read.
    ///
    /// Reading fails where the member is not what the archive says of it: longer, shorter, or
    /// with another checksum.
    ///
    /// # Panics
    /// When there is no member of this index.
    pub fn unpack(&self, index: usize) -> Box<dyn Read + Send> {
        let member = &self.members[index];
        let packed = unpack::Packed::new(Arc::clone(&self.bytes.0), member.packed.clone());
        Box::new(Unpacking::new(packed, member.packing, member.size, member.crc32))
    }

    /// Refuses a zip in the zip: a bomb's first step. A workbook is a zip too and stays.
    fn refuse_nested(&self, index: usize) -> Result<(), ReadError> {
        let mut magic = [0; 4];
        let is_zip = self.unpack(index).read_exact(&mut magic).is_ok() && magic == ZIP_MAGIC;
        let name = &self.members[index].name;
        let has_ending = |ending: &&str| name.to_ascii_lowercase().ends_with(ending);
        if is_zip && ![".xlsx", ".xlsm", ".ods"].iter().any(has_ending) {
            return Err(ArchiveError::Nested { member: name.clone() }.into());
        }
        Ok(())
    }
}

/// What a file with a zip's beginning is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Zipped {
    /// A workbook: `.xlsx`, `.xlsm` or `.ods`.
    Workbook,
    /// An archive of exports.
    Archive,
}

/// Tells a workbook from an archive of exports by its members, whatever its name says.
///
/// # Errors
/// When it is no zip file, or a document of another office program.
pub fn zipped(bytes: &[u8]) -> Result<Zipped, ReadError> {
    Ok(match super::workbook::kind(&mut directory(bytes)?)? {
        Some(_) => Zipped::Workbook,
        None => Zipped::Archive,
    })
}

/// Reads the directory of a zip file and checks what must hold before a byte is unpacked.
pub(super) fn directory<R: AsRef<[u8]>>(bytes: R) -> Result<ZipArchive<Cursor<R>>, ArchiveError> {
    let packed = bytes.as_ref().len() as u128;
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ArchiveError::Damaged)?;
    if zip.len() > MEMBER_LIMIT {
        return Err(ArchiveError::Members { limit: MEMBER_LIMIT });
    }
    if zip.has_duplicate_names() {
        return Err(ArchiveError::SameName);
    }
    // Files that share their packed bytes make a large file of a small one without any ratio.
    match zip.has_overlapping_entries() {
        Ok(false) => {}
        Ok(true) => return Err(ArchiveError::Overlap),
        Err(_) => return Err(ArchiveError::Damaged),
    }
    let unpacked = unpacked_size(&zip);
    if unpacked > u128::from(UNPACKED_LIMIT) {
        return Err(ArchiveError::Unpacked { limit: UNPACKED_LIMIT });
    }
    if unpacked > u128::from(RATIO_FREE) && unpacked / u128::from(RATIO_LIMIT) > packed {
        return Err(ArchiveError::Ratio { member: None, limit: RATIO_LIMIT });
    }
    Ok(zip)
}

/// How many bytes all members unpack to, as the directory says; readers hold them to it.
pub(super) fn unpacked_size<R: AsRef<[u8]>>(zip: &ZipArchive<Cursor<R>>) -> u128 {
    let metadata = zip.metadata();
    let size = |index| metadata.entry(index).map_or(0, |entry| u128::from(entry.size()));
    (0..metadata.len()).map(size).sum()
}

/// The member that `file` is; `None` for what nobody exported.
fn member(
    file: &ZipFile<'_, Cursor<Shared>>,
    length: usize,
) -> Result<Option<Member>, ArchiveError> {
    let name = shown(&file.name().map_err(|_| ArchiveError::Damaged)?);
    if file.is_dir() || file.is_symlink() || is_clutter(&name) {
        return Ok(None);
    }
    if file.encrypted() {
        return Err(ArchiveError::Encrypted { member: name });
    }
    let packing = match file.compression() {
        zip::CompressionMethod::Stored => Packing::Stored,
        zip::CompressionMethod::Deflated => Packing::Deflated,
        _ => return Err(ArchiveError::Packing { member: name }),
    };
    if file.size() > RATIO_FREE && file.size() / RATIO_LIMIT > file.compressed_size() {
        return Err(ArchiveError::Ratio { member: Some(name), limit: RATIO_LIMIT });
    }
    let begin = file.data_start().and_then(|at| usize::try_from(at).ok());
    let packed = usize::try_from(file.compressed_size()).ok();
    let packed = begin
        .zip(packed)
        .and_then(|(begin, packed)| Some(begin..begin.checked_add(packed)?))
        .filter(|range| range.end <= length)
        .ok_or(ArchiveError::Damaged)?;
    Ok(Some(Member { name, size: file.size(), packed, packing, crc32: file.crc32() }))
}

/// Whether a program added the file for itself: `__MACOSX/`, `.DS_Store`, `Thumbs.db`.
fn is_clutter(name: &str) -> bool {
    let mut steps = name.split(['/', '\\']);
    steps.any(|step| {
        step == "__MACOSX" || step == "Thumbs.db" || (step.starts_with('.') && step != "..")
    })
}

/// A name without what a terminal obeys: control characters, and those that turn the
/// direction of writing.
pub(super) fn shown(name: &str) -> String {
    let turns = |c| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    name.chars().map(|c| if c.is_control() || turns(c) { '\u{b7}' } else { c }).collect()
}

/// Bytes that several readers share without a copy.
#[derive(Clone, Debug)]
struct Shared(Arc<Vec<u8>>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}
