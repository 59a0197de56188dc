//! Rosters: names that many contacts share, each kept once and known by its number.

use rustc_hash::FxHashMap;

/// Names by number, in the order in which they were first met; number 0 is no name.
#[derive(Clone, Debug)]
pub struct Roster {
    names: Vec<String>,
    by_bytes: FxHashMap<Box<[u8]>, u32>,
    /// The name met last: the next row often has it again.
    last: (Vec<u8>, u32),
}

impl Default for Roster {
    fn default() -> Self {
        let by_bytes = FxHashMap::from_iter([(Box::from(&b""[..]), 0)]);
        Self { names: vec![String::new()], by_bytes, last: (Vec::new(), 0) }
    }
}

impl Roster {
    /// The number of `name`, which is new or known.
    #[inline]
    pub fn number(&mut self, name: &[u8]) -> u32 {
        if self.last.0 == name {
            return self.last.1;
        }
        let number = match self.by_bytes.get(name) {
            Some(number) => *number,
            None => self.add(name),
        };
        self.last.0.clear();
        self.last.0.extend_from_slice(name);
        self.last.1 = number;
        number
    }

    #[cold]
    fn add(&mut self, name: &[u8]) -> u32 {
        let number = self.names.len() as u32;
        self.by_bytes.insert(Box::from(name), number);
        self.names.push(String::from_utf8_lossy(name).into_owned());
        number
    }

    /// Every name by its number; the first is empty.
    pub fn names(&self) -> &[String] {
        &self.names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_number_and_no_name_is_zero() {
        let mut roster = Roster::default();
        assert_eq!(roster.number(b""), 0);
        let number = roster.number("Bygg- och miljö".as_bytes());
        assert_eq!(roster.number(b"Kansli"), 2);
        assert_eq!(roster.number("Bygg- och miljö".as_bytes()), number);
        assert_eq!(roster.number(b""), 0);
        assert_eq!(roster.names(), ["", "Bygg- och miljö", "Kansli"]);
    }
}
