//! How many rejected rows a run may have before it counts as failed.

use std::fmt;
use std::str::FromStr;

use crate::policy::Permille;

/// The most rows that may be rejected, as a number or as a share of the rows read.
///
/// # Example
/// ```
/// use svarstid::settings::MaxRejects;
/// let share: MaxRejects = "0.5%".parse().expect("a share");
/// assert!(share.allows(5, 1000));
/// assert!(!share.allows(6, 1000));
/// assert_eq!("10".parse(), Ok(MaxRejects::Rows(10)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MaxRejects {
    /// A number of rows.
    Rows(u64),
    /// A share of the rows read.
    Share(Permille),
}

impl MaxRejects {
    /// Whether `rejected` rows of `read` are few enough; exact, without rounding.
    pub const fn allows(self, rejected: u64, read: u64) -> bool {
        match self {
            Self::Rows(most) => rejected <= most,
            Self::Share(most) => rejected as u128 * 1000 <= read as u128 * most.tenths() as u128,
        }
    }
}

impl Default for MaxRejects {
    /// One percent (SPEC 9).
    fn default() -> Self {
        // 1 % is a share; were it none, no rejected row would be allowed.
        Permille::from_percent(1.0).map_or(Self::Rows(0), Self::Share)
    }
}

impl fmt::Display for MaxRejects {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rows(rows) => write!(f, "{rows}"),
            Self::Share(share) if share.tenths() % 10 == 0 => write!(f, "{}%", share.tenths() / 10),
            Self::Share(share) => write!(f, "{share}%"),
        }
    }
}

/// Why a text is no [`MaxRejects`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MaxRejectsError;

impl fmt::Display for MaxRejectsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "it must be a number of rows such as 10, or a share from 0% to 100% with at most one \
             decimal, such as \"1%\" or \"0.5%\"",
        )
    }
}

impl std::error::Error for MaxRejectsError {}

impl FromStr for MaxRejects {
    type Err = MaxRejectsError;

    /// Reads `10` or `0.5%`.
    ///
    /// # Errors
    /// [`MaxRejectsError`] for anything else.
    fn from_str(text: &str) -> Result<Self, MaxRejectsError> {
        let plain = |number: &str| number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let text = text.trim();
        let (number, is_share) = match text.strip_suffix('%') {
            Some(number) => (number.trim_end(), true),
            None => (text, false),
        };
        if !plain(number) {
            return Err(MaxRejectsError);
        }
        if is_share {
            let percent = number.parse().ok().and_then(Permille::from_percent);
            return percent.map(Self::Share).ok_or(MaxRejectsError);
        }
        number.parse().map(Self::Rows).map_err(|_| MaxRejectsError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_shares_are_read_as_they_are_written() {
        for text in ["0", "10", "18446744073709551615", "0%", "1%", "0.5%", "99.9%", "100%"] {
            assert_eq!(text.parse::<MaxRejects>().unwrap().to_string(), text);
        }
        assert_eq!(" 1.0 % ".parse(), Ok(MaxRejects::default()));
    }

    #[test]
    fn what_is_no_number_of_rows_or_share_is_refused() {
        for text in ["", "%", "-1", "+1%", "101%", "0.55%", "1.5", "inf%", "many", "1e1%"] {
            assert_eq!(text.parse::<MaxRejects>(), Err(MaxRejectsError), "{text}");
        }
    }
}
