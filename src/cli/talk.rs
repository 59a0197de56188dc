//! Talk: what is said on standard error, apart from the report.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use svarstid::audit::{Gathered, InputFacts};
use svarstid::fault::Folded;
use svarstid::normalise::fold;
use svarstid::policy::Lint;
use svarstid::render::printable;

use super::log::{self, Level};

/// Says something to look at on standard error.
pub(crate) fn say(message: &str) {
    log::say(Level::Warning, None, message);
}

/// Kinds of faults that are shown; the rest are counted.
const MOST_SHOWN: usize = 20;

/// One fault as a line: `file:line: [code] column "shape": message`.
pub(crate) fn fault_line(folded: &Folded, name: &str) -> String {
    let fault = &folded.first;
    let mut line = format!("{}:{}: [{}] ", printable(name), fault.place.line, fault.code);
    if !fault.column.is_empty() {
        let cell = printable(&fault.shape);
        line.push_str(&format!("{} \"{cell}\": ", printable(&fault.column)));
    }
    line.push_str(&fault.message);
    if folded.count > 1 {
        line.push_str(&format!(" (and {} more like it)", folded.count - 1));
    }
    line
}

/// Every kind of fault with its first place, equal ones folded.
pub(crate) fn say_faults(gathered: &Gathered) {
    let folded = gathered.faults.folded();
    for fault in folded.iter().take(MOST_SHOWN) {
        let name = &gathered.inputs[fault.first.place.input as usize].name;
        log::say(Level::Warning, Some(fault.first.code.id()), &fault_line(fault, name));
    }
    let shown: u64 = folded.iter().take(MOST_SHOWN).map(|fault| fault.count).sum();
    let total = gathered.faults.counts().total();
    if total > shown {
        say(&format!("… and {} more rejected rows; --rejects FILE keeps them all", total - shown));
    }
}

/// What detection and mapping have to say about the inputs.
pub(crate) fn say_inputs(gathered: &Gathered) {
    for input in &gathered.inputs {
        for warning in &input.detected.warnings {
            say(&format!("{}: {warning}", input.name));
        }
        if input.source.is_none() {
            for (field, read, other) in input.columns.rivals(&input.detected.header) {
                say(&format!(
                    "{}: columns \"{read}\" and \"{other}\" both mean {field}, and \"{read}\" is \
                     read; a [[source]] can say otherwise",
                    input.name
                ));
            }
        }
        if let Some(clock) = unread_clock(input) {
            say(&format!(
                "{}: receipts are dates without a time, and the column \"{clock}\" is not read; \
                 join date and time in one column to have hours",
                input.name
            ));
        }
        if input.overruled_channel {
            say(&format!(
                "{}: its own channel column is not read; the flag in front of the file decides",
                input.name
            ));
        }
    }
}

/// A column that seems to hold the time of day beside bare dates, and that no field takes.
fn unread_clock(input: &InputFacts) -> Option<&str> {
    if input.bare_dates == 0 {
        return None;
    }
    let header = input.detected.header.iter().enumerate();
    let unread = header.filter(|(at, _)| !input.columns.indices().contains(&Some(*at)));
    let mut clocks = unread.filter(|(_, cell)| {
        let names = ["tid", "time", "klockslag", "kl"];
        fold(cell).split(' ').any(|word| names.contains(&word))
    });
    clocks.next().map(|(_, cell)| cell.as_str())
}

/// That rows of the register say nothing yet.
pub(crate) fn say_unfilled(rows: usize) {
    match rows {
        0 => {}
        1 => say("1 row of the register names no department yet, and says nothing"),
        many => {
            say(&format!("{many} rows of the register name no department yet, and say nothing"))
        }
    }
}

/// Findings about the rules.
pub(crate) fn say_lint(findings: &[Lint]) {
    for finding in findings {
        log::say(Level::Warning, Some(finding.kind.id()), &finding.to_string());
    }
}

/// A bar on a terminal when reading takes longer than half a second; never in a pipe.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    started: Instant,
    is_wanted: bool,
}

/// How long work may take before a bar appears.
const PATIENCE: Duration = Duration::from_millis(500);

impl Progress {
    /// A bar that appears only where somebody watches.
    pub(crate) fn new(quiet: bool) -> Self {
        let is_wanted = !quiet && !log::is_json() && io::stderr().is_terminal();
        Self { bar: None, started: Instant::now(), is_wanted }
    }

    /// So many bytes of an input are read.
    pub(crate) fn show(&mut self, name: &str, bytes: u64, length: Option<u64>) {
        if !self.is_wanted || self.started.elapsed() < PATIENCE {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| {
            let bar = ProgressBar::new(0);
            let style = ProgressStyle::with_template("{msg} {bar:30} {bytes}/{total_bytes}");
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar
        });
        bar.set_message(printable(name));
        bar.set_length(length.unwrap_or(bytes).max(bytes));
        bar.set_position(bytes);
    }

    /// Takes the bar away.
    pub(crate) fn finish(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}
