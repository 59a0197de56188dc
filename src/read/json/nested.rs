//! Records of JSON with what they belong to: the case above its messages.

use serde_json::Value;

use super::stream::{Flow, each_record};
use crate::read::malformed::{Malformed, Notation};

/// How a path begins that leads upwards.
pub(super) const PARENT: &str = "../";

/// Shows `take` every record at `path` of every document in `text`, last in the list of what it
/// belongs to from the document on; lists on the way are no level of their own.
pub(super) fn each_nested(
    text: &str,
    path: &str,
    take: &mut dyn FnMut(&[&Value]),
) -> Result<(), Malformed> {
    let steps: Vec<&str> = path.split('.').filter(|step| !step.is_empty()).collect();
    let mut is_found = false;
    // Without a path, a list is its members: the document itself, or each of several.
    each_record(text, "", &mut |document| {
        is_found |= descend(&mut vec![&document], &steps, take);
        Flow::On
    })?;
    if is_found {
        return Ok(());
    }
    Err(Malformed::NoRecords { form: Notation::Json, line: 1, path: path.to_owned() })
}

/// Goes on from the last of `way` along `steps`; whether that leads anywhere.
fn descend<'v>(way: &mut Vec<&'v Value>, steps: &[&str], take: &mut dyn FnMut(&[&Value])) -> bool {
    let Some(&last) = way.last() else { return false };
    match (last, steps) {
        (Value::Array(members), _) => {
            way.pop();
            let mut is_found = steps.is_empty();
            for member in members {
                way.push(member);
                is_found |= descend(way, steps, take);
                way.pop();
            }
            way.push(last);
            is_found
        }
        (_, []) => {
            take(way);
            true
        }
        (Value::Object(members), [step, rest @ ..]) => {
            let Some(member) = members.get(*step) else { return false };
            way.push(member);
            let is_found = match member {
                // An empty list is one of nothing.
                Value::Null => rest.is_empty(),
                _ => descend(way, rest, take),
            };
            way.pop();
            is_found
        }
        _ => false,
    }
}
