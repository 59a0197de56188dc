//! The readings of a run: what was gathered once is judged again under each.

use svarstid::audit::{Gathered, Judged, changed_outcomes};
use svarstid::calendar::{Instant, Period};
use svarstid::judge::Judge;
use svarstid::policy::{DEFAULT_READING, ReadingError};
use svarstid::report::{ReadingFacts, ReadingFigures, Readings};
use svarstid::tally::BoardId;

use super::exit::{OrStop, Run, Status};
use super::run::Ground;

/// Judges what was gathered under every reading but the run's own. `judged` gives the figures
/// of one judge.
pub(crate) fn readings(
    ground: &Ground,
    gathered: &Gathered,
    as_of: Instant,
    (period, board): (Option<&Period>, Option<BoardId>),
    judged: impl Fn(&Judge<'_>) -> Run<Judged>,
) -> Run<Readings> {
    let own = Judge::new(&ground.policy, &ground.calendar, as_of);
    let own_name = ground.reading.as_deref().unwrap_or(DEFAULT_READING);
    let as_written = &ground.settings.policy;
    let mut others = Vec::new();
    for name in std::iter::once(DEFAULT_READING).chain(as_written.reading_names()) {
        if name == own_name {
            continue;
        }
        let policy = match name {
            DEFAULT_READING => Ok(as_written.clone()),
            name => as_written.under(name, &ground.settings.working),
        };
        let policy = match policy {
            Ok(policy) => Some(policy),
            Err(ReadingError::NeedsOpeningHours { .. }) => None,
            Err(error) => return Err(error).or_stop(Status::Usage),
        };
        let figures = match policy {
            None => None,
            Some(policy) => {
                let judge = Judge::new(&policy, &ground.calendar, as_of);
                let figures = judged(&judge)?;
                Some(ReadingFigures {
                    changed: changed_outcomes(gathered, &own, &judge, period, board),
                    groups: figures.groups,
                    kinds: figures.kinds,
                    total: figures.total,
                })
            }
        };
        others.push(ReadingFacts { name: name.to_owned(), figures });
    }
    Ok(Readings { own: own_name.to_owned(), others })
}
