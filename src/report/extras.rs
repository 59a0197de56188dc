//! Extras: what a report of figures shows besides the columns of SPEC 9, where it was asked for.

use crate::policy::Rating;

use super::band::Readings;
use super::targets::GroupTargetFacts;

/// What a report of figures shows besides; by default nothing.
#[derive(Clone, Debug, Default)]
pub struct Extras<'a> {
    /// The figures under every reading.
    pub readings: Option<Readings>,
    /// How the groups that have a target fared.
    pub targets: Vec<GroupTargetFacts>,
    /// The 95 percent interval of each share.
    pub interval: bool,
    /// The smallest number of contacts that is printed, where small numbers are held back.
    pub min_n: Option<u64>,
    /// Words for shares.
    pub rating: Option<&'a Rating>,
}
