//! What stands beside the logs: a pattern such as `*.csv` names the register and the exemption
//! lists of the settings as well, and those are no logs.

use std::fs;
use std::path::Path;

use svarstid::audit::Input;
use svarstid::settings::Settings;

use super::exit::{Run, Status, stop};
use super::talk;

/// The inputs that are logs. What the settings name as their register or as an exemption list is
/// left out, and said so once.
pub(crate) fn logs(inputs: Vec<Input>, settings: &Settings, is_quiet: bool) -> Run<Vec<Input>> {
    let real = |path: &Path| fs::canonicalize(path).ok();
    let beside = settings.register_files.iter().chain(&settings.exemption_files);
    let beside: Vec<_> = beside.filter_map(|path| real(path)).collect();
    if beside.is_empty() {
        return Ok(inputs);
    }
    let is_log = |input: &Input| {
        let path = input.path().and_then(|path| real(&path));
        path.is_none_or(|path| !beside.contains(&path))
    };
    let (logs, others): (Vec<Input>, Vec<Input>) = inputs.into_iter().partition(is_log);
    if others.is_empty() {
        return Ok(logs);
    }
    let names: Vec<&str> = others.iter().map(|input| input.name.as_str()).collect();
    let names = names.join(", ");
    let (are, it) = if others.len() == 1 { ("is no log", "it") } else { ("are no logs", "them") };
    let told = format!("{names} {are}: the settings name {it} as register or exemption list");
    if logs.is_empty() {
        return stop(Status::Input, format!("{told}; name the logs as well"));
    }
    if !is_quiet {
        talk::say(&told);
    }
    Ok(logs)
}
