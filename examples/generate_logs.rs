//! Writes synthetic contact logs of any size: the same arguments give the same bytes everywhere.
//!
//! ```text
//! cargo run --release --example generate_logs -- --contacts 5000000 --output big.csv
//! cargo run --release --example generate_logs -- --contacts 1000 --seed 7 --hostile
//! cargo run --release --example generate_logs -- --contacts 1000 --as asterisk --output Master.csv
//! ```
//!
//! No row is about anybody: ids are a running number, times are drawn, departments are common
//! Swedish names. Rows ascend by receipt and follow the canonical columns
//! `id,channel,origin,department,received,answered`, about 100 bytes each.
//!
//! `--contacts` counts contacts. With `--hostile` a few percent of them become faults of every
//! code, bare dates or stamps in the hours of a clock change, and some rows are written twice;
//! the file then opens with a byte order mark, because only a declared encoding can be broken.
//!
//! `--as asterisk` writes the call records of an exchange instead, about one row a contact asked
//! for: see [`asterisk`].
//!
//! Nothing here reads a clock. An audit does: a log that reaches past today needs `--as-of`, or
//! its last rows are rejected as `in-the-future`.
//!
//! Integers only: logarithms and powers of floats differ in their last bit between machines.

#[path = "generate_logs/asterisk.rs"]
mod asterisk;

use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use svarstid::calendar::{Day, FIRST_YEAR, Instant, LAST_YEAR, Zone};
use svarstid::fault::Code;

/// The header that every log begins with.
pub(crate) const HEADER: &str = "id,channel,origin,department,received,answered\n";

/// Faults that a row in the canonical columns can have, in the order in which they are drawn:
/// another order, or one more of them, gives other bytes.
pub(crate) const FAULTS: [Code; 10] = [
    Code::UndecodableText,
    Code::WrongFieldCount,
    Code::UnknownChannel,
    Code::UnknownOrigin,
    Code::MissingReceived,
    Code::UnreadableStamp,
    Code::NonexistentTime,
    Code::OutOfRange,
    Code::InTheFuture,
    Code::AnsweredBeforeReceived,
];

/// Bytes gathered before they are handed to the output.
const CHUNK: usize = 1 << 16;

const DAY_S: i64 = 86_400;

/// Longest time from receipt to answer that is drawn, with room for a weekend.
const ANSWER_DAYS: i32 = 120;

/// How many recent rows a duplicate is taken from.
const RECENT: usize = 64;

/// Departments, the busiest first.
const DEPARTMENTS: [&str; 16] = [
    "Servicecenter",
    "Ärendehanteringen",
    "Utbildningskontoret",
    "Bygg- och miljöförvaltningen",
    "Kommunledningskontoret",
    "Vård- och omsorgskontoret",
    "Samhällsbyggnadskontoret",
    "Kultur- och fritidskontoret",
    "Överförmyndarnämndens kansli",
    "Individ- och familjeomsorgen",
    "Räddningstjänsten",
    "Ekonomienheten",
    "Åldersvänliga boenden",
    "Näringslivskontoret",
    "Arbetsmarknadsenheten",
    "Östra skolområdet",
];

/// A channel: its word, its share of a hundred contacts, and how its answer times spread.
///
/// `minutes` weighs the octaves of the answer time: entry `e` stands for 2^e up to 2^(e+1)
/// minutes, so that times range from minutes to weeks as on a logarithmic scale.
struct Channel {
    word: &'static str,
    percent: u32,
    minutes: [u8; 16],
}

const CHANNELS: [Channel; 6] = [
    Channel {
        word: "phone",
        percent: 40,
        minutes: [30, 26, 20, 14, 9, 6, 5, 5, 5, 6, 6, 4, 2, 1, 1, 0],
    },
    Channel {
        word: "sms",
        percent: 8,
        minutes: [8, 10, 12, 14, 14, 12, 10, 9, 8, 8, 7, 4, 2, 1, 1, 0],
    },
    Channel {
        word: "email",
        percent: 38,
        minutes: [1, 2, 3, 5, 8, 11, 14, 16, 18, 18, 18, 12, 7, 4, 2, 1],
    },
    Channel {
        word: "letter",
        percent: 8,
        minutes: [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 26, 24, 16, 10, 6, 3],
    },
    Channel {
        word: "visit",
        percent: 3,
        minutes: [30, 30, 20, 10, 5, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0],
    },
    Channel {
        word: "chat",
        percent: 3,
        minutes: [40, 30, 16, 8, 3, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0],
    },
];

/// Receipts an hour, weighed, on Monday to Friday and on the other days.
const WORKDAY_HOURS: [u16; 24] =
    [1, 1, 1, 1, 1, 2, 6, 22, 70, 96, 100, 84, 60, 88, 92, 76, 40, 14, 8, 7, 6, 5, 3, 2];
const WEEKEND_HOURS: [u16; 24] =
    [1, 1, 1, 1, 1, 1, 2, 3, 5, 7, 9, 9, 8, 8, 8, 8, 8, 8, 8, 8, 7, 5, 3, 2];

/// A small generator of pseudo-random numbers: splitmix64 (Steele, Lea and Flood 2014).
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, not including, `end`; the bias is below one in a million here.
    fn below(&mut self, end: u32) -> u32 {
        (((self.next() >> 32) * u64::from(end)) >> 32) as u32
    }

    /// True `percent` times in a hundred.
    fn percent(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }
}

/// Picks an index in proportion to its weight, with one draw.
struct Weighted {
    below: Vec<u32>,
}

impl Weighted {
    fn new(weights: impl IntoIterator<Item = u32>) -> Self {
        let below = weights.into_iter().scan(0, |sum, weight| {
            *sum += weight;
            Some(*sum)
        });
        Self { below: below.collect() }
    }

    fn pick(&self, draw: &mut Draw) -> usize {
        let ticket = draw.below(self.below.last().copied().unwrap_or(1));
        self.below.partition_point(|&below| below <= ticket)
    }
}

/// Whose log to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Form {
    /// Contacts in the canonical columns.
    Canonical,
    /// Call records, Master.csv of Asterisk.
    Asterisk,
}

/// What to write.
#[derive(Clone, Debug, Parser)]
#[command(name = "generate_logs", about = "Write a synthetic contact log")]
pub(crate) struct Plan {
    /// How many contacts.
    #[arg(long, default_value_t = 1000)]
    pub(crate) contacts: u64,
    /// Another seed gives another log.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// The first date of receipt.
    #[arg(long, default_value = "2025-01-01", value_parser = day)]
    pub(crate) from: Day,
    /// The last date of receipt.
    #[arg(long, default_value = "2025-12-31", value_parser = day)]
    pub(crate) until: Day,
    /// How many departments.
    #[arg(long, default_value_t = 9, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub(crate) departments: u32,
    /// Add faults of every code, duplicates, bare dates and stamps in clock-change hours.
    #[arg(long, conflicts_with = "form")]
    pub(crate) hostile: bool,
    /// What to write it as.
    #[arg(long = "as", value_enum, default_value_t = Form::Canonical)]
    pub(crate) form: Form,
    /// Where to; `-` is standard output.
    #[arg(short, long, default_value = "-")]
    pub(crate) output: PathBuf,
}

fn day(text: &str) -> Result<Day, String> {
    let date: chrono::NaiveDate = text.parse().map_err(|_| "write it as 2026-06-18".to_owned())?;
    let day = Day::from(date);
    if (FIRST_YEAR..=LAST_YEAR).contains(&day.year()) {
        Ok(day)
    } else {
        Err(format!("the year must lie in {FIRST_YEAR}-{LAST_YEAR}"))
    }
}

/// What was written, so that a test can hold an audit's account against it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Made {
    /// Data rows, all kinds together.
    pub(crate) rows: u64,
    /// Rows that repeat an earlier id, channel and receipt.
    pub(crate) duplicates: u64,
    /// Faulty rows by the position of their code in [`Code::ALL`].
    pub(crate) faults: [u64; Code::ALL.len()],
    /// Rows whose receipt is a local stamp in the hour that autumn repeats.
    pub(crate) ambiguous: u64,
    /// Rows whose receipt or answer is a bare date.
    pub(crate) bare_dates: u64,
}

/// Swedish time for the span of one log, without a look-up in the zone for every row.
struct Clock {
    first: Day,
    /// Each day as it is written.
    dates: Vec<[u8; 10]>,
    /// From which instant on clocks are how many seconds ahead of UTC.
    offsets: Vec<(i64, i64)>,
}

impl Clock {
    /// A clock for the days from `first` up to, not including, `end`.
    fn new(first: Day, end: Day) -> Self {
        let mut dates = Vec::new();
        let mut offsets: Vec<(i64, i64)> = Vec::new();
        for day in first.until(end) {
            let mut date = [0; 10];
            date.copy_from_slice(day.to_string().as_bytes());
            dates.push(date);
            // From the evening before in UTC, hour by hour: Swedish clocks change on full hours.
            let evening = i64::from(day.unix_days()) * DAY_S - 2 * 3600;
            for instant in (0..24).map(|hour| evening + hour * 3600) {
                let ahead =
                    i64::from(Zone::STOCKHOLM.offset_s(Instant::from_unix_seconds(instant)));
                if offsets.last().is_none_or(|&(_, last)| last != ahead) {
                    offsets.push((instant, ahead));
                }
            }
        }
        Self { first, dates, offsets }
    }

    /// Seconds that clocks are ahead of UTC at `instant`.
    fn ahead(&self, instant: i64) -> i64 {
        let after = self.offsets.partition_point(|&(from, _)| from <= instant);
        self.offsets[after.saturating_sub(1)].1
    }

    /// The instant of a wall time; one that spring skips comes out an hour later, one that
    /// autumn repeats is the earlier.
    fn instant(&self, wall: i64) -> i64 {
        // Two hours is the most that Swedish clocks are ahead, so this is never a change too late.
        wall - self.ahead(wall - 2 * 3600)
    }

    /// The wall time at `instant`.
    fn wall(&self, instant: i64) -> i64 {
        instant + self.ahead(instant)
    }

    /// The instants in `from..end` at which clocks change, and by how many seconds.
    fn changes(&self, from: i64, end: i64) -> impl Iterator<Item = (i64, i64)> {
        let pairs = self.offsets.windows(2).map(|pair| (pair[1].0, pair[1].1 - pair[0].1));
        pairs.filter(move |&(at, _)| (from..end).contains(&at))
    }

    fn holds(&self, wall: i64) -> bool {
        wall.div_euclid(DAY_S) - i64::from(self.first.unix_days()) < self.dates.len() as i64
    }

    fn write_date(&self, wall: i64, out: &mut Vec<u8>) {
        let day = wall.div_euclid(DAY_S) - i64::from(self.first.unix_days());
        out.extend_from_slice(&self.dates[day as usize]);
    }

    fn write_local(&self, wall: i64, out: &mut Vec<u8>) {
        self.write_date(wall, out);
        let second = wall.rem_euclid(DAY_S);
        let [h, m, s] = [second / 3600, second / 60 % 60, second % 60].map(two_digits);
        out.extend_from_slice(&[b'T', h[0], h[1], b':', m[0], m[1], b':', s[0], s[1]]);
    }

    fn write_stamp(&self, instant: i64, out: &mut Vec<u8>) {
        let ahead = self.ahead(instant);
        self.write_local(instant + ahead, out);
        out.extend_from_slice(if ahead == 7200 { b"+02:00" } else { b"+01:00" });
    }
}

fn two_digits(number: i64) -> [u8; 2] {
    [b'0' + (number / 10) as u8, b'0' + (number % 10) as u8]
}

/// How a row departs from a clean one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Oddity {
    None,
    Fault(Code),
    BareDates,
    /// A receipt at this wall time, written without an offset.
    Local(i64),
}

/// One row before it is bytes. Times are instants in Unix seconds.
#[derive(Clone, Copy)]
struct Row {
    number: u64,
    channel: usize,
    internal: bool,
    department: usize,
    received: i64,
    answered: Option<i64>,
    oddity: Oddity,
}

/// Writes the log of `plan` to `out` (`plan.output` is the caller's business).
///
/// # Errors
/// What `out` gives.
pub(crate) fn write_log(plan: &Plan, out: &mut dyn Write) -> io::Result<Made> {
    if plan.form == Form::Asterisk {
        let mut writer = asterisk::CallWriter::new(plan, out);
        writer.write_all()?;
        return Ok(writer.made);
    }
    let mut writer = LogWriter::new(plan, out);
    writer.write_all()?;
    Ok(writer.made)
}

/// The clock for every stamp of `plan`.
fn clock_of(plan: &Plan) -> Clock {
    let beyond = Day::from_ymd(LAST_YEAR + 1, 1, 1).unwrap_or(plan.until);
    let end = plan.until.plus(1 + ANSWER_DAYS).min(beyond);
    // Two days before the first receipt, for answers that precede theirs.
    Clock::new(plan.from.plus(-2), end)
}

struct LogWriter<'a> {
    plan: &'a Plan,
    out: &'a mut dyn Write,
    draw: Draw,
    clock: Clock,
    departments: Vec<String>,
    channels: Weighted,
    delays: Vec<Weighted>,
    hours: [Weighted; 2],
    /// Walls of the first skipped and the first repeated hour among the dates of receipt.
    skipped_hour: Option<i64>,
    repeated_hour: Option<i64>,
    recent: Vec<Row>,
    buffer: Vec<u8>,
    made: Made,
}

impl<'a> LogWriter<'a> {
    fn new(plan: &'a Plan, out: &'a mut dyn Write) -> Self {
        let clock = clock_of(plan);
        let [from_s, until_s] =
            [plan.from, plan.until.plus(1)].map(|day| i64::from(day.unix_days()) * DAY_S);
        let hour_of = |spring: bool| {
            let mut changes = clock.changes(from_s, until_s);
            changes
                .find(|&(_, by)| (by > 0) == spring)
                .map(|(at, by)| at + clock.ahead(at) - if spring { by } else { 0 })
        };
        let (skipped_hour, repeated_hour) = (hour_of(true), hour_of(false));
        let departments = (0..plan.departments as usize).map(|at| match DEPARTMENTS.get(at) {
            Some(name) => (*name).to_owned(),
            None => format!("Enhet {}", at + 1),
        });
        Self {
            plan,
            draw: Draw(plan.seed),
            departments: departments.collect(),
            channels: Weighted::new(CHANNELS.iter().map(|channel| channel.percent)),
            delays: CHANNELS
                .iter()
                .map(|channel| Weighted::new(channel.minutes.map(u32::from)))
                .collect(),
            hours: [WORKDAY_HOURS, WEEKEND_HOURS].map(|hours| Weighted::new(hours.map(u32::from))),
            skipped_hour,
            repeated_hour,
            recent: Vec::with_capacity(RECENT),
            buffer: Vec::with_capacity(CHUNK + 512),
            made: Made::default(),
            clock,
            out,
        }
    }

    fn write_all(&mut self) -> io::Result<()> {
        if self.plan.hostile {
            self.buffer.extend_from_slice(b"\xef\xbb\xbf");
        }
        self.buffer.extend_from_slice(HEADER.as_bytes());
        let weight = |day: Day| if day.weekday().index() < 5 { 100 } else { 12 };
        let days = || self.plan.from.until(self.plan.until.plus(1));
        let total: u128 = days().map(weight).sum();
        let mut passed: u128 = 0;
        let mut number = 0;
        let mut seconds: Vec<u32> = Vec::new();
        for day in days().collect::<Vec<_>>() {
            passed += weight(day);
            let until = (u128::from(self.plan.contacts) * passed / total) as u64;
            let hours = &self.hours[usize::from(day.weekday().index() >= 5)];
            seconds.clear();
            for _ in number..until {
                let hour = hours.pick(&mut self.draw) as u32;
                seconds.push(hour * 3600 + self.draw.below(3600));
            }
            seconds.sort_unstable();
            for &second in &seconds {
                number += 1;
                let wall = i64::from(day.unix_days()) * DAY_S + i64::from(second);
                let row = self.row(number, self.clock.instant(wall));
                self.write(row)?;
                if self.plan.hostile {
                    self.repeat_some(row)?;
                }
            }
        }
        self.out.write_all(&self.buffer)?;
        self.buffer.clear();
        self.out.flush()
    }

    fn row(&mut self, number: u64, received: i64) -> Row {
        let channel = self.channels.pick(&mut self.draw);
        let internal = self.draw.percent(15);
        // The smallest of three draws: the first departments get the most.
        let many = self.departments.len() as u32;
        let department = (0..3).map(|_| self.draw.below(many)).min().unwrap_or(0) as usize;
        let answered = if self.draw.percent(3) { None } else { self.answer(channel, received) };
        let oddity = if self.plan.hostile { self.oddity(channel) } else { Oddity::None };
        Row { number, channel, internal, department, received, answered, oddity }
    }

    /// The instant of an answer; `None` when it would lie beyond the years that stamps may have.
    fn answer(&mut self, channel: usize, received: i64) -> Option<i64> {
        let octave = self.delays[channel].pick(&mut self.draw);
        let delay_s = (60_u32 << octave) + self.draw.below(60 << octave);
        let answered = received + i64::from(delay_s);
        // Few answer at night: most of those wait for the next morning that is not a weekend.
        let wall = self.clock.wall(answered);
        let mut morning = wall.div_euclid(DAY_S);
        let second = wall.rem_euclid(DAY_S);
        let is_weekday = |day: i64| (day + 3).rem_euclid(7) < 5;
        let at_work = is_weekday(morning) && (7 * 3600..17 * 3600).contains(&second);
        if at_work || self.draw.percent(10) {
            return self.clock.holds(wall).then_some(answered);
        }
        morning += i64::from(second >= 7 * 3600);
        while !is_weekday(morning) {
            morning += 1;
        }
        let wall = morning * DAY_S + 8 * 3600 + i64::from(self.draw.below(3 * 3600));
        self.clock.holds(wall).then(|| self.clock.instant(wall))
    }

    fn oddity(&mut self, channel: usize) -> Oddity {
        match self.draw.below(1000) {
            0..20 => {
                let code = FAULTS[self.draw.below(FAULTS.len() as u32) as usize];
                match (code, self.skipped_hour) {
                    (Code::NonexistentTime, None) => Oddity::None,
                    _ => Oddity::Fault(code),
                }
            }
            20..25 => match self.repeated_hour {
                Some(wall) => Oddity::Local(wall + i64::from(self.draw.below(3600))),
                None => Oddity::None,
            },
            25..35 => Oddity::BareDates,
            35..335 if CHANNELS[channel].word == "letter" => Oddity::BareDates,
            _ => Oddity::None,
        }
    }

    /// Repeats a recent row now and then, half of the time with a later answer, as overlapping
    /// exports do.
    fn repeat_some(&mut self, row: Row) -> io::Result<()> {
        if self.draw.percent(1) && !self.recent.is_empty() {
            let mut again = self.recent[self.draw.below(self.recent.len() as u32) as usize];
            if self.draw.percent(50) {
                again.answered = again.answered.map(|answered| answered + 1800);
            }
            if again.answered.is_none_or(|answered| self.clock.holds(answered + 7200)) {
                self.made.duplicates += 1;
                self.write(again)?;
            }
        }
        if row.oddity == Oddity::None {
            if self.recent.len() == RECENT {
                self.recent[row.number as usize % RECENT] = row;
            } else {
                self.recent.push(row);
            }
        }
        Ok(())
    }

    fn write(&mut self, row: Row) -> io::Result<()> {
        self.made.rows += 1;
        match row.oddity {
            Oddity::None => {}
            Oddity::Fault(code) => self.made.faults[code as usize] += 1,
            Oddity::BareDates => self.made.bare_dates += 1,
            Oddity::Local(_) => self.made.ambiguous += 1,
        }
        let fault = if let Oddity::Fault(code) = row.oddity { Some(code) } else { None };
        let (clock, out) = (&self.clock, &mut self.buffer);
        let received_wall = clock.wall(row.received);

        out.push(b'K');
        let from = out.len();
        clock.write_date(received_wall, out);
        out.truncate(from + 4);
        out.push(b'-');
        push_number(row.number, out);
        out.push(b',');
        let channel = CHANNELS[row.channel].word;
        let is_unknown = fault == Some(Code::UnknownChannel);
        out.extend_from_slice(if is_unknown { "brevduva" } else { channel }.as_bytes());
        let origin = if row.internal { "internal" } else { "external" };
        let is_unknown = fault == Some(Code::UnknownOrigin);
        out.push(b',');
        out.extend_from_slice(if is_unknown { "okänd" } else { origin }.as_bytes());
        out.push(b',');
        out.extend_from_slice(self.departments[row.department].as_bytes());
        if fault == Some(Code::UndecodableText) {
            out.push(0xe5);
        }
        out.push(b',');
        let answered = match (row.oddity, fault) {
            (_, None) => {
                match row.oddity {
                    Oddity::BareDates => clock.write_date(received_wall, out),
                    Oddity::Local(wall) => clock.write_local(wall, out),
                    _ => clock.write_stamp(row.received, out),
                }
                row.answered
            }
            (_, Some(Code::MissingReceived)) => row.answered,
            (_, Some(Code::UnreadableStamp)) => {
                out.extend_from_slice(b"2026-02-30T10:00:00+01:00");
                row.answered
            }
            (_, Some(Code::NonexistentTime)) => {
                clock.write_local(self.skipped_hour.unwrap_or_default() + 1800, out);
                None
            }
            (_, Some(Code::OutOfRange)) => {
                out.extend_from_slice(b"1926-06-18T15:00:00+01:00");
                row.answered
            }
            (_, Some(Code::InTheFuture)) => {
                out.extend_from_slice(b"2098-06-18T15:00:00+02:00");
                None
            }
            (_, Some(Code::AnsweredBeforeReceived)) => {
                clock.write_stamp(row.received, out);
                Some(row.received - 36 * 3600)
            }
            (_, Some(_)) => {
                clock.write_stamp(row.received, out);
                row.answered
            }
        };
        out.push(b',');
        if let Some(answered) = answered {
            match row.oddity {
                Oddity::BareDates => clock.write_date(clock.wall(answered), out),
                // An answer to a moved receipt goes out ten days after it.
                Oddity::Local(wall) => clock.write_local(wall + 10 * DAY_S, out),
                _ => clock.write_stamp(answered, out),
            }
        }
        if fault == Some(Code::WrongFieldCount) {
            out.extend_from_slice(b",ja");
        }
        out.push(b'\n');
        if out.len() >= CHUNK {
            self.out.write_all(out)?;
            out.clear();
        }
        Ok(())
    }
}

/// Writes `number` with at least seven digits.
fn push_number(number: u64, out: &mut Vec<u8>) {
    let mut digits = [b'0'; 20];
    let mut at = digits.len();
    let mut rest = number;
    while rest > 0 || at > digits.len() - 7 {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    out.extend_from_slice(&digits[at..]);
}

fn main() -> ExitCode {
    let plan = Plan::parse();
    let done = if plan.until < plan.from {
        Err(io::Error::new(io::ErrorKind::InvalidInput, "--until lies before --from"))
    } else if plan.output.as_os_str() == "-" {
        write_log(&plan, &mut io::stdout().lock())
    } else {
        File::create(&plan.output).and_then(|mut file| write_log(&plan, &mut file))
    };
    match done {
        Ok(_) => ExitCode::SUCCESS,
        // The reader has seen enough: `| head` is no mistake.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "generate_logs: {error}");
            ExitCode::FAILURE
        }
    }
}
