//! What is wrong with a packed file. The caller puts the file's name in front.

use std::{fmt, io};

/// Why a packed file is not unpacked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ArchiveError {
    /// Its directory or its packed data cannot be read, or contradict each other.
    Damaged,
    /// There is no file in it.
    Empty,
    /// It is too large to be held in memory.
    Large {
        /// The most bytes that it may have.
        limit: u64,
    },
    /// A member needs a password.
    Encrypted {
        /// The member.
        member: String,
    },
    /// A member is itself an archive.
    Nested {
        /// The member.
        member: String,
    },
    /// A member is packed in an unusual way.
    Packing {
        /// The member.
        member: String,
    },
    /// There are two members of one name.
    SameName,
    /// Two members share their packed bytes, as in a bomb.
    Overlap,
    /// There are too many members.
    Members {
        /// The most members that it may have.
        limit: usize,
    },
    /// It unpacks to too much.
    Unpacked {
        /// The most bytes that it may unpack to.
        limit: u64,
    },
    /// It unpacks to too many times its size, as a bomb does.
    Ratio {
        /// The member; `None` for a file that is packed alone.
        member: Option<String>,
        /// The most times its packed size that it may unpack to.
        limit: u64,
    },
}

/// A number of bytes in its largest whole unit.
pub(in crate::read) struct Bytes(pub(in crate::read) u64);

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            bytes if bytes > 0 && bytes % (1 << 30) == 0 => write!(f, "{} GiB", bytes >> 30),
            bytes if bytes > 0 && bytes % (1 << 20) == 0 => write!(f, "{} MiB", bytes >> 20),
            bytes => write!(f, "{bytes} bytes"),
        }
    }
}

impl fmt::Display for ArchiveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Damaged => f.write_str(
                "is packed, and damaged or cut short; copy or export it again, or unpack it \
                 with another program",
            ),
            Self::Empty => f.write_str("is a zip file without files; it should hold exported logs"),
            Self::Large { limit } => write!(
                f,
                "is larger than the {} that are read into memory; unpack it, or export a \
                 shorter period",
                Bytes(*limit)
            ),
            Self::Encrypted { member } => write!(
                f,
                "is a zip file that needs a password for {member:?}; unpack it with the \
                 password and name the files that were in it"
            ),
            Self::Nested { member } => write!(
                f,
                "is a zip file with another one in it, {member:?}; unpack the outer one and \
                 name the inner ones"
            ),
            Self::Packing { member } => write!(
                f,
                "is a zip file that packs {member:?} in an unusual way; unpack it and name the \
                 files that were in it, or pack them with deflate"
            ),
            Self::SameName => f.write_str(
                "is a zip file with two files of the same name, of which one would be lost; \
                 pack them under different names",
            ),
            Self::Overlap => f.write_str(
                "is a zip file whose files share their packed bytes, as a zip bomb does; it \
                 is not unpacked: pack the logs again",
            ),
            Self::Members { limit } => write!(
                f,
                "is a zip file with more than {limit} files; unpack it, or pack fewer together"
            ),
            Self::Unpacked { limit } => write!(
                f,
                "unpacks to more than {}, the most that is read; split it up",
                Bytes(*limit)
            ),
            Self::Ratio { member, limit } => {
                if let Some(member) = member {
                    write!(f, "is a zip file in which {member:?} ")?;
                }
                write!(
                    f,
                    "unpacks to more than {limit} times its size, as a bomb does; if it is a \
                     log, unpack it with another program first"
                )
            }
        }
    }
}

impl std::error::Error for ArchiveError {}

impl From<ArchiveError> for io::Error {
    fn from(error: ArchiveError) -> Self {
        Self::new(io::ErrorKind::InvalidData, error)
    }
}
