//! The rules of a state: what its verdicts were given by, in full, so that it can be read when
//! the settings of then are gone.
//!
//! In it: the guideline, its rules, the declared readings, the reading that was applied, the
//! calendar and its zone. Not in it: targets, which judge figures and no contact, and how logs
//! were read, which may change from month to month.

use std::fmt;

use crate::calendar::Calendar;
use crate::policy::{Policy, Rule};
use crate::settings::Settings;

/// What verdicts were given by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rules {
    /// Guideline, rules, readings, calendar and zone as settings without comments.
    pub toml: String,
    /// The reading that was applied, where it is not the default one.
    pub reading: Option<String>,
    /// The fingerprint of the calendar.
    pub calendar_sha256: String,
}

/// Rules to judge by.
#[derive(Debug)]
pub struct OpenRules {
    /// The settings that have these rules, calendar and zone, and nothing else of their own.
    pub settings: Settings,
    /// The guideline with its rules, under the reading; without targets.
    pub policy: Policy,
    /// The calendar.
    pub calendar: Calendar,
}

/// Why the rules of a state cannot be judged by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RulesError {
    /// This program does not understand them.
    Text(String),
    /// This program reckons another calendar from them.
    Calendar,
}

impl fmt::Display for RulesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(what) => write!(
                f,
                "its rules are not understood ({what}); use the version of svarstid that saved it"
            ),
            Self::Calendar => write!(
                f,
                "this version of svarstid reckons another calendar than the one that saved it; \
                 use that version, or save it anew"
            ),
        }
    }
}

impl std::error::Error for RulesError {}

impl Rules {
    /// The rules of settings, under a reading; `calendar` is that of the settings.
    ///
    /// # Example
    /// ```
    /// use svarstid::settings::Settings;
    /// use svarstid::state::Rules;
    /// let settings = Settings::built_in();
    /// let rules = Rules::of(&settings, Some("rolled"), &settings.calendar());
    /// let open = rules.open()?;
    /// assert_eq!(open.policy.rules[0].within.to_string(), "1 workday, rolled");
    /// # Ok::<(), svarstid::state::RulesError>(())
    /// ```
    pub fn of(settings: &Settings, reading: Option<&str>, calendar: &Calendar) -> Self {
        let mut own = Settings {
            time_zone: settings.time_zone,
            policy: settings.policy.clone(),
            working: settings.working.clone(),
            ..Settings::built_in()
        };
        for rule in &mut own.policy.rules {
            rule.target = None;
        }
        // These settings name no file, so there is none that cannot be read.
        let seal = own.seal(|_| Err(std::io::ErrorKind::NotFound.into()));
        Self {
            toml: seal.map(|seal| seal.toml).unwrap_or_default(),
            reading: reading.map(str::to_owned),
            calendar_sha256: calendar.sha256(),
        }
    }

    /// What to judge by.
    ///
    /// # Errors
    /// [`RulesError`] when this program does not understand them as the one that saved them.
    pub fn open(&self) -> Result<OpenRules, RulesError> {
        let settings = self.settings()?;
        let calendar = settings.calendar();
        if calendar.sha256() != self.calendar_sha256 {
            return Err(RulesError::Calendar);
        }
        let policy = match &self.reading {
            None => settings.policy.clone(),
            Some(name) => settings
                .policy
                .under(name, &settings.working)
                .map_err(|error| RulesError::Text(error.to_string()))?,
        };
        Ok(OpenRules { settings, policy, calendar })
    }

    fn settings(&self) -> Result<Settings, RulesError> {
        Settings::parse(&self.toml, None).map_err(|complaints| {
            let first = complaints.first().map(ToString::to_string);
            RulesError::Text(first.unwrap_or_default())
        })
    }

    /// How these differ from `other`, in words that name which of them has what; `None` where they
    /// do not. `names` are what people call the two.
    pub fn difference(&self, other: &Self, names: [&str; 2]) -> Option<String> {
        if self == other {
            return None;
        }
        let [a, b] = names;
        let each = |mine: &str, theirs: &str| format!("{a}: {mine}; {b}: {theirs}");
        let named = |reading: &Option<String>| match reading {
            None => "the default reading".to_owned(),
            Some(name) => format!("reading \"{name}\""),
        };
        if self.reading != other.reading {
            return Some(each(&named(&self.reading), &named(&other.reading)));
        }
        let (Ok(mine), Ok(theirs)) = (self.settings(), other.settings()) else {
            return Some("their rules are written differently".to_owned());
        };
        let what = if mine.time_zone != theirs.time_zone {
            let zone = |own: &Settings| format!("time zone {}", own.time_zone.name());
            each(&zone(&mine), &zone(&theirs))
        } else if let Some(what) = other_rule(&mine.policy, &theirs.policy, &each) {
            what
        } else if mine.policy.guideline != theirs.policy.guideline {
            let guideline = |own: &Settings| format!("guideline \"{}\"", own.policy.guideline.name);
            each(&guideline(&mine), &guideline(&theirs))
        } else if mine.policy.readings != theirs.policy.readings {
            "the declared readings".to_owned()
        } else if mine.working != theirs.working {
            "closed days or opening hours of the calendar".to_owned()
        } else if self.calendar_sha256 != other.calendar_sha256 {
            "the calendar of two versions of svarstid".to_owned()
        } else {
            // The same, as two versions of this program write it.
            return None;
        };
        Some(what)
    }
}

/// The first rule that differs; `each` says which of two has what.
fn other_rule(
    mine: &Policy,
    theirs: &Policy,
    each: &dyn Fn(&str, &str) -> String,
) -> Option<String> {
    let pairs = mine.rules.iter().zip(&theirs.rules);
    let differing = pairs.filter(|(a, b)| a != b).map(|(a, b)| {
        let (words, others) = (in_words(a), in_words(b));
        match words == others {
            true => format!("rule \"{}\", in its paragraph or its letters", a.id),
            false => each(&words, &others),
        }
    });
    let longer = match mine.rules.len() == theirs.rules.len() {
        true => None,
        false => {
            let number = |own: &Policy| match own.rules.len() {
                1 => "1 rule".to_owned(),
                many => format!("{many} rules"),
            };
            Some(each(&number(mine), &number(theirs)))
        }
    };
    differing.into_iter().next().or(longer)
}

fn in_words(rule: &Rule) -> String {
    let channels: Vec<&str> = rule.channels.iter().map(|channel| channel.id()).collect();
    let mut words = format!("rule \"{}\": {}", rule.id, channels.join(" "));
    if let Some(origin) = rule.origin {
        words += &format!(" {origin}");
    }
    words += &format!(" within {}", rule.within);
    if let Some(from) = rule.from {
        words += &format!(" from {from}");
    }
    if let Some(until) = rule.until {
        words += &format!(" until {until}");
    }
    words
}
