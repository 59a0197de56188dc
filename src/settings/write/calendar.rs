//! Closures and opening hours.

use crate::calendar::{OpeningHours, Weekday, WorkingCalendar};

use super::{Page, some_text};
use crate::document::literal::{list, quoted};

pub(super) fn write(working: &WorkingCalendar, page: &mut Page<'_>) {
    page.comment(
        "Dagar då kommunen själv håller stängt, utöver helger, helgdagar och de tre aftnarna: ett\n\
         datum, eller en tid från första till sista dagen.",
        "Days that the municipality itself closes, besides weekends, holidays and the three\n\
         eves: a date, or a span from its first to its last day.",
    );
    if working.closures().is_empty() {
        page.remark("[[calendar.closed]]");
        let (or, shown) =
            (page.pick("eller", "or"), page.pick("förval: visas inte", "default: not shown"));
        page.remark(&format!(
            "date = 2026-05-15  # {or}: from = 2026-07-06, until = 2026-07-31\n\
             name = \"klämdag\"\nground = \"KS 2026-01-12 § 4\"  # {shown}"
        ));
    }
    for closure in working.closures() {
        page.header("[[calendar.closed]]");
        if closure.first == closure.last {
            page.set("date", closure.first.to_string());
        } else {
            page.set("from", closure.first.to_string());
            page.set("until", closure.last.to_string());
        }
        page.set("name", quoted(&closure.name));
        page.option(
            "ground",
            some_text(&closure.ground),
            "\"KS 2026-01-12 § 4\"",
            "visas inte",
            "not shown",
        );
    }
    page.comment(
        "Öppettider, för regler och tolkningar som slutar när kommunen stänger eller räknar timmar\n\
         under öppettid. En helgdag, en afton och en stängd dag har inga; ett eget datum går före\n\
         sin veckodag, och en tom lista betyder stängt.",
        "Opening hours, for rules and readings that end at closing time or count hours in\n\
         opening hours. A holiday, an eve or a closed day has none; a date of its own replaces\n\
         its weekday, and an empty list means closed.",
    );
    opening_hours(working.hours(), page);
}

fn opening_hours(hours: &OpeningHours, page: &mut Page<'_>) {
    if *hours == OpeningHours::default() {
        page.remark("[calendar.opening_hours]");
        for weekday in Weekday::ALL {
            let example =
                if weekday.is_weekend() { "[]" } else { "[\"08:00-12:00\", \"13:00-16:30\"]" };
            page.remark(&format!("{} = {example}", weekday.id()));
        }
    } else {
        page.line("[calendar.opening_hours]");
        for weekday in Weekday::ALL {
            page.set(weekday.id(), list(hours.on_weekday(weekday)));
        }
    }
    if hours.dates().next().is_none() {
        page.gap();
        page.remark(
            "[[calendar.opening_hours.date]]\ndate = 2026-12-23\nhours = [\"08:00-12:00\"]",
        );
    }
    for (day, intervals) in hours.dates() {
        page.header("[[calendar.opening_hours.date]]");
        page.set("date", day.to_string());
        page.set("hours", list(intervals));
    }
}
