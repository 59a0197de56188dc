//! Which settings are in force: --config, SVARSTID_CONFIG, ./svarstid.toml, the user's
//! configuration folder, and then the built-in ones.

use std::path::{Path, PathBuf};

use svarstid::settings::Settings;

use super::args::ConfigArgs;
use super::exit::{OrStop, Run, Status, stop};
use super::file;

const FILE_NAME: &str = "svarstid.toml";

/// The settings in force, and the file they are from, if any.
pub(crate) fn settings(args: &ConfigArgs) -> Run<(Settings, Option<PathBuf>)> {
    if let Some(again) = &args.again {
        return Ok((again.settings.clone(), None));
    }
    if args.no_config {
        return Ok((Settings::built_in(), None));
    }
    match args.config.clone().or_else(from_environment).or_else(found) {
        Some(path) => Ok((read(&path)?, Some(path))),
        None => Ok((Settings::built_in(), None)),
    }
}

/// `SVARSTID_CONFIG`; an empty one is as good as none. Not clap's to read: `--no-config` must
/// win over it, and clap takes the two for a conflict.
fn from_environment() -> Option<PathBuf> {
    std::env::var_os("SVARSTID_CONFIG").filter(|path| !path.is_empty()).map(PathBuf::from)
}

/// The settings file that nobody named, where there is one. Folders above are not searched:
/// a run by cron must not depend on where it stands.
fn found() -> Option<PathBuf> {
    let own = user_folder().map(|folder| folder.join("svarstid").join(FILE_NAME));
    [Some(PathBuf::from(FILE_NAME)), own].into_iter().flatten().find(|path| path.is_file())
}

fn user_folder() -> Option<PathBuf> {
    let folder = |name: &str| {
        std::env::var_os(name).map(PathBuf::from).filter(|folder| folder.is_absolute())
    };
    let home = || folder("HOME").map(|home| home.join(".config"));
    folder("XDG_CONFIG_HOME").or_else(|| folder("APPDATA")).or_else(home)
}

fn read(path: &Path) -> Run<Settings> {
    let name = path.display();
    let text = match file::text(path, file::WRITTEN) {
        Ok(text) => text,
        Err(error) => {
            return stop(Status::Usage, format!("{name}: settings cannot be read: {error}"));
        }
    };
    // Absolute, so that settings that are printed and saved elsewhere mean the same files.
    let absolute = std::path::absolute(path).or_stop(Status::Usage)?;
    Settings::parse(&text, absolute.parent()).or_else(|complaints| {
        let lines: Vec<String> =
            complaints.iter().map(|complaint| format!("{name}:{complaint}")).collect();
        stop(Status::Usage, lines.join("\n"))
    })
}
