//! Senders: by which forms of address the organisation's mails went out (guideline § 6).
//!
//! Addresses that are not its own are counted nowhere: mail from them is not its mail.

use super::gathered::Gathered;
use crate::organisation::SenderForm;

/// Who sent mails for the organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Senders {
    /// How many addresses of each form of its own, and how many mails they sent.
    pub by_form: Vec<(SenderForm, u64, u64)>,
    /// The addresses that are neither `namn.efternamn@` nor a known function box, with how
    /// many mails each; who sent most comes first.
    pub others: Vec<(String, u64)>,
}

impl Senders {
    /// Addresses that have not the form that the guideline demands, and the mails from them.
    pub fn wrong(&self) -> (u64, u64) {
        (self.others.len() as u64, self.others.iter().map(|(_, mails)| mails).sum())
    }
}

impl Gathered {
    /// Who sent mails for the organisation, by the form of the address.
    pub fn senders_by_form(&self) -> Senders {
        let organisation = self.parties.organisation();
        let mut senders = Senders::default();
        let own = SenderForm::ALL.into_iter().filter(|form| *form != SenderForm::NotOwn);
        senders.by_form = own.map(|form| (form, 0, 0)).collect();
        for (party, mails) in &self.senders {
            let address = self.parties.text(*party);
            let form = organisation.sender_form(&address);
            let known = senders.by_form.iter_mut().find(|(own, ..)| *own == form);
            if let Some((_, addresses, sum)) = known {
                *addresses += 1;
                *sum += mails;
            }
            if form == SenderForm::Other {
                senders.others.push((address.into_owned(), *mails));
            }
        }
        // Numbers of parties follow the order of files; addresses do not.
        senders.others.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        senders
    }
}
