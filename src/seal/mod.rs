//! Sealed runs: what a run was made with, and what differs between two of them.
//!
//! [`Run::parse`] reads the JSON of a run back, and [`differences`] holds two of them against each
//! other: figures, account, what they were made with and, where both list their contacts, which
//! contacts count otherwise and why. Nothing here opens a file or makes a run again; `cli` does.

mod contacts;
mod differences;
mod figures;
mod law;
mod line;
mod made_with;
mod members;
mod record;
mod run;
mod why;

pub use contacts::{ContactChange, ContactChanges, ContactsLeftOut};
pub use differences::{Change, Differences, FigureChange, What, differences};
pub use line::{ContactLine, Words};
pub use record::{CalendarRecord, FileRequest, NamedFile, RequestRecord, Sealed, SettingsRecord};
pub use run::{InputLine, PeriodRecord, Run, RunError, TableOf, Tool};
pub use why::Why;
