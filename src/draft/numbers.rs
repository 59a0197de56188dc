//! Own numbers: those that one end of nearly every call is, and series of them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::cover::{Event, Offer, cover};
use super::series::{Series, series};
use crate::audit::{Call, Sightings};
use crate::normalise::event::{Direction, PartyId};
use crate::organisation::{ExtensionRange, NumberRange, PartyKind, readable_number};

/// The organisation's own numbers and extensions, and why.
#[derive(Clone, Debug, Default)]
pub(super) struct OwnNumbers {
    /// Series of public numbers.
    pub(super) ranges: Vec<NumberRange>,
    /// The public numbers that were seen, in their normal form, and in how many rows.
    pub(super) numbers: BTreeMap<String, u64>,
    /// Series of extensions.
    pub(super) extension_ranges: Vec<ExtensionRange>,
    /// The extensions that were seen.
    pub(super) extensions: BTreeMap<String, u64>,
    /// Own mobile numbers that are in no series.
    pub(super) unlisted: usize,
    /// Calls and messages in all.
    pub(super) calls: u64,
    /// Those with a number or an extension of these.
    pub(super) covered: u64,
    /// Those that tell nothing: neither their source which way they went, nor an own number.
    pub(super) untold: u64,
}

/// Mobile numbers that are written out: more are people's.
const MOST_MOBILES: usize = 3;

/// Guesses what is own.
pub(super) fn guess(sightings: &Sightings) -> OwnNumbers {
    let evidence = Evidence::of(sightings);
    let own = evidence.own();
    let mut found = OwnNumbers::default();
    for (call, count) in &sightings.calls {
        let is_own = |party: PartyId| own.contains(&party) || evidence.extensions.contains(&party);
        found.calls += count;
        if is_own(call.from) || is_own(call.to) {
            found.covered += count;
        } else if call.way.is_none() {
            found.untold += count;
        }
        let ends = [call.from, call.to];
        let ends = if call.from == call.to { &ends[..1] } else { &ends[..] };
        for party in ends {
            let text = sightings.parties.text(*party);
            let seen = match (own.contains(party), evidence.extensions.contains(party)) {
                (true, _) => &mut found.numbers,
                (_, true) => &mut found.extensions,
                _ => continue,
            };
            *seen.entry(text.into_owned()).or_default() += count;
        }
    }
    // Numbers and short numbers that are somebody else's: no series may have one of them.
    let others = |kind, own: &BTreeMap<String, u64>| -> BTreeSet<String> {
        let ends = sightings.calls.iter().flat_map(|(call, _)| [call.from, call.to]);
        let ends = ends.filter(|party| sightings.parties.kind(*party) == Some(kind));
        let ends = ends.map(|party| sightings.parties.text(party));
        ends.map(Cow::into_owned).filter(|text| !own.contains_key(text)).collect()
    };
    let outsiders = others(PartyKind::Number, &found.numbers);
    let (landlines, mobiles): (Vec<&String>, Vec<&String>) =
        found.numbers.keys().partition(|number| has_series(number));
    let to_range = |series: &Series| {
        let [first, last] = [&series.first, &series.last].map(|end| readable_number(end));
        let text = if first == last { first } else { format!("{first}..{last}") };
        NumberRange::parse(&text).ok()
    };
    let landlines: BTreeSet<String> = landlines.into_iter().cloned().collect();
    found.ranges = series(&landlines, &outsiders).iter().filter_map(to_range).collect();
    // A number that text messages go out from is the organisation's; one that calls is a person's.
    let texts = sightings.calls.iter().filter(|(call, _)| call.is_text);
    let texts: BTreeSet<String> = texts
        .flat_map(|(call, _)| [call.from, call.to])
        .map(|party| sightings.parties.text(party).into_owned())
        .collect();
    let (listed, unlisted): (Vec<&String>, Vec<&String>) =
        mobiles.into_iter().partition(|number| texts.contains(number.as_str()));
    found.unlisted = unlisted.len();
    match listed.len() <= MOST_MOBILES {
        true => found.ranges.extend(
            listed.iter().filter_map(|number| NumberRange::parse(&readable_number(number)).ok()),
        ),
        false => found.unlisted += listed.len(),
    }
    let mut codes = others(PartyKind::Short, &found.extensions);
    codes.insert("112".to_owned());
    let extensions: BTreeSet<String> = found.extensions.keys().cloned().collect();
    found.extension_ranges = series(&extensions, &codes)
        .iter()
        .filter_map(|own| match own.first == own.last {
            true => ExtensionRange::parse(&own.first).ok(),
            false => ExtensionRange::parse(&format!("{}..{}", own.first, own.last)).ok(),
        })
        .collect();
    found
}

/// Whether numbers of this kind are handed out in series to organisations: Swedish ones that are
/// not for mobiles.
fn has_series(number: &str) -> bool {
    number.strip_prefix("+46").is_some_and(|national| !national.starts_with('7'))
}

/// What calls tell of their ends.
struct Evidence<'s> {
    sightings: &'s Sightings,
    /// In how many calls somebody is surely own, and surely not.
    own: FxHashMap<PartyId, u64>,
    other: FxHashMap<PartyId, u64>,
    extensions: FxHashSet<PartyId>,
    /// Calls from one public number to another whose way nobody tells.
    undecided: Vec<(PartyId, PartyId, u64)>,
}

impl<'s> Evidence<'s> {
    fn of(sightings: &'s Sightings) -> Self {
        let mut evidence = Self {
            sightings,
            own: FxHashMap::default(),
            other: FxHashMap::default(),
            extensions: FxHashSet::default(),
            undecided: Vec::new(),
        };
        let mut dialled = Vec::new();
        for (call, count) in &sightings.calls {
            evidence.add(call, *count, &mut dialled);
        }
        // What an extension dials that is as long as one is one, and no code of the operator.
        let length = |party: PartyId| sightings.parties.text(party).len();
        let lengths: FxHashSet<usize> =
            evidence.extensions.iter().map(|party| length(*party)).collect();
        let is_one = |party: &PartyId| {
            lengths.contains(&length(*party)) && !is_public_code(&sightings.parties.text(*party))
        };
        evidence.extensions.extend(dialled.into_iter().filter(is_one));
        evidence
    }

    fn add(&mut self, call: &Call, count: u64, dialled: &mut Vec<PartyId>) {
        let kind = |party| self.sightings.parties.kind(party);
        let (from, to) = (call.from, call.to);
        let is = |party, wanted| kind(party) == Some(wanted);
        let (number, short) = (PartyKind::Number, PartyKind::Short);
        let own_sides: &[PartyId] = match call.way {
            Some(Direction::In) => &[to],
            Some(Direction::Out) => &[from],
            Some(Direction::Internal) => &[from, to],
            None => &[],
        };
        if call.way.is_some() {
            for party in [from, to] {
                let is_own = own_sides.contains(&party);
                if is_own && is(party, short) && !is_public_code(&self.text(party)) {
                    self.extensions.insert(party);
                } else if is(party, number) {
                    let side = if is_own { &mut self.own } else { &mut self.other };
                    *side.entry(party).or_default() += count;
                }
            }
            return;
        }
        // Only own telephones have short numbers.
        if is(from, short) {
            self.extensions.insert(from);
            if is(to, number) {
                *self.other.entry(to).or_default() += count;
            } else if is(to, short) {
                dialled.push(to);
            }
        } else if is(to, short) {
            if !is_public_code(&self.text(to)) {
                self.extensions.insert(to);
            }
            if is(from, number) {
                *self.other.entry(from).or_default() += count;
            }
        } else if is(from, number) && is(to, number) {
            self.undecided.push((from, to, count));
        }
    }

    fn text(&self, party: PartyId) -> Cow<'_, str> {
        self.sightings.parties.text(party)
    }

    /// The public numbers that are own.
    fn own(&self) -> FxHashSet<PartyId> {
        let of = |side: &FxHashMap<PartyId, u64>, party: PartyId| {
            side.get(&party).copied().unwrap_or_default()
        };
        let is_own = |party: PartyId| of(&self.own, party) > of(&self.other, party);
        let mut own: FxHashSet<PartyId> =
            self.own.keys().copied().filter(|party| is_own(*party)).collect();
        let (names, members) = self.hundreds(&own);
        let key =
            |party: PartyId| names.binary_search(&hundred_of(&self.text(party)).to_owned()).ok();
        let mut to_side = vec![0_u64; names.len()];
        let mut counterparts = vec![FxHashSet::default(); names.len()];
        let mut events = Vec::new();
        for (from, to, count) in &self.undecided {
            let (Some(a), Some(b)) = (key(*from), key(*to)) else { continue };
            to_side[b] += count;
            counterparts[a].insert((*to, b));
            counterparts[b].insert((*from, a));
            let keys = if a == b { vec![a] } else { vec![a, b] };
            events.push(Event { keys, count: *count });
        }
        let sum = |side: &FxHashMap<PartyId, u64>, key: usize| -> u64 {
            members[key].iter().map(|party| of(side, *party)).sum()
        };
        let start: Vec<usize> =
            (0..names.len()).filter(|key| sum(&self.own, *key) > sum(&self.other, *key)).collect();
        let is_enough = |offer: Offer<'_>| {
            let Offer { key, adds, taken, .. } = offer;
            // Mobiles come in no series, and are customers' more often than not.
            let is_sound = is_hundred(&names[key]) && adds > sum(&self.other, key);
            // With whom nobody talked yet of those that are taken.
            let is_new = |(_, other): &&(PartyId, usize)| !taken.contains(other);
            let others = counterparts[key].iter().filter(is_new).count();
            let is_near = |other: &usize| thousand(&names[*other]) == thousand(&names[key]);
            is_sound
                && match taken {
                    [] => offer.is_percent(20) && others >= 2,
                    _ if taken.iter().any(is_near) => offer.is_percent(1) && others >= 3,
                    _ => offer.is_percent(5) && others >= 5,
                }
        };
        let rank = |key: usize| (std::cmp::Reverse(to_side[key]), names[key].as_str());
        for (key, _) in cover(&events, names.len(), &start, is_enough, rank) {
            let is_free = |party: &&PartyId| of(&self.other, **party) <= of(&self.own, **party);
            own.extend(members[key].iter().filter(is_free));
        }
        own
    }

    /// The hundreds that numbers of undecided calls, and those known to be own, lie in; and the
    /// numbers of each.
    fn hundreds(&self, own: &FxHashSet<PartyId>) -> (Vec<String>, Vec<Vec<PartyId>>) {
        let mut by_name: BTreeMap<String, BTreeSet<PartyId>> = BTreeMap::new();
        let undecided = self.undecided.iter().flat_map(|(from, to, _)| [*from, *to]);
        for party in undecided.chain(own.iter().copied()) {
            let text = self.sightings.parties.text(party);
            by_name.entry(hundred_of(&text).to_owned()).or_default().insert(party);
        }
        by_name.into_iter().map(|(name, all)| (name, all.into_iter().collect())).unzip()
    }
}

/// The beginning that the numbers of a series share: without the last two digits. Others are
/// alone.
fn hundred_of(number: &str) -> &str {
    match has_series(number) {
        true => &number[..number.len() - 2],
        false => number,
    }
}

/// Whether a name of [`hundred_of`] is a hundred and no single number.
fn is_hundred(name: &str) -> bool {
    has_series(name)
}

/// The ten thousand around a hundred: what a town's numbers most often share.
fn thousand(name: &str) -> &str {
    &name[..name.len().saturating_sub(2)]
}

/// Whether a short number is everybody's: 112, 1177, 114 14, 118 118, 90 000.
fn is_public_code(digits: &str) -> bool {
    const CODES: [&str; 5] = ["112", "1177", "11313", "11414", "90000"];
    CODES.contains(&digits)
        || digits.len() >= 5 && digits.starts_with("118")
        || digits.len() == 5 && digits.starts_with("90")
}
