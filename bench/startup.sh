#!/bin/bash
# From the start of `lmmcl run` to the first reply of its worker: host, plugin, worker process, libtorch, model and a first forward pass.
# A new experiment on data that were never checked, and on data that an earlier experiment of the same folder of runs was checked with.
#   bench/startup.sh [ROUNDS]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
rounds=${1:-9}
host=$root/src/Host/bin/Release/net10.0/LmmCl.Host.dll
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$root/lmmcl" build
dotnet "$host" world "$folder/world" --train 32 >/dev/null
cat >"$folder/experiment.yaml" <<YAML
experiment: startup
model: $root/models/tiny-ov
world: world/world.yaml
method: SelectiveTuning
settings: { recipe: sa_proj }
evaluation: { batch_size: 1 }
YAML

# Milliseconds of one start.
start() {
    local started
    started=$(date +%s%N)
    dotnet "$host" run "$folder/experiment.yaml" --runs "$folder/runs" >/dev/null 2>&1 &
    until [ -n "$(find "$folder/runs/startup/answers" -name '*.partial' -size +0 -print -quit 2>/dev/null)" ]; do sleep 0.01; done
    echo $((($(date +%s%N) - started) / 1000000))
    kill -TERM $!
    wait $! || true
}

table() {
    sort -n | awk -v name="$1" '{ms[NR] = $1} END {printf "%-20s median %d ms, fastest %d ms, slowest %d ms of %d\n", name, ms[int((NR + 1) / 2)], ms[1], ms[NR], NR}'
}

for round in $(seq "$rounds"); do
    rm -rf "$folder/runs"
    start
done | table "data not checked yet"
for round in $(seq "$rounds"); do
    rm -rf "$folder/runs/startup" "$folder"/runs/events.db*
    start
done | table "data known"
