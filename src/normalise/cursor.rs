//! A cursor over the bytes of one cell: small steps forward, no step back.
//!
//! To look ahead, copy it. It never allocates.

use super::fold::folded;

/// What is left of the cell.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    rest: &'a [u8],
}

/// One space: plain, no-break, or the narrow no-break one that newer systems put before `PM`.
const SPACES: [&[u8]; 3] = [b" ", "\u{a0}".as_bytes(), "\u{202f}".as_bytes()];

impl<'a> Cursor<'a> {
    /// A cursor over `text` without the space at its ends.
    pub(super) fn trimmed(text: &'a [u8]) -> Self {
        let mut rest = text.trim_ascii();
        let no_break = &SPACES[1..];
        while let Some(shorter) = no_break.iter().find_map(|space| {
            rest.strip_prefix(*space).or_else(|| rest.strip_suffix(*space)).map(<[u8]>::trim_ascii)
        }) {
            rest = shorter;
        }
        Self { rest }
    }

    /// Whether nothing is left.
    pub(super) fn is_at_end(self) -> bool {
        self.rest.is_empty()
    }

    /// Whether a letter is next.
    pub(super) fn is_at_letter(self) -> bool {
        self.rest.first().is_some_and(|byte| is_letter(*byte))
    }

    /// Steps over `bytes` if they are next.
    pub(super) fn eat(&mut self, bytes: &[u8]) -> bool {
        self.rest.strip_prefix(bytes).map(|rest| self.rest = rest).is_some()
    }

    /// Steps over the next byte if it is one of `bytes`.
    pub(super) fn any_of(&mut self, bytes: &[u8]) -> Option<u8> {
        let next = self.rest.first().copied().filter(|byte| bytes.contains(byte))?;
        self.rest = &self.rest[1..];
        Some(next)
    }

    /// Steps over exactly one space.
    pub(super) fn space(&mut self) -> Option<()> {
        SPACES.iter().any(|space| self.eat(space)).then_some(())
    }

    /// Steps over all digits that are next; `None` where there is none.
    pub(super) fn digits(&mut self) -> Option<&'a [u8]> {
        self.run(u8::is_ascii_digit)
    }

    /// Steps over the word that is next, if it is one that could have a meaning.
    pub(super) fn word(&mut self) -> Option<Word> {
        // A no-break space is no letter, though its bytes look like those of å and ö.
        let mut run = *self;
        let bytes = run.run(|byte| is_letter(*byte))?;
        let end = SPACES[1..]
            .iter()
            .filter_map(|space| bytes.windows(space.len()).position(|window| window == *space));
        let bytes = &bytes[..end.min().unwrap_or(bytes.len())];
        let word = Word::folded(std::str::from_utf8(bytes).ok()?)?;
        self.rest = &self.rest[bytes.len()..];
        Some(word)
    }

    fn run(&mut self, belongs: impl Fn(&u8) -> bool) -> Option<&'a [u8]> {
        let end = self.rest.iter().position(|byte| !belongs(byte)).unwrap_or(self.rest.len());
        let (run, rest) = self.rest.split_at_checked(end).filter(|(run, _)| !run.is_empty())?;
        self.rest = rest;
        Some(run)
    }
}

/// The number of at most eight digits.
pub(super) fn number(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'))
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || !byte.is_ascii()
}

/// A short word, folded (see [`super::fold()`]).
#[derive(Clone, Copy)]
pub(super) struct Word {
    bytes: [u8; Self::LONGEST],
    len: usize,
}

impl Word {
    /// No weekday or month has a longer name.
    const LONGEST: usize = 12;

    fn folded(text: &str) -> Option<Self> {
        let mut word = Self { bytes: [0; Self::LONGEST], len: 0 };
        for c in folded(text) {
            if !c.is_ascii_alphabetic() {
                return None;
            }
            *word.bytes.get_mut(word.len)? = c as u8;
            word.len += 1;
        }
        (word.len > 0).then_some(word)
    }

    /// The letters, in ASCII lower case.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}
