//! The forms of address that mails went out from, and the addresses that guideline § 6 does
//! not know. Addresses of the two right forms are never shown.

use crate::organisation::SenderForm;

use super::{Cell, Column, Lang, Report, Rows, Section, Table};

/// What a list of senders is made of.
#[derive(Clone, Debug)]
pub struct SendersFacts {
    /// How many own addresses of each form, and how many mails they sent.
    pub by_form: Vec<(SenderForm, u64, u64)>,
    /// Own addresses of neither right form, with how many mails each.
    pub others: Vec<(String, u64)>,
}

/// The senders for people: the forms, then the addresses to look into.
///
/// # Example
/// ```
/// use svarstid::report::{Lang, SendersFacts, senders_report};
/// let facts = SendersFacts { by_form: vec![], others: vec![("bygglov@example.se".into(), 3)] };
/// let report = senders_report(facts, Lang::English);
/// assert_eq!(report.tables[1].id, "senders");
/// ```
pub fn senders_report(facts: SendersFacts, lang: Lang) -> Report<'static> {
    let note = match lang {
        Lang::Swedish => {
            "Riktlinjen § 6: medarbetare och förtroendevalda skickar från namn.efternamn@ \
             kommunens domän; funktionslådor nämns i inställningarna ([organisation] \
             function_boxes). En adress som hör till en person är en personuppgift."
        }
        Lang::English => {
            "Guideline § 6: staff and elected representatives send from namn.efternamn@ the own \
             domain; the settings name function boxes ([organisation] function_boxes). The \
             address of a person is personal data."
        }
    };
    Report {
        schema: "svarstid.senders/1",
        lang,
        title: lang.pick("Avsändaradresser", "Sender addresses").to_owned(),
        lead: Vec::new(),
        facts: Vec::new(),
        tables: vec![forms_table(&facts, lang), others_table(facts, lang)],
        sections: vec![Section::prose(lang.pick("Att veta", "To know"), vec![note.to_owned()])],
        provenance: None,
    }
}

/// The senders for machines: the addresses first, since CSV writes one table.
pub fn senders_record(facts: SendersFacts, lang: Lang) -> Report<'static> {
    let mut report = senders_report(facts, lang);
    report.tables.reverse();
    report
}

fn forms_table(facts: &SendersFacts, lang: Lang) -> Table<'static> {
    let label = |form| match form {
        SenderForm::Personal => lang.pick("namn.efternamn@", "namn.efternamn@"),
        SenderForm::FunctionBox => lang.pick("känd funktionslåda", "known function box"),
        SenderForm::Other => lang.pick("annan egen adress", "other own address"),
        SenderForm::NotOwn => lang.pick("inte egen", "not own"),
    };
    let cells = |(form, addresses, mails): &(SenderForm, u64, u64)| {
        let term = Cell::Term { id: form.id().into(), label: label(*form).into() };
        vec![term, Cell::Count(*addresses), Cell::Count(*mails)]
    };
    Table::new(
        "forms",
        lang.pick("Adressernas form", "Forms of address").to_owned(),
        vec![
            Column::words("form", lang.pick("Form", "Form")),
            Column::numbers("addresses", lang.pick("Adresser", "Addresses")),
            Column::numbers("mails", lang.pick("Mejl", "Mails")),
        ],
        Rows::Kept(facts.by_form.iter().map(cells).collect()),
    )
}

fn others_table(facts: SendersFacts, lang: Lang) -> Table<'static> {
    let cells = |(address, mails)| vec![Cell::Text(address), Cell::Count(mails)];
    Table {
        is_optional: true,
        ..Table::new(
            "senders",
            lang.pick(
                "Varken namn.efternamn@ eller känd funktionslåda",
                "Neither namn.efternamn@ nor a known function box",
            )
            .to_owned(),
            vec![
                Column::words("address", lang.pick("Adress", "Address")),
                Column::numbers("mails", lang.pick("Mejl", "Mails")),
            ],
            Rows::Kept(facts.others.into_iter().map(cells).collect()),
        )
    }
}
