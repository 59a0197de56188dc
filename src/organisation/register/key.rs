//! Keys of a register: by what it knows somebody's department.

use crate::organisation::range::Span;
use crate::organisation::{Domain, ExtensionRange, Mailbox, NumberRange, number};
use crate::profile::fold::fold;

/// What kind of key a row of a register has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RegisterKind {
    /// A mailbox, or all of a domain: `@skola.example.se`.
    Mailbox,
    /// An extension, or a range of them: `1000..1099`.
    Extension,
    /// A queue of calls or of cases.
    Queue,
    /// A public number, a range of them, or a beginning: `08-555 00*`.
    Did,
    /// The code of a unit in a diarium or a case system.
    Unit,
    /// Somebody by address, number, user id or name.
    Person,
    /// Another spelling of a department.
    Department,
}

impl RegisterKind {
    /// Every kind, in order.
    pub const ALL: [Self; 7] = [
        Self::Mailbox,
        Self::Extension,
        Self::Queue,
        Self::Did,
        Self::Unit,
        Self::Person,
        Self::Department,
    ];

    /// Its word in a register.
    pub const fn id(self) -> &'static str {
        self.words()[0]
    }

    /// Its words; the first is the English one.
    const fn words(self) -> &'static [&'static str] {
        match self {
            Self::Mailbox => &["mailbox", "brevlåda", "funktionsbrevlåda", "e-post"],
            Self::Extension => &["extension", "anknytning"],
            Self::Queue => &["queue", "kö"],
            Self::Did => &["did", "direktnummer", "nummer"],
            Self::Unit => &["unit", "enhet", "enhetskod"],
            Self::Person => &["person", "handläggare"],
            Self::Department => &["department", "förvaltning"],
        }
    }

    /// The kind that a cell names, whatever its spelling.
    ///
    /// # Example
    /// ```
    /// use svarstid::organisation::RegisterKind;
    /// assert_eq!(RegisterKind::of("Brevlåda"), Some(RegisterKind::Mailbox));
    /// assert_eq!(RegisterKind::of("room"), None);
    /// ```
    pub fn of(cell: &str) -> Option<Self> {
        let cell = fold(cell);
        Self::ALL.into_iter().find(|kind| kind.words().iter().any(|word| fold(word) == cell))
    }
}

/// The key of a row.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// One text in its normal form.
    Exact(String),
    /// Many numbers.
    Range(Span),
    /// All mailboxes of a domain and below it.
    Domain(String),
}

impl Key {
    /// Reads the key of a row of `kind`.
    ///
    /// # Errors
    /// Why it is none, in one English clause.
    pub(super) fn parse(kind: RegisterKind, text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text.is_empty() {
            return Err("it is empty".to_owned());
        }
        let is_many = text.contains("..") || text.ends_with('*');
        match kind {
            RegisterKind::Mailbox => match text.strip_prefix('@') {
                Some(domain) => {
                    Domain::parse(domain).map(|domain| Self::Domain(domain.name().to_owned()))
                }
                None => Mailbox::parse(text).map(|address| Self::Exact(address.as_str().into())),
            },
            RegisterKind::Extension => {
                let range = ExtensionRange::parse(text)?;
                Ok(if is_many { Self::Range(range.span) } else { Self::Exact(text.to_owned()) })
            }
            RegisterKind::Did if is_many => {
                NumberRange::parse(text).map(|range| Self::Range(range.span))
            }
            RegisterKind::Did => {
                NumberRange::parse(text)?;
                Ok(Self::Exact(number_of(text).unwrap_or_default()))
            }
            RegisterKind::Person => Ok(Self::Exact(person(text))),
            RegisterKind::Queue | RegisterKind::Unit | RegisterKind::Department => {
                Ok(Self::Exact(code(text)))
            }
        }
    }
}

/// A person's key: an address or a number in its normal form, else a code.
fn person(text: &str) -> String {
    let address = text.contains('@').then(|| Mailbox::parse(text).ok()).flatten();
    match address {
        Some(address) => address.as_str().to_owned(),
        // A user id has no area code and no country's.
        None if text.starts_with(['+', '0']) => number_of(text).unwrap_or_else(|| code(text)),
        None => code(text),
    }
}

/// The normal form of a whole number.
fn number_of(text: &str) -> Option<String> {
    let mut normal = String::new();
    let spelt = number::phone(text, |_| false, &mut normal);
    (spelt == number::Spelt::Number).then_some(normal)
}

/// A code or a name as codes are compared: case and space do not matter, and all else does.
pub(super) fn code(text: &str) -> String {
    super::row::words(text).to_lowercase()
}
