//! What is asked of a gathering, and who is told while it goes on.

use std::num::NonZeroUsize;

use crate::calendar::{Calendar, Zone};
use crate::contact::Origin;
use crate::fault::Fault;
use crate::normalise::Horizon;
use crate::organisation::{Organisation, PairingSettings, Register};
use crate::policy::ExemptionList;
use crate::profile::language::Profile;
use crate::profile::{DateOrder, Source, built_in};
use crate::read::Options;

/// An organisation of which nothing is known.
static NOBODY: Organisation = Organisation {
    domains: Vec::new(),
    numbers: Vec::new(),
    extensions: Vec::new(),
    function_boxes: Vec::new(),
};

/// What is asked of the inputs.
#[derive(Debug)]
pub struct Request<'a> {
    /// The calendar of the audit.
    pub calendar: &'a Calendar,
    /// The foreign sources that the settings describe.
    pub sources: &'a [Source],
    /// The source profiles of the user's own.
    pub profiles: &'a [Profile],
    /// The source profiles that the program knows.
    pub built_in: &'a [Profile],
    /// Files, by the name that the user typed or their base name, whose profile the user says.
    pub chosen: Vec<(String, String)>,
    /// The zone of stamps where neither the file nor its profile can tell it.
    pub source_zone: Option<Zone>,
    /// What is the organisation's own.
    pub organisation: &'a Organisation,
    /// The departments and boards of parties, where a register tells them.
    pub register: Option<&'a Register>,
    /// How events become contacts.
    pub pairing: PairingSettings,
    /// Whether answers may be inferred.
    pub infers: bool,
    /// Contacts that a list exempts.
    pub exemptions: &'a ExemptionList,
    /// The origin of files without such a column.
    pub origin: Option<Origin>,
    /// The department of files without such a column.
    pub department: Option<String>,
    /// Encoding, delimiter and header line, where the user says them.
    pub options: Options,
    /// Which comes first in `03/04/2026`, where the user says it.
    pub date_order: Option<DateOrder>,
    /// Stamps later than this are faults; absent when as-of is given.
    pub horizon: Option<&'a Horizon>,
    /// Whether the place of each contact is kept.
    pub keeps_places: bool,
    /// Whether inputs are fingerprinted.
    pub digests: bool,
    /// Whether faults show the cell's value and not its shape.
    pub shows_values: bool,
    /// How many threads work. No figure and no byte of a report depends on it.
    pub threads: NonZeroUsize,
}

impl<'a> Request<'a> {
    /// A request that detects everything, refuses no stamp of the future, keeps no more than
    /// contacts and has one thread work. What else is wanted is set in its fields.
    pub fn new(calendar: &'a Calendar, exemptions: &'a ExemptionList) -> Self {
        Self {
            calendar,
            sources: &[],
            profiles: &[],
            built_in: built_in(),
            chosen: Vec::new(),
            source_zone: None,
            organisation: &NOBODY,
            register: None,
            pairing: PairingSettings::default(),
            infers: true,
            exemptions,
            origin: None,
            department: None,
            options: Options::default(),
            date_order: None,
            horizon: None,
            keeps_places: false,
            digests: false,
            shows_values: false,
            threads: NonZeroUsize::MIN,
        }
    }
}

/// Who is told while inputs are read.
pub trait Watch {
    /// So many bytes of an input were read; `length` is how many it has, where that is known.
    fn progress(&mut self, name: &str, bytes: u64, length: Option<u64>) {
        let _ = (name, bytes, length);
    }

    /// A row was rejected; `record` is what stands in the file.
    ///
    /// # Errors
    /// When the row cannot be kept; the audit stops.
    fn rejected(&mut self, name: &str, fault: &Fault, record: &[u8]) -> std::io::Result<()> {
        let _ = (name, fault, record);
        Ok(())
    }
}

/// Nobody.
impl Watch for () {}
