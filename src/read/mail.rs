//! Mails: the headers that tell who wrote when, and what was answered, become a row.
//!
//! Bodies are never kept, and never parsed. Broken headers are the rule in old mailboxes: one
//! that cannot be read costs its own cell, never the mail.

mod fields;
mod head;
mod mbox;

#[cfg(test)]
mod tests;

use mail_parser::{Header, HeaderName, HeaderValue, MessageParser};

use super::grid::Grid;
use head::Head;

pub use mbox::mbox;

/// The columns that a mail has.
///
/// | column | what it holds |
/// | --- | --- |
/// | `message-id` | the id in its angle brackets |
/// | `in-reply-to`, `references` | ids, parted by spaces; an address is none |
/// | `date` | when it was written, as RFC 3339 with its offset; as it stands where it is no date of 1990-2099, so that it is told and not lost |
/// | `received` | when the last server took it, as RFC 3339; empty where unreadable |
/// | `from`, `to`, `cc`, `reply-to`, `sender`, `delivered-to` | bare addresses, joined with `;` |
/// | `subject` | decoded |
/// | `auto-submitted`, `precedence`, `list-id` | as they stand, without comments |
/// | `x-autoreply` | which of the headers stand that automatic mails have |
/// | `return-path` | the address that bounces go to; `<>` for none |
/// | `content-type` | type and subtype, such as `multipart/report` |
/// | `folder` | the folder of a Maildir, or the labels of an exported mailbox |
pub const MAIL_COLUMNS: [&str; 19] = [
    "message-id",
    "in-reply-to",
    "references",
    "date",
    "received",
    "from",
    "to",
    "cc",
    "reply-to",
    "sender",
    "subject",
    "auto-submitted",
    "precedence",
    "x-autoreply",
    "return-path",
    "content-type",
    "list-id",
    "delivered-to",
    "folder",
];

/// What automatic replies of some programs have.
const AUTOMATIC: [&str; 3] = ["X-Autoreply", "X-Autorespond", "X-Auto-Response-Suppress"];

/// Where Google writes the labels of an exported mailbox.
const LABELS: &str = "X-Gmail-Labels";

/// Reads one mail (`.eml`) into a table of one row, on line 1.
///
/// # Example
/// ```
/// use svarstid::read::{MAIL_COLUMNS, mail};
/// let grid = mail(b"From: Anna <anna@example.se>\r\nSubject: =?utf-8?q?Sn=C3=B6?=\r\n\r\nHej");
/// let cell = |name| {
///     let column = MAIL_COLUMNS.iter().position(|column| *column == name);
///     column.and_then(|column| grid.cell(0, column))
/// };
/// assert_eq!(cell("from"), Some(&b"anna@example.se"[..]));
/// assert_eq!(cell("subject"), Some("Snö".as_bytes()));
/// ```
pub fn mail(bytes: &[u8]) -> Grid {
    let mut mails = MailGrid::new();
    mails.push(1, bytes);
    mails.finish()
}

/// A table of mails that is filled mail by mail, as the files of a Maildir are met.
///
/// # Example
/// ```
/// use svarstid::read::MailGrid;
/// let mut mails = MailGrid::new();
/// mails.set_folder("Skickat");
/// mails.push(1, b"From: anna@example.se\n\nHej");
/// mails.push(1, b"From: bo@example.se\n\nHej");
/// let grid = mails.finish();
/// assert_eq!(grid.len(), 2);
/// ```
#[derive(Debug)]
pub struct MailGrid {
    parser: MessageParser,
    grid: Grid,
    folder: String,
}

impl Default for MailGrid {
    fn default() -> Self {
        Self::new()
    }
}

impl MailGrid {
    /// A table without mails.
    pub fn new() -> Self {
        Self {
            // Dates and ids are read here: the parser's own reading takes the 45th of June and
            // an address for an id.
            parser: MessageParser::new()
                .default_header_raw()
                .with_address_headers()
                .header_address(HeaderName::DeliveredTo)
                .header_text(HeaderName::Subject)
                .header_text(LABELS),
            grid: Grid::new(MAIL_COLUMNS.map(str::to_owned).to_vec(), 0),
            folder: String::new(),
        }
    }

    /// Says in which folder the mails lie that are added from now on.
    pub fn set_folder(&mut self, folder: &str) {
        folder.clone_into(&mut self.folder);
    }

    /// Adds a mail that begins on `line`; what stands behind its headers is not looked at.
    pub fn push(&mut self, line: u64, bytes: &[u8]) {
        self.push_head(line, &Head::of(bytes));
    }

    /// The table.
    pub fn finish(self) -> Grid {
        self.grid
    }

    fn push_head(&mut self, line: u64, head: &Head) {
        let text = head.text();
        let message = self.parser.parse_headers(text.as_bytes());
        let headers = Headers(message.as_ref().map_or(&[], |message| message.headers()));
        let folder = match self.folder.as_str() {
            "" => headers.first(LABELS),
            folder => folder.to_owned(),
        };
        let automatic = AUTOMATIC.into_iter().filter(|name| headers.all(name).next().is_some());
        let cells: [String; MAIL_COLUMNS.len()] = [
            headers.texts("Message-ID").find_map(fields::own_id).unwrap_or_default(),
            headers.texts("In-Reply-To").flat_map(fields::ids).collect::<Vec<_>>().join(" "),
            headers.texts("References").flat_map(fields::listed_ids).collect::<Vec<_>>().join(" "),
            headers.texts("Date").next().map(fields::date).unwrap_or_default(),
            headers.texts("Received").next().and_then(fields::received).unwrap_or_default(),
            headers.addresses("From"),
            headers.addresses("To"),
            headers.addresses("Cc"),
            headers.addresses("Reply-To"),
            headers.addresses("Sender"),
            headers.first("Subject"),
            fields::plain(&headers.first("Auto-Submitted")),
            fields::plain(&headers.first("Precedence")),
            automatic.collect::<Vec<_>>().join(";"),
            headers.texts("Return-Path").next().map(fields::return_path).unwrap_or_default(),
            headers.texts("Content-Type").next().map(fields::media_type).unwrap_or_default(),
            headers.first("List-Id"),
            headers.addresses("Delivered-To"),
            folder,
        ];
        self.grid.push(line, cells.iter().map(String::as_bytes));
    }
}

/// The headers of one mail, in order.
struct Headers<'m>(&'m [Header<'m>]);

impl<'m> Headers<'m> {
    /// The values of every header of this name.
    fn all(&self, name: &str) -> impl Iterator<Item = &'m HeaderValue<'m>> {
        let is_meant = move |header: &&Header<'_>| header.name().eq_ignore_ascii_case(name);
        self.0.iter().filter(is_meant).map(Header::value)
    }

    /// The values that are kept as text.
    fn texts(&self, name: &str) -> impl Iterator<Item = &'m str> {
        self.all(name).filter_map(|value| match value {
            HeaderValue::Text(text) => Some(text.as_ref()),
            _ => None,
        })
    }

    /// The first value as one line; empty where there is none.
    fn first(&self, name: &str) -> String {
        self.texts(name).next().map(fields::one_line).unwrap_or_default()
    }

    /// Every address of every header of this name.
    fn addresses(&self, name: &str) -> String {
        let lists = self.all(name).filter_map(HeaderValue::as_address);
        let addresses = lists.flat_map(|list| list.iter()).filter_map(|one| one.address());
        let is_whole = |address: &&str| {
            !address.is_empty()
                && !address.contains(|c: char| c == ';' || c.is_whitespace() || c.is_control())
        };
        addresses.map(str::trim).filter(is_whole).collect::<Vec<_>>().join(";")
    }
}
