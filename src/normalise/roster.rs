//! Rosters: names that many contacts share, each kept once and known by its number.

use rustc_hash::FxHashMap;

use super::glimpse::Glimpse;

/// Names by number, in the order in which they were first met; number 0 is no name.
#[derive(Clone, Debug)]
pub struct Roster {
    names: Vec<String>,
    by_bytes: FxHashMap<Box<[u8]>, u32>,
    /// Names met lately, each in the slot of its glimpse; a later one takes the slot.
    lately: Vec<(Glimpse, u32)>,
}

/// Slots for names met lately: more than a municipality has departments.
const SLOTS: usize = 256;

impl Default for Roster {
    fn default() -> Self {
        let by_bytes = FxHashMap::from_iter([(Box::from(&b""[..]), 0)]);
        Self { names: vec![String::new()], by_bytes, lately: vec![(Glimpse::default(), 0); SLOTS] }
    }
}

impl Roster {
    /// The number of `name`, which is new or known.
    #[inline]
    pub fn number(&mut self, name: &[u8]) -> u32 {
        let glimpse = Glimpse::of(name);
        let (known, number) = self.lately[glimpse.slot(SLOTS)];
        if known == glimpse
            && (name.len() <= Glimpse::EXACT || self.names[number as usize].as_bytes() == name)
        {
            return number;
        }
        let number = match self.by_bytes.get(name) {
            Some(number) => *number,
            None => self.add(name),
        };
        self.lately[glimpse.slot(SLOTS)] = (glimpse, number);
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

    #[test]
    fn names_with_the_same_glimpse_stay_apart() {
        let mut roster = Roster::default();
        let names = ["Kommunens norra kontor", "Kommunens södra kontor", "Kommunens övre_ kontor"];
        for round in 0..2 {
            for (index, name) in names.iter().enumerate() {
                assert_eq!(roster.number(name.as_bytes()), index as u32 + 1, "round {round}");
            }
        }
    }
}
