//! The press: rows to the bytes of a file, in any encoding and dialect of SPEC 8.

use crate::dice::Dice;
use crate::scribe::Row;
use crate::twin::COLUMNS;
use crate::world::LogFile;

/// How a file is written.
struct Dialect {
    delimiter: &'static str,
    newline: &'static str,
    encoding: i64,
    trails: bool,
}

/// What flags say of all files without such a column.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Flags {
    pub(crate) origin: &'static str,
    pub(crate) department: &'static str,
}

/// A file of `rows`.
pub(crate) fn file(number: usize, rows: &[Row], flags: Flags, dice: &mut Dice) -> LogFile {
    let dialect = Dialect {
        delimiter: dice.pick::<&str>(&[",", ",", ";", ";", "\t", "|"]),
        newline: dice.pick::<&str>(&["\n", "\n", "\r\n", "\r\n", "\r"]),
        encoding: dice.between(0, 12),
        trails: dice.one_in(6),
    };
    let has_flaw = |flaw| rows.iter().any(|row| row.flaw == Some(flaw));
    // What no byte order mark says to be UTF-8 would be read as Windows-1252 for one bad byte.
    let encoding = match has_flaw("undecodable-text") {
        true => *dice.pick(&[4, 8]),
        false => dialect.encoding,
    };
    let dialect = Dialect { encoding, ..dialect };
    let channel = dice.one_in(5).then(|| *dice.pick(&["phone", "sms", "email", "letter"]));
    let [mut has_origin, mut has_department] = [!dice.one_in(8), !dice.one_in(8)];
    // A file of nothing but moments is no log of ours to test.
    if dice.one_in(20) {
        (has_origin, has_department) = (true, true);
    }
    let mut columns: Vec<&str> = COLUMNS.iter().map(|(id, _)| *id).collect();
    columns.retain(|id| match *id {
        "channel" => channel.is_none() || dice.one_in(2),
        "origin" => has_origin,
        "department" => has_department,
        _ => true,
    });
    columns.push("Anteckning");
    for at in (1..columns.len()).rev() {
        columns.swap(at, dice.between(0, at as i64 + 1) as usize);
    }
    let names = |id: &str| COLUMNS.iter().find(|(own, _)| *own == id).map(|(_, names)| *names);
    let header = columns
        .iter()
        .map(|id| names(id).map_or((*id).to_owned(), |names| (*dice.pick(names)).to_owned()));
    let header: Vec<String> = header.collect();
    let mut text = String::new();
    if dice.one_in(6) {
        text += &format!("sep={}{}", dialect.delimiter, dialect.newline);
    } else if dice.one_in(6) {
        text += &format!("Utdrag ur loggen{0}{0}", dialect.newline);
    }
    text += &dialect.record(&header, dice);
    for row in rows {
        let mut cells: Vec<String> = columns.iter().map(|id| cell(row, id, dice)).collect();
        match row.flaw {
            Some("wrong-field-count") if dice.one_in(2) => cells.truncate(columns.len() - 2),
            Some("wrong-field-count") => cells.extend(["en".to_owned(), "till".to_owned()]),
            Some(_) => {
                let note = columns.iter().position(|id| *id == "Anteckning").expect("a note");
                cells[note] = "\u{fffe}".to_owned();
            }
            None => {}
        }
        text += &dialect.record(&cells, dice);
        if dice.one_in(60) {
            text += dialect.newline;
        }
    }
    LogFile {
        name: format!("log-{number}.csv"),
        channel,
        origin: Some(flags.origin),
        department: Some(flags.department),
        bytes: dialect.bytes(&text),
    }
}

fn cell(row: &Row, column: &str, dice: &mut Dice) -> String {
    let text = match column {
        "id" => &row.id,
        "channel" => &row.channel,
        "origin" => &row.origin,
        "department" => &row.department,
        "received" => &row.received,
        "answered" => &row.answered,
        "exempt" => &row.exempt,
        _ => match dice.between(0, 30) {
            0 => return "ringde, \"igen\"\noch igen".to_owned(),
            1 => return "a;b|c\td,e".to_owned(),
            2 => return "år – öre".to_owned(),
            _ => return String::new(),
        },
    };
    if dice.one_in(30) { format!(" {text} ") } else { text.clone() }
}

impl Dialect {
    fn record(&self, cells: &[String], dice: &mut Dice) -> String {
        let quoted = |cell: &String| {
            let must = cell.contains([',', ';', '\t', '|', '"', '\n', '\r']);
            if must || !cell.is_empty() && dice.one_in(20) {
                format!("\"{}\"", cell.replace('"', "\"\"").replace('\n', self.newline))
            } else {
                cell.clone()
            }
        };
        let cells: Vec<String> = cells.iter().map(quoted).collect();
        let trail = if self.trails { self.delimiter } else { "" };
        cells.join(self.delimiter) + trail + self.newline
    }

    /// The bytes; U+FFFE stands for a byte that no text has.
    fn bytes(&self, text: &str) -> Vec<u8> {
        let wide = |mark: u16, to: fn(u16) -> [u8; 2]| {
            std::iter::once(mark).chain(text.encode_utf16()).flat_map(to).collect()
        };
        match self.encoding {
            0 => wide(0xfeff, u16::to_le_bytes),
            1 => wide(0xfeff, u16::to_be_bytes),
            2 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            3..=5 => text.chars().flat_map(windows_1252).collect(),
            6..=8 => {
                let mut bytes = vec![0xef, 0xbb, 0xbf];
                for c in text.chars() {
                    match c {
                        '\u{fffe}' => bytes.push(0xff),
                        c => bytes.extend(c.to_string().as_bytes()),
                    }
                }
                bytes
            }
            _ => text.as_bytes().to_vec(),
        }
    }
}

fn windows_1252(c: char) -> Option<u8> {
    match c {
        '–' => Some(0x96),
        '\u{fffe}' => Some(0x81),
        c => Some(u8::try_from(u32::from(c)).expect("a letter of Latin 1")),
    }
}
