//! A run made again: what its seal says, in place of what the machine would say now.

use svarstid::audit::Input;
use svarstid::calendar::{Instant, Period};
use svarstid::contact::Channel;
use svarstid::seal::{NamedFile, RequestRecord, Sealed};
use svarstid::settings::Settings;

use std::path::PathBuf;

/// What a sealed run says. A command that finds it beside its settings ([`ConfigArgs`]) is the
/// sealed run, made again.
///
/// [`ConfigArgs`]: super::args::ConfigArgs
#[derive(Debug)]
pub(crate) struct Again {
    pub(crate) settings: Settings,
    pub(crate) period: Option<Period>,
    /// The earliest stamp that was refused for lying in the future.
    pub(crate) earliest_refused: Option<Instant>,
    /// The request, which is printed as it was.
    pub(crate) request: RequestRecord,
    /// The files of its settings, under the names that they had.
    pub(crate) named_files: Vec<NamedFile>,
    /// Where the file of each input was found, in the order of the request.
    pub(crate) places: Vec<PathBuf>,
}

impl Again {
    /// The inputs under the names that they had.
    pub(crate) fn inputs(&self) -> Vec<Input> {
        let files = self.request.files.iter().zip(&self.places);
        files
            .map(|(file, place)| {
                let mut input = Input::file(place).known_as(&file.name);
                let of = |id: &String| Channel::ALL.into_iter().find(|channel| channel.id() == id);
                input.channel = file.channel.as_ref().and_then(of);
                input
            })
            .collect()
    }

    /// What the seal of the run now tells as it was typed and called then: names of files, which
    /// are no part of what is sealed, and flags.
    pub(crate) fn tell_as_then(&self, sealed: &mut Sealed) {
        sealed.request.flags.clone_from(&self.request.flags);
        for (now, then) in sealed.settings.files.iter_mut().zip(&self.named_files) {
            now.name.clone_from(&then.name);
        }
    }

    /// What refuses just the stamps that were refused then; the clock has moved on.
    pub(crate) fn horizon(&self) -> Option<Instant> {
        self.earliest_refused.map(|earliest| earliest.plus_s(-1))
    }
}
