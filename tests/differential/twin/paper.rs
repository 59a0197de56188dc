//! Paper: the bytes of a log to records with their true lines (SPEC 8).

/// Stands for bytes that the encoding does not know.
const UNKNOWN: char = '\u{ffff}';

/// One record below the header.
pub(crate) struct Record {
    /// The line on which it begins, from 1.
    pub(crate) line: u64,
    pub(crate) cells: Vec<String>,
}

impl Record {
    /// Whether it has bytes that the encoding does not know.
    pub(crate) fn is_undecodable(&self) -> bool {
        self.cells.iter().any(|cell| cell.contains(UNKNOWN))
    }

    /// Blank lines, and rows whose every cell is blank, are no rows.
    pub(crate) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// A log: its encoding, its header and the records below.
pub(crate) struct Paper {
    pub(crate) encoding: &'static str,
    pub(crate) delimiter: char,
    pub(crate) has_quoted_newlines: bool,
    /// Whether lines stand above the header.
    pub(crate) has_lines_above: bool,
    pub(crate) header: Vec<String>,
    pub(crate) records: Vec<Record>,
}

/// What 0x80-0x9F are in Windows-1252.
const WINDOWS: [char; 32] = [
    '€', UNKNOWN, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', UNKNOWN, 'Ž', UNKNOWN,
    UNKNOWN, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', UNKNOWN, 'ž', 'Ÿ',
];

/// A byte order mark says the encoding; without one what is valid UTF-8 is UTF-8, and the rest
/// is Windows-1252.
fn decode(bytes: &[u8]) -> (&'static str, String) {
    let wide = |bytes: &[u8], to: fn([u8; 2]) -> u16| {
        let units = bytes.chunks(2).map(|pair| to([pair[0], pair[1]]));
        char::decode_utf16(units).map(|c| c.unwrap_or(UNKNOWN)).collect()
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => ("utf-16le", wide(rest, u16::from_le_bytes)),
        [0xfe, 0xff, rest @ ..] => ("utf-16be", wide(rest, u16::from_be_bytes)),
        [_, 0, _, 0, ..] => ("utf-16le without a mark", wide(bytes, u16::from_le_bytes)),
        [0xef, 0xbb, 0xbf, rest @ ..] => {
            let chunks = rest.utf8_chunks().flat_map(|chunk| {
                let unknown = if chunk.invalid().is_empty() { None } else { Some(UNKNOWN) };
                chunk.valid().chars().chain(unknown)
            });
            ("utf-8 with a mark", chunks.collect())
        }
        _ => match std::str::from_utf8(bytes) {
            Ok(text) if text.is_ascii() => ("ascii", text.to_owned()),
            Ok(text) => ("utf-8", text.to_owned()),
            Err(_) => {
                let chars = bytes.iter().map(|byte| match byte {
                    0x80..=0x9f => WINDOWS[usize::from(byte - 0x80)],
                    byte => char::from(*byte),
                });
                ("windows-1252", chars.collect())
            }
        },
    }
}

/// Splits a text into records as RFC 4180 says; CR, LF and CRLF all end a line.
fn split(text: &str, delimiter: char) -> (Vec<Record>, bool) {
    let (mut records, mut line, mut has_quoted_newlines) = (Vec::new(), 1, false);
    let mut chars = text.chars().peekable();
    while chars.peek().is_some() {
        let mut record = Record { line, cells: vec![String::new()] };
        let mut is_quoted = false;
        let mut begins = true;
        while let Some(c) = chars.next() {
            let cell = record.cells.last_mut().expect("a cell");
            let is_newline = c == '\n' || c == '\r';
            if is_newline {
                line += 1;
            }
            if c == '"' && begins {
                (is_quoted, begins) = (true, false);
            } else if is_quoted && c == '"' {
                if chars.next_if_eq(&'"').is_some() {
                    cell.push('"');
                } else {
                    is_quoted = false;
                }
            } else if is_quoted {
                has_quoted_newlines |= is_newline;
                cell.push(c);
                if c == '\r' && chars.next_if_eq(&'\n').is_some() {
                    cell.push('\n');
                }
            } else if is_newline {
                if c == '\r' {
                    chars.next_if_eq(&'\n');
                }
                break;
            } else if c == delimiter {
                record.cells.push(String::new());
                begins = true;
            } else {
                cell.push(c);
                begins = false;
            }
        }
        records.push(record);
    }
    (records, has_quoted_newlines)
}

/// A name of a column without case, spaces, dashes and the dots of å, ä and ö.
pub(crate) fn plain(name: &str) -> String {
    let letters = name.chars().flat_map(char::to_lowercase).map(|c| match c {
        'å' | 'ä' => 'a',
        'ö' => 'o',
        c => c,
    });
    letters.filter(|c| c.is_alphanumeric()).collect()
}

/// Reads a log. The header is the first record that has a column for the receipt, with the
/// delimiter that finds the most columns in it.
pub(crate) fn read(
    bytes: &[u8],
    is_column: impl Fn(&str) -> bool,
    is_receipt: impl Fn(&str) -> bool,
) -> Paper {
    let (encoding, text) = decode(bytes);
    let mut best: Option<(usize, Paper)> = None;
    for delimiter in [',', ';', '\t', '|'] {
        let (mut records, has_quoted_newlines) = split(&text, delimiter);
        let Some(at) = records.iter().position(|r| r.cells.iter().any(|cell| is_receipt(cell)))
        else {
            continue;
        };
        let known = records[at].cells.iter().filter(|cell| is_column(cell)).count();
        if best.as_ref().is_none_or(|best| known > best.0) {
            let mut records = records.split_off(at);
            let header = records.remove(0).cells;
            let has_lines_above = at > 0;
            let paper = Paper {
                encoding,
                delimiter,
                has_quoted_newlines,
                has_lines_above,
                header,
                records,
            };
            best = Some((known, paper));
        }
    }
    best.expect("a usable header").1
}
