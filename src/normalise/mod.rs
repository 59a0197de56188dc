//! Normalising: from the words and stamps of a row to values that can be judged.
//!
//! Nothing here opens a file, knows a rule or drops a row.

mod columns;
mod field;
mod fold;
mod words;

pub use columns::{ColumnError, Columns};
pub use field::{Field, field};
pub use fold::fold;
pub use words::{Lookup, WordMap, channel, origin};
