//! Worlds: settings in a simple form, questions, and logs as bytes; what both sides are given.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

/// A rule as the settings have it.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub(crate) id: String,
    pub(crate) channels: Vec<&'static str>,
    pub(crate) origin: Option<&'static str>,
    pub(crate) within: String,
    pub(crate) is_deemed: bool,
    pub(crate) from: Option<NaiveDate>,
    pub(crate) until: Option<NaiveDate>,
    /// Percent.
    pub(crate) target: Option<u64>,
}

/// Stretches of a day, in seconds.
pub(crate) type Hours = Vec<(u32, u32)>;

/// Settings in a simple form.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) zone: Tz,
    pub(crate) rules: Vec<Rule>,
    /// Whether the rules are those that are built in.
    pub(crate) is_guideline: bool,
    /// A reading of one's own: rules by their id, and what they allow.
    pub(crate) reading: Option<(String, Vec<(String, String)>)>,
    pub(crate) closed: Vec<(NaiveDate, NaiveDate)>,
    /// From Monday on.
    pub(crate) hours: [Hours; 7],
    pub(crate) hours_of_dates: Vec<(NaiveDate, Hours)>,
    pub(crate) interim_ends: (u32, u32),
    /// Ids and reasons.
    pub(crate) exemptions: Vec<(String, String)>,
}

/// The two rules of the guideline (README, "The rules").
pub(crate) fn guideline() -> Vec<Rule> {
    let rule = |id: &str, origin, within: &str| Rule {
        id: id.to_owned(),
        channels: vec!["phone", "sms", "email", "letter"],
        origin: Some(origin),
        within: within.to_owned(),
        is_deemed: false,
        from: None,
        until: None,
        target: None,
    };
    vec![rule("external", "external", "1 workday"), rule("internal", "internal", "48 hours")]
}

impl Settings {
    pub(crate) fn has_hours(&self) -> bool {
        self.hours.iter().any(|hours| !hours.is_empty())
    }

    /// The same as a settings file.
    pub(crate) fn toml(&self) -> String {
        let mut toml = format!("time_zone = \"{}\"\n", self.zone.name());
        let (month, day) = self.interim_ends;
        toml += &format!("interim_report_ends = \"{month:02}-{day:02}\"\n");
        if !self.exemptions.is_empty() {
            toml += "exemptions = [\"undantag.csv\"]\n";
        }
        for rule in self.rules.iter().filter(|_| !self.is_guideline) {
            toml += &format!("[[rule]]\nid = \"{}\"\nparagraph = \"§ 1\"\n", rule.id);
            toml += &format!("channels = {:?}\nwithin = \"{}\"\n", rule.channels, rule.within);
            let origin = rule.origin.map(|origin| format!("origin = \"{origin}\"\n"));
            let from = rule.from.map(|from| format!("from = {from}\n"));
            let until = rule.until.map(|until| format!("until = {until}\n"));
            let target = rule.target.map(|target| format!("target = {target}\n"));
            let lines = [origin, from, until, target].into_iter().flatten();
            toml.extend(lines);
            if rule.is_deemed {
                toml += "deemed = \"previous-workday\"\n";
            }
        }
        if let Some((name, changes)) = &self.reading {
            toml += &format!("[[reading]]\nname = \"{name}\"\n");
            for (rule, within) in changes {
                toml += &format!("[reading.rules.{rule}]\nwithin = \"{within}\"\n");
            }
        }
        for (from, until) in &self.closed {
            let days = match from == until {
                true => format!("date = {from}"),
                false => format!("from = {from}\nuntil = {until}"),
            };
            toml += &format!("[[calendar.closed]]\n{days}\nname = \"stängt\"\n");
        }
        if self.has_hours() {
            toml += "[calendar.opening_hours]\n";
            let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
            for (weekday, hours) in weekdays.iter().zip(&self.hours) {
                toml += &format!("{weekday} = {:?}\n", written(hours));
            }
            for (date, hours) in &self.hours_of_dates {
                toml += "[[calendar.opening_hours.date]]\n";
                toml += &format!("date = {date}\nhours = {:?}\n", written(hours));
            }
        }
        toml
    }

    /// The exemption list.
    pub(crate) fn exemption_list(&self) -> String {
        let lines = self.exemptions.iter().map(|(id, reason)| format!("{id},{reason}\n"));
        format!("id,reason\n{}", lines.collect::<String>())
    }
}

fn written(hours: &Hours) -> Vec<String> {
    let time = |second: u32| format!("{:02}:{:02}", second / 3600, second / 60 % 60);
    hours.iter().map(|(from, until)| format!("{}-{}", time(*from), time(*until))).collect()
}

/// What is asked of a log.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    pub(crate) reading: Option<String>,
    pub(crate) period: Option<String>,
    pub(crate) as_of: Option<String>,
    pub(crate) by: Vec<&'static str>,
    /// Percent.
    pub(crate) fail_under: Option<u64>,
}

/// A log, and what flags say of it.
#[derive(Clone, Debug)]
pub(crate) struct LogFile {
    pub(crate) name: String,
    pub(crate) channel: Option<&'static str>,
    pub(crate) origin: Option<&'static str>,
    pub(crate) department: Option<&'static str>,
    pub(crate) bytes: Vec<u8>,
}

/// All that an audit is made of.
#[derive(Clone, Debug)]
pub(crate) struct World {
    pub(crate) settings: Settings,
    pub(crate) files: Vec<LogFile>,
    pub(crate) questions: Vec<Question>,
    /// Stamps later than this are refused.
    pub(crate) horizon: Option<DateTime<Utc>>,
}
