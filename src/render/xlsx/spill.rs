//! What happens when rows cannot be put aside: rust_xlsxwriter panics when its temporary file
//! cannot be written, and a full disk is an error like any other.

use std::io;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};

/// How the panics begin that are a full disk (rust_xlsxwriter 0.102, `flush_data_row` and
/// `xmlwriter`).
const NOT_WRITTEN: &str = "Couldn't write to xml file";

/// Runs `make`, and makes an error of a temporary file that could not be written.
pub(super) fn spilling<T>(make: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    // A workbook that was left half made is dropped, and nothing else was touched.
    panic::catch_unwind(AssertUnwindSafe(make)).unwrap_or_else(|cause| {
        match cause.downcast_ref::<String>() {
            Some(said) if said.starts_with(NOT_WRITTEN) => Err(not_spilled(said)),
            _ => panic::resume_unwind(cause),
        }
    })
}

/// The error of a temporary file.
pub(super) fn not_spilled(said: &str) -> io::Error {
    io::Error::other(format!(
        "its rows cannot be put aside in the folder for temporary files ({said}); make room \
         there, or say another folder with TMPDIR"
    ))
}

/// Whether a panic is one that [`crate::render::xlsx`] tells of as an error, and that a program
/// needs not tell of again.
pub fn is_told_as_error(panic: &PanicHookInfo<'_>) -> bool {
    panic.payload().downcast_ref::<String>().is_some_and(|said| said.starts_with(NOT_WRITTEN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_temporary_file_that_cannot_be_written_becomes_an_error() {
        let full = || -> io::Result<()> { panic!("{NOT_WRITTEN}: StorageFull") };
        let error = spilling(full).expect_err("an error");
        assert!(error.to_string().contains("StorageFull"), "{error}");
        let other = || -> io::Result<()> { panic!("{}", "another".to_owned()) };
        assert!(panic::catch_unwind(|| spilling(other)).is_err());
        assert_eq!(spilling(|| Ok(1)).expect("no error"), 1);
    }
}
