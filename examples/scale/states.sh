#!/bin/sh
# A state for each log, as many at a time as there are processors, and one report of them all.
#
#   sh states.sh KEYFILE PERIOD LOG...
#
# A log is named after its month: 2026-01.csv, or telefoni-2026-01.csv for one system among
# several. States are put in ./states (or in $STATES), and one that is there already is kept:
# its log may be gone. What stands behind $MERGE goes to "svarstid merge".
set -eu

key=$1
period=$2
shift 2
states=${STATES:-states}
jobs=${JOBS:-$(getconf _NPROCESSORS_ONLN)}
mkdir -p "$states"

# With GNU parallel instead of xargs: parallel --jobs "$jobs" sh -c '…' sh {} "$key" "$states" ::: "$@"
printf '%s\0' "$@" | xargs -0 -n 1 -P "$jobs" sh -c '
    log=$3
    name=$(basename "$log" .csv)
    part=${name%????-??}                # telefoni- of telefoni-2026-01
    month=${name#"$part"}
    state=$2/$name.svarstid.json
    if [ -e "$state" ]; then exit 0; fi
    # 1 is a target that this log alone misses; any other failure ends the run.
    svarstid audit --quiet --output /dev/null --period "$month" --state-key "$1" \
        ${part:+--state-part "${part%-}"} --save-state "$state" "$log" || [ $? -eq 1 ]
' sh "$key" "$states"

# shellcheck disable=SC2086
exec svarstid merge --quiet --period "$period" ${MERGE:-} "$states"/*.svarstid.json
