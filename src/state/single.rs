//! Contacts that are kept one by one, because a later row or a later as-of may change them.

use crate::contact::{Channel, Contact, DepartmentId, Moment, Origin};

use super::cell::exemption_id;
use super::fingerprint::Fingerprint;

/// A contact as one audit told it, without its id and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Single {
    /// Which of the state's audits told it.
    pub saved: u32,
    /// What it is known by, where it had an id and there was a key.
    pub fingerprint: Option<Fingerprint>,
    /// When it came in.
    pub received: Moment,
    /// When the answer went out.
    pub answered: Option<Moment>,
    /// The way it came in.
    pub channel: Channel,
    /// Whose question it is.
    pub origin: Origin,
    /// The department with its board, as a number of the state's.
    pub department: u32,
    /// Why it is exempt, as a number of the state's.
    pub reason: Option<u32>,
    /// How many contacts are just the same; one where there is a fingerprint.
    pub count: u64,
}

impl Single {
    /// The contact, whose department and reason have the numbers of the state.
    pub fn contact(&self) -> Contact {
        let department = DepartmentId(self.department);
        let contact =
            Contact::new(self.received, self.answered, self.channel, self.origin, department);
        contact.exempt_for(self.reason.map(exemption_id))
    }

    /// What tells two of one state apart, and the order that they are kept in.
    pub(super) fn order(&self) -> impl Ord + use<> {
        let stamp = |moment: Moment| (moment.instant, moment.precision);
        (
            self.saved,
            stamp(self.received),
            self.fingerprint,
            self.answered.map(stamp),
            (self.channel, self.origin, self.department, self.reason),
        )
    }
}
