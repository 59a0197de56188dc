//! Keys: every one that a profile may have, by the table that it stands in.

/// Outside any table.
pub(super) const PROFILE: [&str; 13] = [
    "name", "title", "version", "family", "advice", "detect", "input", "fields", "keep", "drop",
    "reject", "collapse", "pairing",
];

/// What a refused profile has none of.
pub(super) const OF_READ: [&str; 7] =
    ["input", "fields", "keep", "drop", "reject", "collapse", "pairing"];

/// In `[detect]`.
pub(super) const DETECT: [&str; 6] =
    ["header", "files", "first_line", "xml_root", "json_keys", "mail"];

/// In `[input]`.
pub(super) const INPUT: [&str; 13] = [
    "format",
    "encoding",
    "delimiter",
    "quote",
    "header",
    "columns",
    "skip_rows",
    "skip_lines",
    "ragged",
    "sheet",
    "records",
    "null",
    "file",
];

/// Those of `[input]` that only tables have.
pub(super) const OF_TABLES: [&str; 8] =
    ["delimiter", "quote", "header", "columns", "skip_rows", "skip_lines", "ragged", "sheet"];

/// In `header = { … }`.
pub(super) const HEADER: [&str; 2] = ["line", "prefix"];

/// Those of a rule that say where its text comes from.
pub(super) const SOURCES: [&str; 7] =
    ["from", "coalesce", "union", "const", "template", "by_direction", "since"];

/// Those of a rule that say what becomes of its text.
pub(super) const STEPS: [&str; 4] = ["regex", "substr", "split", "take"];

/// Those of a rule that say what its words mean.
pub(super) const WORDS: [&str; 4] = ["map", "map_regex", "on_empty", "on_unknown"];

/// Those of a rule that say how a moment is read.
pub(super) const MOMENT: [&str; 7] =
    ["formats", "zone", "date_only", "midnight_means_day", "plus", "minus", "dst"];

/// Those of them that a span between two moments has as well.
pub(super) const OF_BETWEEN: [&str; 3] = ["formats", "zone", "dst"];

/// In a rule.
pub(super) const RULE: [&str; 25] = [
    "from",
    "coalesce",
    "union",
    "const",
    "template",
    "by_direction",
    "since",
    "until",
    "regex",
    "substr",
    "split",
    "take",
    "map",
    "map_regex",
    "on_empty",
    "on_unknown",
    "kind",
    "formats",
    "zone",
    "date_only",
    "midnight_means_day",
    "plus",
    "minus",
    "unit",
    "dst",
];

/// In `by_direction = { … }`.
pub(super) const BY_DIRECTION: [&str; 3] = ["in", "out", "other"];

/// In an element of `plus` or `minus`.
pub(super) const SHIFT: [&str; 4] = ["column", "unit", "since", "until"];

/// Tests of a condition.
pub(super) const TESTS: [&str; 9] =
    ["is", "in", "not_in", "matches", "empty", "present", "below", "above", "between"];

/// In a condition.
pub(super) const CONDITION: [&str; 14] = [
    "all", "any", "not", "column", "field", "is", "in", "not_in", "matches", "empty", "present",
    "below", "above", "between",
];

/// In `[[drop]]`.
pub(super) const DROP: [&str; 15] = [
    "reason", "all", "any", "not", "column", "field", "is", "in", "not_in", "matches", "empty",
    "present", "below", "above", "between",
];

/// In `[[reject]]`.
pub(super) const REJECT: [&str; 15] = [
    "why", "all", "any", "not", "column", "field", "is", "in", "not_in", "matches", "empty",
    "present", "below", "above", "between",
];

/// In `[collapse]`.
pub(super) const COLLAPSE: [&str; 4] = ["answered_when", "last", "exchange", "defers_when"];

/// In `[pairing]`.
pub(super) const PAIRING: [&str; 5] = ["by", "opener", "closer", "once", "window_days"];

/// All of them, for the page that explains them.
#[cfg(test)]
pub(in crate::profile) const ALL: [&[&str]; 12] = [
    &PROFILE,
    &DETECT,
    &INPUT,
    &HEADER,
    &RULE,
    &BY_DIRECTION,
    &SHIFT,
    &CONDITION,
    &DROP,
    &REJECT,
    &COLLAPSE,
    &PAIRING,
];
