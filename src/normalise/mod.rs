//! Normalising: from the words and stamps of a row to values that can be judged.
//!
//! Nothing here opens a file, knows a rule or drops a row.

pub mod assemble;
mod bits;
mod case_number;
mod clock;
mod columns;
mod cursor;
pub mod event;
pub mod extract;
mod field;
mod glimpse;
mod horizon;
mod ids;
mod keys;
mod layout;
mod ledger;
mod moments;
mod names;
mod nulls;
mod numbers;
mod order;
pub mod pairing;
mod parties;
mod postings;
mod refusal;
mod roster;
mod row;
pub mod stamp;
mod subject;
mod texts;
mod words;

use crate::profile::fold;
pub use crate::profile::{DateOrder, Field};
pub use case_number::CaseNumber;
pub use columns::{ColumnError, Columns};
pub use field::field;
pub use fold::fold;
pub use horizon::Horizon;
pub use ids::{Ids, PackedId};
pub use keys::Keys;
pub use ledger::{Ledger, Trail};
pub(crate) use nulls::trimmed;
pub use order::{OrderConclusion, OrderEvidence};
pub use parties::Parties;
pub use postings::Postings;
pub use roster::Roster;
pub use row::{Mapping, Normaliser, Refusal, Understood};
pub use stamp::{LAYOUTS, Stamp, StampError, Why};
pub use words::{Lookup, WordMap, channel, origin};
