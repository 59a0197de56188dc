//! Following a path from one element of an XML document to others.
//!
//! How a path is written is no matter here.

use roxmltree::Node;

/// A path, ready to be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Path {
    /// How many levels it climbs first.
    pub(super) climbs: usize,
    pub(super) steps: Vec<Step>,
    pub(super) leaf: Leaf,
    /// Whether all matches are joined, not the first taken.
    pub(super) is_list: bool,
}

/// One level down, or any number of levels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) is_deep: bool,
    /// The local name; `None` for any.
    pub(super) name: Option<String>,
    pub(super) predicates: Vec<Predicate>,
}

/// What an element must have: an attribute, or a child with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Predicate {
    pub(super) is_attribute: bool,
    pub(super) name: String,
    pub(super) value: String,
}

/// What of an element is the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Leaf {
    Text,
    Attribute(String),
    Name,
}

impl Path {
    /// Whether what it leads to depends on an element above the record.
    pub(super) fn anchor<'a, 'i>(&self, record: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
        let mut node = record;
        for _ in 0..self.climbs {
            node = node.parent_element()?;
        }
        Some(node)
    }

    /// Whether it climbs, so that neighbouring records share its value.
    pub(super) fn is_shared(&self) -> bool {
        self.climbs > 0
    }

    /// Whether an element with this name can be the first of a path from the document.
    pub(super) fn may_begin_with(&self, name: &str) -> bool {
        self.steps.first().is_some_and(|step| {
            step.is_deep || step.name.as_deref().is_none_or(|asked| asked == name)
        })
    }

    /// The elements that it leads to from `node`, in the order of the document.
    pub(super) fn elements<'a, 'i>(&self, node: Node<'a, 'i>) -> Vec<Node<'a, 'i>> {
        let mut found = Vec::new();
        follow(node, &self.steps, &mut |element| {
            found.push(element);
            false
        });
        found
    }

    /// Appends to `cell` the value that it leads to from `anchor`; nothing where there is none.
    pub(super) fn append(&self, anchor: Node<'_, '_>, cell: &mut String) {
        let begin = cell.len();
        follow(anchor, &self.steps, &mut |element| {
            let at = cell.len();
            if at > begin {
                cell.push(';');
            }
            let value = cell.len();
            let is_there = match &self.leaf {
                Leaf::Text => {
                    append_text(element, cell);
                    true
                }
                Leaf::Name => {
                    cell.push_str(element.tag_name().name());
                    true
                }
                Leaf::Attribute(name) => match attribute(element, name) {
                    Some(text) => {
                        cell.push_str(text.trim());
                        true
                    }
                    None => false,
                },
            };
            if cell.len() == value {
                cell.truncate(at);
            }
            is_there && !self.is_list
        });
    }
}

impl Step {
    fn fits(&self, node: Node<'_, '_>) -> bool {
        node.is_element()
            && self.name.as_deref().is_none_or(|name| node.tag_name().name() == name)
            && self.predicates.iter().all(|predicate| predicate.holds(node))
    }
}

impl Predicate {
    fn holds(&self, node: Node<'_, '_>) -> bool {
        if self.is_attribute {
            return attribute(node, &self.name).is_some_and(|text| text.trim() == self.value);
        }
        node.children().filter(|child| child.tag_name().name() == self.name).any(|child| {
            let mut text = String::new();
            append_text(child, &mut text);
            text == self.value
        })
    }
}

/// Shows `found` each element that `steps` lead to, until it has seen enough; whether it has.
fn follow<'a, 'i>(
    node: Node<'a, 'i>,
    steps: &[Step],
    found: &mut dyn FnMut(Node<'a, 'i>) -> bool,
) -> bool {
    let Some((step, rest)) = steps.split_first() else {
        return found(node);
    };
    if step.is_deep {
        let below = node.descendants().skip(1);
        return below.filter(|node| step.fits(*node)).any(|node| follow(node, rest, found));
    }
    node.children().filter(|node| step.fits(*node)).any(|node| follow(node, rest, found))
}

/// An attribute by its local name.
fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|found| found.value())
}

/// Appends the text in `node` and all below it, without the blanks around it.
fn append_text(node: Node<'_, '_>, cell: &mut String) {
    let begin = cell.len();
    for part in node.descendants().filter(Node::is_text).filter_map(|text| text.text()) {
        cell.push_str(if cell.len() == begin { part.trim_start() } else { part });
    }
    cell.truncate(begin + cell[begin..].trim_end().len());
}

#[cfg(test)]
mod tests {
    use super::*;
    use roxmltree::Document;

    #[test]
    fn a_path_leads_to_the_first_match_or_to_all() {
        let text = r#"<case no="K 1" xmlns:x="u"><who role="a"> <n>Ann</n> Berg </who>
            <who role="b" x:kind="k"><n>Bo</n></who><who><n/><role>c</role><n>C</n></who>
            <act id="7"><deep><n>D</n></deep><e>1</e><e> </e><e>2</e></act></case>"#;
        let document = Document::parse(text).unwrap();
        let record = document.descendants().find(|node| node.has_tag_name("act")).unwrap();
        for (path, cell) in [
            ("@id", "7"),
            ("@none", ""),
            (".", "D1 2"),
            ("name()", "act"),
            ("../name()", "case"),
            ("../@no", "K 1"),
            ("../../@no", ""),
            ("deep/n", "D"),
            ("deep", "D"),
            ("n", ""),
            ("//n", "D"),
            ("..//n", "Ann"),
            ("..//n[*]", "Ann;Bo;C;D"),
            ("e", "1"),
            ("e[*]", "1;2"),
            ("../who", "Ann Berg"),
            ("../who[@role='b']/n", "Bo"),
            ("../who[@role=\"b\"][@kind='k']/n", "Bo"),
            ("../who[@role='b'][@kind='l']/n", ""),
            ("../who[role='c']/n[*]", "C"),
            ("../who/@kind", "k"),
            ("../who/@role[*]", "a;b"),
            ("../*/n", "Ann"),
        ] {
            let path = Path::value(path).unwrap();
            let mut found = String::new();
            if let Some(anchor) = path.anchor(record) {
                path.append(anchor, &mut found);
            }
            assert_eq!(found, cell, "{path:?}");
        }
    }

    #[test]
    fn records_are_found_from_the_root_or_at_any_depth() {
        let text = "<log><trace><event/><event k='x'/></trace><event/></log>";
        let document = Document::parse(text).unwrap();
        for (path, count) in [
            ("log/trace/event", 2),
            ("/log/trace/event", 2),
            ("log/event", 1),
            ("//event", 3),
            ("log//event", 3),
            ("//trace/event[@k='x']", 1),
            ("trace/event", 0),
            ("log", 1),
        ] {
            let records = Path::records(path).unwrap().elements(document.root());
            assert_eq!(records.len(), count, "{path}");
        }
    }
}
