//! Console blocks of the README that begin with `$ cargo run`, and what their commands print.
//!
//! trycmd runs the blocks that begin with `$ svarstid`. It knows neither cargo nor a shell that
//! opens up globs, so these are run here, without cargo: the tests' own build is what would run.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A command, and what the document says that it prints.
#[derive(Debug)]
pub(crate) struct Block {
    /// The words after `cargo run`.
    pub(crate) words: Vec<String>,
    /// What is said to be printed.
    pub(crate) said: String,
}

/// The repository's folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every block of `document` that begins with `$ cargo run`.
pub(crate) fn blocks(document: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    for part in document.split("\n```console\n$ cargo run ").skip(1) {
        let (command, rest) = part.split_once('\n').expect("a command ends its line");
        let (said, _) = rest.split_once("```").expect("a block ends");
        let words = command.split_whitespace().map(str::to_owned).collect();
        blocks.push(Block { words, said: said.to_owned() });
    }
    blocks
}

impl Block {
    /// The example that is run; `None` for the program itself.
    pub(crate) fn example(&self) -> Option<&str> {
        let at = self.words.iter().position(|word| word == "--example")?;
        self.words.get(at + 1).map(String::as_str)
    }

    /// The words for the program, with globs opened up as a shell does.
    fn arguments(&self) -> Vec<String> {
        let at = self.words.iter().position(|word| word == "--");
        let mut arguments = Vec::new();
        for word in at.map_or(&[][..], |at| &self.words[at + 1..]) {
            let pattern = root().join(word);
            let found = glob::glob(&pattern.to_string_lossy()).expect("a glob");
            let found: Vec<PathBuf> = found.filter_map(Result::ok).collect();
            if !word.contains('*') || found.is_empty() {
                arguments.push(word.clone());
                continue;
            }
            let relative = |path: &PathBuf| {
                let path = path.strip_prefix(root()).expect("a path below the root");
                path.to_str().expect("UTF-8").to_owned()
            };
            arguments.extend(found.iter().map(relative));
        }
        arguments
    }

    /// What `program` prints: its talk, which comes first, and then its report.
    pub(crate) fn run(&self, program: &Path) -> String {
        let output = Command::new(program)
            .args(self.arguments())
            .current_dir(root())
            .env_remove("SVARSTID_CONFIG")
            .env("XDG_CONFIG_HOME", root().join("tests/no-such-folder"))
            .env("COLUMNS", "80")
            .output()
            .unwrap_or_else(|error| {
                let program = program.display();
                panic!("{program}: {error}; `cargo build --examples` builds the examples")
            });
        assert!(output.status.success(), "{self:?}: {}", output.status);
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        text(output.stderr) + &text(output.stdout)
    }

    /// Holds what the README says against `printed`; writes it there with `TRYCMD=overwrite`,
    /// as trycmd does with the other blocks.
    pub(crate) fn settle(&self, printed: &str) {
        if self.said == printed {
            return;
        }
        if std::env::var_os("TRYCMD").is_some_and(|mode| mode == "overwrite") {
            let path = root().join("README.md");
            let readme = std::fs::read_to_string(&path).expect("README.md");
            let command = format!("$ cargo run {}\n", self.words.join(" "));
            let old = format!("{command}{}```", self.said);
            assert!(readme.contains(&old), "write {command:?} with single spaces");
            let new = format!("{command}{printed}```");
            std::fs::write(path, readme.replacen(&old, &new, 1)).expect("README.md is writable");
            return;
        }
        panic!(
            "README.md is out of date; TRYCMD=overwrite refreshes it\n{:?}\nsaid:\n{}\nprinted:\n{printed}",
            self.words, self.said
        );
    }
}
