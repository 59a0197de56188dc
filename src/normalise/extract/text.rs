//! Texts of slots: where they come from in a row, and the steps up to what they mean.

use std::borrow::Cow;
use std::cell::RefCell;

use regex::Regex;
use rustc_hash::FxHashMap;

use super::columns::Header;
use crate::normalise::row::meant;
use crate::normalise::{WordMap, trimmed};
use crate::profile::language::{KeyKind, Piece, Rule, Text, Unknown, Words};

/// The direction of a row as far as its own words tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It came in.
    In,
    /// It went out.
    Out,
    /// It stayed within the organisation.
    Internal,
    /// It neither came in nor went out.
    Neither,
}

impl Way {
    /// The way that a word of a profile means.
    pub(super) fn of(word: &[u8]) -> Option<Self> {
        Some(match word {
            b"in" => Self::In,
            b"out" => Self::Out,
            b"internal" => Self::Internal,
            b"none" => Self::Neither,
            _ => return None,
        })
    }
}

/// What a word means by the profile's map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning<'r> {
    /// This text.
    Text(Cow<'r, [u8]>),
    /// The map does not know it, and the row is to be rejected.
    Unknown(Cow<'r, [u8]>),
    /// The map does not know it, and the row is to be ignored.
    Dropped,
}

/// How the text of one slot is got from the rows of one file.
#[derive(Debug)]
pub(super) struct TextOf {
    source: Source,
    pattern: Option<Regex>,
    substr: Option<(usize, usize)>,
    split: Vec<String>,
    words: Option<WordsOf>,
    /// What kind of key it is.
    pub(super) kind: KeyKind,
    /// The column as the file names it, for messages.
    pub(super) column: String,
}

#[derive(Debug)]
enum Source {
    /// The file has none of its columns.
    Nothing,
    Constant(Vec<u8>),
    Column(usize),
    Coalesce(Vec<usize>),
    Template(Vec<Part>),
    ByWay {
        incoming: Vec<usize>,
        outgoing: Vec<usize>,
        other: Vec<usize>,
    },
}

#[derive(Debug)]
enum Part {
    Text(Vec<u8>),
    Column(usize),
}

impl TextOf {
    /// For files with this header.
    pub(super) fn new(rule: &Rule, header: &Header) -> Self {
        let source = source(&rule.source, header);
        let column = match &source {
            Source::Column(at) => header.name(*at).to_owned(),
            Source::Coalesce(all) | Source::ByWay { incoming: all, .. } => {
                all.first().map(|at| header.name(*at).to_owned()).unwrap_or_default()
            }
            _ => String::new(),
        };
        Self {
            source,
            pattern: rule.pattern.clone(),
            substr: rule.substr,
            split: rule.split.clone(),
            words: rule.words.as_ref().map(WordsOf::new),
            kind: rule.kind,
            column,
        }
    }

    /// Whether the file has nothing that it could come from.
    pub(super) fn is_nothing(&self) -> bool {
        matches!(self.source, Source::Nothing)
    }

    /// The text before its words are looked up; empty for none.
    #[inline]
    pub(super) fn raw<'r>(
        &'r self,
        row: &impl Fn(usize) -> Option<&'r [u8]>,
        nulls: &[String],
        way: Option<Way>,
    ) -> Cow<'r, [u8]> {
        let cell = |at: usize| row(at).map_or(&b""[..], |cell| meant(cell, nulls));
        let first = |all: &[usize]| {
            all.iter().map(|at| cell(*at)).find(|cell| !cell.is_empty()).unwrap_or_default()
        };
        let text: Cow<'r, [u8]> = match &self.source {
            Source::Nothing => return Cow::Borrowed(b""),
            Source::Constant(text) => return Cow::Borrowed(text),
            Source::Column(at) => Cow::Borrowed(cell(*at)),
            Source::Coalesce(all) => Cow::Borrowed(first(all)),
            Source::ByWay { incoming, outgoing, other } => Cow::Borrowed(first(match way {
                Some(Way::In) => incoming,
                Some(Way::Out) => outgoing,
                _ => other,
            })),
            Source::Template(parts) => template(parts, cell),
        };
        if self.pattern.is_none() && self.substr.is_none() && self.split.is_empty() {
            return text;
        }
        self.cut(text, nulls)
    }

    /// What the text means.
    #[inline]
    pub(super) fn meaning<'r>(
        &'r self,
        row: &impl Fn(usize) -> Option<&'r [u8]>,
        nulls: &[String],
        way: Option<Way>,
    ) -> Meaning<'r> {
        let text = self.raw(row, nulls, way);
        match &self.words {
            None => Meaning::Text(text),
            Some(words) => words.meaning(text),
        }
    }

    /// Pattern, substring and split, in this order.
    fn cut<'r>(&self, text: Cow<'r, [u8]>, nulls: &[String]) -> Cow<'r, [u8]> {
        let whole = String::from_utf8_lossy(&text).into_owned();
        let mut part = whole.as_str();
        if let Some(pattern) = &self.pattern {
            let found = pattern.captures(part);
            part = found.and_then(|groups| groups.get(1)).map_or("", |group| group.as_str());
        }
        if let Some((from, end)) = self.substr {
            part = characters(part, from, end);
        }
        let cut = match &self.split[..] {
            [] => part.to_owned(),
            [outer, inner @ ..] => {
                let parts = part.split(outer.as_str()).map(|part| {
                    inner.iter().fold(part, |part, by| part.split(by.as_str()).next().unwrap_or(""))
                });
                let parts: Vec<&str> = parts.map(str::trim).filter(|p| !p.is_empty()).collect();
                parts.join(";")
            }
        };
        Cow::Owned(meant(cut.as_bytes(), nulls).to_vec())
    }
}

fn source(text: &Text, header: &Header) -> Source {
    let some =
        |all: Vec<usize>| if all.is_empty() { Source::Nothing } else { Source::Coalesce(all) };
    match text {
        Text::Constant(text) => Source::Constant(text.clone().into_bytes()),
        Text::Column(cells) => header.first(cells).map_or(Source::Nothing, Source::Column),
        Text::Coalesce(cells) => some(header.all(cells)),
        Text::ByDirection { incoming, outgoing, other } => {
            let [incoming, outgoing, other] = [incoming, outgoing, other].map(|c| header.all(c));
            if incoming.is_empty() && outgoing.is_empty() && other.is_empty() {
                return Source::Nothing;
            }
            Source::ByWay { incoming, outgoing, other }
        }
        Text::Template(pieces) => {
            let parts = pieces.iter().map(|piece| match piece {
                Piece::Text(text) => Some(Part::Text(text.clone().into_bytes())),
                Piece::Cell(cell) => header.find(cell).map(Part::Column),
            });
            parts.collect::<Option<Vec<Part>>>().map_or(Source::Nothing, Source::Template)
        }
    }
}

/// The pieces one after the other; empty where any column is.
fn template<'r>(parts: &[Part], cell: impl Fn(usize) -> &'r [u8]) -> Cow<'r, [u8]> {
    let mut out = Vec::new();
    for part in parts {
        match part {
            Part::Text(text) => out.extend_from_slice(text),
            Part::Column(at) => match cell(*at) {
                b"" => return Cow::Borrowed(b""),
                text => out.extend_from_slice(text),
            },
        }
    }
    Cow::Owned(out)
}

/// Characters from the one to before the other, as far as there are any.
fn characters(text: &str, from: usize, end: usize) -> &str {
    let at = |n: usize| text.char_indices().nth(n).map_or(text.len(), |(at, _)| at);
    let (begin, end) = (at(from), at(end));
    text.get(begin..end).unwrap_or("")
}

/// A profile's words, with the spellings met so far.
#[derive(Debug)]
struct WordsOf {
    exact: WordMap<u16>,
    meanings: Vec<Vec<u8>>,
    patterns: Vec<(Regex, u16)>,
    empty: Option<Vec<u8>>,
    unknown: Unknown,
    seen: RefCell<FxHashMap<Box<[u8]>, Option<u16>>>,
}

impl WordsOf {
    /// Spellings that are remembered. A column of free text must not fill the memory.
    const REMEMBERED: usize = 4096;

    fn new(words: &Words) -> Self {
        let mut meanings: Vec<Vec<u8>> = Vec::new();
        let mut number = |meaning: &str| {
            let known = meanings.iter().position(|known| known == meaning.as_bytes());
            let at = known.unwrap_or(meanings.len());
            if at == meanings.len() {
                meanings.push(meaning.as_bytes().to_vec());
            }
            at as u16
        };
        let mut exact = WordMap::empty();
        for (word, meaning) in &words.exact {
            exact = exact.with(word, number(meaning));
        }
        let patterns = words.patterns.iter().map(|(p, meaning)| (p.clone(), number(meaning)));
        let patterns = patterns.collect();
        Self {
            exact,
            patterns,
            meanings,
            empty: words.empty.as_ref().map(|word| word.clone().into_bytes()),
            unknown: words.unknown.clone(),
            seen: RefCell::default(),
        }
    }

    fn meaning<'r>(&'r self, text: Cow<'r, [u8]>) -> Meaning<'r> {
        if text.is_empty() {
            if let Some(word) = &self.empty {
                return Meaning::Text(Cow::Borrowed(word));
            }
            // An empty cell is no word; a slot that has to say something complains itself.
            return Meaning::Text(text);
        }
        if let Some(number) = self.number(&text) {
            return Meaning::Text(Cow::Borrowed(&self.meanings[usize::from(number)]));
        }
        match &self.unknown {
            Unknown::Reject => Meaning::Unknown(text),
            Unknown::Drop => Meaning::Dropped,
            Unknown::Keep => Meaning::Text(text),
            Unknown::Means(word) => Meaning::Text(Cow::Borrowed(word.as_bytes())),
        }
    }

    fn number(&self, text: &[u8]) -> Option<u16> {
        if let Some(known) = self.seen.borrow().get(text) {
            return *known;
        }
        let number = self.exact.get(text).or_else(|| {
            let text = String::from_utf8_lossy(text);
            let found = self.patterns.iter().find(|(pattern, _)| pattern.is_match(&text));
            found.map(|(_, number)| *number)
        });
        let mut seen = self.seen.borrow_mut();
        if seen.len() < Self::REMEMBERED {
            seen.insert(text.into(), number);
        }
        number
    }
}

/// A number such as `12`, `-3`, `2,5` or `1.75` times `unit_s`, or a span such as `26:10:05` or
/// `-1:05`, in whole seconds (rest cut); `None` for anything else.
pub(super) fn span_s(text: &[u8], unit_s: i64) -> Option<i64> {
    let text = std::str::from_utf8(trimmed(text)).ok()?;
    let (sign, digits) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let whole = |part: &str| {
        let is_number = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if is_number { part.parse::<i64>().ok().filter(|n| *n < 1 << 40) } else { None }
    };
    if digits.contains(':') {
        let parts: Option<Vec<i64>> = digits.split(':').map(whole).collect();
        let span_s = match parts?[..] {
            [hours, minutes] if minutes < 60 => hours * 3600 + minutes * 60,
            [hours, minutes, seconds] if minutes < 60 && seconds < 60 => {
                hours * 3600 + minutes * 60 + seconds
            }
            _ => return None,
        };
        return Some(sign * unit_s.signum() * span_s);
    }
    let (units, fraction) = match digits.split_once([',', '.']) {
        Some((units, fraction)) => (whole(units)?, fraction),
        None => (whole(digits)?, "0"),
    };
    let fraction = fraction.get(..fraction.len().min(9))?;
    let scale = 10i64.pow(fraction.len() as u32);
    let span_s = units.checked_mul(unit_s)? + whole(fraction)? * unit_s / scale;
    Some(sign * span_s)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::language::Cell;

    fn rule(source: Text) -> Rule {
        Rule {
            source,
            pattern: None,
            substr: None,
            split: Vec::new(),
            words: None,
            moment: None,
            kind: KeyKind::Text,
        }
    }

    fn cells(names: &[&str]) -> Vec<Cell> {
        names.iter().map(|name| Cell { name: (*name).into(), nth: 1 }).collect()
    }

    fn text(rule: &Rule, row: &[&str], way: Option<Way>) -> String {
        let header = Header::of(&["a".into(), "b".into(), "c".into()]);
        let text = TextOf::new(rule, &header);
        let nulls = ["NULL".to_owned()];
        let raw = text.raw(&|at| row.get(at).map(|cell| cell.as_bytes()), &nulls, way);
        String::from_utf8(raw.into_owned()).unwrap()
    }

    #[test]
    fn a_text_comes_from_where_its_rule_says() {
        let row = [" x ", "NULL", "z"];
        for (source, way, expected) in [
            (Text::Constant("phone".into()), None, "phone"),
            (Text::Column(cells(&["q", "a"])), None, "x"),
            (Text::Column(cells(&["b", "a"])), None, ""),
            (Text::Coalesce(cells(&["b", "c"])), None, "z"),
            (
                Text::Template(vec![
                    Piece::Cell(cells(&["a"])[0].clone()),
                    Piece::Text("-".into()),
                    Piece::Cell(cells(&["c"])[0].clone()),
                ]),
                None,
                "x-z",
            ),
            (Text::Template(vec![Piece::Cell(cells(&["b"])[0].clone())]), None, ""),
        ] {
            assert_eq!(text(&rule(source.clone()), &row, way), expected, "{source:?}");
        }
        let by = Text::ByDirection {
            incoming: cells(&["a"]),
            outgoing: cells(&["b", "c"]),
            other: Vec::new(),
        };
        assert_eq!(text(&rule(by.clone()), &row, Some(Way::In)), "x");
        assert_eq!(text(&rule(by.clone()), &row, Some(Way::Out)), "z");
        assert_eq!(text(&rule(by), &row, None), "");
    }

    #[test]
    fn a_text_is_cut_by_pattern_substring_and_split() {
        let mut cut = rule(Text::Column(cells(&["a"])));
        cut.pattern = Some(Regex::new(r"^Call (\S+)").unwrap());
        assert_eq!(text(&cut, &["Call 612504 x"], None), "612504");
        assert_eq!(text(&cut, &["612504"], None), "");
        let mut cut = rule(Text::Column(cells(&["a"])));
        cut.substr = Some((0, 10));
        assert_eq!(text(&cut, &["2026-03-02 00:00:00"], None), "2026-03-02");
        assert_eq!(text(&cut, &["åäö"], None), "åäö");
        let mut cut = rule(Text::Column(cells(&["a"])));
        cut.split = vec![";".into(), "##".into()];
        assert_eq!(text(&cut, &["a@x##Receive, Deliver; b@x##Fail"], None), "a@x;b@x");
    }

    #[test]
    fn a_word_means_what_the_map_says_and_unknown_ones_what_the_profile_decides() {
        let words = |unknown| Words {
            exact: vec![("I".into(), "in".into())],
            patterns: vec![(Regex::new("^dr_out").unwrap(), "out".into())],
            empty: Some("none".into()),
            unknown,
        };
        let meaning = |unknown, word: &'static str| {
            let words = WordsOf::new(&words(unknown));
            match words.meaning(Cow::Borrowed(word.as_bytes())) {
                Meaning::Text(text) => String::from_utf8(text.into_owned()).unwrap(),
                Meaning::Unknown(_) => "?".into(),
                Meaning::Dropped => "dropped".into(),
            }
        };
        assert_eq!(meaning(Unknown::Reject, "i"), "in");
        assert_eq!(meaning(Unknown::Reject, "dr_out_user"), "out");
        assert_eq!(meaning(Unknown::Reject, ""), "none");
        assert_eq!(meaning(Unknown::Reject, "X"), "?");
        assert_eq!(meaning(Unknown::Drop, "X"), "dropped");
        assert_eq!(meaning(Unknown::Keep, "X"), "X");
        assert_eq!(meaning(Unknown::Means("in".into()), "X"), "in");
    }

    #[test]
    fn a_span_is_a_number_of_units_or_hours_and_minutes() {
        for (text, unit_s, expected) in [
            ("12", 60, Some(720)),
            ("2,5", 3600, Some(9000)),
            ("0.999", 1, Some(0)),
            ("-3", 1, Some(-3)),
            ("-3", -1, Some(3)),
            ("26:10:05", 1, Some(94_205)),
            ("1:05", 1, Some(3900)),
            ("-1:05", 1, Some(-3900)),
            ("1:60", 1, None),
            ("", 1, None),
            ("x", 1, None),
            ("1e3", 1, None),
            ("99999999999999999999", 1, None),
        ] {
            assert_eq!(span_s(text.as_bytes(), unit_s), expected, "{text}");
        }
    }
}
