//! The readings of a run: the same contacts, judged again under each.

use svarstid::audit::{Gathered, Judged, changed_outcomes};
use svarstid::calendar::{Instant, Period};
use svarstid::judge::Judge;
use svarstid::policy::{DEFAULT_READING, Policy, ReadingError};
use svarstid::report::{ReadingFacts, ReadingFigures, Readings};
use svarstid::settings::Settings;
use svarstid::tally::BoardId;

use super::exit::{OrStop, Run, Status};
use super::run::Ground;

/// Every reading but the run's own by its name, in order, with the rules under it; without rules
/// where it cannot apply, because it needs opening hours and the settings give none.
pub(crate) fn others(settings: &Settings, own: Option<&str>) -> Run<Vec<(String, Option<Policy>)>> {
    let own = own.unwrap_or(DEFAULT_READING);
    let as_written = &settings.policy;
    let names = std::iter::once(DEFAULT_READING).chain(as_written.reading_names());
    let under = |name: &str| {
        let policy = match name {
            DEFAULT_READING => Ok(as_written.clone()),
            name => as_written.under(name, &settings.working),
        };
        match policy {
            Ok(policy) => Ok((name.to_owned(), Some(policy))),
            Err(ReadingError::NeedsOpeningHours { .. }) => Ok((name.to_owned(), None)),
            Err(error) => Err(error).or_stop(Status::Usage),
        }
    };
    names.filter(|name| *name != own).map(under).collect()
}

/// What every other reading gives; `figures` are those of one, by its name and its rules.
pub(crate) fn of_each(
    settings: &Settings,
    own: Option<&str>,
    figures: impl Fn(&str, &Policy) -> Run<ReadingFigures>,
) -> Run<Readings> {
    let facts = |(name, policy): (String, Option<Policy>)| {
        let figures = policy.map(|policy| figures(&name, &policy)).transpose()?;
        Ok(ReadingFacts { name, figures })
    };
    Ok(Readings {
        own: own.unwrap_or(DEFAULT_READING).to_owned(),
        others: others(settings, own)?.into_iter().map(facts).collect::<Run<_>>()?,
    })
}

/// The figures of a reading that `changed` so many outcomes.
pub(crate) fn figures(judged: Judged, changed: u64) -> ReadingFigures {
    let Judged { groups, kinds, total, .. } = judged;
    ReadingFigures { groups, kinds, total, changed }
}

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
    of_each(&ground.settings, ground.reading.as_deref(), |_, policy| {
        let judge = Judge::new(policy, &ground.calendar, as_of);
        let changed = changed_outcomes(gathered, &own, &judge, period, board);
        Ok(figures(judged(&judge)?, changed))
    })
}
