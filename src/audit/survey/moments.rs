//! Moments in a table that nobody knows: which column could be the receipt and which the answer.

use crate::audit::probe::Unknown;
use crate::normalise::Field;
use crate::normalise::stamp::{self, Stamp};
use crate::profile::{DateOrder, fold::fold, moments};

/// Words in the names of columns with a receipt, folded; better ones first.
const RECEIPT: [&str; 14] = [
    "inkom", "mottag", "received", "ankom", "registr", "skapad", "created", "create", "oppna",
    "open", "start", "anmald", "inlagd", "datum",
];

/// Words in the names of columns with an answer, folded; better ones first.
const ANSWER: [&str; 15] = [
    "svar", "answer", "repl", "respon", "expedi", "skickad", "utgick", "klar", "avslut", "stang",
    "closed", "clos", "resolv", "solved", "slut",
];

/// The columns of the receipt and of the answer, as far as the cells show them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moments {
    pub(super) received: usize,
    pub(super) answered: Option<usize>,
}

/// Looks for a receipt, which every row has and nothing precedes, and for an answer, which no
/// row has before it.
pub(super) fn find(header: &[String], rows: &[Vec<String>]) -> Option<Moments> {
    let candidates = moments(header, rows);
    let is_full = |at: &usize| rows.iter().all(|row| at_of(row, *at).is_some());
    let precedes = |a: usize, b: usize| {
        rows.iter().all(|row| match (at_of(row, a), at_of(row, b)) {
            (Some(a), Some(b)) => a <= b,
            _ => true,
        })
    };
    let full: Vec<usize> = candidates.iter().copied().filter(is_full).collect();
    let first = |at: &usize| candidates.iter().all(|other| precedes(*at, *other));
    // Of several that nothing precedes, the one whose name says so.
    let mut firsts: Vec<usize> = full.into_iter().filter(first).collect();
    firsts.sort_by_key(|at| (rank(&RECEIPT, &header[*at]), *at));
    let received = *firsts.first()?;
    let others = candidates.into_iter().filter(|at| *at != received && precedes(received, *at));
    let mut others: Vec<usize> = others.collect();
    others.sort_by_key(|at| (rank(&ANSWER, &header[*at]), *at));
    let answered = match others[..] {
        [only] => Some(only),
        // Several, and no name that tells: what was changed last is no answer.
        [first, ..] => Some(first).filter(|at| rank(&ANSWER, &header[*at]) < ANSWER.len()),
        [] => None,
    };
    Some(Moments { received, answered })
}

impl Unknown {
    /// What each cell of the header means: by its name, else by the moments that stand below it.
    pub fn fields(&self) -> impl Fn(&str) -> Option<Field> {
        let by_name = |cell: &str| crate::normalise::field(cell);
        let is_named = |field| self.header.iter().any(|cell| by_name(cell) == Some(field));
        let found = find(&self.header, &self.rows);
        let received = found.map(|found| (found.received, Field::Received));
        let answered = found.and_then(|found| Some((found.answered?, Field::Answered)));
        let by_moments: Vec<(String, Field)> = [received, answered]
            .into_iter()
            .flatten()
            .filter(|(_, field)| !is_named(*field))
            .map(|(at, field)| (self.header[at].clone(), field))
            .collect();
        move |cell| {
            let found = || by_moments.iter().find(|(own, _)| own == cell);
            by_name(cell).or_else(|| found().map(|(_, field)| *field))
        }
    }
}

/// How early the first of `words` stands that a name has.
fn rank(words: &[&str], name: &str) -> usize {
    let name = fold(name);
    words.iter().position(|word| name.contains(word)).unwrap_or(words.len())
}

/// The moment in a cell, as something that can be compared in one column or two.
fn at_of(row: &[String], at: usize) -> Option<(i64, u32)> {
    let text = row.get(at)?.trim();
    match stamp::parse(text.as_bytes(), Some(DateOrder::DayFirst)).ok()? {
        Stamp::Date(day) => Some((i64::from(day.unix_days()), 0)),
        Stamp::Wall(wall) => Some((i64::from(wall.day.unix_days()), wall.second_of_day)),
        Stamp::Instant(instant) => {
            let seconds = instant.unix_seconds();
            Some((seconds.div_euclid(86_400), seconds.rem_euclid(86_400) as u32))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(header: &str, rows: &[&str]) -> Option<(String, Option<String>)> {
        let header: Vec<String> = header.split(',').map(str::to_owned).collect();
        let rows: Vec<Vec<String>> =
            rows.iter().map(|row| row.split(',').map(str::to_owned).collect()).collect();
        let found = find(&header, &rows)?;
        let name = |at: usize| header[at].clone();
        Some((name(found.received), found.answered.map(name)))
    }

    #[test]
    fn the_receipt_is_in_every_row_and_the_answer_never_before_it() {
        for (header, rows, expected) in [
            (
                "Löpnr,Skapad,Klar",
                &["1,2026-03-02 08:00,2026-03-02 09:00", "2,2026-03-02 10:00,"][..],
                Some(("Skapad", Some("Klar"))),
            ),
            // The order of columns does not matter.
            (
                "Klar,Skapad",
                &["2026-03-03,2026-03-02", ",2026-03-02"],
                Some(("Skapad", Some("Klar"))),
            ),
            // Of two later ones the name decides, and without a name nothing does.
            (
                "Skapad,Ändrad,Besvarad",
                &["2026-03-02,2026-03-05,2026-03-03"],
                Some(("Skapad", Some("Besvarad"))),
            ),
            ("Skapad,Ändrad,Rörd", &["2026-03-02,2026-03-05,2026-03-03"], Some(("Skapad", None))),
            ("Skapad,Namn", &["2026-03-02,Ek"], Some(("Skapad", None))),
            // A moment that some rows lack is no receipt.
            ("A,B", &["2026-03-02,2026-03-03", ",2026-03-04"], None),
            ("A,B", &["x,y"], None),
            ("A,B", &[], None),
        ] {
            let expected = expected.map(|(a, b)| (a.to_owned(), b.map(str::to_owned)));
            assert_eq!(found(header, rows), expected, "{header}");
        }
    }
}
