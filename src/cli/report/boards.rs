//! Boards: which have a report of their own, and what their files are called.

use std::collections::BTreeMap;
use std::path::PathBuf;

use svarstid::audit::Row;
use svarstid::normalise::fold;
use svarstid::report::{Lang, SwedishOrder, UNSTATED_DEPARTMENT};
use svarstid::tally::{BoardId, KeyPart};

use crate::cli::args::{OutputArgs, ReportArgs};
use crate::cli::exit::{Run, Status, stop};
use crate::cli::plan;

/// What stands for the board in `-o`.
const BOARD: &str = "{board}";

/// What stands there until the boards are known.
const PROBE: &str = "svarstid-board";

/// The outputs as they are opened before the logs are read.
pub(super) fn placeholder(args: &ReportArgs) -> Run<OutputArgs> {
    let is_named = |path: &PathBuf| path.to_string_lossy().contains(BOARD);
    let paths = &args.output.output;
    match args.split {
        Some(_) if paths.is_empty() || !paths.iter().all(is_named) => stop(
            Status::Usage,
            "--split board needs a file for each board; say -o with {board} in its name, such as \
             -o 'delar-{board}.html'",
        ),
        None if args.board.is_none() && paths.iter().any(is_named) => stop(
            Status::Usage,
            "--output has {board} in its name, and there is no board; say --split board or \
             --board NAME",
        ),
        _ => Ok(replaced(&args.output, PROBE)),
    }
}

/// The outputs with `name` for the board.
fn replaced(output: &OutputArgs, name: &str) -> OutputArgs {
    let named = |path: &PathBuf| PathBuf::from(path.to_string_lossy().replace(BOARD, name));
    let has_board = |path: &&PathBuf| path.to_string_lossy().contains(BOARD);
    let paths = output.output.iter();
    let paths = paths.map(|path| match has_board(&path) {
        true => named(path),
        // As it was typed, also where that is no text.
        false => path.clone(),
    });
    OutputArgs { output: paths.collect(), ..output.clone() }
}

/// The board of that name among `names`, of which the first is that of none.
pub(super) fn board(name: &str, names: &[String]) -> Run<BoardId> {
    if name == UNSTATED_DEPARTMENT && names.len() > 1 {
        return Ok(BoardId::NONE);
    }
    let found = names.iter().skip(1).position(|own| own == name);
    if let Some(at) = found {
        return Ok(BoardId(at as u32 + 1));
    }
    if names.len() < 2 {
        return stop(
            Status::Usage,
            format!(
                "--board \"{name}\": no board is known; name a register of departments and boards \
                 in [organisation] of the settings"
            ),
        );
    }
    let near = plan::nearest(name, names.iter().skip(1).map(String::as_str));
    let hint = near.map_or(String::new(), |near| format!("; did you mean \"{near}\"?"));
    let known = sorted(names).into_iter().map(|board| names[board.0 as usize].as_str());
    let known = known.collect::<Vec<_>>().join(", ");
    stop(Status::Usage, format!("--board \"{name}\" is not known{hint} (there are: {known})"))
}

/// The boards in Swedish order.
fn sorted(names: &[String]) -> Vec<BoardId> {
    let order = SwedishOrder::default();
    let mut boards: Vec<BoardId> = (1..names.len()).map(|at| BoardId(at as u32)).collect();
    boards.sort_by(|a, b| order.compare(&names[a.0 as usize], &names[b.0 as usize]));
    boards
}

/// Every board in Swedish order; none comes last, where an audited contact has none. `groups` are
/// the audited contacts by board.
pub(super) fn all(names: &[String], groups: &[Row]) -> Run<Vec<BoardId>> {
    let mut boards = sorted(names);
    if boards.is_empty() {
        return stop(
            Status::Usage,
            "--split board: no board is known; name a register of departments and boards in \
             [organisation] of the settings",
        );
    }
    let is_none = |(key, _): &Row| key[..] == [KeyPart::Board(BoardId::NONE)];
    boards.extend(groups.iter().any(is_none).then_some(BoardId::NONE));
    Ok(boards)
}

/// The name of a board for people.
pub(super) fn shown_name(names: &[String], board: BoardId, lang: Lang) -> String {
    match names.get(board.0 as usize) {
        Some(name) if board != BoardId::NONE => name.clone(),
        _ => lang.unstated_department().to_owned(),
    }
}

/// What the files of boards are called.
#[derive(Debug)]
pub(super) struct Names(BTreeMap<u32, String>);

impl Names {
    /// A name for each of `boards`: plain letters and digits, so that it is a file name anywhere.
    pub(super) fn new(known: &[String], boards: &[BoardId]) -> Run<Self> {
        let mut names: BTreeMap<u32, String> = BTreeMap::new();
        for board in boards {
            let shown = shown_name(known, *board, Lang::Swedish);
            let slug = slug(&shown);
            if slug.is_empty() {
                return stop(
                    Status::Usage,
                    format!(
                        "--output: the board \"{shown}\" has no letter that a file name could \
                         have; name it with --board and give its report a file of its own"
                    ),
                );
            }
            if let Some((other, _)) = names.iter().find(|(_, own)| **own == slug) {
                let other = shown_name(known, BoardId(*other), Lang::Swedish);
                return stop(
                    Status::Usage,
                    format!(
                        "--output: the boards \"{other}\" and \"{shown}\" would both be \
                         \"{slug}\"; name each with --board and give its report a file of its own"
                    ),
                );
            }
            names.insert(board.0, slug);
        }
        Ok(Self(names))
    }

    /// The outputs of a board.
    pub(super) fn of(&self, board: BoardId, output: &OutputArgs) -> OutputArgs {
        replaced(output, self.0.get(&board.0).map_or(PROBE, String::as_str))
    }
}

/// `name` in letters a to z, digits and dashes.
fn slug(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { ' ' };
    let folded: String = fold(name).chars().map(plain).collect();
    folded.split_whitespace().collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_what_any_file_system_takes() {
        for (name, expected) in [
            ("Byggnadsnämnden", "byggnadsnamnden"),
            ("Vård- och omsorgsnämnden", "vard-och-omsorgsnamnden"),
            ("../../etc/passwd", "etc-passwd"),
            ("KS/AU: \"Ö\"", "ks-au-o"),
            ("(ej angiven)", "ej-angiven"),
            ("中文", ""),
            ("a\0b\n", "a-b"),
        ] {
            assert_eq!(slug(name), expected, "{name}");
        }
    }
}
