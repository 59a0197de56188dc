//! Own mail domains: those that stand in nearly every mail.

use std::collections::{BTreeMap, BTreeSet};

use super::boxes::is_function;
use super::cover::{Event, Limits, cover};
use crate::audit::{Sightings, UnitKind};
use crate::normalise::event::PartyId;
use crate::organisation::{Domain, PartyKind};

/// The organisation's own mail domains, and why.
#[derive(Clone, Debug, Default)]
pub(super) struct OwnDomains {
    /// The domains, and in how many mails or users' addresses each is.
    pub(super) found: Vec<(Domain, u64)>,
    /// Mails with an address of anybody.
    pub(super) mails: u64,
    /// Calls whose user has an address.
    pub(super) of_users: u64,
}

const LIMITS: Limits = Limits { first_percent: 50, further_percent: 5, further_least: 3, most: 6 };

/// Domains where anybody can have an address. None of them is a municipality's.
const PUBLIC: [&str; 24] = [
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "hotmail.com",
    "hotmail.se",
    "live.com",
    "live.se",
    "msn.com",
    "icloud.com",
    "me.com",
    "mac.com",
    "yahoo.com",
    "yahoo.se",
    "aol.com",
    "telia.com",
    "comhem.se",
    "bredband.net",
    "bredband2.com",
    "spray.se",
    "tele2.se",
    "home.se",
    "protonmail.com",
    "proton.me",
    "passagen.se",
];

/// Guesses the own domains by all mails, and by the addresses of a telephone system's users.
pub(super) fn guess(sightings: &Sightings) -> OwnDomains {
    let of_users = users(sightings);
    let mut names: BTreeSet<&str> = of_users.keys().copied().collect();
    for (mail, _) in &sightings.mails {
        names.extend(addresses(mail, sightings).filter_map(domain_of));
    }
    let names: Vec<&str> = names.into_iter().filter(|name| Domain::parse(name).is_ok()).collect();
    let keys: BTreeMap<&str, Vec<usize>> =
        names.iter().map(|name| (*name, at_or_above(name, &names))).collect();
    let mut events = Vec::new();
    let mut standings = vec![Standing::default(); names.len()];
    for (mail, count) in &sightings.mails {
        let mut own: BTreeSet<usize> = BTreeSet::new();
        for address in addresses(mail, sightings) {
            let Some(keys) = domain_of(address).and_then(|domain| keys.get(domain)) else {
                continue;
            };
            own.extend(keys);
            for key in keys {
                standings[*key].add(address, *count);
            }
        }
        if !own.is_empty() {
            events.push(Event { keys: own.into_iter().collect(), count: *count });
        }
    }
    let users: u64 = of_users.values().sum();
    let start: Vec<usize> = (0..names.len())
        .filter(|key| of_users.get(names[*key]).is_some_and(|count| count * 20 >= users))
        .collect();
    let mails: u64 = events.iter().map(|event| event.count).sum();
    let handicap = |key: usize| if PUBLIC.contains(&names[key]) { u64::MAX } else { 0 };
    // Of two that are in as many mails: the one with the mailbox that is in most of them, then
    // the one that has functions, then the one whose people are called as the guideline demands.
    let rank = |key: usize| {
        let Standing { addresses, functions, persons } = &standings[key];
        let most = addresses.values().max().copied().unwrap_or_default();
        (std::cmp::Reverse((most, *functions, *persons)), names[key])
    };
    let taken = cover(&events, names.len(), &start, LIMITS, handicap, rank);
    let found = taken.into_iter().filter_map(|(key, count)| {
        let in_users = of_users.get(names[key]).copied().unwrap_or_default();
        Some((Domain::parse(names[key]).ok()?, count + in_users))
    });
    OwnDomains { found: found.collect(), mails, of_users: users }
}

/// What speaks for a domain where as many mails have another.
#[derive(Clone, Debug, Default)]
struct Standing<'a> {
    /// Mails by address.
    addresses: BTreeMap<&'a str, u64>,
    functions: u64,
    persons: u64,
}

impl<'a> Standing<'a> {
    fn add(&mut self, address: &'a str, count: u64) {
        *self.addresses.entry(address).or_default() += count;
        let local = address.rsplit_once('@').map_or("", |(local, _)| local);
        if is_function(local) {
            self.functions += count;
        } else if local.contains('.') {
            self.persons += count;
        }
    }
}

/// The domains of the users of telephone systems, and their calls.
fn users(sightings: &Sightings) -> BTreeMap<&str, u64> {
    let mut users: BTreeMap<&str, u64> = BTreeMap::new();
    for ((kind, text), count) in &sightings.units {
        if let (UnitKind::Address, Some(domain)) = (kind, domain_of(text)) {
            *users.entry(domain).or_default() += count;
        }
    }
    users
}

/// The addresses of a mail, each once.
fn addresses<'s>(
    mail: &'s crate::audit::Mail,
    sightings: &'s Sightings,
) -> impl Iterator<Item = &'s str> {
    let is_known = |party: &&PartyId| sightings.parties.kind(**party) == Some(PartyKind::Address);
    let from = std::iter::once(&mail.from);
    let all = from.chain(mail.to.iter().filter(|to| **to != mail.from));
    all.filter(is_known).map(|party| sightings.parties.address(*party))
}

/// The domain of an address in its normal form.
pub(super) fn domain_of(address: &str) -> Option<&str> {
    address.rsplit_once('@').map(|(_, domain)| domain)
}

/// Which of `names` are a domain or stand above it.
fn at_or_above(domain: &str, names: &[&str]) -> Vec<usize> {
    let is_above = |name: &str| {
        domain.strip_suffix(name).is_some_and(|below| below.is_empty() || below.ends_with('.'))
    };
    (0..names.len()).filter(|key| is_above(names[*key])).collect()
}
