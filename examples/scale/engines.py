"""States of many logs, made by an engine that knows many machines.

    python3 engines.py pool|dask|spark KEYFILE SUM.svarstid.json LOG...

Each log becomes a state on whatever machine its turn comes, and states are added in pairs, in any
order: the sum is the same. Logs and states are on storage that all machines see, and svarstid is
on each of them. A log is named after its month: 2026-01.csv, or telefoni-2026-01.csv for one
system among several. The report is made of the sum:

    svarstid merge --period 2026-delår SUM.svarstid.json
"""

import functools
import hashlib
import multiprocessing.pool
import pathlib
import subprocess
import sys


def save(log, key):
    """The state of one log, beside it."""
    log = pathlib.Path(log)
    month = log.stem[-7:]
    part = log.stem[:-8]
    state = log.with_suffix(".svarstid.json")
    command = ["svarstid", "audit", "--quiet", "--output", "/dev/null", "--period", month]
    command += ["--state-key", key, "--save-state", str(state)]
    command += ["--state-part", part] if part else []
    run(command + [str(log)])
    return str(state)


def add(a, b):
    """The sum of two states. Only the whole has no gaps, so they are allowed on the way."""
    name = hashlib.sha256(f"{a} {b}".encode()).hexdigest()[:16]
    total = pathlib.Path(a).with_name(f"sum-{name}.svarstid.json")
    command = ["svarstid", "merge", "--quiet", "--allow-gaps", "--output", "/dev/null"]
    run(command + ["--save-state", str(total), a, b])
    return str(total)


def run(command):
    """Runs a command; 1 is a target that these logs alone miss, and no failure."""
    status = subprocess.run(command, check=False).returncode
    if status > 1:
        raise RuntimeError(f"{command} ended with {status}")


def with_pool(logs, key):
    """One machine, many processors."""
    with multiprocessing.pool.ThreadPool() as pool:
        return functools.reduce(add, pool.imap_unordered(functools.partial(save, key=key), logs))


def with_dask(logs, key):
    """Dask, on whatever cluster is its default one."""
    import dask.bag

    bag = dask.bag.from_sequence(logs, partition_size=1)
    return bag.map(save, key=key).fold(add).compute()


def with_spark(logs, key):
    """Spark, on whatever cluster spark-submit names."""
    import pyspark

    spark = pyspark.SparkContext.getOrCreate()
    return spark.parallelize(logs, len(logs)).map(lambda log: save(log, key)).treeReduce(add)


if __name__ == "__main__":
    engine, key, total, *logs = sys.argv[1:]
    engines = {"pool": with_pool, "dask": with_dask, "spark": with_spark}
    pathlib.Path(engines[engine](logs, key)).replace(total)
