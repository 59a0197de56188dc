//! What a number format shows of a day: its date, its time, or both.

/// Whether a number format shows a date and a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shows {
    pub(super) date: bool,
    pub(super) time: bool,
}

impl Shows {
    /// What `code` shows, by its first section: `yyyy-mm-dd hh:mm;@`.
    ///
    /// An `m` is a month unless the format is about a time alone: minutes never stand without
    /// hours or seconds, and months beside them come with a day or a year.
    pub(super) fn of(code: &str) -> Self {
        let (mut shows, mut has_m) = (Self::default(), false);
        let mut letters = code.chars();
        while let Some(letter) = letters.next() {
            match letter.to_ascii_lowercase() {
                ';' => break,
                // The next is printed, left blank, or fills the cell.
                '\\' | '_' | '*' => drop(letters.next()),
                '"' => drop(letters.find(|&c| c == '"')),
                // A colour, a language or a condition; a span of time is known as one already.
                '[' => drop(letters.find(|&c| c == ']')),
                'y' | 'd' => shows.date = true,
                'h' | 's' => shows.time = true,
                'm' => has_m = true,
                _ => {}
            }
        }
        shows.date |= has_m && !shows.time;
        shows
    }

    /// What the format does that Excel knows by its number alone.
    pub(super) fn built_in(id: u16) -> Self {
        match id {
            18..=21 | 45 | 47 => Self { date: false, time: true },
            22 => Self { date: true, time: true },
            // Those from 27 on are the dates of East Asia.
            14..=17 | 27..=36 | 50..=58 => Self { date: true, time: false },
            _ => Self::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_shows_a_date_a_time_or_both() {
        let (date, time, both) = ((true, false), (false, true), (true, true));
        for (code, expected) in [
            ("yyyy-mm-dd", date),
            ("mmm-yy", date),
            ("mmmm", date),
            ("[$-41D]d mmmm yyyy;@", date),
            ("yyyy\\-mm\\-dd\\ \"kl. h\"", date),
            ("*hyyyy", date),
            ("yyyy-mm-dd;hh:mm", date),
            ("hh:mm", time),
            ("mm:ss", time),
            ("h:mm:ss AM/PM", time),
            ("yyyy-mm-dd hh:mm", both),
            ("D/M YYYY \"kl.\" HH.MM", both),
            ("General", (false, false)),
            ("", (false, false)),
            ("\"never closed", (false, false)),
        ] {
            let shows = Shows::of(code);
            assert_eq!((shows.date, shows.time), expected, "{code}");
        }
    }
}
