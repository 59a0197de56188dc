//! Parties: who a text in a number's or an address's place stands for, and whose it is.

use super::{Organisation, address, number};

/// What a party is known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartyKind {
    /// A phone number: `+` and its digits.
    Number,
    /// An extension of the organisation's plan.
    Extension,
    /// Another short number: a code such as 1177, or an extension that the plan does not have.
    Short,
    /// A mail address.
    Address,
    /// The name of a text sender, of a telephone, of a place in a dial plan.
    Sender,
    /// A name, or whatever the source calls somebody.
    Name,
}

impl PartyKind {
    /// Every kind.
    pub const ALL: [Self; 6] =
        [Self::Number, Self::Extension, Self::Short, Self::Address, Self::Sender, Self::Name];

    /// Its code, which pseudonyms are made with.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Extension => "extension",
            Self::Short => "short",
            Self::Address => "address",
            Self::Sender => "sender",
            Self::Name => "name",
        }
    }
}

/// Whose a party is, and whether an answer can reach it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// It is the organisation's own.
    pub is_own: bool,
    /// It is a function box.
    pub is_function_box: bool,
    /// Somebody reads or picks up what is sent to it.
    pub is_answerable: bool,
}

impl Organisation {
    /// Writes the normal form of what stands in a phone number's place to `out`, which it
    /// empties before; `None` for nobody.
    ///
    /// # Example
    /// ```
    /// use svarstid::organisation::{Organisation, PartyKind};
    /// let (organisation, mut normal) = (Organisation::default(), String::new());
    /// let kind = organisation.by_phone("tel:070-000 00 42", &mut normal);
    /// assert_eq!((kind, normal.as_str()), (Some(PartyKind::Number), "+46700000042"));
    /// assert_eq!(organisation.by_phone("Hemligt nummer", &mut normal), None);
    /// ```
    pub fn by_phone(&self, text: &str, out: &mut String) -> Option<PartyKind> {
        match number::phone(text, |digits| self.has_extension(digits), out) {
            number::Spelt::Nobody => None,
            number::Spelt::Number => Some(PartyKind::Number),
            number::Spelt::Digits if self.has_extension(out) => Some(PartyKind::Extension),
            number::Spelt::Digits => Some(PartyKind::Short),
            number::Spelt::Address => Some(PartyKind::Address),
            number::Spelt::Name => Some(PartyKind::Sender),
        }
    }

    /// Writes the normal form of what stands in a mail address's place to `out`, which it
    /// empties before; `None` for nobody.
    pub fn by_mail(&self, text: &str, out: &mut String) -> Option<PartyKind> {
        if address::normal(text, out) {
            return Some(PartyKind::Address);
        }
        // A name alone, as Exchange writes for its own: `/O=EXAMPLE/OU=…`.
        out.clear();
        let text = text.trim().trim_matches(['<', '>', '"', '\'', ';', ',']).trim();
        if !text.to_ascii_lowercase().starts_with("undisclosed") {
            out.extend(text.chars().flat_map(char::to_lowercase));
        }
        (!out.is_empty()).then_some(PartyKind::Sender)
    }

    /// Whose a party is by its normal form, and whether an answer can reach it.
    pub fn standing(&self, kind: PartyKind, normal: &str) -> Standing {
        let (is_own, is_answerable) = match kind {
            PartyKind::Number => (self.owns_number(normal), true),
            PartyKind::Extension => (true, true),
            PartyKind::Short | PartyKind::Sender => (false, false),
            PartyKind::Address => (self.owns_address(normal), !address::is_machine(normal)),
            PartyKind::Name => (false, true),
        };
        let is_function_box = kind == PartyKind::Address && self.is_function_box(normal);
        Standing { is_own, is_function_box, is_answerable }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::organisation::{Domain, ExtensionRange, Mailbox, NumberRange};

    fn organisation() -> Organisation {
        Organisation {
            domains: vec![Domain::parse("kommun.example").unwrap()],
            numbers: vec![NumberRange::parse("08-555 00 000..08-555 00 999").unwrap()],
            extensions: vec![ExtensionRange::parse("1000..1999").unwrap()],
            function_boxes: vec![Mailbox::parse("kommun@kommun.example").unwrap()],
        }
    }

    #[test]
    fn a_party_is_own_or_not_and_can_be_answered_or_not() {
        let organisation = organisation();
        let mut normal = String::new();
        for (text, kind, is_own, is_answerable) in [
            ("08-555 00 042", PartyKind::Number, true, true),
            ("+46700000042", PartyKind::Number, false, true),
            ("1042", PartyKind::Extension, true, true),
            ("SIP/1042", PartyKind::Extension, true, true),
            ("2042", PartyKind::Short, false, false),
            ("112", PartyKind::Short, false, false),
            ("KOMMUNEN", PartyKind::Sender, false, false),
            ("sip:anna.berg@kommun.example", PartyKind::Address, true, true),
        ] {
            assert_eq!(organisation.by_phone(text, &mut normal), Some(kind), "{text}");
            let standing = organisation.standing(kind, &normal);
            assert_eq!(
                (standing.is_own, standing.is_answerable),
                (is_own, is_answerable),
                "{text}"
            );
            assert!(!standing.is_function_box, "{text}");
        }
        for (text, kind, is_own, is_box, is_answerable) in [
            ("Kommun@kommun.example", PartyKind::Address, true, true, true),
            ("anna.berg@kommun.example", PartyKind::Address, true, false, true),
            ("no-reply@kommun.example", PartyKind::Address, true, false, false),
            ("cecilia@example.se", PartyKind::Address, false, false, true),
            ("/O=EXAMPLE/CN=ANNA", PartyKind::Sender, false, false, false),
        ] {
            assert_eq!(organisation.by_mail(text, &mut normal), Some(kind), "{text}");
            let found = organisation.standing(kind, &normal);
            let expected = Standing { is_own, is_function_box: is_box, is_answerable };
            assert_eq!(found, expected, "{text}");
        }
        for text in ["", "<>", " ", "undisclosed-recipients:;"] {
            assert_eq!(organisation.by_mail(text, &mut normal), None, "{text}");
        }
    }

    #[test]
    fn an_organisation_that_says_nothing_owns_nothing() {
        let nothing = Organisation::default();
        assert!(nothing.is_empty() && !organisation().is_empty());
        let mut normal = String::new();
        let kind = nothing.by_phone("08-555 00 042", &mut normal).unwrap();
        assert!(!nothing.standing(kind, &normal).is_own);
        assert!(!nothing.owns_address("anna.berg@kommun.example"));
        assert!(!nothing.owns_address(""));
    }
}
