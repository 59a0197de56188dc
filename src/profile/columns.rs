//! Every column that a profile looks at: what a reader of XML or JSON has to look for.

use super::language::{Cell, Condition, Piece, Profile, Rule, SpanText, Subject, Text};

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
        let rejects = self.reject.iter().map(|(condition, _)| condition);
        let collapse = self.collapse.iter();
        let collapse = collapse.flat_map(|own| own.answered_when.iter().chain(&own.defers_when));
        let pairing = self.pairing.iter().flat_map(|p| p.opener.iter().chain(&p.closer));
        for condition in self.keep.iter().chain(drops).chain(rejects).chain(collapse).chain(pairing)
        {
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
        if !cell.is_file() && !self.0.contains(&cell.name) {
            self.0.push(cell.name.clone());
        }
    }

    fn of_rule(&mut self, rule: &Rule) {
        match &rule.source {
            Text::Constant(_) => {}
            Text::Column(cells) | Text::Coalesce(cells) | Text::Union(cells) => {
                cells.iter().for_each(|cell| self.add(cell));
            }
            Text::Between { since, until } => {
                since.iter().chain(until).for_each(|cell| self.add(cell));
            }
            Text::ByDirection { incoming, outgoing, other } => {
                incoming.iter().chain(outgoing).chain(other).for_each(|cell| self.add(cell));
            }
            Text::Template(pieces) => pieces.iter().for_each(|piece| match piece {
                Piece::Cell(cell) => self.add(cell),
                Piece::Text(_) | Piece::File => {}
            }),
        }
        let of_moment = rule.moment.iter().flat_map(|moment| &moment.plus);
        let of_span = rule.span.iter().flat_map(|span| &span.plus);
        for shift in of_moment.chain(of_span) {
            match &shift.span {
                SpanText::Column(cell, _) => self.add(cell),
                SpanText::Between(since, until) => {
                    since.iter().chain(until).for_each(|cell| self.add(cell));
                }
            }
        }
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
