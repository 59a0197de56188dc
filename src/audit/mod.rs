//! The audit: the only place that knows the whole way from files to verdicts.
//!
//! [`gather`] reads every input into a ledger; [`Judged::new`] judges it, and [`draw`] draws
//! contacts from it to be checked by hand. Nothing here knows
//! a flag, the machine's clock or a terminal.

mod ahead;
mod band;
mod choice;
mod counting;
mod departments;
mod details;
mod exemptions;
mod gather;
mod gathered;
mod harvest;
mod input;
mod judged;
mod kept;
mod log;
mod mapping;
mod merged;
mod ordered;
mod part;
mod probe;
mod ready;
mod record;
mod register;
mod request;
mod rows;
mod sample;
mod senders;
mod survey;
mod targets;

pub use band::changed_outcomes;
pub use choice::ChoiceError;
pub use details::{Details, Wanted};
pub use exemptions::{ExemptionError, read_exemptions};
pub use gather::gather;
pub use gathered::{FileFacts, Gathered, InputFacts};
pub use input::{Input, InputError, InputErrors, InputFault, Stream};
pub use judged::{Judged, Row, Scope, Target};
pub use kept::{KeepError, Keeping, keep};
pub use mapping::{MappingError, UsedSource};
pub use merged::{Merged, MergedError};
pub use probe::{Found, Probe, Unknown, probe};
pub use register::{RegisterError, read_register_rows, register};
pub use request::{Request, Watch};
pub use sample::{Drawn, SamplePlan, Stratum, TooFewToDraw, allocate, draw};
pub use senders::Senders;
pub use survey::{
    Call, Guessed, Mail, NameHint, Sightings, Survey, SurveyedFile, SurveyedPart, Taking, UnitKind,
    Untaken, ZoneEvidence, is_mail_folder, survey,
};
pub use targets::{GroupNames, TARGET_DIMENSIONS, target_counts, unknown_names};
