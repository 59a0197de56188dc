//! When is an answer due? One receipt under every reading of the guideline.
//!
//! Run it with `cargo run --example due_date`.

#![expect(clippy::print_stdout, reason = "an example shows what it finds")]

use svarstid::calendar::{
    Calendar, Day, Interval, OpeningHours, Wall, Weekday, WorkingCalendar, Zone,
};
use svarstid::contact::{Channel, Contact, DepartmentId, Moment, Origin};
use svarstid::judge::Judge;
use svarstid::policy::Policy;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // The guideline gives no opening hours, and the reading `closing` needs some.
    let mut hours = OpeningHours::default();
    for weekday in &Weekday::ALL[..5] {
        let open = Interval::parse("08:00-16:00").ok_or("no stretch of a day")?;
        hours.set_weekday(*weekday, vec![open]).map_err(|_| "two stretches overlap")?;
    }

    // The statutory holidays and eves are built in; a municipality may add its own closures.
    let calendar = Calendar::new(WorkingCalendar::new(Vec::new(), hours), Zone::STOCKHOLM);

    // A letter comes in on the Thursday before Midsummer Eve, at three in the afternoon.
    let thursday = Day::from_ymd(2026, 6, 18).ok_or("no such date")?;
    let wall = Wall::new(thursday, 15, 0, 0).ok_or("no such time of day")?;

    // A wall time may be skipped or repeated when the clocks change, so the zone is asked.
    let received = calendar.table.resolve(wall).earliest().ok_or("the clock skipped it")?;

    println!("received  {wall}");
    for origin in Origin::ALL {
        let moment = Moment::second(received);
        let contact = Contact::new(moment, None, Channel::Letter, origin, DepartmentId::UNSTATED);

        // `default` is the guideline as it stands; each reading is the same rules, read otherwise.
        let guideline = Policy::guideline();
        let mut readings = vec![("default", guideline.clone())];
        for name in guideline.reading_names() {
            readings.push((name, guideline.under(name, &calendar.working)?));
        }

        for (name, policy) in &readings {
            // The contact is not answered, so the judge may look back from any moment.
            let judge = Judge::new(policy, &calendar, received);
            let verdict = judge.judge(&contact);

            // The due moment is inclusive: the last second in which an answer is in time.
            let (Some(rule), Some(due)) = (verdict.rule, verdict.due) else { continue };
            let within = policy.rules[usize::from(rule)].within;
            let due = calendar.table.zone().rfc3339(due);
            println!("{:<8}  {name:<13}  {due}  within {within}", origin.id());
        }
    }

    // The proof names each day on the way, and the law that makes it a day off.
    let guideline = Policy::guideline();
    let judge = Judge::new(&guideline, &calendar, received);
    let contact = Contact::new(
        Moment::second(received),
        None,
        Channel::Letter,
        Origin::External,
        DepartmentId::UNSTATED,
    );
    for day in judge.explain(&contact).proof.ok_or("no rule holds")?.days {
        let reasons: Vec<String> = day
            .reasons
            .iter()
            .map(|reason| format!("{} ({})", reason.swedish(), reason.ground()))
            .collect();
        let why = if reasons.is_empty() { "arbetsdag".to_owned() } else { reasons.join(", ") };
        println!("{}  {:<7}  {why}", day.day, day.day.weekday().swedish());
    }
    Ok(())
}
