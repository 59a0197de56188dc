//! Contacts: one question that somebody is owed an answer to, small enough to keep millions.
//!
//! Nothing here knows a file, a rule or a word of any language but the names of its values.

use std::fmt;

use crate::calendar::{Instant, ShortInstant};

/// The way a contact came in, in the order in which reports list them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Channel {
    /// A telephone call.
    Phone,
    /// A text message.
    Sms,
    /// An e-mail.
    Email,
    /// A letter on paper.
    Letter,
    /// A visit in person.
    Visit,
    /// A chat.
    Chat,
    /// A web form or e-service.
    Web,
    /// Social media.
    Social,
}

impl Channel {
    /// Every channel, in order.
    pub const ALL: [Self; 8] = [
        Self::Phone,
        Self::Sms,
        Self::Email,
        Self::Letter,
        Self::Visit,
        Self::Chat,
        Self::Web,
        Self::Social,
    ];

    /// The code that settings and machine formats use.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Sms => "sms",
            Self::Email => "email",
            Self::Letter => "letter",
            Self::Visit => "visit",
            Self::Chat => "chat",
            Self::Web => "web",
            Self::Social => "social",
        }
    }

    /// The Swedish name.
    pub const fn swedish(self) -> &'static str {
        match self {
            Self::Phone => "telefon",
            Self::Sms => "sms",
            Self::Email => "e-post",
            Self::Letter => "brev",
            Self::Visit => "besök",
            Self::Chat => "chatt",
            Self::Web => "webb",
            Self::Social => "sociala medier",
        }
    }

    /// The English name.
    pub const fn english(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Sms => "SMS",
            Self::Email => "e-mail",
            Self::Letter => "letter",
            Self::Visit => "visit",
            Self::Chat => "chat",
            Self::Web => "web",
            Self::Social => "social media",
        }
    }

    /// Whether the guideline sets a deadline for it (§ 4.1, 5, 6, 7).
    pub const fn is_regulated(self) -> bool {
        matches!(self, Self::Phone | Self::Sms | Self::Email | Self::Letter)
    }
}

/// Whose question it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// A customer's.
    External,
    /// A colleague's.
    Internal,
}

impl Origin {
    /// Both origins, in order.
    pub const ALL: [Self; 2] = [Self::External, Self::Internal];

    /// The code that settings and machine formats use.
    pub const fn id(self) -> &'static str {
        match self {
            Self::External => "external",
            Self::Internal => "internal",
        }
    }

    /// The Swedish name.
    pub const fn swedish(self) -> &'static str {
        match self {
            Self::External => "extern",
            Self::Internal => "intern",
        }
    }

    /// The English name.
    pub const fn english(self) -> &'static str {
        self.id()
    }
}

impl fmt::Display for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// How exactly a stamp is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// To the second.
    Second,
    /// A bare date.
    Day,
}

/// When something happened, and how exactly that is known.
///
/// A bare date is the first instant of its day in the zone of the audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    /// The instant, or the first instant of the day.
    pub instant: Instant,
    /// To the second, or a bare date.
    pub precision: Precision,
}

impl Moment {
    /// A moment known to the second.
    pub const fn second(instant: Instant) -> Self {
        Self { instant, precision: Precision::Second }
    }

    /// A bare date whose first instant is `midnight`.
    pub const fn day(midnight: Instant) -> Self {
        Self { instant: midnight, precision: Precision::Day }
    }

    /// Whether only the date is known.
    pub const fn is_bare_date(self) -> bool {
        matches!(self.precision, Precision::Day)
    }
}

/// A department, as an index into the run's list of names; 0 is the one without a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DepartmentId(pub u32);

impl DepartmentId {
    /// The group of contacts whose department cell is empty.
    pub const UNSTATED: Self = Self(0);
}

/// Why a contact is exempt, as an index into the run's list of reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExemptionId(pub u16);

/// How the answer to a contact was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pairing {
    /// In the contact's own row or call.
    Direct,
    /// In another row, by a key that is surely the contact's: number, Message-ID, case.
    Exact,
    /// In another row, by swapped parties and the same subject.
    Inferred,
    /// There is no answer.
    None,
}

impl Pairing {
    /// Every kind, in order.
    pub const ALL: [Self; 4] = [Self::Direct, Self::Exact, Self::Inferred, Self::None];

    /// The code that settings and machine formats use.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Exact => "exact",
            Self::Inferred => "inferred",
            Self::None => "none",
        }
    }

    /// The Swedish name.
    pub const fn swedish(self) -> &'static str {
        match self {
            Self::Direct => "direkt",
            Self::Exact => "säker",
            Self::Inferred => "härledd",
            Self::None => "inget svar",
        }
    }

    /// The English name.
    pub const fn english(self) -> &'static str {
        match self {
            Self::None => "no answer",
            other => other.id(),
        }
    }
}

/// One contact: 16 bytes, no heap.
///
/// Instants are kept as [`ShortInstant`]s, which hold every stamp of 1990-2099.
///
/// # Example
/// ```
/// use svarstid::calendar::Instant;
/// use svarstid::contact::{Channel, Contact, DepartmentId, Moment, Origin};
/// let received = Moment::second(Instant::from_unix_seconds(1_781_787_600));
/// let contact = Contact::new(received, None, Channel::Email, Origin::External, DepartmentId(3));
/// assert_eq!(contact.received(), received);
/// assert_eq!(contact.answered(), None);
/// assert_eq!(std::mem::size_of::<Contact>(), 16);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Contact {
    received: ShortInstant,
    answered: Option<ShortInstant>,
    department: DepartmentId,
    /// `NOT_EXEMPT` or the reason's index.
    exemption: u16,
    channel: Channel,
    flags: u8,
}

const NOT_EXEMPT: u16 = u16::MAX;
const INTERNAL: u8 = 1;
const RECEIVED_IS_DATE: u8 = 2;
const ANSWERED_IS_DATE: u8 = 4;
const PAIRED_EXACTLY: u8 = 8;
const PAIRED_BY_INFERENCE: u8 = 16;

impl Contact {
    /// A contact that is not exempt. Both moments must lie in 1990-2099.
    #[inline]
    pub fn new(
        received: Moment,
        answered: Option<Moment>,
        channel: Channel,
        origin: Origin,
        department: DepartmentId,
    ) -> Self {
        let mut contact = Self {
            received: ShortInstant::new(received.instant),
            answered: None,
            department,
            exemption: NOT_EXEMPT,
            channel,
            flags: u8::from(origin == Origin::Internal) * INTERNAL
                + u8::from(received.is_bare_date()) * RECEIVED_IS_DATE,
        };
        contact.set_answered(answered);
        contact
    }

    /// The same contact, exempt for `reason` (or not exempt for `None`).
    #[must_use]
    pub const fn exempt_for(mut self, reason: Option<ExemptionId>) -> Self {
        self.exemption = match reason {
            Some(ExemptionId(index)) => index,
            None => NOT_EXEMPT,
        };
        self
    }

    /// The same contact, whose answer another department owed.
    #[inline]
    #[must_use]
    pub const fn owed_by(self, department: DepartmentId) -> Self {
        Self { department, ..self }
    }

    /// Sets or removes the answer.
    #[inline]
    pub fn set_answered(&mut self, answered: Option<Moment>) {
        self.flags &= !ANSWERED_IS_DATE;
        self.answered = answered.map(|moment| {
            self.flags |= u8::from(moment.is_bare_date()) * ANSWERED_IS_DATE;
            ShortInstant::new(moment.instant)
        });
    }

    /// The same contact, whose answer was found in another row.
    #[must_use]
    pub const fn paired(mut self, pairing: Pairing) -> Self {
        self.flags &= !(PAIRED_EXACTLY | PAIRED_BY_INFERENCE);
        self.flags |= match pairing {
            Pairing::Direct | Pairing::None => 0,
            Pairing::Exact => PAIRED_EXACTLY,
            Pairing::Inferred => PAIRED_BY_INFERENCE,
        };
        self
    }

    /// How its answer was found.
    #[inline]
    pub const fn pairing(&self) -> Pairing {
        match self.flags & (PAIRED_EXACTLY | PAIRED_BY_INFERENCE) {
            _ if self.answered.is_none() => Pairing::None,
            PAIRED_EXACTLY => Pairing::Exact,
            PAIRED_BY_INFERENCE => Pairing::Inferred,
            _ => Pairing::Direct,
        }
    }

    /// When the contact came in.
    #[inline]
    pub const fn received(&self) -> Moment {
        moment(self.received, self.flags & RECEIVED_IS_DATE != 0)
    }

    /// When the answer went out, if it did.
    #[inline]
    pub const fn answered(&self) -> Option<Moment> {
        match self.answered {
            None => None,
            Some(short) => Some(moment(short, self.flags & ANSWERED_IS_DATE != 0)),
        }
    }

    /// The way it came in.
    #[inline]
    pub const fn channel(&self) -> Channel {
        self.channel
    }

    /// Whose question it is.
    #[inline]
    pub const fn origin(&self) -> Origin {
        if self.flags & INTERNAL == 0 { Origin::External } else { Origin::Internal }
    }

    /// Who owed the answer.
    #[inline]
    pub const fn department(&self) -> DepartmentId {
        self.department
    }

    /// Why it is exempt, if it is.
    #[inline]
    pub const fn exemption(&self) -> Option<ExemptionId> {
        match self.exemption {
            NOT_EXEMPT => None,
            index => Some(ExemptionId(index)),
        }
    }
}

#[inline]
const fn moment(short: ShortInstant, is_date: bool) -> Moment {
    if is_date { Moment::day(short.instant()) } else { Moment::second(short.instant()) }
}

#[cfg(test)]
mod tests;
