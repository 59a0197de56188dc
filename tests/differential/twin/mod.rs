//! The twin: a whole audit written a second time, slow and obvious, from SPEC and from the
//! README's "The rules" and "Our reading".
//!
//! It takes the bytes of logs and settings in a simple form, and gives what `audit` and
//! `contacts` print. It calls nothing of the library: dates are chrono's, zones chrono-tz's.

mod audit;
mod clock;
mod due;
mod figures;
mod paper;
mod period;
mod printed;
mod rows;
mod stamp;
mod statute;
mod within;

pub(crate) use audit::{audit, gather};
pub(crate) use clock::Clock;
pub(crate) use due::due;
pub(crate) use paper::{Paper, plain};
pub(crate) use rows::{CHANNELS, COLUMNS, Contact, ORIGINS, When};
pub(crate) use statute::holidays;
pub(crate) use within::{ReadRule, rules};
