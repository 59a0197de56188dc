#!/usr/bin/env python3
"""Holds judge.sql against svarstid: DuckDB must count what `svarstid audit` counts.

    pip install duckdb
    python3 examples/duckdb/check.py [--svarstid PROGRAM] [--contacts N]

Two logs: fixtures/demo, whose contacts `svarstid contacts` lists in one form, and a generated log
that DuckDB reads as it is. Everything is synthetic. Ends with 1 when a figure differs.
"""

import argparse
import csv
import io
import json
import random
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
ZONE = ZoneInfo("Europe/Stockholm")
COUNTS = ["contacts", "met", "late", "overdue", "pending", "exempt", "unregulated"]
READINGS = [None, "letter-22", "rolled", "same-time"]


def svarstid(arguments):
    """What the program prints."""
    command = [options.svarstid, *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def reading_flags(reading):
    return [] if reading is None else ["--reading", reading]


def audited(logs, as_of, reading):
    """The audit's counts by department."""
    printed = svarstid(
        ["audit", "--no-config", "-q", "-f", "csv", "--max-rejects", "100%", "--as-of", as_of]
        + reading_flags(reading)
        + logs
    )
    rows = csv.DictReader(io.StringIO(printed))
    return {row["department"]: [int(row[count]) for count in COUNTS] for row in rows}


def joined(contact_log, years, as_of, reading, folder):
    """DuckDB's counts by department; `contact_log` is a query."""
    files = []
    for year in years:
        path = folder / f"deadlines-{year}.csv"
        flags = ["--no-config", "--deadlines", "-f", "csv", "-o", path, *reading_flags(reading)]
        svarstid(["calendar", year, *flags])
        files.append(str(path))
    with duckdb.connect() as database:
        database.execute(f"CREATE TABLE contact_log AS {contact_log}")
        # Every type is told: a column that happens to be empty has none to be guessed.
        database.execute(
            "CREATE TABLE deadlines AS SELECT * FROM read_csv(?, types = {"
            "'date': 'DATE', 'hours': 'BIGINT', 'due_epoch': 'BIGINT', 'due_date': 'DATE', "
            "'bare_due_epoch': 'BIGINT', 'bare_due_date': 'DATE', 'rule': 'VARCHAR', "
            "'kind': 'VARCHAR'})",
            [files],
        )
        database.execute(f"SET VARIABLE as_of = '{as_of}'")
        rows = database.execute((HERE / "judge.sql").read_text(encoding="utf-8")).fetchall()
    return {row[0]: list(row[1:]) for row in rows}


def compare(name, reading, audit, join):
    """Whether both count the same, told with the figures."""
    name = name if reading is None else f"{name}, reading {reading}"
    total = [sum(column) for column in zip(*audit.values())]
    figures = ", ".join(f"{count} {what}" for count, what in zip(total, COUNTS))
    if audit == join:
        print(f"{name}: {len(audit)} departments, {figures}: the same")
        return True
    print(f"{name}: DIFFERENT ({figures})")
    for department in sorted(audit.keys() | join.keys()):
        here, there = audit.get(department), join.get(department)
        if here != there:
            print(f"  {department}: svarstid {here}, DuckDB {there}")
    return False


def generated(path, count):
    """Writes a log of `count` contacts over 2025 and 2026, and says as-of."""
    draw = random.Random(1)
    departments = ["Kansli", "Bygg", "Skola", "Ärendehanteringen", "Överförmyndaren", ""]
    channels = ["phone"] * 6 + ["email"] * 8 + ["letter"] * 4 + ["sms"] * 2 + ["chat", "visit"]
    start = datetime(2025, 1, 1, tzinfo=ZONE)
    as_of = datetime(2026, 11, 30, 14, 0, tzinfo=ZONE)

    def written(at, is_bare, has_offset):
        at = at.astimezone(ZONE)
        if is_bare:
            return f"{at:%Y-%m-%d}"
        # An hour that the clock shows twice means the earlier one to svarstid, the later one to
        # DuckDB: whoever has local stamps only must live with that, and nobody else.
        if has_offset or at.utcoffset() != at.replace(fold=1).utcoffset() or at.fold:
            return at.isoformat()
        return f"{at:%Y-%m-%d %H:%M:%S}"

    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow("id,channel,origin,department,received,answered,exempt".split(","))
        for number in range(count):
            # Some come in after as-of, and are left out.
            second = draw.randrange(int((as_of - start).total_seconds() + 3 * 86400))
            received = start.astimezone(ZoneInfo("UTC")) + timedelta(seconds=second)
            channel = draw.choice(channels)
            bare = draw.random() < (0.9 if channel == "letter" else 0.05)
            # Many at the edges: to the second in time, and a second late.
            hours = draw.choice([0.2, 3, 20, 24, 48, 48, 70, 96, 300])
            answered = received + timedelta(hours=hours, seconds=draw.choice([-1, 0, 0, 1]))
            if draw.random() < 0.2:
                midnight = received.astimezone(ZONE).replace(hour=0, minute=0, second=0, fold=0)
                midnight += timedelta(days=draw.choice([1, 2, 3, 4]))
                edge = midnight.astimezone(ZoneInfo("UTC")) + timedelta(seconds=draw.choice([-1, 0]))
                answered = max(answered, edge)
            is_open = draw.random() < 0.03
            answer_is_bare = draw.random() < (0.9 if bare else 0.05)
            out.writerow(
                [
                    f"G{number:07}",
                    channel,
                    "internal" if draw.random() < 0.3 else "external",
                    draw.choice(departments),
                    written(received, bare, draw.random() < 0.5),
                    "" if is_open else written(answered, answer_is_bare, draw.random() < 0.5),
                    "anonym synpunkt" if draw.random() < 0.02 else "",
                ]
            )
    return as_of.isoformat()


def main():
    same = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        demo = sorted(str(path) for path in (ROOT / "fixtures" / "demo").glob("*.csv"))
        flags = ["--no-config", "-q", "--max-rejects", "100%"]
        as_of = json.loads(svarstid(["audit", *flags, "-f", "json", *demo]))["as_of"]
        contacts = folder / "contacts.csv"
        svarstid(["contacts", *flags, "--as-of", as_of, "-f", "csv", "-o", contacts, *demo])
        # Of svarstid's own judgement only the exemptions are taken: the list has no other word
        # of them.
        query = (
            "SELECT department, channel, origin, received, answered, "
            "if(verdict = 'exempt', verdict, NULL) AS exempt "
            f"FROM read_csv('{contacts}', all_varchar = true)"
        )
        for reading in READINGS:
            audit = audited(demo, as_of, reading)
            join = joined(query, [2025, 2026], as_of, reading, folder)
            same.append(compare("fixtures/demo", reading, audit, join))

        log = folder / "log.csv"
        as_of = generated(log, options.contacts)
        query = f"SELECT * FROM read_csv('{log}', all_varchar = true)"
        for reading in READINGS:
            audit = audited([log], as_of, reading)
            join = joined(query, [2025, 2026], as_of, reading, folder)
            same.append(compare("the generated log", reading, audit, join))
            empty = [what for what, sum_ in zip(COUNTS, map(sum, zip(*audit.values()))) if not sum_]
            if empty:
                print(f"the generated log shows nothing of {', '.join(empty)}")
                same.append(False)
    return 0 if all(same) else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--svarstid", default="svarstid", help="the program")
    parser.add_argument("--contacts", type=int, default=200_000, help="of the generated log")
    options = parser.parse_args()
    sys.exit(main())
