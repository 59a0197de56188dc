//! Names in stamps: months, weekdays and halves of the day, in Swedish and English.
//!
//! Folded: lower case, å and ä as a, ö as o.

use super::cursor::Cursor;
use crate::calendar::Weekday;

/// The month, 1 to 12, of its name or of the name's first letters.
pub(super) fn month(word: &[u8]) -> Option<u32> {
    Some(match word {
        b"januari" | b"january" | b"jan" => 1,
        b"februari" | b"february" | b"feb" | b"febr" => 2,
        b"mars" | b"march" | b"mar" => 3,
        b"april" | b"apr" => 4,
        b"maj" | b"may" => 5,
        b"juni" | b"june" | b"jun" => 6,
        b"juli" | b"july" | b"jul" => 7,
        b"augusti" | b"august" | b"aug" => 8,
        b"september" | b"sept" | b"sep" => 9,
        b"oktober" | b"october" | b"okt" | b"oct" => 10,
        b"november" | b"nov" => 11,
        b"december" | b"dec" => 12,
        _ => return None,
    })
}

/// The weekday of its name or of the name's first letters.
pub(super) fn weekday(word: &[u8]) -> Option<Weekday> {
    Some(match word {
        b"mandag" | b"man" | b"monday" | b"mon" => Weekday::Monday,
        b"tisdag" | b"tis" | b"tuesday" | b"tues" | b"tue" => Weekday::Tuesday,
        b"onsdag" | b"ons" | b"wednesday" | b"wed" => Weekday::Wednesday,
        b"torsdag" | b"tors" | b"tor" | b"thursday" | b"thurs" | b"thur" | b"thu" => {
            Weekday::Thursday
        }
        b"fredag" | b"fre" | b"friday" | b"fri" => Weekday::Friday,
        b"lordag" | b"lor" | b"saturday" | b"sat" => Weekday::Saturday,
        b"sondag" | b"son" | b"sunday" | b"sun" => Weekday::Sunday,
        _ => return None,
    })
}

/// A half of the day, on a clock of twelve hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    /// AM, förmiddag
    Morning,
    /// PM, eftermiddag
    Afternoon,
}

impl Half {
    /// The hour at which it begins.
    pub(super) const fn first_hour(self) -> u32 {
        match self {
            Self::Morning => 0,
            Self::Afternoon => 12,
        }
    }
}

/// Steps over `AM`, `p.m.`, `fm` or `e.m.`.
pub(super) fn half(cursor: &mut Cursor) -> Option<Half> {
    let mut ahead = *cursor;
    let first = ahead.word()?;
    let is_dotted = first.bytes().len() == 1;
    let half = match first.bytes() {
        b"am" | b"a" | b"fm" | b"f" => Half::Morning,
        b"pm" | b"p" | b"em" | b"e" => Half::Afternoon,
        _ => return None,
    };
    if is_dotted && !(ahead.eat(b".") && ahead.any_of(b"mM").is_some() && ahead.eat(b".")) {
        return None;
    }
    *cursor = ahead;
    Some(half)
}
