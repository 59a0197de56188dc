//! Call records of an Asterisk exchange, as its module cdr_csv writes them to Master.csv.
//!
//! No row is about anybody: callers and the exchange are made up. Incoming calls go to
//! 0855500000 up to 0855500099, which are extensions 1000 up to 1099 inside; who was missed may
//! call again or be called back, minutes to days later. Rows ascend by the start of their call.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{self, Write};

use super::{
    CHUNK, Clock, DAY_S, Draw, Made, Plan, WEEKEND_HOURS, WORKDAY_HOURS, Weighted, clock_of,
};

/// Calls that nothing before them caused, for a hundred rows: the others are legs, calls again
/// and calls back.
const FRESH_PERCENT: u128 = 64;

/// A call that is to come: its start in Unix seconds, its turn, what it is, who called or is
/// called, and which number of the own.
type Call = (i64, u64, Kind, u32, u32);

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    In,
    /// Called once more by somebody who was missed.
    Again,
    /// Called back by whoever was missed.
    Back,
    /// To somebody who had not called.
    Out,
    Internal,
    /// Hung up in the menu.
    Menu,
}

/// How a ringing application ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Answered,
    NoAnswer,
    Busy,
}

/// One row's own part; the rest is its call's.
struct Leg<'a> {
    app: &'a str,
    data: String,
    /// The extension that rang.
    rang: Option<u32>,
    start: i64,
    ring_s: i64,
    talk_s: i64,
    end: End,
}

pub(super) struct CallWriter<'a> {
    plan: &'a Plan,
    out: &'a mut dyn Write,
    draw: Draw,
    clock: Clock,
    pub(super) made: Made,
    buffer: Vec<u8>,
    coming: BinaryHeap<Reverse<Call>>,
    turn: u64,
    /// Calls that were written.
    serial: u64,
}

impl<'a> CallWriter<'a> {
    pub(super) fn new(plan: &'a Plan, out: &'a mut dyn Write) -> Self {
        Self {
            plan,
            draw: Draw(plan.seed),
            clock: clock_of(plan),
            made: Made::default(),
            buffer: Vec::with_capacity(CHUNK + 512),
            coming: BinaryHeap::new(),
            turn: 0,
            serial: 0,
            out,
        }
    }

    pub(super) fn write_all(&mut self) -> io::Result<()> {
        let hours = [WORKDAY_HOURS, WEEKEND_HOURS].map(|hours| Weighted::new(hours.map(u32::from)));
        let is_weekend = |index: usize| index >= 5;
        let days: Vec<_> = self.plan.from.until(self.plan.until.plus(1)).collect();
        let weight = |weekend: bool| if weekend { 12 } else { 100 };
        let total: u128 = days.iter().map(|day| weight(is_weekend(day.weekday().index()))).sum();
        let fresh = u128::from(self.plan.contacts) * FRESH_PERCENT;
        let (mut passed, mut number) = (0, 0);
        let callers = (self.plan.contacts / 6).clamp(50, 900_000) as u32;
        for day in days {
            let weekend = is_weekend(day.weekday().index());
            passed += weight(weekend);
            let until = fresh * passed / total / 100;
            let midnight = i64::from(day.unix_days()) * DAY_S;
            for _ in number..until {
                let hour = hours[usize::from(weekend)].pick(&mut self.draw) as i64;
                let wall = midnight + hour * 3600 + i64::from(self.draw.below(3600));
                let kind = match self.draw.below(100) {
                    0..78 => Kind::In,
                    78..90 => Kind::Out,
                    90..96 => Kind::Internal,
                    _ => Kind::Menu,
                };
                let (caller, own) = (self.draw.below(callers), self.draw.below(100));
                self.expect(self.clock.instant(wall), kind, caller, own);
            }
            number = until;
            self.write_until(self.clock.instant(midnight + DAY_S))?;
        }
        self.out.write_all(&self.buffer)?;
        self.buffer.clear();
        self.out.flush()
    }

    fn expect(&mut self, start: i64, kind: Kind, caller: u32, own: u32) {
        self.turn += 1;
        self.coming.push(Reverse((start, self.turn, kind, caller, own)));
    }

    /// Writes the calls that start before `end`, and those that they cause.
    fn write_until(&mut self, end: i64) -> io::Result<()> {
        while let Some(Reverse(call)) = self.coming.peek().copied()
            && call.0 < end
        {
            self.coming.pop();
            self.serial += 1;
            self.write_call(call)?;
        }
        Ok(())
    }

    fn write_call(&mut self, call: Call) -> io::Result<()> {
        let (start, _, kind, caller, own) = call;
        let talk_s = 20 + i64::from(self.draw.below(580));
        let ring_s = 2 + i64::from(self.draw.below(28));
        let picked_up = |yes: bool| if yes { End::Answered } else { End::NoAnswer };
        let ext = 1000 + own;
        match kind {
            Kind::Menu => {
                let data = "valkommen".to_owned();
                let (app, end) = ("BackGround", End::Answered);
                self.leg(call, Leg { app, data, rang: None, start, ring_s: 0, talk_s, end })
            }
            Kind::Internal => {
                let rang = 1000 + (own + 1 + self.draw.below(99)) % 100;
                let end = picked_up(self.draw.percent(70));
                self.dial(call, rang, ring_s, talk_s, end)
            }
            Kind::Out | Kind::Back => {
                let end = picked_up(self.draw.percent(65));
                self.dial(call, ext, ring_s, talk_s, end)
            }
            Kind::In | Kind::Again => {
                let outcome = self.draw.below(100);
                let end = match outcome {
                    0..70 => End::Answered,
                    70..75 => End::Busy,
                    _ => End::NoAnswer,
                };
                // A ring group rings three at once; the last of them picks up.
                if self.draw.percent(15) {
                    for other in 1..3 {
                        let rang = 1000 + (own + other) % 100;
                        self.dial(call, rang, ring_s, 0, End::NoAnswer)?;
                    }
                }
                self.dial(call, ext, ring_s, talk_s, end)?;
                if end == End::Answered {
                    return Ok(());
                }
                if outcome >= 90 {
                    let (app, data, end) = ("VoiceMail", format!("{ext},u"), End::Answered);
                    let start = start + ring_s;
                    self.leg(call, Leg { app, data, rang: None, start, ring_s: 0, talk_s, end })?;
                }
                if self.draw.percent(35) {
                    let later = start + 60 + i64::from(self.draw.below(3600));
                    self.expect(later, Kind::Again, caller, own);
                }
                if self.draw.percent(45) {
                    // From minutes to some days.
                    let minutes = 2_i64 << self.draw.below(12);
                    let later = start + 60 * (minutes + i64::from(self.draw.below(15)));
                    self.expect(later, Kind::Back, caller, own);
                }
                Ok(())
            }
        }
    }

    fn dial(
        &mut self,
        call: Call,
        rang: u32,
        ring_s: i64,
        talk_s: i64,
        end: End,
    ) -> io::Result<()> {
        let data = match call.2 {
            Kind::Out | Kind::Back => format!("SIP/trunk/{}", outside(call.3)),
            _ => format!("SIP/{rang},30,tT"),
        };
        let leg = Leg { app: "Dial", data, rang: Some(rang), start: call.0, ring_s, talk_s, end };
        self.leg(call, leg)
    }

    fn leg(&mut self, call: Call, leg: Leg<'_>) -> io::Result<()> {
        let (started, _, kind, caller, own) = call;
        self.made.rows += 1;
        let (row, serial) = (self.made.rows, self.serial);
        let is_out = matches!(kind, Kind::Out | Kind::Back);
        let extension = (1000 + own).to_string();
        let (src, dst) = match kind {
            Kind::Internal => (extension, leg.rang.unwrap_or(1000).to_string()),
            _ if is_out => (extension, outside(caller)),
            // One caller in fifty hides the number.
            _ if caller.is_multiple_of(50) => ("anonymous".to_owned(), inside(own)),
            _ => (outside(caller), inside(own)),
        };
        let from_trunk = !is_out && kind != Kind::Internal;
        let context = if from_trunk { "from-trunk" } else { "from-internal" };
        let channel = if from_trunk { "trunk" } else { &src };
        let far = if is_out { Some("trunk".to_owned()) } else { leg.rang.map(|n| n.to_string()) };
        let far = far.map(|far| format!("SIP/{far}-{row:08x}")).unwrap_or_default();
        let (answer, talk_s, word) = match leg.end {
            End::Answered => (Some(leg.start + leg.ring_s), leg.talk_s, "ANSWERED"),
            End::NoAnswer => (None, 0, "NO ANSWER"),
            End::Busy => (None, 0, "BUSY"),
        };
        let (app, data, duration_s) = (leg.app, &leg.data, leg.ring_s + talk_s);
        let out = &mut self.buffer;
        write!(out, r#""","{src}","{dst}","{context}","""{src}"" <{src}>","#)?;
        write!(out, r#""SIP/{channel}-{serial:08x}","{far}","{app}","{data}","#)?;
        write_stamp(&self.clock, leg.start, out);
        out.push(b',');
        if let Some(answer) = answer {
            write_stamp(&self.clock, answer, out);
        }
        out.push(b',');
        write_stamp(&self.clock, leg.start + duration_s, out);
        write!(out, r#",{duration_s},{talk_s},"{word}","DOCUMENTATION","#)?;
        let id = format!("mainserver-{started}.{serial}");
        writeln!(out, r#""{id}","","","{id}",{row}"#)?;
        if out.len() >= CHUNK {
            self.out.write_all(out)?;
            out.clear();
        }
        Ok(())
    }
}

fn outside(caller: u32) -> String {
    format!("0700{caller:06}")
}

fn inside(own: u32) -> String {
    format!("08555000{own:02}")
}

/// `"2026-03-02 08:05:00"`, in Swedish time.
fn write_stamp(clock: &Clock, instant: i64, out: &mut Vec<u8>) {
    out.push(b'"');
    let from = out.len();
    clock.write_local(clock.wall(instant), out);
    out[from + 10] = b' ';
    out.push(b'"');
}
