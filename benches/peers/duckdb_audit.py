"""The audit of a log in DuckDB, on all cores.

    python duckdb_audit.py LOG.csv

Channels and origins are enumerations and stamps are typed, so a word or a stamp that is none stops
the run: it never gives figures of another log. Deadlines are a table that is joined by the hour.
"""

import sys

import duckdb

import figures

# Longer than any wait, in seconds.
NEVER = 1 << 40

READ = """
CREATE TYPE channel AS ENUM ({channels});
CREATE TYPE origin AS ENUM ('external', 'internal');
CREATE TEMP TABLE contact AS
SELECT
    id, channel, origin, department,
    epoch_us(received) // 1000000 AS received,
    epoch_us(answered) // 1000000 AS answered
FROM read_csv(
    ?, header = true, auto_detect = false, delim = ',', quote = '"', nullstr = '',
    columns = {{
        'id': 'VARCHAR', 'channel': 'channel', 'origin': 'origin', 'department': 'VARCHAR',
        'received': 'TIMESTAMPTZ', 'answered': 'TIMESTAMPTZ'
    }}
)
-- Years outside 1990-2099, stamps of the future, and answers before their question are faults.
WHERE received BETWEEN '1990-01-01' AND now() + INTERVAL 1 DAY
  AND (answered IS NULL OR answered BETWEEN received AND now() + INTERVAL 1 DAY);
"""

# Equal hashes are few: only those rows are compared in full.
TWICE = """
SELECT key FROM (SELECT hash(id, channel, received) AS key FROM contact)
GROUP BY key HAVING count(*) > 1
"""

MERGE = """
CREATE TEMP TABLE twice AS
SELECT rowid AS row, * FROM contact WHERE hash(id, channel, received) IN ({twice});
DELETE FROM contact WHERE rowid IN (SELECT row FROM twice);
INSERT INTO contact
SELECT
    id, channel, arg_max_null(origin, row), arg_max_null(department, row), received, min(answered)
FROM twice WHERE id IS NOT NULL GROUP BY id, channel, received
UNION ALL
SELECT id, channel, origin, department, received, answered FROM twice WHERE id IS NULL;
"""

JUDGE = """
WITH due AS (
    SELECT
        coalesce(department, '{unnamed}') AS department, received, answered,
        channel IN ({regulated}) AS is_regulated,
        if(origin = 'internal', received + {internal_s}, deadline.due) AS due
    FROM contact JOIN deadline ON deadline.hour = received // 3600
),
judged AS (
    SELECT
        *,
        is_regulated AND answered <= due AS is_met,
        is_regulated AND answered > due AS is_late,
        is_regulated AND answered IS NULL AND {as_of} > due AS is_overdue,
        -- One that is unanswered waits longer than any other.
        coalesce(answered - received, {never}) AS waited
    FROM due
)
SELECT
    department, count(*),
    count(*) FILTER (is_met), count(*) FILTER (is_late), count(*) FILTER (is_overdue),
    count(*) FILTER (is_regulated AND answered IS NULL AND {as_of} <= due),
    count(*) FILTER (NOT is_regulated),
    quantile_disc(waited, [0.5, 0.9]) FILTER (is_met OR is_late OR is_overdue),
    max(waited) FILTER (is_met OR is_late)
FROM judged GROUP BY department
"""


def quoted(words):
    return ", ".join(f"'{word}'" for word in words)


def main(log):
    database = duckdb.connect()
    database.execute("SET TimeZone = 'Europe/Stockholm'")
    database.execute("SET preserve_insertion_order = true")
    for statement in READ.format(channels=quoted(figures.CHANNELS)).split(";\n"):
        if statement.strip():
            database.execute(statement, [log] if "?" in statement else None)
    if database.execute(f"SELECT count(*) FROM ({TWICE})").fetchone()[0] > 0:
        database.execute(MERGE.format(twice=TWICE))
    first, last, as_of = database.execute(
        "SELECT min(received), max(received), greatest(max(received), max(answered)) FROM contact"
    ).fetchone()
    hour, due = figures.due_by_hour(first, last)
    database.execute(
        "CREATE TEMP TABLE deadline AS SELECT ? + generate_subscripts(due, 1) - 1 AS hour, "
        "unnest(due) AS due FROM (SELECT ?::BIGINT[] AS due)",
        [hour, due],
    )
    rows = database.execute(
        JUDGE.format(
            regulated=quoted(figures.REGULATED),
            internal_s=figures.INTERNAL_S,
            as_of=as_of,
            never=NEVER,
            unnamed=figures.UNNAMED,
        )
    ).fetchall()
    seen = []
    for *counts, quantiles, longest in rows:
        times = [time if time < NEVER else None for time in quantiles or [NEVER, NEVER]]
        seen.append([*counts, *times, longest])
    figures.write(seen)


if __name__ == "__main__":
    main(sys.argv[1])
