//! Days that no state answers for.

use svarstid::calendar::{Day, Period};
use svarstid::state::{Gap, Refusal, Refusals, State};

use crate::cli::exit::{OrStop, Run, Status};

/// The days that no state answers for; refused unless they are allowed.
pub(super) fn of(
    state: &State,
    period: Option<&Period>,
    ends: Option<Day>,
    are_allowed: bool,
) -> Run<Vec<Gap>> {
    // What lies after as-of has not happened yet.
    let span = period.map(|own| (own.first(), ends.map_or(own.last(), |end| end.min(own.last()))));
    let gaps = state.gaps(span);
    if are_allowed || gaps.is_empty() {
        return Ok(gaps);
    }
    let refusals =
        gaps.into_iter().map(|Gap { first, last, part }| Refusal::Gap { first, last, part });
    Err(Refusals(refusals.collect())).or_stop(Status::Input)
}
