"""What every peer needs and no peer is measured by: the Swedish calendar, and figures as CSV.

    python figures.py 2025 2026         the days of these years that are closed, one a line

The calendar is python-holidays' and not svarstid's, so that a mistake in either shows. Its
de-facto holidays are the three eves: midsommarafton, julafton, nyårsafton. It loads all countries
of the world, which takes a quarter of a second: `run` does that once and not in each peer's time.
"""

import csv
import os
import sys
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

# The file of closed days that `run` has made.
PREPARED = "CLOSED_DAYS"

ZONE = ZoneInfo("Europe/Stockholm")

# The guideline: channels that it regulates, and hours that a colleague may wait.
REGULATED = ["phone", "sms", "email", "letter"]
CHANNELS = [*REGULATED, "visit", "chat", "web", "social"]
INTERNAL_S = 48 * 3600

# Where no department is told.
UNNAMED = "(ej angiven)"

COLUMNS = (
    "department,contacts,met,late,overdue,pending,exempt,unregulated,"
    "met_percent,p50_hours,p90_hours,max_hours"
).split(",")


def closed_days(first, last):
    """The holidays and eves of these years; Saturdays and Sundays are not among them."""
    prepared = os.environ.get(PREPARED)
    if prepared is not None:
        with open(prepared, encoding="ascii") as file:
            return {date.fromisoformat(line.strip()) for line in file}
    import holidays

    years = range(first.year, last.year + 2)
    found = holidays.Sweden(years=years, include_sundays=False, categories=("public", "de_facto"))
    return set(found)


def end_of_next_workday(first, last):
    """For each local date of receipt, the last second of the next workday in Unix seconds."""
    closed = closed_days(first, last)
    table = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        due = day + timedelta(days=1)
        while due.weekday() >= 5 or due in closed:
            due += timedelta(days=1)
        after = due + timedelta(days=1)
        midnight = datetime(after.year, after.month, after.day, tzinfo=ZONE)
        table.append((day, int(midnight.timestamp()) - 1))
    return table


def due_by_hour(first_s, last_s):
    """The first hour since 1970 of a table, and for each hour from it the deadline of an external
    contact received in that hour, in Unix seconds.

    Swedish midnights are full hours of UTC, so an hour lies within one local day. One number an
    hour is the cheapest table that an engine can look up the local date in, clock changes and all.
    """
    first = first_s // 3600
    days = [datetime.fromtimestamp(at, ZONE).date() for at in (first_s, last_s)]
    due = dict(end_of_next_workday(*days))
    hours_ = range(first, last_s // 3600 + 1)
    return first, [due[datetime.fromtimestamp(hour * 3600, ZONE).date()] for hour in hours_]


def hours(seconds):
    """Hours with two decimals, half up; empty when there is no time."""
    if seconds is None or seconds != seconds or seconds == float("inf"):
        return ""
    hundredths = (int(seconds) * 100 * 2 + 3600) // (2 * 3600)
    return f"{hundredths // 100}.{hundredths % 100:02}"


def percent(met, judged):
    """One decimal, half up; 100.0 only if all are met, 0.0 only if none is."""
    if judged == 0:
        return ""
    tenths = (met * 1000 * 2 + judged) // (2 * judged)
    if met < judged:
        tenths = min(tenths, 999)
    if met > 0:
        tenths = max(tenths, 1)
    return f"{tenths // 10}.{tenths % 10}"


def swedish(name):
    """A key that sorts å, ä and ö after z, and contacts without a department last."""
    return name == UNNAMED, name.casefold().translate(str.maketrans("åäö", "{|}"))


def write(rows):
    """Rows of department, contacts, met, late, overdue, pending, unregulated, p50_s, p90_s, max_s
    as `svarstid audit --format csv` writes them. The log has no exemptions."""
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(COLUMNS)
    for row in sorted(rows, key=lambda row: swedish(row[0])):
        department, contacts, met, late, overdue, pending, unregulated, *times = row
        judged = int(met + late + overdue)
        counts = [int(n) for n in (contacts, met, late, overdue, pending, 0, unregulated)]
        out.writerow([department, *counts, percent(int(met), judged), *map(hours, times)])


if __name__ == "__main__":
    print(*sorted(closed_days(*(date(int(year), 1, 1) for year in sys.argv[1:]))), sep="\n")
