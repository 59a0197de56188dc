//! `svarstid verify`: a sealed run, made again by the command that made it.

mod again;
mod place;

use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use svarstid::render::{Format, render};
use svarstid::report::{Bytes, Flaw, VerifyFacts, verify_list, verify_record, verify_report};
use svarstid::seal::{NamedFile, Run as SealedRun, Sealed, differences};

use super::args::VerifyArgs;
use super::diff::{sealed, text};
use super::exit::{Run, Status};
use super::outputs::{self, Outputs, TABLES};
use super::run;
use place::Folders;

/// Makes a run again, and tells what differs.
pub(crate) fn verify(args: &VerifyArgs) -> Run<Status> {
    let formats = outputs::formats(&args.output, &TABLES)?;
    let written = text(&args.run)?;
    let old = sealed(&args.run, &written)?;
    again::check(&old, args)?;
    let places = Places::of(&old.sealed, &Folders::new(args)?);
    let mut kept = places.all();
    kept.push(args.run.clone());
    let outs = Outputs::open(&args.output, &formats, &kept)?;
    let flaws: Vec<Flaw> = places.missing.iter().cloned().chain(broken(&old.sealed)).collect();
    let rewritten = match places.missing.is_empty() {
        true => Some(again::made_again(&old, &places, args)?),
        false => None,
    };
    let new = rewritten.as_deref().map(|text| sealed(&args.run, text)).transpose()?;
    let found = new.as_ref().map(|new| (differences(&old, new), new));
    let name = args.run.display().to_string();
    let again = found.as_ref().map(|(found, new)| {
        let text = rewritten.as_deref().unwrap_or_default();
        (found, bytes(&written, text, &old, new))
    });
    let facts = VerifyFacts { run: (&name, &old), flaws: &flaws, again };
    let made = |format: Format| match format {
        Format::Csv | Format::Jsonl => verify_list(&facts),
        Format::Json => verify_record(&facts),
        _ => verify_report(&facts, run::lang(args.output.lang)),
    };
    outs.write(|format, style, out| render(&made(format), format, style, out))?;
    Ok(match (facts.again, facts.is_same()) {
        (None, _) => Status::Input,
        (Some(_), true) => Status::Done,
        (Some(_), false) => Status::Missed,
    })
}

/// How the bytes of two runs compare.
fn bytes(written: &str, rewritten: &str, old: &SealedRun<'_>, new: &SealedRun<'_>) -> Bytes {
    if old.tool != new.tool {
        return Bytes::OtherProgram;
    }
    if written == rewritten {
        return Bytes::Same;
    }
    let same = written.lines().zip(rewritten.lines()).take_while(|(a, b)| a == b).count();
    Bytes::DifferFrom(same as u64 + 1)
}

/// The texts that a run keeps and that are not what it sealed.
fn broken(sealed: &Sealed) -> Vec<Flaw> {
    let digest = |text: &str| HEXLOWER.encode(&Sha256::digest(text));
    let settings = &sealed.settings;
    let mut flaws = Vec::new();
    if digest(&settings.toml) != settings.sha256 {
        flaws.push(Flaw::Broken {
            used_for: "settings".to_owned(),
            name: String::new(),
            sha256: settings.sha256.clone(),
        });
    }
    let is_broken =
        |file: &&NamedFile| file.text.as_ref().is_some_and(|text| digest(text) != file.sha256);
    let profiles = settings.files.iter().chain(&sealed.request.profiles).filter(is_broken);
    flaws.extend(profiles.map(|file| Flaw::Broken {
        used_for: file.used_for.clone(),
        name: file.name.clone(),
        sha256: file.sha256.clone(),
    }));
    flaws
}

/// Where the files of a run are now.
pub(crate) struct Places {
    /// The inputs, in the order of the request.
    inputs: Vec<PathBuf>,
    /// Lists and registers that settings name, with their fingerprints.
    named: Vec<(String, PathBuf)>,
    missing: Vec<Flaw>,
}

impl Places {
    fn of(sealed: &Sealed, folders: &Folders) -> Self {
        let (mut inputs, mut named, mut missing) = (Vec::new(), Vec::new(), Vec::new());
        for file in &sealed.request.files {
            let sha256 = file.sha256.clone().unwrap_or_default();
            match folders.find(&file.name, &sha256, Some(file.bytes)) {
                Some(path) => inputs.push(path),
                None => missing.push(Flaw::Missing {
                    used_for: "input".to_owned(),
                    name: file.name.clone(),
                    sha256,
                }),
            }
        }
        // What a run keeps itself is not looked for.
        for file in sealed.settings.files.iter().filter(|file| file.text.is_none()) {
            match folders.find(&file.name, &file.sha256, None) {
                Some(path) => named.push((file.sha256.clone(), path)),
                None => missing.push(Flaw::Missing {
                    used_for: file.used_for.clone(),
                    name: file.name.clone(),
                    sha256: file.sha256.clone(),
                }),
            }
        }
        Self { inputs, named, missing }
    }

    fn all(&self) -> Vec<PathBuf> {
        self.inputs.iter().chain(self.named.iter().map(|(_, path)| path)).cloned().collect()
    }

    fn named(&self, sha256: &str) -> Option<&Path> {
        self.named.iter().find(|(own, _)| own == sha256).map(|(_, path)| path.as_path())
    }
}
