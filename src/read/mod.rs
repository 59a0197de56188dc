//! Reading: the bytes of a contact log become records of fields, each with its true line.
//!
//! Encoding, delimiter, line ends and header are detected, shown and can be overridden. No cell
//! is understood here, and nothing is repaired.

mod lines;
mod split;

pub use split::RawRow;
