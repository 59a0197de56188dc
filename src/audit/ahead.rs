//! Ahead: an input as far as it can be read before its turn comes.
//!
//! Every input is opened by whichever thread is free. A small contact log is read as well, for it
//! is not worth cutting. What was read is joined in the order in which the inputs were named.

use crate::normalise::Mapping;
use crate::read::Records;

use super::gather::{OpenedParts, open_parts};
use super::harvest::Harvest;
use super::input::{Input, InputFault, Trace};
use super::log::{Ended, Log};
use super::mapping::UsedSource;
use super::part::{Part, Parts};
use super::ready::{How, Ready, Taken, take};
use super::request::Request;

/// Bytes of a file that is read before its turn. Larger ones are read in pieces when it has come.
const MOST_BYTES: u64 = 1 << 20;

/// An input before its turn. What fails is told with the part that it failed in.
pub(super) struct Ahead<'r> {
    pub(super) input: Named,
    pub(super) opened: Result<Opened<'r>, (Option<String>, InputFault)>,
}

/// What an input is called.
pub(super) struct Named {
    pub(super) name: String,
    pub(super) path: Option<std::path::PathBuf>,
    pub(super) channel: Option<crate::contact::Channel>,
    typed: String,
    base_name: String,
}

/// An opened input.
pub(super) struct Opened<'r> {
    pub(super) stage: Stage<'r>,
    pub(super) notes: Vec<String>,
    pub(super) trace: Trace,
    pub(super) length: Option<u64>,
}

/// How far an input was read.
pub(super) enum Stage<'r> {
    /// It was opened.
    Parts(Vec<Part>),
    /// Its only part was taken for something.
    Taken(String, Box<Ready<'r>>),
    /// Its only part was read.
    Read(String, Box<Gleaned>),
}

/// A contact log of which all was read, and nothing is joined yet.
pub(super) struct Gleaned {
    pub(super) source: Option<UsedSource>,
    pub(super) mapping: Mapping,
    pub(super) harvests: Vec<Harvest>,
    pub(super) ended: Result<Ended, InputFault>,
}

impl Named {
    pub(super) fn of(input: &Input) -> Self {
        let (name, path) = (input.name.clone(), input.path());
        let typed = path.as_ref().map_or(name.clone(), |path| path.display().to_string());
        Self { name, path, channel: input.channel, typed, base_name: input.base_name() }
    }

    /// What the user may have named it by.
    pub(super) fn names(&self) -> [&str; 2] {
        [self.typed.as_str(), self.base_name.as_str()]
    }
}

impl<'r> Ahead<'r> {
    /// Reads `input` as far as may be before its turn.
    pub(super) fn read(input: Input, request: &Request<'r>) -> Self {
        let named = Named::of(&input);
        let opened = open_parts(input, request).map_err(|fault| (None, fault));
        let opened = opened.and_then(|opened| Opened::ahead(opened, &named, request));
        Self { input: named, opened }
    }
}

impl<'r> Opened<'r> {
    fn ahead(
        opened: OpenedParts,
        named: &Named,
        request: &Request<'r>,
    ) -> Result<Self, (Option<String>, InputFault)> {
        let OpenedParts { parts: Parts { mut parts, notes }, trace, length } = opened;
        let is_small = length.is_some_and(|length| length <= MOST_BYTES);
        // What is packed can be large whatever it takes packed.
        let only = match parts.as_slice() {
            [part] if is_small && part.again.is_some() && !part.is_sheet() => parts.pop(),
            _ => None,
        };
        let Some(part) = only else {
            return Ok(Self { stage: Stage::Parts(parts), notes, trace, length });
        };
        let name = part.name.clone();
        let taken = take(part, named.names(), named.channel, request);
        let stage = match taken.map_err(|fault| (Some(name.clone()), fault))? {
            // Only a sheet can have no header.
            Taken::NoHeader => Stage::Parts(Vec::new()),
            Taken::Ready(ready) => match *ready {
                Ready { records, how: How::Log(mapping), source } => {
                    Stage::Read(name, Box::new(Gleaned::of(records, mapping, source, request)))
                }
                ready => Stage::Taken(name, Box::new(ready)),
            },
        };
        Ok(Self { stage, notes, trace, length })
    }
}

impl Gleaned {
    fn of(
        records: Records,
        mapping: Mapping,
        source: Option<UsedSource>,
        request: &Request<'_>,
    ) -> Self {
        let log = Log { name: "", mapping, request };
        let mut harvests = Vec::new();
        let ended = log.read_from_the_top(records, |harvest| {
            harvests.push(harvest);
            Ok(())
        });
        Self { source, mapping: log.mapping, harvests, ended }
    }
}
