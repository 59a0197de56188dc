//! Detection: of which profiles a file may be, by what its first bytes show.
//!
//! Nothing is decided here: two profiles that fit equally well are both told.

use glob::{MatchOptions, Pattern};

use super::fold::fold;
use super::language::{Detect, Profile};

/// Lines that a pattern of `first_line` is tried on.
const FIRST_LINES: usize = 20;

/// What the first bytes of a file show, whoever looked at them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Evidence<'a> {
    /// The file's own name, without folders.
    pub base_name: &'a str,
    /// Rows that may be its header, in the order in which they are to be believed.
    pub header_candidates: &'a [Candidate],
    /// Its first lines, at least 20 where it has so many.
    pub first_lines: &'a [String],
    /// The root element without prefix, where it is XML.
    pub xml_root: Option<&'a str>,
    /// The dotted paths of the keys of its first record, where it is JSON.
    pub json_keys: &'a [String],
    /// Whether it is a mail, a mailbox or a mail folder.
    pub is_mail: bool,
}

/// A row that may be a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its line, from 1.
    pub line: u64,
    /// What parted its cells; `None` in a sheet.
    pub delimiter: Option<char>,
    /// Its cells.
    pub cells: Vec<String>,
}

/// A profile of which a file may be.
#[derive(Clone, Debug)]
pub struct Match<'p> {
    /// The profile.
    pub profile: &'p Profile,
    /// The line of the header that fitted.
    pub line: Option<u64>,
    /// What parted the cells of that header.
    pub delimiter: Option<char>,
    /// What fitted, as a clause: `its header on line 1`.
    pub evidence: String,
}

/// The profiles of which a file may be, refused ones too.
///
/// A header that is part of another profile's longer header is left out: the longer one says
/// more. What is left is the caller's to decide, and more than one is an error to show.
///
/// # Example
/// ```
/// use svarstid::profile::{Candidate, Evidence, built_in, detect};
/// let cells = ["diarienr", "atgardsnr", "kund_namn", "ink_utg", "ink_dat"].map(String::from);
/// let header = Candidate { line: 1, delimiter: Some('¤'), cells: cells.to_vec() };
/// let evidence = Evidence { header_candidates: &[header], ..Evidence::default() };
/// let found = detect(built_in().iter(), &evidence);
/// assert_eq!(found.len(), 1);
/// assert_eq!(found[0].profile.name, "ciceron-csv");
/// assert_eq!((found[0].line, found[0].delimiter), (Some(1), Some('¤')));
/// ```
pub fn detect<'p>(
    profiles: impl IntoIterator<Item = &'p Profile>,
    evidence: &Evidence<'_>,
) -> Vec<Match<'p>> {
    let candidates: Vec<Names> = evidence
        .header_candidates
        .iter()
        .map(|candidate| Names::of(candidate.cells.iter().map(|cell| fold(cell))))
        .collect();
    let keys = Names::of(evidence.json_keys.iter().cloned());
    let possible: Vec<&Profile> = profiles
        .into_iter()
        .filter(|profile| has_name(&profile.detect, evidence.base_name))
        .collect();
    let mut found: Vec<Found<'p>> = possible
        .iter()
        .filter_map(|profile| by_structure(profile, evidence, &candidates, &keys))
        .collect();
    if found.is_empty() {
        // Patterns come last: no line of a file with a known header is asked for them.
        let by_lines = possible.iter().filter_map(|profile| by_lines(profile, evidence));
        return by_lines.collect();
    }
    let names: Vec<Names> = found.iter().map(|found| found.names.clone()).collect();
    found.retain(|found| !names.iter().any(|other| other.say_more_than(&found.names)));
    found.into_iter().map(|found| found.told).collect()
}

/// A match, and the names that made it one.
struct Found<'p> {
    told: Match<'p>,
    names: Names,
}

/// Names in order, each once.
#[derive(Clone, Debug, Default)]
struct Names(Vec<String>);

impl Names {
    fn of(names: impl Iterator<Item = String>) -> Self {
        let mut names: Vec<String> = names.collect();
        names.sort_unstable();
        names.dedup();
        Self(names)
    }

    fn hold(&self, others: &Self) -> bool {
        others.0.iter().all(|name| self.0.binary_search(name).is_ok())
    }

    /// Whether these are all of `others` and some more. Who was known without names (by the root
    /// element, or as mail) neither yields nor takes the place of another.
    fn say_more_than(&self, others: &Self) -> bool {
        !others.0.is_empty() && self.0.len() > others.0.len() && self.hold(others)
    }
}

/// Whether the name of the file is no reason against the profile.
fn has_name(detect: &Detect, base_name: &str) -> bool {
    detect.files.is_empty() || names_file(&detect.files, base_name)
}

/// Whether one of `globs` fits the name of a file. Case does not matter, since file systems
/// differ in it.
pub(super) fn names_file(globs: &[String], base_name: &str) -> bool {
    let options = MatchOptions { case_sensitive: false, ..MatchOptions::default() };
    globs
        .iter()
        .filter_map(|glob| Pattern::new(glob).ok())
        .any(|glob| glob.matches_with(base_name, options))
}

/// By header, root element, keys, or because it is mail.
fn by_structure<'p>(
    profile: &'p Profile,
    evidence: &Evidence<'_>,
    candidates: &[Names],
    keys: &Names,
) -> Option<Found<'p>> {
    let told = |evidence: String| Match { profile, line: None, delimiter: None, evidence };
    let detect = &profile.detect;
    // The set that says most, in the row that is to be believed most.
    let sets = detect.header_sets.iter();
    let sets = sets.map(|set| Names::of(set.iter().map(|cell| fold(cell))));
    let fitting = sets.filter_map(|set| {
        let at = candidates.iter().position(|candidate| candidate.hold(&set))?;
        Some((set, at))
    });
    // `max_by_key` gives the last of equals, and the first set is the profile's own choice.
    if let Some((names, at)) = fitting.reduce(|a, b| if b.0.0.len() > a.0.0.len() { b } else { a })
    {
        let candidate = &evidence.header_candidates[at];
        let (line, delimiter) = (Some(candidate.line), candidate.delimiter);
        let told = told(format!("its header on line {}", candidate.line));
        return Some(Found { told: Match { line, delimiter, ..told }, names });
    }
    if let Some(root) = evidence.xml_root.filter(|root| detect.xml_roots.iter().any(|r| r == root))
    {
        return Some(Found {
            told: told(format!("its root element {root}")),
            names: Names::default(),
        });
    }
    let sets = detect.json_keys.iter().map(|set| Names::of(set.iter().cloned()));
    let fitting = sets.filter(|set| keys.hold(set));
    if let Some(names) = fitting.reduce(|a, b| if b.0.len() > a.0.len() { b } else { a }) {
        return Some(Found { told: told("the keys of its first record".to_owned()), names });
    }
    let is_mail = detect.is_mail && evidence.is_mail;
    is_mail.then(|| Found { told: told("that it is mail".to_owned()), names: Names::default() })
}

/// By what one of the first lines looks like.
fn by_lines<'p>(profile: &'p Profile, evidence: &Evidence<'_>) -> Option<Match<'p>> {
    let pattern = profile.detect.first_lines.as_ref()?;
    let lines = evidence.first_lines.iter().take(FIRST_LINES);
    let (line, _) = (1..).zip(lines).find(|(_, line)| pattern.is_match(line))?;
    let evidence = format!("what line {line} looks like");
    Some(Match { profile, line: None, delimiter: None, evidence })
}
