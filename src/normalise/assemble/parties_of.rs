//! Who is who in an event: which side is the organisation's, and so which way it went.

use super::{Parties, PartyId, Told, Way};
use crate::normalise::event::Direction;
use crate::normalise::extract::Extractor;
use crate::normalise::parties::Met;
use crate::profile::language::{Ignored, KeyKind, Slot};

/// Both sides of an event, and which way it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sides {
    pub(super) direction: Direction,
    /// Whether a colleague asks.
    pub(super) is_internal: bool,
    /// Nobody where no answer can reach them.
    pub(super) party: PartyId,
    pub(super) own: PartyId,
}

/// The sides of what a row tells.
///
/// What the source says of its direction is believed, but for two own sides, which make any
/// event internal. Where it says nothing, the organisation's own numbers and domains decide.
pub(super) fn sides(
    parties: &mut Parties,
    told: &Told<'_>,
    extractor: &Extractor<'_>,
) -> Result<Sides, Ignored> {
    let has_parties = extractor.tells(Slot::From) || extractor.tells(Slot::To);
    if !has_parties {
        // Cases: which way it went is all that matters, and what a condition says of the row.
        let (party, own) = (PartyId::NOBODY, PartyId::NOBODY);
        let direction = match (told.way, told.opens, told.closes) {
            (Some(Way::In), ..) | (None, Some(true), _) => Direction::In,
            (Some(Way::Out), ..) | (None, _, Some(true)) => Direction::Out,
            (Some(Way::Internal), ..) => Direction::Internal,
            (Some(Way::Neither) | None, ..) => return Err(Ignored::Foreign),
        };
        let is_internal = direction == Direction::Internal;
        return Ok(Sides { direction, is_internal, party, own });
    }
    let from = named(parties, told, extractor, Slot::From).first;
    let to = named(parties, told, extractor, Slot::To);
    let direction = match told.way {
        Some(Way::Neither) => return Err(Ignored::Foreign),
        Some(Way::Internal) => Direction::Internal,
        Some(Way::In) if from.is_own && to.own.is_somebody() => Direction::Internal,
        Some(Way::In) => Direction::In,
        Some(Way::Out) if !to.other.is_somebody() && to.own.is_somebody() => Direction::Internal,
        Some(Way::Out) => Direction::Out,
        None if from.is_own && to.other.is_somebody() => Direction::Out,
        None if from.is_own && to.own.is_somebody() => Direction::Internal,
        None if to.own.is_somebody() => Direction::In,
        None => return Err(Ignored::Foreign),
    };
    // A queue's own log tells who called, and not whom.
    let is_internal = direction == Direction::Internal
        || direction == Direction::In && from.is_own && !extractor.tells(Slot::To);
    let (party, own) = match direction {
        Direction::In | Direction::Internal => (from, to.own.or(to.first)),
        Direction::Out => (to.other.or(to.first), from),
    };
    // Whoever cannot be answered is nobody to pairing.
    let party = if party.is_answerable { party.party } else { PartyId::NOBODY };
    Ok(Sides { direction, is_internal, party, own: own.party })
}

/// Whom a slot names.
struct Named {
    first: Met,
    /// The first that is the organisation's own.
    own: Met,
    /// The first that is not.
    other: Met,
}

impl Named {
    #[inline]
    fn one(met: Met) -> Self {
        let (own, other) = if met.is_own { (met, Met::NOBODY) } else { (Met::NOBODY, met) };
        Self { first: met, own, other }
    }
}

#[inline]
fn named(parties: &mut Parties, told: &Told<'_>, extractor: &Extractor<'_>, slot: Slot) -> Named {
    let kind = extractor.kind(slot);
    let text = told.text(slot);
    match parties.meets_dialled(kind, &text) {
        Some(met) => Named::one(met),
        None => spelt(parties, kind, &text),
    }
}

fn spelt(parties: &mut Parties, kind: KeyKind, text: &[u8]) -> Named {
    // Most slots name one party.
    if memchr::memchr(b';', text).is_none() {
        return Named::one(parties.meets(kind, text));
    }
    let mut named = Named::one(Met::NOBODY);
    for address in text.split(|byte| *byte == b';') {
        let met = parties.meets(kind, address);
        if !met.is_somebody() {
            continue;
        }
        let side = if met.is_own { &mut named.own } else { &mut named.other };
        *side = side.or(met);
        named.first = named.first.or(met);
    }
    named
}
