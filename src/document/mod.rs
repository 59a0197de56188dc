//! Documents: TOML that people write, read so that every mistake is told at once, each with
//! its line and column.
//!
//! What a key means is its reader's business: the settings and the source profiles.

mod complaint;
pub(crate) mod literal;
mod section;
mod suggest;
pub(crate) mod value;
mod words;

use toml::de::DeTable;

pub use complaint::Complaint;
pub(crate) use complaint::Complaints;
pub(crate) use section::Section;
pub(crate) use suggest::{instead, nearest, shown};
pub(crate) use value::{Placed, Value, text, wrong_type};
pub(crate) use words::{known, zone};

/// Reads `text` with `read`, which complains as it goes.
///
/// # Errors
/// Every complaint in the order of the text; where it is not TOML, that alone.
pub(crate) fn read_document<T>(
    text: &str,
    read: impl FnOnce(&DeTable<'_>, &mut Complaints) -> T,
) -> Result<T, Vec<Complaint>> {
    let mut complaints = Complaints::default();
    match DeTable::parse(text) {
        Ok(document) => {
            let found = read(document.get_ref(), &mut complaints);
            if complaints.len() == 0 {
                return Ok(found);
            }
        }
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            complaints.add(at, format!("not TOML: {}", error.message().trim_end()));
        }
    }
    Err(complaints.placed_in(text))
}
