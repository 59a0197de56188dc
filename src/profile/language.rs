//! The language of source profiles in its validated form: what a profile says, as data.
//!
//! Nothing here reads TOML (see [`super::parse`]) and nothing runs it (`normalise` does).

use regex::Regex;

use super::DateOrder;
use crate::calendar::Zone;
use crate::contact::{Channel, Origin};

/// A source profile: how to read one system's export.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Its name in flags and reports: lower-case letters, digits and dashes.
    pub name: String,
    /// The system and the export, in one line.
    pub title: String,
    /// What a row is.
    pub family: Family,
    /// How files of it are known.
    pub detect: Detect,
    /// How its bytes become rows.
    pub input: Input,
    /// What each slot is taken from.
    pub fields: Vec<(Slot, Rule)>,
    /// Rows that are read: all conditions hold. Others are counted as [`Ignored::Filtered`].
    pub keep: Vec<Condition>,
    /// Rows that are left out and counted under a reason; the first that holds counts.
    pub drop: Vec<(Condition, Ignored)>,
    /// How rows that tell of one call or message become one event.
    pub collapse: Option<Collapse>,
    /// How events become contacts; absent for rows.
    pub pairing: Option<Pairing>,
    /// The TOML that it was read from.
    pub text: String,
}

/// What a row of an export is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Family {
    /// One contact with both its times.
    Rows,
    /// One event; the answer is another row.
    Events,
    /// Nothing that an audit can use: the advice says why and what to export instead.
    Refused {
        /// One or two sentences.
        advice: String,
    },
}

/// How files of a profile are known. A file is of the profile when any part that is given fits;
/// file names never decide alone, they only narrow.
#[derive(Clone, Debug, Default)]
pub struct Detect {
    /// Sets of header cells; a header that has all cells of one set fits. Compared folded.
    pub header_sets: Vec<Vec<String>>,
    /// Globs on the base name, any of which must fit where there are any.
    pub files: Vec<String>,
    /// What one of the first lines looks like (the first 20 are tried).
    pub first_lines: Option<Regex>,
    /// Names of the root element of an XML document, without prefix.
    pub xml_roots: Vec<String>,
    /// Sets of keys that the first record of a JSON document has (dotted paths).
    pub json_keys: Vec<Vec<String>>,
    /// Whether it is a mail, a mailbox or a mail folder.
    pub is_mail: bool,
}

/// How the bytes of an export become rows of named cells.
#[derive(Clone, Debug)]
pub struct Input {
    /// What it is made of.
    pub format: Format,
    /// One of [`super::ENCODINGS`]; detected where absent.
    pub encoding: Option<String>,
    /// Cells that mean nothing, compared as they stand and after trimming.
    pub nulls: Vec<String>,
}

/// What an export is made of.
#[derive(Clone, Debug)]
pub enum Format {
    /// Delimited text, or a sheet of a workbook with the same header.
    Table(TableForm),
    /// XML.
    Xml {
        /// Paths of the elements that are records, from the root, such as
        /// `smses/sms` or `log/trace/event`. `//name` stands for any depth.
        records: Vec<String>,
    },
    /// JSON: a document, or one a line.
    Json {
        /// The dotted path of the list of records; empty for the document itself.
        records: String,
    },
    /// Mails: `.eml`, mbox or a Maildir.
    Mail,
}

/// How delimited text is laid out.
#[derive(Clone, Debug)]
pub struct TableForm {
    /// What parts the fields; detected where absent.
    pub delimiter: Option<char>,
    /// Whether `"` quotes a field.
    pub is_quoted: bool,
    /// Where the names of the columns stand.
    pub header: Header,
    /// Rows below the header that are no data, counted from 1 (a row of types, say).
    pub skip_rows: Vec<u64>,
    /// What becomes of rows with another number of fields than the header.
    pub ragged: Ragged,
    /// The sheet of a workbook; all sheets with a known header where absent.
    pub sheet: Option<String>,
}

/// Where the names of the columns stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Header {
    /// In a row that is looked for: above it may stand titles.
    Found,
    /// On this line, from 1.
    Line(u64),
    /// Behind this prefix, such as `#Fields: `; lines that begin with `#` are no data.
    Prefix(String),
    /// Nowhere: the profile names them. Names behind `required` may be left out at the end.
    None {
        /// The names in order.
        columns: Vec<String>,
        /// How many of them every row has.
        required: usize,
    },
}

/// What becomes of rows with another number of fields than the header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ragged {
    /// They are rejected with their place.
    Reject,
    /// Missing fields are empty; more fields are an error still.
    Pad,
    /// What is too much belongs to the last field.
    JoinLast,
}

/// What a row can tell of a contact or an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// What the source calls the contact or the event; equal ids of one channel and moment are
    /// duplicates.
    Id,
    /// The channel.
    Channel,
    /// The origin, where the source tells it.
    Origin,
    /// The department by name.
    Department,
    /// The department by a code that the register knows: queue, unit, mailbox, called number.
    Unit,
    /// Rows: when the contact came in.
    Received,
    /// Rows: when the answer went out. Events: when a person picked up the call.
    Answered,
    /// Rows: why it is exempt.
    Exempt,
    /// Events: when it happened.
    At,
    /// Events: `in`, `out`, `internal` or `none` (neither); where left out, by the
    /// organisation's own numbers and domains.
    Direction,
    /// Events: who it came from (number, address); may be several.
    From,
    /// Events: who it went to (number, address); may be several.
    To,
    /// Events: the case that it belongs to (diarienummer, case id).
    Case,
    /// Events: the Message-ID of a mail.
    Message,
    /// Events: Message-IDs of In-Reply-To.
    ReplyTo,
    /// Events: Message-IDs of References.
    References,
    /// Events: the subject; hashed after normalising, never kept.
    Subject,
    /// Events: what legs of one call, or rows of one message, have in common.
    Group,
}

impl Slot {
    /// Every slot.
    pub const ALL: [Self; 18] = [
        Self::Id,
        Self::Channel,
        Self::Origin,
        Self::Department,
        Self::Unit,
        Self::Received,
        Self::Answered,
        Self::Exempt,
        Self::At,
        Self::Direction,
        Self::From,
        Self::To,
        Self::Case,
        Self::Message,
        Self::ReplyTo,
        Self::References,
        Self::Subject,
        Self::Group,
    ];

    /// Its key in `[fields]`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Channel => "channel",
            Self::Origin => "origin",
            Self::Department => "department",
            Self::Unit => "unit",
            Self::Received => "received",
            Self::Answered => "answered",
            Self::Exempt => "exempt",
            Self::At => "at",
            Self::Direction => "direction",
            Self::From => "from",
            Self::To => "to",
            Self::Case => "case",
            Self::Message => "message",
            Self::ReplyTo => "reply_to",
            Self::References => "references",
            Self::Subject => "subject",
            Self::Group => "group",
        }
    }

    /// The slot with this key.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|slot| slot.id() == id)
    }
}

/// How one slot is taken from a row. The steps are applied in the order of the fields here;
/// a cell that means nothing stays empty through all of them.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Where the text comes from.
    pub source: Text,
    /// The first group of this pattern; empty where it does not match.
    pub pattern: Option<Regex>,
    /// Characters from the first to before the second.
    pub substr: Option<(usize, usize)>,
    /// Separators from the outer to the inner one; the first part of the inner split is taken.
    pub split: Vec<String>,
    /// What the words mean. Compared folded.
    pub words: Option<Words>,
    /// How the text of a moment is read; `None` for text.
    pub moment: Option<MomentForm>,
    /// What kind of party or key it is.
    pub kind: KeyKind,
}

/// Where the text of a slot comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// The first of these columns that the header has.
    Column(Vec<Cell>),
    /// The first of these columns whose cell means something.
    Coalesce(Vec<Cell>),
    /// Always this.
    Constant(String),
    /// Text with `{column}` in it; empty where any of its columns is empty.
    Template(Vec<Piece>),
    /// By the direction of the row: each like [`Text::Coalesce`].
    ByDirection {
        /// For incoming rows.
        incoming: Vec<Cell>,
        /// For outgoing rows.
        outgoing: Vec<Cell>,
        /// For all others.
        other: Vec<Cell>,
    },
}

/// A column by its name; `nth` counts columns of the same name from 1 (`Comment#2`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The header cell, compared folded; for XML a path, for JSON a dotted path.
    pub name: String,
    /// Which of several columns of that name.
    pub nth: usize,
}

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text.
    Text(String),
    /// A column.
    Cell(Cell),
}

/// What the words of a column mean.
#[derive(Clone, Debug)]
pub struct Words {
    /// Exact words and what they mean, compared folded.
    pub exact: Vec<(String, String)>,
    /// Patterns and what they mean, tried in order behind the exact words.
    pub patterns: Vec<(Regex, String)>,
    /// What an empty cell means.
    pub empty: Option<String>,
    /// What becomes of other words.
    pub unknown: Unknown,
}

/// What becomes of a word that a map does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// The row is rejected (`unknown-channel`, `unknown-origin`, otherwise `unknown-word`).
    Reject,
    /// The row is ignored and counted ([`Ignored::UnknownWord`]).
    Drop,
    /// The word stays as it is: the program's own words may know it.
    Keep,
    /// It means this.
    Means(String),
}

/// How the text of a moment is read.
#[derive(Clone, Debug)]
pub struct MomentForm {
    /// Tried in order.
    pub layouts: Vec<Layout>,
    /// The zone of stamps without an offset.
    pub zone: SourceZone,
    /// Whether 00:00:00 means that the time of day is not known.
    pub midnight_means_day: bool,
    /// Whether only the date means something.
    pub is_date_only: bool,
    /// What is added to the moment: columns with numbers.
    pub plus: Vec<Shift>,
    /// What to do with local times that a clock change makes doubtful.
    pub dst: Dst,
}

/// A span in a column that is added to a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// The column; a number, or a span such as `26:10:05` or `1:05`.
    pub cell: Cell,
    /// Seconds that one of its units has; negative to subtract.
    pub unit_s: i64,
}

/// One way to write a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Layout {
    /// The layouts that a contact log may have (ISO 8601, Swedish, slashes with this order).
    Usual(Option<DateOrder>),
    /// Seconds since 1970; `0` is no moment.
    EpochSeconds,
    /// Milliseconds since 1970; `0` is no moment.
    EpochMilliseconds,
    /// `Mon, 2 Mar 2026 08:05:00 +0100`.
    Rfc2822,
    /// A strptime-like layout.
    Pattern(String),
}

/// The zone of stamps without an offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceZone {
    /// This one: the system always writes it.
    Fixed(Zone),
    /// The user must say it: it depends on how the system is set up.
    Site,
    /// None: every stamp has its offset (or is a count of seconds); others are unreadable.
    Stated,
}

/// What to do with local times that a clock change makes doubtful.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dst {
    /// SPEC 2: the earlier of two, unless an answer would precede its receipt; none in the gap.
    Usual,
    /// The earlier of two.
    Earlier,
    /// The later of two.
    Later,
    /// Both are faults.
    Reject,
}

/// What kind of key a text is, which decides when two are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyKind {
    /// Text as it stands, without spaces around it.
    Text,
    /// A phone number.
    Phone,
    /// A mail address.
    Email,
    /// A diarienummer in any of its spellings.
    CaseNumber,
    /// A Message-ID.
    MessageId,
}

/// A condition on a row.
#[derive(Clone, Debug)]
pub enum Condition {
    /// All hold.
    All(Vec<Condition>),
    /// One holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// A cell or slot passes a test. A column that the file does not have is empty.
    Test {
        /// What is tested.
        subject: Subject,
        /// How.
        test: Test,
    },
}

/// What a condition looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The first of these columns that the file has.
    Column(Vec<Cell>),
    /// The value of a slot, after its map.
    Slot(Slot),
}

/// A test of a text.
#[derive(Clone, Debug)]
pub enum Test {
    /// It is one of these, compared folded.
    In(Vec<String>),
    /// It is none of these.
    NotIn(Vec<String>),
    /// It matches.
    Matches(Regex),
    /// It is empty.
    Empty,
    /// It is not empty.
    Present,
    /// It is a number below this.
    Below(f64),
    /// It is a number above this.
    Above(f64),
    /// It is a number from the first to the second, both included.
    Between(f64, f64),
}

/// How rows that tell of one call or message become one event: those with the same
/// [`Slot::Group`] (or [`Slot::Id`] where that is empty).
#[derive(Clone, Debug)]
pub struct Collapse {
    /// Which of the rows can tell when a person answered; all where absent.
    pub answered_when: Option<Condition>,
}

/// How events become contacts.
#[derive(Clone, Debug)]
pub struct Pairing {
    /// Rows that can open a contact; absent: those that came in.
    pub opener: Option<Condition>,
    /// Rows that can answer one; absent: those that went out.
    pub closer: Option<Condition>,
    /// How an answer is found, in this order.
    pub strategies: Vec<Strategy>,
    /// Whether a key has one contact at most: what comes after the answer opens none.
    pub once: bool,
    /// Days in which an answer counts; absent: as the settings say.
    pub window_days: Option<u32>,
}

/// How an answer is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Strategy {
    /// The same case. Exact.
    Case,
    /// The same party (number). Exact.
    Party,
    /// Message-ID, In-Reply-To, References. Exact.
    Message,
    /// Swapped parties and the same normalised subject. Inferred.
    Subject,
}

impl Strategy {
    /// Every strategy.
    pub const ALL: [Self; 4] = [Self::Case, Self::Party, Self::Message, Self::Subject];

    /// Its word in a profile.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Case => "case",
            Self::Party => "party",
            Self::Message => "message",
            Self::Subject => "subject",
        }
    }
}

/// Why a row is read and belongs to no contact of its own: part of the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ignored {
    /// The profile leaves such rows out.
    Filtered,
    /// A word that the profile's map does not know and drops.
    UnknownWord,
    /// A further leg of a call, or a further row of a message.
    Leg,
    /// The answer to a contact.
    Answer,
    /// A further message in a contact that is still open.
    Repeat,
    /// Sent by the organisation, and the answer to no contact.
    Outgoing,
    /// An automatic reply, a delivery report.
    Automatic,
    /// Between a function box and its officers.
    Forwarding,
    /// Drawn up or drafted, and not sent.
    Unsent,
    /// The case was cancelled (makulerad).
    Cancelled,
    /// Nobody to answer: no number, no address, a text sender.
    NoParty,
    /// Neither came to nor went from the organisation.
    Foreign,
    /// Rang for less than the settings ask for.
    ShortRing,
}

impl Ignored {
    /// Every reason, in the order of the account.
    pub const ALL: [Self; 13] = [
        Self::Filtered,
        Self::UnknownWord,
        Self::Leg,
        Self::Answer,
        Self::Repeat,
        Self::Outgoing,
        Self::Automatic,
        Self::Forwarding,
        Self::Unsent,
        Self::Cancelled,
        Self::NoParty,
        Self::Foreign,
        Self::ShortRing,
    ];

    /// Its name in the account and in profiles.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Filtered => "filtered",
            Self::UnknownWord => "unknown_word",
            Self::Leg => "legs",
            Self::Answer => "answers",
            Self::Repeat => "repeats",
            Self::Outgoing => "outgoing",
            Self::Automatic => "automatic",
            Self::Forwarding => "forwarding",
            Self::Unsent => "unsent",
            Self::Cancelled => "cancelled",
            Self::NoParty => "no_party",
            Self::Foreign => "foreign",
            Self::ShortRing => "short_rings",
        }
    }
}

/// Words for channels and origins that a profile's maps may give.
pub(crate) fn channel_word(word: &str) -> Option<Channel> {
    Channel::ALL.into_iter().find(|channel| channel.id() == word)
}

/// Words for origins that a profile's maps may give.
pub(crate) fn origin_word(word: &str) -> Option<Origin> {
    Origin::ALL.into_iter().find(|origin| origin.id() == word)
}
