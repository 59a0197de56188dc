//! How events become contacts, as the settings say it.

/// The rules of pairing that an organisation may set.
///
/// # Example
/// ```
/// use svarstid::organisation::PairingSettings;
/// let usual = PairingSettings::default();
/// assert_eq!((usual.window_days, usual.ignore_rings_under_s), (90, 0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PairingSettings {
    /// Days in which an answer counts: 1 to 3650.
    pub window_days: u16,
    /// Calls that nobody picked up and that rang for less open no contact: 0 to 600 seconds.
    pub ignore_rings_under_s: u16,
    /// Whether a call answers an SMS, and an SMS a call.
    pub cross_channels: bool,
    /// Whether further messages before the answer belong to the open contact.
    pub merge_repeats: bool,
    /// Whether the same number's next call that a person picks up answers a missed one.
    pub answered_by_new_call: bool,
    /// Whether only the department that was asked can answer.
    pub same_department: bool,
}

impl PairingSettings {
    /// The most days in which an answer may count: ten years.
    pub const MOST_WINDOW_DAYS: u16 = 3650;
    /// The longest ring that may be ignored.
    pub const MOST_RING_S: u16 = 600;
}

impl Default for PairingSettings {
    fn default() -> Self {
        Self {
            window_days: 90,
            ignore_rings_under_s: 0,
            cross_channels: false,
            merge_repeats: true,
            answered_by_new_call: true,
            same_department: false,
        }
    }
}
