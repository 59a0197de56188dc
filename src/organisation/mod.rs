//! The organisation: which numbers, addresses and departments are its own.
//!
//! It is data that the settings and the register give. Nothing here reads a file or knows an
//! event; whoever meets a party asks whose it is.

mod address;
mod number;
mod pairing;
mod party;
mod pseudonym;
mod range;
mod register;
mod sender;

pub use address::{Domain, Mailbox};
pub use number::{SwedishNumber, readable_number};
pub use pairing::PairingSettings;
pub use party::{PartyKind, Standing};
pub use pseudonym::{PseudonymKey, PseudonymKeyError};
pub use range::{ExtensionRange, NumberRange};
pub use register::{
    Post, Posts, Register, RegisterColumn, RegisterComplaint, RegisterKind, RegisterRow, RowPlace,
};
pub use sender::SenderForm;

/// What belongs to the organisation. Empty by default: then nothing is its own.
///
/// National numbers are read as Swedish ones (country 46).
///
/// # Example
/// ```
/// use svarstid::organisation::{Domain, NumberRange, Organisation};
/// let organisation = Organisation {
///     domains: vec![Domain::parse("example.se")?],
///     numbers: vec![NumberRange::parse("08-555 00 000..08-555 00 999")?],
///     ..Organisation::default()
/// };
/// assert!(organisation.owns_number("+46855500042"));
/// assert!(!organisation.owns_number("+46855501042"));
/// assert!(organisation.owns_address("anna.berg@skola.example.se"));
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Organisation {
    /// Mail domains.
    pub domains: Vec<Domain>,
    /// Public numbers.
    pub numbers: Vec<NumberRange>,
    /// Extensions: short numbers that only its own telephones dial.
    pub extensions: Vec<ExtensionRange>,
    /// Mailboxes of functions, such as `kommun@`: mail between them and officers is forwarding.
    pub function_boxes: Vec<Mailbox>,
}

impl Organisation {
    /// Whether a number in its normal form (`+46…`) is one of its own.
    pub fn owns_number(&self, number: &str) -> bool {
        self.numbers.iter().any(|range| range.contains(number))
    }

    /// Whether digits are an extension of its plan.
    pub fn has_extension(&self, digits: &str) -> bool {
        self.extensions.iter().any(|range| range.contains(digits))
    }

    /// Whether an address in its normal form is of one of its domains, or a function box.
    pub fn owns_address(&self, address: &str) -> bool {
        let domain = address.rsplit_once('@').map_or("", |(_, domain)| domain);
        self.domains.iter().any(|own| own.covers(domain)) || self.is_function_box(address)
    }

    /// Whether an address in its normal form is a function box.
    pub fn is_function_box(&self, address: &str) -> bool {
        self.function_boxes.iter().any(|own| own.as_str() == address)
    }

    /// Whether nothing is known to be its own: internal and external cannot be told apart.
    pub fn is_empty(&self) -> bool {
        self.domains.is_empty()
            && self.numbers.is_empty()
            && self.extensions.is_empty()
            && self.function_boxes.is_empty()
    }
}
