//! Templates: the sentences of the report, which a municipality can replace with its own.
//!
//! A template sees the figures that the report shows and nothing else: it opens no file, takes
//! in no other template, and stops after a number of steps.

use std::fmt;
use std::sync::LazyLock;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior};
use regex::Regex;

use super::context::Context;
use crate::report::{Lang, People, Section};

/// The blocks of a template: what each is about.
const BLOCKS: [&str; 14] = [
    "title",
    "lead",
    "departments",
    "boards",
    "channels",
    "targets",
    "months",
    "comparison",
    "times",
    "late_hours",
    "reasons",
    "exemptions",
    "readings",
    "sections",
];

/// Steps that a template may take.
const FUEL: u64 = 1_000_000;

/// The name of the built-in template in messages.
const BUILT_IN: &str = "the built-in template";

/// The sentences of the report: the built-in ones, or those of a municipality with the built-in
/// ones for what it leaves out.
///
/// # Example
/// ```
/// use svarstid::report::{Lang, Template};
/// let own = "{% block title %}Vår rapport{% endblock %}";
/// assert!(Template::own("own.txt", own, Lang::Swedish).is_ok());
/// let error = Template::own("own.txt", "{% block titel %}{% endblock %}", Lang::Swedish);
/// assert_eq!(
///     error.unwrap_err().to_string(),
///     "own.txt:1: unknown block \"titel\"; did you mean \"title\"?"
/// );
/// ```
#[derive(Clone, Debug)]
pub struct Template {
    own: Option<(String, String)>,
    lang: Lang,
}

/// Why a template cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateError {
    name: String,
    line: Option<usize>,
    what: String,
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.name, self.what),
            None => write!(f, "{}: {}", self.name, self.what),
        }
    }
}

impl std::error::Error for TemplateError {}

impl Template {
    /// The built-in sentences.
    pub const fn built_in(lang: Lang) -> Self {
        Self { own: None, lang }
    }

    /// A template of one's own, called `name` in messages. It is tried on figures that have
    /// everything, so that most mistakes are told before any log is read.
    ///
    /// # Errors
    /// [`TemplateError`] with the line of the first mistake.
    pub fn own(name: &str, text: &str, lang: Lang) -> Result<Self, TemplateError> {
        check_blocks(name, text)?;
        let template = Self { own: Some((name.to_owned(), text.to_owned())), lang };
        template.blocks(&Context::example(lang))?;
        Ok(template)
    }

    /// The text of the built-in template in `lang`, to copy and change.
    pub const fn text(lang: Lang) -> &'static str {
        lang.pick(include_str!("sv.txt"), include_str!("en.txt"))
    }

    /// Every block's sentences for `context`.
    pub(super) fn blocks(&self, context: &Context) -> Result<Blocks, TemplateError> {
        let mut blocks = rendered(BUILT_IN, Self::text(self.lang), context, self.lang)?;
        if let Some((name, text)) = &self.own {
            let own = rendered(name, text, context, self.lang)?;
            for (built_in, own) in blocks.iter_mut().zip(own) {
                *built_in = own.or(built_in.take());
            }
        }
        let lines = |text: Option<String>| -> Vec<String> {
            let text = text.unwrap_or_default();
            text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
        };
        Ok(Blocks(blocks.into_iter().map(lines).collect()))
    }
}

/// The sentences of each block.
#[derive(Clone, Debug)]
pub(super) struct Blocks(Vec<Vec<String>>);

impl Blocks {
    /// The sentences of a block.
    pub(super) fn of(&self, name: &str) -> Vec<String> {
        let at = BLOCKS.iter().position(|own| *own == name);
        at.and_then(|at| self.0.get(at)).cloned().unwrap_or_default()
    }

    /// The sections: a line with `## ` begins one.
    pub(super) fn sections(&self) -> Vec<Section> {
        let mut sections: Vec<Section> = Vec::new();
        for line in self.of("sections") {
            match (line.strip_prefix("## "), sections.last_mut()) {
                (Some(title), _) => sections.push(Section::prose(title.trim(), Vec::new())),
                (None, Some(section)) => section.lines.push(line),
                (None, None) => sections.push(Section::prose("", vec![line])),
            }
        }
        sections.retain(|section| !section.lines.is_empty());
        sections
    }
}

/// Refuses blocks that no part of the report is made of, and text that is in no block.
fn check_blocks(name: &str, text: &str) -> Result<(), TemplateError> {
    /// A block that begins. `None` were the expression wrong, which a test would tell.
    static BLOCK: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"\{%[-+]?\s*block\s+([^\s%]+)").ok());
    let Some(block) = &*BLOCK else { return Ok(()) };
    let mut has_any = false;
    for (number, line) in text.lines().enumerate() {
        for found in block.captures_iter(line) {
            has_any = true;
            let own = &found[1];
            if !BLOCKS.contains(&own) {
                let near = BLOCKS
                    .into_iter()
                    .map(|known| (strsim::damerau_levenshtein(known, own), known))
                    .min()
                    .filter(|(distance, _)| *distance <= 2);
                let instead = match near {
                    Some((_, near)) => format!("did you mean \"{near}\"?"),
                    None => format!("there are: {}", BLOCKS.join(", ")),
                };
                let what = format!("unknown block \"{own}\"; {instead}");
                return Err(TemplateError { name: name.to_owned(), line: Some(number + 1), what });
            }
        }
    }
    if has_any {
        return Ok(());
    }
    let what = format!(
        "has no block, such as {{% block lead %}}…{{% endblock %}}; there are: {}, and \
         `svarstid report --print-template` prints the built-in ones",
        BLOCKS.join(", ")
    );
    Err(TemplateError { name: name.to_owned(), line: None, what })
}

/// The text of each block that the template has.
fn rendered(
    name: &str,
    text: &str,
    context: &Context,
    lang: Lang,
) -> Result<Vec<Option<String>>, TemplateError> {
    let failed = |error: Error| TemplateError {
        name: name.to_owned(),
        line: error.line(),
        what: in_words(&error),
    };
    let mut templates = Environment::new();
    // Plain sentences: each renderer makes them safe in its own way.
    templates.set_auto_escape_callback(|_| AutoEscape::None);
    templates.set_undefined_behavior(UndefinedBehavior::Strict);
    templates.set_fuel(Some(FUEL));
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    templates.set_syntax(syntax.map_err(failed)?);
    add_filters(&mut templates, lang);
    let template = templates.template_from_named_str(name, text).map_err(failed)?;
    let mut captured = template.render_captured(Value::from(Serde(context))).map_err(failed)?;
    BLOCKS
        .iter()
        .map(|block| match captured.with_state_mut(|state| state.render_block(block)) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == ErrorKind::UnknownBlock => Ok(None),
            Err(error) => Err(failed(error)),
        })
        .collect()
}

/// What is wrong, in a line.
fn in_words(error: &Error) -> String {
    let detail = error.detail().map(|detail| format!(": {detail}")).unwrap_or_default();
    let more = match error.kind() {
        ErrorKind::UndefinedError => {
            "; the names that there are stand at the top of `svarstid report --print-template`"
        }
        ErrorKind::TemplateNotFound => "; a template cannot take in another file",
        ErrorKind::OutOfFuel => "; it takes too many steps",
        _ => "",
    };
    format!("{}{detail}{more}", error.kind())
}

fn add_filters(templates: &mut Environment<'_>, lang: Lang) {
    let number = move |value: &Value| match value.as_i64() {
        Some(count) => People::new(lang).write(count, 0),
        None if value.is_none() => "..".to_owned(),
        None => value.to_string(),
    };
    // A number that is held back is more than one for all that a reader knows.
    let word = |value: &Value, one: String, many: String| {
        if value.as_i64() == Some(1) { one } else { many }
    };
    templates.add_filter("number", move |value: Value| number(&value));
    templates.add_filter("plural", move |value: Value, one: String, many: String| {
        word(&value, one, many)
    });
    templates.add_filter("count", move |value: Value, one: String, many: String| {
        // No line breaks between a number and its word.
        format!("{}\u{a0}{}", number(&value), word(&value, one, many))
    });
    templates.add_filter("listed", move |names: Vec<String>| {
        let and = lang.pick(" och ", " and ");
        match names.split_last() {
            None => String::new(),
            Some((last, [])) => last.clone(),
            Some((last, rest)) => format!("{}{and}{last}", rest.join(", ")),
        }
    });
}

#[cfg(test)]
mod tests;
