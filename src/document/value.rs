//! Values: what a key of a document was given. Each function checks the type and complains about
//! the value's own place; what a value means is its reader's business.

use toml::Spanned;
use toml::de::DeValue;

use super::complaint::Complaints;
use super::suggest::shown;

/// A TOML value with its place.
pub(crate) type Value<'d> = Spanned<DeValue<'d>>;

/// Something that was read, and the byte where it begins.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Placed<T> {
    pub(crate) at: usize,
    pub(crate) value: T,
}

/// The string that the value of `key` is; `such_as` is an example in TOML.
pub(crate) fn text<'d>(
    key: &str,
    value: &'d Value<'d>,
    such_as: &str,
    complaints: &mut Complaints,
) -> Option<Placed<&'d str>> {
    match value.get_ref() {
        DeValue::String(text) => Some(Placed { at: value.span().start, value: text }),
        _ => refuse(key, value, "a string", such_as, complaints),
    }
}

/// The strings of the list that the value of `key` is; elements that are none are left out,
/// with a complaint.
pub(crate) fn texts<'d>(
    key: &str,
    value: &'d Value<'d>,
    such_as: &str,
    complaints: &mut Complaints,
) -> Option<Placed<Vec<Placed<&'d str>>>> {
    let elements = elements(key, value, such_as, complaints)?;
    let texts = elements.iter().filter_map(|element| match element.get_ref() {
        DeValue::String(text) => Some(Placed { at: element.span().start, value: &**text }),
        _ => {
            let place = format!("an element of \"{key}\"");
            let message = wrong_type_of(&place, element, "a string in a list", such_as);
            complaints.add(element.span().start, message);
            None
        }
    });
    Some(Placed { at: value.span().start, value: texts.collect() })
}

/// The strings of a list, or the one string that stands for a list of one.
pub(crate) fn text_or_texts<'d>(
    key: &str,
    value: &'d Value<'d>,
    such_as: &str,
    complaints: &mut Complaints,
) -> Option<Placed<Vec<Placed<&'d str>>>> {
    let at = value.span().start;
    match value.get_ref() {
        DeValue::String(text) => Some(Placed { at, value: vec![Placed { at, value: text }] }),
        DeValue::Array(_) => texts(key, value, such_as, complaints),
        _ => refuse(key, value, "a string or a list of strings", such_as, complaints),
    }
}

/// The elements of the list that the value of `key` is.
pub(crate) fn elements<'d>(
    key: &str,
    value: &'d Value<'d>,
    such_as: &str,
    complaints: &mut Complaints,
) -> Option<&'d [Value<'d>]> {
    match value.get_ref() {
        DeValue::Array(elements) => Some(elements),
        _ => refuse(key, value, "a list", such_as, complaints),
    }
}

/// The two elements of the list that the value of `key` is.
pub(crate) fn pair<'d>(
    key: &str,
    value: &'d Value<'d>,
    such_as: &str,
    complaints: &mut Complaints,
) -> Option<(&'d Value<'d>, &'d Value<'d>)> {
    match elements(key, value, such_as, complaints)? {
        [first, second] => Some((first, second)),
        elements => {
            let message = format!(
                "{} has {} elements, and must have two such as {such_as}",
                shown(key),
                elements.len()
            );
            complaints.add(value.span().start, message);
            None
        }
    }
}

/// What `true` or `false` the value of `key` is.
pub(crate) fn flag(key: &str, value: &Value<'_>, complaints: &mut Complaints) -> Option<bool> {
    match value.get_ref() {
        DeValue::Boolean(flag) => Some(*flag),
        _ => refuse(key, value, "true or false,", "true", complaints),
    }
}

/// The integer that the value of `key` is, from `least` on.
pub(crate) fn count(
    key: &str,
    value: &Value<'_>,
    least: u64,
    such_as: &str,
    complaints: &mut Complaints,
) -> Option<u64> {
    let DeValue::Integer(written) = value.get_ref() else {
        return refuse(key, value, "a number", such_as, complaints);
    };
    // What TOML cannot write again is no number of anything.
    let count = u64::from_str_radix(written.as_str(), written.radix()).ok();
    let count = count.filter(|count| (least..=i64::MAX as u64).contains(count));
    if count.is_none() {
        let message =
            format!("{} is {written}, and must be {least} or more, such as {such_as}", shown(key));
        complaints.add(value.span().start, message);
    }
    count
}

/// The number that the value of `key` is, with decimals or without.
pub(crate) fn number(key: &str, value: &Value<'_>, complaints: &mut Complaints) -> Option<f64> {
    let number = match value.get_ref() {
        DeValue::Integer(written) => {
            i64::from_str_radix(written.as_str(), written.radix()).ok().map(|whole| whole as f64)
        }
        DeValue::Float(written) => written.as_str().parse().ok(),
        _ => return refuse(key, value, "a number", "0", complaints),
    };
    let number = number.filter(|number: &f64| number.is_finite());
    if number.is_none() {
        let message = format!("{} is no number that a cell can be compared with", shown(key));
        complaints.add(value.span().start, message);
    }
    number
}

fn refuse<T>(
    key: &str,
    value: &Value<'_>,
    right: &str,
    such_as: &str,
    complaints: &mut Complaints,
) -> Option<T> {
    complaints.add(value.span().start, wrong_type(key, value, right, such_as));
    None
}

/// The message about a value of another type than `key` takes.
pub(crate) fn wrong_type(key: &str, value: &Value<'_>, right: &str, such_as: &str) -> String {
    wrong_type_of(&shown(key), value, right, such_as)
}

/// The same about what a message calls `place`.
pub(super) fn wrong_type_of(place: &str, value: &Value<'_>, right: &str, such_as: &str) -> String {
    let found = match value.get_ref() {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a float",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    };
    format!("{place} is {found}, and must be {right} such as {such_as}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::read_document;

    /// What `read` finds in the value of `x`, or the complaint.
    fn of<T>(
        toml: &str,
        read: impl Fn(&Value<'_>, &mut Complaints) -> Option<T>,
    ) -> Result<T, String> {
        let text = format!("x = {toml}");
        let found = read_document(&text, |document, complaints| {
            read(document.get("x").unwrap(), complaints)
        });
        match found {
            Ok(found) => Ok(found.unwrap()),
            Err(complaints) => Err(complaints[0].to_string()),
        }
    }

    #[test]
    fn a_count_is_a_whole_number_from_its_least_on() {
        let count = |toml| of(toml, |value, complaints| count("x", value, 1, "3", complaints));
        assert_eq!((count("1"), count("0x1f")), (Ok(1), Ok(31)));
        for (toml, message) in [
            ("0", "1:5: \"x\" is 0, and must be 1 or more, such as 3"),
            ("-2", "1:5: \"x\" is -2, and must be 1 or more, such as 3"),
            (
                "99999999999999999999",
                "1:5: \"x\" is 99999999999999999999, and must be 1 or more, such as 3",
            ),
            ("\"1\"", "1:5: \"x\" is a string, and must be a number such as 3"),
        ] {
            assert_eq!(count(toml), Err(message.to_owned()));
        }
    }

    #[test]
    fn a_number_may_have_decimals_and_ends_somewhere() {
        let number = |toml| of(toml, |value, complaints| number("x", value, complaints));
        assert_eq!((number("-1"), number("1.5")), (Ok(-1.0), Ok(1.5)));
        assert!(number("inf").unwrap_err().contains("no number"));
        assert!(number("true").unwrap_err().contains("a boolean"));
    }

    #[test]
    fn one_string_stands_for_a_list_of_one() {
        let texts = |toml| {
            of(toml, |value, complaints| {
                let found = text_or_texts("x", value, "\"a\"", complaints)?.value;
                Some(found.iter().map(|text| text.value.to_owned()).collect::<Vec<_>>())
            })
        };
        assert_eq!(texts("\"a\""), Ok(vec!["a".to_owned()]));
        assert_eq!(texts("[\"a\", \"b\"]"), Ok(vec!["a".to_owned(), "b".to_owned()]));
        assert!(texts("3").unwrap_err().contains("a string or a list of strings"));
        assert!(texts("[3]").unwrap_err().contains("an element of \"x\""));
    }

    #[test]
    fn a_pair_has_two_elements() {
        let pair =
            |toml| of(toml, |value, complaints| pair("x", value, "[0, 1]", complaints).map(|_| ()));
        assert_eq!(pair("[1, 2]"), Ok(()));
        assert!(pair("[1]").unwrap_err().contains("has 1 elements, and must have two"));
    }
}
