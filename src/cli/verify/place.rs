//! Where the files of a run are now: found by what they hold, and else by their names.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::cli::args::VerifyArgs;
use crate::cli::exit::{Run, Status, stop};

/// The folders that are looked through, and those right below them.
pub(super) struct Folders(Vec<PathBuf>);

impl Folders {
    /// Those that the flags name, or else the current one and that of the run.
    pub(super) fn new(args: &VerifyArgs) -> Run<Self> {
        let named = args.inputs.clone();
        for folder in &named {
            if !folder.is_dir() {
                let name = folder.display();
                return stop(Status::Input, format!("--inputs {name}: there is no such folder"));
            }
        }
        let roots = match named.is_empty() {
            false => named,
            true => {
                let own = args.run.parent().unwrap_or(Path::new(""));
                let own = if own.as_os_str().is_empty() { Path::new(".") } else { own };
                vec![PathBuf::from("."), own.to_owned()]
            }
        };
        let mut folders: Vec<PathBuf> = Vec::new();
        for root in roots {
            let mut below: Vec<PathBuf> =
                entries(&root).into_iter().filter(|p| p.is_dir()).collect();
            below.sort();
            for folder in std::iter::once(root).chain(below) {
                let real = folder.canonicalize();
                let is_known =
                    |own: &PathBuf| own.canonicalize().ok() == real.as_ref().ok().cloned();
                if !folders.iter().any(is_known) {
                    folders.push(folder);
                }
            }
        }
        Ok(Self(folders))
    }

    /// The file with these contents, wherever it is and whatever it is called; else the one with
    /// this name. A folder of mails is found by its name: what it holds is known when it is read.
    pub(super) fn find(&self, name: &str, sha256: &str, bytes: Option<u64>) -> Option<PathBuf> {
        // Files that had the same base name were told with their folders, and one cannot stand
        // for the other.
        let named: Vec<PathBuf> = self
            .0
            .iter()
            .map(|folder| folder.join(name))
            .filter(|path| !name.is_empty() && (path.is_file() || path.is_dir()))
            .collect();
        let holds = |path: &PathBuf| is_of(path, sha256, bytes);
        if let Some(found) = named.iter().find(|path| holds(path)) {
            return Some(found.clone());
        }
        let all = self.0.iter().flat_map(|folder| entries(folder));
        let mut same: Vec<PathBuf> = all.filter(holds).collect();
        same.sort();
        same.into_iter().next().or_else(|| named.into_iter().next())
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries.filter_map(|entry| Some(entry.ok()?.path())).collect()
}

/// Whether a file holds the bytes with this fingerprint. One of another length is not read.
fn is_of(path: &Path, sha256: &str, bytes: Option<u64>) -> bool {
    let Ok(metadata) = fs::metadata(path) else { return false };
    let is_as_long = bytes.is_none_or(|bytes| metadata.len() == bytes);
    metadata.is_file() && is_as_long && digest(path).is_ok_and(|own| own == sha256)
}

fn digest(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut digest = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(HEXLOWER.encode(&digest.finalize())),
            count => digest.update(&buffer[..count]),
        }
    }
}
