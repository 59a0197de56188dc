//! Own mail domains: those that stand in nearly every mail.

use std::collections::{BTreeMap, BTreeSet};

use super::boxes::is_function;
use super::cover::{Event, Offer, cover, sums};
use crate::audit::{Mail, Sightings, UnitKind};
use crate::normalise::event::PartyId;
use crate::organisation::{Domain, PartyKind};

/// The organisation's own mail domains, and why.
#[derive(Clone, Debug, Default)]
pub(super) struct OwnDomains {
    /// The domains, and in how many mails and in how many calls of users each is.
    pub(super) found: Vec<(Domain, u64, u64)>,
    /// Mails with an address at both ends.
    pub(super) mails: u64,
    /// Calls whose user has an address.
    pub(super) of_users: u64,
}

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
    for (mail, count) in sightings.mails.iter().filter(|(mail, _)| has_two_ends(mail, sightings)) {
        let mut own: BTreeSet<usize> = BTreeSet::new();
        for (index, address) in addresses(mail, sightings).enumerate() {
            // The sender comes first, where there is one with an address.
            let is_from = index == 0 && sightings.parties.text(mail.from) == address;
            let Some(keys) = domain_of(address).and_then(|domain| keys.get(domain)) else {
                continue;
            };
            own.extend(keys);
            for key in keys {
                standings[*key].add(address, is_from, *count);
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
    let totals = sums(events.iter(), names.len());
    let rank = |key: usize| (std::cmp::Reverse(standings[key].strength()), names[key]);
    let is_enough = |offer: Offer<'_>| {
        let own = &standings[offer.key];
        !PUBLIC.contains(&names[offer.key])
            && match offer.taken {
                [] => {
                    offer.adds >= 2
                        && offer.is_percent(50)
                        && !is_tied(&offer, &totals, &names, &standings)
                }
                // Newsletters only come, and what else is in mails without an own address.
                _ => {
                    offer.is_percent(10)
                        && own.sent.min(own.received) >= 3
                        && own.addresses.len() > 1
                }
            }
    };
    let taken = cover(&events, names.len(), &start, is_enough, rank);
    let found = taken.into_iter().filter_map(|(key, count)| {
        let in_users = of_users.get(names[key]).copied().unwrap_or_default();
        Some((Domain::parse(names[key]).ok()?, count, in_users))
    });
    OwnDomains { found: found.collect(), mails, of_users: users }
}

/// Whether another domain is in as many mails and nothing tells which is own: then neither is
/// guessed, for the other one is a customer's.
fn is_tied(offer: &Offer<'_>, totals: &[u64], names: &[&str], standings: &[Standing<'_>]) -> bool {
    let is_below = |below: &str, name: &str| {
        below.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    let is_related = |key: usize| {
        let [a, b] = [names[key], names[offer.key]];
        is_below(a, b) || is_below(b, a)
    };
    (0..names.len()).any(|key| {
        !is_related(key)
            && !PUBLIC.contains(&names[key])
            && standings[key].strength() == standings[offer.key].strength()
            && totals[key] == offer.adds
    })
}

/// What is known of a domain in mails.
#[derive(Clone, Debug, Default)]
struct Standing<'a> {
    addresses: BTreeSet<&'a str>,
    /// Mails from it, and mails to it.
    sent: u64,
    received: u64,
    /// Mails with an address that is called as a function, or as guideline § 6 demands.
    functions: u64,
    persons: u64,
}

impl<'a> Standing<'a> {
    fn add(&mut self, address: &'a str, is_from: bool, count: u64) {
        self.addresses.insert(address);
        *(if is_from { &mut self.sent } else { &mut self.received }) += count;
        let local = address.rsplit_once('@').map_or("", |(local, _)| local);
        if is_function(local) {
            self.functions += count;
        } else if local.contains('.') {
            self.persons += count;
        }
    }

    /// What decides between two domains that are in as many mails.
    const fn strength(&self) -> (u64, u64) {
        (self.functions, self.persons)
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

/// Whether a mail has an address at both ends; the one end of another may be a customer's.
fn has_two_ends(mail: &Mail, sightings: &Sightings) -> bool {
    let is_address = |party: &PartyId| sightings.parties.kind(*party) == Some(PartyKind::Address);
    is_address(&mail.from) && mail.to.iter().any(is_address)
}

/// The addresses of a mail, each once.
fn addresses<'s>(mail: &'s Mail, sightings: &'s Sightings) -> impl Iterator<Item = &'s str> {
    let is_known = |party: &&PartyId| sightings.parties.kind(**party) == Some(PartyKind::Address);
    let from = std::iter::once(&mail.from);
    let all = from.chain(mail.to.iter().filter(|to| **to != mail.from));
    all.filter(is_known).map(|party| sightings.parties.address(*party))
}

/// The domain of an address in its normal form.
pub(super) fn domain_of(address: &str) -> Option<&str> {
    address.rsplit_once('@').map(|(_, domain)| domain)
}

/// Which of `names`, which are sorted, are a domain or stand above it.
fn at_or_above(domain: &str, names: &[&str]) -> Vec<usize> {
    let above = std::iter::successors(Some(domain), |own| own.split_once('.').map(|(_, up)| up));
    above.filter_map(|own| names.binary_search(&own).ok()).collect()
}
