//! Texts of slots: where they come from in a row, and the steps up to what they mean.

use std::borrow::Cow;

use super::columns::Header;
use super::words::WordsOf;
use crate::normalise::nulls::Nulls;
use crate::profile::language::{KeyKind, Pattern, Piece, Rule, Text};

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
    /// This text, which the map does not know; the row is told of.
    Warned(Cow<'r, [u8]>),
    /// The map does not know it, and the row is to be rejected.
    Unknown(Cow<'r, [u8]>),
    /// The map does not know it, and the row is to be ignored.
    Dropped,
}

/// How the text of one slot is got from the rows of one file.
#[derive(Debug)]
pub(super) struct TextOf {
    source: Source,
    pattern: Option<Pattern>,
    substr: Option<(usize, usize)>,
    split: Vec<String>,
    take: Option<usize>,
    words: Option<WordsOf>,
    /// What kind of key it is.
    pub(super) kind: KeyKind,
    /// The column as the file names it, for messages.
    pub(super) column: String,
}

#[derive(Debug, PartialEq, Eq)]
enum Source {
    /// The file has none of its columns.
    Nothing,
    Constant(Vec<u8>),
    Column(usize),
    Coalesce(Vec<usize>),
    Union(Vec<usize>),
    Template(Vec<Part>),
    ByWay {
        incoming: Vec<usize>,
        outgoing: Vec<usize>,
        other: Vec<usize>,
    },
}

#[derive(Debug, PartialEq, Eq)]
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
            Source::Coalesce(all) | Source::Union(all) | Source::ByWay { incoming: all, .. } => {
                all.first().map(|at| header.name(*at).to_owned()).unwrap_or_default()
            }
            _ => String::new(),
        };
        Self {
            source,
            pattern: rule.pattern.clone(),
            substr: rule.substr,
            split: rule.split.clone(),
            take: rule.take,
            words: rule.words.as_ref().map(WordsOf::new),
            kind: rule.kind,
            column,
        }
    }

    /// Whether the file has nothing that it could come from.
    pub(super) fn is_nothing(&self) -> bool {
        matches!(self.source, Source::Nothing)
    }

    /// Whether it is surely the same text as another, in every row.
    pub(super) fn is_surely(&self, other: &Self) -> bool {
        let is_bare = |text: &Self| text.is_uncut() && text.words.is_none();
        self.source == other.source && is_bare(self) && is_bare(other)
    }

    fn is_uncut(&self) -> bool {
        self.pattern.is_none() && self.substr.is_none() && self.split.is_empty()
    }

    /// The column that it is word for word, if it is one.
    pub(super) fn column_alone(&self) -> Option<usize> {
        match self.source {
            Source::Column(at) if self.is_uncut() && self.words.is_none() && at != Header::FILE => {
                Some(at)
            }
            _ => None,
        }
    }

    /// The first column that it is looked for in.
    pub(super) fn first_column(&self) -> Option<usize> {
        match &self.source {
            Source::Column(at) => Some(*at),
            Source::Coalesce(all) => all.first().copied(),
            _ => None,
        }
    }

    /// The text that it is in every row, if the profile says one.
    pub(super) fn of_every_row(&self) -> Option<&[u8]> {
        match &self.source {
            Source::Constant(text) if self.is_uncut() && self.words.is_none() => Some(text),
            _ => None,
        }
    }

    /// Whether its words are looked up in a map.
    pub(super) fn has_words(&self) -> bool {
        self.words.is_some()
    }

    /// The text before its words are looked up; empty for none.
    #[inline]
    pub(super) fn raw<'r>(
        &'r self,
        row: &impl Fn(usize) -> Option<&'r [u8]>,
        nulls: &Nulls,
        way: Option<Way>,
    ) -> Cow<'r, [u8]> {
        let cell = |at: usize| row(at).map_or(&b""[..], |cell| nulls.meant(cell));
        let first = |all: &[usize]| {
            all.iter().map(|at| cell(*at)).find(|cell| !cell.is_empty()).unwrap_or_default()
        };
        let text: Cow<'r, [u8]> = match &self.source {
            Source::Nothing => return Cow::Borrowed(b""),
            Source::Constant(text) => return Cow::Borrowed(text),
            Source::Column(at) => Cow::Borrowed(cell(*at)),
            Source::Coalesce(all) => Cow::Borrowed(first(all)),
            Source::Union(all) => union(all, cell),
            Source::ByWay { incoming, outgoing, other } => Cow::Borrowed(first(match way {
                Some(Way::In) => incoming,
                Some(Way::Out) => outgoing,
                _ => other,
            })),
            Source::Template(parts) => template(parts, cell),
        };
        if self.is_uncut() {
            return text;
        }
        self.cut(text, nulls)
    }

    /// What the text means.
    #[inline]
    pub(super) fn meaning<'r>(
        &'r self,
        row: &impl Fn(usize) -> Option<&'r [u8]>,
        nulls: &Nulls,
        way: Option<Way>,
    ) -> Meaning<'r> {
        let text = self.raw(row, nulls, way);
        match &self.words {
            None => Meaning::Text(text),
            Some(words) => words.meaning(text),
        }
    }

    /// Pattern, substring and split, in this order.
    fn cut<'r>(&self, text: Cow<'r, [u8]>, nulls: &Nulls) -> Cow<'r, [u8]> {
        let whole = String::from_utf8_lossy(&text).into_owned();
        let mut part = whole.as_str();
        if let Some(pattern) = &self.pattern {
            part = pattern.group(part).unwrap_or_default();
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
                let parts = parts.map(str::trim);
                match self.take {
                    Some(only) => parts.skip(only).take(1).collect(),
                    None => parts.filter(|p| !p.is_empty()).collect::<Vec<_>>().join(";"),
                }
            }
        };
        Cow::Owned(nulls.meant(cut.as_bytes()).to_vec())
    }
}

fn source(text: &Text, header: &Header) -> Source {
    let some =
        |all: Vec<usize>| if all.is_empty() { Source::Nothing } else { Source::Coalesce(all) };
    match text {
        Text::Constant(text) => Source::Constant(text.clone().into_bytes()),
        Text::Column(cells) => header.first(cells).map_or(Source::Nothing, Source::Column),
        Text::Coalesce(cells) => some(header.all(cells)),
        Text::Union(cells) => match header.all(cells) {
            all if all.is_empty() => Source::Nothing,
            all => Source::Union(all),
        },
        // A span has no text of its own.
        Text::Between { .. } => Source::Nothing,
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
                Piece::File => Some(Part::Text(header.file().as_bytes().to_vec())),
                Piece::Cell(cell) => header.find(cell).map(Part::Column),
            });
            parts.collect::<Option<Vec<Part>>>().map_or(Source::Nothing, Source::Template)
        }
    }
}

/// All that means something, with a `;` between.
fn union<'r>(all: &[usize], cell: impl Fn(usize) -> &'r [u8]) -> Cow<'r, [u8]> {
    let mut told = all.iter().map(|at| cell(*at)).filter(|cell| !cell.is_empty());
    let Some(first) = told.next() else { return Cow::Borrowed(b"") };
    match told.next() {
        None => Cow::Borrowed(first),
        Some(second) => {
            let both = [first, second].into_iter().chain(told);
            Cow::Owned(both.collect::<Vec<_>>().join(&b";"[..]))
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
            take: None,
            words: None,
            moment: None,
            span: None,
            kind: KeyKind::Text,
        }
    }

    fn cells(names: &[&str]) -> Vec<Cell> {
        names.iter().map(|name| Cell { name: (*name).into(), nth: 1 }).collect()
    }

    fn text(rule: &Rule, row: &[&str], way: Option<Way>) -> String {
        let header = Header::of(&["a".into(), "b".into(), "c".into()], "TN");
        let text = TextOf::new(rule, &header);
        let nulls = Nulls::new(vec!["NULL".to_owned()]);
        let cell = |at: usize| match at {
            Header::FILE => Some(&b"TN"[..]),
            _ => row.get(at).map(|cell| cell.as_bytes()),
        };
        let raw = text.raw(&cell, &nulls, way);
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
            (
                Text::Template(vec![
                    Piece::File,
                    Piece::Text(" ".into()),
                    Piece::Cell(cells(&["c"])[0].clone()),
                ]),
                None,
                "TN z",
            ),
            (Text::Column(cells(&["{file}"])), None, "TN"),
            (Text::Coalesce(cells(&["b", "{file}"])), None, "TN"),
            (Text::Union(cells(&["c", "b", "q", "a"])), None, "z;x"),
            (Text::Union(cells(&["b", "a"])), None, "x"),
            (Text::Union(cells(&["b"])), None, ""),
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
        cut.pattern = Some(Pattern::new(r"^Call (\S+)").unwrap());
        assert_eq!(text(&cut, &["Call 612504 x"], None), "612504");
        assert_eq!(text(&cut, &["612504"], None), "");
        let mut cut = rule(Text::Column(cells(&["a"])));
        cut.substr = Some((0, 10));
        assert_eq!(text(&cut, &["2026-03-02 00:00:00"], None), "2026-03-02");
        assert_eq!(text(&cut, &["åäö"], None), "åäö");
        let mut cut = rule(Text::Column(cells(&["a"])));
        cut.split = vec![";".into(), "##".into()];
        assert_eq!(text(&cut, &["a@x##Receive, Deliver; b@x##Fail"], None), "a@x;b@x");
        for (take, expected) in [(0, "a@x"), (1, "b@x"), (2, "")] {
            cut.take = Some(take);
            assert_eq!(text(&cut, &["a@x##Receive; b@x##Fail"], None), expected, "{take}");
        }
    }
}
