//! Exemptions by list: contacts that a decision takes out of the reckoning, with the reason.

use std::collections::HashMap;

/// One line of an exemption list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exemption {
    /// Why; never empty.
    pub reason: String,
    /// Who decided it; may be empty.
    pub decided_by: String,
    /// When it was decided, as the list writes it; may be empty.
    pub date: String,
}

/// Exemptions by contact id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExemptionList {
    by_id: HashMap<Vec<u8>, Exemption>,
}

impl ExemptionList {
    /// Adds an exemption; gives back the earlier one of the same id, if there was one.
    pub fn insert(&mut self, id: &[u8], exemption: Exemption) -> Option<Exemption> {
        self.by_id.insert(id.to_owned(), exemption)
    }

    /// The exemption of the contact with `id`.
    pub fn get(&self, id: &[u8]) -> Option<&Exemption> {
        if self.by_id.is_empty() { None } else { self.by_id.get(id) }
    }

    /// How many contacts the list names.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether the list names nobody.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }
}
