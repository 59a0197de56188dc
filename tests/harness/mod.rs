//! One run of the program in a folder of its own, with an environment that says nothing.

// Each test file is a crate of its own and needs a part of this.
#![allow(dead_code)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// The header of a log with every column.
pub(crate) const HEADER: &str = "id,channel,origin,department,received,answered,exempt\n";

/// Two contacts, one in time and one late.
pub(crate) const LOG: &str = "id,channel,origin,department,received,answered,exempt\n\
    A1,email,external,Kansli,2026-03-02 10:00,2026-03-03 09:00,\n\
    A2,phone,external,Kansli,2026-03-02 10:00,2026-03-05 09:00,\n";

/// A run of `svarstid` that is yet to happen.
#[must_use]
pub(crate) struct Svarstid {
    folder: TempDir,
    arguments: Vec<String>,
    variables: Vec<(String, String)>,
    stdin: Vec<u8>,
    shell: Option<String>,
    cwd: Option<PathBuf>,
}

impl Svarstid {
    /// A run in a fresh folder.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(folder.path().join("home")).expect("a home");
        Self {
            folder,
            arguments: Vec::new(),
            variables: Vec::new(),
            stdin: Vec::new(),
            shell: None,
            cwd: None,
        }
    }

    /// A run that audits [`LOG`], as `log.csv`.
    pub(crate) fn audit() -> Self {
        Self::new().file("log.csv", LOG).args("audit log.csv")
    }

    /// One argument more, as it is.
    pub(crate) fn arg(mut self, argument: impl Into<String>) -> Self {
        self.arguments.push(argument.into());
        self
    }

    /// The words of `line` as arguments.
    pub(crate) fn args(mut self, line: &str) -> Self {
        self.arguments.extend(line.split_whitespace().map(str::to_owned));
        self
    }

    /// A file in the folder of the run, and the folders above it.
    pub(crate) fn file(self, name: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, text).expect("a file");
        self
    }

    /// A file in the folder, and its name as an argument.
    pub(crate) fn input(self, name: &str, text: impl AsRef<[u8]>) -> Self {
        self.file(name, text).arg(name)
    }

    /// What stands on standard input.
    pub(crate) fn stdin(mut self, text: impl AsRef<[u8]>) -> Self {
        self.stdin = text.as_ref().to_vec();
        self
    }

    /// A variable of the environment; `{}` is the folder of the run.
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        let value = value.replace("{}", &self.folder.path().to_string_lossy());
        self.variables.push((name.to_owned(), value));
        self
    }

    /// Runs `script` with `sh`, in which `"$@"` is the command.
    pub(crate) fn shell(mut self, script: &str) -> Self {
        self.shell = Some(script.to_owned());
        self
    }

    /// Where the program stands.
    pub(crate) fn cwd(mut self, folder: impl Into<PathBuf>) -> Self {
        self.cwd = Some(folder.into());
        self
    }

    /// A path in the folder of the run.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs it.
    pub(crate) fn run(self) -> Ended {
        let program = env!("CARGO_BIN_EXE_svarstid");
        let mut command = match &self.shell {
            Some(script) => {
                let mut command = Command::new("sh");
                command.args(["-c", script, "sh", program]);
                command
            }
            None => Command::new(program),
        };
        let cwd = self.cwd.as_deref().unwrap_or(self.folder.path());
        command.args(&self.arguments).current_dir(cwd).env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", self.folder.path().join("home"));
        command.env("XDG_CONFIG_HOME", self.folder.path().join("home"));
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut pipe = child.stdin.take().expect("a pipe");
        let bytes = self.stdin.clone();
        // Who does not read its input is no failure.
        let writer = std::thread::spawn(move || drop(pipe.write_all(&bytes)));
        let output = child.wait_with_output().expect("the program ends");
        writer.join().expect("the input is written");
        let code = output.status.code();
        Ended {
            command: format!("svarstid {}", self.arguments.join(" ")),
            code,
            stdout: output.stdout,
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            folder: self.folder,
        }
    }
}

/// How a run ended.
pub(crate) struct Ended {
    command: String,
    pub(crate) code: Option<i32>,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: String,
    folder: TempDir,
}

impl Ended {
    /// It ended with `code`, and did not panic.
    #[track_caller]
    pub(crate) fn code(self, code: i32) -> Self {
        assert!(self.code == Some(code), "expected exit code {code}\n{}", self.told());
        assert!(!self.stderr.contains("panicked"), "{}", self.told());
        self
    }

    /// Standard output has `text`.
    #[track_caller]
    pub(crate) fn prints(self, text: &str) -> Self {
        assert!(self.text().contains(text), "expected on stdout: {text}\n{}", self.told());
        self
    }

    /// Standard error has `text`.
    #[track_caller]
    pub(crate) fn says(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "expected on stderr: {text}\n{}", self.told());
        self
    }

    /// `text` stands on neither stream.
    #[track_caller]
    pub(crate) fn hides(self, text: &str) -> Self {
        let is_shown = self.text().contains(text) || self.stderr.contains(text);
        assert!(!is_shown, "expected nowhere: {text}\n{}", self.told());
        self
    }

    /// Standard error is empty.
    #[track_caller]
    pub(crate) fn says_nothing(self) -> Self {
        assert!(self.stderr.is_empty(), "expected no word on stderr\n{}", self.told());
        self
    }

    /// Standard output is empty.
    #[track_caller]
    pub(crate) fn prints_nothing(self) -> Self {
        assert!(self.stdout.is_empty(), "expected nothing on stdout\n{}", self.told());
        self
    }

    /// Standard output as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.stdout).into_owned()
    }

    /// Standard output as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        match serde_json::from_slice(&self.stdout) {
            Ok(value) => value,
            Err(error) => panic!("no JSON: {error}\n{}", self.told()),
        }
    }

    /// A path in the folder of the run.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The text of a file in the folder of the run.
    #[track_caller]
    pub(crate) fn read(&self, name: &str) -> String {
        match fs::read(self.path(name)) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) => panic!("{name}: {error}\n{}", self.told()),
        }
    }

    /// The names in the folder of the run, sorted, without the home.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).expect("the folder");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .filter(|name| name != "home")
            .collect();
        names.sort();
        names
    }

    /// Command, status and both streams.
    pub(crate) fn told(&self) -> String {
        let cut = |text: &str| text.chars().take(4000).collect::<String>();
        format!(
            "$ {}\nstatus: {:?}\n--- stdout\n{}\n--- stderr\n{}",
            self.command,
            self.code,
            cut(&self.text()),
            cut(&self.stderr)
        )
    }
}

/// The folder of the repository.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
