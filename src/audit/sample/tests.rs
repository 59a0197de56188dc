//! Samples: reproducible, whatever the order of rows, and without a leaning.

use super::*;
use crate::audit::{Input, Request, gather};
use crate::calendar::{Calendar, Instant};
use crate::policy::{ExemptionList, Policy};

const HEADER: &str = "id,channel,origin,department,received,answered\n";

/// A log of `count` contacts in three departments, alphabetical in every way that it can be.
fn rows(count: u32) -> Vec<String> {
    let row = |n: u32| {
        let department = ["Bygg", "Kansli", "Skola"][n as usize * 3 / count.max(1) as usize];
        let (day, hour) = (1 + n / 24 % 28, n % 24);
        format!("A{n:05},email,external,{department},2026-02-{day:02} {hour:02}:00,\n")
    };
    (0..count).map(row).collect()
}

fn sample(rows: &[String], by: &[Dimension], size: u64, seed: u64) -> Vec<Stratum> {
    with_ids(rows, by, size, seed).0
}

/// The strata, and the ids that are drawn, in order.
fn with_ids(
    rows: &[String],
    by: &[Dimension],
    size: u64,
    seed: u64,
) -> (Vec<Stratum>, Vec<String>) {
    let calendar = Calendar::swedish();
    let exemptions = ExemptionList::default();
    let request = Request::new(&calendar, &exemptions);
    let log = format!("{HEADER}{}", rows.concat());
    let log = std::io::Cursor::new(log.into_bytes());
    let gathered = gather(vec![Input::once("log.csv", log)], &request, &mut ()).unwrap();
    let policy = Policy::guideline();
    let judge = Judge::new(&policy, &calendar, Instant::from_unix_seconds(1_798_000_000));
    let plan = SamplePlan { size, seed, by, period: None, only: &[] };
    let strata = draw(&gathered, &judge, plan).unwrap();
    let drawn = strata.iter().flat_map(|stratum| &stratum.drawn);
    let ids = drawn.map(|d| String::from_utf8(gathered.ledger.id(d.index)).unwrap()).collect();
    (strata, ids)
}

/// Rows in another order: a walk with a step that is prime to their number.
fn shuffled(rows: &[String], step: usize) -> Vec<String> {
    (0..rows.len()).map(|n| rows[n * step % rows.len()].clone()).collect()
}

#[test]
fn the_order_of_rows_decides_nothing() {
    let rows = rows(1000);
    let by = [Dimension::Department];
    let (_, ids) = with_ids(&rows, &by, 60, 1);
    assert_eq!(ids.len(), 60);
    for step in [7, 333, 999] {
        assert_eq!(with_ids(&shuffled(&rows, step), &by, 60, 1).1, ids);
    }
    assert_ne!(with_ids(&rows, &by, 60, 2).1, ids, "another seed draws others");
}

#[test]
fn a_larger_sample_holds_the_smaller_one() {
    let rows = rows(1000);
    let (_, small) = with_ids(&rows, &[], 50, 3);
    let (_, large) = with_ids(&rows, &[], 150, 3);
    assert_eq!(large[..50], small);
}

#[test]
fn a_contact_keeps_its_number_when_it_is_answered_and_when_others_come() {
    let rows = rows(300);
    let (_, ids) = with_ids(&rows, &[], 30, 1);
    let answered: Vec<String> = rows
        .iter()
        .map(|row| row.replace("Skola", "Utbildning").replace(":00,\n", ":00,2026-04-01 08:00\n"))
        .collect();
    assert_eq!(with_ids(&answered, &[], 30, 1).1, ids);
    let more: Vec<String> = rows
        .iter()
        .cloned()
        .chain((0..30).map(|n| format!("B{n},phone,external,Skola,2026-03-01 09:00,\n")))
        .collect();
    let (_, with_more) = with_ids(&more, &[], 30, 1);
    let kept = ids.iter().filter(|id| with_more.contains(id)).count();
    assert!((20..30).contains(&kept), "{kept} of 30 are drawn again from a tenth more");
}

/// Python's `hashlib.sha256("\n".join([...]).encode()).hexdigest()[:32]`.
#[test]
fn the_numbers_are_what_another_program_makes_of_the_same_words() {
    let log = [
        "K1,email,external,Kansli,2026-06-18T15:00:00+02:00,\n",
        "K2,letter,internal,Kansli,2026-06-18,2026-06-22\n",
        ",phone,external,Överförmyndaren,2026-06-18 15:00,2026-06-22\n",
        ",phone,external,Överförmyndaren,2026-06-18 15:00,2026-06-22\n",
    ];
    let calendar = Calendar::swedish();
    let exemptions = ExemptionList::default();
    let request = Request::new(&calendar, &exemptions);
    let log = std::io::Cursor::new(format!("{HEADER}{}", log.concat()).into_bytes());
    let gathered = gather(vec![Input::once("log.csv", log)], &request, &mut ()).unwrap();
    let words = Words { gathered: &gathered, table: &calendar.table, seed: 7 };
    let contacts = gathered.ledger.contacts();
    for (index, nth, expected) in [
        // "7", "email", "1781787600", "K1", "0"
        (0, 0, "ca35e8d00074e78a4301017b3acf9bee"),
        // "7", "letter", "2026-06-18", "K2", "0"
        (1, 0, "5e479e925b7eb9f4ae390559ef47a99b"),
        // "7", "phone", "1781787600", "", "external", "Överförmyndaren", "2026-06-22", "0"
        (2, 0, "a957a2faf299df1cbf812241a21c08c5"),
        // The same, and "1".
        (3, 1, "09a78e525a6c7ca2fb0482cd5e6d5329"),
    ] {
        let number = words.number(index, &contacts[index], nth);
        assert_eq!(format!("{number:032x}"), expected, "contact {index}");
    }
}

#[test]
fn contacts_that_tell_the_same_are_drawn_as_often_as_others() {
    // Rows without an id are never duplicates.
    let alike = vec![",email,external,Kansli,2026-02-02 10:00,\n".to_owned(); 40];
    let strata = sample(&alike, &[], 10, 1);
    assert_eq!((strata[0].contacts, strata[0].drawn.len()), (40, 10));
    let mut indices: Vec<usize> = strata[0].drawn.iter().map(|drawn| drawn.index).collect();
    indices.sort_unstable();
    indices.dedup();
    assert_eq!(indices.len(), 10);
    assert_ne!(indices, (0..10).collect::<Vec<_>>(), "not just the first ones");
}

/// Each of 60 contacts is drawn with the same chance: over 2000 seeds, the chi-square of how often
/// is that of chance. Drawing without putting back makes counts agree better than independent
/// ones, by 1 - 15/60, which the statistic makes good.
#[test]
fn every_contact_has_the_same_chance() {
    let rows = rows(60);
    let calendar = Calendar::swedish();
    let exemptions = ExemptionList::default();
    let request = Request::new(&calendar, &exemptions);
    let log = std::io::Cursor::new(format!("{HEADER}{}", rows.concat()).into_bytes());
    let gathered = gather(vec![Input::once("log.csv", log)], &request, &mut ()).unwrap();
    let policy = Policy::guideline();
    let judge = Judge::new(&policy, &calendar, Instant::from_unix_seconds(1_798_000_000));
    let mut counts = [0_u32; 60];
    let mut pairs = [0_u32; 2];
    let seeds = 2000;
    for seed in 0..seeds {
        let plan = SamplePlan { size: 15, seed, by: &[], period: None, only: &[] };
        let strata = draw(&gathered, &judge, plan).unwrap();
        let drawn: Vec<usize> = strata[0].drawn.iter().map(|drawn| drawn.index).collect();
        drawn.iter().for_each(|index| counts[*index] += 1);
        // Neighbours in the alphabet and in time, and the two ends of both.
        pairs[0] += u32::from(drawn.contains(&20) && drawn.contains(&21));
        pairs[1] += u32::from(drawn.contains(&0) && drawn.contains(&59));
    }
    let (expected, share) = (seeds as f64 * 15.0 / 60.0, 15.0 / 60.0);
    let squares: f64 = counts.iter().map(|n| (f64::from(*n) - expected).powi(2)).sum();
    let chi_square = squares / expected / (1.0 - share) * 59.0 / 60.0;
    // 59 degrees of freedom: between the quantiles of 0.1 % and 99.9 %.
    assert!((30.0..98.3).contains(&chi_square), "{chi_square}");
    // Two of them together: 15/60 x 14/59 of the seeds, within four standard deviations.
    let share = 15.0 / 60.0 * 14.0 / 59.0;
    let spread = (seeds as f64 * share * (1.0 - share)).sqrt() * 4.0;
    for pair in pairs {
        assert!((f64::from(pair) - seeds as f64 * share).abs() < spread, "{pairs:?}");
    }
}

#[test]
fn a_stratum_gives_its_part_and_one_at_the_least() {
    let mut rows = rows(990);
    rows.push("Z1,letter,internal,Kansli,2026-02-03,\n".to_owned());
    let strata = sample(&rows, &[Dimension::Department, Dimension::Channel], 100, 1);
    let mut sizes: Vec<(u64, usize)> =
        strata.iter().map(|stratum| (stratum.contacts, stratum.drawn.len())).collect();
    sizes.sort_unstable();
    assert_eq!(sizes, [(1, 1), (330, 33), (330, 33), (330, 33)]);
    for stratum in &strata {
        let departments: Vec<_> = stratum.drawn.iter().map(|d| d.contact.department()).collect();
        assert!(departments.windows(2).all(|pair| pair[0] == pair[1]), "one department a stratum");
    }
}
