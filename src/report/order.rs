//! Swedish order: å, ä and ö after z, whatever case.

use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::locale;

/// Orders names as a Swedish register does.
pub struct SwedishOrder(Option<CollatorBorrowed<'static>>);

impl std::fmt::Debug for SwedishOrder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SwedishOrder")
    }
}

impl Default for SwedishOrder {
    fn default() -> Self {
        Self(Collator::try_new(locale!("sv").into(), CollatorOptions::default()).ok())
    }
}

impl SwedishOrder {
    /// Which of two names comes first; names that the language holds equal are ordered by
    /// their bytes, so that the order is always the same.
    ///
    /// # Example
    /// ```
    /// let order = svarstid::report::SwedishOrder::default();
    /// let mut names = ["Örebro", "Ängelholm", "Zeta", "Åre", "eva"];
    /// names.sort_by(|a, b| order.compare(a, b));
    /// assert_eq!(names, ["eva", "Zeta", "Åre", "Ängelholm", "Örebro"]);
    /// ```
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        let by_language = self.0.as_ref().map_or(Ordering::Equal, |order| order.compare(a, b));
        by_language.then_with(|| a.cmp(b))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_swedish_list_is_in_the_order_of_the_language_council() {
        let order = SwedishOrder::default();
        let expected = [
            "élan",
            "Eva",
            "Vetlanda",
            "Wij",
            "Übel",
            "Ytterby",
            "Zeta",
            "Åre",
            "Ängelholm",
            "Örebro",
        ];
        let mut names = expected;
        names.reverse();
        names.sort_by(|a, b| order.compare(a, b));
        assert_eq!(names, expected);
    }
}
