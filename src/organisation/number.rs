//! Phone numbers: every spelling of a number to one normal form.
//!
//! What a number is, and where its country code ends, the `phonenumber` crate knows. Here is
//! only what telephone systems write around numbers.

use std::fmt::{self, Write};

use phonenumber::country;

use super::address;
use crate::profile::fold::fold;

/// What a text in a number's place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelt {
    /// Nobody, or somebody who withheld the number.
    Nobody,
    /// A number: `+` and its digits.
    Number,
    /// A short number: an extension, or a code of the operator. Digits as they stand.
    Digits,
    /// An address of a telephone, such as `sip:anna.berg@example.se`.
    Address,
    /// Words: the name of a text sender, of a person, of a place in the dial plan.
    Name,
}

/// Digits alone up to this many are no number of the public network, which has an area code:
/// an extension or a code such as 112 or 1177.
const MOST_SHORT: usize = 6;

/// What systems write for a number that they do not have, folded.
const NOBODY: [&str; 35] = [
    "anonymous",
    "anonymous caller",
    "anonym",
    "anonymt",
    "unknown",
    "unknown number",
    "unknown caller",
    "unavailable",
    "not available",
    "withheld",
    "withheld number",
    "number withheld",
    "restricted",
    "blocked",
    "private",
    "private number",
    "private caller",
    "no caller id",
    "hidden",
    "hidden number",
    "hemligt nummer",
    "hemligt",
    "hemlig",
    "skyddat nummer",
    "skyddat",
    "skyddad",
    "dolt nummer",
    "dolt",
    "okant nummer",
    "okant",
    "okand",
    "null",
    "none",
    "n a",
    "nil",
];

/// What stands in front of a number, in lower case.
const SCHEMES: [&str; 8] =
    ["tel:", "sip:", "sips:", "whatsapp:", "sms:", "callto:", "ext.", "anknytning "];

/// The technologies in front of a channel's name in a PBX, in lower case.
const CHANNELS: [&str; 6] = ["sip/", "pjsip/", "iax2/", "dahdi/", "local/", "sccp/"];

/// Writes the normal form of the phone number `text` to `out`, which it empties before;
/// `is_extension` knows the short numbers of the organisation.
pub(super) fn phone(text: &str, is_extension: impl Fn(&str) -> bool, out: &mut String) -> Spelt {
    out.clear();
    let text = bare(text);
    if compact(without_extension(text), out) {
        let is_dialled_within = |digits: &str| digits.len() <= MOST_SHORT || is_extension(digits);
        if !out.starts_with('+') && is_dialled_within(out) {
            return Spelt::Digits;
        }
        if international(out) {
            return Spelt::Number;
        }
    }
    if text.contains('@') && address::normal(text, out) {
        // What telephones write for a caller without a number (RFC 3323).
        return if out.ends_with(".invalid") { Spelt::Nobody } else { Spelt::Address };
    }
    if !text.bytes().any(|byte| byte.is_ascii_digit()) && is_nobody(text) {
        return Spelt::Nobody;
    }
    out.clear();
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().flat_map(char::to_lowercase));
    }
    if out.is_empty() { Spelt::Nobody } else { Spelt::Name }
}

/// Writes the digits of `text` to `out`, behind a `+` where it has one; whether it has nothing
/// but what numbers are written with. The library gives up on some of it between the digits.
fn compact(text: &str, out: &mut String) -> bool {
    out.clear();
    // The trunk prefix that no one dials from abroad: `+46 (0)70`.
    let is_abroad = text.starts_with('+') || text.starts_with("00");
    let (head, tail) = match text.split_once("(0)") {
        Some(parts) if is_abroad => parts,
        _ => (text, ""),
    };
    for c in head.chars().chain(tail.chars()) {
        match c {
            '0'..='9' => out.push(c),
            '+' if out.is_empty() => out.push(c),
            c if is_between(c) => {}
            _ => return false,
        }
    }
    !out.is_empty()
}

/// Whether `c` stands between the digits of a number and means nothing.
fn is_between(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '-' | '(' | ')' | '/' | '.' | '\u{ad}' | '\u{200b}'..='\u{200f}')
        || matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{202a}'..='\u{202e}')
}

/// Gives compact digits their country code; whether they are a number.
fn international(digits: &mut String) -> bool {
    is_swedish(digits) || by_library(digits)
}

/// Whether compact digits are a Swedish number of usual length, which gets its country code:
/// most numbers of a log are, and the library takes a microsecond for each.
fn is_swedish(digits: &mut String) -> bool {
    let Some(number) = SwedishNumber::of_digits(digits.as_bytes()) else { return false };
    digits.clear();
    // A `String` takes everything that is written to it.
    let _ = write!(digits, "{number}");
    true
}

/// A Swedish number of usual length, known by the digits behind the country code.
///
/// # Example
/// ```
/// use svarstid::organisation::SwedishNumber;
/// let number = SwedishNumber::of_digits(b"0700000042").expect("a mobile number");
/// assert_eq!(SwedishNumber::of_digits(b"+46700000042"), Some(number));
/// assert_eq!(number.to_string(), "+46700000042");
/// assert_eq!(SwedishNumber::of_digits(b"112"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SwedishNumber(u32);

impl SwedishNumber {
    /// The number that these digits dial, in Sweden or with the country code in front, and
    /// nothing else beside them.
    #[inline]
    pub fn of_digits(text: &[u8]) -> Option<Self> {
        let national = match text {
            [b'+', b'4', b'6', national @ ..]
            | [b'0', b'0', b'4', b'6', national @ ..]
            | [b'0', national @ ..] => national,
            _ => return None,
        };
        // Nine digits fit, and as the first one is not 0 no two numbers share a value.
        if !(7..=9).contains(&national.len()) || national[0] == b'0' {
            return None;
        }
        let mut value = 0;
        for byte in national {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                return None;
            }
            value = value * 10 + u32::from(digit);
        }
        Some(Self(value))
    }

    /// The number itself, for those who keep many.
    pub(crate) const fn value(self) -> u32 {
        self.0
    }

    /// The number that gave this value.
    pub(crate) const fn of_value(value: u32) -> Self {
        Self(value)
    }
}

impl fmt::Display for SwedishNumber {
    /// Writes the normal form: `+46` and the digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "+46{}", self.0)
    }
}

fn by_library(digits: &mut String) -> bool {
    let Ok(found) = phonenumber::parse(Some(country::SE), digits.as_str()) else { return false };
    // Zeros in front belong to no number: whoever wrote them dialled something else.
    if found.national().zeros() > 0 {
        return false;
    }
    digits.clear();
    // A `String` takes everything that is written to it.
    let _ = write!(digits, "+{}{}", found.code().value(), found.national().value());
    true
}

/// The digits that a whole beginning of a number stands for, with the country's: `08-555 00`
/// is no number, so no library reads it.
pub(super) fn beginning(text: &str) -> Option<String> {
    let mut digits = String::new();
    if !compact(text.trim(), &mut digits) {
        return None;
    }
    let (country, rest) = if let Some(rest) = digits.strip_prefix('+') {
        ("", rest)
    } else if let Some(rest) = digits.strip_prefix("00") {
        ("", rest)
    } else {
        ("46", digits.strip_prefix('0')?)
    };
    (!rest.is_empty()).then(|| format!("{country}{rest}"))
}

/// A number in its normal form as people write it in Sweden: `08-555 000 42`, or `0045-…` for
/// another country's. No spreadsheet takes it for a number or a formula.
///
/// # Example
/// ```
/// use svarstid::organisation::readable_number;
/// assert_eq!(readable_number("+46855500042"), "08-555 000 42");
/// assert_eq!(readable_number("+4532000042"), "0045-32000042");
/// ```
pub fn readable_number(normal: &str) -> String {
    let Ok(number) = phonenumber::parse(Some(country::SE), normal) else {
        return normal.to_owned();
    };
    if number.code().value() != SWEDEN {
        return format!("00{}-{}", number.code().value(), number.national().value());
    }
    let national = number.format().mode(phonenumber::Mode::National).to_string();
    match national.contains('-') {
        true => national,
        // A number of unusual length, which the library has no form for.
        false => format!("0{}-{}", &normal[3..4], &normal[4..]),
    }
}

/// The country code of Sweden.
const SWEDEN: u16 = 46;

/// `text` without what systems write around a number.
fn bare(text: &str) -> &str {
    let is_around = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '\u{feff}');
    let mut text = text.trim_matches(is_around);
    // The number of `"Alice" <100>`.
    if let Some((_, inner)) = text.strip_suffix('>').and_then(|text| text.rsplit_once('<')) {
        text = inner.trim_matches(is_around);
    }
    while let Some(rest) = SCHEMES.iter().find_map(|scheme| after(text, scheme)) {
        text = rest.trim_start();
    }
    if let Some(rest) = CHANNELS.iter().find_map(|channel| after(text, channel)) {
        return channel_number(rest);
    }
    // Parameters of a URI, and the extension behind a number.
    text = text.split(';').next().unwrap_or(text).trim_end();
    match text.split_once('@') {
        Some((user, _)) if is_dialled(user) => user,
        _ => text,
    }
}

/// What is dialled on a channel such as `SIP/8007-0000001a` or `Local/1001@queue-00000003;1`.
fn channel_number(text: &str) -> &str {
    let text = text.split(['@', ';']).next().unwrap_or(text);
    match text.rsplit_once('-') {
        Some((number, call))
            if call.len() >= 8 && call.bytes().all(|byte| byte.is_ascii_hexdigit()) =>
        {
            number
        }
        _ => text,
    }
}

/// What follows `beginning`, which is in lower case, whatever the case of `text`.
fn after<'t>(text: &'t str, beginning: &str) -> Option<&'t str> {
    let head = text.get(..beginning.len())?;
    head.eq_ignore_ascii_case(beginning).then(|| &text[beginning.len()..])
}

/// Whether a text has digits, and nothing but what numbers are written with.
fn is_dialled(text: &str) -> bool {
    let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
    has_digit && text.chars().all(|c| c.is_ascii_digit() || c == '+' || is_between(c))
}

/// `08-555 00 100` of `08-555 00 100 ankn 12`: a call back goes to the number.
fn without_extension(text: &str) -> &str {
    const WORDS: [&str; 7] = ["", "ext", "x", "extension", "ankn", "anknytning", "anst"];
    let is_behind = |c: char| c.is_alphabetic() || matches!(c, ';' | ',' | '#');
    let Some(at) = text.find(is_behind) else { return text };
    let (number, behind) = text.split_at(at);
    let word = behind.trim_end_matches(|c: char| c.is_ascii_digit());
    let word = word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    let has_number = number.bytes().filter(u8::is_ascii_digit).count() > MOST_SHORT;
    let has_extension = behind.ends_with(|c: char| c.is_ascii_digit());
    if has_number && has_extension && WORDS.contains(&word.as_str()) {
        number.trim_end()
    } else {
        text
    }
}

fn is_nobody(text: &str) -> bool {
    // Words are longer only where they say more than that there is no number.
    const LONGEST: usize = 24;
    let is_short = text.len() <= LONGEST;
    let says_something = text.chars().any(char::is_alphanumeric);
    !says_something && !text.contains(['*', '#'])
        || is_short && NOBODY.contains(&fold(text).as_str())
}

#[cfg(test)]
mod tests;
