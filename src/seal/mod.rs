//! Sealed runs: what a run was made with, in the words of its JSON.
//!
//! Nothing here opens a file or makes a run again; `cli` does.

mod record;

pub use record::{CalendarRecord, FileRequest, NamedFile, RequestRecord, Sealed, SettingsRecord};
