//! Literals: how TOML writes a string, a list and a key.

/// A basic string.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            // Controls are no part of a TOML string; a byte order mark would be lost by editors.
            c if c.is_control() || c == '\u{feff}' => {
                out.push_str(&format!("\\u{:04X}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A list of strings on one line.
pub(crate) fn list<T: ToString>(texts: impl IntoIterator<Item = T>) -> String {
    let quoted: Vec<String> = texts.into_iter().map(|text| quoted(&text.to_string())).collect();
    format!("[{}]", quoted.join(", "))
}

/// A key, bare where TOML allows it.
pub(crate) fn key(text: &str) -> String {
    let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    if !text.is_empty() && text.bytes().all(is_bare) { text.to_owned() } else { quoted(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_is_read_back_as_what_it_was() {
        for text in ["", "å \"b\" \\", "\0\u{7f}\u{85}\u{feff}\r\n\t", "'''", "a.b", "a-b_1"] {
            let line = format!("{} = {}", key(text), list([text]));
            let table: toml::Table = line.parse().unwrap();
            assert_eq!(table[text].as_array().unwrap()[0].as_str(), Some(text), "{line}");
        }
    }
}
