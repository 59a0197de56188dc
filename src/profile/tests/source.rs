//! Sources: which files they take.

use crate::profile::{Source, check_glob};

#[test]
fn a_source_takes_files_by_their_base_name_whatever_the_case() {
    let source = Source { files: vec!["a*.csv".to_owned(), "[".to_owned()], ..Source::default() };
    assert!(source.takes("A1.CSV"));
    assert!(!source.takes("b.csv"));
    assert!(!Source::default().takes("a.csv"));
}

#[test]
fn a_glob_that_can_match_nothing_says_why() {
    for (glob, part) in
        [("", "empty"), ("a/b.csv", "folder"), ("[a.csv", "range"), ("***", "wildcards")]
    {
        let message = check_glob(glob).unwrap_err();
        assert!(message.contains(part), "{glob}: {message}");
    }
}
