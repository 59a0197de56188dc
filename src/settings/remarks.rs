//! Remarks: what is said of settings beside the comments that all settings have.

use std::collections::BTreeMap;

/// The language of the comments in settings that are written. Keys are the same in both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CommentLang {
    /// Svenska.
    Swedish,
    /// English.
    #[default]
    English,
}

/// Remarks on keys of settings, to be written as comments above them.
///
/// A key is a dotted path: `organisation.domains`, `source.0.time_zone` for the first
/// `[[source]]`, `source.0` for all of it; the empty key is the top of the file, and `sources`
/// the place above the sources.
///
/// # Example
/// ```
/// use svarstid::settings::{CommentLang, Remarks, Settings};
/// let mut remarks = Remarks::new(CommentLang::Swedish);
/// remarks.add("time_zone", "gissat: ingen fil säger något annat");
/// let text = Settings::built_in().to_toml_with(&remarks);
/// assert!(text.contains("# gissat: ingen fil säger något annat\ntime_zone = "));
/// assert_eq!(Settings::parse(&text, None), Ok(Settings::built_in()));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remarks {
    pub(super) lang: CommentLang,
    by_key: BTreeMap<String, Vec<String>>,
}

impl Remarks {
    /// None, for comments in `lang`.
    pub fn new(lang: CommentLang) -> Self {
        Self { lang, by_key: BTreeMap::new() }
    }

    /// Adds a remark on a key. Line breaks stay; long lines are broken.
    pub fn add(&mut self, key: impl Into<String>, remark: impl Into<String>) {
        self.by_key.entry(key.into()).or_default().push(remark.into());
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.by_key.is_empty()
    }

    /// The remarks on a key.
    pub(super) fn on(&self, key: &str) -> &[String] {
        self.by_key.get(key).map_or(&[], Vec::as_slice)
    }
}
