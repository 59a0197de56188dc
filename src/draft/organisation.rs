//! The organisation: its domains, numbers, extensions and function boxes, as far as files show
//! them, and the reason for each.

use std::collections::BTreeSet;

use super::boxes::is_function;
use super::domains::{OwnDomains, guess as guess_domains};
use super::note::Notes;
use super::numbers::OwnNumbers;
use super::register::DraftRegister;
use super::words::Words;
use crate::audit::{Sightings, UnitKind};
use crate::organisation::{Domain, Mailbox, Organisation, PartyKind, SenderForm};

/// The table that all of it stands in.
const TABLE: &str = "[organisation]";

/// What is the organisation's own.
pub(super) fn draft(
    sightings: &Sightings,
    numbers: &OwnNumbers,
    words: Words,
    notes: &mut Notes,
) -> Organisation {
    let domains = guess_domains(sightings);
    let mut organisation = Organisation {
        domains: domains.found.iter().map(|(domain, ..)| domain.clone()).collect(),
        numbers: numbers.ranges.clone(),
        extensions: numbers.extension_ranges.clone(),
        function_boxes: Vec::new(),
    };
    tell_domains(&domains, words, notes);
    tell_numbers(numbers, words, notes);
    let own = addresses(sightings, &organisation);
    let is_box =
        |address: &&&str| address.rsplit_once('@').is_some_and(|(local, _)| is_function(local));
    organisation.function_boxes =
        own.iter().filter(is_box).filter_map(|address| Mailbox::parse(address).ok()).collect();
    let is_other = |address: &&&str| organisation.sender_form(address) == SenderForm::Other;
    let others = own.iter().filter(is_other).count() as u64;
    if own.is_empty() {
        let why = words.pick("ingen egen adress syns i filerna", "no own address is in the files");
        notes.remark("organisation.function_boxes", &words.not_guessed(why));
    } else {
        tell_boxes(organisation.function_boxes.len() as u64, others, words, notes);
    }
    organisation
}

/// Own addresses that somebody reads.
fn addresses<'s>(sightings: &'s Sightings, organisation: &Organisation) -> BTreeSet<&'s str> {
    let parties = &sightings.parties;
    let mails = sightings.mails.iter();
    let of_mails = mails.flat_map(|(mail, _)| std::iter::once(&mail.from).chain(&mail.to));
    let of_mails = of_mails.map(|party| parties.address(*party));
    let users = sightings.units.keys().filter(|(kind, _)| *kind == UnitKind::Address);
    let users = users.map(|(_, address)| address.as_str());
    let is_own = |address: &&str| {
        let standing = organisation.standing(PartyKind::Address, address);
        standing.is_own && standing.is_answerable
    };
    of_mails.chain(users).filter(is_own).collect()
}

fn tell_domains(domains: &OwnDomains, words: Words, notes: &mut Notes) {
    let OwnDomains { found, mails, of_users } = domains;
    let key = "organisation.domains";
    if found.is_empty() {
        let why = match mails {
            0 => words
                .pick("ingen fil har mejl med två adresser", "no file has mails with two addresses")
                .to_owned(),
            _ => words.pick(
                format!("ingen domän är säkert den egna i {}", words.mails(*mails)),
                format!("no domain is surely the own one in {}", words.mails(*mails)),
            ),
        };
        notes.remark(key, &words.not_guessed(&why));
        if *mails > 0 {
            notes.check(&format!("{TABLE} domains: {}", words.not_guessed(&why)));
        }
        return;
    }
    let each = |(domain, in_mails, in_users): &(Domain, u64, u64)| {
        let mut of = Vec::new();
        if *mails > 0 {
            of.push(words.of(*in_mails, &words.mails(*mails)));
        }
        if *of_users > 0 {
            of.push(words.of(*in_users, &words.calls(*of_users)));
        }
        let of = of.join(", ");
        words.pick(format!("{domain} står i {of}"), format!("{domain} is in {of}"))
    };
    let found: Vec<String> = found.iter().map(each).collect();
    notes.guess(key, TABLE, &words.guessed(&found.join("; ")));
}

fn tell_numbers(own: &OwnNumbers, words: Words, notes: &mut Notes) {
    let calls = words.calls(own.calls);
    let nothing = match own.calls {
        0 => {
            words.pick("ingen fil har samtal eller sms", "no file has calls or messages").to_owned()
        }
        _ => words.pick(
            format!("inget nummer är säkert eget i {calls}"),
            format!("no number is surely an own one in {calls}"),
        ),
    };
    let covered = words.of(own.covered, &calls);
    let key = "organisation.numbers";
    if own.ranges.is_empty() {
        notes.remark(key, &words.not_guessed(&nothing));
    } else {
        let seen = words.count(
            own.numbers.len() as u64,
            ["eget nummer", "egna nummer"],
            ["own number", "own numbers"],
        );
        let why = words.pick(
            format!("hela serier kring {seen}; egna nummer och anknytningar står i {covered}"),
            format!("whole series around {seen}; own numbers and extensions are in {covered}"),
        );
        notes.guess(key, TABLE, &words.guessed(&why));
    }
    if own.untold * 10 > own.calls {
        let calls = words.calls(own.untold);
        let why = words.pick(
            format!("{calls} har inget eget nummer och räknas inte; skriv de egna numren här"),
            format!("{calls} have no own number and do not count; write the own numbers here"),
        );
        notes.guess(key, TABLE, &words.not_guessed(&why));
    }
    if own.unlisted > 0 {
        let mobiles = words.count(
            own.unlisted as u64,
            ["eget mobilnummer", "egna mobilnummer"],
            ["own mobile number", "own mobile numbers"],
        );
        let why = words.pick(
            format!("{mobiles} kan vara personers och står bara i registret; skriv dem här om de är kommunens"),
            format!("{mobiles} may be people's and stand in the register alone; write them here if they are the municipality's"),
        );
        notes.guess(key, TABLE, &words.not_guessed(&why));
    }
    let key = "organisation.extensions";
    if own.extension_ranges.is_empty() {
        let why = words.pick("ingen fil har korta nummer", "no file has short numbers");
        notes.remark(key, &words.not_guessed(why));
    } else {
        let seen = words.count(
            own.extensions.len() as u64,
            ["kort nummer", "korta nummer"],
            ["short number", "short numbers"],
        );
        let why = words.pick(
            format!("hela serier kring {seen} som ringer eller rings"),
            format!("whole series around {seen} that call or are called"),
        );
        notes.guess(key, TABLE, &words.guessed(&why));
    }
}

fn tell_boxes(boxes: u64, others: u64, words: Words, notes: &mut Notes) {
    let key = "organisation.function_boxes";
    if boxes > 0 {
        let own = words.count(
            boxes,
            ["egen adress heter", "egna adresser heter"],
            ["own address is", "own addresses are"],
        );
        let why =
            words.pick(format!("{own} som en funktion"), format!("{own} called as a function is"));
        notes.guess(key, TABLE, &words.guessed(&why));
    }
    if others > 0 {
        let own = words.count(
            others,
            ["egen adress är", "egna adresser är"],
            ["own address is", "own addresses are"],
        );
        let why = words.pick(
            format!("{own} varken namn.efternamn@ eller heter som en funktion; se registret"),
            format!("{own} neither namn.efternamn@ nor called as a function is; see the register"),
        );
        notes.guess(key, TABLE, &words.not_guessed(&why));
    } else if boxes == 0 {
        let why = words.pick(
            "ingen egen adress heter som en funktion",
            "no own address is called as a function is",
        );
        notes.remark(key, &words.not_guessed(why));
    }
}

/// What is to be done with the register.
pub(super) fn tell_register(register: &DraftRegister, words: Words, notes: &mut Notes) {
    let (all, unfilled) = (register.rows.len() as u64, register.unfilled() as u64);
    let rows = words.rows(all);
    let mut text = match (all, unfilled) {
        (0, _) => words.pick(
            "utan rader: filerna visar varken förvaltningar, brevlådor, nummer, köer eller enheter"
                .to_owned(),
            "without rows: the files show no departments, mailboxes, numbers, queues or units"
                .to_owned(),
        ),
        (_, 0) => words.pick(
            format!("{rows} att fylla i: förvaltningen är gissad och nämnden tom"),
            format!("{rows} to be filled in: departments are guessed, and boards are empty"),
        ),
        _ if unfilled == all => words.pick(
            format!("{rows} att fylla i med förvaltning och nämnd"),
            format!("{rows} to be filled in with departments and boards"),
        ),
        _ => words.pick(
            format!("{rows} att fylla i: {unfilled} saknar förvaltning, och nämnden är tom"),
            format!(
                "{rows} to be filled in: {unfilled} without a department, and boards are empty"
            ),
        ),
    };
    if register.left_out > 0 {
        let keys = words.count(
            register.left_out as u64,
            [
                "nyckel som ett kalkylblad tar för en formel är utelämnad",
                "nycklar som ett kalkylblad tar för formler är utelämnade",
            ],
            [
                "key that a spreadsheet takes for a formula is left out",
                "keys that a spreadsheet takes for formulas are left out",
            ],
        );
        text.push_str("; ");
        text.push_str(&keys);
    }
    match all {
        0 => notes.remark("organisation.register", &text),
        _ => notes.guess("organisation.register", TABLE, &text),
    }
}
