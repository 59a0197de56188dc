//! The statute: which days are no workdays (SPEC 3), from the words of lag (1989:253), its
//! change of 2005, and lag (1930:173) 2 §.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Easter Day by Gauss, whose two constants are 24 and 5 from 1900 to 2099: days after 22 March.
pub(crate) fn easter(year: i32) -> NaiveDate {
    let moon = (19 * (year % 19) + 24) % 30;
    let sunday = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + 5) % 7;
    let days = match (moon, sunday) {
        // The two exceptions of the rule: Easter is never on 26 April, and twice not on the 25th.
        (29, 6) => 28,
        (28, 6) if year % 19 > 10 => 27,
        _ => moon + sunday,
    };
    NaiveDate::from_ymd_opt(year, 3, 22).expect("a date") + Days::new(days as u64)
}

/// The names of the public holidays and of the three eves on a date.
pub(crate) fn holidays(date: NaiveDate) -> Vec<&'static str> {
    let (year, month, day) = (date.year(), date.month(), date.day());
    let weekday = date.weekday();
    let mut names = Vec::new();
    let mut add = |is_one: bool, name| {
        if is_one {
            names.push(name);
        }
    };
    add((month, day) == (1, 1), "nyårsdagen");
    add((month, day) == (1, 6), "trettondedag jul");
    add((month, day) == (5, 1), "första maj");
    add((month, day) == (6, 6) && year >= 2005, "nationaldagen");
    add((month, day) == (12, 24), "julafton");
    add((month, day) == (12, 25), "juldagen");
    add((month, day) == (12, 26), "annandag jul");
    add((month, day) == (12, 31), "nyårsafton");
    if (3..=6).contains(&month) {
        let from_easter = date.signed_duration_since(easter(year)).num_days();
        add(from_easter == -2, "långfredagen");
        add(from_easter == 0, "påskdagen");
        add(from_easter == 1, "annandag påsk");
        add(from_easter == 39, "Kristi himmelsfärdsdag");
        add(from_easter == 49, "pingstdagen");
        add(from_easter == 50 && year < 2005, "annandag pingst");
        add(weekday == Weekday::Fri && month == 6 && (19..=25).contains(&day), "midsommarafton");
        add(weekday == Weekday::Sat && month == 6 && (20..=26).contains(&day), "midsommardagen");
    }
    let all_saints = (month == 10 && day == 31) || (month == 11 && day <= 6);
    add(weekday == Weekday::Sat && all_saints, "alla helgons dag");
    names
}

/// Monday to Friday, and neither a holiday nor an eve.
pub(crate) fn is_workday(date: NaiveDate) -> bool {
    !matches!(date.weekday(), Weekday::Sat | Weekday::Sun) && holidays(date).is_empty()
}

pub(crate) fn next(date: NaiveDate) -> NaiveDate {
    date + Days::new(1)
}

pub(crate) fn before(date: NaiveDate) -> NaiveDate {
    date - Days::new(1)
}
