//! Built-in profiles against the readers that they are written for.

use svarstid::profile::built_in;
use svarstid::profile::language::Format;
use svarstid::read::{MAIL_COLUMNS, check_path, check_record_path};

#[test]
fn every_path_of_a_built_in_profile_is_one_that_its_reader_walks() {
    let mut paths = 0;
    for profile in built_in() {
        let name = &profile.name;
        match &profile.input.format {
            Format::Xml { records } => {
                for path in records {
                    assert_eq!(check_record_path(path), Ok(()), "{name}: {path}");
                }
                for path in profile.columns() {
                    assert_eq!(check_path(&path), Ok(()), "{name}: {path}");
                    paths += 1;
                }
            }
            Format::Mail => {
                for column in profile.columns() {
                    assert!(MAIL_COLUMNS.contains(&column.as_str()), "{name}: {column}");
                    paths += 1;
                }
            }
            Format::Table(_) | Format::Json { .. } => {}
        }
    }
    assert!(paths > 20, "{paths} paths");
}
