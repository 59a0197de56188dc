//! Reports: tables of typed cells and the words around them, in two languages.
//!
//! A report is a plain value. It is settled before anything is rendered, and no renderer
//! computes.

mod audit;
mod audited;
mod band;
mod calendar;
mod chart;
mod contacts;
mod deadlines;
mod diff;
mod difference_words;
mod differences;
mod document;
mod due_list;
mod exemptions;
mod explain;
mod extras;
mod figures;
mod groups;
mod inspect;
mod keys;
mod lang;
mod number;
mod order;
mod profiles;
mod provenance;
mod provenance_words;
mod sample;
mod senders;
mod small;
mod sources;
mod stratsys;
mod table;
mod targets;
mod to_know;
mod verify;

pub use audit::{AuditFacts, PairedFacts, audit_report};
pub use band::{ReadingFacts, ReadingFigures, Readings, band_of};
pub use calendar::{calendar_overview, calendar_report};
pub use chart::{Chart, ChartKind};
pub use contacts::{
    ContactRow, PairedRow, Shown, contact_cells, contacts_report, contacts_table, moment_cell,
};
pub use deadlines::{deadlines_overview, deadlines_report};
pub use diff::{DiffFacts, diff_list, diff_record, diff_report};
pub use document::{
    DocumentFacts, Earlier, EarlierError, Template, TemplateError, document_reports,
};
pub use due_list::DueFacts;
pub use explain::{ExplainFacts, OtherReading, explain_record, explain_report};
pub use extras::Extras;
pub use inspect::{InspectFacts, Mapped, inspect_record, inspect_report, unknown_record};
pub use lang::{Lang, UNSTATED_DEPARTMENT};
pub use number::{People, hours_hundredths, interval_tenths, percent_tenths};
pub use order::SwedishOrder;
pub use profiles::profiles_report;
pub use provenance::{InputRecord, Provenance, ReadingName, StateAudit, StateRecord};
pub use sample::{Reader, SampleFacts, StratumRows, sample_report};
pub use senders::{SendersFacts, senders_record, senders_report};
pub use sources::CoverageFacts;
pub use stratsys::{StratsysError, StratsysNames, stratsys_report};
pub use table::{Cell, Column, Kind, RowSink, RowStream, Rows, Table};
pub use targets::GroupTargetFacts;
pub use verify::{Bytes, Flaw, VerifyFacts, verify_list, verify_record, verify_report};

pub(crate) use number::push_machine;

/// One line of what was audited: its name and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// What it says; may hold text from the input.
    pub value: String,
}

/// A heading and the lines below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The heading.
    pub title: String,
    /// The lines; may hold text from the input.
    pub lines: Vec<String>,
    /// Whether lines must not be wrapped, because they are to be pasted somewhere.
    pub is_verbatim: bool,
}

impl Section {
    /// Prose, which may be wrapped.
    pub fn prose(title: impl Into<String>, lines: Vec<String>) -> Self {
        Self { title: title.into(), lines, is_verbatim: false }
    }
}

/// A report, ready for any format.
#[derive(Debug)]
pub struct Report<'a> {
    /// The name and version of its machine form, for instance `svarstid.audit/1`.
    pub schema: &'static str,
    /// The language of its text.
    pub lang: Lang,
    /// Its title.
    pub title: String,
    /// The sentences that say the most important, for people; may hold text from the input.
    pub lead: Vec<String>,
    /// What was audited, for people.
    pub facts: Vec<Fact>,
    /// The tables; the first is the one that CSV writes.
    pub tables: Vec<Table<'a>>,
    /// What stands below the tables, for people.
    pub sections: Vec<Section>,
    /// Where the figures come from, for machines; absent where there are none.
    pub provenance: Option<Provenance>,
}
