//! Mail addresses and mail domains: every spelling of an address to one normal form.

use std::fmt;

use crate::profile::fold::folded;

/// Writes the normal form of the mail address `text` to `out`, which it empties before;
/// whether there is an address.
///
/// Lower case, without display name, angle brackets and `+tag`; a local part in quotes stays
/// in them where it needs them.
pub(super) fn normal(text: &str, out: &mut String) -> bool {
    out.clear();
    let text = bare(text);
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let domain = domain.trim_end_matches('.');
    if domain.is_empty() || domain.contains(|c: char| c.is_whitespace() || c == '>') {
        return false;
    }
    match local.strip_prefix('"').and_then(|local| local.strip_suffix('"')) {
        Some(inner) if !is_plain(inner) => lower(local, out),
        Some(inner) => lower(without_tag(inner), out),
        // A quote that is not at both ends is no part of an address.
        None if local.is_empty() || local.contains(|c: char| c.is_whitespace() || c == '"') => {
            return false;
        }
        None => lower(without_tag(local), out),
    }
    out.push('@');
    lower(domain, out);
    true
}

/// `text` without what mail systems and people write around an address.
fn bare(text: &str) -> &str {
    let is_around = |c: char| c.is_whitespace() || matches!(c, '\'' | ';' | ',' | '\u{feff}');
    let mut text = text.trim_matches(is_around);
    // `"Berg, Anna" <anna.berg@example.se>`; the brackets are the last ones.
    if let Some(start) = text.rfind('<') {
        let inner = &text[start + 1..];
        text = inner.split('>').next().unwrap_or(inner).trim();
    } else if !text.starts_with('"') {
        // `anna.berg@example.se (Anna Berg)`
        text = text.split_whitespace().find(|word| word.contains('@')).unwrap_or(text);
    }
    for scheme in ["mailto:", "smtp:", "sip:", "sips:", "tel:"] {
        if text.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme)) {
            text = &text[scheme.len()..];
        }
    }
    text.trim_matches(is_around)
}

/// Whether a local part needs no quotes.
fn is_plain(local: &str) -> bool {
    let is_atom = |part: &str| {
        !part.is_empty()
            && part.chars().all(|c| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c))
    };
    local.split('.').all(is_atom)
}

/// `anna` of `anna+nyhetsbrev`: the tag is the reader's own mark on the same mailbox.
fn without_tag(local: &str) -> &str {
    match local.split_once('+') {
        Some((mailbox, _)) if !mailbox.is_empty() => mailbox,
        _ => local,
    }
}

fn lower(text: &str, out: &mut String) {
    out.extend(text.chars().flat_map(char::to_lowercase));
}

/// Whether an address in its normal form is a machine's: nobody reads what is sent there.
pub(super) fn is_machine(address: &str) -> bool {
    const BEGINNINGS: [&str; 9] = [
        "mailerdaemon",
        "postmaster",
        "noreply",
        "donotreply",
        "svaraej",
        "svarainte",
        "ejsvara",
        "ejsvar",
        "bounce",
    ];
    /// Exchange's own mailbox, which sends what Exchange itself has to say.
    const EXCHANGE: &str = "microsoftexchange329e71ec88ae4615bbc36ab6ce41109e";
    let local = address.rsplit_once('@').map_or(address, |(local, _)| local);
    let letters: String = folded(local).filter(|c| c.is_alphanumeric()).collect();
    letters == EXCHANGE || BEGINNINGS.iter().any(|beginning| letters.starts_with(beginning))
}

/// A mail domain of the organisation.
///
/// `example.se` stands for itself and every domain below it; `=example.se` for itself alone,
/// where pupils or a company have mail below it.
///
/// # Example
/// ```
/// use svarstid::organisation::Domain;
/// assert!(Domain::parse("Example.se")?.covers("skola.example.se"));
/// assert!(!Domain::parse("=example.se")?.covers("skola.example.se"));
/// assert!(!Domain::parse("example.se")?.covers("another-example.se"));
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Domain {
    name: String,
    is_exact: bool,
}

impl Domain {
    /// Reads `example.se` or `=example.se`.
    ///
    /// # Errors
    /// Why it is neither, in one English clause.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let (is_exact, name) = text.strip_prefix('=').map_or((false, text), |name| (true, name));
        let is_label = |label: &str| {
            !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        };
        if !name.contains('.') || !name.split('.').all(is_label) {
            return Err("a mail domain is written as \"example.se\", or \"=example.se\" without \
                        those below it"
                .to_owned());
        }
        Ok(Self { name: name.to_lowercase(), is_exact })
    }

    /// Its name, without what says whether domains below it count.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Whether the domain of an address in its normal form is this one, or below it.
    pub fn covers(&self, domain: &str) -> bool {
        match domain.strip_suffix(self.name.as_str()) {
            Some("") => true,
            Some(below) => !self.is_exact && below.ends_with('.'),
            None => false,
        }
    }
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.is_exact { "=" } else { "" }, self.name)
    }
}

/// A mailbox in its normal form.
///
/// # Example
/// ```
/// use svarstid::organisation::Mailbox;
/// assert_eq!(Mailbox::parse("Kommun@Example.se")?.as_str(), "kommun@example.se");
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox(String);

impl Mailbox {
    /// Reads an address.
    ///
    /// # Errors
    /// Why it is none, in one English clause.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut address = String::new();
        if normal(text, &mut address) {
            Ok(Self(address))
        } else {
            Err("an address is written as \"kommun@example.se\"".to_owned())
        }
    }

    /// The address in its normal form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn normal_of(text: &str) -> Option<String> {
        let mut out = String::new();
        normal(text, &mut out).then_some(out)
    }

    #[test]
    fn spellings_of_an_address_are_one_address() {
        for (spellings, expected) in [
            (
                &[
                    "anna.berg@example.se",
                    " Anna.Berg@EXAMPLE.SE ",
                    "<anna.berg@example.se>",
                    "Anna Berg <anna.berg@example.se>",
                    "\"Berg, Anna\" <anna.berg@example.se>",
                    "\"Anna <3\" <anna.berg@example.se>",
                    "anna.berg@example.se (Anna Berg)",
                    "mailto:anna.berg@example.se",
                    "SMTP:anna.berg@example.se",
                    "'anna.berg@example.se'",
                    "anna.berg@example.se;",
                    "anna.berg+nyhetsbrev@example.se",
                    "\"anna.berg\"@example.se",
                    "anna.berg@example.se.",
                ][..],
                "anna.berg@example.se",
            ),
            (
                &["\"Anna Berg\"@example.se", "<\"anna berg\"@example.se>"],
                "\"anna berg\"@example.se",
            ),
            (&["\"a@b\"@example.se"], "\"a@b\"@example.se"),
            (&["+tag@example.se"], "+tag@example.se"),
            (&["ÅSA@EXAMPLE.SE"], "åsa@example.se"),
        ] {
            for spelling in spellings {
                assert_eq!(normal_of(spelling).as_deref(), Some(expected), "{spelling}");
            }
        }
    }

    #[test]
    fn what_is_no_address_has_no_normal_form() {
        for text in ["", "<>", "Anna Berg", "@example.se", "anna@", "a b@", "/O=EXAMPLE/CN=ANNA"] {
            assert_eq!(normal_of(text), None, "{text}");
        }
    }

    #[test]
    fn machines_are_known_by_their_local_part() {
        for (address, is_one) in [
            ("mailer-daemon@example.se", true),
            ("postmaster@example.se", true),
            ("no-reply@example.se", true),
            ("noreply.bibliotek@example.se", true),
            ("do_not_reply@example.se", true),
            ("svara-ej@example.se", true),
            ("bounces-12@example.se", true),
            ("microsoftexchange329e71ec88ae4615bbc36ab6ce41109e@example.se", true),
            ("anna.berg@example.se", false),
            ("kommun@noreply.example", false),
        ] {
            assert_eq!(is_machine(address), is_one, "{address}");
        }
    }

    #[test]
    fn a_domain_that_is_none_is_refused() {
        for text in ["", "example", "@example.se", "a@example.se", "example..se", "*.example.se"] {
            assert!(Domain::parse(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_normal_form_of_a_normal_form_is_itself(
            text in prop_oneof!["\\PC{0,12}@\\PC{1,8}", "[a-z.+\"]{1,8}@[a-z.]{1,8}", any::<String>()],
        ) {
            if let Some(once) = normal_of(&text) {
                prop_assert_eq!(normal_of(&once), Some(once));
            }
        }
    }
}
