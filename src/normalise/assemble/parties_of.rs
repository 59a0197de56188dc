//! Who is who in an event: which side is the organisation's, and so which way it went.

use super::{Parties, PartyId, Told, Way};
use crate::normalise::event::Direction;
use crate::normalise::extract::Extractor;
use crate::profile::language::{Ignored, Slot};

/// Both sides of an event, and which way it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sides {
    pub(super) direction: Direction,
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
        return Ok(Sides { direction, party, own });
    }
    let from = first(parties, told, extractor, Slot::From).0;
    let from_own = parties.is_own(from);
    let (to_first, to_own, to_other) = first(parties, told, extractor, Slot::To);
    let direction = match told.way {
        Some(Way::Neither) => return Err(Ignored::Foreign),
        Some(Way::Internal) => Direction::Internal,
        Some(Way::In) if from_own && to_own != PartyId::NOBODY => Direction::Internal,
        Some(Way::In) => Direction::In,
        Some(Way::Out) if to_other == PartyId::NOBODY && to_own != PartyId::NOBODY => {
            Direction::Internal
        }
        Some(Way::Out) => Direction::Out,
        None if from_own && to_other != PartyId::NOBODY => Direction::Out,
        None if from_own && to_own != PartyId::NOBODY => Direction::Internal,
        None if to_own != PartyId::NOBODY => Direction::In,
        None => return Err(Ignored::Foreign),
    };
    let or =
        |first: PartyId, second: PartyId| if first == PartyId::NOBODY { second } else { first };
    let (party, own) = match direction {
        Direction::In => (from, or(to_own, to_first)),
        Direction::Out => (or(to_other, to_first), from),
        Direction::Internal => (from, or(to_own, to_first)),
    };
    Ok(Sides { direction, party, own })
}

/// The first of a slot's parties, the first that is the organisation's own, and the first that
/// is not.
fn first(
    parties: &mut Parties,
    told: &Told<'_>,
    extractor: &Extractor<'_>,
    slot: Slot,
) -> (PartyId, PartyId, PartyId) {
    let kind = extractor.kind(slot);
    let (mut any, mut own, mut other) = (PartyId::NOBODY, PartyId::NOBODY, PartyId::NOBODY);
    let text = told.text(slot);
    // Most slots name one party.
    if memchr::memchr(b';', &text).is_none() {
        let party = parties.number(kind, &text);
        return match parties.is_own(party) {
            true => (party, party, PartyId::NOBODY),
            false => (party, PartyId::NOBODY, party),
        };
    }
    for address in text.split(|byte| *byte == b';') {
        let party = parties.number(kind, address);
        if party == PartyId::NOBODY {
            continue;
        }
        let side = if parties.is_own(party) { &mut own } else { &mut other };
        for seat in [&mut any, side] {
            if *seat == PartyId::NOBODY {
                *seat = party;
            }
        }
    }
    (any, own, other)
}
