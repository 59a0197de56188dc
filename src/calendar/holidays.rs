//! Swedish holidays by statute: which day each falls on, its name and its legal ground.
//!
//! Written from the law, for 1990-2099. Half days, klämdagar and local closures are not law
//! and have no place here.

use super::{Day, Weekday};

/// A day that the law sets apart, other than an ordinary Saturday or Sunday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Occasion {
    /// nyårsdagen, 1 January
    NewYearsDay,
    /// trettondedag jul, 6 January
    Epiphany,
    /// långfredagen, the Friday before Easter Sunday
    GoodFriday,
    /// påskdagen
    EasterSunday,
    /// annandag påsk
    EasterMonday,
    /// första maj
    MayDay,
    /// Kristi himmelsfärdsdag, the sixth Thursday after Easter Sunday
    AscensionDay,
    /// pingstdagen, the seventh Sunday after Easter Sunday
    WhitSunday,
    /// annandag pingst, a holiday until 2004
    WhitMonday,
    /// nationaldagen, 6 June, a holiday from 2005
    NationalDay,
    /// midsommarafton
    MidsummerEve,
    /// midsommardagen, the Saturday 20-26 June
    MidsummerDay,
    /// alla helgons dag, the Saturday 31 October-6 November
    AllSaintsDay,
    /// julafton
    ChristmasEve,
    /// juldagen
    ChristmasDay,
    /// annandag jul
    BoxingDay,
    /// nyårsafton
    NewYearsEve,
}

impl Occasion {
    /// The Swedish name, as the statute spells it, in lower case.
    pub const fn swedish(self) -> &'static str {
        match self {
            Self::NewYearsDay => "nyårsdagen",
            Self::Epiphany => "trettondedag jul",
            Self::GoodFriday => "långfredagen",
            Self::EasterSunday => "påskdagen",
            Self::EasterMonday => "annandag påsk",
            Self::MayDay => "första maj",
            Self::AscensionDay => "Kristi himmelsfärdsdag",
            Self::WhitSunday => "pingstdagen",
            Self::WhitMonday => "annandag pingst",
            Self::NationalDay => "nationaldagen",
            Self::MidsummerEve => "midsommarafton",
            Self::MidsummerDay => "midsommardagen",
            Self::AllSaintsDay => "alla helgons dag",
            Self::ChristmasEve => "julafton",
            Self::ChristmasDay => "juldagen",
            Self::BoxingDay => "annandag jul",
            Self::NewYearsEve => "nyårsafton",
        }
    }

    /// The English name.
    pub const fn english(self) -> &'static str {
        match self {
            Self::NewYearsDay => "New Year's Day",
            Self::Epiphany => "Epiphany",
            Self::GoodFriday => "Good Friday",
            Self::EasterSunday => "Easter Sunday",
            Self::EasterMonday => "Easter Monday",
            Self::MayDay => "May Day",
            Self::AscensionDay => "Ascension Day",
            Self::WhitSunday => "Whit Sunday",
            Self::WhitMonday => "Whit Monday",
            Self::NationalDay => "National Day",
            Self::MidsummerEve => "Midsummer Eve",
            Self::MidsummerDay => "Midsummer Day",
            Self::AllSaintsDay => "All Saints' Day",
            Self::ChristmasEve => "Christmas Eve",
            Self::ChristmasDay => "Christmas Day",
            Self::BoxingDay => "Boxing Day",
            Self::NewYearsEve => "New Year's Eve",
        }
    }

    /// The statute that makes it a non-workday.
    pub const fn ground(self) -> &'static str {
        match self {
            Self::MidsummerEve | Self::ChristmasEve | Self::NewYearsEve => EVE_GROUND,
            Self::NationalDay => "lag (1989:253) 1–2 §§, lydelse enligt 2004:1320",
            Self::WhitMonday => "lag (1989:253) 1–2 §§, lydelse före 2004:1320",
            _ => HOLIDAY_GROUND,
        }
    }
}

/// Why Sundays and the public holidays are not workdays.
pub(super) const HOLIDAY_GROUND: &str = "lag (1989:253) 1–2 §§";

/// Why Saturdays and the three eves are not workdays.
pub(super) const EVE_GROUND: &str = "lag (1930:173) 2 §";

/// The year from which nationaldagen is a holiday and annandag pingst is not
/// (lag 2004:1320, in force 2005-04-01).
const REFORM_YEAR: i32 = 2005;

/// The holidays and the three eves of `year`, in the order of their days.
///
/// Two occasions may share a day, and then both are listed. Valid for 1990-2099: the
/// statute is of 1989. Source: lag (1989:253) om allmänna helgdagar 1-2 §§, changed by
/// 2004:1320; lag (1930:173) om beräkning av lagstadgad tid 2 § for the eves.
///
/// # Example
/// ```
/// use svarstid::calendar::{Occasion, holidays};
/// let year = holidays(2026);
/// let (day, occasion) = year.iter().find(|(_, o)| *o == Occasion::AllSaintsDay).expect("yearly");
/// assert_eq!(day.to_string(), "2026-10-31");
/// assert_eq!(occasion.swedish(), "alla helgons dag");
/// ```
pub fn holidays(year: i32) -> Vec<(Day, Occasion)> {
    let on = |month, day| fixed(year, month, day);
    let easter = easter_sunday(year);
    let midsummer = first_saturday_from(on(6, 20));
    let mut days = vec![
        (on(1, 1), Occasion::NewYearsDay),
        (on(1, 6), Occasion::Epiphany),
        (easter.plus(-2), Occasion::GoodFriday),
        (easter, Occasion::EasterSunday),
        (easter.plus(1), Occasion::EasterMonday),
        (on(5, 1), Occasion::MayDay),
        (easter.plus(39), Occasion::AscensionDay),
        (easter.plus(49), Occasion::WhitSunday),
        if year < REFORM_YEAR {
            (easter.plus(50), Occasion::WhitMonday)
        } else {
            (on(6, 6), Occasion::NationalDay)
        },
        (midsummer.plus(-1), Occasion::MidsummerEve),
        (midsummer, Occasion::MidsummerDay),
        (first_saturday_from(on(10, 31)), Occasion::AllSaintsDay),
        (on(12, 24), Occasion::ChristmasEve),
        (on(12, 25), Occasion::ChristmasDay),
        (on(12, 26), Occasion::BoxingDay),
        (on(12, 31), Occasion::NewYearsEve),
    ];
    days.sort();
    days
}

/// A date that every year has.
fn fixed(year: i32, month: u32, day: u32) -> Day {
    Day::from_ymd(year, month, day).unwrap_or(Day::from_unix_days(0))
}

/// The first Saturday on or after `day`.
fn first_saturday_from(day: Day) -> Day {
    let ahead = Weekday::Saturday.index() as i32 - day.weekday().index() as i32;
    day.plus(ahead.rem_euclid(7))
}

/// Easter Sunday by the anonymous Gregorian computus (Nature, 20 April 1876).
fn easter_sunday(year: i32) -> Day {
    let golden = year % 19;
    let century = year / 100;
    let in_century = year % 100;
    let lunar = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - lunar + 15) % 30;
    let to_sunday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4) % 7;
    let correction = (golden + 11 * epact + 22 * to_sunday) / 451;
    let from_march = epact + to_sunday - 7 * correction + 114;
    fixed(year, (from_march / 31) as u32, (from_march % 31 + 1) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day_of(year: i32, occasion: Occasion) -> Option<String> {
        holidays(year).into_iter().find(|(_, o)| *o == occasion).map(|(day, _)| day.to_string())
    }

    #[test]
    fn easter_falls_on_its_published_days() {
        // Earliest, latest and the years of mission 3.4.
        for (year, date) in [
            (1991, "1991-03-31"),
            (2004, "2004-04-11"),
            (2008, "2008-03-23"),
            (2011, "2011-04-24"),
            (2024, "2024-03-31"),
            (2026, "2026-04-05"),
            (2027, "2027-03-28"),
            (2038, "2038-04-25"),
            (2049, "2049-04-18"),
            (2099, "2099-04-12"),
        ] {
            assert_eq!(day_of(year, Occasion::EasterSunday).unwrap(), date);
        }
    }

    /// Easter by its definition: the Sunday after the first ecclesiastical full moon on or
    /// after 21 March, the moon taken from the Gregorian epact table (valid 1900-2199).
    fn easter_by_the_moon(year: i32) -> Day {
        let epact_moon = (24 + 19 * (year % 19)) % 30;
        let moon_from_march_21 = match epact_moon {
            29 => 28,
            28 if year % 19 > 10 => 27,
            days => days,
        };
        let moon = fixed(year, 3, 21).plus(moon_from_march_21);
        let to_sunday = 6 - moon.weekday().index() as i32;
        moon.plus(if to_sunday == 0 { 7 } else { to_sunday })
    }

    #[test]
    fn easter_agrees_with_the_ecclesiastical_moon_in_every_year() {
        for year in 1990..=2099 {
            assert_eq!(easter_sunday(year), easter_by_the_moon(year), "{year}");
        }
    }

    #[test]
    fn whit_monday_is_a_holiday_until_2004_and_national_day_from_2005() {
        assert_eq!(day_of(2004, Occasion::WhitMonday).unwrap(), "2004-05-31");
        assert_eq!(day_of(2004, Occasion::NationalDay), None);
        assert_eq!(day_of(2005, Occasion::WhitMonday), None);
        assert_eq!(day_of(2005, Occasion::NationalDay).unwrap(), "2005-06-06");
    }

    #[test]
    fn the_movable_saturdays_stay_in_their_weeks() {
        for year in 1990..=2099 {
            let midsummer = day_of(year, Occasion::MidsummerDay).unwrap();
            assert!(("06-20"..="06-26").contains(&&midsummer[5..]), "{midsummer}");
            let saints = day_of(year, Occasion::AllSaintsDay).unwrap();
            assert!(("10-31"..="11-06").contains(&&saints[5..]), "{saints}");
        }
        assert_eq!(day_of(2026, Occasion::MidsummerEve).unwrap(), "2026-06-19");
        assert_eq!(day_of(2027, Occasion::MidsummerEve).unwrap(), "2027-06-25");
    }

    #[test]
    fn two_occasions_on_one_day_are_both_kept() {
        let first_of_may = Day::from_ymd(2008, 5, 1).unwrap();
        let named: Vec<_> = holidays(2008)
            .into_iter()
            .filter(|(day, _)| *day == first_of_may)
            .map(|(_, occasion)| occasion)
            .collect();
        assert_eq!(named, [Occasion::MayDay, Occasion::AscensionDay]);
    }
}
