//! A source of events: what holds of all its events.

use crate::normalise::event::Abilities;
use crate::profile::language::Slot;

/// What a source of events says of all its events.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub(super) name: String,
    /// What pairing may do with them.
    pub(super) strategies: Abilities,
    pub(super) window_days: u16,
    pub(super) collapses: bool,
    /// Slots that are taken from the last row of an event.
    pub(super) last: Vec<Slot>,
    /// The kind of exchange whose calls it tells of.
    pub(super) exchange: Option<String>,
    /// Whether it tells what the exchange calls each leg.
    pub(super) tells_legs: bool,
}
