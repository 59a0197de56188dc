//! The program: the same worlds through its library, and through the binary.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::process::Command;

use serde_json::Value;
use svarstid::audit::{Gathered, Input, Judged, Request, Scope, gather};
use svarstid::calendar::{Calendar, Instant, Period};
use svarstid::contact::{Channel, Origin};
use svarstid::fault::Code;
use svarstid::judge::Judge;
use svarstid::normalise::Horizon;
use svarstid::policy::{Exemption, ExemptionList};
use svarstid::render::{Format, Style, render};
use svarstid::report::{
    AuditFacts, ContactRow, Extras, Lang, Provenance, Report, RowSink, Shown, audit_report,
    contact_cells, contacts_report,
};
use svarstid::settings::Settings;
use svarstid::tally::Dimension;

use crate::world::{LogFile, Question, World};

/// What is printed, by the names that the twin has for it.
pub(crate) struct Printed {
    pub(crate) contacts: String,
    pub(crate) groups: String,
    pub(crate) account: BTreeMap<&'static str, u64>,
}

/// A world as the library has read it.
pub(crate) struct Library {
    settings: Settings,
    calendar: Calendar,
    pub(crate) gathered: Gathered,
}

impl Library {
    /// Reads the logs of a world.
    pub(crate) fn new(world: &World) -> Result<Self, String> {
        let settings = Settings::parse(&world.settings.toml(), None);
        let settings = settings.map_err(|complaints| format!("settings: {complaints:?}"))?;
        let calendar = settings.calendar();
        let mut exemptions = ExemptionList::default();
        for (id, reason) in &world.settings.exemptions {
            let (decided_by, date) = (String::new(), String::new());
            exemptions
                .insert(id.as_bytes(), Exemption { reason: reason.clone(), decided_by, date });
        }
        let horizon =
            world.horizon.map(|at| Horizon::new(Instant::from_unix_seconds(at.timestamp())));
        let first = &world.files[0];
        let request = Request {
            origin: Origin::ALL.into_iter().find(|origin| Some(origin.id()) == first.origin),
            department: first.department.map(str::to_owned),
            horizon: horizon.as_ref(),
            keeps_places: true,
            ..Request::new(&calendar, &exemptions)
        };
        let input = |file: &LogFile| {
            let mut input = Input::once(file.name.clone(), Cursor::new(file.bytes.clone()));
            input.channel = Channel::ALL.into_iter().find(|c| Some(c.id()) == file.channel);
            input
        };
        let inputs = world.files.iter().map(input).collect();
        let gathered = gather(inputs, &request, &mut ()).map_err(|errors| errors.to_string())?;
        Ok(Self { settings, calendar, gathered })
    }

    /// Rejected rows by code.
    pub(crate) fn faults(&self) -> BTreeMap<&'static str, u64> {
        let counts = self.gathered.faults.counts();
        let codes = Code::ALL.iter().map(|code| (code.id(), counts.of(*code)));
        codes.filter(|(_, count)| *count > 0).collect()
    }

    /// Answers a question; `as_of` is what `--as-of` means.
    pub(crate) fn answer(&self, question: &Question, as_of: i64) -> Result<Printed, String> {
        let policy = match &question.reading {
            Some(name) => self.settings.policy.under(name, &self.settings.working),
            None => Ok(self.settings.policy.clone()),
        };
        let policy = policy.map_err(|error| error.to_string())?;
        let as_of = match question.as_of {
            Some(_) => Instant::from_unix_seconds(as_of),
            None => self.gathered.latest.unwrap_or(Instant::from_unix_seconds(0)),
        };
        let judge = Judge::new(&policy, &self.calendar, as_of);
        let interim = self.settings.interim_report_ends;
        let period = question.period.as_deref().map(|text| Period::parse(text, interim));
        let period = period.transpose().map_err(|error| error.to_string())?;
        let named = |name: &&str| Dimension::ALL.into_iter().find(|own| own.id() == *name);
        let by: Vec<Dimension> = question.by.iter().filter_map(named).collect();
        let scope = Scope { period: period.as_ref(), by: &by, is_whole: true };
        let judged = Judged::new(&self.gathered, &judge, scope).map_err(|e| e.to_string())?;
        let account = judged.account;
        let provenance = |account| Provenance {
            guideline: policy.guideline.clone(),
            reading: None,
            period: None,
            as_of: None,
            time_zone: self.settings.time_zone.name(),
            inputs: Vec::new(),
            sealed: None,
            states: Vec::new(),
            account,
            board: None,
            min_n: None,
            faults: self.gathered.faults.counts().clone(),
        };
        let each = |sink: &mut RowSink<'_>| {
            Judged::each_verdict(
                &self.gathered,
                &judge,
                period.as_ref(),
                |index, contact, verdict| {
                    let ledger = &self.gathered.ledger;
                    let place = ledger.place(index).expect("places are kept");
                    let id = String::from_utf8(ledger.id(index)).expect("UTF-8");
                    let row = ContactRow {
                        contact,
                        verdict,
                        id: &id,
                        department: &self.gathered.departments()[contact.department().0 as usize],
                        source: &self.gathered.inputs[place.input as usize].name,
                        line: place.line,
                        paired: None,
                    };
                    sink(&contact_cells(row, &policy.rules, &self.calendar, Lang::Swedish))
                },
            )
        };
        let list = contacts_report(Box::new(each), provenance(account), Shown::Rows, Lang::Swedish);
        let facts = AuditFacts {
            provenance: provenance(account),
            rules: &policy.rules,
            departments: self.gathered.departments(),
            boards: self.gathered.boards(),
            receipts: None,
            as_of: None,
            by: &by,
            groups: judged.groups,
            kinds: judged.kinds,
            total: judged.total,
            exemptions: Vec::new(),
            with_exempt: judged.with_exempt,
            targets: Vec::new(),
            ambiguous_stamps: self.gathered.ambiguous_stamps,
            bare_dates: judged.bare_dates,
            lint: &[],
            remarks: Vec::new(),
            paired: None,
            extras: Extras::default(),
        };
        let report = audit_report(facts, Lang::Swedish);
        Ok(Printed {
            contacts: csv(&list),
            groups: csv(&report),
            account: account.parts().into_iter().collect(),
        })
    }
}

fn csv(report: &Report<'_>) -> String {
    let mut printed = Vec::new();
    render(report, Format::Csv, Style::default(), &mut printed).expect("it is written");
    String::from_utf8(printed).expect("UTF-8")
}

/// How the binary ended.
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// The binary in a folder with the settings and the logs of a world.
pub(crate) struct Binary {
    folder: tempfile::TempDir,
}

impl Binary {
    pub(crate) fn new(world: &World) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let write = |name: &str, bytes: &[u8]| {
            std::fs::write(folder.path().join(name), bytes).expect("a file");
        };
        write("svarstid.toml", world.settings.toml().as_bytes());
        write("undantag.csv", world.settings.exemption_list().as_bytes());
        world.files.iter().for_each(|file| write(&file.name, &file.bytes));
        Self { folder }
    }

    /// Runs a command on all logs.
    pub(crate) fn run(&self, command: &str, world: &World, question: &Question) -> Ended {
        let mut run = Command::new(env!("CARGO_BIN_EXE_svarstid"));
        run.args(command.split(' ')).arg("--quiet").current_dir(self.folder.path());
        run.env_clear().env("HOME", self.folder.path());
        let first = &world.files[0];
        let mut flag = |name: &str, value: Option<&str>| {
            if let Some(value) = value {
                run.args([name, value]);
            }
        };
        flag("--origin", first.origin);
        flag("--department", first.department.filter(|name| !name.is_empty()));
        flag("--period", question.period.as_deref());
        flag("--as-of", question.as_of.as_deref());
        flag("--reading", question.reading.as_deref());
        if command.starts_with("audit") {
            let by = question.by.join(",");
            let percent = question.fail_under.map(|percent| percent.to_string());
            flag("--by", Some(&by));
            flag("--fail-under", percent.as_deref());
        }
        for file in &world.files {
            if let Some(channel) = file.channel {
                run.arg(format!("--{channel}"));
            }
            run.arg(&file.name);
        }
        let output = run.output().expect("the program starts");
        Ended {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// The keys of a JSON object that have numbers.
pub(crate) fn numbers(value: &Value) -> BTreeMap<String, u64> {
    let pairs = value.as_object().into_iter().flatten();
    pairs.filter_map(|(key, value)| Some((key.clone(), value.as_u64()?))).collect()
}
