//! svarstid answers one question that a Swedish municipality has to answer in its accounts:
//! *did we answer people in time?*
//!
//! The stages are modules, and the data flows one way through them:
//!
//! ```text
//! read  ->  normalise  ->  judge  ->  tally  ->  report  ->  render
//! bytes     RawRow         Contact    Verdict    Tally       Report
//! ```

pub mod audit;
pub mod calendar;
pub mod contact;
pub mod fault;
pub mod judge;
pub mod normalise;
pub mod policy;
pub mod profile;
pub mod read;
pub mod render;
pub mod report;
pub mod settings;
pub mod tally;
