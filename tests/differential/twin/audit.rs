//! The audit (SPEC 5 to 7): rows to contacts, duplicates merged, each judged, the account.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::clock::Clock;
use super::due::due;
use super::figures;
use super::paper;
use super::period;
use super::printed::{grouped, listed};
use super::rows::{Contact, Rows, When, column};
use super::stamp::{self, Said};
use super::within::rules;
use crate::traps::Traps;
use crate::world::{LogFile, Question, Settings};

/// Everything that was read.
pub(crate) struct Gathered {
    contacts: Vec<Contact>,
    rows_read: u64,
    duplicates: u64,
    pub(crate) faults: BTreeMap<&'static str, u64>,
    pub(crate) ambiguous: u64,
    latest: Option<DateTime<Tz>>,
}

/// A contact and what the audit says of it.
pub(crate) struct Judged {
    pub(super) contact: Contact,
    pub(super) rule: Option<String>,
    pub(super) rule_number: usize,
    pub(super) due: Option<DateTime<Tz>>,
    pub(super) verdict: &'static str,
    pub(super) to_answer_s: Option<i64>,
    pub(super) late_s: Option<i64>,
    /// The answer, also one that has not happened yet.
    told: Option<When>,
    form: Option<String>,
    is_deemed: bool,
    is_listed: bool,
}

/// What is printed.
pub(crate) struct View {
    /// `contacts --format csv`.
    pub(crate) contacts: String,
    /// `audit --format csv`.
    pub(crate) groups: String,
    /// Counts by the keys of SPEC 7.
    pub(crate) account: BTreeMap<&'static str, u64>,
    /// The figures of all contacts.
    pub(crate) total: Vec<String>,
    pub(crate) as_of: DateTime<Tz>,
    /// How many contacts are met, late or overdue.
    pub(crate) judged: u64,
    pub(crate) exit_code: i32,
}

/// Reads every file and merges duplicates.
pub(crate) fn gather(
    settings: &Settings,
    files: &[LogFile],
    horizon: Option<DateTime<Utc>>,
    traps: &mut Traps,
) -> Gathered {
    let clock = Clock(settings.zone);
    let mut gathered = Gathered {
        contacts: Vec::new(),
        rows_read: 0,
        duplicates: 0,
        faults: BTreeMap::new(),
        ambiguous: 0,
        latest: None,
    };
    let mut all: Vec<Contact> = Vec::new();
    for file in files {
        let is_receipt = |cell: &str| column(cell) == Some("received");
        let paper = paper::read(&file.bytes, |cell| column(cell).is_some(), is_receipt);
        let empty = paper.header.iter().rev().take_while(|cell| cell.trim().is_empty()).count();
        crate::seen::note_paper(&paper, &file.bytes, empty > 0, traps);
        let header: Vec<_> = paper.header.iter().map(|cell| column(cell)).collect();
        let named = header.len() - empty;
        let rows = Rows { clock, horizon, file, header, named };
        for record in paper.records.iter().filter(|record| !record.is_blank()) {
            gathered.rows_read += 1;
            match rows.understand(record, traps) {
                Ok((contact, ambiguous)) => {
                    let moments = [Some(contact.received), contact.answered];
                    for moment in moments.into_iter().flatten() {
                        let instant = moment.instant(clock);
                        gathered.latest = Some(gathered.latest.map_or(instant, |l| l.max(instant)));
                    }
                    gathered.ambiguous += ambiguous;
                    all.push(contact);
                }
                Err(code) => {
                    traps.note(&format!("fault: {code}"));
                    *gathered.faults.entry(code).or_default() += 1;
                }
            }
        }
    }
    merge(all, &mut gathered, traps);
    gathered
}

/// One contact for all rows with the same channel, id and receipt. It has the earliest answer
/// and everything else, also its place, from the row read last.
fn merge(all: Vec<Contact>, gathered: &mut Gathered, traps: &mut Traps) {
    let mut told: BTreeMap<(&'static str, String, String), usize> = BTreeMap::new();
    let mut kept: Vec<Option<Contact>> = Vec::new();
    for mut contact in all {
        if contact.id.is_empty() {
            traps.note("duplicates: no id");
            kept.push(Some(contact));
            continue;
        }
        let key = (contact.channel, contact.id.clone(), contact.received.text());
        if let Some(earlier) = told.insert(key, kept.len()) {
            let earlier = kept[earlier].take().expect("told once");
            gathered.duplicates += 1;
            traps.note("duplicates: merged");
            traps.note_if(earlier.source != contact.source, "duplicates: over files");
            let answers = [earlier.answered, contact.answered];
            // The earlier date; on the same day a time is better evidence than a bare date.
            let place = |answer: &When| match answer {
                When::Date(date) => (*date, 1, None),
                When::Stamp(stamp) => (stamp.date_naive(), 0, Some(*stamp)),
            };
            let earliest = answers.into_iter().flatten().min_by_key(place);
            traps
                .note_if(earliest != contact.answered, "duplicates: an earlier row has the answer");
            let differ = earlier.department != contact.department;
            traps.note_if(differ, "duplicates: another department");
            traps.note_if(earlier.exempt != contact.exempt, "duplicates: another exemption");
            contact.answered = earliest;
        }
        kept.push(Some(contact));
    }
    gathered.contacts = kept.into_iter().flatten().collect();
}

/// The moment of `--as-of`; a date means its end.
fn as_of(text: &str, clock: Clock) -> DateTime<Tz> {
    match stamp::read(text).expect("a stamp") {
        Said::Date(date) => clock.last_second(date),
        Said::Local(local) => clock.instants(local)[0],
        Said::Instant(instant) => instant.with_timezone(&clock.0),
    }
}

/// What is printed of a gathering.
pub(crate) fn audit(
    settings: &Settings,
    gathered: &Gathered,
    question: &Question,
    traps: &mut Traps,
) -> View {
    let clock = Clock(settings.zone);
    let epoch = DateTime::UNIX_EPOCH.with_timezone(&settings.zone);
    let as_of = match &question.as_of {
        Some(text) => as_of(text, clock),
        None => gathered.latest.unwrap_or(epoch),
    };
    let period = question.period.as_deref();
    let period = period.map(|text| period::days(text, settings.interim_ends));
    let read = rules(settings, question.reading.as_deref());
    let (mut outside_period, mut after_as_of) = (0, 0);
    let mut judged = Vec::new();
    for contact in &gathered.contacts {
        let on = contact.received.date();
        if period.is_some_and(|(first, last)| on < first || last < on) {
            outside_period += 1;
        } else if contact.received.instant(clock) > as_of {
            after_as_of += 1;
            traps.note("as-of: received after it");
        } else {
            judged.push(judge(contact, settings, &read, clock, as_of));
        }
    }
    let receipts = || gathered.contacts.iter().map(|contact| contact.received.instant(clock));
    traps.note_if(receipts().all(|received| received > as_of), "as-of: before the log");
    traps.note_if(receipts().all(|received| received < as_of), "as-of: behind the log");
    for own in &judged {
        crate::seen::note(&own.seen(), clock, as_of, traps);
    }
    let count = |verdict| judged.iter().filter(|own| own.verdict == verdict).count() as u64;
    let rejected = gathered.faults.values().sum();
    let account: BTreeMap<&'static str, u64> = BTreeMap::from([
        ("rows_read", gathered.rows_read),
        ("contacts", judged.len() as u64),
        ("outside_period", outside_period),
        ("after_as_of", after_as_of),
        ("duplicates", gathered.duplicates),
        ("rejected", rejected),
    ]);
    let parts: u64 = account.iter().filter(|(key, _)| **key != "rows_read").map(|(_, n)| n).sum();
    assert_eq!(gathered.rows_read, parts, "the twin's own account adds up");
    let all: Vec<&Judged> = judged.iter().collect();
    let met = count("met");
    let counted = met + count("late") + count("overdue");
    let mut exit_code = 0;
    let is_missed = |percent: u64, met: u64, judged: u64| met * 100 < percent * judged;
    if let Some(wanted) = question.fail_under
        && (counted == 0 || is_missed(wanted, met, counted))
    {
        exit_code = 1;
    }
    for (number, own) in read.iter().enumerate() {
        let of = |verdicts: &[&str]| {
            let of_rule =
                judged.iter().filter(|own| own.rule.is_some() && own.rule_number == number);
            of_rule.filter(|own| verdicts.contains(&own.verdict)).count() as u64
        };
        let judged = of(&["met", "late", "overdue"]);
        if own.rule.target.is_some_and(|target| is_missed(target, of(&["met"]), judged)) {
            exit_code = 1;
        }
    }
    // One percent of the rows.
    if rejected * 100 > gathered.rows_read {
        exit_code = 3;
    }
    traps.note(&format!("exit code: {exit_code}"));
    View {
        contacts: listed(&judged),
        groups: grouped(&judged, &question.by),
        account,
        total: figures::figures(&all),
        as_of,
        judged: counted,
        exit_code,
    }
}

/// SPEC 5, in the order of its words.
fn judge(
    contact: &Contact,
    settings: &Settings,
    read: &[super::within::ReadRule],
    clock: Clock,
    as_of: DateTime<Tz>,
) -> Judged {
    let on = contact.received.date();
    let number = read.iter().position(|own| {
        own.rule.channels.contains(&contact.channel)
            && own.rule.origin.is_none_or(|origin| origin == contact.origin)
            && own.rule.from.is_none_or(|from| from <= on)
            && own.rule.until.is_none_or(|until| on <= until)
    });
    let deems = number.is_some_and(|number| {
        read[number].deems_all || read[number].deems_external && contact.origin == "external"
    });
    let is_deemed = contact.channel == "letter" && deems;
    let due =
        number.map(|number| due(clock, settings, contact.received, read[number].within, is_deemed));
    let answered = contact.answered.filter(|answered| answered.instant(clock) <= as_of);
    let days = |from: NaiveDate, to: NaiveDate| to.signed_duration_since(from).num_days() * 86_400;
    let to_answer_s = answered.map(|answered| match (contact.received, answered) {
        (When::Stamp(received), When::Stamp(answered)) => (answered - received).num_seconds(),
        (received, answered) => days(received.date(), answered.date()),
    });
    let is_listed = settings.exemptions.iter().any(|(id, _)| *id == contact.id);
    let is_exempt = !contact.exempt.is_empty() || is_listed;
    let (verdict, late_s) = match (due, answered) {
        _ if is_exempt => ("exempt", None),
        (None, _) => ("unregulated", None),
        (Some(due), Some(When::Date(date))) if date <= due.date_naive() => ("met", None),
        (Some(due), Some(When::Date(date))) => ("late", Some(days(due.date_naive(), date))),
        (Some(due), Some(When::Stamp(stamp))) if stamp <= due => ("met", None),
        (Some(due), Some(When::Stamp(stamp))) => ("late", Some((stamp - due).num_seconds())),
        (Some(due), None) if as_of <= due => ("pending", None),
        (Some(due), None) => ("overdue", Some((as_of - due).num_seconds())),
    };
    Judged {
        contact: Contact { answered, ..contact.clone() },
        rule: number.map(|number| read[number].rule.id.clone()),
        rule_number: number.unwrap_or(usize::MAX),
        due,
        verdict,
        to_answer_s,
        late_s,
        told: contact.answered,
        form: number.map(|number| read[number].form()),
        is_deemed,
        is_listed,
    }
}

impl Judged {
    fn seen(&self) -> crate::seen::Seen<'_> {
        crate::seen::Seen {
            contact: &self.contact,
            told: self.told,
            due: self.due,
            verdict: self.verdict,
            form: self.form.clone(),
            is_deemed: self.is_deemed,
            is_listed: self.is_listed,
        }
    }
}
