//! The lines of a state's file: audits, cells and singles.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use data_encoding::{BASE64, HEXLOWER};
use serde::{Deserialize, Serialize};

use super::content::{Bounds, day, within};
use crate::calendar::{Day, FIRST_YEAR, Instant, LAST_YEAR};
use crate::contact::{Channel, Moment, Origin};
use crate::fault::{Code, FaultCounts};
use crate::profile::language::Ignored;
use crate::state::{
    Cell, CellKey, Fingerprint, Saved, SavedInput, Settled, Single, Tool, Turned, Unkeyed,
};
use crate::tally::{AnswerClass, Answers, IgnoredCounts};

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SavedLine {
    period: (NaiveDate, NaiveDate),
    part: String,
    as_of: Option<i64>,
    latest: Option<i64>,
    settled_until: Option<i64>,
    tool: (String, String),
    settings_sha256: String,
    lists: Vec<(String, String)>,
    inputs: Vec<(String, Option<String>, u64, bool)>,
    duplicates: u64,
    ignored: BTreeMap<String, u64>,
    faults: BTreeMap<String, u64>,
    ambiguous_stamps: u64,
    unknown_departments: Vec<String>,
    unkeyed: u64,
    unkeyed_strangers: Vec<(NaiveDate, u64)>,
    settled: String,
}

impl SavedLine {
    pub(super) fn of(saved: &Saved) -> Self {
        let seconds = |instant: Option<Instant>| instant.map(Instant::unix_seconds);
        let input = |input: &SavedInput| {
            (input.name.clone(), input.sha256.clone(), input.rows, input.overruled_channel)
        };
        let ignored = saved.ignored.reasons();
        let faults = Code::ALL.into_iter().map(|code| (code, saved.faults.of(code)));
        let strangers = saved.unkeyed.strangers.iter();
        let settled: Vec<u8> =
            saved.settled.fingerprints().iter().flat_map(|known| known.to_bytes()).collect();
        Self {
            period: (saved.first.date(), saved.last.date()),
            part: saved.part.clone(),
            as_of: seconds(saved.as_of),
            latest: seconds(saved.latest),
            settled_until: seconds(saved.settled_until),
            tool: (saved.tool.version.clone(), saved.tool.tz_database.clone()),
            settings_sha256: saved.settings_sha256.clone(),
            lists: saved.lists.clone(),
            inputs: saved.inputs.iter().map(input).collect(),
            duplicates: saved.duplicates,
            ignored: ignored.map(|(reason, rows)| (reason.id().to_owned(), rows)).collect(),
            faults: faults
                .filter(|(_, rows)| *rows > 0)
                .map(|(code, rows)| (code.id().to_owned(), rows))
                .collect(),
            ambiguous_stamps: saved.ambiguous_stamps,
            unknown_departments: saved.unknown_departments.clone(),
            unkeyed: saved.unkeyed.own,
            unkeyed_strangers: strangers.map(|(day, rows)| (day.date(), *rows)).collect(),
            settled: BASE64.encode(&settled),
        }
    }

    pub(super) fn into_saved(self) -> Result<Saved, String> {
        let (first, last) = (day(self.period.0)?, day(self.period.1)?);
        if last < first {
            return Err(format!("the period {first} – {last} ends before it begins"));
        }
        let mut ignored = IgnoredCounts::default();
        for (id, rows) in self.ignored {
            ignored.add(named("reason", &id, &Ignored::ALL, Ignored::id)?, rows);
        }
        let mut faults = FaultCounts::default();
        for (id, rows) in self.faults {
            faults.add_rows(named("code", &id, &Code::ALL, Code::id)?, rows);
        }
        let mut strangers = BTreeMap::new();
        for (date, rows) in self.unkeyed_strangers {
            *strangers.entry(day(date)?).or_insert(0) += rows;
        }
        let inputs = self.inputs.into_iter().map(|(name, sha256, rows, overruled_channel)| {
            SavedInput { name, sha256, rows, overruled_channel }
        });
        Ok(Saved {
            first,
            last,
            part: self.part,
            as_of: some_instant(self.as_of)?,
            latest: some_instant(self.latest)?,
            settled_until: some_instant(self.settled_until)?,
            tool: Tool { version: self.tool.0, tz_database: self.tool.1 },
            settings_sha256: self.settings_sha256,
            lists: self.lists,
            inputs: inputs.collect(),
            duplicates: self.duplicates,
            ignored,
            faults,
            ambiguous_stamps: self.ambiguous_stamps,
            unknown_departments: self.unknown_departments,
            unkeyed: Unkeyed { own: self.unkeyed, strangers },
            settled: settled(&self.settled)?,
        })
    }
}

fn settled(text: &str) -> Result<Settled, String> {
    let unreadable = || "its fingerprints cannot be read".to_owned();
    let bytes = BASE64.decode(text.as_bytes()).map_err(|_| unreadable())?;
    let (whole, rest) = bytes.as_chunks::<{ Fingerprint::BYTES }>();
    if !rest.is_empty() {
        return Err(unreadable());
    }
    Ok(Settled::new(whole.iter().copied().map(Fingerprint::from_bytes).collect()))
}

/// Day, hour, department, channel, origin, rule, reason, whether answers are bare dates, times
/// of those met, times of those late, how many without a rule, how soon they were answered, and
/// which readings judge how many otherwise.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct CellLine(
    NaiveDate,
    Option<u8>,
    u32,
    String,
    String,
    Option<u16>,
    Option<u32>,
    bool,
    Vec<u32>,
    Vec<u32>,
    u64,
    AnswersLine,
    Vec<(u32, u64, u64)>,
);

/// How many by each class of answers but the last, how many late ones were received off workdays
/// and off hours.
#[derive(Debug, Serialize, Deserialize)]
struct AnswersLine(u64, u64, u64, u64, u64, u64, u64, Option<u64>);

impl AnswersLine {
    fn of(answers: &Answers) -> Self {
        let [a, b, c, d, e, f, _] = AnswerClass::ALL.map(|class| answers.of(class));
        Self(a, b, c, d, e, f, answers.missed_off_workdays, answers.missed_off_hours)
    }

    fn into_answers(self) -> Answers {
        let Self(a, b, c, d, e, f, off_workdays, off_hours) = self;
        Answers::of_counts([a, b, c, d, e, f, 0], off_workdays, off_hours)
    }
}

impl CellLine {
    pub(super) fn of(key: &CellKey, cell: &Cell) -> Self {
        Self(
            key.day.date(),
            key.hour,
            key.department,
            key.channel.id().to_owned(),
            key.origin.id().to_owned(),
            key.rule,
            key.reason,
            key.has_bare_answer,
            cell.met_s.clone(),
            cell.late_s.clone(),
            cell.unregulated,
            AnswersLine::of(&cell.answers),
            cell.turned.iter().map(|(reading, own)| (*reading, own.to_late, own.to_met)).collect(),
        )
    }

    pub(super) fn into_cell(self, bounds: &Bounds) -> Result<(CellKey, Cell), String> {
        let Self(date, hour, department, channel, origin, rule, reason, bare, met, late, none, ..) =
            self;
        let (answers, turned) = (self.11.into_answers(), self.12);
        if let Some(hour) = hour.filter(|hour| *hour > 23) {
            return Err(format!("there is no hour {hour}"));
        }
        let key = CellKey {
            day: day(date)?,
            hour,
            department: within(department, bounds.departments, "department")?,
            channel: named("channel", &channel, &Channel::ALL, Channel::id)?,
            origin: named("origin", &origin, &Origin::ALL, Origin::id)?,
            rule,
            reason: reason.map(|own| within(own, bounds.reasons, "reason")).transpose()?,
            has_bare_answer: bare,
        };
        let turned = turned.into_iter().map(|(reading, to_late, to_met)| {
            let reading = within(reading, bounds.readings, "reading")?;
            Ok((reading, Turned { to_late, to_met }))
        });
        let turned = turned.collect::<Result<_, String>>()?;
        let cell = Cell { met_s: met, late_s: late, unregulated: none, answers, turned };
        match cell.adds_up() {
            true => Ok((key, cell)),
            false => Err(format!("a cell of {} does not add up", key.day)),
        }
    }
}

/// Audit, fingerprint, receipt and whether it is a bare date, answer and whether it is one,
/// channel, origin, department, reason, how many.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SingleLine(
    u32,
    Option<String>,
    i64,
    bool,
    Option<i64>,
    bool,
    String,
    String,
    u32,
    Option<u32>,
    u64,
);

impl SingleLine {
    pub(super) fn of(single: &Single) -> Self {
        let (received, answered) = (single.received, single.answered);
        Self(
            single.saved,
            single.fingerprint.map(|own| HEXLOWER.encode(&own.to_bytes())),
            received.instant.unix_seconds(),
            received.is_bare_date(),
            answered.map(|answered| answered.instant.unix_seconds()),
            answered.is_some_and(Moment::is_bare_date),
            single.channel.id().to_owned(),
            single.origin.id().to_owned(),
            single.department,
            single.reason,
            single.count,
        )
    }

    pub(super) fn into_single(self, bounds: &Bounds) -> Result<Single, String> {
        let Self(saved, own, received, bare, answered, bare_answer, channel, origin, dept, why, n) =
            self;
        let moment = |seconds, is_bare| {
            let at = instant(seconds)?;
            Ok::<Moment, String>(if is_bare { Moment::day(at) } else { Moment::second(at) })
        };
        let fingerprint = |text: String| {
            let bytes = HEXLOWER.decode(text.as_bytes()).ok();
            let bytes = bytes.and_then(|bytes| <[u8; Fingerprint::BYTES]>::try_from(bytes).ok());
            bytes.map(Fingerprint::from_bytes).ok_or(format!("\"{text}\" is no fingerprint"))
        };
        if n == 0 {
            return Err("a contact is told of no times".to_owned());
        }
        Ok(Single {
            saved: within(saved, bounds.saved, "audit")?,
            fingerprint: own.map(fingerprint).transpose()?,
            received: moment(received, bare)?,
            answered: answered.map(|answered| moment(answered, bare_answer)).transpose()?,
            channel: named("channel", &channel, &Channel::ALL, Channel::id)?,
            origin: named("origin", &origin, &Origin::ALL, Origin::id)?,
            department: within(dept, bounds.departments, "department")?,
            reason: why.map(|own| within(own, bounds.reasons, "reason")).transpose()?,
            count: n,
        })
    }
}

/// The one of `all` whose id is `id`.
fn named<T: Copy>(
    what: &str,
    id: &str,
    all: &[T],
    id_of: impl Fn(T) -> &'static str,
) -> Result<T, String> {
    let known = all.iter().copied().find(|one| id_of(*one) == id);
    known.ok_or_else(|| format!("there is no {what} \"{id}\""))
}

/// An instant of the years that stamps may lie in, or of the days beside them.
fn instant(seconds: i64) -> Result<Instant, String> {
    let begin = |year| Day::from_ymd(year, 1, 1).map(|day| day.at(0).unix_seconds());
    let (first, end) = (begin(FIRST_YEAR), begin(LAST_YEAR + 1));
    /// No zone is further from Greenwich.
    const DAY_S: i64 = 86_400;
    let is_within = first.is_some_and(|first| first - DAY_S <= seconds)
        && end.is_some_and(|end| seconds < end + DAY_S);
    match is_within {
        true => Ok(Instant::from_unix_seconds(seconds)),
        false => Err(format!("{seconds} seconds since 1970 are outside 1990-2099")),
    }
}

fn some_instant(seconds: Option<i64>) -> Result<Option<Instant>, String> {
    seconds.map(instant).transpose()
}
