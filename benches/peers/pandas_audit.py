"""The audit of a log in pandas, with Arrow's reader of CSV and numpy's business days.

    python pandas_audit.py LOG.csv

Stamps are typed, so one that is none stops the run: it never gives figures of another log.
"""

import sys
import time

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv

import figures

WORD = pa.dictionary(pa.int32(), pa.string())
STAMP = pa.timestamp("s", "UTC")
COLUMNS = {
    "id": pa.string(),
    "channel": WORD,
    "origin": WORD,
    "department": WORD,
    "received": STAMP,
    "answered": STAMP,
}
# 1990-01-01, Swedish time, in Unix seconds.
FIRST_S = 631_148_400
NEVER = np.iinfo(np.int64).max
UNANSWERED = np.iinfo(np.int64).min


def read(log):
    # pandas.read_csv(engine="pyarrow") calls the same reader, and types the columns afterwards,
    # which costs more.
    table = pyarrow.csv.read_csv(
        log,
        convert_options=pyarrow.csv.ConvertOptions(
            column_types=COLUMNS, strings_can_be_null=True, quoted_strings_can_be_null=True
        ),
    )
    frame = table.to_pandas(types_mapper={pa.string(): pd.ArrowDtype(pa.string())}.get)
    for column, known in [("channel", figures.CHANNELS), ("origin", ["external", "internal"])]:
        strange = set(frame[column].cat.categories) - set(known)
        if strange:
            sys.exit(f"{log}: unknown {column}: {', '.join(sorted(strange))}")
    return frame


def merged(frame):
    """One contact for rows of one id, channel and receipt: the earliest answer, other fields
    from the row read last."""
    if frame["id"].is_unique:
        return frame
    key = ["id", "channel", "received"]
    named = frame[frame["id"].notna()]
    groups = named.groupby(key, observed=True, sort=False)
    # The row read last, with its empty cells: an aggregate "last" would skip those.
    last = groups.tail(1).drop(columns="answered")
    earliest = groups["answered"].min().reset_index()
    named = last.merge(earliest, on=key)
    return pd.concat([named, frame[frame["id"].isna()]], ignore_index=True)


def seconds(column):
    """Unix seconds of stamps in UTC; no stamp is the smallest integer."""
    return column.dt.tz_localize(None).to_numpy().astype("datetime64[s]").astype(np.int64)


def external_due(received):
    """The last second of the next workday after the local date of receipt, by busday_offset over
    the dates that occur."""
    hours, places = np.unique(received // 3600, return_inverse=True)
    local = pd.DatetimeIndex(hours.astype("datetime64[h]").astype("datetime64[s]"), tz="UTC")
    local = local.tz_convert("Europe/Stockholm").tz_localize(None)
    dates = local.to_numpy().astype("datetime64[D]")
    closed = figures.closed_days(dates[0].item(), dates[-1].item())
    workday = np.busday_offset(
        dates, 1, roll="backward", holidays=np.array(sorted(closed), dtype="datetime64[D]")
    )
    midnight = pd.DatetimeIndex((workday + 1).astype("datetime64[s]"))
    midnight = midnight.tz_localize("Europe/Stockholm").tz_convert("UTC").tz_localize(None)
    return midnight.to_numpy().astype(np.int64)[places] - 1


def main(log):
    frame = merged(read(log))
    received, answered = seconds(frame["received"]), seconds(frame["answered"])
    # Years outside 1990-2099, stamps of the future, answers before their question: faults.
    tomorrow = int(time.time()) + 86_400
    is_good = (received >= FIRST_S) & (received <= tomorrow) & (answered <= tomorrow)
    is_good &= (answered >= received) | (answered == UNANSWERED)
    if not is_good.all():
        frame, received, answered = frame[is_good], received[is_good], answered[is_good]
    as_of = max(received.max(), answered.max())

    is_internal = (frame["origin"] == "internal").to_numpy()
    due = np.where(is_internal, received + figures.INTERNAL_S, external_due(received))
    is_regulated = frame["channel"].isin(figures.REGULATED).to_numpy()
    is_answered = answered != UNANSWERED
    unnamed = figures.UNNAMED
    judged = pd.DataFrame(
        {
            "department": frame["department"].cat.add_categories(unnamed).fillna(unnamed),
            "met": is_regulated & is_answered & (answered <= due),
            "late": is_regulated & is_answered & (answered > due),
            "overdue": is_regulated & ~is_answered & (as_of > due),
            "pending": is_regulated & ~is_answered & (as_of <= due),
            "unregulated": ~is_regulated,
        }
    )
    counts = judged.groupby("department", observed=True).agg(
        contacts=("met", "size"),
        met=("met", "sum"),
        late=("late", "sum"),
        overdue=("overdue", "sum"),
        pending=("pending", "sum"),
        unregulated=("unregulated", "sum"),
    )
    # Exact quantiles: one that is unanswered waits longer than any other.
    is_judged = (judged["met"] | judged["late"] | judged["overdue"]).to_numpy()
    waited = pd.Series(np.where(is_answered, answered - received, NEVER)[is_judged])
    groups = waited.groupby(judged["department"].cat.codes.to_numpy()[is_judged])
    names = judged["department"].cat.categories
    times = {}
    for code, group in groups:
        ordered = np.sort(group.to_numpy())
        places = [(len(ordered) * percent + 99) // 100 - 1 for percent in (50, 90)]
        answered_ones = np.searchsorted(ordered, NEVER)
        found = [ordered[place] for place in places]
        found.append(ordered[answered_ones - 1] if answered_ones else NEVER)
        times[names[code]] = [None if time == NEVER else int(time) for time in found]
    figures.write(
        [name, *row, *times.get(name, [None] * 3)]
        for name, row in zip(counts.index, counts.to_numpy().tolist())
    )


if __name__ == "__main__":
    main(sys.argv[1])
