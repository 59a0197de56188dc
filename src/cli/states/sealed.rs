//! The seal of a merged run: the states that it was made of stand in it as the files of its
//! request, and settings with the rules that the states were judged by.

use clap::ArgMatches;
use svarstid::calendar::Calendar;
use svarstid::seal::{CalendarRecord, FileRequest, RequestRecord, Sealed};
use svarstid::settings::{MaxRejects, Settings};

use crate::cli::again::Again;
use crate::cli::exit::{OrStop, Run, Status};
use crate::cli::sealing::flags;

/// What a merged run goes by: the rules, the calendar and the zone of its states, and everything
/// that judges figures from the settings in force. Logs were read by the settings of then.
pub(super) fn effective(in_force: &Settings, of_states: Settings) -> Settings {
    let mut policy = of_states.policy;
    for rule in &mut policy.rules {
        let own = in_force.policy.rules.iter().find(|own| own.id == rule.id);
        rule.target = own.and_then(|own| own.target);
    }
    Settings {
        time_zone: of_states.time_zone,
        policy,
        working: of_states.working,
        exemption_files: Vec::new(),
        profile_files: Vec::new(),
        register_files: Vec::new(),
        ..in_force.clone()
    }
}

/// The seal; of a run that is made again with the flags of then.
pub(super) fn sealed(
    settings: &Settings,
    calendar: &Calendar,
    files: Vec<FileRequest>,
    most: MaxRejects,
    (command, matches, again): (&str, &ArgMatches, Option<&Again>),
) -> Run<Sealed> {
    let settings = settings.seal(|path| std::fs::read(path)).or_stop(Status::Usage)?;
    let request = RequestRecord {
        command: command.to_owned(),
        flags: flags(command, matches),
        max_rejects: most.to_string(),
        earliest_refused: None,
        files,
        profiles: Vec::new(),
    };
    let calendar = CalendarRecord { sha256: calendar.sha256() };
    let mut sealed = Sealed { settings: settings.into(), calendar, request };
    if let Some(again) = again {
        again.tell_as_then(&mut sealed);
    }
    Ok(sealed)
}
