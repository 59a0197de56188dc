//! What an input is made of, by its first letters: XML, JSON, a mail, or just text.
//!
//! Only a look: nothing is parsed, and what begins like a mail may still be a broken one.

use crate::read::error::Foreign;

use super::lines;

/// What an input is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Text that is nothing below: delimited, it is to be hoped. HTML is here too.
    Text,
    /// An XML document.
    Xml,
    /// A JSON document, or one a line.
    Json,
    /// A mail.
    Mail,
    /// Several mails in one file.
    Mbox,
    /// A zip archive, which is what `.xlsx` and `.ods` are.
    Zip,
    /// An OLE file, which is what `.xls` is.
    Ole,
    /// A gzip file.
    Gzip,
    /// A PDF document.
    Pdf,
    /// A picture.
    Image,
    /// Anything else that is no text.
    Binary,
}

impl Kind {
    pub(super) fn of_foreign(foreign: Foreign) -> Self {
        match foreign {
            Foreign::Zip => Self::Zip,
            Foreign::Ole => Self::Ole,
            Foreign::Gzip => Self::Gzip,
            Foreign::Pdf => Self::Pdf,
            Foreign::Image => Self::Image,
            Foreign::Markup => Self::Text,
            Foreign::ZeroBytes => Self::Binary,
        }
    }
}

/// What `text` is, and the name of its root element if it has one.
pub(super) fn of_text(text: &str) -> (Kind, Option<&str>) {
    let begin = text.trim_start();
    let root = root(begin);
    let kind = match begin.as_bytes() {
        [b'{' | b'[', ..] => Kind::Json,
        [b'<', ..] if root.is_some_and(|name| !is_html(name)) => Kind::Xml,
        [b'<', b'?', b'x', b'm', b'l', ..] if root.is_none() => Kind::Xml,
        _ => mail(text).unwrap_or(Kind::Text),
    };
    (kind, root)
}

/// The name of the root element without its prefix, where markup begins with one.
fn root(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        rest = if let Some(instruction) = rest.strip_prefix("<?") {
            instruction.split_once("?>")?.1
        } else if let Some(comment) = rest.strip_prefix("<!--") {
            comment.split_once("-->")?.1
        } else if rest.starts_with("<!") {
            behind_doctype(rest)?
        } else {
            break;
        };
    }
    let tag = rest.strip_prefix('<')?;
    let name = &tag[..tag.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>'))?];
    let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'));
    is_name.then(|| name.rsplit_once(':').map_or(name, |(_, local)| local))
}

/// What stands behind a document type with its own declarations and comments.
fn behind_doctype(text: &str) -> Option<&str> {
    let mut rest = text;
    let mut is_inside = false;
    loop {
        rest = &rest[rest.find(['[', ']', '>', '"', '\'', '<'])?..];
        let (sign, after) = rest.split_at(1);
        rest = match sign {
            "\"" | "'" => after.split_once(sign)?.1,
            "<" if after.starts_with("!--") => after.split_once("-->")?.1,
            ">" if !is_inside => return Some(after),
            _ => {
                is_inside = sign == "[" || (is_inside && sign != "]");
                after
            }
        };
    }
}

fn is_html(root: &str) -> bool {
    const ROOTS: [&str; 12] = [
        "html", "head", "body", "table", "div", "meta", "style", "script", "center", "form", "p",
        "tr",
    ];
    ROOTS.iter().any(|name| root.eq_ignore_ascii_case(name))
}

/// Names in the head of a mail, and whether reports have them too.
const MAIL_HEADERS: [(&str, bool); 10] = [
    ("received", false),
    ("return-path", false),
    ("message-id", false),
    ("delivered-to", false),
    ("in-reply-to", false),
    ("references", false),
    ("from", true),
    ("to", true),
    ("date", true),
    ("subject", true),
];

/// Which kind of mail begins `text`, if one does.
///
/// Two known names make a mail, one of which no report would have above its table, or an address
/// to come from.
fn mail(text: &str) -> Option<Kind> {
    let mut lines = lines(text.trim_start_matches(['\r', '\n'])).peekable();
    let is_mbox = lines.next_if(|line| line.starts_with("From ")).is_some();
    let (mut known, mut is_sure) = (0, false);
    for (index, line) in lines.enumerate() {
        if index > 0 && line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((name, value)) = line.split_once(':') else { break };
        let name = name.trim_end();
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_graphic()) {
            break;
        }
        if let Some((found, in_reports)) =
            MAIL_HEADERS.iter().find(|(header, _)| name.eq_ignore_ascii_case(header))
        {
            known += 1;
            is_sure |= !in_reports || (*found == "from" && value.contains('@'));
        }
    }
    match (is_mbox, known) {
        (true, 1..) => Some(Kind::Mbox),
        (false, 2..) if is_sure => Some(Kind::Mail),
        _ => None,
    }
}
