//! Fields: what the columns of a log are called.
//!
//! A column taken for another one is a wrong figure, so a name is here only if it says what it
//! means. `registrerad`, `created` and `closed` are not: a matter can be registered days after
//! the letter arrived, and closed days after the answer. A profile or a setting may say so.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::fold::fold;
use crate::profile::Field;

/// Every name of a field with its rank: 0 canonical, 1 an alias, 2 a loose one.
pub(super) fn names(field: Field) -> impl Iterator<Item = (&'static str, u8)> {
    let aliases = aliases(field).iter().map(|name| (*name, 1));
    let loose = loose_aliases(field).iter().map(|name| (*name, 2));
    [(field.id(), 0)].into_iter().chain(aliases).chain(loose)
}

/// Column names that mean a field wherever they stand.
const fn aliases(field: Field) -> &'static [&'static str] {
    match field {
        Field::Id => &[
            "ärendenr",
            "ärende nr",
            "ärendenummer",
            "ärende-id",
            "ärendeid",
            "kontakt-id",
            "kontaktid",
            "kontaktnr",
            "kontaktnummer",
            "löpnr",
            "löpnummer",
            "case id",
            "caseid",
            "case no",
            "case number",
            "contact id",
            "ticket id",
            "ticket number",
            "ticketnumber",
        ],
        Field::Channel => &[
            "kanal",
            "kontaktväg",
            "kontaktkanal",
            "kontaktsätt",
            "inkanal",
            "contact channel",
            "create channel",
        ],
        Field::Origin => &[
            "ursprung",
            "intern/extern",
            "extern/intern",
            "internt/externt",
            "avsändartyp",
            "internal/external",
            "external/internal",
        ],
        Field::Department => &[
            "förvaltning",
            "kontor",
            "förvaltning/kontor",
            "ansvarig förvaltning",
            "ansvarigt kontor",
        ],
        Field::Received => &[
            "inkom",
            "inkommen",
            "inkommet",
            "inkom datum",
            "inkommet datum",
            "inkommen datum",
            "datum inkommet",
            "datum inkommen",
            "inkomstdatum",
            "ankom",
            "ankommen",
            "ankommet",
            "ankomstdatum",
            "mottagen",
            "mottaget",
            "mottagningsdatum",
            "received at",
            "received on",
            "received date",
            "date received",
            "arrived",
            "arrived at",
        ],
        Field::Answered => &[
            "besvarad",
            "besvarat",
            "besvarades",
            "datum besvarad",
            "datum besvarat",
            "besvarad datum",
            "besvarat datum",
            "svarad",
            "svarat",
            "svarsdatum",
            "svar skickat",
            "expedierad",
            "expedierat",
            "expedieringsdatum",
            "answered at",
            "answered on",
            "answer date",
            "date answered",
            "replied",
            "replied at",
            "reply date",
            "date replied",
            "responded",
            "responded at",
            "response date",
            "first response",
            "firstresponse",
            "first response at",
            "first reply at",
        ],
        Field::Exempt => &[
            "undantag",
            "undantagen",
            "undantaget",
            "undantagsorsak",
            "undantagsskäl",
            "exemption",
            "exempted",
            "exempt reason",
        ],
    }
}

/// Names that mean a field unless another column says it better: `Ärendenr;Ärende` has
/// its number in the first, `Förvaltning;Enhet` its department.
const fn loose_aliases(field: Field) -> &'static [&'static str] {
    match field {
        Field::Id => &["ärende", "diarienummer", "diarienr", "dnr", "case", "ticket"],
        Field::Department => &["avdelning", "enhet", "unit"],
        Field::Answered => &["svar"],
        _ => &[],
    }
}

/// The field that a header cell means, whatever its case, accents, dashes and spaces.
///
/// # Example
/// ```
/// use svarstid::normalise::{Field, field};
/// assert_eq!(field("Inkom "), Some(Field::Received));
/// assert_eq!(field("FORVALTNING"), Some(Field::Department));
/// assert_eq!(field("Registrerad"), None);
/// ```
pub fn field(header_cell: &str) -> Option<Field> {
    ranked(header_cell).map(|(field, _)| field)
}

/// The field of a header cell and how loosely the cell says it: 0 for the canonical name.
pub(super) fn ranked(header_cell: &str) -> Option<(Field, u8)> {
    NAMES.get(&fold(header_cell)).copied()
}

static NAMES: LazyLock<FxHashMap<String, (Field, u8)>> = LazyLock::new(|| {
    let mut ranks = FxHashMap::default();
    for field in Field::ALL {
        for (name, rank) in names(field) {
            ranks.insert(fold(name), (field, rank));
        }
    }
    ranks
});

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn no_name_means_two_fields_or_stands_twice() {
        let mut seen = BTreeMap::new();
        for field in Field::ALL {
            for (name, _) in names(field) {
                assert_eq!(seen.insert(fold(name), field), None, "{name}");
            }
        }
    }

    #[test]
    fn a_field_is_found_by_each_of_its_names_in_every_spelling() {
        for wanted in Field::ALL {
            for (name, _) in names(wanted) {
                for spelling in [
                    name.to_uppercase(),
                    format!("\u{feff} {name}: "),
                    name.replace('ä', "a\u{308}").replace('ö', "o"),
                    name.replace(' ', "_"),
                ] {
                    assert_eq!(field(&spelling), Some(wanted), "{spelling:?}");
                }
            }
        }
    }

    #[test]
    fn a_name_that_may_mean_something_else_means_nothing() {
        for cell in ["", "Registrerad", "created", "Closed", "group", "Status", "Answered by"] {
            assert_eq!(field(cell), None, "{cell}");
        }
    }
}
