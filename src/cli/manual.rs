//! Completion scripts and manual pages, made from the command line itself.

use clap::CommandFactory;
use clap_complete::Shell;

use super::args::Cli;
use super::exit::{Run, Status, stop};
use super::output::Output;

/// `svarstid completions SHELL`.
pub(crate) fn completions(shell: Shell) -> Run<Status> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "svarstid", &mut script);
    print(&script)
}

/// `svarstid man [COMMAND]`.
pub(crate) fn man(name: Option<&str>) -> Run<Status> {
    let mut whole = Cli::command();
    whole.build();
    let command = match name {
        None => whole.clone(),
        Some(name) => match whole.find_subcommand(name) {
            Some(command) => {
                let title = format!("svarstid-{name}");
                command
                    .clone()
                    .name(title.clone())
                    .display_name(title)
                    .version(env!("CARGO_PKG_VERSION"))
            }
            None => return stop(Status::Usage, format!("man: there is no command \"{name}\"")),
        },
    };
    let mut page = Vec::new();
    match clap_mangen::Man::new(command).render(&mut page) {
        Ok(()) => print(&page),
        Err(error) => stop(Status::Output, error),
    }
}

fn print(bytes: &[u8]) -> Run<Status> {
    Output::open(None, &[])?.write(|out| out.write_all(bytes))?;
    Ok(Status::Done)
}
