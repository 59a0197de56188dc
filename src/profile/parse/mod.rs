//! Parsing: a source profile from TOML, with every mistake at its place.
//!
//! What comes out is valid; nothing that uses a profile checks it again.

mod check;
mod condition;
mod detect;
mod input;
pub(super) mod keys;
mod moment;
mod pairing;
mod pattern;
mod rule;
mod scope;
mod span;
mod words;

use toml::de::DeTable;

use super::language::{Family, Format, Header, Input, Profile, Rule, Slot};
use crate::document::{
    Complaint, Complaints, Placed, Section, instead, known, read_document, shown,
};
use scope::Scope;

impl Profile {
    /// Reads a profile in TOML; `docs/profiles.md` tells the language.
    ///
    /// # Errors
    /// Every complaint in the order of the text; where it is not TOML, that alone.
    ///
    /// # Example
    /// ```
    /// use svarstid::profile::language::Profile;
    /// let text = r#"
    /// name = "letters"
    /// title = "The letters of the reception"
    /// family = "rows"
    /// [detect]
    /// header = ["Ankom", "Svar"]
    /// [fields]
    /// channel = "leter"
    /// received = { from = "Ankom", zone = "Europe/Stockholm" }
    /// answered = { from = "Svar" }
    /// "#;
    /// let complaints: Vec<String> =
    ///     Profile::parse(text).unwrap_err().iter().map(ToString::to_string).collect();
    /// assert_eq!(complaints[0], "8:11: unknown channel \"leter\"; did you mean \"letter\"?");
    /// assert!(complaints[1].starts_with("10:12: the rule of \"answered\" has no \"zone\""));
    /// ```
    pub fn parse(text: &str) -> Result<Self, Vec<Complaint>> {
        read_document(text, |document, complaints| read(text, false, document, complaints))
    }

    /// Reads a profile that [`Profile::parse`] takes, and leaves its patterns until they are
    /// asked.
    pub(super) fn parse_known(text: &str) -> Result<Self, Vec<Complaint>> {
        read_document(text, |document, complaints| read(text, true, document, complaints))
    }
}

/// The slots of `[fields]`.
#[derive(Default)]
struct Fields {
    /// Those that are given, with their places, in the order of the text.
    slots: Vec<(Slot, usize)>,
    /// Those whose rules are sound.
    rules: Vec<(Slot, Rule)>,
}

impl Fields {
    fn has(&self, slot: Slot) -> bool {
        self.slots.iter().any(|(given, _)| *given == slot)
    }
}

/// What the document says, as far as it can be understood.
fn read(
    text: &str,
    is_known: bool,
    document: &DeTable<'_>,
    complaints: &mut Complaints,
) -> Profile {
    let mut scope = Scope { is_known, ..Scope::default() };
    let top = Section::open("the profile", 0, document, &keys::PROFILE, complaints);
    let name = top.required("name", "\"ciceron-csv\"", complaints);
    if let Some(name) = name {
        check_name(name, complaints);
    }
    let title = top.required("title", "\"Ciceron diarium, handlingar as CSV\"", complaints);
    let version = top.text("version", "\"2026-03\"", complaints);
    let family = family(&top, complaints);
    let owned = |text: Option<Placed<&str>>| text.map(|text| text.value.to_owned());
    let mut profile = Profile {
        name: owned(name).unwrap_or_default(),
        title: owned(title).unwrap_or_default(),
        version: owned(version),
        family: family.clone().unwrap_or(Family::Rows),
        detect: detect::detect(&top, &scope, complaints),
        input: input::unsaid(),
        fields: Vec::new(),
        keep: Vec::new(),
        drop: Vec::new(),
        reject: Vec::new(),
        collapse: None,
        pairing: None,
        text: text.to_owned(),
    };
    if let Family::Refused { .. } = profile.family {
        let unused = keys::OF_READ.into_iter().filter_map(|key| Some((key, top.value(key)?)));
        for (key, value) in unused {
            let message = format!(
                "\"{key}\" in a profile that is refused; it has a name, a title, advice and \
                 [detect]"
            );
            complaints.add(value.span().start, message);
        }
        return profile;
    }
    profile.input = input::input(&top, &scope, complaints);
    detect::check(&top, family.as_ref(), &profile.input, complaints);
    scope.columns = columns(&profile.input);
    let fields = fields(&top, &mut scope, complaints);
    profile.keep = pairing::keep(&top, &scope, complaints);
    profile.drop = pairing::leave_out(&top, &scope, complaints);
    profile.reject = pairing::reject(&top, &scope, complaints);
    profile.collapse = pairing::collapse(&top, &scope, complaints);
    profile.pairing = pairing::pairing(&top, &scope, complaints);
    if let Some(family) = &family {
        check::check(family, &top, &fields, complaints);
    }
    profile.fields = fields.rules;
    profile
}

/// Whether a profile may be called so.
pub(crate) fn is_name(name: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let has_ends = !name.is_empty() && !name.starts_with('-') && !name.ends_with('-');
    has_ends && name.bytes().all(is_part)
}

fn check_name(name: Placed<&str>, complaints: &mut Complaints) {
    if !is_name(name.value) {
        let message = format!(
            "the name {} must be of lower-case letters, digits and dashes between them, such as \
             \"ciceron-csv\"",
            shown(name.value)
        );
        complaints.add(name.at, message);
    }
}

fn family(top: &Section<'_>, complaints: &mut Complaints) -> Option<Family> {
    const FAMILIES: [&str; 3] = ["rows", "events", "refused"];
    let word = top.required("family", "\"rows\"", complaints);
    let advice = top.text("advice", "\"export the list of contacts\"", complaints);
    let advice_of = advice.map(|advice| advice.value.trim()).unwrap_or_default();
    let word = word?;
    let found = match word.value {
        "rows" => Some(Family::Rows),
        "events" => Some(Family::Events),
        "refused" => Some(Family::Refused { advice: advice_of.to_owned() }),
        _ => None,
    };
    match (&found, advice) {
        (Some(Family::Refused { .. }), _) if advice_of.is_empty() => {
            let message = "a refused profile needs \"advice\": why it is of no use, and what to \
                           export instead";
            complaints.add(advice.map_or(word.at, |advice| advice.at), message);
        }
        (Some(Family::Rows | Family::Events), Some(advice)) => {
            let message = "\"advice\" is for refused profiles; write a # comment";
            complaints.add(advice.at, message);
        }
        _ => {}
    }
    let spellings = FAMILIES.map(|family| (family, family));
    known("family", word, found, spellings, FAMILIES, complaints)
}

/// The columns that the profile itself names, if they are all that it names.
fn columns(input: &Input) -> Option<Vec<String>> {
    match &input.format {
        Format::Table(form) => match &form.header {
            Header::None { columns, .. } if !columns.is_empty() => Some(columns.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// The slots and their rules. Conditions further on may name any slot that is given.
fn fields(top: &Section<'_>, scope: &mut Scope, complaints: &mut Complaints) -> Fields {
    const TITLE: &str = "[fields]";
    let mut fields = Fields::default();
    let mut values = Vec::new();
    for (key, value) in top.entries("fields", TITLE, complaints) {
        match Slot::from_id(key.value) {
            Some(slot) => {
                fields.slots.push((slot, key.at));
                values.push((slot, value));
            }
            None => {
                let ids = Slot::ALL.map(Slot::id);
                let end = instead(key.value, ids.map(|id| (id, id)), ids);
                let message = format!("unknown slot {} in {TITLE}; {end}", shown(key.value));
                complaints.add(key.at, message);
            }
        }
    }
    scope.slots = fields.slots.iter().map(|(slot, _)| *slot).collect();
    for (slot, value) in values {
        fields.rules.extend(rule::rule(slot, value, scope, complaints).map(|rule| (slot, rule)));
    }
    fields
}
