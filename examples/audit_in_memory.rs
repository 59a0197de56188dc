//! An audit without files: two small logs from memory, judged, and counted by department.
//!
//! Run it with `cargo run --example audit_in_memory`.

#![expect(clippy::print_stdout, reason = "an example shows what it finds")]

use svarstid::audit::{Input, Judged, Request, Scope, gather};
use svarstid::calendar::{Calendar, Instant, WorkingCalendar, Zone};
use svarstid::contact::Channel;
use svarstid::judge::{Judge, Outcome};
use svarstid::policy::{ExemptionList, Policy};
use svarstid::tally::{Dimension, KeyPart};

/// The canonical columns, as another program could write them.
const EMAILS: &str = "\
id,channel,origin,department,received,answered
K1,email,external,Servicecenter,2026-06-18 15:00,2026-06-22 09:12
K2,email,external,Servicecenter,2026-06-18 16:30,2026-06-23 08:00
K3,email,internal,Bygglovsenheten,2026-06-18 15:00,2026-06-20 15:00
K4,email,external,Bygglovsenheten,2026-06-31 10:00,
";

/// Swedish headers, semicolons, bare dates, and no column for the channel.
const LETTERS: &str = "\
Ärendenr;Ursprung;Förvaltning;Inkom;Besvarad
B1;Extern;Bygglovsenheten;2026-06-24;2026-06-25
B2;Extern;Bygglovsenheten;2026-06-24;
";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Swedish workdays, on Stockholm's clock, without closures of the municipality's own.
    let calendar = Calendar::new(WorkingCalendar::swedish(), Zone::STOCKHOLM);

    // An input is any reader with a name; the name stands in messages and reports.
    let emails = Input::once("e-post.csv", EMAILS.as_bytes());
    let mut letters = Input::once("brev.csv", LETTERS.as_bytes());

    // The letters do not say that they are letters, so the caller does.
    letters.channel = Some(Channel::Letter);

    // The library reads no clock; a caller who has one may refuse stamps of the future.
    let exemptions = ExemptionList::default();
    let request = Request::new(&calendar, &exemptions);

    // `()` watches nothing: no progress is shown, and rejected rows are counted but not kept.
    let gathered = gather(vec![emails, letters], &request, &mut ())?;

    // The audit looks back from the latest stamp of the input, as the program does by default.
    let as_of = gathered.latest.unwrap_or(Instant::from_unix_seconds(0));
    let policy = Policy::guideline();
    let judge = Judge::new(&policy, &calendar, as_of);
    let scope = Scope { period: None, by: &[Dimension::Department], is_whole: false };

    // Judging also checks the account: every row that was read is somewhere.
    let mut judged = Judged::new(&gathered, &judge, scope)?;

    // Groups come in no particular order; a department is a number into the ledger's names.
    let names = gathered.ledger.departments.names();
    let name = |key: &[KeyPart]| match key {
        [KeyPart::Department(department)] => names[department.0 as usize].as_str(),
        _ => "",
    };
    judged.groups.sort_by(|(a, _), (b, _)| name(a).cmp(name(b)));
    for (key, figures) in &judged.groups {
        // Contacts that are not due yet, exempt or without a rule are not judged.
        println!("{:<15}  {} of {} met", name(key), figures.count(Outcome::Met), figures.judged());
    }

    // A row that cannot be judged is never dropped in silence.
    let account = &judged.account;
    println!(
        "{} rows read = {} contacts + {} rejected",
        account.rows_read, account.contacts, account.rejected
    );
    Ok(())
}
