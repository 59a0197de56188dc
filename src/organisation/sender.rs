//! Senders: whether outgoing mail has the form of address that guideline § 6 demands.

use super::Organisation;

/// What an address that mail went out from is, by guideline § 6: "Både medarbetare och
/// förtroendevalda ska … använda den e-postadress som tillhandahålls av kommunen med formatet
/// `namn.efternamn@`".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SenderForm {
    /// `namn.efternamn@` a domain of the organisation.
    Personal,
    /// A function box that the settings name.
    FunctionBox,
    /// A domain of the organisation, and neither.
    Other,
    /// Another domain, or no address.
    NotOwn,
}

impl SenderForm {
    /// Every form, in order.
    pub const ALL: [Self; 4] = [Self::Personal, Self::FunctionBox, Self::Other, Self::NotOwn];

    /// The code that machine formats use.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Personal => "personal",
            Self::FunctionBox => "function_box",
            Self::Other => "other",
            Self::NotOwn => "not_own",
        }
    }

    /// Whether the guideline allows to send from it.
    pub const fn is_right(self) -> bool {
        matches!(self, Self::Personal | Self::FunctionBox)
    }
}

impl Organisation {
    /// What an address in its normal form is as a sender.
    ///
    /// A personal one has two or more names of letters and hyphens with full stops between
    /// them; the first and the last have at least two letters, and digits may stand behind the
    /// last, where two people have the same name. No form tells a person from a function that
    /// is called like one (`bygg.miljo@`).
    ///
    /// # Example
    /// ```
    /// use svarstid::organisation::{Domain, Organisation, SenderForm};
    /// let domains = vec![Domain::parse("example.se")?];
    /// let organisation = Organisation { domains, ..Organisation::default() };
    /// assert_eq!(organisation.sender_form("anna.berg@example.se"), SenderForm::Personal);
    /// assert_eq!(organisation.sender_form("bygglov@example.se"), SenderForm::Other);
    /// # Ok::<(), String>(())
    /// ```
    pub fn sender_form(&self, address: &str) -> SenderForm {
        let Some((local, _)) = address.rsplit_once('@') else { return SenderForm::NotOwn };
        if self.is_function_box(address) {
            SenderForm::FunctionBox
        } else if !self.owns_address(address) {
            SenderForm::NotOwn
        } else if is_personal(local) {
            SenderForm::Personal
        } else {
            SenderForm::Other
        }
    }
}

fn is_personal(local: &str) -> bool {
    let names: Vec<&str> =
        local.trim_end_matches(|c: char| c.is_ascii_digit()).split('.').collect();
    let is_name = |name: &&str| {
        let is_between = |c: char| c == '-';
        name.chars().all(|c| c.is_alphabetic() || is_between(c))
            && !name.is_empty()
            && !name.starts_with(is_between)
            && !name.ends_with(is_between)
    };
    let letters = |name: &str| name.chars().filter(|c| c.is_alphabetic()).count();
    match names.as_slice() {
        [first, .., last] => letters(first) >= 2 && letters(last) >= 2 && names.iter().all(is_name),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::organisation::{Domain, Mailbox};

    #[test]
    fn the_form_of_a_sender_is_that_of_the_guideline_or_not() {
        let organisation = Organisation {
            domains: vec![Domain::parse("kommun.example").unwrap()],
            function_boxes: vec![Mailbox::parse("kommun@kommun.example").unwrap()],
            ..Organisation::default()
        };
        for (address, form) in [
            ("anna.berg@kommun.example", SenderForm::Personal),
            ("anna-karin.berg-åström@kommun.example", SenderForm::Personal),
            ("anna.k.berg@kommun.example", SenderForm::Personal),
            ("anna.berg2@kommun.example", SenderForm::Personal),
            ("anna.berg@skola.kommun.example", SenderForm::Personal),
            ("kommun@kommun.example", SenderForm::FunctionBox),
            ("annaberg@kommun.example", SenderForm::Other),
            ("a.berg@kommun.example", SenderForm::Other),
            ("anna2.berg@kommun.example", SenderForm::Other),
            ("anna..berg@kommun.example", SenderForm::Other),
            (".berg@kommun.example", SenderForm::Other),
            ("anna.berg.@kommun.example", SenderForm::Other),
            ("anna_berg@kommun.example", SenderForm::Other),
            ("-anna.berg@kommun.example", SenderForm::Other),
            ("anna.123@kommun.example", SenderForm::Other),
            ("\"anna berg\"@kommun.example", SenderForm::Other),
            ("anna.berg@example.se", SenderForm::NotOwn),
            ("kommun@example.se", SenderForm::NotOwn),
            ("anna.berg", SenderForm::NotOwn),
            ("", SenderForm::NotOwn),
        ] {
            assert_eq!(organisation.sender_form(address), form, "{address}");
        }
    }

    #[test]
    fn the_guideline_allows_two_forms() {
        let right: Vec<&str> = SenderForm::ALL
            .into_iter()
            .filter(|form| form.is_right())
            .map(SenderForm::id)
            .collect();
        assert_eq!(right, ["personal", "function_box"]);
    }
}
