//! Inspection of exports: what a profile takes from where, and a proposal where none knows a
//! header. Values of cells are never written.

use svarstid::audit::{Request, Unknown};
use svarstid::profile::fold::fold;
use svarstid::profile::language::{Profile, Slot, Text};
use svarstid::profile::{Source, propose};
use svarstid::report::Mapped;
use svarstid::settings::source_toml;

use super::Constants;

/// A profile for a header that nobody knows, or why there is none: it looks like values.
pub(super) fn proposed(unknown: &Unknown, request: &Request<'_>) -> Result<String, String> {
    if unknown.looks_like_data() && !request.shows_values {
        return Err(format!(
            "no profile is proposed: line {} looks like values, not like names of columns; \
             --show-values proposes one that shows them",
            unknown.line
        ));
    }
    Ok(propose(&unknown.header, &unknown.rows, &unknown.base_name, &unknown.fields()))
}

/// The file that a sheet or a member is of: `file.xlsx` of `file.xlsx[Blad1]`.
pub(super) fn file(name: &str) -> &str {
    let mut file = name;
    while let Some((outer, _)) = file.strip_suffix(']').and_then(|inner| inner.rsplit_once('[')) {
        file = outer;
    }
    file
}

/// The cells of `header` among `names`.
fn present(names: &[String], header: &[String]) -> Vec<String> {
    let names: Vec<String> = names.iter().map(|name| fold(name)).collect();
    header.iter().filter(|cell| names.contains(&fold(cell))).cloned().collect()
}

/// Where each slot of a profile comes from, and what flags say besides.
pub(super) fn mapped(
    profile: &Profile,
    header: &[String],
    said: &Constants,
) -> Vec<(&'static str, Mapped)> {
    let of_rule = |(slot, rule): &(Slot, svarstid::profile::language::Rule)| {
        let mut columns = present(&rule.columns(), header);
        let mapped = match (&rule.source, columns.len()) {
            (Text::Constant(value), _) => Mapped::Constant(value.clone()),
            (_, 0) => Mapped::Nothing,
            (_, 1) => Mapped::Column(columns.swap_remove(0)),
            _ => Mapped::Columns(columns),
        };
        (slot.id(), mapped)
    };
    let mut all: Vec<_> = profile.fields.iter().map(of_rule).collect();
    let flags = [
        (Slot::Channel, said.channel.map(|channel| channel.id().to_owned())),
        (Slot::Origin, said.origin.map(|origin| origin.id().to_owned())),
        (Slot::Department, said.department.clone()),
    ];
    for (slot, value) in flags {
        let is_told = all.iter().any(|(id, _)| *id == slot.id());
        all.extend(value.filter(|_| !is_told).map(|value| (slot.id(), Mapped::Constant(value))));
    }
    all
}

/// The header cells that only conditions look at.
pub(super) fn conditions(profile: &Profile, header: &[String]) -> Vec<String> {
    present(&profile.columns(), header)
}

/// A source that names the profile for files of this name.
pub(super) fn source(profile: &Profile, name: &str, said: &Constants) -> String {
    let file = file(name);
    let files = if file == "-" { Vec::new() } else { vec![glob::Pattern::escape(file)] };
    source_toml(&Source {
        name: profile.name.clone(),
        files,
        profile: Some(profile.name.clone()),
        channel: said.channel,
        origin: said.origin,
        department: said.department.clone(),
        ..Source::default()
    })
}
