//! Records that are wrong as a whole, before any of their cells is looked at.

use crate::fault::{Code, Fault, Place};
use crate::read::{Encoding, Records};

/// What is wrong with the record as a whole, if anything is.
#[inline]
pub(super) fn record_fault(table: &Records, place: Place) -> Option<Fault> {
    if !table.is_undecodable() && table.width_fault().is_none() {
        return None;
    }
    let detected = table.detected();
    let fault =
        |code, message| Fault { place, column: String::new(), code, shape: String::new(), message };
    if table.is_undecodable() {
        let right = match detected.encoding {
            Encoding::Windows1252 => "save the file as UTF-8, or say --encoding utf-8",
            Encoding::Utf8 => "save the file as UTF-8, or say --encoding windows-1252",
            Encoding::Utf16Le | Encoding::Utf16Be => {
                "if the file is cut short, export it again; best as UTF-8"
            }
        };
        return Some(fault(
            Code::UndecodableText,
            format!("the record has bytes that {} does not know; {right}", detected.encoding.id()),
        ));
    }
    let found = table.width_fault()?;
    let fields = if found == 1 { "field" } else { "fields" };
    let expected = detected.header.len();
    let lines = table.raw().iter().filter(|byte| **byte == b'\n').count();
    let hint = match lines {
        0 if found > expected => {
            let delimiter = detected.delimiter.escape_default();
            format!(" (does a text hold a \"{delimiter}\" without quotes around it?)")
        }
        0 => String::new(),
        lines => format!(" (the record runs over {} lines: is a quote left open?)", lines + 1),
    };
    Some(fault(
        Code::WrongFieldCount,
        format!("{found} {fields}{hint}; expected {expected} as in the header"),
    ))
}
