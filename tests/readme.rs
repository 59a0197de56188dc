//! The documents say what the program does: their console blocks are run.
//!
//! `TRYCMD=overwrite cargo test --test readme` writes into them what the program prints now.

mod console;

use std::path::Path;

use svarstid::settings::Settings;

use console::{blocks, root};

/// The file at `name` in the repository.
fn document(name: &str) -> String {
    std::fs::read_to_string(root().join(name)).expect("the document is there")
}

#[test]
fn the_console_blocks_print_what_they_say() {
    let first = blocks(&document("README.md"))
        .into_iter()
        .find(|block| block.example().is_none())
        .expect("the README opens with the program's first command");
    // Before trycmd, which may move the lines of the same file.
    first.settle(&first.run(Path::new(env!("CARGO_BIN_EXE_svarstid"))));

    trycmd::TestCases::new()
        .register_bin("cargo", trycmd::schema::Bin::Ignore)
        .env("SVARSTID_CONFIG", "")
        .env("COLUMNS", "80")
        .env("XDG_CONFIG_HOME", "tests/no-such-folder")
        .case("README.md")
        .case("README.sv.md");
}

#[test]
fn every_settings_example_is_valid() {
    for name in ["README.md", "README.sv.md"] {
        for part in document(name).split("\n```toml\n").skip(1) {
            let (toml, _) = part.split_once("\n```").expect("a block ends");
            if let Err(complaints) = Settings::parse(toml, None) {
                let complaints: Vec<String> = complaints.iter().map(ToString::to_string).collect();
                panic!("{name}: {}\n{toml}", complaints.join("\n"));
            }
        }
    }
}
