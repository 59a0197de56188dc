//! Parts: what one input is made of. A plain file is one part; a workbook has a part for each
//! sheet, and an archive one for each member.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::read::{
    Archive, Grid, Head, Kind, MailGrid, Sheet, Zipped, gunzip, peek, sheets, whole, zipped,
};

use super::input::InputFault;

/// One part of an input, before anybody knows what it is of.
pub(super) struct Part {
    /// How messages and reports name it: `file.xlsx[Blad1]`, `export.zip[calls.csv]`.
    pub(super) name: String,
    /// Its own base name, which globs of profiles are compared with.
    pub(super) base_name: String,
    pub(super) body: Body,
    /// The file to read again, where the part is all of it and as it stands.
    pub(super) again: Option<PathBuf>,
}

/// What a part holds.
pub(super) enum Body {
    /// Bytes that come once, and what the first of them show.
    Stream(Box<dyn Read + Send>, Box<Head>),
    /// A sheet of a workbook.
    Sheet(Sheet),
    /// The headers of mails.
    Mails(Grid),
}

/// The most bytes of a mail: ten times what any server takes.
const LARGEST_MAIL: u64 = 1 << 30;

/// Levels of packing that are opened: an export in a `.gz` in a `.zip`.
const DEEPEST: usize = 2;

/// The parts of an input, and what to know about those that are left out.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) parts: Vec<Part>,
    pub(super) notes: Vec<String>,
}

/// The parts of what `bytes` hold. `name` is the input's.
pub(super) fn parts(
    name: &str,
    bytes: Box<dyn Read + Send>,
    again: Option<PathBuf>,
) -> Result<Parts, InputFault> {
    let mut parts = Parts::default();
    parts.open(name, name, bytes, again, 0)?;
    Ok(parts)
}

/// The mails of a folder, as one part.
pub(super) fn folder_of_mails(name: &str, grid: Grid) -> Parts {
    let part = Part {
        name: name.to_owned(),
        base_name: name.to_owned(),
        body: Body::Mails(grid),
        again: None,
    };
    Parts { parts: vec![part], notes: Vec::new() }
}

impl Parts {
    fn open(
        &mut self,
        name: &str,
        base_name: &str,
        bytes: Box<dyn Read + Send>,
        again: Option<PathBuf>,
        depth: usize,
    ) -> Result<(), InputFault> {
        let (first, is_whole, bytes) = peek(bytes).map_err(|e| InputFault::Read(e.into()))?;
        let head = Head::of(&first, is_whole, None);
        let body = match head.kind() {
            Kind::Gzip if depth < DEEPEST => {
                let unpacked = base_name.strip_suffix(".gz").unwrap_or(base_name);
                return self.open(name, unpacked, gunzip(bytes), None, depth + 1);
            }
            Kind::Zip if depth < DEEPEST => {
                let packed = whole(bytes)?;
                return match zipped(&packed)? {
                    Zipped::Archive => self.archive(name, packed, depth),
                    _ => self.workbook(name, base_name, packed),
                };
            }
            Kind::Ole => return self.workbook(name, base_name, whole(bytes)?),
            _ => Body::Stream(bytes, Box::new(head)),
        };
        let (name, base_name) = (name.to_owned(), base_name.to_owned());
        self.parts.push(Part { name, base_name, body, again });
        Ok(())
    }

    fn archive(&mut self, name: &str, packed: Vec<u8>, depth: usize) -> Result<(), InputFault> {
        let archive = Archive::open(packed)?;
        for (index, member) in archive.members().iter().enumerate() {
            let own = member.name();
            let base_name = own.rsplit('/').next().unwrap_or(own);
            // What an export says of itself is no log: Teams puts its parameters there.
            if base_name == "parameters.json" {
                self.notes.push(format!("{name}[{own}] is not read: it is no log"));
                continue;
            }
            let named = format!("{name}[{own}]");
            self.open(&named, base_name, archive.unpack(index), None, depth + 1)?;
        }
        Ok(())
    }

    fn workbook(&mut self, name: &str, base_name: &str, bytes: Vec<u8>) -> Result<(), InputFault> {
        for sheet in sheets(bytes, None)? {
            let named = format!("{name}[{}]", sheet.name());
            if sheet.is_hidden() {
                self.notes.push(format!("{named} is not read: the sheet is hidden"));
                continue;
            }
            let (base_name, body) = (base_name.to_owned(), Body::Sheet(sheet));
            self.parts.push(Part { name: named, base_name, body, again: None });
        }
        Ok(())
    }
}

/// The files of a folder of mails, in order: a Maildir with the folders in it, or a folder with
/// `.eml` files; `None` for any other folder.
pub(super) fn mail_files(folder: &Path) -> Option<io::Result<Vec<PathBuf>>> {
    if is_maildir(folder) {
        return Some(maildir_files(folder));
    }
    let is_mail = |path: &Path| path.extension().is_some_and(|e| e.eq_ignore_ascii_case("eml"));
    match files(folder, is_mail) {
        Ok(found) if found.is_empty() => None,
        found => Some(found),
    }
}

fn is_maildir(folder: &Path) -> bool {
    ["cur", "new"].iter().any(|name| folder.join(name).is_dir())
}

/// The mails of a Maildir, and of the folders in it: `.Sent`, `.Drafts` and the like (Maildir++),
/// without which nothing would be answered.
fn maildir_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut folders = vec![folder.to_owned()];
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with('.') && is_maildir(&path) {
            folders.push(path);
        }
    }
    folders[1..].sort();
    let mut all = Vec::new();
    for folder in folders {
        for own in ["cur", "new"].map(|name| folder.join(name)) {
            if own.is_dir() {
                all.extend(files(&own, |_| true)?);
            }
        }
    }
    Ok(all)
}

/// What the folder of a mail is called; a mail of a Maildir lies in `cur` or `new` of it.
fn folder_name(file: &Path) -> String {
    let own = file.parent().unwrap_or(file);
    let is_state = own.ends_with("cur") || own.ends_with("new");
    let folder = own.parent().filter(|_| is_state).unwrap_or(own);
    folder.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn files(folder: &Path, is_wanted: impl Fn(&Path) -> bool) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if !name.starts_with('.') && path.is_file() && is_wanted(&path) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The headers of the mails in `files`; `seen` is shown the bytes of each.
pub(super) fn read_mails(files: &[PathBuf], mut seen: impl FnMut(&[u8])) -> io::Result<Grid> {
    let mut grid = MailGrid::new();
    for (file, number) in files.iter().zip(1..) {
        let mut bytes = Vec::new();
        fs::File::open(file)?.take(LARGEST_MAIL + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > LARGEST_MAIL {
            let what = format!("{} is larger than any mail", file.display());
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, what));
        }
        seen(&bytes);
        grid.set_folder(&folder_name(file));
        grid.push(number, &bytes);
    }
    Ok(grid.finish())
}
