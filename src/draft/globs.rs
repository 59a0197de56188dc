//! Globs: patterns that take the files of one kind, this month's and the next ones'.

use std::collections::{BTreeMap, BTreeSet};

use crate::profile::Source;

/// Files whose names stand for a group of them.
#[derive(Clone, Debug)]
pub(super) struct Names<'n> {
    /// Files and folders of the group.
    pub(super) own: Vec<&'n str>,
    /// All other files.
    pub(super) others: Vec<&'n str>,
    /// Whether the names may be those of people, as with mailboxes: then the ending is all that
    /// is written.
    pub(super) hides: bool,
}

/// Patterns beyond which the ending alone is taken, where no other file has it.
const MOST: usize = 6;

/// Patterns that are not looked through for those that others make needless.
const MANY: usize = 60;

/// Digits from which on a number in a name is a date or a serial number.
const MANY_DIGITS: usize = 4;

/// Globs that take the files of the group and no other, and the files that no glob can take, for
/// another file has the same name.
pub(super) fn globs<'n>(names: &Names<'n>) -> (Vec<String>, Vec<&'n str>) {
    let is_shared =
        |name: &&str| names.others.iter().any(|other| takes(&glob::Pattern::escape(name), other));
    let (shared, own): (Vec<&str>, Vec<&str>) = names.own.iter().partition(|name| is_shared(name));
    let others = names.others.iter().chain(&shared).copied().collect();
    (sound_globs(&Names { own, others, hides: names.hides }), shared)
}

/// Globs for files of which none has the name of another.
fn sound_globs(names: &Names<'_>) -> Vec<String> {
    let takes_other = |glob: &str| names.others.iter().any(|name| takes(glob, name));
    let endings: BTreeSet<String> = names.own.iter().filter_map(|name| ending(name)).collect();
    let whole: Vec<String> = endings.iter().map(|ending| format!("*{ending}")).collect();
    let by_ending = || {
        let is_sound = |glob: &String| !takes_other(glob);
        let takes_all = names.own.iter().all(|name| whole.iter().any(|glob| takes(glob, name)));
        (takes_all && whole.iter().all(is_sound)).then(|| whole.clone())
    };
    if names.hides
        && let Some(globs) = by_ending()
    {
        return globs;
    }
    let mut shared: BTreeMap<String, usize> = BTreeMap::new();
    for name in &names.own {
        *shared.entry(pattern(name, 1, "*")).or_default() += 1;
    }
    let mut globs = BTreeSet::new();
    for name in &names.own {
        // A short number is part of a name, unless files differ in it alone.
        let least = if shared[&pattern(name, 1, "*")] > 1 { 1 } else { MANY_DIGITS };
        let candidates = [
            pattern(name, least, "*"),
            pattern(name, least, "[0-9]*"),
            glob::Pattern::escape(name),
        ];
        globs.extend(candidates.into_iter().find(|glob| !takes_other(glob) && takes(glob, name)));
    }
    // So many that nobody reads them are not held against each other either.
    let globs: Vec<String> = match globs.len() <= MANY {
        true => needed(globs, &names.own),
        false => globs.into_iter().collect(),
    };
    match by_ending() {
        Some(endings) if globs.len() > MOST => endings,
        _ => globs,
    }
}

/// Whether a source with this glob takes a file.
fn takes(glob: &str, name: &str) -> bool {
    Source { files: vec![glob.to_owned()], ..Source::default() }.takes(name)
}

/// The globs without those whose files others take as well; the widest ones stay.
fn needed(globs: BTreeSet<String>, names: &[&str]) -> Vec<String> {
    let mut kept: Vec<String> = globs.into_iter().collect();
    let mut narrow = kept.clone();
    narrow.sort_by_key(|glob| std::cmp::Reverse((!glob.contains('*'), glob.len(), glob.clone())));
    for glob in narrow {
        let others: Vec<&String> = kept.iter().filter(|own| **own != glob).collect();
        let is_taken = |name: &&str| others.iter().any(|other| takes(other, name));
        if names.iter().filter(|name| takes(&glob, name)).all(is_taken) {
            kept.retain(|own| *own != glob);
        }
    }
    kept
}

/// What a name ends in, from its last full stop; also before a packing, as `.csv.gz`.
fn ending(name: &str) -> Option<String> {
    let packed = [".gz", ".GZ"].into_iter().find(|end| name.ends_with(end)).unwrap_or_default();
    let bare = name.strip_suffix(packed).unwrap_or(name);
    let (stem, end) = bare.rsplit_once('.')?;
    let is_ending = !stem.is_empty() && (1..=5).contains(&end.len());
    let is_plain = end.chars().all(|c| c.is_ascii_alphanumeric())
        && end.contains(|c: char| c.is_ascii_alphabetic());
    (is_ending && is_plain).then(|| format!(".{end}{packed}"))
}

/// A name with `wild` for each stretch of at least `least` digits and what parts them.
fn pattern(name: &str, least: usize, wild: &str) -> String {
    let end = ending(name).unwrap_or_default();
    let stem: Vec<char> = name[..name.len() - end.len()].chars().collect();
    let (mut out, mut at) = (String::new(), 0);
    while at < stem.len() {
        let mut until = at;
        while let Some(c) = stem.get(until) {
            let next_is_digit = stem.get(until + 1).is_some_and(char::is_ascii_digit);
            let is_between = until > at && matches!(c, '-' | '_' | '.' | 'T') && next_is_digit;
            if !c.is_ascii_digit() && !is_between {
                break;
            }
            until += 1;
        }
        let digits = stem[at..until].iter().filter(|c| c.is_ascii_digit()).count();
        if digits >= least {
            out.push_str(wild);
            at = until;
        } else {
            let until = until.max(at + 1);
            let text: String = stem[at..until].iter().collect();
            out.push_str(&glob::Pattern::escape(&text));
            at = until;
        }
    }
    out + &glob::Pattern::escape(&end)
}

/// A name for a source, by the words of its first glob.
pub(super) fn title(globs: &[String]) -> String {
    let first = globs.first().map_or("", String::as_str);
    let end = ending(first).unwrap_or_default();
    let stem = &first[..first.len() - end.len()];
    let words: String =
        stem.replace("[0-9]", "").chars().filter(|c| !matches!(c, '*' | '[' | ']' | '?')).collect();
    let words = words.trim_matches(|c: char| !c.is_alphanumeric());
    if words.is_empty() { "kontaktlogg".to_owned() } else { words.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(own: &[&str], others: &[&str], hides: bool) -> (Vec<String>, Vec<String>) {
        let names = Names { own: own.to_vec(), others: others.to_vec(), hides };
        let (globs, shared) = globs(&names);
        (globs, shared.into_iter().map(str::to_owned).collect())
    }

    #[test]
    fn a_glob_takes_the_files_of_other_months_and_none_of_another_kind() {
        for (own, others, expected) in [
            (&["telefon.csv"][..], &["sms.csv"][..], &["telefon.csv"][..]),
            (&["telefon-2026-03.csv"], &[], &["telefon-*.csv"]),
            (&["Master.csv", "Master-16.csv"], &[], &["Master-16.csv", "Master.csv"]),
            (&["Master.csv.1", "Master.csv.2"], &[], &["Master.csv.*"]),
            (&["boston311.csv"], &[], &["boston311.csv"]),
            (&["sms-1.json", "sms-2.json"], &["x.json"], &["sms-*.json"]),
            (
                &["e-post-2026-05.csv", "e-post-2026-06.csv", "e-post-ovriga.csv"],
                &["brev.csv"],
                &["e-post-*.csv"],
            ),
            (&["e-post-2026-05.csv"], &["e-post-ovriga.csv"], &["e-post-[0-9]*.csv"]),
            (&["MSGTRK2026030207-1.LOG", "MSGTRK20260302-2010.LOG"], &[], &["MSGTRK*.LOG"]),
            (&["cdr_StandAloneCluster_01_202603021430_17"], &[], &["cdr_StandAloneCluster_*"]),
            (&["PSTN.calls.2026-03-03.csv"], &[], &["PSTN.calls.*.csv"]),
            (&["a[1].csv"], &[], &["a[[]1[]].csv"]),
            (
                &["a.csv", "b.csv", "c.csv", "d.csv", "e.csv", "f.csv", "g.csv"],
                &["h.xlsx"],
                &["*.csv"],
            ),
        ] {
            let (globs, shared) = found(own, others, false);
            assert_eq!(globs, expected, "{own:?} {others:?}");
            assert!(shared.is_empty(), "{shared:?}");
            assert!(globs.iter().all(|glob| crate::profile::check_glob(glob).is_ok()));
        }
        let (globs, shared) = found(&["log.csv", "log-2026.csv"], &["LOG.csv"], false);
        assert_eq!(globs, ["log-*.csv"]);
        assert_eq!(shared, ["log.csv"]);
    }

    #[test]
    fn the_names_of_mailboxes_are_not_written() {
        let own = ["anna.berg@kommun.example.mbox", "bo.ek.mbox"];
        assert_eq!(found(&own, &["a.csv"], true), (vec!["*.mbox".to_owned()], Vec::new()));
    }

    #[test]
    fn a_source_is_called_by_the_words_of_its_globs() {
        for (glob, expected) in [
            ("telefon-*.csv", "telefon"),
            ("e-post-[0-9]*.csv", "e-post"),
            ("*.csv", "kontaktlogg"),
            ("Kontakter 2026.xlsx", "Kontakter 2026"),
        ] {
            assert_eq!(title(&[glob.to_owned()]), expected);
        }
    }
}
