//! Conditions: what is asked of a row, nested as the profile writes it.

use super::keys;
use super::pattern::regex;
use super::scope::Scope;
use super::words::check_direction;
use crate::document::value::{elements, number, pair};
use crate::document::{Complaints, Placed, Section, Value, known};
use crate::profile::language::{Condition, Slot, Subject, Test};

/// How messages show a condition.
const EXAMPLE: &str = "{ column = \"status\", is = \"sent\" }";

/// The condition that the value of `key` is, written inline.
pub(super) fn inline(
    key: &str,
    value: &Value<'_>,
    scope: &Scope,
    complaints: &mut Complaints,
) -> Option<Condition> {
    let title = "a condition";
    let section = Section::inline(key, value, title, EXAMPLE, &keys::CONDITION, complaints)?;
    condition(&section, scope, complaints)
}

/// The condition that a table is; the table may have other keys besides.
pub(super) fn condition(
    section: &Section<'_>,
    scope: &Scope,
    complaints: &mut Complaints,
) -> Option<Condition> {
    let forms = ["all", "any", "not", "column", "field"];
    let mut given = forms.into_iter().filter_map(|form| Some((form, section.value(form)?)));
    let Some((form, value)) = given.next() else {
        let message = format!(
            "{} has no condition: a column or field with a test, such as {EXAMPLE}, or all, any \
             or not of several",
            section.title
        );
        complaints.add(section.at, message);
        return None;
    };
    if let Some((second, value)) = given.next() {
        let message =
            format!("\"{second}\" besides \"{form}\"; put the two in all = [ {{ … }}, {{ … }} ]");
        complaints.add(value.span().start, message);
        return None;
    }
    match form {
        "all" => list(form, value, scope, section, complaints).map(Condition::All),
        "any" => list(form, value, scope, section, complaints).map(Condition::Any),
        "not" => {
            no_tests(section, form, complaints);
            inline(form, value, scope, complaints).map(|one| Condition::Not(Box::new(one)))
        }
        _ => {
            let subject = subject(section, scope, complaints);
            let test = test(section, subject.as_ref(), scope, complaints);
            Some(Condition::Test { subject: subject?, test: test? })
        }
    }
}

fn list(
    key: &str,
    value: &Value<'_>,
    scope: &Scope,
    section: &Section<'_>,
    complaints: &mut Complaints,
) -> Option<Vec<Condition>> {
    no_tests(section, key, complaints);
    let elements = elements(key, value, &format!("[{EXAMPLE}]"), complaints)?;
    if elements.is_empty() {
        complaints.add(value.span().start, format!("\"{key}\" is empty, and asks nothing"));
    }
    let read = elements.iter().filter_map(|element| inline(key, element, scope, complaints));
    Some(read.collect())
}

fn no_tests(section: &Section<'_>, form: &str, complaints: &mut Complaints) {
    for (test, value) in keys::TESTS.iter().filter_map(|key| Some((key, section.value(key)?))) {
        let message = format!("\"{test}\" besides \"{form}\" tests nothing; it needs a column");
        complaints.add(value.span().start, message);
    }
}

fn subject(section: &Section<'_>, scope: &Scope, complaints: &mut Complaints) -> Option<Subject> {
    if let Some(columns) = section.text_or_texts("column", "\"status\"", complaints) {
        if columns.value.is_empty() {
            complaints.add(columns.at, "\"column\" names none");
        }
        let cells = scope.cells(&columns.value, complaints);
        return (!cells.is_empty()).then_some(Subject::Column(cells));
    }
    let word = section.text("field", "\"direction\"", complaints)?;
    let found = Slot::from_id(word.value);
    let ids = Slot::ALL.map(Slot::id);
    let slot = known("field", word, found, ids.map(|id| (id, id)), ids, complaints)?;
    if !scope.slots.contains(&slot) {
        let message = format!("the field \"{}\" has no rule in [fields]", slot.id());
        complaints.add(word.at, message);
        return None;
    }
    Some(Subject::Slot(slot))
}

/// The only test that a condition has.
fn test(
    section: &Section<'_>,
    subject: Option<&Subject>,
    scope: &Scope,
    complaints: &mut Complaints,
) -> Option<Test> {
    let mut given = keys::TESTS.into_iter().filter_map(|key| Some((key, section.value(key)?)));
    let Some((key, value)) = given.next() else {
        let message = format!("nothing is tested; write one of {}", keys::TESTS.join(", "));
        complaints.add(section.at, message);
        return None;
    };
    if let Some((second, value)) = given.next() {
        let message =
            format!("\"{second}\" besides \"{key}\"; put the two in all = [ {{ … }}, {{ … }} ]");
        complaints.add(value.span().start, message);
        return None;
    }
    let is_direction = subject == Some(&Subject::Slot(Slot::Direction));
    let check = |words: &[Placed<&str>], complaints: &mut Complaints| {
        for word in words.iter().filter(|_| is_direction) {
            check_direction(*word, complaints);
        }
        words.iter().map(|word| word.value.to_owned()).collect::<Vec<_>>()
    };
    match key {
        "is" => {
            let word = section.text(key, "\"sent\"", complaints)?;
            Some(Test::In(check(&[word], complaints)))
        }
        "in" | "not_in" => {
            let words = section.texts(key, "[\"sent\", \"delivered\"]", complaints)?;
            if words.value.is_empty() {
                complaints.add(words.at, format!("\"{key}\" is empty, and names no word"));
            }
            let words = check(&words.value, complaints);
            Some(if key == "in" { Test::In(words) } else { Test::NotIn(words) })
        }
        "matches" => {
            let pattern = section.text(key, "'^Dial'", complaints)?;
            regex(pattern, scope, complaints).map(Test::Matches)
        }
        "empty" | "present" => {
            let is_so = section.flag(key, complaints)?;
            Some(if is_so == (key == "empty") { Test::Empty } else { Test::Present })
        }
        "below" => number(key, value, complaints).map(Test::Below),
        "above" => number(key, value, complaints).map(Test::Above),
        _ => {
            let (least, most) = pair(key, value, "[1, 5]", complaints)?;
            let least = number(key, least, complaints)?;
            let most = number(key, most, complaints)?;
            if least > most {
                let message = format!("\"{key}\" begins at {least} and ends before, at {most}");
                complaints.add(value.span().start, message);
            }
            Some(Test::Between(least, most))
        }
    }
}
