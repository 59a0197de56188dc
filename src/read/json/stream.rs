//! The records of a JSON text, one after the other.
//!
//! Depth is bounded by the parser, whose recursion limit stays on; what is skipped is skipped
//! without recursion.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::read::lines::breaks;
use crate::read::malformed::{Malformed, Notation};

/// Whether more records are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    On,
    Enough,
}

/// Shows `take` every record at `path` of every document in `text`, until it has enough.
pub(super) fn each_record(
    text: &str,
    path: &str,
    take: &mut dyn FnMut(Value) -> Flow,
) -> Result<(), Malformed> {
    let steps: Vec<&str> = path.split('.').filter(|step| !step.is_empty()).collect();
    let mut rest = text;
    let mut line = 1;
    let mut flow = Flow::On;
    // A file without any document is broken.
    let mut is_begun = false;
    loop {
        let document = rest.trim_ascii_start();
        line += breaks(&rest.as_bytes()[..rest.len() - document.len()]);
        if document.is_empty() && is_begun {
            return Ok(());
        }
        is_begun = true;
        let mut parser = serde_json::Deserializer::from_str(document);
        let mut until_enough = |record| {
            flow = take(record);
            flow
        };
        let records = Records { path: &steps, take: &mut until_enough };
        let is_found = match records.deserialize(&mut parser) {
            Err(_) if flow == Flow::Enough => return Ok(()),
            Err(error) => return Err(told(&error, line)),
            Ok(is_found) => is_found,
        };
        if !is_found {
            return Err(Malformed::NoRecords { form: Notation::Json, line, path: path.to_owned() });
        }
        let used = parser.into_iter::<IgnoredAny>().byte_offset();
        line += breaks(&document.as_bytes()[..used]);
        rest = &document[used..];
    }
}

/// What the parser complains of in a document that begins on `line`.
fn told(error: &serde_json::Error, line: u64) -> Malformed {
    let place = format!(" at line {} column {}", error.line(), error.column());
    Malformed::Syntax {
        form: Notation::Json,
        line: line + (error.line() as u64).saturating_sub(1),
        what: error.to_string().replace(&place, ""),
    }
}

/// Reads one value: the way to the records, or what holds them. Tells whether it led there.
struct Records<'r> {
    path: &'r [&'r str],
    take: &'r mut dyn FnMut(Value) -> Flow,
}

impl Records<'_> {
    fn give<E: serde::de::Error>(&mut self, record: Value) -> Result<(), E> {
        match (self.take)(record) {
            Flow::On => Ok(()),
            Flow::Enough => Err(E::custom("enough")),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Records<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Records<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<bool, A::Error> {
        let Some((first, rest)) = self.path.split_first() else {
            let record = Value::deserialize(MapAccessDeserializer::new(map))?;
            self.give(record)?;
            return Ok(true);
        };
        let mut is_found = false;
        while let Some(key) = map.next_key::<Cow<'_, str>>()? {
            if key == *first {
                is_found |= map.next_value_seed(Records { path: rest, take: self.take })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(is_found)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<bool, A::Error> {
        if self.path.is_empty() {
            while let Some(record) = list.next_element()? {
                self.give(record)?;
            }
            return Ok(true);
        }
        // A list on the way: of pages, say.
        let mut is_found = false;
        while let Some(found) =
            list.next_element_seed(Records { path: self.path, take: self.take })?
        {
            is_found |= found;
        }
        Ok(is_found)
    }

    /// No list where one may be is a list of nothing.
    fn visit_unit<E>(self) -> Result<bool, E> {
        Ok(self.path.is_empty())
    }

    fn visit_bool<E>(self, _: bool) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_i64<E>(self, _: i64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_u64<E>(self, _: u64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_f64<E>(self, _: f64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_str<E>(self, _: &str) -> Result<bool, E> {
        Ok(false)
    }
}
