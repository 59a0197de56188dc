//! Files that are read as a whole: settings, templates, lists, what earlier runs printed.
//!
//! Whatever a path leads to, a device or a pipe without an end too, no more is held than such a
//! file can have.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// The most bytes of a file that people write: settings, profiles, templates, names, keys.
pub(crate) const WRITTEN: u64 = 16 << 20;

/// The most bytes of a file that an earlier run printed, and of an input that cannot be opened
/// twice.
pub(crate) const PRINTED: u64 = 1 << 30;

/// The bytes of the file at `path`.
///
/// # Errors
/// When it cannot be read, or has more than `most` bytes.
pub(crate) fn bytes(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    all(File::open(path)?, most)
}

/// The text of the file at `path`.
///
/// # Errors
/// The same, and when it is no UTF-8.
pub(crate) fn text(path: &Path, most: u64) -> io::Result<String> {
    String::from_utf8(bytes(path, most)?).map_err(|_| {
        io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8; save it as UTF-8")
    })
}

/// All that `input` gives.
///
/// # Errors
/// The same.
pub(crate) fn all(input: impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        let most = most >> 20;
        let what = format!("it is larger than {most} MiB, the most that such a file can have");
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, what));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_as_many_bytes_as_it_may_have_is_read_and_one_more_is_refused() {
        assert_eq!(all(&b"12345"[..], 5).unwrap(), b"12345");
        let error = all(&b"123456"[..], 5).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
        assert!(all(io::repeat(0), WRITTEN).unwrap_err().to_string().contains("16 MiB"));
    }
}
