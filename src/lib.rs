//! svarstid answers one question that a Swedish municipality has to answer in its accounts:
//! *did we answer people in time?*
//!
//! It reads contact logs, judges each contact by the service guideline on the Swedish calendar,
//! and counts what it finds. The stages are modules, and the data flows one way through them:
//!
//! ```text
//! read  ->  normalise  ->  judge  ->  tally  ->  report  ->  render
//! bytes     RawRow         Contact    Verdict    Tally       Report
//! ```
//!
//! | module | what it does |
//! | --- | --- |
//! | [`read`] | bytes to records: encoding, delimiter, header, true line numbers |
//! | [`normalise`] | records to [`contact`]s: columns, stamps, words, duplicates; or to a [`fault`] |
//! | [`calendar`] | workdays and holidays with their legal grounds, instants, periods, opening hours |
//! | [`policy`] | the guideline's rules, how long they allow, and the ways to read them |
//! | [`judge`] | one contact to one verdict, with its proof if asked for |
//! | [`tally`] | verdicts to exact figures, and the account of every row |
//! | [`report`] | figures to typed tables in Swedish or English |
//! | [`mod@render`] | tables to a terminal, CSV, JSON or iCalendar |
//! | [`audit`] | the whole way from files to verdicts |
//! | [`organisation`] | whose numbers, addresses and departments are the municipality's own |
//! | [`seal`] | what a run was made with, and what differs between two |
//! | [`draft`] | settings and a register for files that somebody shows, guessed |
//! | [`state`] | what is kept of an audit when its logs are purged, and the sum of several |
//! | [`settings`], [`profile`] | a municipality's own rules, calendar and foreign exports, as data |
//!
//! Nothing in the library reads the clock, the locale, the environment or a terminal: the same
//! input gives the same figures on every machine.
//!
//! # From bytes to figures
//!
//! ```
//! use svarstid::audit::{Input, Judged, Request, Scope, gather};
//! use svarstid::calendar::{Calendar, WorkingCalendar, Zone};
//! use svarstid::judge::{Judge, Outcome};
//! use svarstid::policy::{ExemptionList, Policy};
//! use svarstid::tally::Dimension;
//!
//! let log = "\
//! id,channel,origin,department,received,answered
//! K1,email,external,Servicecenter,2026-06-18 15:00,2026-06-22 23:59:59
//! K2,email,external,Servicecenter,2026-06-18 15:00,2026-06-23 00:00:00
//! K3,email,internal,Servicecenter,2026-06-18 15:00,2026-06-20 15:00:00
//! ";
//! let calendar = Calendar::new(WorkingCalendar::swedish(), Zone::STOCKHOLM);
//! let exemptions = ExemptionList::default();
//! let request = Request::new(&calendar, &exemptions);
//! let gathered = gather(vec![Input::once("log.csv", log.as_bytes())], &request, &mut ())?;
//!
//! // Friday the 19th is midsommarafton: one workday after Thursday ends on Monday night.
//! let policy = Policy::guideline();
//! let as_of = gathered.latest.ok_or("the log has no contacts")?;
//! let judge = Judge::new(&policy, &calendar, as_of);
//! let scope = Scope { period: None, by: &[Dimension::Department], is_whole: false };
//! let judged = Judged::new(&gathered, &judge, scope)?;
//! assert_eq!(judged.total.count(Outcome::Met), 2);
//! assert_eq!(judged.total.count(Outcome::Late), 1);
//! assert_eq!(judged.account.rows_read, 3);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod audit;
pub mod calendar;
pub mod contact;
pub mod document;
pub mod draft;
pub mod fault;
pub mod judge;
pub mod normalise;
pub mod organisation;
pub mod policy;
pub mod profile;
pub mod read;
pub mod render;
pub mod report;
pub mod seal;
pub mod settings;
pub mod state;
pub mod tally;
