//! Every example runs, and prints what the README says.
//!
//! `cargo test` builds the examples first. To refresh the README:
//! `cargo build --examples && TRYCMD=overwrite cargo test --test examples`.

mod console;

use std::collections::BTreeSet;
use std::path::PathBuf;

use console::{blocks, root};

/// Where cargo puts the example called `name`: beside the folder of this test.
fn built(name: &str) -> PathBuf {
    let own = std::env::current_exe().expect("a test knows where it is");
    let folder = own.ancestors().nth(2).expect("target/PROFILE/deps/TEST");
    folder.join("examples").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

#[test]
fn every_example_prints_what_the_readme_says() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("README.md");
    let mut shown = BTreeSet::new();
    for block in blocks(&readme) {
        let Some(example) = block.example() else { continue };
        block.settle(&block.run(&built(example)));
        shown.insert(example.to_owned());
    }
    let files = std::fs::read_dir(root().join("examples")).expect("examples");
    let examples: BTreeSet<String> = files
        .map(|file| file.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned())
        .collect();
    assert_eq!(shown, examples, "the README shows each example once");
}
