//! What is known of sources before any log is read: profiles of the user's own, and the
//! registers of the settings.

use std::path::{Path, PathBuf};

use svarstid::audit::{Input, Request, read_register_rows, register};
use svarstid::calendar::Zone;
use svarstid::organisation::Register;
use svarstid::profile::language::Profile;
use svarstid::settings::Settings;

use super::args::{InputArgs, PairingArg};
use super::exit::{OrStop, Run, Status, stop};
use super::file;

/// What is known of sources.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// The user's own profiles.
    pub(crate) profiles: Vec<Profile>,
    register: Option<Register>,
    /// Rows of the register that are yet to be filled in.
    pub(crate) unfilled_rows: usize,
    chosen: Vec<(String, String)>,
    zone: Option<Zone>,
    infers: bool,
    /// How many of the profiles the settings name; the others are of `--profile`.
    of_settings: usize,
    /// Every file that was read for it.
    pub(crate) files: Vec<PathBuf>,
}

impl Known {
    /// The user's own profiles, as the settings name them, and nothing besides.
    pub(crate) fn of_settings(settings: &Settings) -> Run<Self> {
        let mut known = Self::default();
        for path in &settings.profile_files {
            known.add_profile(path, Status::Usage)?;
        }
        known.of_settings = known.profiles.len();
        Ok(known)
    }

    /// The own profiles that `--profile` names.
    pub(crate) fn of_flags(&self) -> &[Profile] {
        &self.profiles[self.of_settings..]
    }

    /// The profile that `--profile` names for an input.
    pub(crate) fn chosen_for(&self, input: &Input) -> Option<&str> {
        let typed = input.path().map_or(input.name.clone(), |path| path.display().to_string());
        let named = [typed, input.base_name()];
        let said = self.chosen.iter().rev().find(|(file, _)| named.contains(file));
        said.map(|(_, name)| name.as_str())
    }

    /// What the settings and the flags say.
    pub(crate) fn new(settings: &Settings, args: &InputArgs) -> Run<Self> {
        let mut known =
            Self { infers: args.pairing == PairingArg::Any, ..Self::of_settings(settings)? };
        known.choose(&args.profile)?;
        known.zone = match &args.source_zone {
            None => None,
            Some(name) => match Zone::named(name) {
                Some(zone) => Some(zone),
                None => {
                    return stop(
                        Status::Usage,
                        format!(
                            "--source-zone \"{name}\" is no IANA zone; write one such as \
                             Europe/Stockholm or UTC"
                        ),
                    );
                }
            },
        };
        let (mut rows, mut files) = (Vec::new(), Vec::new());
        for path in &settings.register_files {
            rows.extend(read_register_rows(path, &mut files).or_stop(Status::Usage)?);
            known.files.push(path.clone());
        }
        known.unfilled_rows = rows.iter().filter(|row| row.is_unfilled()).count();
        if !settings.register_files.is_empty() {
            known.register = Some(register(files, rows).or_stop(Status::Usage)?);
        }
        Ok(known)
    }

    /// Reads a profile of the user's own and returns its name.
    fn add_profile(&mut self, path: &Path, status: Status) -> Run<String> {
        let name = path.display();
        let text = match file::text(path, file::WRITTEN) {
            Ok(text) => text,
            Err(error) => return stop(status, format!("{name}: cannot be read: {error}")),
        };
        let profile = match Profile::parse(&text) {
            Ok(profile) => profile,
            Err(complaints) => {
                let lines: Vec<String> =
                    complaints.iter().map(|complaint| format!("{name}:{complaint}")).collect();
                return stop(status, lines.join("\n"));
            }
        };
        if self.profiles.iter().any(|own| own.name == profile.name) {
            return stop(
                status,
                format!("{name}: a second profile \"{}\"; each needs its own name", profile.name),
            );
        }
        self.files.push(path.to_owned());
        let named = profile.name.clone();
        self.profiles.push(profile);
        Ok(named)
    }

    /// `--profile FILE=NAME`.
    fn choose(&mut self, pairs: &[String]) -> Run<()> {
        let mut read: Vec<(&str, String)> = Vec::new();
        for pair in pairs {
            // A file's name may have a `=`; a profile's has none.
            let Some((file, name)) =
                pair.rsplit_once('=').filter(|(f, n)| !f.is_empty() && !n.is_empty())
            else {
                return stop(
                    Status::Usage,
                    format!(
                        "--profile \"{pair}\" is not FILE=NAME, such as Master.csv=asterisk-csv"
                    ),
                );
            };
            let named = match read.iter().find(|(path, _)| *path == name) {
                Some((_, known)) => known.clone(),
                None if name.ends_with(".toml") => {
                    let named = self.add_profile(Path::new(name), Status::Usage)?;
                    read.push((name, named.clone()));
                    named
                }
                None => name.to_owned(),
            };
            self.chosen.push((file.to_owned(), named));
        }
        Ok(())
    }

    /// Tells a request what is known.
    pub(crate) fn tell<'a>(&'a self, request: &mut Request<'a>, settings: &'a Settings) {
        request.profiles = &self.profiles;
        request.chosen.clone_from(&self.chosen);
        request.source_zone = self.zone;
        request.organisation = &settings.organisation;
        request.register = self.register.as_ref();
        request.pairing = settings.pairing;
        request.infers = self.infers;
    }
}
