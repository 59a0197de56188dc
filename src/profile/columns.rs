//! Every column that a profile looks at: what a reader of XML or JSON has to look for.

use super::language::{Cell, Condition, Piece, Profile, Rule, Subject, Text};

impl Profile {
    /// The names of all columns that fields and conditions look at, each once, in the order in
    /// which the profile has them.
    ///
    /// # Example
    /// ```
    /// use svarstid::profile::language::Profile;
    /// let profile = Profile::parse(
    ///     "name = \"a\"\ntitle = \"A\"\nfamily = \"rows\"\n\
    ///      [detect]\nheader = [\"inkom\"]\n\
    ///      [fields]\nchannel = \"letter\"\n\
    ///      received = { from = [\"inkom\", \"datum\"], zone = \"stated\" }\n\
    ///      [[drop]]\nreason = \"cancelled\"\ncolumn = \"makulerad\"\npresent = true\n",
    /// )
    /// .expect("a valid profile");
    /// assert_eq!(profile.columns(), ["inkom", "datum", "makulerad"]);
    /// ```
    pub fn columns(&self) -> Vec<String> {
        let mut names = Names(Vec::new());
        for (_, rule) in &self.fields {
            names.of_rule(rule);
        }
        let drops = self.drop.iter().map(|(condition, _)| condition);
        let collapse = self.collapse.iter().filter_map(|collapse| collapse.answered_when.as_ref());
        let pairing = self.pairing.iter().flat_map(|p| p.opener.iter().chain(&p.closer));
        for condition in self.keep.iter().chain(drops).chain(collapse).chain(pairing) {
            names.of_condition(condition);
        }
        names.0
    }
}

impl Rule {
    /// The names of the columns that the rule takes its text from, each once.
    pub fn columns(&self) -> Vec<String> {
        let mut names = Names(Vec::new());
        names.of_rule(self);
        names.0
    }
}

struct Names(Vec<String>);

impl Names {
    fn add(&mut self, cell: &Cell) {
        if !self.0.contains(&cell.name) {
            self.0.push(cell.name.clone());
        }
    }

    fn of_rule(&mut self, rule: &Rule) {
        match &rule.source {
            Text::Constant(_) => {}
            Text::Column(cells) | Text::Coalesce(cells) => cells.iter().for_each(|c| self.add(c)),
            Text::ByDirection { incoming, outgoing, other } => {
                incoming.iter().chain(outgoing).chain(other).for_each(|cell| self.add(cell));
            }
            Text::Template(pieces) => pieces.iter().for_each(|piece| match piece {
                Piece::Cell(cell) => self.add(cell),
                Piece::Text(_) => {}
            }),
        }
        let shifts = rule.moment.iter().flat_map(|moment| &moment.plus);
        shifts.for_each(|shift| self.add(&shift.cell));
    }

    fn of_condition(&mut self, condition: &Condition) {
        match condition {
            Condition::All(some) | Condition::Any(some) => {
                some.iter().for_each(|one| self.of_condition(one));
            }
            Condition::Not(one) => self.of_condition(one),
            Condition::Test { subject: Subject::Column(cells), .. } => {
                cells.iter().for_each(|cell| self.add(cell));
            }
            Condition::Test { subject: Subject::Slot(_), .. } => {}
        }
    }
}
