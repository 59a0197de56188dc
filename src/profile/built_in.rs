//! Built-in profiles: the table of those in `profiles/` at the top of the repository.

use std::sync::LazyLock;

use super::language::Profile;

/// The built-in profiles, in the order of their names.
///
/// # Example
/// ```
/// use svarstid::profile::built_in;
/// assert!(built_in().iter().any(|profile| profile.name == "ciceron-csv"));
/// ```
pub fn built_in() -> &'static [Profile] {
    &PROFILES
}

/// A test reads each of them with all complaints, so that none is left out here.
static PROFILES: LazyLock<Vec<Profile>> = LazyLock::new(|| {
    TEXTS.iter().filter_map(|(_, text)| Profile::parse_known(text).ok()).collect()
});

/// The names and texts of files in `profiles/`.
macro_rules! texts {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../profiles/", $name, ".toml")))),*]
    };
}

/// Every file in `profiles/`: a new one is a line here.
pub(super) const TEXTS: &[(&str, &str)] = texts![
    "46elks"
    "asterisk-csv"
    "asterisk-custom"
    "asterisk-header"
    "asterisk-queue"
    "avaya-cm"
    "boston311"
    "ciceron-csv"
    "cits-erms"
    "cucm-cdr"
    "exchange-mtl"
    "exchange-mtl-ps"
    "exo-trace"
    "fgs-arende-1"
    "freepbx"
    "freshdesk"
    "jira-sm"
    "mail"
    "nyc311"
    "osticket"
    "otrs"
    "outlook-csv"
    "pivot-counts"
    "postfix-syslog"
    "receipt-csv"
    "sms-backup-xml"
    "teams-dr"
    "teams-pstn"
    "twilio-sms"
    "xes-receipt"
    "zammad"
    "zendesk"
];
