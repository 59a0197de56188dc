//! The file of a state: JSON on lines, `svarstid.state/1`, with a checksum over its content.
//!
//! The first line holds the schema and SHA-256 of all bytes below it, so that a file that was
//! cut, edited or written anew by another program is refused. The same state always has the
//! same bytes. `docs/states.md` says what stands where.

mod content;
mod parts;

use std::fmt;
use std::io::{self, Write};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::State;
use content::Content;

/// The name and version of the file's form.
pub const SCHEMA: &str = "svarstid.state/1";

/// What every version of the form begins with.
const BEGINNING: &str = "{\"schema\":\"svarstid.state/";

/// Why a file is no state to be merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StateError {
    /// It is something else.
    NoState,
    /// Its form is one that this program does not know.
    OtherVersion(String),
    /// Its bytes are not those that were saved.
    Altered,
    /// It says something that no state says.
    Content(String),
    /// Its rows are not the sum of their parts.
    Account,
}

impl fmt::Display for StateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoState => write!(
                f,
                "is no state of svarstid; expected a file that audit --save-state has written"
            ),
            Self::OtherVersion(version) => write!(
                f,
                "is a state of form {version}, and this version of svarstid knows form 1; use \
                 the version that saved it"
            ),
            Self::Altered => write!(
                f,
                "is not as it was saved (its checksum differs): it was cut, edited or written \
                 anew by another program; use the file as svarstid wrote it"
            ),
            Self::Content(what) => {
                write!(f, "is no sound state ({what}); use the version of svarstid that saved it")
            }
            Self::Account => write!(
                f,
                "does not add up: its rows are not the sum of their parts; save it anew, and do \
                 not use its figures"
            ),
        }
    }
}

impl std::error::Error for StateError {}

/// Writes a state.
///
/// # Errors
/// What writing to `out` fails with.
pub fn write(state: &State, out: &mut dyn Write) -> io::Result<()> {
    let mut below = Vec::new();
    content::write(state, &mut below)?;
    below.extend_from_slice(b"}\n");
    let sha256 = HEXLOWER.encode(&Sha256::digest(&below));
    writeln!(out, "{{\"schema\":\"{SCHEMA}\",\"sha256\":\"{sha256}\",\"content\":")?;
    out.write_all(&below)
}

/// The state that a file of `bytes` holds.
///
/// # Errors
/// [`StateError`] when they are not a state, not whole or not sound.
pub fn read(bytes: &[u8]) -> Result<State, StateError> {
    let end = bytes.iter().position(|byte| *byte == b'\n').ok_or_else(|| no_state(bytes))?;
    let (first, below) = (&bytes[..end], &bytes[end + 1..]);
    let first = std::str::from_utf8(first).ok().and_then(|line| line.strip_prefix(BEGINNING));
    let (version, rest) =
        first.and_then(|line| line.split_once('"')).ok_or_else(|| no_state(bytes))?;
    if version != "1" {
        return Err(StateError::OtherVersion(version.chars().take(20).collect()));
    }
    let sha256 = rest.strip_prefix(",\"sha256\":\"");
    let sha256 = sha256.and_then(|rest| rest.strip_suffix("\",\"content\":"));
    if sha256 != Some(HEXLOWER.encode(&Sha256::digest(below)).as_str()) {
        return Err(StateError::Altered);
    }
    let whole = below.strip_suffix(b"}\n").ok_or(StateError::Altered)?;
    let content: Content =
        serde_json::from_slice(whole).map_err(|error| StateError::Content(error.to_string()))?;
    let state = content.into_state().map_err(StateError::Content)?;
    if state.adds_up() { Ok(state) } else { Err(StateError::Account) }
}

/// Whether `head`, with which a file begins, is that of a state, also of one that cannot be read.
pub fn is_state(head: &[u8]) -> bool {
    String::from_utf8_lossy(&head[..head.len().min(200)]).contains("svarstid.state/")
}

/// Of a file that does not begin as a state: one that another program has written anew, or
/// something else altogether.
fn no_state(bytes: &[u8]) -> StateError {
    if is_state(bytes) { StateError::Altered } else { StateError::NoState }
}
