//! How a path in an XML document is written: a subset of XPath, by local names.
//!
//! Two restrictions keep the work linear in the document: `..` stands at the beginning only,
//! and `//` once.

use super::path::{Leaf, Path, Predicate, Step};

impl Path {
    /// The path to a value, seen from a record.
    pub(super) fn value(text: &str) -> Result<Self, String> {
        let (is_list, plain) = match text.strip_suffix("[*]") {
            Some(plain) => (true, plain),
            None => (false, text),
        };
        let mut parser = Parser { rest: plain };
        let climbs = parser.climbs()?;
        let (steps, leaf) = match parser.rest {
            "." if climbs == 0 => (Vec::new(), Leaf::Text),
            _ => parser.steps()?,
        };
        Ok(Self { climbs, steps, leaf, is_list })
    }

    /// The path to records, seen from the document.
    pub(super) fn records(text: &str) -> Result<Self, String> {
        let rooted = match text.strip_prefix('/') {
            Some(rest) if !rest.starts_with('/') => rest,
            _ => text,
        };
        let (steps, leaf) = Parser { rest: rooted }.steps()?;
        if leaf != Leaf::Text {
            return Err("a record is an element, not an attribute or a name".to_owned());
        }
        Ok(Self { climbs: 0, steps, leaf, is_list: false })
    }
}

/// Reads a path from its beginning.
struct Parser<'t> {
    rest: &'t str,
}

impl<'t> Parser<'t> {
    fn take(&mut self, token: &str) -> bool {
        let rest = self.rest.strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// The `../` at the beginning.
    fn climbs(&mut self) -> Result<usize, String> {
        let mut climbs = 0;
        while self.take("..") {
            climbs += 1;
            if self.rest.is_empty() {
                return Err("\"..\" should be followed by a step".to_owned());
            }
            if self.rest.starts_with("//") {
                break;
            }
            if !self.take("/") {
                return Err("\"..\" should be followed by \"/\"".to_owned());
            }
        }
        Ok(climbs)
    }

    fn steps(&mut self) -> Result<(Vec<Step>, Leaf), String> {
        let mut steps: Vec<Step> = Vec::new();
        if self.rest.starts_with('/') && !self.rest.starts_with("//") {
            return Err("it should begin at the record, without \"/\"".to_owned());
        }
        let mut is_deep = self.take("//");
        loop {
            if is_deep && steps.iter().any(|step| step.is_deep) {
                return Err("\"//\" may stand once".to_owned());
            }
            let leaf = self.leaf()?;
            if let Some(leaf) = leaf {
                return if is_deep {
                    Err("\"//\" should be followed by an element".to_owned())
                } else if self.rest.is_empty() {
                    Ok((steps, leaf))
                } else {
                    Err("an attribute or name() should be the last step".to_owned())
                };
            }
            steps.push(self.step(is_deep)?);
            if self.rest.is_empty() {
                return Ok((steps, Leaf::Text));
            }
            is_deep = self.take("//");
            if !is_deep && !self.take("/") {
                return Err(format!("{:?} should be \"/\" or \"[\"", self.rest));
            }
        }
    }

    fn leaf(&mut self) -> Result<Option<Leaf>, String> {
        if self.take("@") {
            return Ok(Some(Leaf::Attribute(self.name()?)));
        }
        Ok(self.take("name()").then_some(Leaf::Name))
    }

    fn step(&mut self, is_deep: bool) -> Result<Step, String> {
        if self.rest.starts_with("..") {
            return Err("\"..\" may stand at the beginning only".to_owned());
        }
        let name = if self.take("*") { None } else { Some(self.name()?) };
        let mut predicates = Vec::new();
        while self.take("[") {
            predicates.push(self.predicate()?);
        }
        Ok(Step { is_deep, name, predicates })
    }

    fn predicate(&mut self) -> Result<Predicate, String> {
        let form = || "a condition should be like [@name='value']".to_owned();
        let is_attribute = self.take("@");
        let name = self.name()?;
        if !self.take("=") {
            return Err(form());
        }
        let quote =
            self.rest.chars().next().filter(|c| matches!(c, '\'' | '"')).ok_or_else(form)?;
        let (value, rest) = self.rest[1..].split_once(quote).ok_or_else(form)?;
        self.rest = rest;
        if !self.take("]") {
            return Err(form());
        }
        Ok(Predicate { is_attribute, name, value: value.trim().to_owned() })
    }

    /// A local name.
    fn name(&mut self) -> Result<String, String> {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '\u{b7}');
        let end = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        if rest.starts_with(':') {
            return Err(format!("{name:?} is a prefix; names should stand without theirs"));
        }
        if !name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            return Err(match self.rest {
                "" => "a name should stand at its end".to_owned(),
                rest => format!("{rest:?} should begin with a name"),
            });
        }
        self.rest = rest;
        Ok(name.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_path_says_why() {
        for (path, part) in [
            ("", "a name should stand"),
            ("..", "followed by a step"),
            ("../", "a name should stand"),
            ("..x", "followed by \"/\""),
            ("../.", "should begin with a name"),
            ("a/..", "at the beginning only"),
            ("a/", "a name should stand"),
            ("/a", "without \"/\""),
            ("a//b//c", "may stand once"),
            ("a//@b", "followed by an element"),
            ("@a/b", "the last step"),
            ("@", "a name should stand"),
            ("x:a", "is a prefix"),
            ("@xml:lang", "is a prefix"),
            ("a b", "should be \"/\""),
            ("a[", "a name should stand"),
            ("a[1]", "should begin with a name"),
            ("a[@b]", "[@name='value']"),
            ("a[@b=c]", "[@name='value']"),
            ("a[@b='c]", "[@name='value']"),
            ("a[@b='c'", "[@name='value']"),
            ("count(a)", "should be \"/\""),
            ("a|b", "should be \"/\""),
            ("[*]", "a name should stand"),
        ] {
            let why = Path::value(path).unwrap_err();
            assert!(why.contains(part), "{path}: {why}");
        }
        for (path, part) in [
            ("", "a name should stand"),
            ("../a", "at the beginning only"),
            ("a/@b", "a record is an element"),
            ("a[*]", "should begin with a name"),
        ] {
            let why = Path::records(path).unwrap_err();
            assert!(why.contains(part), "{path}: {why}");
        }
    }
}
