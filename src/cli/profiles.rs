//! `svarstid profiles` and `svarstid profiles show`.

use svarstid::audit::ChoiceError;
use svarstid::profile::built_in;
use svarstid::render::{Format, render};
use svarstid::report::{Lang, profiles_report};

use super::args::{ProfilesArgs, ProfilesCommand, ShowArgs};
use super::config;
use super::exit::{Run, Status, stop};
use super::known::Known;
use super::output::Output;
use super::outputs::{self, Outputs, TABLES};
use super::plan;
use super::run;

/// Lists the profiles, or prints one.
pub(crate) fn profiles(args: &ProfilesArgs) -> Run<Status> {
    if let Some(ProfilesCommand::Show(args)) = &args.command {
        return show(args);
    }
    let formats = outputs::formats(&args.output, &TABLES)?;
    let (settings, path) = config::settings(&args.config)?;
    let known = Known::of_settings(&settings)?;
    let kept: Vec<_> = path.into_iter().chain(known.files.clone()).collect();
    let outs = Outputs::open(&args.output, &formats, &kept)?;
    let is_replaced = |name: &str| known.profiles.iter().any(|own| own.name == name);
    let made = |format: Format| {
        let lang = match format.is_for_people() {
            true => run::lang(args.output.lang),
            // Machine formats never change with language.
            false => Lang::Swedish,
        };
        let others = built_in().iter().filter(|profile| !is_replaced(&profile.name));
        profiles_report(&known.profiles, others, lang)
    };
    outs.write(|format, style, out| render(&made(format), format, style, out))?;
    Ok(Status::Done)
}

/// Prints the TOML of a profile as it stands.
fn show(args: &ShowArgs) -> Run<Status> {
    let (settings, path) = config::settings(&args.config)?;
    let known = Known::of_settings(&settings)?;
    let kept: Vec<_> = path.into_iter().chain(known.files.clone()).collect();
    let all = || known.profiles.iter().chain(built_in());
    let Some(profile) = all().find(|profile| profile.name == args.name) else {
        let near = plan::nearest(&args.name, all().map(|profile| profile.name.as_str()));
        let near = near.map(str::to_owned);
        return stop(Status::Usage, ChoiceError::NoSuchProfile { name: args.name.clone(), near });
    };
    let out = Output::open(args.output.as_deref(), &kept)?;
    out.write(|out| out.write_all(profile.text.as_bytes()))?;
    Ok(Status::Done)
}
